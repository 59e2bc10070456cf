import { createHmac, createSecretKey } from 'node:crypto'
import { inspect } from 'node:util'
import type { CryptoPlugin } from 'otplib'
import { err, ok, type Result } from '#shared/result'

/** RFC 4226 §4 R6: at least 128 bits. otplib draws the same line; it is never lowered. */
export const SEED_BYTES_MIN = 16
/** One block of SHA-1 and SHA-256; otplib takes no more. */
export const SEED_BYTES_MAX = 64

/** Why some bytes cannot be a seed. `seed-blank`: memory that was never written (all 0x00 or all 0xFF). */
export type SeedRefusal =
  | { readonly code: 'seed-too-short'; readonly bytes: number }
  | { readonly code: 'seed-too-long'; readonly bytes: number }
  | { readonly code: 'seed-blank'; readonly bytes: number }

/**
 * The keys stay beside the seeds, not in them: a `Seed` has no field that a log, a clone or a debugger could
 * print, and what is dropped from here is out of reach at once.
 */
const plugins = new WeakMap<Seed, CryptoPlugin>()

/**
 * The secret of one token, for the length of one use. Nothing gives its bytes back: it prints as `[seed]`
 * everywhere, and only this folder can put a question to it.
 */
export class Seed {
  private constructor() {}

  /**
   * Takes 16 to 64 bytes over as a seed. The given buffer is overwritten with zeros in every case, also when
   * refused, so that no second copy is left with the caller.
   */
  static from(bytes: Uint8Array): Result<Seed, SeedRefusal> {
    try {
      const length = bytes.length
      if (length < SEED_BYTES_MIN) return err({ code: 'seed-too-short', bytes: length })
      if (length > SEED_BYTES_MAX) return err({ code: 'seed-too-long', bytes: length })
      if (bytes.every((byte) => byte === 0x00) || bytes.every((byte) => byte === 0xff)) {
        return err({ code: 'seed-blank', bytes: length })
      }
      const seed = new Seed()
      plugins.set(seed, keyedCrypto(bytes))
      return ok(seed)
    } finally {
      bytes.fill(0)
    }
  }

  /** Lets the key go. Any later use throws; disposing twice is harmless. */
  dispose(): void {
    plugins.delete(this)
  }

  /** As `dispose`, for `using seed = …`. */
  [Symbol.dispose](): void {
    this.dispose()
  }

  toString(): string {
    return '[seed]'
  }

  toJSON(): string {
    return '[seed]'
  }

  [inspect.custom](): string {
    return '[seed]'
  }
}

/** otplib's view of one seed. Only for this folder. Throws when the seed has been disposed of. */
export function cryptoOf(seed: Seed): CryptoPlugin {
  const plugin = plugins.get(seed)
  if (plugin === undefined) throw new Error('the seed has been disposed of')
  return plugin
}

/**
 * The three lines otplib needs, bound to one key. The key is a KeyObject because Node spends four times as
 * long on an HMAC with raw bytes, and because OpenSSL wipes it when it is freed. The `secret` that otplib hands
 * over is ignored: otplib never sees the real one.
 */
function keyedCrypto(bytes: Uint8Array): CryptoPlugin {
  const key = createSecretKey(bytes)
  return {
    name: 'keyed',
    hmac: (algorithm, _secret, message) => createHmac(algorithm, key).update(message).digest(),
    randomBytes: () => {
      throw new Error('seeds are made elsewhere')
    },
    constantTimeEqual: (left, right) => {
      let difference = left.length ^ right.length
      for (let at = 0; at < left.length; at++) difference |= unitAt(left, at) ^ unitAt(right, at)
      return difference === 0
    },
  }
}

function unitAt(text: string | Uint8Array, at: number): number {
  return typeof text === 'string' ? text.charCodeAt(at) : (text[at] ?? -1)
}
