import { bankDaysAfter, bankDaysBetween, dayAfter, leansOnCalculated, thisOrNextBankDay } from './calendar.ts'
import type { CalendarDate } from './ids.ts'
import type { StockState } from './stock.ts'

/**
 * Start-date safety. The token is sent *by* the usage start date (R-003-07), and from that day on a login shows the
 * registration screen (R-003-09): a customer without the token is shut out. So it has to be there on the bank day
 * before, and everything is counted back from that day in bank days.
 */

export type PostingTimes = {
  /** Bank days from taking a token out of the safe to the post counter; 0: on the same day. */
  readonly preparationDays: number
  /**
   * Bank days a registered letter is given, one vain attempt and the post's keeping included. 0: handed over at the
   * counter, and nothing is sent.
   */
  readonly mailDays: number
}

export type PostingPlan = {
  /** The last bank day before the start date: the token is with the customer by then. */
  readonly deliverBy: CalendarDate
  /** The last day to hand the letter to the post. */
  readonly postBy: CalendarDate
  /** The last day to begin. */
  readonly prepareBy: CalendarDate
  /** A day on the way leans on public holidays that are calculated and not announced yet. */
  readonly calculated: boolean
}

/**
 * The latest days for a start date, counted backwards.
 *
 * @returns `unknown` where the days lead beyond the years whose holidays are known
 * @throws RangeError when a number of days is not a whole one of 0 or more
 */
export function postingPlan(startOn: CalendarDate, times: PostingTimes): PostingPlan | 'unknown' {
  checkTimes(times)
  const deliverBy = bankDaysAfter(startOn, -1)
  const postBy = further(deliverBy, -times.mailDays)
  const prepareBy = further(postBy, -times.preparationDays)
  if (deliverBy === 'unknown' || postBy === 'unknown' || prepareBy === 'unknown') return 'unknown'
  return { deliverBy, postBy, prepareBy, calculated: leansOnCalculated(deliverBy) }
}

/**
 * The first start date that can be promised when work begins today, or on the next bank day: always a bank day, so that
 * somebody answers on the customer's first morning.
 */
export function earliestStart(today: CalendarDate, times: PostingTimes): CalendarDate | 'unknown' {
  checkTimes(times)
  const posted = further(thisOrNextBankDay(today), times.preparationDays)
  return further(further(posted, times.mailDays), 1)
}

const further = (day: CalendarDate | 'unknown', count: number): CalendarDate | 'unknown' =>
  day === 'unknown' ? day : bankDaysAfter(day, count)

function checkTimes({ preparationDays, mailDays }: PostingTimes): void {
  for (const days of [preparationDays, mailDays])
    if (!Number.isInteger(days) || days < 0) throw new RangeError(`not a number of bank days: ${days}`)
}

/** Where the token is. `null`: none has been set aside yet. */
export type TokenPlace =
  | { readonly state: Exclude<StockState, 'dispatched'> | null }
  | { readonly state: 'dispatched'; readonly postedOn: CalendarDate }

export type PostingStep = 'prepare' | 'post' | 'await-delivery' | 'done'

/** What is to be done next. What is broken, lost or back again needs all the steps once more. */
export function postingStep(state: StockState | null): PostingStep {
  if (state === 'delivered' || state === 'registered') return 'done'
  if (state === 'dispatched') return 'await-delivery'
  return state === 'packed' ? 'post' : 'prepare'
}

/**
 *  - `in-time`: with the usual times it is there on the day before the start date, or it is there already.
 *  - `at-risk` (red): a latest day has gone by, the post takes longer than planned, or a letter came back or was lost;
 *    it may still arrive if everything is done at once and the first attempt succeeds. Speak to the customer.
 *  - `too-late`: even then not. The start date has to be moved.
 *  - `unknown`: the days lead beyond the years whose holidays are known.
 */
export type PostingVerdict = 'in-time' | 'at-risk' | 'too-late' | 'unknown'

export type PostingJudgement = {
  readonly verdict: PostingVerdict
  readonly step: PostingStep
  readonly plan: PostingPlan | null
  /** The day `step` has to be done by; null when it is done. */
  readonly doBy: CalendarDate | null
  /** Bank days from today to `doBy`: 0 today is the last, negative so many ago. Null as `doBy`. */
  readonly daysLeft: number | null
  /** When the token will be with the customer at the usual times from where it is now; null when it is there. */
  readonly expectedOn: CalendarDate | null
}

/** Whether a token will be with the customer before the start date, as things stand today. */
export function judgePosting(
  startOn: CalendarDate,
  today: CalendarDate,
  times: PostingTimes,
  place: TokenPlace,
): PostingJudgement {
  const step = postingStep(place.state)
  const plan = postingPlan(startOn, times)
  if (step === 'done') {
    const known = plan === 'unknown' ? null : plan
    return { verdict: 'in-time', step, plan: known, doBy: null, daysLeft: null, expectedOn: null }
  }
  // A letter can be handed in on a bank day only; it may be delivered on any day after that.
  const next = thisOrNextBankDay(today)
  const posted =
    place.state === 'dispatched'
      ? place.postedOn
      : further(next, step === 'prepare' ? times.preparationDays : 0)
  const expectedOn = further(posted, times.mailDays)
  if (plan === 'unknown' || next === 'unknown' || expectedOn === 'unknown') {
    return { verdict: 'unknown', step, plan: null, doBy: null, daysLeft: null, expectedOn: null }
  }
  const doBy = { prepare: plan.prepareBy, post: plan.postBy, 'await-delivery': plan.deliverBy }[step]
  const left = bankDaysBetween(today, doBy)
  const soonest = step === 'await-delivery' ? today : dayAfter(next, times.mailDays === 0 ? 0 : 1)
  const late = expectedOn > plan.deliverBy || (step === 'await-delivery' && today > expectedOn)
  const stumbled = place.state === 'undelivered' || place.state === 'lost-in-post'
  return {
    verdict: soonest >= startOn ? 'too-late' : late || stumbled ? 'at-risk' : 'in-time',
    step,
    plan,
    doBy,
    daysLeft: left === 'unknown' ? null : left,
    expectedOn,
  }
}
