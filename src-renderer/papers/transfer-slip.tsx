import type { TransferView } from '#shared/operations/stock'
import { Heading, Row, Rows } from './bits.tsx'
import type { Facts } from './facts.ts'
import styles from './hardware.module.css'
import { SerialTable, Signatures } from './hardware-bits.tsx'
import { pagesOf, serialRows, wordsOf } from './hardware-facts.ts'
import { fromBranch, NumberCorner, Page } from './page.tsx'

const FORM = { number: 'TR-01', edition: 1 } as const
const ROWS_FIRST = 12
const ROWS_LATER = 30

/** 移管票: what goes in the box from one branch to the other, and two names at either end. */
export function TransferSlip({ facts, of }: { readonly facts: Facts; readonly of: TransferView }) {
  const { content } = facts
  const words = wordsOf(facts)
  const { transfer: t } = words
  const out = of.direction === 'out'
  const here = t.branch(content.branchNo, content.branchName)
  const there = t.branch(of.branchNo, of.branchName)
  const pages = pagesOf(serialRows(words, new Map([['', of.tokens]])), ROWS_FIRST, ROWS_LATER)
  const ours = [of.byName, of.secondName]
  const lines = (names: readonly string[], known: boolean) =>
    names.map((name, place) => ({ name, known: known ? (ours[place] ?? '') : '' }))
  return pages.map((rows, place) => (
    <Page
      key={rows[0]?.serials ?? of.transfer}
      facts={facts}
      form={FORM}
      title={t.title}
      small={t.small}
      over={fromBranch(facts)}
      corner={<NumberCorner facts={facts} value={of.transfer} name={words.record} />}
      page={place + 1}
      of={pages.length}
    >
      {place === 0 && (
        <div className={styles.rowsBelow}>
          <Rows>
            <Row name={t.from}>
              <b>{out ? here : there}</b>
            </Row>
            <Row name={t.to}>
              <b>{out ? there : here}</b>
            </Row>
            <Row name={t.at}>{facts.moment(of.at)}</Row>
            <Row name={t.state}>{t.standing[of.direction][of.state]}</Row>
            {of.settledAt !== null && <Row name={t.settled}>{facts.moment(of.settledAt)}</Row>}
            {of.reason !== null && <Row name={t.reason}>{t.reasons[of.reason]}</Row>}
            <Row name={t.count}>
              <b data-total="">{words.count(of.tokens.length)}</b>
            </Row>
          </Rows>
        </div>
      )}
      <Heading>{t.tokens}</Heading>
      <SerialTable facts={facts} column={t.column} rows={rows} />
      {place === pages.length - 1 && (
        <div className={styles.last}>
          <p>{t.how}</p>
          <div className={`${styles.two} ${styles.rowsBelow}`}>
            <Signatures title={t.atSender} lines={lines(t.sign.sent, out)} on={t.on} />
            <Signatures title={t.atReceiver} lines={lines(t.sign.received, !out)} on={t.on} />
          </div>
        </div>
      )}
    </Page>
  ))
}
