import type { CaseAsk } from '#shared/asks'
import type { Serial } from '#shared/ids'
import type { StockState } from '#shared/stock'
import { useMessages } from '../../desk/messages.ts'
import { Code } from '../../parts/code.tsx'
import css from './difference.module.css'

export type DifferenceAsk = Extract<CaseAsk, { kind: 'stock-difference' }>

type Found = { readonly serial: Serial; readonly state: StockState | null }

/** As many rows as a supervisor can read; the rest is counted. Every serial stands in the stocktake's record. */
const ROWS_MAX = 200

/** Where a token is by the book from then on that turned up in the safe; of others it is only noted. */
const FOUND: Readonly<Partial<Record<StockState, StockState>>> = {
  dispatched: 'undelivered',
  delivered: 'returned-by-customer',
  registered: 'returned-by-customer',
}

/** What a stocktake did not find, and what it found too much: each token with its state before and afterwards. */
export function DifferenceTable({ ask }: { readonly ask: DifferenceAsk }) {
  const { jobs, words } = useMessages()
  const { difference: t } = jobs
  return (
    <div className={css.both}>
      <Side title={t.missing} rows={ask.missing} after={() => words.stock.state.missing} />
      <Side
        title={t.surplus}
        rows={ask.surplus}
        after={({ state }) => {
          if (state === 'missing') return words.stock.state.received
          const found = state === null ? undefined : FOUND[state]
          return found === undefined ? t.staysOut : t.ifFree(words.stock.state[found])
        }}
      />
    </div>
  )
}

function Side({
  title,
  rows,
  after,
}: {
  readonly title: string
  readonly rows: readonly Found[]
  readonly after: (of: Found) => string
}) {
  const { jobs, words } = useMessages()
  const { difference: t } = jobs
  if (rows.length === 0) {
    return (
      <p className={css.none}>
        <b>{title}</b> {t.none}
      </p>
    )
  }
  return (
    <table className={css.table}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t.serial}</th>
          <th scope="col">{t.state}</th>
          <th scope="col">{t.after}</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, ROWS_MAX).map((row) => (
          <tr key={row.serial}>
            <th scope="row">
              <Code>{row.serial}</Code>
            </th>
            <td>{row.state === null ? t.notOurs : words.stock.state[row.state]}</td>
            <td>{after(row)}</td>
          </tr>
        ))}
      </tbody>
      {rows.length > ROWS_MAX && (
        <tfoot>
          <tr>
            <td colSpan={3}>{t.more(rows.length - ROWS_MAX)}</td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}
