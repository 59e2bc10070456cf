import type { ReactNode } from 'react'
import type { CalendarDate } from '#shared/ids'
import type { Intake } from '#shared/intake'
import { emptyIntake } from '#shared/intake'
import type { CaseView } from '#shared/operations/cases'
import { Stamps } from './bits.tsx'
import type { Facts } from './facts.ts'
import { NumberCorner, Page } from './page.tsx'
import styles from './request.module.css'

const FORM = { number: 'RQ-01', edition: 1 } as const

/**
 * お届け・トークン解除依頼書: numbered in the order of the screen that takes it in. Blank, or filled with what
 * the case already holds, to be signed and sealed.
 *
 * Of what the branch knows only the customer's ID and name and the chosen token's user are filled in. The
 * account and the old serial are printed only as the customer gave them, because comparing them with the
 * store is the point of asking. There is no field for any secret of the customer's (R-000-20).
 */
export function Request({ facts, of }: { readonly facts: Facts; readonly of: CaseView | null }) {
  const { t, content } = facts
  const { request } = t
  const paper = of?.intake ?? emptyIntake
  const named = of !== null || content.contract !== null
  const person = of === null ? undefined : facts.target(of)
  const isShared = of?.target.kind === 'shared'
  return (
    <Page
      facts={facts}
      form={FORM}
      title={request.title}
      small={request.small}
      over={request.addressee(content.institution, content.branchName)}
      corner={
        of === null ? (
          <div className={styles.noNumber}>
            <span>{t.caseNoByBranch}</span>
          </div>
        ) : (
          <NumberCorner facts={facts} value={of.caseNo} name={t.caseNo} />
        )
      }
    >
      <div className={styles.intro}>
        <b>{request.ask}</b>
        <p>{request.how}</p>
        <p>{request.never}</p>
      </div>

      <div className={styles.written}>
        <div className={styles.fields}>
          <Field number={1} name={request.appliedOn}>
            <Day facts={facts} day={paper.receivedOn} />
          </Field>
          <Field number={2} name={request.visitor}>
            <Choices words={t.cameBy} chosen={paper.cameBy} />
            <Line name={request.visitorName} value={paper.visitorName} />
            <Choices words={t.authority} chosen={paper.authority} name={request.authority} />
          </Field>
          <Field number={3} name={facts.userId}>
            <Cells
              value={paper.customerId ?? of?.store.customerId ?? content.contract?.customerId ?? null}
              count={12}
            />
          </Field>
          <Field number={4} name={request.customerName}>
            <Line value={paper.customerName ?? (named ? facts.customerName : null)} large />
          </Field>
          <Field number={5} name={request.account}>
            {paper.accountNumber === null ? (
              <>
                <span className={styles.choices}>
                  {request.accountKinds.map((kind) => (
                    <Choice key={kind} word={kind} chosen={false} />
                  ))}
                </span>
                <span className={styles.small}>{request.accountNumber}</span>
                <Cells value={null} count={7} />
              </>
            ) : (
              <Line value={paper.accountNumber} />
            )}
          </Field>
          <Field number={6} name={request.target}>
            <span className={styles.block}>
              <Choice word={request.targetUser} chosen={of !== null && !isShared} />
              <Choice word={request.targetShared} chosen={isShared} />
            </span>
            <Line name={request.targetName} value={of !== null && !isShared ? of.targetName : null} />
            <Line name={facts.userId} value={person?.userId ?? null} />
          </Field>
          <Field number={7} name={request.oldSerial(facts.tokenId)} small={facts.tokenIdAlso}>
            <Cells value={paper.oldSerial} count={12} />
            <span className={styles.small}>{request.oldSerialHelp}</span>
          </Field>
          <Field number={8} name={request.reason}>
            <Choices words={t.reason} chosen={paper.reason} />
            <Line name={request.reasonNote} value={paper.reasonNote} />
          </Field>
          <Field number={9} name={request.seal}>
            <div className={styles.sealing}>
              <div>
                <p>{request.sealHere}</p>
                <p className={styles.happens}>{request.happens}</p>
                <ul>
                  {effects(facts).map(({ text, unclear }) => (
                    <li key={text}>
                      {text}
                      {unclear && <span className={styles.unclear}>{t.unknown}</span>}
                    </li>
                  ))}
                </ul>
              </div>
              <div className={styles.sealBox} data-seal-box="">
                <span>{request.sealBox}</span>
              </div>
            </div>
          </Field>
          <Field number={10} name={request.identity}>
            <Choices words={t.identity} chosen={paper.identity} />
            <Line name={request.issuer} value={paper.identityIssuer} />
            <span className={styles.together}>
              <span className={styles.small}>{request.expires}</span>
              <Day facts={facts} day={paper.identityExpiresOn ?? paper.identityIssuedOn} />
            </span>
            <span className={styles.block}>
              <span className={styles.small}>{request.last4}</span>
              <Cells value={paper.identityLast4} count={4} />
              <span className={styles.small}>{request.last4Only}</span>
            </span>
          </Field>
        </div>
        <div className={styles.corrections}>
          <b>{request.corrections}</b>
          <span>{request.correctionsHow}</span>
        </div>
      </div>

      <BranchUse facts={facts} of={of} paper={paper} />
    </Page>
  )
}

function BranchUse({
  facts,
  of,
  paper,
}: {
  readonly facts: Facts
  readonly of: CaseView | null
  readonly paper: Intake
}) {
  const { t } = facts
  const { request } = t
  return (
    <div className={styles.branch}>
      <p className={styles.branchTitle}>{request.branchUse}</p>
      <div className={styles.branchBody}>
        <div className={styles.branchFields}>
          <Plain name={request.formNumber} value={paper.formNumber} />
          <Plain name={request.keptAt} value={paper.originalKeptAt} />
          <div>
            <span className={styles.small}>{request.sealMethod}</span>
            <Choices words={t.sealMethod} chosen={paper.sealMethod} />
          </div>
          <div>
            <span className={styles.small}>{request.sealFinding}</span>
            <Choices words={t.sealFinding} chosen={paper.seal} />
          </div>
          {(of === null || !of.store.targetIsAdministrator) && (
            <Plain name={request.redirectReason} value={paper.redirectReason} wide />
          )}
          {(of === null || !of.store.dealingBranchIsOurs) && (
            <Plain name={request.branchReason} value={paper.branchReason} wide />
          )}
        </div>
        <Stamps
          stamps={[
            { name: t.stamps.received, people: [] },
            { name: t.stamps.compared, people: [] },
            { name: t.stamps.approved, people: [] },
          ]}
        />
      </div>
    </div>
  )
}

/** What the customer should know before the seal is pressed; what no guide answers is marked 要確認 (G-01). */
export function effects({ profile, t, say }: Facts): readonly Effect[] {
  const { detached, untilRegistered, others } = t.request.effects
  const known = profile?.effects.afterDetach ?? []
  const certain = known.filter(({ gap }) => gap === undefined).map(({ text }) => say(text))
  const open = profile === null || certain.length < known.length
  return [
    { text: detached, unclear: false },
    ...(profile === null ? [untilRegistered] : certain).map((text) => ({ text, unclear: false })),
    ...(open ? [{ text: others, unclear: true }] : []),
  ]
}
type Effect = { readonly text: string; readonly unclear: boolean }

type FieldProps = {
  readonly number: number
  readonly name: string
  readonly small?: string
  readonly children: ReactNode
}

function Field({ number, name, small = '', children }: FieldProps) {
  return (
    <div className={styles.field}>
      <div className={styles.name}>
        <i>{number}</i>
        <span>
          {name}
          {small !== '' && <small>{small}</small>}
        </span>
      </div>
      <div className={styles.value}>{children}</div>
    </div>
  )
}

function Choice({ word, chosen }: { readonly word: string; readonly chosen: boolean }) {
  return (
    <span className={styles.choice}>
      <svg className={styles.tick} viewBox="0 0 10 10" aria-hidden="true" data-chosen={chosen}>
        {chosen && <path d="M1.6 5.2 4.2 8 8.6 1.8" fill="none" stroke="#000" strokeWidth="1.6" />}
      </svg>
      {word}
    </span>
  )
}

function Choices<Key extends string>({
  words,
  chosen,
  name,
}: {
  readonly words: Readonly<Record<Key, string>>
  readonly chosen: Key | null
  readonly name?: string
}) {
  const keys = Object.keys(words) as Key[]
  return (
    <span className={styles.choices}>
      {name !== undefined && <span className={styles.small}>{name}</span>}
      {keys.map((key) => (
        <Choice key={key} word={words[key]} chosen={key === chosen} />
      ))}
    </span>
  )
}

/** A line to write on, or what is already known. */
function Line({
  name,
  value,
  large = false,
}: {
  readonly name?: string
  readonly value: string | null
  readonly large?: boolean
}) {
  return (
    <span className={large ? styles.lineLarge : styles.line}>
      {name !== undefined && <span className={styles.small}>{name}</span>}
      <span>{value ?? ''}</span>
    </span>
  )
}

/** One box for each character; a value longer than its boxes is written out. */
function Cells({ value, count }: { readonly value: string | null; readonly count: number }) {
  if (value !== null && value.length > count) return <span className={styles.code}>{value}</span>
  return (
    <span className={styles.cells}>
      {Array.from({ length: count }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: boxes have nothing but their place
        <span key={place}>{value?.charAt(place) ?? ''}</span>
      ))}
    </span>
  )
}

function Day({ facts, day }: { readonly facts: Facts; readonly day: CalendarDate | null }) {
  const { date } = facts.t.request
  if (day !== null) return <span className={styles.known}>{facts.day(day)}</span>
  return (
    <span className={styles.day}>
      <span className={styles.small}>{date.era}</span>
      <span />
      {date.year}
      <span />
      {date.month}
      <span />
      {date.day}
    </span>
  )
}

function Plain({
  name,
  value,
  wide = false,
}: {
  readonly name: string
  readonly value: string | null
  readonly wide?: boolean
}) {
  return (
    <div className={wide ? styles.plainWide : undefined}>
      <span className={styles.small}>{name}</span>
      <span className={styles.plainValue}>{value ?? ''}</span>
    </div>
  )
}
