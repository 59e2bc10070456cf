import { describe, expect, it } from 'vitest'
import { normaliseCode } from '#main/otp/code'

describe('a typed code: digits only, in any width (OTP-10, R-002-15)', () => {
  it.each([
    ['123456', '123456'],
    ['１２３４５６', '123456'],
    ['12345６', '123456'],
    ['123 456', '123456'],
    ['123\u3000456', '123456'],
    ['123-456', '123456'],
    ['１２３－４５６', '123456'],
    ['123ー456', '123456'],
    ['123ｰ456', '123456'],
    ['123−456', '123456'],
    ['123–456', '123456'],
    ['123─456', '123456'],
    [' 1 2 3\t4\n5 6 ', '123456'],
    ['000000', '000000'],
    ['0123456', '0123456'],
    ['1234 5678', '12345678'],
  ])('is judged on its value: %j', (raw, code) => {
    expect(normaliseCode(raw)).toBe(code)
  })

  it.each([
    ['Arabic-Indic digits', '٠١٢٣٤٥'],
    ['Devanagari digits', '०१२३४५'],
    ['too few digits', '12345'],
    ['too many digits', '123456789'],
    ['nothing', ''],
    ['only separators', '--- ---'],
    ['a letter', '12345O'],
    ['a sign', '+123456'],
    ['a decimal point', '123.456'],
    ['a zero-width space', '123\u200b456'],
    ['a direction mark', '\u202e123456'],
    ['a NUL', '123456\u0000'],
    ['a second line', '123456\n654321'],
    ['a number, which has lost its zeros', 123456],
    ['no value', undefined],
    ['null', null],
    ['an object that prints as a code', { toString: () => '123456' }],
    ['a list', ['123456']],
  ])('is refused when it is %s', (_what, raw) => {
    expect(normaliseCode(raw)).toBeUndefined()
  })

  it('of a million characters is refused in less than 5 ms', () => {
    for (const filler of ['1', ' ', '-', '１', '\ufdfa', '\u0301']) {
      const long = filler.repeat(1_000_000)
      const began = performance.now()
      expect(normaliseCode(long)).toBeUndefined()
      expect(performance.now() - began).toBeLessThan(5)
    }
  })
})
