import { evidenceFor } from '#shared/evidence'
import { guidance as en } from '#shared/messages/en/paper-guidance'
import { type GuidanceMessages, guidance as ja } from '#shared/messages/ja/paper-guidance'
import type { RouterAnswer } from '#shared/operations/contracts'
import type { Situation } from '#shared/router'
import { Addressee, Asks, Contact, Heading, Row, Rows } from './bits.tsx'
import type { Facts } from './facts.ts'
import styles from './guidance.module.css'
import { fromBranch, NumberCorner, Page } from './page.tsx'
import { Cautions, StepList } from './steps.tsx'

const FORM = { number: 'GD-01', edition: 2 } as const

type GuidanceProps = {
  readonly facts: Facts
  readonly situation: Situation
  readonly answer: RouterAnswer
}

type Part = GuidanceProps & { readonly t: GuidanceMessages }

/** What the customer takes home from reception: whom to turn to, on which screens or with which papers, and why. */
export function Guidance({ facts, situation, answer }: GuidanceProps) {
  const { content, profile } = facts
  const t = facts.lang === 'ja' ? ja : en
  const part = { facts, situation, answer, t }
  const contractNo = content.contract?.contractNo
  const whose = whoseOf(facts)
  return (
    <Page
      facts={facts}
      form={FORM}
      title={t.title}
      small={t.small}
      over={fromBranch(facts)}
      corner={
        contractNo !== undefined && (
          <NumberCorner facts={facts} value={contractNo} name={facts.t.contractNo} />
        )
      }
    >
      <Addressee facts={facts}>
        <p>{facts.day(content.printedAt)}</p>
        {profile !== null && (
          <p>
            {facts.t.service}　{facts.say(profile.name)}
          </p>
        )}
      </Addressee>

      <p className={styles.headline}>{t.headline[headlineOf(answer)]}</p>
      {answer.stopFirst && <StopFirst {...part} />}

      <Rows>
        <Row name={t.situation}>{t.situations[situation]}</Row>
        {whose !== undefined && <Row name={t.whose}>{whose}</Row>}
        <Row name={t.why}>
          {answer.reasons.map(({ code }) => (
            <p key={code}>{t.reasons[code]}</p>
          ))}
        </Row>
      </Rows>

      {answer.outcome === 'nothing-to-do' && <Nothing {...part} />}
      {answer.outcome === 'own-administrator' && <OwnAdministrator {...part} />}
      {answer.outcome === 'branch' && <Branch {...part} />}

      <Heading>{facts.t.receipt.requests}</Heading>
      <Asks facts={facts} />
      <div className={styles.last}>
        <p>{answer.outcome === 'own-administrator' ? t.stillStuck : t.askUs}</p>
        <Contact facts={facts} hours={!answer.stopFirst} />
      </div>
    </Page>
  )
}

const HELPERS_MAX = 8

/** The sentence in the frame. A branch that opens no case says honestly what it does instead. */
export function headlineOf({
  outcome,
  alone,
  job,
  reasons,
}: RouterAnswer): keyof GuidanceMessages['headline'] {
  if (outcome === 'own-administrator') return alone ? 'alone' : outcome
  if (outcome !== 'branch' || job !== null) return outcome
  switch (reasons[0]?.code) {
    case 'stopped-by-the-branch':
      return 'stopped'
    case 'unlock-not-stated':
    case 'registration-unclear':
      return 'confirming'
    default:
      return outcome
  }
}

function whoseOf(facts: Facts): string | undefined {
  const { t } = facts
  const { request, contract } = facts.content
  if (request.paper !== 'guidance') return undefined
  if (request.target.kind === 'shared') return t.sharedToken
  const { userId } = request.target
  const user = contract?.users.find((one) => one.userId === userId)
  return user === undefined ? undefined : t.withRole(user.name, facts.role(user.role))
}

/** Loss and theft: the telephone before any paper, and the service's own emergency stop where it has one (R-000-14). */
function StopFirst({ facts, t }: Part) {
  const { profile } = facts
  const own = profile?.stepSheets.find(({ code }) => code === 'stop-transactions')
  return (
    <>
      <div className={styles.stop}>
        <b>{t.stop.title}</b>
        <p>{t.stop.call}</p>
        {profile?.contact.phone !== undefined && (
          <p>{facts.t.contact.phone(facts.say(profile.contact.name), profile.contact.phone)}</p>
        )}
      </div>
      {own !== undefined && (
        <div className={styles.ownStop}>
          <StepList facts={facts} sheet={own} />
        </div>
      )}
    </>
  )
}

function Nothing({ facts, answer, t }: Part) {
  const sheet = sheetOf(facts, answer)
  return sheet === null ? (
    <p className={styles.nothing}>{t.nothingMore}</p>
  ) : (
    <>
      <StepList facts={facts} sheet={sheet} wide />
      <Cautions facts={facts} sheets={[sheet]} />
    </>
  )
}

function OwnAdministrator({ facts, answer, t }: Part) {
  const helpers = answer.helpers.filter(({ usable }) => usable)
  const sheet = sheetOf(facts, answer)
  return (
    <>
      <Heading>{t.helpers}</Heading>
      {answer.alone || helpers.length === 0 ? (
        <p>{t.self}</p>
      ) : (
        <>
          <p className={styles.helpers}>
            {helpers.slice(0, HELPERS_MAX).map(({ name, role }) => (
              <span key={`${name}${role}`}>{facts.t.withRole(name, facts.role(role))}</span>
            ))}
          </p>
          <p>{t.helpersHow(helpers.length)}</p>
        </>
      )}
      {sheet === null ? (
        <>
          <Heading>{t.how}</Heading>
          <p>{t.noSteps}</p>
        </>
      ) : (
        <>
          <StepList facts={facts} sheet={sheet} wide />
          <Cautions facts={facts} sheets={[sheet]} />
        </>
      )}
    </>
  )
}

function Branch({ facts, answer, t }: Part) {
  const { job } = answer
  const instead = insteadOf(answer, t)
  return (
    <>
      <Heading>{t.counter}</Heading>
      {job === null ? (
        <ul className={styles.lines}>
          {instead.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        <>
          <p>{t.jobs[job]}</p>
          {job === 'reissue' && facts.profile !== null && facts.profile.reissueWaitMin > 0 && (
            <p>{t.wait(facts.profile.reissueWaitMin)}</p>
          )}
          <ToBring facts={facts} t={t} />
        </>
      )}
    </>
  )
}

/** What the branch does where no case carries it. */
function insteadOf({ reasons }: RouterAnswer, t: GuidanceMessages): readonly string[] {
  switch (reasons[0]?.code) {
    case 'parcel-is-looked-for':
      return t.parcel
    case 'stopped-by-the-branch':
      return t.stopped
    default:
      return t.confirming
  }
}

/** A box to tick for each thing; what no guide asks for in words is marked 要確認. */
function ToBring({ facts, t }: { readonly facts: Facts; readonly t: GuidanceMessages }) {
  if (facts.profile === null) return null
  // The counter itself is no thing to bring; the frame above has named it.
  const things = evidenceFor(facts.profile).filter(({ code }) => code !== 'dealing-branch')
  return (
    <>
      <Heading>{t.bring}</Heading>
      <ul className={styles.bring} data-bring>
        {things.map(({ code, word, toConfirm }) => (
          <li key={code}>
            {word === null ? t.evidence[code] : facts.say(word)}
            {toConfirm && <em>{facts.t.unknown}</em>}
          </li>
        ))}
      </ul>
      {things.some(({ toConfirm }) => toConfirm) && <p className={styles.note}>{t.bringConfirm}</p>}
    </>
  )
}

const sheetOf = ({ profile }: Facts, { sheet }: RouterAnswer) =>
  profile?.stepSheets.find(({ code }) => code === sheet) ?? null
