import { type CipherGCM, createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'

/**
 * A long text in chunks, each sealed for its place: AES-256-GCM under a key of this file's own, after the STREAM
 * construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015). The nonce is the chunk's number and whether it is the last;
 * the header's digest is bound to every chunk. So none can be changed, left out, repeated, moved, cut off or put under
 * another header.
 *
 *   nonce = 7 bytes of the header's digest ‖ number (32 bits) ‖ 1 for the last chunk, 0 for every other
 */

export const CHUNK = 1 << 20
export const TAG = 16

function nonceOf(header: Buffer, number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  header.copy(nonce, 0, 0, 7)
  nonce.writeUInt32BE(number, 7)
  nonce.writeUInt8(last ? 1 : 0, 11)
  return nonce
}

/** The chunk `number` (from 0) sealed: ciphertext ‖ tag. `header` is the digest of the file's header, 32 bytes. */
export function sealChunk(
  key: KeyObject,
  header: Buffer,
  number: number,
  last: boolean,
  plain: Buffer,
): Buffer {
  const cipher: CipherGCM = createCipheriv('aes-256-gcm', key, nonceOf(header, number, last), {
    authTagLength: TAG,
  })
  cipher.setAAD(header)
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** The plain bytes, or undefined where anything is not as it was sealed. */
export function openChunk(
  key: KeyObject,
  header: Buffer,
  number: number,
  last: boolean,
  sealed: Buffer,
): Buffer | undefined {
  if (sealed.length < TAG) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(header, number, last), { authTagLength: TAG })
  decipher.setAAD(header)
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  const plain = decipher.update(sealed.subarray(0, sealed.length - TAG))
  try {
    decipher.final()
    return plain
  } catch {
    plain.fill(0)
    return undefined
  }
}

/** How many chunks hold `bytes` bytes: one at least, so that an empty body has a last chunk too. */
export const chunksOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / CHUNK))
