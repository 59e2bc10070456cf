import { z } from 'zod'
import { errand, query } from '../contract.ts'
import { Instant, StaffNo } from '../ids.ts'
import { Role } from '../staff.ts'
import { TwoCards, TwoPeople, twoPeopleRefusals } from './keys.ts'
import { PATH_MAX, secondRefusals } from './second.ts'

const Nothing = z.strictObject({})

export const BackupKind = z.enum(['daily', 'weekly', 'manual', 'drill', 'restore'])
export type BackupKind = z.infer<typeof BackupKind>

/** Why there is no backup, or none that can be used: `done`, or the refusal. */
export const BackupOutcome = z.enum([
  'done',
  'backup-no-folder',
  'backup-full',
  'backup-gone',
  'backup-not-writable',
  'backup-unsound',
  'backup-interrupted',
  'backup-not-one',
  'backup-newer',
  'backup-damaged',
  'backup-foreign',
  'backup-other-keys',
  'backup-none',
])
export type BackupOutcome = z.infer<typeof BackupOutcome>

/** One backup, drill or restore as the book has it. */
export const BackupLine = z.strictObject({
  number: z.int(),
  kind: BackupKind,
  at: Instant,
  outcome: BackupOutcome,
  /** The name of the file; `''` where there is none. */
  file: z.string(),
  bytes: z.int(),
  /** Entries of the trail in it. */
  entries: z.int(),
  /** In the folder now; undefined where there was none, null where it was removed after its time. */
  here: z.enum(['here', 'removed', 'gone', 'none']),
})
export type BackupLine = z.infer<typeof BackupLine>

export const BackupStatus = z.strictObject({
  /** The folder as the person chose it; null before anybody has. */
  folder: z.string().nullable(),
  /** Whether the folder is there just now, with the medium in it. */
  reachable: z.boolean(),
  /** Whether cards exist that would open a backup on another machine. */
  cards: z.boolean(),
  /** The last that was made, and the last try. */
  lastDone: BackupLine.nullable(),
  lastTry: BackupLine.nullable(),
  lastDrill: BackupLine.nullable(),
  /** Nobody has to do anything; it is time for one; or something is wrong and stands in red. */
  state: z.enum(['good', 'due', 'bad']),
  /** A month has gone by since the last drill that came out well, and there is something to drill. */
  drillDue: z.boolean(),
  lines: z.array(BackupLine),
})
export type BackupStatus = z.infer<typeof BackupStatus>

/** A backup that somebody has chosen, read to its last byte. */
export const ChosenBackup = z.strictObject({
  /** Names it in `backup.restore`. */
  id: z.string(),
  name: z.string(),
  at: Instant,
  bytes: z.int(),
  entries: z.int(),
  /** Entries of the trail that this store has and the backup has not; null where they do not belong together. */
  behind: z.int().nullable(),
})
export type ChosenBackup = z.infer<typeof ChosenBackup>

/** What has to be entered again after a restore, and by which numbers it is found on paper. */
export const RestoreRecord = z.strictObject({
  number: z.int(),
  at: Instant,
  /** Names of the two. */
  by: z.array(z.string()),
  /** They were at the desk of the store that was replaced, or at the door of another PC with two recovery cards. */
  how: z.enum(['two', 'cards']),
  /** The name of the file, and the SHA-256 (hex) of the database in it. */
  file: z.string(),
  digest: z.string(),
  backupAt: Instant,
  backupEntries: z.int(),
  /** What the store that was replaced could still tell. */
  old: z.enum(['read', 'not-opened', 'none']),
  /** Entries of the trail after the backup; null where nobody could count them. */
  lost: z.int().nullable(),
  epoch: z.int(),
  /** Links that were stopped after the backup: stopped again, before anything else. */
  stopped: z.array(z.strictObject({ link: z.string(), serial: z.string(), caseNo: z.string() })),
  /** Links that were stopped after the backup and are not in it: to be stopped by hand as soon as they are. */
  notStopped: z
    .array(z.strictObject({ link: z.string(), serial: z.string(), caseNo: z.string() }))
    .default([]),
  /** Who was let in again after the backup and is disabled all the same. */
  disabled: z.array(z.strictObject({ staff: z.string(), name: z.string() })).default([]),
  /** Names of those who need a first secret, because only the two have a slot in the new key ring. */
  without: z.array(z.string()).default([]),
  /** Counter tokens that were moved on, because nobody could tell which of their codes were shown since. */
  counters: z.int().default(0),
  cases: z.array(
    z.strictObject({
      caseNo: z.string(),
      kind: z.string(),
      state: z.string(),
      receiptNo: z.string(),
      contractNo: z.string(),
    }),
  ),
  /** Everything else that happened after the backup, by kind of event and how often. */
  others: z.array(z.strictObject({ event: z.string(), times: z.int() })),
  /** The last numbers the backup knows, and from which the branch goes on. */
  lastReceipt: z.string(),
  lastCase: z.string(),
  nextReceipt: z.string(),
})
export type RestoreRecord = z.infer<typeof RestoreRecord>

const readRefusals = [
  'backup-not-one',
  'backup-newer',
  'backup-damaged',
  'backup-foreign',
  'backup-other-keys',
  'backup-gone',
  'backup-full',
  'backup-not-writable',
  'backup-unsound',
] as const

const doorRefusals = [
  'standin-refuses-branch',
  'store-still-opens',
  'backup-busy',
  'backup-not-chosen',
  'cards-refused',
  ...readRefusals,
] as const

const KEEPERS = ['supervisor', 'administrator'] as const

export const backupOperations = {
  'backup.status': query({
    from: ['desk'],
    may: ['teller', 'supervisor', 'back-office', 'administrator', 'auditor'],
    input: Nothing,
    output: BackupStatus,
    refusals: [],
  }),
  /** Chooses the folder or medium for backups. Nothing changes before two people have agreed to it. */
  'backup.choose-folder': errand({
    from: ['desk'],
    may: KEEPERS,
    input: Nothing,
    output: z.strictObject({ folder: z.string() }),
    refusals: ['not-signed-in', 'save-cancelled'],
  }),
  /** Sends backups to the folder that was just chosen. With a second person, purpose `backup` about `folder`. */
  'backup.set-folder': errand({
    from: ['desk'],
    may: KEEPERS,
    input: z.strictObject({ folder: z.string().max(PATH_MAX) }),
    output: z.strictObject({ folder: z.string() }),
    refusals: [
      ...secondRefusals,
      'not-signed-in',
      'folder-not-chosen',
      'backup-gone',
      'backup-full',
      'backup-not-writable',
    ],
  }),
  /** Makes a backup now, beside those of the closing. */
  'backup.make': errand({
    from: ['desk'],
    may: KEEPERS,
    input: Nothing,
    output: BackupLine,
    refusals: [
      'not-signed-in',
      'backup-busy',
      'backup-no-folder',
      'backup-full',
      'backup-gone',
      'backup-not-writable',
      'backup-unsound',
      'backup-interrupted',
    ],
  }),
  /** Restores the newest backup into a passing folder, verifies the store that comes out, and removes it again. */
  'backup.drill': errand({
    from: ['desk'],
    may: KEEPERS,
    input: Nothing,
    output: BackupLine,
    refusals: ['not-signed-in', 'backup-busy', 'backup-no-folder', 'backup-none', ...readRefusals],
  }),
}

export const restoreOperations = {
  /** Chooses a backup and reads it to its last byte. Nothing changes. */
  'backup.choose': errand({
    from: ['desk'],
    may: ['supervisor'],
    input: Nothing,
    output: ChosenBackup,
    refusals: ['not-signed-in', 'save-cancelled', 'backup-busy', ...readRefusals],
  }),
  /**
   * Puts the chosen backup in the place of this store. Two supervisors, purpose `restore` about its `id`. Everybody is signed out; the
   * store of before is kept under another name.
   */
  'backup.restore': errand({
    from: ['desk'],
    may: ['supervisor'],
    input: z.strictObject({ id: z.string().max(80) }),
    output: Nothing,
    refusals: [...secondRefusals, 'not-signed-in', 'backup-busy', 'backup-not-chosen', ...readRefusals],
  }),
  /** The record of the last restore. */
  'backup.restore-record': query({
    from: ['desk'],
    may: ['teller', 'supervisor', 'back-office', 'administrator', 'auditor'],
    input: Nothing,
    output: RestoreRecord.nullable(),
    refusals: [],
  }),

  /**
   * At the door of a PC without a store: chooses a backup and reads what stands on it for everybody. `null` for the cards
   * where none can open it.
   */
  'restore.choose': errand({
    from: ['desk'],
    may: 'anyone',
    input: Nothing,
    output: z.strictObject({
      /** Names it in the two that follow. */
      id: z.string(),
      name: z.string(),
      /** The first eight characters of the installation, which stand on the cards too. */
      installation: z.string(),
      at: Instant,
      bytes: z.int(),
      entries: z.int(),
      /** The issue of cards that opens it. */
      issue: z.int().nullable(),
    }),
    refusals: ['standin-refuses-branch', 'save-cancelled', 'backup-busy', ...readRefusals],
  }),
  /** Opens the chosen backup with two cards and reads it to its last byte: which branch, and who is known in it. Nothing changes. */
  'restore.open': errand({
    from: ['desk'],
    may: 'anyone',
    input: z.strictObject({ id: z.string().max(80), cards: TwoCards }),
    output: z.strictObject({
      institution: z.string(),
      branchNo: z.string(),
      branchName: z.string(),
      people: z.array(z.strictObject({ staff: StaffNo, name: z.string(), role: Role })),
    }),
    refusals: doorRefusals,
  }),
  /**
   * Makes this PC the branch: two colleagues, one of them a supervisor, choose new passphrases and prove themselves with a
   * code of their own token, as in `recovery.complete`. All of it, or nothing.
   */
  'restore.complete': errand({
    from: ['desk'],
    may: 'anyone',
    input: z.strictObject({ id: z.string().max(80), cards: TwoCards, people: TwoPeople }),
    output: z.strictObject({
      /** Who needs a first secret now. */
      without: z.array(z.string()),
    }),
    refusals: [...doorRefusals, ...twoPeopleRefusals, 'device-secret-missing'],
  }),
}
