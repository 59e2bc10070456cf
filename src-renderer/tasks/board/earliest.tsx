import type { Instant } from '#shared/ids'
import { clockTime, formatDayAndMonth } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { ToConfirm } from '../../parts/state-tag.tsx'
import { daysUntil, minutesUntil } from '../clock-words.ts'
import css from './board.module.css'

type EarliestCellProps = {
  readonly at: Instant
  readonly now: Instant
  /** The guide leaves this very time open (G-08). */
  readonly toConfirm?: boolean | undefined
}

/** The earliest time of registration, large, and how long until then. The minutes are counted on the minute. */
export function EarliestCell({ at, now, toConfirm = false }: EarliestCellProps) {
  const { boards: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const days = daysUntil(at, now)
  const left = minutesUntil(at, now)
  const day = days === 0 ? undefined : days === 1 ? t.tomorrow : formatDayAndMonth(at, language)
  return (
    <span className={css.earliest} data-reached={left === 0 || undefined}>
      <strong>
        {day !== undefined && <small>{day}</small>}
        {clockTime(at)}
      </strong>
      <span>{left === 0 ? t.reached : t.left(left)}</span>
      {toConfirm && <ToConfirm>{t.toConfirm}</ToConfirm>}
    </span>
  )
}
