import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import type { CaseAsk } from '#shared/asks'
import { Serial } from '#shared/ids'
import { SERVICE_IDS } from '#shared/profiles'
import {
  isOnForm,
  reasonsFor,
  sharersOf,
  statesAfter,
  stepsOf,
} from '../../../../src-renderer/tasks/case/shape.ts'

const unlock = (alsoReissue: boolean): CaseAsk => ({ kind: 'unlock', users: ['a'], alsoReissue })
type Of = Parameters<typeof stepsOf>[0]
const at = (of: Partial<Of>): Of => ({
  kind: 'token-detach',
  ask: { kind: 'token-detach' },
  state: 'draft',
  secondChecker: [],
  firstApproverName: null,
  executedAt: null,
  ...of,
})
const because: Of['secondChecker'] = [{ what: 'seal', on: '2026-11-01' as never, from: 'said' }]

describe('the steps of a case', () => {
  it('lead over a registration where a token was taken away, and not where a lockout was lifted', () => {
    expect(stepsOf(at({})).names).toEqual(['paper', 'compare', 'approve', 'register', 'receipt'])
    expect(stepsOf(at({ kind: 'unlock', ask: unlock(false) })).names).toEqual([
      'paper',
      'compare',
      'approve',
      'receipt',
    ])
    expect(stepsOf(at({ kind: 'unlock', ask: unlock(true) })).names).toContain('register')
  })

  it('show both supervisors from the moment a change of the seal is on the form, and afterwards', () => {
    expect(stepsOf(at({ secondChecker: because })).names).toContain('second')
    const waiting = stepsOf(at({ state: 'awaiting-second-approval', secondChecker: because }))
    expect(waiting.names[waiting.at]).toBe('second')
    const done = stepsOf(
      at({
        state: 'awaiting-registration',
        firstApproverName: '中村',
        executedAt: '2026-11-21T01:00:00.000Z' as never,
      }),
    )
    expect(done.names[done.at]).toBe('register')
    expect(done.names).toContain('first')
  })

  it('do not make two supervisors of one who has approved, although a change is found later', () => {
    const done = stepsOf(
      at({
        state: 'awaiting-registration',
        secondChecker: because,
        executedAt: '2026-11-21T01:00:00.000Z' as never,
      }),
    )
    expect(done.names).not.toContain('second')
  })

  it('of an application for hardware lead over the way of the parcel, unless the token is shared (R-003-15)', () => {
    const ask: CaseAsk = {
      kind: 'hardware',
      purpose: 'first',
      model: 'm',
      delivery: 'mail',
      startOn: null,
      share: null,
    }
    const hardware = (state: Of['state']) => stepsOf(at({ kind: 'hardware', ask, state }))
    expect(hardware('draft').names).toEqual([
      'paper',
      'compare',
      'approve',
      'dispatch',
      'register',
      'receipt',
    ])
    for (const state of ['awaiting-dispatch', 'in-transit', 'returned'] as const) {
      const { names, at: place } = hardware(state)
      expect(names[place], state).toBe('dispatch')
    }
    const arrived = hardware('awaiting-registration')
    expect(arrived.names[arrived.at]).toBe('register')
    const shared = stepsOf(at({ kind: 'hardware', ask: { ...ask, share: Serial.parse('78106431') } }))
    expect(shared.names).toEqual(['paper', 'compare', 'approve', 'register', 'receipt'])
  })

  it('of a difference in the safe are the count, the approval and the book', () => {
    const ask: CaseAsk = {
      kind: 'stock-difference',
      stocktake: 'ST-012-000001',
      model: null,
      missing: [],
      surplus: [],
      reason: '',
    }
    const place = (state: Of['state']) => {
      const { names, at: here } = stepsOf(at({ kind: 'stock-difference', ask, state }))
      return names[here]
    }
    expect(place('awaiting-approval')).toBe('approve')
    expect(place('closed')).toBeUndefined()
    expect(isOnForm('stock-difference')).toBe(false)
    expect(isOnForm('hardware')).toBe(true)
  })

  it('are all behind a case that is closed', () => {
    for (const kind of ['token-detach', 'reissue'] as const) {
      const { names, at: place } = stepsOf(at({ kind, ask: { kind }, state: 'closed' }))
      expect(place).toBe(names.length)
    }
  })
})

describe('both axes as they will be', () => {
  const user = { registration: 'active', authentication: 'locked' } as const

  it('follow the life of a link and the verb of the service', () => {
    expect(statesAfter({ ...user, effect: 'unlocked' }, profileOf('P003'))).toEqual({
      registration: 'active',
      authentication: 'usable',
    })
    expect(statesAfter({ ...user, effect: 'detached' }, profileOf('P000'))).toEqual({
      registration: 'none',
      authentication: 'none',
    })
    expect(statesAfter({ ...user, effect: 'detached' }, profileOf('P003'))).toEqual({
      registration: 'revoked',
      authentication: 'none',
    })
  })

  it('let somebody begin anew whose old token an application for hardware takes away (R-003-36)', () => {
    const taken = { registration: 'expired', authentication: 'usable', effect: 'detached' } as const
    expect(statesAfter(taken, profileOf('P003'), 'hardware')).toEqual({
      registration: 'issued',
      authentication: 'none',
    })
    expect(statesAfter(taken, profileOf('P003'), 'reissue')).toEqual({
      registration: 'revoked',
      authentication: 'none',
    })
  })

  it('are not guessed where our own stop covers what lay beneath it', () => {
    expect(
      statesAfter(
        { registration: 'active', authentication: 'suspended', effect: 'resumed' },
        profileOf('P002'),
      ),
    ).toBe('before-stop')
  })

  it('stay open where the guide is silent, and where nothing happens', () => {
    for (const effect of ['unclear', 'none'] as const)
      expect(statesAfter({ ...user, effect }, profileOf('P003'))).toBeUndefined()
  })

  it('are not shown for a change that is impossible by now', () => {
    expect(
      statesAfter(
        { registration: 'active', authentication: 'usable', effect: 'unlocked' },
        profileOf('P003'),
      ),
    ).toBeUndefined()
  })
})

describe('reasons for a reset', () => {
  it('name the end of the PC token only where a service had one (R-002-09)', () => {
    const having = SERVICE_IDS.filter((id) => reasonsFor(profileOf(id), null).includes('pc-token-ended'))
    expect(having).toEqual(['P002'])
  })

  it('name the missing issue mail only where tokens are issued by mail (R-004-09)', () => {
    const having = SERVICE_IDS.filter((id) => reasonsFor(profileOf(id), null).includes('issue-mail-missing'))
    expect(having).toEqual(['P004'])
  })

  it('name a change without revoking only where one revokes (R-004-25)', () => {
    expect(reasonsFor(profileOf('P000'), null)).not.toContain('changed-without-revoke')
    expect(reasonsFor(profileOf('P004'), null)).toContain('changed-without-revoke')
  })

  it('keep one that was chosen already', () => {
    expect(reasonsFor(profileOf('P000'), 'issue-mail-missing')).toContain('issue-mail-missing')
  })
})

describe('users who share a serial', () => {
  const users = [
    { userId: 'a', sharesWith: null },
    { userId: 'b', sharesWith: 'a' },
    { userId: 'c', sharesWith: null },
    { userId: 'd', sharesWith: 'x' },
    { userId: 'e', sharesWith: 'x' },
  ]

  it('come along with the first of them that is named (R-003-24)', () => {
    const { named, sharing } = sharersOf(users)
    expect(named.map(({ userId }) => userId)).toEqual(['a', 'c', 'd'])
    expect(sharing.map(({ userId }) => userId)).toEqual(['b', 'e'])
  })

  it('stand for themselves where the one they share it with is not among them', () => {
    expect(sharersOf([{ userId: 'b', sharesWith: 'a' }]).sharing).toEqual([])
  })
})
