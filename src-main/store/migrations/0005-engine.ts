import type { Migration } from './migration.ts'

/** What each token has shown of its own clock, so that the branch sees which of them will be lost, and when. */
export const engine: Migration = {
  number: 5,
  name: 'engine',
  sql: `
CREATE TABLE drift_note (
  id INTEGER PRIMARY KEY,
  serial TEXT NOT NULL REFERENCES token (serial),
  at TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('code', 'resync', 'reset')),
  -- Steps the token's clock is ahead of ours.
  drift INTEGER NOT NULL,
  period_seconds INTEGER NOT NULL CHECK (period_seconds IN (30, 60))
) STRICT;
CREATE INDEX drift_note_serial ON drift_note (serial, at);
CREATE TRIGGER drift_note_update BEFORE UPDATE ON drift_note BEGIN SELECT RAISE(ABORT, 'what a token has shown is never changed'); END;
CREATE TRIGGER drift_note_delete BEFORE DELETE ON drift_note BEGIN SELECT RAISE(ABORT, 'what a token has shown is never deleted'); END;
`,
}
