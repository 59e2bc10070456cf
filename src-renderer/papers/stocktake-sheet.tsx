import type { StocktakeView } from '#shared/operations/stock'
import { Code, Heading, Row, Rows, Stamps } from './bits.tsx'
import type { Facts } from './facts.ts'
import styles from './hardware.module.css'
import { SerialTable } from './hardware-bits.tsx'
import { grouped, pagesOf, type SerialRow, serialRows, wordsOf } from './hardware-facts.ts'
import { fromBranch, NumberCorner, Page } from './page.tsx'

const FORM = { number: 'ST-02', edition: 1 } as const
const ROWS_FIRST = 14
const ROWS_LATER = 28

type Difference = 'missing' | 'surplus'

/** 棚卸表: what the book expected, what was counted, and what differs, over the names of both counters. */
export function StocktakeSheet({ facts, of }: { readonly facts: Facts; readonly of: StocktakeView }) {
  const words = wordsOf(facts)
  const { stocktake: t } = words
  const counting = of.state === 'counting'
  const rows = [...rowsOf(facts, 'missing', of.missing), ...rowsOf(facts, 'surplus', of.surplus)]
  const pages = pagesOf(rows, ROWS_FIRST, ROWS_LATER)
  return pages.map((shown, place) => (
    <Page
      key={`${shown[0]?.serials ?? ''}${shown[0]?.kind ?? ''}`}
      facts={facts}
      form={FORM}
      title={t.title}
      small={t.small}
      over={fromBranch(facts)}
      corner={<NumberCorner facts={facts} value={of.stocktake} name={words.record} />}
      page={place + 1}
      of={pages.length}
    >
      {place === 0 && (
        <div className={styles.rowsBelow}>
          <Rows>
            {facts.profile !== null && <Row name={facts.t.service}>{facts.say(facts.profile.name)}</Row>}
            <Row name={words.model}>{modelName(facts, of.model)}</Row>
            <Row name={t.opened}>{facts.moment(of.openedAt)}</Row>
            {of.closedAt !== null && <Row name={t.closed}>{facts.moment(of.closedAt)}</Row>}
            <Row name={t.state}>
              <b>{t.verdict[of.state]}</b>
            </Row>
            {of.caseNo !== null && (
              <Row name={t.caseNo}>
                <Code>{of.caseNo}</Code>
              </Row>
            )}
          </Rows>
          <div className={styles.figures} data-figures="">
            <Figure name={t.expected} value={of.expected} />
            <Figure name={t.counted} value={of.counted} />
            <Figure name={t.missing} value={counting ? null : of.missing.length} />
            <Figure name={t.surplus} value={counting ? null : of.surplus.length} />
          </div>
        </div>
      )}
      {(['missing', 'surplus'] as const).map((kind) => {
        const mine = shown.filter((row) => row.kind === kind)
        if (mine.length === 0 && (place > 0 || of[kind].length > 0)) return null
        return (
          <div key={kind}>
            <Heading>{t[kind]}</Heading>
            {mine.length === 0 ? (
              <p className={styles.none}>{counting ? t.stillCounting : t.none}</p>
            ) : (
              <SerialTable
                facts={facts}
                column={{ name: t.column.state, serials: t.column.serials, count: t.column.count }}
                rows={mine}
              />
            )}
          </div>
        )
      })}
      {place === pages.length - 1 && (
        <div className={styles.lastStamps}>
          <span />
          <Stamps
            stamps={[
              { name: t.stamps.first, people: [of.openedByName] },
              { name: t.stamps.second, people: of.secondName === null ? [] : [of.secondName] },
              { name: t.stamps.supervisor, people: [] },
            ]}
          />
        </div>
      )}
    </Page>
  ))
}

function Figure({ name, value }: { readonly name: string; readonly value: number | null }) {
  return (
    <div>
      <span>{name}</span>
      <b>{value ?? '—'}</b>
    </div>
  )
}

/** A model by its name in the service's description; its code where the description has it no more. */
export function modelName(facts: Facts, code: string | null): string {
  if (code === null) return wordsOf(facts).allModels
  const model = facts.profile?.tokenModels.find((one) => one.code === code)
  return model === undefined ? code : facts.say(model.name)
}

function rowsOf(
  facts: Facts,
  kind: Difference,
  tokens: StocktakeView['surplus'],
): readonly (SerialRow & { readonly kind: Difference })[] {
  const words = wordsOf(facts)
  const groups = grouped(
    tokens,
    ({ state }) => (state === null ? words.stocktake.unknownSerial : words.stock.state[state]),
    ({ serial }) => serial,
  )
  return serialRows(words, groups).map((row) => ({ ...row, kind }))
}
