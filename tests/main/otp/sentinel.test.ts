import { describe, expect, it } from 'vitest'
import {
  AGREEING,
  LOOKED_AT,
  makeSentinel,
  STEPS_OFF,
  type Testimony,
  type Verdict,
} from '#main/otp/sentinel'

const says = (name: string, ahead: number, more: Partial<Testimony> = {}): Testimony => ({
  pool: 'customer',
  name,
  ahead,
  periodSeconds: 30,
  counted: Math.abs(ahead) > 1,
  mono: 0,
  ...more,
})

/** What a sentinel answers to each of these, in turn. */
function answers(...testimonies: readonly Testimony[]): (number | undefined)[] {
  const sentinel = makeSentinel(() => undefined)
  return testimonies.map((testimony) => sentinel.hear(testimony)?.secondsFast)
}

describe('the clock sentinel (OTP-06)', () => {
  it.each([
    [95, [-3, -4, -3], 100],
    [95, [-4, -4, -4], 120],
    [-95, [3, 4, 3], -100],
    [62, [-2, -2, -2], 60],
  ])('names about %i seconds when different tokens show %j', (_off, steps, named) => {
    expect(answers(...steps.map((ahead, index) => says(`T${index}`, ahead)))).toEqual([
      undefined,
      undefined,
      named,
    ])
  })

  it('needs different tokens: one that is typed again and again is one', () => {
    expect(answers(...Array.from({ length: 8 }, () => says('T1', -3)))).toEqual(Array(8).fill(undefined))
    // A colleague’s token and a customer’s are two, even if somebody gave them one name.
    expect(answers(says('T1', -3), says('T1', -3, { pool: 'staff' }), says('T2', -3)).at(-1)).toBe(90)
  })

  it('takes one step for what reading and typing need, and no sign of anything', () => {
    expect(STEPS_OFF).toBe(2)
    const slow = Array.from({ length: 10 }, (_, index) => says(`T${index}`, index % 2 === 0 ? -1 : 1))
    expect(answers(...slow)).toEqual(Array(10).fill(undefined))
  })

  it('believes tokens that disagree with each other less than the clock', () => {
    expect(answers(says('T1', -3), says('T2', 3), says('T3', -5), says('T4', 5), says('T5', 8))).toEqual(
      Array(5).fill(undefined),
    )
    expect(answers(says('T1', -2), says('T2', -4), says('T3', -6)).at(-1)).toBeUndefined()
  })

  it('is not kept from it by one token that has a clock of its own', () => {
    expect(answers(says('T1', 7), says('T2', -3), says('T3', -4), says('T4', -3)).at(-1)).toBe(100)
  })

  it('looks at the latest five: healthy tokens quieten it, and a clock that goes wrong later is still found', () => {
    const healthy = ['A', 'B', 'C', 'D', 'E'].map((name) => says(name, 0))
    expect(answers(...healthy, says('T1', -3), says('T2', -3), says('T3', -3)).at(-1)).toBe(90)
    const between = [says('T1', -3), says('T2', -3), ...healthy.slice(0, LOOKED_AT - 1), says('T3', -3)]
    expect(answers(...between).at(-1)).toBeUndefined()
  })

  it('forgets a late code when the same token shows a timely one after it', () => {
    const late = [says('T1', -2), says('T2', -2), says('T1', 0), says('T3', -2)]
    expect(answers(...late).at(-1)).toBeUndefined()
  })

  it('counts tokens of 60 seconds in seconds: they agree within the longer step', () => {
    const slow = says('T3', -2, { periodSeconds: 60 })
    expect(answers(says('T1', -3), says('T2', -4), slow).at(-1)).toBe(110)
    expect(answers(says('T1', -6), says('T2', -6), slow).at(-1)).toBeDefined()
    expect(answers(says('T1', -7), says('T2', -7), slow).at(-1)).toBeUndefined()
  })

  it('remembers no longer than half a day', () => {
    const later = { mono: 12 * 60 * 60_000 }
    expect(answers(says('T1', -3), says('T2', -3), says('T3', -3, later)).at(-1)).toBeUndefined()
    expect(
      answers(says('T1', -3), says('T2', -3), says('T3', -3, { mono: later.mono - 1 })).at(-1),
    ).toBeDefined()
  })

  it('says how many codes of each witness were counted since its last good one, and tells it once', () => {
    const told: Verdict[] = []
    const sentinel = makeSentinel((verdict) => void told.push(verdict))
    for (const testimony of [says('T1', 0), says('T1', -3), says('T1', -3), says('T2', -3)]) {
      expect(sentinel.hear(testimony)).toBeUndefined()
    }
    // Accepted, because its drift was learnt: a witness to whom nothing was counted.
    const verdict = sentinel.hear(says('S0127', -3, { pool: 'staff', counted: false }))
    expect(verdict).toEqual({
      secondsFast: 90,
      witnesses: [
        { pool: 'customer', name: 'T1', codes: 2 },
        { pool: 'customer', name: 'T2', codes: 1 },
        { pool: 'staff', name: 'S0127', codes: 0 },
      ],
    })
    expect(told).toEqual([verdict])
    // Begins anew: what was said led to this verdict and to no second one.
    expect(sentinel.hear(says('T4', -3))).toBeUndefined()
  })

  it('begins anew where other tokens are judged', () => {
    const sentinel = makeSentinel(() => undefined)
    for (let token = 1; token < AGREEING; token += 1) sentinel.hear(says(`T${token}`, -3))
    sentinel.forget()
    expect(sentinel.hear(says('T9', -3))).toBeUndefined()
  })
})
