import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VERIFICATION_ALPHABET, verificationCode } from '#shared/verification-code'

const head = (...first: number[]) => Uint8Array.from([...first, ...Array(32 - first.length).fill(0)])

describe('the verification code on a receipt', () => {
  it('has none of the characters that are mistaken for one another: 0 O 1 I L 2 Z 5 S 8 B', () => {
    for (const confusable of '0O1IL2Z5S8B') expect(VERIFICATION_ALPHABET).not.toContain(confusable)
    expect(new Set(VERIFICATION_ALPHABET).size).toBe(25)
  })

  it('is eight characters of the alphabet for any chain head', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 64 }), (chainHead) => {
        expect(verificationCode(chainHead)).toMatch(new RegExp(`^[${VERIFICATION_ALPHABET}]{8}$`))
      }),
    )
  })

  it('is the first 64 bits in base 25, so that a code printed today can be checked in ten years', () => {
    expect(verificationCode(head())).toBe('33333333')
    expect(verificationCode(head(0, 0, 0, 0, 0, 0, 0, 24))).toBe('3333333Y')
    expect(verificationCode(head(0, 0, 0, 0, 0, 0, 0, 25))).toBe('33333343')
    expect(verificationCode(Uint8Array.from([0xde, 0xad, 0xbe, 0xef, 0x01, 0x23, 0x45, 0x67]))).toBe(
      inBase25(0xdeadbeef01234567n),
    )
  })

  it('changes with every one of the 40 bits it must rest on', () => {
    const plain = verificationCode(head())
    for (let bit = 0; bit < 40; bit += 1) {
      const flipped = head()
      flipped[bit >> 3] = 0x80 >> (bit & 7)
      expect(verificationCode(flipped), `bit ${bit}`).not.toBe(plain)
    }
  })

  it('is refused a hash too short to be one', () => {
    expect(() => verificationCode(new Uint8Array(7))).toThrow(RangeError)
  })
})

/** The same number by another way: BigInt's own conversion, whose base-25 digits are 0–9 and a–o. */
const inBase25 = (value: bigint) =>
  [...(value % 25n ** 8n).toString(25).padStart(8, '0')]
    .map((digit) => VERIFICATION_ALPHABET.charAt(Number.parseInt(digit, 25)))
    .join('')
