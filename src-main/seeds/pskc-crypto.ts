import {
  createDecipheriv,
  createHmac,
  createSecretKey,
  type Decipheriv,
  type KeyObject,
  pbkdf2,
  timingSafeEqual,
} from 'node:crypto'

/**
 * The ciphers, MACs and derivations of a PSKC file that we take, by the URI the file calls them. What is not in
 * these tables is refused: RSA, Triple DES, Camellia, HMAC-MD5 (RFC 6030 §6 allows them, security does not).
 */

export type CipherMethod = {
  readonly mode: 'cbc' | 'gcm' | 'kw' | 'kw-pad'
  readonly keyBytes: 16 | 24 | 32
}
export type HashName = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512'

const XENC = 'http://www.w3.org/2001/04/xmlenc#'
const XENC11 = 'http://www.w3.org/2009/xmlenc11#'

export const CIPHERS: ReadonlyMap<string, CipherMethod> = new Map(
  ([16, 24, 32] as const).flatMap((keyBytes): [string, CipherMethod][] => [
    [`${XENC}aes${8 * keyBytes}-cbc`, { mode: 'cbc', keyBytes }],
    [`${XENC11}aes${8 * keyBytes}-gcm`, { mode: 'gcm', keyBytes }],
    [`${XENC}kw-aes${8 * keyBytes}`, { mode: 'kw', keyBytes }],
    [`${XENC11}kw-aes-${8 * keyBytes}-pad`, { mode: 'kw-pad', keyBytes }],
  ]),
)

export const MACS: ReadonlyMap<string, HashName> = new Map([
  ['http://www.w3.org/2000/09/xmldsig#hmac-sha1', 'sha1'],
  ['http://www.w3.org/2001/04/xmldsig-more#hmac-sha224', 'sha224'],
  ['http://www.w3.org/2001/04/xmldsig-more#hmac-sha256', 'sha256'],
  ['http://www.w3.org/2001/04/xmldsig-more#hmac-sha384', 'sha384'],
  ['http://www.w3.org/2001/04/xmldsig-more#hmac-sha512', 'sha512'],
])

/** RFC 8018 and XML Encryption 1.1 name the same pseudo-random functions as the MACs. */
export const PRFS = MACS

export const PBKDF2_URIS: ReadonlySet<string> = new Set([
  'http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2',
  // RFC 6030 §6.2 writes it so in its text and otherwise in its figure.
  'http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5#pbkdf2',
  `${XENC11}pbkdf2`,
])

const BLOCK = 16
/** No seed and no MAC key is longer; unwrapping works block by block and should not be sent on long walks. */
const WRAPPED_BYTES_MAX = 512

/**
 * One transport key. `open` says null for everything that does not open, whatever the reason.
 *
 * The ciphers without a state of their own are made once: making one costs four times what it then decrypts.
 */
export class TransportKey {
  readonly #key: KeyObject
  readonly #bits: number
  #cbc: Decipheriv | undefined
  #block: Decipheriv | undefined

  /** @param bytes 16, 24 or 32; the caller wipes them, also straight away */
  constructor(bytes: Buffer) {
    this.#key = createSecretKey(bytes)
    this.#bits = bytes.length * 8
  }

  get bytes(): number {
    return this.#bits / 8
  }

  /**
   * What was sealed, in a new buffer that the caller wipes, or null. In CBC mode nothing here notices that a
   * value was changed: the caller has asked `ValueMac` first.
   */
  open(method: CipherMethod, sealed: Buffer): Buffer | null {
    if (method.keyBytes !== this.bytes) return null
    switch (method.mode) {
      case 'cbc':
        return this.#openCbc(sealed)
      case 'gcm':
        return this.#openGcm(sealed)
      case 'kw':
        return unwrapKey(this.#blocks(), sealed, true)
      case 'kw-pad':
        return unwrapKey(this.#blocks(), sealed, false)
    }
  }

  /** Takes as long as `open` and gives nothing: for a value whose MAC is wrong. */
  pretend(method: CipherMethod, length: number): void {
    this.open(method, Buffer.alloc(length))?.fill(0)
  }

  /**
   * One decipher for all values. In CBC a block depends only on the block of ciphertext before it; every value
   * begins with its IV, so whatever went through before spoils that first block alone, and nobody reads it.
   */
  #openCbc(sealed: Buffer): Buffer | null {
    if (sealed.length < 2 * BLOCK || sealed.length % BLOCK !== 0) return null
    this.#cbc ??= createDecipheriv(`aes-${this.#bits}-cbc`, this.#key, Buffer.alloc(BLOCK)).setAutoPadding(
      false,
    )
    const blocks = this.#cbc.update(sealed)
    const padding = blocks[blocks.length - 1] as number
    const end = blocks.length - padding
    // PKCS #5, RFC 6030 §6.4; the whole of it, because a value without padding may end in a small byte.
    let isPadded = padding >= 1 && padding <= BLOCK
    for (let at = blocks.length - BLOCK; at < blocks.length; at += 1) {
      if (at >= end && blocks[at] !== padding) isPadded = false
    }
    const opened = isPadded ? Buffer.from(blocks.subarray(BLOCK, end)) : null
    blocks.fill(0)
    return opened
  }

  #openGcm(sealed: Buffer): Buffer | null {
    if (sealed.length < 12 + BLOCK) return null
    const tag = sealed.length - BLOCK
    const decipher = createDecipheriv(
      `aes-${this.#bits}-gcm` as 'aes-128-gcm',
      this.#key,
      sealed.subarray(0, 12),
      {
        authTagLength: BLOCK,
      },
    )
    decipher.setAuthTag(sealed.subarray(tag))
    const opened = decipher.update(sealed.subarray(12, tag))
    try {
      decipher.final()
      return opened
    } catch {
      opened.fill(0)
      return null
    }
  }

  /** One AES block after the other; Electron's BoringSSL has no `aes-wrap`. */
  #blocks(): Decipheriv {
    this.#block ??= createDecipheriv(`aes-${this.#bits}-ecb`, this.#key, null).setAutoPadding(false)
    return this.#block
  }
}

/** The MAC over the ciphertext, IV included (RFC 6030 §6.1.1). */
export class ValueMac {
  readonly #hash: HashName
  readonly #key: KeyObject

  /** @param key the caller wipes it, also straight away */
  constructor(hash: HashName, key: Buffer) {
    this.#hash = hash
    this.#key = createSecretKey(key)
  }

  isRight(sealed: Buffer, mac: Buffer): boolean {
    const ours = createHmac(this.#hash, this.#key).update(sealed).digest()
    return ours.length === mac.length && timingSafeEqual(ours, mac)
  }
}

/** RFC 3394 §2.2.3.1. */
const INTEGRITY_CHECK = Buffer.alloc(8, 0xa6)
/** RFC 5649 §3: what the first half of the integrity check is there. */
const PADDED_CHECK = Buffer.from('a65959a6', 'hex')

/**
 * AES key wrap, opened: with padding (RFC 5649) or, where `isPlain`, without it (RFC 3394). RFC 6030 §6.1 has keys
 * whose length is no multiple of eight padded under the name of the plain wrap, so that takes either.
 */
function unwrapKey(blocks: Decipheriv, wrapped: Buffer, isPlain: boolean): Buffer | null {
  if (wrapped.length < 16 || wrapped.length % 8 !== 0 || wrapped.length > WRAPPED_BYTES_MAX) return null
  const { check, opened } = wrapped.length === BLOCK ? oneBlock(blocks, wrapped) : unwound(blocks, wrapped)
  if (isPlain && wrapped.length > BLOCK && timingSafeEqual(check, INTEGRITY_CHECK)) return opened
  const length = check.readUInt32BE(4)
  const padding = opened.length - length
  const isWhole =
    timingSafeEqual(check.subarray(0, 4), PADDED_CHECK) &&
    padding >= 0 &&
    padding < 8 &&
    opened.subarray(length).every((byte) => byte === 0)
  const value = isWhole ? Buffer.from(opened.subarray(0, length)) : null
  opened.fill(0)
  return value
}

/** Up to eight bytes are wrapped in a single block (RFC 5649 §4.2). */
function oneBlock(blocks: Decipheriv, wrapped: Buffer): { check: Buffer; opened: Buffer } {
  const block = blocks.update(wrapped)
  return { check: block.subarray(0, 8), opened: block.subarray(8) }
}

/** The six rounds of RFC 3394 §2.2.2, backwards. */
function unwound(blocks: Decipheriv, wrapped: Buffer): { check: Buffer; opened: Buffer } {
  const check = Buffer.from(wrapped.subarray(0, 8))
  const opened = Buffer.from(wrapped.subarray(8))
  const count = opened.length / 8
  const block = Buffer.alloc(BLOCK)
  for (let round = 5; round >= 0; round -= 1) {
    for (let index = count; index >= 1; index -= 1) {
      const at = (index - 1) * 8
      check.copy(block, 0)
      // The counter stays far below 2³², so only the lower half of the check is touched.
      block.writeUInt32BE((block.readUInt32BE(4) ^ (round * count + index)) >>> 0, 4)
      opened.copy(block, 8, at, at + 8)
      const out = blocks.update(block)
      out.copy(check, 0, 0, 8)
      out.copy(opened, at, 8)
      out.fill(0)
    }
  }
  block.fill(0)
  return { check, opened }
}

export type Derivation = {
  readonly salt: Buffer
  readonly iterations: number
  readonly keyBytes: 16 | 24 | 32
  readonly prf: HashName
}

/** PBKDF2 (RFC 8018 §5.2), on a thread of its own. The caller wipes what comes back. */
export function derived(password: string, { salt, iterations, keyBytes, prf }: Derivation): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    pbkdf2(password, salt, iterations, keyBytes, prf, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}
