import { describe, expect, it } from 'vitest'
import {
  CONTENTS,
  contentsOf,
  HERE,
  mayActivate,
  Purpose,
  StockEvent,
  StockState,
  stockLife,
  TWO_PERSON_EVENTS,
  whereabouts,
} from '#shared/stock'

const moves = StockState.options.flatMap((before) =>
  (Object.entries(stockLife[before]) as [StockEvent, StockState][]).map(([event, after]) => ({
    before,
    event,
    after,
  })),
)
const outOf = (state: StockState) => moves.filter(({ before }) => before === state)

/** Every state a token can still come to, whatever happens to it. */
function reachable(from: StockState): ReadonlySet<StockState> {
  const found = new Set<StockState>()
  const next = [from]
  for (let state = next.pop(); state !== undefined; state = next.pop()) {
    for (const { after } of outOf(state)) {
      if (!found.has(after)) {
        found.add(after)
        next.push(after)
      }
    }
  }
  return found
}

describe('the life of a token as a thing (R-002-32, R-003-07, R-003-41)', () => {
  it('begins with its receipt, from which every state can come', () => {
    const all = reachable('received')
    expect(StockState.options.filter((state) => state !== 'received' && !all.has(state))).toEqual([])
  })

  it('ends with its destruction and nowhere else: every other state leads somewhere', () => {
    expect(StockState.options.filter((state) => outOf(state).length === 0)).toEqual(['destroyed'])
  })

  it('can be brought to its end from wherever it is', () => {
    const kept = StockState.options.filter(
      (state) => state !== 'destroyed' && !reachable(state).has('destroyed'),
    )
    expect(kept).toEqual([])
  })

  it('uses every event, and each of them for one outcome only', () => {
    expect(StockEvent.options.filter((event) => !moves.some((move) => move.event === event))).toEqual([])
    for (const event of StockEvent.options) {
      const outcomes = new Set(moves.filter((move) => move.event === event).map(({ after }) => after))
      expect([event, outcomes.size]).toEqual([event, 1])
    }
  })

  it('gives a token that was lost to nobody again, unless the loss was a mistake (R-003-41)', () => {
    expect(outOf('lost-in-post')).toEqual([{ before: 'lost-in-post', event: 'destroy', after: 'destroyed' }])
    expect(outOf('lost-by-customer').map(({ event }) => event)).toEqual(['turn-up', 'destroy'])
    expect([...reachable('lost-in-post')]).toEqual(['destroyed'])
  })

  it('lets nothing back into the safe without an inspection', () => {
    const shelved = moves.filter(({ event }) => event === 'shelve').map(({ before }) => before)
    expect(shelved).toEqual(['inspected'])
    for (const back of ['returned-by-customer', 'undelivered', 'missing', 'transferred'] as const) {
      const straight = outOf(back).filter(({ after }) => after === 'in-stock')
      expect(straight, back).toEqual([])
    }
  })

  it('hands a customer only what two people have packed (MC-09)', () => {
    const into = moves.filter(
      ({ before, after }) => whereabouts[after] === 'customer' && whereabouts[before] !== 'customer',
    )
    expect(into.map(({ before, event }) => `${before} ${event}`)).toEqual([
      'packed hand-over',
      'dispatched arrive',
      'lost-by-customer turn-up',
    ])
    expect(moves.filter(({ after }) => after === 'dispatched').map(({ before }) => before)).toEqual([
      'packed',
    ])
    expect(moves.filter(({ after }) => after === 'packed').map(({ event }) => event)).toEqual(['pack'])
  })

  it('judges codes of a token only while a customer has it (MC-09)', () => {
    expect(StockState.options.filter(mayActivate)).toEqual(
      StockState.options.filter((state) => whereabouts[state] === 'customer'),
    )
  })
})

describe('where a token is', () => {
  it('is in the branch from its receipt until it leaves, and again once it is back', () => {
    expect(HERE).toEqual([
      'received',
      'inspected',
      'in-stock',
      'reserved',
      'packed',
      'returned-by-customer',
      'undelivered',
      'initial-defect',
      'battery-end',
    ])
  })

  it('is counted by a stocktake wherever it can go missing from: in the branch, or on its way to another', () => {
    const missed = moves.filter(({ event }) => event === 'miss').map(({ before }) => before)
    expect(missed.filter((state) => state !== 'in-transfer')).toEqual(HERE)
  })

  it('changes between the branch, the post and another branch by nobody alone', () => {
    const alone = moves.filter(
      ({ before, event, after }) =>
        (whereabouts[before] === 'here') !== (whereabouts[after] === 'here') &&
        !(TWO_PERSON_EVENTS as readonly StockEvent[]).includes(event),
    )
    // Over the counter, where the customer is the second person; and what comes in by itself.
    expect(alone.map(({ before, event }) => `${before} ${event}`)).toEqual([
      'packed hand-over',
      'dispatched come-back',
      'delivered bring-back',
      'registered bring-back',
    ])
  })

  it('is destroyed before a witness, wherever it was', () => {
    expect(TWO_PERSON_EVENTS).toContain('destroy')
    expect(moves.filter(({ after }) => after === 'destroyed').every(({ event }) => event === 'destroy')).toBe(
      true,
    )
  })
})

describe('what goes into the envelope', () => {
  it('has the steps of the exchange only where an old token is given up with its code (R-002-34)', () => {
    expect(contentsOf('exchange')).toEqual(CONTENTS)
    for (const purpose of Purpose.options.filter((one) => one !== 'exchange')) {
      expect(contentsOf(purpose)).toEqual(['token', 'cover-letter', 'guide', 'receipt-card'])
    }
  })
})
