import { dayAfter, leansOnCalculated, publicHoliday, weekdayOf, YEAR_END } from './calendar.ts'
import { CalendarDate, type Instant } from './ids.ts'
import type { Bilingual, ServiceProfile } from './profiles.ts'
import { clockTime, westernDate } from './text/wareki.ts'

/**
 * When a service's contact can be reached (R-002-38, R-004-16, C-25). Hours are those of Asia/Tokyo wherever the
 * machine stands. What neither the guide nor the calendar says is `to-confirm`, never a guess.
 */

export type Contact = ServiceProfile['contact']
type Hours = Contact['hours'][number]

export type ContactDay = {
  readonly day: CalendarDate
  /** Whose hours count. `unknown`: a weekday of a year whose holidays are not known. */
  readonly kind: Hours['days'] | 'unknown'
  readonly holiday: Bilingual | 'none' | 'unknown'
  /** One of the contact's yearly closed days; they go before every other rule. */
  readonly closed: boolean
}

/** What kind of day this is for a contact. */
export function contactDay(contact: Contact, day: CalendarDate): ContactDay {
  const weekday = weekdayOf(day)
  const holiday = publicHoliday(day)
  const resting = weekday === 0 || weekday === 6 || typeof holiday === 'object'
  return {
    day,
    kind: resting ? 'weekends-and-holidays' : holiday === 'unknown' ? 'unknown' : 'weekdays',
    holiday,
    closed: contact.closedDays.includes(day.slice(5)),
  }
}

/**
 * Why it cannot be said whether the contact is open:
 *  - `hours-not-stated`: the guide gives no hours
 *  - `holidays-unknown`: a weekday beyond the years of the table, which may be a holiday
 *  - `year-end`: 31 December, 2 and 3 January, where the guide lists no closed days: banks are closed by law, and
 *    the guide's 平日 does not say which of the two it means
 */
export type ContactDoubt = 'hours-not-stated' | 'holidays-unknown' | 'year-end'

/** A moment in Tokyo on the minute. `time` is `HH:MM`; `24:00` is the end of `day`, as the guides write it. */
export type ContactMoment = { readonly day: CalendarDate; readonly time: string }

export type ContactNow = {
  readonly today: ContactDay
  /** The answer leans on holidays that were not announced yet when the table was made. */
  readonly calculated: boolean
} & (
  | {
      readonly state: 'open'
      /** null: it does not close within the month looked at. */
      readonly until: ContactMoment | null
    }
  | {
      readonly state: 'closed'
      /** The first opening that is sure; null where none can be named. */
      readonly next: ContactMoment | null
    }
  | { readonly state: 'to-confirm'; readonly because: ContactDoubt; readonly next: ContactMoment | null }
)

const DAY = 1440
/** Longer than any closure of the year: ten days of 2019 in a row are the most there have been. */
const DAYS_AHEAD = 31

/** Minutes since midnight of the day asked about. */
type Span = { readonly start: number; readonly end: number; readonly doubt: ContactDoubt | undefined }

/**
 * Whether a contact can be reached at a moment, until when, and when next. To the minute: open from the first
 * second of `from` to the last before `to`.
 */
export function contactNow(contact: Contact, at: Instant): ContactNow {
  const today = contactDay(contact, westernDate(at))
  if (contact.hours.length === 0) {
    return { today, calculated: false, state: 'to-confirm', because: 'hours-not-stated', next: null }
  }
  const now = minutes(clockTime(at))
  const spans = spansAround(contact, today.day)
  const current = spans.find(({ start, end }) => start <= now && now < end)
  if (current !== undefined && current.doubt === undefined) {
    const endless = current.end > DAYS_AHEAD * DAY
    const until = endless ? null : closingMoment(today.day, current.end)
    return { today, calculated: leansOnCalculated(today.day), state: 'open', until }
  }
  // A day that may be open or not is passed over, as long as it is known which days those are.
  const coming = spans.find(({ start, doubt }) => start > now && doubt !== 'year-end')
  const next = coming?.doubt === undefined && coming !== undefined ? opening(today.day, coming.start) : null
  const calculated = leansOnCalculated(next?.day ?? today.day)
  return current?.doubt === undefined
    ? { today, calculated, state: 'closed', next }
    : { today, calculated, state: 'to-confirm', because: current.doubt, next }
}

/** All opening hours from yesterday on, in order; hours that touch each other at midnight are one. */
function spansAround(contact: Contact, today: CalendarDate): readonly Span[] {
  const spans: Span[] = []
  for (let away = -1; away <= DAYS_AHEAD; away++) {
    const day = contactDay(contact, dayAfter(today, away))
    if (day.closed) continue
    const doubt = doubtOf(contact, day)
    const hours = contact.hours
      .filter(({ days }) => day.kind === 'unknown' || days === day.kind)
      .map(({ from, to }) => ({ start: away * DAY + minutes(from), end: away * DAY + minutes(to), doubt }))
      .sort((a, b) => a.start - b.start)
    for (const span of hours) {
      const last = spans.at(-1)
      if (last !== undefined && last.doubt === doubt && span.start <= last.end) {
        spans[spans.length - 1] = { ...last, end: Math.max(last.end, span.end) }
      } else spans.push(span)
    }
  }
  return spans
}

const doubtOf = (contact: Contact, { day, kind }: ContactDay): ContactDoubt | undefined =>
  kind === 'unknown'
    ? 'holidays-unknown'
    : contact.closedDays.length === 0 && YEAR_END.includes(day.slice(5))
      ? 'year-end'
      : undefined

const opening = (today: CalendarDate, minute: number): ContactMoment =>
  momentAt(today, minute, Math.floor(minute / DAY))

/** Midnight belongs to the day that ends with it. */
const closingMoment = (today: CalendarDate, minute: number): ContactMoment =>
  momentAt(today, minute, Math.ceil(minute / DAY) - 1)

function momentAt(today: CalendarDate, minute: number, away: number): ContactMoment {
  const rest = minute - away * DAY
  const two = (part: number) => String(part).padStart(2, '0')
  return { day: dayAfter(today, away), time: `${two(Math.floor(rest / 60))}:${two(rest % 60)}` }
}

function minutes(time: string): number {
  const [hour = '', minute = ''] = time.split(':')
  return Number(hour) * 60 + Number(minute)
}

export type YearlyDays = { readonly from: string; readonly to: string }

/**
 * Yearly closed days joined into runs, each `MM-DD`; a run over the turn of the year stands first:
 * 31 December and 1–3 January are `12-31` to `01-03`.
 */
export function closedRuns(closedDays: readonly string[]): readonly YearlyDays[] {
  const runs: { from: string; to: string }[] = []
  for (const day of [...new Set(closedDays)].sort()) {
    const last = runs.at(-1)
    if (last !== undefined && follows(last.to, day)) last.to = day
    else runs.push({ from: day, to: day })
  }
  const [first, last] = [runs[0], runs.at(-1)]
  if (first === undefined || last === undefined || first === last || !follows(last.to, first.from))
    return runs
  return [{ from: last.from, to: first.to }, ...runs.slice(1, -1)]
}

/** In a leap year, so that 29 February has its place. */
const follows = (day: string, next: string): boolean =>
  dayAfter(CalendarDate.parse(`2024-${day}`), 1).slice(5) === next
