import type { ContainerFault } from '#main/backup/container'
import {
  isMarked,
  type MadeKind,
  markFolder,
  outdated,
  pathIn,
  removeFrom,
  sizeIn,
} from '#main/backup/folder'
import { faultOf, type MakeFault, makeContainer } from '#main/backup/make'
import { discard, openUnpacked, SCHEMA, type Unpacked, unpack } from '#main/backup/restore'
import { hasCards, recoveryCopy } from '#main/keys/cards'
import type { BackupRow } from '#main/store/backups'
import type { Reads } from '#main/store/tables'
import { dayAfter, daysBetween, weekdayOf } from '#shared/calendar'
import { Instant } from '#shared/ids'
import type { BackupLine, BackupOutcome, BackupStatus } from '#shared/operations/backup'
import { type Refusal, refuse } from '#shared/refusals'
import { err, ok, type Result } from '#shared/result'
import { westernDate } from '#shared/text/wareki'
import { type Branch, by, momentOf, type Premises, type Session } from '../premises.ts'
import type { Handlers } from './handlers.ts'
import { takeSecond } from './second-person.ts'

/**
 * Backups バックアップ: made at the closing and whenever somebody asks, read back before they are called one, kept so long
 * and no longer, and drilled once a month. What goes wrong is a line in the book and stands in red; the store itself is
 * never touched by any of it.
 */

/** Where backups go, as the person chose it. */
const FOLDER = 'backup-folder'

/** Older than this, the last backup that was made is no longer good: a long weekend and a day. */
const LATE_DAYS = 4
/** Days after which a drill is due again. */
const DRILL_DAYS = 31

/** The folder somebody has chosen and two have not yet agreed to. In memory only. */
const folders = new WeakMap<Session, string>()

/** Premises that are making or reading a backup just now: one at a time, because all use the same passing folders. */
const busy = new WeakSet<Premises>()

/** Does one thing with backups at a time; refuses the second. */
export async function alone<T, E>(
  premises: Premises,
  work: () => Promise<Result<T, E>>,
): Promise<Result<T, E | Refusal<'backup-busy'>>> {
  if (busy.has(premises)) return refuse('backup-busy', {})
  busy.add(premises)
  try {
    return await work()
  } finally {
    busy.delete(premises)
  }
}

export type BackupRefusal = Refusal<MakeFault | 'backup-no-folder' | 'backup-busy' | 'not-signed-in'>

/**
 * Makes a backup of the open branch and writes down what came of it, for the closing 締上 and for `backup.make`. A daily
 * one that is the first of its week is kept as the weekly one. Afterwards those whose time is over are removed.
 *
 * Never throws for what a folder, a medium or a disk does: that is the refusal, and it stands in the book.
 */
export async function makeBackup(
  premises: Premises,
  kind: 'daily' | 'manual',
): Promise<Result<BackupLine, BackupRefusal>> {
  return alone(premises, async (): Promise<Result<BackupLine, BackupRefusal>> => {
    const { branch } = premises
    if (branch === undefined) return refuse('not-signed-in', {})
    const { store, dir, keys, mode, branchNo } = branch
    const folder = store.read.meta.find(FOLDER)
    if (folder === undefined) return refuse('backup-no-folder', {})
    const { instant } = premises.around.clock.read()
    const as = kind === 'daily' && isFirstOfWeek(store.read, instant) ? 'weekly' : kind
    const recovery = recoveryCopy(dir)
    const stillHere = () => premises.branch === branch
    const made = await makeContainer({
      dir,
      store,
      keys,
      folder,
      at: instant,
      recovery: recovery.ok ? recovery.value : null,
      mode,
      branchNo,
      schema: SCHEMA,
      stillHere,
    })
    // Whoever left in the middle has closed the book as well.
    if (!stillHere()) return refuse('backup-interrupted', {})
    const row = made.ok
      ? {
          outcome: 'done',
          file: made.value.name,
          bytes: made.value.bytes,
          digest: made.value.sha256,
          size: made.value.entries,
        }
      : { outcome: made.error, file: '', bytes: 0, digest: '', size: 0 }
    const line = keep(premises, branch, { kind: as, at: instant, ...row })
    if (!made.ok) return refuse(made.error, {})
    removeOutdated(premises, branch, folder)
    return ok(line)
  })
}

/** Writes a line into the book; the entry says whether it is a backup or none. */
function keep(
  premises: Premises,
  { store }: Branch,
  row: Omit<BackupRow, 'number' | 'removed_at' | 'facts'>,
): BackupLine {
  const attempt = by(premises, premises.around.clock.read(), premises.session?.staff, 'backup.make')
  const kept = store.attempt<BackupLine, never>(attempt, (db) => {
    const added = db.backups.add({ ...row, removed_at: null, facts: '{}' })
    const { kind, outcome, file, bytes, digest, size } = row
    const event = kind === 'drill' ? 'backup.drilled' : outcome === 'done' ? 'backup.made' : 'backup.failed'
    return ok({
      output: lineOf(added, undefined),
      audit: { event, facts: { number: added.number, kind, outcome, file, bytes, digest, size } },
    })
  })
  premises.around.changed()
  if (!kept.ok) throw new Error('a backup was done twice')
  return kept.value
}

/**
 * Takes away what is older than is kept. What is not there any more is written down as removed all the same. While the
 * clock is doubted nothing is old: the next backup under a clock that is believed takes it away.
 */
function removeOutdated(premises: Premises, { store }: Branch, folder: string): void {
  const now = premises.around.clock.read()
  if (now.state !== 'trusted') return
  const over = outdated(store.read.backups.standing().flatMap(asMade), now.instant)
  const removed = over.filter(({ file }) => removeFrom(folder, file))
  if (removed.length === 0) return
  store.attempt<undefined, never>(by(premises, now, premises.session?.staff, 'backup.make'), (db) => {
    for (const { number } of removed) db.backups.removed(number, now.instant)
    return ok({
      output: undefined,
      audit: { event: 'backup.removed', facts: { files: removed.map(({ file }) => file) } },
    })
  })
}

/** The row with its kind, where it is of a backup and not of a drill or a restore. */
function asMade(row: BackupRow): readonly (Omit<BackupRow, 'kind'> & { readonly kind: MadeKind })[] {
  const { kind } = row
  return kind === 'drill' || kind === 'restore' ? [] : [{ ...row, kind }]
}
const isMade = (row: BackupRow): boolean => asMade(row).length > 0

/** Whether no weekly one was made since the last Monday, in Japan. */
function isFirstOfWeek(db: Reads, now: Instant): boolean {
  const last = db.backups.lastDone('weekly')
  if (last === undefined) return true
  const today = westernDate(now)
  const monday = dayAfter(today, -((weekdayOf(today) + 6) % 7))
  return daysBetween(westernDate(last.at), monday) > 0
}

function lineOf(row: BackupRow, folder: string | undefined): BackupLine {
  const { number, kind, at, file, bytes, size } = row
  // Only this program writes outcomes.
  const outcome = row.outcome as BackupOutcome
  const isFile = isMade(row) && outcome === 'done'
  const here = !isFile
    ? 'none'
    : row.removed_at !== null
      ? 'removed'
      : folder === undefined || sizeIn(folder, file) === bytes
        ? 'here'
        : 'gone'
  return { number, kind, at, outcome, file, bytes, entries: size, here }
}

/** The newest that was made and has not been removed: what a drill restores. */
const newestMade = (db: Reads): BackupRow | undefined => db.backups.standing()[0]

/** How the branch stands with its backups; for the screen, the head of the desk and the daily sheet. */
export function backupStatus({ store, dir }: Pick<Branch, 'store' | 'dir'>, now: Instant): BackupStatus {
  const { read } = store
  const folder = read.meta.find(FOLDER)
  const rows = read.backups.newest(60)
  const tries = rows.filter(isMade)
  const lastTry = tries[0]
  const lastDone = newestMade(read)
  const lastDrill = read.backups.last('drill')
  const drilled = read.backups.lastDone('drill')
  const age = lastDone === undefined ? undefined : daysBetween(westernDate(lastDone.at), westernDate(now))
  const isBad =
    folder === undefined ||
    lastTry === undefined ||
    lastTry.outcome !== 'done' ||
    age === undefined ||
    age > LATE_DAYS ||
    (lastDrill !== undefined && lastDrill.outcome !== 'done')
  const rotated = read.keyEvents.lastOfRotation()
  // What was made under the keys of before is no way back any more.
  const isOfBefore = rotated?.kind === 'rotated' && lastDone !== undefined && lastDone.at <= rotated.at
  const line = (row: BackupRow | undefined) => (row === undefined ? null : lineOf(row, folder))
  return {
    folder: folder ?? null,
    reachable: folder !== undefined && isMarked(folder),
    cards: hasCards(dir),
    lastDone: line(lastDone),
    lastTry: line(lastTry),
    lastDrill: line(lastDrill),
    state: isBad ? 'bad' : age > 0 || isOfBefore ? 'due' : 'good',
    drillDue:
      lastDone !== undefined &&
      (drilled === undefined || daysBetween(westernDate(drilled.at), westernDate(now)) >= DRILL_DAYS),
    lines: rows.map((row) => lineOf(row, folder)),
  }
}

export type ReadRefusal = Refusal<ContainerFault | Exclude<MakeFault, 'backup-interrupted'>>

/** Reads a backup; what the medium does is a refusal like any other. */
export async function readingBackup<T>(
  read: () => Promise<Result<T, ContainerFault>>,
): Promise<Result<T, ReadRefusal>> {
  try {
    const answer = await read()
    return answer.ok ? answer : refuse(answer.error, {})
  } catch (thrown) {
    const fault = faultOf(thrown)
    if (fault === undefined) throw thrown
    return refuse(fault, {})
  }
}

/**
 * Restores a backup into a passing folder, as a restore would, verifies everything and removes it again. Whoever leaves
 * meanwhile has closed the keys: then there is no answer but that.
 */
export async function tryBackup(
  premises: Premises,
  branch: Branch,
  file: string,
): Promise<Result<Unpacked, ReadRefusal | Refusal<'not-signed-in'>>> {
  const { dir, keys, mode } = branch
  const isGone = () => premises.branch !== branch
  if (isGone()) return refuse('not-signed-in', {})
  const read = await readingBackup(async () => {
    const unpacked = await unpack(file, { dir, keys, mode, as: 'drill' })
    if (!unpacked.ok) return unpacked
    try {
      if (isGone()) return unpacked
      const at = momentOf(premises, premises.around.clock.read())
      const opened = openUnpacked(unpacked.value, { keys, at, build: premises.around.version })
      if (!opened.ok) return opened
      opened.value.close()
      return unpacked
    } finally {
      discard(unpacked.value)
    }
  })
  return isGone() ? refuse('not-signed-in', {}) : read
}

type DrillRefusal =
  | ReadRefusal
  | Refusal<'not-signed-in' | 'backup-no-folder' | 'backup-none' | 'backup-busy'>

export const backupHandlers: Handlers<
  'backup.status' | 'backup.choose-folder' | 'backup.set-folder' | 'backup.make' | 'backup.drill'
> = {
  'backup.status': (_request, { premises, now }) => {
    const { branch } = premises
    if (branch === undefined) throw new Error('the gate let a question through without a store')
    return ok(backupStatus(branch, now.instant))
  },

  'backup.choose-folder': async (_request, { premises }) => {
    const { session } = premises
    if (session === undefined) return refuse('not-signed-in', {})
    const chosen = await premises.around.files.chooseFolder()
    if (chosen === undefined) return refuse('save-cancelled', {})
    if (premises.session !== session) return refuse('not-signed-in', {})
    folders.set(session, chosen.path)
    return ok({ folder: chosen.path })
  },

  'backup.set-folder': async ({ folder }, { premises, now }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
    // No page names a folder: it was chosen in the system's own dialog.
    if (folders.get(session) !== folder) return refuse('folder-not-chosen', {})
    const { staff } = session
    const second = takeSecond(premises, staff, 'backup', folder, now)
    if (!second.ok) return second
    try {
      markFolder(folder, branch.keys.installation)
    } catch (thrown) {
      const fault = faultOf(thrown)
      if (fault === undefined || fault === 'backup-unsound') throw thrown
      return refuse(fault, {})
    }
    branch.store.attempt<undefined, never>(by(premises, now, staff, 'backup.set-folder'), (db) => {
      db.meta.put(FOLDER, folder)
      return ok({
        output: undefined,
        audit: { event: 'backup.folder-set', facts: { folder, second: second.value.staff } },
      })
    })
    folders.delete(session)
    premises.around.changed()
    return ok({ folder })
  },

  'backup.make': async (_request, { premises }) => makeBackup(premises, 'manual'),

  'backup.drill': async (_request, { premises }) =>
    alone(premises, async (): Promise<Result<BackupLine, DrillRefusal>> => {
      const { branch } = premises
      if (branch === undefined) return refuse('not-signed-in', {})
      const folder = branch.store.read.meta.find(FOLDER)
      if (folder === undefined) return refuse('backup-no-folder', {})
      const newest = newestMade(branch.store.read)
      if (newest === undefined) return refuse('backup-none', {})
      const restored = isMarked(folder)
        ? await tryBackup(premises, branch, pathIn(folder, newest.file))
        : refuse('backup-gone', {})
      if (!restored.ok && restored.error.code === 'not-signed-in') return restored
      const line = keep(premises, branch, {
        kind: 'drill',
        at: Instant.parse(premises.around.clock.read().instant),
        outcome: restored.ok ? 'done' : restored.error.code,
        file: newest.file,
        bytes: newest.bytes,
        digest: newest.digest,
        size: restored.ok ? restored.value.manifest.entries : 0,
      })
      return restored.ok ? ok(line) : err(restored.error)
    }),
}
