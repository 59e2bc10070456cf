import { useEffect, useState } from 'react'
import type { ServiceId } from '#shared/ids'
import type { ServiceProfile } from '#shared/profiles'
import { ask } from './ask.ts'
import { useDesk } from './state.ts'

/** A numbered version never changes, so each is asked for once. */
const known = new Map<string, ServiceProfile>()
/** What was in force when it was last asked, so that words do not flicker while it is asked again. */
const inForce = new Map<ServiceId, ServiceProfile>()

/**
 * The description of a service, for its words: undefined until main has answered, and while no service is named.
 * An accident is thrown to the fault boundary around the screen.
 *
 * @param version the one a case was taken under; without it, the one in force, which two persons may change
 */
export function useProfile(service: ServiceId | undefined, version?: number): ServiceProfile | undefined {
  const revision = useDesk((desk) => desk.revision)
  const [, arrived] = useState(0)
  const [accident, setAccident] = useState<{ readonly thrown: unknown }>()
  const numbered = version === undefined ? undefined : `${service} ${version}`
  const profile =
    service === undefined ? undefined : numbered === undefined ? inForce.get(service) : known.get(numbered)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a committed change may be one of this description
  useEffect(() => {
    if (service === undefined || (numbered !== undefined && known.has(numbered))) return
    let current = true
    ask('profile.view', { service, version: version ?? null }).then(
      (reply) => {
        if (reply.ok) {
          if (numbered === undefined) inForce.set(service, reply.value)
          else known.set(numbered, reply.value)
        }
        if (current) arrived((count) => count + 1)
      },
      (thrown: unknown) => {
        if (current) setAccident({ thrown })
      },
    )
    return () => {
      current = false
    }
  }, [service, version, numbered, numbered === undefined ? revision : 0])

  if (accident !== undefined) throw accident.thrown
  return profile
}
