import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noWish } from '#shared/asks'
import type { CaseNo } from '#shared/ids'
import type { Intake } from '#shared/intake'
import { completeIntake, openDesk, type TestDesk } from '../../fixtures/desk.ts'
import {
  administrator,
  contractNamed,
  executeCase,
  newest,
  openDraft,
  stateOf,
  submitCase,
  trailOf,
  versionOf,
} from '../../fixtures/walk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
  await desk.signIn('S0101')
})
afterEach(() => desk.close())

describe('opening a case', () => {
  const open = async (changes: object = {}) => ({
    contractNo: await contractNamed(desk, '若葉金物店'),
    target: administrator,
    situation: 'phone-broken' as const,
    wish: noWish,
    unavailable: [],
    redirectReason: null,
    ...changes,
  })

  it('numbers cases by branch, day and turn, and takes the reason the customer gave', async () => {
    const caseNo = await openDraft(desk)
    expect(caseNo).toBe('999-261120-001')
    expect((await stateOf(desk, caseNo)).intake).toMatchObject({ reason: 'broken', receivedOn: '2026-11-20' })
  })

  it('refuses a second case about the same token, naming the first', async () => {
    const caseNo = await openDraft(desk)
    expect(await desk.ask('case.open', await open())).toMatchObject({
      error: { code: 'case-open-already', caseNo },
    })
  })

  it('sends a general user to their own administrator while there is one (R-000-46)', async () => {
    const request = await open({ target: { kind: 'user', userId: 'ono01' } })
    expect(await desk.ask('case.open', request)).toMatchObject({
      error: { code: 'not-a-branch-job', answer: 'own-administrator' },
    })
  })

  it('takes a general user when no administrator can act, with the reason in writing (R-000-46)', async () => {
    const unable = { target: { kind: 'user', userId: 'ono01' }, unavailable: ['M54100031187'] }
    expect(await desk.ask('case.open', await open(unable))).toMatchObject({
      error: { code: 'reason-needed' },
    })
    const reply = await desk.ask('case.open', await open({ ...unable, redirectReason: '管理者が入院中' }))
    expect(reply).toMatchObject({ ok: true })
  })

  it('refuses where there is nothing to detach, nobody by that name, or no such contract', async () => {
    const tokenless = { target: { kind: 'user', userId: 'shibata01' } }
    expect(await desk.ask('case.open', await open(tokenless))).toMatchObject({
      error: { code: 'target-has-no-token' },
    })
    const nobody = { target: { kind: 'user', userId: 'nobody' } }
    expect(await desk.ask('case.open', await open(nobody))).toMatchObject({
      error: { code: 'target-unknown' },
    })
    expect(await desk.ask('case.open', await open({ contractNo: '0000000' }))).toMatchObject({
      error: { code: 'contract-unknown' },
    })
  })
})

describe('a draft', () => {
  it('keeps every word, across a restart of the program', async () => {
    const caseNo = await openDraft(desk)
    const half = completeIntake({ identityExpiresOn: null, reasonNote: '途中まで　打った' })
    await desk.must('case.save', { caseNo, version: 1, intake: half })
    desk.close()
    const again = await openDesk({ dir: desk.dir, at: desk.clock.wall + 60_000 })
    await again.signIn('S0101')
    expect((await stateOf(again, caseNo)).intake).toEqual(half)
    again.close()
  })

  it('is not overwritten by somebody who saw an older version', async () => {
    const caseNo = await openDraft(desk)
    await desk.must('case.save', { caseNo, version: 1, intake: completeIntake() })
    expect(
      await desk.ask('case.save', { caseNo, version: 1, intake: completeIntake({ formNumber: 'X' }) }),
    ).toMatchObject({
      error: { code: 'case-changed', version: 2 },
    })
    expect((await stateOf(desk, caseNo)).intake.formNumber).toBe('FB-07')
  })

  it('compares the whole account number in main, and shows three digits of it', async () => {
    const caseNo = await openDraft(desk)
    await desk.must('case.save', {
      caseNo,
      version: 1,
      intake: completeIntake({ accountNumber: '普通 ０３１８８４２' }),
    })
    expect((await stateOf(desk, caseNo)).store).toMatchObject({ accountEnding: '842', accountMatches: true })
    await desk.must('case.save', { caseNo, version: 2, intake: completeIntake({ accountNumber: '9318842' }) })
    expect((await stateOf(desk, caseNo)).store?.accountMatches).toBe(false)
  })
})

describe('submitting', () => {
  const gaps: readonly [string, Partial<Intake>, string][] = [
    ['without a form number', { formNumber: null }, 'formNumber'],
    ['with a seal that differs (R-000-45)', { seal: 'differs' }, 'seal'],
    ['with a seal nobody compared', { seal: null }, 'seal'],
    ['with another serial on the paper', { oldSerial: 'VSMT8264O917' }, 'oldSerial'],
    ['with another account', { accountNumber: '0318843' }, 'accountNumber'],
    [
      'with a document that expired yesterday (MC-13)',
      { identityExpiresOn: '2026-11-19' as never },
      'identityExpiresOn',
    ],
    ['by an agent without authority (MC-13)', { cameBy: 'agent' }, 'authority'],
    [
      'with a certificate older than six months (MC-13)',
      { identity: 'seal-certificate', identityIssuedOn: '2026-05-19' as never },
      'identityIssuedOn',
    ],
    ['without saying where the paper is kept', { originalKeptAt: ' ' }, 'originalKeptAt'],
  ]

  it.each(gaps)('is refused %s', async (_what, changes, field) => {
    const caseNo = await openDraft(desk)
    await desk.must('case.save', { caseNo, version: 1, intake: completeIntake(changes) })
    expect(await desk.ask('case.submit', { caseNo, version: 2 })).toMatchObject({
      error: { code: 'case-incomplete', fields: [field] },
    })
    expect((await stateOf(desk, caseNo)).state).toBe('draft')
  })

  it.each([
    ['a document valid to this very day (MC-13)', { identityExpiresOn: '2026-11-20' as never }],
    [
      'a certificate six months old to the day',
      { identity: 'seal-certificate', identityIssuedOn: '2026-05-20' as never },
    ],
    ['a serial the customer corrected on the paper', { oldSerial: 'VSMT8264O917', oldSerialCorrected: true }],
  ] satisfies [string, Partial<Intake>][])('takes %s', async (_what, changes) => {
    const caseNo = await submitCase(desk, changes)
    expect((await stateOf(desk, caseNo)).state).toBe('awaiting-approval')
  })

  it('is called back by any edit', async () => {
    const caseNo = await submitCase(desk)
    await desk.must('case.save', { caseNo, version: await versionOf(desk, caseNo), intake: completeIntake() })
    expect((await stateOf(desk, caseNo)).state).toBe('draft')
  })
})

describe('withdrawing', () => {
  it('wants a reason and ends the case; the token stays', async () => {
    const caseNo = await openDraft(desk)
    expect(await desk.ask('case.withdraw', { caseNo, version: 1, reason: '' })).toMatchObject({
      error: { code: 'reason-needed' },
    })
    await desk.must('case.withdraw', { caseNo, version: 1, reason: 'お客さまが取り下げ' })
    expect((await stateOf(desk, caseNo)).state).toBe('withdrawn')
    expect(await desk.ask('case.submit', { caseNo, version: 2 })).toMatchObject({
      error: { code: 'state-forbids' },
    })
  })
})

describe('registering the new token', () => {
  const ask = async (caseNo: CaseNo, serial: string, changes: object = {}) =>
    desk.ask('case.register', {
      userId: null,
      vendor: null,
      caseNo,
      version: await versionOf(desk, caseNo),
      serial,
      proof: { kind: 'centre' },
      warningReason: null,
      ...changes,
    })
  const code = (value: string) => ({ proof: { kind: 'code', code: value } })

  it('refuses a serial of no known form, one in use, and the old one (R-000-23)', async () => {
    const caseNo = await executeCase(desk)
    expect(await ask(caseNo, 'ABC')).toMatchObject({ error: { code: 'serial-malformed' } })
    expect(await ask(caseNo, 'VSMT82640925')).toMatchObject({ error: { code: 'serial-in-use' } })
    expect(await ask(caseNo, 'VSMT82640917')).toMatchObject({ error: { code: 'serial-tombstoned' } })
  })

  it('takes a form the guide does not expect only with a reason (R-000-36)', async () => {
    const caseNo = await executeCase(desk)
    expect(await ask(caseNo, 'DP0331735022')).toMatchObject({
      error: { code: 'serial-warning-unaccepted', warning: 'carrier-mismatch' },
    })
    expect(await ask(caseNo, 'DP0331735022', { warningReason: '支給のカード型' })).toMatchObject({ ok: true })
  })

  it('wants a live code where we hold the seed, and takes none where we do not', async () => {
    const caseNo = await executeCase(desk)
    expect(await ask(caseNo, 'VSMT70310012')).toMatchObject({ error: { code: 'code-needed' } })
    expect(await ask(caseNo, 'VSMT55550001', code('123456'))).toMatchObject({
      error: { code: 'code-not-checkable' },
    })
    expect(await ask(caseNo, 'VSMT55550001')).toMatchObject({ ok: true, value: { serial: 'VSMT55550001' } })
    expect(await stateOf(desk, caseNo)).toMatchObject({ registeredBy: 'centre', newSerial: 'VSMT55550001' })
  })

  it('locks the token at the tenth wrong code, and then refuses the right one (OTP-08)', async () => {
    const caseNo = await executeCase(desk)
    for (let left = 9; left >= 0; left -= 1) {
      expect(await ask(caseNo, 'VSMT70310012', code('000000'))).toMatchObject({
        error: { code: 'code-refused', reason: 'wrong', triesLeft: left },
      })
    }
    expect(await ask(caseNo, 'VSMT70310012', code(desk.tokenCode('VSMT70310012')))).toMatchObject({
      error: { code: 'code-refused', reason: 'locked' },
    })
    expect((await stateOf(desk, caseNo)).state).toBe('awaiting-registration')
    expect(trailOf(desk, caseNo).filter((entry) => entry === 'done code.refused')).toHaveLength(11)
  })

  it('takes a code once for ever, also after a restart (OTP-03, R-000-02)', async () => {
    const caseNo = await executeCase(desk)
    const right = desk.tokenCode('VSMT70310012')
    await desk.must('case.register', {
      userId: null,
      vendor: null,
      caseNo,
      version: await versionOf(desk, caseNo),
      serial: 'VSMT70310012',
      proof: { kind: 'code', code: right },
      warningReason: null,
    })
    const at = desk.clock.wall
    desk.close()
    const again = await openDesk({ dir: desk.dir, at })
    await again.signIn('S0102')
    const store = again.premises.branch?.store
    const token = store?.read.tokens.find('VSMT70310012' as never)
    expect(token?.high_water).toBe(Math.floor(at / 30_000))
    again.close()
  })

  it('suggests the serial that look-alike characters hide, and corrects nothing (R-002-22)', async () => {
    const caseNo = await executeCase(desk)
    const look = await desk.must('case.look-at-serial', {
      userId: null,
      vendor: null,
      caseNo,
      serial: 'VSMT7O310012',
    })
    expect(look).toMatchObject({ finding: 'malformed', suggestion: 'VSMT70310012', serial: 'VSMT7O310012' })
  })

  it('may wait: the case stays open with a day to ask again, which is not in the past (R-002-25)', async () => {
    const caseNo = await executeCase(desk)
    const later = async (followUpOn: string) =>
      desk.ask('case.register-later', { caseNo, version: await versionOf(desk, caseNo), followUpOn })
    expect(await later('2026-11-19')).toMatchObject({ error: { code: 'follow-up-in-past' } })
    expect(await later('2026-11-27')).toMatchObject({ ok: true })
    expect(await desk.must('case.list', { list: 'awaiting-customer' })).toMatchObject([
      { caseNo, followUpOn: '2026-11-27' },
    ])
  })

  it('waits for the service’s own time, and for a serial of our own stock where the service wants one (R-002-32)', async () => {
    const caseNo = await executeCase(desk)
    const set = (changes: object) =>
      desk.premises.branch?.store.attempt(
        {
          staff: null,
          session: null,
          operation: 'test',
          at: { wall: '2026-11-20T01:00:00.000Z', mono: 0, bootId: 'x', clock: 'trusted' },
        },
        (db) => {
          const row = db.cases.find(caseNo)
          if (row === undefined) throw new Error('no such case')
          db.cases.change(row, changes)
          return { ok: true, value: { output: null, audit: { event: 'case.saved' } } }
        },
      )
    set({ earliest_registration: '2026-11-20T05:00:00.000Z' })
    expect(await ask(caseNo, 'VSMT70310012')).toMatchObject({
      error: { code: 'too-early', earliest: '2026-11-20T05:00:00.000Z' },
    })
    set({ earliest_registration: null, service: 'P002', old_serial: '2V0799990001' })
    const hardware = { vendor: 'own-hardware' }
    expect(await ask(caseNo, '2V0799990002', hardware)).toMatchObject({ error: { code: 'serial-not-ours' } })
    expect(
      await desk.must('case.look-at-serial', {
        userId: null,
        vendor: 'own-hardware',
        caseNo,
        serial: '2V0799990002',
      }),
    ).toMatchObject({
      finding: 'not-ours',
    })
    // The same form from the app's vendor is no hardware, and needs no stock.
    const look = { userId: null, caseNo, serial: '2V0799990002' }
    expect(await desk.must('case.look-at-serial', { ...look, vendor: 'shinkin-app' })).toMatchObject({
      finding: 'good',
      proof: 'centre',
    })
    expect(await desk.must('case.look-at-serial', { ...look, vendor: null })).toMatchObject({
      finding: 'good',
    })
    expect(await ask(caseNo, '2V0799990001', hardware)).toMatchObject({ error: { code: 'serial-is-old' } })
    // Known from the contract master, but another customer's.
    expect(await ask(caseNo, '2V0716016FK2', hardware)).toMatchObject({ error: { code: 'serial-in-use' } })
    set({ service: 'P003' })
    expect(await ask(caseNo, '12345678')).toMatchObject({ ok: true })
  })
})

describe('closing', () => {
  it('wants the re-login confirmed, or waived with a reason (R-000-27)', async () => {
    const caseNo = await executeCase(desk)
    const register = await desk.must('case.register', {
      userId: null,
      vendor: null,
      caseNo,
      version: await versionOf(desk, caseNo),
      serial: 'VSMT70310020',
      proof: { kind: 'code', code: desk.tokenCode('VSMT70310020') },
      warningReason: null,
    })
    const close = (relogin: 'confirmed' | 'waived', reason: string | null) =>
      desk.ask('case.close', { caseNo, version: register.version, relogin, reason })
    expect(await close('waived', null)).toMatchObject({ error: { code: 'waiver-reason-needed' } })
    expect(await close('waived', 'お急ぎで退店')).toMatchObject({ ok: true })
    expect((await stateOf(desk, caseNo)).state).toBe('closed')
    expect(newest(desk)).toEqual(['done case.closed'])
  })
})

describe('the contract’s shared token (E-02)', () => {
  it('touches everybody, and is detached from the contract, not from a user', async () => {
    const caseNo = await openDraft(desk, { kind: 'shared' }, '青葉運送')
    const view = await stateOf(desk, caseNo)
    expect(view.touched.map(({ effect }) => effect)).toEqual(['shared', 'shared', 'shared'])
    expect(view.store?.oldSerial).toBe('VSMT51820034')
  })
})
