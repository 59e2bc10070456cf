import { useEffect, useState } from 'react'
import type { ServiceId } from '#shared/ids'
import type { ServiceProfile } from '#shared/profiles'
import { ask } from './ask.ts'

/** Profiles change with the program only, so each is asked for once. */
const known = new Map<ServiceId, ServiceProfile>()

/**
 * The profile of a service, for its words: undefined until main has answered, and while no service is named.
 * An accident is thrown to the fault boundary around the screen.
 */
export function useProfile(service: ServiceId | undefined): ServiceProfile | undefined {
  const [, arrived] = useState(0)
  const [accident, setAccident] = useState<{ readonly thrown: unknown }>()
  const profile = service === undefined ? undefined : known.get(service)

  useEffect(() => {
    if (service === undefined || known.has(service)) return
    let current = true
    ask('profile.view', { service }).then(
      (reply) => {
        if (reply.ok) known.set(service, reply.value)
        if (current) arrived((count) => count + 1)
      },
      (thrown: unknown) => {
        if (current) setAccident({ thrown })
      },
    )
    return () => {
      current = false
    }
  }, [service])

  if (accident !== undefined) throw accident.thrown
  return profile
}
