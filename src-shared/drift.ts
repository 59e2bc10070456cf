/**
 * 時計のずれ: how a token's clock wanders off, and when it will be too far away to be found again. Quartz runs at a
 * nearly constant rate, so a straight line through what the token has shown is all there is to it.
 */

/** Further off than this in steps, a token is exchanged: a resync finds it no more. */
export const DRIFT_STEPS_MAX = 10

/** Below this there is no telling a rate from the step that reading and typing a code may take. */
const DAYS_MIN = 30
const NOTES_MIN = 3
/** A clock that loses less than a step in four years outlives its battery. */
const STEPS_PER_YEAR_MIN = 0.25

const DAY_MS = 24 * 60 * 60_000
const YEAR_DAYS = 365.25

/** Days since 1970, and steps the token's clock was ahead then. */
export type Shown = { readonly day: number; readonly drift: number }

/** Sums over what a token has shown, as a database can make them: enough for the straight line, and for nothing else. */
export type DriftSums = {
  readonly notes: number
  readonly firstDay: number
  readonly lastDay: number
  readonly days: number
  readonly drifts: number
  readonly daysSquared: number
  readonly products: number
}

export type Trend = {
  readonly stepsPerYear: number
  /** Milliseconds since 1970 UTC; null where the clock hardly moves, or moves back towards ours. */
  readonly leavesAt: number | null
}

/** `day` counts from the token's first day, so that the sums keep their digits. */
export const sumsOf = (shown: readonly Shown[]): DriftSums => {
  const first = Math.min(...shown.map(({ day }) => day))
  const sum = (of: (one: Shown) => number) => shown.reduce((total, one) => total + of(one), 0)
  return {
    notes: shown.length,
    firstDay: first,
    lastDay: Math.max(...shown.map(({ day }) => day)),
    days: sum(({ day }) => day - first),
    drifts: sum(({ drift }) => drift),
    daysSquared: sum(({ day }) => (day - first) ** 2),
    products: sum(({ day, drift }) => (day - first) * drift),
  }
}

export const dayOf = (at: string): number => Date.parse(at) / DAY_MS

/**
 * How fast a token's clock runs, and when one that was last seen at `drift` will be lost: in the past where it is
 * already. Undefined where it was seen too seldom or not long enough.
 */
export function trendOf(sums: DriftSums, drift: number): Trend | undefined {
  const { notes, firstDay, lastDay, days, drifts, daysSquared, products } = sums
  if (notes < NOTES_MIN || lastDay - firstDay < DAYS_MIN) return undefined
  const spread = notes * daysSquared - days * days
  if (spread <= 0) return undefined
  const perDay = (notes * products - days * drifts) / spread
  const stepsPerYear = Math.round(perDay * YEAR_DAYS * 100) / 100
  if (Math.abs(stepsPerYear) < STEPS_PER_YEAR_MIN) return { stepsPerYear, leavesAt: null }
  // Counted from where it was seen last: the line says how fast, not where.
  const left = stepsPerYear > 0 ? DRIFT_STEPS_MAX - drift : DRIFT_STEPS_MAX + drift
  const leaves = (lastDay + left / Math.abs(perDay)) * DAY_MS
  return { stepsPerYear, leavesAt: Math.round(leaves) }
}

/** Whole years between two instants. */
export const yearsBetween = (from: string, now: number): number =>
  Math.max(0, Math.floor((now - Date.parse(from)) / (YEAR_DAYS * DAY_MS)))

/** The middle of some numbers; null of none. */
export function middleOf(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : Math.round(((low + high) / 2) * 100) / 100
}
