import type { AuthenticationState, RegistrationState, RoleCode, ServiceProfile } from './profiles.ts'

/** What the customer says has happened. */
export const SITUATIONS = [
  'broken',
  'lost',
  'stolen',
  'uninstalled',
  'old-token-cannot-start',
  'device-changed-without-revoke',
  'device-change-planned',
  'token-expired',
  'locked',
  'administrator-changed',
  'pc-changed',
  'certificate-problem',
] as const
export type Situation = (typeof SITUATIONS)[number]

export type RouteUser = {
  readonly userId: string
  readonly role: RoleCode
  readonly registration: RegistrationState
  readonly authentication: AuthenticationState
  /** The teller was told this person cannot act (left the firm, in hospital, id blocked …). */
  readonly unavailable: boolean
}

export type RouteInput = {
  readonly profile: ServiceProfile
  readonly situation: Situation
  readonly whose: { readonly kind: 'user'; readonly userId: string } | { readonly kind: 'shared' }
  readonly users: readonly RouteUser[]
}

export const OUTCOMES = ['nothing-to-do', 'own-administrator', 'branch'] as const
export type Outcome = (typeof OUTCOMES)[number]

export const ROUTE_REASONS = [
  'pc-needs-nothing',
  'certificate-is-another-matter',
  'administrator-goes-to-branch',
  'shared-token-goes-to-branch',
  'own-administrator-can-detach',
  'own-administrator-can-unlock',
  'no-administrator-usable',
  'contractor-has-nobody-else',
  'contractor-can-exchange-alone',
  'unlock-rule-not-stated',
  'expired-goes-through-revoke',
  'loss-stop-first',
  'loss-route-inferred',
] as const
export type RouteReason = {
  readonly code: (typeof ROUTE_REASONS)[number]
  readonly requirements: readonly string[]
}

export type Answer = {
  readonly outcome: Outcome
  /** First = the deciding one. */
  readonly reasons: readonly RouteReason[]
  /** Who can do it in the service's own screens (own-administrator only). */
  readonly helpers: readonly string[]
  /** How many users hold a role that could help, usable or not. */
  readonly helpersInAll: number
  /** The one who asks can do it alone, without an administrator. */
  readonly alone: boolean
  /** The branch must record why it acts although the guide sends the user elsewhere (R-000-46). */
  readonly reasonRequired: boolean
  /** This release carries it out as a case; false: an honest card says what to do instead. */
  readonly carriedOut: boolean
  readonly exception: string | null
  /** Stop the token before anything else (loss, theft). */
  readonly stopFirst: boolean
  /** The step sheet to print, a code of profile.stepSheets. */
  readonly sheet: string | null
  /** Open questions this answer rests on: shown as 要確認. */
  readonly gaps: readonly string[]
}

export type RouteRefusal = {
  readonly code: 'user-unknown' | 'role-not-in-service' | 'no-shared-token-in-service'
}
