import { describe, expect, it } from 'vitest'
import { CalendarDate, Instant } from '#shared/ids'
import { daysUntil, minutesUntil, timeTyped } from '../../../src-renderer/tasks/clock-words.ts'

const at = (text: string) => Instant.parse(text)

describe('How long until a moment', () => {
  it('is rounded up to the minute, so that nobody is told too early', () => {
    expect(minutesUntil(at('2026-11-21T05:48:00.000Z'), at('2026-11-21T05:26:00.000Z'))).toBe(22)
    expect(minutesUntil(at('2026-11-21T05:48:00.000Z'), at('2026-11-21T05:47:59.000Z'))).toBe(1)
  })

  it('is nothing once it has come', () => {
    const moment = at('2026-11-21T05:48:00.000Z')
    expect(minutesUntil(moment, moment)).toBe(0)
    expect(minutesUntil(moment, at('2026-11-22T05:48:00.000Z'))).toBe(0)
  })

  it('is counted in days of Tokyo, wherever the machine stands', () => {
    // 23:30 on the 21st and 08:10 on the 22nd in Tokyo: one UTC day, two days there.
    expect(daysUntil(at('2026-11-21T23:10:00.000Z'), at('2026-11-21T14:30:00.000Z'))).toBe(1)
    expect(daysUntil(at('2026-11-21T14:59:00.000Z'), at('2026-11-21T14:30:00.000Z'))).toBe(0)
    expect(daysUntil(CalendarDate.parse('2026-11-20'), at('2026-11-21T14:30:00.000Z'))).toBe(-1)
  })
})

describe('a time of the day as people type it', () => {
  it.each([
    ['1432', '14:32'],
    ['14:32', '14:32'],
    ['１４：３２', '14:32'],
    ['14時32分', '14:32'],
    ['932', '09:32'],
    [' 9 32 ', '09:32'],
    ['0000', '00:00'],
    ['2359', '23:59'],
  ])('%s is %s', (typed, time) => {
    expect(timeTyped(typed)).toBe(time)
  })
  it.each(['', '2400', '1260', '12', '12345', 'noon', '٠٩٣٢', '-932'])('%s is none', (typed) => {
    expect(timeTyped(typed)).toBeNull()
  })
})
