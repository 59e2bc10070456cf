import { describe, expect, it } from 'vitest'
import { CaseAsk, emptyReport, FRAUD_QUESTIONS, LossReport, noWish, unasked, Wish } from '#shared/asks'

describe('a loss', () => {
  it('is reported with nothing asked yet: the stop waits for no answer (R-001-22, R-002-36)', () => {
    expect(LossReport.safeParse(emptyReport).success).toBe(true)
    expect(Object.values(emptyReport).every((answer) => answer === null)).toBe(true)
    expect(CaseAsk.safeParse({ kind: 'loss', how: 'stolen', report: emptyReport, found: null }).success).toBe(
      true,
    )
  })

  it('is reviewed only after the three questions and with a number to call back', () => {
    expect(FRAUD_QUESTIONS).toEqual(['whoCalled', 'codeReadOut', 'lastLoginTheirs'])
    expect(unasked(emptyReport)).toEqual(['whoCalled', 'codeReadOut', 'lastLoginTheirs', 'callBackNumber'])
    const asked: LossReport = {
      ...emptyReport,
      whoCalled: 'stranger-called-first',
      codeReadOut: 'yes',
      lastLoginTheirs: 'no',
      callBackNumber: '03-0000-0101',
    }
    expect(unasked(asked)).toEqual([])
    for (const field of [...FRAUD_QUESTIONS, 'callBackNumber'] as const) {
      expect(unasked({ ...asked, [field]: null })).toEqual([field])
    }
  })

  it('takes “not known” for an answer: asking is what counts', () => {
    expect(
      unasked({
        ...emptyReport,
        whoCalled: 'customer-called',
        codeReadOut: 'unknown',
        lastLoginTheirs: 'unknown',
        callBackNumber: '0000-11',
      }),
    ).toEqual([])
  })

  it('has no place for the code that was read out', () => {
    for (const said of ['123456', '287082']) {
      expect(LossReport.safeParse({ ...emptyReport, codeReadOut: said }).success).toBe(false)
    }
    expect(LossReport.safeParse({ ...emptyReport, code: '123456' }).success).toBe(false)
  })

  it('is called back at a number, not at a sentence', () => {
    for (const number of ['03-0000-0101', '090-0000-0102', '000110']) {
      expect(LossReport.safeParse({ ...emptyReport, callBackNumber: number }).success).toBe(true)
    }
    for (const number of ['', '12345', 'office 2', '03（0000）0101', '0'.repeat(21)]) {
      expect(LossReport.safeParse({ ...emptyReport, callBackNumber: number }).success).toBe(false)
    }
  })
})

describe('what a case asks for', () => {
  it('names somebody where it is about users: nobody is unlocked or enabled by an empty list', () => {
    expect(CaseAsk.safeParse({ kind: 'unlock', users: [], alsoReissue: false }).success).toBe(false)
    expect(CaseAsk.safeParse({ kind: 'application', users: [] }).success).toBe(false)
    expect(CaseAsk.safeParse({ kind: 'unlock', users: ['gen'], alsoReissue: true }).success).toBe(true)
  })

  it('may start a usage mode from none, and ends in one (R-000-18)', () => {
    expect(CaseAsk.safeParse({ kind: 'usage-mode', from: null, to: 'shared' }).success).toBe(true)
    expect(CaseAsk.safeParse({ kind: 'usage-mode', from: 'shared', to: null }).success).toBe(false)
  })

  it('takes nothing it does not know', () => {
    expect(CaseAsk.safeParse({ kind: 'reissue', password: 'x' }).success).toBe(false)
    expect(CaseAsk.safeParse({ kind: 'wipe' }).success).toBe(false)
    expect(Wish.safeParse(noWish).success).toBe(true)
    expect(Wish.safeParse({ ...noWish, force: true }).success).toBe(false)
  })
})
