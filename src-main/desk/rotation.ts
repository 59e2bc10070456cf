import { cardsOf } from '#main/keys/cards'
import type { Keys } from '#main/keys/keys'
import { settleKey, stageKey } from '#main/keys/replacing'
import { type Purpose, peopleWithSlots, purposes } from '#main/keys/ring-file'
import { openSeed, sealSeed } from '#main/keys/seal'
import type { Moment } from '#main/store/audit'
import { migrations } from '#main/store/migrations/index'
import { keyInUse, moveAnchorToo, replaceKey } from '#main/store/rekey'
import { tables, type Writes } from '#main/store/tables'
import { openIdentity, sealIdentity } from '#main/transfer/identity'
import { StaffNo } from '#shared/ids'
import { ok } from '#shared/result'
import { type Branch, by, type Premises } from '../premises.ts'
import { staffBinding } from './codes.ts'
import { bindingOf } from './transfer-goods.ts'

/**
 * Replacing one key 鍵の更新 of a closed store: the next key is put beside the old one in the ring, the store is put under it
 * in one transaction, and the ring then forgets the one the store is no longer under. Killed at any moment, the next
 * opening finds both and keeps the right one (FLT-04).
 */

type Place = { readonly dir: string; readonly anchor: string | undefined }

/**
 * Puts the closed store under a new key for `purpose`. Takes the keys over and answers with those to go on with, which
 * alone are open then. Throws what disk and store throw, with no key open; the next opening settles what is left over.
 */
export function rotate(
  { dir, anchor }: Place,
  keys: Keys,
  purpose: Purpose,
  { at, build }: { readonly at: Moment; readonly build: string },
): Keys {
  const both = staged(dir, keys, purpose)
  try {
    const next = both.successor()
    try {
      const reseal = purpose === 'seeds' || purpose === 'staff' ? resealing(purpose, both, next) : undefined
      replaceKey({
        dir,
        keys: both,
        at,
        build,
        migrations,
        repositories: tables,
        ...(reseal === undefined ? {} : { reseal }),
      })
    } finally {
      next.close()
    }
    return settled({ dir, anchor }, both)
  } finally {
    both.close()
  }
}

/** The keys of a ring in which the next one stands beside the old. Takes the keys over. Throws what the disk throws. */
function staged(dir: string, keys: Keys, purpose: Purpose): Keys {
  try {
    const both = stageKey(dir, keys, purpose)
    if (!both.ok) throw new Error(`the key ring took no new key: ${both.error}`)
    return both.value
  } finally {
    keys.close()
  }
}

/** Every seed of one pool from the old key to the new one; what does not open is left as it is, because it never will. */
const resealing =
  (pool: 'seeds' | 'staff', before: Keys, after: Keys) =>
  (db: Writes): void => {
    if (pool === 'staff') {
      for (const { staff } of db.people.rows()) {
        const row = db.people.token(staff)
        if (row === undefined) continue
        const clear = openSeed(before, row.seed, staffBinding(before, row))
        if (clear === undefined) continue
        db.people.rememberToken(staff, row.ver, { seed: sealSeed(after, clear, staffBinding(after, row)) })
        clear.fill(0)
      }
      return
    }
    for (const row of db.tokens.everyOwn()) {
      const [old, next] = [bindingOf(before, row), bindingOf(after, row)]
      if (row.seed === null || old === undefined || next === undefined) continue
      const clear = openSeed(before, row.seed, old)
      if (clear === undefined) continue
      db.tokens.change(row, { seed: sealSeed(after, clear, next) })
      clear.fill(0)
    }
    const own = db.stockRecords.identity()
    const identity = own === undefined ? undefined : openIdentity(before, own.sealed)
    if (own !== undefined && identity !== undefined) {
      const { name: _name, ver: _ver, ...row } = own
      db.stockRecords.keepIdentity({ ...row, sealed: sealIdentity(after, identity) })
    }
  }

/**
 * The keys to open a store with. Where a key was being replaced when the program ended, the store says which of the two
 * it is under, and the ring forgets the other: replaced, or undone. Takes the keys over. Throws OpenFault where the store
 * is under neither.
 */
export function settled({ dir, anchor }: Place, keys: Keys): Keys {
  if (keys.coming === undefined) return keys
  try {
    const under = keyInUse(dir, keys)
    if (under === 'new') moveAnchorToo(anchor, keys)
    const next = settleKey(dir, keys, under)
    if (!next.ok) throw new Error(`the key ring was changed while it was in use: ${next.error}`)
    return next.value
  } finally {
    keys.close()
  }
}

/**
 * Puts an end to a rotation that this opening has found finished or undone, in the book and in the trail. The names are
 * those of the two who began it.
 */
export function finishRotation(premises: Premises, { store, keys }: Pick<Branch, 'store' | 'keys'>): void {
  const begun = store.read.keyEvents.lastOfRotation()
  if (begun?.kind !== 'rotation-begun') return
  const purpose = purposes.find((one) => one === begun.facts.purpose)
  if (purpose === undefined) throw new Error('a key of no purpose was being replaced')
  const version = begun.facts.version ?? 0
  const done = keys.version(purpose) >= version
  const now = premises.around.clock.read()
  store.attempt(by(premises, now, undefined, 'keys.rotate'), (db) => {
    db.keyEvents.add({ ...begun, kind: done ? 'rotated' : 'rotation-undone', at: now.instant })
    return ok({
      output: undefined,
      audit: {
        event: done ? 'keys.rotated' : 'keys.rotation-undone',
        object: purpose,
        facts: { purpose, version, by: begun.by, with: begun.with },
      },
    })
  })
}

/**
 * Writes down that the ring was begun anew where the program ended before it could: its cards open nothing any more, and the
 * book knows only of cards that do. The names are those of the two it was made for.
 */
export function finishAnew(
  premises: Premises,
  { dir, store, keys }: Pick<Branch, 'dir' | 'store' | 'keys'>,
): void {
  const ring = cardsOf(dir)
  if (ring === undefined || ring.open) return
  const last = store.read.keyEvents.lastOfCards()
  if (last?.kind === 'recovered' || last?.kind === 'begun-anew') return
  const [first, second, ...more] = peopleWithSlots(dir).map(({ staff }) => StaffNo.parse(staff))
  if (first === undefined || second === undefined || more.length > 0) return
  const without = store.read.people
    .everybody()
    .map(({ staff }) => staff)
    .filter((staff) => staff !== first && staff !== second)
  const { issue } = ring
  const { generation } = keys
  const now = premises.around.clock.read()
  store.attempt(by(premises, now, undefined, 'keys.begin-anew'), (db) => {
    db.keyEvents.add({ kind: 'begun-anew', at: now.instant, by: first, with: second, facts: { issue } })
    return ok({
      output: undefined,
      audit: { event: 'keys.begun-anew', facts: { issue, generation, by: first, with: second, without } },
    })
  })
}
