import { createCipheriv, createDecipheriv } from 'node:crypto'
import { secretBytes } from './random.ts'

/**
 * AES-256-GCM with a random 96-bit nonce: `nonce ‖ ciphertext ‖ tag`. GCM and not AES-KW, because
 * Electron's BoringSSL has no key-wrap cipher.
 */

const NONCE = 12
const TAG = 16

/** Encrypts `plain` under a 32-byte `key`, bound to `aad`. */
export function gcmSeal(key: Parameters<typeof createCipheriv>[1], plain: Buffer, aad: string): Buffer {
  const nonce = secretBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG })
  cipher.setAAD(Buffer.from(aad, 'utf8'))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** The plain bytes, or undefined where key, binding or a single bit is not the one it was sealed with. */
export function gcmOpen(
  key: Parameters<typeof createDecipheriv>[1],
  sealed: Buffer,
  aad: string,
): Buffer | undefined {
  if (sealed.length < NONCE + TAG) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(aad, 'utf8'))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  const plain = decipher.update(sealed.subarray(NONCE, sealed.length - TAG))
  try {
    decipher.final()
    return plain
  } catch {
    plain.fill(0)
    return undefined
  }
}
