import {
  IconArrowRight,
  IconCashOff,
  IconClock,
  IconInfoCircle,
  IconLock,
  IconLockOpen,
  IconMailForward,
  IconUnlink,
  IconUserCheck,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useMessages } from '../desk/messages.ts'
import css from './case.module.css'
import { Panel } from './panel.tsx'
import { ToConfirm } from './state-tag.tsx'

const icons = {
  detach: IconUnlink,
  money: IconCashOff,
  letter: IconMailForward,
  time: IconClock,
  lock: IconLock,
  unlock: IconLockOpen,
  person: IconUserCheck,
  info: IconInfoCircle,
} as const

export type Effect = {
  readonly id: string
  readonly kind: keyof typeof icons
  /** One sentence, the consequence in bold. */
  readonly text: ReactNode
  readonly confirm?: boolean | undefined
}

export type Touched = {
  readonly id: string
  readonly name: string
  readonly role?: string | undefined
  /** 外れる, 変わらない. Bold when it changes something. */
  readonly effect: string
  readonly changes?: boolean | undefined
  /** What changes on the two axes, a line each: 停止中 → 利用可能. */
  readonly states?: readonly string[] | undefined
  /** A profile leaves this blank: 要確認 stands beside it. */
  readonly confirm?: boolean | undefined
}

export type EffectsProps = {
  readonly title?: string | undefined
  readonly effects: readonly Effect[]
  readonly touched?: readonly Touched[] | undefined
  /** Under the table: those nothing happens to, where they are many. */
  readonly spared?: string | undefined
}

/** What will happen, before it does: every effect in one sentence, and everyone who is touched. */
export function Effects({ title, effects, touched = [], spared }: EffectsProps) {
  const t = useMessages().parts.effects
  return (
    <Panel title={title ?? t.title} icon={IconArrowRight}>
      <ul className={css.effects}>
        {effects.map(({ id, kind, text, confirm }) => {
          const Icon = icons[kind]
          return (
            <li key={id}>
              <Icon size="1.125rem" stroke={2} aria-hidden />
              <span>
                {text} {confirm === true && <ToConfirm />}
              </span>
            </li>
          )
        })}
      </ul>
      {touched.length > 0 && (
        <table className={css.touched}>
          <caption>{t.touched(touched.length)}</caption>
          <tbody>
            {touched.map(({ id, name, role, effect, changes, states = [], confirm }) => (
              <tr key={id} data-changes={changes || undefined}>
                <th scope="row">
                  <b>{name}</b> {role}
                </th>
                <td>
                  {effect} {confirm === true && <ToConfirm />}
                  {states.map((line) => (
                    <small key={line}>{line}</small>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {spared !== undefined && <p className={css.spared}>{spared}</p>}
    </Panel>
  )
}

export type Count = { readonly label: string; readonly count: number; readonly note?: string | undefined }

/** A row of counts, such as the 90 days of a contract. */
export function Counts({ items }: { readonly items: readonly Count[] }) {
  return (
    <ul className={css.counts}>
      {items.map(({ label, count, note }) => (
        <li key={label}>
          {label} <b>{count}</b>
          {note}
        </li>
      ))}
    </ul>
  )
}
