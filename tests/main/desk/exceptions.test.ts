import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { momentOf } from '#main/premises'
import { emptyReport, noWish, type Wish } from '#shared/asks'
import { type CaseNo, ContractNo, Serial } from '#shared/ids'
import type { Intake, Target } from '#shared/intake'
import type { MasterContract, MasterUser, SharedToken } from '#shared/master'
import type { InputOf } from '#shared/operations'
import type { Situation } from '#shared/router'
import { csvLines } from '../../../build/sample/csv.ts'
import { formFor, openDesk, putToken, type TestDesk } from '../../fixtures/desk.ts'
import { proveIn, stateOf, versionOf } from '../../fixtures/walk.ts'

/**
 * Every exception at the counter that needs no parcel, from the first question to the closed case, at the gate: the
 * customer's answer at reception, the form, a supervisor, what happens to the token, and the new registration.
 */

const token = (serial: string | null, more: Partial<SharedToken> = {}): SharedToken => ({
  token: serial,
  tokenKind: 'soft',
  registration: 'active',
  authentication: 'usable',
  tokenExpiry: null,
  ...more,
})
const none: SharedToken = {
  token: null,
  tokenKind: null,
  registration: 'none',
  authentication: 'none',
  tokenExpiry: null,
}
const user = (userId: string, name: string, role: MasterUser['role'], link: SharedToken): MasterUser => ({
  userId,
  name,
  kana: 'テスト',
  role,
  transferRight: null,
  ...link,
})
const contract = (
  contractNo: string,
  service: MasterContract['service'],
  users: readonly MasterUser[],
  more: Partial<MasterContract> = {},
): MasterContract => ({
  contractNo,
  service,
  customerId: null,
  name: `例外商店${contractNo}`,
  kana: 'レイガイシヨウテン',
  dealingBranch: '999',
  account: { branch: '999', type: 'ordinary', number: '0000123' },
  address: '霞野県霞野市本町9丁目9番9号',
  postalCode: '9990012',
  phone: '0299-00-9999',
  usageMode: null,
  users: [...users],
  sharedToken: null,
  ...more,
})

const P001 = contract(
  'IB00009001',
  'P001',
  [user('0000009001', '霞野 太郎', 'contractor', token('VSMT12340001'))],
  { customerId: '0000009001' },
)
const P001_LOCKED = contract(
  'IB00009002',
  'P001',
  [user('0000009002', '霞野 次郎', 'contractor', token('VSMT12340002', { authentication: 'locked' }))],
  { customerId: '0000009002' },
)
const P002 = contract(
  'IB00009003',
  'P002',
  [user('0000009003', '霞野 三郎', 'contractor', token('2V0700000003'))],
  { customerId: '0000009003' },
)
const P003 = contract('KH00009001', 'P003', [
  user(
    'mas3',
    '霧野 誠',
    'master',
    token('90000001', {
      tokenKind: 'hard',
      registration: 'expired',
      tokenExpiry: '2026-09-29T23:00:00.000Z',
    }),
  ),
  user('gen3', '霧野 望', 'general', token('90000002', { tokenKind: 'hard' })),
])
const P004 = contract('KA00009001', 'P004', [
  user('mas4', '海野 渚', 'master', token(null)),
  user('gen4', '海野 徹', 'general', none),
])
const P004_ISSUED = contract('KA00009002', 'P004', [
  user('mas5', '浜野 渚', 'master', token(null, { registration: 'issued', authentication: 'none' })),
])

let dir: string
let desk: TestDesk

/** A desk at which these contracts are known, with a teller signed in. */
async function atWork(at?: number): Promise<void> {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-exceptions-'))
  const path = join(dir, '契約.csv')
  writeFileSync(path, [...csvLines([P001, P001_LOCKED, P002, P003, P004, P004_ISSUED])].join('\n'))
  desk = await openDesk({
    ...(at === undefined ? {} : { at }),
    surroundings: {
      files: { chooseMaster: async () => ({ path, name: '契約.csv' }), savePdf: async () => undefined },
    },
  })
  await desk.signIn('S0150')
  const plan = await desk.must('master.rehearse', {})
  expect(plan).toMatchObject({ new: 6, rejected: 0 })
  await desk.must('master.commit', { plan: plan?.plan ?? '' })
  await desk.must('session.sign-out', {})
  await desk.signIn('S0101')
}
function leave(): void {
  desk.close()
  rmSync(dir, { recursive: true, force: true })
}
beforeEach(() => atWork())
afterEach(leave)

const no = (of: MasterContract) => ContractNo.parse(of.contractNo)
const person = (userId: string): Target => ({ kind: 'user', userId })

type Asking = { readonly wish?: Partial<Wish>; readonly unavailable?: string[]; readonly why?: string }
const request = (
  of: MasterContract,
  target: Target,
  situation: Situation,
  { wish = {}, unavailable = [], why }: Asking = {},
): InputOf<'case.open'> => ({
  contractNo: no(of),
  target,
  situation,
  wish: { ...noWish, ...wish },
  unavailable,
  redirectReason: why ?? null,
})

/** Opened, written, put before a supervisor and carried out; the first of two agrees before where two are needed. */
async function carryOut(
  of: MasterContract,
  asked: InputOf<'case.open'>,
  changes: Partial<Intake>,
  typeBack: string,
): Promise<CaseNo> {
  const { caseNo } = await desk.must('case.open', asked)
  const { intake, version } = await stateOf(desk, caseNo)
  const filled = {
    ...formFor(of, changes),
    reason: changes.reason ?? intake.reason,
    redirectReason: intake.redirectReason,
  }
  const saved = await desk.must('case.save', { caseNo, version, intake: filled })
  await desk.must('case.submit', { caseNo, version: saved.version })
  const first = await approve(caseNo, 'S0127', typeBack)
  if (first === 'approve-first') expect(await approve(caseNo, 'S0131', typeBack)).toBe('approve')
  return caseNo
}

async function approve(caseNo: CaseNo, staff: string, typeBack: string | null): Promise<string> {
  expect(await proveIn(desk, caseNo, staff)).toMatchObject({ ok: true })
  const seal = typeBack === null ? null : ('matches' as const)
  const { decision } = await desk.must('approval.approve', { seal, typeBack }, desk.approval())
  await desk.must('approval.close', {}, desk.approval())
  return decision
}

const register = async (caseNo: CaseNo, serial: string, more: Partial<InputOf<'case.register'>> = {}) =>
  desk.ask('case.register', {
    caseNo,
    version: await versionOf(desk, caseNo),
    userId: null,
    serial,
    vendor: null,
    proof: { kind: 'centre' },
    warningReason: null,
    ...more,
  })

async function relogin(caseNo: CaseNo): Promise<void> {
  await desk.must('case.close', {
    caseNo,
    version: await versionOf(desk, caseNo),
    relogin: 'confirmed',
    reason: null,
  })
}

const linkOf = async (of: MasterContract, userId: string) => {
  const { users } = await desk.must('contract.view', { contractNo: no(of) })
  const found = users.find((one) => one.userId === userId)
  if (found === undefined) throw new Error(`nobody is ${userId}`)
  return found
}
const state = async (caseNo: CaseNo) => (await stateOf(desk, caseNo)).state

describe('at the counter', () => {
  it('an old token that cannot start is re-issued on paper, and the new one works after the next login (E-04, R-001-20)', async () => {
    const asked = request(P001, person('0000009001'), 'old-token-cannot-start')
    const caseNo = await carryOut(P001, asked, { oldSerial: 'VSMT12340001', reason: 'sim-removed' }, '0001')
    expect(await linkOf(P001, '0000009001')).toMatchObject({ registration: 'none', serial: null })
    expect(await register(caseNo, 'VSMT12340001', { warningReason: '同じもの' })).toMatchObject({ ok: false })
    expect(await register(caseNo, 'VSMT12349001', { warningReason: '手引に形がない' })).toMatchObject({
      ok: true,
    })
    expect(await state(caseNo)).toBe('awaiting-relogin')
    await relogin(caseNo)
    expect(await stateOf(desk, caseNo)).toMatchObject({
      state: 'closed',
      exception: 'E-04',
      oldSerial: 'VSMT12340001',
      newSerial: 'VSMT12349001',
    })
  })

  it('a lost token is stopped by one person on the telephone, reviewed, and re-issued on paper (E-05, R-001-22)', async () => {
    const target = person('0000009001')
    const stop = await desk.must('loss.stop', {
      contractNo: no(P001),
      target,
      how: 'lost',
      callBackNumber: '090-0000-1111',
    })
    expect(await linkOf(P001, '0000009001')).toMatchObject({ authentication: 'suspended' })

    // No review without the three questions, and none by the person who stopped it.
    await proveIn(desk, stop.caseNo)
    expect(await desk.ask('approval.approve', { seal: null, typeBack: null }, desk.approval())).toMatchObject(
      { error: { code: 'case-incomplete' } },
    )
    await desk.must('approval.close', {}, desk.approval())
    await desk.must('loss.note', {
      caseNo: stop.caseNo,
      version: await versionOf(desk, stop.caseNo),
      report: {
        ...emptyReport,
        callBackNumber: '090-0000-1111',
        whoCalled: 'customer-called',
        codeReadOut: 'no',
        lastLoginTheirs: 'yes',
      },
    })
    expect(await approve(stop.caseNo, 'S0127', null)).toBe('review')
    expect(await state(stop.caseNo)).toBe('awaiting-papers')

    const caseNo = await carryOut(
      P001,
      request(P001, target, 'lost'),
      { oldSerial: 'VSMT12340001', reason: 'lost' },
      '0001',
    )
    expect(await stateOf(desk, caseNo)).toMatchObject({ linkedCase: stop.caseNo })
    expect(await state(stop.caseNo)).toBe('closed')
    expect(await register(caseNo, 'VSMT12340001', { warningReason: '出てきた' })).toMatchObject({
      error: { code: 'serial-tombstoned' },
    })
    expect(await register(caseNo, 'VSMT12349002', { warningReason: '手引に形がない' })).toMatchObject({
      ok: true,
    })
    await relogin(caseNo)
    expect(await state(caseNo)).toBe('closed')
  })

  it('a phone changed without revoking is revoked, and the new one set up 30 minutes later (E-06, R-004-23, R-004-25)', async () => {
    const asked = request(P004, person('mas4'), 'token-replaced', { why: 'ほかに管理者がいない' })
    const caseNo = await carryOut(P004, asked, {}, '0123')
    expect(await linkOf(P004, 'mas4')).toMatchObject({ registration: 'revoked', authentication: 'none' })
    desk.clock.advance(29 * 60_000)
    expect(await register(caseNo, '')).toMatchObject({ error: { code: 'too-early' } })
    desk.clock.advance(2 * 60_000)
    expect(await register(caseNo, '')).toMatchObject({ ok: true })
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'closed', exception: 'E-06' })
    expect(await linkOf(P004, 'mas4')).toMatchObject({ registration: 'active', authentication: 'usable' })
  })

  it('an expired token of the only master is revoked and replaced, whatever state it was in (E-07, R-003-27, R-003-36)', async () => {
    const asked = request(P003, person('mas3'), 'token-expired', { why: 'マスターは お一人' })
    const caseNo = await carryOut(P003, asked, { oldSerial: '90000001' }, '0001')
    expect(await linkOf(P003, 'mas3')).toMatchObject({ registration: 'revoked', serial: null })
    expect(await linkOf(P003, 'gen3')).toMatchObject({ registration: 'active' })
    expect(await register(caseNo, '90000009')).toMatchObject({ error: { code: 'too-early' } })
    desk.clock.advance(31 * 60_000)
    expect(await register(caseNo, '90000009')).toMatchObject({ ok: true })
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'closed', exception: 'E-07' })
  })

  it('one-time passwords are applied for on paper, and each user begins alone afterwards (E-09, R-004-03)', async () => {
    const asked = request(P004, person('gen4'), 'apply', { wish: { users: ['gen4'] } })
    const caseNo = await carryOut(P004, asked, {}, '0123')
    expect(await linkOf(P004, 'gen4')).toMatchObject({ registration: 'issued' })
    expect(await state(caseNo)).toBe('awaiting-registration')
    expect(await register(caseNo, '', { userId: 'gen4' })).toMatchObject({ ok: true })
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'closed', exception: 'E-09' })
    expect(await linkOf(P004, 'gen4')).toMatchObject({ registration: 'active', authentication: 'usable' })
  })

  it('a new administrator gets the token of the old one taken away, by two supervisors (E-11)', async () => {
    const { hits } = await desk.must('search.find', { text: '若葉金物' })
    const found = hits[0]?.contractNo
    if (found === undefined) throw new Error('no such contract')
    const { caseNo } = await desk.must('case.open', {
      contractNo: found,
      target: person('M54100031187'),
      situation: 'administrator-changed',
      wish: noWish,
      unavailable: [],
      redirectReason: null,
    })
    const wakaba = contract(found, 'P000', [], {
      customerId: 'M54100031187',
      name: '有限会社 若葉金物店',
      account: { branch: '999', type: 'ordinary', number: '0318842' },
    })
    const saved = await desk.must('case.save', {
      caseNo,
      version: 1,
      intake: formFor(wakaba, {
        oldSerial: 'VSMT82640917',
        reason: 'administrator-changed',
        recentChange: 'administrator',
        recentChangeOn: '2026-11-20' as Intake['recentChangeOn'],
      }),
    })
    await desk.must('case.submit', { caseNo, version: saved.version })
    expect(await approve(caseNo, 'S0127', '0917')).toBe('approve-first')
    expect(await stateOf(desk, caseNo)).toMatchObject({
      state: 'awaiting-second-approval',
      exception: 'E-11',
    })
    expect(await proveIn(desk, caseNo, 'S0127')).toMatchObject({ error: { code: 'approver-was-first' } })
    await desk.must('approval.close', {}, desk.approval())
    expect(await approve(caseNo, 'S0131', '0917')).toBe('approve')
    expect(await state(caseNo)).toBe('awaiting-registration')
  })

  it('a PC token is followed by the app, and by no other PC token: since when and what instead are said (E-12, R-002-07, R-002-09, R-002-32)', async () => {
    const asked = request(P002, person('0000009003'), 'pc-token-ended')
    const caseNo = await carryOut(P002, asked, { oldSerial: '2V0700000003' }, '0003')
    expect(await register(caseNo, '2V0700000009', { vendor: 'pc-software' })).toMatchObject({
      error: { code: 'vendor-closed', since: '2018-03-12' },
    })
    expect(await register(caseNo, 'VSMT12349003', { vendor: 'shinkin-app' })).toMatchObject({
      error: { code: 'vendor-closed', since: '2017-07-24' },
    })
    expect(await register(caseNo, '2V0700000009', { vendor: 'own-hardware' })).toMatchObject({
      error: { code: 'serial-not-ours' },
    })
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'awaiting-registration', exception: 'E-12' })
    expect(await register(caseNo, '2V0700000009', { vendor: 'shinkin-app' })).toMatchObject({ ok: true })
    await relogin(caseNo)
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'closed', newSerial: '2V0700000009' })
  })

  it('a customer whose token no longer works opts out, knowing that protection is lower (E-13, R-001-16)', async () => {
    const asked = request(P001_LOCKED, person('0000009002'), 'opt-out')
    const { caseNo } = await desk.must('case.open', asked)
    const saved = await desk.must('case.save', { caseNo, version: 1, intake: formFor(P001_LOCKED, {}) })
    expect(await desk.ask('case.submit', { caseNo, version: saved.version })).toMatchObject({
      error: { code: 'case-incomplete', fields: ['lowerProtectionAcknowledged'] },
    })
    const again = await desk.must('case.save', {
      caseNo,
      version: saved.version,
      intake: formFor(P001_LOCKED, { reasonNote: '使わない', lowerProtectionAcknowledged: true }),
    })
    await desk.must('case.submit', { caseNo, version: again.version })
    // This form has no line for the serial, so nobody could read one from it.
    expect(await approve(caseNo, 'S0127', '0123')).toBe('approve')
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'closed', exception: 'E-13' })
    expect(await linkOf(P001_LOCKED, '0000009002')).toMatchObject({ registration: 'none', serial: null })
  })

  it('a mail that never arrives: the address is compared, what was issued is taken back (E-14, R-004-09)', async () => {
    const asked = request(P004_ISSUED, person('mas5'), 'issue-mail-missing', { why: 'ほかに管理者がいない' })
    const caseNo = await carryOut(P004_ISSUED, asked, { mailAddressChecked: true }, '0123')
    expect(await linkOf(P004_ISSUED, 'mas5')).toMatchObject({ registration: 'revoked' })
    desk.clock.advance(31 * 60_000)
    expect(await register(caseNo, '')).toMatchObject({ ok: true })
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'closed', exception: 'E-14' })
  })
})

describe('a fob of the credit cooperative', () => {
  it('revoked in the night can be followed by another from 8:10 on, and not a minute earlier (R-003-31)', async () => {
    leave()
    // 04:58 in Tokyo, the next morning.
    await atWork(Date.parse('2026-11-20T19:58:00.000Z'))
    const asked = request(P003, person('mas3'), 'token-expired', { why: 'マスターは お一人' })
    const caseNo = await carryOut(P003, asked, { oldSerial: '90000001' }, '0001')
    const { earliestRegistration, executedAt } = await stateOf(desk, caseNo)
    expect(executedAt).toMatch(/^2026-11-20T(19:5[89]|20:0)/)
    expect(earliestRegistration).toBe('2026-11-20T23:10:00.000Z')
  })

  it('that was revoked may be registered again, by the rule of its service (R-003-30, R-003-41)', async () => {
    const asked = request(P003, person('gen3'), 'phone-broken', {
      unavailable: ['mas3'],
      why: 'マスターのトークンも期限切れ',
    })
    const caseNo = await carryOut(P003, asked, { oldSerial: '90000002' }, '0002')
    expect(await register(caseNo, '90000002')).toMatchObject({ error: { code: 'too-early' } })
    desk.clock.advance(31 * 60_000)
    expect(await register(caseNo, '90000002')).toMatchObject({ ok: true, value: { serial: '90000002' } })
  })

  it('is unlocked for everybody who is locked on it, each of them in the trail (R-003-15, R-003-24, R-003-43, G-03)', async () => {
    const KH = ContractNo.parse('KH00008812')
    const kirishima = contract('KH00008812', 'P003', [], {
      name: '株式会社 霧島製作所',
      account: { branch: '999', type: 'ordinary', number: '0220207' },
    })
    const asked: InputOf<'case.open'> = {
      contractNo: KH,
      target: person('kiri-keiri1'),
      situation: 'locked-out',
      wish: noWish,
      unavailable: [],
      redirectReason: null,
    }
    // While one administrator can, the customer is sent to them.
    expect(await desk.ask('case.open', asked)).toMatchObject({ error: { code: 'not-a-branch-job' } })
    const alone = { ...asked, unavailable: ['kiri-adm01'] }
    const told = {
      situationCause: 'token-mixed-up',
      situationNote: '3人で1つを使い、順番を取り違えた',
    } as const
    const caseNo = await carryOut(kirishima, alone, told, '0207')
    expect((await stateOf(desk, caseNo)).ask).toMatchObject({ users: ['kiri-keiri1', 'kiri-keiri2'] })
    for (const userId of ['kiri-keiri1', 'kiri-keiri2', 'kiri-keiri3']) {
      expect(await linkOf(kirishima, userId)).toMatchObject({ authentication: 'usable', serial: '78106431' })
    }
    const executed = desk.premises.branch?.store.trail
      .ofObject(caseNo)
      .findLast(({ verb }) => verb !== 'record.read')
    expect(executed?.verb).toBe('case.executed')
    for (const userId of ['kiri-keiri1', 'kiri-keiri2']) {
      expect(JSON.stringify(executed?.payload)).toContain(userId)
    }
  })
})

describe('what the desk refuses', () => {
  it('is an application or an unlocking for nobody, and a usage mode that is there already', async () => {
    const open = (of: MasterContract, target: Target, situation: Situation, wish: Partial<Wish>) =>
      desk.ask('case.open', request(of, target, situation, { wish, unavailable: ['mas4'] }))
    const nobody = { error: { code: 'users-needed' } }
    expect(await open(P004, person('gen4'), 'apply', { users: [] })).toMatchObject(nobody)
    // One of the two holds a token already, so that there is nothing to enable.
    expect(await open(P004, person('gen4'), 'apply', { users: ['gen4', 'mas4'] })).toMatchObject(nobody)
  })

  it('is a vendor nobody named where the serial does not show it (R-002-07)', async () => {
    const caseNo = await carryOut(
      P002,
      request(P002, person('0000009003'), 'pc-token-ended'),
      { oldSerial: '2V0700000003' },
      '0003',
    )
    const needed = { error: { code: 'vendor-needed' } }
    expect(await register(caseNo, 'GM00000001')).toMatchObject(needed)
    expect(await register(caseNo, 'GM00000001', { vendor: 'nobody-knows' })).toMatchObject(needed)
  })

  it('is a token nobody has heard of', async () => {
    expect(await desk.ask('token.view', { serial: Serial.parse('VSMT99999999') })).toMatchObject({
      error: { code: 'token-unknown', serial: 'VSMT99999999' },
    })
  })

  it('is to unlock a token of our own after a hundred wrong codes in a row: only a new one helps (OTP-08)', async () => {
    const KH = ContractNo.parse('KH00008812')
    const serial = Serial.parse('78190001')
    putToken(desk, serial, Buffer.from('EXCEPTIONS-78190001--'), { medium: 'hard' })
    desk.premises.branch?.store.attempt(
      {
        staff: null,
        session: null,
        operation: 'test',
        at: momentOf(desk.premises, desk.premises.around.clock.read()),
      },
      (db) => {
        const token = db.tokens.find(serial)
        const link = db.tokens.link(KH, 'kiri-keiri1')
        if (token === undefined || link === undefined) throw new Error('nobody is there')
        db.tokens.change(token, { failures: 100, locked: 1 })
        const at = desk.premises.around.clock.read().instant
        db.tokens.changeLink(link, { serial }, { event: 'import', at, caseNo: null })
        return { ok: true, value: { output: null, audit: { event: 'master.imported' } } }
      },
    )
    const { caseNo } = await desk.must('case.open', {
      contractNo: KH,
      target: person('kiri-keiri1'),
      situation: 'locked-out',
      wish: noWish,
      unavailable: ['kiri-adm01', 'kiri-adm02', 'kiri-master'],
      redirectReason: null,
    })
    const kirishima = contract(KH, 'P003', [], {
      name: '株式会社 霧島製作所',
      account: { branch: '999', type: 'ordinary', number: '0220207' },
    })
    const intake = formFor(kirishima, { situationCause: 'mistyped', situationNote: '続けて誤入力' })
    const saved = await desk.must('case.save', { caseNo, version: 1, intake })
    await desk.must('case.submit', { caseNo, version: saved.version })
    await proveIn(desk, caseNo)
    expect(
      await desk.ask('approval.approve', { seal: 'matches', typeBack: '0207' }, desk.approval()),
    ).toMatchObject({ error: { code: 'token-must-be-replaced', serial } })
    expect(await state(caseNo)).toBe('awaiting-approval')
  })
})

describe('all masters and administrators locked', () => {
  const KA = ContractNo.parse('KA00004401')
  const asked = (users: string[]): InputOf<'case.open'> => ({
    contractNo: KA,
    target: person('sakiyama-m'),
    situation: 'locked-out',
    wish: { ...noWish, users },
    unavailable: [],
    redirectReason: null,
  })
  const sakiyama = contract('KA00004401', 'P004', [], {
    name: '﨑山水産 合同会社',
    account: { branch: '999', type: 'ordinary', number: '0004401' },
  })

  it('is lifted at the counter for the chosen ones, after the situation was checked, by two persons (E-03, R-003-17, R-004-19)', async () => {
    const caseNo = await carryOut(
      sakiyama,
      asked(['sakiyama-m', 'sakiyama-a']),
      { situationCause: 'mistyped', situationNote: '機種変更の直後に続けて誤入力' },
      '4401',
    )
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'closed', exception: 'E-03' })
    for (const userId of ['sakiyama-m', 'sakiyama-a']) {
      expect(await linkOf(sakiyama, userId)).toMatchObject({
        registration: 'active',
        authentication: 'usable',
      })
    }
    // Now one of them can, so that the next one is sent there.
    expect(await desk.ask('case.open', asked(['sakiyama-g']))).toMatchObject({ ok: false })
  })
})

describe('a usage mode that is changed at the counter', () => {
  const AOBA = ContractNo.parse('FB00031204')
  const admin = 'M54100031204'
  const aoba = contract('FB00031204', 'P000', [], {
    customerId: admin,
    name: '株式会社 青葉運送',
    account: { branch: '999', type: 'checking', number: '0042175' },
  })
  const change = async () =>
    carryOut(
      aoba,
      {
        contractNo: AOBA,
        target: person(admin),
        situation: 'usage-mode',
        wish: { ...noWish, usageMode: 'individual' },
        unavailable: [admin],
        redirectReason: null,
      },
      { reasonNote: '利用者ごとに分ける' },
      '2175',
    )

  it('is shown before and after, and takes the shared token from everybody at once (R-000-16, R-000-17)', async () => {
    expect(await desk.must('contract.view', { contractNo: AOBA })).toMatchObject({
      usageMode: 'shared',
      sharedSerial: 'VSMT51820034',
    })
    const caseNo = await change()
    expect((await stateOf(desk, caseNo)).ask).toEqual({
      kind: 'usage-mode',
      from: 'shared',
      to: 'individual',
    })
    expect(await desk.must('contract.view', { contractNo: AOBA })).toMatchObject({
      usageMode: 'individual',
      sharedSerial: null,
    })
  })

  it('is complete only when all who may transfer are registered, the administrator first, and says who is missing (R-000-06, R-000-07, R-000-28)', async () => {
    const caseNo = await change()
    const progress = async () => (await stateOf(desk, caseNo)).progress
    expect(await progress()).toEqual({
      registered: 0,
      of: 3,
      missing: [
        { userId: admin, name: '青木 誠' },
        { userId: 'haisha01', name: '大場 幸子' },
        { userId: 'keiri01', name: '髙橋 淳' },
      ],
    })
    expect(await register(caseNo, 'VSMT51820042', { userId: 'haisha01' })).toMatchObject({
      error: { code: 'administrator-first', name: '青木 誠' },
    })
    expect(await register(caseNo, 'VSMT51820041', { userId: admin })).toMatchObject({ ok: true })
    expect(await register(caseNo, 'VSMT51820042', { userId: 'haisha01' })).toMatchObject({ ok: true })
    expect(await progress()).toMatchObject({ registered: 2, of: 3, missing: [{ name: '髙橋 淳' }] })
    expect(await state(caseNo)).toBe('awaiting-registration')
    const view = await desk.must('contract.view', { contractNo: AOBA })
    expect(view.progress).toMatchObject({ registered: 2, of: 3 })
    expect(await register(caseNo, 'VSMT51820043', { userId: 'keiri01' })).toMatchObject({ ok: true })
    await relogin(caseNo)
    expect(await state(caseNo)).toBe('closed')
  })
})
