import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import type { CaseKind } from '#shared/cases'
import { CalendarDate, Serial } from '#shared/ids'
import { emptyIntake, type Intake, type IntakeField, ResetReason, type StoreSide } from '#shared/intake'
import { missingFrom } from '#shared/intake-check'
import { formFields } from '#shared/jobs'
import { vendorBySerial, vendorClosed } from '#shared/profile-rules'
import type { ServiceId } from '#shared/profiles'
import { type Answer, type RouteUser, route, type Situation } from '#shared/router'
import { unlockReach } from '#shared/touched'

/** What the guides ask of reception and of the forms, service by service. */

const user = (userId: string, role: RouteUser['role'], more: Partial<RouteUser> = {}): RouteUser => ({
  userId,
  role,
  registration: 'active',
  authentication: 'usable',
  unavailable: false,
  ...more,
})

function answer(id: ServiceId, situation: Situation, users: readonly RouteUser[]): Answer {
  const [first] = users
  if (first === undefined) throw new Error('nobody asks')
  const found = route({
    profile: profileOf(id),
    situation,
    whose: { kind: 'user', userId: first.userId },
    users,
    shared: null,
  })
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}
const alone = [user('me', 'contractor')]

const store: StoreSide = {
  customerId: '',
  customerName: '霞野商店',
  accountEnding: null,
  accountMatches: null,
  targetName: '霞野 太郎',
  oldSerial: Serial.parse('12345678'),
  dealingBranchIsOurs: true,
  targetIsAdministrator: true,
  redirectReasonNeeded: false,
  administratorUsable: false,
  today: CalendarDate.parse('2026-11-20'),
}

/** What is still missing of the named lines, on the form of that job in that service. */
function missing(
  [kind, id]: readonly [CaseKind, ServiceId],
  changes: Partial<Intake>,
  lines: readonly IntakeField[],
  about: Partial<StoreSide> = {},
): readonly string[] {
  const fields = formFields(kind, profileOf(id), false)
  return missingFrom({ ...emptyIntake, ...changes }, { ...store, ...about }, fields)
    .filter(({ field }) => lines.includes(field))
    .map(({ field, gap }) => `${field} ${gap}`)
}

describe('reception, by the guides', () => {
  it('re-issues at the branch when the old token cannot start, and tells three causes apart (R-001-20, R-002-31)', () => {
    for (const id of ['P001', 'P002'] as const) {
      expect(answer(id, 'old-token-cannot-start', alone)).toMatchObject({
        outcome: 'branch',
        job: 'reissue',
        stopFirst: false,
      })
    }
    expect(ResetReason.options).toEqual(
      expect.arrayContaining(['sim-removed', 'factory-reset', 'screen-broken']),
    )
  })

  it('stops first when a device is lost, and takes a customer who uninstalled the app (R-002-36, R-002-37)', () => {
    expect(answer('P002', 'lost', alone)).toMatchObject({
      outcome: 'branch',
      stopFirst: true,
      exception: 'E-05',
    })
    expect(answer('P002', 'uninstalled', alone)).toMatchObject({
      outcome: 'branch',
      stopFirst: false,
      exception: 'E-05',
    })
  })

  it('revokes an expired token like any other, at the branch when it was the only master’s (R-003-36)', () => {
    const expired = { registration: 'expired' } as const
    expect(answer('P003', 'token-expired', [user('mas', 'master', expired)])).toMatchObject({
      outcome: 'branch',
      job: 'reissue',
      exception: 'E-07',
    })
    const helped = [user('gen', 'general', expired), user('mas', 'master')]
    expect(answer('P003', 'token-expired', helped)).toMatchObject({
      outcome: 'own-administrator',
      sheet: 'own-administrator-detach',
    })
  })

  it('takes the application for one-time passwords at the counter, where the guide has one (R-004-03)', () => {
    const none = { registration: 'none', authentication: 'none' } as const
    expect(answer('P004', 'apply', [user('mas', 'master', none)])).toMatchObject({
      outcome: 'branch',
      job: 'application',
      exception: 'E-09',
    })
    expect(answer('P001', 'apply', [user('me', 'contractor', none)]).job).toBeNull()
  })

  it('knows a phone that was changed without revoking: login is impossible (R-004-25)', () => {
    expect(answer('P004', 'token-replaced', [user('mas', 'master')])).toMatchObject({
      outcome: 'branch',
      job: 'reissue',
      exception: 'E-06',
    })
    expect(ResetReason.options).toContain('changed-without-revoke')
  })

  it('registers no token of a vendor that is closed, and says since when and what instead (R-002-07, R-002-09)', () => {
    const p002 = profileOf('P002')
    expect(vendorBySerial(p002, 'VSMT82640917')?.code).toBe('symantec')
    expect(vendorClosed(p002, 'symantec', '2017-07-23')).toBeNull()
    expect(vendorClosed(p002, 'symantec', '2026-11-20')).toMatchObject({ since: '2017-07-24' })
    const pc = vendorClosed(p002, 'pc-software', '2026-11-20')
    expect(pc?.since).toBe('2018-03-12')
    expect(pc?.instead.map(({ ja }) => ja)).toEqual([
      'しんきん（個人）ワンタイムパスワード',
      '当庫から発送するハードウェアトークン',
    ])
  })
})

describe('an unlock, by the guides', () => {
  const people = [
    { userId: 'a', serial: '11111111', authentication: 'locked' },
    { userId: 'b', serial: '22222222', authentication: 'locked' },
    { userId: 'c', serial: '11111111', authentication: 'locked' },
    { userId: 'd', serial: '11111111', authentication: 'usable' },
  ] as const

  it('reaches everybody who is locked on the serial in one service, only the chosen in the other (R-003-24, R-004-21)', () => {
    expect(unlockReach(profileOf('P003'), ['a'], people)).toEqual(['a', 'c'])
    expect(unlockReach(profileOf('P004'), ['a'], people)).toEqual(['a'])
    expect(unlockReach(profileOf('P004'), ['a', 'b'], people)).toEqual(['a', 'b'])
  })

  it('is not asked for before the situation was looked into, and a reason given (R-003-17)', () => {
    const lines = ['situationCause', 'situationNote'] as const
    for (const id of ['P003', 'P004'] as const) {
      expect(missing(['unlock', id], {}, lines)).toEqual(['situationCause empty', 'situationNote empty'])
      const told = { situationCause: 'mistyped', situationNote: '電池の表示を読み違えた' } as const
      expect(missing(['unlock', id], told, lines)).toEqual([])
    }
  })
})

describe('a form, by the guides', () => {
  it('of opting out is not complete before the lower protection is acknowledged (R-001-16)', () => {
    const lines = ['lowerProtectionAcknowledged'] as const
    expect(missing(['opt-out', 'P001'], {}, lines)).toEqual(['lowerProtectionAcknowledged not-acknowledged'])
    expect(missing(['opt-out', 'P001'], { lowerProtectionAcknowledged: true }, lines)).toEqual([])
  })

  it('of opting out asks whether the card is still there where one falls back on it, and not what it says (R-002-03, R-002-19)', () => {
    const lines = ['fallbackSecret'] as const
    expect(missing(['opt-out', 'P002'], {}, lines)).toEqual(['fallbackSecret empty'])
    expect(missing(['opt-out', 'P002'], { fallbackSecret: 'card-present' }, lines)).toEqual([])
    expect(formFields('opt-out', profileOf('P001'), false)).not.toContain('fallbackSecret')
  })

  it('about an issue mail that never came wants the address compared with the contract (R-004-09)', () => {
    const lines = ['mailAddressChecked'] as const
    const never = { reason: 'issue-mail-missing' } as const
    expect(missing(['reissue', 'P004'], never, lines)).toEqual(['mailAddressChecked not-checked'])
    expect(missing(['reissue', 'P004'], { ...never, mailAddressChecked: true }, lines)).toEqual([])
    expect(formFields('reissue', profileOf('P003'), false)).not.toContain('mailAddressChecked')
  })

  it('has no line for a serial where tokens have none (R-004-07)', () => {
    expect(formFields('reissue', profileOf('P003'), false)).toContain('oldSerial')
    expect(formFields('reissue', profileOf('P004'), false)).not.toContain('oldSerial')
  })

  it('from another branch’s customer needs the reason (G-11)', () => {
    const elsewhere = { dealingBranchIsOurs: false }
    const lines = ['branchReason'] as const
    expect(missing(['reissue', 'P003'], {}, lines, elsewhere)).toEqual(['branchReason reason-for-branch'])
    expect(missing(['reissue', 'P003'], { branchReason: '出張先のため' }, lines, elsewhere)).toEqual([])
    expect(missing(['reissue', 'P003'], {}, lines)).toEqual([])
  })

  it('brought by an agent needs the authority; written for the customer, why, before whom, and read back (G-12)', () => {
    expect(missing(['reissue', 'P003'], { cameBy: 'agent' }, ['authority'])).toEqual([
      'authority authority-missing',
    ])
    const lines = ['assistedReason', 'assistedPresent', 'assistedReadBack'] as const
    expect(missing(['reissue', 'P003'], {}, lines)).toEqual([])
    expect(missing(['reissue', 'P003'], { assisted: true }, lines)).toEqual([
      'assistedReason empty',
      'assistedPresent empty',
      'assistedReadBack not-read-back',
    ])
    const recorded = {
      assisted: true,
      assistedReason: '右手のけが',
      assistedPresent: 'ご家族 霞野 花子',
      assistedReadBack: true,
    }
    expect(missing(['reissue', 'P003'], recorded, lines)).toEqual([])
  })
})
