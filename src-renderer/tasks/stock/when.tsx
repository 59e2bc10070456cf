import type { Instant } from '#shared/ids'
import { clockTime, formatMoment, westernDate } from '#shared/text/wareki'
import { useDesk } from '../../desk/state.ts'
import { Figures } from '../../parts/code.tsx'

/** A moment in a column: short, of one width, and in the era's years for whoever points at it. */
export function When({ at }: { readonly at: Instant }) {
  const language = useDesk((desk) => desk.language)
  return (
    <span title={formatMoment(at, language)}>
      <Figures>{`${westernDate(at)} ${clockTime(at)}`}</Figures>
    </span>
  )
}
