import { createHmac, createSecretKey } from 'node:crypto'

/** How a token makes its codes, as far as practice tokens differ in it. */
export type PracticeParameters = {
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512'
  readonly digits: 6 | 7 | 8
  readonly periodSeconds: 30 | 60
}

/** How most tokens make them, and every colleague's own. */
export const USUAL: PracticeParameters = { algorithm: 'SHA1', digits: 6, periodSeconds: 30 }

/**
 * The code that a published practice seed shows now, for the practice tokens panel. This is the only place in the
 * program that makes a code, and it is written out here (RFC 6238) so that the OTP engine and everything that touches
 * real seeds has no function that does.
 *
 * @param seed a published practice seed; wiped here
 * @param wall milliseconds since 1970 UTC
 */
export function practiceCode(
  seed: Buffer,
  wall: number,
  { algorithm, digits, periodSeconds }: PracticeParameters = USUAL,
): { code: string; secondsLeft: number } {
  const seconds = Math.floor(wall / 1000)
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / periodSeconds)))
  const mac = createHmac(algorithm, createSecretKey(seed)).update(counter).digest()
  seed.fill(0)
  const offset = (mac.at(-1) ?? 0) & 0x0f
  const number = (mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits
  return {
    code: String(number).padStart(digits, '0'),
    secondsLeft: periodSeconds - (seconds % periodSeconds),
  }
}
