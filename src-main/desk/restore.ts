import {
  carryFiles,
  discard,
  makeReady,
  openUnpacked,
  settleRestore,
  takePlace,
  type Unpacked,
  unpack,
} from '#main/backup/restore'
import type { OutputOf, OwnRefusalOf } from '#shared/operations'
import { Mode } from '#shared/operations/session'
import { refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import { type Branch, by, momentOf, type Premises } from '../premises.ts'
import { alone, type ReadRefusal, readingBackup, tryBackup } from './backup.ts'
import { bringForward, type How, restoreRecordOf } from './bring-forward.ts'
import type { Handlers } from './handlers.ts'
import { takeSecond } from './second-person.ts'

/** 復元 at the desk of the store that is replaced: two supervisors choose a backup, and it takes the open store's place. */

/**
 * Finishes or takes back what a restore left when the program ended; at every start, before a store is opened. Each mode
 * apart, and what fails here holds nobody up: a store that is there opens, and one that waits is settled as it is opened,
 * where whoever asked is told.
 */
export function settleRestores(premises: Premises): void {
  for (const mode of Mode.options) {
    try {
      settleRestore(premises.dirOf(mode), premises.anchorOf(mode))
    } catch {
      // As above.
    }
  }
}

/** The file somebody has chosen, until it is restored or another is. In memory only. */
type Chosen = { readonly id: string; readonly path: string; readonly name: string }
const choices = new WeakMap<Branch, Chosen>()

type Answer<N extends 'backup.choose' | 'backup.restore'> = Result<OutputOf<N>, OwnRefusalOf<N>>

export const restoreHandlers: Handlers<'backup.choose' | 'backup.restore' | 'backup.restore-record'> = {
  'backup.choose': async (_request, { premises }) =>
    alone(premises, async (): Promise<Answer<'backup.choose'>> => {
      const { branch } = premises
      if (branch === undefined) return refuse('not-signed-in', {})
      const file = await premises.around.files.chooseFile('backup')
      if (file === undefined) return refuse('save-cancelled', {})
      const read = await tryBackup(premises, branch, file.path)
      if (!read.ok) return read
      const { header, manifest } = read.value
      const id = manifest.sha256
      choices.set(branch, { id, ...file })
      const { trail } = branch.store
      const same = trail.chainAt(manifest.entries)?.toString('hex') === manifest.chain
      return ok({
        id,
        name: file.name,
        at: header.at,
        bytes: manifest.bytes,
        entries: manifest.entries,
        behind: same ? trail.head().seq - manifest.entries : null,
      })
    }),

  'backup.restore': async ({ id }, { premises }) =>
    alone(premises, async (): Promise<Answer<'backup.restore'>> => {
      const { branch, session } = premises
      if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
      const chosen = choices.get(branch)
      if (chosen === undefined || chosen.id !== id) return refuse('backup-not-chosen', {})
      const second = takeSecond(premises, session.staff, 'restore', id, premises.around.clock.read())
      if (!second.ok) return second
      const { dir, keys, mode } = branch
      const read = await readingBackup(() => unpack(chosen.path, { dir, keys, mode, as: 'restoring' }))
      if (!read.ok) return read
      if (premises.branch !== branch || premises.session !== session) {
        discard(read.value)
        return refuse('not-signed-in', {})
      }
      // Under the same name there may lie another file by now, and nobody has agreed to that one.
      if (read.value.manifest.sha256 !== id) {
        discard(read.value)
        return refuse('backup-not-chosen', {})
      }
      // From here to the end nobody else gets a turn: nothing is written into the old store that the list does not have.
      return inPlace(premises, branch, read.value, {
        how: 'two',
        file: chosen.name,
        without: [],
        by: [session.staff.name, second.value.name],
        staff: [session.staff.staff, second.value.staff],
      })
    }),

  'backup.restore-record': (_request, { db }) => {
    const row = db.backups.lastDone('restore')
    return ok(row === undefined ? null : restoreRecordOf(row))
  },
}

/** The unpacked store, brought forward, in the place of the open one; everybody has left afterwards. */
function inPlace(
  premises: Premises,
  branch: Branch,
  unpacked: Unpacked,
  how: How,
): Result<Record<string, never>, ReadRefusal> {
  const { dir, keys, mode } = branch
  const { version: build } = premises.around
  const now = premises.around.clock.read()
  const opened = openUnpacked(unpacked, { keys, at: momentOf(premises, now), build })
  if (!opened.ok) {
    discard(unpacked)
    return refuse(opened.error, {})
  }
  const store = opened.value
  let ready = false
  try {
    bringForward(premises, store, unpacked, branch.store, how)
    carryFiles(dir, unpacked)
    makeReady(unpacked, { store, keys, build, at: now.instant })
    ready = true
  } finally {
    store.close()
    if (!ready) discard(unpacked)
  }
  branch.store.note(by(premises, now, premises.session?.staff, 'backup.restore'), {
    event: 'store.set-aside',
    facts: { backupAt: unpacked.header.at, entries: unpacked.manifest.entries },
  })
  premises.close()
  takePlace(dir, now.instant, premises.anchorOf(mode))
  premises.around.changed()
  return ok({})
}
