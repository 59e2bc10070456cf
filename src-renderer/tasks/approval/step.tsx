import { IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import css from './approval.module.css'

type StepProps = {
  readonly number: number
  readonly title: string
  /** Ticked: judged here. What only main can judge is never ticked. */
  readonly settled?: boolean
  readonly children: ReactNode
}

/** One of the three checks, with its number. */
export function Step({ number, title, settled = false, children }: StepProps) {
  return (
    <section className={css.step} aria-label={title}>
      <h2>
        <i>{number}</i>
        {title}
        {settled && <IconCircleCheck size="1.125rem" stroke={2} aria-hidden />}
      </h2>
      {children}
    </section>
  )
}
