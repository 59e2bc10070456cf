import type { CaseView } from '#shared/operations/cases'
import { westernDate } from '#shared/text/wareki'
import {
  Addressee,
  Asks,
  Code,
  CodeBoxes,
  Contact,
  EarliestTime,
  EffectiveRow,
  Heading,
  Numbered,
  Row,
  Rows,
  Stamps,
} from './bits.tsx'
import { type Facts, keyTime } from './facts.ts'
import { fromBranch, NumberCorner, Page } from './page.tsx'
import styles from './receipt.module.css'

const FORM = { number: 'RC-01', edition: 1 } as const

/** 控え: what was done today, when the customer can go on, and how, in the order they will need it. */
export function Receipt({ facts, of }: { readonly facts: Facts; readonly of: CaseView }) {
  const { t, content, profile } = facts
  const { receipt } = t
  const verb = profile?.resetVerb ?? 'detach'
  const serviceWord = profile?.verbWords[verb]
  const verbWord = serviceWord !== undefined && facts.lang === 'ja' ? serviceWord.ja : receipt.verbs[verb]
  const person = facts.target(of)
  const doneToday = of.executedAt !== null && westernDate(of.executedAt) === westernDate(content.printedAt)
  return (
    <Page
      facts={facts}
      form={FORM}
      title={receipt.title}
      small={receipt.small}
      over={fromBranch(facts)}
      corner={<NumberCorner facts={facts} value={of.caseNo} name={t.caseNo} />}
    >
      <Addressee facts={facts}>
        <p>
          {receipt.received}　{facts.moment(of.openedAt)}
        </p>
        {profile !== null && (
          <p>
            {t.service}　{facts.say(profile.name)}
          </p>
        )}
        {of.receiptNo !== null && (
          <p>
            {t.receiptNo}　<Code>{of.receiptNo}</Code>
          </p>
        )}
      </Addressee>

      <Heading>{doneToday ? receipt.doneToday : receipt.done}</Heading>
      <Rows>
        <Row name={receipt.procedure}>
          <b>{receipt.procedureOf(verbWord)}</b>
          {of.intake.reason !== null && <>　{receipt.because[of.intake.reason]}</>}
        </Row>
        <Row name={receipt.target}>
          {facts.targetWords(of)}
          {person !== undefined && (
            <>
              {`　${facts.userId} `}
              <Code>{person.userId}</Code>
            </>
          )}
        </Row>
        <Row name={facts.tokenId} also={facts.tokenIdAlso}>
          {receipt.before}　<Code>{of.oldSerial ?? t.unknown}</Code>　→　{receipt.now}
          {'　'}
          {of.newSerial === null ? receipt.nothingYet : <Code>{of.newSerial}</Code>}
        </Row>
        {of.executedAt !== null && (
          <Row name={receipt.executedAt(verbWord)}>{facts.moment(of.executedAt)}</Row>
        )}
        <Row name={receipt.others}>
          {facts.others(of).map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Row>
        <EffectiveRow facts={facts} />
      </Rows>

      <EarliestTime facts={facts} of={of} />

      <Heading>{t.next.title}</Heading>
      <Numbered steps={nextSteps(facts, of)} />

      <Heading>{receipt.requests}</Heading>
      <Asks facts={facts} second={of.store.targetIsAdministrator && !of.store.administratorUsable} />

      {content.verificationCode !== null && <CodeBoxes facts={facts} code={content.verificationCode} />}

      <div className={styles.last}>
        <Contact facts={facts} />
        <Stamps
          stamps={[
            { name: t.stamps.received, people: [of.makerName] },
            { name: t.stamps.compared, people: [of.makerName, ...present(of.approverName)] },
            { name: t.stamps.approved, people: present(of.approverName) },
            { name: t.stamps.handed, people: [] },
          ]}
        />
      </div>
    </Page>
  )
}

const present = (name: string | null): readonly string[] => (name === null ? [] : [name])

/** Four steps from here to a working token, as the service's profile needs them. */
export function nextSteps(facts: Facts, of: CaseView): readonly string[] {
  const { next } = facts.t
  const time = keyTime(of, facts.content.printedAt)
  const relogin = facts.takesEffect === 'nextLogin'
  if (time.kind === 'registered') {
    return relogin ? [next.logOut, next.logInAgain, next.tryIt, next.tellUs] : [next.tryIt, next.tellUs]
  }
  return [
    facts.isHardware ? next.hardware(facts.tokenId) : next.software(facts.tokenIdInFull),
    time.kind === 'wait' ? next.logInAfter : next.logIn,
    next.enter(facts.tokenId, facts.profile?.digits ?? null),
    relogin ? next.logOutAndIn : next.finished,
  ]
}
