import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type HardwareWish, noWish } from '#shared/asks'
import { type CalendarDate, type CaseNo, ContractNo, Serial } from '#shared/ids'
import type { Intake } from '#shared/intake'
import type { MasterContract, MasterUser, SharedToken } from '#shared/master'
import type { InputOf } from '#shared/operations'
import { csvLines } from '../../../build/sample/csv.ts'
import { formFor, judgeCode, openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { inStore, proveSecond, putStock, stateOf as stockState } from '../../fixtures/stock.ts'
import { passphraseOf, proveIn, stateOf, trailOf, versionOf } from '../../fixtures/walk.ts'

/** From the application on paper to the token that is activated, at the gate (J5, E-08, E-10). */

const day = (text: string) => text as CalendarDate
const none: SharedToken = {
  token: null,
  tokenKind: null,
  registration: 'none',
  authentication: 'none',
  tokenExpiry: null,
}
const holding = (serial: string, more: Partial<SharedToken> = {}): SharedToken => ({
  token: serial,
  tokenKind: 'hard',
  registration: 'active',
  authentication: 'usable',
  tokenExpiry: null,
  ...more,
})
const user = (userId: string, name: string, role: MasterUser['role'], link: SharedToken): MasterUser => ({
  userId,
  name,
  kana: 'テスト',
  role,
  transferRight: null,
  ...link,
})
const contract = (contractNo: string, service: MasterContract['service'], users: MasterUser[]) =>
  ({
    contractNo,
    service,
    customerId: service === 'P002' ? (users[0]?.userId ?? null) : null,
    name: `発送商店${contractNo}`,
    kana: 'ハツソウシヨウテン',
    dealingBranch: '999',
    account: { branch: '999', type: 'ordinary', number: '0000123' },
    address: '霞野県霞野市本町9丁目9番9号',
    postalCode: '9990012',
    phone: '0299-00-9999',
    usageMode: null,
    users,
    sharedToken: null,
  }) satisfies MasterContract

const FIRM = contract('KH00008001', 'P003', [
  user('mas8', '霧野 誠', 'master', none),
  user('gen8', '霧野 望', 'general', none),
])
const EXPIRED = contract('KH00008002', 'P003', [
  user(
    'mas9',
    '谷野 誠',
    'master',
    holding('90000091', { registration: 'expired', tokenExpiry: '2026-09-29T23:00:00.000Z' }),
  ),
])
const PERSON = contract('IB00008003', 'P002', [
  user('0000008003', '霞野 三郎', 'contractor', holding('2V0700000003', { tokenKind: 'soft' })),
])

/** Free tokens of the safe; the second expires first. */
const LATER = '80000001'
const SOONER = '80000002'
const FOB = '2V0800000001'

let dir: string
let desk: TestDesk

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-dispatch-'))
  const path = join(dir, '契約.csv')
  writeFileSync(path, [...csvLines([FIRM, EXPIRED, PERSON])].join('\n'))
  desk = await openDesk({
    surroundings: {
      files: { chooseMaster: async () => ({ path, name: '契約.csv' }), savePdf: async () => undefined },
    },
  })
  await desk.signIn('S0150')
  const plan = await desk.must('master.rehearse', {})
  expect(plan).toMatchObject({ new: 3, rejected: 0 })
  await desk.must('master.commit', { plan: plan?.plan ?? '' })
  await desk.must('session.sign-out', {})
  await desk.signIn('S0101')
  putStock(desk, [LATER], { validUntil: '2031-09-29T23:00:00.000Z' })
  putStock(desk, [SOONER], { validUntil: '2029-09-29T23:00:00.000Z' })
  putStock(desk, [FOB], { service: 'P002', model: 'hardware-1' })
})
afterEach(() => {
  desk.close()
  rmSync(dir, { recursive: true, force: true })
})

const no = (of: MasterContract) => ContractNo.parse(of.contractNo)
const wish: HardwareWish = {
  purpose: 'first',
  model: 'keyfob',
  delivery: 'mail',
  startOn: day('2026-12-14'),
  share: null,
}
const opening = (
  of: MasterContract,
  more: Partial<HardwareWish> = {},
  userId = of.users[0]?.userId ?? '',
): InputOf<'case.open'> => ({
  contractNo: no(of),
  target: { kind: 'user', userId },
  situation: 'apply-hardware',
  wish: { ...noWish, hardware: { ...wish, ...more } },
  unavailable: [],
  redirectReason: null,
})
const form = (of: MasterContract): Intake => formFor(of, { addressConfirmed: true })

async function open(of: MasterContract, more: Partial<HardwareWish> = {}, userId?: string): Promise<CaseNo> {
  const { caseNo, kind } = await desk.must('case.open', opening(of, more, userId))
  expect(kind).toBe('hardware')
  const { version } = await stateOf(desk, caseNo)
  await desk.must('case.save', { caseNo, version, intake: form(of) })
  return caseNo
}
const at = async (caseNo: CaseNo) => ({ caseNo, version: await versionOf(desk, caseNo) })
const view = (caseNo: CaseNo) => desk.must('dispatch.view', { caseNo })
const state = async (caseNo: CaseNo) => (await stateOf(desk, caseNo)).state

async function approve(caseNo: CaseNo, staff = 'S0127') {
  expect(await proveIn(desk, caseNo, staff)).toMatchObject({ ok: true })
  const done = await desk.must('approval.approve', { seal: 'matches', typeBack: '0123' }, desk.approval())
  await desk.must('approval.close', {}, desk.approval())
  return done
}

/** Applied for, allocated and approved. */
async function approved(of: MasterContract, more: Partial<HardwareWish> = {}): Promise<CaseNo> {
  const caseNo = await open(of, more)
  await desk.must('dispatch.allocate', { ...(await at(caseNo)), serial: '' })
  await desk.must('case.submit', await at(caseNo))
  await approve(caseNo)
  return caseNo
}
const CONTENTS = ['token', 'cover-letter', 'guide', 'exchange-steps', 'receipt-card'] as const

async function readFirst(caseNo: CaseNo, serial: string, code = desk.tokenCode(serial)) {
  return desk.ask('dispatch.read-first', { ...(await at(caseNo)), serial, code })
}
async function pack(caseNo: CaseNo, serial: string) {
  return desk.ask('dispatch.pack', { ...(await at(caseNo)), serial, contents: [...CONTENTS] })
}
async function packed(caseNo: CaseNo, serial: string): Promise<void> {
  expect(await readFirst(caseNo, serial)).toMatchObject({ ok: true })
  await proveSecond(desk, 'S0140', 'pack', caseNo)
  expect(await pack(caseNo, serial)).toMatchObject({ ok: true })
}
async function posted(caseNo: CaseNo, serial: string, mailNo = '131-12-38385-2'): Promise<void> {
  await packed(caseNo, serial)
  await desk.must('dispatch.number', { ...(await at(caseNo)), mailNo })
  await proveSecond(desk, 'S0127', 'post')
  await desk.must('dispatch.post', { cases: [await at(caseNo)] })
}
const register = async (
  caseNo: CaseNo,
  serial: string,
  proof: InputOf<'case.register'>['proof'] = { kind: 'code', code: desk.tokenCode(serial) },
) =>
  desk.ask('case.register', {
    ...(await at(caseNo)),
    userId: null,
    serial,
    vendor: null,
    proof,
    warningReason: null,
  })
const linkOf = async (of: MasterContract, userId: string) => {
  const { users } = await desk.must('contract.view', { contractNo: no(of) })
  return users.find((one) => one.userId === userId)
}

describe('an application for a hardware token', () => {
  it('goes from paper to the customer’s hands by registered mail, and is activated by its first right code (E-08, R-002-33, R-003-06, R-003-07)', async () => {
    const caseNo = await open(FIRM)
    expect(await desk.ask('case.submit', await at(caseNo))).toMatchObject({
      error: { code: 'not-allocated' },
    })
    const { serial } = await desk.must('dispatch.allocate', { ...(await at(caseNo)), serial: '' })
    expect(serial).toBe(SOONER)
    expect(stockState(desk, SOONER)).toBe('reserved')
    await desk.must('case.submit', await at(caseNo))
    const { receiptNo } = await approve(caseNo)
    expect(receiptNo).not.toBeNull()
    expect(await state(caseNo)).toBe('awaiting-dispatch')
    expect(await linkOf(FIRM, 'mas8')).toMatchObject({ registration: 'issued', serial: null })

    await packed(caseNo, SOONER)
    expect(stockState(desk, SOONER)).toBe('packed')
    const numbered = await desk.must('dispatch.number', {
      ...(await at(caseNo)),
      mailNo: '１３１１２３８３８５２',
    })
    expect(numbered.mailNo).toBe('131-12-38385-2')
    await proveSecond(desk, 'S0127', 'post')
    const { bag } = await desk.must('dispatch.post', { cases: [await at(caseNo)] })
    expect(await desk.must('dispatch.bags', {})).toMatchObject([
      {
        bag,
        byName: '高橋 美咲',
        releasedByName: '中村 隆',
        lines: [{ mailNo: '131-12-38385-2', packers: ['高橋 美咲', '小林 直人'] }],
      },
    ])
    expect(stockState(desk, SOONER)).toBe('dispatched')

    await desk.must('dispatch.arrive', { ...(await at(caseNo)), how: 'tracking' })
    expect(await state(caseNo)).toBe('awaiting-registration')
    await desk.must('dispatch.confirm-start', await at(caseNo))
    desk.clock.advance(60_000)
    expect(await register(caseNo, SOONER)).toMatchObject({ ok: true })
    expect(await state(caseNo)).toBe('closed')
    expect(stockState(desk, SOONER)).toBe('registered')
    expect(await linkOf(FIRM, 'mas8')).toMatchObject({
      registration: 'active',
      authentication: 'usable',
      serial: SOONER,
      expiresAt: '2029-09-29T23:00:00.000Z',
    })
    expect(trailOf(desk, caseNo)).toEqual(
      expect.arrayContaining([
        'done dispatch.allocated',
        'done dispatch.read-first',
        'done dispatch.packed',
        'done dispatch.numbered',
        'done dispatch.arrived',
        'done dispatch.start-confirmed',
        'done case.registered',
      ]),
    )
  })

  it('is handed over at the counter against an identity document, without a mail number', async () => {
    const caseNo = await approved(FIRM, { delivery: 'counter' })
    await packed(caseNo, SOONER)
    expect(
      await desk.ask('dispatch.number', { ...(await at(caseNo)), mailNo: '131-12-38385-2' }),
    ).toMatchObject({
      error: { code: 'state-forbids' },
    })
    const handing = { visitorName: '霧野 誠', identity: 'driving-licence', identityLast4: '' } as const
    expect(await desk.ask('dispatch.hand-out', { ...(await at(caseNo)), ...handing })).toMatchObject({
      error: { code: 'identity-missing' },
    })
    await desk.must('dispatch.hand-out', { ...(await at(caseNo)), ...handing, identityLast4: '４４７１' })
    expect(stockState(desk, SOONER)).toBe('delivered')
    desk.clock.advance(60_000)
    expect(await register(caseNo, SOONER)).toMatchObject({ ok: true })
  })

  it('may be recorded as activated by the centre, because the customer does it in the service’s own screens (R-003-13)', async () => {
    const caseNo = await approved(FIRM)
    await posted(caseNo, SOONER)
    await desk.must('dispatch.arrive', { ...(await at(caseNo)), how: 'customer' })
    expect(await register(caseNo, SOONER, { kind: 'centre' })).toMatchObject({ ok: true })
    expect(await stateOf(desk, caseNo)).toMatchObject({ state: 'closed', registeredBy: 'centre' })
  })

  it('lets a second user of the contract share a serial that is there already, and sends nothing (R-003-15)', async () => {
    const first = await approved(FIRM)
    await posted(first, SOONER)
    await desk.must('dispatch.arrive', { ...(await at(first)), how: 'customer' })
    await register(first, SOONER, { kind: 'centre' })
    const caseNo = await open(FIRM, { purpose: 'additional', share: Serial.parse(SOONER) }, 'gen8')
    expect(await desk.ask('dispatch.allocate', { ...(await at(caseNo)), serial: '' })).toMatchObject({
      error: { code: 'nothing-to-send' },
    })
    await desk.must('case.submit', await at(caseNo))
    await approve(caseNo)
    expect(await state(caseNo)).toBe('awaiting-registration')
    expect(await register(caseNo, LATER)).toMatchObject({ error: { code: 'serial-not-allocated' } })
    expect(await register(caseNo, SOONER, { kind: 'centre' })).toMatchObject({ ok: true })
    expect(await linkOf(FIRM, 'gen8')).toMatchObject({ serial: SOONER, sharedWith: 1 })
  })

  it('takes an expired token away and sends another in its place (R-003-36, E-07)', async () => {
    const caseNo = await approved(EXPIRED, { purpose: 'expired' })
    expect(await linkOf(EXPIRED, 'mas9')).toMatchObject({ registration: 'issued', serial: null })
    const told = async () =>
      (await desk.must('case.view', { caseNo })).touched.find(({ userId }) => userId === 'mas9')
    expect(await told()).toMatchObject({ effect: 'detached' })
    await posted(caseNo, SOONER)
    await desk.must('dispatch.arrive', { ...(await at(caseNo)), how: 'receipt-card' })
    desk.clock.advance(60 * 60_000)
    expect(await register(caseNo, SOONER)).toMatchObject({ ok: true })
    expect(await linkOf(EXPIRED, 'mas9')).toMatchObject({ registration: 'active', serial: SOONER })
  })

  it('exchanges a token that works until the new one does, and keeps both in the history (R-002-34, R-002-35)', async () => {
    const caseNo = await approved(PERSON, { purpose: 'exchange', model: 'hardware-1', startOn: null })
    expect(await linkOf(PERSON, '0000008003')).toMatchObject({
      registration: 'active',
      serial: '2V0700000003',
    })
    await posted(caseNo, FOB)
    await desk.must('dispatch.arrive', { ...(await at(caseNo)), how: 'tracking' })
    desk.clock.advance(60_000)
    const registered = await desk.ask('case.register', {
      ...(await at(caseNo)),
      userId: null,
      serial: FOB,
      vendor: 'own-hardware',
      proof: { kind: 'code', code: desk.tokenCode(FOB) },
      warningReason: null,
    })
    expect(registered).toMatchObject({ ok: true })
    const { changes } = await desk.must('contract.view', { contractNo: no(PERSON) })
    expect(changes[0]).toMatchObject({
      event: 'exchange',
      serialBefore: '2V0700000003',
      serialAfter: FOB,
    })
  })

  it('is not taken for a model the service does not send, nor for a start date that cannot be kept (R-003-07)', async () => {
    expect(await desk.ask('case.open', opening(FIRM, { model: 'hardware-1' }))).toMatchObject({
      error: { code: 'model-unknown' },
    })
    expect(await desk.ask('case.open', opening(FIRM, { startOn: day('2026-11-24') }))).toMatchObject({
      error: { code: 'start-too-soon' },
    })
    expect(await desk.ask('case.open', opening(FIRM, { startOn: null }))).toMatchObject({
      error: { code: 'start-too-soon' },
    })
    const person = opening(PERSON, { model: 'hardware-1', purpose: 'exchange' })
    expect(await desk.ask('case.open', person)).toMatchObject({ error: { code: 'start-not-in-service' } })
    expect(await desk.ask('case.open', opening(FIRM, { share: Serial.parse(LATER) }))).toMatchObject({
      error: { code: 'serial-not-ours' },
    })
  })

  it('gives the token back to the safe where it is withdrawn or rejected', async () => {
    const caseNo = await open(FIRM)
    await desk.must('dispatch.allocate', { ...(await at(caseNo)), serial: LATER })
    await desk.must('dispatch.allocate', { ...(await at(caseNo)), serial: '' })
    expect([stockState(desk, LATER), stockState(desk, SOONER)]).toEqual(['in-stock', 'reserved'])
    await desk.must('case.submit', await at(caseNo))
    await proveIn(desk, caseNo)
    await desk.must('approval.reject', { reason: '書類の不備' }, desk.approval())
    await desk.must('approval.close', {}, desk.approval())
    expect(stockState(desk, SOONER)).toBe('in-stock')

    const again = await approved(FIRM)
    await desk.must('case.withdraw', { ...(await at(again)), reason: 'お申し出' })
    expect(stockState(desk, SOONER)).toBe('in-stock')
    expect(await linkOf(FIRM, 'mas8')).toMatchObject({ registration: 'none' })
  })

  it('is approved for one address, so that one which moved meanwhile voids what was handed in', async () => {
    const caseNo = await open(FIRM)
    await desk.must('dispatch.allocate', { ...(await at(caseNo)), serial: '' })
    await desk.must('case.submit', await at(caseNo))
    inStore(desk, (db) => {
      const before = db.contracts.record(no(FIRM))
      if (before === undefined) throw new Error('no contract')
      db.contracts.put(
        { ...before, address: '霞野県霞野市他町1番1号' },
        desk.premises.around.clock.read().instant,
      )
    })
    expect(await proveIn(desk, caseNo)).toMatchObject({ error: { code: 'case-changed' } })
  })

  it('allocates only what is free in the safe, and says what is not ours (R-002-32)', async () => {
    const caseNo = await open(FIRM)
    const asked = async (serial: string) => desk.ask('dispatch.allocate', { ...(await at(caseNo)), serial })
    expect(await asked('99999999')).toMatchObject({ error: { code: 'serial-not-ours' } })
    expect(await asked(FOB)).toMatchObject({ error: { code: 'serial-not-free', state: 'in-stock' } })
    expect(await asked('*')).toMatchObject({ error: { code: 'serial-malformed' } })
    expect(await asked('８０００ ０００１')).toMatchObject({ ok: true })
    expect(stockState(desk, LATER)).toBe('reserved')
  })

  it('passes over a token that is about to expire as long as there is one that is of use', async () => {
    putStock(desk, ['80000009'], { validUntil: '2027-01-30T23:00:00.000Z' })
    const caseNo = await open(FIRM)
    const next = async () =>
      (await desk.must('dispatch.allocate', { ...(await at(caseNo)), serial: '' })).serial
    expect(await next()).toBe(SOONER)
    inStore(desk, (db, when) => {
      const row = db.stock.find(Serial.parse(LATER))
      if (row !== undefined)
        db.stock.move(row, 'run-down', { at: when, staff: 'S0127' as never, second: null, why: 'test' })
    })
    // The one that is set aside already is looked at before it goes back, so only the short-lived one is free.
    expect(await next()).toBe('80000009')
  })

  it('takes another token where the first one is defective, and says so when the safe is empty', async () => {
    const caseNo = await approved(FIRM)
    await desk.must('dispatch.defective', { ...(await at(caseNo)), why: '数字が出ない' })
    expect(stockState(desk, SOONER)).toBe('initial-defect')
    const { serial } = await desk.must('dispatch.allocate', { ...(await at(caseNo)), serial: '' })
    expect(serial).toBe(LATER)
    await desk.must('dispatch.defective', { ...(await at(caseNo)), why: '数字が出ない' })
    expect(await desk.ask('dispatch.allocate', { ...(await at(caseNo)), serial: '' })).toMatchObject({
      error: { code: 'stock-empty' },
    })
  })
})

describe('two people at the envelope (MC-09)', () => {
  it('a serial off by one stops the packing, the second reading is blind, and after two a supervisor is called', async () => {
    const caseNo = await approved(FIRM)
    expect(await pack(caseNo, SOONER)).toMatchObject({ error: { code: 'not-read-first' } })
    expect(await readFirst(caseNo, LATER)).toMatchObject({ error: { code: 'serial-differs' } })
    expect(await readFirst(caseNo, SOONER)).toMatchObject({ ok: true })
    // Neither the screen nor its data give the serial away before both have read it.
    expect(JSON.stringify(await view(caseNo))).not.toContain(SOONER)
    expect(JSON.stringify(await stateOf(desk, caseNo))).not.toContain(SOONER)
    expect(await pack(caseNo, SOONER)).toMatchObject({ error: { code: 'second-missing' } })

    await proveSecond(desk, 'S0140', 'pack', caseNo)
    expect(await pack(caseNo, '80000003')).toMatchObject({ error: { code: 'serial-differs', triesLeft: 1 } })
    expect(await pack(caseNo, '80000003')).toMatchObject({ error: { code: 'serial-differs', triesLeft: 0 } })
    expect(trailOf(desk, caseNo).filter((line) => line.includes('misread'))).toHaveLength(2)
    expect(await pack(caseNo, SOONER)).toMatchObject({ error: { code: 'second-missing' } })
    await proveSecond(desk, 'S0140', 'pack', caseNo)
    expect(await pack(caseNo, SOONER)).toMatchObject({ error: { code: 'second-not-supervisor' } })
    await proveSecond(desk, 'S0127', 'pack', caseNo)
    expect(await pack(caseNo, SOONER)).toMatchObject({ ok: true })
  })

  it('an envelope without everything the service sends is not closed, and says what is missing', async () => {
    const caseNo = await approved(FIRM)
    await readFirst(caseNo, SOONER)
    await proveSecond(desk, 'S0140', 'pack', caseNo)
    const { contents: needed } = await view(caseNo)
    for (const lacking of needed) {
      const contents = needed.filter((content) => content !== lacking)
      expect(await desk.ask('dispatch.pack', { ...(await at(caseNo)), serial: SOONER, contents })).toEqual({
        ok: false,
        error: { code: 'contents-missing', contents: [lacking] },
      })
    }
    expect(stockState(desk, SOONER)).toBe('reserved')
    // The proof was not used up by looking into the envelope once more.
    expect(await pack(caseNo, SOONER)).toMatchObject({ ok: true })
  })

  it('whoever read it first is no second person, and a proof for one envelope is none for another', async () => {
    const caseNo = await approved(FIRM)
    await readFirst(caseNo, SOONER)
    expect(
      await desk.ask('second.prove', {
        purpose: 'pack',
        about: caseNo,
        staff: 'S0101' as never,
        passphrase: passphraseOf('S0101'),
        code: desk.staffCode('S0101'),
      }),
    ).toMatchObject({ error: { code: 'second-is-first' } })
    await proveSecond(desk, 'S0140', 'pack', '999-261120-099')
    expect(await pack(caseNo, SOONER)).toMatchObject({ error: { code: 'second-missing' } })
    await proveSecond(desk, 'S0140', 'pack', caseNo)
    desk.clock.advance(120_000)
    expect(await pack(caseNo, SOONER)).toMatchObject({ error: { code: 'second-expired' } })
    // The first reader is the one who read, whoever sits at the desk afterwards.
    await desk.must('session.sign-out', {})
    await desk.signIn('S0140')
    await proveSecond(desk, 'S0101', 'pack', caseNo)
    expect(await pack(caseNo, SOONER)).toMatchObject({ error: { code: 'second-is-first' } })
  })

  it('a supervisor who packed it does not release it, and only a supervisor does', async () => {
    await desk.must('session.sign-out', {})
    await desk.signIn('S0127')
    const caseNo = await open(FIRM)
    await desk.must('dispatch.allocate', { ...(await at(caseNo)), serial: '' })
    await desk.must('case.submit', await at(caseNo))
    await approve(caseNo, 'S0131')
    await packed(caseNo, SOONER)
    await desk.must('session.sign-out', {})
    await desk.signIn('S0101')
    expect(await desk.ask('dispatch.post', { cases: [await at(caseNo)] })).toMatchObject({
      error: { code: 'not-numbered' },
    })
    await desk.must('dispatch.number', { ...(await at(caseNo)), mailNo: '131-12-38385-2' })
    const proof = { purpose: 'post', about: '', passphrase: passphraseOf('S0140') } as const
    expect(
      await desk.ask('second.prove', { ...proof, staff: 'S0140' as never, code: desk.staffCode('S0140') }),
    ).toMatchObject({ error: { code: 'second-not-supervisor' } })
    await proveSecond(desk, 'S0127', 'post')
    expect(await desk.ask('dispatch.post', { cases: [await at(caseNo)] })).toMatchObject({
      error: { code: 'releaser-packed' },
    })
    await proveSecond(desk, 'S0131', 'post')
    expect(await desk.ask('dispatch.post', { cases: [await at(caseNo)] })).toMatchObject({ ok: true })
  })

  it('a token that shows no right code does not leave the safe (proof code)', async () => {
    const caseNo = await approved(FIRM)
    expect(await readFirst(caseNo, SOONER, '000000')).toMatchObject({ error: { code: 'code-refused' } })
    expect(await view(caseNo)).toMatchObject({ parcels: [{ step: 'allocated' }] })
  })

  it('whoever is related to the customer neither packs nor releases (MC-08)', async () => {
    const caseNo = await approved(FIRM)
    await readFirst(caseNo, SOONER)
    await desk.must('contract.declare-relation', {
      contractNo: no(FIRM),
      staff: 'S0140' as never,
      note: '親族',
    })
    await proveSecond(desk, 'S0140', 'pack', caseNo)
    expect(await pack(caseNo, SOONER)).toMatchObject({ error: { code: 'staff-related' } })
    await proveSecond(desk, 'S0127', 'pack', caseNo)
    await pack(caseNo, SOONER)
    const unpack = { ...(await at(caseNo)), why: '送り状が違う' }
    await proveSecond(desk, 'S0140', 'pack', caseNo)
    expect(await desk.ask('dispatch.unpack', unpack)).toMatchObject({ error: { code: 'staff-related' } })
  })

  it('nothing is activated before it was released, before it arrived, or after it came back', async () => {
    const caseNo = await approved(FIRM)
    const refused = { error: { code: 'state-forbids' } }
    expect(await register(caseNo, SOONER)).toMatchObject(refused)
    const judged = () => judgeCode(desk, SOONER, desk.tokenCode(SOONER)).outcome
    expect(judged()).toBe('not-handed-out')
    await posted(caseNo, SOONER)
    desk.clock.advance(60_000)
    expect(judged()).toBe('not-handed-out')
    expect(await register(caseNo, SOONER)).toMatchObject(refused)
    await desk.must('dispatch.come-back', { ...(await at(caseNo)), reason: 'absent' })
    expect(judged()).toBe('not-handed-out')
    expect(await register(caseNo, SOONER)).toMatchObject(refused)
  })

  it('a token of the safe is registered by no other case either', async () => {
    const caseNo = await desk.must('case.open', {
      contractNo: no(EXPIRED),
      target: { kind: 'user', userId: 'mas9' },
      situation: 'token-expired',
      wish: noWish,
      unavailable: [],
      redirectReason: 'ご来店',
    })
    const version = await versionOf(desk, caseNo.caseNo)
    await desk.must('case.save', {
      caseNo: caseNo.caseNo,
      version,
      intake: { ...form(EXPIRED), reason: 'expired', oldSerial: '90000091', redirectReason: 'ご来店' },
    })
    await desk.must('case.submit', await at(caseNo.caseNo))
    await proveIn(desk, caseNo.caseNo)
    await desk.must('approval.approve', { seal: 'matches', typeBack: '0091' }, desk.approval())
    await desk.must('approval.close', {}, desk.approval())
    desk.clock.advance(60 * 60_000)
    expect(await register(caseNo.caseNo, SOONER)).toMatchObject({
      error: { code: 'token-not-handed-out', state: 'in-stock' },
    })
  })
})

describe('registered mail', () => {
  it('is refused with a wrong check digit, and a number is used once', async () => {
    const caseNo = await approved(FIRM)
    expect(
      await desk.ask('dispatch.number', { ...(await at(caseNo)), mailNo: '131-12-38385-2' }),
    ).toMatchObject({
      error: { code: 'not-packed' },
    })
    await posted(caseNo, SOONER)
    const other = await approved(EXPIRED, { purpose: 'expired' })
    await packed(other, LATER)
    const number = async (mailNo: string) => desk.ask('dispatch.number', { ...(await at(other)), mailNo })
    expect(await number('131-12-38385-3')).toMatchObject({
      error: { code: 'mail-no-malformed', reason: 'check-digit' },
    })
    expect(await number('131-12-38385-2')).toMatchObject({ error: { code: 'mail-no-used', caseNo } })
  })

  it('that comes back holds the start date, and goes out again with a supervisor (E-10, R-003-09)', async () => {
    const caseNo = await approved(FIRM)
    await posted(caseNo, SOONER)
    expect(await desk.ask('dispatch.confirm-start', await at(caseNo))).toMatchObject({
      error: { code: 'start-before-delivery' },
    })
    await desk.must('dispatch.come-back', { ...(await at(caseNo)), reason: 'unknown-address' })
    expect(await state(caseNo)).toBe('returned')
    expect(stockState(desk, SOONER)).toBe('undelivered')
    expect(await view(caseNo)).toMatchObject({
      startState: 'held',
      judgement: 'held',
      parcels: [{ returnReason: 'unknown-address' }],
    })
    const again = async () =>
      desk.ask('dispatch.send-again', { ...(await at(caseNo)), how: 'counter', note: 'ご来店で受け取り' })
    expect(await again()).toMatchObject({ error: { code: 'second-missing' } })
    await proveSecond(desk, 'S0127', 'send-again', caseNo)
    expect(await again()).toMatchObject({ ok: true })
    expect(await state(caseNo)).toBe('awaiting-dispatch')
    desk.clock.advance(60_000)
    await packed(caseNo, SOONER)
    await desk.must('dispatch.hand-out', {
      ...(await at(caseNo)),
      visitorName: '霧野 誠',
      identity: 'driving-licence',
      identityLast4: '4471',
    })
    // Held until two people have set it anew, even now that the customer has it.
    expect(await desk.ask('dispatch.confirm-start', await at(caseNo))).toMatchObject({
      error: { code: 'start-before-delivery' },
    })
    const move = async (startOn: string) =>
      desk.ask('dispatch.move-start', { ...(await at(caseNo)), startOn: day(startOn), reason: '返戻のため' })
    expect(await move('2026-11-20')).toMatchObject({ error: { code: 'start-in-past' } })
    expect(await move('2026-12-21')).toMatchObject({ error: { code: 'second-missing' } })
    await proveSecond(desk, 'S0131', 'move-start', caseNo)
    expect(await move('2026-12-21')).toMatchObject({ ok: true })
    await desk.must('dispatch.confirm-start', await at(caseNo))
    expect(await view(caseNo)).toMatchObject({ startOn: '2026-12-21', startState: 'confirmed' })
  })

  it('that is lost leaves a tombstone, and a replacement is sent (郵便事故)', async () => {
    const caseNo = await approved(FIRM)
    await posted(caseNo, SOONER)
    await proveSecond(desk, 'S0127', 'lose-in-post', caseNo)
    await desk.must('dispatch.lost', { ...(await at(caseNo)), note: '郵便局の調査で所在不明' })
    expect(stockState(desk, SOONER)).toBe('lost-in-post')
    expect(await state(caseNo)).toBe('awaiting-dispatch')
    const { tombstone } = await desk.must('token.view', { serial: Serial.parse(SOONER) })
    expect(tombstone).toBe('lost')
    const { serial } = await desk.must('dispatch.allocate', { ...(await at(caseNo)), serial: '' })
    expect(serial).toBe(LATER)
    await packed(caseNo, LATER)
    expect((await view(caseNo)).parcels).toMatchObject([
      { step: 'packed', serial: LATER },
      { serial: SOONER, lostAt: expect.any(String) },
    ])
  })

  it('is red when its start date is at risk, and the list begins with the earliest (R-003-07)', async () => {
    const early = await approved(FIRM, { startOn: day('2026-12-02') })
    const late = await approved(EXPIRED, { purpose: 'expired', startOn: day('2026-12-21') })
    const board = async () =>
      (await desk.must('dispatch.board', { list: 'pack' })).map((row) => [row.case.caseNo, row.judgement])
    expect(await board()).toEqual([
      [early, 'in-time'],
      [late, 'in-time'],
    ])
    desk.clock.advance(6 * 24 * 60 * 60_000)
    await desk.must('session.sign-out', {}).catch(() => undefined)
    await desk.signIn('S0101')
    expect(await board()).toEqual([
      [early, 'at-risk'],
      [late, 'in-time'],
    ])
    expect(await desk.must('dispatch.counts', {})).toMatchObject({ pack: 2, atRisk: 1 })
    desk.clock.advance(7 * 24 * 60 * 60_000)
    await desk.must('session.sign-out', {}).catch(() => undefined)
    await desk.signIn('S0101')
    expect((await board())[0]).toEqual([early, 'too-late'])
  })

  it('that arrived and was brought back before its first code is followed by another, and only then', async () => {
    const caseNo = await approved(FIRM)
    await posted(caseNo, SOONER)
    await desk.must('dispatch.arrive', { ...(await at(caseNo)), how: 'customer' })
    const another = async () => desk.ask('dispatch.allocate', { ...(await at(caseNo)), serial: '' })
    expect(await another()).toMatchObject({ error: { code: 'state-forbids' } })
    await desk.must('stock.move', {
      serial: SOONER,
      service: 'P003',
      event: 'bring-back',
      why: '数字が見えない',
    })
    expect(await another()).toMatchObject({ ok: true, value: { serial: LATER } })
    expect(await state(caseNo)).toBe('awaiting-dispatch')
    expect(await register(caseNo, SOONER)).toMatchObject({ error: { code: 'state-forbids' } })
  })

  it('may be opened again before it leaves, by two people, and is then read anew', async () => {
    const caseNo = await approved(FIRM)
    await packed(caseNo, SOONER)
    const unpack = async () => desk.ask('dispatch.unpack', { ...(await at(caseNo)), why: '送り状が違う' })
    expect(await unpack()).toMatchObject({ error: { code: 'second-missing' } })
    await proveSecond(desk, 'S0140', 'pack', caseNo)
    expect(await unpack()).toMatchObject({ ok: true })
    expect(stockState(desk, SOONER)).toBe('reserved')
    expect(await view(caseNo)).toMatchObject({ parcels: [{ step: 'allocated', serial: null }] })
  })
})
