import { SEED_BYTES_MAX, SEED_BYTES_MIN, type SeedRefusal } from '#main/otp/seed'

/** Why bytes are no seed, by the limits the codes themselves have; null when they can be one. The bytes stay. */
export function weakness(bytes: Uint8Array): SeedRefusal | null {
  if (bytes.length < SEED_BYTES_MIN) return { code: 'seed-too-short', bytes: bytes.length }
  if (bytes.length > SEED_BYTES_MAX) return { code: 'seed-too-long', bytes: bytes.length }
  const first = bytes[0]
  const blank = (first === 0x00 || first === 0xff) && bytes.every((byte) => byte === first)
  return blank ? { code: 'seed-blank', bytes: bytes.length } : null
}
