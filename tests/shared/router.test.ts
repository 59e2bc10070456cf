import { describe, expect, it } from 'vitest'
import { profileOf, profiles } from '#main/profiles/index'
import { SERVICE_IDS, type ServiceId } from '#shared/profiles'
import {
  type Answer,
  type RouteInput,
  type RouteReasonCode,
  type RouteUser,
  route,
  SITUATIONS,
  type Situation,
} from '#shared/router'

const user = (userId: string, role: RouteUser['role'], more: Partial<RouteUser> = {}): RouteUser => ({
  userId,
  role,
  registration: 'active',
  authentication: 'usable',
  unavailable: false,
  ...more,
})

type Ask = {
  readonly whose?: string | 'shared'
  readonly users?: readonly RouteUser[]
  readonly shared?: RouteInput['shared']
}

function ask(id: ServiceId, situation: Situation, { whose, users, shared = null }: Ask = {}): Answer {
  const several = profileOf(id).severalUsers
  const people =
    users ?? (several ? [user('adm', 'admin'), user('gen', 'general')] : [user('me', 'contractor')])
  const userId = whose ?? people[0]?.userId ?? ''
  const answer = route({
    profile: profileOf(id),
    situation,
    whose: userId === 'shared' ? { kind: 'shared' } : { kind: 'user', userId },
    users: people,
    shared,
  })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}
const main = (answer: Answer) => answer.reasons[0]
const live = { registration: 'active', authentication: 'usable' } as const

describe('WEB-FB: whose token is it? (R-000-43)', () => {
  it('sends the administrator to the branch with form and seal (R-000-44, E-01)', () => {
    const answer = ask('P000', 'phone-broken', { whose: 'adm' })
    expect(answer).toMatchObject({
      outcome: 'branch',
      job: 'token-detach',
      exception: 'E-01',
      reasonRequired: false,
    })
    expect(main(answer)).toMatchObject({ code: 'administrator-goes-to-branch' })
    expect(main(answer)?.sources).toContain('R-000-44')
  })

  it('sends the administrator to the branch even while another administrator could log in (R-000-44)', () => {
    const users = [user('adm', 'admin'), user('adm2', 'admin')]
    expect(ask('P000', 'phone-broken', { whose: 'adm', users }).outcome).toBe('branch')
  })

  it('sends the shared token to the branch (R-000-17, E-02)', () => {
    const answer = ask('P000', 'phone-broken', { whose: 'shared', shared: live })
    expect(answer).toMatchObject({ outcome: 'branch', job: 'token-detach', exception: 'E-02' })
    expect(main(answer)).toMatchObject({ code: 'shared-token-goes-to-branch' })
  })

  it('redirects a general user to their own administrator (R-000-46)', () => {
    const answer = ask('P000', 'phone-broken', { whose: 'gen' })
    expect(answer).toMatchObject({
      outcome: 'own-administrator',
      helpers: [{ userId: 'adm', usable: true }],
      sheet: 'own-administrator-detach',
    })
    expect(main(answer)?.sources).toContain('R-000-46')
  })

  it('counts an administrator whose own token is dead as able to help, because login asks no code (R-000-48)', () => {
    const users = [
      user('adm', 'admin', { registration: 'none', authentication: 'none' }),
      user('gen', 'general'),
    ]
    expect(ask('P000', 'phone-broken', { whose: 'gen', users }).outcome).toBe('own-administrator')
  })

  it.each([
    ['cannot act, as the teller was told', { unavailable: true }],
    ['is stopped by the bank', { authentication: 'suspended' as const }],
  ])(
    'takes a general user at the branch, with a reason to be recorded, when the only administrator %s (R-000-46)',
    (_, state) => {
      const users = [user('adm', 'admin', state), user('gen', 'general')]
      const answer = ask('P000', 'phone-broken', { whose: 'gen', users })
      expect(answer).toMatchObject({
        outcome: 'branch',
        reasonRequired: true,
        job: 'token-detach',
        helpers: [{ userId: 'adm', usable: false }],
      })
      expect(main(answer)).toMatchObject({ code: 'no-administrator-usable' })
    },
  )

  it('never counts a general user as a helper', () => {
    const users = [user('gen', 'general'), user('gen2', 'general')]
    expect(ask('P000', 'phone-broken', { whose: 'gen', users })).toMatchObject({
      outcome: 'branch',
      helpers: [],
    })
  })

  it('does nothing when only the PC was changed (R-000-47)', () => {
    const answer = ask('P000', 'pc-changed', { whose: 'adm' })
    expect(answer.outcome).toBe('nothing-to-do')
    expect(main(answer)).toMatchObject({ code: 'pc-holds-no-token' })
    expect(main(answer)?.sources).toContain('R-000-47')
  })

  it('explains that login asks no code (R-000-48)', () => {
    const answer = ask('P000', 'cannot-login-without-code', { whose: 'adm' })
    expect(answer.outcome).toBe('nothing-to-do')
    expect(main(answer)?.sources).toContain('R-000-48')
  })

  it('keeps certificates apart from tokens (R-000-49)', () => {
    expect(main(ask('P000', 'certificate-problem'))?.sources).toContain('R-000-49')
  })

  it('stops first at loss and theft and marks the inferred route (R-000-50, G-02)', () => {
    for (const situation of ['lost', 'stolen'] as const) {
      const answer = ask('P000', situation, { whose: 'adm' })
      expect(answer).toMatchObject({ outcome: 'branch', stopFirst: true, exception: 'E-01' })
      expect(answer.gaps).toContain('G-02')
      expect(answer.reasons.map((reason) => reason.code)).toContain('stop-first')
    }
    expect(ask('P000', 'phone-broken', { whose: 'adm' }).stopFirst).toBe(false)
  })

  it('names the change of administrators (E-11)', () => {
    expect(ask('P000', 'administrator-changed', { whose: 'adm' })).toMatchObject({
      outcome: 'branch',
      exception: 'E-11',
      job: 'token-detach',
    })
  })

  it('invents no rule for locks (G-05)', () => {
    const answer = ask('P000', 'locked-out', { whose: 'adm' })
    expect(answer).toMatchObject({ outcome: 'branch', job: null, gaps: ['G-05'] })
    expect(main(answer)).toMatchObject({ code: 'unlock-not-stated' })
  })

  it('says so when there is no token to take away', () => {
    const users = [user('adm', 'admin', { registration: 'none', authentication: 'none' })]
    expect(ask('P000', 'phone-broken', { users })).toMatchObject({
      outcome: 'nothing-to-do',
      sheet: 'register-again',
    })
    const shared = { registration: 'none', authentication: 'none' } as const
    expect(main(ask('P000', 'lost', { whose: 'shared', shared }))).toMatchObject({
      code: 'no-token-registered',
    })
  })
})

describe('personal services: nobody else to ask (R-001-23)', () => {
  it.each(['P001', 'P002'] as const)('%s: a dead token ends at the branch (R-001-20, R-002-31)', (id) => {
    const answer = ask(id, 'old-token-cannot-start')
    expect(answer).toMatchObject({ outcome: 'branch', exception: 'E-04', job: 'reissue', helpers: [] })
    expect(main(answer)).toMatchObject({ code: 'nobody-to-redirect-to' })
  })

  it.each(['lost', 'stolen', 'uninstalled'] as const)(
    'P001: “%s” is the loss exception (R-001-22, E-05)',
    (situation) => {
      expect(ask('P001', situation)).toMatchObject({ outcome: 'branch', exception: 'E-05' })
    },
  )

  it.each(['P001', 'P002'] as const)(
    '%s: a planned change is the customer’s own, with the old code (R-001-18, R-002-28)',
    (id) => {
      expect(ask(id, 'change-planned')).toMatchObject({
        outcome: 'own-administrator',
        alone: true,
        sheet: 'exchange',
      })
    },
  )

  it('P001: a planned change with a token that no longer works is not', () => {
    const users = [user('me', 'contractor', { authentication: 'locked' })]
    expect(ask('P001', 'change-planned', { users }).outcome).toBe('branch')
  })

  it('P001: a new PC may take the token with it (R-001-05)', () => {
    const answer = ask('P001', 'pc-changed')
    expect(answer.outcome).toBe('own-administrator')
    expect(answer.reasons.map((reason) => reason.code)).toContain('pc-may-hold-the-token')
  })
})

describe('cooperatives: masters and administrators help', () => {
  const people = (master: Partial<RouteUser>, admin: Partial<RouteUser>) => [
    user('mas', 'master', master),
    user('adm', 'admin', admin),
    user('gen', 'general', { authentication: 'locked' }),
  ]

  it.each([
    ['P003', 'R-003-18'],
    ['P004', 'R-004-18'],
  ] as const)('%s: a locked user is unlocked by either while one is usable (%s)', (id, source) => {
    const answer = ask(id, 'locked-out', { whose: 'gen', users: people({ authentication: 'locked' }, {}) })
    expect(answer).toMatchObject({ outcome: 'own-administrator', sheet: 'own-administrator-unlock' })
    expect(answer.helpers).toEqual([
      { userId: 'adm', role: 'admin', usable: true },
      { userId: 'mas', role: 'master', usable: false },
    ])
    expect(main(answer)?.sources).toContain(source)
  })

  it('P004: all locked ends at the counter as stated (R-004-19, E-03)', () => {
    const users = people({ authentication: 'locked' }, { registration: 'revoked', authentication: 'none' })
    const answer = ask('P004', 'locked-out', { whose: 'gen', users })
    expect(answer).toMatchObject({ outcome: 'branch', exception: 'E-03', job: 'unlock', gaps: ['G-07'] })
    expect(main(answer)?.sources).toContain('R-004-19')
  })

  it('P003: all locked ends at the counter by assumption, and says so (G-03)', () => {
    const users = people({ registration: 'expired' }, { unavailable: true })
    expect(ask('P003', 'locked-out', { whose: 'gen', users }).gaps).toEqual(['G-03', 'G-07'])
  })

  it('nobody unlocks themselves', () => {
    const users = [user('mas', 'master', { authentication: 'locked' })]
    expect(ask('P003', 'locked-out', { whose: 'mas', users })).toMatchObject({
      outcome: 'branch',
      helpers: [],
    })
  })

  it('P003: a lost token is revoked by another master or administrator (R-003-27)', () => {
    const answer = ask('P003', 'lost', { whose: 'mas', users: people({}, {}) })
    expect(answer).toMatchObject({ outcome: 'own-administrator', stopFirst: true })
    expect(main(answer)).toMatchObject({ code: 'own-administrator-revokes' })
  })

  it.each([
    ['P003', 'token-expired', 'E-07'],
    ['P004', 'token-replaced', 'E-06'],
  ] as const)('%s: a sole master’s “%s” ends at the branch (%s)', (id, situation, exception) => {
    const answer = ask(id, situation, {
      whose: 'mas',
      users: [user('mas', 'master'), user('gen', 'general')],
    })
    expect(answer).toMatchObject({ outcome: 'branch', exception, job: 'reissue', reasonRequired: true })
    expect(answer.gaps).toContain('G-07')
  })

  it('P004: an administrator who plans to change the phone revokes alone beforehand (R-004-22)', () => {
    expect(ask('P004', 'change-planned', { whose: 'adm' })).toMatchObject({
      outcome: 'own-administrator',
      alone: true,
      sheet: 'own-administrator-detach',
    })
  })

  it('P004: a general user who plans to change the phone asks an administrator (R-004-24)', () => {
    expect(ask('P004', 'change-planned', { whose: 'gen' })).toMatchObject({
      outcome: 'own-administrator',
      alone: false,
    })
  })
})

describe('every question', () => {
  it('has an answer in every service, with a reason and its sources', () => {
    for (const profile of profiles) {
      for (const situation of SITUATIONS) {
        for (const { code } of profile.roles) {
          const answer = ask(profile.id, situation, { whose: 'x', users: [user('x', code)] })
          expect(answer.reasons.length).toBeGreaterThan(0)
          expect(main(answer)?.sources.length, `${profile.id} ${situation} ${code}`).toBeGreaterThan(
            ['certificate-problem', 'locked-out', 'usage-mode'].includes(situation) ? -1 : 0,
          )
          if (answer.sheet !== null) {
            expect(profile.stepSheets.map((sheet) => sheet.code)).toContain(answer.sheet)
          }
        }
      }
    }
  })

  it('leads to a job of this desk only at the branch, and by the verb the service has', () => {
    for (const profile of profiles) {
      for (const situation of SITUATIONS) {
        for (const { code } of profile.roles) {
          const { outcome, job, reasonRequired } = ask(profile.id, situation, {
            whose: 'x',
            users: [user('x', code)],
          })
          if (outcome !== 'branch') expect([job, reasonRequired]).toEqual([null, false])
          if (job === 'token-detach') expect(profile.resetVerb).toBe('detach')
          if (job === 'reissue') expect(profile.resetVerb).not.toBe('detach')
        }
      }
    }
  })

  it('is refused when its facts contradict each other', () => {
    const base = { profile: profileOf('P000'), situation: 'lost' as const, shared: null }
    const of = (input: Partial<RouteInput>) =>
      route({ ...base, whose: { kind: 'user', userId: 'a' }, users: [user('a', 'admin')], ...input })
    expect(of({ whose: { kind: 'user', userId: 'b' } })).toMatchObject({ error: { code: 'user-unknown' } })
    expect(of({ users: [user('a', 'master')] })).toMatchObject({ error: { code: 'role-not-in-service' } })
    expect(of({ whose: { kind: 'shared' } })).toMatchObject({ error: { code: 'no-shared-token' } })
    expect(of({ profile: profileOf('P003'), whose: { kind: 'shared' }, shared: live })).toMatchObject({
      error: { code: 'no-shared-token' },
    })
  })
})

type Expected = {
  readonly outcome: Answer['outcome']
  readonly reason: RouteReasonCode
  readonly job?: Answer['job']
  readonly exception?: string
  readonly more?: Partial<Answer>
}
const branch = (
  reason: RouteReasonCode,
  job: Answer['job'],
  exception: string,
  more: Partial<Answer> = {},
): Expected => ({ outcome: 'branch', reason, job, exception, more })
const nothing = (reason: RouteReasonCode, more: Partial<Answer> = {}): Expected => ({
  outcome: 'nothing-to-do',
  reason,
  more,
})

/** The person on whom everything hangs: nobody else of the customer's could help. */
const sole: Readonly<Record<ServiceId, RouteUser['role']>> = {
  P000: 'admin',
  P001: 'contractor',
  P002: 'contractor',
  P003: 'master',
  P004: 'master',
}
const unregistered = { registration: 'none', authentication: 'none' } as const
const locked = { authentication: 'locked' } as const

/** What one service answers to a sole administrator, master or contractor whose token is simply dead. */
const deadToken: Readonly<Record<ServiceId, Expected>> = {
  P000: branch('administrator-goes-to-branch', 'token-detach', 'E-01', { reasonRequired: false }),
  P001: branch('nobody-to-redirect-to', 'reissue', 'E-04', { reasonRequired: false }),
  P002: branch('nobody-to-redirect-to', 'reissue', 'E-04', { reasonRequired: false }),
  P003: branch('no-administrator-usable', 'reissue', 'E-07', { reasonRequired: true, gaps: ['G-07'] }),
  P004: branch('no-administrator-usable', 'reissue', 'E-06', { reasonRequired: true, gaps: ['G-07'] }),
}
const called = (expected: Expected, exception: string, more: Partial<Answer> = {}): Expected => ({
  ...expected,
  exception,
  more: { ...expected.more, ...more },
})
const stopFirst = { stopFirst: true }
const ordered = (gaps: readonly string[]) =>
  branch('hardware-is-dispatched', 'hardware', 'E-08', { reasonRequired: false, sheet: null, gaps })
/** The router knows no cases: it opens none, and whoever asks leads on to the one that is open. */
const parcel = branch('parcel-is-looked-for', null, 'E-10', { reasonRequired: false, sheet: null })
const notStated: Expected = {
  outcome: 'branch',
  reason: 'unlock-not-stated',
  job: null,
  more: { exception: null, gaps: ['G-05'] },
}
const startByThemselves = nothing('application-not-on-paper', { sheet: 'register-again' })

/** Every exception at the counter, asked in every service; where it is none of that service's, what is said instead. */
const EXCEPTIONS: readonly {
  readonly exception: string
  readonly situation: Situation
  readonly state: Partial<RouteUser>
  readonly answers: Readonly<Record<ServiceId, Expected>>
}[] = [
  { exception: 'E-01', situation: 'phone-broken', state: {}, answers: deadToken },
  {
    exception: 'E-03',
    situation: 'locked-out',
    state: locked,
    answers: {
      P000: notStated,
      P001: notStated,
      P002: notStated,
      P003: branch('all-administrators-locked', 'unlock', 'E-03', {
        reasonRequired: false,
        gaps: ['G-03', 'G-07'],
      }),
      P004: branch('all-administrators-locked', 'unlock', 'E-03', { reasonRequired: false, gaps: ['G-07'] }),
    },
  },
  { exception: 'E-04', situation: 'old-token-cannot-start', state: {}, answers: deadToken },
  ...(['lost', 'stolen'] as const).map((situation) => ({
    exception: 'E-05',
    situation,
    state: {},
    answers: {
      P000: called(deadToken.P000, 'E-01', { ...stopFirst, gaps: ['G-02'] }),
      P001: called(deadToken.P001, 'E-05', stopFirst),
      P002: called(deadToken.P002, 'E-05', stopFirst),
      P003: called(deadToken.P003, 'E-07', stopFirst),
      P004: called(deadToken.P004, 'E-06', stopFirst),
    },
  })),
  {
    exception: 'E-05',
    situation: 'uninstalled',
    state: {},
    answers: {
      ...deadToken,
      P001: called(deadToken.P001, 'E-05', { stopFirst: false }),
      P002: called(deadToken.P002, 'E-05', { stopFirst: false }),
    },
  },
  { exception: 'E-06', situation: 'token-replaced', state: {}, answers: deadToken },
  { exception: 'E-07', situation: 'token-expired', state: { registration: 'expired' }, answers: deadToken },
  {
    exception: 'E-08',
    situation: 'apply-hardware',
    state: unregistered,
    answers: {
      P000: nothing('hardware-not-in-service'),
      P001: nothing('hardware-not-in-service'),
      P002: ordered([]),
      P003: ordered(['G-07']),
      P004: nothing('hardware-not-in-service'),
    },
  },
  {
    exception: 'E-10',
    situation: 'hardware-not-delivered',
    state: unregistered,
    answers: {
      P000: nothing('hardware-not-in-service'),
      P001: nothing('hardware-not-in-service'),
      P002: parcel,
      P003: parcel,
      P004: nothing('hardware-not-in-service'),
    },
  },
  {
    exception: 'E-09',
    situation: 'apply',
    state: unregistered,
    answers: {
      P000: startByThemselves,
      P001: startByThemselves,
      P002: startByThemselves,
      // R-003-06: the application at the counter is one for the hardware token.
      P003: ordered(['G-07']),
      P004: branch('application-at-the-counter', 'application', 'E-09', {
        sheet: 'register-again',
        gaps: ['G-07'],
      }),
    },
  },
  {
    exception: 'E-11',
    situation: 'administrator-changed',
    state: {},
    answers: {
      ...deadToken,
      P000: called(deadToken.P000, 'E-11'),
      P003: called(deadToken.P003, 'E-11'),
      P004: called(deadToken.P004, 'E-11'),
    },
  },
  {
    exception: 'E-12',
    situation: 'pc-token-ended',
    state: {},
    answers: {
      P000: nothing('pc-holds-no-token'),
      P001: deadToken.P001,
      P002: called(deadToken.P002, 'E-12'),
      P003: nothing('pc-holds-no-token'),
      P004: nothing('pc-holds-no-token'),
    },
  },
  {
    exception: 'E-13',
    situation: 'opt-out',
    state: locked,
    answers: {
      P000: nothing('opt-out-not-in-service'),
      P001: branch('opt-out-token-unusable', 'opt-out', 'E-13', { stopFirst: false }),
      P002: branch('opt-out-token-unusable', 'opt-out', 'E-13', { stopFirst: false }),
      P003: nothing('opt-out-not-in-service'),
      P004: nothing('opt-out-not-in-service'),
    },
  },
  {
    exception: 'E-14',
    situation: 'issue-mail-missing',
    state: { registration: 'issued', authentication: 'none' },
    answers: { ...deadToken, P004: called(deadToken.P004, 'E-14') },
  },
]

describe('the exceptions at the counter, in each of the five services', () => {
  const rows = EXCEPTIONS.flatMap(({ exception, situation, state, answers }) =>
    SERVICE_IDS.map((service) => ({ exception, situation, state, service, expected: answers[service] })),
  )

  it.each(rows)('$exception: “$situation” in $service', ({ situation, state, service, expected }) => {
    const answer = ask(service, situation, { users: [user('x', sole[service], state)] })
    expect(answer).toMatchObject({
      outcome: expected.outcome,
      job: expected.job ?? null,
      exception: expected.exception ?? null,
      helpers: [],
      ...expected.more,
    })
    expect(main(answer)).toMatchObject({ code: expected.reason })
  })

  it('are all there but the shared token’s, which one service alone has (E-02)', () => {
    const named = new Set(EXCEPTIONS.map(({ exception }) => exception))
    const all = Array.from({ length: 14 }, (_, index) => `E-${String(index + 1).padStart(2, '0')}`)
    expect(all.filter((exception) => !named.has(exception))).toEqual(['E-02'])
    expect(ask('P000', 'phone-broken', { whose: 'shared', shared: live })).toMatchObject({
      outcome: 'branch',
      job: 'token-detach',
      exception: 'E-02',
    })
    for (const id of ['P001', 'P002', 'P003', 'P004'] as const) {
      const answer = route({
        profile: profileOf(id),
        situation: 'phone-broken',
        whose: { kind: 'shared' },
        users: [user('x', sole[id])],
        shared: live,
      })
      expect(answer).toMatchObject({ error: { code: 'no-shared-token' } })
    }
  })

  it('say of a PC token that it takes no new registrations only where the guide ended them (R-002-09, E-12)', () => {
    const codes = (id: ServiceId) => ask(id, 'pc-token-ended').reasons.map(({ code }) => code)
    expect(codes('P002')).toEqual(['nobody-to-redirect-to', 'pc-token-closed'])
    expect(codes('P001')).toEqual(['nobody-to-redirect-to'])
  })

  it('that take a token away say so of each exception by its own number, wherever the catalogue has one', () => {
    const told = rows.map(({ expected }) => expected.exception).filter((exception) => exception !== undefined)
    expect([...new Set(told)].sort()).toEqual(
      ['01', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14'].map((n) => `E-${n}`),
    )
  })
})

describe('while somebody of the customer’s own can do it', () => {
  const helped = (target: Partial<RouteUser>) => [
    user('gen', 'general', target),
    user('mas', 'master', locked),
    user('adm', 'admin'),
  ]

  it.each(['P003', 'P004'] as const)(
    '%s: one usable master or administrator is enough to redirect (R-003-18, R-004-19)',
    (id) => {
      expect(ask(id, 'locked-out', { users: helped(locked) })).toMatchObject({
        outcome: 'own-administrator',
        job: null,
        reasonRequired: false,
        sheet: 'own-administrator-unlock',
      })
      const dead = [
        'phone-broken',
        'lost',
        'token-replaced',
        'token-expired',
        'administrator-changed',
      ] as const
      for (const situation of dead) {
        const answer = ask(id, situation, { users: helped({}) })
        expect(answer, situation).toMatchObject({
          outcome: 'own-administrator',
          job: null,
          exception: null,
          sheet: 'own-administrator-detach',
        })
        expect(answer.helpers.filter(({ usable }) => usable)).toEqual([
          { userId: 'adm', role: 'admin', usable: true },
        ])
      }
    },
  )

  it.each([
    ['locked', locked],
    ['stopped by the branch', { authentication: 'suspended' as const }],
    ['revoked', { registration: 'revoked' as const, authentication: 'none' as const }],
    ['expired', { registration: 'expired' as const }],
    ['issued and never begun', { registration: 'issued' as const, authentication: 'none' as const }],
    ['of an unknown state', { registration: 'unknown' as const }],
    ['told to be away', { unavailable: true }],
  ])('an administrator who is %s helps nobody at a cooperative (R-004-19)', (_, state) => {
    const users = [user('gen', 'general', locked), user('adm', 'admin', state)]
    for (const id of ['P003', 'P004'] as const) {
      expect(ask(id, 'locked-out', { users })).toMatchObject({
        outcome: 'branch',
        job: 'unlock',
        exception: 'E-03',
        helpers: [{ userId: 'adm', usable: false }],
      })
    }
  })

  it('opting out is the customer’s own act with the old code (R-001-15, R-002-26)', () => {
    for (const id of ['P001', 'P002'] as const) {
      expect(ask(id, 'opt-out')).toMatchObject({ outcome: 'own-administrator', alone: true, job: null })
      expect(main(ask(id, 'opt-out'))).toMatchObject({ code: 'opt-out-alone' })
    }
  })

  it('the administrator sets the usage mode, and the branch does when none can (R-000-16)', () => {
    expect(ask('P000', 'usage-mode', { whose: 'gen' })).toMatchObject({
      outcome: 'own-administrator',
      helpers: [{ userId: 'adm', usable: true }],
    })
    const users = [user('gen', 'general'), user('adm', 'admin', { unavailable: true })]
    expect(ask('P000', 'usage-mode', { users })).toMatchObject({
      outcome: 'branch',
      job: 'usage-mode',
      helpers: [{ userId: 'adm', usable: false }],
    })
    for (const id of ['P001', 'P002', 'P003', 'P004'] as const) {
      expect(main(ask(id, 'usage-mode'))).toMatchObject({ code: 'usage-mode-not-in-service' })
    }
  })
})

describe('no procedure needed, in each of the five services', () => {
  const alone = (id: ServiceId, situation: Situation, state: Partial<RouteUser> = {}) =>
    ask(id, situation, { users: [user('x', sole[id], state)] })
  const codes = (answer: Answer) => answer.reasons.map(({ code }) => code)

  it.each(SERVICE_IDS)('%s: the electronic certificate is another matter (R-000-49)', (id) => {
    expect(alone(id, 'certificate-problem')).toMatchObject({ outcome: 'nothing-to-do', job: null })
    expect(codes(alone(id, 'certificate-problem'))).toEqual(['certificate-is-another-matter'])
  })

  it.each(['P000', 'P003', 'P004'] as const)('%s: a new PC changes nothing (R-000-47)', (id) => {
    expect(alone(id, 'pc-changed')).toMatchObject({ outcome: 'nothing-to-do', job: null })
    expect(codes(alone(id, 'pc-changed'))).toEqual(['pc-holds-no-token'])
  })

  it.each(['P001', 'P002'] as const)('%s: a PC may hold the token, and the card says so', (id) => {
    expect(alone(id, 'pc-changed')).toMatchObject({ outcome: 'own-administrator', alone: true })
    expect(codes(alone(id, 'pc-changed'))).toEqual(['exchange-alone', 'pc-may-hold-the-token'])
    expect(alone(id, 'pc-changed', locked)).toMatchObject({ outcome: 'branch', job: 'reissue' })
    expect(codes(alone(id, 'pc-changed', locked))).toEqual(['nobody-to-redirect-to', 'pc-may-hold-the-token'])
  })

  it('a login without the code is possible in one service, and a dead token everywhere else (R-000-48)', () => {
    expect(codes(alone('P000', 'cannot-login-without-code'))).toEqual(['login-asks-no-code'])
    for (const id of ['P001', 'P002', 'P003', 'P004'] as const) {
      expect(alone(id, 'cannot-login-without-code')).toMatchObject({
        outcome: 'branch',
        job: 'reissue',
        exception: deadToken[id].exception,
      })
    }
  })

  it.each(['P003', 'P004'] as const)('%s: whoever is not locked needs no unlocking', (id) => {
    expect(alone(id, 'locked-out')).toMatchObject({ outcome: 'nothing-to-do', job: null })
    expect(codes(alone(id, 'locked-out'))).toEqual(['unlock-nothing-locked'])
  })

  it.each(SERVICE_IDS)('%s: whoever has a token needs neither application nor issue mail', (id) => {
    for (const situation of ['apply', 'issue-mail-missing'] as const) {
      expect(codes(alone(id, situation))).toEqual(['registered-already'])
    }
  })

  it.each(['none', 'revoked'] as const)(
    '“%s” holds nothing to take away: the customer begins anew',
    (registration) => {
      for (const id of SERVICE_IDS) {
        const answer = alone(id, 'phone-broken', { registration, authentication: 'none' })
        expect(answer).toMatchObject({ outcome: 'nothing-to-do', job: null, sheet: 'register-again' })
        expect(codes(answer)).toEqual(['no-token-registered'])
      }
      // E-14 without anything issued: the address is typed once more (R-004-09).
      const mail = alone('P004', 'issue-mail-missing', { registration, authentication: 'none' })
      expect(mail).toMatchObject({ outcome: 'nothing-to-do', sheet: 'register-again' })
      expect(codes(mail)).toEqual(['mail-address-first'])
    },
  )

  it.each(['issued', 'revoked'] as const)(
    '“%s” was applied for before: no second application (R-004-23)',
    (registration) => {
      const answer = alone('P004', 'apply', { registration, authentication: 'none' })
      expect(answer).toMatchObject({ outcome: 'nothing-to-do', sheet: 'register-again' })
      expect(codes(answer)).toEqual(['application-not-on-paper'])
    },
  )
})

describe('what nobody knows, and what we stopped ourselves', () => {
  const blankState = { registration: 'unknown' } as const

  it.each(['phone-broken', 'token-replaced', 'apply'] as const)(
    '“%s” with a blank registration is to be confirmed, not carried out (R-004-27)',
    (situation) => {
      const answer = ask('P004', situation, { users: [user('x', 'master', blankState)] })
      expect(answer).toMatchObject({ outcome: 'branch', job: null, exception: null, stopFirst: false })
      expect(main(answer)).toMatchObject({ code: 'registration-unclear' })
    },
  )

  it('a loss with a blank registration is stopped all the same', () => {
    const answer = ask('P004', 'lost', { users: [user('x', 'master', blankState)] })
    expect(answer).toMatchObject({ outcome: 'branch', job: null, stopFirst: true })
    expect(answer.reasons.map(({ code }) => code)).toEqual(['registration-unclear', 'stop-first'])
  })

  it('an opt-out with a blank registration is to be confirmed', () => {
    const answer = ask('P001', 'opt-out', { users: [user('me', 'contractor', blankState)] })
    expect(main(answer)).toMatchObject({ code: 'registration-unclear' })
  })

  it('a stop of our own is lifted from its loss, never by way of a lockout or a new registration (E-05)', () => {
    const stopped = { authentication: 'suspended' } as const
    for (const [situation, state] of [
      ['locked-out', stopped],
      ['phone-broken', { ...stopped, registration: 'revoked' }],
      ['issue-mail-missing', { ...stopped, registration: 'none' }],
      ['apply', { ...stopped, registration: 'none' }],
    ] as const) {
      const answer = ask('P004', situation, { users: [user('x', 'master', state)] })
      expect(answer, situation).toMatchObject({ outcome: 'branch', job: null, exception: 'E-05' })
      expect(main(answer)).toMatchObject({ code: 'stopped-by-the-branch' })
    }
  })

  it('a token we stopped can be re-issued: that is how a loss goes on (R-001-22, R-002-36)', () => {
    const users = [user('me', 'contractor', { authentication: 'suspended' })]
    expect(ask('P002', 'lost', { users })).toMatchObject({ job: 'reissue', exception: 'E-05' })
  })
})
