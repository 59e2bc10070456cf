import { safeStorage } from 'electron'
import type { DeviceSeal } from './keys/device.ts'

/**
 * The operating system's key store as Electron offers it: DPAPI, the macOS keychain, a Linux keyring. It protects
 * against other accounts of the machine; on Windows not against other programs of the same account.
 *
 * Only the asynchronous calls are used: the others are deprecated and hold the main thread while a keyring asks its
 * owner for a password. To be made after the app is ready.
 */
export function systemSeal(): DeviceSeal {
  return {
    // Only Linux can fall back to a fixed password without saying so; the others have one store each.
    backend: () =>
      process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : process.platform,

    available: () => safeStorage.isAsyncEncryptionAvailable(),

    seal: (secret) => safeStorage.encryptStringAsync(secret.toString('base64')),

    async unseal(sealed) {
      try {
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(sealed)
        return { outcome: 'opened', secret: Buffer.from(result, 'base64'), sealAgain: shouldReEncrypt }
      } catch {
        // A locked keyring and a foreign blob fail alike; only the former also says that it is not available.
        const there = await safeStorage.isAsyncEncryptionAvailable().catch(() => false)
        return { outcome: there ? 'refused' : 'unavailable-for-now' }
      }
    },
  }
}
