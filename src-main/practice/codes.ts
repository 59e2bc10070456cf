import { createHmac, createSecretKey } from 'node:crypto'

/**
 * The code that a published practice seed shows now, for the practice tokens panel. This is the only place in the
 * program that makes a code, and it is written out here (RFC 6238, SHA-1, six digits, 30 seconds) so that the OTP
 * engine and everything that touches real seeds has no function that does.
 *
 * @param seed a published practice seed; wiped here
 * @param wall milliseconds since 1970 UTC
 */
export function practiceCode(seed: Buffer, wall: number): { code: string; secondsLeft: number } {
  const seconds = Math.floor(wall / 1000)
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)))
  const mac = createHmac('sha1', createSecretKey(seed)).update(counter).digest()
  seed.fill(0)
  const offset = (mac.at(-1) ?? 0) & 0x0f
  const number = (mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000
  return { code: String(number).padStart(6, '0'), secondsLeft: 30 - (seconds % 30) }
}
