import { Serial } from '#shared/ids'
import type { Target } from '#shared/intake'
import type { MasterContract } from '#shared/master'
import type { Touched } from '#shared/operations/cases'
import { administers } from '#shared/profile-rules'
import type { ServiceProfile } from '#shared/profiles'
import { touchedBy } from '#shared/touched'

/** Everybody a detachment would touch: the blast view. */
export function touchedIn(profile: ServiceProfile, contract: MasterContract, target: Target): Touched[] {
  // Whoever uses the shared token has its states, not those of a token of their own.
  const linkOf = (user: MasterContract['users'][number]) =>
    target.kind === 'shared' && contract.sharedToken !== null ? contract.sharedToken : user
  const effects = touchedBy(
    profile,
    target,
    contract.users.map((user) => ({ userId: user.userId, role: user.role, serial: user.token })),
  )
  return contract.users.map((user, index) => ({
    userId: user.userId,
    name: user.name,
    role: user.role,
    transferRight: user.transferRight ?? false,
    serial: Serial.nullable().parse(linkOf(user).token),
    registration: linkOf(user).registration,
    authentication: linkOf(user).authentication,
    effect: effects[index]?.effect ?? 'none',
  }))
}

/** Whether the token is an administrator's own, or the shared one that the administrator answers for. */
export const isAdministrator = (
  profile: ServiceProfile,
  contract: MasterContract,
  target: Target,
): boolean => {
  if (target.kind === 'shared') return true
  const user = contract.users.find(({ userId }) => userId === target.userId)
  return user !== undefined && administers(profile, user.role)
}
