import {
  IconBuildingWarehouse,
  IconHome,
  IconMailFast,
  IconQuestionMark,
  IconTrash,
} from '@tabler/icons-react'
import { type StockState, type Whereabouts, whereabouts } from '#shared/stock'
import { useMessages } from '../../desk/messages.ts'
import type { Icon } from '../../parts/panel.tsx'
import css from './stock.module.css'

const icons: Readonly<Record<Whereabouts, Icon>> = {
  here: IconBuildingWarehouse,
  post: IconMailFast,
  customer: IconHome,
  elsewhere: IconMailFast,
  nowhere: IconQuestionMark,
}

/** The state of a token as a thing: its word, and a sign for where it is. */
export function StockMark({ state }: { readonly state: StockState }) {
  const { words } = useMessages()
  const Sign = state === 'destroyed' ? IconTrash : icons[whereabouts[state]]
  return (
    <span className={css.mark} data-where={whereabouts[state]}>
      <Sign size="1rem" stroke={2} aria-hidden />
      {words.stock.state[state]}
    </span>
  )
}
