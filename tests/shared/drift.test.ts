import { describe, expect, it } from 'vitest'
import { DRIFT_STEPS_MAX, dayOf, middleOf, type Shown, sumsOf, trendOf, yearsBetween } from '#shared/drift'
import { Instant } from '#shared/ids'

const YEAR = 365.25
const FIRST = dayOf('2024-04-01T00:00:00.000Z')

/** A token whose clock runs `perYear` steps a year ahead, seen at these years. */
const seen = (perYear: number, years: readonly number[]): readonly Shown[] =>
  years.map((year) => ({ day: FIRST + year * YEAR, drift: Math.round(perYear * year) }))
const trendIn = (shown: readonly Shown[]) => trendOf(sumsOf(shown), shown.at(-1)?.drift ?? 0)
const leavesIn = (shown: readonly Shown[]) => {
  const at = trendIn(shown)?.leavesAt
  return at === null || at === undefined ? at : (at / 86_400_000 - FIRST) / YEAR
}

describe('the rate of a token’s clock', () => {
  it.each([3, -3, 1, -5.5, 0.5])('is found again in what it showed: %d steps a year', (perYear) => {
    const shown = seen(perYear, [0, 0.5, 1, 1.5, 2])
    expect(trendIn(shown)?.stepsPerYear).toBeCloseTo(perYear, 0)
  })

  it('is the slope of the least squares, computed here once more and the long way', () => {
    const shown: Shown[] = [
      { day: FIRST, drift: 0 },
      { day: FIRST + 100, drift: 2 },
      { day: FIRST + 250, drift: 1 },
      { day: FIRST + 400, drift: 4 },
    ]
    const meanDay = shown.reduce((sum, { day }) => sum + day, 0) / 4
    const meanDrift = shown.reduce((sum, { drift }) => sum + drift, 0) / 4
    const slope =
      shown.reduce((sum, { day, drift }) => sum + (day - meanDay) * (drift - meanDrift), 0) /
      shown.reduce((sum, { day }) => sum + (day - meanDay) ** 2, 0)
    expect(trendIn(shown)?.stepsPerYear).toBeCloseTo(slope * YEAR, 2)
  })

  it('is not guessed from fewer than three looks, nor from less than a month', () => {
    expect(trendIn(seen(3, [0, 2]))).toBeUndefined()
    expect(trendIn(seen(3, [0, 0.02, 0.05]))).toBeUndefined()
    const sameDay = [FIRST, FIRST, FIRST].map((day) => ({ day, drift: 1 }))
    expect(trendIn(sameDay)).toBeUndefined()
    expect(trendIn(seen(3, [0, 0.5, 1]))).toBeDefined()
  })
})

describe('the day on which a token will be lost', () => {
  it('is when its drift passes what a resync reaches, counted from where it was seen last', () => {
    expect(leavesIn(seen(2, [0, 1, 2]))).toBeCloseTo(2 + (DRIFT_STEPS_MAX - 4) / 2, 1)
    expect(leavesIn(seen(-2, [0, 1, 2]))).toBeCloseTo(2 + (DRIFT_STEPS_MAX - 4) / 2, 1)
  })

  it('lies in the past for one that is gone already', () => {
    expect(leavesIn(seen(6, [0, 1, 2]))).toBeLessThan(2)
  })

  it('is never for one whose clock hardly moves', () => {
    expect(trendIn(seen(0, [0, 1, 2]))).toEqual({ stepsPerYear: 0, leavesAt: null })
    expect(trendIn(seen(0.1, [0, 4, 8]))?.leavesAt).toBeNull()
  })

  it('is seen from the side to which it goes: one that was slow and runs fast has the whole way before it', () => {
    const shown = [-4, -2, 0].map((drift, year) => ({ day: FIRST + year * YEAR, drift }))
    expect(leavesIn(shown)).toBeCloseTo(2 + DRIFT_STEPS_MAX / 2, 1)
  })
})

describe('ages and middles', () => {
  it('count whole years', () => {
    const known = Instant.parse('2024-04-01T00:00:00.000Z')
    const later = (days: number) => Date.parse(known) + days * 86_400_000
    expect([0, 365, 366, 731].map((days) => yearsBetween(known, later(days)))).toEqual([0, 0, 1, 2])
    expect(yearsBetween(known, later(-10))).toBe(0)
  })

  it('take the middle one, or the mean of the two', () => {
    expect([middleOf([]), middleOf([3]), middleOf([5, 1, 2]), middleOf([4, 1, 2, 3])]).toEqual([
      null,
      3,
      2,
      2.5,
    ])
  })
})
