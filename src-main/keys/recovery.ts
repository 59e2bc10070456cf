import { createHash, hkdfSync } from 'node:crypto'
import { err, ok, type Result } from '#shared/result'
import { secretBytes } from './random.ts'

/**
 * Recovery cards 復旧カード: a recovery key of 256 bits on three pieces of paper, of which any two give it back and one
 * alone says nothing at all.
 *
 * Shamir's scheme over GF(256) with the polynomial of AES (0x11b), threshold two, at x = 1, 2, 3: byte by byte the card
 * is f(x) = secret + random · x. A share is as long as the secret, where three XOR pairs would be twice as long, and
 * people type these from paper. The arithmetic is that of draft-mcgrew-tss-03, whose vectors are in the tests.
 */

export type CardNumber = 1 | 2 | 3

/** What stands on one card, in the clear: never kept, never logged. */
export type Card = {
  readonly card: CardNumber
  /** The first eight hex digits of the installation. */
  readonly installation: string
  /** Which making of cards it belongs to, from 1. */
  readonly issue: number
  /** 32 bytes. */
  readonly share: Buffer
}

export type CardFault =
  /** A letter is wrong or missing: type it again from the paper. */
  | 'card-damaged'
  /** The same card twice. */
  | 'cards-alike'
  /** One card of an earlier making and one of a later. */
  | 'cards-of-two-issues'
  /** Two cards that belong together, of another making than the one in force. */
  | 'cards-superseded'
  /** Cards of another branch or another installation. */
  | 'cards-foreign'

const FORMAT = 1
const SHARE = 32
const HEAD = 7
const CHECK = 6

/** Crockford's base 32: no I, L, O, U. What looks like one of them is taken for what it looks like. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LOOKS_LIKE: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' }
const GROUP = 6
/** 45 bytes are exactly this many letters. */
const TYPED = ((HEAD + SHARE + CHECK) * 8) / 5

/** a · b in GF(256) modulo x⁸+x⁴+x³+x+1. */
function times(a: number, b: number): number {
  let [left, right, product] = [a, b, 0]
  while (right > 0) {
    if (right & 1) product ^= left
    left = (left << 1) ^ (left & 0x80 ? 0x11b : 0)
    right >>= 1
  }
  return product
}

/** 1 / a in GF(256): a to the 254th. */
function inverse(a: number): number {
  let power = 1
  for (let step = 0; step < 254; step += 1) power = times(power, a)
  return power
}

/** The share at `x` of `secret`, for one `slope` of the same length; all three cards take the same slope. */
export function shareAt(secret: Buffer, slope: Buffer, x: number): Buffer {
  return Buffer.from(secret.map((byte, index) => byte ^ times(slope[index] ?? 0, x)))
}

/** The secret from two shares at different places. */
export function joinShares(
  one: { readonly x: number; readonly share: Buffer },
  other: { readonly x: number; readonly share: Buffer },
): Buffer {
  const over = inverse(one.x ^ other.x)
  return Buffer.from(
    one.share.map((byte, index) => times(over, times(byte, other.x) ^ times(other.share[index] ?? 0, one.x))),
  )
}

const checkOf = (bytes: Buffer): Buffer =>
  createHash('sha256').update('madoguchi|card|v1|').update(bytes).digest().subarray(0, CHECK)

/** Twelve groups of six letters, the groups apart by a space. The caller wipes the share; a string cannot be wiped. */
export function cardText({ card, installation, issue, share }: Card): string {
  const head = Buffer.alloc(HEAD)
  head.writeUInt8((FORMAT << 4) | card, 0)
  head.writeUInt16BE(issue, 1)
  head.write(installation, 3, 'hex')
  const body = Buffer.concat([head, share])
  const bytes = Buffer.concat([body, checkOf(body)])
  let letters = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      letters += LETTERS[(held >> bits) & 31]
    }
  }
  body.fill(0)
  bytes.fill(0)
  return letters.match(new RegExp(`.{${GROUP}}`, 'g'))?.join(' ') ?? ''
}

/** The last group of a card, which is typed back to show that it was written down: check letters, nothing of the share. */
export const lastGroup = (text: string): string => text.slice(-GROUP)

/** Full-width or lower-case letters, spaces, hyphens and line ends as people type them, made plain. */
export const plainLetters = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐‑‒–—―−ーｰ.,・]/gu, '')
    .replace(/[ILO]/g, (letter) => LOOKS_LIKE[letter] ?? letter)

/** The card that was typed, or undefined where a letter is wrong, missing or too many. The caller wipes the share. */
export function readCard(typed: string): Card | undefined {
  const letters = plainLetters(typed)
  if (letters.length !== TYPED) return undefined
  const bytes = Buffer.alloc(HEAD + SHARE + CHECK)
  let bits = 0
  let held = 0
  let at = 0
  for (const letter of letters) {
    const value = LETTERS.indexOf(letter)
    if (value < 0) return undefined
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes[at] = (held >> bits) & 0xff
    at += 1
  }
  const body = bytes.subarray(0, HEAD + SHARE)
  const sound = checkOf(body).equals(bytes.subarray(HEAD + SHARE))
  const kind = bytes.readUInt8(0)
  const card = kind & 0x0f
  if (!sound || kind >> 4 !== FORMAT || (card !== 1 && card !== 2 && card !== 3)) {
    bytes.fill(0)
    return undefined
  }
  const share = Buffer.from(bytes.subarray(HEAD, HEAD + SHARE))
  const read = {
    card,
    issue: bytes.readUInt16BE(1),
    installation: bytes.toString('hex', 3, HEAD),
    share,
  } as const
  bytes.fill(0)
  return read
}

/** What is printed of an installation on a card. */
export const shortId = (installation: string): string => installation.slice(0, 8)

/** Three new cards over `recoveryKey` (32 bytes), as they are printed. The caller wipes the key. */
export function makeCards(
  recoveryKey: Buffer,
  of: { readonly installation: string; readonly issue: number },
): readonly [string, string, string] {
  const slope = secretBytes(SHARE)
  const text = (card: CardNumber): string => {
    const share = shareAt(recoveryKey, slope, card)
    const written = cardText({ card, installation: shortId(of.installation), issue: of.issue, share })
    share.fill(0)
    return written
  }
  const cards = [text(1), text(2), text(3)] as const
  slope.fill(0)
  return cards
}

/** The recovery key from two cards as they were typed, for the issue in force. The caller wipes it. */
export function joinCards(
  typed: readonly [string, string],
  of: { readonly installation: string; readonly issue: number },
): Result<Buffer, CardFault> {
  const one = readCard(typed[0])
  const other = readCard(typed[1])
  try {
    if (one === undefined || other === undefined) return err('card-damaged')
    const here = shortId(of.installation)
    if (one.installation !== here || other.installation !== here) return err('cards-foreign')
    if (one.issue !== other.issue) return err('cards-of-two-issues')
    if (one.card === other.card) return err('cards-alike')
    if (one.issue !== of.issue) return err('cards-superseded')
    return ok(joinShares({ x: one.card, share: one.share }, { x: other.card, share: other.share }))
  } finally {
    one?.share.fill(0)
    other?.share.fill(0)
  }
}

/** The key that wraps the master key for the cards. 32 bytes, which the caller wipes. */
export function cardsKey(recoveryKey: Buffer, installation: string): Buffer {
  return Buffer.from(hkdfSync('sha256', recoveryKey, installation, 'madoguchi|recovery|v1', 32))
}
