import { describe, expect, it } from 'vitest'
import {
  bankDay,
  bankDaysAfter,
  bankDaysBetween,
  dayAfter,
  daysBetween,
  HOLIDAY_YEARS,
  lastOfMonth,
  leansOnCalculated,
  monthsAfter,
  thisOrNextBankDay,
  tokyoInstant,
} from '#shared/calendar'
import { CalendarDate } from '#shared/ids'

const day = (text: string) => CalendarDate.parse(text)

describe('Bank days', () => {
  it('are closed on weekends, public holidays and from 31 December to 3 January', () => {
    expect(bankDay(day('2026-12-30'))).toBe('open')
    expect(bankDay(day('2026-12-31'))).toBe('year-end')
    expect(bankDay(day('2027-01-01'))).toBe('holiday')
    expect(bankDay(day('2027-01-02'))).toBe('weekend')
    expect(bankDay(day('2028-01-03'))).toBe('year-end')
    expect(bankDay(day('2027-01-04'))).toBe('open')
    expect(bankDay(day('2026-11-23'))).toBe('holiday')
  })

  it('skip the turn of the year: the bank day after 30 December 2026 is 4 January 2027', () => {
    expect(bankDaysAfter(day('2026-12-30'), 1)).toBe('2027-01-04')
    expect(bankDaysAfter(day('2027-01-04'), -1)).toBe('2026-12-30')
  })

  it('skip Golden Week 2026 with its substitute holiday on Wednesday 6 May', () => {
    expect(bankDay(day('2026-05-06'))).toBe('holiday')
    expect(bankDaysAfter(day('2026-05-01'), 1)).toBe('2026-05-07')
    expect(bankDaysAfter(day('2026-05-07'), -2)).toBe('2026-04-30')
  })

  it('skip the day between two holidays (国民の休日), 22 September 2026', () => {
    expect(bankDaysAfter(day('2026-09-18'), 1)).toBe('2026-09-24')
  })

  it('skip a substitute Monday that is only calculated yet, 22 March 2027, and say so', () => {
    expect(bankDaysAfter(day('2027-03-19'), 1)).toBe('2027-03-23')
    expect(leansOnCalculated(day('2027-03-23'))).toBe(true)
    expect(leansOnCalculated(day('2026-12-30'))).toBe(false)
  })

  it('give a day back for a count of 0, closed or not', () => {
    expect(bankDaysAfter(day('2026-11-22'), 0)).toBe('2026-11-22')
  })

  it('begin with the day itself where it is open', () => {
    expect(thisOrNextBankDay(day('2026-11-20'))).toBe('2026-11-20')
    expect(thisOrNextBankDay(day('2026-11-21'))).toBe('2026-11-24')
  })

  it('are not guessed beyond the table, though a Saturday there is a Saturday', () => {
    expect(bankDay(day('2051-06-01'))).toBe('unknown')
    expect(bankDay(day('2051-06-03'))).toBe('weekend')
    expect(bankDaysAfter(day(`${HOLIDAY_YEARS.last}-12-30`), 1)).toBe('unknown')
    expect(bankDaysBetween(day('2050-12-01'), day('2051-02-01'))).toBe('unknown')
  })

  it('are whole days', () => {
    expect(() => bankDaysAfter(day('2026-11-20'), 1.5)).toThrow(RangeError)
  })

  it('are counted as they are stepped, forwards and backwards, over two years', () => {
    for (let away = 0, here = day('2026-04-20'); away < 730; away += 7, here = dayAfter(here, 7)) {
      for (const count of [-15, -6, -1, 1, 2, 12]) {
        const there = bankDaysAfter(here, count)
        if (there === 'unknown') throw new Error('within the table')
        expect(bankDay(there)).toBe('open')
        expect(bankDaysBetween(here, there)).toBe(count)
      }
    }
  })

  it('between a day and itself are none', () => {
    expect(bankDaysBetween(day('2026-11-20'), day('2026-11-20'))).toBe(0)
    expect(bankDaysBetween(day('2026-11-21'), day('2026-11-20'))).toBe(-1)
    expect(bankDaysBetween(day('2026-11-20'), day('2026-11-23'))).toBe(0)
  })
})

describe('Days and months', () => {
  it('end months as the calendar does', () => {
    expect(lastOfMonth('2028-02')).toBe('2028-02-29')
    expect(lastOfMonth('2027-02')).toBe('2027-02-28')
    expect(lastOfMonth('2026-12-05')).toBe('2026-12-31')
  })

  it('stay within a shorter month', () => {
    expect(monthsAfter(day('2026-08-31'), 1)).toBe('2026-09-30')
    expect(monthsAfter(day('2026-11-30'), 3)).toBe('2027-02-28')
    expect(monthsAfter(day('2026-03-31'), -1)).toBe('2026-02-28')
    expect(monthsAfter(day('2026-11-20'), 14)).toBe('2028-01-20')
  })

  it('count days over a leap day', () => {
    expect(daysBetween(day('2028-02-28'), day('2028-03-01'))).toBe(2)
    expect(daysBetween(day('2026-11-21'), day('2026-11-20'))).toBe(-1)
  })

  it('know what time it is in Greenwich when a clock in Tokyo shows 08:00 (R-003-35)', () => {
    expect(tokyoInstant(day('2021-09-30'), '08:00')).toBe('2021-09-29T23:00:00.000Z')
    expect(tokyoInstant(day('2021-09-30'), '24:00')).toBe('2021-09-30T15:00:00.000Z')
  })
})
