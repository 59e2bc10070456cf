import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { momentOf } from '#main/premises'
import { type CaseNo, Instant, StaffNo } from '#shared/ids'
import type { ServiceProfile } from '#shared/profiles'
import { ok } from '#shared/result'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { executeCase, openDraft, proveIn, stateOf, submitCase, trailOf } from '../../fixtures/walk.ts'

/** What the desk knows of a service is changed by two persons, field by field, and cases keep what they were taken under. */

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
  await desk.signIn('S0150')
})
afterEach(() => desk.close())

const current = () => desk.must('profile.view', { service: 'P000', version: null })
const changed = async (changes: Partial<ServiceProfile>): Promise<ServiceProfile> => ({
  ...(await current()),
  ...changes,
})
async function propose(changes: Partial<ServiceProfile> = { reissueWaitMin: 15 }): Promise<CaseNo> {
  const { caseNo } = await desk.must('profile.propose', {
    service: 'P000',
    from: (await current()).version,
    profile: await changed(changes),
    reason: '手引の改訂',
  })
  return caseNo
}
async function approve(caseNo: CaseNo, staff = 'S0127') {
  const proven = await proveIn(desk, caseNo, staff)
  if (!proven.ok) return proven
  return desk.ask('approval.approve', { seal: null, typeBack: null }, desk.approval())
}

describe('a change of a service’s description', () => {
  it('is a case: proposed by one, compared field by field and approved by another', async () => {
    const caseNo = await propose({ reissueWaitMin: 15, combinationDays: 60 })
    expect(await stateOf(desk, caseNo)).toMatchObject({
      kind: 'profile-change',
      state: 'awaiting-approval',
      contractNo: null,
      store: null,
    })
    expect((await current()).reissueWaitMin).toBe(0)
    await proveIn(desk, caseNo)
    const view = await desk.must('approval.view', {}, desk.approval())
    expect(view).toMatchObject({ decision: 'approve', typeBack: null, sealCompared: false })
    expect(view.differences).toEqual([
      { path: 'version', before: '1', after: '2' },
      { path: 'reissueWaitMin', before: '0', after: '15' },
      { path: 'combinationDays', before: '30', after: '60' },
    ])
    expect(await desk.must('approval.approve', { seal: null, typeBack: null }, desk.approval())).toEqual({
      receiptNo: null,
      decision: 'approve',
    })
    expect(await current()).toMatchObject({ version: 2, reissueWaitMin: 15, combinationDays: 60 })
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'closed' })
    expect(trailOf(desk, caseNo)).toEqual(
      expect.arrayContaining(['done profile.proposed', 'done profile.changed']),
    )
    const [list] = await desk.must('profile.list', {})
    expect(list).toMatchObject({
      service: 'P000',
      open: null,
      versions: [
        { version: 1, caseNo: null },
        { version: 2, caseNo, reason: '手引の改訂' },
      ],
    })
  })

  it('survives a restart, with the version before it', async () => {
    expect(await approve(await propose())).toMatchObject({ ok: true })
    const at = desk.clock.wall
    const { dir } = desk
    desk.close()
    desk = await openDesk({ dir, at })
    await desk.signIn('S0101')
    expect(await desk.must('profile.view', { service: 'P000', version: null })).toMatchObject({
      version: 2,
      reissueWaitMin: 15,
    })
    expect(await desk.must('profile.view', { service: 'P000', version: 1 })).toMatchObject({
      version: 1,
      reissueWaitMin: 0,
    })
    expect(await desk.ask('profile.view', { service: 'P000', version: 9 })).toMatchObject({
      error: { code: 'profile-unknown', service: 'P000', version: 9 },
    })
  })

  it('that an earlier program kept is read with what has been asked of every service since', async () => {
    const caseNo = await propose({ reissueWaitMin: 15 })
    const { hardwareFees: _fees, hardwareDispatch: _days, ...kept } = await changed({ reissueWaitMin: 15 })
    const { hardwareFees: _from, hardwareDispatch: _of, ...sources } = kept.sources
    const { branch } = desk.premises
    const at = momentOf(desk.premises, desk.premises.around.clock.read())
    branch?.store.attempt({ staff: 'S0127', session: null, operation: 'approval.approve', at }, (db) => {
      db.profiles.put({
        service: 'P000',
        version: 2,
        data: JSON.stringify({ ...kept, version: 2, sources }),
        case_no: caseNo,
        reason: '手引の改訂',
        approver: StaffNo.parse('S0127'),
        since: Instant.parse('2026-11-20T01:00:00.000Z'),
      })
      return ok({ output: undefined, audit: { event: 'profile.changed', facts: {} } })
    })
    expect(await current()).toMatchObject({
      version: 2,
      reissueWaitMin: 15,
      hardwareFees: 'not-applicable',
      hardwareDispatch: 'not-applicable',
    })
  })

  it('is not approved by the supervisor who proposed it, nor by a colleague who is none (MC-01)', async () => {
    await desk.must('session.sign-out', {})
    await desk.signIn('S0127')
    const caseNo = await propose()
    expect(await proveIn(desk, caseNo, 'S0127')).toMatchObject({ error: { code: 'approver-is-maker' } })
    desk.clock.advance(60_000)
    expect(await proveIn(desk, caseNo, 'S0101')).toMatchObject({ error: { code: 'approver-not-supervisor' } })
    expect((await current()).version).toBe(1)
  })

  it('is rejected, and not sent back: there is no draft for it to go back to', async () => {
    const caseNo = await propose()
    await proveIn(desk, caseNo)
    expect(await desk.ask('approval.send-back', { reason: '待ち時間の根拠' }, desk.approval())).toMatchObject(
      { error: { code: 'state-forbids' } },
    )
    await desk.must('approval.reject', { reason: '待ち時間の根拠がない' }, desk.approval())
    await desk.must('approval.close', {}, desk.approval())
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'rejected' })
    expect((await current()).version).toBe(1)
    // Nothing stands in the way of another proposal.
    expect(await propose()).not.toBe(caseNo)
  })

  it('is refused where it changes nothing, gives no reason, starts from an old version or meets another one', async () => {
    const ask = async (more: object) =>
      desk.ask('profile.propose', {
        service: 'P000',
        from: 1,
        profile: await changed({ reissueWaitMin: 15 }),
        reason: '手引の改訂',
        ...more,
      })
    expect(await ask({ profile: await current() })).toMatchObject({ error: { code: 'profile-unchanged' } })
    expect(await ask({ reason: ' ' })).toMatchObject({ error: { code: 'reason-needed' } })
    expect(await ask({ from: 7 })).toMatchObject({ error: { code: 'profile-moved-on', version: 1 } })
    const caseNo = await propose()
    expect(await ask({})).toMatchObject({ error: { code: 'case-open-already', caseNo } })
    await approve(caseNo)
    await desk.must('approval.close', {}, desk.approval())
    expect(await ask({})).toMatchObject({ error: { code: 'profile-moved-on', version: 2 } })
  })

  it('is neither written on like a form nor registered from: another wording is another proposal', async () => {
    const caseNo = await propose()
    await desk.must('session.sign-out', {})
    await desk.signIn('S0101')
    const { version, intake } = await stateOf(desk, caseNo)
    const forbidden = { error: { code: 'state-forbids', state: 'awaiting-approval' } }
    expect(await desk.ask('case.save', { caseNo, version, intake })).toMatchObject(forbidden)
    expect(
      await desk.ask('case.register', {
        caseNo,
        version,
        userId: null,
        serial: 'VSMT90000001',
        vendor: null,
        proof: { kind: 'centre' },
        warningReason: null,
      }),
    ).toMatchObject(forbidden)
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'awaiting-approval', version })
  })

  it('takes no description that is none: a value without a source, an unknown role, a made-up field', async () => {
    for (const wrong of [
      { reissueWaitMin: -1 },
      { sources: {} },
      { madeUp: true },
      { detachBy: [{ ...(await current()).detachBy[0], whose: 'contractor' }] },
    ]) {
      const profile = await changed(wrong as Partial<ServiceProfile>)
      expect(
        await desk.ask('profile.propose', { service: 'P000', from: 1, profile, reason: '手引の改訂' }),
      ).toMatchObject({ error: { code: 'input-malformed' } })
    }
    expect((await desk.must('profile.list', {}))[0]?.open).toBeNull()
  })

  it('leaves an executed case under the version it was taken under, and sends a draft back to reception', async () => {
    await desk.must('session.sign-out', {})
    await desk.signIn('S0101')
    const done = await executeCase(desk)
    const draft = await openDraft(desk, { kind: 'shared' }, '青葉運送')
    await desk.must('session.sign-out', {})
    desk.clock.advance(60_000)
    await desk.signIn('S0150')
    expect(await approve(await propose())).toMatchObject({ ok: true })
    await desk.must('approval.close', {}, desk.approval())
    await desk.must('session.sign-out', {})
    await desk.signIn('S0102')
    expect(await stateOf(desk, done)).toMatchObject({ profileVersion: 1 })
    const { version, intake, store } = await stateOf(desk, draft)
    const saved = await desk.must('case.save', {
      caseNo: draft,
      version,
      intake: {
        ...intake,
        formNumber: 'FB-07',
        cameBy: 'representative',
        visitorName: '青木 誠',
        customerId: store?.customerId ?? null,
        customerName: store?.customerName ?? null,
        accountNumber: '0042175',
        oldSerial: store?.oldSerial ?? null,
        reason: 'broken',
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
    expect(await desk.ask('case.submit', { caseNo: draft, version: saved.version })).toMatchObject({
      error: { code: 'profile-moved-on', version: 2 },
    })
  })

  it('gives the waiting time of its version to the cases after it', async () => {
    expect(await approve(await propose())).toMatchObject({ ok: true })
    await desk.must('approval.close', {}, desk.approval())
    await desk.must('session.sign-out', {})
    await desk.signIn('S0101')
    const caseNo = await submitCase(desk)
    desk.clock.advance(30_000)
    await proveIn(desk, caseNo, 'S0131')
    await desk.must('approval.approve', { seal: 'matches', typeBack: '0917' }, desk.approval())
    const { executedAt, earliestRegistration, profileVersion } = await stateOf(desk, caseNo)
    expect(profileVersion).toBe(2)
    const minutes = (Date.parse(earliestRegistration ?? '') - Date.parse(executedAt ?? '')) / 60_000
    expect(minutes).toBeGreaterThanOrEqual(15)
    expect(minutes).toBeLessThan(16)
  })
})
