import { administers } from './profile-rules.ts'
import type { RoleCode, ServiceProfile } from './profiles.ts'

/** Who is touched when a token is taken away: shown before anyone submits, and again to the approver. */

export type TouchedEffect = 'detached' | 'shared' | 'unclear' | 'none'

export type TouchedUser = {
  readonly userId: string
  readonly role: RoleCode
  readonly serial: string | null
}

/**
 * What taking a token away means for every user of the contract, in the given order.
 *
 * - `detached`: this user's own token goes.
 * - `shared`: the one token all users have goes (R-000-17).
 * - `unclear`: the guide does not say (an administrator's token, R-000-39 and G-01; the same serial with
 *   another user, R-003-42 and G-04). Shown as 要確認, never as "no change".
 * - `none`: the guide's rules leave this user alone.
 */
export function touchedBy(
  profile: ServiceProfile,
  whose: { readonly kind: 'user'; readonly userId: string } | { readonly kind: 'shared' },
  users: readonly TouchedUser[],
): readonly { readonly userId: string; readonly effect: TouchedEffect; readonly gap: string | null }[] {
  if (whose.kind === 'shared') {
    return users.map((user) => ({ userId: user.userId, effect: 'shared', gap: null }))
  }
  const target = users.find((user) => user.userId === whose.userId)
  const unclearForAll =
    target !== undefined &&
    administers(profile, target.role) &&
    profile.administratorDetachAffectsUsers === null
  return users.map((user) => {
    if (user.userId === whose.userId) return { userId: user.userId, effect: 'detached', gap: null }
    const sameSerial = target !== undefined && target.serial !== null && user.serial === target.serial
    if (sameSerial) return { userId: user.userId, effect: 'unclear', gap: 'G-04' }
    return unclearForAll
      ? { userId: user.userId, effect: 'unclear', gap: 'G-01' }
      : { userId: user.userId, effect: 'none', gap: null }
  })
}
