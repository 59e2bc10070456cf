import type { CalendarDate, Instant } from '#shared/ids'
import { westernDate } from '#shared/text/wareki'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Whole minutes until a moment, rounded up so that nothing is promised too early; 0 once it has come. */
export const minutesUntil = (at: Instant, now: Instant): number =>
  Math.max(0, Math.ceil((Date.parse(at) - Date.parse(now)) / MINUTE_MS))

/** A time of the day as people type it, `1432`, `14:32`, `１４：３２`, as `14:32`; null where it is none. */
export function timeTyped(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s:.時分]/gu, '')
  const read = /^(\d{1,2})(\d{2})$/.exec(digits)
  if (read === null) return null
  const [, hours = '', minutes = ''] = read
  const time = `${hours.padStart(2, '0')}:${minutes}`
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : null
}

/** Calendar days in Tokyo from today to a day or a moment; negative for the past. */
export const daysUntil = (when: Instant | CalendarDate, now: Instant): number =>
  Math.round((Date.parse(westernDate(when)) - Date.parse(westernDate(now))) / DAY_MS)
