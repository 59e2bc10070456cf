import { describe, expect, it } from 'vitest'
import { checkValueOf, halfOf, isCheckValue, joinHalves } from '#main/seeds/transport-key'

/** Two envelopes with a half each, typed off paper by two people (IMP-13). */

const HALF = '000102030405060708090A0B0C0D0E0F'
const OTHER = 'FFFEFDFCFBFAF9F8F7F6F5F4F3F2F1F0'
const bytes = (hex: string) => Buffer.from(hex, 'hex')

describe('a half as it was typed', () => {
  it.each([
    ['as it is printed', '0001 0203 0405 0607-0809 0A0B 0C0D 0E0F'],
    ['in small letters', HALF.toLowerCase()],
    ['in full width', '０００１０２０３０４０５０６０７０８０９０Ａ０Ｂ０Ｃ０Ｄ０Ｅ０Ｆ'],
  ])('is read %s', (_how, typed) => {
    expect(halfOf(typed)?.toString('hex').toUpperCase()).toBe(HALF)
  })

  it('may have 16, 24 or 32 bytes and no other number', () => {
    const lengths = Array.from({ length: 70 }, (_none, digits) => digits).filter(
      (digits) => halfOf('A'.repeat(digits)) !== undefined,
    )
    expect(lengths).toEqual([32, 48, 64])
  })

  it.each(['', `${HALF.slice(0, 31)}G`, `${HALF.slice(0, 31)}О`, `0x${HALF.slice(2)}`])(
    'is none where it is %j',
    (typed) => expect(halfOf(typed)).toBeUndefined(),
  )
})

describe('a check value', () => {
  // Key and block of zeros under AES-128, -192 and -256: the values every HSM's manual prints.
  it.each([
    ['00'.repeat(16), '66E94B'],
    ['00'.repeat(24), 'AAE069'],
    ['00'.repeat(32), 'DC95C0'],
  ])('of %s is %s', (key, value) => {
    expect(checkValueOf(bytes(key))).toBe(value)
    expect(isCheckValue(bytes(key), `${value.slice(0, 3).toLowerCase()}-${value.slice(3)}`)).toBe(true)
  })

  it('is told from another, also where it is empty or too long', () => {
    const key = bytes('00'.repeat(16))
    for (const typed of ['', '66E94', '66E94C', '66E94B00']) expect(isCheckValue(key, typed)).toBe(false)
  })
})

describe('both halves', () => {
  it('make a key that neither of them is, and only together', () => {
    const [one, other] = [{ bytes: bytes(HALF) }, { bytes: bytes(OTHER) }]
    expect(joinHalves(new Map([[1, one]]))).toBeUndefined()
    expect(joinHalves(new Map([[2, other]]))).toBeUndefined()
    const key = joinHalves(
      new Map<1 | 2, typeof one>([
        [1, one],
        [2, other],
      ]),
    )
    expect(key?.toString('hex')).toBe('ff'.repeat(16))
    // A copy: whoever wipes it leaves the halves as they are.
    key?.fill(0)
    expect(one.bytes.toString('hex').toUpperCase()).toBe(HALF)
  })
})
