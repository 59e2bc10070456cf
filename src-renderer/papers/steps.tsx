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
import { type Facts, keyTime, registers } from './facts.ts'
import { fromBranch, NumberCorner, Page } from './page.tsx'
import { nextSteps } from './receipt.tsx'
import { sheetsFor } from './sheets.ts'
import styles from './steps.module.css'

const FORM = { number: 'ST-01', edition: 2 } as const

/** What the customer does next, in the words and screens of the service's guide: register, use again, or go without. */
export function Steps({ facts, of }: { readonly facts: Facts; readonly of: CaseView }) {
  const { t, profile } = facts
  const registering = registers(of)
  const title = registering ? t.steps.title : t.steps.afterTitle[of.kind === 'opt-out' ? 'opt-out' : 'unlock']
  return (
    <Page
      facts={facts}
      form={FORM}
      title={title}
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
          <Row name={registering ? t.steps.whose : t.receipt.target}>
            <Whose facts={facts} of={of} />
          </Row>
          {registering && <NewSerial facts={facts} of={of} />}
          {registering && <EffectiveRow facts={facts} />}
        </Rows>
      </div>
      <EarliestTime facts={facts} of={of} />
      {registering && keyTime(of, facts.content.printedAt).kind !== 'registered' ? (
        <Registering facts={facts} of={of} />
      ) : (
        <>
          <Heading>{t.next.title}</Heading>
          <Numbered steps={nextSteps(facts, of)} wide />
          <NextTime facts={facts} of={of} />
        </>
      )}
      <Heading>{t.receipt.requests}</Heading>
      <Asks facts={facts} names={of.kind === 'opt-out' ? ['password', 'payee'] : ['secret', 'payee']} />
      <div className={styles.last}>
        <Contact facts={facts} hours={!registering} />
      </div>
    </Page>
  )
}

/** One person by name and role; several by name, those who have registered left out. */
function Whose({ facts, of }: { readonly facts: Facts; readonly of: CaseView }) {
  const { progress } = of
  if (progress !== null && progress.missing.length > 0) return facts.names(progress.missing)
  if (of.target.kind !== 'contract') return facts.targetWords(of)
  const { moved } = facts.content
  return facts.names(moved)
}

function NewSerial({ facts, of }: { readonly facts: Facts; readonly of: CaseView }) {
  const { t, profile } = facts
  if (profile?.tokenIdLabel === 'none') return null
  return (
    <Row name={t.steps.newSerial(facts.tokenId)} also={facts.tokenIdAlso}>
      {of.newSerial === null || of.progress !== null ? (
        <span className={styles.write}>{t.steps.writeDown}</span>
      ) : (
        <Code>{of.newSerial}</Code>
      )}
    </Row>
  )
}

/** Installing and registering, sheet by sheet, with what the guide warns of. */
function Registering({ facts, of }: { readonly facts: Facts; readonly of: CaseView }) {
  const { t } = facts
  const { install, register } = sheetsFor(facts, of)
  return (
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
          <Cautions facts={facts} sheets={install} more={devices(facts)} />
        </>
      )}
      <StepList facts={facts} sheet={register} wide />
      <Cautions
        facts={facts}
        sheets={register === null ? [] : [register]}
        more={install.length > 0 ? [t.steps.screensDiffer] : [...devices(facts), t.steps.screensDiffer]}
      />
    </>
  )
}

/** Devices the guide has steps for although they are outside its recommended environment (R-001-10, R-001-11). */
export function devices({ profile, t, lang, say }: Facts): readonly string[] {
  if (profile === null) return []
  const obsolete = profile.stepSheets.filter((sheet) => sheet.obsolete).map(({ title }) => say(title))
  const { unsupportedDevices } = profile
  return [
    ...(unsupportedDevices.length > 0
      ? [t.steps.unsupported(unsupportedDevices.join(lang === 'ja' ? '・' : ', '))]
      : []),
    ...(obsolete.length > 0 ? [t.steps.obsolete(obsolete.join(lang === 'ja' ? '」「' : '”, “'))] : []),
  ]
}

/** After a stop at the counter: how the customer's own administrator lifts the next one (R-003-18, R-004-18). */
function NextTime({ facts, of }: { readonly facts: Facts; readonly of: CaseView }) {
  const sheet = facts.profile?.stepSheets.find(({ code }) => code === 'own-administrator-unlock')
  if (sheet === undefined || registers(of) || of.kind !== 'unlock') return null
  return (
    <>
      <Heading>{facts.t.steps.nextTime}</Heading>
      <Numbered steps={sheet.steps.map(facts.say)} wide />
      <Cautions facts={facts} sheets={[sheet]} more={[facts.t.steps.screensDiffer]} />
    </>
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
  readonly more?: readonly string[]
}

/** What several sheets warn of alike is said once. */
export function Cautions({ facts, sheets, more = [] }: CautionsProps) {
  const lines = new Set([...sheets.flatMap(({ cautions }) => cautions.map(facts.say)), ...more])
  return (
    <ul className={styles.cautions}>
      {[...lines].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
