import type { SeedItem, SeedRecord } from '#main/seeds/record'
import { Instant } from '#shared/ids'

/** Records as a reader would hand them on, for what comes behind the readers. */

export const seedNumber = (number: number, bytes = 20): Buffer => {
  const seed = Buffer.alloc(bytes)
  for (let at = 0; at < bytes; at += 1)
    seed[at] = (number * 137 + at * 89 + ((number * at) % 11) * 7 + 1) % 256
  return seed
}

export function recordOf(key: number, given: Partial<SeedRecord> = {}): SeedRecord {
  return {
    place: { key, line: key + 1 },
    serial: String(12_345_000 + key),
    manufacturer: null,
    issuer: null,
    issueNo: null,
    friendlyName: null,
    model: null,
    kind: 'totp',
    algorithm: 'SHA1',
    digits: 6,
    periodSeconds: 30,
    counter: null,
    validFrom: null,
    validUntil: null,
    encoding: 'hex',
    seed: seedNumber(key),
    assumed: [],
    ...given,
  }
}
export const itemOf = (key: number, given: Partial<SeedRecord> = {}): SeedItem => ({
  ok: true,
  record: recordOf(key, given),
})

/** 21 November 2026, half past four in the afternoon in Tokyo. */
export const NOW = Instant.parse('2026-11-21T07:30:00.000Z')
