import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bankDaysAfter, dayAfter } from '#shared/calendar'
import { CalendarDate } from '#shared/ids'
import { earliestStart, judgePosting, postingPlan, postingStep, type TokenPlace } from '#shared/posting'
import { StockState } from '#shared/stock'

const day = (text: string) => CalendarDate.parse(text)
const TIMES = { preparationDays: 2, mailDays: 4 }

/** One line: verdict, step, day to do it by, bank days left, expected day. */
function told(startOn: string, today: string, place: TokenPlace, times = TIMES): string {
  const { verdict, step, doBy, daysLeft, expectedOn } = judgePosting(day(startOn), day(today), times, place)
  return `${verdict}: ${step} by ${doBy} (${daysLeft}), there ${expectedOn}`
}

describe('The latest days for a start date (R-003-07)', () => {
  it('are counted back from the bank day before it', () => {
    expect(postingPlan(day('2026-12-11'), TIMES)).toEqual({
      deliverBy: '2026-12-10',
      postBy: '2026-12-04',
      prepareBy: '2026-12-02',
      calculated: false,
    })
  })

  it('step over weekends and a public holiday', () => {
    // 23 November 2026 is a holiday, a Monday.
    expect(postingPlan(day('2026-11-26'), { preparationDays: 1, mailDays: 2 })).toMatchObject({
      deliverBy: '2026-11-25',
      postBy: '2026-11-20',
      prepareBy: '2026-11-19',
    })
  })

  it('step over the turn of the year: for 5 January the letter goes out before Christmas', () => {
    expect(postingPlan(day('2027-01-05'), TIMES)).toEqual({
      deliverBy: '2027-01-04',
      postBy: '2026-12-25',
      prepareBy: '2026-12-23',
      calculated: true,
    })
  })

  it('step over Golden Week with its substitute holiday', () => {
    expect(postingPlan(day('2026-05-08'), { preparationDays: 0, mailDays: 1 })).toMatchObject({
      deliverBy: '2026-05-07',
      postBy: '2026-05-01',
      prepareBy: '2026-05-01',
    })
  })

  it('of a start date on a weekend are those of the bank day before it', () => {
    expect(postingPlan(day('2026-12-13'), TIMES)).toMatchObject({ deliverBy: '2026-12-11' })
  })

  it('are not guessed beyond the calendar', () => {
    expect(postingPlan(day('2051-06-01'), TIMES)).toBe('unknown')
  })

  it('are whole numbers of days', () => {
    expect(() => postingPlan(day('2026-12-11'), { preparationDays: -1, mailDays: 1 })).toThrow(RangeError)
    expect(() => earliestStart(day('2026-12-11'), { preparationDays: 0, mailDays: 0.5 })).toThrow(RangeError)
  })
})

describe('The earliest start date', () => {
  it('begins with the next bank day when today is none', () => {
    // Saturday: work begins on Tuesday 24th, posted 26th, there 2 December.
    expect(earliestStart(day('2026-11-21'), TIMES)).toBe('2026-12-03')
    expect(earliestStart(day('2026-11-24'), TIMES)).toBe('2026-12-03')
  })

  it('steps over the turn of the year', () => {
    expect(earliestStart(day('2026-12-28'), { preparationDays: 1, mailDays: 2 })).toBe('2027-01-05')
  })

  it('is in time, and the bank day before it is not, whatever the day and the times', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1500 }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 0, max: 9 }),
        (away, preparationDays, mailDays) => {
          const today = dayAfter(day('2026-01-01'), away)
          const times = { preparationDays, mailDays }
          const start = earliestStart(today, times)
          if (start === 'unknown') throw new Error('within the calendar')
          const before = bankDaysAfter(start, -1)
          if (before === 'unknown') throw new Error('within the calendar')
          expect(judgePosting(start, today, times, { state: null }).verdict).toBe('in-time')
          expect(judgePosting(before, today, times, { state: null }).verdict).not.toBe('in-time')
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('Start-date safety', () => {
  const start = '2026-12-11'

  it('is green until the last day to begin, and counts the days', () => {
    expect(told(start, '2026-11-30', { state: null })).toBe(
      'in-time: prepare by 2026-12-02 (2), there 2026-12-08',
    )
    expect(told(start, '2026-12-02', { state: 'reserved' })).toBe(
      'in-time: prepare by 2026-12-02 (0), there 2026-12-10',
    )
  })

  it('is red from the day after, while a letter posted at once may still arrive', () => {
    expect(told(start, '2026-12-03', { state: 'reserved' })).toBe(
      'at-risk: prepare by 2026-12-02 (-1), there 2026-12-11',
    )
    expect(told(start, '2026-12-09', { state: 'reserved' })).toMatch(/^at-risk: prepare/)
    expect(told(start, '2026-12-10', { state: 'reserved' })).toMatch(/^too-late: prepare/)
  })

  it('gives a packed token the days that packing has taken already', () => {
    expect(told(start, '2026-12-04', { state: 'packed' })).toBe(
      'in-time: post by 2026-12-04 (0), there 2026-12-10',
    )
    expect(told(start, '2026-12-05', { state: 'packed' })).toMatch(/^at-risk: post by 2026-12-04 \(-1\)/)
  })

  it('trusts a letter in the post until the day it should have arrived', () => {
    const inPost: TokenPlace = { state: 'dispatched', postedOn: day('2026-12-02') }
    expect(told(start, '2026-12-08', inPost)).toBe(
      'in-time: await-delivery by 2026-12-10 (2), there 2026-12-08',
    )
    expect(told(start, '2026-12-09', inPost)).toMatch(/^at-risk/)
    expect(told(start, '2026-12-11', inPost)).toMatch(/^too-late/)
  })

  it('is red at once when it was posted after the last day', () => {
    const inPost: TokenPlace = { state: 'dispatched', postedOn: day('2026-12-07') }
    expect(told(start, '2026-12-07', inPost)).toBe(
      'at-risk: await-delivery by 2026-12-10 (3), there 2026-12-11',
    )
  })

  it('is never green for a letter that came back or was lost, however much time is left', () => {
    expect(told('2027-03-01', '2026-12-01', { state: 'undelivered' })).toMatch(/^at-risk: prepare/)
    expect(told('2027-03-01', '2026-12-01', { state: 'lost-in-post' })).toMatch(/^at-risk: prepare/)
    expect(told('2027-03-01', '2026-12-01', { state: 'initial-defect' })).toMatch(/^in-time: prepare/)
  })

  it('is settled once the customer has the token (R-003-09)', () => {
    expect(told(start, '2026-12-20', { state: 'delivered' })).toBe('in-time: done by null (null), there null')
    expect(told(start, '2026-12-20', { state: 'registered' })).toMatch(/^in-time: done/)
  })

  it('counts no post for a token handed over at the counter', () => {
    const counter = { preparationDays: 1, mailDays: 0 }
    expect(told(start, '2026-12-09', { state: null }, counter)).toBe(
      'in-time: prepare by 2026-12-09 (0), there 2026-12-10',
    )
    expect(told(start, '2026-12-10', { state: null }, counter)).toMatch(/^at-risk/)
    expect(told(start, '2026-12-11', { state: null }, counter)).toMatch(/^too-late/)
  })

  it('cannot be posted on a weekend, but may arrive on one', () => {
    // Start on Monday 14 December: posted on Friday it may be there on Saturday; on Saturday the counter is closed.
    expect(told('2026-12-14', '2026-12-11', { state: 'packed' })).toMatch(/^at-risk/)
    expect(told('2026-12-14', '2026-12-12', { state: 'packed' })).toMatch(/^too-late/)
  })

  it('says so when nobody knows the holidays', () => {
    expect(told('2051-06-01', '2026-12-01', { state: null })).toBe(
      'unknown: prepare by null (null), there null',
    )
  })

  it('knows the next step for every state a token can be in', () => {
    const steps = Object.fromEntries(StockState.options.map((state) => [state, postingStep(state)]))
    expect(Object.entries(steps).filter(([, step]) => step !== 'prepare')).toEqual([
      ['packed', 'post'],
      ['dispatched', 'await-delivery'],
      ['delivered', 'done'],
      ['registered', 'done'],
    ])
  })
})
