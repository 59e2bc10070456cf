import type { DispatchView, Parcel } from '#shared/operations/dispatch'
import type { ServiceProfile } from '#shared/profiles'

/** What every part of the packing screen is given. */
export type PackProps = {
  readonly view: DispatchView
  readonly parcel: Parcel
  readonly profile: ServiceProfile
}

/** What the screens of dispatch ask of a model in a service's description. */

const hardwareOf = (profile: ServiceProfile, model: string) =>
  profile.tokenModels.find(({ code }) => code === model)?.hardware

/** How many digits its codes have; where nothing says, six is what the desk goes by (G-09). */
export function modelDigits(profile: ServiceProfile, model: string): 6 | 7 | 8 {
  const digits = hardwareOf(profile, model)?.digits ?? profile.digits
  return digits === 7 || digits === 8 ? digits : 6
}

/** How long a code of it lasts, in seconds; null where nothing says. */
export const modelPeriod = (profile: ServiceProfile, model: string): number | null =>
  hardwareOf(profile, model)?.periodSeconds ?? profile.periodSec

/**
 * How many characters its serial has: all of the service's, or those of the example that looks like this model's.
 *
 * @returns null where it may have any number of them
 */
export function modelPlaces(profile: ServiceProfile, model: string, known: number | null): number | null {
  if (known !== null) return known
  const pattern = hardwareOf(profile, model)?.serialPattern
  if (pattern == null || profile.tokenIdPatterns === null || profile.tokenIdPatterns === 'none') return null
  const shape = new RegExp(`^(?:${pattern})$`)
  return profile.tokenIdPatterns.find(({ example }) => shape.test(example))?.example.length ?? null
}

/**
 * The parcel that is still under way. One that was taken out of its case as defective, or is lost, is not; its serial is
 * shown because nobody has to read it blindly any more.
 */
export function parcelUnderWay({ parcels: [parcel] }: Pick<DispatchView, 'parcels'>): Parcel | undefined {
  if (parcel === undefined || parcel.lostAt !== null) return undefined
  const unread = parcel.step === 'allocated' || parcel.step === 'read-first'
  return unread && parcel.serial !== null ? undefined : parcel
}
