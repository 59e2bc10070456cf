import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RecordNo, Serial } from '#shared/ids'
import type { InputOf } from '#shared/operations'
import type { StockState } from '#shared/stock'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { inStore, linkTo, proveSecond, putStock, stateOf } from '../../fixtures/stock.ts'
import { trailOf } from '../../fixtures/walk.ts'

/** What clerks do in front of the safe, and what the safe does not let them do. */

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
  await desk.signIn('S0101')
})
afterEach(() => desk.close())

const MODEL = 'fob-under-test'
/** A P003 contract of the practice branch, and a user of it who has no token. */
const KIRISHIMA = 'KH00008812'
const USER = 'kiri-eigyo'

const tombstoneOf = (serial: string) =>
  desk.premises.branch?.store.read.tokens.find(Serial.parse(serial))?.tombstone
const bury = (serial: string, tombstone: 'lost' | 'stolen' | 'retired') =>
  inStore(desk, (db) => {
    const token = db.tokens.find(Serial.parse(serial))
    if (token !== undefined) db.tokens.change(token, { tombstone })
  })
const tokenOf = async (serial: string) => {
  const found = await desk.must('stock.token', { serial: Serial.parse(serial) })
  if (found === null) throw new Error(`no stock ${serial}`)
  return found
}
const refusal = async (asked: Promise<{ ok: boolean }>) => {
  const reply = (await asked) as { ok: boolean; error?: unknown }
  if (reply.ok) throw new Error('it was not refused')
  return reply.error
}

describe('a serial as it is typed', () => {
  const look = (typed: string, service: 'P002' | 'P003' = 'P002') =>
    desk.must('stock.look', { service, typed })

  it('is folded and never corrected; the place that looks alike is pointed at (R-002-22)', async () => {
    putStock(desk, ['2Z0716018FK2'], { service: 'P002', model: 'hardware-1' })
    expect(await look(' 2z07-1601８fk2 ')).toMatchObject({
      serial: '2Z0716018FK2',
      finding: 'ours',
      state: 'in-stock',
      suggestion: null,
    })
    expect(await look('2Z07160I8FK2')).toEqual({
      serial: '2Z07160I8FK2',
      finding: 'not-ours',
      state: null,
      suggestion: '2Z0716018FK2',
      place: 8,
      typed: 'I',
      meant: '1',
    })
    // Two at once, and none that only nearly looks alike.
    expect(await look('ZZ071601BFK2')).toMatchObject({ suggestion: '2Z0716018FK2', place: 1 })
    expect(await look('2Z0716017FK2')).toMatchObject({ finding: 'not-ours', suggestion: null })
  })

  it('is not ours when it is another service’s, or was never received (R-002-32, R-003-14)', async () => {
    putStock(desk, ['91810641'], { service: 'P003', model: MODEL })
    expect(await look('91810641', 'P003')).toMatchObject({ finding: 'ours' })
    expect(await look('91810641', 'P002')).toMatchObject({
      finding: 'not-ours',
      state: null,
      suggestion: null,
    })
    expect(await look('91810642', 'P003')).toMatchObject({ finding: 'not-ours' })
    expect(await look('')).toMatchObject({ finding: 'empty' })
    expect(await look('12')).toMatchObject({ finding: 'malformed' })
    expect(await look('7810*641')).toMatchObject({ finding: 'malformed' })
  })
})

describe('a box', () => {
  const serials = ['91820001', '91820002', '91820003']
  let box: RecordNo
  beforeEach(() => {
    // 29 September 23:00 UTC is the morning of 30 September in Tokyo, 08:00.
    box = putStock(desk, serials, { model: MODEL, state: 'received', validUntil: '2031-09-29T23:00:00.000Z' })
  })
  const inspect = (changes: Partial<InputOf<'stock.inspect-box'>> = {}) =>
    desk.ask('stock.inspect-box', {
      box,
      counted: 3,
      printedExpiry: '2031/09',
      defects: [],
      reason: null,
      ...changes,
    })

  it('is inspected as counted, and what is printed becomes an instant in Tokyo (R-003-14, R-003-35)', async () => {
    expect(await inspect({ defects: ['９１８２０００２'] })).toMatchObject({
      ok: true,
      value: { inspected: 2, defects: 1 },
    })
    expect(serials.map((serial) => stateOf(desk, serial))).toEqual([
      'inspected',
      'initial-defect',
      'inspected',
    ])
    expect((await tokenOf('91820001')).row.printedExpiry).toBe('2031-09-29T23:00:00.000Z')
    expect(trailOf(desk, box)).toContain('done stock.inspected')
  })

  it('is not inspected when fewer or more are counted than came', async () => {
    for (const counted of [2, 4]) {
      expect(await refusal(inspect({ counted }))).toEqual({ code: 'count-differs', counted, expected: 3 })
    }
    expect(stateOf(desk, '91820001')).toBe('received')
  })

  it('is not inspected when another expiry is printed than the file has, unless somebody says why (R-003-14)', async () => {
    expect(await refusal(inspect({ printedExpiry: '令和13年8月' }))).toEqual({
      code: 'expiry-differs',
      printed: '2031-08-31',
      file: '2031-09-30',
    })
    expect(await refusal(inspect({ printedExpiry: '08/31' }))).toMatchObject({ code: 'expiry-unreadable' })
    expect(await inspect({ printedExpiry: '令和13年8月', reason: '納入元へ照会済み' })).toMatchObject({
      ok: true,
    })
    const { row, movements } = await tokenOf('91820001')
    expect(row).toMatchObject({
      printedExpiry: '2031-08-30T23:00:00.000Z',
      validUntil: '2031-09-29T23:00:00.000Z',
    })
    expect(movements[0]).toMatchObject({ event: 'inspect', why: '納入元へ照会済み', staffName: '高橋 美咲' })
  })

  it('takes no defect that is not in it, and is inspected once', async () => {
    expect(await refusal(inspect({ defects: ['91820009'] }))).toEqual({
      code: 'serial-not-ours',
      serial: '91820009',
    })
    await inspect()
    expect(await refusal(inspect())).toMatchObject({ code: 'state-forbids', thing: box })
    expect(await refusal(inspect({ box: RecordNo.parse('BX-999-999999') }))).toMatchObject({
      code: 'box-unknown',
    })
  })

  it('goes into the safe before the eyes of two, by a proof for exactly this box', async () => {
    await inspect()
    const shelve = () => desk.ask('stock.shelve-box', { box })
    expect(await refusal(shelve())).toMatchObject({ code: 'second-missing', purpose: 'shelve' })
    await proveSecond(desk, 'S0102', 'shelve', 'BX-999-000777')
    expect(await refusal(shelve())).toMatchObject({ code: 'second-missing' })
    expect(stateOf(desk, '91820001')).toBe('inspected')
    await proveSecond(desk, 'S0102', 'shelve', box)
    expect(await shelve()).toMatchObject({ ok: true, value: { shelved: 3 } })
    const { movements } = await tokenOf('91820001')
    expect(movements.map(({ event, staffName, secondName }) => [event, staffName, secondName])).toEqual([
      ['shelve', '高橋 美咲', '森 健太'],
      ['inspect', '高橋 美咲', null],
      ['receive', '中村 隆', '内田 恵'],
    ])
    expect(await refusal(shelve())).toMatchObject({ code: 'state-forbids' })
    expect(await desk.must('stock.boxes', {})).toContainEqual(
      expect.objectContaining({ box, tokens: 3, received: 0, inspected: 0, inStock: 3 }),
    )
  })

  it('stays closed to the second person’s proof when two minutes have passed', async () => {
    await inspect()
    await proveSecond(desk, 'S0102', 'shelve', box)
    desk.clock.advance(120_000)
    expect(await refusal(desk.ask('stock.shelve-box', { box }))).toMatchObject({ code: 'second-expired' })
    expect(stateOf(desk, '91820001')).toBe('inspected')
  })
})

describe('one token', () => {
  const S = '91830001'
  type Move = InputOf<'stock.move'>
  const move = (event: Move['event'], changes: Partial<Move> = {}) =>
    desk.ask('stock.move', { serial: S, service: 'P003', event, why: '窓口で', ...changes })
  const put = (state: StockState, service: 'P002' | 'P003' = 'P003') =>
    putStock(desk, [S], { service, model: MODEL, state })

  it('comes back from its customer only when nobody is linked to it any more', async () => {
    put('registered')
    linkTo(desk, S, KIRISHIMA, USER)
    expect(await refusal(move('bring-back'))).toEqual({
      code: 'token-still-linked',
      serial: S,
      contractNo: KIRISHIMA,
    })
    expect(await refusal(move('lose'))).toMatchObject({ code: 'token-still-linked' })
    linkTo(desk, S, KIRISHIMA, USER, { registration: 'revoked', authentication: 'none' })
    expect(await move('bring-back')).toMatchObject({ ok: true, value: { state: 'returned-by-customer' } })
  })

  it('goes to another user only where the service says so, after inspection, before two (R-003-41)', async () => {
    put('returned-by-customer')
    // No way from the counter into the safe without being looked at.
    expect(await refusal(move('shelve'))).toMatchObject({ code: 'state-forbids' })
    expect(await move('inspect')).toMatchObject({ ok: true })
    expect(await refusal(move('shelve'))).toMatchObject({ code: 'second-missing', purpose: 'stock-move' })
    await proveSecond(desk, 'S0102', 'stock-move', S)
    expect(await move('shelve')).toMatchObject({ ok: true, value: { state: 'in-stock' } })
    expect((await tokenOf(S)).row).toMatchObject({ contractNo: null, caseNo: null })
  })

  it('stays out of the safe where the guide does not allow another user, but not if none has had it', async () => {
    put('returned-by-customer', 'P002')
    await move('inspect', { service: 'P002' })
    await proveSecond(desk, 'S0102', 'stock-move', S)
    expect(await refusal(move('shelve', { service: 'P002' }))).toEqual({
      code: 'never-returns',
      tombstone: 'retired',
    })
    putStock(desk, ['91830002'], { service: 'P002', model: MODEL, state: 'undelivered' })
    await move('inspect', { service: 'P002', serial: '91830002' })
    await proveSecond(desk, 'S0102', 'stock-move', '91830002')
    expect(await move('shelve', { service: 'P002', serial: '91830002' })).toMatchObject({ ok: true })
  })

  it.each(['lost', 'stolen', 'retired'] as const)(
    'that was %s never lies in the safe again, whoever stands beside (OTP-04)',
    async (tombstone) => {
      const box = put('returned-by-customer')
      bury(S, tombstone)
      await move('inspect')
      await proveSecond(desk, 'S0127', 'stock-move', S)
      expect(await refusal(move('shelve'))).toEqual({ code: 'never-returns', tombstone })
      await proveSecond(desk, 'S0127', 'shelve', box)
      expect(await refusal(desk.ask('stock.shelve-box', { box }))).toMatchObject({ code: 'state-forbids' })
      expect(stateOf(desk, S)).toBe('inspected')
    },
  )

  it('that its customer lost is marked for good', async () => {
    put('delivered')
    expect(await refusal(move('lose', { why: ' ' }))).toEqual({ code: 'reason-needed' })
    expect(await move('lose')).toMatchObject({ ok: true, value: { state: 'lost-by-customer' } })
    expect(tombstoneOf(S)).toBe('lost')
  })

  it('needs a reason to be called defective or run down, and is moved by nobody who only reads', async () => {
    put('in-stock')
    expect(await refusal(move('reject', { why: '' }))).toEqual({ code: 'reason-needed' })
    expect(await refusal(move('run-down', { why: '' }))).toEqual({ code: 'reason-needed' })
    expect(await refusal(move('inspect'))).toMatchObject({ code: 'state-forbids', state: 'in-stock' })
    expect(await refusal(move('reject', { serial: '9183' }))).toMatchObject({ code: 'serial-not-ours' })
    expect(await refusal(move('reject', { serial: '！' }))).toMatchObject({ code: 'serial-malformed' })
    expect(await refusal(move('reject', { service: 'P002' }))).toMatchObject({ code: 'serial-not-ours' })
    expect(await move('reject')).toMatchObject({ ok: true, value: { state: 'initial-defect' } })
    await desk.must('session.sign-out', {})
    await desk.signIn('S0160')
    expect(await refusal(move('reject'))).toMatchObject({ code: 'role-forbids' })
  })

  it('that an open case holds is not moved behind the case’s back', async () => {
    const { caseNo } = await desk.must('loss.stop', {
      contractNo: KIRISHIMA as never,
      target: { kind: 'user', userId: 'kiri-adm01' },
      how: 'suspicious',
      callBackNumber: null,
    })
    putStock(desk, ['91830003'], {
      model: MODEL,
      state: 'undelivered',
      changes: { case_no: caseNo },
    })
    expect(await refusal(move('inspect', { serial: '91830003' }))).toMatchObject({
      code: 'state-forbids',
      state: 'undelivered',
    })
    await proveSecond(desk, 'S0127', 'destroy')
    expect(
      await refusal(
        desk.ask('stock.destroy', { service: 'P003', serials: ['91830003'], method: 'crushed', why: '返戻' }),
      ),
    ).toMatchObject({ code: 'state-forbids' })
    expect(stateOf(desk, '91830003')).toBe('undelivered')
  })
})

describe('destroying', () => {
  const destroy = (serials: string[], why = '電池切れ') =>
    desk.ask('stock.destroy', { service: 'P003', serials, method: 'crushed', why })

  it('is done before a supervisor, is on record, and buries the token', async () => {
    putStock(desk, ['91840001', '91840002'], { model: MODEL, state: 'battery-end' })
    putStock(desk, ['91840003'], { model: MODEL, state: 'lost-by-customer' })
    bury('91840003', 'stolen')
    const all = ['91840001', '９１８４０００２', '91840003']
    expect(await refusal(destroy(all))).toMatchObject({ code: 'second-missing', purpose: 'destroy' })
    expect(
      await refusal(
        desk.ask('second.prove', {
          purpose: 'destroy',
          about: '',
          staff: 'S0102',
          passphrase: 'practice mori kenta',
          code: desk.staffCode('S0102'),
        }),
      ),
    ).toMatchObject({ code: 'second-not-supervisor' })
    await proveSecond(desk, 'S0127', 'destroy')
    const done = await destroy(all)
    expect(done).toMatchObject({ ok: true, value: { destroyed: 3 } })
    expect(['91840001', '91840002', '91840003'].map(tombstoneOf)).toEqual(['retired', 'retired', 'stolen'])
    const [newest] = await desk.must('stock.destructions', {})
    expect(newest).toMatchObject({
      service: 'P003',
      byName: '高橋 美咲',
      witnessName: '中村 隆',
      method: 'crushed',
      why: '電池切れ',
      tokens: [
        { serial: '91840001', model: MODEL, before: 'battery-end' },
        { serial: '91840002', before: 'battery-end' },
        { serial: '91840003', before: 'lost-by-customer' },
      ],
    })
    const { row, movements } = await tokenOf('91840001')
    expect(row.state).toBe('destroyed')
    expect(movements[0]).toMatchObject({ event: 'destroy', record: newest?.record, secondName: '中村 隆' })
    // The record counts on.
    putStock(desk, ['91840004'], { model: MODEL, state: 'initial-defect' })
    await proveSecond(desk, 'S0131', 'destroy')
    await destroy(['91840004'], '初期不良')
    const [next] = await desk.must('stock.destructions', {})
    expect(Number(next?.record.slice(-6))).toBe(Number(newest?.record.slice(-6)) + 1)
  })

  it('is all or nothing: one token that may not be destroyed keeps the others too', async () => {
    putStock(desk, ['91840011'], { model: MODEL, state: 'battery-end' })
    putStock(desk, ['91840012'], { model: MODEL, state: 'registered' })
    putStock(desk, ['91840013'], { model: MODEL, state: 'returned-by-customer' })
    linkTo(desk, '91840013', KIRISHIMA, USER)
    await proveSecond(desk, 'S0127', 'destroy')
    for (const [serials, code] of [
      [['91840011', '91840012'], 'state-forbids'],
      [['91840011', '91840013'], 'token-still-linked'],
      [['91840011', '91840011'], 'serial-twice'],
      [['91840011', '91849999'], 'serial-not-ours'],
      [['91840011', '*'], 'serial-malformed'],
    ] as const) {
      expect(await refusal(destroy([...serials])), code).toMatchObject({ code })
    }
    expect(await refusal(destroy(['91840011'], ' '))).toEqual({ code: 'reason-needed' })
    expect(stateOf(desk, '91840011')).toBe('battery-end')
    // Nothing of this has used the second person's proof up.
    expect(await destroy(['91840011'])).toMatchObject({ ok: true })
  })
})

describe('what the safe tells', () => {
  const modelNow = async () => {
    const found = (await desk.must('stock.models', {})).find(
      ({ service, model }) => service === 'P003' && model === 'keyfob',
    )
    if (found === undefined) throw new Error('no such model')
    return found
  }

  it('of a model: how many are where, what runs out and what is too little', async () => {
    const stock = Array.from({ length: 12 }, (_, index) => `9185100${index.toString(16).toUpperCase()}`)
    putStock(desk, stock)
    const before = await modelNow()
    expect(before).toMatchObject({ periodSeconds: 60, leadDays: 20, reorderLevel: 10, low: false })
    putStock(desk, ['91850001', '91850002'], { validUntil: '2026-12-31T00:00:00.000Z', state: 'registered' })
    putStock(desk, ['91850003'], { validUntil: '2026-11-01T00:00:00.000Z' })
    const after = await modelNow()
    expect(after.counts.registered).toBe((before.counts.registered ?? 0) + 2)
    expect(after.counts['in-stock']).toBe((before.counts['in-stock'] ?? 0) + 1)
    expect(after.expiring.in3).toBe(before.expiring.in3 + 2)
    expect(after.stale).toBe(before.stale + 1)
    // All but nine leave the safe.
    inStore(desk, (db, at) => {
      const free = db.stock.list(
        { service: 'P003', model: 'keyfob', state: 'in-stock', box: null, serial: '' },
        0,
      ).rows
      for (const row of free.slice(9))
        db.stock.move(row, 'reserve', { at, staff: 'S0101' as never, second: null, why: '' })
    })
    expect(await modelNow()).toMatchObject({ low: true, counts: { 'in-stock': 9 } })
  })

  it('of use: what was sent in the twelve whole months before, and how long the rest lasts', async () => {
    const stock = Array.from({ length: 24 }, (_, index) => `9187${String(index).padStart(4, '0')}`)
    putStock(desk, stock)
    const before = await modelNow()
    const serials = Array.from({ length: 24 }, (_, index) => `9186${String(index).padStart(4, '0')}`)
    putStock(desk, serials, { state: 'packed' })
    inStore(desk, (db) => {
      for (const serial of serials) {
        const row = db.stock.find(Serial.parse(serial))
        if (row === undefined) throw new Error('no stock')
        const at = '2026-06-15T03:00:00.000Z' as never
        db.stock.move(row, 'post', { at, staff: 'S0101' as never, second: 'S0102' as never, why: '' })
      }
    })
    const after = await modelNow()
    expect(after.usePerMonth).toBeCloseTo(before.usePerMonth + 2, 5)
    // Two a month from twenty-four: a year, as none of them expires before; and an order a month of bank days earlier.
    expect(before.monthsOfCover).toBeGreaterThan(50)
    expect(after.monthsOfCover).toBeCloseTo(12, 0)
    expect(after.reorderOn).not.toBeNull()
    expect((after.reorderOn ?? '') > '2026-11-20' && (after.reorderOn ?? '') < '2027-11-20').toBe(true)
  })

  it('of a list: rows and their number, for readers too, and nothing about a token that is no stock', async () => {
    const box = putStock(desk, ['91870002', '91870001'], { model: MODEL })
    await desk.must('session.sign-out', {})
    await desk.signIn('S0160')
    const list = await desk.must('stock.list', {
      service: null,
      model: null,
      state: null,
      box,
      serial: ' 9187ー',
      from: 0,
    })
    expect(list.total).toBe(2)
    expect(list.rows.map(({ serial, state }) => [serial, state])).toEqual([
      ['91870001', 'in-stock'],
      ['91870002', 'in-stock'],
    ])
    expect(await desk.must('stock.token', { serial: Serial.parse('VSMT70310012') })).toBeNull()
    expect((await tokenOf('91870001')).modelName).toEqual({ ja: MODEL, en: MODEL })
  })
})
