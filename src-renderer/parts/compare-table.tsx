import {
  IconDatabase,
  IconDots,
  IconEqual,
  IconEqualNot,
  IconFileText,
  IconQuestionMark,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { AltKey, KeyMap } from '../desk/key-map.ts'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { KeyCap } from './code.tsx'
import css from './compare.module.css'

export type Mark = 'equal' | 'differs' | 'waiting' | 'confirm' | 'none'

export type CompareChoice = {
  /** `Alt+Y`, `Alt+N`. Pressed anywhere on the screen, it answers this row. */
  readonly keyName: AltKey
  readonly label: string
  readonly onPick: () => void
}

export type CompareRow = {
  readonly id: string
  /** ① ② …, the number on the paper. */
  readonly number?: number | undefined
  readonly label: string
  /** What the paper says: words, a code, or the field it is typed into. */
  readonly paper: ReactNode
  readonly mark: Mark
  readonly store: ReactNode
  /** A line beneath: what exactly differs, in words. The table corrects nothing itself. */
  readonly below?: ReactNode
  readonly choices?: readonly CompareChoice[] | undefined
}

export type CompareTableProps = {
  readonly rows: readonly CompareRow[]
  /** Beside the heads: 用紙の順 様式 FB-07, 11月19日 17:40 取込. */
  readonly paperNote?: ReactNode
  readonly storeNote?: ReactNode
  /** In place of 用紙に書いてあること and 台帳にあること. */
  readonly paperTitle?: string | undefined
  readonly storeTitle?: string | undefined
}

const icons = {
  equal: IconEqual,
  differs: IconEqualNot,
  waiting: IconDots,
  confirm: IconQuestionMark,
} as const

export function MarkSign({ mark }: { readonly mark: Mark }) {
  const { compare } = useMessages().parts
  if (mark === 'none') return null
  const Icon = icons[mark]
  return (
    <span className={css.mark} data-mark={mark} role="img" aria-label={compare[mark]} title={compare[mark]}>
      <Icon size={mark === 'waiting' ? '1.125rem' : '1.25rem'} stroke={2.4} aria-hidden />
    </span>
  )
}

/**
 * Paper and store meet at a spine of marks, in one table, so that the rows align and the eye runs down the
 * spine. The order is the paper's. Where the two differ a line opens beneath, with the ways out.
 */
export function CompareTable({ rows, paperNote, storeNote, paperTitle, storeTitle }: CompareTableProps) {
  const { compare } = useMessages().parts
  useKeys(
    Object.fromEntries(
      rows.flatMap(({ choices = [] }) =>
        choices.map(({ keyName, label, onPick }) => [keyName, { label, run: onPick }]),
      ),
    ) as KeyMap,
    { rank: 'part' },
  )

  // Roles are spelt out because the narrow layout sets rows as blocks, and a table must stay one when read aloud.
  return (
    <section className={css.sheet} data-pane tabIndex={-1} aria-label={`${compare.paper} ${compare.store}`}>
      {/* biome-ignore-start lint/a11y/noRedundantRoles: see above */}
      <table className={css.table} role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col" className={css.labelHead}>
              <span className="visually-hidden">{compare.item}</span>
            </th>
            <th role="columnheader" scope="col">
              <span className={css.head}>
                <IconFileText size="1.125rem" stroke={2} aria-hidden />
                {paperTitle ?? compare.paper}
                <small>{paperNote}</small>
              </span>
            </th>
            <th role="columnheader" scope="col" className={css.spineHead}>
              {compare.marks}
            </th>
            <th role="columnheader" scope="col" className={css.storeHead}>
              <span className={css.head}>
                <IconDatabase size="1.125rem" stroke={2} aria-hidden />
                {storeTitle ?? compare.store}
                <small>{storeNote}</small>
              </span>
            </th>
          </tr>
        </thead>
        {rows.map((row) => (
          <CompareGroup key={row.id} row={row} />
        ))}
      </table>
      {/* biome-ignore-end lint/a11y/noRedundantRoles: see above */}
    </section>
  )
}

function CompareGroup({ row }: { readonly row: CompareRow }) {
  const { id, number, label, paper, mark, store, below, choices = [] } = row
  const opens = below !== undefined || choices.length > 0
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: the narrow layout sets rows as blocks
    <tbody role="rowgroup" data-mark={mark} id={`row-${id}`}>
      <tr role="row">
        <th role="rowheader" scope="row">
          {number !== undefined && <i>{number}</i>}
          <span>{label}</span>
        </th>
        <td role="cell" className={css.paper}>
          {paper}
        </td>
        <td role="cell" className={css.spine}>
          <MarkSign mark={mark} />
        </td>
        <td role="cell" className={css.store}>
          {store}
        </td>
      </tr>
      {opens && (
        <tr role="row" className={css.below}>
          <td role="cell" colSpan={4}>
            {below !== undefined && <p>{below}</p>}
            {choices.length > 0 && (
              <p className={css.ways}>
                {choices.map((choice) => (
                  <button key={choice.keyName} type="button" onClick={choice.onPick}>
                    <KeyCap>{choice.keyName}</KeyCap> {choice.label}
                  </button>
                ))}
              </p>
            )}
          </td>
        </tr>
      )}
    </tbody>
    // biome-ignore-end lint/a11y/noRedundantRoles: as above
  )
}
