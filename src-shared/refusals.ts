import { type Err, err } from './result.ts'

/**
 * Every "no" the desk can give, with the facts its sentence needs.
 *
 * A refusal is an answer, not an accident: it is returned, audited and shown. Accidents are thrown and end
 * in the fault dialog with a number. Facts carry names and numbers that may be shown to the person asking;
 * never a seed, a code, a passphrase or a path.
 */
export type RefusalFacts = {
  // The door
  'not-signed-in': object
  'session-locked': object
  'desk-frozen': object
  'role-forbids': { role: string; operation: string }
  'window-forbids': { operation: string }
  'operation-unknown': { operation: string }
  /** The next question is taken in `waitMs` milliseconds. */
  'too-many-calls': { waitMs: number }
  /** Seeds of customers' tokens have been used `perHour` times in the last hour; only a supervisor goes on. */
  'seed-uses-spent': { perHour: number }
  'input-malformed': { fields: readonly string[] }
  'state-forbids': { thing: string; state: string; event: string }
  'already-done': { operation: string }
  /** `reason` and `secondsFast` where the clock is doubted and not merely behind: see `Doubt` in main's clock. */
  'clock-untrusted': { clock: string; reason?: string; secondsFast?: number }

  // Store and set-up
  'store-not-open': object
  'store-exists': object
  'store-still-opens': object
  'store-missing': object
  'standin-refuses-branch': object
  'keyring-damaged': object
  'keyring-foreign': object
  'keyring-newer': object
  'database-damaged': object
  'database-newer': { found: number; known: number }
  'store-in-use': object
  'store-of-other-mode': object
  'store-diverged': { entry: number }
  /** The newest entry that is there and the one that was seen last: number, start of its chain value, time (may be ''). */
  'store-rolled-back': { entry: number; head: string; seen: number; seenHead: string; seenAt: string }
  'device-secret-missing': object
  'device-secret-busy': object
  'two-persons-needed': object
  'enrolment-unknown': object
  'supervisor-needed': object
  'two-to-administer': object
  'passphrase-weak': { staff: string; reason: string }
  'disk-full': object
  'store-read-only': object
  'store-in-doubt': object

  // Backups
  'backup-busy': object
  'backup-no-folder': object
  'backup-none': object
  'backup-full': object
  'backup-gone': object
  'backup-not-writable': object
  'backup-unsound': object
  'backup-interrupted': object
  'backup-not-one': object
  'backup-newer': object
  'backup-damaged': object
  'backup-foreign': object
  'backup-other-keys': object
  'backup-not-chosen': object
  'folder-not-chosen': object

  // Keys
  /** The branch has no recovery cards that were shown to be written down. */
  'cards-missing': object
  /** Why two recovery cards open nothing: see `CardsReason`. */
  'cards-refused': { reason: string }
  'cards-not-waiting': object
  /** The last group of card 1, 2 or 3 is another one. */
  'card-group-differs': { card: number }
  /** A recovery card is put on paper, and in no file. */
  'card-to-file': object

  // People
  'sign-in-refused': object
  'sign-in-delayed': { seconds: number }
  'sign-in-disabled': object
  'staff-code-refused': { reason: string }
  'passphrase-due': object
  /** `used`: it is good for once. `late`: its day is over. */
  'first-secret-over': { reason: string }
  'about-oneself': { staff: string }
  'standing-forbids': { staff: string; standing: string }
  'too-few-people': { lacks: string }
  'staff-number-taken': { staff: string }
  'person-known': { staff: string; name: string }

  // What the desk knows
  'contract-unknown': { contractNo: string }
  'target-unknown': { contractNo: string }
  'master-unreadable': { reason: string; columns: readonly string[]; line: number | null }
  'master-plan-unknown': object
  'master-nothing-to-do': object

  // Cases
  'case-unknown': { caseNo: string }
  'case-changed': { caseNo: string; version: number }
  'case-incomplete': { fields: readonly string[] }
  'case-open-already': { caseNo: string }
  'not-a-branch-job': { answer: string }
  'target-has-no-token': object
  'users-needed': object
  'staff-related': { contractNo: string }
  'colleague-unknown': { staff: string }
  'already-stopped': { caseNo: string | null }
  'never-returns': { tombstone: string }
  'token-unknown': { serial: string }
  'token-must-be-replaced': { serial: string }
  'administrator-first': { name: string }

  // Descriptions of services
  'profile-unknown': { service: string; version: number }
  'profile-unchanged': object
  'profile-moved-on': { version: number }

  // Approval
  'approver-is-maker': { caseNo: string }
  'approver-was-first': { caseNo: string }
  /** So many approvals within an hour; the next one from `until` on. */
  'approvals-paused': { until: string; count: number }
  /** An entry that no closing has chosen for review, or that was reviewed. */
  'sample-unknown': { entry: number }
  'sample-reviewed': { caseNo: string }
  /** `part`: they had one in it. `supervisors`: a supervisor who had none is there. */
  'review-not-yours': { caseNo: string; because: string }
  'approver-not-supervisor': object
  'approval-missing': object
  'approval-expired': object
  'approval-window-open': { caseNo: string }
  'seal-not-matching': object
  'type-back-wrong': object
  'reason-needed': object

  // Registering
  'serial-malformed': { serial: string; label: string }
  'serial-not-ours': { serial: string }
  'serial-tombstoned': { serial: string }
  'serial-in-use': { serial: string }
  'serial-is-old': { serial: string }
  'serial-warning-unaccepted': { serial: string; warning: string }
  'too-early': { earliest: string }
  'code-refused': { reason: string; triesLeft: number | null }
  'code-needed': object
  'code-not-checkable': object
  'follow-up-in-past': object
  'waiver-reason-needed': object
  'vendor-closed': { vendor: string; since: string; instead: readonly string[] }
  'vendor-needed': object

  // The second person
  'second-missing': { purpose: string }
  'second-expired': object
  'second-is-first': object
  'second-not-supervisor': object

  // Seed files
  'seed-file-refused': { fault: string; line: number; facts: Readonly<Record<string, string | number>> }
  'seed-file-unknown': object
  'seed-half-malformed': object
  'check-value-wrong': { which: number }
  'seed-key-missing': { halves: number }
  'plain-seeds-refused': object
  'seed-plan-unknown': object
  'seeds-refused-among': { refused: number }
  'samples-unproven': { serials: readonly string[] }
  'model-unknown': { model: string }

  // The safe
  'box-unknown': { box: string }
  'count-differs': { counted: number; expected: number }
  'expiry-unreadable': { typed: string }
  'expiry-differs': { printed: string; file: string }
  'serial-twice': { serial: string }
  'token-still-linked': { serial: string; contractNo: string }
  'stocktake-unknown': { stocktake: string }
  'stocktake-open-already': { stocktake: string }
  'peer-unknown': { branch: string }
  'transfer-unknown': { transfer: string }
  'transfer-document-refused': { reason: string }
  'transfer-replayed': { transfer: string }
  /** One transfer carries one model; this token is of another. */
  'models-mixed': { serial: string; model: string }
  /** The sealed key of a token of ours does not open: it cannot travel, and no code of it is believed here. */
  'seed-unreadable': { serial: string }
  'campaign-unknown': { campaign: string }
  'campaign-empty': object
  'campaign-open-already': { campaign: string }
  /** By user ID, or by the contract of a shared token: a refusal names nobody. */
  'letter-out-of-turn': { user: string }

  // Dispatch
  'stock-empty': { model: string }
  'serial-not-free': { serial: string; state: string }
  'serial-differs': { triesLeft: number }
  'serial-not-allocated': { serial: string }
  'token-not-handed-out': { serial: string; state: string }
  'nothing-to-send': object
  'not-allocated': object
  'not-read-first': object
  'not-packed': object
  'not-numbered': { caseNo: string }
  'contents-missing': { contents: readonly string[] }
  'mail-no-malformed': { reason: string }
  'mail-no-used': { caseNo: string }
  'releaser-packed': { caseNo: string }
  'identity-missing': object
  'start-before-delivery': object
  'start-in-past': object
  'start-not-in-service': object
  'start-too-soon': { earliest: string }

  // The engine
  'clock-not-doubted': object
  'clock-time-differs': { secondsFast: number }
  'clock-code-differs': object
  'clock-second-person': { name: string; need: string }
  'resync-refused': { reason: string; triesLeft: number | null }
  'drift-none': object

  // The day
  /** `number` and `sheetDate` name the sheet whose code is expected; 0 and '' where none was ever made. */
  'day-not-opened': { number: number; sheetDate: string }
  'opening-not-due': object
  'opening-not-yours': object
  'sheet-code-wrong': { number: number; sheetDate: string; triesLeft: number }
  'sheet-tries-spent': object
  'closing-under-way': object
  'deputy-unfit': { reason: string }

  // Paper
  'paper-unavailable': { paper: string }
  'print-failed': { reason: string }
  'save-cancelled': object
  'pack-name-taken': { fileName: string }
}

export type RefusalCode = keyof RefusalFacts

export type Refusal<C extends RefusalCode = RefusalCode> = {
  [K in C]: { readonly code: K } & Readonly<RefusalFacts[K]>
}[C]

/** A refusal ready to be returned. */
export function refuse<C extends RefusalCode>(code: C, facts: RefusalFacts[C]): Err<Refusal<C>> {
  // TypeScript cannot see that a code and its facts make the member of the union that bears that code.
  return err({ code, ...facts } as Refusal<C>)
}

/** What a help desk is told on the telephone: two letters for the place, four digits for the sentence. */
export const refusalNumbers: Readonly<Record<RefusalCode, string>> = {
  'not-signed-in': 'DR-0101',
  'session-locked': 'DR-0102',
  'desk-frozen': 'DR-0103',
  'role-forbids': 'DR-0104',
  'window-forbids': 'DR-0105',
  'input-malformed': 'DR-0106',
  'operation-unknown': 'DR-0110',
  'too-many-calls': 'DR-0111',
  'seed-uses-spent': 'DR-0112',
  'state-forbids': 'DR-0107',
  'already-done': 'DR-0108',
  'clock-untrusted': 'DR-0109',
  'store-not-open': 'SE-0101',
  'store-exists': 'SE-0102',
  'store-still-opens': 'SE-0124',
  'store-missing': 'SE-0103',
  'standin-refuses-branch': 'SE-0104',
  'keyring-damaged': 'SE-0105',
  'keyring-foreign': 'SE-0106',
  'database-damaged': 'SE-0107',
  'database-newer': 'SE-0108',
  'store-in-use': 'SE-0109',
  'store-of-other-mode': 'SE-0120',
  'store-diverged': 'SE-0110',
  'store-rolled-back': 'SE-0122',
  'device-secret-missing': 'SE-0111',
  'two-persons-needed': 'SE-0112',
  'enrolment-unknown': 'SE-0113',
  'supervisor-needed': 'SE-0114',
  'two-to-administer': 'SE-0123',
  'passphrase-weak': 'SE-0115',
  'keyring-newer': 'SE-0118',
  'device-secret-busy': 'SE-0119',
  'disk-full': 'SE-0116',
  'store-read-only': 'SE-0117',
  'store-in-doubt': 'SE-0121',
  'cards-missing': 'KE-0101',
  'cards-refused': 'KE-0102',
  'cards-not-waiting': 'KE-0103',
  'card-group-differs': 'KE-0104',
  'card-to-file': 'KE-0105',
  'sign-in-refused': 'SI-0101',
  'sign-in-delayed': 'SI-0102',
  'sign-in-disabled': 'SI-0103',
  'staff-code-refused': 'SI-0104',
  'passphrase-due': 'SI-0105',
  'first-secret-over': 'SI-0106',
  'about-oneself': 'PE-0101',
  'standing-forbids': 'PE-0102',
  'too-few-people': 'PE-0103',
  'staff-number-taken': 'PE-0104',
  'person-known': 'PE-0105',
  'contract-unknown': 'CM-0101',
  'target-unknown': 'CM-0102',
  'master-unreadable': 'CM-0201',
  'master-plan-unknown': 'CM-0202',
  'master-nothing-to-do': 'CM-0203',
  'case-unknown': 'CA-0101',
  'case-changed': 'AP-0207',
  'case-incomplete': 'CA-0102',
  'case-open-already': 'CA-0103',
  'not-a-branch-job': 'CA-0104',
  'target-has-no-token': 'CA-0105',
  'users-needed': 'CA-0106',
  'staff-related': 'CA-0107',
  'colleague-unknown': 'CA-0108',
  'already-stopped': 'CA-0109',
  'never-returns': 'CA-0110',
  'token-unknown': 'CM-0103',
  'token-must-be-replaced': 'CA-0111',
  'administrator-first': 'RG-0109',
  'profile-unknown': 'PF-0101',
  'profile-unchanged': 'PF-0103',
  'profile-moved-on': 'PF-0104',
  'vendor-closed': 'RG-0107',
  'vendor-needed': 'RG-0108',
  'approver-is-maker': 'AP-0201',
  'approver-was-first': 'AP-0210',
  'approvals-paused': 'AP-0211',
  'sample-unknown': 'AP-0401',
  'sample-reviewed': 'AP-0402',
  'review-not-yours': 'AP-0403',
  'approver-not-supervisor': 'AP-0202',
  'approval-missing': 'AP-0203',
  'approval-expired': 'AP-0204',
  'approval-window-open': 'AP-0205',
  'seal-not-matching': 'AP-0206',
  'type-back-wrong': 'AP-0208',
  'reason-needed': 'AP-0209',
  'serial-malformed': 'ST-0411',
  'serial-not-ours': 'ST-0412',
  'serial-tombstoned': 'ST-0413',
  'serial-in-use': 'ST-0414',
  'serial-is-old': 'ST-0415',
  'serial-warning-unaccepted': 'ST-0416',
  'too-early': 'RG-0101',
  'code-refused': 'RG-0102',
  'code-needed': 'RG-0103',
  'code-not-checkable': 'RG-0104',
  'follow-up-in-past': 'RG-0105',
  'waiver-reason-needed': 'RG-0106',
  'second-missing': 'AP-0301',
  'second-expired': 'AP-0302',
  'second-is-first': 'AP-0303',
  'second-not-supervisor': 'AP-0304',
  'seed-file-refused': 'IM-0101',
  'seed-file-unknown': 'IM-0102',
  'seed-half-malformed': 'IM-0103',
  'check-value-wrong': 'IM-0104',
  'seed-key-missing': 'IM-0105',
  'plain-seeds-refused': 'IM-0106',
  'seed-plan-unknown': 'IM-0107',
  'seeds-refused-among': 'IM-0108',
  'samples-unproven': 'IM-0109',
  'model-unknown': 'IM-0110',
  'box-unknown': 'ST-0101',
  'count-differs': 'ST-0102',
  'expiry-unreadable': 'ST-0103',
  'expiry-differs': 'ST-0104',
  'serial-twice': 'ST-0105',
  'token-still-linked': 'ST-0106',
  'stocktake-unknown': 'ST-0201',
  'stocktake-open-already': 'ST-0202',
  'peer-unknown': 'ST-0301',
  'transfer-unknown': 'ST-0302',
  'transfer-document-refused': 'ST-0303',
  'transfer-replayed': 'ST-0304',
  'models-mixed': 'ST-0305',
  'seed-unreadable': 'ST-0306',
  'campaign-unknown': 'ST-0501',
  'campaign-empty': 'ST-0502',
  'campaign-open-already': 'ST-0503',
  'letter-out-of-turn': 'ST-0504',
  'stock-empty': 'DP-0101',
  'serial-not-free': 'DP-0102',
  'serial-differs': 'DP-0103',
  'serial-not-allocated': 'DP-0104',
  'token-not-handed-out': 'DP-0105',
  'nothing-to-send': 'DP-0106',
  'not-allocated': 'DP-0107',
  'not-read-first': 'DP-0108',
  'not-packed': 'DP-0109',
  'not-numbered': 'DP-0110',
  'contents-missing': 'DP-0111',
  'mail-no-malformed': 'DP-0112',
  'mail-no-used': 'DP-0113',
  'releaser-packed': 'DP-0114',
  'identity-missing': 'DP-0115',
  'start-before-delivery': 'DP-0201',
  'start-in-past': 'DP-0202',
  'start-not-in-service': 'DP-0203',
  'start-too-soon': 'DP-0204',
  'backup-busy': 'BK-0101',
  'backup-no-folder': 'BK-0102',
  'backup-none': 'BK-0103',
  'backup-full': 'BK-0104',
  'backup-gone': 'BK-0105',
  'backup-not-writable': 'BK-0106',
  'backup-unsound': 'BK-0107',
  'backup-interrupted': 'BK-0108',
  'backup-not-one': 'BK-0109',
  'backup-newer': 'BK-0110',
  'backup-damaged': 'BK-0111',
  'backup-foreign': 'BK-0112',
  'backup-other-keys': 'BK-0113',
  'backup-not-chosen': 'BK-0114',
  'folder-not-chosen': 'BK-0115',
  'clock-not-doubted': 'CL-0101',
  'clock-time-differs': 'CL-0102',
  'clock-code-differs': 'CL-0103',
  'clock-second-person': 'CL-0104',
  'resync-refused': 'RS-0101',
  'drift-none': 'RS-0102',
  'day-not-opened': 'DY-0101',
  'opening-not-due': 'DY-0102',
  'opening-not-yours': 'DY-0103',
  'sheet-code-wrong': 'DY-0104',
  'sheet-tries-spent': 'DY-0105',
  'closing-under-way': 'DY-0106',
  'deputy-unfit': 'DY-0107',
  'paper-unavailable': 'PR-0101',
  'print-failed': 'PR-0103',
  'save-cancelled': 'PR-0104',
  'pack-name-taken': 'PR-0105',
}
