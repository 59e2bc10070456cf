import type { Reads } from '#main/store/tables'
import type { CaseAsk } from '#shared/asks'
import { Serial } from '#shared/ids'
import type { Subject } from '#shared/intake'
import type { MasterContract } from '#shared/master'
import type { Touched } from '#shared/operations/cases'
import { administers } from '#shared/profile-rules'
import type { ServiceProfile } from '#shared/profiles'
import { sharesWith, touchedBy } from '#shared/touched'

/**
 * Everybody a case would touch, or has: the blast view. A jump of the whole contract is seen from each user's own link.
 *
 * @param took of a case that has been executed: whether it took a token away, whatever its users have been given since
 */
export function touchedIn(
  profile: ServiceProfile,
  contract: MasterContract,
  ask: CaseAsk,
  subject: Subject,
  took?: boolean,
): Touched[] {
  // Whoever uses the shared token has its states, not those of a token of their own.
  const onShared =
    contract.sharedToken !== null &&
    (subject.kind === 'shared' || (ask.kind === 'usage-mode' && ask.to === 'individual'))
  const linkOf = (user: MasterContract['users'][number]) =>
    onShared && contract.sharedToken !== null ? contract.sharedToken : user
  const users = contract.users.map((user) => ({
    userId: user.userId,
    role: user.role,
    serial: user.token,
    registration: user.registration,
    authentication: user.authentication,
  }))
  const effects = touchedBy(profile, ask, subject, users, took)
  return contract.users.map((user, index) => ({
    userId: user.userId,
    name: user.name,
    role: user.role,
    transferRight: user.transferRight ?? false,
    serial: Serial.nullable().parse(linkOf(user).token),
    registration: linkOf(user).registration,
    authentication: linkOf(user).authentication,
    effect: effects[index]?.effect ?? 'none',
    gap: effects[index]?.gap ?? null,
    sharesWith: sharesWith(user.userId, users),
  }))
}

/** Whether the case is about an administrator's own token, or one that the administrator answers for. */
export const isAdministrator = (
  profile: ServiceProfile,
  contract: MasterContract,
  subject: Subject,
): boolean => {
  if (subject.kind !== 'user') return true
  const user = contract.users.find(({ userId }) => userId === subject.userId)
  return user !== undefined && administers(profile, user.role)
}

/** Who must have a token before the service can be used at all: those who may transfer, the administrator first (R-000-06, R-000-07). */
export function progressOf(profile: ServiceProfile, contract: MasterContract) {
  if (profile.allOrNothing !== 'transfer-right-users') return null
  if (contract.usageMode === 'shared') {
    const registered = contract.sharedToken?.registration === 'active' ? 1 : 0
    return { registered, of: 1, missing: registered === 1 ? [] : [{ userId: '', name: '' }] }
  }
  return registeredAmong(
    contract.users.filter((user) => user.transferRight === true || administers(profile, user.role)),
    profile,
  )
}

/** How many of some users are registered, and who is missing, in the order in which they have to register. */
export function registeredAmong(users: MasterContract['users'], profile: ServiceProfile) {
  const missing = users
    .filter(({ registration }) => registration !== 'active')
    .sort((a, b) => Number(administers(profile, b.role)) - Number(administers(profile, a.role)))
  return {
    registered: users.length - missing.length,
    of: users.length,
    missing: missing.map(({ userId, name }) => ({ userId, name })),
  }
}

/** Whether a colleague, as a person, takes no part in this customer's cases (MC-08). */
export const isRelated = (db: Reads, contractNo: string | null, person: string): boolean =>
  contractNo !== null && db.relations.isRelated(contractNo, person)
