import type { Migration } from './migration.ts'

/**
 * The tables of the desk: staff, what the contract master says, links between tokens and users, cases and
 * approvals. Rows bearing `ver` and `mac` are critical: whoever changes one without the row key is noticed.
 *
 * The states are listed here once more so that the database refuses what the life tables do not know; a test
 * holds both lists together.
 */
export const desk: Migration = {
  number: 2,
  name: 'desk',
  sql: `
CREATE TABLE staff (
  staff TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('teller', 'supervisor', 'back-office', 'administrator', 'auditor')),
  enrolled_at TEXT NOT NULL,
  ended_at TEXT,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_token (
  staff TEXT PRIMARY KEY REFERENCES staff (staff),
  row_id TEXT NOT NULL UNIQUE,
  seed BLOB NOT NULL,
  algorithm TEXT NOT NULL CHECK (algorithm IN ('SHA1', 'SHA256', 'SHA512')),
  digits INTEGER NOT NULL CHECK (digits BETWEEN 6 AND 8),
  period_seconds INTEGER NOT NULL CHECK (period_seconds IN (30, 60)),
  high_water INTEGER,
  drift INTEGER NOT NULL,
  counter INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  locked INTEGER NOT NULL CHECK (locked IN (0, 1)),
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Staff keep their own pool of tokens: a serial is in one pool or the other (AUT-12), so there is no shared table.
CREATE TABLE token (
  serial TEXT PRIMARY KEY,
  row_id TEXT NOT NULL UNIQUE,
  origin TEXT NOT NULL CHECK (origin IN ('own', 'vendor')),
  medium TEXT NOT NULL CHECK (medium IN ('soft', 'hard')),
  service TEXT,
  -- A seed is known for our own tokens only; everything about computing a code stands or falls with it.
  seed BLOB,
  kind TEXT CHECK (kind IN ('totp', 'hotp')),
  algorithm TEXT CHECK (algorithm IN ('SHA1', 'SHA256', 'SHA512')),
  digits INTEGER CHECK (digits BETWEEN 6 AND 8),
  period_seconds INTEGER CHECK (period_seconds IN (30, 60)),
  high_water INTEGER,
  drift INTEGER NOT NULL,
  counter INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  locked INTEGER NOT NULL CHECK (locked IN (0, 1)),
  tombstone TEXT CHECK (tombstone IN ('lost', 'stolen', 'retired')),
  known_since TEXT NOT NULL,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL,
  CHECK ((seed IS NULL) = (kind IS NULL)),
  CHECK ((seed IS NULL) = (origin = 'vendor'))
) STRICT, WITHOUT ROWID;

-- The high-water mark of a token never falls (RFC 6238 §5.2), whatever the program above believes.
CREATE TRIGGER token_high_water BEFORE UPDATE OF high_water ON token
WHEN OLD.high_water IS NOT NULL AND (NEW.high_water IS NULL OR NEW.high_water < OLD.high_water)
BEGIN SELECT RAISE(ABORT, 'high-water mark would fall'); END;
CREATE TRIGGER staff_token_high_water BEFORE UPDATE OF high_water ON staff_token
WHEN OLD.high_water IS NOT NULL AND (NEW.high_water IS NULL OR NEW.high_water < OLD.high_water)
BEGIN SELECT RAISE(ABORT, 'high-water mark would fall'); END;
CREATE TRIGGER token_kept BEFORE DELETE ON token BEGIN SELECT RAISE(ABORT, 'tokens are never deleted'); END;

CREATE TABLE contract (
  contract_no TEXT PRIMARY KEY,
  service TEXT NOT NULL,
  customer_id TEXT,
  name TEXT NOT NULL,
  kana TEXT NOT NULL,
  dealing_branch TEXT NOT NULL,
  account_branch TEXT,
  account_type TEXT,
  account_number TEXT,
  address TEXT,
  postal_code TEXT,
  phone TEXT,
  usage_mode TEXT CHECK (usage_mode IN ('individual', 'shared')),
  imported_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE contract_user (
  contract_no TEXT NOT NULL REFERENCES contract (contract_no),
  user_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  kana TEXT,
  role TEXT NOT NULL,
  transfer_right INTEGER CHECK (transfer_right IN (0, 1)),
  PRIMARY KEY (contract_no, user_id)
) STRICT, WITHOUT ROWID;

-- One link per user, and one with an empty user_id for a contract's shared token.
CREATE TABLE link (
  link TEXT PRIMARY KEY,
  contract_no TEXT NOT NULL REFERENCES contract (contract_no),
  user_id TEXT NOT NULL,
  serial TEXT REFERENCES token (serial),
  medium TEXT CHECK (medium IN ('soft', 'hard')),
  registration TEXT NOT NULL CHECK (registration IN ('none', 'issued', 'active', 'expired', 'revoked', 'unknown')),
  authentication TEXT NOT NULL CHECK (authentication IN ('none', 'usable', 'locked', 'suspended')),
  token_expiry TEXT,
  -- The vendor's code in the service's profile, where it is known.
  vendor TEXT,
  since TEXT NOT NULL,
  -- 'master' while the file is the last word; 'desk' once a case has changed it, which an import then respects.
  decided_by TEXT NOT NULL CHECK (decided_by IN ('master', 'desk')),
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX link_contract ON link (contract_no);
CREATE INDEX link_serial ON link (serial) WHERE serial IS NOT NULL;

-- Before and after of every change of a link, for ever (R-002-35, R-003-34).
CREATE TABLE link_history (
  id INTEGER PRIMARY KEY,
  link TEXT NOT NULL REFERENCES link (link),
  at TEXT NOT NULL,
  event TEXT NOT NULL,
  case_no TEXT,
  serial_before TEXT,
  serial_after TEXT,
  registration_before TEXT NOT NULL,
  registration_after TEXT NOT NULL,
  authentication_before TEXT NOT NULL,
  authentication_after TEXT NOT NULL
) STRICT;
CREATE INDEX link_history_link ON link_history (link);
CREATE INDEX link_history_serial ON link_history (serial_before) WHERE serial_before IS NOT NULL;
CREATE INDEX link_history_serial_after ON link_history (serial_after) WHERE serial_after IS NOT NULL;
CREATE INDEX link_history_at ON link_history (at);
CREATE TRIGGER link_history_update BEFORE UPDATE ON link_history BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;
CREATE TRIGGER link_history_delete BEFORE DELETE ON link_history BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;

CREATE TABLE case_file (
  case_no TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('token-detach', 'reissue', 'unlock', 'loss', 'resume', 'application', 'opt-out', 'usage-mode', 'profile-change')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'awaiting-approval', 'awaiting-second-approval', 'awaiting-registration', 'awaiting-relogin', 'awaiting-review', 'awaiting-papers', 'closed', 'rejected', 'withdrawn')),
  version INTEGER NOT NULL,
  service TEXT NOT NULL,
  profile_version INTEGER NOT NULL,
  -- Only a case about a service's own description has no contract.
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
  CHECK ((contract_no IS NULL) = (kind = 'profile-change'))
) STRICT, WITHOUT ROWID;
CREATE INDEX case_state ON case_file (state, since);
CREATE INDEX case_contract ON case_file (contract_no);
CREATE INDEX case_keeper ON case_file (keeper, state);
CREATE INDEX case_linked ON case_file (linked_case) WHERE linked_case IS NOT NULL;
CREATE TRIGGER case_kept BEFORE DELETE ON case_file BEGIN SELECT RAISE(ABORT, 'cases are never deleted'); END;

-- Everybody who has written in a case, as a person. Whoever stands here can never approve it, even after promotion.
CREATE TABLE case_hand (
  case_no TEXT NOT NULL REFERENCES case_file (case_no),
  person TEXT NOT NULL,
  staff TEXT NOT NULL,
  since TEXT NOT NULL,
  PRIMARY KEY (case_no, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE approval (
  approval TEXT PRIMARY KEY,
  case_no TEXT NOT NULL REFERENCES case_file (case_no),
  version INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  maker_person TEXT NOT NULL,
  approver TEXT NOT NULL REFERENCES staff (staff),
  approver_person TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('approve', 'approve-first', 'review', 'send-back', 'reject')),
  seal TEXT CHECK (seal IN ('matches', 'differs', 'unreadable')),
  reason TEXT,
  at TEXT NOT NULL,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL,
  CHECK (maker_person <> approver_person)
) STRICT, WITHOUT ROWID;
CREATE INDEX approval_case ON approval (case_no);
CREATE TRIGGER approval_four_eyes BEFORE INSERT ON approval
WHEN EXISTS (SELECT 1 FROM case_hand WHERE case_no = NEW.case_no AND person = NEW.approver_person)
BEGIN SELECT RAISE(ABORT, 'nobody approves a case they touched'); END;
CREATE TRIGGER approval_two_persons BEFORE INSERT ON approval
WHEN NEW.decision = 'approve' AND EXISTS (
  SELECT 1 FROM approval WHERE case_no = NEW.case_no AND version = NEW.version AND decision = 'approve-first'
    AND approver_person = NEW.approver_person)
BEGIN SELECT RAISE(ABORT, 'the second checker is a second person'); END;
CREATE TRIGGER approval_update BEFORE UPDATE ON approval BEGIN SELECT RAISE(ABORT, 'approvals are never changed'); END;
CREATE TRIGGER approval_delete BEFORE DELETE ON approval BEGIN SELECT RAISE(ABORT, 'approvals are never deleted'); END;

CREATE TABLE print (
  id INTEGER PRIMARY KEY,
  paper TEXT NOT NULL,
  about TEXT NOT NULL,
  at TEXT NOT NULL,
  staff TEXT NOT NULL
) STRICT;
CREATE INDEX print_about ON print (about, paper);

-- Search. Names fold to one key (width, kana, case), found by prefix first and then anywhere by bigrams; a single
-- character, which begins many pairs, has an index of its own (0.2 ms instead of 290 in a million contracts).
CREATE TABLE name_key (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  contract_no TEXT NOT NULL,
  user_id TEXT
) STRICT;
CREATE INDEX name_key_prefix ON name_key (key);
CREATE INDEX name_key_contract ON name_key (contract_no);
CREATE VIRTUAL TABLE name_bigram USING fts5 (pairs, content='', contentless_delete=1, tokenize='ascii', prefix='1');

-- Numbers of every kind that a paper or a customer may name.
CREATE TABLE number_key (
  key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('contract', 'customer', 'account', 'phone', 'user', 'token', 'case', 'receipt')),
  contract_no TEXT NOT NULL,
  user_id TEXT NOT NULL,
  case_no TEXT NOT NULL,
  PRIMARY KEY (key, kind, contract_no, user_id, case_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX number_key_contract ON number_key (contract_no);
`,
}
