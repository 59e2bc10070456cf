import { z } from 'zod'
import type { Life } from './life.ts'

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

/** `detach` 登録解除: the token is taken from the user and the link waits, empty, for the next one. */
export const LinkEvent = z.enum(['register', 'detach'])
export type LinkEvent = z.infer<typeof LinkEvent>

/**
 * The life of a registration as far as this desk moves it. A token in any state that holds one can be
 * detached: it is the *loss of use* that brings the customer here (R-000-42), whatever the service calls it.
 * An unknown state (blank in the service's own list, R-004-27) is not acted upon.
 */
export const registrationLife: Life<Registration, LinkEvent> = {
  none: { register: 'active' },
  issued: { register: 'active', detach: 'none' },
  active: { detach: 'none' },
  expired: { detach: 'none' },
  revoked: { register: 'active', detach: 'none' },
  unknown: {},
}
