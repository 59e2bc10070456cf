import { join } from 'node:path'
import { z } from 'zod'
import { err, ok, type Result } from '#shared/result'
import { readChecked, writeChecked } from './files.ts'
import { secretBytes } from './random.ts'

/**
 * The device secret: 256 random bits sealed by the operating system, mixed into every slot, so that a
 * copied folder is useless on another machine. It is one more input and never the only one.
 */

/** What the operating system's key store said to a sealed secret. */
export type Unsealed =
  | { readonly outcome: 'opened'; readonly secret: Buffer; readonly sealAgain: boolean }
  /** Locked or starting: try again later, and do not seal anew. */
  | { readonly outcome: 'unavailable-for-now' }
  /** Another account, another machine, or a changed key store: it will never open here. */
  | { readonly outcome: 'refused' }

/** The operating system's key store as far as we need it; `src-main/device-seal.ts` speaks to the real one. */
export type DeviceSeal = {
  /** The store's own name for what protects it; `basic_text` and `unknown` protect nothing. */
  backend(): string
  available(): Promise<boolean>
  seal(secret: Buffer): Promise<Buffer>
  unseal(sealed: Buffer): Promise<Unsealed>
}

/** The key store, and whether the bank insists on one. `optional` obliges the desk to show a banner without it. */
export type Device = { readonly seal: DeviceSeal; readonly policy: 'required' | 'optional' }

/** For stores that have no device secret by design: the practice branch, and tests. */
export const noDevice: Device = {
  policy: 'optional',
  seal: {
    backend: () => 'none',
    available: async () => false,
    seal: async () => Promise.reject(new Error('there is no key store to seal with')),
    unseal: async () => ({ outcome: 'unavailable-for-now' }),
  },
}

const UNTRUSTED = new Set(['', 'none', 'unknown', 'basic_text'])

/**
 * Whether a key store that protects something is really there. `basic_text` is Chromium's fixed password
 * on a Linux without a keyring, and an error is not a yes: all of them count as absent.
 */
export async function isTrustworthy(seal: DeviceSeal): Promise<boolean> {
  try {
    return !UNTRUSTED.has(seal.backend()) && (await seal.available())
  } catch {
    return false
  }
}

const DeviceFile = z.strictObject({
  version: z.literal(1),
  installation: z.string(),
  backend: z.string(),
  sealed: z.base64(),
})

export type DeviceFault =
  /** No trustworthy key store, no file, or a file that does not open on this machine. */
  | 'device-secret-missing'
  /** The key store is locked or not ready. Nothing is wrong with the files; try again. */
  | 'device-secret-busy'
  /** The checksum of device.json is wrong. */
  | 'device-secret-damaged'
  /** device.json belongs to another installation. */
  | 'device-secret-foreign'

const pathIn = (dir: string): string => join(dir, 'device.json')

/**
 * Makes and seals a new device secret for `installation`; undefined where no trustworthy key store is
 * there. The caller decides whether the policy allows that, and wipes the secret.
 */
export async function createDeviceSecret(
  dir: string,
  installation: string,
  device: Device,
): Promise<Buffer | undefined> {
  if (!(await isTrustworthy(device.seal))) return undefined
  const secret = secretBytes(32)
  await writeSealed(dir, installation, device, secret)
  return secret
}

async function writeSealed(dir: string, installation: string, device: Device, secret: Buffer): Promise<void> {
  const sealed = await device.seal.seal(secret)
  writeChecked(pathIn(dir), {
    version: 1,
    installation,
    backend: device.seal.backend(),
    sealed: sealed.toString('base64'),
  })
}

/** The device secret of `installation`, which the caller wipes. Seals anew only when the key store asks for it. */
export async function openDeviceSecret(
  dir: string,
  installation: string,
  device: Device,
): Promise<Result<Buffer, DeviceFault>> {
  const read = readChecked(pathIn(dir))
  if (!read.ok) return err(read.error === 'missing' ? 'device-secret-missing' : 'device-secret-damaged')
  const file = DeviceFile.safeParse(read.value)
  if (!file.success) return err('device-secret-damaged')
  if (file.data.installation !== installation) return err('device-secret-foreign')
  if (!(await isTrustworthy(device.seal))) return err('device-secret-missing')

  let unsealed: Unsealed
  try {
    unsealed = await device.seal.unseal(Buffer.from(file.data.sealed, 'base64'))
  } catch {
    return err('device-secret-missing')
  }
  if (unsealed.outcome === 'unavailable-for-now') return err('device-secret-busy')
  if (unsealed.outcome === 'refused' || unsealed.secret.length !== 32) return err('device-secret-missing')
  if (unsealed.sealAgain) await writeSealed(dir, installation, device, unsealed.secret)
  return ok(unsealed.secret)
}
