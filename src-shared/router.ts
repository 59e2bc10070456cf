import type { CaseKind } from './cases.ts'
import type { Authentication, Registration } from './links.ts'
import { administers, roleOf } from './profile-rules.ts'
import type { DetachRule, Holder, RoleCode, ServiceProfile } from './profiles.ts'
import { err, ok, type Result } from './result.ts'

/**
 * The first question of every visit: does this customer need the branch at all?
 *
 * One of three answers — nothing to do, somebody of the customer's own can do it, or the branch — with the
 * reason and the requirements it rests on. Everything is asked of the profile; no service is known by name.
 */

/** What the customer says has happened. */
export const SITUATIONS = [
  'phone-broken',
  'lost',
  'stolen',
  'uninstalled',
  'old-token-cannot-start',
  'token-replaced',
  'change-planned',
  'token-expired',
  'locked-out',
  'cannot-login-without-code',
  'administrator-changed',
  'issue-mail-missing',
  'pc-token-ended',
  'pc-changed',
  'certificate-problem',
  'apply',
  'opt-out',
  'usage-mode',
  'apply-hardware',
  'hardware-not-delivered',
] as const
export type Situation = (typeof SITUATIONS)[number]

export type RouteUser = {
  readonly userId: string
  readonly role: RoleCode
  readonly registration: Registration
  readonly authentication: Authentication
  /** The teller was told that this person cannot act: has left, is ill, the ID is blocked. */
  readonly unavailable: boolean
}

export type RouteInput = {
  readonly profile: ServiceProfile
  readonly situation: Situation
  readonly whose: { readonly kind: 'user'; readonly userId: string } | { readonly kind: 'shared' }
  readonly users: readonly RouteUser[]
  /** The contract's one token, where its usage mode is `shared`. */
  readonly shared: { readonly registration: Registration; readonly authentication: Authentication } | null
}

export const OUTCOMES = ['nothing-to-do', 'own-administrator', 'branch'] as const
export type Outcome = (typeof OUTCOMES)[number]

export const ROUTE_REASONS = [
  'pc-holds-no-token',
  'pc-may-hold-the-token',
  'certificate-is-another-matter',
  'login-asks-no-code',
  'no-token-registered',
  'registration-unclear',
  'mail-address-first',
  'administrator-goes-to-branch',
  'shared-token-goes-to-branch',
  'own-administrator-detaches',
  'own-administrator-unlocks',
  'own-administrator-revokes',
  'no-administrator-usable',
  'nobody-to-redirect-to',
  'exchange-alone',
  'unlock-not-stated',
  'unlock-nothing-locked',
  'all-administrators-locked',
  'stop-first',
  'stopped-by-the-branch',
  'application-at-the-counter',
  'application-not-on-paper',
  'registered-already',
  'opt-out-alone',
  'opt-out-token-unusable',
  'opt-out-not-in-service',
  'usage-mode-by-administrator',
  'usage-mode-at-the-counter',
  'usage-mode-not-in-service',
  'pc-token-closed',
  'hardware-is-dispatched',
  'parcel-is-looked-for',
  'hardware-not-in-service',
] as const
export type RouteReasonCode = (typeof ROUTE_REASONS)[number]
export type RouteReason = { readonly code: RouteReasonCode; readonly sources: readonly string[] }

/** Somebody whose role could help, usable now or not. */
export type Helper = { readonly userId: string; readonly role: RoleCode; readonly usable: boolean }

export type Answer = {
  readonly outcome: Outcome
  /** First = the deciding one. */
  readonly reasons: readonly RouteReason[]
  /** Everybody whose role could help without the branch, usable first; empty when nobody's role could. */
  readonly helpers: readonly Helper[]
  /** The customer does it alone, without an administrator (`own-administrator` only). */
  readonly alone: boolean
  /** The branch acts although the guide sends this user elsewhere, and must record why (R-000-46). */
  readonly reasonRequired: boolean
  /** The case by which the branch does it; null where it does nothing, or where an honest card says what happens instead. */
  readonly job: CaseKind | null
  /** The exception at the counter this is, E-…. */
  readonly exception: string | null
  /** The token is to be stopped before anything else (loss, theft). */
  readonly stopFirst: boolean
  /** The step sheet to print, a code of profile.stepSheets; null where the guide has none. */
  readonly sheet: string | null
  /** Open questions the answer rests on, G-…: shown as 要確認. */
  readonly gaps: readonly string[]
}

export type RouteRefusal = {
  readonly code: 'user-unknown' | 'role-not-in-service' | 'no-shared-token'
}

/**
 * Where the customer is to be sent.
 *
 * @returns the answer, or a refusal when the facts contradict each other: a user who is not in `users`, a
 *   role the service does not have, a shared token where there is none
 */
export function route(input: RouteInput): Result<Answer, RouteRefusal> {
  const { profile, situation } = input
  const target = targetOf(input)
  if (!target.ok) return target

  if (situation === 'certificate-problem') {
    return ok(nothing('certificate-is-another-matter', profile.sources.combinesWith))
  }
  const pcMayHold = mayCarry(profile, 'pc')
  if (situation === 'pc-changed' && !pcMayHold) {
    return ok(nothing('pc-holds-no-token', profile.sources.carriers))
  }
  if (situation === 'cannot-login-without-code' && profile.deadTokenBlocksLogin === 'no') {
    return ok(nothing('login-asks-no-code', profile.sources.deadTokenBlocksLogin))
  }
  const asked = requested(input, target.value)
  if (asked !== null) return ok(asked)
  const gone = target.value.registration === 'none' || target.value.registration === 'revoked'
  // A stop of our own is lifted from the loss it belongs to, never by way of a lockout or a new registration.
  if (target.value.authentication === 'suspended' && (gone || situation === 'locked-out')) {
    return ok(stoppedByUs)
  }
  if (gone) return ok(startsAnew(input))
  if (situation === 'locked-out') return ok(unlock(input, target.value))
  if (situation === 'issue-mail-missing' && target.value.registration === 'active') {
    return ok(nothing('registered-already', profile.sources.registrationWords))
  }

  if (situation === 'pc-token-ended') {
    if (!pcMayHold) return ok(nothing('pc-holds-no-token', profile.sources.carriers))
    const answer = dead(input, target.value)
    return ok(pcIsClosed(profile) ? because(answer, 'pc-token-closed', profile.sources.vendors) : answer)
  }

  const answer = plannedAlone(input, target.value) ?? dead(input, target.value)
  return ok(
    pcMayHold && situation === 'pc-changed'
      ? because(answer, 'pc-may-hold-the-token', profile.sources.carriers)
      : answer,
  )
}

/** There is no token to take away, or it was taken away before: what is left is the customer's to do. */
function startsAnew({ profile, situation }: RouteInput): Answer {
  const mailed = situation === 'issue-mail-missing' && profile.enrolledBy === 'each-user-by-mail'
  return {
    ...(mailed
      ? nothing('mail-address-first', ['R-004-09', 'E-14'])
      : nothing('no-token-registered', profile.sources.registrationWords)),
    sheet: sheet(profile, 'register-again'),
  }
}

type Target = {
  readonly holder: Holder
  readonly userId: string | null
  readonly registration: Registration
  readonly authentication: Authentication
  readonly rule: DetachRule
}

function targetOf(input: RouteInput): Result<Target, RouteRefusal> {
  const { profile, whose, users, shared } = input
  if (whose.kind === 'shared') {
    const rule = profile.detachBy.find((entry) => entry.whose === 'shared')
    if (rule === undefined || shared === null) return err({ code: 'no-shared-token' })
    return ok({ holder: 'shared', userId: null, rule, ...shared })
  }
  const user = users.find((entry) => entry.userId === whose.userId)
  if (user === undefined) return err({ code: 'user-unknown' })
  const rule = profile.detachBy.find((entry) => entry.whose === user.role)
  if (rule === undefined || roleOf(profile, user.role) === undefined)
    return err({ code: 'role-not-in-service' })
  const { registration, authentication } = user
  return ok({ holder: user.role, userId: user.userId, registration, authentication, rule })
}

/**
 * The old token still works and the customer is about to change it. Where the guide lets them prove
 * themselves with the old code, or revoke beforehand by their own right, nobody else is needed.
 */
function plannedAlone(input: RouteInput, target: Target): Answer | null {
  const { profile, situation } = input
  const planned = situation === 'change-planned' || situation === 'pc-changed'
  if (!planned || target.userId === null || target.authentication !== 'usable') return null
  const byOldCode = profile.exchangeSelfService === 'old-otp'
  const byOwnRight =
    target.rule.selfServiceBy.includes(target.holder as RoleCode) && administers(profile, target.holder)
  if (!byOldCode && !byOwnRight) return null
  return {
    ...blank,
    outcome: 'own-administrator',
    reasons: [reason('exchange-alone', profile.sources.exchangeSelfService)],
    alone: true,
    sheet: sheet(profile, byOldCode ? 'exchange' : 'own-administrator-detach'),
  }
}

/** The token is unusable and must be taken away before there can be a new one. */
function dead(input: RouteInput, target: Target): Answer {
  const { profile, situation } = input
  const { rule } = target
  const helpers = helpersFor(input, target, rule.selfServiceBy)
  const usable = helpers.some((helper) => helper.usable)
  const loss = situation === 'lost' || situation === 'stolen'
  const common = { ...blank, helpers, stopFirst: loss, gaps: gapsOf(profile, loss) }
  const alsoStop = loss ? [reason('stop-first', profile.sources.lossRoute)] : []

  if (rule.branch === 'no-helper-usable' && usable) {
    const code = profile.resetVerb === 'revoke' ? 'own-administrator-revokes' : 'own-administrator-detaches'
    return {
      ...common,
      outcome: 'own-administrator',
      reasons: [reason(code, rule.sources), ...alsoStop],
      sheet: sheet(profile, 'own-administrator-detach'),
    }
  }
  if (target.registration === 'unknown') {
    const answer = unclear(profile)
    return { ...answer, stopFirst: loss, reasons: [...answer.reasons, ...alsoStop] }
  }
  return {
    ...common,
    outcome: 'branch',
    reasons: [reason(branchReason(rule), rule.sources), ...alsoStop],
    helpers: rule.branch === 'no-helper-usable' ? helpers : [],
    reasonRequired: rule.branchReasonRequired,
    job: profile.resetVerb === 'detach' ? 'token-detach' : 'reissue',
    exception: exceptionOf(input, target),
    sheet: sheet(profile, 'register-again'),
    gaps: [...common.gaps, ...evidenceGap(profile)],
  }
}

function branchReason(rule: DetachRule): RouteReasonCode {
  if (rule.branch === 'no-helper-usable') return 'no-administrator-usable'
  if (rule.branch === 'token-unusable') return 'nobody-to-redirect-to'
  return rule.whose === 'shared' ? 'shared-token-goes-to-branch' : 'administrator-goes-to-branch'
}

function exceptionOf({ profile, situation }: RouteInput, target: Target): string | null {
  if (situation === 'administrator-changed' && administers(profile, target.holder)) return 'E-11'
  if (situation === 'issue-mail-missing' && profile.enrolledBy === 'each-user-by-mail') return 'E-14'
  if (situation === 'pc-token-ended' && pcIsClosed(profile)) return 'E-12'
  const callAtOnce = profile.lossRoute === 'call-at-once'
  if (callAtOnce && (situation === 'lost' || situation === 'stolen' || situation === 'uninstalled'))
    return 'E-05'
  return target.rule.exception ?? null
}

/**
 * What a customer applies for rather than suffers from: enabling, opting out, another usage mode, hardware. Null for
 * every other situation.
 */
function requested(input: RouteInput, target: Target): Answer | null {
  const { profile, situation, users } = input
  switch (situation) {
    case 'apply': {
      if (target.registration === 'active') {
        return nothing('registered-already', profile.sources.registrationWords)
      }
      if (target.authentication === 'suspended') return stoppedByUs
      if (target.registration === 'unknown') return unclear(profile)
      // Where tokens are hardware and nothing else, applying for the service is applying for one (R-003-06).
      if (profile.applicationForms.includes('hardware-token') && !profile.guideCovers.includes('soft')) {
        return hardware(profile)
      }
      // Enabled before: the service lets the user begin already, and so it does after a revocation (R-004-23).
      const enabled = target.registration === 'issued' || target.registration === 'revoked'
      if (enabled || !profile.applicationForms.includes('otp-use')) {
        return {
          ...nothing('application-not-on-paper', profile.sources.applicationForms),
          sheet: sheet(profile, 'register-again'),
        }
      }
      return {
        ...blank,
        outcome: 'branch',
        reasons: [reason('application-at-the-counter', profile.sources.applicationForms)],
        job: 'application',
        exception: 'E-09',
        sheet: sheet(profile, 'register-again'),
        gaps: evidenceGap(profile),
      }
    }
    case 'opt-out': {
      if (profile.verbWords.optOut === undefined) {
        return nothing('opt-out-not-in-service', profile.sources.verbWords)
      }
      if (target.registration === 'none') return null
      if (target.registration === 'unknown') return unclear(profile)
      if (target.authentication === 'usable' && target.registration === 'active') {
        return {
          ...blank,
          outcome: 'own-administrator',
          reasons: [reason('opt-out-alone', profile.sources.verbWords)],
          alone: true,
          sheet: sheet(profile, 'opt-out'),
        }
      }
      return {
        ...blank,
        outcome: 'branch',
        reasons: [reason('opt-out-token-unusable', ['E-13'])],
        job: 'opt-out',
        exception: 'E-13',
        gaps: evidenceGap(profile),
      }
    }
    case 'usage-mode': {
      if (profile.sharing !== 'contract-mode') {
        return nothing('usage-mode-not-in-service', profile.sources.sharing)
      }
      const able = users.some(
        (user) => administers(profile, user.role) && !user.unavailable && canLogIn(profile, user),
      )
      // The administrator sets it in the service's own screens; the branch takes it with the form when nobody can.
      return able
        ? {
            ...blank,
            outcome: 'own-administrator',
            reasons: [reason('usage-mode-by-administrator', ['R-000-16', 'R-000-35'])],
            helpers: helpersFor(input, { ...target, userId: null }, adminRoles(profile)),
            sheet: sheet(profile, 'usage-mode'),
          }
        : {
            ...blank,
            outcome: 'branch',
            reasons: [reason('usage-mode-at-the-counter', ['R-000-16', 'DESK'])],
            helpers: helpersFor(input, { ...target, userId: null }, adminRoles(profile)),
            job: 'usage-mode',
          }
    }
    case 'apply-hardware':
    case 'hardware-not-delivered':
      if (!profile.tokenKinds.includes('hard')) {
        return nothing('hardware-not-in-service', profile.sources.tokenKinds)
      }
      return situation === 'apply-hardware' ? hardware(profile) : notDelivered()
    default:
      return null
  }
}

/** A token from the safe, for whoever has none yet or one that is lost, broken or out of date (R-002-33, R-003-06). */
const hardware = (profile: ServiceProfile): Answer => ({
  ...blank,
  outcome: 'branch',
  reasons: [reason('hardware-is-dispatched', profile.sources.applicationForms)],
  job: 'hardware',
  exception: 'E-08',
  gaps: evidenceGap(profile),
})

/**
 * A parcel is looked for in the case it was sent by (R-003-07, R-003-09). What cases there are is not the router's to know,
 * so it opens none: whoever asks leads on to the open one, or says what to do where there is none.
 */
const notDelivered = (): Answer => ({
  ...blank,
  outcome: 'branch',
  reasons: [reason('parcel-is-looked-for', ['R-003-07', 'R-003-09'])],
  exception: 'E-10',
})

const adminRoles = (profile: ServiceProfile): readonly RoleCode[] =>
  profile.roles.filter(({ administers: does }) => does).map(({ code }) => code)

/** Locked by wrong codes: a different act from detaching, with rules of its own. */
function unlock(input: RouteInput, target: Target): Answer {
  const { profile } = input
  if (profile.unlockBy === null) {
    return {
      ...blank,
      outcome: 'branch',
      reasons: [reason('unlock-not-stated', profile.sources.unlockBy)],
      gaps: ['G-05'],
    }
  }
  if (target.authentication !== 'locked') {
    return nothing('unlock-nothing-locked', profile.sources.authenticationWords)
  }
  const helpers = helpersFor(input, target, profile.unlockBy)
  if (helpers.some((helper) => helper.usable)) {
    return {
      ...blank,
      outcome: 'own-administrator',
      reasons: [reason('own-administrator-unlocks', profile.sources.unlockBy)],
      helpers,
      sheet: sheet(profile, 'own-administrator-unlock'),
    }
  }
  return {
    ...blank,
    outcome: 'branch',
    reasons: [reason('all-administrators-locked', profile.sources.unlockFallback)],
    helpers,
    job: 'unlock',
    reasonRequired: false,
    exception: 'E-03',
    gaps: [...(profile.unlockFallback === null ? ['G-03'] : []), ...evidenceGap(profile)],
  }
}

/**
 * Who could help by role, usable first. Where a dead token does not block the login, an administrator can
 * act even without a token of their own (R-000-48); elsewhere they need one that works now.
 */
function helpersFor(input: RouteInput, target: Target, roles: readonly RoleCode[]): readonly Helper[] {
  const { profile, users } = input
  return users
    .filter(
      (user) => roles.includes(user.role) && administers(profile, user.role) && user.userId !== target.userId,
    )
    .map((user) => ({
      userId: user.userId,
      role: user.role,
      usable: !user.unavailable && canLogIn(profile, user),
    }))
    .sort((a, b) => Number(b.usable) - Number(a.usable))
}

/**
 * Whether somebody can log in now, and so act for others where their role may: a suspended user never can; where
 * a dead token blocks the login (R-000-48), the token must work.
 */
export function canLogIn(
  profile: ServiceProfile,
  user: Pick<RouteUser, 'registration' | 'authentication'>,
): boolean {
  if (user.authentication === 'suspended') return false
  if (profile.deadTokenBlocksLogin === 'no') return true
  return user.registration === 'active' && user.authentication === 'usable'
}

/** A PC may have held a token once, and none may be registered there any more (R-002-09). */
const pcIsClosed = (profile: ServiceProfile): boolean =>
  !profile.carriers.includes('pc') &&
  (profile.vendors ?? []).some(
    (entry) => entry.carriers.includes('pc') && entry.closedToNewFrom !== undefined,
  )

const mayCarry = (profile: ServiceProfile, carrier: ServiceProfile['carriers'][number]): boolean =>
  profile.carriers.includes(carrier) ||
  (profile.vendors ?? []).some((vendor) => vendor.carriers.includes(carrier))

const gapsOf = (profile: ServiceProfile, loss: boolean): readonly string[] =>
  loss && profile.lossRouteInferred ? gapRefs(profile.sources.lossRoute) : []
const evidenceGap = (profile: ServiceProfile): readonly string[] =>
  profile.requiredEvidence === null ? gapRefs(profile.sources.requiredEvidence) : []
const gapRefs = (sources: readonly string[] | undefined): readonly string[] =>
  (sources ?? []).filter((source) => source.startsWith('G-'))

const sheet = (profile: ServiceProfile, code: string): string | null =>
  profile.stepSheets.some((entry) => entry.code === code) ? code : null

const reason = (code: RouteReasonCode, sources: readonly string[] | undefined): RouteReason => ({
  code,
  sources: sources ?? [],
})
const because = (answer: Answer, code: RouteReasonCode, sources: readonly string[] | undefined): Answer => ({
  ...answer,
  reasons: [...answer.reasons, reason(code, sources)],
})

const blank: Omit<Answer, 'outcome'> = {
  reasons: [],
  helpers: [],
  alone: false,
  reasonRequired: false,
  job: null,
  exception: null,
  stopFirst: false,
  sheet: null,
  gaps: [],
}
const stoppedByUs: Answer = {
  ...blank,
  outcome: 'branch',
  reasons: [reason('stopped-by-the-branch', ['E-05'])],
  exception: 'E-05',
}
/** The service's own list is blank (R-004-27): nothing is taken away from a state nobody knows. */
const unclear = (profile: ServiceProfile): Answer => ({
  ...blank,
  outcome: 'branch',
  reasons: [reason('registration-unclear', profile.sources.registrationWords)],
})
const nothing = (code: RouteReasonCode, sources: readonly string[] | undefined): Answer => ({
  ...blank,
  outcome: 'nothing-to-do',
  reasons: [reason(code, sources)],
})
