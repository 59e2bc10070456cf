import { Instant } from './ids.ts'
import type { Authentication, Registration } from './links.ts'
import {
  type Bilingual,
  type Carrier,
  PARAMETERS,
  type ParameterName,
  type ProfileRole,
  type ServiceProfile,
  type Verb,
  type WorkingDefault,
} from './profiles.ts'

/** Questions one asks a profile. None of them knows which service it is. */

/** The parameters about which the guide is silent, in the profile's order. Each is shown as 要確認. */
export const unknowns = (profile: ServiceProfile): readonly ParameterName[] =>
  PARAMETERS.filter((name) => profile[name] === null)

/** What the desk goes by until the institution answers; always shown together with 要確認 and the gap's number. */
export const workingDefault = (profile: ServiceProfile, name: ParameterName): WorkingDefault | undefined =>
  profile.workingDefaults.find((entry) => entry.parameter === name)

/** The role of that code, if the service has it. */
export const roleOf = (profile: ServiceProfile, code: string): ProfileRole | undefined =>
  profile.roles.find((role) => role.code === code)

/** Roles, most senior first. */
export const rolesByRank = (profile: ServiceProfile): readonly ProfileRole[] =>
  [...profile.roles].sort((a, b) => b.rank - a.rank)

/** Whether users of this role act for others in the service's own screens. */
export const administers = (profile: ServiceProfile, code: string): boolean =>
  roleOf(profile, code)?.administers ?? false

export type Worded = {
  readonly word: Bilingual
  /** The service's own word; false: the desk's word, because the guide has none. */
  readonly own: boolean
}

const REGISTRATION_WORDS: Readonly<Record<Registration, Bilingual>> = {
  none: { ja: '未登録', en: 'Not registered' },
  issued: { ja: '発行済み', en: 'Issued' },
  active: { ja: '登録済み', en: 'Registered' },
  expired: { ja: '有効期限切れ', en: 'Expired' },
  revoked: { ja: '失効中', en: 'Revoked' },
  unknown: { ja: '要確認', en: 'To be confirmed' },
}
const AUTHENTICATION_WORDS: Readonly<Record<Authentication, Bilingual>> = {
  usable: { ja: '利用可能', en: 'Usable' },
  locked: { ja: '停止中', en: 'Stopped' },
  suspended: { ja: '当店停止', en: 'Stopped by the bank' },
  none: { ja: '-', en: '-' },
}

/** The service's word for a registration state, or the desk's where it has none. */
export function registrationWord(profile: ServiceProfile, state: Registration): Worded {
  const own = profile.registrationWords?.[state]
  return own === undefined ? { word: REGISTRATION_WORDS[state], own: false } : { word: own, own: true }
}

/** The service's word for an authentication state, or the desk's where it has none. */
export function authenticationWord(profile: ServiceProfile, state: Authentication): Worded {
  const own = profile.authenticationWords?.[state]
  return own === undefined ? { word: AUTHENTICATION_WORDS[state], own: false } : { word: own, own: true }
}

/** What the service calls an act, to stand beside the desk's own word; undefined where it has no such act. */
export const verbWord = (profile: ServiceProfile, verb: Verb): Bilingual | undefined =>
  profile.verbWords[verb]

/**
 * Carriers and vendors that may be registered on a day (R-002-07, R-002-09). A registered token of a closed
 * vendor keeps working.
 *
 * @param day calendar day in Tokyo, YYYY-MM-DD
 * @returns null where the guide says nothing about vendors
 */
export function vendorsOpenOn(
  profile: ServiceProfile,
  day: string,
): readonly { readonly name: Bilingual; readonly carriers: readonly Carrier[] }[] | null {
  if (profile.vendors === null) return null
  return profile.vendors.filter(
    (vendor) =>
      (vendor.from === undefined || day >= vendor.from) &&
      (vendor.closedToNewFrom === undefined || day < vendor.closedToNewFrom),
  )
}

type Vendor = NonNullable<ServiceProfile['vendors']>[number]

/** The vendor whose serials look like this one; undefined where one cannot tell by a serial. */
export const vendorBySerial = (profile: ServiceProfile, serial: string): Vendor | undefined =>
  profile.vendors?.find(
    ({ serialPattern }) => serialPattern !== undefined && new RegExp(`^(?:${serialPattern})$`).test(serial),
  )

/**
 * Whether a vendor's tokens may still be registered on a day, and what to offer instead (R-002-07, R-002-09).
 *
 * @param code of the profile's vendor
 * @param day calendar day in Tokyo
 * @returns null while the vendor is open or the service knows no such vendor; otherwise since when it is closed and
 *   the vendors that are open on that day
 */
export function vendorClosed(
  profile: ServiceProfile,
  code: string,
  day: string,
): { readonly vendor: Vendor; readonly since: string; readonly instead: readonly Bilingual[] } | null {
  const vendor = profile.vendors?.find((entry) => entry.code === code)
  if (vendor?.closedToNewFrom === undefined || day < vendor.closedToNewFrom) return null
  return {
    vendor,
    since: vendor.closedToNewFrom,
    instead: (vendorsOpenOn(profile, day) ?? []).map(({ name }) => name),
  }
}

const MINUTE = 60_000
const JST = 9 * 60 * MINUTE

export type Reissue = {
  /** The first minute at which a new token may be registered. */
  readonly earliest: Instant
  /** The guide leaves this very time open (G-08): shown as 要確認. */
  readonly toConfirm: boolean
}

/**
 * When a new token may be registered after one was taken away (R-003-30, R-003-31, R-004-23).
 *
 * Minute precision, rounded up so that nothing is promised too early. A blackout includes both its ends.
 * Mode `strict` never lets the wait end before its minutes are over; `literal` is the guide's wording, by
 * which a revocation in the blackout waits for its release only.
 *
 * @param revokedAt the online system's time, not this desk's clock
 */
export function earliestReissue(profile: ServiceProfile, revokedAt: Instant): Reissue {
  const { reissueWaitMin, reissueBlackout } = profile
  if (reissueWaitMin === 0 && reissueBlackout === 'none') return { earliest: revokedAt, toConfirm: false }
  const at = Date.parse(revokedAt)
  const afterWait = Math.ceil(at / MINUTE) * MINUTE + reissueWaitMin * MINUTE
  if (reissueBlackout === 'none') return { earliest: instantOf(afterWait), toConfirm: false }

  const from = minutesOf(reissueBlackout.from)
  const to = minutesOf(reissueBlackout.to)
  const minute = minuteOfDay(at)
  if (minute >= from && minute <= to) {
    const release = Math.floor(at / MINUTE) * MINUTE + (minutesOf(reissueBlackout.release) - minute) * MINUTE
    const earliest = reissueBlackout.mode === 'literal' ? release : Math.max(release, afterWait)
    return { earliest: instantOf(earliest), toConfirm: false }
  }
  const endsAt = minuteOfDay(afterWait)
  return {
    earliest: instantOf(afterWait),
    toConfirm: reissueBlackout.mode === 'strict' && endsAt >= from && endsAt < to,
  }
}

const instantOf = (milliseconds: number): Instant => Instant.parse(new Date(milliseconds).toISOString())
const minuteOfDay = (milliseconds: number): number => Math.floor((milliseconds + JST) / MINUTE) % (24 * 60)
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
