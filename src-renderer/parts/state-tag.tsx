import {
  IconCalendarX,
  IconChecks,
  IconCircleCheck,
  IconHandStop,
  IconHourglass,
  IconLock,
  IconRubberStamp,
  IconWalk,
  IconWriting,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Registration } from '#shared/links'
import { useMessages } from '../desk/messages.ts'
import css from './small.module.css'

export type StateName =
  | 'usable'
  | 'done'
  | 'approval'
  | 'time'
  | 'customer'
  | 'locked'
  | 'suspended'
  | 'expired'
  | 'draft'
  | 'confirm'
  | 'none'

const icons = {
  usable: IconCircleCheck,
  done: IconChecks,
  approval: IconRubberStamp,
  time: IconHourglass,
  customer: IconWalk,
  locked: IconLock,
  suspended: IconHandStop,
  expired: IconCalendarX,
  draft: IconWriting,
  confirm: undefined,
  none: undefined,
} as const satisfies Record<StateName, typeof IconLock | undefined>

export type StateTagProps = {
  readonly state: StateName
  /** Stands in place of the desk's word: the service's own, or the word with its time or date. */
  readonly children?: ReactNode
}

/** Authentication and case states: icon, word and frame each say it alone, colour says it again. */
export function StateTag({ state, children }: StateTagProps) {
  const t = useMessages()
  const Icon = icons[state]
  return (
    <span className={css.tag} data-state={state}>
      {Icon && <Icon size="1rem" stroke={2.2} aria-hidden />}
      {children ?? t.states.tag[state]}
    </span>
  )
}

/** For anything a service's guide or profile leaves blank: dashed, never guessed. */
export function ToConfirm({ children }: { readonly children?: ReactNode }) {
  const t = useMessages()
  return (
    <span className={css.tag} data-state="confirm" data-small>
      {children ?? t.states.tag.confirm}
    </span>
  )
}

export type RegMarkProps = {
  readonly state: Registration
  /** The service's own word, where it has one. */
  readonly children?: ReactNode
}

/** Registration: a small square, so that it is never taken for the tag of authentication beside it. */
export function RegMark({ state, children }: RegMarkProps) {
  const t = useMessages()
  return (
    <span className={css.registration}>
      <span className={css.square} data-state={state} aria-hidden />
      {children ?? t.states.registration[state]}
    </span>
  )
}
