import { describe, expect, it } from 'vitest'
import { prove } from '#main/seeds/prove'
import type { SeedRecord } from '#main/seeds/record'
import { deviceOf, lastDigitPlusOne } from '../otp/device.ts'
import { recordOf, seedNumber } from './records.ts'

const AT = Date.parse('2026-11-21T07:30:00.000Z')
const stepAt = (period: 30 | 60): number => Math.floor(AT / 1000 / period)
/** What the token really does, beside what the file says of it. */
const shown = (token: Parameters<typeof deviceOf>[1], step: number): string =>
  deviceOf(seedNumber(1), token).shows(step)
const record = (given: Partial<SeedRecord> = {}): SeedRecord => recordOf(1, given)

describe('a live code', () => {
  it('fits the key it belongs to, within ten steps, and tells how far its clock is ahead', () => {
    for (const ahead of [0, 1, -1, 10, -10]) {
      expect(prove(record(), shown({}, stepAt(30) + ahead), AT)).toEqual({ outcome: 'fits', ahead })
    }
    for (const ahead of [11, -11]) {
      expect(prove(record(), shown({}, stepAt(30) + ahead), AT)).toEqual({ outcome: 'does-not-fit' })
    }
  })

  it('fits as the file says, and is tried as it was typed', () => {
    const stated = { algorithm: 'SHA256', digits: 8, periodSeconds: 60 } as const
    const code = shown(stated, stepAt(60))
    const typed = `${code.slice(0, 4)} ${code.slice(4)}`
    expect(prove(record(stated), typed, AT)).toEqual({ outcome: 'fits', ahead: 0 })
  })

  it('fits a counter token within ten presses', () => {
    const hotp = record({ kind: 'hotp', periodSeconds: null, counter: 100 })
    expect(prove(hotp, shown({ kind: 'hotp' }, 100), AT)).toEqual({ outcome: 'fits', ahead: 0 })
    expect(prove(hotp, shown({ kind: 'hotp' }, 110), AT)).toEqual({ outcome: 'fits', ahead: 10 })
    expect(prove(hotp, shown({ kind: 'hotp' }, 111), AT)).toEqual({ outcome: 'does-not-fit' })
    expect(prove(hotp, shown({ kind: 'hotp' }, 99), AT)).toEqual({ outcome: 'does-not-fit' })
  })

  it.each([
    ['60 s', { periodSeconds: 60 }],
    ['SHA-256', { algorithm: 'SHA256' }],
    ['both', { algorithm: 'SHA256', periodSeconds: 60 }],
    ['8 digits', { digits: 8 }],
  ] as const)(
    'of a token that is really of %s brings the proposal, where the file left it open',
    (_name, real) => {
      const open = record({ assumed: ['algorithm', 'period', 'digits'] })
      const period = 'periodSeconds' in real ? real.periodSeconds : 30
      expect(prove(open, shown(real, stepAt(period)), AT)).toEqual({
        outcome: 'fits-otherwise',
        proposals: [{ kind: 'totp', algorithm: 'SHA1', digits: 6, periodSeconds: 30, ...real, against: [] }],
      })
    },
  )

  it('that contradicts the file is proposed too, and what it contradicts is named', () => {
    const result = prove(
      record({ assumed: ['algorithm'] }),
      shown({ algorithm: 'SHA256', periodSeconds: 60 }, stepAt(60)),
      AT,
    )
    expect(result).toMatchObject({
      outcome: 'fits-otherwise',
      proposals: [{ periodSeconds: 60, against: ['period'] }],
    })
  })

  it('of a counter token is found where the file does not say of which kind the key is, and only there', () => {
    const code = shown({ kind: 'hotp' }, 3)
    expect(prove(record({ assumed: ['kind', 'period'] }), code, AT)).toEqual({
      outcome: 'fits-otherwise',
      proposals: [{ kind: 'hotp', algorithm: 'SHA1', digits: 6, periodSeconds: null, against: [] }],
    })
    expect(prove(record({ assumed: ['period'] }), code, AT)).toEqual({ outcome: 'does-not-fit' })
  })

  it('that is wrong fits nothing, and one that is no code is said to be none', () => {
    expect(prove(record(), lastDigitPlusOne(shown({}, stepAt(30))), AT).outcome).not.toBe('fits')
    for (const typed of ['', '12345', '123456789', 'abcdef']) {
      expect(prove(record(), typed, AT)).toEqual({ outcome: 'malformed' })
    }
  })

  it('leaves the seed as it is, and is in no answer', () => {
    const given = record({ assumed: ['period'] })
    const code = shown({ periodSeconds: 60 }, stepAt(60))
    expect(JSON.stringify(prove(given, code, AT))).not.toContain(code)
    expect(given.seed).toEqual(seedNumber(1))
  })
})
