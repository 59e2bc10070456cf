import { dayAfter, daysBetween, lastOfMonth, tokyoInstant } from './calendar.ts'
import { CalendarDate, type Instant } from './ids.ts'
import { err, ok, type Result } from './result.ts'
import { type DateRefusal, parseDate, westernDate } from './text/wareki.ts'

/**
 * The expiry 有効期限 printed on a token (R-003-14): read as it stands there, made the instant it means (R-003-35), and
 * compared with what the seed file says.
 */

export type PrintedExpiry = {
  /** `month` where only a month is printed; it means the month's last day. */
  readonly precision: 'month' | 'day'
  /** The last day the token may be used on. */
  readonly day: CalendarDate
  /** The moment it ends: at the printed time, or at the service's; null where neither is known. */
  readonly at: Instant | null
}

/** Why it was not read, with the last days it may have meant: to be offered, never taken by themselves. */
export type ExpiryRefusal = {
  readonly code: 'empty' | 'not-a-date' | 'no-such-day' | 'outside-era' | 'ambiguous'
  readonly candidates: readonly CalendarDate[]
}

const refused = (code: ExpiryRefusal['code'], candidates: readonly CalendarDate[] = []) =>
  err({ code, candidates })

/** Words vendors print before the date. */
const LABEL = /^(?:有効期限|使用期限|有効期間|期限|EXPIRY|EXPIRES|EXP|VALID(?:THRU|UNTIL|TO))(?:DATE)?[:.]*/u
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const NAMES = MONTHS.join('|')
/** A time behind a day, with or without seconds: ` 08:00`, `T08:00:00`, `08時00分`. */
const CLOCK =
  /(?:\s+|(?<=日)|(?<=\d)T)(\d{1,2})(?::(\d{2})(?::\d{2})?|\s*時\s*(\d{2})\s*分(?:\s*\d{2}\s*秒)?)$/u

/**
 * An expiry as printed on a token or typed from it. Width, blanks and words like 有効期限 or EXP do not matter:
 *
 * | printed | means |
 * | --- | --- |
 * | `2026/09`, `2026年9月`, `09/2026`, `SEP 2026`, `202609`, `令和8年9月`, `R8.9` | 30 September 2026 |
 * | `2026.9.30`, `2026年09月30日`, `令和8年9月30日`, `30 SEP 2026`, `20260930` | that day |
 * | `2021年09月30日 08時00分` | that day, at that time |
 *
 * Refused with candidates: years of two digits (`09/26`, `26/09`, `8.9.30`), which vendors print both ways round, and
 * `09/10/2026`, whose day and month cannot be told apart.
 *
 * @param instantOfDay the profile's `hardwareExpiry.instantOfDay`, `HH:MM` in Tokyo; null where the service states none
 */
export function readPrintedExpiry(
  text: string,
  instantOfDay: string | null,
): Result<PrintedExpiry, ExpiryRefusal> {
  const line = text.normalize('NFKC').trim().toUpperCase()
  const clock = CLOCK.exec(line)
  const typed = (clock === null ? line : line.slice(0, clock.index)).replace(/\s+/gu, '').replace(LABEL, '')
  if (typed === '') return refused('empty')
  const time = clock === null ? instantOfDay : timeOf(clock[1], clock[2] ?? clock[3])
  if (clock !== null && time === null) return refused('not-a-date')
  const read = readDay(typed)
  if (!read.ok) return read
  const { precision, day } = read.value
  return ok({ precision, day, at: time === null ? null : tokyoInstant(day, time) })
}

const timeOf = (hour = '', minute = ''): string | null =>
  Number(hour) > 23 || Number(minute) > 59 ? null : `${hour.padStart(2, '0')}:${minute}`

type Day = Pick<PrintedExpiry, 'precision' | 'day'>

function readDay(typed: string): Result<Day, ExpiryRefusal> {
  return (
    yearFirstMonth(typed) ??
    monthFirst(typed) ??
    named(typed) ??
    dayFirst(typed) ??
    short(typed) ??
    full(typed)
  )
}

/** `2026/09`, `2026年9月`, `202609`, `令和8年9月`, `R8.9`. */
function yearFirstMonth(typed: string): Result<Day, ExpiryRefusal> | null {
  const western = /^(\d{4})(?:[-/.・]|年)?(\d{2}|(?<=\D)\d)月?末?$/u.exec(typed)
  if (western !== null) return month(western[1], western[2])
  const era = /^(R|H|S|令和|平成|昭和)(\d{1,2}|元)(?:[-/.・]|年)(\d{1,2})月?末?$/u.exec(typed)
  if (era === null) return null
  const first = parseDate(`${era[1]}${era[2]}.${era[3]}.1`)
  if (first.ok) return month(first.value.slice(0, 4), first.value.slice(5, 7))
  const last = first.error.candidates[0]
  return refused(codeOf(first.error), last === undefined ? [] : [lastOfMonth(last)])
}

/** `09/2026`. */
function monthFirst(typed: string): Result<Day, ExpiryRefusal> | null {
  const match = /^(\d{1,2})[-/.](\d{4})$/u.exec(typed)
  return match === null ? null : month(match[2], match[1])
}

/** `SEP2026`, `30-SEP-2026`, `SEP.30,2026`. */
function named(typed: string): Result<Day, ExpiryRefusal> | null {
  const dayFirst = new RegExp(`^(\\d{1,2})?[-/.,]?(${NAMES})[A-Z]*[-/.,]*(\\d{4})$`, 'u').exec(typed)
  const monthFirst = new RegExp(`^(${NAMES})[A-Z]*[.]?(\\d{1,2}),(\\d{4})$`, 'u').exec(typed)
  const [dayText, name, year] =
    dayFirst !== null
      ? [dayFirst[1], dayFirst[2], dayFirst[3]]
      : [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]]
  if (name === undefined) return null
  const number = String(MONTHS.indexOf(name) + 1)
  return dayText === undefined ? month(year, number) : day(year, number, dayText)
}

/** `30/09/2026` and `09/30/2026`, where only one reading is a day. */
function dayFirst(typed: string): Result<Day, ExpiryRefusal> | null {
  const match = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/u.exec(typed)
  if (match === null) return null
  const [, a, b, year] = match
  const readings = distinct([day(year, b, a), day(year, a, b)])
  const [only] = readings
  if (only === undefined) return refused('no-such-day')
  return readings.length === 1 ? ok({ precision: 'day', day: only }) : refused('ambiguous', readings)
}

/** `09/26`, `26/09`, `0926`: a month and two digits of a year, nobody knows which way round. */
function short(typed: string): Result<Day, ExpiryRefusal> | null {
  const match = /^(\d{1,2})[-/.](\d{1,2})$/u.exec(typed) ?? /^(\d{2})(\d{2})$/u.exec(typed)
  if (match === null) return null
  const [, a = '', b = ''] = match
  const two = (year: string) => `20${year.padStart(2, '0')}`
  const readings = distinct([month(two(b), a), month(two(a), b)])
  return readings.length === 0 ? refused('no-such-day') : refused('ambiguous', readings)
}

/** A whole date as tellers write it, but with a year that cannot be mistaken. */
function full(typed: string): Result<Day, ExpiryRefusal> {
  const plain = typed.replace(/末$/u, '')
  const read = parseDate(plain)
  const sure = /^(?:\d{4}\D|\d{8}$|[RHS]|令和|平成|昭和)/u.test(plain)
  if (read.ok) return sure ? ok({ precision: 'day', day: read.value }) : refused('ambiguous', [read.value])
  return refused(codeOf(read.error), read.error.candidates)
}

function codeOf({ code }: DateRefusal): ExpiryRefusal['code'] {
  if (code === 'ambiguous-year') return 'ambiguous'
  return code === 'weekday-differs' ? 'not-a-date' : code
}

const distinct = (readings: readonly Result<Day, ExpiryRefusal>[]): readonly CalendarDate[] => [
  ...new Set(readings.flatMap((reading) => (reading.ok ? [reading.value.day] : []))),
]

function month(year = '', number = ''): Result<Day, ExpiryRefusal> {
  if (Number(number) < 1 || Number(number) > 12) return refused('no-such-day')
  return ok({ precision: 'month', day: lastOfMonth(`${year}-${number.padStart(2, '0')}`) })
}

function day(year = '', number = '', dayText = ''): Result<Day, ExpiryRefusal> {
  const parsed = CalendarDate.safeParse(`${year}-${number.padStart(2, '0')}-${dayText.padStart(2, '0')}`)
  return parsed.success ? ok({ precision: 'day', day: parsed.data }) : refused('no-such-day')
}

// ── Against the seed file ──────────────────────────────────────────────────────────────────────────────

export type ExpiryComparison =
  /**
   * `as-printed`: the same day in Tokyo, or the same month where only a month is printed. `utc-day`: the file ends a day
   * by the clock of Greenwich (23:59). `day-after`: the file names the midnight with which the printed day ends.
   */
  | { readonly verdict: 'same'; readonly reading: 'as-printed' | 'utc-day' | 'day-after' }
  /** `days`: how many days the file's day lies after the printed one; negative where it lies before. */
  | { readonly verdict: 'differs'; readonly fileDay: CalendarDate; readonly days: number }
  /** The file has no expiry for this token. */
  | { readonly verdict: 'file-silent' }

/** Whether the expiry printed on a token is the one its seed file has (R-003-14). */
export function compareExpiry(
  printed: Pick<PrintedExpiry, 'precision' | 'day'>,
  validUntil: Instant | null,
): ExpiryComparison {
  if (validUntil === null) return { verdict: 'file-silent' }
  const fileDay = westernDate(validUntil)
  const length = printed.precision === 'month' ? 7 : 10
  const asPrinted = (day: string) => day.slice(0, length) === printed.day.slice(0, length)
  if (asPrinted(fileDay)) return { verdict: 'same', reading: 'as-printed' }
  const utc = validUntil.slice(11, 16)
  if (utc === '23:59' && asPrinted(validUntil)) return { verdict: 'same', reading: 'utc-day' }
  // 15:00 in Greenwich is midnight in Tokyo.
  if ((utc === '00:00' || utc === '15:00') && asPrinted(dayAfter(fileDay, -1))) {
    return { verdict: 'same', reading: 'day-after' }
  }
  return { verdict: 'differs', fileDay, days: daysBetween(printed.day, fileDay) }
}
