import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SeedProblem, SeedRecord } from '#main/seeds/record'
import { type Finding, isProblem, Rehearsal } from '#main/seeds/rehearsal'
import { Instant } from '#shared/ids'

/** A seed file between being read and being written: columns of a million keys, and their secrets in memory only. */

const until = (year: number): Instant => Instant.parse(`${year}-09-29T23:00:00.000Z`)
const record = (key: number, more: Partial<SeedRecord> = {}): SeedRecord => ({
  place: { key, line: key + 3 },
  serial: `REH${String(key).padStart(7, '0')}`,
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
  validUntil: until(2031),
  encoding: 'hex',
  seed: Buffer.alloc(20, key % 251),
  assumed: [],
  ...more,
})
const problem = (key: number): SeedProblem => ({
  place: { key, line: key + 3 },
  serial: null,
  code: 'secret-missing',
  facts: {},
})
const keysOf = (rows: Rehearsal['list'] extends (...given: never[]) => infer Listed ? Listed : never) =>
  rows.rows.map(({ place }) => place.key)

describe('the secrets of a rehearsal', () => {
  /** 16 to 64 bytes, as seeds may be, each its own. */
  const seeds = fc.array(fc.uint8Array({ minLength: 16, maxLength: 64 }), {
    minLength: 5000,
    maxLength: 5000,
  })

  it('come back unchanged, each to its own key, for 5,000 keys of any lengths', () => {
    fc.assert(
      fc.property(seeds, (given) => {
        const rehearsal = new Rehearsal()
        for (const [at, seed] of given.entries()) {
          const kept = Buffer.from(seed)
          rehearsal.take(record(at + 1, { seed: kept }), 'new')
          // Only one copy stays, and it is not the reader's.
          if (kept.some((byte) => byte !== 0)) throw new Error(`the seed of ${at} was not wiped`)
        }
        for (const [at, seed] of given.entries())
          if (!rehearsal.seed(at).equals(seed)) throw new Error(`the seed of ${at} changed`)
      }),
      { numRuns: 3 },
    )
  })

  it.each([16, 20, 32, 64])('come back where keys of %i bytes fill their memory to the last one', (size) => {
    const rehearsal = new Rehearsal()
    const many = Math.ceil((2 * 1024 * 1024) / size) + 3
    const seedOf = (key: number) => {
      const seed = Buffer.alloc(size)
      seed.writeUInt32BE(key, 0)
      seed.writeUInt32BE(key ^ 0x5a5a5a5a, size - 4)
      return seed
    }
    for (let key = 1; key <= many; key += 1) rehearsal.take(record(key, { seed: seedOf(key) }), 'new')
    const wrong: number[] = []
    for (let key = 1; key <= many; key += 1) if (!rehearsal.seed(key - 1).equals(seedOf(key))) wrong.push(key)
    expect(wrong).toEqual([])
  })

  it('are gone after wiping, and so is what was proven', () => {
    const rehearsal = new Rehearsal()
    rehearsal.take(record(1), 'new')
    rehearsal.prove(0, { highWater: 7, drift: 0, counter: 0 })
    const copy = rehearsal.seed(0)
    rehearsal.wipe()
    expect(() => rehearsal.seed(0)).toThrow(RangeError)
    expect(rehearsal.proven(0)).toBeUndefined()
    // What was handed out is the caller's to wipe.
    expect(copy.every((byte) => byte === 1)).toBe(true)
    expect(() => rehearsal.seed(5)).toThrow(RangeError)
  })
})

describe('the columns of a rehearsal', () => {
  it('say of every key what its record said', () => {
    const rehearsal = new Rehearsal()
    const button = record(1, {
      kind: 'hotp',
      algorithm: 'SHA256',
      digits: 8,
      periodSeconds: null,
      counter: 0,
      validFrom: until(2026),
      validUntil: null,
      assumed: ['counter'],
    })
    rehearsal.take(button, 'changed')
    rehearsal.take(record(2), 'same')
    const { serial, place, kind, algorithm, digits, periodSeconds, counter, validFrom, validUntil, assumed } =
      button
    expect(rehearsal.key(0)).toEqual({
      ...{ serial, place, kind, algorithm, digits, periodSeconds, counter, validFrom, validUntil, assumed },
      finding: 'changed',
    })
    expect(rehearsal.key(1)).toMatchObject({ counter: null, finding: 'same', validUntil: until(2031) })
    expect(() => rehearsal.key(2)).toThrow(RangeError)
    expect(rehearsal.at('REH0000002')).toBe(1)
    expect(rehearsal.at('REH0000003')).toBeUndefined()
  })

  it('count by finding, and name the span of serials and expiries', () => {
    const rehearsal = new Rehearsal()
    expect(rehearsal.span()).toEqual({ first: null, last: null, earliest: null, latest: null })
    const findings: readonly Finding[] = ['new', 'new', 'same', 'changed']
    for (const [at, finding] of findings.entries())
      rehearsal.take(record(9 - at, { validUntil: at === 0 ? null : until(2030 + at) }), finding)
    rehearsal.refuse(problem(20))
    expect(rehearsal.counts).toEqual({ new: 2, same: 1, changed: 1, refused: 1 })
    expect([rehearsal.keys, rehearsal.readable]).toEqual([5, 4])
    expect(rehearsal.span()).toEqual({
      first: 'REH0000006',
      last: 'REH0000009',
      earliest: until(2031),
      latest: until(2033),
    })
  })

  it('know how often codes are computed in which way, the most frequent first', () => {
    const rehearsal = new Rehearsal()
    rehearsal.take(record(1, { algorithm: 'SHA256' }), 'new')
    for (const key of [2, 3, 4]) rehearsal.take(record(key), 'new')
    rehearsal.take(record(5, { assumed: ['period'] }), 'new')
    expect(rehearsal.parameters().map(({ algorithm, assumed, keys }) => [algorithm, assumed, keys])).toEqual([
      ['SHA1', [], 3],
      ['SHA256', [], 1],
      ['SHA1', ['period'], 1],
    ])
  })
})

describe('a list of a rehearsal', () => {
  /** Every seventh refused, every fifth of the others there already. */
  const rehearsal = new Rehearsal()
  const all = Array.from({ length: 1000 }, (_none, at) => at + 1)
  const refused = all.filter((key) => key % 7 === 0)
  const read = all.filter((key) => key % 7 !== 0)
  const same = read.filter((key) => key % 5 === 0)
  for (const key of all) {
    if (key % 7 === 0) rehearsal.refuse(problem(key))
    else rehearsal.take(record(key), key % 5 === 0 ? 'same' : 'new')
  }

  it.each([
    ['all', all],
    ['refused', refused],
    ['same', same],
    ['new', read.filter((key) => key % 5 !== 0)],
    ['changed', []],
  ] as const)(
    'of %s, window by window, has each line once and in the order of the file',
    (only, expected) => {
      for (const limit of [1, 13, 200]) {
        const seen: number[] = []
        for (let from = 0; from < expected.length; from += limit) {
          const window = rehearsal.list(only, from, limit)
          expect(window.total).toBe(expected.length)
          expect(window.rows.length).toBeLessThanOrEqual(limit)
          seen.push(...keysOf(window))
        }
        expect(seen).toEqual(expected)
        expect(rehearsal.list(only, expected.length, limit)).toEqual({ rows: [], total: expected.length })
      }
    },
  )

  it('tells a refused key from one that could be read', () => {
    const { rows } = rehearsal.list('all', 0, 8)
    expect(rows.map((row) => isProblem(row))).toEqual([false, false, false, false, false, false, true, false])
  })
})

describe('a proposal', () => {
  it('changes what the file had left open and nothing it had said, and has everything proven anew', () => {
    const rehearsal = new Rehearsal()
    rehearsal.take(record(1), 'new')
    rehearsal.take(record(2, { assumed: ['algorithm', 'period'] }), 'new')
    rehearsal.take(record(3, { assumed: ['algorithm'] }), 'new')
    rehearsal.take(
      record(4, { kind: 'hotp', periodSeconds: null, counter: 4, assumed: ['algorithm', 'period'] }),
      'new',
    )
    for (const at of [0, 1]) rehearsal.prove(at, { highWater: 1, drift: 0, counter: 0 })
    expect(rehearsal.proven(1)).toEqual({ highWater: 1, drift: 0, counter: 0 })
    rehearsal.assume('SHA256', 60)
    expect([0, 1, 2, 3].map((at) => [rehearsal.key(at).algorithm, rehearsal.key(at).periodSeconds])).toEqual([
      ['SHA1', 30],
      ['SHA256', 60],
      ['SHA256', 30],
      ['SHA256', null],
    ])
    expect([0, 1].map((at) => rehearsal.proven(at))).toEqual([undefined, undefined])
    // A later proposal may take the first one back.
    rehearsal.assume('SHA1', 30)
    expect(rehearsal.key(1)).toMatchObject({ algorithm: 'SHA1', periodSeconds: 30 })
  })
})
