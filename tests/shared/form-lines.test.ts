import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { formNumbers } from '#shared/form-lines'

describe('the numbers on a form', () => {
  it('are those of the reset form for taking a token away', () => {
    const numbers = formNumbers('token-detach', profileOf('P000'), false)
    expect(Object.fromEntries(numbers)).toMatchObject({
      receivedOn: 1,
      cameBy: 2,
      visitorName: 2,
      authority: 2,
      customerId: 3,
      customerName: 4,
      accountNumber: 5,
      target: 6,
      oldSerial: 7,
      reason: 8,
      reasonNote: 8,
      seal: 9,
      sealMethod: 9,
      identity: 10,
      identityLast4: 10,
    })
  })

  it('leave no gap where a service has tokens without a number (R-004-07)', () => {
    const numbers = formNumbers('reissue', profileOf('P004'), false)
    expect(numbers.has('oldSerial')).toBe(false)
    expect([numbers.get('target'), numbers.get('reason'), numbers.get('seal')]).toEqual([6, 7, 8])
  })

  it('put how the lockout came about before everything that follows from it (R-003-17)', () => {
    const alone = formNumbers('unlock', profileOf('P003'), false)
    const both = formNumbers('unlock', profileOf('P003'), true)
    expect([alone.get('situationCause'), alone.get('situationNote'), alone.get('seal')]).toEqual([7, 7, 8])
    expect([both.get('situationCause'), both.get('oldSerial'), both.get('reason')]).toEqual([7, 8, 9])
  })

  it('count the acknowledgement of lower protection on the form of an opt-out (R-001-16)', () => {
    const numbers = formNumbers('opt-out', profileOf('P001'), false)
    expect([numbers.get('reasonNote'), numbers.get('lowerProtectionAcknowledged')]).toEqual([7, 8])
  })

  it('put what is applied for, and the address it goes to, under one number after the person (R-002-33)', () => {
    const numbers = formNumbers('hardware', profileOf('P003'), false)
    expect([numbers.get('target'), numbers.get('wish'), numbers.get('addressConfirmed')]).toEqual([6, 7, 7])
    expect([numbers.get('reasonNote'), numbers.get('seal')]).toEqual([8, 9])
    expect(formNumbers('application', profileOf('P003'), false).has('wish')).toBe(false)
  })

  it('give none to what the branch fills in for itself', () => {
    const numbers = formNumbers('token-detach', profileOf('P000'), false)
    for (const own of [
      'formNumber',
      'originalKeptAt',
      'redirectReason',
      'branchReason',
      'recentChange',
    ] as const)
      expect(numbers.has(own)).toBe(false)
  })

  it('are none where there is no paper', () => {
    expect(formNumbers('loss', profileOf('P000'), false).size).toBe(0)
    expect(formNumbers('profile-change', profileOf('P000'), false).size).toBe(0)
    expect(formNumbers('stock-difference', profileOf('P000'), false).size).toBe(0)
  })
})
