import { profileOf } from '#main/profiles/index'
import type { ServiceId } from '#shared/ids'
import { completed } from '#shared/later-parameters'
import { SERVICE_IDS, type ServiceProfile, serviceProfile } from '#shared/profiles'
import { ProfileVersionRow } from './records.ts'
import type { Critical } from './rows.ts'

const nameOf = (service: ServiceId, version: number): string => `${service}/${version}`

/**
 * The descriptions of the services 商品定義: version 1 comes with the program, every later one was put in force by a
 * case of two persons and stays for ever, because cases keep the version they were taken under.
 */
export function profileBook(critical: Critical) {
  const table = critical.table<ProfileVersionRow>({
    table: 'profile_version',
    key: 'profile',
    fields: ['profile', 'service', 'version', 'data', 'case_no', 'reason', 'approver', 'since'],
    parse: (row) => ProfileVersionRow.parse(row),
  })
  const newest = table.select<{ service: string }>('WHERE service = :service ORDER BY version DESC LIMIT 1')
  const every = table.select<{ service: string }>('WHERE service = :service ORDER BY version')
  // Versions never change, so each is parsed once while the store is open.
  const parsed = new Map<string, ServiceProfile>()

  function read(row: ProfileVersionRow): ServiceProfile {
    const known = parsed.get(row.profile)
    if (known !== undefined) return known
    const profile = serviceProfile.parse(completed(JSON.parse(row.data), profileOf))
    parsed.set(row.profile, profile)
    return profile
  }

  const current = (service: ServiceId): ServiceProfile => {
    const row = newest.get({ service })
    return row === undefined ? profileOf(service) : read(row)
  }

  return {
    current,
    /** The description a case was taken under; undefined where there never was such a version. */
    at(service: ServiceId, version: number): ServiceProfile | undefined {
      const first = profileOf(service)
      if (version === first.version) return first
      const row = table.find(nameOf(service, version))
      return row === undefined ? undefined : read(row)
    },
    /** All services as they are described now, in the order of their ids. */
    all: (): readonly ServiceProfile[] => SERVICE_IDS.map(current),
    /** Versions after the program's own, oldest first. */
    versions: (service: ServiceId): readonly ProfileVersionRow[] => every.all({ service }),
    put: (row: Omit<ProfileVersionRow, 'profile'>): void => {
      table.insert({ ...row, profile: nameOf(row.service, row.version) })
    },
  }
}
export type ProfileBook = ReturnType<typeof profileBook>
