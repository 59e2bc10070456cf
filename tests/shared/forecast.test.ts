import { describe, expect, it } from 'vitest'
import { campaignForecast, forecast, type ModelStock } from '#shared/forecast'
import { CalendarDate } from '#shared/ids'

const even = (count: number) => Array<number>(12).fill(count)
const model = (over: Partial<ModelStock> = {}): ModelStock => ({
  today: CalendarDate.parse('2026-11-21'),
  counts: { 'in-stock': 120, registered: 1000 },
  usedPerMonth: even(10),
  expiringInSafe: [],
  expiringWithCustomers: [],
  leadDays: 40,
  reorderLevel: 30,
  ...over,
})

describe('The forecast of a model', () => {
  it('lasts as many months as the last twelve say', () => {
    expect(forecast(model())).toMatchObject({
      usable: 120,
      usedInYear: 120,
      runsOutOn: '2027-11-21',
      monthsOfCover: 12,
      wasted: 0,
    })
    expect(forecast(model({ counts: { 'in-stock': 15 }, reorderLevel: 0 })).monthsOfCover).toBe(1.5)
  })

  it('counts received and inspected tokens, and none that belong to somebody or lie broken', () => {
    const counts = {
      received: 5,
      inspected: 6,
      'in-stock': 7,
      reserved: 100,
      packed: 100,
      'initial-defect': 9,
    }
    expect(forecast(model({ counts })).usable).toBe(18)
  })

  it('orders on the day the stock falls to the level', () => {
    // 90 of 120 a year are gone after 274 of 365 days.
    expect(forecast(model())).toMatchObject({ orderOn: '2027-08-22', because: 'level' })
  })

  it('orders earlier where the order would come when the safe is empty', () => {
    expect(forecast(model({ leadDays: 200 }))).toMatchObject({ orderOn: '2027-05-05', because: 'lead-time' })
  })

  it('orders today what should have been ordered before', () => {
    expect(forecast(model({ leadDays: 400 }))).toMatchObject({ orderOn: '2026-11-21', because: 'overdue' })
    expect(forecast(model({ counts: { 'in-stock': 29 } }))).toMatchObject({
      orderOn: '2026-11-21',
      because: 'overdue',
    })
    expect(forecast(model({ counts: { 'in-stock': 30 } }))).toMatchObject({
      orderOn: '2026-11-21',
      because: 'level',
    })
  })

  it('says that an empty safe is empty today', () => {
    expect(forecast(model({ counts: {} }))).toMatchObject({
      usable: 0,
      monthsOfCover: 0,
      runsOutOn: '2026-11-21',
      because: 'overdue',
    })
  })

  it('never runs out where nothing is used and nothing expires', () => {
    expect(forecast(model({ usedPerMonth: even(0) }))).toMatchObject({
      monthsOfCover: null,
      runsOutOn: null,
      orderOn: null,
      because: null,
    })
  })

  it('uses what expires first, and counts as wasted what nobody needs in time', () => {
    // By the end of March 2027, 130 days on, 42 are used; 58 of the hundred expire in the safe.
    const stock = model({ expiringInSafe: [{ month: '2027-03', count: 100 }] })
    expect(forecast(stock)).toMatchObject({ wasted: 58, runsOutOn: '2027-05-29' })
    expect(forecast(model({ expiringInSafe: [{ month: '2027-03', count: 42 }] })).wasted).toBe(0)
  })

  it('keeps a token to the last day of its month', () => {
    const last = model({
      today: CalendarDate.parse('2026-11-30'),
      counts: { 'in-stock': 1 },
      expiringInSafe: [{ month: '2026-11', count: 1 }],
      usedPerMonth: even(0),
    })
    expect(forecast(last)).toMatchObject({ runsOutOn: '2026-12-01', wasted: 1 })
  })

  it('tells what expires in three, six and twelve months, and what has expired', () => {
    const lots = [
      { month: '2026-10', count: 1 },
      { month: '2026-11', count: 2 },
      { month: '2027-01', count: 4 },
      { month: '2027-02', count: 8 },
      { month: '2027-04', count: 16 },
      { month: '2027-10', count: 32 },
      { month: '2027-11', count: 64 },
    ]
    const { expiring, expired } = forecast(
      model({ expiringWithCustomers: lots, expiringInSafe: [{ month: '2027-01', count: 3 }] }),
    )
    expect(expired).toEqual({ inSafe: 0, withCustomers: 1 })
    expect(expiring[3]).toEqual({ inSafe: 3, withCustomers: 6 })
    expect(expiring[6]).toEqual({ inSafe: 3, withCustomers: 30 })
    expect(expiring[12]).toEqual({ inSafe: 3, withCustomers: 62 })
  })

  it('refuses numbers that cannot be', () => {
    expect(() => forecast(model({ usedPerMonth: [1, 2] }))).toThrow(RangeError)
    expect(() => forecast(model({ leadDays: -1 }))).toThrow(RangeError)
    expect(() => forecast(model({ usedPerMonth: even(0.5) }))).toThrow(RangeError)
    expect(() => forecast(model({ expiringInSafe: [{ month: '2027-01', count: 121 }] }))).toThrow(RangeError)
    expect(() => forecast(model({ expiringWithCustomers: [{ month: '2027-01', count: 1001 }] }))).toThrow(
      RangeError,
    )
  })
})

describe('The forecast of a replacement campaign', () => {
  const campaign = (over: Partial<ModelStock> = {}, within = 6, before = 30) =>
    campaignForecast(
      model({
        expiringWithCustomers: [
          { month: '2027-03', count: 60 },
          { month: '2027-01', count: 20 },
          { month: '2027-09', count: 500 },
        ],
        ...over,
      }),
      within,
      before,
    )

  it('takes the months that end within the time asked for, the first first, everyday use besides', () => {
    expect(campaign()).toEqual({
      months: [
        { month: '2027-01', tokens: 20, sendBy: '2027-01-01', left: 120 - 13 - 20 },
        { month: '2027-03', tokens: 60, sendBy: '2027-03-01', left: 120 - 32 - 80 },
      ],
      needed: 80,
      short: 0,
      orderBy: null,
    })
  })

  it('says what is short and when to order so that nobody waits', () => {
    expect(campaign({ counts: { 'in-stock': 100, registered: 1000 } })).toMatchObject({
      short: 12,
      orderBy: '2027-01-20',
    })
    expect(campaign({ counts: { 'in-stock': 0, registered: 1000 } })).toMatchObject({
      short: 112,
      orderBy: '2026-11-22',
    })
    expect(campaign({ counts: { registered: 1000 }, leadDays: 90 }).orderBy).toBe('2026-11-21')
  })

  it('counts tokens that have expired already, to be sent today', () => {
    expect(campaign({ expiringWithCustomers: [{ month: '2026-09', count: 7 }] })).toMatchObject({
      months: [{ month: '2026-09', sendBy: '2026-11-21', left: 113 }],
      needed: 7,
    })
  })

  it('does not count on tokens that expire in the safe before they are needed', () => {
    const lots = { expiringInSafe: [{ month: '2026-12', count: 50 }] }
    // 13 of the fifty are used by then, and the twenty replacements of January are not due before.
    expect(campaign(lots).months[0]?.left).toBe(120 - 13 - 20 - 37)
    // To the end of February everyday use and the replacements of January take all fifty.
    expect(campaign({ expiringInSafe: [{ month: '2027-02', count: 50 }] }).months[1]?.left).toBe(
      120 - 32 - 80,
    )
  })

  it('needs nothing where nothing expires', () => {
    expect(campaign({ expiringWithCustomers: [] })).toEqual({
      months: [],
      needed: 0,
      short: 0,
      orderBy: null,
    })
  })
})
