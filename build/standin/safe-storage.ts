/**
 * `safeStorage`: the stand-in has no key store and says so. MADOGUCHI_STANDIN_KEYRING=1 switches on one that
 * keeps its key in a file of userData, so that tests can run the program's path with a key store. It protects
 * nothing.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from './app.ts'
import { strict } from './refuse.ts'
import { runtime } from './runtime.ts'

const isOn = (): boolean => runtime.ready && process.env.MADOGUCHI_STANDIN_KEYRING === '1'

function fileKey(): Buffer {
  const folder = app.getPath('userData')
  const file = join(folder, 'standin-keyring')
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, randomBytes(32), { mode: 0o600 })
  }
  return readFileSync(file)
}

function encrypt(text: string): Buffer {
  if (!isOn())
    throw new Error(
      'Error while encrypting the text provided to safeStorage.encryptString. Encryption is not available.',
    )
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', fileKey(), iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from('v11'), iv, cipher.getAuthTag(), body])
}

function decrypt(sealed: Buffer): string {
  const error = 'Error while decrypting the ciphertext provided to safeStorage.decryptString.'
  if (!isOn()) throw new Error(`${error} Decryption is not available.`)
  try {
    const decipher = createDecipheriv('aes-256-gcm', fileKey(), sealed.subarray(3, 15))
    decipher.setAuthTag(sealed.subarray(15, 31))
    return Buffer.concat([decipher.update(sealed.subarray(31)), decipher.final()]).toString('utf8')
  } catch {
    throw new Error(error)
  }
}

export const safeStorage = strict('safeStorage', {
  isEncryptionAvailable: isOn,
  isAsyncEncryptionAvailable: async () => isOn(),
  /** `gnome_libsecret` with the test key file, so that the program takes the path of a real key store. */
  getSelectedStorageBackend: () => (!runtime.ready ? 'unknown' : isOn() ? 'gnome_libsecret' : 'basic_text'),
  encryptString: encrypt,
  decryptString: decrypt,
  encryptStringAsync: async (text: string) => encrypt(text),
  decryptStringAsync: async (sealed: Buffer) => ({ result: decrypt(sealed), shouldReEncrypt: false }),
})
