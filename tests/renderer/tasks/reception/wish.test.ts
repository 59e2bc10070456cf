import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { nothingTicked } from '#renderer/tasks/reception/visit.ts'
import {
  applicants,
  modelsOf,
  orderOf,
  otherMode,
  reachedBy,
  sharable,
  unlockable,
  wishLacks,
  wishOf,
} from '#renderer/tasks/reception/wish.ts'
import { noWish } from '#shared/asks'
import { CalendarDate, Serial } from '#shared/ids'
import type { ContractView } from '#shared/operations/contracts'

type User = ContractView['users'][number]

const user = (userId: string, changes: Partial<User> = {}): User => ({
  userId,
  name: `${userId} さん`,
  kana: '',
  role: 'general',
  transferRight: true,
  serial: null,
  sharedWith: 0,
  registration: 'active',
  authentication: 'usable',
  expiresAt: null,
  vendor: null,
  legacy: false,
  ...changes,
})
const serial = Serial.parse('78106431')
const bySerial = profileOf('P003')
const selected = profileOf('P004')

/** Three users of one serial, one of them not stopped, and somebody stopped on their own. */
const users = [
  user('ono', { role: 'admin', authentication: 'locked' }),
  user('sasaki', { serial, authentication: 'locked' }),
  user('morita', { serial, authentication: 'locked' }),
  user('ikeda', { serial }),
  user('hara'),
]
const contract = { users, usageMode: null }
const sasaki = { kind: 'user', userId: 'sasaki' } as const
const ticking = (...ids: string[]) => ({ ...nothingTicked, users: ids })

describe('an unlocking', () => {
  it('shows users of one serial as one choice, and nobody who is not stopped on their own (R-003-24)', () => {
    const entries = unlockable(bySerial, users, sasaki)
    expect(entries.map(({ members }) => members.map(({ userId }) => userId))).toEqual([
      ['sasaki', 'morita', 'ikeda'],
      ['ono'],
    ])
    expect(entries.map(({ fixed }) => fixed)).toEqual([true, false])
  })

  it('shows each user alone where the service unlocks the selected ones (R-004-21)', () => {
    const entries = unlockable(selected, users, sasaki)
    expect(entries.map(({ members }) => members.map(({ userId }) => userId))).toEqual([
      ['sasaki'],
      ['ono'],
      ['morita'],
    ])
  })

  it('never reaches a sharer alone: whoever is asked for brings the others of the serial (R-003-24)', () => {
    expect(wishOf('unlock', bySerial, contract, sasaki, nothingTicked).users).toEqual(['sasaki', 'morita'])
    expect(wishOf('unlock', selected, contract, sasaki, nothingTicked).users).toEqual(['sasaki'])
  })

  it('takes those ticked besides, and never somebody who is not stopped', () => {
    expect(wishOf('unlock', selected, contract, sasaki, ticking('ono', 'hara')).users).toEqual([
      'ono',
      'sasaki',
    ])
  })

  it('carries a re-issue on the same form, and needs somebody who is stopped', () => {
    const also = { ...nothingTicked, alsoReissue: true }
    expect(wishOf('unlock', selected, contract, sasaki, also).alsoReissue).toBe(true)
    const nobody = wishOf('unlock', selected, contract, { kind: 'user', userId: 'hara' }, nothingTicked)
    expect(wishLacks('unlock', nobody)).toBe('users')
    expect(wishLacks('unlock', wishOf('unlock', selected, contract, sasaki, also))).toBeUndefined()
  })
})

describe('an application', () => {
  const applying = {
    users: [
      user('a', { registration: 'none', authentication: 'none' }),
      user('b'),
      user('c', { registration: 'revoked', authentication: 'none' }),
      user('d', { registration: 'issued', authentication: 'none' }),
    ],
    usageMode: null,
  }
  const a = { kind: 'user', userId: 'a' } as const

  it('can be for whoever may not begin yet, and is for the one who asks', () => {
    expect(applicants(applying.users, a).map(({ id }) => id)).toEqual(['a', 'c'])
    expect(wishOf('application', selected, applying, a, nothingTicked).users).toEqual(['a'])
    expect(wishOf('application', selected, applying, a, ticking('b', 'c', 'd')).users).toEqual(['a', 'c'])
  })
})

describe('a change of usage mode', () => {
  const p000 = profileOf('P000')
  it('asks for the other mode where the present one is known (R-000-16)', () => {
    expect(otherMode('individual')).toBe('shared')
    expect(otherMode('shared')).toBe('individual')
    const wish = wishOf('usage-mode', p000, { users, usageMode: 'shared' }, { kind: 'shared' }, nothingTicked)
    expect(wish.usageMode).toBe('individual')
    expect(wishLacks('usage-mode', wish)).toBeUndefined()
  })

  it('has to be named where there is no mode yet (R-000-18)', () => {
    const wish = wishOf('usage-mode', p000, contract, sasaki, nothingTicked)
    expect(wishLacks('usage-mode', wish)).toBe('usage-mode')
    const named = wishOf('usage-mode', p000, contract, sasaki, { ...nothingTicked, usageMode: 'shared' })
    expect(named).toEqual({ ...noWish, usageMode: 'shared' })
  })
})

describe('an application for hardware', () => {
  const model = modelsOf(bySerial)[0]?.code
  const start = CalendarDate.parse('2026-12-14')
  const ordering = (hardware: (typeof nothingTicked)['hardware']) => ({ ...nothingTicked, hardware })
  const wished = (hardware: (typeof nothingTicked)['hardware'], whose = sasaki) =>
    wishOf('hardware', bySerial, contract, whose, ordering(hardware))

  it('asks what it is for, and in this service from when, before a case is opened (R-003-06, R-003-07)', () => {
    const lacks = (hardware: (typeof nothingTicked)['hardware']) =>
      wishLacks('hardware', wished(hardware), orderOf(bySerial, contract, sasaki, hardware))
    const known = model === undefined ? {} : { model }
    expect(lacks(known)).toBe('purpose')
    expect(lacks({ ...known, purpose: 'exchange' })).toBe('start-date')
    expect(lacks({ ...known, purpose: 'exchange', startOn: start })).toBeUndefined()
    // A date that was emptied again is missing again.
    expect(lacks({ ...known, purpose: 'exchange', startOn: undefined })).toBe('start-date')
    expect(lacks({ purpose: 'exchange', startOn: start, model: undefined })).toBe('model')
  })

  it('goes by post to a new token of the only model, unless something else is said (R-002-33)', () => {
    expect(wished({ purpose: 'broken', startOn: start }).hardware).toEqual(
      modelsOf(bySerial).length === 1
        ? { purpose: 'broken', model, delivery: 'mail', startOn: start, share: null }
        : null,
    )
    expect(wished({ purpose: 'broken', model: 'x', startOn: start, delivery: 'counter' }).hardware).toEqual({
      purpose: 'broken',
      model: 'x',
      delivery: 'counter',
      startOn: start,
      share: null,
    })
  })

  it('is for a first token where there is none yet, and otherwise asks', () => {
    const none = [user('sasaki', { registration: 'none', authentication: 'none' })]
    expect(orderOf(bySerial, { users: none, usageMode: null }, sasaki, {}).purpose).toBe('first')
    expect(orderOf(bySerial, contract, sasaki, {}).purpose).toBeUndefined()
  })

  it('needs no start date where the service has none', () => {
    const undated = { ...bySerial, startDateRule: 'none' as const }
    const wish = wishOf('hardware', undated, contract, sasaki, ordering({ purpose: 'lost', model: 'x' }))
    expect(wish.hardware).toMatchObject({ purpose: 'lost', startOn: null })
    expect(wishLacks('hardware', wish)).toBeUndefined()
  })

  it('offers the working tokens of colleagues once each, never one’s own and none that is stopped (R-003-15)', () => {
    const other = Serial.parse('78106499')
    const people = [...users, user('nishi', { serial: other }), user('minami', { serial: other })]
    const stopped = [...users, user('nishi', { serial: other, authentication: 'suspended' })]
    expect(sharable(bySerial, people, sasaki)).toEqual([
      { serial: other, names: ['nishi さん', 'minami さん'] },
    ])
    expect(sharable(bySerial, people, { kind: 'user', userId: 'hara' }).map((one) => one.serial)).toEqual([
      serial,
      other,
    ])
    expect(sharable(bySerial, stopped, sasaki)).toEqual([])
    expect(sharable(selected, people, sasaki)).toEqual([])
  })

  it('shows whose token goes with it as soon as everything is said', () => {
    const reached = (hardware: (typeof nothingTicked)['hardware']) =>
      reachedBy(
        bySerial,
        contract,
        { kind: 'user', userId: 'hara' },
        { job: 'hardware', reasons: [], touched: [] },
        ordering(hardware),
      )
    const all = { model: 'x', startOn: start }
    expect(reached({ model: 'x' })).toEqual([])
    const effects = (purpose: 'broken' | 'exchange') =>
      reached({ ...all, purpose }).map(({ userId, effect }) => `${userId} ${effect}`)
    expect(effects('exchange')).toContain('hara enabled')
    expect(effects('broken')).toContain('hara detached')
    expect(effects('broken')).toContain('ono none')
  })
})

describe('what an answer reaches', () => {
  const said = { job: null, reasons: [], touched: [] }
  it('is what main said, where nothing is wished beside the situation', () => {
    for (const job of ['token-detach', 'reissue', 'opt-out', null] as const) {
      expect(wishOf(job, selected, contract, sasaki, ticking('ono'))).toEqual(noWish)
      expect(reachedBy(selected, contract, sasaki, { ...said, job }, ticking('ono'))).toBe(said.touched)
    }
  })

  it('follows every tick of an unlocking, all users named', () => {
    const reached = (ids: readonly string[]) =>
      reachedBy(bySerial, contract, sasaki, { ...said, job: 'unlock' }, ticking(...ids)).map(
        ({ userId, effect }) => `${userId} ${effect}`,
      )
    expect(reached([])).toEqual(['ono none', 'sasaki unlocked', 'morita unlocked', 'ikeda none', 'hara none'])
    expect(reached(['ono'])[0]).toBe('ono unlocked')
  })

  it('is that of the same act at the counter where the administrator does it (R-003-24, R-000-16)', () => {
    const unlocks = [{ code: 'own-administrator-unlocks' as const, sources: [] }]
    const reached = reachedBy(bySerial, contract, sasaki, { ...said, reasons: unlocks }, nothingTicked)
    expect(reached.filter(({ effect }) => effect === 'unlocked').map(({ userId }) => userId)).toEqual([
      'sasaki',
      'morita',
    ])
    const changes = [{ code: 'usage-mode-by-administrator' as const, sources: [] }]
    const p000 = profileOf('P000')
    const people = [user('a', { role: 'admin' }), user('b')]
    const mode = (usageMode: 'individual' | null) =>
      reachedBy(p000, { users: people, usageMode }, sasaki, { ...said, reasons: changes }, nothingTicked)
    expect(mode('individual').map(({ effect }) => effect)).toEqual(['detached', 'detached'])
    expect(mode(null), 'no mode is named yet, so nothing can be told').toEqual([])
  })
})
