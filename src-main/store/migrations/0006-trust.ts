import type { Migration } from './migration.ts'

/**
 * What the branch can show to somebody who does not believe it: signed heads of the trail, the daily sheets whose codes
 * lie on paper, what was done to keys, backups, and the standing of its people.
 */
export const trust: Migration = {
  number: 6,
  name: 'trust',
  sql: `
-- A signed head of the trail (C2SP tlog-checkpoint). Its signature is what protects it, so it has no MAC.
CREATE TABLE checkpoint (
  size INTEGER PRIMARY KEY,
  note TEXT NOT NULL
) STRICT;
CREATE TRIGGER checkpoint_update BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'a signed head is never changed'); END;
CREATE TRIGGER checkpoint_delete BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'a signed head is never deleted'); END;

-- A daily sheet 日計表: one for each closing 締上, numbered without gaps.
CREATE TABLE day_sheet (
  number INTEGER PRIMARY KEY,
  -- The business day in Japan, YYYY-MM-DD.
  date TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL REFERENCES staff (staff),
  -- Entries of the trail under the signed head, and its root, base64.
  size INTEGER NOT NULL REFERENCES checkpoint (size),
  root TEXT NOT NULL,
  -- The ten characters on the paper, and those of the sheet before; '' on the first.
  code TEXT NOT NULL,
  previous TEXT NOT NULL,
  -- Everything else that stands on the sheet, JSON.
  facts TEXT NOT NULL,
  prints INTEGER NOT NULL,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL
) STRICT;

-- How a business day was begun: with the code of the last sheet, or by two people without it.
CREATE TABLE day_opening (
  date TEXT PRIMARY KEY,
  opened_at TEXT NOT NULL,
  opened_by TEXT NOT NULL REFERENCES staff (staff),
  second TEXT REFERENCES staff (staff),
  how TEXT NOT NULL CHECK (how IN ('code', 'override', 'no-sheet')),
  sheet INTEGER REFERENCES day_sheet (number),
  reason TEXT NOT NULL,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL,
  CHECK ((how = 'override') = (second IS NOT NULL)),
  CHECK (second IS NULL OR second <> opened_by)
) STRICT, WITHOUT ROWID;

-- What lies beside a colleague's row: whether they may come in, and whether they still have the first secret.
CREATE TABLE staff_standing (
  staff TEXT PRIMARY KEY REFERENCES staff (staff),
  disabled_at TEXT,
  disabled_why TEXT NOT NULL,
  -- Until when the first secret opens anything; null where the passphrase is the person's own choice.
  secret_until TEXT,
  secret_used_at TEXT,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- A deputy 代行: acts as a supervisor on one business day, appointed by two supervisors beforehand.
CREATE TABLE deputy (
  id INTEGER PRIMARY KEY,
  staff TEXT NOT NULL REFERENCES staff (staff),
  date TEXT NOT NULL,
  appointed_at TEXT NOT NULL,
  appointed_by TEXT NOT NULL REFERENCES staff (staff),
  appointed_with TEXT NOT NULL REFERENCES staff (staff),
  reason TEXT NOT NULL,
  ended_at TEXT,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL,
  CHECK (appointed_by <> appointed_with AND staff <> appointed_by AND staff <> appointed_with)
) STRICT;

-- What two people did to the keys: shares, drills, rotations, recovery.
CREATE TABLE key_event (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  by_staff TEXT NOT NULL REFERENCES staff (staff),
  with_staff TEXT REFERENCES staff (staff),
  facts TEXT NOT NULL,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL,
  CHECK (with_staff IS NULL OR with_staff <> by_staff)
) STRICT;

-- Backups that were made, tried or failed, also drills and restores. Never personal.
CREATE TABLE backup (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('daily', 'weekly', 'manual', 'drill', 'restore')),
  at TEXT NOT NULL,
  outcome TEXT NOT NULL,
  file TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  -- SHA-256 of the file, hex; '' where there is none.
  digest TEXT NOT NULL,
  -- Entries of the trail in it.
  size INTEGER NOT NULL,
  removed_at TEXT,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL
) STRICT;
`,
}
