import { describe, expect, it } from 'vitest'
import { type Clock, machineClock, makeClock } from '#main/clock'

const START = Date.parse('2026-11-20T01:00:00.000Z')

function clockWeSet() {
  const time = { wall: START, mono: 5_000.4 }
  const clock: Clock = makeClock(
    () => time.wall,
    () => time.mono,
  )
  const pass = (ms: number): void => {
    time.wall += ms
    time.mono += ms
  }
  /** Somebody sets the clock on the wall; the time that goes by does not change. */
  const setBy = (ms: number): void => {
    time.wall += ms
  }
  return { clock, pass, setBy }
}

describe('the clock', () => {
  it('reads the instant in UTC with milliseconds, and a monotonic time in whole ones', () => {
    const { clock } = clockWeSet()
    expect(clock.read()).toEqual({
      wall: START,
      instant: '2026-11-20T01:00:00.000Z',
      mono: 5_000,
      state: 'trusted',
    })
  })

  it('is trusted through a long day, as long as both times go on together', () => {
    const set = clockWeSet()
    set.pass(12 * 60 * 60_000)
    expect(set.clock.read().state).toBe('trusted')
  })

  it.each([
    [4_000, 'trusted'],
    [5_000, 'trusted'],
    [6_000, 'suspect'],
    [-6_000, 'suspect'],
    [60 * 60_000, 'suspect'],
  ])('set by %i ms while running is %s (FLT-10)', (jump, state) => {
    const set = clockWeSet()
    set.pass(60_000)
    set.setBy(jump)
    expect(set.clock.read().state).toBe(state)
  })

  it('is believed again once it is put right', () => {
    const set = clockWeSet()
    set.setBy(60_000)
    expect(set.clock.read().state).toBe('suspect')
    set.setBy(-60_000)
    expect(set.clock.read().state).toBe('trusted')
  })

  it.each([
    [1_000, 'trusted'],
    [119_000, 'trusted'],
    [120_000, 'trusted'],
    [121_000, 'rejected'],
    [365 * 24 * 60 * 60_000, 'rejected'],
  ])('started %i ms behind the last thing written is %s (FLT-09)', (behind, state) => {
    const { clock } = clockWeSet()
    clock.seen(START + behind)
    expect(clock.read().state).toBe(state)
  })

  it('is not made older by something older: the newest thing written counts', () => {
    const { clock } = clockWeSet()
    clock.seen(START + 121_000)
    clock.seen(START - 1)
    expect(clock.read().state).toBe('rejected')
  })

  it('never lets the monotonic time go back, whatever happens to the wall', () => {
    const set = clockWeSet()
    const before = set.clock.read().mono
    set.pass(1_000)
    set.setBy(-24 * 60 * 60_000)
    expect(set.clock.read().mono).toBe(before + 1_000)
  })

  it('of this machine is trusted, and goes on', () => {
    const clock = machineClock()
    const first = clock.read()
    expect(first.state).toBe('trusted')
    expect(Date.parse(first.instant)).toBe(first.wall)
    expect(clock.read().mono).toBeGreaterThanOrEqual(first.mono)
  })
})
