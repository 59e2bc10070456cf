import type { Migration } from './migration.ts'

/** A request that nobody decided in time ends at a closing 締上; what the rules say of it stands in the database too. */
export const lapsing: Migration = {
  number: 7,
  name: 'lapsing',
  rebuilds: true,
  sql: `
-- Cases, once more, with one more state. Columns and rows are the same, so every row's MAC still holds.
CREATE TABLE case_file_new (
  case_no TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('token-detach', 'reissue', 'unlock', 'loss', 'resume', 'application', 'opt-out', 'usage-mode', 'profile-change', 'hardware', 'stock-difference')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'awaiting-approval', 'awaiting-second-approval', 'awaiting-dispatch', 'in-transit', 'returned', 'awaiting-registration', 'awaiting-relogin', 'awaiting-review', 'awaiting-papers', 'closed', 'rejected', 'withdrawn', 'lapsed')),
  version INTEGER NOT NULL,
  service TEXT NOT NULL,
  profile_version INTEGER NOT NULL,
  -- Only cases about a service's own description and about the safe have no contract.
  contract_no TEXT REFERENCES contract (contract_no),
  target_kind TEXT NOT NULL CHECK (target_kind IN ('user', 'shared', 'contract', 'service')),
  target_user TEXT NOT NULL,
  ask TEXT NOT NULL,
  intake TEXT NOT NULL,
  exception TEXT,
  maker TEXT NOT NULL REFERENCES staff (staff),
  keeper TEXT NOT NULL REFERENCES staff (staff),
  opened_at TEXT NOT NULL,
  since TEXT NOT NULL,
  submitted_at TEXT,
  content_hash TEXT,
  sent_back_reason TEXT,
  follow_up_on TEXT,
  linked_case TEXT REFERENCES case_file (case_no),
  called_back_at TEXT,
  called_back_by TEXT REFERENCES staff (staff),
  call_reached INTEGER CHECK (call_reached IN (0, 1)),
  receipt_no TEXT UNIQUE,
  old_serial TEXT,
  executed_at TEXT,
  first_approver TEXT REFERENCES staff (staff),
  approver TEXT REFERENCES staff (staff),
  earliest_registration TEXT,
  new_serial TEXT,
  registered_by TEXT CHECK (registered_by IN ('code', 'centre')),
  closed_at TEXT,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL,
  CHECK ((contract_no IS NULL) = (kind IN ('profile-change', 'stock-difference')))
) STRICT, WITHOUT ROWID;
INSERT INTO case_file_new SELECT * FROM case_file;
DROP TABLE case_file;
ALTER TABLE case_file_new RENAME TO case_file;
CREATE INDEX case_state ON case_file (state, since);
CREATE INDEX case_contract ON case_file (contract_no);
CREATE INDEX case_keeper ON case_file (keeper, state);
CREATE INDEX case_linked ON case_file (linked_case) WHERE linked_case IS NOT NULL;
CREATE TRIGGER case_kept BEFORE DELETE ON case_file BEGIN SELECT RAISE(ABORT, 'cases are never deleted'); END;
CREATE TRIGGER case_life_holds BEFORE UPDATE OF state ON case_file
WHEN NEW.state <> OLD.state AND NOT EXISTS (SELECT 1 FROM case_life WHERE before = OLD.state AND after = NEW.state)
BEGIN SELECT RAISE(ABORT, 'a case does not go that way'); END;
CREATE TRIGGER case_life_begins BEFORE INSERT ON case_file
WHEN NEW.state NOT IN ('draft', 'awaiting-review', 'awaiting-approval')
  OR (NEW.kind = 'loss') <> (NEW.state = 'awaiting-review')
BEGIN SELECT RAISE(ABORT, 'a case does not begin there'); END;
INSERT INTO case_life (before, event, after) VALUES
  ('awaiting-approval', 'lapse', 'lapsed'),
  ('awaiting-second-approval', 'lapse', 'lapsed');
`,
}
