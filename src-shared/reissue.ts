import { Instant } from './ids.ts'
import type { ServiceProfile } from './profiles.ts'

const MINUTE_MS = 60_000
/** Asia/Tokyo has had no summer time since 1951. */
const JST_MS = 9 * 60 * MINUTE_MS

/**
 * The first moment a new token may be registered after the old one was taken off (the re-issue clock,
 * R-003-30, R-003-31, R-004-23).
 *
 * Minutes are whole, both ends of the night window belong to it, and the window is judged in Asia/Tokyo
 * wherever the machine is. `strict` waits for both rules, so that nobody is promised too early; `literal`
 * takes the guide at its word and lets the window's end replace the wait.
 */
export function earliestRegistration(
  profile: Pick<ServiceProfile, 'reissueWaitMin' | 'reissueBlackout'>,
  takenOff: Instant,
): Instant {
  const minute = Math.floor(Date.parse(takenOff) / MINUTE_MS)
  const waited = minute + profile.reissueWaitMin
  const night = profile.reissueBlackout
  if (profile.reissueWaitMin === 0) return takenOff
  if (night === 'none') return at(waited)

  const midnight =
    Math.floor((minute * MINUTE_MS + JST_MS) / (24 * 60 * MINUTE_MS)) * 24 * 60 - JST_MS / MINUTE_MS
  const inNight = minute >= midnight + minutesOf(night.from) && minute <= midnight + minutesOf(night.to)
  if (!inNight) return at(waited)
  const release = midnight + minutesOf(night.release)
  return at(night.mode === 'strict' ? Math.max(waited, release) : release)
}

const at = (minute: number): Instant => Instant.parse(new Date(minute * MINUTE_MS).toISOString())
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
