import type { ContractView } from '#shared/operations/contracts'
import type { ServiceProfile } from '#shared/profiles'

/** A contract and what its service's guide says: what every part of the page is given. */
export type Known = { readonly view: ContractView; readonly profile: ServiceProfile }
