import type { Migration } from './migration.ts'

/** People and the policy of approving: what is looked at again after a closing, by whom, and what it is found by. */
export const people: Migration = {
  number: 8,
  name: 'people',
  sql: `
-- One of the approvals that a closing's head has chosen 抜き取り確認, looked at again by somebody who had no part in it.
CREATE TABLE sample_review (
  -- Sheet and entry: '12/4012'.
  review TEXT PRIMARY KEY,
  sheet INTEGER NOT NULL REFERENCES day_sheet (number),
  entry INTEGER NOT NULL REFERENCES audit_entry (seq),
  case_no TEXT NOT NULL REFERENCES case_file (case_no),
  reviewer TEXT NOT NULL REFERENCES staff (staff),
  reviewer_person TEXT NOT NULL,
  finding TEXT NOT NULL CHECK (finding IN ('in-order', 'to-be-followed')),
  note TEXT NOT NULL,
  at TEXT NOT NULL,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL,
  CHECK (finding = 'in-order' OR note <> '')
) STRICT, WITHOUT ROWID;
CREATE TRIGGER sample_review_apart BEFORE INSERT ON sample_review
WHEN EXISTS (SELECT 1 FROM case_hand WHERE case_no = NEW.case_no AND person = NEW.reviewer_person)
  OR EXISTS (SELECT 1 FROM approval WHERE case_no = NEW.case_no AND approver_person = NEW.reviewer_person)
BEGIN SELECT RAISE(ABORT, 'nobody reviews what they had a part in'); END;
CREATE TRIGGER sample_review_update BEFORE UPDATE ON sample_review BEGIN SELECT RAISE(ABORT, 'reviews are never changed'); END;
CREATE TRIGGER sample_review_delete BEFORE DELETE ON sample_review BEGIN SELECT RAISE(ABORT, 'reviews are never deleted'); END;

-- Approvals by their time: how many in an hour, whose in a month.
CREATE INDEX approval_at ON approval (at);
-- The few entries of one kind among very many.
CREATE INDEX audit_entry_by_verb ON audit_entry (verb, seq);
`,
}
