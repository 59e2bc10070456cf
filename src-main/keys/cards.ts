import { z } from 'zod'
import { err, ok, type Result } from '#shared/result'
import { type Keys, lendMaster, nextGeneration, openKeys, verified } from './keys.ts'
import { secretBytes } from './random.ts'
import { type CardFault, cardsKey, joinCards, makeCards } from './recovery.ts'
import { cardsBinding, type KeyringFault, macFits, readRing, WrappedKey } from './ring-file.ts'
import { gcmOpen, gcmSeal } from './wrap.ts'

/** The recovery cards of a ring: made, and what two of them open. How a card is written stands in `recovery.ts`. */

/**
 * Makes three recovery cards, any two of which open this ring without anybody's passphrase. Cards made before open it no
 * longer, and the copy of the ring that they opened is removed. The texts exist nowhere but in this answer.
 * The caller records the generation in the database.
 */
export function issueCards(
  dir: string,
  keys: Keys,
): Result<
  { generation: number; issue: number; cards: readonly [string, string, string] },
  KeyringFault | 'too-many-issues'
> {
  const read = verified(dir, keys)
  if (!read.ok) return read
  const issue = (read.value.cards?.issue ?? 0) + 1
  if (issue > 65_535) return err('too-many-issues')
  const { installation } = keys
  const recoveryKey = secretBytes(32)
  const wrapping = cardsKey(recoveryKey, installation)
  const master = keys[lendMaster]((bytes) => gcmSeal(wrapping, bytes, cardsBinding(installation, issue)))
  const cards = makeCards(recoveryKey, { installation, issue })
  wrapping.fill(0)
  recoveryKey.fill(0)
  const written = nextGeneration(dir, keys, 'forget', () => ({
    cards: { issue, master: master.toString('base64') },
  }))
  if (!written.ok) return written
  return ok({ generation: written.value.generation, issue, cards })
}

/** Which cards the ring in `dir` has, as the file says; `open` is false where they no longer open it. Needs no key. */
export function cardsOf(dir: string): { readonly issue: number; readonly open: boolean } | undefined {
  const read = readRing(dir)
  if (!read.ok || read.value.cards === undefined) return undefined
  return { issue: read.value.cards.issue, open: read.value.cards.master !== null }
}

/** Whether two recovery cards would open the ring in `dir`. */
export const hasCards = (dir: string): boolean => cardsOf(dir)?.open === true

/**
 * What a backup takes along so that it can be opened with two cards on another machine: the wrapped keys and the slot of
 * the cards. Plain JSON, nothing about people, and nothing in it opens without two cards.
 */
export const RecoveryCopy = z.strictObject({
  version: z.literal(1),
  installation: z.string().regex(/^[0-9a-f]{32}$/),
  generation: z.int().min(1),
  cards: z.strictObject({ issue: z.int().min(1), master: z.base64() }),
  keys: z.array(WrappedKey),
  signedBefore: z.array(z.base64()).optional(),
})
export type RecoveryCopy = z.infer<typeof RecoveryCopy>

/** The copy as the ring in `dir` stands now; needs no key, reads only. */
export function recoveryCopy(dir: string): Result<RecoveryCopy, KeyringFault | 'no-recovery-cards'> {
  const read = readRing(dir)
  if (!read.ok) return read
  const { installation, generation, cards, keys, signedBefore } = read.value
  if (cards === undefined || cards.master === null) return err('no-recovery-cards')
  return ok({
    version: 1,
    installation,
    generation,
    cards: { issue: cards.issue, master: cards.master },
    keys,
    ...(signedBefore === undefined ? {} : { signedBefore }),
  })
}

/** The master key through two cards. The caller wipes it. */
function masterWithCards(
  { installation, cards }: Pick<RecoveryCopy, 'installation' | 'cards'>,
  typed: readonly [string, string],
): Result<Buffer, CardFault | 'keyring-tampered'> {
  const recoveryKey = joinCards(typed, { installation, issue: cards.issue })
  if (!recoveryKey.ok) return recoveryKey
  const wrapping = cardsKey(recoveryKey.value, installation)
  recoveryKey.value.fill(0)
  const master = gcmOpen(
    wrapping,
    Buffer.from(cards.master, 'base64'),
    cardsBinding(installation, cards.issue),
  )
  wrapping.fill(0)
  return master === undefined || master.length !== 32 ? err('keyring-tampered') : ok(master)
}

const NOBODY = { staff: '', role: '', deviceSecret: false } as const

/** The keys of a backup, with any two cards of the issue it was made under. Changes nothing; takes no time to speak of. */
export function openWithCards(
  copy: RecoveryCopy,
  cards: readonly [string, string],
): Result<Keys, CardFault | 'keyring-tampered'> {
  const master = masterWithCards(copy, cards)
  return master.ok ? openKeys(copy, NOBODY, master.value) : master
}

/** The keys of the ring in `dir` with two cards, the whole file verified. Changes nothing on disk. */
export function unlockWithCards(
  dir: string,
  typed: readonly [string, string],
): Result<Keys, KeyringFault | CardFault | 'no-recovery-cards'> {
  const read = readRing(dir)
  if (!read.ok) return read
  const ring = read.value
  if (ring.cards === undefined || ring.cards.master === null) return err('no-recovery-cards')
  const { issue, master: wrapped } = ring.cards
  const master = masterWithCards(
    { installation: ring.installation, cards: { issue, master: wrapped } },
    typed,
  )
  if (!master.ok) return master
  if (!macFits(master.value, ring)) {
    master.value.fill(0)
    return err('keyring-tampered')
  }
  return openKeys(ring, NOBODY, master.value)
}
