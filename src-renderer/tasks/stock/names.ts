import { SERVICE_IDS, type ServiceId, type ServiceProfile } from '#shared/profiles'
import type { Role } from '#shared/staff'
import { useDesk } from '../../desk/state.ts'
import { useProfile } from '../../desk/use-profile.ts'

const clerks: readonly (Role | undefined)[] = ['teller', 'supervisor', 'back-office']

/** Whether whoever is here only looks. */
export const useMayAct = (): boolean => useDesk(({ who }) => clerks.includes(who?.role))
export const useIsSupervisor = (): boolean => useDesk(({ who }) => who?.role === 'supervisor')

/** What services and models are called, by the descriptions in force; a code where a description has gone. */
export function useStockNames() {
  const language = useDesk((desk) => desk.language)
  const profiles: readonly (ServiceProfile | undefined)[] = [
    useProfile(SERVICE_IDS[0]),
    useProfile(SERVICE_IDS[1]),
    useProfile(SERVICE_IDS[2]),
    useProfile(SERVICE_IDS[3]),
    useProfile(SERVICE_IDS[4]),
  ]
  const profileOf = (service: ServiceId | null) => profiles.find((profile) => profile?.id === service)
  const hardwareOf = (service: ServiceId | null) =>
    profileOf(service)?.tokenModels.filter(({ hardware }) => hardware !== undefined) ?? []
  return {
    service: (service: ServiceId): string => profileOf(service)?.shortName[language] ?? service,
    model: (service: ServiceId, model: string): string =>
      profileOf(service)?.tokenModels.find(({ code }) => code === model)?.name[language] ?? model,
    /** Services with hardware of ours. */
    services: profiles.flatMap((profile) =>
      profile?.tokenModels.some(({ hardware }) => hardware !== undefined)
        ? [{ id: profile.id, name: profile.shortName[language] }]
        : [],
    ),
    models: (service: ServiceId | null) =>
      hardwareOf(service).map(({ code, name }) => ({ code, name: name[language] })),
  }
}
