import { describe, expect, it } from 'vitest'
import { CaseEvent, CaseState, caseLife } from '#shared/cases'
import { advance, type Life } from '#shared/life'
import { LinkEvent, Registration, registrationLife } from '#shared/links'

/**
 * The lives of things, written by hand a second time: `state event → state`. Every pair that is not written here
 * must be refused.
 */

const CASE_MOVES = `
  draft                  edit       draft
  draft                  submit     awaiting-approval
  draft                  withdraw   withdrawn
  awaiting-approval      edit       draft
  awaiting-approval      send-back  draft
  awaiting-approval      reject     rejected
  awaiting-approval      withdraw   withdrawn
  awaiting-approval      approve    awaiting-registration
  awaiting-registration  postpone   awaiting-registration
  awaiting-registration  register   awaiting-relogin
  awaiting-relogin       close      closed
`

const REGISTRATION_MOVES = `
  none     register  active
  issued   register  active
  issued   detach    none
  active   detach    none
  expired  detach    none
  revoked  register  active
  revoked  detach    none
`

const movesOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .map(([state, event, next]) => [`${state} ${event}`, next ?? '']),
  )

function pairsOf<State extends string, Event extends string>(
  life: Life<State, Event>,
  states: readonly State[],
  events: readonly Event[],
  written: string,
) {
  const moves = movesOf(written)
  return states.flatMap((state) =>
    events.map((event) => ({
      state,
      event,
      expected: moves.get(`${state} ${event}`),
      answer: advance(life, state, event, '012-261121-001'),
    })),
  )
}

const answerTo = (state: string, event: string, expected: string | undefined) =>
  expected === undefined
    ? { ok: false, error: { code: 'state-forbids', thing: '012-261121-001', state, event } }
    : { ok: true, value: expected }

describe('the life of a case', () => {
  const pairs = pairsOf(caseLife, CaseState.options, CaseEvent.options, CASE_MOVES)

  it.each(pairs)('$state on $event leads to $expected', ({ state, event, expected, answer }) => {
    expect(answer).toEqual(answerTo(state, event, expected))
  })

  it('is walked whole: every written move is a pair', () => {
    expect(pairs).toHaveLength(7 * 9)
    expect(pairs.filter(({ expected }) => expected !== undefined)).toHaveLength(movesOf(CASE_MOVES).size)
  })

  it('ends where nothing more happens, and nothing else is an end', () => {
    const ends = CaseState.options.filter((state) =>
      CaseEvent.options.every((event) => !advance(caseLife, state, event, 'x').ok),
    )
    expect(ends).toEqual(['closed', 'rejected', 'withdrawn'])
  })

  it('never comes back from the execution: a detached token is not put on again by a move', () => {
    const after: CaseState[] = ['awaiting-registration', 'awaiting-relogin', 'closed']
    for (const state of after) {
      for (const next of Object.values(caseLife[state])) expect(after, `${state} → ${next}`).toContain(next)
    }
  })
})

describe('the life of a registration', () => {
  const pairs = pairsOf(registrationLife, Registration.options, LinkEvent.options, REGISTRATION_MOVES)

  it.each(pairs)('$state on $event leads to $expected', ({ state, event, expected, answer }) => {
    expect(answer).toEqual(answerTo(state, event, expected))
  })

  it('is walked whole: every written move is a pair', () => {
    expect(pairs).toHaveLength(6 * 2)
    expect(pairs.filter(({ expected }) => expected !== undefined)).toHaveLength(
      movesOf(REGISTRATION_MOVES).size,
    )
  })
})
