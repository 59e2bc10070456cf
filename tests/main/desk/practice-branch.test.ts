import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { practiceCode } from '#main/practice/codes'
import { practiceSerials, practiceTokenSeed } from '#main/practice/people'
import { practiceSafe, SAFE_KEEPERS } from '#main/practice/safe'
import { profiles } from '#main/profiles/index'
import { monthsAfter } from '#shared/calendar'
import { CaseState } from '#shared/cases'
import { Instant, Serial } from '#shared/ids'
import { advance } from '#shared/life'
import type { OutputOf } from '#shared/operations'
import { HERE, type StockState, stockLife, TWO_PERSON_EVENTS } from '#shared/stock'
import { westernDate } from '#shared/text/wareki'
import { judgeCode, openDesk, START, type TestDesk } from '../../fixtures/desk.ts'
import { inStore, proveSecond, stateOf } from '../../fixtures/stock.ts'

/** The practice branch as a newcomer opens it, at the gate: there is something in its safe for every job. */

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk({ safe: true })
  await desk.signIn('S0140')
})
afterEach(() => desk.close())

/** The moment the copied branch was founded, which its dates are counted from. */
const FOUNDED = Instant.parse(new Date(START - 60_000).toISOString())
const read = () => {
  const store = desk.premises.branch?.store.read
  if (store === undefined) throw new Error('no store is open')
  return store
}
const everything = () =>
  read().stock.list({ service: null, model: null, state: null, box: null, serial: '' }, 0, 1000).rows
type Shown = OutputOf<'practice.tokens'>[number]
const shown = async (serial?: string): Promise<readonly Shown[]> =>
  desk.must('practice.tokens', serial === undefined ? {} : { serial })
const of = (tokens: readonly Shown[], kind: Shown['kind']) => tokens.filter((token) => token.kind === kind)

/** On its way to a customer by the movements that are left, from wherever in the safe it lies. */
function handOver(serial: string): void {
  for (const event of ['inspect', 'shelve', 'reserve', 'pack', 'hand-over'] as const) {
    inStore(desk, (db, at) => {
      const row = db.stock.find(Serial.parse(serial))
      if (row !== undefined && event in stockLife[row.state]) {
        db.stock.move(row, event, { at, ...SAFE_KEEPERS, why: 'test' })
      }
    })
  }
}

describe('the safe of a new practice branch', () => {
  it('holds what its boxes brought, and the book says the same of every token', () => {
    const boxes = read().stock.boxes()
    const rows = everything()
    expect(boxes).toHaveLength(6)
    for (const { box, tokens, first_serial, last_serial } of boxes) {
      const inBox = rows.filter((row) => row.box === box)
      expect(inBox, box).toHaveLength(tokens)
      expect(inBox.map(({ serial }) => serial)).toEqual(expect.arrayContaining([first_serial, last_serial]))
      expect(read().stock.boxCounts(box)).toEqual(
        Object.fromEntries(
          [...new Set(inBox.map(({ state }) => state))].map((state) => [
            state,
            inBox.filter((row) => row.state === state).length,
          ]),
        ),
      )
    }
    expect(rows).toHaveLength(boxes.reduce((sum, { tokens }) => sum + tokens, 0))
    // What a stocktake expects to find is what lies there, and nothing else.
    const expected = profiles.flatMap(({ id }) =>
      read()
        .stock.here(id, null)
        .map(({ serial }) => serial),
    )
    expect(expected.toSorted()).toEqual(
      rows
        .filter(({ state }) => HERE.includes(state))
        .map(({ serial }) => serial)
        .toSorted(),
    )
  })

  it('was reached by every token in legal movements, with two persons wherever two are needed', () => {
    for (const { serial, state } of everything()) {
      let at: StockState = 'received'
      for (const movement of [...read().stock.movements(serial)].reverse()) {
        expect(movement.before, serial).toBe(at)
        const next = advance(stockLife, at, movement.event, serial)
        expect(next, serial).toEqual({ ok: true, value: movement.after })
        at = movement.after
        if ((TWO_PERSON_EVENTS as readonly string[]).includes(movement.event)) {
          expect(movement.second, `${serial} ${movement.event}`).not.toBeNull()
          expect(movement.second).not.toBe(movement.staff)
        }
        expect(movement.why).not.toBe('')
      }
      expect(at, serial).toBe(state)
    }
  })

  it('has no parcel and no case half-way: nothing is promised to a customer who does not exist', () => {
    for (const state of CaseState.options) {
      for (const { case_no } of read().cases.inState(state))
        expect(read().parcels.ofCase(case_no)).toEqual([])
    }
    expect(everything().filter(({ case_no }) => case_no !== null)).toEqual([])
    for (const state of ['reserved', 'packed', 'dispatched', 'delivered'] as const) {
      expect(everything().filter((row) => row.state === state)).toEqual([])
    }
  })

  it('keeps the expiry read at the inspection where a service prints one (R-003-14)', () => {
    const printed = (serial: string) => read().stock.find(Serial.parse(serial))
    expect(printed('78108005')?.printed_expiry).toBe(printed('78108005')?.valid_until)
    expect(printed('78109001')?.printed_expiry).toBeNull()
    expect(printed('2V0826004KHM')).toMatchObject({ state: 'in-stock', printed_expiry: null })
  })

  it('gives out first what expires first, and never what was lost', () => {
    const now = Instant.parse(new Date(START).toISOString())
    const fobs = read().stock.free('P003', 'keyfob', now, 500)
    expect(fobs.slice(0, 4).map(({ serial }) => serial)).toEqual([
      '78108001',
      '78108002',
      '78108003',
      '78108004',
    ])
    expect(fobs).toHaveLength(34)
    expect(read().tokens.find(Serial.parse('78108040'))?.tombstone).toBe('lost')
    expect(read().stock.free('P002', 'hardware-2', now, 500)).toEqual([])
  })

  it('has customers with its tokens, one of them shared by three users (R-003-15)', () => {
    expect(read().tokens.linksOf('78106431')).toHaveLength(3)
    expect(read().tokens.find(Serial.parse('78106431'))).toMatchObject({ origin: 'own', service: 'P003' })
    expect(stateOf(desk, '78106431')).toBe('registered')
    // A fob that customers had before is no stock of ours.
    expect(stateOf(desk, '78106448')).toBeUndefined()
    expect(read().tokens.find(Serial.parse('78106448'))).toMatchObject({ origin: 'vendor', seed: null })
  })

  it('is as it was when the branch is opened again', async () => {
    const before = everything().map(({ serial, state, ver }) => [serial, state, ver])
    const { dir } = desk
    desk.close()
    desk = await openDesk({ dir })
    desk.clock.advance(60_000)
    await desk.signIn('S0140')
    expect(everything().map(({ serial, state, ver }) => [serial, state, ver])).toEqual(before)
  })
})

describe('the work there is for a newcomer', () => {
  it('is a box to inspect and to shelve, after which its tokens are the next to go out', async () => {
    const box = (await desk.must('stock.boxes', {})).find(({ model }) => model === 'hardware-2')?.box
    if (box === undefined) throw new Error('no such box')
    expect(
      await desk.must('stock.inspect-box', {
        box,
        counted: 40,
        printedExpiry: '',
        defects: ['GM82610040'],
        reason: null,
      }),
    ).toEqual({ inspected: 39, defects: 1 })
    await proveSecond(desk, 'S0127', 'shelve', box)
    expect(await desk.must('stock.shelve-box', { box })).toEqual({ shelved: 39 })
    expect(of(await shown(), 'safe').map(({ label }) => label)).toContain('GM82610001')
  })

  it('is a box whose tokens have their expiry printed on them, of which the file says the same', async () => {
    const found = (await desk.must('stock.boxes', {})).find(
      ({ box }) => read().stock.ofBox(box, 'received').at(0)?.service === 'P003',
    )
    const [first] = found === undefined ? [] : read().stock.ofBox(found.box, 'received')
    if (found === undefined || first?.valid_until == null) throw new Error('no such box')
    const inspect = (printedExpiry: string) =>
      desk.ask('stock.inspect-box', { box: found.box, counted: 40, printedExpiry, defects: [], reason: null })
    expect(await inspect('2025/09')).toMatchObject({ error: { code: 'expiry-differs' } })
    expect(await inspect(westernDate(first.valid_until).slice(0, 7))).toMatchObject({ ok: true })
  })

  it('is a stocktake in which the count agrees with the book', async () => {
    const { stocktake } = await desk.must('stocktake.open', { service: 'P003', model: 'keyfob' })
    const lying = everything().filter((row) => row.service === 'P003' && HERE.includes(row.state))
    expect(lying.length).toBeGreaterThan(70)
    for (const { serial } of lying) await desk.must('stocktake.count', { stocktake, serial })
    await proveSecond(desk, 'S0127', 'stocktake', stocktake)
    expect(await desk.must('stocktake.close', { stocktake, reason: '月末' })).toEqual({
      caseNo: null,
      missing: 0,
      surplus: 0,
    })
  })

  it('is a campaign for the one token that is over within three months', async () => {
    const until = monthsAfter(westernDate(FOUNDED), 3)
    const { campaign, total } = await desk.must('campaign.open', { service: 'P002', model: null, until })
    expect(total).toBe(1)
    const { rows } = await desk.must('campaign.view', { campaign, only: 'all' })
    expect(rows).toMatchObject([{ serial: '2V0716016FK2', customerName: '佐々木 信夫' }])
  })

  it('is a drift map with three tokens, of which one is lost within a year', async () => {
    const { measured, worst, groups } = await desk.must('board.drift', {})
    expect(measured).toBe(3)
    expect(worst).toMatchObject([
      { serial: '2V0716016FK2', drift: -7, sort: { service: 'P002', model: 'hardware-1', medium: 'hard' } },
    ])
    expect(worst[0]?.trend?.stepsPerYear).toBeLessThan(-5)
    const leaves = Date.parse(worst[0]?.trend?.leavesAt ?? '') - Date.parse(FOUNDED)
    expect(leaves / 86_400_000).toBeGreaterThan(30)
    expect(leaves / 86_400_000).toBeLessThan(365)
    expect(groups.flatMap(({ sort }) => sort.name?.ja ?? [])).not.toEqual([])
  })

  it('is stock that lasts, stock that is short, stock never ordered, and stock that expires before its use', async () => {
    const models = new Map((await desk.must('stock.models', {})).map((one) => [one.model, one]))
    expect([...models.keys()]).toEqual(['hardware-1', 'hardware-2', 'hardware-3', 'keyfob'])
    expect([...models.values()].map(({ low }) => low)).toEqual([false, true, true, false])
    expect(models.get('hardware-1')).toMatchObject({ leadDays: 20, reorderLevel: 10, expiring: { in3: 1 } })
    expect(models.get('keyfob')?.usePerMonth).toBeGreaterThan(0)
    expect(models.get('keyfob')?.stale).toBeGreaterThan(0)
    expect(models.get('hardware-2')?.counts).toMatchObject({ received: 40 })
    expect(models.get('hardware-3')?.usePerMonth).toBe(0)
  })
})

describe('the practice tokens panel', () => {
  it('shows staff and customers’ own tokens as ever, and of each model the two that go out next', async () => {
    const tokens = await shown()
    expect(of(tokens, 'staff')).toHaveLength(7)
    expect(of(tokens, 'customer').map(({ label }) => label)).toEqual(practiceSerials)
    expect(
      of(tokens, 'safe').map(({ label, periodSeconds, code }) => [label, periodSeconds, code.length]),
    ).toEqual([
      ['2V0826001KHM', 30, 6],
      ['2V0826002KHM', 30, 6],
      ['78108001', 60, 6],
      ['78108002', 60, 6],
    ])
    expect(of(tokens, 'asked')).toEqual([])
  })

  it('shows nothing of the safe before somebody has signed in', async () => {
    await desk.must('session.sign-out', {})
    const tokens = await shown('78108001')
    expect(of(tokens, 'safe')).toEqual([])
    expect(of(tokens, 'staff')).toHaveLength(7)
  })

  it.each([
    ['78108020', 60, 6],
    ['78109001', 60, 8],
    ['GM82610001', 30, 6],
    ['2V0716016FK2', 30, 6],
  ])('shows the code of %s as that token makes it: %i seconds, %i digits', async (serial, period, digits) => {
    const [asked, ...more] = of(await shown(serial), 'asked')
    expect(more).toEqual([])
    expect(asked).toMatchObject({ label: serial, periodSeconds: period })
    expect(asked?.code).toMatch(new RegExp(`^\\d{${digits}}$`))
    expect(asked?.secondsLeft).toBe(period - (Math.floor(desk.clock.wall / 1000) % period))
    // The engine, which makes no codes, finds it right once a customer has the token, and once only.
    handOver(serial)
    expect(judgeCode(desk, serial, asked?.code ?? '').outcome).toBe('accepted')
    expect(judgeCode(desk, serial, asked?.code ?? '').outcome).toBe('replayed')
  })

  it('reads a serial in any width and with blanks, and has nothing to say about what is none', async () => {
    expect(of(await shown(' ７８１０ ８０２０ '), 'asked').map(({ label }) => label)).toEqual(['78108020'])
    for (const nothing of ['', '  ', '&', 'あいう'])
      expect(of(await shown(nothing), 'asked'), nothing).toEqual([])
  })

  it('shows the code of a token whose seed file is only being rehearsed, by the published rule', async () => {
    const [asked] = of(await shown('78107777'), 'asked')
    expect(asked).toMatchObject({ label: '78107777', periodSeconds: 60 })
    const rule = { algorithm: 'SHA1', digits: 6, periodSeconds: 60 } as const
    expect(asked?.code).toBe(practiceCode(practiceTokenSeed('78107777'), desk.clock.wall, rule).code)
    expect(of(await shown('2V0899999XXX'), 'asked')[0]).toMatchObject({ periodSeconds: 30 })
  })

  it('has no code of a vendor’s token, whose seed nobody here knows', async () => {
    expect(of(await shown('VSMT82640917'), 'asked')).toEqual([])
  })

  it('follows the safe: what went out is no longer next', async () => {
    const [first] = practiceSafe(FOUNDED)[2]?.tokens ?? []
    expect(first?.serial).toBe('78108001')
    expect(of(await shown(), 'safe').map(({ label }) => label)).toContain('78108001')
    desk.clock.wall = Date.parse(first?.validUntil ?? '')
    expect(of(await shown(), 'safe').map(({ label }) => label)).not.toContain('78108001')
  })
})
