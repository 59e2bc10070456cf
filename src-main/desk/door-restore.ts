import { randomUUID } from 'node:crypto'
import { type Header, readHeader } from '#main/backup/container'
import {
  discard,
  isUnsettled,
  makeReady,
  openUnpacked,
  settleRestore,
  takePlace,
  type Unpacked,
  unpack,
} from '#main/backup/restore'
import { openWithCards, type RecoveryCopy, unlockWithCards } from '#main/keys/cards'
import type { Keys } from '#main/keys/keys'
import { layRing } from '#main/keys/laying'
import { type CardFault, shortId } from '#main/keys/recovery'
import type { KeyringFault } from '#main/keys/ring-file'
import type { DeskStore } from '#main/store/desk-store'
import type { OutputOf, OwnRefusalOf } from '#shared/operations'
import type { Mode } from '#shared/operations/session'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import { type Branch, momentOf, type Premises } from '../premises.ts'
import { alone, type ReadRefusal, readingBackup } from './backup.ts'
import { bringForward } from './bring-forward.ts'
import type { Handlers } from './handlers.ts'
import { letGo, pair, proveCodes, recordAnew, refusalOfCards, twoAnew } from './keys.ts'
import { exists, isLost, openBranch } from './opening.ts'
import { deviceFor } from './staff-proof.ts'

/**
 * 復元 at the door: a PC that has no store of the branch, or one that no longer opens, becomes the branch again out of a
 * backup and two recovery cards. Nobody can be signed in, so two people prove themselves with their own tokens, as when they
 * come back in with cards, and theirs are the only slots of the new key ring. Nothing on this PC changes before the
 * restored store is whole and takes its place in one step.
 */

const MODE = 'branch' satisfies Mode

/** The file somebody has chosen at this door, with the header it had then. In memory only. */
type Chosen = { readonly id: string; readonly path: string; readonly name: string; readonly header: Header }
const choices = new WeakMap<Premises, Chosen>()

type Names = 'restore.choose' | 'restore.open' | 'restore.complete'
type Answer<N extends Names> = Result<OutputOf<N>, OwnRefusalOf<N>>

/** What two cards have opened, unpacked beside the place where it is to stand. The caller closes and discards it. */
type Opened = {
  readonly unpacked: Unpacked
  readonly copy: RecoveryCopy
  readonly branch: Branch
  readonly replaced: Replaced
  /** The name of the file. */
  readonly file: string
}

/** What stands in the branch's place now and may be replaced. */
type Replaced = 'none' | 'not-opened'
type OpenedRefusal =
  | ReadRefusal
  | Refusal<'standin-refuses-branch' | 'store-still-opens' | 'backup-not-chosen' | 'cards-refused'>

export const doorRestoreHandlers: Handlers<Names> = {
  'restore.choose': async (_request, { premises }) =>
    alone(premises, async (): Promise<Answer<'restore.choose'>> => {
      if (!premises.around.branchAllowed) return refuse('standin-refuses-branch', {})
      const file = await premises.around.files.chooseFile('backup')
      if (file === undefined) return refuse('save-cancelled', {})
      const read = await readingBackup(() => readHeader(file.path))
      if (!read.ok) return read
      const { installation, at, bytes, entries, recovery } = read.value
      const id = randomUUID()
      choices.set(premises, { id, ...file, header: read.value })
      return ok({
        id,
        name: file.name,
        installation: shortId(installation),
        at,
        bytes,
        entries,
        issue: recovery?.cards.issue ?? null,
      })
    }),

  'restore.open': async ({ id, cards }, { premises }) =>
    alone(premises, async (): Promise<Answer<'restore.open'>> => {
      const opened = await openChosen(premises, id, pair(cards), 'drill')
      if (!opened.ok) return opened
      try {
        const { institution, branchNo, branchName, store } = opened.value.branch
        const people = store.read.people.everybody()
        return ok({
          institution,
          branchNo,
          branchName,
          people: people.map(({ staff, name, role }) => ({ staff, name, role })),
        })
      } finally {
        throwAway(opened.value)
      }
    }),

  'restore.complete': async ({ id, cards, people }, { premises }) =>
    alone(premises, async (): Promise<Answer<'restore.complete'>> => {
      const opened = await openChosen(premises, id, pair(cards), 'restoring')
      if (!opened.ok) return opened
      const { branch, copy, unpacked, replaced } = opened.value
      let ready = false
      try {
        const two = twoAnew(branch, people)
        if (!two.ok) return two
        const codes = proveCodes(premises, branch, 'restore.complete', two.value, people)
        if (!codes.ok) return codes
        const laid = await layRing(unpacked.dir, copy, branch.keys, {
          people: two.value.map(({ staff, role }, place) => ({
            staff,
            role,
            passphrase: people[place]?.passphrase ?? '',
          })),
          kdf: await premises.around.kdf(),
          device: deviceFor(premises, MODE),
        })
        if (!laid.ok)
          return laid.error === 'device-secret-missing'
            ? refuse('device-secret-missing', {})
            : refuse('backup-damaged', {})
        laid.value.close()
        // While the slots were derived, somebody may have made or opened a store here.
        if (replaceable(premises, pair(cards)) !== replaced) return refuse('store-still-opens', {})
        // From here to the end nobody else gets a turn.
        const without = finish(premises, opened.value, two.value, laid.value.generation)
        ready = true
        branch.keys.close()
        choices.delete(premises)
        takePlace(premises.dirOf(MODE), premises.around.clock.read().instant, premises.anchorOf(MODE))
        premises.choose(MODE)
        return ok({ without: [...without] })
      } finally {
        if (!ready) throwAway(opened.value)
      }
    }),
}

/**
 * The chosen backup, verified to its last byte and opened with two cards, and that it may be restored in this place.
 *
 * @param as `restoring` to take its place, `drill` to be looked at
 */
async function openChosen(
  premises: Premises,
  id: string,
  cards: readonly [string, string],
  as: 'restoring' | 'drill',
): Promise<Result<Opened, OpenedRefusal>> {
  if (!premises.around.branchAllowed) return refuse('standin-refuses-branch', {})
  const dir = premises.dirOf(MODE)
  // One that is whole and waits is the branch already.
  if (isUnsettled(dir)) settleRestore(dir, premises.anchorOf(MODE))
  const chosen = choices.get(premises)
  if (chosen === undefined || chosen.id !== id) return refuse('backup-not-chosen', {})
  const read = await readingBackup(() => readHeader(chosen.path))
  if (!read.ok) return read
  // The header names its file's own key: another file of that name has another one.
  if (read.value.key !== chosen.header.key) return refuse('backup-not-chosen', {})
  const copy = read.value.recovery
  if (copy === null) return refuse('cards-refused', { reason: 'backup-without' })
  const keys = openWithCards(copy, cards)
  if (!keys.ok) {
    if (keys.error === 'keyring-tampered') return refuse('backup-damaged', {})
    if (keys.error === 'cards-superseded') return refuse('cards-refused', { reason: 'not-of-backup' })
    // What is no matter of the ring is one of the cards.
    return refusalOfCards(keys.error, cards) as Result<never, Refusal<'cards-refused'>>
  }
  const replaced = replaceable(premises, cards)
  const unpacked =
    replaced === undefined
      ? refuse('store-still-opens', {})
      : await readingBackup(() => unpack(chosen.path, { dir, keys: keys.value, mode: MODE, as }))
  if (replaced === undefined || !unpacked.ok) {
    keys.value.close()
    return unpacked.ok ? refuse('store-still-opens', {}) : unpacked
  }
  const at = momentOf(premises, premises.around.clock.read())
  const store = openUnpacked(unpacked.value, { keys: keys.value, at, build: premises.around.version })
  if (!store.ok) {
    keys.value.close()
    discard(unpacked.value)
    return refuse(store.error, {})
  }
  const branch = branchOf(unpacked.value, keys.value, store.value)
  return ok({ unpacked: unpacked.value, copy, branch, replaced, file: chosen.name })
}

function branchOf({ dir, manifest }: Unpacked, keys: Keys, store: DeskStore): Branch {
  const { meta } = store.read
  return {
    mode: MODE,
    dir,
    keys,
    store,
    institution: meta.find('institution') ?? '',
    branchNo: manifest.branchNo,
    branchName: meta.find('branch-name') ?? '',
  }
}

function throwAway({ branch, unpacked }: Opened): void {
  letGo(branch)
  discard(unpacked)
}

/** Why a key ring opens for nobody any more, with or without cards. */
const RING_LOST: readonly (KeyringFault | CardFault | 'no-recovery-cards')[] = [
  'keyring-missing',
  'keyring-damaged',
  'keyring-tampered',
  'keyring-foreign',
  'kdf-refused',
]

/**
 * Whether nothing stands in the branch's place, or something that no longer opens. Undefined where a store does open, or
 * nobody can tell: that one is restored at its own desk, by two supervisors, and says itself what happened since.
 *
 * The cards need not be those of this PC's ring: a backup may be older than the last cards, and after a restore there are
 * none until new ones are made. Then somebody shows it with their own passphrase, by trying to sign in.
 */
function replaceable(premises: Premises, cards: readonly [string, string]): Replaced | undefined {
  if (!exists(premises, MODE)) return 'none'
  const unlocked = unlockWithCards(premises.dirOf(MODE), cards)
  if (!unlocked.ok)
    return RING_LOST.includes(unlocked.error) || isLost(premises, MODE) ? 'not-opened' : undefined
  const opened = openBranch(premises, MODE, unlocked.value)
  if (opened.ok) letGo(opened.value)
  return isLost(premises, MODE) ? 'not-opened' : undefined
}

/** The opened store, with the two in its book and brought forward, ready to take its place. Answers who is without a slot. */
function finish(
  premises: Premises,
  { branch, unpacked, copy, replaced, file }: Opened,
  two: readonly [Staff, Staff],
  generation: number,
): readonly string[] {
  const { store, keys } = branch
  const { issue } = copy.cards
  const without = recordAnew(premises, branch, 'recovered', two, { issue, generation })
  bringForward(premises, store, unpacked, replaced, {
    how: 'cards',
    by: two.map(({ name }) => name),
    staff: two.map(({ staff }) => staff),
    without: [...without],
    file,
  })
  const at = premises.around.clock.read().instant
  makeReady(unpacked, { store, keys, build: premises.around.version, at })
  return without
}
