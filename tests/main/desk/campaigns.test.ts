import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noWish } from '#shared/asks'
import { ContractNo } from '#shared/ids'
import type { MasterContract } from '#shared/master'
import { csvLines } from '../../../build/sample/csv.ts'
import { WALKED } from '../../../build/sample/walked.ts'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'

/** Tokens whose days are numbered: of a vendor that takes no new ones, and those that expire. */

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

let dir: string
let desk: TestDesk
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-campaigns-'))
  const path = join(dir, '契約.csv')
  writeFileSync(path, [...csvLines([legacy, ending])].join('\n'))
  desk = await openDesk({
    surroundings: {
      files: { chooseMaster: async () => ({ path, name: '契約.csv' }), savePdf: async () => undefined },
    },
  })
  await desk.signIn('S0150')
  const plan = await desk.must('master.rehearse', {})
  expect(plan).toMatchObject({ new: 2, rejected: 0 })
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
