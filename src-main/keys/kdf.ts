import { hkdfSync } from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'

/** The cost of one derivation: memory in KiB, passes over it, lanes. */
export type KdfParams = { readonly memoryKiB: number; readonly passes: number; readonly lanes: number }

/** RFC 9106's second recommendation. Nothing weaker is ever written, and nothing weaker is ever accepted. */
export const KDF_FLOOR: KdfParams = { memoryKiB: 65_536, passes: 3, lanes: 4 }

/** Above this a file asks for memory no teller PC has: an accident or an attack, not a parameter. */
const KDF_CEILING: KdfParams = { memoryKiB: 1_048_576, passes: 10, lanes: 16 }

const CANDIDATES_MIB = [64, 128, 256, 512]
const PATIENCE_MS = 800

/** `Algorithm.Argon2id`, written out because the package declares it as an ambient const enum. */
const ARGON2ID = 2

export function isAcceptable(kdf: KdfParams): boolean {
  return (
    kdf.memoryKiB >= KDF_FLOOR.memoryKiB &&
    kdf.passes >= KDF_FLOOR.passes &&
    kdf.lanes >= KDF_FLOOR.lanes &&
    kdf.memoryKiB <= KDF_CEILING.memoryKiB &&
    kdf.passes <= KDF_CEILING.passes &&
    kdf.lanes <= KDF_CEILING.lanes
  )
}

/**
 * The key that wraps the master key in one person's slot: HKDF-SHA-256 over argon2id of the passphrase
 * (NFC, so that a composed and a decomposed ガ are one letter), and the device secret where there is one.
 * 32 bytes out, which the caller wipes. Takes as long as `kdf` says, off the main thread.
 */
export async function wrappingKey(
  passphrase: string,
  salt: Buffer,
  kdf: KdfParams,
  device: Buffer | undefined,
): Promise<Buffer> {
  const typed = Buffer.from(passphrase.normalize('NFC'), 'utf8')
  const stretched = await hashRaw(typed, {
    algorithm: ARGON2ID,
    memoryCost: kdf.memoryKiB,
    timeCost: kdf.passes,
    parallelism: kdf.lanes,
    outputLen: 32,
    salt,
  })
  typed.fill(0)
  const material = device === undefined ? stretched : Buffer.concat([stretched, device])
  const key = Buffer.from(hkdfSync('sha256', material, salt, 'madoguchi|slot|v1', 32))
  stretched.fill(0)
  material.fill(0)
  return key
}

/** Milliseconds one derivation at `kdf` takes on this machine. */
async function measureOnce(kdf: KdfParams): Promise<number> {
  const from = process.hrtime.bigint()
  const key = await wrappingKey('calibration', Buffer.alloc(16, 1), kdf, undefined)
  key.fill(0)
  return Number(process.hrtime.bigint() - from) / 1e6
}

/**
 * The cost to use on this machine: the largest of 64, 128, 256 and 512 MiB that takes at most 800 ms, and
 * 64 MiB where even that takes longer. Run once, at installation.
 */
export async function calibrate(
  measure: (kdf: KdfParams) => Promise<number> = measureOnce,
): Promise<KdfParams> {
  let chosen = KDF_FLOOR
  for (const mebibytes of CANDIDATES_MIB) {
    const candidate = { ...KDF_FLOOR, memoryKiB: mebibytes * 1024 }
    if ((await measure(candidate)) > PATIENCE_MS) break
    chosen = candidate
  }
  return chosen
}
