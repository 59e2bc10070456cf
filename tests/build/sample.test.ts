import { describe, expect, it } from 'vitest'
import { SAMPLE_CONTRACTS_CSV } from '#main/practice/sample-contracts'
import { SERVICE_IDS } from '#shared/profiles'
import { generateContracts, sampleText } from '../../build/sample/generate.ts'
import { encodeShiftJis } from '../../build/sample/shift-jis.ts'

const sample = [...generateContracts({ count: 300, seed: 1 })]

describe('the sample of the practice branch', () => {
  it('is what the generator makes of seed 1, so that nobody edits it by hand', () => {
    expect(SAMPLE_CONTRACTS_CSV).toBe(sampleText({ count: 300, seed: 1 }).replaceAll('\r\n', '\n'))
  })

  it('has all five services, and mostly contracts of the practice branch', () => {
    const share = (id: string) => sample.filter((contract) => contract.service === id).length / sample.length
    for (const id of SERVICE_IDS) expect(share(id)).toBeGreaterThan(0.05)
    const here = sample.filter((contract) => contract.dealingBranch === '999').length
    expect(here / sample.length).toBeGreaterThan(0.7)
    expect(here).toBeLessThan(sample.length)
  })

  it('begins with the contracts of the two walks: an administrator’s token, and a shared one', () => {
    expect(sample[0]).toMatchObject({
      name: '有限会社 若葉金物店',
      service: 'P000',
      customerId: 'M54100031187',
      dealingBranch: '999',
      account: { type: 'ordinary', number: '0318842' },
      usageMode: 'individual',
    })
    expect(
      sample[0]?.users.map((user) => [user.userId, user.name, user.role, user.transferRight, user.token]),
    ).toEqual([
      ['M54100031187', '若林 健一', 'admin', true, 'VSMT82640917'],
      ['ono01', '小野 真理', 'general', true, 'VSMT82640925'],
      ['shibata01', '柴田 航', 'general', false, null],
    ])
    expect(sample[1]).toMatchObject({
      name: '株式会社 青葉運送',
      usageMode: 'shared',
      sharedToken: { token: 'VSMT51820034' },
    })
    expect(sample[1]?.users).toHaveLength(3)
  })

  it('has the awkward things that real files have', () => {
    const text = SAMPLE_CONTRACTS_CSV
    for (const part of [
      '髙',
      '﨑',
      '濵',
      '2V0716016FK2',
      '2V07160I6FK2',
      'M54 100031187',
      '共通トークン',
      'DP03',
      '"カフェ ""ひだまり"""',
    ]) {
      expect(text, part).toContain(part)
    }
    const links = sample.flatMap((contract) => contract.users)
    for (const state of ['none', 'issued', 'active', 'expired', 'revoked', 'unknown']) {
      expect(
        links.some((link) => link.registration === state),
        state,
      ).toBe(true)
    }
    for (const state of ['usable', 'locked', 'suspended', 'none']) {
      expect(
        links.some((link) => link.authentication === state),
        state,
      ).toBe(true)
    }
    expect(sample.some((contract) => contract.account?.number.startsWith('000'))).toBe(true)
    expect(text).toMatch(/[ｦ-ﾟ]/)
  })

  it('fits into Shift_JIS without a substitute', () => {
    const bytes = encodeShiftJis(SAMPLE_CONTRACTS_CSV)
    expect(new TextDecoder('shift_jis', { fatal: true }).decode(bytes)).toBe(SAMPLE_CONTRACTS_CSV)
    expect(Buffer.from(encodeShiftJis('髙﨑')).toString('hex')).toBe('fbfcfab1')
    expect(() => encodeShiftJis('𠮷')).toThrow(RangeError)
  })
})

describe('the generator', () => {
  it('makes the same contracts of the same seed, and others of another', () => {
    const of = (seed: number) => JSON.stringify([...generateContracts({ count: 50, seed })])
    expect(of(9)).toBe(of(9))
    expect(of(9)).not.toBe(of(10))
  })

  it('never gives a number twice', () => {
    const numbers = new Set<string>()
    const customers = new Set<string>()
    const serials = new Map<string, string>()
    for (const contract of generateContracts({ count: 50_000, seed: 2 })) {
      expect(numbers.has(contract.contractNo)).toBe(false)
      numbers.add(contract.contractNo)
      if (contract.customerId !== null) {
        expect(customers.has(contract.customerId)).toBe(false)
        customers.add(contract.customerId)
      }
      for (const { token } of [
        ...contract.users,
        ...(contract.sharedToken === null ? [] : [contract.sharedToken]),
      ]) {
        if (token === null) continue
        expect(serials.get(token) ?? contract.contractNo, token).toBe(contract.contractNo)
        serials.set(token, contract.contractNo)
      }
    }
  }, 60_000)
})
