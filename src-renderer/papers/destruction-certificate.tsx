import type { DestructionView } from '#shared/operations/stock'
import { Heading, Row, Rows, Stamps } from './bits.tsx'
import type { Facts } from './facts.ts'
import styles from './hardware.module.css'
import { SerialTable } from './hardware-bits.tsx'
import { grouped, pagesOf, serialRows, wordsOf } from './hardware-facts.ts'
import { fromBranch, NumberCorner, Page } from './page.tsx'
import { modelName } from './stocktake-sheet.tsx'

const FORM = { number: 'DC-01', edition: 1 } as const
const ROWS_FIRST = 16
const ROWS_LATER = 30

/** 廃棄証明書: which tokens, how and why, who destroyed them and before whom. */
export function DestructionCertificate({
  facts,
  of,
}: {
  readonly facts: Facts
  readonly of: DestructionView
}) {
  const words = wordsOf(facts)
  const { destruction: t } = words
  const groups = grouped(
    of.tokens,
    ({ model, before }) => `${modelName(facts, model)}　${words.stock.state[before]}`,
    ({ serial }) => serial,
  )
  const pages = pagesOf(serialRows(words, groups), ROWS_FIRST, ROWS_LATER)
  return pages.map((rows, place) => (
    <Page
      key={`${rows[0]?.name ?? ''}${rows[0]?.serials ?? ''}`}
      facts={facts}
      form={FORM}
      title={t.title}
      small={t.small}
      over={fromBranch(facts)}
      corner={<NumberCorner facts={facts} value={of.record} name={words.record} />}
      page={place + 1}
      of={pages.length}
    >
      {place === 0 && (
        <>
          <p className={styles.lead}>{t.certify(of.tokens.length)}</p>
          <div className={styles.rowsBelow}>
            <Rows>
              {facts.profile !== null && <Row name={facts.t.service}>{facts.say(facts.profile.name)}</Row>}
              <Row name={t.at}>{facts.moment(of.at)}</Row>
              <Row name={t.method}>{t.methods[of.method]}</Row>
              <Row name={t.why}>{of.why}</Row>
              <Row name={t.by}>{of.byName}</Row>
              <Row name={t.witness}>{of.witnessName}</Row>
              <Row name={t.count}>
                <b data-total="">{words.count(of.tokens.length)}</b>
              </Row>
            </Rows>
          </div>
        </>
      )}
      <Heading>{t.tokens}</Heading>
      <SerialTable
        facts={facts}
        column={{ name: t.column.model, serials: t.column.serials, count: t.column.count }}
        rows={rows}
      />
      {place === pages.length - 1 && (
        <div className={styles.lastStamps}>
          <p>{t.never}</p>
          <Stamps
            stamps={[
              { name: t.stamps.by, people: [of.byName] },
              { name: t.stamps.witness, people: [of.witnessName] },
              { name: t.stamps.supervisor, people: [] },
            ]}
          />
        </div>
      )}
    </Page>
  ))
}
