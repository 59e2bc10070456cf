import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { westernDate } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { Code, Figures } from '../../parts/code.tsx'
import type { useStockNames } from './names.ts'
import { StockMark } from './state-mark.tsx'
import css from './stock.module.css'
import type { Rows, StockRow } from './use-rows.ts'

type LongListProps = {
  readonly rows: Rows
  /** The row the arrows are on. */
  readonly at: number
  readonly onAt: (place: number) => void
  readonly onOpen: (place: number) => void
  readonly names: Pick<ReturnType<typeof useStockNames>, 'model'>
}

/** Rows kept drawn above and below what is in sight. */
const OVERSCAN = 3
const ROW_PX = 36

/**
 * A list of any length of which only what is in sight is drawn. One Tab stop; the focus stays on the list and says
 * which row is meant, because rows come and go.
 */
export function LongList({ rows, at, onAt, onOpen, names }: LongListProps) {
  const { list: t } = useMessages().stock
  const own = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const total = rows.total ?? 0
  const last = total - 1
  const place = Math.max(0, Math.min(at, last))
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
  })
  const shown = virtual.getVirtualItems()
  const from = shown[0]?.index ?? 0
  const to = shown.at(-1)?.index ?? 0
  const { look } = rows
  useEffect(() => look(from, to), [look, from, to])

  // Whoever comes back from a token finds it where it was.
  const arrived = useRef(false)
  useEffect(() => {
    if (arrived.current || total === 0) return
    arrived.current = true
    if (place > 0) virtual.scrollToIndex(place, { align: 'center' })
  })

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter') {
      event.preventDefault()
      onOpen(place)
      return
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_PX) - 2)
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      PageDown: place + page,
      PageUp: place - page,
      Home: 0,
      End: last,
    }
    const next = steps[event.key]
    if (next === undefined) return
    event.preventDefault()
    const there = Math.max(0, Math.min(next, last))
    onAt(there)
    virtual.scrollToIndex(there, { align: 'auto' })
  }
  const titles: readonly string[] = [
    t.column.serial,
    t.column.model,
    t.column.state,
    t.column.since,
    t.column.until,
    t.column.box,
    t.column.case,
  ]
  return (
    // biome-ignore-start lint/a11y/useSemanticElements: rows that come and go cannot be those of a table
    <div
      ref={scroller}
      className={css.long}
      role="grid"
      aria-label={t.label}
      aria-description={t.keys}
      aria-rowcount={total + 1}
      aria-colcount={titles.length}
      aria-activedescendant={total === 0 ? undefined : `${own}-${place}`}
      tabIndex={0}
      id="stock-list"
      data-pane
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={css.longHead}>
        <div role="row" aria-rowindex={1} className={css.row} tabIndex={-1}>
          {titles.map((title) => (
            <span key={title} role="columnheader" tabIndex={-1}>
              {title}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={css.longBody} style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, key, start }) => (
          <div
            key={key}
            id={`${own}-${index}`}
            ref={virtual.measureElement}
            role="row"
            tabIndex={-1}
            className={css.row}
            data-index={index}
            data-chosen={index === place || undefined}
            aria-rowindex={index + 2}
            aria-selected={index === place}
            style={{ transform: `translateY(${start}px)` }}
            onMouseDown={() => onAt(index)}
            onDoubleClick={() => onOpen(index)}
          >
            <Cells row={rows.at(index)} names={names} />
          </div>
        ))}
      </div>
    </div>
    // biome-ignore-end lint/a11y/useSemanticElements: as above
  )
}

type CellsProps = { readonly row: StockRow | undefined } & Pick<LongListProps, 'names'>

function Cells({ row, names }: CellsProps) {
  const { list: t } = useMessages().stock
  if (row === undefined) return <Cell>{t.reading}</Cell>
  return (
    <>
      <Cell>
        <Code strong>{row.serial}</Code>
      </Cell>
      <Cell>{names.model(row.service, row.model)}</Cell>
      <Cell>
        <StockMark state={row.state} />
      </Cell>
      <Cell>
        <Figures>{westernDate(row.since)}</Figures>
      </Cell>
      <Cell>{row.validUntil === null ? '―' : <Figures>{westernDate(row.validUntil)}</Figures>}</Cell>
      <Cell>
        <Code size="sm">{row.box}</Code>
      </Cell>
      <Cell>{row.caseNo === null ? '―' : <Code size="sm">{row.caseNo}</Code>}</Cell>
    </>
  )
}

function Cell({ children }: { readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows that come and go cannot be those of a table
    <span role="gridcell" tabIndex={-1}>
      {children}
    </span>
  )
}
