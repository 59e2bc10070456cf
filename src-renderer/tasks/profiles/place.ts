import { SERVICE_IDS, type ServiceId } from '#shared/profiles'

/** What is done to a description; the route of the screen carries it, so that it outlives a lock. */
export type Doing = 'read' | 'compare' | 'edit' | 'review'
const doings: readonly Doing[] = ['read', 'compare', 'edit', 'review']

export type Place = { readonly service: ServiceId; readonly doing: Doing }

export const placeText = (service: ServiceId, doing: Doing = 'read'): string => `${service} ${doing}`

/** @param of what the route carries; undefined or unknown is the list */
export function placeOf(of: string | undefined): Place | undefined {
  const [named, done] = (of ?? '').split(' ')
  const service = SERVICE_IDS.find((one) => one === named)
  return service === undefined ? undefined : { service, doing: doings.find((one) => one === done) ?? 'read' }
}
