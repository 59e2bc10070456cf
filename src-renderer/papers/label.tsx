import type { CaseView } from '#shared/operations/cases'
import type { DispatchView } from '#shared/operations/dispatch'
import { Heading, Numbered, Row, Rows } from './bits.tsx'
import type { Facts } from './facts.ts'
import { AddressBarcode } from './hardware-bits.tsx'
import { labelBarcode, mailingOf, postalDigits, wordsOf } from './hardware-facts.ts'
import styles from './label.module.css'
import { fromBranch, NumberCorner, Page } from './page.tsx'

const FORM = { number: 'DS-01', edition: 1 } as const

/** A line of the label has room for so many points; a longer text is set smaller, down to a size that is still read. */
const LINE_POINTS = 400
const SMALLEST = 9
const sized = (text: string, full: number) => ({
  fontSize: `${Math.max(SMALLEST, Math.min(full, LINE_POINTS / text.length)).toFixed(1)}pt`,
})

/**
 * 宛名: the address label as it is cut out and stuck on the envelope, to the frozen address and nowhere else, and beneath
 * it what the branch has to look at. No serial, no case number and nothing of what is inside stands on the label itself.
 */
export function Label({
  facts,
  of,
  dispatch,
}: {
  readonly facts: Facts
  readonly of: CaseView
  readonly dispatch: DispatchView
}) {
  const { t, content } = facts
  const { label: words, title } = wordsOf(facts)
  const parcel = dispatch.parcels[0]
  if (parcel === undefined) throw new Error('a label without a parcel')
  const to = mailingOf(facts, dispatch, parcel)
  const code = postalDigits(to.postalCode)
  const barcode = labelBarcode(to)
  return (
    <Page
      facts={facts}
      form={FORM}
      title={words.title}
      small={words.small}
      over={fromBranch(facts)}
      corner={<NumberCorner facts={facts} value={of.caseNo} name={t.caseNo} />}
    >
      <p className={styles.cut}>✂ {words.cut}</p>
      <section className={styles.label} data-label="" lang="ja">
        <p className={styles.marks}>
          <b>{words.registered}</b>
          <b>{words.noForwarding}</b>
        </p>
        <div className={styles.mailNo}>{words.numberHere}</div>
        <div className={styles.to}>
          <p className={styles.postal}>
            〒
            {[...(code ?? '       ')].map((digit, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: boxes have nothing but their place
              <span key={place}>{digit}</span>
            ))}
          </p>
          <p className={styles.address} style={sized(to.address, 16)}>
            {to.address}
          </p>
          {to.firm !== '' && (
            <p className={styles.firm} style={sized(to.firm, 16)}>
              {to.firm}
            </p>
          )}
          <p className={styles.name} style={sized(`${to.name}　${title[to.title]}　`, 22)}>
            {to.name}
            <span>{title[to.title]}</span>
          </p>
        </div>
        <div className={styles.foot}>
          <div className={styles.bars}>
            {'code' in barcode && <AddressBarcode bars={barcode.code.bars} label={words.barcode} />}
          </div>
          <div className={styles.sender}>
            <small>{words.sender}</small>
            <b>
              {content.institution}　{content.branchName}
            </b>
            <span className={styles.stamp}>{words.senderStamp}</span>
          </div>
          <p className={styles.back}>{words.giveBack}</p>
        </div>
      </section>

      <Heading>{t.next.title}</Heading>
      <Numbered steps={words.how} wide />
      <div className={styles.below}>
        <Rows>
          <Row name={words.barcode}>
            {'none' in barcode ? (
              <b data-no-barcode={barcode.none}>{words.noBarcode[barcode.none]}</b>
            ) : (
              <>
                {words.barcodeIs}　<b>{barcode.numbers}</b>
                {barcode.code.cut && <p>{words.barcodeCut}</p>}
              </>
            )}
          </Row>
        </Rows>
      </div>
    </Page>
  )
}
