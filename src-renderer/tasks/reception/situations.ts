import type { ServiceProfile } from '#shared/profiles'
import type { Situation } from '#shared/router'

/** The situations as a teller finds them: by what the customer says first, each with a key of its own. */

export const SITUATION_GROUPS = [
  'broken',
  'lost',
  'locked',
  'phone',
  'administrator',
  'request',
  'hardware',
  'other',
] as const
export type SituationGroup = (typeof SITUATION_GROUPS)[number]

/**
 * What each situation is found under, and by which key. The key is the situation's own in every service, so that the
 * hand learns it once; I and O are left out, because they look like 1 and 0.
 */
const places: Readonly<Record<Situation, readonly [SituationGroup, key: string]>> = {
  'phone-broken': ['broken', '1'],
  'old-token-cannot-start': ['broken', '2'],
  'token-expired': ['broken', '3'],
  lost: ['lost', '4'],
  stolen: ['lost', '5'],
  uninstalled: ['lost', '6'],
  'locked-out': ['locked', '7'],
  'cannot-login-without-code': ['locked', '8'],
  'change-planned': ['phone', '9'],
  'token-replaced': ['phone', 'A'],
  'pc-changed': ['phone', 'B'],
  'administrator-changed': ['administrator', 'C'],
  apply: ['request', 'D'],
  'issue-mail-missing': ['request', 'E'],
  'opt-out': ['request', 'F'],
  'usage-mode': ['request', 'G'],
  'apply-hardware': ['hardware', 'H'],
  'hardware-not-delivered': ['hardware', 'J'],
  'pc-token-ended': ['other', 'K'],
  'certificate-problem': ['other', 'L'],
}
const all = Object.keys(places) as readonly Situation[]

/** The key that opens what is left out for a service. */
export const OTHERS_KEY = '0'

export const keyOf = (situation: Situation): string => places[situation][1]

/**
 * The situation of a key as it was pressed, wide or narrow, capital or not; undefined for any other key.
 *
 * @param key what the keyboard event calls it
 */
export function situationOfKey(key: string): Situation | undefined {
  const folded = key.normalize('NFKC').toUpperCase()
  return all.find((situation) => keyOf(situation) === folded)
}

type Asked = Pick<
  ServiceProfile,
  | 'roles'
  | 'tokenKinds'
  | 'hardwareExpiry'
  | 'enrolledBy'
  | 'applicationForms'
  | 'verbWords'
  | 'sharing'
  | 'vendors'
  | 'combinesWith'
>

/**
 * Whether a situation can come up with this service. What the guide is silent about can; what it excludes is asked
 * seldom enough to stand apart, and is answered all the same.
 */
export function fits(profile: Asked, situation: Situation): boolean {
  switch (situation) {
    case 'token-expired':
      return profile.hardwareExpiry !== 'not-applicable'
    case 'uninstalled':
      return profile.tokenKinds.includes('soft')
    case 'administrator-changed':
      return profile.roles.some(({ administers }) => administers)
    case 'apply':
      return profile.applicationForms.includes('otp-use')
    case 'issue-mail-missing':
      return profile.enrolledBy === 'each-user-by-mail'
    case 'opt-out':
      return profile.verbWords.optOut !== undefined
    case 'usage-mode':
      return profile.sharing === 'contract-mode'
    case 'apply-hardware':
    case 'hardware-not-delivered':
      return profile.tokenKinds.includes('hard')
    case 'pc-token-ended':
      return (profile.vendors ?? []).some(
        ({ carriers, closedToNewFrom }) => carriers.includes('pc') && closedToNewFrom !== undefined,
      )
    case 'certificate-problem':
      return profile.combinesWith?.includes('clientCertificate') ?? false
    default:
      return true
  }
}

export type Board = {
  readonly groups: readonly { readonly group: SituationGroup; readonly situations: readonly Situation[] }[]
  /** Not of this service, by its guide. */
  readonly others: readonly Situation[]
}

/** What is shown at once for a service, by group, and what stands behind one more key. None is ever lost. */
export function boardOf(profile: Asked): Board {
  const fitting = all.filter((situation) => fits(profile, situation))
  return {
    groups: SITUATION_GROUPS.map((group) => ({
      group,
      situations: fitting.filter((situation) => places[situation][0] === group),
    })).filter(({ situations }) => situations.length > 0),
    others: all.filter((situation) => !fits(profile, situation)),
  }
}
