import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { momentOf } from '#main/premises'
import { openDatabase } from '#main/store/database'
import { migrations } from '#main/store/migrations/index'
import { DATABASE_FILE } from '#main/store/store'
import type { Writes } from '#main/store/tables'
import { noWish } from '#shared/asks'
import { CalendarDate, type CaseNo, Serial, StaffNo } from '#shared/ids'
import { type Intake, Intake as IntakeForm } from '#shared/intake'
import { missingFrom } from '#shared/intake-check'
import { formFields } from '#shared/jobs'
import { completeIntake, judgeCode, openDesk, type TestDesk } from '../../fixtures/desk.ts'
import {
  administrator,
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

/** Two persons, and what happens to whoever would be both of them. */

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
  await desk.signIn('S0101')
})
afterEach(() => desk.close())

const paper = { seal: 'matches', typeBack: '0917' } as const
const approve = () => desk.ask('approval.approve', paper, desk.approval())
async function changeSeat(staff: string): Promise<void> {
  await desk.must('session.sign-out', {})
  desk.clock.advance(60_000)
  await desk.signIn(staff)
}
function branchOf() {
  const { branch } = desk.premises
  if (branch === undefined) throw new Error('no store is open')
  return branch
}
/** What nobody can ask for at the gate: the records changed by hand, with their entry. */
function byHand(work: (db: Writes) => void): void {
  const now = desk.premises.around.clock.read()
  branchOf().store.attempt(
    { staff: null, session: null, operation: 'test', at: momentOf(desk.premises, now) },
    (db) => {
      work(db)
      return { ok: true, value: { output: null, audit: { event: 'master.imported' } } }
    },
  )
}
const executions = (caseNo: CaseNo) => trailOf(desk, caseNo).filter((entry) => entry === 'done case.executed')

describe('a maker who would approve their own request', () => {
  it('is refused by the window, and by the gate whatever is sent to it (MC-01)', async () => {
    await changeSeat('S0127')
    const caseNo = await submitCase(desk)
    expect(await proveIn(desk, caseNo, 'S0127')).toMatchObject({ error: { code: 'approver-is-maker' } })
    expect(await approve()).toMatchObject({ error: { code: 'approval-missing' } })
    for (const crafted of [
      { ...paper, approver: 'S0131' },
      { ...paper, caseNo },
      { ...paper, grant: 'self' },
    ]) {
      expect(await desk.askRaw('approval.approve', crafted, desk.approval())).toMatchObject({ ok: false })
      expect(await desk.askRaw('approval.approve', crafted)).toMatchObject({ ok: false })
    }
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'awaiting-approval', receiptNo: null })
    expect(executions(caseNo)).toEqual([])
  })

  it('is refused by the database to whoever has its key, and noticed at the next opening where they went round it (MC-01)', async () => {
    const caseNo = await submitCase(desk)
    const { database: key } = branchOf().keys
    const { dir } = desk
    desk.close()
    const db = openDatabase(join(dir, 'practice', DATABASE_FILE), key, {
      create: false,
      newest: migrations.length,
    })
    const approval = (person: string) =>
      db
        .prepare(
          `INSERT INTO approval (approval, case_no, version, content_hash, maker_person, approver, approver_person,
                                 decision, seal, reason, at, ver, mac)
           VALUES ('self', ?, 3, 'x', 'practice-S0101', 'S0101', ?, 'approve', 'matches', NULL, '2026-11-20T01:00:00.000Z', 1, x'00')`,
        )
        .run(caseNo, person)
    // As the same person, by the row; as somebody who wrote in it, by the hands.
    expect(() => approval('practice-S0101')).toThrow(
      /CHECK constraint failed|nobody approves a case they touched/,
    )
    db.exec('DROP TRIGGER approval_four_eyes')
    expect(() => approval('practice-S0101')).toThrow(/CHECK constraint failed/)
    // Under another's name the row goes in, and the sum of all rows knows that nobody's entry made it.
    approval('practice-S0127')
    db.prepare("UPDATE case_file SET state = 'awaiting-registration' WHERE case_no = ?").run(caseNo)
    db.close()
    desk = await openDesk({ dir, at: desk.clock.wall + 60_000 })
    await expect(desk.signIn('S0101')).rejects.toThrow(/store-diverged/)
  })

  it('is one person, however many accounts they have (MC-02)', async () => {
    // The teller is enrolled once more, as a supervisor.
    byHand((db) =>
      db.people.enrol({
        staff: StaffNo.parse('S0199'),
        person: 'practice-S0101',
        name: '高橋 美咲',
        role: 'supervisor',
        enrolled_at: '2026-11-20T01:00:00.000Z' as never,
        ended_at: null,
      }),
    )
    const caseNo = await submitCase(desk)
    await proveIn(desk, caseNo, 'S0127')
    const { approval } = desk.premises
    const approver = branchOf().store.read.people.find(StaffNo.parse('S0199'))
    if (approval?.grant === undefined || approver === undefined)
      throw new Error('nobody has proven themselves')
    // Whatever the proof said: the person behind the number has written in the case.
    approval.grant = { ...approval.grant, id: 'second-account', approver }
    expect(await approve()).toMatchObject({ error: { code: 'approver-is-maker' } })
    expect(newest(desk)).toEqual(['refused:approver-is-maker approval.approve'])
    expect(executions(caseNo)).toEqual([])
  })
})

describe('the emergency stop', () => {
  const stop = async () => {
    const contractNo = await contractNamed(desk, wakaba)
    const before = performance.now()
    const { caseNo } = await desk.must('loss.stop', {
      contractNo,
      target: administrator,
      how: 'suspicious',
      callBackNumber: null,
    })
    return { caseNo, ms: performance.now() - before }
  }
  const works = async () => {
    const { caseNo, ms } = await stop()
    expect(ms).toBeLessThan(1000)
    const { users } = await desk.must('contract.view', { contractNo: await contractNamed(desk, wakaba) })
    expect(users[0]).toMatchObject({ authentication: 'suspended' })
    expect(await desk.must('case.list', { list: 'awaiting-approval' })).toMatchObject([
      { caseNo, kind: 'loss' },
    ])
    return caseNo
  }

  it('works while no supervisor is signed in (MC-05)', async () => {
    await works()
  })

  it('works under a clock that is doubted (MC-05)', async () => {
    desk.clock.wall += 95_000
    expect(await desk.must('desk.state', {})).toMatchObject({ clock: 'suspect' })
    await works()
  })

  it('works while no supervisor can approve: their accounts are paused by wrong passphrases (MC-05)', async () => {
    const caseNo = await submitCase(desk)
    await desk.must('approval.open', { caseNo })
    for (const staff of ['S0127', 'S0131']) {
      for (let turn = 0; turn < 5; turn += 1) {
        desk.clock.advance(30_000)
        await desk.ask(
          'approval.prove',
          { staff, passphrase: 'not the passphrase at all', code: '000000' },
          desk.approval(),
        )
      }
      expect(
        await desk.ask(
          'approval.prove',
          { staff, passphrase: passphraseOf(staff), code: desk.staffCode(staff) },
          desk.approval(),
        ),
      ).toMatchObject({ error: { code: 'sign-in-delayed' } })
    }
    await desk.must('approval.close', {}, desk.approval())
    const { caseNo: stopped, ms } = await stop()
    expect(ms).toBeLessThan(1000)
    expect(await stateOf(desk, stopped)).toMatchObject({ state: 'awaiting-review' })
  })

  it('works while the seed of the token is quarantined, and refuses the next code either way (MC-05)', async () => {
    const registered = await executeCase(desk)
    desk.clock.advance(60_000)
    const serial = 'VSMT70310012'
    await desk.must('case.register', {
      caseNo: registered,
      version: await versionOf(desk, registered),
      userId: null,
      serial,
      vendor: null,
      proof: { kind: 'code', code: desk.tokenCode(serial) },
      warningReason: null,
    })
    byHand((db) => {
      const token = db.tokens.find(Serial.parse(serial))
      if (token !== undefined) db.tokens.change(token, { digits: 8 })
    })
    desk.clock.advance(60_000)
    expect(judgeCode(desk, serial, desk.tokenCode(serial)).outcome).toBe('quarantined')
    const caseNo = await works()
    desk.clock.advance(60_000)
    expect(judgeCode(desk, serial, desk.tokenCode(serial)).outcome).toBe('suspended')
    // What was stopped speaks again after a form and a second person, and not before.
    const { caseNo: opened } = await desk.must('loss.open-resume', { caseNo, why: 'mistaken-stop' })
    expect(await stateOf(desk, opened)).toMatchObject({ kind: 'resume', state: 'draft' })
    expect(await desk.ask('approval.open', { caseNo: opened })).toMatchObject({
      error: { code: 'state-forbids' },
    })
  })
})

describe('a colleague who is related to the customer', () => {
  const declare = async (staff: string) =>
    desk.must('contract.declare-relation', {
      contractNo: await contractNamed(desk, wakaba),
      staff,
      note: '義理の兄',
    })
  const refused = { error: { code: 'staff-related', contractNo: 'FB00031187' } }
  const audited = (operation: string) => expect(newest(desk)).toEqual([`refused:staff-related ${operation}`])

  it('makes nothing: no case is opened, written, handed in, withdrawn or carried on by them (MC-08)', async () => {
    const draft = await openDraft(desk)
    const { version } = await desk.must('case.save', { caseNo: draft, version: 1, intake: completeIntake() })
    await declare('S0101')
    const at = { caseNo: draft, version }
    expect(await desk.ask('case.save', { ...at, intake: completeIntake() })).toMatchObject(refused)
    audited('case.save')
    expect(await desk.ask('case.submit', at)).toMatchObject(refused)
    audited('case.submit')
    expect(await desk.ask('case.withdraw', { ...at, reason: '来店取止め' })).toMatchObject(refused)
    audited('case.withdraw')
    expect(
      await desk.ask('case.open', {
        contractNo: await contractNamed(desk, wakaba),
        target: { kind: 'user', userId: 'ono01' },
        situation: 'phone-broken',
        wish: noWish,
        unavailable: ['M54100031187'],
        redirectReason: '管理者が来られない',
      }),
    ).toMatchObject(refused)
    audited('case.open')
    expect(await stateOf(desk, draft)).toMatchObject({ state: 'draft', version })
  })

  it('registers no token for them, puts nothing off, and closes nothing (MC-08)', async () => {
    const caseNo = await executeCase(desk)
    await declare('S0101')
    const at = { caseNo, version: await versionOf(desk, caseNo) }
    expect(
      await desk.ask('case.register', {
        ...at,
        userId: null,
        serial: 'VSMT90000001',
        vendor: null,
        proof: { kind: 'centre' },
        warningReason: null,
      }),
    ).toMatchObject(refused)
    audited('case.register')
    expect(
      await desk.ask('case.register-later', { ...at, followUpOn: CalendarDate.parse('2027-01-08') }),
    ).toMatchObject(refused)
    expect(await desk.ask('case.call-back', { ...at, reached: true, note: '' })).toMatchObject(refused)
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'awaiting-registration', newSerial: null })
  })

  it('compares no seal and approves nothing, not even with a proof that was given before (MC-08)', async () => {
    const caseNo = await submitCase(desk)
    await declare('S0127')
    expect(await proveIn(desk, caseNo, 'S0127')).toMatchObject(refused)
    audited('approval.prove')
    expect(await approve()).toMatchObject({ error: { code: 'approval-missing' } })
    await desk.must('approval.close', {}, desk.approval())
    await proveIn(desk, caseNo, 'S0131')
    // The relation becomes known while the window stands open.
    byHand((db) =>
      db.relations.declare({
        contract_no: 'FB00031187' as never,
        person: 'practice-S0131',
        staff: StaffNo.parse('S0131'),
        note: '従姉妹',
        declared_by: StaffNo.parse('S0101'),
        since: '2026-11-20T01:00:00.000Z' as never,
      }),
    )
    expect(await approve()).toMatchObject(refused)
    audited('approval.approve')
    expect(await desk.ask('approval.send-back', { reason: '訂正印' }, desk.approval())).toMatchObject(refused)
    expect(executions(caseNo)).toEqual([])
  })

  it('is neither the first of two nor the second (MC-08)', async () => {
    const changed: Partial<Intake> = {
      recentChange: 'seal',
      recentChangeOn: CalendarDate.parse('2026-11-18'),
    }
    const caseNo = await submitCase(desk, changed)
    await declare('S0131')
    expect(await proveIn(desk, caseNo, 'S0131')).toMatchObject(refused)
    await proveIn(desk, caseNo, 'S0127')
    expect(await approve()).toMatchObject({ ok: true, value: { decision: 'approve-first' } })
    desk.clock.advance(60_000)
    expect(await proveIn(desk, caseNo, 'S0131')).toMatchObject(refused)
    audited('approval.prove')
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'awaiting-second-approval', receiptNo: null })
  })

  it('keeps no case: none is handed to them, and they hand their own to somebody else (MC-08)', async () => {
    const caseNo = await openDraft(desk)
    await declare('S0102')
    const hand = (to: string) =>
      desk.ask('case.hand-over', { caseNo, version: 1, to: StaffNo.parse(to), note: '' })
    expect(await hand('S0102')).toMatchObject(refused)
    audited('case.hand-over')
    expect(await hand('S0999')).toMatchObject({ error: { code: 'colleague-unknown', staff: 'S0999' } })
    expect(await hand('S0150')).toMatchObject({ error: { code: 'colleague-unknown', staff: 'S0150' } })
    await declare('S0101')
    expect(await hand('S0140')).toMatchObject({ ok: true })
    expect(await stateOf(desk, caseNo)).toMatchObject({ keeper: 'S0140' })
  })
})

describe('one execution', () => {
  it('is all that fifty at once get, and the others a code that stays the same (MC-10)', async () => {
    const caseNo = await submitCase(desk)
    await proveIn(desk, caseNo)
    const replies = await Promise.all(Array.from({ length: 50 }, approve))
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    const codes = replies.flatMap((reply) => (reply.ok ? [] : [reply.error.code]))
    expect(codes).toEqual(Array.from({ length: 49 }, () => 'approval-missing'))
    expect(executions(caseNo)).toHaveLength(1)
    expect(await stateOf(desk, caseNo)).toMatchObject({ receiptNo: 'R-999-000001' })
  })

  it('is all that two supervisors at once get: one window, one decision (MC-10)', async () => {
    const caseNo = await submitCase(desk)
    const opened = await Promise.all([1, 2].map(() => desk.ask('approval.open', { caseNo })))
    expect(opened.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(1)
    await proveIn(desk, caseNo, 'S0127')
    const first = desk.premises.approval?.grant
    await proveIn(desk, caseNo, 'S0131')
    const { approval } = desk.premises
    if (approval === undefined || first === undefined) throw new Error('nobody has proven themselves')
    // Two proofs for one version: the later stands in the window, and the earlier has no window any more.
    expect(await approve()).toMatchObject({ ok: true })
    approval.grant = first
    expect(await approve()).toMatchObject({ error: { code: 'case-changed' } })
    expect(executions(caseNo)).toHaveLength(1)
  })

  it('and a withdrawal never both happen: whichever comes first, the other is told (MC-10)', async () => {
    const caseNo = await submitCase(desk)
    await proveIn(desk, caseNo)
    const version = await versionOf(desk, caseNo)
    const withdraw = () => desk.ask('case.withdraw', { caseNo, version, reason: '来店取止め' })
    const { approval } = desk.premises
    // The desk holds still while the window stands over it …
    const [executed, withdrawn] = await Promise.all([approve(), withdraw()])
    expect(executed).toMatchObject({ ok: true })
    expect(withdrawn).toMatchObject({ error: { code: 'desk-frozen' } })
    desk.premises.approval = undefined
    expect(await withdraw()).toMatchObject({ error: { code: 'case-changed' } })
    expect(executions(caseNo)).toHaveLength(1)

    // … and where the withdrawal came first all the same, the proof is worth nothing.
    const second = await openDraft(desk, { kind: 'shared' }, '青葉運送')
    expect(
      await desk.ask('case.withdraw', { caseNo: second, version: 1, reason: '来店取止め' }),
    ).toMatchObject({
      ok: true,
    })
    if (approval === undefined) throw new Error('no window is open')
    desk.premises.approval = {
      ...approval,
      caseNo: second,
      grant: {
        id: 'late',
        approver: {
          staff: StaffNo.parse('S0131'),
          person: 'practice-S0131',
          name: '内田 恵',
          role: 'supervisor',
        },
        caseNo: second,
        version: 1,
        contentHash: 'ab'.repeat(32),
        until: desk.clock.mono + 120_000,
        wrongTypeBacks: 0,
      },
    }
    expect(await approve()).toMatchObject({ error: { code: 'case-changed' } })
    expect(executions(second)).toEqual([])
  })
})

describe('a reset that lacks something', () => {
  const submitWith = async (changes: Partial<Intake>) => {
    const caseNo = await openDraft(desk)
    const saved = await desk.must('case.save', { caseNo, version: 1, intake: completeIntake(changes) })
    const reply = await desk.ask('case.submit', { caseNo, version: saved.version })
    if (!reply.ok)
      await desk.must('case.withdraw', { caseNo, version: saved.version, reason: '次の確認のため' })
    return { caseNo, reply }
  }
  const lacks = (field: string) => ({ error: { code: 'case-incomplete', fields: [field] } })

  it('is refused where the document expired yesterday, and taken on its last day (MC-13)', async () => {
    const until = (day: string) => ({ identityExpiresOn: CalendarDate.parse(day) })
    expect((await submitWith(until('2026-11-19'))).reply).toMatchObject(lacks('identityExpiresOn'))
    expect((await submitWith(until('2026-11-20'))).reply).toMatchObject({ ok: true })
  })

  it('is refused with a document that never expires and is six months and a day old, and taken the day before (MC-13)', async () => {
    const issued = (day: string) => ({
      identity: 'seal-certificate' as const,
      identityExpiresOn: null,
      identityIssuedOn: CalendarDate.parse(day),
    })
    expect((await submitWith(issued('2026-05-19'))).reply).toMatchObject(lacks('identityIssuedOn'))
    expect((await submitWith(issued('2026-05-20'))).reply).toMatchObject({ ok: true })
  })

  it('is refused from an agent without authority (MC-13)', async () => {
    expect((await submitWith({ cameBy: 'agent', authority: null })).reply).toMatchObject(lacks('authority'))
    expect((await submitWith({ cameBy: 'agent', authority: 'letter-of-attorney' })).reply).toMatchObject({
      ok: true,
    })
  })

  it('is said in words of its own for each (MC-13)', async () => {
    const { caseNo, reply } = await submitWith({})
    expect(reply.ok).toBe(true)
    const { store } = await stateOf(desk, caseNo)
    if (store === null) throw new Error('no store side')
    const fields = formFields(
      'token-detach',
      await desk.must('profile.view', { service: 'P000', version: null }),
      false,
    )
    const gaps = [
      { identityExpiresOn: CalendarDate.parse('2026-11-19') },
      {
        identity: 'seal-certificate' as const,
        identityExpiresOn: null,
        identityIssuedOn: CalendarDate.parse('2026-05-19'),
      },
      { cameBy: 'agent' as const, authority: null },
      { seal: null },
    ].map((changes) =>
      missingFrom(IntakeForm.parse(completeIntake(changes)), store, fields).map(({ gap }) => gap),
    )
    expect(gaps).toEqual([['document-expired'], ['document-too-old'], ['authority-missing'], ['empty']])
  })

  it('is refused without a second pair of eyes on the seal, and where both pairs are one person’s (MC-13)', async () => {
    const caseNo = await submitCase(desk)
    await proveIn(desk, caseNo)
    expect(
      await desk.ask('approval.approve', { seal: null, typeBack: '0917' }, desk.approval()),
    ).toMatchObject({ error: { code: 'seal-not-matching' } })
    await desk.must('approval.close', {}, desk.approval())
    await changeSeat('S0127')
    const { version } = await stateOf(desk, caseNo)
    const saved = await desk.must('case.save', { caseNo, version, intake: completeIntake() })
    await desk.must('case.submit', { caseNo, version: saved.version })
    desk.clock.advance(60_000)
    expect(await proveIn(desk, caseNo, 'S0127')).toMatchObject({ error: { code: 'approver-is-maker' } })
    expect(executions(caseNo)).toEqual([])
  })

  it('is refused where the second of two is the first once more (MC-13)', async () => {
    const caseNo = await submitCase(desk, {
      recentChange: 'seal',
      recentChangeOn: CalendarDate.parse('2026-11-18'),
    })
    await proveIn(desk, caseNo, 'S0127')
    expect(await approve()).toMatchObject({ ok: true, value: { decision: 'approve-first' } })
    desk.clock.advance(60_000)
    expect(await proveIn(desk, caseNo, 'S0127')).toMatchObject({ error: { code: 'approver-was-first' } })
    expect(executions(caseNo)).toEqual([])
  })
})
