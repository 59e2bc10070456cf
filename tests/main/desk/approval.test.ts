import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GRANT_MS } from '#main/desk/approval'
import { completeIntake, openDesk, type TestDesk } from '../../fixtures/desk.ts'
import {
  contractNamed,
  executeCase,
  newest,
  openDraft,
  passphraseOf,
  proveIn,
  stateOf,
  submitCase,
  trailOf,
  versionOf,
  wakaba,
} from '../../fixtures/walk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
  await desk.signIn('S0101')
})
afterEach(() => desk.close())

const approve = (typeBack = '0917', seal: 'matches' | 'differs' = 'matches') =>
  desk.ask('approval.approve', { seal, typeBack }, desk.approval())

describe('four eyes', () => {
  it('executes only in the moment another person approves (MC-01, R-000-44, R-000-45)', async () => {
    const caseNo = await submitCase(desk)
    expect((await stateOf(desk, caseNo)).oldSerial).toBe('VSMT82640917')
    await proveIn(desk, caseNo)
    const reply = await approve()
    expect(reply).toMatchObject({ ok: true, value: { receiptNo: 'R-999-000001' } })
    expect(trailOf(desk, caseNo).at(-1)).toBe('done case.executed')
  })

  it('refuses the desk’s own window whatever it sends: an approval comes from the approval window alone', async () => {
    const caseNo = await submitCase(desk)
    await proveIn(desk, caseNo)
    const crafted = { seal: 'matches', typeBack: '0917' } as const
    expect(await desk.ask('approval.approve', crafted)).toMatchObject({
      ok: false,
      error: { code: 'window-forbids' },
    })
    expect(await desk.ask('approval.approve', crafted, { place: 'approval', window: 4711 })).toMatchObject({
      ok: false,
      error: { code: 'approval-missing' },
    })
    expect((await stateOf(desk, caseNo)).state).toBe('awaiting-approval')
  })

  it('refuses a supervisor who wrote in the case, also when only correcting a colleague’s draft', async () => {
    const caseNo = await openDraft(desk)
    await desk.must('case.save', { caseNo, version: 1, intake: completeIntake({ reasonNote: null }) })
    await desk.must('session.sign-out', {})
    await desk.signIn('S0127')
    const saved = await desk.must('case.save', { caseNo, version: 2, intake: completeIntake() })
    await desk.must('case.submit', { caseNo, version: saved.version })
    expect(await proveIn(desk, caseNo, 'S0127')).toMatchObject({
      ok: false,
      error: { code: 'approver-is-maker' },
    })
    expect(await approve()).toMatchObject({ ok: false, error: { code: 'approval-missing' } })
    expect(await proveIn(desk, caseNo, 'S0131')).toMatchObject({ ok: true })
    expect(await approve()).toMatchObject({ ok: true })
  })

  it('is enforced by the database too, whatever the program believes', async () => {
    const caseNo = await submitCase(desk)
    const store = desk.premises.branch?.store
    const insert = () =>
      store?.attempt(
        {
          staff: null,
          session: null,
          operation: 'test',
          at: { wall: '2026-11-20T01:00:00.000Z', mono: 0, bootId: 'x', clock: 'trusted' },
        },
        (db) => {
          db.cases.decide({
            approval: 'forged',
            case_no: caseNo,
            version: 3,
            content_hash: 'x',
            maker_person: 'practice-S0102',
            approver: 'S0101' as never,
            approver_person: 'practice-S0101',
            decision: 'approve',
            seal: 'matches',
            reason: null,
            at: '2026-11-20T01:00:00.000Z' as never,
          })
          return { ok: true, value: { output: null, audit: { event: 'case.executed' } } }
        },
      )
    expect(insert).toThrow(/nobody approves a case they touched/)
  })

  it('takes no teller’s word for a supervisor’s', async () => {
    const caseNo = await submitCase(desk)
    expect(await proveIn(desk, caseNo, 'S0102')).toMatchObject({
      ok: false,
      error: { code: 'approver-not-supervisor' },
    })
  })
})

describe('a grant', () => {
  it('lasts 120 seconds', async () => {
    const caseNo = await submitCase(desk)
    await proveIn(desk, caseNo)
    desk.clock.advance(GRANT_MS)
    expect(await approve()).toMatchObject({ ok: false, error: { code: 'approval-expired' } })
    expect((await stateOf(desk, caseNo)).state).toBe('awaiting-approval')
    expect(newest(desk)).toEqual(['refused:approval-expired approval.approve'])
  })

  it('is used up by the decision it was given for', async () => {
    const caseNo = await submitCase(desk)
    await proveIn(desk, caseNo)
    await approve()
    expect(await approve()).toMatchObject({ ok: false, error: { code: 'approval-missing' } })
    expect(trailOf(desk, caseNo).filter((entry) => entry === 'done case.executed')).toHaveLength(1)
  })

  it('is void once the content it was given for is another one', async () => {
    const caseNo = await submitCase(desk)
    await proveIn(desk, caseNo)
    // While the window stands open the desk takes no changes at all …
    const version = await versionOf(desk, caseNo)
    const edit = { caseNo, version, intake: completeIntake({ originalKeptAt: '金庫' }) }
    expect(await desk.ask('case.save', edit)).toMatchObject({ ok: false, error: { code: 'desk-frozen' } })
    // … and if one came about all the same, the approval would not survive it.
    const grant = desk.premises.approval?.grant
    const approval = desk.premises.approval
    desk.premises.approval = undefined
    await desk.must('case.save', edit)
    await desk.must('case.submit', { caseNo, version: version + 1 })
    desk.premises.approval = approval
    expect(grant).toBeDefined()
    expect(await approve()).toMatchObject({ ok: false, error: { code: 'case-changed' } })
  })

  it('does not outlive the desk’s lock', async () => {
    const caseNo = await submitCase(desk)
    await proveIn(desk, caseNo)
    const window = desk.approval()
    await desk.must('session.lock', {})
    expect(await desk.ask('approval.approve', { seal: 'matches', typeBack: '0917' }, window)).toMatchObject({
      ok: false,
      error: { code: 'approval-missing' },
    })
  })

  it('needs a code of its own: one that signed somebody in, or approved before, is spent (AUT-08)', async () => {
    const caseNo = await submitCase(desk)
    await desk.must('approval.open', { caseNo })
    const proof = { staff: 'S0127', passphrase: passphraseOf('S0127'), code: desk.staffCode('S0127') }
    expect(await desk.ask('approval.prove', proof, desk.approval())).toMatchObject({ ok: true })
    expect(await desk.ask('approval.prove', proof, desk.approval())).toMatchObject({
      ok: false,
      error: { code: 'staff-code-refused', reason: 'replayed' },
    })
    expect(await approve()).toMatchObject({ ok: false, error: { code: 'approval-missing' } })
  })

  it('is not given for a passphrase or a code alone', async () => {
    const caseNo = await submitCase(desk)
    await desk.must('approval.open', { caseNo })
    const prove = (passphrase: string, code: string) =>
      desk.ask('approval.prove', { staff: 'S0127', passphrase, code }, desk.approval())
    expect(await prove('not the passphrase at all', desk.staffCode('S0127'))).toMatchObject({
      error: { code: 'sign-in-refused' },
    })
    desk.clock.advance(30_000)
    expect(await prove(passphraseOf('S0127'), '000000')).toMatchObject({
      error: { code: 'staff-code-refused', reason: 'wrong' },
    })
  })
})

describe('what the supervisor checks on the paper', () => {
  it('stops at a seal that does not match', async () => {
    const caseNo = await submitCase(desk)
    await proveIn(desk, caseNo)
    expect(await approve('0917', 'differs')).toMatchObject({
      ok: false,
      error: { code: 'seal-not-matching' },
    })
    expect((await stateOf(desk, caseNo)).state).toBe('awaiting-approval')
  })

  it('wants the last four characters typed back, and ends the proof at the third wrong try', async () => {
    const caseNo = await submitCase(desk)
    await proveIn(desk, caseNo)
    for (const wrong of ['0918', 'O917', '']) {
      expect(await approve(wrong)).toMatchObject({ ok: false, error: { code: 'type-back-wrong' } })
    }
    expect(await approve()).toMatchObject({ ok: false, error: { code: 'approval-expired' } })
  })

  it('shows the four characters nowhere in the approval window', async () => {
    const caseNo = await submitCase(desk)
    await desk.must('approval.open', { caseNo })
    const view = await desk.must('approval.view', {}, desk.approval())
    expect(view.case.oldSerial).toBe('VSMT8264●●●●')
    expect(JSON.stringify(view)).not.toContain('0917')
  })
})

describe('sending back and rejecting', () => {
  it('returns the case to its writer with the reason, and starts a new edition', async () => {
    const caseNo = await submitCase(desk)
    await proveIn(desk, caseNo)
    expect(await desk.ask('approval.send-back', { reason: ' ' }, desk.approval())).toMatchObject({
      error: { code: 'reason-needed' },
    })
    await desk.must('approval.send-back', { reason: '⑦の訂正印が足りません' }, desk.approval())
    await desk.must('approval.close', {}, desk.approval())
    const view = await stateOf(desk, caseNo)
    expect(view).toMatchObject({ state: 'draft', edition: 2, sentBackReason: '⑦の訂正印が足りません' })
    expect(view.intake).toEqual(completeIntake())
  })

  it('ends a rejected case, and its token stays as it was', async () => {
    const caseNo = await submitCase(desk)
    await proveIn(desk, caseNo)
    await desk.must('approval.reject', { reason: '委任状が偽造の疑い' }, desk.approval())
    await desk.must('approval.close', {}, desk.approval())
    expect((await stateOf(desk, caseNo)).state).toBe('rejected')
    const { users } = await desk.must('contract.view', {
      contractNo: await contractNamed(desk, wakaba),
    })
    expect(users[0]).toMatchObject({ serial: 'VSMT82640917', registration: 'active' })
  })
})

describe('the approval window', () => {
  it('is one at a time, and only for a case that waits for approval', async () => {
    const draft = await openDraft(desk, { kind: 'shared' }, '青葉運送')
    expect(await desk.ask('approval.open', { caseNo: draft })).toMatchObject({
      error: { code: 'state-forbids' },
    })
    const caseNo = await submitCase(desk)
    await desk.must('approval.open', { caseNo })
    expect(await desk.ask('approval.open', { caseNo })).toMatchObject({
      error: { code: 'approval-window-open' },
    })
    expect(await desk.ask('approval.open', { caseNo: '999-261120-999' })).toMatchObject({
      error: { code: 'case-unknown' },
    })
  })
})

describe('after the execution', () => {
  it('numbers receipts without gaps and never gives the dead ID back (R-000-12)', async () => {
    const caseNo = await executeCase(desk)
    const look = await desk.must('case.look-at-serial', {
      userId: null,
      vendor: null,
      caseNo,
      serial: 'VSMT82640917',
    })
    expect(look.finding).toBe('tombstoned')
    expect(
      await desk.ask('case.withdraw', { caseNo, version: await versionOf(desk, caseNo), reason: 'x' }),
    ).toMatchObject({
      error: { code: 'state-forbids' },
    })
  })
})
