import { hash } from 'node:crypto'
import { secretBytes } from '#main/keys/random'
import { SEED_BYTES_MAX } from '#main/otp/seed'
import type { Instant } from '#shared/ids'
import { digestTable } from './digest-table.ts'
import type { SeedItem, SeedProblemCode, SeedProblemFacts, SeedRecord } from './record.ts'
import { weakness } from './weakness.ts'

/**
 * What no key can be judged by alone: it stands in a file with others, and in a time. Every record of every reader
 * passes through here.
 */
export type Checks = {
  /** The item as it is, or refused in its place. The seed of a refused record is wiped. */
  judge(item: SeedItem): SeedItem
}

const SECRET_BYTES = 32

/** Serials as they are printed on tokens and typed by people, folded. */
const SERIAL = /^[0-9A-Z]{6,20}$/

/**
 * @param now what has ended before it is refused
 */
export function makeChecks(now: Instant): Checks {
  const serials = digestTable()
  const seeds = digestTable()
  // Digests are compared instead of seeds, with a beginning that nobody knows; so none is left to be looked up. In one
  // call each and as text: a million objects of the crypto library would wait for the garbage collector.
  const secret = secretBytes(SECRET_BYTES)
  const text = Buffer.alloc(SECRET_BYTES + 1 + SEED_BYTES_MAX)
  const digestOf = (kind: 's' | 'k', bytes: Buffer): string => {
    secret.copy(text)
    text.write(kind, SECRET_BYTES, 'latin1')
    bytes.copy(text, SECRET_BYTES + 1)
    const digest = hash('sha256', text.subarray(0, SECRET_BYTES + 1 + bytes.length), 'binary')
    text.fill(0)
    return digest
  }

  const refusal = (record: SeedRecord): Refusal | null => {
    const { key: at, line } = record.place
    if (!SERIAL.test(record.serial)) {
      return { code: 'serial-malformed', facts: { characters: record.serial.length } }
    }
    const twice = serials.firstPlace(digestOf('s', Buffer.from(record.serial, 'latin1')), at, line)
    if (twice !== null) return { code: 'serial-twice', facts: twice }
    const weak = weakness(record.seed)
    if (weak !== null) return { code: weak.code, facts: { bytes: weak.bytes } }
    const shared = seeds.firstPlace(digestOf('k', record.seed), at, line)
    if (shared !== null) return { code: 'seed-shared', facts: shared }
    if (record.validUntil !== null && record.validUntil <= now) {
      return { code: 'key-expired', facts: { until: record.validUntil } }
    }
    return null
  }

  return {
    judge(item) {
      if (!item.ok) return item
      const { record } = item
      const refused = refusal(record)
      if (refused === null) return item
      record.seed.fill(0)
      // What is no serial may be anything, also a secret.
      const serial = refused.code === 'serial-malformed' ? null : record.serial
      return { ok: false, problem: { place: record.place, serial, ...refused } }
    },
  }
}

type Refusal = {
  readonly code: SeedProblemCode
  readonly facts: SeedProblemFacts
}
