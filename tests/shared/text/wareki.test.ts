import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CalendarDate, Instant } from '#shared/ids'
import {
  clockTime,
  formatDate,
  formatDayAndMonth,
  formatMoment,
  formatTime,
  parseDate,
  serviceMoment,
  westernDate,
} from '#shared/text/wareki'

const day = (text: string) => CalendarDate.parse(text)
const instant = (text: string) => Instant.parse(text)

describe('dates as they are written', () => {
  it('writes wareki with the weekday, and the western date beside it', () => {
    expect(formatDate(day('2026-11-20'), 'ja')).toBe('令和8年11月20日（金）')
    expect(formatDate(day('2026-11-20'), 'en')).toBe('Fri 20 November 2026')
    expect(westernDate(day('2026-11-20'))).toBe('2026-11-20')
  })

  it('leaves the year out where it goes without saying', () => {
    expect(formatDayAndMonth(day('2026-11-24'), 'ja')).toBe('11月24日（火）')
    expect(formatDayAndMonth(day('2027-01-04'), 'en')).toBe('Mon 4 January')
    expect(formatDayAndMonth(instant('2026-11-23T15:00:00.000Z'), 'ja')).toBe('11月24日（火）')
  })

  it('changes the era on the right day and calls the first year 元年', () => {
    expect(formatDate(day('2019-04-30'), 'ja')).toBe('平成31年4月30日（火）')
    expect(formatDate(day('2019-05-01'), 'ja')).toBe('令和元年5月1日（水）')
    expect(formatDate(day('1989-01-07'), 'ja')).toBe('昭和64年1月7日（土）')
    expect(formatDate(day('1989-01-08'), 'ja')).toBe('平成元年1月8日（日）')
  })

  it('puts an instant on the day it has in Tokyo', () => {
    expect(westernDate(instant('2026-11-20T14:59:59.999Z'))).toBe('2026-11-20')
    expect(westernDate(instant('2026-11-20T15:00:00.000Z'))).toBe('2026-11-21')
    expect(formatDate(instant('2026-12-31T15:00:00.000Z'), 'ja')).toBe('令和9年1月1日（金）')
  })

  it('writes times of day', () => {
    expect(formatTime(instant('2026-11-20T05:48:00.000Z'), 'ja')).toBe('14時48分')
    expect(formatTime(instant('2026-11-20T00:05:00.000Z'), 'ja')).toBe('9時05分')
    expect(clockTime(instant('2026-11-19T15:05:00.000Z'))).toBe('00:05')
    expect(formatMoment(instant('2026-11-20T05:48:00.000Z'), 'ja')).toBe('令和8年11月20日（金） 14時48分')
  })

  it('writes moments as the services print them (R-003-35, R-002-21)', () => {
    expect(serviceMoment(instant('2021-09-29T23:00:00.000Z'))).toBe('2021年09月30日 08時00分')
    expect(serviceMoment(instant('2014-07-18T01:35:25.000Z'), { seconds: true })).toBe(
      '2014年07月18日 10時35分25秒',
    )
  })
})

describe('dates as tellers type them', () => {
  it.each([
    ['081120', '2026-11-20'],
    ['０８１１２０', '2026-11-20'],
    ['8/11/20', '2026-11-20'],
    ['８／１１／２０', '2026-11-20'],
    ['8.11.20', '2026-11-20'],
    ['8-11-20', '2026-11-20'],
    ['8・11・20', '2026-11-20'],
    ['R8.11.20', '2026-11-20'],
    ['r 8. 11. 20', '2026-11-20'],
    ['R081120', '2026-11-20'],
    ['20261120', '2026-11-20'],
    ['2026-11-20', '2026-11-20'],
    ['2026/1/2', '2026-01-02'],
    ['2026年11月20日', '2026-11-20'],
    ['令和8年11月20日', '2026-11-20'],
    ['令和８年１１月２０日（金）', '2026-11-20'],
    ['令和8年11月20日(金曜日)', '2026-11-20'],
    ['㋿8年11月20日', '2026-11-20'],
    ['令和元年5月1日', '2019-05-01'],
    ['R1.5.1', '2019-05-01'],
    ['平成31年4月30日', '2019-04-30'],
    ['H1.1.8', '1989-01-08'],
    ['S64.1.7', '1989-01-07'],
    ['昭和39年10月10日', '1964-10-10'],
    ['120315', '2030-03-15'],
    ['080229', null],
    ['100229', '2028-02-29'],
  ])('reads %s', (typed, expected) => {
    const read = parseDate(typed)
    expect(read.ok ? read.value : null).toBe(expected)
  })

  it('reads six digits with the era year first, as on the forms', () => {
    expect(parseDate('110512')).toEqual({ ok: true, value: '2029-05-12' })
  })

  it('refuses a bare year that could be two things and offers what it may have meant', () => {
    expect(parseDate('261120')).toEqual({
      ok: false,
      error: { code: 'ambiguous-year', candidates: ['2026-11-20', '2044-11-20', '2014-11-20', '1951-11-20'] },
    })
    expect(parseDate('31/4/30')).toMatchObject({ error: { code: 'ambiguous-year' } })
  })

  it('refuses a year after the era’s end and names the day it would be', () => {
    expect(parseDate('H31.5.1')).toEqual({
      ok: false,
      error: { code: 'outside-era', candidates: ['2019-05-01'] },
    })
    expect(parseDate('令和元年4月30日')).toMatchObject({
      error: { code: 'outside-era', candidates: ['2019-04-30'] },
    })
    expect(parseDate('S64.1.8')).toMatchObject({ error: { code: 'outside-era' } })
  })

  it.each([
    ['', 'empty'],
    ['　', 'empty'],
    ['令和', 'not-a-date'],
    ['11/20', 'not-a-date'],
    ['5081120', 'not-a-date'],
    ['T10.1.1', 'not-a-date'],
    ['000101', 'not-a-date'],
    ['081320', 'no-such-day'],
    ['20260230', 'no-such-day'],
    ['2026-00-10', 'no-such-day'],
    ['令和8年11月20日（土）', 'weekday-differs'],
    ['8/11/20; DROP', 'not-a-date'],
  ])('refuses “%s” with the reason', (typed, code) => {
    expect(parseDate(typed)).toMatchObject({ ok: false, error: { code } })
  })

  it('reads back every date the desk writes since 昭和', () => {
    const days = fc.date({ min: new Date('1926-12-26'), max: new Date('2037-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, (date) => {
        const written = day(date.toISOString().slice(0, 10))
        expect(parseDate(formatDate(written, 'ja'))).toEqual({ ok: true, value: written })
        expect(parseDate(written)).toEqual({ ok: true, value: written })
      }),
    )
  })
})
