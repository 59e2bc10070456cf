import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DRIFT_STEPS_MAX,
  LOOK_AHEAD,
  RESYNC_LOOK_AHEAD,
  resync,
  stepsAhead,
  type TokenMemory,
  verify,
} from '#main/otp/engine'
import { rebind, UNUSED, unlock } from '#main/otp/memory'
import { type Device, deviceOf, lastDigitPlusOne, rfcSecret } from './device.ts'

/** 2026-11-21 16:30 in Japan; divisible by 30 s and 60 s. */
const AT = Date.UTC(2026, 10, 21, 7, 30)
const STEP = AT / 30_000

const totp = deviceOf(rfcSecret(20))
const hotp = deviceOf(rfcSecret(20), { kind: 'hotp' })

const ask = (device: Device, memory: TokenMemory, code: string, at = AT) =>
  verify(device.seed, device.parameters, memory, code, at)

const askTwo = (device: Device, memory: TokenMemory, first: number, second: number, at = AT) =>
  resync(device.seed, device.parameters, memory, device.shows(first), device.shows(second), at)

/** A code the device shows nowhere near the given step. */
function wrongCode(device: Device, near: number): string {
  const shown = new Set(
    Array.from({ length: 200 }, (_, index) => device.shows(Math.max(0, near - 100) + index)),
  )
  let code = '0'.repeat(device.parameters.digits)
  while (shown.has(code)) code = String(Number(code) + 1).padStart(device.parameters.digits, '0')
  return code
}

/** The memory after so many wrong codes in a row, each of them really judged. */
function afterWrong(device: Device, times: number, memory: TokenMemory = UNUSED): TokenMemory {
  let next = memory
  for (let time = 0; time < times; time++) {
    const decision = ask(
      device,
      next,
      wrongCode(device, device.parameters.kind === 'totp' ? STEP : next.counter),
    )
    expect(decision.outcome).toBe('wrong')
    next = decision.memory
  }
  return next
}

describe('published vectors (OTP-01)', () => {
  it.each([
    [0, '755224'],
    [1, '287082'],
    [2, '359152'],
    [3, '969429'],
    [4, '338314'],
    [5, '254676'],
    [6, '287922'],
    [7, '162583'],
    [8, '399871'],
    [9, '520489'],
  ])('RFC 4226 appendix D: counter %i shows %s and nothing next to it', (counter, code) => {
    const memory = { ...UNUSED, counter }
    expect(ask(hotp, memory, code)).toEqual({
      outcome: 'accepted',
      memory: { ...UNUSED, highWater: counter, counter: counter + 1 },
    })
    expect(ask(hotp, memory, lastDigitPlusOne(code)).outcome).toBe('wrong')
  })

  const rfc6238 = [
    [59, '94287082', '46119246', '90693936'],
    [1_111_111_109, '07081804', '68084774', '25091201'],
    [1_111_111_111, '14050471', '67062674', '99943326'],
    [1_234_567_890, '89005924', '91819424', '93441116'],
    [2_000_000_000, '69279037', '90698825', '38618901'],
    [20_000_000_000, '65353130', '77737706', '47863826'],
  ] as const
  it.each(
    rfc6238.flatMap(([second, sha1, sha256, sha512]) => [
      { second, code: sha1, algorithm: 'SHA1' as const, bytes: 20 as const },
      { second, code: sha256, algorithm: 'SHA256' as const, bytes: 32 as const },
      { second, code: sha512, algorithm: 'SHA512' as const, bytes: 64 as const },
    ]),
  )('RFC 6238 appendix B: $algorithm shows $code at second $second', ({ second, code, algorithm, bytes }) => {
    const device = deviceOf(rfcSecret(bytes), { algorithm, digits: 8 })
    expect(ask(device, UNUSED, code, second * 1_000)).toEqual({
      outcome: 'accepted',
      memory: { ...UNUSED, highWater: Math.floor(second / 30) },
    })
    expect(ask(device, UNUSED, lastDigitPlusOne(code), second * 1_000).outcome).toBe('wrong')
  })
})

describe('a time token', () => {
  it.each([30, 60] as const)(
    'of %i seconds is accepted one step either way and no further',
    (periodSeconds) => {
      const device = deviceOf(rfcSecret(20), { periodSeconds })
      const step = AT / 1_000 / periodSeconds
      const outcomes = [-2, -1, 0, 1, 2].map(
        (offset) => ask(device, UNUSED, device.shows(step + offset)).outcome,
      )
      expect(outcomes).toEqual(['wrong', 'accepted', 'accepted', 'accepted', 'wrong'])
    },
  )

  it.each([0, 1, 15_000, 29_999])('is judged by its whole step, %i ms into it', (into) => {
    expect(ask(totp, UNUSED, totp.shows(STEP), AT + into).memory.highWater).toBe(STEP)
    expect(ask(totp, UNUSED, totp.shows(STEP - 2), AT + into).outcome).toBe('wrong')
    expect(ask(totp, UNUSED, totp.shows(STEP + 2), AT + into).outcome).toBe('wrong')
  })

  it('with leading zeros is accepted as text, and refused without them (R-000-22, R-002-01)', () => {
    const step = Array.from({ length: 5_000 }, (_, index) => STEP + index).find((at) =>
      totp.shows(at).startsWith('00'),
    )
    if (step === undefined) throw new Error('no such code in five thousand')
    const code = totp.shows(step)
    expect(ask(totp, UNUSED, code, step * 30_000).outcome).toBe('accepted')
    expect(ask(totp, UNUSED, String(Number(code)), step * 30_000)).toEqual({
      outcome: 'malformed',
      memory: UNUSED,
    })
  })

  it('of another length, hash or step is another token', () => {
    for (const given of [{ digits: 8 }, { algorithm: 'SHA256' }, { periodSeconds: 60 }] as const) {
      const other = deviceOf(rfcSecret(20), given)
      expect(ask(totp, UNUSED, other.shows(AT / 1_000 / other.parameters.periodSeconds)).outcome).not.toBe(
        'accepted',
      )
    }
  })

  it('works in the first minute of 1970 and beyond the year 2106', () => {
    expect(ask(totp, UNUSED, totp.shows(0), 0).memory.highWater).toBe(0)
    const late = Date.UTC(2200, 0, 1)
    expect(ask(totp, UNUSED, totp.shows(late / 30_000), late).outcome).toBe('accepted')
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1])('is not judged at a time that is none: %d', (at) => {
    expect(() => ask(totp, UNUSED, '123456', at)).toThrow(RangeError)
  })
})

describe('a code as people type it (OTP-10)', () => {
  const code = totp.shows(STEP)
  const wide = code.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))

  it.each([
    wide,
    `${code.slice(0, 3)} ${code.slice(3)}`,
    `${code.slice(0, 3)}-${code.slice(3)}`,
    code.slice(0, 5) + wide.slice(5),
  ])('%s is judged on its value', (typed) => {
    expect(ask(totp, UNUSED, typed).outcome).toBe('accepted')
  })

  it('that is no code of this token is not counted as a wrong one', () => {
    for (const typed of ['٠١٢٣٤٥', '1234567', '12345', '', 'abcdef', '1'.repeat(1_000_000)]) {
      expect(ask(totp, UNUSED, typed)).toEqual({ outcome: 'malformed', memory: UNUSED })
      expect(resync(totp.seed, totp.parameters, UNUSED, code, typed, AT)).toEqual({
        outcome: 'malformed',
        memory: UNUSED,
      })
      expect(resync(totp.seed, totp.parameters, UNUSED, typed, code, AT)).toEqual({
        outcome: 'malformed',
        memory: UNUSED,
      })
    }
  })
})

describe('wrong codes in a row (OTP-08)', () => {
  it('nine, then the right one: accepted, and the streak is over', () => {
    expect(ask(totp, afterWrong(totp, 9), totp.shows(STEP))).toEqual({
      outcome: 'accepted',
      memory: { ...UNUSED, highWater: STEP },
    })
  })

  it('ten, then the right one: refused, because the token is locked', () => {
    const locked = afterWrong(totp, 10)
    expect(locked).toEqual({ ...UNUSED, failures: 10, locked: true })
    expect(ask(totp, locked, totp.shows(STEP))).toEqual({ outcome: 'locked', memory: locked })
    expect(ask(totp, locked, wrongCode(totp, STEP))).toEqual({ outcome: 'locked', memory: locked })
    expect(askTwo(totp, locked, STEP - 1, STEP)).toEqual({ outcome: 'locked', memory: locked })
  })

  it('go on from where they were after an unlock, until only a new binding helps', () => {
    let memory: TokenMemory = UNUSED
    for (let lock = 0; lock < 10; lock++) {
      memory = afterWrong(totp, 10, memory)
      const unlocked = unlock(memory)
      if (unlocked.ok) memory = unlocked.value
    }
    expect(memory).toEqual({ ...UNUSED, failures: 100, locked: true })
    // Even a memory whose lock somebody opened by hand stays shut.
    for (const worn of [memory, { ...memory, locked: false }]) {
      expect(ask(totp, worn, totp.shows(STEP))).toEqual({ outcome: 'rebind', memory: worn })
      expect(askTwo(totp, worn, STEP - 1, STEP)).toEqual({ outcome: 'rebind', memory: worn })
    }
    expect(ask(totp, rebind(memory), totp.shows(STEP)).outcome).toBe('accepted')
  })

  it('are ended by the right code after an unlock', () => {
    const unlocked = unlock(afterWrong(totp, 10))
    expect(unlocked.ok && ask(totp, unlocked.value, totp.shows(STEP)).memory.failures).toBe(0)
  })
})

describe('a spent code (R-000-02)', () => {
  const spent = ask(totp, UNUSED, totp.shows(STEP)).memory

  it('is a replay at once, at the end of its step and in the next one, and is not counted', () => {
    for (const later of [0, 29_999, 30_000, 59_999]) {
      expect(ask(totp, spent, totp.shows(STEP), AT + later)).toEqual({ outcome: 'replayed', memory: spent })
    }
    expect(ask(totp, spent, totp.shows(STEP), AT + 60_000).outcome).toBe('wrong')
  })

  it('takes every earlier one with it', () => {
    expect(ask(totp, spent, totp.shows(STEP - 1))).toEqual({ outcome: 'replayed', memory: spent })
    expect(ask(totp, spent, totp.shows(STEP + 1)).outcome).toBe('accepted')
  })

  it('stays spent through lock, unlock and a new binding', () => {
    const locked = afterWrong(totp, 10, spent)
    const unlocked = unlock(locked)
    if (!unlocked.ok) throw new Error('ten failures are unlocked')
    expect(ask(totp, unlocked.value, totp.shows(STEP)).outcome).toBe('replayed')
    expect(ask(totp, rebind(locked), totp.shows(STEP)).outcome).toBe('replayed')
  })

  it('is still spent when its digits come up again inside the same window', () => {
    // Once in a million times two neighbouring steps show the same digits. For this seed, these are the first.
    const twin = 910_737
    expect(totp.shows(twin)).toBe(totp.shows(twin + 1))
    const first = ask(totp, UNUSED, totp.shows(twin), twin * 30_000)
    expect(first).toMatchObject({ outcome: 'accepted', memory: { highWater: twin + 1 } })
    expect(ask(totp, first.memory, totp.shows(twin), (twin + 1) * 30_000).outcome).toBe('replayed')
    const onlyFirst = { ...UNUSED, highWater: twin }
    expect(ask(totp, onlyFirst, totp.shows(twin + 1), (twin + 1) * 30_000).outcome).toBe('replayed')
  })
})

describe('a clock set back', () => {
  it('is noticed by a code from the future that was already accepted, and no code is counted', () => {
    const memory = { ...UNUSED, highWater: STEP, failures: 3 }
    for (const at of [AT - 60_000, AT - 3_600_000, 0]) {
      expect(ask(totp, memory, totp.shows(STEP), at)).toEqual({ outcome: 'clock-behind', memory })
      expect(ask(totp, memory, wrongCode(totp, STEP), at)).toEqual({ outcome: 'clock-behind', memory })
    }
    expect(askTwo(totp, memory, STEP + 1, STEP + 2, AT - 11 * 30_000)).toEqual({
      outcome: 'clock-behind',
      memory,
    })
  })

  it('by less than the window is lived with: the spent code is a replay, the next one is accepted', () => {
    const memory = { ...UNUSED, highWater: STEP }
    expect(ask(totp, memory, totp.shows(STEP), AT - 30_000).outcome).toBe('replayed')
    expect(ask(totp, { ...UNUSED, highWater: STEP - 1 }, totp.shows(STEP), AT - 30_000).outcome).toBe(
      'accepted',
    )
  })

  it('does not concern a counter token', () => {
    expect(
      ask(hotp, { ...UNUSED, highWater: 900_000, counter: 900_001 }, hotp.shows(900_001), 0).outcome,
    ).toBe('accepted')
  })
})

describe('drift', () => {
  it('is learnt one step at a time, so that a token whose clock runs slow or fast is followed', () => {
    for (const direction of [-1, 1]) {
      let memory: TokenMemory = UNUSED
      const learnt: number[] = []
      for (let visit = 1; visit <= 12; visit++) {
        // One visit a day; the device is one more step off each time.
        const ours = STEP + visit * 2_880
        const decision = ask(totp, memory, totp.shows(ours + direction * visit), ours * 30_000)
        learnt.push(decision.outcome === 'accepted' ? decision.memory.drift : Number.NaN)
        memory = decision.memory
      }
      const expected = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10].map((steps) => steps * direction)
      expect(learnt).toEqual([...expected, Number.NaN])
    }
  })

  it('moves back when the clock was right after all', () => {
    const memory = { ...UNUSED, drift: 1, highWater: STEP - 2_880 }
    expect(ask(totp, memory, totp.shows(STEP)).memory.drift).toBe(0)
    expect(ask(totp, memory, totp.shows(STEP - 1)).outcome).toBe('wrong')
    expect(ask(totp, memory, totp.shows(STEP + 2)).memory.drift).toBe(2)
  })

  it('of a 60-second token is counted in its own steps', () => {
    const device = deviceOf(rfcSecret(20), { periodSeconds: 60 })
    expect(ask(device, UNUSED, device.shows(AT / 60_000 - 1)).memory).toEqual({
      ...UNUSED,
      drift: -1,
      highWater: AT / 60_000 - 1,
    })
  })

  it('is not touched by wrong and by spent codes', () => {
    const memory = { ...UNUSED, drift: 4, highWater: STEP + 4 }
    expect(ask(totp, memory, totp.shows(STEP + 3))).toEqual({ outcome: 'replayed', memory })
    expect(ask(totp, memory, wrongCode(totp, STEP)).memory.drift).toBe(4)
  })
})

describe('resync of a time token', () => {
  it('finds it by two codes in a row, both within ten steps of our time', () => {
    const found = [-12, -11, -10, -9, 0, 8, 9, 10, 11].map((first) => {
      const { outcome, memory } = askTwo(totp, UNUSED, STEP + first, STEP + first + 1)
      return outcome === 'accepted' ? memory.drift : outcome
    })
    expect(found).toEqual(['wrong', 'wrong', -9, -8, 1, 9, 10, 'wrong', 'wrong'])
  })

  it('measures from our time, whatever drift was learnt, so that no token is walked away', () => {
    const memory = { ...UNUSED, drift: 10, highWater: STEP - 2_880 }
    expect(askTwo(totp, memory, STEP + 12, STEP + 13).outcome).toBe('wrong')
    expect(askTwo(totp, memory, STEP - 5, STEP - 4).memory.drift).toBe(-4)
  })

  it('spends both codes and brings the next one into the window', () => {
    const { memory } = askTwo(totp, UNUSED, STEP + 6, STEP + 7)
    expect(memory).toEqual({ ...UNUSED, drift: 7, highWater: STEP + 7 })
    expect(ask(totp, memory, totp.shows(STEP + 6)).outcome).toBe('replayed')
    expect(ask(totp, memory, totp.shows(STEP + 7)).outcome).toBe('replayed')
    expect(ask(totp, memory, totp.shows(STEP + 8)).outcome).toBe('accepted')
  })

  it('refuses a pair that is not consecutive, in the wrong order or the same code twice, and counts it', () => {
    for (const [first, second] of [
      [0, 2],
      [1, 0],
      [0, 0],
      [-3, 3],
    ] as const) {
      expect(askTwo(totp, UNUSED, STEP + first, STEP + second)).toEqual({
        outcome: 'wrong',
        memory: { ...UNUSED, failures: 1 },
      })
    }
  })

  it('refuses a pair of which any code is spent', () => {
    const memory = { ...UNUSED, highWater: STEP }
    expect(askTwo(totp, memory, STEP - 1, STEP)).toEqual({ outcome: 'replayed', memory })
    expect(askTwo(totp, memory, STEP, STEP + 1)).toEqual({ outcome: 'replayed', memory })
    expect(askTwo(totp, memory, STEP + 1, STEP + 2).outcome).toBe('accepted')
  })

  it('ends the streak when it succeeds and locks like any wrong code when it fails', () => {
    const nine = afterWrong(totp, 9)
    expect(askTwo(totp, nine, STEP + 3, STEP + 4).memory).toMatchObject({ failures: 0, locked: false })
    expect(askTwo(totp, nine, STEP + 3, STEP + 5)).toMatchObject({
      outcome: 'wrong',
      memory: { failures: 10, locked: true },
    })
  })
})

describe('how far a token is ahead of our clock (OTP-06)', () => {
  const ahead = (device: Device, memory: TokenMemory, code: string, at = AT) =>
    stepsAhead(device.seed, device.parameters, memory, code, at)

  it('is read from a code within ten steps either way, wherever in our step we are', () => {
    const found = [-11, -10, -3, 0, 1, 10, 11].map((offset) => ahead(totp, UNUSED, totp.shows(STEP + offset)))
    expect(found).toEqual([undefined, -10, -3, 0, 1, 10, undefined])
    expect(ahead(totp, UNUSED, totp.shows(STEP - 3), AT + 29_999)).toBe(-3)
  })

  it('is measured from our clock, not from the drift that was learnt', () => {
    const memory = { ...UNUSED, drift: 4, highWater: STEP - 2_880 }
    expect(ahead(totp, memory, totp.shows(STEP + 4))).toBe(4)
  })

  it('is not read from a spent code, from no code of this token, nor from a counter token', () => {
    expect(ahead(totp, { ...UNUSED, highWater: STEP - 3 }, totp.shows(STEP - 3))).toBeUndefined()
    expect(ahead(totp, UNUSED, wrongCode(totp, STEP))).toBeUndefined()
    expect(ahead(totp, UNUSED, '12345')).toBeUndefined()
    expect(ahead(hotp, { ...UNUSED, counter: 5 }, hotp.shows(5))).toBeUndefined()
  })
})

describe('a token whose own time is over (OTP-14)', () => {
  const EXPIRY = Date.parse('2021-09-30T08:00:00.000+09:00')
  const right = totp.shows(EXPIRY / 30_000)
  const judge = (code: string, at: number, memory: TokenMemory = UNUSED) =>
    verify(totp.seed, totp.parameters, memory, code, at, EXPIRY)

  it('is accepted up to the last millisecond and expired from its instant on', () => {
    expect(judge(right, EXPIRY - 1).outcome).toBe('accepted')
    expect(judge(right, EXPIRY)).toEqual({ outcome: 'expired', memory: UNUSED })
  })

  it('is called expired and nothing else, and counts nothing, whatever is typed and however it stands', () => {
    for (const memory of [UNUSED, afterWrong(totp, 9), afterWrong(totp, 10)]) {
      for (const code of [right, '000000', 'abc']) {
        expect(judge(code, EXPIRY, memory)).toEqual({ outcome: 'expired', memory })
      }
    }
  })
})

describe('a counter token (OTP-13)', () => {
  const memory = { ...UNUSED, highWater: 99, counter: 100 }

  it('is accepted ten presses ahead and refused eleven ahead', () => {
    expect(ask(hotp, memory, hotp.shows(100 + LOOK_AHEAD))).toEqual({
      outcome: 'accepted',
      memory: { ...UNUSED, highWater: 110, counter: 111 },
    })
    expect(ask(hotp, memory, hotp.shows(111))).toEqual({
      outcome: 'wrong',
      memory: { ...memory, failures: 1 },
    })
  })

  it('never goes back: lower counters are refused, the last ten of them as replays', () => {
    for (let counter = 90; counter < 100; counter++) {
      expect(ask(hotp, memory, hotp.shows(counter))).toEqual({ outcome: 'replayed', memory })
      expect(askTwo(hotp, memory, counter, counter + 1)).toEqual({ outcome: 'replayed', memory })
    }
    for (const counter of [0, 50, 89]) expect(ask(hotp, memory, hotp.shows(counter)).outcome).toBe('wrong')
  })

  it('spends what was skipped', () => {
    const ahead = ask(hotp, memory, hotp.shows(105)).memory
    for (let counter = 100; counter <= 105; counter++) {
      expect(ask(hotp, ahead, hotp.shows(counter))).toEqual({ outcome: 'replayed', memory: ahead })
    }
  })

  it('is found again by two consecutive codes within fifty presses, and by no others', () => {
    expect(askTwo(hotp, memory, 140, 141)).toEqual({
      outcome: 'accepted',
      memory: { ...UNUSED, highWater: 141, counter: 142 },
    })
    expect(askTwo(hotp, memory, 100 + RESYNC_LOOK_AHEAD - 1, 100 + RESYNC_LOOK_AHEAD).outcome).toBe(
      'accepted',
    )
    for (const [first, second] of [
      [150, 151],
      [160, 161],
      [140, 142],
      [141, 140],
      [140, 140],
    ] as const) {
      expect(askTwo(hotp, memory, first, second)).toEqual({
        outcome: 'wrong',
        memory: { ...memory, failures: 1 },
      })
    }
  })

  it('starts from the counter it arrived with', () => {
    const arrived = { ...UNUSED, counter: 7_000 }
    expect(ask(hotp, arrived, hotp.shows(0)).outcome).toBe('wrong')
    expect(ask(hotp, arrived, hotp.shows(7_000)).memory.counter).toBe(7_001)
  })
})

describe('whatever happens to a token', () => {
  const kind = fc.constantFrom('totp' as const, 'hotp' as const)
  const secret = fc.uint8Array({ minLength: 16, maxLength: 64 }).filter((bytes) => new Set(bytes).size > 1)
  const device = fc
    .record({
      secret,
      kind,
      algorithm: fc.constantFrom('SHA1' as const, 'SHA256' as const, 'SHA512' as const),
      // Eight digits, so that chance twins (one in 100 million) do not cloud the rules below.
      digits: fc.constant(8 as const),
      periodSeconds: fc.constantFrom(30 as const, 60 as const),
    })
    .map(({ secret: bytes, ...given }) => deviceOf(bytes, given))
  const instant = fc.integer({ min: 0, max: Date.UTC(2150, 0, 1) })

  const runs = { seed: 20_261_121 }

  it('a fresh code verifies, and right afterwards it does not', () => {
    fc.assert(
      fc.property(device, instant, fc.integer({ min: 0, max: 2 ** 40 }), (token, at, counter) => {
        const memory = token.parameters.kind === 'hotp' ? { ...UNUSED, counter } : UNUSED
        const step =
          token.parameters.kind === 'hotp' ? counter : Math.floor(at / 1_000 / token.parameters.periodSeconds)
        const first = ask(token, memory, token.shows(step), at)
        expect(first.outcome).toBe('accepted')
        expect(ask(token, first.memory, token.shows(step), at).outcome).toBe('replayed')
      }),
      { ...runs, numRuns: 500 },
    )
  })

  const move = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('show' as const), offset: fc.integer({ min: -14, max: 14 }) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('resync' as const), offset: fc.integer({ min: -14, max: 60 }) }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('guess' as const), offset: fc.constant(0) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('resend' as const), offset: fc.nat(1_000) }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('wait' as const), offset: fc.integer({ min: 0, max: 4 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('set clock' as const),
        offset: fc.integer({ min: -20, max: 20 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('unlock' as const), offset: fc.constant(0) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('rebind' as const), offset: fc.constant(0) }) },
  )

  it('no step is accepted twice, no mark and no counter goes back, drift and streak keep their bounds', () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(device, fc.array(move, { minLength: 20, maxLength: 80 }), (token, moves) => {
        let second = STEP * 30
        let memory: TokenMemory = UNUSED
        const spent: number[] = []
        for (const { do: what, offset } of moves) {
          const before = memory
          const timed = token.parameters.kind === 'totp'
          const here = timed ? Math.floor(second / token.parameters.periodSeconds) : before.counter
          const step = Math.max(0, here + offset)
          const send = (code: string) => ask(token, before, code, second * 1_000)
          const decision = (() => {
            if (what === 'show') return send(token.shows(step))
            if (what === 'guess') return send(wrongCode(token, here))
            if (what === 'resync') return askTwo(token, before, step, step + 1, second * 1_000)
            const old = spent[offset % spent.length]
            return what === 'resend' && old !== undefined ? send(token.shows(old)) : undefined
          })()
          if (what === 'wait' || what === 'set clock') second += offset * token.parameters.periodSeconds
          if (what === 'rebind') memory = rebind(before)
          if (what === 'unlock') {
            const unlocked = unlock(before)
            if (unlocked.ok) memory = unlocked.value
          }
          if (decision === undefined) continue

          memory = decision.memory
          seen.set(`${what} ${decision.outcome}`, (seen.get(`${what} ${decision.outcome}`) ?? 0) + 1)
          if (decision.outcome === 'accepted') {
            const taken = what === 'resync' ? [step, step + 1] : [step]
            expect(['show', 'resync']).toContain(what)
            expect(before.locked).toBe(false)
            for (const each of taken) {
              expect(each).toBeGreaterThan(before.highWater ?? -1)
              expect(spent).not.toContain(each)
            }
            expect(memory.highWater).toBe(taken.at(-1))
            expect(memory.counter).toBeGreaterThanOrEqual(before.counter)
            expect(Math.abs(memory.drift)).toBeLessThanOrEqual(DRIFT_STEPS_MAX)
            if (what === 'show') expect(Math.abs(memory.drift - before.drift)).toBeLessThanOrEqual(1)
            expect(memory).toMatchObject({ failures: 0, locked: false })
            spent.push(...taken)
          } else if (decision.outcome === 'wrong') {
            const failures = before.failures + 1
            expect(memory).toEqual({ ...before, failures, locked: failures % 10 === 0 })
          } else {
            expect(memory).toEqual(before)
          }
        }
      }),
      { ...runs, numRuns: 300 },
    )
    // The walk is worth something only if it came by every corner.
    const corners = [
      'show accepted',
      'show wrong',
      'show replayed',
      'show locked',
      'show clock-behind',
      'resync accepted',
      'resync wrong',
      'resync replayed',
      'resync clock-behind',
      'resend replayed',
      'resend wrong',
      'guess wrong',
    ]
    expect(corners.filter((corner) => (seen.get(corner) ?? 0) < 10)).toEqual([])
  })
})
