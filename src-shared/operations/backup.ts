import { z } from 'zod'
import { errand, query } from '../contract.ts'
import { Instant } from '../ids.ts'
import { secondRefusals } from './second.ts'

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
  /** Names of the two; empty where two recovery cards did it. */
  by: z.array(z.string()),
  how: z.enum(['two', 'cards']),
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

const KEEPERS = ['supervisor', 'administrator'] as const

export const backupOperations = {
  'backup.status': query({
    from: ['desk'],
    may: ['teller', 'supervisor', 'back-office', 'administrator', 'auditor'],
    input: Nothing,
    output: BackupStatus,
    refusals: [],
  }),
  /** Chooses the folder or medium for backups. With a second person, purpose `backup`. */
  'backup.set-folder': errand({
    from: ['desk'],
    may: KEEPERS,
    input: Nothing,
    output: z.strictObject({ folder: z.string() }),
    refusals: [
      ...secondRefusals,
      'not-signed-in',
      'save-cancelled',
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
}
