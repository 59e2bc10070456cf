import type { Reads } from '#main/store/tables'
import { dayAfter, lastOfMonth, tokyoInstant } from '#shared/calendar'
import { CalendarDate, Instant } from '#shared/ids'
import type { DayFacts } from '#shared/operations/closing'
import { type Refusal, refuse } from '#shared/refusals'
import type { Reading } from '../clock.ts'

/**
 * How fast and with whom people approve (security design: T5, T7). Both are derived from the decisions on record, so
 * that neither a restart nor midnight forgets anything.
 */

/** So many approvals of one person within an hour; the next one waits. */
export const APPROVALS_AN_HOUR = 20
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
export const PAUSE_MS = 10 * MINUTE_MS

/** Fewer resets than this in a month accuse nobody. */
export const RESETS_COUNTED = 20
const CONSPICUOUS = 0.6

const later = (at: Instant, ms: number): Instant => Instant.parse(new Date(Date.parse(at) + ms).toISOString())

/** Ten minutes, and on to the full minute: the time that is said is the time it ends. */
const pauseEnds = (last: Instant): Instant =>
  Instant.parse(new Date(Math.ceil((Date.parse(last) + PAUSE_MS) / MINUTE_MS) * MINUTE_MS).toISOString())

/**
 * The pause of one person who has approved a great deal: ten minutes from the last of twenty within an hour. Of the
 * person, under whichever staff number. Undefined where there is none. An emergency stop is no approval and never waits.
 */
export function pauseOf(
  db: Reads,
  person: string,
  now: Reading,
): { readonly ok: false; readonly error: Refusal<'approvals-paused'> } | undefined {
  const own = db.cases
    .approvalsAfter(later(now.instant, -HOUR_MS))
    .filter(({ approver_person: who }) => who === person)
  const last = own.at(-1)
  if (last === undefined || own.length < APPROVALS_AN_HOUR) return undefined
  const until = pauseEnds(last.at)
  return now.instant < until ? refuse('approvals-paused', { until, count: own.length }) : undefined
}

/** The pauses that began after an instant, oldest first. */
export function pausesAfter(db: Reads, since: Instant): DayFacts['pauses'] {
  const recent = new Map<string, Instant[]>()
  const pauses: DayFacts['pauses'] = []
  for (const { at, approver, approver_person: person } of db.cases.approvalsAfter(later(since, -HOUR_MS))) {
    const times = [...(recent.get(person) ?? []), at].filter((time) => time > later(at, -HOUR_MS))
    recent.set(person, times)
    if (times.length >= APPROVALS_AN_HOUR && at > since)
      pauses.push({ name: db.people.nameOf(approver), from: at, until: pauseEnds(at) })
  }
  return pauses
}

/**
 * The pairs of people, whoever of them made and whoever approved, with more than 60 % of the resets of the month so far;
 * at most one, as the number says. None before there were twenty.
 */
export function conspicuousPairs(db: Reads, date: CalendarDate): DayFacts['pairs'] {
  const month = date.slice(0, 7)
  const pairs = db.cases.resetsByPair(
    tokyoInstant(CalendarDate.parse(`${month}-01`), '00:00'),
    tokyoInstant(dayAfter(lastOfMonth(month), 1), '00:00'),
  )
  const of = pairs.reduce((sum, { count }) => sum + count, 0)
  if (of < RESETS_COUNTED) return []
  return pairs
    .filter(({ count }) => count > of * CONSPICUOUS)
    .map(({ one, other, count }) => ({ names: [nameOfPerson(db, one), nameOfPerson(db, other)], count, of }))
}

const nameOfPerson = (db: Reads, person: string): string =>
  db.people.rows().find((row) => row.person === person)?.name ?? person
