import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { settleDifference } from '#main/desk/stocktakes'
import type { Movement } from '#main/store/stock'
import type { Writes } from '#main/store/tables'
import { CaseAsk } from '#shared/asks'
import { type CaseNo, Instant, Serial, StaffNo } from '#shared/ids'
import {
  HERE,
  type StockEvent,
  StockEvent as StockEvents,
  StockState,
  stockLife,
  TWO_PERSON_EVENTS,
} from '#shared/stock'
import { openDesk, START, type TestDesk } from '../../fixtures/desk.ts'
import { inStore, linkTo, putStock, stateOf } from '../../fixtures/stock.ts'

/** The safe by itself: its life table, its two persons, its lists, and that the book always equals it. */

let desk: TestDesk
beforeAll(async () => {
  desk = await openDesk()
  await desk.signIn('S0101')
})
afterAll(() => desk.close())

const MODEL = 'fob-under-test'
const alice = StaffNo.parse('S0101')
const bob = StaffNo.parse('S0127')
const carol = StaffNo.parse('S0131')

let used = 0
/** A serial no other test has. */
const fresh = () => {
  used += 1
  return `T${String(used).padStart(8, '0')}`
}
const rowOf = (db: Writes, serial: string) => {
  const row = db.stock.find(Serial.parse(serial))
  if (row === undefined) throw new Error(`no stock ${serial}`)
  return row
}
const reads = () => {
  const { branch } = desk.premises
  if (branch === undefined) throw new Error('no store is open')
  return branch.store.read
}
const move = (serial: string, event: StockEvent, by: Partial<Movement> = {}) =>
  inStore(desk, (db, at) =>
    db.stock.move(rowOf(db, serial), event, { at, staff: alice, second: bob, why: 'test', ...by }),
  )
const inState = (state: StockState): string => {
  const serial = fresh()
  putStock(desk, [serial], { model: MODEL, state })
  return serial
}

describe('a token as a thing', () => {
  it.each(StockState.options)('goes from %s where the life table leads, and nowhere else', (state) => {
    const serial = inState(state)
    for (const event of StockEvents.options) {
      const before = stateOf(desk, serial)
      if (before === undefined) throw new Error('gone')
      const leads = stockLife[before][event]
      if (leads !== undefined) continue
      expect(move(serial, event), event).toMatchObject({
        ok: false,
        error: { code: 'state-forbids', thing: serial, state: before, event },
      })
      expect(stateOf(desk, serial)).toBe(before)
    }
    for (const [event, after] of Object.entries(stockLife[state]) as [StockEvent, StockState][]) {
      const one = inState(state)
      expect(move(one, event), event).toMatchObject({ ok: true, value: { state: after } })
      expect(reads().stock.movements(Serial.parse(one))[0]).toMatchObject({ event, before: state, after })
    }
  })

  it.each(TWO_PERSON_EVENTS)(
    'is not moved by %s alone, nor by one person with two numbers (MC-02)',
    (event) => {
      const [state] = StockState.options.filter((one) => stockLife[one][event] !== undefined)
      if (state === undefined) throw new Error(`nothing goes by ${event}`)
      const serial = inState(state)
      const twin = StaffNo.parse('S0901')
      inStore(desk, (db, at) => {
        if (db.people.row(twin) === undefined)
          db.people.enrol({
            staff: twin,
            person: db.people.row(alice)?.person ?? '',
            name: '高橋 美咲',
            role: 'supervisor',
            enrolled_at: at,
            ended_at: null,
          })
      })
      expect(() => move(serial, event, { second: null })).toThrow('nobody does that alone')
      expect(() => move(serial, event, { second: alice })).toThrow('nobody does that alone')
      expect(() => move(serial, event, { second: twin })).toThrow('nobody does that alone')
      expect(stateOf(desk, serial)).toBe(state)
      expect(move(serial, event)).toMatchObject({ ok: true })
    },
  )

  it('is in the book once, and never comes without being known as a token', () => {
    const serial = inState('received')
    expect(() => putStock(desk, [serial])).toThrow()
    expect(() =>
      inStore(desk, (db, at) =>
        db.stock.receive(
          {
            serial: Serial.parse(fresh()),
            service: 'P003',
            model: MODEL,
            box: rowOf(db, serial).box,
            valid_from: null,
            valid_until: null,
            printed_expiry: null,
          },
          at,
        ),
      ),
    ).toThrow('FOREIGN KEY')
  })

  it('comes in boxes with running numbers, each file once', () => {
    const [one, two] = [fresh(), fresh()]
    const first = putStock(desk, [one], { model: MODEL })
    const second = putStock(desk, [two], { model: MODEL })
    expect(Number(second.slice(-6))).toBe(Number(first.slice(-6)) + 1)
    const box = reads().stock.box(first)
    if (box === undefined) throw new Error('no box')
    expect(reads().stock.boxOfFile(box.sha256)).toEqual(box)
    const { box: _no, ver: _ver, ...facts } = box
    expect(() => inStore(desk, (db) => db.stock.addBox('999', facts))).toThrow('UNIQUE')
  })
})

describe('what is free', () => {
  const now = Instant.parse(new Date(START).toISOString())
  const later = '2031-09-29T23:00:00.000Z'
  const free = (model: string, limit = 10) =>
    reads()
      .stock.free('P003', model, now, limit)
      .map(({ serial }) => serial)

  it('is what expires first, then by serial, and what has no date last', () => {
    const [a, b, c, d] = [fresh(), fresh(), fresh(), fresh()]
    putStock(desk, [a], { model: 'free-1', validUntil: null })
    putStock(desk, [c, b], { model: 'free-1', validUntil: later })
    putStock(desk, [d], { model: 'free-1', validUntil: '2028-01-01T00:00:00.000Z' })
    expect(free('free-1')).toEqual([d, b, c, a])
    expect(free('free-1', 2)).toEqual([d, b])
    expect(reads().stock.freeCount('P003', 'free-1', now)).toBe(4)
  })

  it('is never expired, not yet valid, marked, or with somebody (R-003-35, OTP-04)', () => {
    const good = fresh()
    putStock(desk, [good], { model: 'free-2' })
    putStock(desk, [fresh()], { model: 'free-2', validUntil: now })
    putStock(desk, [fresh()], { model: 'free-2', validFrom: '2026-12-01T00:00:00.000Z' })
    putStock(desk, [fresh()], { model: 'free-2', state: 'inspected' })
    const [printed, marked, linked] = [fresh(), fresh(), fresh()]
    putStock(desk, [printed], { model: 'free-2', state: 'inspected' })
    move(printed, 'shelve', { changes: { printed_expiry: now } })
    putStock(desk, [marked, linked], { model: 'free-2' })
    inStore(desk, (db) => {
      const token = db.tokens.find(Serial.parse(marked))
      if (token !== undefined) db.tokens.change(token, { tombstone: 'retired' })
    })
    const [link] = reads().tokens.links('KH00008812')
    linkTo(desk, linked, 'KH00008812', link?.user_id ?? '')
    expect(free('free-2')).toEqual([good])
    expect(reads().stock.freeCount('P003', 'free-2', now)).toBe(1)
  })
})

describe('a list', () => {
  it('is a window on the order of the serials, however it is narrowed down, and follows every movement', () => {
    const serials = ['L5', 'L1', 'L3', 'L2', 'L4'].map((head) => `${head}0000001`)
    const box = putStock(desk, serials, { model: 'list-1' })
    const filters = { service: null, model: null, state: null, box: null, serial: '' } as const
    const shown = (changes: object, from = 0, limit?: number) => {
      const { rows, total } = reads().stock.list({ ...filters, ...changes }, from, limit)
      return [total, rows.map(({ serial }) => serial.slice(0, 2)).join(' ')]
    }
    const all = [5, 'L1 L2 L3 L4 L5']
    expect(shown({ box })).toEqual(all)
    expect(shown({ model: 'list-1' })).toEqual(all)
    expect(shown({ service: 'P003', model: 'list-1' })).toEqual(all)
    expect(shown({ service: 'P003', model: 'list-1', state: 'in-stock' })).toEqual(all)
    expect(shown({ service: 'P002', model: 'list-1' })).toEqual([0, ''])
    expect(shown({ serial: 'L', box })).toEqual(all)
    expect(shown({ serial: 'L3', state: 'in-stock' })).toEqual([1, 'L3'])
    expect(shown({ box }, 1, 2)).toEqual([5, 'L2 L3'])
    expect(shown({ box }, 9)).toEqual([5, ''])
    move('L30000001', 'reserve')
    expect(shown({ box, state: 'in-stock' })).toEqual([4, 'L1 L2 L4 L5'])
    expect(shown({ service: 'P003', state: 'reserved', serial: 'L' })).toEqual([1, 'L3'])
    expect(reads().stock.counts()).toContainEqual({
      service: 'P003',
      model: 'list-1',
      state: 'reserved',
      count: 1,
    })
  })

  it('is not what a refused attempt would have made of it', () => {
    const serial = inState('in-stock')
    const filter = { service: null, model: null, state: 'reserved', box: null, serial } as const
    expect(() =>
      inStore(desk, (db, at) => {
        db.stock.move(rowOf(db, serial), 'reserve', { at, staff: alice, second: null, why: '' })
        expect(db.stock.list(filter, 0).total).toBe(1)
        throw new Error('taken back')
      }),
    ).toThrow('taken back')
    expect(reads().stock.list(filter, 0).total).toBe(0)
  })
})

describe('what the forecast is made of', () => {
  it('counts a token once in the month it left, as Tokyo has it, and what ends by the earlier of two dates', () => {
    const [a, b] = [fresh(), fresh()]
    putStock(desk, [a, b], { model: 'use-1', state: 'packed', validUntil: '2027-03-31T14:59:59.000Z' })
    const at = Instant.parse('2026-10-31T15:30:00.000Z')
    move(a, 'post', { at })
    move(a, 'come-back', { at })
    move(a, 'send-again', { at })
    move(a, 'pack', { at })
    move(a, 'post', { at })
    move(b, 'hand-over', { at, changes: { printed_expiry: Instant.parse('2027-02-28T15:00:00.000Z') } })
    const mine = <Row extends { model: string }>(rows: readonly Row[]) =>
      rows.filter(({ model }) => model === 'use-1')
    expect(mine(reads().stock.leaving(Instant.parse('2026-01-01T00:00:00.000Z')))).toEqual([
      { service: 'P003', model: 'use-1', month: '2026-11', count: 2 },
    ])
    expect(mine(reads().stock.expiriesWithCustomers())).toEqual([
      { service: 'P003', model: 'use-1', month: '2027-03', count: 1 },
    ])
  })
})

/**
 * The safe as people see it: where each token lies. It knows nothing of states; it knows what hands do. Somebody may
 * take a token out of the safe without a word, and one may turn up behind the drawer: that is what a stocktake is for.
 */
type Place = 'safe' | 'post' | 'customer' | 'branch' | 'gone'
const HANDS: Readonly<Record<StockEvent, readonly [readonly Place[], Place] | 'stays' | 'stocktake'>> = {
  inspect: 'stays',
  shelve: 'stays',
  reserve: 'stays',
  release: 'stays',
  pack: 'stays',
  unpack: 'stays',
  'send-again': 'stays',
  reject: 'stays',
  'run-down': 'stays',
  post: [['safe'], 'post'],
  'send-away': [['safe'], 'post'],
  arrive: [['post'], 'customer'],
  'hand-over': [['safe'], 'customer'],
  'come-back': [['post'], 'safe'],
  'lose-in-post': [['post'], 'gone'],
  register: [['customer'], 'customer'],
  'put-down': [['customer'], 'customer'],
  'bring-back': [['customer'], 'safe'],
  lose: [['customer'], 'gone'],
  'turn-up': [['gone'], 'customer'],
  destroy: [['safe', 'gone'], 'gone'],
  settle: [['post'], 'branch'],
  'take-home': [['post'], 'safe'],
  'take-in': [['branch'], 'safe'],
  miss: 'stocktake',
  find: 'stocktake',
}

describe('however the safe is used', () => {
  const token = fc.nat(5)
  const step = fc.oneof(
    // Anything at all, which is mostly refused, or the so-manieth thing that the book allows.
    {
      weight: 15,
      arbitrary: fc.record({
        do: fc.constant('move'),
        token,
        event: fc.constantFrom(...StockEvents.options),
      }),
    },
    { weight: 40, arbitrary: fc.record({ do: fc.constant('allowed'), token, pick: fc.nat(20) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('vanish'), token }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('turn-up'), token }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('count'), token }) },
  ) as fc.Arbitrary<{ do: string; token: number; event?: StockEvent; pick?: number }>

  it('the book equals the safe, nothing is deleted, and nobody did alone what needs two (R-002-32, R-003-41)', () => {
    let walks = 0
    let accepted = 0
    let settled = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
        walks += 1
        const model = `walk-${walks}`
        const serials = Array.from({ length: 6 }, fresh)
        putStock(desk, serials, { model, state: 'received' })
        const places = new Map<string, Place>(serials.map((serial) => [serial, 'safe']))
        /** Of whom the book cannot know where they are. */
        const astray = new Set<string>()
        let movements = 0

        const bookOf = (serial: string): Place => {
          const state = stateOf(desk, serial)
          if (state === undefined) throw new Error(`${serial} was deleted`)
          if (HERE.includes(state)) return 'safe'
          if (state === 'dispatched' || state === 'in-transfer') return 'post'
          if (state === 'delivered' || state === 'registered') return 'customer'
          return state === 'transferred' ? 'branch' : 'gone'
        }
        const count = () => {
          const counted = new Set(serials.filter((serial) => places.get(serial) === 'safe'))
          const { missing, surplus } = inStore(desk, (db, at) => {
            const here = db.stock.here('P003', model)
            const missing = here.filter(({ serial }) => !counted.has(serial))
            const surplus = serials.flatMap((text) => {
              const { serial, state } = rowOf(db, text)
              return counted.has(text) && !HERE.includes(state) ? [{ serial, state }] : []
            })
            const { record } = db.stockRecords.open('stocktake', '999', {
              state: 'counting',
              service: 'P003',
              at,
              staff: alice,
              second: null,
              data: { model, reason: '', expected: null, missing: [], surplus: [] },
            })
            const ask = CaseAsk.parse({
              kind: 'stock-difference',
              stocktake: record,
              model,
              missing: missing.map(({ serial, state }) => ({ serial, state })),
              surplus,
              reason: '棚卸',
            })
            if (ask.kind !== 'stock-difference') throw new Error('no difference')
            const done = settleDifference(
              db,
              { case_no: '999-261120-999' as CaseNo } as never,
              ask,
              { staff: alice },
              { staff: carol },
              at,
            )
            if (!done.ok) throw new Error(done.error.code)
            movements += done.value.length
            settled += done.value.length
            return { missing, surplus }
          })
          expect(missing.every(({ serial }) => astray.has(serial))).toBe(true)
          expect(surplus.every(({ serial }) => astray.has(serial))).toBe(true)
          for (const serial of serials) {
            // What the stocktake may not decide (a token lost by its customer lies on the counter) stays astray.
            if (bookOf(serial) === places.get(serial)) astray.delete(serial)
          }
        }

        for (const one of steps) {
          if (one.do === 'count') {
            count()
            continue
          }
          const serial = serials[one.token] ?? ''
          const place = places.get(serial) ?? 'gone'
          if (one.do === 'vanish') {
            if (place !== 'safe') continue
            places.set(serial, 'gone')
            astray.add(serial)
          } else if (one.do === 'turn-up') {
            if (place !== 'gone') continue
            places.set(serial, 'safe')
            astray.add(serial)
          } else {
            const allowed = Object.keys(stockLife[stateOf(desk, serial) ?? 'destroyed']) as StockEvent[]
            const event = one.event ?? allowed[(one.pick ?? 0) % allowed.length]
            if (event === undefined) continue
            const hands = HANDS[event]
            if (hands === 'stocktake' || astray.has(serial)) continue
            const [from, to] = hands === 'stays' ? [['safe'] as const, 'safe' as const] : hands
            const moved = move(serial, event, { staff: alice, second: bob })
            // No hand could have done it: then the book must not have it either.
            if (!(from as readonly Place[]).includes(place))
              expect(moved.ok, `${event} from ${place}`).toBe(false)
            if (!moved.ok) continue
            movements += 1
            accepted += 1
            places.set(serial, to)
          }
          for (const token of serials) if (!astray.has(token)) expect(bookOf(token)).toBe(places.get(token))
        }

        count()
        const book = reads()
          .stock.here('P003', model)
          .map(({ serial }) => serial)
        const safe = serials.filter((serial) => places.get(serial) === 'safe' && !astray.has(serial))
        expect(book).toEqual(safe.toSorted())
        const written = serials.flatMap((serial) => reads().stock.movements(Serial.parse(serial)))
        expect(written).toHaveLength(movements)
        for (const serial of serials) {
          const [last] = reads().stock.movements(Serial.parse(serial))
          expect(stateOf(desk, serial)).toBe(last?.after ?? 'received')
        }
        for (const { event, staff, second } of written) {
          if ((TWO_PERSON_EVENTS as readonly StockEvent[]).includes(event)) {
            expect(second).not.toBeNull()
            expect(second).not.toBe(staff)
          }
        }
      }),
      { numRuns: 40, seed: 20_261_121 },
    )
    expect(accepted).toBeGreaterThan(300)
    expect(settled).toBeGreaterThan(10)
  })
})
