import type { Migration } from './migration.ts'

/**
 * What the exceptions at the counter add: versions of the services' descriptions, changes seen in the contract
 * master, who is related to whom, and both life tables, so that the database refuses a move the rules do not know.
 *
 * The life tables stand here literally, because a step of the schema is never edited; a test holds them against
 * `src-shared`. A link that only repeats the contract master is free to jump: the file is then the last word.
 */
export const exceptions: Migration = {
  number: 3,
  name: 'exceptions',
  sql: `
-- Every description of a service that was ever in force after the program's own first one.
CREATE TABLE profile_version (
  profile TEXT PRIMARY KEY,
  service TEXT NOT NULL,
  version INTEGER NOT NULL,
  data TEXT NOT NULL,
  case_no TEXT NOT NULL REFERENCES case_file (case_no),
  reason TEXT NOT NULL,
  approver TEXT NOT NULL REFERENCES staff (staff),
  since TEXT NOT NULL,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL,
  UNIQUE (service, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER profile_version_update BEFORE UPDATE ON profile_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER profile_version_delete BEFORE DELETE ON profile_version BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;

-- An address or an administrator that an import changed (combination rule).
CREATE TABLE contract_change (
  id INTEGER PRIMARY KEY,
  contract_no TEXT NOT NULL REFERENCES contract (contract_no),
  what TEXT NOT NULL CHECK (what IN ('address', 'administrator')),
  on_day TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX contract_change_contract ON contract_change (contract_no, on_day);

-- Colleagues who take no part in a customer's cases.
CREATE TABLE relation (
  relation TEXT PRIMARY KEY,
  contract_no TEXT NOT NULL REFERENCES contract (contract_no),
  person TEXT NOT NULL,
  staff TEXT NOT NULL REFERENCES staff (staff),
  note TEXT NOT NULL,
  declared_by TEXT NOT NULL REFERENCES staff (staff),
  since TEXT NOT NULL,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX relation_contract ON relation (contract_no);
CREATE TRIGGER relation_kept BEFORE DELETE ON relation BEGIN SELECT RAISE(ABORT, 'relations are never deleted'); END;

CREATE TABLE case_life (before TEXT NOT NULL, event TEXT NOT NULL, after TEXT NOT NULL, PRIMARY KEY (before, event)) STRICT, WITHOUT ROWID;
INSERT INTO case_life (before, event, after) VALUES
  ('draft', 'edit', 'draft'),
  ('draft', 'submit', 'awaiting-approval'),
  ('draft', 'withdraw', 'withdrawn'),
  ('draft', 'hand-over', 'draft'),
  ('awaiting-approval', 'edit', 'draft'),
  ('awaiting-approval', 'send-back', 'draft'),
  ('awaiting-approval', 'reject', 'rejected'),
  ('awaiting-approval', 'withdraw', 'withdrawn'),
  ('awaiting-approval', 'approve', 'awaiting-registration'),
  ('awaiting-approval', 'complete', 'closed'),
  ('awaiting-approval', 'approve-first', 'awaiting-second-approval'),
  ('awaiting-approval', 'hand-over', 'awaiting-approval'),
  ('awaiting-second-approval', 'edit', 'draft'),
  ('awaiting-second-approval', 'send-back', 'draft'),
  ('awaiting-second-approval', 'reject', 'rejected'),
  ('awaiting-second-approval', 'withdraw', 'withdrawn'),
  ('awaiting-second-approval', 'approve', 'awaiting-registration'),
  ('awaiting-second-approval', 'complete', 'closed'),
  ('awaiting-second-approval', 'hand-over', 'awaiting-second-approval'),
  ('awaiting-registration', 'register-one', 'awaiting-registration'),
  ('awaiting-registration', 'register', 'awaiting-relogin'),
  ('awaiting-registration', 'register-last', 'closed'),
  ('awaiting-registration', 'postpone', 'awaiting-registration'),
  ('awaiting-registration', 'call-back', 'awaiting-registration'),
  ('awaiting-registration', 'hand-over', 'awaiting-registration'),
  ('awaiting-relogin', 'close', 'closed'),
  ('awaiting-relogin', 'call-back', 'awaiting-relogin'),
  ('awaiting-relogin', 'hand-over', 'awaiting-relogin'),
  ('awaiting-review', 'note', 'awaiting-review'),
  ('awaiting-review', 'review', 'awaiting-papers'),
  ('awaiting-review', 'review-last', 'closed'),
  ('awaiting-review', 'follow', 'awaiting-review'),
  ('awaiting-review', 'call-back', 'awaiting-review'),
  ('awaiting-review', 'hand-over', 'awaiting-review'),
  ('awaiting-papers', 'note', 'awaiting-papers'),
  ('awaiting-papers', 'follow', 'closed'),
  ('awaiting-papers', 'call-back', 'awaiting-papers'),
  ('awaiting-papers', 'hand-over', 'awaiting-papers');
CREATE TRIGGER case_life_holds BEFORE UPDATE OF state ON case_file
WHEN NEW.state <> OLD.state AND NOT EXISTS (SELECT 1 FROM case_life WHERE before = OLD.state AND after = NEW.state)
BEGIN SELECT RAISE(ABORT, 'a case does not go that way'); END;
CREATE TRIGGER case_life_begins BEFORE INSERT ON case_file
WHEN NEW.state NOT IN ('draft', 'awaiting-review', 'awaiting-approval')
  OR (NEW.kind = 'loss') <> (NEW.state = 'awaiting-review')
BEGIN SELECT RAISE(ABORT, 'a case does not begin there'); END;

CREATE TABLE link_life (axis TEXT NOT NULL, before TEXT NOT NULL, event TEXT NOT NULL, after TEXT NOT NULL, PRIMARY KEY (axis, before, event)) STRICT, WITHOUT ROWID;
INSERT INTO link_life (axis, before, event, after) VALUES
  ('registration', 'none', 'issue', 'issued'),
  ('registration', 'none', 'register', 'active'),
  ('registration', 'issued', 'register', 'active'),
  ('registration', 'issued', 'detach', 'none'),
  ('registration', 'issued', 'revoke', 'revoked'),
  ('registration', 'issued', 'opt-out', 'none'),
  ('registration', 'active', 'exchange', 'active'),
  ('registration', 'active', 'detach', 'none'),
  ('registration', 'active', 'revoke', 'revoked'),
  ('registration', 'active', 'opt-out', 'none'),
  ('registration', 'expired', 'detach', 'none'),
  ('registration', 'expired', 'revoke', 'revoked'),
  ('registration', 'expired', 'opt-out', 'none'),
  ('registration', 'revoked', 'issue', 'issued'),
  ('registration', 'revoked', 'register', 'active'),
  ('registration', 'revoked', 'detach', 'none'),
  ('registration', 'revoked', 'opt-out', 'none'),
  ('authentication', 'none', 'detach', 'none'),
  ('authentication', 'none', 'revoke', 'none'),
  ('authentication', 'none', 'opt-out', 'none'),
  ('authentication', 'none', 'register', 'usable'),
  ('authentication', 'none', 'suspend', 'suspended'),
  ('authentication', 'usable', 'detach', 'none'),
  ('authentication', 'usable', 'revoke', 'none'),
  ('authentication', 'usable', 'opt-out', 'none'),
  ('authentication', 'usable', 'register', 'usable'),
  ('authentication', 'usable', 'exchange', 'usable'),
  ('authentication', 'usable', 'lock', 'locked'),
  ('authentication', 'usable', 'suspend', 'suspended'),
  ('authentication', 'locked', 'detach', 'none'),
  ('authentication', 'locked', 'revoke', 'none'),
  ('authentication', 'locked', 'opt-out', 'none'),
  ('authentication', 'locked', 'unlock', 'usable'),
  ('authentication', 'locked', 'suspend', 'suspended'),
  ('authentication', 'suspended', 'detach', 'none'),
  ('authentication', 'suspended', 'revoke', 'none'),
  ('authentication', 'suspended', 'opt-out', 'none'),
  ('authentication', 'suspended', 'resume', 'usable'),
  ('authentication', 'suspended', 'resume-locked', 'locked'),
  ('authentication', 'suspended', 'resume-unused', 'none');

-- An event that a table does not know leaves its axis alone; one that it knows may only go where it is written.
CREATE TRIGGER link_life_registration BEFORE INSERT ON link_history
WHEN NEW.event <> 'import' AND NOT EXISTS (
    SELECT 1 FROM link_life WHERE axis = 'registration' AND before = NEW.registration_before
      AND event = NEW.event AND after = NEW.registration_after)
  AND (NEW.registration_before <> NEW.registration_after
    OR EXISTS (SELECT 1 FROM link_life WHERE axis = 'registration' AND event = NEW.event))
BEGIN SELECT RAISE(ABORT, 'a registration does not go that way'); END;
CREATE TRIGGER link_life_authentication BEFORE INSERT ON link_history
WHEN NEW.event <> 'import' AND NOT EXISTS (
    SELECT 1 FROM link_life WHERE axis = 'authentication' AND before = NEW.authentication_before
      AND event = NEW.event AND after = NEW.authentication_after)
  AND (NEW.authentication_before <> NEW.authentication_after
    OR EXISTS (SELECT 1 FROM link_life WHERE axis = 'authentication' AND event = NEW.event))
BEGIN SELECT RAISE(ABORT, 'an authentication does not go that way'); END;
CREATE TRIGGER link_life_event BEFORE INSERT ON link_history
WHEN NEW.event <> 'import' AND NOT EXISTS (SELECT 1 FROM link_life WHERE event = NEW.event)
BEGIN SELECT RAISE(ABORT, 'nothing of that name happens to a link'); END;

-- Whoever changes a link by hand meets the same tables.
CREATE TRIGGER link_life_holds BEFORE UPDATE OF registration, authentication ON link
WHEN NEW.decided_by = 'desk' AND (
  (NEW.registration <> OLD.registration AND NOT EXISTS (
    SELECT 1 FROM link_life WHERE axis = 'registration' AND before = OLD.registration AND after = NEW.registration))
  OR (NEW.authentication <> OLD.authentication AND NOT EXISTS (
    SELECT 1 FROM link_life WHERE axis = 'authentication' AND before = OLD.authentication AND after = NEW.authentication)))
BEGIN SELECT RAISE(ABORT, 'a link does not go that way'); END;
`,
}
