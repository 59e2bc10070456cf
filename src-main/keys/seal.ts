import type { KeyObject } from 'node:crypto'
import type { Keys } from './keys.ts'
import { gcmOpen, gcmSeal } from './wrap.ts'

/**
 * A seed's own layer of encryption, under the database's. Bound to its row, so that a seed moved to another
 * token, or a token whose digits or period were edited, does not open (STO-07, OTP-16).
 */

/** Everything a seed is bound to. `keyVersion` is `keys.version('seeds')` or `keys.version('staff')` at sealing. */
export type SeedBinding = {
  /** Customers' and staff's seeds lie under different keys and never open as one another. */
  readonly pool: 'customer' | 'staff'
  readonly serial: string
  readonly rowId: string | number
  readonly algorithm: string
  readonly digits: number
  /** Seconds; 0 for a counter token. */
  readonly period: number
  readonly keyVersion: number
}

function bindingText({ serial, rowId, algorithm, digits, period, keyVersion }: SeedBinding): string {
  const parts = [serial, rowId, algorithm, digits, period, keyVersion].map(String)
  if (parts.some((part) => part.includes('|')))
    throw new Error('a seed cannot be bound to a name with a bar in it')
  return ['seed', 'v1', ...parts].join('|')
}

const keyFor = (keys: Keys, pool: SeedBinding['pool']): KeyObject =>
  pool === 'staff' ? keys.staffSeeds : keys.seeds

/** AES-256-GCM over `seed`: nonce ‖ ciphertext ‖ tag, to be stored in the row it is bound to. The caller wipes `seed`. */
export function sealSeed(keys: Keys, seed: Buffer, binding: SeedBinding): Buffer {
  return gcmSeal(keyFor(keys, binding.pool), seed, bindingText(binding))
}

/**
 * The seed in the clear, for the length of one call: the caller wipes it. Undefined where the ciphertext, the
 * row or a parameter is not the one it was sealed with; the token is then to be taken out of use.
 */
export function openSeed(keys: Keys, sealed: Buffer, binding: SeedBinding): Buffer | undefined {
  return gcmOpen(keyFor(keys, binding.pool), sealed, bindingText(binding))
}
