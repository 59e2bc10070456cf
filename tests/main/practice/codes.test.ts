import { describe, expect, it } from 'vitest'
import { practiceCode } from '#main/practice/codes'

/** RFC 6238, appendix B: twenty, thirty-two and sixty-four bytes of digits. */
const secret = (length: number): Buffer => Buffer.from('1234567890'.repeat(7).slice(0, length), 'ascii')

describe('the code a practice token shows', () => {
  it.each([
    ['SHA1', 20, 59, '94287082'],
    ['SHA256', 32, 59, '46119246'],
    ['SHA512', 64, 59, '90693936'],
    ['SHA1', 20, 1_111_111_109, '07081804'],
    ['SHA256', 32, 20_000_000_000, '77737706'],
  ] as const)('is that of RFC 6238 for %s and %i bytes at %i', (algorithm, length, seconds, code) => {
    const shown = practiceCode(secret(length), seconds * 1000, { algorithm, digits: 8, periodSeconds: 30 })
    expect(shown).toEqual({ code, secondsLeft: 30 - (seconds % 30) })
  })

  it('stays a whole minute on a token that changes every minute', () => {
    const fob = { algorithm: 'SHA1', digits: 8, periodSeconds: 60 } as const
    // Step 1 of a minute lasts from 60 to 119 seconds; step 1 of half a minute has the same code.
    expect(practiceCode(secret(20), 60_000, fob)).toEqual({ code: '94287082', secondsLeft: 60 })
    expect(practiceCode(secret(20), 119_999, fob)).toEqual({ code: '94287082', secondsLeft: 1 })
    expect(practiceCode(secret(20), 120_000, fob).code).not.toBe('94287082')
  })

  it('has six digits in half a minute unless the token says otherwise, leading zeros and all', () => {
    expect(practiceCode(secret(20), 59_000)).toEqual({ code: '287082', secondsLeft: 1 })
    expect(practiceCode(secret(20), 1_111_111_109_000).code).toBe('081804')
  })

  it('leaves no copy of its seed', () => {
    const seed = secret(20)
    practiceCode(seed, 0)
    expect(seed.every((byte) => byte === 0)).toBe(true)
  })
})
