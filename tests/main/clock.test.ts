import { describe, expect, it } from 'vitest'
import { type Clock, machineClock, makeClock } from '#main/clock'

const START = Date.parse('2026-11-20T01:00:00.000Z')

function clockWeSet(notBefore = 0) {
  const time = { wall: START, mono: 5_000.4 }
  const clock: Clock = makeClock(
    () => time.wall,
    () => time.mono,
    notBefore,
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
      doubt: null,
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

  it.each([95_000, -7_200_000])('says by how much it moved while running: %i ms', (jump) => {
    const set = clockWeSet()
    set.pass(60_000)
    set.setBy(jump)
    expect(set.clock.read().doubt).toEqual({ reason: 'jump', secondsFast: jump / 1000 })
  })

  it('contradicted by tokens is suspect, says by how much, and goes on being so (OTP-06)', () => {
    const set = clockWeSet()
    set.clock.contradict(95)
    expect(set.clock.read()).toMatchObject({
      state: 'suspect',
      doubt: { reason: 'tokens', secondsFast: 95 },
    })
    set.pass(24 * 60 * 60_000)
    expect(set.clock.read()).toMatchObject({
      state: 'suspect',
      doubt: { reason: 'tokens', secondsFast: 95 },
    })
  })

  it('is believed again when it is moved to within a step of where the tokens have it, and no less', () => {
    const set = clockWeSet()
    set.clock.contradict(95)
    set.setBy(-64_000)
    expect(set.clock.read().doubt).toEqual({ reason: 'tokens', secondsFast: 31 })
    set.setBy(-21_000)
    expect(set.clock.read()).toMatchObject({ state: 'trusted', doubt: null })
    // From here on it is watched as ever.
    set.setBy(6_000)
    expect(set.clock.read().doubt).toEqual({ reason: 'jump', secondsFast: 6 })
  })

  it('moved the wrong way after tokens contradicted it is still doubted', () => {
    const set = clockWeSet()
    set.clock.contradict(95)
    set.setBy(95_000)
    expect(set.clock.read().doubt).toEqual({ reason: 'tokens', secondsFast: 190 })
  })

  it('that is behind what was written says so, whatever else is wrong with it', () => {
    const set = clockWeSet()
    set.clock.seen(START + 121_000)
    set.clock.contradict(-95)
    expect(set.clock.read()).toMatchObject({
      state: 'rejected',
      doubt: { reason: 'behind', secondsFast: -121 },
    })
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

  it('put right by far more than two minutes is not held back by what was written while it was wrong', () => {
    const set = clockWeSet()
    set.clock.seen(START)
    set.clock.contradict(280)
    set.setBy(-280_000)
    expect(set.clock.read()).toMatchObject({ state: 'trusted', doubt: null })
  })

  it('shows no time before its program existed, and nobody’s word makes it right (FLT-09)', () => {
    const set = clockWeSet(START + 60_000)
    const doubted = { state: 'rejected', doubt: { reason: 'before-program', secondsFast: -60 } }
    expect(set.clock.read()).toMatchObject(doubted)
    set.clock.confirm()
    expect(set.clock.read()).toMatchObject(doubted)
    set.pass(60_000)
    expect(set.clock.read()).toMatchObject({ state: 'trusted' })
  })

  it('doubted by the store it was opened with is not put right by any time that goes by or is set', () => {
    const set = clockWeSet()
    set.clock.stand({ reason: 'earlier', secondsFast: 95 })
    const doubted = { state: 'suspect', doubt: { reason: 'earlier', secondsFast: 95 } }
    set.pass(24 * 60 * 60_000)
    expect(set.clock.read()).toMatchObject(doubted)
    set.setBy(-95_000)
    expect(set.clock.read().doubt).toEqual({ reason: 'jump', secondsFast: -95 })
    set.setBy(95_000)
    expect(set.clock.read()).toMatchObject(doubted)
  })

  it.each([
    ['a jump', (set: ReturnType<typeof clockWeSet>) => set.setBy(60_000)],
    ['tokens', (set: ReturnType<typeof clockWeSet>) => set.clock.contradict(95)],
    ['a later entry', (set: ReturnType<typeof clockWeSet>) => set.clock.seen(START + 60 * 60_000)],
    [
      'what stood before',
      (set: ReturnType<typeof clockWeSet>) => set.clock.stand({ reason: 'gap', secondsFast: 1 }),
    ],
  ])('doubted for %s is believed once it is confirmed, and watched as ever', (_what, doubt) => {
    const set = clockWeSet()
    doubt(set)
    expect(set.clock.read().state).not.toBe('trusted')
    set.clock.confirm()
    expect(set.clock.read()).toMatchObject({ state: 'trusted', doubt: null })
    set.setBy(6_000)
    expect(set.clock.read().doubt).toEqual({ reason: 'jump', secondsFast: 6 })
  })

  it('is known in each branch by itself: what one has confirmed or doubted is no other’s', () => {
    const set = clockWeSet()
    set.setBy(60_000)
    set.clock.turn('practice')
    set.clock.confirm()
    expect(set.clock.read().state).toBe('trusted')
    set.clock.turn('branch')
    expect(set.clock.read().doubt).toEqual({ reason: 'jump', secondsFast: 60 })
    set.clock.contradict(300)
    set.clock.turn('practice')
    expect(set.clock.read().state).toBe('trusted')
    set.clock.turn('branch')
    expect(set.clock.read().doubt).toEqual({ reason: 'tokens', secondsFast: 300 })
  })

  it('of this machine is trusted, and goes on', () => {
    const clock = machineClock()
    const first = clock.read()
    expect(first.state).toBe('trusted')
    expect(Date.parse(first.instant)).toBe(first.wall)
    expect(clock.read().mono).toBeGreaterThanOrEqual(first.mono)
  })
})
