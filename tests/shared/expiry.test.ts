import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { compareExpiry, readPrintedExpiry } from '#shared/expiry'
import { CalendarDate, Instant } from '#shared/ids'
import { serviceMoment } from '#shared/text/wareki'

const day = (text: string) => CalendarDate.parse(text)
const tokyo = (moment: string) => Instant.parse(new Date(`${moment.replace(' ', 'T')}+09:00`).toISOString())

describe('The expiry printed on a token (R-003-14)', () => {
  it.each([
    '2026/09',
    '2026/9',
    '2026-09',
    '2026.09',
    '２０２６／０９',
    '2026年9月',
    '2026年09月末',
    '202609',
    '09/2026',
    '9-2026',
    'SEP 2026',
    'Sep. 2026',
    'september 2026',
    'EXP 09/2026',
    '有効期限：2026年9月',
    '令和8年9月',
    '令和8年9月末',
    'R8.9',
    'R08/09',
  ])('is the last day of its month where only a month is printed: %s', (text) => {
    expect(readPrintedExpiry(text, '08:00')).toEqual({
      ok: true,
      value: { precision: 'month', day: '2026-09-30', at: '2026-09-29T23:00:00.000Z' },
    })
  })

  it.each([
    '2026.9.30',
    '2026/09/30',
    '2026年9月30日',
    '20260930',
    '令和8年9月30日',
    'R8.9.30',
    '30 SEP 2026',
    '30-Sep-2026',
    'Sep 30, 2026',
    '30/09/2026',
    '09/30/2026',
    'Valid until: 2026-09-30',
  ])('is the day that is printed: %s', (text) => {
    expect(readPrintedExpiry(text, '08:00')).toMatchObject({
      ok: true,
      value: { precision: 'day', day: '2026-09-30' },
    })
  })

  it('ends in a leap year’s February with the 29th', () => {
    expect(readPrintedExpiry('02/2028', null)).toMatchObject({ value: { day: '2028-02-29' } })
  })

  it('is an instant at the time of day the profile states: 2021年09月30日 08時00分 (R-003-35)', () => {
    const rule = profileOf('P003').hardwareExpiry
    if (rule === null || rule === 'not-applicable') throw new Error('P003 states a time')
    for (const text of ['2021/09', '2021年9月30日', '令和3年9月']) {
      const read = readPrintedExpiry(text, rule.instantOfDay)
      expect(read.ok && read.value.at !== null && serviceMoment(read.value.at)).toBe(
        '2021年09月30日 08時00分',
      )
    }
  })

  it('keeps a time that is printed itself', () => {
    for (const text of [
      '2021年09月30日 17時30分',
      '2021年09月30日17時30分00秒',
      '2021/09/30 17:30',
      '2021-09-30T17:30:00',
    ])
      expect(readPrintedExpiry(text, '08:00')).toMatchObject({ value: { at: tokyo('2021-09-30 17:30') } })
    expect(readPrintedExpiry('2021/09/30 25:00', '08:00')).toMatchObject({ error: { code: 'not-a-date' } })
  })

  it('is no instant where neither the token nor the service has a time', () => {
    expect(readPrintedExpiry('2026/09', null)).toMatchObject({ value: { at: null } })
  })

  it('is asked back where a year has two digits or day and month cannot be told apart', () => {
    const asked = (text: string) => {
      const read = readPrintedExpiry(text, '08:00')
      return read.ok ? read.value.day : `${read.error.code}: ${read.error.candidates.join(' ')}`
    }
    expect(asked('09/26')).toBe('ambiguous: 2026-09-30')
    expect(asked('26/09')).toBe('ambiguous: 2026-09-30')
    expect(asked('0926')).toBe('ambiguous: 2026-09-30')
    expect(asked('09/10')).toBe('ambiguous: 2010-09-30 2009-10-31')
    expect(asked('8.9.30')).toBe('ambiguous: 2026-09-30')
    expect(asked('26.9.30')).toMatch(/^ambiguous: 2026-09-30/)
    expect(asked('09/10/2026')).toBe('ambiguous: 2026-10-09 2026-09-10')
    expect(asked('09/09/2026')).toBe('2026-09-09')
  })

  it('is refused with the reason', () => {
    const refusal = (text: string) => {
      const read = readPrintedExpiry(text, null)
      return read.ok ? 'read' : read.error.code
    }
    expect(refusal(' ')).toBe('empty')
    expect(refusal('有効期限')).toBe('empty')
    expect(refusal('2026/13')).toBe('no-such-day')
    expect(refusal('2026/09/31')).toBe('no-such-day')
    expect(refusal('31 SEP 2026')).toBe('no-such-day')
    expect(refusal('2V0716016FK2')).toBe('not-a-date')
    expect(readPrintedExpiry('平成38年9月', null)).toEqual({
      ok: false,
      error: { code: 'outside-era', candidates: ['2026-09-30'] },
    })
  })
})

describe('The printed expiry against the seed file', () => {
  const month = { precision: 'month', day: day('2026-09-30') } as const
  const exact = { precision: 'day', day: day('2026-09-30') } as const
  const file = (text: string) => Instant.parse(text)

  it('is the same on the same day in Tokyo, at whatever time', () => {
    for (const moment of ['2026-09-30 00:00', '2026-09-30 08:00', '2026-09-30 23:59'])
      expect(compareExpiry(exact, tokyo(moment))).toEqual({ verdict: 'same', reading: 'as-printed' })
    expect(compareExpiry(month, tokyo('2026-09-01 00:00'))).toMatchObject({ verdict: 'same' })
  })

  it('is the same where the file ends the day by the clock of Greenwich', () => {
    expect(compareExpiry(exact, file('2026-09-30T23:59:59.000Z'))).toEqual({
      verdict: 'same',
      reading: 'utc-day',
    })
    expect(compareExpiry(month, file('2026-09-30T23:59:59.000Z'))).toMatchObject({ reading: 'utc-day' })
  })

  it('is the same where the file names the midnight that ends the day', () => {
    expect(compareExpiry(exact, tokyo('2026-10-01 00:00'))).toEqual({ verdict: 'same', reading: 'day-after' })
    expect(compareExpiry(month, file('2026-10-01T00:00:00.000Z'))).toMatchObject({ reading: 'day-after' })
  })

  it('differs by a day at the service’s own hour, which is another day in Greenwich', () => {
    // 08:00 in Tokyo is 23:00 of the day before: not taken for a day by the clock of Greenwich.
    expect(compareExpiry(exact, tokyo('2026-10-01 08:00'))).toEqual({
      verdict: 'differs',
      fileDay: '2026-10-01',
      days: 1,
    })
    expect(compareExpiry(exact, tokyo('2026-09-29 08:00'))).toMatchObject({ verdict: 'differs', days: -1 })
  })

  it('differs by a year', () => {
    expect(compareExpiry(month, tokyo('2027-09-30 08:00'))).toEqual({
      verdict: 'differs',
      fileDay: '2027-09-30',
      days: 365,
    })
  })

  it('is compared with nothing where the file says nothing', () => {
    expect(compareExpiry(exact, null)).toEqual({ verdict: 'file-silent' })
  })
})
