import type { DeputyRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Reads } from '#main/store/tables'
import { bankDay, dayAfter } from '#shared/calendar'
import type { CalendarDate } from '#shared/ids'
import type { DeputyView } from '#shared/operations/closing'
import { refuse } from '#shared/refusals'
import { ok } from '#shared/result'
import type { Staff } from '#shared/staff'
import { westernDate } from '#shared/text/wareki'
import type { Handlers } from './handlers.ts'
import { takeSecond } from './second-person.ts'

/**
 * 代行: when no supervisor will be here, two of them say beforehand who decides instead, for one business day until its
 * closing. A deputy decides about cases and opens the day; they appoint nobody, and are no second person where a
 * supervisor is asked for (MC-14).
 */

/** No further ahead than somebody plans an absence. */
const DAYS_AHEAD_MAX = 31

/** Why somebody cannot stand in on a day; undefined where they can. */
function unfit(
  db: Reads,
  colleague: Staff,
  date: CalendarDate,
  today: CalendarDate,
): 'role' | 'past' | 'far' | 'no-bank-day' | 'already' | undefined {
  if (colleague.role !== 'teller' && colleague.role !== 'back-office') return 'role'
  if (date < today) return 'past'
  if (date > dayAfter(today, DAYS_AHEAD_MAX)) return 'far'
  const kind = bankDay(date)
  if (kind !== 'open' && kind !== 'unknown') return 'no-bank-day'
  return db.days.isDeputy(colleague.staff, date) ? 'already' : undefined
}

export const deputyHandlers: Handlers<'deputy.appoint' | 'deputy.list' | 'deputy.end'> = {
  'deputy.appoint': ({ staff: no, date, reason }, { db, now, staff, premises }) => {
    const colleague = db.people.find(no)
    if (colleague === undefined) return refuse('colleague-unknown', { staff: no })
    const why = unfit(db, colleague, date, westernDate(now.instant))
    if (why !== undefined) return refuse('deputy-unfit', { reason: why })
    if (reason.trim() === '') return refuse('reason-needed', {})
    const second = takeSecond(premises, staff, 'deputy', no, now)
    if (!second.ok) return second
    // Two staff numbers of one person are one person; the database compares the numbers.
    if (colleague.person === staff.person || colleague.person === second.value.person)
      return refuse('deputy-unfit', { reason: 'role' })
    db.days.appoint({
      staff: no,
      date,
      appointed_at: now.instant,
      appointed_by: staff.staff,
      appointed_with: second.value.staff,
      reason: reason.trim(),
    })
    return ok({
      output: {},
      audit: {
        event: 'deputy.appointed',
        object: no,
        facts: { date, second: second.value.staff, reason: reason.trim() },
      },
    })
  },

  'deputy.list': (_request, { db, now }) => {
    if (db === undefined) return ok({ deputies: [], fit: [] })
    const today = westernDate(now.instant)
    return ok({
      deputies: db.days.deputies().map((row) => viewOf(db, row, today)),
      fit: db.people
        .everybody()
        .filter(({ role }) => role === 'teller' || role === 'back-office')
        .map(({ staff, name, role }) => ({ staff, name, role })),
    })
  },

  'deputy.end': ({ id }, { db, now }) => {
    const row = db.days.deputy(id)
    if (row === undefined || row.ended_at !== null) return refuse('deputy-unfit', { reason: 'ended' })
    db.days.endDeputy(id, now.instant)
    return ok({
      output: {},
      audit: { event: 'deputy.ended', object: row.staff, facts: { date: row.date } },
    })
  },
}

function viewOf(db: Reads, row: Kept<DeputyRow>, today: CalendarDate): DeputyView {
  const ended = row.ended_at !== null || row.date < today
  return {
    id: row.id,
    staff: row.staff,
    name: db.people.nameOf(row.staff),
    date: row.date,
    appointedAt: row.appointed_at,
    appointedByName: db.people.nameOf(row.appointed_by),
    appointedWithName: db.people.nameOf(row.appointed_with),
    reason: row.reason,
    state: ended ? 'ended' : row.date > today ? 'coming' : 'acting',
  }
}
