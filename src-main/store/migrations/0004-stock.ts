import type { Migration } from './migration.ts'

/**
 * The safe: hardware tokens as things, the boxes they came in, parcels, stocktakes, destructions, transfers and
 * replacement campaigns; and the kinds and states of a case that go with them.
 *
 * The life table of the physical axis stands here literally, as the others do; a test holds it against
 * `src-shared/stock.ts`.
 */
export const stock: Migration = {
  number: 4,
  name: 'stock',
  rebuilds: true,
  sql: `
-- Cases, once more, with more kinds and states. Columns and rows are the same, so every row's MAC still holds.
CREATE TABLE case_file_new (
  case_no TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('token-detach', 'reissue', 'unlock', 'loss', 'resume', 'application', 'opt-out', 'usage-mode', 'profile-change', 'hardware', 'stock-difference')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'awaiting-approval', 'awaiting-second-approval', 'awaiting-dispatch', 'in-transit', 'returned', 'awaiting-registration', 'awaiting-relogin', 'awaiting-review', 'awaiting-papers', 'closed', 'rejected', 'withdrawn')),
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
  ('draft', 'allocate', 'draft'),
  ('awaiting-approval', 'approve-dispatch', 'awaiting-dispatch'),
  ('awaiting-second-approval', 'approve-dispatch', 'awaiting-dispatch'),
  ('awaiting-dispatch', 'allocate', 'awaiting-dispatch'),
  ('awaiting-dispatch', 'pack', 'awaiting-dispatch'),
  ('awaiting-dispatch', 'post', 'in-transit'),
  ('awaiting-dispatch', 'hand-out', 'awaiting-registration'),
  ('awaiting-dispatch', 'move-start', 'awaiting-dispatch'),
  ('awaiting-dispatch', 'withdraw', 'withdrawn'),
  ('awaiting-dispatch', 'call-back', 'awaiting-dispatch'),
  ('awaiting-dispatch', 'hand-over', 'awaiting-dispatch'),
  ('in-transit', 'arrive', 'awaiting-registration'),
  ('in-transit', 'come-back', 'returned'),
  ('in-transit', 'lose-in-post', 'awaiting-dispatch'),
  ('in-transit', 'move-start', 'in-transit'),
  ('in-transit', 'call-back', 'in-transit'),
  ('in-transit', 'hand-over', 'in-transit'),
  ('returned', 'send-again', 'awaiting-dispatch'),
  ('returned', 'move-start', 'returned'),
  ('returned', 'withdraw', 'withdrawn'),
  ('returned', 'call-back', 'returned'),
  ('returned', 'hand-over', 'returned'),
  ('awaiting-registration', 'allocate', 'awaiting-dispatch'),
  ('awaiting-registration', 'move-start', 'awaiting-registration');

-- What came in one piece: a vendor's seed file, or a transfer from another branch.
CREATE TABLE box (
  box TEXT PRIMARY KEY,
  service TEXT NOT NULL,
  model TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('file', 'transfer')),
  file_name TEXT NOT NULL,
  -- SHA-256 of the file, hex: the same file twice is written once.
  sha256 TEXT NOT NULL UNIQUE,
  tokens INTEGER NOT NULL,
  first_serial TEXT,
  last_serial TEXT,
  at TEXT NOT NULL,
  staff TEXT NOT NULL REFERENCES staff (staff),
  second TEXT NOT NULL REFERENCES staff (staff),
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL,
  CHECK (staff <> second)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER box_kept BEFORE DELETE ON box BEGIN SELECT RAISE(ABORT, 'boxes are never deleted'); END;

CREATE TABLE stock (
  serial TEXT PRIMARY KEY REFERENCES token (serial),
  service TEXT NOT NULL,
  model TEXT NOT NULL,
  box TEXT NOT NULL REFERENCES box (box),
  state TEXT NOT NULL CHECK (state IN ('received', 'inspected', 'in-stock', 'reserved', 'packed', 'dispatched', 'delivered', 'registered', 'returned-by-customer', 'undelivered', 'lost-in-post', 'lost-by-customer', 'initial-defect', 'battery-end', 'in-transfer', 'transferred', 'missing', 'destroyed')),
  -- From the file, and as printed on the token itself; instants.
  valid_from TEXT,
  valid_until TEXT,
  printed_expiry TEXT,
  -- The case it is set aside for, and the contract it went to last.
  case_no TEXT REFERENCES case_file (case_no),
  contract_no TEXT REFERENCES contract (contract_no),
  since TEXT NOT NULL,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_model ON stock (service, model, state, valid_until, serial);
CREATE INDEX stock_state ON stock (state, serial);
CREATE INDEX stock_box ON stock (box, state);
CREATE INDEX stock_case ON stock (case_no) WHERE case_no IS NOT NULL;
CREATE TRIGGER stock_kept BEFORE DELETE ON stock BEGIN SELECT RAISE(ABORT, 'stock is never deleted'); END;

-- Every movement, for ever. That a token was received stands with its box.
CREATE TABLE stock_movement (
  id INTEGER PRIMARY KEY,
  serial TEXT NOT NULL REFERENCES stock (serial),
  at TEXT NOT NULL,
  event TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  staff TEXT NOT NULL,
  second TEXT,
  why TEXT NOT NULL,
  case_no TEXT,
  record TEXT
) STRICT;
CREATE INDEX stock_movement_serial ON stock_movement (serial);
CREATE INDEX stock_movement_at ON stock_movement (at);
CREATE TRIGGER stock_movement_update BEFORE UPDATE ON stock_movement BEGIN SELECT RAISE(ABORT, 'movements are never changed'); END;
CREATE TRIGGER stock_movement_delete BEFORE DELETE ON stock_movement BEGIN SELECT RAISE(ABORT, 'movements are never deleted'); END;

CREATE TABLE stock_life (before TEXT NOT NULL, event TEXT NOT NULL, after TEXT NOT NULL, PRIMARY KEY (before, event)) STRICT, WITHOUT ROWID;
INSERT INTO stock_life (before, event, after) VALUES
  ('received', 'inspect', 'inspected'),
  ('received', 'reject', 'initial-defect'),
  ('received', 'miss', 'missing'),
  ('inspected', 'shelve', 'in-stock'),
  ('inspected', 'reject', 'initial-defect'),
  ('inspected', 'destroy', 'destroyed'),
  ('inspected', 'miss', 'missing'),
  ('in-stock', 'reserve', 'reserved'),
  ('in-stock', 'reject', 'initial-defect'),
  ('in-stock', 'run-down', 'battery-end'),
  ('in-stock', 'send-away', 'in-transfer'),
  ('in-stock', 'destroy', 'destroyed'),
  ('in-stock', 'miss', 'missing'),
  ('reserved', 'release', 'in-stock'),
  ('reserved', 'pack', 'packed'),
  ('reserved', 'reject', 'initial-defect'),
  ('reserved', 'run-down', 'battery-end'),
  ('reserved', 'miss', 'missing'),
  ('packed', 'unpack', 'reserved'),
  ('packed', 'post', 'dispatched'),
  ('packed', 'hand-over', 'delivered'),
  ('packed', 'miss', 'missing'),
  ('dispatched', 'arrive', 'delivered'),
  ('dispatched', 'come-back', 'undelivered'),
  ('dispatched', 'lose-in-post', 'lost-in-post'),
  ('delivered', 'register', 'registered'),
  ('delivered', 'bring-back', 'returned-by-customer'),
  ('delivered', 'lose', 'lost-by-customer'),
  ('registered', 'register', 'registered'),
  ('registered', 'put-down', 'delivered'),
  ('registered', 'bring-back', 'returned-by-customer'),
  ('registered', 'lose', 'lost-by-customer'),
  ('returned-by-customer', 'inspect', 'inspected'),
  ('returned-by-customer', 'reject', 'initial-defect'),
  ('returned-by-customer', 'run-down', 'battery-end'),
  ('returned-by-customer', 'destroy', 'destroyed'),
  ('returned-by-customer', 'miss', 'missing'),
  ('undelivered', 'send-again', 'reserved'),
  ('undelivered', 'inspect', 'inspected'),
  ('undelivered', 'destroy', 'destroyed'),
  ('undelivered', 'miss', 'missing'),
  ('lost-in-post', 'destroy', 'destroyed'),
  ('lost-by-customer', 'turn-up', 'registered'),
  ('lost-by-customer', 'destroy', 'destroyed'),
  ('initial-defect', 'destroy', 'destroyed'),
  ('initial-defect', 'miss', 'missing'),
  ('battery-end', 'destroy', 'destroyed'),
  ('battery-end', 'miss', 'missing'),
  ('in-transfer', 'settle', 'transferred'),
  ('in-transfer', 'take-home', 'received'),
  ('in-transfer', 'miss', 'missing'),
  ('transferred', 'take-in', 'received'),
  ('missing', 'find', 'received'),
  ('missing', 'destroy', 'destroyed');
CREATE TRIGGER stock_life_holds BEFORE UPDATE OF state ON stock
WHEN NEW.state <> OLD.state AND NOT EXISTS (SELECT 1 FROM stock_life WHERE before = OLD.state AND after = NEW.state)
BEGIN SELECT RAISE(ABORT, 'a token does not go that way'); END;
CREATE TRIGGER stock_life_begins BEFORE INSERT ON stock WHEN NEW.state <> 'received'
BEGIN SELECT RAISE(ABORT, 'a token does not begin there'); END;
CREATE TRIGGER stock_life_movement BEFORE INSERT ON stock_movement
WHEN NOT EXISTS (SELECT 1 FROM stock_life WHERE before = NEW.before AND event = NEW.event AND after = NEW.after)
BEGIN SELECT RAISE(ABORT, 'a token does not go that way'); END;
-- Dual control: what nobody does alone has two names that are not the same person's.
CREATE TRIGGER stock_movement_two BEFORE INSERT ON stock_movement
WHEN NEW.event IN ('shelve', 'pack', 'unpack', 'post', 'lose-in-post', 'send-again', 'destroy', 'send-away', 'settle', 'take-home', 'take-in', 'miss', 'find')
  AND (NEW.second IS NULL OR (SELECT person FROM staff WHERE staff = NEW.second) = (SELECT person FROM staff WHERE staff = NEW.staff))
BEGIN SELECT RAISE(ABORT, 'nobody does that alone'); END;

-- What an approved application for hardware has promised: the start date, and where it stands.
CREATE TABLE application (
  case_no TEXT PRIMARY KEY REFERENCES case_file (case_no),
  start_on TEXT,
  start_state TEXT NOT NULL CHECK (start_state IN ('planned', 'held', 'confirmed')),
  fee_yen INTEGER,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE parcel (
  parcel TEXT PRIMARY KEY,
  case_no TEXT NOT NULL REFERENCES case_file (case_no),
  no INTEGER NOT NULL,
  -- One that has come to its end (delivered stays under way until the case ends): lost, taken out, or sent anew.
  ended INTEGER NOT NULL CHECK (ended IN (0, 1)),
  how TEXT NOT NULL CHECK (how IN ('mail', 'counter')),
  serial TEXT NOT NULL REFERENCES stock (serial),
  model TEXT NOT NULL,
  addressee TEXT NOT NULL,
  postal_code TEXT,
  address TEXT NOT NULL,
  reserved_at TEXT NOT NULL,
  reserved_by TEXT NOT NULL REFERENCES staff (staff),
  read_by TEXT REFERENCES staff (staff),
  read_at TEXT,
  misreadings INTEGER NOT NULL,
  packed_by TEXT REFERENCES staff (staff),
  packed_second TEXT REFERENCES staff (staff),
  packed_at TEXT,
  contents TEXT NOT NULL,
  mail_no TEXT UNIQUE,
  bag TEXT,
  posted_at TEXT,
  delivered_at TEXT,
  delivered_how TEXT CHECK (delivered_how IN ('tracking', 'receipt-card', 'customer', 'counter')),
  handed_to TEXT,
  returned_at TEXT,
  return_reason TEXT CHECK (return_reason IN ('absent', 'moved', 'unknown-address', 'refused', 'unclaimed', 'incomplete-address')),
  lost_at TEXT,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL,
  UNIQUE (case_no, no)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX parcel_under_way ON parcel (case_no) WHERE ended = 0;
CREATE INDEX parcel_bag ON parcel (bag) WHERE bag IS NOT NULL;
CREATE TRIGGER parcel_kept BEFORE DELETE ON parcel BEGIN SELECT RAISE(ABORT, 'parcels are never deleted'); END;

-- Stocktakes, destructions, transfers, mail bags, campaigns: one numbered record each, its particulars as canonical JSON.
CREATE TABLE record (
  record TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('stocktake', 'destruction', 'transfer', 'bag', 'campaign')),
  state TEXT NOT NULL,
  service TEXT,
  at TEXT NOT NULL,
  staff TEXT NOT NULL REFERENCES staff (staff),
  second TEXT REFERENCES staff (staff),
  closed_at TEXT,
  case_no TEXT REFERENCES case_file (case_no),
  data TEXT NOT NULL,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX record_kind ON record (kind, state);
CREATE INDEX record_case ON record (case_no) WHERE case_no IS NOT NULL;
CREATE TRIGGER record_kept BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

-- One line per serial counted; taken out again only while the count is open.
CREATE TABLE stocktake_count (
  record TEXT NOT NULL REFERENCES record (record),
  serial TEXT NOT NULL,
  at TEXT NOT NULL,
  staff TEXT NOT NULL,
  PRIMARY KEY (record, serial)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER stocktake_count_delete BEFORE DELETE ON stocktake_count
WHEN (SELECT state FROM record WHERE record = OLD.record) <> 'counting'
BEGIN SELECT RAISE(ABORT, 'a closed count is never changed'); END;
CREATE TRIGGER stocktake_count_insert BEFORE INSERT ON stocktake_count
WHEN (SELECT state FROM record WHERE record = NEW.record) <> 'counting'
BEGIN SELECT RAISE(ABORT, 'a closed count is never changed'); END;

-- Letters of a replacement campaign, one line per user and token.
CREATE TABLE campaign_letter (
  record TEXT NOT NULL REFERENCES record (record),
  link TEXT NOT NULL REFERENCES link (link),
  serial TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  first_at TEXT,
  second_at TEXT,
  PRIMARY KEY (record, link)
) STRICT, WITHOUT ROWID;

-- Other branches we exchange tokens with, and our own pair of keys (sealed).
CREATE TABLE peer_branch (
  branch_no TEXT PRIMARY KEY,
  branch_name TEXT NOT NULL,
  institution TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  introduction TEXT NOT NULL,
  since TEXT NOT NULL,
  staff TEXT NOT NULL REFERENCES staff (staff),
  second TEXT NOT NULL REFERENCES staff (staff),
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL,
  CHECK (staff <> second)
) STRICT, WITHOUT ROWID;
CREATE TABLE branch_identity (
  name TEXT PRIMARY KEY CHECK (name = 'own'),
  introduction TEXT NOT NULL,
  sealed BLOB NOT NULL,
  since TEXT NOT NULL,
  ver INTEGER NOT NULL,
  mac BLOB NOT NULL
) STRICT, WITHOUT ROWID;
`,
}
