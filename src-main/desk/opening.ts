import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isWaiting } from '#main/backup/restore'
import { openAttempts } from '#main/keys/attempts'
import { syncDirectory } from '#main/keys/files'
import type { KdfParams } from '#main/keys/kdf'
import { createKeyring } from '#main/keys/keyring'
import type { Keys } from '#main/keys/keys'
import { hasKeyring, ringPath } from '#main/keys/ring-file'
import { sealSeed } from '#main/keys/seal'
import { type DeskStore, openDeskStore } from '#main/store/desk-store'
import { OpenFault, troubleIn } from '#main/store/faults'
import { DATABASE_FILE } from '#main/store/store'
import type { Writes } from '#main/store/tables'
import type { BranchNo, StaffNo } from '#shared/ids'
import type { Mode } from '#shared/operations/session'
import { type Refusal, refuse } from '#shared/refusals'
import { err, ok, type Result } from '#shared/result'
import type { Role } from '#shared/staff'
import { BEHIND_MS_MAX, type Doubt, GAP_MS_MAX, type Reading } from '../clock.ts'
import { type Branch, by, CLOCK_DOUBT, KeptDoubt, momentOf, type Premises } from '../premises.ts'
import { staffBinding } from './codes.ts'
import { finishAnew, finishRotation, settled } from './rotation.ts'
import { deviceFor } from './staff-proof.ts'

export type OpenRefusal =
  | 'store-missing'
  | 'store-in-use'
  | 'store-of-other-mode'
  | 'store-read-only'
  | 'store-diverged'
  | 'store-rolled-back'
  | 'database-damaged'
  | 'database-newer'
  | 'keyring-foreign'

/** Why a store does not open with the keys of its own ring, where nothing but a backup helps. */
const LOST: readonly OpenRefusal[] = [
  'store-missing',
  'store-diverged',
  'store-rolled-back',
  'database-damaged',
  'keyring-foreign',
]
/** The files that did not open when somebody last tried with the keys of their ring, as they were then. In memory only. */
const lost = new WeakMap<Premises, string>()

/**
 * Whether somebody has tried to open a mode's store since the program was started, with keys that its ring gave them, and it
 * is lost; and no file of it is another since. Once it has opened, it is not.
 */
export const isLost = (premises: Premises, mode: Mode): boolean =>
  lost.get(premises) === filesOf(premises, mode)

/** Which files make up a mode's store, not what is in them: they are told apart by number, size and time of change. */
const filesOf = (premises: Premises, mode: Mode): string =>
  JSON.stringify(
    [
      join(premises.dirOf(mode), DATABASE_FILE),
      `${join(premises.dirOf(mode), DATABASE_FILE)}-wal`,
      ringPath(premises.dirOf(mode)),
      premises.anchorOf(mode),
    ].map((file) => {
      const found = statSync(file, { throwIfNoEntry: false })
      return [file, found?.ino, found?.size, found?.mtimeMs]
    }),
  )

/**
 * Whether a store was ever made for a mode. Half-made ones do not count: they are made under another name. A key
 * ring whose database is gone does: what is missing is to be looked for, never to be made anew (STO-05). A restored one
 * that still waits to take its place does, too.
 */
export const exists = (premises: Premises, mode: Mode): boolean =>
  existsSync(join(premises.dirOf(mode), DATABASE_FILE)) ||
  hasKeyring(premises.dirOf(mode)) ||
  isWaiting(premises.dirOf(mode))

/** Opens a mode's store with keys that were just unlocked, and puts into its trail what happened while it was closed. */
export function openBranch(
  premises: Premises,
  mode: Mode,
  unlocked: Keys,
): Result<Branch, Refusal<OpenRefusal>> {
  let keys = unlocked
  const dir = premises.dirOf(mode)
  lost.delete(premises)
  let store: DeskStore | undefined
  try {
    // Whether the clock is to be believed is known only once the store has been read: what the opening itself writes
    // (a missing anchor, a new key ring) is no witness of the time.
    const at = { ...momentOf(premises, premises.around.clock.read()), clock: 'suspect' as const }
    keys = settled({ dir, anchor: premises.anchorOf(mode) }, keys)
    store = openToWorkOrLook({
      dir,
      keys,
      create: false,
      at,
      build: premises.around.version,
      anchor: premises.anchorOf(mode),
    })
    // The practice branch in the real one's folder, or the other way round: neither is ever taken for the other.
    if (store.read.meta.find('mode') !== mode) {
      store.close()
      keys.close()
      return refuse('store-of-other-mode', {})
    }
    const branch = furnished(premises, { mode, dir, keys, store })
    finishRotation(premises, branch)
    finishAnew(premises, branch)
    return ok(branch)
  } catch (thrown) {
    // Left open, it would be locked against the next try until the program ends.
    store?.close()
    keys.close()
    if (!(thrown instanceof OpenFault)) throw thrown
    const refusal = refusalOf(thrown)
    if (LOST.includes(refusal.code)) lost.set(premises, filesOf(premises, mode))
    return err(refusal)
  }
}

/** A store on a medium that takes no writes is opened for looking, where its files allow that. Throws what `openStore` throws. */
function openToWorkOrLook(opening: Parameters<typeof openDeskStore>[0]): DeskStore {
  try {
    return openDeskStore(opening)
  } catch (thrown) {
    if (!(thrown instanceof OpenFault && thrown.code === 'store-read-only')) throw thrown
    return openDeskStore({ ...opening, viewing: true })
  }
}

/** An opened store with its name, once the clock has learnt from its trail and the trail what happened without it. */
function furnished(
  premises: Premises,
  { mode, dir, keys, store }: Pick<Branch, 'mode' | 'dir' | 'keys' | 'store'>,
): Branch {
  const last = lastTrusted(store)
  const { clock } = premises.around
  clock.seen(last)
  clock.stand(doubtFound(premises, store, last))
  premises.keepClock({ store })
  drainAttempts(premises, dir, store)
  settleDoubt(premises, mode, store)
  const { meta } = store.read
  return {
    mode,
    dir,
    keys,
    store,
    institution: meta.find('institution') ?? '',
    branchNo: meta.find('branch-no') ?? '',
    branchName: meta.find('branch-name') ?? '',
  }
}

/** What the record of sign-ins has gathered becomes entries; on a disk that takes nothing, at another opening. */
function drainAttempts(premises: Premises, dir: string, store: DeskStore): void {
  const now = premises.around.clock.read()
  const attempts = openAttempts(dir, now.instant)
  try {
    for (const { id, event, at, staff, times } of attempts.pending()) {
      store.note(by(premises, now, undefined, 'session.sign-in'), {
        event: 'sign-in.failed',
        ...(staff === undefined ? {} : { object: staff }),
        facts: { event, at, times },
      })
      attempts.drained(id)
    }
  } catch (thrown) {
    if (troubleIn(thrown) === undefined) throw thrown
  }
}

/**
 * Whether what a failing disk had left open is in the store: then its entry is there, from that very session. A refusal
 * that was to be written down changed nothing either way.
 */
function settleDoubt(premises: Premises, mode: Mode, { trail }: DeskStore): void {
  const { inDoubt } = premises
  if (inDoubt === undefined || inDoubt.mode !== mode || inDoubt.kept !== undefined) return
  const [entry] = trail.newest(1, inDoubt.seq + 1)
  const isIt = entry?.seq === inDoubt.seq && entry.session === inDoubt.session
  const kept = isIt && !entry.outcome.startsWith('refused:')
  premises.inDoubt = { ...inDoubt, kept }
}

/**
 * What the opened store itself doubts. Fourteen days without an entry are longer than any holidays, so somebody looks
 * at a clock first (FLT-10). A doubt in which the program ended is not gone because it was started again: without the
 * running time from before there is nothing left to hold the clock against but people (security rule: clock).
 */
function doubtFound(premises: Premises, store: DeskStore, last: number): Doubt | undefined {
  const { wall } = premises.around.clock.read()
  const text = store.read.meta.find(CLOCK_DOUBT) ?? ''
  const kept = text === '' ? undefined : KeptDoubt.parse(JSON.parse(text))
  premises.doubtIsKept(store, kept !== undefined)
  const secondsFast = Math.round((wall - last) / 1000)
  // Behind at the start, it does not become right by waiting until it has caught up with the last entry.
  if (wall < last - BEHIND_MS_MAX) return { reason: 'behind', secondsFast }
  if (last > 0 && wall - last > GAP_MS_MAX) return { reason: 'gap', secondsFast }
  if (kept === undefined) return undefined
  // What arose in this run while the store was open, the clock itself still knows, and whether it was put right since.
  const stillKnown = kept.boot === premises.bootId && (kept.reason === 'jump' || kept.reason === 'tokens')
  return stillKnown
    ? undefined
    : { reason: 'earlier', secondsFast: kept.reason === 'gap' ? 0 : kept.secondsFast }
}

/**
 * The wall time of the newest entry whose clock was believed; 0 where there is none. Entries made in doubt do not
 * count: a trip to 2035 must not lock the desk for years, and a clock set back must not be believed the next day
 * for having been written down today (security rule: clock).
 */
function lastTrusted({ trail }: DeskStore): number {
  let before: number | undefined
  for (;;) {
    const entries = trail.newest(100, before)
    const found = entries.find(({ clock }) => clock === 'trusted')
    if (found !== undefined) return Date.parse(found.wall)
    before = entries.at(-1)?.seq
    if (before === undefined) return 0
  }
}

export type Founder = {
  readonly staff: StaffNo
  readonly person: string
  readonly name: string
  readonly role: Role
  readonly passphrase: string
  /** The seed of their own authenticator, 20 bytes; wiped here. */
  readonly seed: Buffer
  /** The step of the code they proved it with: spent from the first moment. */
  readonly spentStep: number | null
}

/**
 * Makes the store of a mode: key ring, database, people. It is made in a folder of another name and renamed when
 * it is whole, so that a set-up which is interrupted leaves nothing that looks like a branch.
 *
 * `furnish` fills the new store within the same transaction that enrols the people.
 */
export async function foundBranch(
  premises: Premises,
  mode: Mode,
  founding: {
    readonly institution: string
    readonly branchNo: BranchNo
    readonly branchName: string
    readonly people: readonly Founder[]
    readonly kdf: KdfParams
    readonly furnish?: (db: Writes, keys: Keys, now: Reading) => void
  },
): Promise<void> {
  const dir = premises.dirOf(mode)
  const making = `${dir}.making`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { recursive: true, mode: 0o700 })
  const keys = await createKeyring(making, {
    people: founding.people,
    kdf: founding.kdf,
    device: deviceFor(premises, mode),
  })
  const now = premises.around.clock.read()
  const at = momentOf(premises, now)
  let store: DeskStore | undefined
  try {
    store = openDeskStore({
      dir: making,
      keys,
      create: true,
      at,
      build: premises.around.version,
      anchor: premises.anchorOf(mode),
    })
    const first = founding.people[0]
    store.attempt({ staff: first?.staff ?? null, session: null, operation: 'setup.complete', at }, (db) => {
      db.meta.put('institution', founding.institution)
      db.meta.put('branch-no', founding.branchNo)
      db.meta.put('branch-name', founding.branchName)
      db.meta.put('mode', mode)
      for (const { staff, person, name, role, seed, spentStep } of founding.people) {
        db.people.enrol({ staff, person, name, role, enrolled_at: now.instant, ended_at: null })
        const token = {
          staff,
          row_id: `staff-${staff}`,
          algorithm: 'SHA1',
          digits: 6,
          period_seconds: 30,
        } as const
        db.people.giveToken({
          ...token,
          seed: sealSeed(keys, seed, staffBinding(keys, token)),
          high_water: spentStep,
          drift: 0,
          counter: 0,
          failures: 0,
          locked: 0,
        })
        seed.fill(0)
      }
      founding.furnish?.(db, keys, now)
      return ok({
        output: undefined,
        audit: {
          event: 'branch.founded',
          facts: {
            mode,
            branchNo: founding.branchNo,
            people: founding.people.map(({ staff, role }) => ({ staff, role })),
          },
        },
      })
    })
  } finally {
    // Also when the disk filled up: what stays open cannot be swept away before the next try.
    store?.close()
    keys.close()
  }
  renameSync(making, dir)
  syncDirectory(dirname(dir))
}

/** As much of a chain value as two people can compare by eye. */
const shortHead = (chain: unknown): string => String(chain).slice(0, 8).toUpperCase()

export function refusalOf(fault: OpenFault): Refusal<OpenRefusal> {
  switch (fault.code) {
    case 'store-missing':
    case 'store-in-use':
    case 'store-read-only':
    case 'keyring-foreign':
      return { code: fault.code }
    case 'database-newer':
      return {
        code: 'database-newer',
        found: Number(fault.facts.found),
        known: Number(fault.facts.known),
      }
    case 'store-diverged':
      return { code: 'store-diverged', entry: Number(fault.facts.entry ?? 0) }
    case 'store-rolled-back':
      return {
        code: 'store-rolled-back',
        entry: Number(fault.facts.entry),
        head: shortHead(fault.facts.head),
        seen: Number(fault.facts.seen),
        seenHead: shortHead(fault.facts.seenHead),
        seenAt: String(fault.facts.seenAt),
      }
    case 'keyring-older':
      return { code: 'store-diverged', entry: 0 }
    case 'store-exists':
      throw fault
    case 'database-damaged':
    case 'database-not-ours':
    case 'database-setting':
    case 'migration-changed':
    case 'migration-missing':
      return { code: 'database-damaged' }
  }
}
