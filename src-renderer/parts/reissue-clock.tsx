import type { ReactNode } from 'react'
import { useMessages } from '../desk/messages.ts'
import css from './small.module.css'

export type ReissueClockProps = {
  /** The earliest time, `14:48`, already written for people. */
  readonly at: string
  /** When waiting began, `14:18`, and for how long, `30分`. */
  readonly from?: string | undefined
  readonly span?: string | undefined
  readonly minutesLeft: number
  readonly minutesTotal: number
  readonly children?: ReactNode
}

/** The earliest time of registration, readable from across the desk. */
export function ReissueClock({ at, from, span, minutesLeft, minutesTotal, children }: ReissueClockProps) {
  const { reissue } = useMessages().parts
  const passed = Math.max(0, minutesTotal - minutesLeft)
  return (
    <div className={css.reissue}>
      <p>
        <strong>{at}</strong>
        <span>
          {reissue.from}
          <br />
          {minutesLeft > 0 ? reissue.left(minutesLeft) : reissue.reached}
        </span>
      </p>
      <progress value={passed} max={Math.max(minutesTotal, 1)} aria-label={reissue.left(minutesLeft)} />
      {from !== undefined && (
        <p className={css.reissueScale} aria-hidden>
          <span>{from}</span>
          <span>{span}</span>
          <span>{at}</span>
        </p>
      )}
      {children}
    </div>
  )
}
