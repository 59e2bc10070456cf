import { z } from 'zod'
import type { Life } from './life.ts'
import { type Refusal, refuse } from './refusals.ts'
import { ok, type Result } from './result.ts'

/**
 * A link joins a token to those who use it: one user, or a whole contract (共通トークン, R-000-17).
 *
 * It has two axes which the services show on different screens (R-003-21 against R-003-33), so they are
 * never merged: *registration* says whether the token is the user's, *authentication* whether it may speak.
 */
export const Registration = z.enum(['none', 'issued', 'active', 'expired', 'revoked', 'unknown'])
export type Registration = z.infer<typeof Registration>

export const Authentication = z.enum(['none', 'usable', 'locked', 'suspended'])
export type Authentication = z.infer<typeof Authentication>

/**
 * What can happen to a link, in the desk's own words; the service's word stands beside them (domain: trap words).
 *
 * - `issue` 発行: the service will let the user begin; there is no token yet (E-09).
 * - `register` 登録: the user's token is known and works.
 * - `exchange` 交換: another token in the place of the old one, proven by the old one's code. The customer does
 *   that alone; the desk hears of it by the contract master.
 * - `detach` 登録解除, `revoke` 失効, `opt-out` 利用中止: the token is taken away; a service that revokes has a
 *   waiting time before the next one.
 * - `lock` 誤入力停止: too many wrong codes. `unlock` 停止解除 lifts exactly that.
 * - `suspend` 当店停止: the branch has stopped it (loss, theft). `resume` 再開 lifts that; `resume-locked` where a
 *   lockout lay beneath, because a stop must never be a way out of one; `resume-unused` where it had never been used.
 */
export const LinkEvent = z.enum([
  'issue',
  'register',
  'exchange',
  'detach',
  'revoke',
  'opt-out',
  'lock',
  'unlock',
  'suspend',
  'resume',
  'resume-locked',
  'resume-unused',
])
export type LinkEvent = z.infer<typeof LinkEvent>

/**
 * A token in any state that holds one can be taken away: it is the *loss of use* that brings the customer here
 * (R-000-42), whatever the service calls it. An unknown state (blank in the service's own list, R-004-27) is
 * not acted upon; it can only be stopped.
 */
export const registrationLife: Life<Registration, LinkEvent> = {
  none: { issue: 'issued', register: 'active' },
  issued: { register: 'active', detach: 'none', revoke: 'revoked', 'opt-out': 'none' },
  active: { exchange: 'active', detach: 'none', revoke: 'revoked', 'opt-out': 'none' },
  expired: { detach: 'none', revoke: 'revoked', 'opt-out': 'none' },
  revoked: { issue: 'issued', register: 'active', detach: 'none', 'opt-out': 'none' },
  unknown: {},
}

const takenAway = { detach: 'none', revoke: 'none', 'opt-out': 'none' } as const

/** Whoever is not registered has nothing to authenticate with (`none`); a stop holds even there, until it is lifted. */
export const authenticationLife: Life<Authentication, LinkEvent> = {
  none: { ...takenAway, register: 'usable', suspend: 'suspended' },
  usable: { ...takenAway, register: 'usable', exchange: 'usable', lock: 'locked', suspend: 'suspended' },
  locked: { ...takenAway, unlock: 'usable', suspend: 'suspended' },
  suspended: { ...takenAway, resume: 'usable', 'resume-locked': 'locked', 'resume-unused': 'none' },
}

export type LinkStates = { readonly registration: Registration; readonly authentication: Authentication }

const concerns = <State extends string>(life: Life<State, LinkEvent>, event: LinkEvent): boolean =>
  Object.values<Readonly<Partial<Record<LinkEvent, State>>>>(life).some((moves) => event in moves)

function along<State extends string>(
  life: Life<State, LinkEvent>,
  state: State,
  event: LinkEvent,
): State | undefined {
  if (!concerns(life, event)) return state
  const moves: Readonly<Partial<Record<LinkEvent, State>>> = life[state]
  return moves[event]
}

/**
 * Where an event leads a link, on both axes at once: the two tables are one life. An axis the event does not concern
 * stays as it is; an event written for neither axis in any state would be no event.
 *
 * @returns both states afterwards, or the refusal `state-forbids` naming the axis that does not allow it
 */
export function moveLink(
  states: LinkStates,
  event: LinkEvent,
  thing: string,
): Result<LinkStates, Refusal<'state-forbids'>> {
  const registration = along(registrationLife, states.registration, event)
  if (registration === undefined) return refuse('state-forbids', { thing, state: states.registration, event })
  const authentication = along(authenticationLife, states.authentication, event)
  if (authentication === undefined) {
    return refuse('state-forbids', { thing, state: states.authentication, event })
  }
  return ok({ registration, authentication })
}
