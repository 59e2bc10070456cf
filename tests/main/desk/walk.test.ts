import { describe, expect, it } from 'vitest'
import { completeIntake, openDesk } from '../../fixtures/desk.ts'

const target = { kind: 'user', userId: 'M54100031187' } as const

describe('the whole job, at the gate', () => {
  it('detaches an administrator’s token on paper and two persons, and registers the new one by its code (E-01, R-000-42)', async () => {
    const desk = await openDesk()
    await desk.signIn('S0101')
    const { hits } = await desk.must('search.find', { text: '若葉金物' })
    const contractNo = hits[0]?.contractNo ?? ''
    const { caseNo } = await desk.must('case.open', {
      wish: { users: [], alsoReissue: false, usageMode: null, hardware: null },
      contractNo,
      target,
      situation: 'phone-broken',
      unavailable: [],
      redirectReason: null,
    })
    const saved = await desk.must('case.save', { caseNo, version: 1, intake: completeIntake() })
    const submitted = await desk.must('case.submit', { caseNo, version: saved.version })
    await desk.must('approval.open', { caseNo })
    const window = desk.approval()
    const view = await desk.must('approval.view', {}, window)
    expect(JSON.stringify(view)).not.toContain('0917')
    await desk.must(
      'approval.prove',
      { staff: 'S0127', passphrase: 'practice nakamura takashi', code: desk.staffCode('S0127') },
      window,
    )
    const { receiptNo } = await desk.must(
      'approval.approve',
      { seal: 'matches', typeBack: '０９１７' },
      window,
    )
    expect(receiptNo).toBe('R-999-000001')
    await desk.must('approval.close', {}, window)
    const executed = await desk.must('case.view', { caseNo })
    expect(executed).toMatchObject({
      state: 'awaiting-registration',
      oldSerial: 'VSMT82640917',
      version: submitted.version + 1,
    })
    const registered = await desk.must('case.register', {
      userId: null,
      vendor: null,
      caseNo,
      version: executed.version,
      serial: 'ＶＳＭＴ７０３１００１２',
      proof: { kind: 'code', code: desk.tokenCode('VSMT70310012') },
      warningReason: null,
    })
    await desk.must('case.close', { caseNo, version: registered.version, relogin: 'confirmed', reason: null })
    const paper = await desk.must('paper.preview', { request: { paper: 'receipt', caseNo } })
    expect(paper.verificationCode).toMatch(/^[^0O1IL2Z5S8B]{8}$/)
    expect(desk.premises.branch?.store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true } })
    desk.close()
  })
})
