import type { CaseView } from '#shared/operations/cases'
import type { Verb } from '#shared/profiles'
import { westernDate } from '#shared/text/wareki'
import {
  Addressee,
  type AskName,
  Asks,
  Code,
  CodeBoxes,
  Contact,
  EarliestTime,
  EffectiveRow,
  Heading,
  isStillLocked,
  Numbered,
  Row,
  Rows,
  Stamps,
} from './bits.tsx'
import { type Facts, keyTime, registers } from './facts.ts'
import { fromBranch, NumberCorner, Page } from './page.tsx'
import { Annex, PeopleBelow, PeopleRows, spread } from './people.tsx'
import styles from './receipt.module.css'
import { sheetsFor } from './sheets.ts'

const FORM = { number: 'RC-01', edition: 2 } as const

/** 控え: what was done today and for whom, when the customer can go on, and how, in the order they will need it. */
export function Receipt({ facts, of }: { readonly facts: Facts; readonly of: CaseView }) {
  const { t, content, profile } = facts
  const { receipt } = t
  const doneToday = of.executedAt !== null && westernDate(of.executedAt) === westernDate(content.printedAt)
  const { annex } = spread(facts.people(of))
  return (
    <>
      <Page
        facts={facts}
        form={FORM}
        title={receipt.title}
        small={receipt.small}
        over={fromBranch(facts)}
        corner={<NumberCorner facts={facts} value={of.caseNo} name={t.caseNo} />}
        of={annex.length + 1}
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
            <Procedure facts={facts} of={of} />
          </Row>
          <PeopleRows facts={facts} of={of} />
          {of.ask.kind === 'usage-mode' && (
            <Row name={receipt.usageMode}>
              {receipt.before}　{of.ask.from === null ? receipt.nothing : t.usageMode[of.ask.from]}
              {`　→　${receipt.now}　`}
              <b>{t.usageMode[of.ask.to]}</b>
            </Row>
          )}
          {of.executedAt !== null && <Row name={receipt.executedAt}>{facts.exactMoment(of.executedAt)}</Row>}
          {of.ask.kind === 'opt-out' && <WithoutToken facts={facts} of={of} />}
          {profile?.severalUsers !== false && (
            <Row name={receipt.others}>
              {facts.others(of).map((line) => (
                <p key={line}>{line}</p>
              ))}
            </Row>
          )}
          {of.progress !== null && <ProgressRow facts={facts} progress={of.progress} />}
          {of.kind === 'opt-out' || (!registers(of) && facts.takesEffect !== 'nextLogin') ? null : (
            <EffectiveRow facts={facts} alone={!registers(of)} />
          )}
        </Rows>
        <PeopleBelow facts={facts} of={of} />

        <EarliestTime facts={facts} of={of} />

        <Heading>{t.next.title}</Heading>
        <Numbered steps={nextSteps(facts, of)} />

        <Heading>{receipt.requests}</Heading>
        <Asks facts={facts} names={asksOf(facts, of)} />

        {content.verificationCode !== null && <CodeBoxes facts={facts} code={content.verificationCode} />}

        <div className={styles.last}>
          <Contact facts={facts} />
          <Stamps
            stamps={[
              { name: t.stamps.received, people: [of.makerName] },
              { name: t.stamps.compared, people: [of.makerName, ...present(of.approverName)] },
              {
                name: t.stamps.approved,
                people: [...present(of.firstApproverName), ...present(of.approverName)],
              },
              { name: t.stamps.handed, people: [] },
            ]}
          />
        </div>
      </Page>
      <Annex facts={facts} of={of} form={FORM} title={receipt.title} pages={annex} />
    </>
  )
}

const present = (name: string | null): readonly string[] => (name === null ? [] : [name])

/** Our word for what was done, the service's where it has another, and why it was done. */
function Procedure({ facts, of }: { readonly facts: Facts; readonly of: CaseView }) {
  const { t } = facts
  const { receipt, kinds } = t
  if (of.kind === 'profile-change' || of.kind === 'stock-difference')
    throw new Error(`a case without paper has no receipt: ${of.kind}`)
  const both = of.ask.kind === 'unlock' && of.ask.alsoReissue
  const ours = both ? receipt.both(kinds.unlock, kinds.reissue) : kinds[of.kind]
  const words = verbsOf(facts, of)
    .map((verb) => facts.serviceWord(verb, ours))
    .filter((word) => word !== undefined)
  return (
    <>
      <b>{ours}</b>
      {words.length > 0 && <>　{receipt.inService(words.join(facts.lang === 'ja' ? '・' : ', '))}</>}
      {of.intake.reason !== null && <>　{receipt.because(t.reason[of.intake.reason])}</>}
      {of.ask.kind === 'resume' && (
        <p>
          {receipt.why[of.ask.why]}　{receipt.linked} <Code>{of.ask.lossCase}</Code>
        </p>
      )}
      {of.linkedCase !== null && of.ask.kind !== 'resume' && (
        <p>
          {receipt.linked} <Code>{of.linkedCase}</Code>
        </p>
      )}
    </>
  )
}

/** The acts by which a service would carry the job out; none where it has no such act. */
function verbsOf({ profile }: Facts, { ask }: CaseView): readonly Verb[] {
  const taking: readonly Verb[] = [profile?.resetVerb ?? 'detach']
  switch (ask.kind) {
    case 'token-detach':
    case 'reissue':
      return taking
    case 'unlock':
      return ask.alsoReissue ? ['unlock', ...taking] : ['unlock']
    case 'application':
    case 'hardware':
      return profile?.verbWords.issue === undefined ? ['register'] : ['issue']
    case 'opt-out':
      return ['optOut']
    default:
      return []
  }
}

/** What the customer said they know, and what they use from now on (R-001-16, R-002-03, R-002-27). */
function WithoutToken({ facts, of }: { readonly facts: Facts; readonly of: CaseView }) {
  const { receipt } = facts.t
  const { lowerProtectionAcknowledged: acknowledged, fallbackSecret } = of.intake
  return (
    <>
      {acknowledged && <Row name={receipt.lower}>{receipt.lowerAcknowledged}</Row>}
      <Row name={receipt.fallback}>
        {facts.withoutToken}
        {fallbackSecret !== null && <>　{receipt.fallbackCard[fallbackSecret]}</>}
      </Row>
    </>
  )
}

/** How many have registered, and who is missing by name (R-000-06, R-000-07). */
function ProgressRow({
  facts,
  progress,
}: {
  readonly facts: Facts
  readonly progress: NonNullable<CaseView['progress']>
}) {
  const { receipt } = facts.t
  const { registered, of, missing } = progress
  const isShared = missing[0]?.userId === '' || (of === 1 && facts.sharedMoved !== undefined)
  return (
    <Row name={receipt.progress}>
      {isShared
        ? missing.length > 0
          ? receipt.sharedMissing
          : receipt.sharedDone
        : receipt.progressOf(registered, of)}
      {!isShared && missing.length > 0 && <p>{receipt.missing(facts.names(missing))}</p>}
      {missing.length > 0 && facts.profile?.allOrNothing === 'transfer-right-users' && (
        <p>
          <b>{receipt.allOrNothing}</b>
        </p>
      )}
    </Row>
  )
}

function asksOf(facts: Facts, of: CaseView): readonly AskName[] {
  const first: AskName = of.kind === 'opt-out' ? 'password' : 'secret'
  const alone =
    facts.profile?.severalUsers === true &&
    of.store !== null &&
    of.store.targetIsAdministrator &&
    !of.store.administratorUsable
  return alone ? [first, 'payee', 'second'] : [first, 'payee']
}

/** The steps from here to a working token, or on without one, as the service's profile needs them. */
export function nextSteps(facts: Facts, of: CaseView): readonly string[] {
  const { next } = facts.t
  if (of.kind === 'opt-out') return next.optedOut(facts.fallback)
  if (!registers(of)) return isStillLocked(facts) ? next.stillLocked : next.unlocked
  const time = keyTime(of, facts.content.printedAt)
  const relogin = facts.takesEffect === 'nextLogin'
  if (time.kind === 'registered') {
    return relogin ? [next.logOut, next.logInAgain, next.tryIt, next.tellUs] : [next.tryIt, next.tellUs]
  }
  if (facts.profile?.tokenIdPatterns === 'none') {
    // There is no number to enter: only the guide's own steps tell how a token comes about (R-004-09).
    const steps = sheetsFor(facts, of).register?.steps.map(facts.say) ?? []
    return time.kind === 'wait' ? [next.waitFirst, ...steps] : steps
  }
  return [
    time.kind === 'parcel'
      ? next.parcel(facts.tokenId)
      : facts.isHardware || of.kind === 'hardware'
        ? next.hardware(facts.tokenId)
        : next.software(facts.tokenIdInFull),
    time.kind === 'wait' ? next.logInAfter : next.logIn,
    next.enter(facts.tokenId, facts.profile?.digits ?? null),
    relogin ? next.logOutAndIn : next.finished,
  ]
}
