import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareBox, follows, RANGE_LIMIT, rangeBetween, readRange, runsOf, serialsOf } from '#shared/serials'

const range = (first: string, last: string) => {
  const read = rangeBetween(first, last)
  if (!read.ok) throw new Error(read.error)
  return read.value
}

describe('A box written as first–last', () => {
  it.each([
    '7810641–7810690',
    '7810641 〜 7810690',
    '7810641~7810690',
    '7810641-7810690',
    '７８１０６４１ー７８１０６９０',
    '7810641から7810690まで',
    '7810641..7810690',
    '7810641 — 7810690',
  ])('is read from %s', (text) => {
    expect(readRange(text)).toEqual({ ok: true, value: { first: '7810641', last: '7810690', count: 50 } })
  })

  it('keeps leading zeros and the letters in front', () => {
    expect(serialsOf(range('0000098', '0000101'))).toEqual(['0000098', '0000099', '0000100', '0000101'])
    expect(serialsOf(range('dp09'.toUpperCase(), 'DP11'))).toEqual(['DP09', 'DP10', 'DP11'])
  })

  it('may hold serials with hyphens', () => {
    expect(readRange('781-0641-781-0690')).toMatchObject({ value: { first: '7810641', count: 50 } })
    expect(readRange('DP-001〜DP-050')).toMatchObject({ value: { first: 'DP001', last: 'DP050', count: 50 } })
  })

  it('may hold one token', () => {
    expect(range('7810641', '7810641').count).toBe(1)
    expect(serialsOf(range('2V0716016FK', '2V0716016FK'))).toEqual(['2V0716016FK'])
  })

  it('is refused where the end of the serial is no number that runs: it may be a checksum (R-002-22)', () => {
    expect(rangeBetween('2V0716016FK2', '2V0716017FK2')).toEqual({ ok: false, error: 'runs-not-at-end' })
    expect(rangeBetween('2V0716016FKA', '2V0716016FKC')).toEqual({ ok: false, error: 'runs-not-at-end' })
    expect(rangeBetween('AB001', 'AC002')).toEqual({ ok: false, error: 'runs-not-at-end' })
  })

  it('is refused with the reason', () => {
    expect(readRange('  ')).toEqual({ ok: false, error: 'empty' })
    expect(readRange('7810641')).toEqual({ ok: false, error: 'not-a-range' })
    expect(readRange('7810641〜')).toEqual({ ok: false, error: 'not-a-range' })
    expect(readRange('1〜2〜3')).toEqual({ ok: false, error: 'not-a-range' })
    expect(readRange('7810641-90')).toEqual({ ok: false, error: 'not-a-range' })
    expect(readRange('7810641〜781069')).toEqual({ ok: false, error: 'widths-differ' })
    expect(readRange('781064_〜7810690')).toEqual({ ok: false, error: 'characters' })
    expect(readRange('7810690〜7810641')).toEqual({ ok: false, error: 'backwards' })
  })

  it('ends at the limit, not one before or after it', () => {
    expect(rangeBetween('00000', '09999')).toMatchObject({ ok: true, value: { count: RANGE_LIMIT } })
    expect(rangeBetween('00000', '10000')).toEqual({ ok: false, error: 'too-many' })
    expect(rangeBetween('00000000000000000000', '99999999999999999999')).toEqual({
      ok: false,
      error: 'too-many',
    })
  })

  it('counts what it lists, in order and of one width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_000 }), fc.integer({ min: 0, max: 999 }), (from, more) => {
        const text = (number: number) => `K${String(number).padStart(6, '0')}`
        const box = range(text(from), text(from + more))
        const listed = serialsOf(box)
        expect(listed).toHaveLength(box.count)
        expect(listed[0]).toBe(box.first)
        expect(listed.at(-1)).toBe(box.last)
        expect(new Set(listed.map((serial) => serial.length)).size).toBe(1)
      }),
      { numRuns: 50 },
    )
  })

  it('lists more digits than a number can hold', () => {
    expect(serialsOf(range('99999999999999999997', '99999999999999999999')).at(-1)).toBe(
      '99999999999999999999',
    )
  })
})

describe('Serials in a row', () => {
  it('are seen in the order of the box: 7810641, 7810642 (R-003-37)', () => {
    expect(follows('7810641', '7810642')).toBe(true)
    expect(follows('7810642', '7810641')).toBe(false)
    expect(follows('7810641', '7810641')).toBe(false)
    expect(follows('7810641', '7810643')).toBe(false)
    expect(follows('0999', '1000')).toBe(true)
    expect(follows('999', '1000')).toBe(false)
    expect(follows('AZ9', 'BA0')).toBe(false)
  })

  it('are gathered into runs whatever the order they were scanned in', () => {
    expect(runsOf(['7810642', '7810650', '7810641', '2V0716016FK2', '7810643', '7810641'])).toEqual([
      { first: '7810641', last: '7810643', count: 3 },
      { first: '7810650', last: '7810650', count: 1 },
      { first: '2V0716016FK2', last: '2V0716016FK2', count: 1 },
    ])
    expect(runsOf([])).toEqual([])
  })

  it('are compared with the label of their box', () => {
    const scanned = ['7810641', '7810643', '7810643', '7810699', '7810644']
    expect(compareBox(range('7810641', '7810645'), scanned)).toEqual({
      missing: ['7810642', '7810645'],
      strange: ['7810699'],
      doubled: ['7810643'],
    })
    const box = range('7810641', '7810645')
    expect(compareBox(box, serialsOf(box))).toEqual({ missing: [], strange: [], doubled: [] })
  })
})
