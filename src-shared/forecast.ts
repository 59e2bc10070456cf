import { dayAfter, daysBetween, lastOfMonth, monthsAfter } from './calendar.ts'
import type { CalendarDate } from './ids.ts'
import type { StockState } from './stock.ts'

/**
 * How long the tokens of one model last: what is in the safe, what is used in a month, what expires before it is used,
 * and when to order. Whole tokens and whole days in Asia/Tokyo; a guess about the future, said as plainly as it is made:
 * use goes on as in the last twelve months, and the token that expires first is used first.
 */

/** Tokens whose expiry lies in one month, `YYYY-MM`; usable to the month's last day. */
export type ExpiringTokens = { readonly month: string; readonly count: number }

export type ModelStock = {
  readonly today: CalendarDate
  /** Tokens of the model by where they are; what is not named is 0. */
  readonly counts: Readonly<Partial<Record<StockState, number>>>
  /** Tokens taken out of the safe for customers in each of the last twelve months, whole months before today's. */
  readonly usedPerMonth: readonly number[]
  /** Of the tokens in the safe and on their way into it. */
  readonly expiringInSafe: readonly ExpiringTokens[]
  /** Of the tokens customers have. */
  readonly expiringWithCustomers: readonly ExpiringTokens[]
  /** Days from an order to tokens that lie in the safe. */
  readonly leadDays: number
  /** Order when no more than so many are left. */
  readonly reorderLevel: number
}

/** Tokens that can be set aside now, or after an inspection. What is reserved already belongs to somebody. */
const USABLE: readonly StockState[] = ['received', 'inspected', 'in-stock']
/** Tokens customers rely on and need another for in time. */
const WITH_CUSTOMERS: readonly StockState[] = ['delivered', 'registered']

const total = (counts: ModelStock['counts'], states: readonly StockState[]): number =>
  states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)

export type Forecast = {
  readonly usable: number
  /** The yearly use this is counted with: the sum of the twelve months. */
  readonly usedInYear: number
  /** Months the usable tokens last, to one decimal, rounded down; null where they do not run out within {@link HORIZON_YEARS}. */
  readonly monthsOfCover: number | null
  /** The first day on which none is left; null as above. */
  readonly runsOutOn: CalendarDate | null
  /** Tokens in the safe that will have expired before anybody needs them. */
  readonly wasted: number
  /** The day to order on, never before today; null where nothing needs to be ordered within {@link HORIZON_YEARS}. */
  readonly orderOn: CalendarDate | null
  /**
   * Why on that day. `level`: the stock falls to the reorder level. `lead-time`: an order on a later day would come
   * when the safe is empty already. `overdue`: that day has passed.
   */
  readonly because: 'level' | 'lead-time' | 'overdue' | null
  /** Months that end within so many months from today; expired ones are not among them. */
  readonly expiring: Readonly<Record<3 | 6 | 12, { readonly inSafe: number; readonly withCustomers: number }>>
  readonly expired: { readonly inSafe: number; readonly withCustomers: number }
}

/** How far ahead is looked; longer than a token's battery lasts. */
export const HORIZON_YEARS = 10

/**
 * The forecast for one model.
 *
 * @throws RangeError when a number is not a whole one of 0 or more, there are not twelve months of use, or more tokens
 *   expire than there are
 */
export function forecast(stock: ModelStock): Forecast {
  check(stock)
  const { today, leadDays, reorderLevel } = stock
  const usable = total(stock.counts, USABLE)
  const usedInYear = sum(stock.usedPerMonth)
  const { runsOutOn, reachesOn, wasted } = run(stock, usable, usedInYear)
  const lastMoment = runsOutOn === null ? null : dayAfter(runsOutOn, -leadDays)
  const due = earlier(reachesOn, lastMoment)
  return {
    usable,
    usedInYear,
    monthsOfCover: runsOutOn === null ? null : tenthsOfMonths(today, runsOutOn),
    runsOutOn,
    wasted,
    orderOn: due === null || due > today ? due : today,
    because:
      due === null
        ? null
        : due < today || usable < reorderLevel
          ? 'overdue'
          : due === reachesOn
            ? 'level'
            : 'lead-time',
    expiring: {
      3: expiringWithin(stock, 3),
      6: expiringWithin(stock, 6),
      12: expiringWithin(stock, 12),
    },
    expired: {
      inSafe: until(stock.expiringInSafe, dayAfter(today, -1)),
      withCustomers: until(stock.expiringWithCustomers, dayAfter(today, -1)),
    },
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0)

const earlier = (a: CalendarDate | null, b: CalendarDate | null): CalendarDate | null =>
  a === null || (b !== null && b < a) ? b : a

function check({ counts, usedPerMonth, expiringInSafe, leadDays, reorderLevel, ...rest }: ModelStock): void {
  if (usedPerMonth.length !== 12) throw new RangeError(`twelve months of use, not ${usedPerMonth.length}`)
  const lots = [...expiringInSafe, ...rest.expiringWithCustomers].map(({ count }) => count)
  for (const number of [...Object.values(counts), ...usedPerMonth, ...lots, leadDays, reorderLevel]) {
    if (!Number.isInteger(number) || number < 0) throw new RangeError(`not a whole number: ${number}`)
  }
  if (sum(expiringInSafe.map(({ count }) => count)) > total(counts, USABLE))
    throw new RangeError('more tokens expire than are in the safe')
  if (sum(rest.expiringWithCustomers.map(({ count }) => count)) > total(counts, WITH_CUSTOMERS))
    throw new RangeError('more tokens expire than customers have')
}

/** Day by day: what has expired goes, and the year's use is spread evenly, the oldest token first. */
function run(
  { today, expiringInSafe, reorderLevel }: Pick<ModelStock, 'today' | 'expiringInSafe' | 'reorderLevel'>,
  usable: number,
  usedInYear: number,
) {
  const lots = [...expiringInSafe]
    .map(({ month, count }) => ({ last: lastOfMonth(month), count }))
    .sort((a, b) => (a.last < b.last ? -1 : 1))
  let left = usable
  let wasted = 0
  let used = 0
  let reachesOn: CalendarDate | null = usable <= reorderLevel ? today : null
  const end = monthsAfter(today, 12 * HORIZON_YEARS)
  const year = daysBetween(today, monthsAfter(today, 12))
  for (let day = today, past = 0; day <= end; past += 1, day = dayAfter(today, past)) {
    for (let lot = lots[0]; lot !== undefined && lot.last < day; lot = lots[0]) {
      wasted += lot.count
      left -= lot.count
      lots.shift()
    }
    for (; used < Math.floor((usedInYear * past) / year) && left > 0; used += 1, left -= 1) {
      const lot = lots.find(({ count }) => count > 0)
      if (lot !== undefined) lot.count -= 1
    }
    if (reachesOn === null && left <= reorderLevel) reachesOn = day
    if (left === 0) return { runsOutOn: day, reachesOn, wasted }
  }
  return { runsOutOn: null, reachesOn, wasted }
}

function tenthsOfMonths(from: CalendarDate, to: CalendarDate): number {
  let months = 0
  while (monthsAfter(from, months + 1) <= to) months += 1
  const start = monthsAfter(from, months)
  const rest = Math.floor((10 * daysBetween(start, to)) / daysBetween(start, monthsAfter(from, months + 1)))
  return (months * 10 + rest) / 10
}

const until = (lots: readonly ExpiringTokens[], last: CalendarDate): number =>
  sum(lots.filter(({ month }) => lastOfMonth(month) <= last).map(({ count }) => count))

function expiringWithin({ today, expiringInSafe, expiringWithCustomers }: ModelStock, months: number) {
  const last = monthsAfter(today, months)
  const gone = dayAfter(today, -1)
  return {
    inSafe: until(expiringInSafe, last) - until(expiringInSafe, gone),
    withCustomers: until(expiringWithCustomers, last) - until(expiringWithCustomers, gone),
  }
}

// ── Replacement campaign ───────────────────────────────────────────────────────────────────────────────

export type CampaignMonth = {
  readonly month: string
  /** Tokens of customers that expire in the month. */
  readonly tokens: number
  /** The day by which their replacements leave the safe; today where that day has passed. */
  readonly sendBy: CalendarDate
  /** Usable tokens left after everything up to this month, use of every day included; negative where they fall short. */
  readonly left: number
}

export type CampaignForecast = {
  readonly months: readonly CampaignMonth[]
  /** Customers' tokens to replace, those that have expired already among them. */
  readonly needed: number
  /** What has to be ordered beyond what is in the safe; 0 when it suffices. */
  readonly short: number
  /** The day the order has to go out so that no replacement is late, never before today; null when nothing is short. */
  readonly orderBy: CalendarDate | null
}

/**
 * What replacing customers' expiring tokens asks of the safe (R-003-36), on top of everyday use.
 *
 * @param within months from today; tokens that have expired already count with the first
 * @param sendDaysBefore how many days before the end of its month a replacement leaves the safe
 * @throws RangeError as {@link forecast}
 */
export function campaignForecast(
  stock: ModelStock,
  within: number,
  sendDaysBefore: number,
): CampaignForecast {
  check(stock)
  const { today, leadDays } = stock
  const horizon = monthsAfter(today, within)
  const due = stock.expiringWithCustomers
    .filter(({ month, count }) => count > 0 && lastOfMonth(month) <= horizon)
    .sort((a, b) => (a.month < b.month ? -1 : 1))
  const usable = total(stock.counts, USABLE)
  const usedInYear = sum(stock.usedPerMonth)
  const year = daysBetween(today, monthsAfter(today, 12))
  let needed = 0
  const months = due.map(({ month, count }) => {
    needed += count
    const wish = dayAfter(lastOfMonth(month), -sendDaysBefore)
    const sendBy = wish < today ? today : wish
    const everyday = Math.floor((usedInYear * daysBetween(today, sendBy)) / year)
    // What expires in the safe first is used first, everyday or as a replacement; only the rest of it is lost.
    const lost = Math.max(0, until(stock.expiringInSafe, dayAfter(sendBy, -1)) - everyday - (needed - count))
    return { month, tokens: count, sendBy, left: usable - lost - everyday - needed }
  })
  const first = months.find(({ left }) => left < 0)
  const wish = first === undefined ? null : dayAfter(first.sendBy, -leadDays)
  return {
    months,
    needed,
    short: Math.max(0, ...months.map(({ left }) => 0 - left)),
    orderBy: wish === null || wish > today ? wish : today,
  }
}
