import type { Instant } from '#shared/ids'
import { clockTime, westernDate } from '#shared/text/wareki'
import { Figures } from '../parts/code.tsx'

/** A past moment in a narrow column: the time for today, the day and the time for any other day. */
export function Since({ at, now }: { readonly at: Instant; readonly now: Instant | undefined }) {
  const day = westernDate(at)
  const today = now === undefined ? day : westernDate(now)
  const date = day.slice(0, 4) === today.slice(0, 4) ? day.slice(5).replace('-', '/') : day
  return <Figures>{day === today ? clockTime(at) : `${date} ${clockTime(at)}`}</Figures>
}
