import holidays from '@holiday-jp/holiday_jp/lib/holidays.js'
import { CalendarDate, Instant } from './ids.ts'
import type { Bilingual } from './profiles.ts'

/**
 * The calendar of Japan: public holidays, bank days, and counting in days and months. Everything is whole days in
 * Asia/Tokyo; nothing here knows what day it is today.
 */

/** Public holidays by day. Only the table is used: the package's own functions read the machine's time zone. */
const HOLIDAYS: Readonly<Partial<Record<string, { readonly name: string; readonly name_en: string }>>> =
  holidays

const years = Object.keys(HOLIDAYS).map((day) => Number(day.slice(0, 4)))
/** The years whose holidays the table has; beyond them nobody here knows which weekday is a holiday. */
export const HOLIDAY_YEARS = { first: Math.min(...years), last: Math.max(...years) } as const

/**
 * The last year whose holidays the Cabinet Office had announced when this edition of the table was made (October
 * 2025; the days of the equinoxes are announced on 1 February of the year before). Later years are calculated by
 * today's law. To be raised with the package.
 */
export const HOLIDAYS_ANNOUNCED_TO = 2026

/** Bank holidays by law that are no public holidays, together with 1 January: 31 December to 3 January. */
export const YEAR_END: readonly string[] = ['12-31', '01-02', '01-03']

/**
 * The public holiday of a day, substitute holidays (振替休日) and days between two holidays (国民の休日) among them.
 *
 * @returns its name in both languages; `none`; or `unknown` outside {@link HOLIDAY_YEARS}
 */
export function publicHoliday(day: CalendarDate): Bilingual | 'none' | 'unknown' {
  const year = Number(day.slice(0, 4))
  if (year < HOLIDAY_YEARS.first || year > HOLIDAY_YEARS.last) return 'unknown'
  const found = HOLIDAYS[day]
  return found === undefined ? 'none' : { ja: found.name, en: found.name_en }
}

/** Whether what is said about a day leans on holidays that were calculated and not yet announced. */
export const leansOnCalculated = (day: CalendarDate): boolean =>
  Number(day.slice(0, 4)) > HOLIDAYS_ANNOUNCED_TO && publicHoliday(day) !== 'unknown'

// ── Days and months ────────────────────────────────────────────────────────────────────────────────────

const DAY_MS = 86_400_000
const midnight = (day: CalendarDate): number => Date.parse(`${day}T00:00:00Z`)

/** The day so many days later; earlier where `days` is negative. */
export const dayAfter = (day: CalendarDate, days: number): CalendarDate =>
  CalendarDate.parse(new Date(midnight(day) + days * DAY_MS).toISOString().slice(0, 10))

/** How many days `to` lies after `from`; negative where it lies before. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number =>
  Math.round((midnight(to) - midnight(from)) / DAY_MS)

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (day: CalendarDate): number => new Date(midnight(day)).getUTCDay()

/** The last day of a month, `2028-02` → `2028-02-29`. Also takes a day of the month. */
export function lastOfMonth(month: string): CalendarDate {
  const [year = '', number = ''] = month.split('-')
  const last = new Date(Date.UTC(Number(year), Number(number), 0))
  return CalendarDate.parse(last.toISOString().slice(0, 10))
}

/**
 * The same day so many months later, or the last day of a month that is too short for it: 31 August and one month
 * are 30 September.
 */
export function monthsAfter(day: CalendarDate, months: number): CalendarDate {
  const first = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, 1))
  const month = first.toISOString().slice(0, 7)
  const last = lastOfMonth(month)
  const same = `${month}-${day.slice(8)}`
  return same > last ? last : CalendarDate.parse(same)
}

/**
 * The moment at which a clock in Tokyo shows `time` on `day`. Japan has no summer time.
 *
 * @param time `HH:MM`; `24:00` is the end of the day
 */
export function tokyoInstant(day: CalendarDate, time: string): Instant {
  const [hour = '', minute = ''] = time.split(':')
  const minutes = Number(hour) * 60 + Number(minute) - 9 * 60
  return Instant.parse(new Date(midnight(day) + minutes * 60_000).toISOString())
}

// ── Bank days ──────────────────────────────────────────────────────────────────────────────────────────

/**
 * What kind of day it is for a bank: Saturdays, Sundays, public holidays and 31 December to 3 January are closed
 * (銀行法第15条, 銀行法施行令第5条). `unknown`: a weekday outside {@link HOLIDAY_YEARS}.
 */
export type BankDay = 'open' | 'weekend' | 'holiday' | 'year-end' | 'unknown'

export function bankDay(day: CalendarDate): BankDay {
  const weekday = weekdayOf(day)
  if (weekday === 0 || weekday === 6) return 'weekend'
  const holiday = publicHoliday(day)
  if (typeof holiday === 'object') return 'holiday'
  if (YEAR_END.includes(day.slice(5))) return 'year-end'
  return holiday === 'unknown' ? 'unknown' : 'open'
}

/**
 * The bank day that is so many bank days after `day`, or before it where `count` is negative. `day` itself is never
 * counted and need not be a bank day; a count of 0 gives it back as it is.
 *
 * @returns `unknown` where a day on the way may be a holiday or not
 */
export function bankDaysAfter(day: CalendarDate, count: number): CalendarDate | 'unknown' {
  if (!Number.isInteger(count)) throw new RangeError(`bank days are whole days, not ${count}`)
  const step = Math.sign(count)
  let left = Math.abs(count)
  let here = day
  while (left > 0) {
    here = dayAfter(here, step)
    const kind = bankDay(here)
    if (kind === 'unknown') return 'unknown'
    if (kind === 'open') left -= 1
  }
  return here
}

/** The day itself if banks are open, otherwise the next day they are. */
export const thisOrNextBankDay = (day: CalendarDate): CalendarDate | 'unknown' =>
  bankDaysAfter(dayAfter(day, -1), 1)

/**
 * How many bank days lie after `from` up to and including `to`; where `to` lies before `from`, how many lie from `to`
 * on and before `from`, as a negative number. For a bank day `to` it is what {@link bankDaysAfter} needs to get there.
 */
export function bankDaysBetween(from: CalendarDate, to: CalendarDate): number | 'unknown' {
  if (to < from) {
    const before = countOpen(to, dayAfter(from, -1))
    return before === 'unknown' ? before : 0 - before
  }
  return countOpen(dayAfter(from, 1), to)
}

/** Both ends included. */
function countOpen(first: CalendarDate, last: CalendarDate): number | 'unknown' {
  let count = 0
  for (let day = first; day <= last; day = dayAfter(day, 1)) {
    const kind = bankDay(day)
    if (kind === 'unknown') return 'unknown'
    if (kind === 'open') count += 1
  }
  return count
}
