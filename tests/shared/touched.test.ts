import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { type CaseAsk, emptyReport } from '#shared/asks'
import { CaseNo } from '#shared/ids'
import type { Subject } from '#shared/intake'
import type { ServiceId } from '#shared/profiles'
import { sharesWith, type TouchedUser, touchedBy, unlockReach, usersOfToken } from '#shared/touched'

const live = { registration: 'active', authentication: 'usable' } as const
const user = (
  userId: string,
  role: TouchedUser['role'],
  serial: string | null,
  more: Partial<TouchedUser> = {},
): TouchedUser => ({ userId, role, serial, ...live, ...more })

/** An administrator with a token of their own, and two who share one (R-003-15). */
const users: readonly TouchedUser[] = [
  user('adm', 'admin', 'A1'),
  user('one', 'general', 'B2'),
  user('two', 'general', 'B2'),
]
const of = (userId: string): Subject => ({ kind: 'user', userId })
const shared: Subject = { kind: 'shared' }
const contract: Subject = { kind: 'contract' }

const effects = (service: ServiceId, ask: CaseAsk, subject: Subject, people = users): readonly string[] =>
  touchedBy(profileOf(service), ask, subject, people).map(({ effect, gap }) =>
    gap === null ? effect : `${effect} ${gap}`,
  )

const loss: CaseAsk = { kind: 'loss', how: 'stolen', report: emptyReport, found: null }
const resume: CaseAsk = {
  kind: 'resume',
  lossCase: CaseNo.parse('012-261121-001'),
  why: 'mistaken-stop',
}
const unlock = (chosen: readonly string[], alsoReissue = false): CaseAsk => ({
  kind: 'unlock',
  users: [...chosen],
  alsoReissue,
})

describe.each([{ kind: 'token-detach' }, { kind: 'reissue' }] as const)(
  'a token taken away: $kind',
  (ask) => {
    it('is everybody’s when the shared token goes (R-000-17)', () => {
      expect(effects('P000', ask, shared)).toEqual(['shared', 'shared', 'shared'])
    })

    it('is unclear for the others when an administrator’s goes in WEB-FB (R-000-39, G-01)', () => {
      expect(effects('P000', ask, of('adm'))).toEqual(['detached', 'unclear G-01', 'unclear G-01'])
    })

    it('leaves the others alone when a general user’s goes', () => {
      const alone = [user('adm', 'admin', 'A1'), user('one', 'general', 'B2'), user('two', 'general', 'C3')]
      expect(effects('P000', ask, of('one'), alone)).toEqual(['none', 'detached', 'none'])
    })

    it('is the selected user’s only at a cooperative (R-003-42)', () => {
      expect(effects('P003', ask, of('adm'))).toEqual(['detached', 'none', 'none'])
    })

    it('is unclear for those with the same serial (R-003-15, G-04)', () => {
      expect(effects('P003', ask, of('one'))).toEqual(['none', 'detached', 'unclear G-04'])
    })

    it('shares nothing by having no serial (R-004-07)', () => {
      const mailed = [user('adm', 'admin', null), user('one', 'general', null)]
      expect(effects('P004', ask, of('one'), mailed)).toEqual(['none', 'detached'])
    })
  },
)

describe('an unlock', () => {
  it('touches those it is asked for and nobody else', () => {
    expect(effects('P003', unlock(['one', 'two']), contract)).toEqual(['none', 'unlocked', 'unlocked'])
    expect(effects('P004', unlock(['adm']), contract)).toEqual(['unlocked', 'none', 'none'])
  })

  it('with a re-issue takes the token away, unclear for whoever shares it and is not asked for (G-04)', () => {
    expect(effects('P003', unlock(['adm'], true), contract)).toEqual(['detached', 'none', 'none'])
    expect(effects('P003', unlock(['one'], true), contract)).toEqual(['none', 'detached', 'unclear G-04'])
  })
})

describe('our own stop, and its end', () => {
  it('is everybody’s who has the very token (R-003-15)', () => {
    expect(effects('P003', loss, of('one'))).toEqual(['none', 'suspended', 'suspended'])
    expect(effects('P003', resume, of('two'))).toEqual(['none', 'resumed', 'resumed'])
    expect(effects('P003', loss, of('adm'))).toEqual(['suspended', 'none', 'none'])
  })

  it('is everybody’s when the shared token is lost (R-000-17)', () => {
    expect(effects('P000', loss, shared)).toEqual(['suspended', 'suspended', 'suspended'])
    expect(effects('P000', resume, shared)).toEqual(['resumed', 'resumed', 'resumed'])
  })
})

describe('an application', () => {
  it('enables those it names', () => {
    const ask: CaseAsk = { kind: 'application', users: ['adm', 'two'] }
    expect(effects('P004', ask, contract)).toEqual(['enabled', 'none', 'enabled'])
  })
})

describe('an opt-out', () => {
  it('is the customer’s own (R-001-16)', () => {
    expect(effects('P001', { kind: 'opt-out' }, of('me'), [user('me', 'contractor', 'A1')])).toEqual([
      'opted-out',
    ])
  })

  it('is unclear for whoever shares the token, and everybody’s with the shared one', () => {
    expect(effects('P003', { kind: 'opt-out' }, of('one'))).toEqual(['none', 'opted-out', 'unclear G-04'])
    expect(effects('P000', { kind: 'opt-out' }, shared)).toEqual(['opted-out', 'opted-out', 'opted-out'])
  })
})

describe('a change of the usage mode', () => {
  const people = [
    user('adm', 'admin', 'A1'),
    user('gen', 'general', null, { registration: 'none', authentication: 'none' }),
  ]

  it('into one shared token takes away every token there is (R-000-16, R-000-17)', () => {
    const ask: CaseAsk = { kind: 'usage-mode', from: 'individual', to: 'shared' }
    expect(effects('P000', ask, contract, people)).toEqual(['detached', 'none'])
  })

  it('back to tokens of their own takes the shared one from everybody', () => {
    const ask: CaseAsk = { kind: 'usage-mode', from: 'shared', to: 'individual' }
    expect(effects('P000', ask, contract, people)).toEqual(['shared', 'shared'])
  })

  it('before the first use takes nothing from anybody (R-000-18)', () => {
    const fresh = people.map((one) => ({ ...one, registration: 'none', authentication: 'none' }) as const)
    for (const to of ['individual', 'shared'] as const) {
      expect(effects('P000', { kind: 'usage-mode', from: null, to }, contract, fresh)).toEqual([
        'none',
        'none',
      ])
    }
  })
})

describe('a change of a service’s description', () => {
  it('touches no user', () => {
    const profile = profileOf('P000')
    const ask: CaseAsk = { kind: 'profile-change', service: 'P000', from: 1, profile, reason: '手引の改訂' }
    expect(effects('P000', ask, { kind: 'service' })).toEqual([])
  })
})

describe('who has the same token', () => {
  it('is told by the serial, and by nothing where there is none', () => {
    expect(usersOfToken(of('one'), users)).toEqual(['one', 'two'])
    expect(usersOfToken(of('adm'), users)).toEqual(['adm'])
    expect(usersOfToken(shared, users)).toEqual([])
    const mailed = [user('adm', 'admin', null), user('one', 'general', null)]
    expect(usersOfToken(of('one'), mailed)).toEqual(['one'])
  })

  it('is named after the first of them, who shares it with nobody before (R-003-15)', () => {
    expect(users.map(({ userId }) => sharesWith(userId, users))).toEqual([null, null, 'one'])
  })
})

describe('the reach of an unlock', () => {
  const locked = { authentication: 'locked' } as const
  const people = [
    user('adm', 'admin', 'A1', locked),
    user('one', 'general', 'B2', locked),
    user('two', 'general', 'B2', locked),
    user('off', 'general', 'B2'),
    user('own', 'general', 'B2', { authentication: 'suspended' }),
  ]
  const reach = (service: ServiceId, chosen: readonly string[]) =>
    unlockReach(profileOf(service), chosen, people)

  it('is every locked user of the serial where the guide says so: a sharer is never unlocked by themself (R-003-24)', () => {
    expect(reach('P003', ['one'])).toEqual(['one', 'two'])
    expect(reach('P003', ['two'])).toEqual(['one', 'two'])
    expect(reach('P003', ['one', 'two'])).toEqual(['one', 'two'])
    expect(reach('P003', ['adm'])).toEqual(['adm'])
  })

  it('is the selected users elsewhere (R-004-21)', () => {
    expect(reach('P004', ['one'])).toEqual(['one'])
    expect(reach('P004', ['two', 'adm'])).toEqual(['adm', 'two'])
  })

  it('holds only the locked: nobody usable, and nobody we stopped ourselves', () => {
    expect(reach('P003', ['off'])).toEqual(['one', 'two'])
    expect(reach('P004', ['off', 'own'])).toEqual([])
    expect(reach('P004', [])).toEqual([])
  })

  it('holds nobody of another contract, and nobody who is not there', () => {
    expect(reach('P003', ['stranger'])).toEqual([])
  })
})

const hardware = (change: Partial<Extract<CaseAsk, { kind: 'hardware' }>> = {}): CaseAsk => ({
  kind: 'hardware',
  purpose: 'first',
  model: 'keyfob',
  delivery: 'mail',
  startOn: null,
  share: null,
  ...change,
})

describe('an application for hardware', () => {
  it.each(['first', 'exchange', 'additional'] as const)('lets the user register one: %s', (purpose) => {
    // An exchange gives the old token up by its own code, once the new one is there (R-002-34).
    expect(effects('P003', hardware({ purpose }), of('one'))).toEqual(['none', 'enabled', 'none'])
  })

  it.each(['lost', 'broken', 'expired'] as const)(
    'takes away what cannot be used any more: %s',
    (purpose) => {
      const alone = [user('adm', 'admin', 'A1'), user('one', 'general', 'B2')]
      expect(effects('P003', hardware({ purpose }), of('one'), alone)).toEqual(['none', 'detached'])
      const expired = [user('one', 'general', 'B2', { registration: 'expired' })]
      expect(effects('P003', hardware({ purpose }), of('one'), expired)).toEqual(['detached'])
    },
  )

  it('leaves the others of a serial as unclear as any taking away does (R-003-42, G-04)', () => {
    expect(effects('P003', hardware({ purpose: 'broken' }), of('one'))).toEqual([
      'none',
      'detached',
      'unclear G-04',
    ])
  })

  it('takes nothing away from somebody who holds nothing', () => {
    for (const registration of ['none', 'issued', 'revoked'] as const) {
      const nothing = [user('one', 'general', null, { registration, authentication: 'none' })]
      expect(effects('P003', hardware({ purpose: 'lost' }), of('one'), nothing)).toEqual(['enabled'])
    }
  })

  it('has taken away what it took, whatever the user has been given since (R-003-36)', () => {
    const since = [
      user('one', 'general', null, { registration: 'issued', authentication: 'none' }),
      user('one', 'general', 'C3'),
    ]
    for (const now of since) {
      const told = (took: boolean) =>
        touchedBy(profileOf('P003'), hardware({ purpose: 'expired' }), of('one'), [now], took)[0]?.effect
      expect([told(true), told(false)]).toEqual(['detached', 'enabled'])
    }
  })
})

describe('a difference in the safe', () => {
  it('touches nobody', () => {
    const difference: CaseAsk = {
      kind: 'stock-difference',
      stocktake: 'ST-012-000001',
      model: null,
      missing: [],
      surplus: [],
      reason: '',
    }
    expect(effects('P003', difference, contract)).toEqual([])
  })
})
