import type { RouterAnswer } from '#shared/operations/contracts'
import type { Situation } from '#shared/router'
import { Addressee, Asks, Contact, Heading, Row, Rows } from './bits.tsx'
import type { Facts } from './facts.ts'
import styles from './guidance.module.css'
import { fromBranch, NumberCorner, Page } from './page.tsx'
import { Cautions, StepList } from './steps.tsx'

const FORM = { number: 'GD-01', edition: 1 } as const

type GuidanceProps = {
  readonly facts: Facts
  readonly situation: Situation
  readonly answer: RouterAnswer
}

/** For the customer who can be helped without a procedure at the branch: why, by whom, and on which screens. */
export function Guidance({ facts, situation, answer }: GuidanceProps) {
  const { t, content, profile } = facts
  const { guidance } = t
  const helpers = answer.helpers.filter(({ usable }) => usable)
  const nothing = answer.outcome === 'nothing-to-do'
  const sheet = profile?.stepSheets.find(({ code }) => code === answer.sheet) ?? null
  const contractNo = content.contract?.contractNo
  return (
    <Page
      facts={facts}
      form={FORM}
      title={guidance.title}
      small={guidance.small}
      over={fromBranch(facts)}
      corner={
        contractNo !== undefined && <NumberCorner facts={facts} value={contractNo} name={t.contractNo} />
      }
    >
      <Addressee facts={facts}>
        <p>{facts.day(content.printedAt)}</p>
        {profile !== null && (
          <p>
            {t.service}　{facts.say(profile.name)}
          </p>
        )}
      </Addressee>

      <p className={styles.headline}>
        {guidance.headline[answer.outcome === 'own-administrator' && answer.alone ? 'alone' : answer.outcome]}
      </p>

      <Rows>
        <Row name={guidance.situation}>{guidance.situations[situation]}</Row>
        <Row name={guidance.why}>
          {answer.reasons.map(({ code }) => (
            <p key={code}>{guidance.reasons[code]}</p>
          ))}
        </Row>
      </Rows>

      {!nothing && (
        <>
          <Heading>{guidance.helpers}</Heading>
          {answer.alone || helpers.length === 0 ? (
            <p>{guidance.self}</p>
          ) : (
            <>
              <p className={styles.helpers}>
                {helpers.slice(0, HELPERS_MAX).map(({ name, role }) => (
                  <span key={`${name}${role}`}>{t.withRole(name, facts.role(role))}</span>
                ))}
              </p>
              <p>{guidance.helpersHow(helpers.length)}</p>
            </>
          )}
          {sheet === null ? (
            <>
              <Heading>{guidance.how}</Heading>
              <p>{guidance.noSteps}</p>
            </>
          ) : (
            <>
              <StepList facts={facts} sheet={sheet} wide />
              <Cautions facts={facts} sheets={[sheet]} />
            </>
          )}
        </>
      )}
      {nothing && <p className={styles.nothing}>{guidance.nothingMore}</p>}

      <Heading>{t.receipt.requests}</Heading>
      <Asks facts={facts} />
      <div className={styles.last}>
        <p>{guidance.stillStuck}</p>
        <Contact facts={facts} />
      </div>
    </Page>
  )
}

const HELPERS_MAX = 8
