import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { type Instant, Serial, ServiceId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import { gcmOpen, gcmSeal } from '../keys/wrap.ts'
import { DRIFT_STEPS_MAX } from '../otp/engine.ts'
import type { TokenMemory } from '../otp/memory.ts'
import { SEED_BYTES_MAX, SEED_BYTES_MIN } from '../otp/seed.ts'
import { canonical } from '../store/canonical.ts'
import {
  digestOf,
  head,
  type Problem,
  readDocument,
  SHAPES,
  type Signers,
  VERSION,
  words,
  writeDocument,
} from './envelope.ts'
import { agreeOnce } from './identity.ts'
import type { Introduction, OurBranch } from './introduction.ts'
import { type KnownBranches, type LetterRefusal, partyOf, verifyLetter } from './party.ts'

/**
 * The document that goes with a box of tokens. Everybody may read which tokens they are; only the addressee reads
 * their seeds. What each token remembers goes along, so that a code that was spent here is spent there.
 */

/** More tokens travel in several transfers. */
export const TOKENS_MAX = 1000

/** A token on its way, without its secret. Times of validity are the seed file's, the expiry is what is printed. */
const MovedToken = z.strictObject({
  serial: Serial,
  model: words.name(60),
  service: ServiceId.nullable(),
  /** Null for a token whose codes are judged elsewhere: it has no seed here and takes none along. */
  parameters: z
    .strictObject({
      kind: z.enum(['totp', 'hotp']),
      algorithm: z.enum(['SHA1', 'SHA256', 'SHA512']),
      digits: z.union([z.literal(6), z.literal(7), z.literal(8)]),
      periodSeconds: z.union([z.literal(30), z.literal(60)]),
    })
    .nullable(),
  memory: z.strictObject({
    highWater: z.int().min(0).nullable(),
    drift: z.int().min(-DRIFT_STEPS_MAX).max(DRIFT_STEPS_MAX),
    counter: z.int().min(0),
    failures: z.int().min(0),
    locked: z.boolean(),
  }),
  /** It has been in a customer's hands before. */
  usedBefore: z.boolean(),
  printedExpiry: words.instant.nullable(),
  validFrom: words.instant.nullable(),
  validUntil: words.instant.nullable(),
})
export type MovedToken = z.infer<typeof MovedToken>

/** A token with its secret: 16 to 64 bytes, null exactly where there are no parameters. */
export type SeededToken = MovedToken & { readonly seed: Buffer | null }

const plainFields = {
  ...head('transfer'),
  /** 128 random bits: a transfer is taken on once. */
  transfer: words.transferId,
  from: words.party,
  to: words.party,
  at: words.instant,
  signers: words.signers,
  tokens: z
    .array(MovedToken)
    .min(1)
    .max(TOKENS_MAX)
    .refine((tokens) => new Set(tokens.map(({ serial }) => serial)).size === tokens.length),
  /** X25519, made for this document. */
  ephemeral: words.bytes(32, 32),
}
const Plain = z.strictObject(plainFields)
type Plain = z.infer<typeof Plain>

/** Nonce and tag, then a length and at most `SEED_BYTES_MAX` bytes per token. */
const SEALED_MAX = 12 + 16 + TOKENS_MAX * (1 + SEED_BYTES_MAX)
const Body = z.strictObject({ ...plainFields, seeds: words.bytes(12 + 16 + 1, SEALED_MAX) })

/** A transfer that was read and is genuine. Its seeds are still closed. */
export type Transfer = {
  readonly transfer: string
  readonly from: Introduction
  readonly at: Instant
  readonly signers: Signers
  readonly tokens: readonly MovedToken[]
  /** SHA-256 of the document, hex; the answer names it. */
  readonly digest: string
}

/** What was sealed in a transfer that was found genuine. Nobody can ask for the seeds of any other. */
const sealedIn = new WeakMap<Transfer, { readonly plain: Plain; readonly seeds: Buffer }>()

/**
 * Writes the document for `addressee`. The caller has drawn `transfer` (128 random bits, hex), has read the tokens in
 * the same attempt that takes them out of its stock, and wipes the seeds afterwards.
 *
 * @returns the document, and its digest for the book
 * @throws where the facts are not what the document may hold; that is a mistake of the caller
 */
export function writeTransfer(
  us: OurBranch,
  addressee: Introduction,
  facts: Pick<Transfer, 'transfer' | 'at' | 'signers'> & { readonly tokens: readonly SeededToken[] },
): { readonly text: string; readonly digest: string } {
  if (addressee.fingerprint === us.introduction.fingerprint) throw new Error('a transfer to ourselves')
  const { ephemeral, shared } = agreeOnce(addressee.agreement)
  const plain = Plain.parse({
    format: SHAPES.transfer.format,
    version: VERSION,
    transfer: facts.transfer,
    from: partyOf(us.introduction),
    to: partyOf(addressee),
    at: facts.at,
    signers: facts.signers,
    tokens: facts.tokens.map(({ seed: _seed, ...token }) => token),
    ephemeral: ephemeral.toString('base64url'),
  })
  const packed = packSeeds(facts.tokens)
  try {
    const key = seedsKey(shared, plain, us.introduction, addressee)
    const seeds = gcmSeal(key, packed, canonical(plain)).toString('base64url')
    const text = writeDocument('transfer', Body, { ...plain, seeds }, (signed) => us.identity.sign(signed))
    return { text, digest: digestOf(text) }
  } finally {
    packed.fill(0)
    shared.fill(0)
  }
}

/**
 * What a transfer says, once it is known to be by a branch we know, unchanged, and for us. Opens nothing. Whether this
 * transfer was taken on before is the caller's to ask, by `transfer`.
 */
export function readTransfer(
  text: string,
  us: Introduction,
  known: KnownBranches,
): Result<Transfer, LetterRefusal> {
  const read = readDocument('transfer', Body, text)
  if (!read.ok) return read
  const from = verifyLetter(read.value, us, known)
  if (!from.ok) return from
  const { seeds, ...plain } = read.value.body
  const transfer: Transfer = {
    transfer: plain.transfer,
    from: from.value,
    at: plain.at,
    signers: plain.signers,
    tokens: plain.tokens,
    digest: read.value.digest,
  }
  sealedIn.set(transfer, { plain, seeds: Buffer.from(seeds, 'base64url') })
  return ok(transfer)
}

/**
 * The tokens of a transfer with their seeds, in the order of the document. The caller wipes the seeds. Refused as a
 * whole where not every seed is there and sound: the sender is asked for another document then.
 *
 * @throws for a transfer that `readTransfer` did not answer with
 */
export function openSeeds(
  transfer: Transfer,
  us: OurBranch,
): Result<readonly SeededToken[], Problem<'seeds-unreadable'>> {
  const sealed = sealedIn.get(transfer)
  if (sealed === undefined) throw new Error('the seeds of a transfer that was not read here')
  const { plain, seeds } = sealed
  const refused = err({ code: 'seeds-unreadable' } as const)
  const shared = us.identity.agree(Buffer.from(plain.ephemeral, 'base64url'))
  if (shared === undefined) return refused
  const packed = gcmOpen(seedsKey(shared, plain, transfer.from, us.introduction), seeds, canonical(plain))
  shared.fill(0)
  if (packed === undefined) return refused
  const tokens = unpackSeeds(packed, plain.tokens)
  packed.fill(0)
  return tokens === undefined ? refused : ok(tokens)
}

/** Overwrites the seeds: of what was opened, or of what has been written. */
export function wipeSeeds(tokens: readonly SeededToken[]): void {
  for (const { seed } of tokens) seed?.fill(0)
}

/**
 * What a token remembers that comes to a branch where it has been before: the newer memory, which is the document's,
 * but nothing that was ever spent here is unspent again.
 */
export function memoryOnArrival(here: TokenMemory, arriving: TokenMemory): TokenMemory {
  const spent = Math.max(here.highWater ?? -1, arriving.highWater ?? -1)
  return {
    ...arriving,
    highWater: spent < 0 ? null : spent,
    counter: Math.max(here.counter, arriving.counter),
  }
}

/** The key for the seeds of one document (RFC 5869), bound to the document, to both branches and to its own key pair. */
function seedsKey(shared: Buffer, plain: Plain, from: Introduction, to: Introduction): KeyObject {
  const info = Buffer.concat([
    Buffer.from('madoguchi|transfer-seeds|v1|', 'utf8'),
    Buffer.from(plain.ephemeral, 'base64url'),
    to.agreement,
    from.signing,
  ])
  const bytes = Buffer.from(hkdfSync('sha256', shared, Buffer.from(plain.transfer, 'hex'), info, 32))
  const key = createSecretKey(bytes)
  bytes.fill(0)
  return key
}

/** Length and bytes of each seed, in the order of the tokens; length 0 where there is none. Not JSON: text cannot be wiped. */
function packSeeds(tokens: readonly SeededToken[]): Buffer {
  const packed = Buffer.alloc(tokens.reduce((size, { seed }) => size + 1 + (seed?.length ?? 0), 0))
  let at = 0
  for (const { serial, parameters, seed } of tokens) {
    if (!fits(parameters, seed)) throw new Error(`token ${serial} cannot travel with this seed`)
    packed[at] = seed?.length ?? 0
    seed?.copy(packed, at + 1)
    at += 1 + (seed?.length ?? 0)
  }
  return packed
}

function unpackSeeds(packed: Buffer, tokens: readonly MovedToken[]): SeededToken[] | undefined {
  const seeded: SeededToken[] = []
  let at = 0
  for (const token of tokens) {
    const size = packed[at] ?? 0
    const seed = size === 0 ? null : Buffer.from(packed.subarray(at + 1, at + 1 + size))
    seeded.push({ ...token, seed })
    if (!fits(token.parameters, seed)) {
      wipeSeeds(seeded)
      return undefined
    }
    at += 1 + size
  }
  // Also not so when the last seed was cut short.
  if (at === packed.length) return seeded
  wipeSeeds(seeded)
  return undefined
}

/** A seed of bytes that can be one, for a token with parameters; none for a token without. */
function fits(parameters: MovedToken['parameters'], seed: Buffer | null): boolean {
  if (seed === null || parameters === null) return seed === null && parameters === null
  const blank = seed.every((byte) => byte === 0) || seed.every((byte) => byte === 0xff)
  return seed.length >= SEED_BYTES_MIN && seed.length <= SEED_BYTES_MAX && !blank
}
