import type { ReactNode } from 'react'
import type { CaseView } from '#shared/operations/cases'
import { hoursLines } from '../parts/contact-words.ts'
import styles from './bits.module.css'
import { type Facts, familyName, keyTime, registers } from './facts.ts'

/** Parts that several sheets print. */

export function Heading({ children }: { readonly children: ReactNode }) {
  return <h2 className={styles.heading}>{children}</h2>
}

/** Serial numbers, IDs: letters that must not be mistaken. */
export function Code({ children }: { readonly children: ReactNode }) {
  return <span className={styles.code}>{children}</span>
}

export function Addressee({ facts, children }: { readonly facts: Facts; readonly children: ReactNode }) {
  return (
    <div className={styles.addressee}>
      <b>{facts.t.addressee(facts.customerName, facts.isCompany)}</b>
      <div>{children}</div>
    </div>
  )
}

export function Rows({ children }: { readonly children: ReactNode }) {
  return (
    <table className={styles.rows}>
      <tbody>{children}</tbody>
    </table>
  )
}

type RowProps = {
  readonly name: string
  /** What else it is called, small beneath. */
  readonly also?: string
  readonly children: ReactNode
}

export function Row({ name, also = '', children }: RowProps) {
  return (
    <tr>
      <th scope="row">
        {name}
        {also !== '' && <small>{also}</small>}
      </th>
      <td>{children}</td>
    </tr>
  )
}

/** The one time the customer must not miss, in figures that are read across a counter; or what holds from now on. */
export function EarliestTime({ facts, of }: { readonly facts: Facts; readonly of: CaseView }) {
  const { t } = facts
  if (!registers(of)) return <FromNow facts={facts} of={of} />
  const time = keyTime(of, facts.content.printedAt)
  if (time.kind === 'wait') {
    const day = facts.day(time.day)
    return (
      <>
        <Heading>{t.time.title}</Heading>
        <div className={styles.time} data-key-time={time.kind}>
          <div>
            <p>
              {time.today ? t.time.today(day) : t.time.day(day)}
              {of.earliestToConfirm && <span className={styles.unclear}>{t.unknown}</span>}
            </p>
            <p className={styles.clock}>
              <b>{time.hour}</b> {t.time.hour} <b>{time.minute}</b> {t.time.minute} {t.time.after}
            </p>
          </div>
          <Lines lines={of.earliestToConfirm ? [...t.time.early, t.time.toConfirm] : t.time.early} />
        </div>
      </>
    )
  }
  if (time.kind === 'parcel' && of.ask.kind === 'hardware') {
    const { startOn, delivery } = of.ask
    return (
      <>
        <Heading>{t.time.parcelTitle}</Heading>
        <Words
          kind={time.kind}
          word={t.time.parcel}
          lines={[
            ...(startOn === null ? [] : [t.time.startsOn(facts.day(startOn))]),
            ...t.time.parcelNote[delivery],
          ]}
        />
      </>
    )
  }
  const registered = time.kind === 'registered'
  return (
    <>
      <Heading>{registered ? t.time.registeredTitle : t.time.title}</Heading>
      <Words
        kind={time.kind}
        word={registered ? t.time.registered : t.time.now}
        lines={
          registered
            ? [t.receipt.effectiveOn[facts.takesEffect], t.receipt.effectiveHow[facts.takesEffect]]
            : t.time.nowNote
        }
      />
    </>
  )
}

/** A stop was lifted beneath which the customer's wrong codes had already stopped the token. */
export const isStillLocked = ({ content }: Facts): boolean =>
  content.moved.length > 0 &&
  content.moved.every(({ authenticationAfter }) => authenticationAfter === 'locked')

/** Where no new token is waited for: the token works again, or none is needed any more. */
function FromNow({ facts, of }: { readonly facts: Facts; readonly of: CaseView }) {
  const { time } = facts.t
  if (of.kind === 'opt-out') {
    return (
      <>
        <Heading>{time.withoutTitle}</Heading>
        <Words kind="without" word={time.without} lines={facts.whenOptedOut} />
      </>
    )
  }
  const locked = isStillLocked(facts)
  return (
    <>
      <Heading>{time.usableTitle}</Heading>
      <Words
        kind={locked ? 'locked' : 'usable'}
        word={locked ? time.stillLocked : time.usable}
        lines={locked ? time.stillLockedNote : of.kind === 'resume' ? time.resumed : time.unlocked}
      />
    </>
  )
}

function Words({
  kind,
  word,
  lines,
}: {
  readonly kind: string
  readonly word: string
  readonly lines: readonly string[]
}) {
  return (
    <div className={styles.time} data-key-time={kind}>
      <div className={styles.words}>
        <b>{word}</b>
      </div>
      <Lines lines={lines} />
    </div>
  )
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <div className={styles.lines}>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  )
}

/** 有効は再ログイン後 (R-000-27), or what the service says instead. `alone`: nothing is registered before it. */
export function EffectiveRow({ facts, alone = false }: { readonly facts: Facts; readonly alone?: boolean }) {
  const { receipt } = facts.t
  return (
    <Row name={receipt.effective}>
      <b>{receipt.effectiveOn[facts.takesEffect]}</b>
      {'　'}
      {alone ? receipt.effectiveAlone : receipt.effectiveHow[facts.takesEffect]}
    </Row>
  )
}

type NumberedProps = {
  readonly steps: readonly string[]
  /** One large step in each line, instead of as many as fit side by side. */
  readonly wide?: boolean
}

export function Numbered({ steps, wide = false }: NumberedProps) {
  return (
    <ol className={wide ? styles.stepsWide : styles.steps}>
      {steps.map((step, index) => (
        <li key={step}>
          <i>{index + 1}</i>
          <span>{step}</span>
        </li>
      ))}
    </ol>
  )
}

export type AskName = keyof Facts['t']['asks']

/** What stands on every sheet about a token: keep the digits to yourself, and look at the payee (R-000-41). */
const ALWAYS: readonly AskName[] = ['secret', 'payee']

/** What the customer is asked to do or not to do. */
export function Asks({
  facts,
  names = ALWAYS,
}: {
  readonly facts: Facts
  readonly names?: readonly AskName[]
}) {
  const { asks } = facts.t
  return (
    <div className={names.length > 2 ? `${styles.asks} ${styles.three}` : styles.asks}>
      {names.map((name) => {
        const { title, body } = asks[name]
        return (
          <div key={name} data-ask={name}>
            <b>{title}</b>
            <p>{typeof body === 'string' ? body : body(facts.institution)}</p>
          </div>
        )
      })}
    </div>
  )
}

/** Eight characters in boxes, in two groups of four. */
export function CodeBoxes({ facts, code }: { readonly facts: Facts; readonly code: string }) {
  const { receipt } = facts.t
  return (
    <div className={styles.verification}>
      <div>
        <p>
          <b>{receipt.code}</b>
        </p>
        <div className={styles.boxes} role="img" aria-label={code}>
          {[...code].map((letter, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells two equal letters apart
            <span key={place}>{letter}</span>
          ))}
        </div>
      </div>
      <p>{receipt.codeHow}</p>
    </div>
  )
}

export type Stamp = { readonly name: string; readonly people: readonly string[] }

export function Stamps({ stamps }: { readonly stamps: readonly Stamp[] }) {
  return (
    <div className={styles.stamps}>
      {stamps.map(({ name, people }) => (
        <div key={name}>
          <span>{name}</span>
          <span />
          <span>{people.map(familyName).join('・')}</span>
        </div>
      ))}
    </div>
  )
}

type ContactProps = {
  readonly facts: Facts
  /** With the helpdesk's hours, and what to do outside them (R-002-38). */
  readonly hours?: boolean
}

/** Whom to ask: this branch, and the service's own helpdesk where its guide names one. */
export function Contact({ facts, hours = false }: ContactProps) {
  const { content, profile, t, contactWords: c } = facts
  const phone = profile?.contact.phone
  const lines = profile === null || !hours ? [] : hoursLines(c, profile.contact)
  return (
    <div className={styles.contact}>
      <b>{t.contact.here(content.institution, content.branchName)}</b>
      {profile !== null && phone !== undefined && (
        <p>
          {facts.say(profile.contact.name)} <span className={styles.phone}>{phone}</span>
        </p>
      )}
      {lines.length > 0 && (
        <p data-hours>
          {c.reception}　{lines.join('　')}
        </p>
      )}
      {lines.length > 0 && <p>{c.urgent}</p>}
    </div>
  )
}
