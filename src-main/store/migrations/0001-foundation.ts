import type { Migration } from './migration.ts'

/**
 * What every later table stands on: the facts about this store, the trail, and the requests already answered.
 *
 * The columns of `audit_entry` beside `text` are computed from it, so there is nothing to disagree with what was
 * hashed. `INSERT OR REPLACE` deletes without asking the delete trigger, hence the third trigger: an entry may
 * only be the next one.
 */
export const foundation: Migration = {
  number: 1,
  name: 'foundation',
  sql: `
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  ver   INTEGER NOT NULL,
  mac   BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_entry (
  seq     INTEGER PRIMARY KEY,
  text    TEXT NOT NULL,
  chain   BLOB NOT NULL CHECK (length(chain) = 32),
  wall    TEXT AS (text ->> '$.wall'),
  actor   TEXT AS (text ->> '$.actor'),
  verb    TEXT AS (text ->> '$.verb'),
  object  TEXT AS (text ->> '$.object'),
  outcome TEXT AS (text ->> '$.outcome')
) STRICT;

CREATE INDEX audit_entry_by_object ON audit_entry (object, seq) WHERE object IS NOT NULL;

CREATE TABLE audit_payload (
  seq  INTEGER PRIMARY KEY REFERENCES audit_entry (seq),
  key  BLOB NOT NULL CHECK (length(key) = 32),
  text TEXT NOT NULL
) STRICT;

CREATE TABLE audit_head (
  one   INTEGER PRIMARY KEY CHECK (one = 1),
  seq   INTEGER NOT NULL,
  chain BLOB NOT NULL,
  acc   BLOB NOT NULL,
  seal  BLOB NOT NULL
) STRICT;

CREATE TABLE request (
  request TEXT PRIMARY KEY,
  seq     INTEGER NOT NULL REFERENCES audit_entry (seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;

CREATE TRIGGER audit_entry_is_never_deleted BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;

CREATE TRIGGER audit_entry_is_the_next_one BEFORE INSERT ON audit_entry
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_entry)
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;

CREATE TRIGGER audit_payload_is_never_changed BEFORE UPDATE ON audit_payload
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;

CREATE TRIGGER audit_payload_is_never_deleted BEFORE DELETE ON audit_payload
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;

CREATE TRIGGER audit_payload_is_for_the_head BEFORE INSERT ON audit_payload
WHEN NEW.seq IS NOT (SELECT max(seq) FROM audit_entry)
  OR EXISTS (SELECT 1 FROM audit_payload WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;

CREATE TRIGGER request_is_never_changed BEFORE UPDATE ON request
BEGIN SELECT RAISE(ABORT, 'a request is answered once'); END;

CREATE TRIGGER request_is_never_deleted BEFORE DELETE ON request
BEGIN SELECT RAISE(ABORT, 'a request is answered once'); END;
`,
}
