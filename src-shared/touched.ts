import type { CaseAsk } from './asks.ts'
import type { Subject } from './intake.ts'
import type { Authentication, Registration } from './links.ts'
import { administers } from './profile-rules.ts'
import type { RoleCode, ServiceProfile } from './profiles.ts'
import { givesUpOldToken } from './stock.ts'

/** Who is touched by a case: shown before anyone submits, again to the approver, and afterwards as it came out. */

/**
 * - `detached`: this user's own token goes (or is revoked). `shared`: the one token all users have goes (R-000-17).
 * - `unlocked`, `suspended`, `resumed`: the lockout or the branch's own stop.
 * - `enabled`: may register from now on. `opted-out`: no longer needs a code, and has less protection.
 * - `unclear`: the guide does not say. Shown as 要確認, never as "no change".
 * - `none`: the guide's rules leave this user alone.
 */
export const TOUCHED_EFFECTS = [
  'detached',
  'shared',
  'unlocked',
  'suspended',
  'resumed',
  'enabled',
  'opted-out',
  'unclear',
  'none',
] as const
export type TouchedEffect = (typeof TOUCHED_EFFECTS)[number]

export type TouchedUser = {
  readonly userId: string
  readonly role: RoleCode
  readonly serial: string | null
  readonly registration: Registration
  readonly authentication: Authentication
}

export type TouchedHow = {
  readonly userId: string
  readonly effect: TouchedEffect
  /** The open question the effect waits for, G-…. */
  readonly gap: string | null
}

/**
 * What a case means for every user of the contract, in the given order.
 *
 * @param ask what is asked for; the kind of the case is in it
 * @param subject whose token, or the contract for a job about several users
 * @param took of a case that has been executed: whether it took a token away. What the user has been given since says
 *   nothing about that any more
 */
export function touchedBy(
  profile: ServiceProfile,
  ask: CaseAsk,
  subject: Subject,
  users: readonly TouchedUser[],
  took?: boolean,
): readonly TouchedHow[] {
  switch (ask.kind) {
    case 'token-detach':
    case 'reissue':
      return takenAway(profile, subject, users)
    case 'unlock':
      return users.map(({ userId }) => {
        if (ask.users.includes(userId)) {
          return { userId, effect: ask.alsoReissue ? 'detached' : 'unlocked', gap: null }
        }
        const sharing =
          ask.alsoReissue &&
          ask.users.some((chosen) => usersOfToken({ kind: 'user', userId: chosen }, users).includes(userId))
        return sharing ? { userId, effect: 'unclear', gap: 'G-04' } : untouched(userId)
      })
    case 'loss':
      return ofTheToken(subject, users, 'suspended')
    case 'resume':
      return ofTheToken(subject, users, 'resumed')
    case 'opt-out':
      return optedOut(subject, users)
    case 'application':
      return users.map(({ userId }) =>
        ask.users.includes(userId) ? { userId, effect: 'enabled', gap: null } : untouched(userId),
      )
    case 'usage-mode':
      // Into one shared token: everybody's own goes. Back to own ones: the shared token goes for everybody. Before the
      // first mode is set there is nothing to lose (R-000-18).
      return users.map(({ userId, registration }) => {
        if (ask.to === 'individual') {
          return ask.from === 'shared' ? { userId, effect: 'shared', gap: null } : untouched(userId)
        }
        return registration === 'none' ? untouched(userId) : { userId, effect: 'detached', gap: null }
      })
    case 'hardware':
      return applied(profile, ask, subject, users, took)
    case 'profile-change':
    case 'stock-difference':
      return []
  }
}

const untouched = (userId: string): TouchedHow => ({ userId, effect: 'none', gap: null })

/** The same thing happens to everybody who has the very token: the shared one, or one serial with several users. */
function ofTheToken(
  subject: Subject,
  users: readonly TouchedUser[],
  effect: TouchedEffect,
): readonly TouchedHow[] {
  if (subject.kind === 'shared') return users.map(({ userId }) => ({ userId, effect, gap: null }))
  const sharing = usersOfToken(subject, users)
  return users.map(({ userId }) =>
    sharing.includes(userId) ? { userId, effect, gap: null } : untouched(userId),
  )
}

/** Registrations that hold a token now; the others hold none any more, or none yet. */
const TAKEN_WITH_IT: readonly Registration[] = ['active', 'expired']

/**
 * An application for hardware: the user may register what comes. A token that is gone, broken or out of date is taken
 * away with it, so that there is room for the other one (R-003-27, R-003-36); one that is exchanged is given up by the
 * customer, with its own code, once the new one is there (R-002-34). A token to be shared is another user's (R-003-15).
 */
function applied(
  profile: ServiceProfile,
  ask: Extract<CaseAsk, { kind: 'hardware' }>,
  subject: Subject,
  users: readonly TouchedUser[],
  took: boolean | undefined,
): readonly TouchedHow[] {
  const held = subject.kind === 'user' ? users.find(({ userId }) => userId === subject.userId) : undefined
  const gone = took ?? (held !== undefined && TAKEN_WITH_IT.includes(held.registration))
  if (givesUpOldToken(ask.purpose) && gone) return takenAway(profile, subject, users)
  return users.map(({ userId }) =>
    userId === held?.userId ? { userId, effect: 'enabled', gap: null } : untouched(userId),
  )
}

/** One user gives it up, or everybody with the shared token; a guide that lets users share says nothing of the others (G-04). */
function optedOut(subject: Subject, users: readonly TouchedUser[]): readonly TouchedHow[] {
  if (subject.kind === 'shared')
    return users.map(({ userId }) => ({ userId, effect: 'opted-out', gap: null }))
  const sharing = usersOfToken(subject, users)
  return users.map(({ userId }) => {
    if (subject.kind === 'user' && subject.userId === userId)
      return { userId, effect: 'opted-out', gap: null }
    return sharing.includes(userId) ? { userId, effect: 'unclear', gap: 'G-04' } : untouched(userId)
  })
}

/**
 * Everybody of a contract who has the same token as a user, the user among them (R-003-15, R-003-24).
 *
 * @returns user IDs in the given order; only the user where the token bears no number or has no other user
 */
export function usersOfToken(
  subject: Subject,
  users: readonly Pick<TouchedUser, 'userId' | 'serial'>[],
): readonly string[] {
  if (subject.kind !== 'user') return []
  const serial = users.find(({ userId }) => userId === subject.userId)?.serial ?? null
  return users
    .filter((user) => user.userId === subject.userId || (serial !== null && user.serial === serial))
    .map(({ userId }) => userId)
}

/** The first user who has the very same token as this one; null where that is nobody else. */
export function sharesWith(
  userId: string,
  users: readonly Pick<TouchedUser, 'userId' | 'serial'>[],
): string | null {
  const [first] = usersOfToken({ kind: 'user', userId }, users)
  return first === undefined || first === userId ? null : first
}

function takenAway(
  profile: ServiceProfile,
  subject: Subject,
  users: readonly TouchedUser[],
): readonly TouchedHow[] {
  if (subject.kind === 'shared') return users.map(({ userId }) => ({ userId, effect: 'shared', gap: null }))
  const target = subject.kind === 'user' ? users.find(({ userId }) => userId === subject.userId) : undefined
  const unclearForAll =
    target !== undefined &&
    administers(profile, target.role) &&
    profile.administratorDetachAffectsUsers === null
  return users.map((user) => {
    if (user.userId === target?.userId) return { userId: user.userId, effect: 'detached', gap: null }
    const sameSerial = target !== undefined && target.serial !== null && user.serial === target.serial
    if (sameSerial) return { userId: user.userId, effect: 'unclear', gap: 'G-04' }
    return unclearForAll ? { userId: user.userId, effect: 'unclear', gap: 'G-01' } : untouched(user.userId)
  })
}

/**
 * Whose lockout an unlocking lifts when one user is chosen: everybody of the serial where the guide says so
 * (R-003-24), otherwise only those chosen (R-004-21). A sharer is never unlocked by themself.
 *
 * @param chosen user IDs the teller chose
 * @returns user IDs in the order of `users`; among them locked ones only
 */
export function unlockReach(
  profile: ServiceProfile,
  chosen: readonly string[],
  users: readonly Pick<TouchedUser, 'userId' | 'serial' | 'authentication'>[],
): readonly string[] {
  const reached = new Set(
    profile.unlockScope === 'all-users-of-serial'
      ? chosen.flatMap((userId) => usersOfToken({ kind: 'user', userId }, users))
      : chosen,
  )
  return users
    .filter(({ userId, authentication }) => reached.has(userId) && authentication === 'locked')
    .map(({ userId }) => userId)
}
