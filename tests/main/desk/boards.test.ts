import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noWish } from '#shared/asks'
import { type CaseNo, ContractNo } from '#shared/ids'
import type { MasterContract } from '#shared/master'
import type { InputOf } from '#shared/operations'
import { csvLines } from '../../../build/sample/csv.ts'
import { WALKED } from '../../../build/sample/walked.ts'
import { completeIntake, openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { proveIn, stateOf, versionOf } from '../../fixtures/walk.ts'

/** What the branch looks at without a customer: whose time has come, who is alone, and what runs out. */

const sasaki = WALKED.find((one) => one.contractNo === 'IB00002201')
if (sasaki === undefined) throw new Error('no such contract')
/** A customer of P002 who still has a token of the old vendor, and one of P003 whose fob expires at the year's end. */
const legacy: MasterContract = {
  ...sasaki,
  contractNo: 'IB00009101',
  customerId: '0000009101',
  name: '旧井 守',
  users: sasaki.users.map((user) => ({
    ...user,
    userId: '0000009101',
    name: '旧井 守',
    token: 'VSMT12349101',
    tokenKind: 'soft' as const,
  })),
}
const kirishima = WALKED.find((one) => one.contractNo === 'KH00008812')
if (kirishima === undefined) throw new Error('no such contract')
const ending: MasterContract = {
  ...kirishima,
  contractNo: 'KH00009101',
  name: '期切製作所',
  users: kirishima.users.slice(0, 1).map((user) => ({
    ...user,
    userId: 'kigire01',
    token: '90009101',
    tokenExpiry: '2026-12-30T23:00:00.000Z',
  })),
}
/** A sole master whose phone was changed, and one colleague. */
const sakiyama = WALKED.find((one) => one.contractNo === 'KA00004401')
if (sakiyama === undefined) throw new Error('no such contract')
const alone: MasterContract = {
  ...sakiyama,
  contractNo: 'KA00009101',
  name: '独行商会',
  phone: '0299-00-9101',
  users: sakiyama.users
    .filter(({ role }) => role !== 'admin')
    .map((user) => ({ ...user, userId: `d-${user.role}`, authentication: 'usable' as const })),
}

let dir: string
let desk: TestDesk
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-campaigns-'))
  const path = join(dir, '契約.csv')
  writeFileSync(path, [...csvLines([legacy, ending, alone])].join('\n'))
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
})
afterEach(() => {
  desk.close()
  rmSync(dir, { recursive: true, force: true })
})

describe('tokens whose days are numbered', () => {
  it('of a closed vendor keep working, and stand on the list of those to be moved since its day (R-002-07, R-002-08)', async () => {
    const { users } = await desk.must('contract.view', { contractNo: ContractNo.parse('IB00009101') })
    expect(users).toMatchObject([
      { registration: 'active', authentication: 'usable', serial: 'VSMT12349101' },
    ])
    const { rows } = await desk.must('board.sunset', { list: 'legacy' })
    const found = rows.find(({ contractNo }) => contractNo === 'IB00009101')
    expect(found).toMatchObject({ vendor: 'symantec', closedSince: '2017-07-24', serial: 'VSMT12349101' })
    // Another customer's token of the same service, from an open vendor, is not among them.
    expect(rows.map(({ contractNo }) => contractNo)).not.toContain('IB00002201')
  })

  it('of the old vendor stay with a customer whose token works: they change it alone (R-001-18, R-002-28)', async () => {
    const reply = await desk.ask('case.open', {
      contractNo: ContractNo.parse('IB00009101'),
      target: { kind: 'user', userId: '0000009101' },
      situation: 'change-planned',
      wish: noWish,
      unavailable: [],
      redirectReason: null,
    })
    expect(reply).toMatchObject({ error: { code: 'not-a-branch-job', answer: 'own-administrator' } })
  })

  it('are listed with the very moment they expire, 08:00 in Tokyo (R-003-35)', async () => {
    const { rows } = await desk.must('board.sunset', { list: 'expiring' })
    const found = rows.find(({ contractNo }) => contractNo === 'KH00009101')
    expect(found).toMatchObject({ serial: '90009101', expiresAt: '2026-12-30T23:00:00.000Z' })
    // A fob that is good until 2029 is not.
    expect(rows.map(({ serial }) => serial)).not.toContain('78106420')
  })
})

describe('the board of re-issue clocks', () => {
  const D = ContractNo.parse('KA00009101')

  /** The master's token revoked, now. */
  async function revoked(): Promise<CaseNo> {
    const asked: InputOf<'case.open'> = {
      contractNo: D,
      target: { kind: 'user', userId: 'd-master' },
      situation: 'token-replaced',
      wish: noWish,
      unavailable: [],
      redirectReason: 'ほかに管理者がいない',
    }
    const { caseNo } = await desk.must('case.open', asked)
    const { intake } = await stateOf(desk, caseNo)
    const filled = completeIntake({
      customerId: null,
      customerName: '独行商会',
      accountNumber: '0004401',
      oldSerial: null,
      reason: intake.reason,
      redirectReason: intake.redirectReason,
    })
    const saved = await desk.must('case.save', { caseNo, version: 1, intake: filled })
    await desk.must('case.submit', { caseNo, version: saved.version })
    await proveIn(desk, caseNo)
    await desk.must('approval.approve', { seal: 'matches', typeBack: '4401' }, desk.approval())
    await desk.must('approval.close', {}, desk.approval())
    return caseNo
  }

  it('shows from when a new token may be registered, and whom to call back (R-004-23, R-004-28)', async () => {
    expect(await desk.must('board.reissue', {})).toEqual([])
    const caseNo = await revoked()
    const [row] = await desk.must('board.reissue', {})
    expect(row).toMatchObject({ case: { caseNo }, phone: '0299-00-9101', toConfirm: false, callBack: null })
    const wait = Date.parse(row?.earliest ?? '') - Date.parse(row?.executedAt ?? '')
    expect(wait).toBeGreaterThanOrEqual(30 * 60_000)
    expect(wait).toBeLessThan(31 * 60_000)

    await desk.must('case.call-back', {
      caseNo,
      version: await versionOf(desk, caseNo),
      reached: false,
      note: '留守番電話',
    })
    expect(await desk.must('board.reissue', {})).toMatchObject([{ callBack: { reached: false } }])
  })

  it('lists the case under those that wait for time, and under the customer’s once the time has come (R-004-23)', async () => {
    const caseNo = await revoked()
    const numbers = async (list: 'awaiting-time' | 'awaiting-customer') =>
      (await desk.must('case.list', { list })).map((one) => one.caseNo)
    expect([await numbers('awaiting-time'), await numbers('awaiting-customer')]).toEqual([[caseNo], []])
    desk.clock.advance(31 * 60_000)
    expect([await numbers('awaiting-time'), await numbers('awaiting-customer')]).toEqual([[], [caseNo]])
  })

  it('of last administrators names who is left, and drops a contract that has two again (R-003-29)', async () => {
    const seen = async () => (await desk.must('board.radar', { service: 'P004' })).rows
    const before = (await seen()).find(({ contractNo }) => contractNo === D)
    expect(before).toMatchObject({ usable: 1, administrators: 1, people: [{ usable: true, role: 'master' }] })
    await revoked()
    const after = (await seen()).find(({ contractNo }) => contractNo === D)
    expect(after).toMatchObject({ usable: 0, people: [{ usable: false, registration: 'revoked' }] })
    // Nobody left comes before one left, whatever the contract's number.
    const usable = (await seen()).map((row) => row.usable)
    expect(usable).toEqual(usable.toSorted((a, b) => a - b))
    expect(usable.every((count) => count <= 1)).toBe(true)
  })
})
