import { useMessages } from '../../desk/messages.ts'
import css from '../case/case.module.css'

/** Under this many seconds the code may change while it is being typed. */
const SHORT_SECONDS = 6

/** How long the digits on the token last. Where the guide gives no period, nothing is claimed. */
export function Seconds({
  now,
  period,
}: {
  readonly now: number | undefined
  readonly period: number | null
}) {
  const { registration: r } = useMessages().cases
  if (now === undefined || period === null) return null
  const left = period - (Math.floor(now / 1000) % period)
  return (
    <div className={css.seconds} data-short={left <= SHORT_SECONDS || undefined}>
      <span aria-hidden>{r.seconds(left, period)}</span>
      <progress value={left} max={period} aria-label={r.seconds(left, period)} />
    </div>
  )
}
