import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { emptyReport, noWish } from '#shared/asks'
import { type CaseNo, ContractNo, Serial } from '#shared/ids'
import type { Intake } from '#shared/intake'
import type { MasterContract } from '#shared/master'
import type { InputOf } from '#shared/operations'
import { csvLines } from '../../../build/sample/csv.ts'
import { formFor, judgeCode, openDesk, putToken, type TestDesk } from '../../fixtures/desk.ts'
import { proveIn, stateOf, versionOf } from '../../fixtures/walk.ts'
import { deviceOf } from '../otp/device.ts'

/** What a token remembers and when it may come back, walked at the gate with tokens whose seeds we hold. */

type Person = { readonly userId: string; readonly token: string }

/** A contract of one service whose every user has a token of the branch's own. */
const contractOf = (
  contractNo: string,
  service: 'P002' | 'P003',
  people: readonly Person[],
): MasterContract => ({
  contractNo,
  service,
  customerId: service === 'P002' ? '0000009001' : null,
  name: `往来商店${contractNo}`,
  kana: 'オウライシヨウテン',
  dealingBranch: '999',
  account: { branch: '999', type: 'ordinary', number: '0000123' },
  address: '霞野県霞野市本町9丁目9番9号',
  postalCode: '9990012',
  phone: '0299-00-9999',
  usageMode: null,
  users: people.map(({ userId, token }, index) => ({
    userId,
    name: '霧野 誠',
    kana: 'テスト',
    role: service === 'P002' ? 'contractor' : index === 0 ? 'master' : 'general',
    transferRight: null,
    token,
    tokenKind: 'hard',
    registration: 'active',
    authentication: 'usable',
    tokenExpiry: null,
  })),
  sharedToken: null,
})

const ANNA = contractOf('IB00009011', 'P002', [{ userId: '0000009011', token: '2V0700000011' }])
const BUNTA = contractOf('IB00009012', 'P002', [{ userId: '0000009012', token: '2V0700000012' }])
const FOBS = contractOf('KH00009011', 'P003', [
  { userId: 'mas', token: '90000011' },
  { userId: 'gen', token: '90000012' },
])

/** Two tokens in stock, and what they show. */
const [returned, lost] = ['2V0700000021', '2V0700000022'] as const
const secretOf = (serial: string) => Buffer.from(`TOKEN-LIFE-${serial}`.padEnd(24, '.').slice(0, 24))
const shows = (serial: string, at: number, periodSeconds: 30 | 60 = 60) =>
  deviceOf(secretOf(serial), { periodSeconds }).shows(Math.floor(at / 1000 / periodSeconds))

let dir: string
let desk: TestDesk

async function atWork(at?: number): Promise<void> {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-token-life-'))
  const path = join(dir, '契約.csv')
  writeFileSync(path, [...csvLines([ANNA, BUNTA, FOBS])].join('\n'))
  desk = await openDesk({
    ...(at === undefined ? {} : { at }),
    surroundings: {
      files: { chooseMaster: async () => ({ path, name: '契約.csv' }), savePdf: async () => undefined },
    },
  })
  await importMaster()
  await signInAs('S0101')
  for (const serial of [returned, lost]) {
    putToken(desk, serial, secretOf(serial), { medium: 'hard', period: 60 })
  }
}
async function importMaster(): Promise<void> {
  await signInAs('S0150')
  const plan = await desk.must('master.rehearse', {})
  if (plan === null) throw new Error('no file was chosen')
  await desk.must('master.commit', { plan: plan.plan })
}
async function signInAs(staff: string): Promise<void> {
  if (desk.premises.session !== undefined) await desk.must('session.sign-out', {})
  await desk.signIn(staff)
}
afterEach(() => {
  desk.close()
  rmSync(dir, { recursive: true, force: true })
})

/** A case that takes somebody's token away, approved; `at` is the very moment of the approval. */
async function takeAway(
  of: MasterContract,
  { userId, token }: Person,
  supervisor: string,
  changes: Partial<Intake> = {},
  at?: number,
): Promise<CaseNo> {
  const fob = of.service === 'P003'
  const { caseNo } = await desk.must('case.open', {
    contractNo: ContractNo.parse(of.contractNo),
    target: { kind: 'user', userId },
    situation: changes.reason === 'lost' ? 'lost' : fob ? 'phone-broken' : 'old-token-cannot-start',
    wish: noWish,
    unavailable: fob ? ['mas'] : [],
    redirectReason: fob ? 'マスターは出張中' : null,
  })
  const { intake, version } = await stateOf(desk, caseNo)
  const filled = formFor(of, {
    receivedOn: intake.receivedOn,
    visitorName: '霧野 誠',
    oldSerial: token,
    reason: intake.reason,
    redirectReason: intake.redirectReason,
    ...changes,
  })
  const saved = await desk.must('case.save', { caseNo, version, intake: filled })
  await desk.must('case.submit', { caseNo, version: saved.version })
  // The proof is good for two minutes.
  if (at !== undefined) desk.clock.advance(at - 60_000 - desk.clock.wall)
  expect(await proveIn(desk, caseNo, supervisor)).toMatchObject({ ok: true })
  if (at !== undefined) desk.clock.advance(at - desk.clock.wall)
  await desk.must('approval.approve', { seal: 'matches', typeBack: token.slice(-4) }, desk.approval())
  await desk.must('approval.close', {}, desk.approval())
  return caseNo
}

const register = async (caseNo: CaseNo, serial: string, more: Partial<InputOf<'case.register'>> = {}) =>
  desk.ask('case.register', {
    caseNo,
    version: await versionOf(desk, caseNo),
    userId: null,
    serial,
    vendor: 'own-hardware',
    proof: { kind: 'centre' },
    warningReason: null,
    ...more,
  })
const code = (typed: string) => ({ proof: { kind: 'code', code: typed } as const })
const tokenRow = (serial: string) => desk.premises.branch?.store.read.tokens.find(Serial.parse(serial))

const anna = { userId: '0000009011', token: '2V0700000011' }
const bunta = { userId: '0000009012', token: '2V0700000012' }

describe('a token that was returned', () => {
  it('is registered to the next customer, and no code that was spent before opens anything for them (OTP-04)', async () => {
    await atWork()
    // Bunta's case waits for a token. Anna gets one, proves it by its code, and brings it back.
    const buntas = await takeAway(BUNTA, bunta, 'S0131')
    const annas = await takeAway(ANNA, anna, 'S0127')
    const at = desk.clock.wall
    const accepted = shows(returned, at)
    expect(await register(annas, returned, code(accepted))).toMatchObject({ ok: true })
    const spent = tokenRow(returned)?.high_water
    expect(spent).toBe(Math.floor(at / 60_000))
    await desk.must('case.close', {
      caseNo: annas,
      version: await versionOf(desk, annas),
      relogin: 'confirmed',
      reason: null,
    })
    await takeAway(ANNA, { ...anna, token: returned }, 'S0131', { reason: 'screen-broken' })
    expect(tokenRow(returned)).toMatchObject({ high_water: spent, tombstone: null })

    // So soon that the old code is still on the display's neighbouring step.
    expect(desk.clock.wall - at).toBeLessThanOrEqual(60_000)
    const refused = { error: { code: 'code-refused', reason: 'replayed' } }
    expect(await register(buntas, returned, code(accepted))).toMatchObject(refused)
    expect(await register(buntas, returned, code(shows(returned, at - 60_000)))).toMatchObject(refused)
    expect(tokenRow(returned)).toMatchObject({ high_water: spent, failures: 0 })
    desk.clock.advance(60_000)
    expect(await register(buntas, returned, code(shows(returned, desk.clock.wall)))).toMatchObject({
      ok: true,
    })
    expect(tokenRow(returned)?.high_water).toBeGreaterThan(spent ?? Number.NaN)
  })

  it('keeps what it remembers when its own user gets it back, after the waiting time (OTP-04, R-003-41)', async () => {
    await atWork()
    putToken(desk, '90000031', secretOf('90000031'), { medium: 'hard', period: 60 })
    const first = await takeAway(FOBS, { userId: 'gen', token: '90000012' }, 'S0127')
    desk.clock.advance(31 * 60_000)
    const accepted = shows('90000031', desk.clock.wall)
    const more = { vendor: null }
    expect(await register(first, '90000031', { ...more, ...code(accepted) })).toMatchObject({ ok: true })
    const spent = tokenRow('90000031')?.high_water
    const second = await takeAway(FOBS, { userId: 'gen', token: '90000031' }, 'S0131')
    expect(tokenRow('90000031')).toMatchObject({ high_water: spent, tombstone: null })
    desk.clock.advance(31 * 60_000)
    expect(await register(second, '90000031', { ...more, ...code(accepted) })).toMatchObject({
      error: { code: 'code-refused' },
    })
    expect(tokenRow('90000031')?.high_water).toBe(spent)
    const fresh = shows('90000031', desk.clock.wall)
    expect(await register(second, '90000031', { ...more, ...code(fresh) })).toMatchObject({ ok: true })
  })
})

describe('a token that was lost', () => {
  it('falls silent with the telephone call, and can never be registered again, by anybody (OTP-04, MC-05)', async () => {
    await atWork()
    const buntas = await takeAway(BUNTA, bunta, 'S0131')
    const annas = await takeAway(ANNA, anna, 'S0127')
    expect(await register(annas, lost, code(shows(lost, desk.clock.wall)))).toMatchObject({ ok: true })
    await desk.must('case.close', {
      caseNo: annas,
      version: await versionOf(desk, annas),
      relogin: 'confirmed',
      reason: null,
    })
    desk.clock.advance(60_000)
    const began = performance.now()
    const stop = await desk.must('loss.stop', {
      contractNo: ContractNo.parse(ANNA.contractNo),
      target: { kind: 'user', userId: anna.userId },
      how: 'lost',
      callBackNumber: '0299-00-9999',
    })
    expect(performance.now() - began).toBeLessThan(1_000)
    expect(judgeCode(desk, lost, shows(lost, desk.clock.wall)).outcome).toBe('suspended')

    await desk.must('loss.note', {
      caseNo: stop.caseNo,
      version: await versionOf(desk, stop.caseNo),
      report: {
        ...emptyReport,
        callBackNumber: '0299-00-9999',
        whoCalled: 'customer-called',
        codeReadOut: 'no',
        lastLoginTheirs: 'yes',
      },
    })
    await takeAway(ANNA, { ...anna, token: lost }, 'S0131', { reason: 'lost' })
    expect(tokenRow(lost)?.tombstone).toBe('lost')

    // Whoever signs in: refused for what it is, or for their role.
    desk.clock.advance(60_000)
    const replies: string[] = []
    for (const staff of ['S0101', 'S0102', 'S0127', 'S0140', 'S0150', 'S0160']) {
      await signInAs(staff)
      const version = await desk.ask('case.view', { caseNo: buntas })
      for (const proof of [code(shows(lost, desk.clock.wall)), {}]) {
        const reply = await desk.ask('case.register', {
          caseNo: buntas,
          version: version.ok ? version.value.version : 0,
          userId: null,
          serial: lost,
          vendor: 'own-hardware',
          proof: { kind: 'centre' },
          warningReason: '出てきたとのこと',
          ...proof,
        })
        replies.push(reply.ok ? 'ok' : reply.error.code)
      }
    }
    expect(new Set(replies.slice(0, 8))).toEqual(new Set(['serial-tombstoned']))
    expect(new Set(replies.slice(8))).toEqual(new Set(['role-forbids']))
  })

  it('stays so when a later contract master says that somebody uses it (OTP-04)', async () => {
    await atWork()
    await takeAway(ANNA, anna, 'S0127', { reason: 'lost' })
    expect(tokenRow(anna.token)?.tombstone).toBe('lost')
    const again = { ...BUNTA, users: BUNTA.users.map((user) => ({ ...user, token: anna.token })) }
    writeFileSync(join(dir, '契約.csv'), [...csvLines([again])].join('\n'))
    await signInAs('S0150')
    const plan = await desk.must('master.rehearse', {})
    expect(plan).toMatchObject({ rejected: 1 })
    expect(await desk.ask('master.commit', { plan: plan?.plan ?? '' })).toMatchObject({
      error: { code: 'master-nothing-to-do' },
    })
    expect(tokenRow(anna.token)?.tombstone).toBe('lost')
    expect(desk.premises.branch?.store.read.tokens.linksOf(anna.token)).toEqual([])
  })
})

describe('a fob that was revoked (OTP-15, R-003-30, R-003-31)', () => {
  /** A time of day in Tokyo on the first of December. */
  const tokyo = (clock: string) => Date.parse(`2026-12-01T${clock}+09:00`)
  const gen = { userId: 'gen', token: '90000012' }

  it.each([
    // revoked, the last moment at which it is too early, the first at which it may be registered again
    ['10:00:00.000', '10:29:59.000', '10:30:00.000', 'half an hour, to the second'],
    ['02:05:59.000', '02:35:59.999', '02:36:00.000', 'a second before the night window: the wait alone'],
    ['02:06:00.000', '08:09:59.999', '08:10:00.000', 'with the night window: when it ends'],
    ['07:50:00.000', '08:19:59.999', '08:20:00.000', 'late in the window: the later of both'],
    ['08:10:00.000', '08:39:59.999', '08:40:00.000', 'in its last minute: the wait again'],
    ['08:10:01.000', '08:40:59.999', '08:41:00.000', 'a started minute counts as a whole one'],
  ])('at %s may not be registered again at %s, but at %s: %s (OTP-15)', async (revoked, early, may) => {
    await atWork(tokyo(revoked) - 5 * 60_000)
    const caseNo = await takeAway(FOBS, gen, 'S0127', {}, tokyo(revoked))
    expect(await stateOf(desk, caseNo)).toMatchObject({
      executedAt: new Date(tokyo(revoked)).toISOString(),
      earliestRegistration: new Date(tokyo(may)).toISOString(),
    })
    desk.clock.advance(tokyo(early) - desk.clock.wall)
    expect(await register(caseNo, gen.token, { vendor: null })).toMatchObject({
      error: { code: 'too-early', earliest: new Date(tokyo(may)).toISOString() },
    })
    desk.clock.advance(tokyo(may) - desk.clock.wall)
    expect(await register(caseNo, gen.token, { vendor: null })).toMatchObject({ ok: true })
  })
})
