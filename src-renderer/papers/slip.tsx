import { evidenceFor } from '#shared/evidence'
import type { CaseView } from '#shared/operations/cases'
import { Addressee, Asks, CodeBoxes, Contact, Heading, Numbered, Row, Rows } from './bits.tsx'
import type { Facts } from './facts.ts'
import { fromBranch, NumberCorner, Page } from './page.tsx'
import { Annex, PeopleBelow, PeopleRows, spread } from './people.tsx'
import styles from './slip.module.css'

const FORM = { number: 'SL-01', edition: 1 } as const

/**
 * 受付票: what the customer holds after a loss, until it is settled in writing. What was stopped and when, what comes
 * next and what to bring, and never to give codes away. No serial is on it: it may be handed to somebody whose
 * papers nobody has seen yet.
 */
export function Slip({ facts, of }: { readonly facts: Facts; readonly of: CaseView }) {
  const { t, content, profile } = facts
  const { slip } = t
  const { ask } = of
  if (ask.kind !== 'loss') throw new Error('only a loss has a slip')
  const at = content.moved[0]?.at ?? of.openedAt
  const { annex } = spread(facts.people(of))
  return (
    <>
      <Page
        facts={facts}
        form={FORM}
        title={slip.title}
        small={slip.small}
        over={fromBranch(facts)}
        corner={<NumberCorner facts={facts} value={of.caseNo} name={t.caseNo} />}
        of={annex.length + 1}
      >
        <Addressee facts={facts}>
          <p>
            {t.receipt.received}　{facts.moment(of.openedAt)}
          </p>
          {profile !== null && (
            <p>
              {t.service}　{facts.say(profile.name)}
            </p>
          )}
        </Addressee>
        <p className={styles.headline}>{slip.headline(t.lossHow[ask.how])}</p>

        <Rows>
          <Row name={slip.how}>{t.lossHow[ask.how]}</Row>
          <PeopleRows facts={facts} of={of} serials={false} />
          <Row name={slip.stoppedAt}>
            <b>{facts.exactMoment(at)}</b>
          </Row>
          {profile?.severalUsers !== false && (
            <Row name={t.receipt.others}>
              {facts.others(of).map((line) => (
                <p key={line}>{line}</p>
              ))}
            </Row>
          )}
          {ask.found !== null && (
            <Row name={slip.foundAt}>
              {facts.day(ask.found.at)}　{ask.found.handedIn ? slip.found.handedIn : slip.found.kept}
            </Row>
          )}
        </Rows>
        <PeopleBelow facts={facts} of={of} serials={false} />

        <Heading>{slip.next}</Heading>
        <Numbered steps={whatComesNext(facts, of)} wide />

        <Heading>{slip.bring}</Heading>
        <ul className={styles.bring}>
          <li>{slip.bringCase}</li>
          {bring(facts).map(({ word, toConfirm }) => (
            <li key={word}>
              {word}
              {toConfirm && <em>{t.unknown}</em>}
            </li>
          ))}
        </ul>

        <Heading>{t.receipt.requests}</Heading>
        <Asks facts={facts} names={['secret', 'stranger']} />

        {content.verificationCode !== null && <CodeBoxes facts={facts} code={content.verificationCode} />}
        <div className={styles.last}>
          <Contact facts={facts} hours />
        </div>
      </Page>
      <Annex facts={facts} of={of} form={FORM} title={slip.title} pages={annex} serials={false} />
    </>
  )
}

/** What happens now, in order. What the police gave is printed back, so that it can be checked. */
export function whatComesNext(facts: Facts, of: CaseView): readonly string[] {
  const { steps } = facts.t.slip
  if (of.ask.kind !== 'loss') return []
  const { report, how } = of.ask
  const { policeReportNo, policeStation } = report
  return [
    ...(of.approverName === null ? [steps.review] : []),
    policeReportNo === null ? steps.police : steps.policeKnown(policeReportNo, policeStation ?? ''),
    steps.papers,
    steps.again,
    ...(how === 'lost' || how === 'stolen' ? [steps.returns] : []),
  ]
}

/** As the service's guide has it, or what the desk asks for until it is confirmed (G-07). */
function bring(facts: Facts): readonly { readonly word: string; readonly toConfirm: boolean }[] {
  const { profile, t } = facts
  if (profile === null) return []
  return evidenceFor(profile)
    .filter(({ code }) => code !== 'dealing-branch')
    .map(({ code, word, toConfirm }) => ({
      // Which seal it is, the guide says best; the rest is said here to somebody who has to pack a bag.
      word: code === 'registered-seal' && word !== null ? facts.say(word) : t.slip.evidence[code],
      toConfirm,
    }))
}
