import type { CaseView } from '#shared/operations/cases'
import type { StepSheet } from '#shared/profiles'
import {
  Addressee,
  Asks,
  Code,
  Contact,
  EarliestTime,
  EffectiveRow,
  Heading,
  Numbered,
  Row,
  Rows,
} from './bits.tsx'
import { type Facts, keyTime } from './facts.ts'
import { fromBranch, NumberCorner, Page } from './page.tsx'
import { nextSteps } from './receipt.tsx'
import styles from './steps.module.css'

const FORM = { number: 'ST-01', edition: 1 } as const

/** How the customer installs and registers the new token, in the words and screens of the service's guide. */
export function Steps({ facts, of }: { readonly facts: Facts; readonly of: CaseView }) {
  const { t, profile } = facts
  const registered = keyTime(of, facts.content.printedAt).kind === 'registered'
  const { install, register } = sheetsFor(facts, of)
  return (
    <Page
      facts={facts}
      form={FORM}
      title={t.steps.title}
      small={t.steps.small}
      over={fromBranch(facts)}
      corner={<NumberCorner facts={facts} value={of.caseNo} name={t.caseNo} />}
    >
      <Addressee facts={facts}>
        {profile !== null && (
          <p>
            {t.service}　{facts.say(profile.name)}
          </p>
        )}
      </Addressee>
      <div className={styles.who}>
        <Rows>
          <Row name={t.steps.whose}>{facts.targetWords(of)}</Row>
          <Row name={t.steps.newSerial(facts.tokenId)} also={facts.tokenIdAlso}>
            {of.newSerial === null ? (
              <span className={styles.write}>{t.steps.writeDown}</span>
            ) : (
              <Code>{of.newSerial}</Code>
            )}
          </Row>
          <EffectiveRow facts={facts} />
        </Rows>
      </div>
      <EarliestTime facts={facts} of={of} />
      {registered ? (
        <>
          <Heading>{t.next.title}</Heading>
          <Numbered steps={nextSteps(facts, of)} wide />
        </>
      ) : (
        <>
          {install.length > 0 && (
            <>
              <div className={styles.columns}>
                {install.map((sheet) => (
                  <div key={sheet.code}>
                    <StepList facts={facts} sheet={sheet} />
                  </div>
                ))}
              </div>
              <Cautions facts={facts} sheets={install} />
            </>
          )}
          <StepList facts={facts} sheet={register} wide />
          <Cautions facts={facts} sheets={register === null ? [] : [register]} last={t.steps.screensDiffer} />
        </>
      )}
      <Heading>{t.receipt.requests}</Heading>
      <Asks facts={facts} />
      <div className={styles.last}>
        <Contact facts={facts} />
      </div>
    </Page>
  )
}

type StepListProps = {
  readonly facts: Facts
  /** Null: the guide gives no steps, and the sheet says that it does not know. */
  readonly sheet: StepSheet | null
  readonly wide?: boolean
}

/** The numbered steps of one sheet. */
export function StepList({ facts, sheet, wide = false }: StepListProps) {
  const { t } = facts
  if (sheet === null) {
    return (
      <>
        <Heading>{t.next.title}</Heading>
        <p>{t.steps.none}</p>
      </>
    )
  }
  return (
    <>
      <Heading>{facts.say(sheet.title)}</Heading>
      <Numbered steps={sheet.steps.map(facts.say)} wide={wide} />
    </>
  )
}

type CautionsProps = {
  readonly facts: Facts
  readonly sheets: readonly StepSheet[]
  readonly last?: string
}

/** What several sheets warn of alike is said once. */
export function Cautions({ facts, sheets, last }: CautionsProps) {
  const said = sheets.flatMap(({ cautions }) => cautions.map(facts.say))
  const lines = new Set(last === undefined ? said : [...said, last])
  return (
    <ul className={styles.cautions}>
      {[...lines].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

/**
 * The guide's sheets for this case. Codes begin with `install` and `register`; a user who does not
 * administer others is registered by `register-user` where the guide has it. A sheet for devices outside
 * today's supported environment is not handed out.
 */
export function sheetsFor(
  { profile, target }: Facts,
  of: CaseView,
): { readonly install: readonly StepSheet[]; readonly register: StepSheet | null } {
  const sheets = profile?.stepSheets.filter(({ obsolete }) => !obsolete) ?? []
  const role = profile?.roles.find(({ code }) => code === target(of)?.role)
  const byAnother = role !== undefined && !role.administers && profile?.enrolledBy === 'admin-for-all'
  const registering = sheets.filter(({ code }) => code.startsWith('register'))
  return {
    install: sheets.filter(({ code }) => code.startsWith('install')),
    register:
      registering.find(({ code }) => code === (byAnother ? 'register-user' : 'register-again')) ??
      registering[0] ??
      null,
  }
}
