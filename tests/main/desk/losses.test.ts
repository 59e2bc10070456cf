import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyReport, noWish } from '#shared/asks'
import { type CaseNo, ContractNo, Serial } from '#shared/ids'
import { emptyIntake, type Intake, type Target } from '#shared/intake'
import type { InputOf } from '#shared/operations'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { administrator, proveIn, stateOf, submitCase, trailOf, versionOf } from '../../fixtures/walk.ts'

/** The emergency stop, and everything that may come after it. */

const wakaba = ContractNo.parse('FB00031187')
const aoba = ContractNo.parse('FB00031204')
const kirishima = ContractNo.parse('KH00008812')

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
  await desk.signIn('S0101')
})
afterEach(() => desk.close())

const stop = (
  contractNo = wakaba,
  target: Target = administrator,
  how: InputOf<'loss.stop'>['how'] = 'lost',
) => desk.ask('loss.stop', { contractNo, target, how, callBackNumber: null })
async function stopped(...given: Parameters<typeof stop>): Promise<CaseNo> {
  const reply = await stop(...given)
  if (!reply.ok) throw new Error(reply.error.code)
  return reply.value.caseNo
}
const states = async (contractNo = wakaba) =>
  (await desk.must('contract.view', { contractNo })).users.map(({ authentication }) => authentication)
const tokenOf = (serial: string) => desk.premises.branch?.store.read.tokens.find(Serial.parse(serial))

async function review(caseNo: CaseNo): Promise<void> {
  await desk.must('loss.note', {
    caseNo,
    version: await versionOf(desk, caseNo),
    report: {
      ...emptyReport,
      callBackNumber: '0299-00-3118',
      whoCalled: 'customer-called',
      codeReadOut: 'no',
      lastLoginTheirs: 'yes',
    },
  })
  await proveIn(desk, caseNo)
  await desk.must('approval.approve', { seal: null, typeBack: null }, desk.approval())
  await desk.must('approval.close', {}, desk.approval())
}

/** The form for lifting the stop, handed in and approved. */
const resume = (caseNo: CaseNo, typeBack: string, accountNumber = '0318842') =>
  carryOut(caseNo, typeBack, accountNumber)

async function carryOut(
  caseNo: CaseNo,
  typeBack: string,
  accountNumber: string,
  changes: Partial<Intake> = {},
): Promise<void> {
  const { version, store } = await stateOf(desk, caseNo)
  const saved = await desk.must('case.save', {
    caseNo,
    version,
    intake: {
      ...emptyIntake,
      formNumber: 'FB-11',
      receivedOn: '2026-11-20' as never,
      cameBy: 'representative',
      visitorName: '若林 健一',
      customerId: store?.customerId ?? null,
      customerName: store?.customerName ?? null,
      accountNumber,
      oldSerial: store?.oldSerial ?? null,
      situationNote: '受付のまちがい',
      seal: 'matches',
      sealMethod: 'side-by-side',
      identity: 'driving-licence',
      identityIssuer: '東京都公安委員会',
      identityExpiresOn: '2029-03-15' as never,
      identityLast4: '4471',
      recentChange: 'none',
      originalKeptAt: '窓口トレイ2',
      ...changes,
    },
  })
  await desk.must('case.submit', { caseNo, version: saved.version })
  await proveIn(desk, caseNo)
  await desk.must('approval.approve', { seal: 'matches', typeBack }, desk.approval())
  await desk.must('approval.close', {}, desk.approval())
}

describe('the emergency stop', () => {
  it('is one person, one question and done: stopped, numbered, on record, waiting for a review (R-001-22, R-002-36)', async () => {
    const caseNo = await stopped()
    expect(await states()).toEqual(['suspended', 'usable', 'none'])
    expect(await stateOf(desk, caseNo)).toMatchObject({
      kind: 'loss',
      state: 'awaiting-review',
      exception: 'E-05',
      oldSerial: 'VSMT82640917',
      touched: [{ effect: 'suspended' }, { effect: 'none' }, { effect: 'none' }],
    })
    expect(trailOf(desk, caseNo)).toEqual(['done token.stopped'])
    expect(await desk.must('case.counts', {})).toMatchObject({ awaitingApproval: 1, losses: 1 })
    expect(await desk.must('case.list', { list: 'losses' })).toMatchObject([{ caseNo }])
    expect(await desk.must('case.list', { list: 'awaiting-approval' })).toMatchObject([{ caseNo }])
  })

  it('stops everybody who has the same fob, whatever state they were in (R-003-15)', async () => {
    const caseNo = await stopped(kirishima, { kind: 'user', userId: 'kiri-keiri1' })
    const { users } = await desk.must('contract.view', { contractNo: kirishima })
    expect(
      users.filter(({ serial }) => serial === '78106431').map(({ authentication }) => authentication),
    ).toEqual(['suspended', 'suspended', 'suspended'])
    expect(
      (await stateOf(desk, caseNo)).touched.flatMap(({ userId, effect }) =>
        effect === 'suspended' ? [userId] : [],
      ),
    ).toEqual(['kiri-keiri1', 'kiri-keiri2', 'kiri-keiri3'])
  })

  it('stops whoever is left of those who share a fob, where some are stopped already', async () => {
    await stopped(kirishima, { kind: 'user', userId: 'kiri-keiri1' })
    const { branch } = desk.premises
    branch?.store.attempt(
      {
        staff: null,
        session: null,
        operation: 'test',
        at: { wall: '2026-11-20T01:00:00.000Z', mono: 0, bootId: 'x', clock: 'trusted' },
      },
      (db) => {
        // A contract file has given the fob to one more person, and lifted nobody's stop.
        const row = db.tokens.link(kirishima, 'kiri-eigyo')
        if (row === undefined) throw new Error('nobody is there')
        db.tokens.changeLink(
          row,
          {
            serial: Serial.parse('78106431'),
            medium: 'hard',
            registration: 'active',
            authentication: 'usable',
            decided_by: 'master',
          },
          { event: 'import', at: '2026-11-20T01:00:00.000Z' as never, caseNo: null },
        )
        return { ok: true, value: { output: null, audit: { event: 'master.imported' } } }
      },
    )
    expect(await stop(kirishima, { kind: 'user', userId: 'kiri-eigyo' })).toMatchObject({
      ok: true,
      value: { stopped: 1 },
    })
  })

  it('stops the one token that a whole contract has (R-000-17)', async () => {
    await stopped(aoba, { kind: 'shared' })
    expect(await desk.must('contract.view', { contractNo: aoba })).toMatchObject({
      sharedAuthentication: 'suspended',
    })
  })

  it('works without a supervisor, under a clock in doubt, and for a colleague who is related (MC-05)', async () => {
    await desk.must('contract.declare-relation', { contractNo: wakaba, staff: 'S0101', note: '義理の兄' })
    desk.clock.wall += 95_000
    expect(await desk.must('desk.state', {})).toMatchObject({ clock: 'suspect' })
    const before = performance.now()
    const caseNo = await stopped()
    expect(performance.now() - before).toBeLessThan(1000)
    expect(await states()).toEqual(['suspended', 'usable', 'none'])
    expect(await desk.must('case.list', { list: 'losses' })).toMatchObject([{ caseNo }])
  })

  it('is not done twice about one token, and says which case it was', async () => {
    const caseNo = await stopped()
    expect(await stop()).toMatchObject({ error: { code: 'already-stopped', caseNo } })
    expect(await stop(wakaba, { kind: 'user', userId: 'nobody' })).toMatchObject({
      error: { code: 'target-unknown' },
    })
    expect(await stop(ContractNo.parse('0000000'))).toMatchObject({ error: { code: 'contract-unknown' } })
  })

  it('leaves its mark on the token for ever: lost and stolen ones are never registered again (R-003-41, OTP-04)', async () => {
    await stopped(kirishima, { kind: 'user', userId: 'kiri-adm01' }, 'stolen')
    expect(tokenOf('78106420')?.tombstone).toBe('stolen')
    await stopped(wakaba, { kind: 'user', userId: 'ono01' }, 'uninstalled')
    expect(tokenOf('VSMT82640925')?.tombstone).toBeNull()
  })
})

describe('the review', () => {
  it('waits for the three questions and a number to call back, and is another person’s (R-000-15)', async () => {
    const caseNo = await stopped()
    await proveIn(desk, caseNo)
    expect(await desk.ask('approval.approve', { seal: null, typeBack: null }, desk.approval())).toMatchObject(
      {
        error: {
          code: 'case-incomplete',
          fields: ['whoCalled', 'codeReadOut', 'lastLoginTheirs', 'callBackNumber'],
        },
      },
    )
    await desk.must('approval.close', {}, desk.approval())
    await review(caseNo)
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'awaiting-papers', approverName: '中村 隆' })
    expect(await states()).toEqual(['suspended', 'usable', 'none'])
  })

  it('is void when somebody adds to the report while the window is open', async () => {
    const caseNo = await stopped()
    await proveIn(desk, caseNo)
    // The desk stands still under the window; what comes from elsewhere is put there past it.
    const { approval } = desk.premises
    desk.premises.approval = undefined
    await desk.must('loss.note', {
      caseNo,
      version: await versionOf(desk, caseNo),
      report: {
        ...emptyReport,
        callBackNumber: '0299-00-3118',
        whoCalled: 'stranger-called-first',
        codeReadOut: 'yes',
        lastLoginTheirs: 'no',
      },
    })
    desk.premises.approval = approval
    expect(await desk.ask('approval.approve', { seal: null, typeBack: null }, desk.approval())).toMatchObject(
      { error: { code: 'case-changed', caseNo } },
    )
    expect((await stateOf(desk, caseNo)).state).toBe('awaiting-review')
  })

  it('is not taken by a supervisor who stopped it', async () => {
    await desk.must('session.sign-out', {})
    await desk.signIn('S0127')
    const caseNo = await stopped()
    expect(await proveIn(desk, caseNo, 'S0127')).toMatchObject({ error: { code: 'approver-is-maker' } })
  })
})

describe('what was found again', () => {
  it('is recorded, and by the rule of every service never comes back to anybody (R-003-41)', async () => {
    const caseNo = await stopped()
    const found = async (where: string) =>
      desk.ask('loss.found', { caseNo, version: await versionOf(desk, caseNo), where, handedIn: false })
    expect(await found(' ')).toMatchObject({ error: { code: 'reason-needed' } })
    expect(await found('会社の机の中')).toMatchObject({ ok: true })
    expect((await stateOf(desk, caseNo)).ask).toMatchObject({ found: { where: '会社の机の中' } })
    for (const why of ['found', 'working-again'] as const) {
      expect(await desk.ask('loss.open-resume', { caseNo, why })).toMatchObject({
        error: { code: 'never-returns', tombstone: 'lost' },
      })
    }
  })

  it('may be given back to its own user by two persons where the profile says so, but never a stolen one', async () => {
    await desk.must('session.sign-out', {})
    await desk.signIn('S0150')
    const profile = {
      ...(await desk.must('profile.view', { service: 'P000', version: null })),
      foundAgain: 'before-reissue' as const,
    }
    const { caseNo: change } = await desk.must('profile.propose', {
      service: 'P000',
      from: 1,
      profile,
      reason: '当金庫の決まり',
    })
    await proveIn(desk, change)
    await desk.must('approval.approve', { seal: null, typeBack: null }, desk.approval())
    await desk.must('approval.close', {}, desk.approval())
    await desk.must('session.sign-out', {})
    desk.clock.advance(60_000)
    await desk.signIn('S0101')

    const lost = await stopped()
    expect(await desk.ask('loss.open-resume', { caseNo: lost, why: 'found' })).toMatchObject({
      error: { code: 'never-returns' },
    })
    await desk.must('loss.found', {
      caseNo: lost,
      version: await versionOf(desk, lost),
      where: '会社の机の中',
      handedIn: false,
    })
    const { caseNo } = await desk.must('loss.open-resume', { caseNo: lost, why: 'found' })
    await resume(caseNo, '0917')
    expect(await states()).toEqual(['usable', 'usable', 'none'])
    // It speaks again for its own user, and is registered for nobody else.
    expect(tokenOf('VSMT82640917')?.tombstone).toBe('lost')

    const stolen = await stopped(wakaba, { kind: 'user', userId: 'ono01' }, 'stolen')
    await desk.must('loss.found', {
      caseNo: stolen,
      version: await versionOf(desk, stolen),
      where: '警察',
      handedIn: true,
    })
    expect(await desk.ask('loss.open-resume', { caseNo: stolen, why: 'found' })).toMatchObject({
      error: { code: 'never-returns', tombstone: 'stolen' },
    })
  })
})

describe('lifting the stop', () => {
  it('takes two persons and the form, puts back exactly what was there, and closes the loss', async () => {
    const caseNo = await stopped(kirishima, { kind: 'user', userId: 'kiri-keiri1' }, 'suspicious')
    await review(caseNo)
    const { caseNo: opened } = await desk.must('loss.open-resume', { caseNo, why: 'mistaken-stop' })
    expect(await desk.ask('loss.open-resume', { caseNo, why: 'mistaken-stop' })).toMatchObject({
      error: { code: 'case-open-already', caseNo: opened },
    })
    expect(await stateOf(desk, opened)).toMatchObject({
      kind: 'resume',
      state: 'draft',
      linkedCase: caseNo,
      oldSerial: '78106431',
    })
    const { version, store } = await stateOf(desk, opened)
    const saved = await desk.must('case.save', {
      caseNo: opened,
      version,
      intake: {
        ...emptyIntake,
        formNumber: 'FB-11',
        receivedOn: '2026-11-20' as never,
        cameBy: 'representative',
        visitorName: '霧島 誠',
        customerName: store?.customerName ?? null,
        accountNumber: '0220207',
        oldSerial: '78106431',
        situationNote: '別のトークンの話だった',
        seal: 'matches',
        sealMethod: 'side-by-side',
        identity: 'driving-licence',
        identityIssuer: '東京都公安委員会',
        identityExpiresOn: '2029-03-15' as never,
        identityLast4: '4471',
        recentChange: 'none',
        originalKeptAt: '窓口トレイ2',
      },
    })
    await desk.must('case.submit', { caseNo: opened, version: saved.version })
    desk.clock.advance(60_000)
    await proveIn(desk, opened, 'S0131')
    await desk.must('approval.approve', { seal: 'matches', typeBack: '6431' }, desk.approval())
    const { users } = await desk.must('contract.view', { contractNo: kirishima })
    // Two were locked by wrong codes before the stop, and still are: a stop is no way out of a lockout.
    expect(
      users.filter(({ serial }) => serial === '78106431').map(({ authentication }) => authentication),
    ).toEqual(['locked', 'locked', 'usable'])
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'closed', followedBy: [{ caseNo: opened }] })
  })

  it('puts back what had never been used, and stops nothing where there is nothing (R-004-09)', async () => {
    const sakiyama = ContractNo.parse('KA00004401')
    const link = desk.premises.branch?.store
    if (link === undefined) throw new Error('no store is open')
    link.attempt(
      {
        staff: null,
        session: null,
        operation: 'test',
        at: { wall: '2026-11-20T01:00:00.000Z', mono: 0, bootId: 'x', clock: 'trusted' },
      },
      (db) => {
        const row = db.tokens.link(sakiyama, 'sakiyama-g')
        if (row === undefined) throw new Error('nobody is there')
        db.tokens.changeLink(
          row,
          { registration: 'issued', authentication: 'none' },
          { event: 'import', at: '2026-11-20T01:00:00.000Z' as never, caseNo: null },
        )
        return { ok: true, value: { output: null, audit: { event: 'master.imported' } } }
      },
    )
    const caseNo = await stopped(sakiyama, { kind: 'user', userId: 'sakiyama-g' }, 'suspicious')
    const { caseNo: opened } = await desk.must('loss.open-resume', { caseNo, why: 'mistaken-stop' })
    await resume(opened, '4401', '0004401')
    const { users } = await desk.must('contract.view', { contractNo: sakiyama })
    expect(users.find(({ userId }) => userId === 'sakiyama-g')).toMatchObject({
      registration: 'issued',
      authentication: 'none',
    })
    expect(await stop(kirishima, { kind: 'user', userId: 'kiri-eigyo' })).toMatchObject({
      error: { code: 'target-has-no-token' },
    })
  })

  it('takes the mark off a token that was stopped by mistake', async () => {
    const caseNo = await stopped()
    expect(tokenOf('VSMT82640917')?.tombstone).toBe('lost')
    const { caseNo: opened } = await desk.must('loss.open-resume', { caseNo, why: 'mistaken-stop' })
    await resume(opened, '0917')
    expect(tokenOf('VSMT82640917')?.tombstone).toBeNull()
    // The loss still waits for the supervisor to go through it, and ends with that.
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'awaiting-review' })
    desk.clock.advance(60_000)
    await review(caseNo)
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'closed' })
  })

  it('stays with the loss while others who share the token are stopped, and is lifted for exactly those (R-003-15)', async () => {
    const caseNo = await stopped(kirishima, { kind: 'user', userId: 'kiri-keiri1' }, 'suspicious')
    await review(caseNo)
    const { caseNo: reissue } = await desk.must('case.open', {
      contractNo: kirishima,
      target: { kind: 'user', userId: 'kiri-keiri1' },
      situation: 'phone-broken',
      wish: noWish,
      unavailable: ['kiri-adm01', 'kiri-adm02', 'kiri-master'],
      redirectReason: 'ほかに管理者がいない',
    })
    expect(await stateOf(desk, reissue)).toMatchObject({ kind: 'reissue', linkedCase: caseNo })
    desk.clock.advance(60_000)
    await carryOut(reissue, '6431', '0220207', { reason: 'broken', redirectReason: 'ほかに管理者がいない' })
    // One of three has no token any more; the other two are still stopped, and somebody must still think of them.
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'awaiting-papers' })
    const { caseNo: opened } = await desk.must('loss.open-resume', { caseNo, why: 'mistaken-stop' })
    desk.clock.advance(60_000)
    await resume(opened, '6431', '0220207')
    const { users } = await desk.must('contract.view', { contractNo: kirishima })
    const states = (id: string) => users.find(({ userId }) => userId === id)?.authentication
    expect(['kiri-keiri1', 'kiri-keiri2', 'kiri-keiri3'].map(states)).toEqual(['none', 'locked', 'usable'])
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'closed' })
  })

  it('is not opened once the token has been taken away', async () => {
    const caseNo = await stopped()
    const detach = await submitCase(desk, { reason: 'lost' })
    expect((await stateOf(desk, detach)).linkedCase).toBe(caseNo)
    await proveIn(desk, detach)
    await desk.must('approval.approve', { seal: 'matches', typeBack: '0917' }, desk.approval())
    await desk.must('approval.close', {}, desk.approval())
    expect(await desk.ask('loss.open-resume', { caseNo, why: 'mistaken-stop' })).toMatchObject({
      error: { code: 'state-forbids' },
    })
  })
})
