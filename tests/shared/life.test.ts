import { describe, expect, it } from 'vitest'
import { CaseEvent, CaseState, caseLife, OPEN_STATES } from '#shared/cases'
import { advance, type Life } from '#shared/life'
import {
  Authentication,
  authenticationLife,
  LinkEvent,
  moveLink,
  Registration,
  registrationLife,
} from '#shared/links'

/**
 * The lives of things, written by hand a second time: `state event → state`. Every pair that is not written here
 * must be refused.
 */

const CASE_MOVES = `
  draft                     edit           draft
  draft                     submit         awaiting-approval
  draft                     withdraw       withdrawn
  draft                     hand-over      draft
  draft                     allocate       draft
  awaiting-approval         edit           draft
  awaiting-approval         send-back      draft
  awaiting-approval         reject         rejected
  awaiting-approval         withdraw       withdrawn
  awaiting-approval         approve-first  awaiting-second-approval
  awaiting-approval         approve        awaiting-registration
  awaiting-approval         approve-dispatch  awaiting-dispatch
  awaiting-approval         complete       closed
  awaiting-approval         hand-over      awaiting-approval
  awaiting-second-approval  edit           draft
  awaiting-second-approval  send-back      draft
  awaiting-second-approval  reject         rejected
  awaiting-second-approval  withdraw       withdrawn
  awaiting-second-approval  approve        awaiting-registration
  awaiting-second-approval  approve-dispatch  awaiting-dispatch
  awaiting-second-approval  complete       closed
  awaiting-second-approval  hand-over      awaiting-second-approval
  awaiting-dispatch         allocate       awaiting-dispatch
  awaiting-dispatch         pack           awaiting-dispatch
  awaiting-dispatch         post           in-transit
  awaiting-dispatch         hand-out       awaiting-registration
  awaiting-dispatch         move-start     awaiting-dispatch
  awaiting-dispatch         withdraw       withdrawn
  awaiting-dispatch         call-back      awaiting-dispatch
  awaiting-dispatch         hand-over      awaiting-dispatch
  in-transit                arrive         awaiting-registration
  in-transit                come-back      returned
  in-transit                lose-in-post   awaiting-dispatch
  in-transit                move-start     in-transit
  in-transit                call-back      in-transit
  in-transit                hand-over      in-transit
  returned                  send-again     awaiting-dispatch
  returned                  move-start     returned
  returned                  withdraw       withdrawn
  returned                  call-back      returned
  returned                  hand-over      returned
  awaiting-registration     move-start     awaiting-registration
  awaiting-registration     allocate       awaiting-dispatch
  awaiting-registration     register-one   awaiting-registration
  awaiting-registration     register       awaiting-relogin
  awaiting-registration     register-last  closed
  awaiting-registration     postpone       awaiting-registration
  awaiting-registration     call-back      awaiting-registration
  awaiting-registration     hand-over      awaiting-registration
  awaiting-relogin          close          closed
  awaiting-relogin          call-back      awaiting-relogin
  awaiting-relogin          hand-over      awaiting-relogin
  awaiting-review           note           awaiting-review
  awaiting-review           review         awaiting-papers
  awaiting-review           review-last    closed
  awaiting-review           follow         awaiting-review
  awaiting-review           call-back      awaiting-review
  awaiting-review           hand-over      awaiting-review
  awaiting-papers           note           awaiting-papers
  awaiting-papers           follow         closed
  awaiting-papers           call-back      awaiting-papers
  awaiting-papers           hand-over      awaiting-papers
  awaiting-approval         lapse          lapsed
  awaiting-second-approval  lapse          lapsed
`

const REGISTRATION_MOVES = `
  none     issue     issued
  none     register  active
  issued   register  active
  issued   detach    none
  issued   revoke    revoked
  issued   opt-out   none
  active   exchange  active
  active   detach    none
  active   revoke    revoked
  active   opt-out   none
  expired  detach    none
  expired  revoke    revoked
  expired  opt-out   none
  revoked  issue     issued
  revoked  register  active
  revoked  detach    none
  revoked  opt-out   none
`

const AUTHENTICATION_MOVES = `
  none       register       usable
  none       detach         none
  none       revoke         none
  none       opt-out        none
  none       suspend        suspended
  usable     register       usable
  usable     exchange       usable
  usable     detach         none
  usable     revoke         none
  usable     opt-out        none
  usable     lock           locked
  usable     suspend        suspended
  locked     unlock         usable
  locked     detach         none
  locked     revoke         none
  locked     opt-out        none
  locked     suspend        suspended
  suspended  resume         usable
  suspended  resume-locked  locked
  suspended  resume-unused  none
  suspended  detach         none
  suspended  revoke         none
  suspended  opt-out        none
`

type Moves = ReadonlyMap<string, string>
const movesOf = (text: string): Moves =>
  new Map(
    text
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .map(([state, event, next]) => [`${state} ${event}`, next ?? '']),
  )

const THING = '012-261121-001'

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
      answer: advance(life, state, event, THING),
    })),
  )
}

const answerTo = (state: string, event: string, expected: string | undefined) =>
  expected === undefined
    ? { ok: false, error: { code: 'state-forbids', thing: THING, state, event } }
    : { ok: true, value: expected }

describe('the life of a case', () => {
  const pairs = pairsOf(caseLife, CaseState.options, CaseEvent.options, CASE_MOVES)

  it.each(pairs)('$state on $event leads to $expected', ({ state, event, expected, answer }) => {
    expect(answer).toEqual(answerTo(state, event, expected))
  })

  it('is walked whole: every written move is a pair', () => {
    expect(pairs).toHaveLength(14 * 30)
    expect(pairs.filter(({ expected }) => expected !== undefined)).toHaveLength(movesOf(CASE_MOVES).size)
  })

  it('ends where nothing more happens, and nothing else is an end', () => {
    const ends = CaseState.options.filter((state) =>
      CaseEvent.options.every((event) => !advance(caseLife, state, event, 'x').ok),
    )
    expect(ends).toEqual(['closed', 'rejected', 'withdrawn', 'lapsed'])
    expect([...OPEN_STATES, ...ends].sort()).toEqual([...CaseState.options].sort())
  })

  it('never comes back from the execution: what was done is not undone by a move', () => {
    const after: CaseState[] = ['awaiting-registration', 'awaiting-relogin', 'closed']
    for (const state of after) {
      for (const [event, next] of Object.entries(caseLife[state])) {
        // Another token follows one that was lost or brought back before its first code; its approval stands.
        if (event === 'allocate') expect(next).toBe('awaiting-dispatch')
        else expect(after, `${state} → ${next}`).toContain(next)
      }
    }
  })

  it('executes only out of an approval, and a second approval only after a first', () => {
    const from = (event: CaseEvent) => CaseState.options.filter((state) => event in caseLife[state])
    expect(from('approve')).toEqual(['awaiting-approval', 'awaiting-second-approval'])
    expect(from('complete')).toEqual(['awaiting-approval', 'awaiting-second-approval'])
    expect(from('approve-first')).toEqual(['awaiting-approval'])
    expect(from('approve-dispatch')).toEqual(['awaiting-approval', 'awaiting-second-approval'])
  })

  it('of a loss neither falls back into a draft nor is thrown away: it ends in closed alone (R-001-22)', () => {
    const loss: CaseState[] = ['awaiting-review', 'awaiting-papers', 'closed']
    for (const state of loss) {
      for (const next of Object.values(caseLife[state])) expect(loss, `${state} → ${next}`).toContain(next)
    }
  })

  it('registers hardware only out of the hands of the customer: no way leads past delivery or handing out (R-003-09)', () => {
    const before: CaseState[] = ['awaiting-dispatch', 'in-transit', 'returned']
    for (const state of before) {
      const out = Object.entries(caseLife[state])
        .filter(([, next]) => !before.includes(next))
        .map(([event, next]) => `${event} ${next}`)
      expect(out, state).toEqual(
        {
          'awaiting-dispatch': ['hand-out awaiting-registration', 'withdraw withdrawn'],
          'in-transit': ['arrive awaiting-registration'],
          returned: ['withdraw withdrawn'],
        }[state as 'returned'],
      )
    }
  })

  it('goes on from returned mail or a lost letter by packing again, never straight to the customer (E-10)', () => {
    expect(caseLife.returned['send-again']).toBe('awaiting-dispatch')
    expect(caseLife['in-transit']['lose-in-post']).toBe('awaiting-dispatch')
    expect(caseLife.returned.arrive).toBeUndefined()
  })

  it('can be handed to a colleague wherever somebody still has something to do', () => {
    for (const state of OPEN_STATES)
      expect(advance(caseLife, state, 'hand-over', THING)).toEqual(answerTo(state, 'hand-over', state))
  })
})

describe('the life of a registration', () => {
  const pairs = pairsOf(registrationLife, Registration.options, LinkEvent.options, REGISTRATION_MOVES)

  it.each(pairs)('$state on $event leads to $expected', ({ state, event, expected, answer }) => {
    expect(answer).toEqual(answerTo(state, event, expected))
  })

  it('is walked whole: every written move is a pair', () => {
    expect(pairs).toHaveLength(6 * 12)
    expect(pairs.filter(({ expected }) => expected !== undefined)).toHaveLength(
      movesOf(REGISTRATION_MOVES).size,
    )
  })
})

describe('the life of an authentication', () => {
  const pairs = pairsOf(authenticationLife, Authentication.options, LinkEvent.options, AUTHENTICATION_MOVES)

  it.each(pairs)('$state on $event leads to $expected', ({ state, event, expected, answer }) => {
    expect(answer).toEqual(answerTo(state, event, expected))
  })

  it('is walked whole: every written move is a pair', () => {
    expect(pairs).toHaveLength(4 * 12)
    expect(pairs.filter(({ expected }) => expected !== undefined)).toHaveLength(
      movesOf(AUTHENTICATION_MOVES).size,
    )
  })

  it('leaves a lockout by an unlock or with the token itself, and by nothing else', () => {
    const out = LinkEvent.options.filter(
      (event) =>
        !['locked', 'suspended', undefined].includes(movesOf(AUTHENTICATION_MOVES).get(`locked ${event}`)),
    )
    expect(out).toEqual(['detach', 'revoke', 'opt-out', 'unlock'])
  })

  it('is not registered or unlocked out of a stop of our own, which only its own events lift', () => {
    for (const event of ['register', 'exchange', 'unlock', 'lock'] as const) {
      expect(advance(authenticationLife, 'suspended', event, THING)).toEqual(
        answerTo('suspended', event, undefined),
      )
    }
  })
})

describe('both axes of a link at once', () => {
  const registrations = movesOf(REGISTRATION_MOVES)
  const authentications = movesOf(AUTHENTICATION_MOVES)
  /** Where one axis goes by what is written above: on, staying where the event does not concern it, or nowhere. */
  const along = (moves: Moves, state: string, event: string): string | undefined =>
    [...moves.keys()].some((pair) => pair.endsWith(` ${event}`)) ? moves.get(`${state} ${event}`) : state

  const triples = Registration.options.flatMap((registration) =>
    Authentication.options.flatMap((authentication) =>
      LinkEvent.options.map((event) => ({ registration, authentication, event })),
    ),
  )

  it.each(triples)(
    '$registration and $authentication on $event',
    ({ registration, authentication, event }) => {
      const next = along(registrations, registration, event)
      const also = along(authentications, authentication, event)
      const answer = moveLink({ registration, authentication }, event, THING)
      if (next === undefined) expect(answer).toEqual(answerTo(registration, event, undefined))
      else if (also === undefined) expect(answer).toEqual(answerTo(authentication, event, undefined))
      else expect(answer).toEqual({ ok: true, value: { registration: next, authentication: also } })
    },
  )

  it('are walked whole, and each event is written for one axis at least', () => {
    expect(triples).toHaveLength(6 * 4 * 12)
    const written = [...registrations.keys(), ...authentications.keys()].map((pair) => pair.split(' ')[1])
    expect(LinkEvent.options.filter((event) => !written.includes(event))).toEqual([])
  })

  it('are never merged: a revoked token keeps its stop, and a lockout leaves the registration alone (R-003-21, R-003-33)', () => {
    expect(moveLink({ registration: 'revoked', authentication: 'none' }, 'suspend', THING)).toEqual({
      ok: true,
      value: { registration: 'revoked', authentication: 'suspended' },
    })
    expect(moveLink({ registration: 'active', authentication: 'usable' }, 'lock', THING)).toEqual({
      ok: true,
      value: { registration: 'active', authentication: 'locked' },
    })
  })

  it('take nothing away from an unknown registration, and put nothing on it (R-004-27)', () => {
    const done = LinkEvent.options.filter((event) =>
      Authentication.options.some(
        (authentication) => moveLink({ registration: 'unknown', authentication }, event, THING).ok,
      ),
    )
    expect(done).toEqual(['lock', 'unlock', 'suspend', 'resume', 'resume-locked', 'resume-unused'])
  })

  it('a stop of our own is lifted to where it came from: never a way out of a lockout', () => {
    const locked = { registration: 'active', authentication: 'locked' } as const
    const stopped = moveLink(locked, 'suspend', THING)
    if (!stopped.ok) throw new Error('not stopped')
    expect(moveLink(stopped.value, 'unlock', THING).ok).toBe(false)
    expect(moveLink(stopped.value, 'resume-locked', THING)).toEqual({ ok: true, value: locked })
  })
})
