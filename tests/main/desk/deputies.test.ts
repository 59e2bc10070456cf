import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CalendarDate, StaffNo } from '#shared/ids'
import { aboutStaff } from '#shared/operations/people'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { newest, passphraseOf, proveIn, stateOf, submitCase } from '../../fixtures/walk.ts'

const DAY = 24 * 60 * 60_000
const TELLER = StaffNo.parse('S0102')
const FRIDAY = CalendarDate.parse('2026-11-20')
const MONDAY = CalendarDate.parse('2026-11-23')
const TUESDAY = CalendarDate.parse('2026-11-24')

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

async function second(staff: string, about: string) {
  return desk.ask('second.prove', {
    purpose: 'deputy',
    about,
    staff,
    passphrase: passphraseOf(staff),
    code: desk.staffCode(staff),
  })
}
async function appoint(date = FRIDAY, staff = TELLER) {
  await second('S0131', staff)
  return desk.ask('deputy.appoint', { staff, date, reason: '研修のため' })
}

describe('a deputy (MC-14)', { timeout: 30_000 }, () => {
  it('is appointed by two supervisors, and by nobody alone', async () => {
    await desk.signIn('S0127')
    expect(await desk.ask('deputy.appoint', { staff: TELLER, date: FRIDAY, reason: '研修' })).toMatchObject({
      error: { code: 'second-missing' },
    })
    expect(await second('S0101', TELLER)).toMatchObject({ error: { code: 'second-not-supervisor' } })
    expect(await second('S0127', TELLER)).toMatchObject({ error: { code: 'second-is-first' } })
    expect(await appoint()).toMatchObject({ ok: true })
    expect(newest(desk)).toEqual(['done deputy.appointed'])
    expect((await desk.must('deputy.list', {})).deputies).toMatchObject([
      { staff: TELLER, state: 'acting', appointedByName: '中村 隆', appointedWithName: '内田 恵' },
    ])
  })

  it('approves as a supervisor does on that day, and nobody else of the counter may', async () => {
    await desk.signIn('S0127')
    await appoint()
    await desk.signIn('S0101')
    const caseNo = await submitCase(desk)
    expect(await proveIn(desk, caseNo, 'S0140')).toMatchObject({ error: { code: 'approver-not-supervisor' } })
    expect(await proveIn(desk, caseNo, TELLER)).toMatchObject({ ok: true })
    await desk.must('approval.approve', { seal: 'matches', typeBack: '0917' }, desk.approval())
    await desk.must('approval.close', {}, desk.approval())
    expect((await stateOf(desk, caseNo)).state).toBe('awaiting-registration')
  })

  it('does not approve their own case', async () => {
    await desk.signIn('S0127')
    await appoint()
    await desk.signIn(TELLER)
    const caseNo = await submitCase(desk)
    expect(await proveIn(desk, caseNo, TELLER)).toMatchObject({ error: { code: 'approver-is-maker' } })
  })

  it('decides nothing once they have become an auditor, whatever was appointed before', async () => {
    await desk.signIn('S0127')
    await appoint()
    await desk.ask('second.prove', {
      purpose: 'staff',
      about: aboutStaff('role-changed', TELLER),
      staff: 'S0131',
      passphrase: passphraseOf('S0131'),
      code: desk.staffCode('S0131'),
    })
    await desk.must('people.change-role', { staff: TELLER, role: 'auditor', reason: '検査へ異動' })
    await desk.signIn('S0101')
    const caseNo = await submitCase(desk)
    expect(await proveIn(desk, caseNo, TELLER)).toMatchObject({ error: { code: 'approver-not-supervisor' } })
  })

  it('appoints no deputy, and is no second supervisor where two people are asked for', async () => {
    await desk.signIn('S0127')
    await appoint()
    expect(await second(TELLER, 'S0101')).toMatchObject({ error: { code: 'second-not-supervisor' } })
    await desk.signIn(TELLER)
    expect(
      await desk.ask('deputy.appoint', { staff: StaffNo.parse('S0101'), date: FRIDAY, reason: '研修' }),
    ).toMatchObject({ error: { code: 'role-forbids' } })
  })

  it('is one no more after the closing, also when the branch is opened again that day', async () => {
    await desk.signIn('S0127')
    await appoint()
    const { number } = await desk.must('closing.close', {})
    const code = desk.premises.branch?.store.read.days.sheet(number)?.code ?? ''
    await desk.must('opening.check', { code })
    await desk.signIn('S0101')
    const caseNo = await submitCase(desk)
    expect(await proveIn(desk, caseNo, TELLER)).toMatchObject({ error: { code: 'approver-not-supervisor' } })
  })

  it('acts on their own day only, opens it with the sheet, and can be dismissed before', async () => {
    await desk.signIn('S0127')
    await appoint(TUESDAY)
    await appoint(TUESDAY, StaffNo.parse('S0140'))
    const [other] = (await desk.must('deputy.list', {})).deputies
    await desk.must('deputy.end', { id: other?.id ?? 0 })
    const { number } = await desk.must('closing.close', {})
    const code = desk.premises.branch?.store.read.days.sheet(number)?.code ?? ''
    await desk.must('session.sign-out', {})
    desk.clock.advance(3 * DAY)
    await desk.signIn(TELLER)
    expect(await desk.ask('opening.check', { code })).toMatchObject({ error: { code: 'opening-not-yours' } })
    await desk.must('session.sign-out', {})
    desk.clock.advance(DAY)
    await desk.signIn('S0140')
    expect(await desk.ask('opening.check', { code })).toMatchObject({ error: { code: 'opening-not-yours' } })
    await desk.signIn(TELLER)
    await desk.must('opening.check', { code })
  })

  it.each([
    ['a supervisor needs none', 'S0127', FRIDAY, 'role'],
    ['an auditor decides nothing', 'S0160', FRIDAY, 'role'],
    ['a day that has passed', 'S0102', CalendarDate.parse('2026-11-19'), 'past'],
    ['a day too far ahead', 'S0102', CalendarDate.parse('2027-03-01'), 'far'],
    ['a holiday', 'S0102', MONDAY, 'no-bank-day'],
  ])('is not appointed: %s', async (_why, staff, date, reason) => {
    await desk.signIn('S0131')
    await second('S0127', staff)
    expect(
      await desk.ask('deputy.appoint', { staff: StaffNo.parse(staff), date, reason: '研修' }),
    ).toMatchObject({ error: { code: 'deputy-unfit', reason } })
  })

  it('is appointed for a reason, once, and dismissed once', async () => {
    await desk.signIn('S0127')
    await second('S0131', TELLER)
    expect(await desk.ask('deputy.appoint', { staff: TELLER, date: FRIDAY, reason: ' ' })).toMatchObject({
      error: { code: 'reason-needed' },
    })
    await appoint()
    expect(await appoint()).toMatchObject({ error: { code: 'deputy-unfit', reason: 'already' } })
    await desk.must('deputy.end', { id: 1 })
    expect(await desk.ask('deputy.end', { id: 1 })).toMatchObject({ error: { code: 'deputy-unfit' } })
  })
})
