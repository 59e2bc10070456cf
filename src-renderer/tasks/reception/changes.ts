import type { LinkEvent } from '#shared/links'
import type { LinkChange } from '#shared/operations/contracts'
import { verbWord } from '#shared/profile-rules'
import type { Bilingual, ServiceProfile, Verb } from '#shared/profiles'

const verbs: Readonly<Partial<Record<LinkEvent | 'import', Verb>>> = {
  issue: 'issue',
  register: 'register',
  exchange: 'exchange',
  detach: 'detach',
  revoke: 'revoke',
  'opt-out': 'optOut',
  unlock: 'unlock',
}

/** What the service calls what happened; undefined where it has no such act, or no screen for it. */
export function serviceWordOf(
  profile: ServiceProfile | undefined,
  event: LinkChange['event'],
): Bilingual | undefined {
  const verb = verbs[event]
  return profile === undefined || verb === undefined ? undefined : verbWord(profile, verb)
}

/** Which of the three things of a link a change has touched: only those have a before and an after. */
export const touchedBy = (change: LinkChange) => ({
  serial: change.serialBefore !== change.serialAfter,
  registration: change.registrationBefore !== change.registrationAfter,
  authentication: change.authenticationBefore !== change.authenticationAfter,
})
