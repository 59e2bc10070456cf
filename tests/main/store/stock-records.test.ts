import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordKind } from '#main/store/records'
import type { RecordData, RecordState } from '#main/store/stock-records'
import type { Writes } from '#main/store/tables'
import { BranchNo, CalendarDate, type Instant, type ParcelId, Serial, StaffNo } from '#shared/ids'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { inStore } from '../../fixtures/stock.ts'

/** Numbered records: stocktakes, destructions, transfers, mail bags, campaigns; and the branches we know. */

let desk: TestDesk
beforeAll(async () => {
  desk = await openDesk()
  await desk.signIn('S0101')
})
afterAll(() => desk.close())

const staff = StaffNo.parse('S0101')
const second = StaffNo.parse('S0127')
const reads = () => {
  const { branch } = desk.premises
  if (branch === undefined) throw new Error('no store is open')
  return branch.store.read.stockRecords
}
const open = <K extends RecordKind>(
  db: Writes,
  at: Instant,
  kind: K,
  state: RecordState<K>,
  data: RecordData<K>,
  branchNo = '999',
) => db.stockRecords.open(kind, branchNo, { state, service: 'P003', at, staff, second, data })
const stocktake = { model: null, reason: '', expected: null, missing: [], surplus: [] }
const transfer: RecordData<'transfer'> = {
  direction: 'out',
  id: '0123456789abcdef0123456789abcdef',
  branchNo: BranchNo.parse('012'),
  branchName: '霞野駅前支店',
  fingerprint: 'AAAA BBBB',
  tokens: [Serial.parse('93010001')],
  digest: 'a'.repeat(64),
  document: '{}',
  answer: null,
  reason: null,
  settledAt: null,
  settledBy: null,
  settledSecond: null,
}

describe('a record', () => {
  it('has the next number of its kind and branch, and is found as nothing else', () => {
    const numbers = inStore(desk, (db, at) => [
      open(db, at, 'stocktake', 'counting', stocktake).record,
      open(db, at, 'stocktake', 'counting', stocktake).record,
      open(db, at, 'bag', 'posted', { parcels: ['999-261120-001/1' as ParcelId] }).record,
      open(db, at, 'campaign', 'open', { model: null, until: CalendarDate.parse('2027-04-01') }).record,
      open(db, at, 'stocktake', 'counting', stocktake, '012').record,
    ])
    expect(numbers).toEqual([
      'ST-999-000001',
      'ST-999-000002',
      'MB-999-000001',
      'CP-999-000001',
      'ST-012-000001',
    ])
    const [first, , bag] = numbers
    if (first === undefined || bag === undefined) throw new Error('no number')
    expect(reads().find('stocktake', first)?.data).toEqual(stocktake)
    expect(reads().find('bag', first)).toBeUndefined()
    expect(reads().find('bag', bag)?.data.parcels).toEqual(['999-261120-001/1'])
    expect(reads().inState('stocktake', 'counting')).toHaveLength(3)
    expect(reads().all('destruction')).toEqual([])
  })

  it('holds the particulars of its kind and no others', () => {
    const wrong = { ...stocktake, expected: 'many' } as unknown as RecordData<'stocktake'>
    expect(() => inStore(desk, (db, at) => open(db, at, 'stocktake', 'counting', wrong))).toThrow()
    const record = inStore(desk, (db, at) => open(db, at, 'stocktake', 'counting', stocktake).record)
    expect(() =>
      inStore(desk, (db) => {
        const row = db.stockRecords.find('stocktake', record)
        if (row !== undefined) db.stockRecords.change(row, { data: wrong })
      }),
    ).toThrow()
    const changed = inStore(desk, (db, at) => {
      const row = db.stockRecords.find('stocktake', record)
      if (row === undefined) throw new Error('no record')
      return db.stockRecords.change(row, {
        state: 'agreed',
        closed_at: at,
        data: { ...stocktake, expected: 3 },
      })
    })
    expect(reads().find('stocktake', record)).toEqual(changed)
    expect(changed).toMatchObject({ state: 'agreed', data: { expected: 3 } })
  })

  it('of a transfer is known by the number both branches have, once for each direction', () => {
    const [out, back] = inStore(desk, (db, at) => [
      open(db, at, 'transfer', 'sent', transfer).record,
      open(db, at, 'transfer', 'received', { ...transfer, direction: 'in' }).record,
    ])
    expect(reads().transferWithId(transfer.id, 'out')?.record).toBe(out)
    expect(reads().transferWithId(transfer.id, 'in')?.record).toBe(back)
    expect(reads().transferWithId('f'.repeat(32), 'in')).toBeUndefined()
  })
})

describe('a letter', () => {
  it('of each round goes once', () => {
    const [link] = desk.premises.branch?.store.read.tokens.links('KH00008812') ?? []
    if (link === undefined) throw new Error('no link')
    const serial = Serial.parse('78106420')
    const sent = inStore(desk, (db, at) => {
      const { record } = open(db, at, 'campaign', 'open', {
        model: null,
        until: CalendarDate.parse('2027-04-01'),
      })
      db.stockRecords.addLetter(record, link.link, serial, at)
      const send = (round: 1 | 2, to = link.link) => db.stockRecords.letterSent(record, to, round, at)
      const answers = [send(1), send(1), send(2), send(2), send(1, 'nobody')]
      expect(db.stockRecords.letter(record, link.link)).toMatchObject({ first_at: at, second_at: at })
      return answers
    })
    expect(sent).toEqual([true, false, true, false, false])
  })
})

describe('another branch', () => {
  const peer = {
    branch_no: BranchNo.parse('012'),
    branch_name: '霞野駅前支店',
    institution: '霞野信用金庫',
    fingerprint: 'AAAA BBBB',
    introduction: '{}',
    staff,
    second,
  }

  it('is known by two persons, and its new introduction takes the place of the old one', () => {
    inStore(desk, (db, since) => db.stockRecords.meet({ ...peer, since }))
    inStore(desk, (db, since) => db.stockRecords.meet({ ...peer, since, fingerprint: 'CCCC DDDD' }))
    expect(reads().peers()).toHaveLength(1)
    expect(reads().peer(peer.branch_no)).toMatchObject({ fingerprint: 'CCCC DDDD' })
    expect(() =>
      inStore(desk, (db, since) =>
        db.stockRecords.meet({ ...peer, branch_no: BranchNo.parse('013'), since, second: staff }),
      ),
    ).toThrow('CHECK')
  })
})
