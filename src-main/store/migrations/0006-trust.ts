import type { Migration } from './migration.ts'

/**
 * Signed heads, and what was erased on record. Apart from the rest, so that a store of any other shape may have them.
 *
 * The trail's payloads could not be deleted at all. Now they can, by the entries from the first on that a row in
 * `erasure` covers, and only once that row stands there: it is critical, so it is in the sum of its own entry, and nobody
 * takes anything away without a trace that the seal covers. Everything the row covers must be older than what it says.
 */
export const proofOfTheTrail = `
-- A signed head of the trail (C2SP tlog-checkpoint). Its signature is what protects it, so it has no MAC.
CREATE TABLE checkpoint (
  size INTEGER PRIMARY KEY,
  note TEXT NOT NULL
) STRICT;
CREATE TRIGGER checkpoint_update BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'a signed head is never changed'); END;
CREATE TRIGGER checkpoint_delete BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'a signed head is never deleted'); END;
CREATE TRIGGER checkpoint_insert BEFORE INSERT ON checkpoint
WHEN NEW.size <= (SELECT coalesce(max(size), 0) FROM checkpoint) OR NEW.size IS NOT (SELECT max(seq) FROM audit_entry)
BEGIN SELECT RAISE(ABORT, 'only the newest head is signed'); END;

-- Payloads taken away at the end of their time 消去: of all entries up to and with \`through\`, each older than \`before\`.
CREATE TABLE erasure (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  by_staff TEXT NOT NULL,
  with_staff TEXT NOT NULL,
  before TEXT NOT NULL,
  through INTEGER NOT NULL REFERENCES audit_entry (seq),
  payloads INTEGER NOT NULL,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL,
  CHECK (by_staff <> with_staff),
  CHECK (before < at)
) STRICT;
CREATE TRIGGER erasure_update BEFORE UPDATE ON erasure BEGIN SELECT RAISE(ABORT, 'an erasure is never changed'); END;
CREATE TRIGGER erasure_delete BEFORE DELETE ON erasure BEGIN SELECT RAISE(ABORT, 'an erasure is never deleted'); END;
CREATE TRIGGER erasure_insert BEFORE INSERT ON erasure
WHEN NEW.through <= (SELECT coalesce(max(through), 0) FROM erasure)
  OR EXISTS (SELECT 1 FROM audit_entry WHERE seq <= NEW.through AND wall >= NEW.before)
BEGIN SELECT RAISE(ABORT, 'only what is old enough is erased'); END;

DROP TRIGGER audit_payload_is_never_deleted;
CREATE TRIGGER audit_payload_is_deleted_on_record BEFORE DELETE ON audit_payload
WHEN OLD.seq > (SELECT coalesce(max(through), 0) FROM erasure)
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;
`

/**
 * What the branch can show to somebody who does not believe it: signed heads of the trail, the daily sheets whose codes
 * lie on paper, what was done to keys, backups, and the standing of its people.
 */
export const trust: Migration = {
  number: 6,
  name: 'trust',
  sql: `
${proofOfTheTrail}
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
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL
) STRICT;

-- How the branch came into service: with the code of the last sheet, by two people without it, or before any sheet.
CREATE TABLE day_opening (
  id INTEGER PRIMARY KEY,
  date TEXT NOT NULL,
  -- When the machine was started, as far as its clocks say.
  machine_since TEXT NOT NULL,
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
) STRICT;

-- What lies beside a colleague's row: whether they may come in, and whether they still have the first secret.
CREATE TABLE staff_standing (
  staff TEXT PRIMARY KEY REFERENCES staff (staff),
  disabled_at TEXT,
  disabled_why TEXT NOT NULL,
  -- Until when the first secret opens anything; null where the passphrase is the person's own choice.
  secret_until TEXT,
  secret_used_at TEXT,
  -- When they last signed in; null for whoever never did since this is kept.
  signed_in_at TEXT,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL,
  CHECK (secret_until IS NOT NULL OR secret_used_at IS NULL)
) STRICT, WITHOUT ROWID;

-- Two pools, and nothing of one is ever in the other (AUT-12): rows of the staff's tokens are named after their staff
-- numbers, and no customer's token bears such a name, nor a serial that is somebody's staff number.
CREATE TRIGGER staff_token_pool BEFORE INSERT ON staff_token
WHEN NEW.row_id NOT LIKE 'staff-%' OR EXISTS (SELECT 1 FROM token WHERE row_id = NEW.row_id OR serial = NEW.staff)
BEGIN SELECT RAISE(ABORT, 'a token is in one pool or the other'); END;
CREATE TRIGGER staff_token_stays BEFORE UPDATE OF row_id, staff ON staff_token
WHEN NEW.row_id NOT LIKE 'staff-%' OR NEW.staff <> OLD.staff
BEGIN SELECT RAISE(ABORT, 'a token is in one pool or the other'); END;
CREATE TRIGGER token_pool BEFORE INSERT ON token
WHEN NEW.row_id LIKE 'staff-%' OR EXISTS (SELECT 1 FROM staff_token WHERE row_id = NEW.row_id OR staff = NEW.serial)
BEGIN SELECT RAISE(ABORT, 'a token is in one pool or the other'); END;
CREATE TRIGGER token_stays BEFORE UPDATE OF row_id, serial ON token
WHEN NEW.row_id LIKE 'staff-%' OR EXISTS (SELECT 1 FROM staff_token WHERE row_id = NEW.row_id OR staff = NEW.serial)
BEGIN SELECT RAISE(ABORT, 'a token is in one pool or the other'); END;

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
  -- Of a restore: what is to be entered again, JSON.
  facts TEXT NOT NULL,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL
) STRICT;
`,
}
