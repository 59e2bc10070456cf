import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import type { ServiceId } from '#shared/profiles'
import { checkTokenId } from '#shared/token-id'

describe('the form of a token id', () => {
  it.each([
    ['P000', 'VSMT82640917', 'ok', null],
    ['P000', ' ｖｓｍｔ 8264-0917 ', 'ok', null],
    ['P000', 'DP0331735022', 'warn', 'carrier-mismatch'],
    ['P000', 'VSMT8264091', 'refused', 'form'],
    ['P000', 'VSMT8264O917', 'refused', 'form'],
    ['P000', 'XVSMT82640917', 'refused', 'form'],
    ['P000', '', 'refused', 'empty'],
    ['P001', 'VSMT82640917', 'warn', 'form-not-stated'],
    ['P001', 'ABC', 'refused', 'form'],
    ['P002', '2V0716016FK2', 'ok', null],
    ['P002', '2V07160I6FK2', 'ok', null],
    ['P002', 'GMXXXXXXXX', 'ok', null],
    ['P002', '2V0716016FK', 'refused', 'form'],
    ['P003', '12345678', 'ok', null],
    ['P003', '００７８１０６４', 'ok', null],
    ['P003', '123456789012', 'ok', null],
    ['P003', '7810641', 'warn', 'short-serial'],
    ['P003', '781064', 'refused', 'form'],
    ['P003', '1234567890123', 'refused', 'form'],
    ['P004', 'VSMT82640917', 'refused', 'service-has-no-token-id'],
  ] as [ServiceId, string, string, string | null][])('%s “%s” → %s %s', (id, raw, verdict, why) => {
    const check = checkTokenId(profileOf(id), raw)
    expect(check.verdict).toBe(verdict)
    if (check.verdict === 'warn') expect(check.warning).toBe(why)
    if (check.verdict === 'refused') expect(check.reason).toBe(why)
  })

  it('keeps leading zeros and never swaps a look-alike', () => {
    expect(checkTokenId(profileOf('P003'), '00781064').serial).toBe('00781064')
    expect(checkTokenId(profileOf('P002'), '2v07160i6fk2').serial).toBe('2V07160I6FK2')
  })

  it('shows what the service’s ids look like when it refuses one (R-000-23, R-000-36)', () => {
    const check = checkTokenId(profileOf('P000'), 'ABC123')
    expect(check.verdict === 'refused' && check.examples).toEqual(['VSMT99999999', 'DP0331735022'])
  })

  it('names the requirement behind a warning', () => {
    const check = checkTokenId(profileOf('P000'), 'DP0331735022')
    expect(check.verdict === 'warn' && check.sources).toContain('R-000-36')
  })
})
