import { IconCheck } from '@tabler/icons-react'
import { useMessages } from '../desk/messages.ts'
import css from './small.module.css'

export type StepsProps = {
  /** The step we are at, from 0. The number of steps means all are done. */
  readonly at: number
  /** In place of ①用紙受付 ②照合 ③承認 ④実行 ⑤控え. */
  readonly names?: readonly string[] | undefined
}

/** Where a case stands. Past steps are ticked and filled, the present one is bold and ringed. */
export function Steps({ at, names }: StepsProps) {
  const { steps } = useMessages().parts
  return (
    <ol className={css.steps} aria-label={steps.label}>
      {(names ?? steps.names).map((name, place) => {
        const when = place < at ? 'past' : place === at ? 'now' : 'ahead'
        return (
          <li key={name} data-when={when} aria-current={when === 'now' ? 'step' : undefined}>
            <i aria-hidden>{when === 'past' ? <IconCheck size="0.875rem" stroke={3} /> : place + 1}</i>
            <span>{name}</span>
            <span className="visually-hidden">{steps[when]}</span>
          </li>
        )
      })}
    </ol>
  )
}
