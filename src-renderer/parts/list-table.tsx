import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useMessages } from '../desk/messages.ts'
import css from './list.module.css'

export type Column<Row> = {
  readonly id: string
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** A CSS width, in rem. */
  readonly width?: string | undefined
  /** The name column, which stays where rows are turned into label and value. */
  readonly name?: boolean | undefined
}

export type ListTableProps<Row> = {
  /** Read aloud in place of a caption. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly idOf: (row: Row) => string
  readonly chosen?: string | undefined
  readonly onChoose?: ((id: string) => void) | undefined
  /** Enter, or a double click. */
  readonly onOpen?: ((id: string) => void) | undefined
  /** Grey, but in its place and readable: why stands in one of its cells. */
  readonly isOff?: ((row: Row) => boolean) | undefined
  readonly autoFocus?: boolean | undefined
  /** Stands in place of the rows when there are none. */
  readonly empty?: ReactNode
}

/**
 * A list that never moves by itself. The arrows walk through it, Enter opens. One Tab stop for the whole
 * list. Narrow, each row becomes labels and values.
 */
export function ListTable<Row>(props: ListTableProps<Row>) {
  const { label, columns, rows, idOf, chosen, onChoose, onOpen, isOff, autoFocus = false, empty } = props
  const t = useMessages().parts.list
  const body = useRef<HTMLTableSectionElement>(null)
  const focusFirst = useRef(autoFocus)
  const stop = rows.find((row) => idOf(row) === chosen) ?? rows[0]

  useEffect(() => {
    if (!focusFirst.current || rows.length === 0) return
    focusFirst.current = false
    body.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  }, [rows.length])

  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: at + 8,
      PageUp: at - 8,
    }
    const to = steps[event.key]
    const here = rows[at]
    if (event.key === 'Enter' && here !== undefined && event.target === event.currentTarget) {
      event.preventDefault()
      onOpen?.(idOf(here))
    }
    if (to === undefined) return
    event.preventDefault()
    const place = Math.min(Math.max(to, 0), rows.length - 1)
    const row = rows[place]
    if (row === undefined) return
    onChoose?.(idOf(row))
    ;(body.current?.children[place] as HTMLElement | undefined)?.focus()
  }

  if (rows.length === 0 && empty !== undefined) return <div className={css.empty}>{empty}</div>
  return (
    <div className={css.list}>
      {/* biome-ignore-start lint/a11y/noRedundantRoles: the narrow layout sets rows as blocks, and a table must stay one */}
      <table role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ id, title, width }) => (
              <th
                key={id}
                role="columnheader"
                scope="col"
                style={width === undefined ? undefined : { width }}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" ref={body}>
          {rows.map((row, place) => {
            const id = idOf(row)
            return (
              <tr
                key={id}
                role="row"
                tabIndex={row === stop ? 0 : -1}
                data-chosen={id === chosen || undefined}
                data-off={isOff?.(row) || undefined}
                aria-current={id === chosen || undefined}
                onFocus={(event) => event.target === event.currentTarget && onChoose?.(id)}
                onKeyDown={(event) => onKeyDown(event, place)}
                onDoubleClick={() => onOpen?.(id)}
              >
                {columns.map((column) => (
                  <td
                    key={column.id}
                    role="cell"
                    data-title={column.title}
                    data-name={column.name || undefined}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      {/* biome-ignore-end lint/a11y/noRedundantRoles: as above */}
      <p className={css.count}>{t.count(Math.min(1, rows.length), rows.length, rows.length)}</p>
    </div>
  )
}

/** Two lines in a cell: the fact, and under it the smaller print. */
export function TwoLines({ children, under }: { readonly children: ReactNode; readonly under: ReactNode }) {
  return (
    <span className={css.two}>
      <span>{children}</span>
      <small>{under}</small>
    </span>
  )
}
