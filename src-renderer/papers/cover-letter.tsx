import type { CaseView } from '#shared/operations/cases'
import type { DispatchView } from '#shared/operations/dispatch'
import { Heading, Row, Rows } from './bits.tsx'
import type { Facts } from './facts.ts'
import styles from './hardware.module.css'
import { StartDay, Ticked, WhomToCall, WindowAddress } from './hardware-bits.tsx'
import { mailingOf, wordsOf } from './hardware-facts.ts'
import { fromBranch, NumberCorner, Page } from './page.tsx'

const FORM = { number: 'DS-02', edition: 1 } as const

/**
 * 送付状: what lies in the envelope, from which day it is used, and what to do when something is missing. It bears no
 * serial: whoever opens a letter that is not theirs learns nothing of the token that the token does not say itself.
 */
export function CoverLetter({
  facts,
  of,
  dispatch,
}: {
  readonly facts: Facts
  readonly of: CaseView
  readonly dispatch: DispatchView
}) {
  const { t, content, profile, say } = facts
  const words = wordsOf(facts)
  const { cover } = words
  const parcel = dispatch.parcels[0]
  if (parcel === undefined) throw new Error('a cover letter without a parcel')
  return (
    <Page
      facts={facts}
      form={FORM}
      title={cover.title[parcel.how]}
      small={cover.small}
      over={fromBranch(facts)}
      corner={<NumberCorner facts={facts} value={of.caseNo} name={t.caseNo} />}
      window={<WindowAddress facts={facts} to={mailingOf(facts, dispatch, parcel)} />}
    >
      <p className={styles.date}>{facts.day(content.printedAt)}</p>
      <p className={styles.lead}>{cover.lead[parcel.how]}</p>
      <StartDay facts={facts} />

      <Heading>{cover.contents}</Heading>
      <Ticked things={dispatch.contents.map((thing) => cover.content[thing])} />
      <div className={styles.warn} data-missing="">
        <b>{cover.missingTitle}</b>
        {cover.missing.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>

      <div className={styles.rowsBelow}>
        <Rows>
          {profile !== null && <Row name={t.service}>{say(profile.name)}</Row>}
          {of.target.kind === 'user' && <Row name={cover.whose}>{facts.targetWords(of)}</Row>}
          <Row name={cover.purpose}>{words.stock.purpose[dispatch.purpose]}</Row>
          <Row name={words.model}>{say(parcel.modelName)}</Row>
          {dispatch.feeYen !== null && <Row name={cover.fee}>{cover.yen(dispatch.feeYen)}</Row>}
        </Rows>
      </div>
      <p className={styles.small}>{cover.noSerial(facts.tokenId)}</p>
      {parcel.how === 'mail' && dispatch.contents.includes('receipt-card') && (
        <p className={styles.small}>{cover.card}</p>
      )}
      <div className={styles.last}>
        <WhomToCall facts={facts} />
      </div>
    </Page>
  )
}
