import { describe, expect, it } from 'vitest'
import { profileOf, profiles } from '#main/profiles/index'
import type { ServiceId } from '#shared/profiles'
import {
  type Answer,
  type RouteInput,
  type RouteUser,
  route,
  SITUATIONS,
  type Situation,
} from '#shared/router'
import { touchedBy } from '#shared/touched'

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
      carriedOut: true,
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
    expect(answer).toMatchObject({ outcome: 'branch', carriedOut: true, exception: 'E-02' })
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
        carriedOut: true,
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
      carriedOut: true,
    })
  })

  it('invents no rule for locks (G-05)', () => {
    const answer = ask('P000', 'locked-out', { whose: 'adm' })
    expect(answer).toMatchObject({ outcome: 'branch', carriedOut: false, gaps: ['G-05'] })
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
  it.each(['P001', 'P002'] as const)(
    '%s: a dead token ends at the branch, which this release explains only',
    (id) => {
      const answer = ask(id, 'old-token-cannot-start')
      expect(answer).toMatchObject({ outcome: 'branch', exception: 'E-04', carriedOut: false, helpers: [] })
      expect(main(answer)).toMatchObject({ code: 'nobody-to-redirect-to' })
    },
  )

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
    expect(answer).toMatchObject({ outcome: 'branch', exception: 'E-03', carriedOut: false, gaps: ['G-07'] })
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
  ] as const)(
    '%s: a sole master’s “%s” ends at the branch (%s), not yet carried out here',
    (id, situation, exception) => {
      const answer = ask(id, situation, {
        whose: 'mas',
        users: [user('mas', 'master'), user('gen', 'general')],
      })
      expect(answer).toMatchObject({ outcome: 'branch', exception, carriedOut: false, reasonRequired: true })
      expect(answer.gaps).toContain('G-07')
    },
  )

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
            situation === 'certificate-problem' || situation === 'locked-out' ? -1 : 0,
          )
          if (answer.sheet !== null) {
            expect(profile.stepSheets.map((sheet) => sheet.code)).toContain(answer.sheet)
          }
        }
      }
    }
  })

  it('is carried out here only where the profile says so', () => {
    for (const profile of profiles) {
      const carried = profile.detachBy.some((rule) => rule.desk === 'carried-out')
      for (const situation of SITUATIONS) {
        for (const { code } of profile.roles) {
          if (ask(profile.id, situation, { whose: 'x', users: [user('x', code)] }).carriedOut)
            expect(carried).toBe(true)
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

describe('who is touched', () => {
  const users = [
    { userId: 'adm', role: 'admin', serial: 'A' },
    { userId: 'one', role: 'general', serial: 'B' },
    { userId: 'two', role: 'general', serial: 'B' },
  ] as const
  const effects = (id: ServiceId, whose: Parameters<typeof touchedBy>[1]) =>
    touchedBy(profileOf(id), whose, users).map(({ effect, gap }) => [effect, gap])

  it('is everybody when the shared token goes (R-000-17)', () => {
    expect(effects('P000', { kind: 'shared' })).toEqual([
      ['shared', null],
      ['shared', null],
      ['shared', null],
    ])
  })

  it('is unclear for the others when an administrator’s token goes in WEB-FB (R-000-39, G-01)', () => {
    expect(effects('P000', { kind: 'user', userId: 'adm' })).toEqual([
      ['detached', null],
      ['unclear', 'G-01'],
      ['unclear', 'G-01'],
    ])
  })

  it('is the selected user only at a cooperative (R-003-42)', () => {
    expect(effects('P003', { kind: 'user', userId: 'adm' })).toEqual([
      ['detached', null],
      ['none', null],
      ['none', null],
    ])
  })

  it('is unclear for those with the same serial (G-04)', () => {
    expect(effects('P003', { kind: 'user', userId: 'one' })).toEqual([
      ['none', null],
      ['detached', null],
      ['unclear', 'G-04'],
    ])
  })
})
