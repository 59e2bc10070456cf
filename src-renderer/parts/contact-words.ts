import { HOLIDAYS_ANNOUNCED_TO } from '#shared/calendar'
import { type Contact, type ContactMoment, type ContactNow, closedRuns } from '#shared/contact-hours'
import type { Messages } from '#shared/messages/ja'
import { formatDayAndMonth, type Language } from '#shared/text/wareki'

/** A contact's hours in words, for the desk and for paper. */

type Words = Messages['contact']

/** One line for each kind of day, then the closed days; nothing where the guide gives no hours. */
export function hoursLines(t: Words, { hours, closedDays }: Contact): readonly string[] {
  const lines = hours.map(({ days, from, to }) => t.hours(t.days[days], from, to))
  return closedDays.length === 0 ? lines : [...lines, t.closedDays(closedRuns(closedDays))]
}

export type Reach = {
  /** Whether it can be reached, and when next: one or two sentences, each of which stays on a line where it can. */
  readonly says: readonly string[]
  /** What that rests on: a holiday, a closed day, holidays that are only calculated. */
  readonly because: readonly string[]
}

/** Whether somebody answers now, in words that need no colour. */
export function reachWords(t: Words, answer: ContactNow, language: Language): Reach {
  const { today } = answer
  const dayOf = ({ day }: ContactMoment) => (day === today.day ? '' : formatDayAndMonth(day, language))
  const next = (moment: ContactMoment) => t.next(dayOf(moment), moment.time)
  const because: string[] = []
  if (today.closed) because.push(t.closedToday)
  else if (typeof today.holiday === 'object') because.push(t.holiday(today.holiday[language]))
  if (answer.calculated) because.push(t.calculated(HOLIDAYS_ANNOUNCED_TO + 1))
  return { says: says(), because }

  function says(): readonly string[] {
    switch (answer.state) {
      case 'open':
        return [answer.until === null ? t.openAlways : t.open(dayOf(answer.until), answer.until.time)]
      case 'closed':
        return [t.closed, answer.next === null ? t.nextUnknown : next(answer.next)]
      case 'to-confirm':
        return [t.doubt[answer.because], ...(answer.next === null ? [] : [next(answer.next)])]
    }
  }
}
