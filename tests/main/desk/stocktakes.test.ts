import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noWish } from '#shared/asks'
import { CalendarDate, type CaseNo, ContractNo, type RecordNo, Serial } from '#shared/ids'
import { StockState } from '#shared/stock'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { inStore, linkTo, proveSecond, putStock, stateOf } from '../../fixtures/stock.ts'
import { proveIn, trailOf, versionOf } from '../../fixtures/walk.ts'

/** A blind count, two people who close it, and a third who lets the book follow it. */

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
  await desk.signIn('S0101')
})
afterEach(() => desk.close())

const MODEL = 'fob-under-test'
const KIRISHIMA = 'KH00008812'

const open = async (model: string | null = MODEL): Promise<RecordNo> =>
  (await desk.must('stocktake.open', { service: 'P003', model })).stocktake
const count = async (stocktake: RecordNo, ...serials: string[]) => {
  for (const serial of serials) await desk.must('stocktake.count', { stocktake, serial })
}
/** Closed by whoever is signed in and another. */
const close = async (stocktake: RecordNo, second = 'S0102', reason = '棚の奥を確認済み') => {
  await proveSecond(desk, second, 'stocktake', stocktake)
  return desk.must('stocktake.close', { stocktake, reason })
}
const approve = async (caseNo: CaseNo | null, staff = 'S0127') => {
  if (caseNo === null) throw new Error('there was no difference')
  const proven = await proveIn(desk, caseNo, staff)
  if (!proven.ok) return proven
  const done = await desk.ask('approval.approve', { seal: null, typeBack: null }, desk.approval())
  await desk.must('approval.close', {}, desk.approval())
  return done
}
const rowOf = (serial: string) => {
  const row = desk.premises.branch?.store.read.stock.find(Serial.parse(serial))
  if (row === undefined) throw new Error(`no stock ${serial}`)
  return row
}

describe('a count', () => {
  it('is blind: nothing that is answered before it is closed tells what the book says', async () => {
    putStock(desk, ['92810001', '92810002'], { model: MODEL })
    const stocktake = await open()
    // A token that is expected, one that is not, one that is somebody else’s: the answers are alike.
    putStock(desk, ['92810003'], { model: MODEL, state: 'registered' })
    const answers = []
    for (const serial of ['92810001', '92810003', '99999999']) {
      answers.push(await desk.must('stocktake.count', { stocktake, serial }))
    }
    expect(answers).toEqual([
      { finding: 'counted', serial: '92810001', counted: 1 },
      { finding: 'counted', serial: '92810003', counted: 2 },
      { finding: 'counted', serial: '99999999', counted: 3 },
    ])
    const view = await desk.must('stocktake.view', { stocktake })
    expect(view).toMatchObject({ state: 'counting', counted: 3, expected: null, missing: [], surplus: [] })
    expect((await desk.must('stocktake.list', {})).find((one) => one.stocktake === stocktake)).toEqual(view)
  })

  it('counts each token once, in whatever width it is typed, and takes a slip back', async () => {
    const stocktake = await open()
    await count(stocktake, '92810001')
    expect(await desk.must('stocktake.count', { stocktake, serial: '９２８１ ０００１' })).toEqual({
      finding: 'counted-already',
      serial: '92810001',
      counted: 1,
    })
    expect(await desk.must('stocktake.uncount', { stocktake, serial: '92810001' })).toEqual({ counted: 0 })
    expect(await desk.ask('stocktake.count', { stocktake, serial: '＊' })).toMatchObject({
      error: { code: 'serial-malformed' },
    })
    expect(await desk.ask('stocktake.uncount', { stocktake, serial: '＊' })).toMatchObject({
      error: { code: 'serial-malformed' },
    })
  })

  it('goes on once at a time for the same shelf', async () => {
    const stocktake = await open()
    const again = { error: { code: 'stocktake-open-already', stocktake } }
    expect(await desk.ask('stocktake.open', { service: 'P003', model: MODEL })).toMatchObject(again)
    expect(await desk.ask('stocktake.open', { service: 'P003', model: null })).toMatchObject(again)
    await open('another')
    await desk.must('stocktake.open', { service: 'P002', model: null })
  })

  it('is closed by two, and never changed afterwards', async () => {
    putStock(desk, ['92810001'], { model: MODEL })
    const stocktake = await open()
    await count(stocktake, '92810001')
    expect(await desk.ask('stocktake.close', { stocktake, reason: '' })).toMatchObject({
      error: { code: 'second-missing', purpose: 'stocktake' },
    })
    expect(await close(stocktake)).toEqual({ caseNo: null, missing: 0, surplus: 0 })
    expect(await desk.must('stocktake.view', { stocktake })).toMatchObject({
      state: 'agreed',
      expected: 1,
      secondName: '森 健太',
      caseNo: null,
    })
    const forbidden = { error: { code: 'state-forbids', thing: stocktake, state: 'agreed' } }
    expect(await desk.ask('stocktake.count', { stocktake, serial: '92810002' })).toMatchObject(forbidden)
    expect(await desk.ask('stocktake.uncount', { stocktake, serial: '92810001' })).toMatchObject(forbidden)
    await proveSecond(desk, 'S0102', 'stocktake', stocktake)
    expect(await desk.ask('stocktake.close', { stocktake, reason: '' })).toMatchObject(forbidden)
    // Whatever the code above believed, the database holds the count.
    for (const change of ['count', 'uncount'] as const) {
      expect(() =>
        inStore(desk, (db, at) =>
          change === 'count'
            ? db.stockRecords.count(stocktake, '92810002', at, 'S0101' as never)
            : db.stockRecords.uncount(stocktake, '92810001'),
        ),
      ).toThrow('a closed count is never changed')
    }
  })

  it('is of nothing that nobody has opened', async () => {
    const stocktake = 'ST-999-009999' as RecordNo
    const unknown = { error: { code: 'stocktake-unknown', stocktake } }
    expect(await desk.ask('stocktake.count', { stocktake, serial: '92810001' })).toMatchObject(unknown)
    expect(await desk.ask('stocktake.uncount', { stocktake, serial: '92810001' })).toMatchObject(unknown)
    expect(await desk.ask('stocktake.close', { stocktake, reason: '' })).toMatchObject(unknown)
    expect(await desk.ask('stocktake.view', { stocktake })).toMatchObject(unknown)
  })
})

describe('a difference', () => {
  it('changes the book only after a supervisor who did not count has approved it', async () => {
    putStock(desk, ['92820001', '92820002'], { model: MODEL })
    const stocktake = await open()
    await count(stocktake, '92820001', '99999999')
    const { caseNo, ...found } = await close(stocktake, 'S0127')
    expect(found).toEqual({ missing: 1, surplus: 1 })
    expect(stateOf(desk, '92820002')).toBe('in-stock')
    expect(await desk.must('stocktake.view', { stocktake })).toMatchObject({
      state: 'difference',
      expected: 2,
      missing: [{ serial: '92820002', state: 'in-stock' }],
      surplus: [{ serial: '99999999', state: null }],
      caseNo,
    })
    // The second person stood beside it.
    expect(await approve(caseNo, 'S0127')).toMatchObject({ error: { code: 'approver-is-maker' } })
    await desk.must('approval.close', {}, desk.approval())
    expect(stateOf(desk, '92820002')).toBe('in-stock')
    expect(await approve(caseNo, 'S0131')).toMatchObject({ ok: true })
    expect(stateOf(desk, '92820002')).toBe('missing')
    expect(await desk.must('stocktake.view', { stocktake })).toMatchObject({ state: 'settled' })
    const token = await desk.must('stock.token', { serial: Serial.parse('92820002') })
    expect(token?.movements[0]).toMatchObject({
      event: 'miss',
      staffName: '高橋 美咲',
      secondName: '内田 恵',
      why: '棚の奥を確認済み',
      caseNo,
      record: stocktake,
    })
    if (caseNo === null) throw new Error('no case')
    expect(trailOf(desk, stocktake)).toContain('done stocktake.closed')
  })

  it('is not decided by a supervisor who counted a single token of it', async () => {
    putStock(desk, ['92820001', '92820002'], { model: MODEL })
    const stocktake = await open()
    await count(stocktake, '92820001')
    await desk.must('session.sign-out', {})
    await desk.signIn('S0131')
    await count(stocktake, '92820009')
    await desk.must('session.sign-out', {})
    desk.clock.advance(60_000)
    await desk.signIn('S0101')
    const { caseNo } = await close(stocktake)
    expect(await approve(caseNo, 'S0131')).toMatchObject({ error: { code: 'approver-is-maker' } })
  })

  it('that is rejected leaves the book and stands as a difference for ever', async () => {
    putStock(desk, ['92820001'], { model: MODEL })
    const stocktake = await open()
    const { caseNo } = await close(stocktake)
    if (caseNo === null) throw new Error('no case')
    await proveIn(desk, caseNo, 'S0127')
    await desk.must('approval.reject', { reason: '数え直す' }, desk.approval())
    await desk.must('approval.close', {}, desk.approval())
    expect(stateOf(desk, '92820001')).toBe('in-stock')
    expect(await desk.must('stocktake.view', { stocktake })).toMatchObject({ state: 'difference', caseNo })
    // And the shelf can be counted again.
    await open()
  })

  it('brings found tokens back by the way their state has, and records the rest', async () => {
    const serials = Object.fromEntries(
      StockState.options.map((state, index) => [state, `9283${String(index).padStart(4, '0')}`]),
    ) as Record<StockState, string>
    for (const state of StockState.options) putStock(desk, [serials[state]], { model: MODEL, state })
    const linked = '92839999'
    putStock(desk, [linked], { model: MODEL, state: 'registered' })
    linkTo(desk, linked, KIRISHIMA, 'kiri-eigyo')
    const stocktake = await open()
    await count(stocktake, ...Object.values(serials), linked)
    const { caseNo, missing, surplus } = await close(stocktake)
    expect(missing).toBe(0)
    // Nine of eighteen states are here by the book.
    expect(surplus).toBe(9 + 1)
    expect(await approve(caseNo)).toMatchObject({ ok: true })
    const after = Object.fromEntries(
      StockState.options
        .map((state) => [state, stateOf(desk, serials[state])] as const)
        .filter(([before, now]) => before !== now),
    )
    expect(after).toEqual({
      missing: 'received',
      dispatched: 'undelivered',
      delivered: 'returned-by-customer',
      registered: 'returned-by-customer',
    })
    // A user still signs in with it: somebody has to take it from them first.
    expect(stateOf(desk, linked)).toBe('registered')
  })

  it('does not touch what has been moved since it was counted', async () => {
    putStock(desk, ['92840001', '92840002'], { model: MODEL })
    const stocktake = await open()
    const { caseNo } = await close(stocktake)
    // It lay on the desk all the time, and went to a customer.
    await desk.must('stock.move', { serial: '92840001', service: 'P003', event: 'reject', why: '画面が暗い' })
    expect(await approve(caseNo)).toMatchObject({ ok: true })
    expect(stateOf(desk, '92840001')).toBe('initial-defect')
    expect(stateOf(desk, '92840002')).toBe('missing')
  })

  it('sets an application free whose token is gone: it takes another', async () => {
    putStock(desk, ['92860001', '92860002'])
    const { caseNo: application } = await desk.must('case.open', {
      contractNo: ContractNo.parse(KIRISHIMA),
      target: { kind: 'user', userId: 'kiri-eigyo' },
      situation: 'apply-hardware',
      wish: {
        ...noWish,
        hardware: {
          purpose: 'first',
          model: 'keyfob',
          delivery: 'mail',
          startOn: CalendarDate.parse('2026-12-21'),
          share: null,
        },
      },
      unavailable: [],
      redirectReason: null,
    })
    const allocate = async (serial = '') =>
      desk.must('dispatch.allocate', {
        caseNo: application,
        version: await versionOf(desk, application),
        serial,
      })
    expect(await allocate('92860001')).toMatchObject({ serial: '92860001' })
    const stocktake = await open('keyfob')
    await count(stocktake, '92860002')
    expect(await approve((await close(stocktake)).caseNo)).toMatchObject({ ok: true })
    expect(rowOf('92860001')).toMatchObject({ state: 'missing', case_no: null })
    expect(await allocate()).toMatchObject({ serial: '92860002' })
  })

  it('is none where a token of another model lies on the shelf: the book has it here', async () => {
    putStock(desk, ['92850001'], { model: MODEL })
    putStock(desk, ['92850002'], { model: 'another' })
    const stocktake = await open()
    await count(stocktake, '92850001', '92850002')
    expect(await close(stocktake)).toEqual({ caseNo: null, missing: 0, surplus: 0 })
    expect(rowOf('92850002').state).toBe('in-stock')
  })
})
