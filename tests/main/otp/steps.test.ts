import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verify } from '#main/otp/engine'
import { UNUSED } from '#main/otp/memory'
import { deviceOf, lastDigitPlusOne } from './device.ts'
import { oathtool } from './oathtool.ts'

/** 2^33 seconds: the year 2242, well past 2038 and 2106, where 31 and 32 bits end. */
const SECONDS_MAX = 2 ** 33

const drawn = fc.record({
  secret: fc.uint8Array({ minLength: 16, maxLength: 64 }).filter((bytes) => new Set(bytes).size > 1),
  algorithm: fc.constantFrom('SHA1' as const, 'SHA256' as const, 'SHA512' as const),
  digits: fc.constantFrom(6 as const, 7 as const, 8 as const),
  periodSeconds: fc.constantFrom(30 as const, 60 as const),
  second: fc.integer({ min: 0, max: SECONDS_MAX }),
})

describe('codes of an independent program (OTP-02)', () => {
  it('are accepted in 2,000 of 2,000 random cases, at exactly their step, and never with another last digit', () => {
    const cases = fc.sample(drawn, { numRuns: 2_000, seed: 20_261_121 })
    const codes = oathtool(
      cases.map(({ secret, algorithm, digits, periodSeconds, second }) => [
        `--totp=${algorithm}`,
        `--digits=${digits}`,
        `--time-step-size=${periodSeconds}s`,
        `--now=@${second}`,
        Buffer.from(secret).toString('hex'),
      ]),
    )
    const differences = cases.filter(({ secret, second, ...given }, index) => {
      const { seed, parameters } = deviceOf(secret, given)
      const code = codes[index] ?? ''
      const right = verify(seed, parameters, UNUSED, code, second * 1_000 + 999)
      const wrong = verify(seed, parameters, UNUSED, lastDigitPlusOne(code), second * 1_000)
      return (
        right.outcome !== 'accepted' ||
        right.memory.highWater !== Math.floor(second / given.periodSeconds) ||
        wrong.outcome !== 'wrong'
      )
    })
    expect(differences).toEqual([])
    expect(cases.some(({ second }) => second > 2 ** 32)).toBe(true)
    expect(new Set(codes.map((code) => code.length))).toEqual(new Set([6, 7, 8]))
  }, 60_000)

  it('are accepted from 300 counter tokens, with counters of more than 32 bits among them', () => {
    const cases = fc.sample(
      fc.record({
        secret: fc.uint8Array({ minLength: 16, maxLength: 64 }).filter((bytes) => new Set(bytes).size > 1),
        digits: fc.constantFrom(6 as const, 7 as const, 8 as const),
        counter: fc.oneof(fc.integer({ min: 0, max: 2 ** 20 }), fc.integer({ min: 2 ** 32, max: 2 ** 40 })),
      }),
      { numRuns: 300, seed: 20_261_121 },
    )
    const codes = oathtool(
      cases.map(({ secret, digits, counter }) => [
        '--hotp',
        `--digits=${digits}`,
        `--counter=${counter}`,
        Buffer.from(secret).toString('hex'),
      ]),
    )
    const differences = cases.filter(({ secret, digits, counter }, index) => {
      const { seed, parameters } = deviceOf(secret, { kind: 'hotp', digits })
      const { outcome, memory } = verify(seed, parameters, { ...UNUSED, counter }, codes[index] ?? '', 0)
      return outcome !== 'accepted' || memory.highWater !== counter || memory.counter !== counter + 1
    })
    expect(differences).toEqual([])
  }, 60_000)
})
