import { CalendarDate, type Instant } from '../ids.ts'
import { err, ok, type Result } from '../result.ts'

/** Dates as Japanese counters write and read them. The zone is always Asia/Tokyo. */

export type Language = 'ja' | 'en'
const ZONE = 'Asia/Tokyo'

const inJapanese = new Intl.DateTimeFormat('ja-JP-u-ca-japanese-nu-latn', {
  timeZone: ZONE,
  era: 'long',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
})
const inEnglish = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
})
const numeric = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

type Moment = Instant | CalendarDate

/** A calendar day is the day that begins at midnight in Tokyo. */
const asDate = (when: string): Date => new Date(when.length === 10 ? `${when}T00:00:00+09:00` : when)

type Parts = Readonly<Partial<Record<Intl.DateTimeFormatPartTypes, string>>>
const partsOf = (format: Intl.DateTimeFormat, when: string): Parts =>
  Object.fromEntries(format.formatToParts(asDate(when)).map((part) => [part.type, part.value]))

/**
 * The day in full: `令和8年11月20日（金）`, or `Fri 20 November 2026`. The first year of an era is 元年.
 *
 * @throws RangeError when `when` is not a date
 */
export function formatDate(when: Moment, language: Language): string {
  if (language === 'en') {
    return `${formatDayAndMonth(when, 'en')} ${partsOf(inEnglish, when).year}`
  }
  const { era, year } = partsOf(inJapanese, when)
  return `${era}${year === '1' ? '元' : year}年${formatDayAndMonth(when, 'ja')}`
}

/** The day without its year, where the year goes without saying: `11月20日（金）` or `Fri 20 November`. */
export function formatDayAndMonth(when: Moment, language: Language): string {
  const { month, day, weekday } = partsOf(language === 'ja' ? inJapanese : inEnglish, when)
  return language === 'ja'
    ? `${month}${month?.endsWith('月') ? '' : '月'}${day}日（${weekday}）`
    : `${weekday} ${day} ${month}`
}

/** `2026-11-20`: the same day as an instant falls on in Tokyo. */
export function westernDate(when: Moment): CalendarDate {
  const { year, month, day } = partsOf(numeric, when)
  return CalendarDate.parse(`${year?.padStart(4, '0')}-${month}-${day}`)
}

/** `14時48分` or `14:48`. */
export function formatTime(when: Instant, language: Language): string {
  const { hour = '', minute = '' } = partsOf(numeric, when)
  return language === 'ja' ? `${Number(hour)}時${minute}分` : `${hour}:${minute}`
}

/** `14:48`, for columns of times in either language. */
export const clockTime = (when: Instant): string => formatTime(when, 'en')

/** `令和8年11月20日（金） 14時48分` or `Fri 20 November 2026, 14:48`. */
export const formatMoment = (when: Instant, language: Language): string =>
  language === 'ja'
    ? `${formatDate(when, 'ja')} ${formatTime(when, 'ja')}`
    : `${formatDate(when, 'en')}, ${formatTime(when, 'en')}`

/**
 * A moment as the services print it: `2021年09月30日 08時00分` (R-003-35), with seconds
 * `2014年07月18日 10時35分25秒` (R-002-21).
 */
export function serviceMoment(when: Instant, options: { readonly seconds?: boolean } = {}): string {
  const { year, month, day, hour, minute, second } = partsOf(numeric, when)
  return `${year}年${month}月${day}日 ${hour}時${minute}分${options.seconds === true ? `${second}秒` : ''}`
}

// ── Reading what a teller typed ────────────────────────────────────────────────────────────────────────

export type EraName = '令和' | '平成' | '昭和'
type Era = { readonly name: EraName; readonly letter: string; readonly first: string; readonly last: string }

/** Newest first. The days are those of the cabinet orders that began each era. */
const ERAS: readonly Era[] = [
  { name: '令和', letter: 'R', first: '2019-05-01', last: '9999-12-31' },
  { name: '平成', letter: 'H', first: '1989-01-08', last: '2019-04-30' },
  { name: '昭和', letter: 'S', first: '1926-12-25', last: '1989-01-07' },
]

/**
 * A bare year of two digits from here on is not read at all: `26` could be 令和26年 or 2026. Below it only
 * 令和 makes sense at a counter. To be raised before 令和20年 (2038) comes near.
 */
const BARE_YEAR_LIMIT = 20

export type DateRefusal = {
  readonly code: 'empty' | 'not-a-date' | 'no-such-day' | 'outside-era' | 'ambiguous-year' | 'weekday-differs'
  /** Days it may have meant, to be offered and never taken by themselves. */
  readonly candidates: readonly CalendarDate[]
}

const refused = (code: DateRefusal['code'], candidates: readonly CalendarDate[] = []) =>
  err({ code, candidates })

/**
 * A date as tellers type it. Full width, blanks and the signs `/ . - ・` between the parts are all taken:
 *
 * | typed | read as |
 * | --- | --- |
 * | `081120`, `8/11/20`, `8.11.20` | 令和8年 — **the era year comes first**, as on the forms |
 * | `R8.11.20`, `r081120`, `H31.4.30`, `S64-1-7` | the era of the letter |
 * | `令和8年11月20日`, `令和元年5月1日（水）` | as written; a weekday must be the right one |
 * | `20261120`, `2026-11-20`, `2026年11月20日` | western |
 *
 * Refused with the days it may have meant: a bare two-digit year of 20 or more (`261120` could be 令和26年,
 * 2026 or 昭和26年: `ambiguous-year`), and an era's year beyond its end (`H31.5.1`: `outside-era`).
 */
export function parseDate(text: string): Result<CalendarDate, DateRefusal> {
  const typed = text.normalize('NFKC').replace(/\s+/gu, '')
  if (typed === '') return refused('empty')
  const weekday = /[（(]([日月火水木金土])(?:曜日?)?[)）]$/u.exec(typed)
  const bare = weekday === null ? typed : typed.slice(0, weekday.index)
  const read = parseBare(bare.toUpperCase())
  if (!read.ok || weekday === null) return read
  return weekdayOf(read.value) === weekday[1] ? read : refused('weekday-differs', [read.value])
}

const WITH_SIGNS =
  /^(?:([RHS])|(令和|平成|昭和))?(\d{1,4}|元)([/.\-・]|年)(\d{1,2})(?:[/.\-・]|月)(\d{1,2})日?$/u
const WITHOUT_SIGNS = /^([RHS])?(\d{2}|\d{4})(\d{2})(\d{2})$/u

function parseBare(typed: string): Result<CalendarDate, DateRefusal> {
  const signs = WITH_SIGNS.exec(typed)
  if (signs !== null) {
    const [, letter, name, year = '', , month = '', day = ''] = signs
    return readParts(eraOf(letter, name), year, month, day)
  }
  const plain = WITHOUT_SIGNS.exec(typed)
  if (plain !== null) {
    const [, letter, year = '', month = '', day = ''] = plain
    return readParts(eraOf(letter, undefined), year, month, day)
  }
  return refused('not-a-date')
}

const eraOf = (letter: string | undefined, name: string | undefined): Era | undefined =>
  ERAS.find((era) => era.letter === letter || era.name === name)

function readParts(
  era: Era | undefined,
  yearText: string,
  month: string,
  day: string,
): Result<CalendarDate, DateRefusal> {
  const year = yearText === '元' ? 1 : Number(yearText)
  if (era !== undefined) return yearText.length > 2 ? refused('not-a-date') : inEra(era, year, month, day)
  if (yearText === '元' || yearText.length === 3) return refused('not-a-date')
  if (yearText.length === 4) {
    const date = dayOf(year, month, day)
    return date === null ? refused('no-such-day') : ok(date)
  }
  const [reiwa] = ERAS
  if (reiwa === undefined || year === 0) return refused('not-a-date')
  return year < BARE_YEAR_LIMIT
    ? inEra(reiwa, year, month, day)
    : refused('ambiguous-year', meanings(year, month, day))
}

function inEra(era: Era, year: number, month: string, day: string): Result<CalendarDate, DateRefusal> {
  if (year === 0) return refused('not-a-date')
  const date = dayOf(Number(era.first.slice(0, 4)) + year - 1, month, day)
  if (date === null) return refused('no-such-day')
  return date >= era.first && date <= era.last ? ok(date) : refused('outside-era', [date])
}

function meanings(year: number, month: string, day: string): readonly CalendarDate[] {
  const inEras = ERAS.map((era) => inEra(era, year, month, day)).flatMap((read) =>
    read.ok ? [read.value] : [],
  )
  const western = dayOf(2000 + year, month, day)
  return western === null ? inEras : [western, ...inEras.filter((date) => date !== western)]
}

/** The day if the calendar has it. */
function dayOf(year: number, month: string, day: string): CalendarDate | null {
  const text = `${String(year).padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const parsed = CalendarDate.safeParse(text)
  return parsed.success ? parsed.data : null
}

const weekdayOf = (date: CalendarDate): string | undefined => partsOf(inJapanese, date).weekday
