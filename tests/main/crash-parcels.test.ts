import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noWish } from '#shared/asks'
import { CalendarDate, type CaseNo, ContractNo } from '#shared/ids'
import { formFor, openDesk, START } from '../fixtures/desk.ts'
import { runAndKill } from '../fixtures/killed.ts'
import { putStock } from '../fixtures/stock.ts'
import { proveIn, stateOf, versionOf } from '../fixtures/walk.ts'

/** A parcel is read, packed, numbered, posted, comes back and goes out again; at any moment the program is killed. */

/** Sampled; all two hundred under `npm run test:long`. */
const KILLS = process.env.MADOGUCHI_LONG === undefined ? 12 : 200
const FOB = '80007001'
const timeOf = (round: number): number => START + (round + 1) * 6 * 60 * 60_000

let dir: string
let caseNo: CaseNo
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-crash-parcels-'))
  const desk = await openDesk({ dir, at: START })
  await desk.signIn('S0101')
  putStock(desk, [FOB])
  const contractNo = ContractNo.parse('KH00008812')
  const contract = desk.premises.branch?.store.read.contracts.record(contractNo)
  ;({ caseNo } = await desk.must('case.open', {
    contractNo,
    target: { kind: 'user', userId: 'kiri-eigyo' },
    situation: 'apply-hardware',
    wish: {
      ...noWish,
      hardware: {
        purpose: 'first',
        model: 'keyfob',
        delivery: 'mail',
        startOn: CalendarDate.parse('2027-02-15'),
        share: null,
      },
    },
    unavailable: [],
    redirectReason: null,
  }))
  const at = async () => ({ caseNo, version: await versionOf(desk, caseNo) })
  await desk.must('case.save', {
    ...(await at()),
    intake: formFor(contract, { addressConfirmed: true }),
  })
  await desk.must('dispatch.allocate', { ...(await at()), serial: FOB })
  await desk.must('case.submit', await at())
  await proveIn(desk, caseNo)
  const typeBack = contract?.account?.number.slice(-4) ?? ''
  await desk.must('approval.approve', { seal: 'matches', typeBack }, desk.approval())
  await desk.must('approval.close', {}, desk.approval())
  expect((await stateOf(desk, caseNo)).state).toBe('awaiting-dispatch')
  desk.close()
}, 60_000)
afterAll(() => rmSync(dir, { recursive: true, force: true }))

type Said = { readonly version: number; readonly step: string }

async function workAndBeKilled(round: number): Promise<Said[]> {
  const at = { answers: round % 7, afterMs: (round * 7919) % 17 }
  const { answers } = await runAndKill('parcel-worker.ts', [dir, timeOf(round), round * 1000], at)
  return answers.map((text) => JSON.parse(text) as Said)
}

describe('a parcel that is on its way while the program is killed', () => {
  it(`stands where its last step left it, in case, parcel, safe and trail alike, over ${KILLS} kills (FLT-01)`, {
    timeout: KILLS * 60_000,
  }, async () => {
    const steps = new Set<string>()
    for (let round = 1; round <= KILLS; round += 1) {
      const said = await workAndBeKilled(round)
      for (const { step } of said) steps.add(step)
      const desk = await openDesk({ dir, at: timeOf(round) + 3 * 60 * 60_000 })
      await desk.signIn('S0102')
      const store = desk.premises.branch?.store
      if (store === undefined) throw new Error('no store is open')
      expect(store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true }, structure: [] })
      const row = store.read.cases.find(caseNo)
      expect(row?.version ?? 0).toBeGreaterThanOrEqual(said.at(-1)?.version ?? 0)
      const parcels = store.read.parcels.ofCase(caseNo)
      const parcel = store.read.parcels.underWay(caseNo)
      const stock = parcel === undefined ? undefined : store.read.stock.find(parcel.serial)
      if (parcel === undefined || stock === undefined) throw new Error('the parcel went away')
      const expected =
        parcel.returned_at !== null
          ? ['returned', 'undelivered']
          : parcel.posted_at !== null
            ? ['in-transit', 'dispatched']
            : ['awaiting-dispatch', parcel.packed_at === null ? 'reserved' : 'packed']
      expect([row?.state, stock.state]).toEqual(expected)
      expect(store.read.stock.movements(stock.serial)[0]?.after).toBe(stock.state)
      const entries = store.trail.ofObject(caseNo).filter(({ outcome }) => outcome === 'done')
      const told = (verb: string) => entries.filter((entry) => entry.verb === verb).length
      expect(told('dispatch.packed')).toBe(parcels.filter(({ packed_at }) => packed_at !== null).length)
      expect(told('dispatch.numbered')).toBe(parcels.filter(({ mail_no }) => mail_no !== null).length)
      expect(told('dispatch.came-back')).toBe(
        parcels.filter(({ returned_at }) => returned_at !== null).length,
      )
      expect(told('dispatch.sent-again')).toBe(parcels.length - 1)
      desk.close()
    }
    expect([...steps].sort()).toEqual(['come-back', 'number', 'pack', 'post', 'read-first', 'send-again'])
  })
})
