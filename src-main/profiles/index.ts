import { SERVICE_IDS, type ServiceId, type ServiceProfile, serviceProfile } from '#shared/profiles'
import { p000 } from './p000.ts'
import { p001 } from './p001.ts'
import { p002 } from './p002.ts'
import { p003 } from './p003.ts'
import { p004 } from './p004.ts'

/** Parsed once at start, so that a slip in the data stops the program and not a customer. */
const parsed = new Map<ServiceId, ServiceProfile>(
  [p000, p001, p002, p003, p004].map((data) => {
    const profile = deepFreeze(serviceProfile.parse(data))
    return [profile.id, profile]
  }),
)

/** All profiles in the order of their ids. */
export const profiles: readonly ServiceProfile[] = SERVICE_IDS.map(profileOf)

/**
 * The profile of a service. Every id of the type has one.
 *
 * @throws Error when a profile is missing from the program, which its tests exclude
 */
export function profileOf(id: ServiceId): ServiceProfile {
  const profile = parsed.get(id)
  if (profile === undefined) throw new Error(`no profile for service ${id}`)
  return profile
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) deepFreeze(part)
  }
  return value
}
