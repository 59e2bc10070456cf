import { createHmac, createSecretKey } from 'node:crypto'
import { Seed } from '#main/otp/seed'
import type { TokenParameters } from '#main/otp/steps'

/**
 * A token as the customer holds it: RFC 4226 §5.3 written out once more, without otplib, so that a test does not
 * ask the engine what the engine should say.
 */
export type Device = {
  readonly seed: Seed
  readonly parameters: TokenParameters
  /** What the token shows at this time step or counter. */
  readonly shows: (step: number) => string
}

export function deviceOf(secret: Uint8Array, given: Partial<TokenParameters> = {}): Device {
  const parameters: TokenParameters = {
    kind: 'totp',
    algorithm: 'SHA1',
    digits: 6,
    periodSeconds: 30,
    ...given,
  }
  const key = createSecretKey(secret)
  return {
    seed: seedOf(secret),
    parameters,
    shows: (step) => {
      const counter = Buffer.alloc(8)
      counter.writeBigUInt64BE(BigInt(step))
      const digest = createHmac(parameters.algorithm, key).update(counter).digest()
      const offset = digest.readUInt8(digest.length - 1) & 0x0f
      const number = digest.readUInt32BE(offset) & 0x7fff_ffff
      return String(number % 10 ** parameters.digits).padStart(parameters.digits, '0')
    },
  }
}

/** A seed from a copy, because a seed wipes what it is made from. */
export function seedOf(secret: Uint8Array): Seed {
  const seed = Seed.from(Uint8Array.from(secret))
  if (!seed.ok) throw new Error(seed.error.code)
  return seed.value
}

/** The code whose last digit is one more: as long, as plausible, and not the right one. */
export function lastDigitPlusOne(code: string): string {
  return code.slice(0, -1) + String((Number(code.slice(-1)) + 1) % 10)
}

/** RFC 4226 appendix D and RFC 6238 appendix B: ASCII digits, repeated to the length of the hash. */
export function rfcSecret(length: 20 | 32 | 64): Uint8Array {
  return Buffer.from('1234567890'.repeat(7).slice(0, length), 'ascii')
}
