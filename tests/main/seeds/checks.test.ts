import { describe, expect, it } from 'vitest'
import { makeChecks } from '#main/seeds/checks'
import { digestTable } from '#main/seeds/digest-table'
import { Instant } from '#shared/ids'
import { itemOf, NOW, recordOf, seedNumber } from './records.ts'

const judged = (...items: readonly Parameters<ReturnType<typeof makeChecks>['judge']>[0][]) => {
  const checks = makeChecks(NOW)
  return items.map((item) => {
    const result = checks.judge(item)
    return result.ok ? 'accepted' : [result.problem.code, result.problem.facts]
  })
}

describe('keys among others', () => {
  it('are accepted as they are, seeds and all', () => {
    const item = itemOf(1)
    expect(makeChecks(NOW).judge(item)).toBe(item)
    expect(item.ok && item.record.seed).toEqual(seedNumber(1))
  })

  it('are refused when the serial, or the seed under another serial, came before; both places are named (IMP-15)', () => {
    expect(
      judged(
        itemOf(1),
        itemOf(2),
        itemOf(3, { serial: '12345001' }),
        itemOf(4, { seed: seedNumber(2) }),
        itemOf(5),
      ),
    ).toEqual([
      'accepted',
      'accepted',
      ['serial-twice', { firstKey: 1, firstLine: 2 }],
      ['seed-shared', { firstKey: 2, firstLine: 3 }],
      'accepted',
    ])
  })

  it('are not compared with another file', () => {
    const first = makeChecks(NOW)
    const second = makeChecks(NOW)
    expect(first.judge(itemOf(1)).ok && second.judge(itemOf(1)).ok).toBe(true)
  })

  it.each([0, 10, 15, 65])('are refused with a seed of %i bytes (IMP-15)', (bytes) => {
    const code = bytes > 64 ? 'seed-too-long' : 'seed-too-short'
    expect(judged(itemOf(1, { seed: seedNumber(1, bytes) }))).toEqual([[code, { bytes }]])
  })

  it('are refused with a seed that is blank, and taken with the shortest and longest there may be (IMP-15)', () => {
    expect(
      judged(itemOf(1, { seed: Buffer.alloc(20) }), itemOf(2, { seed: Buffer.alloc(20, 0xff) })),
    ).toEqual([
      ['seed-blank', { bytes: 20 }],
      ['seed-blank', { bytes: 20 }],
    ])
    expect(judged(itemOf(1, { seed: seedNumber(1, 16) }), itemOf(2, { seed: seedNumber(2, 64) }))).toEqual([
      'accepted',
      'accepted',
    ])
  })

  it('are refused when they have ended, at the very moment too, and kept when they have not begun (IMP-16)', () => {
    const [past, later] = ['2026-11-21T07:29:59.999Z', '2026-11-21T07:30:00.001Z'].map((text) =>
      Instant.parse(text),
    )
    expect(
      judged(
        itemOf(1, { validUntil: past ?? null }),
        itemOf(2, { validUntil: NOW }),
        itemOf(3, { validUntil: later ?? null }),
        itemOf(4, { validFrom: Instant.parse('2031-01-01T00:00:00.000Z') }),
      ),
    ).toEqual([['key-expired', { until: past }], ['key-expired', { until: NOW }], 'accepted', 'accepted'])
  })

  it.each(['12345', '1'.repeat(21), '2V07-16', '２Ｖ０７１６', 'ABC_123', ''])(
    'are refused with a serial such as %j, which is not repeated',
    (serial) => {
      const result = makeChecks(NOW).judge(itemOf(1, { serial }))
      expect(result).toMatchObject({ ok: false, problem: { code: 'serial-malformed', serial: null } })
    },
  )

  it('lose their seed when they are refused, and keep what a reader said of them', () => {
    const checks = makeChecks(NOW)
    const record = recordOf(1, { validUntil: NOW })
    checks.judge({ ok: true, record })
    expect(record.seed).toEqual(Buffer.alloc(20))
    const refused = {
      ok: false,
      problem: { place: { key: 1, line: 2 }, serial: null, code: 'mac-wrong', facts: {} },
    } as const
    expect(checks.judge(refused)).toBe(refused)
  })
})

describe('the table of digests', () => {
  it('finds every first place again however many there are, and nothing else', () => {
    const table = digestTable()
    const digest = (number: number): string => {
      const bytes = Buffer.alloc(16)
      bytes.writeUInt32LE((number * 2_654_435_761) >>> 0, 0)
      // Half of them share their first address.
      if (number % 2 === 0) bytes.writeUInt32LE(7, 0)
      bytes.writeUInt32LE(number, 4)
      return bytes.toString('latin1')
    }
    const COUNT = 6000
    for (let at = 1; at <= COUNT; at += 1) expect(table.firstPlace(digest(at), at, at + 1)).toBeNull()
    for (let at = 1; at <= COUNT; at += 1) {
      expect(table.firstPlace(digest(at), 999_999, 999_999)).toEqual({ firstKey: at, firstLine: at + 1 })
    }
  })
})
