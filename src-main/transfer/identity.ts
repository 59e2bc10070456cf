import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import type { Keys } from '../keys/keys.ts'
import { gcmOpen, gcmSeal } from '../keys/wrap.ts'

const lendPrivate = Symbol('lend the private halves')

/**
 * Who a branch is to other branches: one Ed25519 pair to sign with and one X25519 pair to be written to. Made once per
 * installation, and apart from the key ring's signing key, which vouches for the branch's own book. Prints as
 * `[branch identity]` wherever it is shown.
 */
export class BranchIdentity {
  readonly #signing: KeyObject
  readonly #agreement: KeyObject
  /** The public halves, 32 bytes each, as an introduction tells them. */
  readonly signingPublic: Buffer
  readonly agreementPublic: Buffer

  constructor(signing: KeyObject, agreement: KeyObject) {
    this.#signing = signing
    this.#agreement = agreement
    this.signingPublic = rawPublic(signing)
    this.agreementPublic = rawPublic(agreement)
  }

  sign(bytes: Buffer): Buffer {
    return sign(null, bytes, this.#signing)
  }

  /** 32 bytes shared with the holder of `other`'s private half, to be wiped; undefined where the key shares none. */
  agree(other: Buffer): Buffer | undefined {
    return agreed(this.#agreement, other)
  }

  /** Lends both private halves to this module for one call; nobody else can name the symbol. */
  [lendPrivate]<T>(use: (both: Buffer) => T): T {
    const halves = [this.#signing, this.#agreement].map((key) => key.export({ format: 'der', type: 'pkcs8' }))
    const both = Buffer.concat(halves)
    for (const half of halves) half.fill(0)
    try {
      return use(both)
    } finally {
      both.fill(0)
    }
  }

  toJSON(): string {
    return '[branch identity]'
  }
  toString(): string {
    return '[branch identity]'
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[branch identity]'
  }
}

/** A new branch's two pairs. To be sealed and kept at once: what it signs and what it is sent hangs on it for ever. */
export function makeBranchIdentity(): BranchIdentity {
  return new BranchIdentity(
    generateKeyPairSync('ed25519').privateKey,
    generateKeyPairSync('x25519').privateKey,
  )
}

/** An Ed25519 or X25519 private key in PKCS #8 is 16 bytes of heading and 32 of key. */
const HALF = 48

const binding = (keys: Keys): string => `branch-identity|v1|${keys.installation}|${keys.version('seeds')}`

/**
 * The private halves as one sealed blob for the store, under the key of the customers' seeds and bound to this
 * installation: a blob from another branch's store does not open, and no seed opens as one.
 */
export function sealIdentity(keys: Keys, identity: BranchIdentity): Buffer {
  return identity[lendPrivate]((both) => gcmSeal(keys.seeds, both, binding(keys)))
}

/** What was sealed here; undefined where the blob, the key or the installation is not the one it was sealed with. */
export function openIdentity(keys: Keys, sealed: Buffer): BranchIdentity | undefined {
  const both = gcmOpen(keys.seeds, sealed, binding(keys))
  if (both === undefined) return undefined
  try {
    const [signing, agreement] = [both.subarray(0, HALF), both.subarray(HALF)].map((half) =>
      createPrivateKey({ key: half, format: 'der', type: 'pkcs8' }),
    )
    if (signing?.asymmetricKeyType !== 'ed25519' || agreement?.asymmetricKeyType !== 'x25519')
      return undefined
    return new BranchIdentity(signing, agreement)
  } catch {
    return undefined
  } finally {
    both.fill(0)
  }
}

/** A pair for one document: the public half goes with it, the private half is forgotten with the answer. */
export function agreeOnce(addressee: Buffer): { readonly ephemeral: Buffer; readonly shared: Buffer } {
  const { privateKey } = generateKeyPairSync('x25519')
  const shared = agreed(privateKey, addressee)
  if (shared === undefined) throw new Error('the addressee’s key shares no secret')
  return { ephemeral: rawPublic(privateKey), shared }
}

/** Whether a secret can be agreed upon with this X25519 public key; not so with the few weak points. */
export function isAgreeable(agreementPublic: Buffer): boolean {
  const shared = agreed(generateKeyPairSync('x25519').privateKey, agreementPublic)
  shared?.fill(0)
  return shared !== undefined
}

/** Whether `signature` is of `signed` and of the holder of this Ed25519 public key. */
export function isSignedBy(signingPublic: Buffer, signed: Buffer, signature: Buffer): boolean {
  try {
    return verify(null, signed, publicKey(ED25519, signingPublic), signature)
  } catch {
    return false
  }
}

/** What stands before the 32 bytes of a public key in SubjectPublicKeyInfo (RFC 8410). */
const ED25519 = Buffer.from('302a300506032b6570032100', 'hex')
const X25519 = Buffer.from('302a300506032b656e032100', 'hex')

const publicKey = (heading: Buffer, raw: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([heading, raw]), format: 'der', type: 'spki' })

const rawPublic = (privateKey: KeyObject): Buffer =>
  createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(ED25519.length)

function agreed(own: KeyObject, other: Buffer): Buffer | undefined {
  try {
    return diffieHellman({ privateKey: own, publicKey: publicKey(X25519, other) })
  } catch {
    // RFC 7748 §6.1: a weak point would yield zeros with every key. OpenSSL and BoringSSL refuse it by themselves.
    return undefined
  }
}
