import type { ReactNode } from 'react'
import { type FormLine, formNumbers } from '#shared/form-lines'
import type { Intake, IntakeField } from '#shared/intake'
import { emptyIntake } from '#shared/intake'
import { type FormProfile, formFields } from '#shared/jobs'
import type { CaseView } from '#shared/operations/cases'
import type { FormKind } from '#shared/operations/papers'
import { Code, Stamps } from './bits.tsx'
import type { Facts } from './facts.ts'
import {
  Cells,
  Choice,
  Choices,
  Day,
  Field,
  Line,
  type Memo,
  Memos,
  onLine,
  Plain,
  tooLong,
} from './form-bits.tsx'
import { type FormName, NumberCorner, Page } from './page.tsx'
import { spread } from './people.tsx'
import styles from './request.module.css'

const FORMS: Readonly<Record<Exclude<FormKind, 'loss'>, FormName>> = {
  'token-detach': { number: 'RQ-01', edition: 2 },
  reissue: { number: 'RQ-02', edition: 1 },
  unlock: { number: 'RQ-03', edition: 1 },
  resume: { number: 'RQ-04', edition: 1 },
  application: { number: 'RQ-05', edition: 1 },
  'opt-out': { number: 'RQ-06', edition: 1 },
  'usage-mode': { number: 'RQ-07', edition: 1 },
  hardware: { number: 'RQ-09', edition: 1 },
}
type RequestKind = keyof typeof FORMS

/** A form for no service in particular has every line that some service needs. */
const ANY_SERVICE: FormProfile = {
  tokenIdPatterns: null,
  enrolledBy: 'each-user-by-mail',
  replacesSecret: [],
}

/** What every line is drawn from. */
export type Form = {
  readonly facts: Facts
  readonly of: CaseView | null
  readonly kind: RequestKind
  readonly paper: Intake
  /** The page on which long texts stand. */
  readonly last: number
}

/** What is written freely on a form, in its order. */
const memosOf = (
  { facts: { t }, kind, paper }: Pick<Form, 'facts' | 'kind' | 'paper'>,
  fields: readonly IntakeField[],
): readonly Memo[] => {
  const { request } = t
  const on = (field: IntakeField, name: string, text: string | null) =>
    fields.includes(field) ? [{ name, text }] : []
  return [
    ...on('situationNote', kind === 'resume' ? request.resumeHow : request.situationHow, paper.situationNote),
    ...on('reasonNote', request.reasonOf[kind] ?? request.reason, paper.reasonNote),
    { name: request.assisted, text: paper.assistedReason },
    { name: request.redirectReason, text: paper.redirectReason },
    { name: request.branchReason, text: paper.branchReason },
  ]
}

/**
 * お届け: numbered in the order of the screen that takes it in. Blank, or filled with what the case already holds,
 * to be signed and sealed.
 *
 * Of what the branch knows only the customer's ID and name and the people it is about are filled in. The
 * account and the old serial are printed only as the customer gave them, because comparing them with the
 * store is the point of asking. There is no field for any secret of the customer's (R-000-20).
 */
export function RequestForm({
  facts,
  of,
  kind,
}: {
  readonly facts: Facts
  readonly of: CaseView | null
  readonly kind: RequestKind
}) {
  const { t, content, profile } = facts
  const { request } = t
  const alsoReissue = of?.ask.kind === 'unlock' && of.ask.alsoReissue
  const service = profile ?? ANY_SERVICE
  const numbers = formNumbers(kind, service, alsoReissue)
  const fields = formFields(kind, service, alsoReissue)
  const words = request.of[kind]
  const pages = spread(named({ facts, of, kind })).annex
  const paper = of?.intake ?? emptyIntake
  const memos = tooLong(memosOf({ facts, kind, paper }, fields))
  const count = pages.length + (memos.length > 0 ? 2 : 1)
  const form: Form = { facts, of, kind, paper, last: count }
  return (
    <>
      <Page
        facts={facts}
        form={FORMS[kind]}
        title={words.title}
        small={alsoReissue ? request.withReissue : request.small}
        over={request.addressee(content.institution, content.branchName)}
        corner={<CaseCorner facts={facts} of={of} />}
        of={count}
      >
        <div className={styles.intro}>
          <b>{words.ask}</b>
          <p>{request.how}</p>
          <p>{request.never}</p>
        </div>
        <Written facts={facts}>
          {LINES.flatMap(({ line, also, draw }) => {
            const number = numbers.get(line) ?? (also === undefined ? undefined : numbers.get(also))
            return number === undefined
              ? []
              : [<Numbering key={line} number={number} form={form} draw={draw} />]
          })}
        </Written>
        <BranchUse
          form={form}
          mail={fields.includes('mailAddressChecked')}
          fallback={fields.includes('fallbackSecret')}
        />
      </Page>
      {pages.map((people, place) => (
        <Page
          key={people[0]?.userId}
          facts={facts}
          form={FORMS[kind]}
          title={t.annex.title}
          small={t.annex.small(words.title)}
          over={request.addressee(content.institution, content.branchName)}
          corner={<CaseCorner facts={facts} of={of} />}
          page={place + 2}
          of={count}
        >
          <ol className={styles.annex}>
            {people.map(({ userId, who }) => (
              <li key={userId}>
                {who}　<Code>{userId}</Code>
              </li>
            ))}
          </ol>
        </Page>
      ))}
      {memos.length > 0 && (
        <Page
          facts={facts}
          form={FORMS[kind]}
          title={request.continued}
          small={t.annex.small(words.title)}
          over={request.addressee(content.institution, content.branchName)}
          corner={<CaseCorner facts={facts} of={of} />}
          page={count}
          of={count}
        >
          <Memos memos={memos} />
        </Page>
      )}
    </>
  )
}

/** The case's number, or an empty box while no case is open. */
export function CaseCorner({ facts, of }: { readonly facts: Facts; readonly of: CaseView | null }) {
  return of === null ? (
    <div className={styles.noNumber}>
      <span>{facts.t.caseNoByBranch}</span>
    </div>
  ) : (
    <NumberCorner facts={facts} value={of.caseNo} name={facts.t.caseNo} />
  )
}

/** The thick frame, with the margin for 訂正印 beside it. */
export function Written({ facts, children }: { readonly facts: Facts; readonly children: ReactNode }) {
  const { request } = facts.t
  return (
    <div className={styles.written}>
      <div className={styles.fields}>{children}</div>
      <div className={styles.corrections}>
        <b>{request.corrections}</b>
        <span>{request.correctionsHow}</span>
      </div>
    </div>
  )
}

type Draw = (form: Form & { readonly number: number }) => ReactNode

const Numbering = ({
  number,
  form,
  draw,
}: {
  readonly number: number
  readonly form: Form
  readonly draw: Draw
}) => draw({ ...form, number })

/** One numbered line each, in the order of the paper; `also` is the field that takes the number where the first is not there. */
const LINES: readonly { readonly line: FormLine; readonly also?: FormLine; readonly draw: Draw }[] = [
  {
    line: 'receivedOn',
    draw: ({ facts, paper, number }) => (
      <Field number={number} name={facts.t.request.appliedOn}>
        <Day facts={facts} day={paper.receivedOn} />
      </Field>
    ),
  },
  {
    line: 'cameBy',
    draw: ({ facts: { t }, paper, number }) => (
      <Field number={number} name={t.request.visitor}>
        <Choices words={t.cameBy} chosen={paper.cameBy} />
        <Line name={t.request.visitorName} value={paper.visitorName} />
        <Choices words={t.authority} chosen={paper.authority} name={t.request.authority} />
      </Field>
    ),
  },
  {
    line: 'customerId',
    draw: ({ facts, of, paper, number }) => (
      <Field number={number} name={facts.userId}>
        <Cells
          value={paper.customerId ?? of?.store?.customerId ?? facts.content.contract?.customerId ?? null}
          count={12}
        />
      </Field>
    ),
  },
  {
    line: 'customerName',
    draw: ({ facts, of, paper, number }) => (
      <Field number={number} name={facts.t.request.customerName}>
        <Line
          value={
            paper.customerName ?? (of !== null || facts.content.contract !== null ? facts.customerName : null)
          }
          large
        />
      </Field>
    ),
  },
  {
    line: 'accountNumber',
    draw: ({ facts: { t }, paper, number }) => (
      <Field number={number} name={t.request.account}>
        {paper.accountNumber === null ? (
          <>
            <span className={styles.choices}>
              {t.request.accountKinds.map((kind) => (
                <Choice key={kind} word={kind} chosen={false} />
              ))}
            </span>
            <span className={styles.small}>{t.request.accountNumber}</span>
            <Cells value={null} count={7} />
          </>
        ) : (
          <Line value={paper.accountNumber} />
        )}
      </Field>
    ),
  },
  {
    line: 'target',
    draw: ({ number, ...form }) => (
      <Field number={number} name={form.facts.t.request.of[form.kind].target}>
        <Target {...form} />
      </Field>
    ),
  },
  {
    line: 'wish',
    draw: ({ facts, of, paper, number }) => <Applied facts={facts} of={of} paper={paper} number={number} />,
  },
  {
    line: 'situationCause',
    also: 'situationNote',
    draw: ({ number, ...form }) => <Situation {...form} number={number} />,
  },
  {
    line: 'oldSerial',
    draw: ({ facts, paper, number }) => (
      <Field number={number} name={facts.t.request.oldSerial(facts.tokenId)} small={facts.tokenIdAlso}>
        <Cells value={paper.oldSerial} count={12} />
        <span className={styles.small}>{facts.t.request.oldSerialHelp}</span>
      </Field>
    ),
  },
  {
    line: 'reason',
    also: 'reasonNote',
    draw: ({ facts, kind, paper, number, last }) => {
      const { t } = facts
      const note = onLine(facts, paper.reasonNote, last)
      const own = t.request.reasonOf[kind]
      return (
        <Field number={number} name={own ?? t.request.reason}>
          {own === undefined ? (
            <>
              <Choices words={t.reason} chosen={paper.reason} />
              <Line name={t.request.reasonNote} value={note} />
            </>
          ) : (
            <Line value={note} large />
          )}
        </Field>
      )
    },
  },
  {
    line: 'lowerProtectionAcknowledged',
    draw: ({ facts, paper, number }) => (
      <Field number={number} name={facts.t.request.lower}>
        <span className={styles.block}>
          {facts.profile === null
            ? facts.t.request.lowerAnyone
            : facts.t.request.lowerNow(facts.withoutToken)}
        </span>
        <Choice word={facts.t.request.lowerTick} chosen={paper.lowerProtectionAcknowledged} />
      </Field>
    ),
  },
  {
    line: 'seal',
    draw: ({ facts, of, kind, number }) => (
      <Sealing
        facts={facts}
        number={number}
        title={facts.t.request.of[kind].happens}
        happens={effects(facts, kind, of?.ask.kind === 'unlock' && of.ask.alsoReissue)}
      />
    ),
  },
  {
    line: 'identity',
    draw: ({ facts, paper, number }) => <Identity facts={facts} paper={paper} number={number} />,
  },
]

/** ⑥: the one user or the shared token, several people by name, or how tokens are used. */
function Target({ facts, of, kind }: Form) {
  const { request, usageMode } = facts.t
  if (kind === 'usage-mode') {
    const ask = of?.ask.kind === 'usage-mode' ? of.ask : undefined
    return (
      <>
        <span className={styles.block}>
          <Choices words={usageMode} chosen={ask?.from ?? null} name={request.usageNow} />
        </span>
        <span className={styles.block}>
          <Choices words={usageMode} chosen={ask?.to ?? null} name={request.usageNew} />
        </span>
      </>
    )
  }
  if (kind === 'unlock' || kind === 'application') return <Several facts={facts} of={of} kind={kind} />
  const person = of === null ? undefined : facts.target(of)
  const isShared = of?.target.kind === 'shared'
  const oneUser = facts.profile?.severalUsers === false
  return (
    <>
      {!oneUser && (
        <span className={styles.block}>
          <Choice word={request.targetUser} chosen={of !== null && !isShared} />
          <Choice word={request.targetShared} chosen={isShared} />
        </span>
      )}
      <Line name={request.targetName} value={of !== null && !isShared ? of.targetName : null} />
      {!oneUser && <Line name={facts.userId} value={person?.userId ?? null} />}
    </>
  )
}

/** What kind of token for what, how it is handed over, from when, and what it costs (R-002-33, R-003-06, R-003-07, G-10). */
function Applied({
  facts,
  of,
  paper,
  number,
}: Pick<Form, 'facts' | 'of' | 'paper'> & { readonly number: number }) {
  const { request, unknown } = facts.t
  const { profile } = facts
  const ask = of?.ask.kind === 'hardware' ? of.ask : null
  const models = (profile?.tokenModels ?? []).filter(({ hardware }) => hardware !== undefined)
  const model = models.find(({ code }) => code === ask?.model)
  const fees = profile?.hardwareFees
  const fee =
    fees === 'not-applicable'
      ? request.feeFree
      : ask === null
        ? null
        : (fees?.find(({ purpose }) => purpose === ask.purpose)?.yen ?? null)
  return (
    <Field number={number} name={request.wish}>
      <span className={styles.block}>
        <Choices words={request.purposes} chosen={ask?.purpose ?? null} name={request.purpose} />
      </span>
      <span className={styles.block}>
        {ask === null && models.length > 0 ? (
          <Choices
            words={Object.fromEntries(models.map(({ code, name }) => [code, facts.say(name)]))}
            chosen={null}
            name={request.model}
          />
        ) : (
          <Line name={request.model} value={model === undefined ? null : facts.say(model.name)} />
        )}
      </span>
      <span className={styles.block}>
        <Choices
          words={request.deliveries}
          chosen={ask === null || ask.share !== null ? null : ask.delivery}
          name={request.delivery}
        />
      </span>
      {profile?.startDateRule !== 'none' && (
        <span className={styles.together}>
          <span className={styles.small}>{request.startOn}</span>
          <Day facts={facts} day={ask?.startOn ?? null} />
        </span>
      )}
      {(profile === null || profile.sharing === 'by-serial') && (
        <Line name={request.share} value={ask?.share ?? null} />
      )}
      <span className={styles.block}>
        <span className={styles.small}>{request.fee}</span>{' '}
        {fee === null ? (
          <span className={styles.unclear}>{unknown}</span>
        ) : typeof fee === 'number' ? (
          request.feeYen(fee.toLocaleString('en-US'))
        ) : (
          fee
        )}
      </span>
      <span className={styles.block}>
        <Choice word={request.address} chosen={paper.addressConfirmed} />{' '}
        <span className={styles.small}>{request.addressHelp}</span>
      </span>
    </Field>
  )
}

/** The people a form is about, named so that who signs knows for whom. */
function named({ facts, of, kind }: Pick<Form, 'facts' | 'of' | 'kind'>) {
  if (of === null || (kind !== 'unlock' && kind !== 'application')) return []
  const asked = of.ask.kind === 'unlock' || of.ask.kind === 'application' ? of.ask.users : []
  return of.touched
    .filter(({ userId }) => asked.includes(userId))
    .map(({ userId, name, role }) => ({ userId, who: facts.t.withRole(name, facts.role(role)) }))
}

/** Lines to write on where nobody is named yet. */
const EMPTY_LINES = 3

function Several({ facts, of, kind }: Pick<Form, 'facts' | 'of' | 'kind'>) {
  const { request } = facts.t
  const people = named({ facts, of, kind })
  const { here, annex } = spread(people)
  if (annex.length > 0) return request.targetAnnex(people.length, 2)
  if (of === null) {
    return Array.from({ length: EMPTY_LINES }, (_, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: empty lines have nothing but their place
      <span key={place} className={styles.block}>
        <Line name={request.targetName} value={null} />
        <Line name={facts.userId} value={null} />
      </span>
    ))
  }
  return here.map(({ userId, who }) => (
    <span key={userId} className={styles.block}>
      {who}　<Code>{userId}</Code>
    </span>
  ))
}

/** How the wrong codes came about (R-003-17), or why the branch's own stop may be lifted. */
function Situation({ facts, of, kind, paper, number, last }: Form & { readonly number: number }) {
  const { request } = facts.t
  if (kind === 'resume') {
    const why = of?.ask.kind === 'resume' ? of.ask.why : null
    return (
      <Field number={number} name={request.resume}>
        <Choices words={request.resumeWhy} chosen={why} />
        <Line name={request.resumeHow} value={onLine(facts, paper.situationNote, last)} />
      </Field>
    )
  }
  return (
    <Field number={number} name={request.situation}>
      <Choices words={request.causes} chosen={paper.situationCause} />
      <Line name={request.situationHow} value={onLine(facts, paper.situationNote, last)} />
    </Field>
  )
}

/** The registered seal, beside what it brings about; what no guide answers is marked 要確認 (G-01). */
export function Sealing({
  facts,
  number,
  title,
  happens,
}: {
  readonly facts: Facts
  readonly number: number
  readonly title: string
  readonly happens: readonly Effect[]
}) {
  const { t } = facts
  return (
    <Field number={number} name={t.request.seal}>
      <div className={styles.sealing}>
        <div>
          <p>{t.request.sealHere}</p>
          <p className={styles.happens}>{title}</p>
          <ul>
            {happens.map(({ text, unclear }) => (
              <li key={text}>
                {text}
                {unclear && <span className={styles.unclear}>{t.unknown}</span>}
              </li>
            ))}
          </ul>
        </div>
        <div className={styles.sealBox} data-seal-box="">
          <span>{t.request.sealBox}</span>
        </div>
      </div>
    </Field>
  )
}

export function Identity({
  facts,
  paper,
  number,
}: {
  readonly facts: Facts
  readonly paper: Intake
  readonly number: number
}) {
  const { t } = facts
  const { request } = t
  return (
    <Field number={number} name={request.identity}>
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
  )
}

/** What only the branch fills in; nothing here bears a number. */
function BranchUse({
  form: { facts, of, kind, paper, last },
  mail,
  fallback,
}: {
  readonly form: Form
  readonly mail: boolean
  readonly fallback: boolean
}) {
  const { t } = facts
  const { request } = t
  const redirects = kind === 'token-detach' || kind === 'reissue' || kind === 'unlock'
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
          <div className={styles.plainWide}>
            <span className={styles.inline}>
              <Choices
                words={request.recentChanges}
                chosen={paper.recentChange}
                name={request.recentChange}
              />
              <Line
                name={request.changedOn}
                value={paper.recentChangeOn === null ? null : facts.shortDay(paper.recentChangeOn)}
              />
            </span>
          </div>
          {of !== null && of.secondChecker.length > 0 && (
            <div className={styles.plainWide}>
              <b>
                {request.secondChecker(
                  of.secondChecker.map(({ what, on }) => `${request.recentChanges[what]} ${on}`).join('、'),
                )}
              </b>
            </div>
          )}
          <div className={styles.plainWide}>
            <span className={styles.inline}>
              <span className={styles.small}>{request.assisted}</span>
              <Choice word={request.assistedTick} chosen={paper.assisted} />
              <Line name={request.assistedReason} value={onLine(facts, paper.assistedReason, last)} />
            </span>
            <span className={styles.inline}>
              <Line name={request.assistedPresent} value={paper.assistedPresent} />
              <Choice word={request.assistedReadBack} chosen={paper.assistedReadBack} />
            </span>
          </div>
          {mail && (
            <div className={styles.plainWide}>
              <Choice word={request.mailChecked} chosen={paper.mailAddressChecked} />
            </div>
          )}
          {fallback && (
            <div className={styles.plainWide}>
              <Choices words={request.fallbackCard} chosen={paper.fallbackSecret} name={request.fallback} />
            </div>
          )}
          {redirects && (of === null || of.store?.targetIsAdministrator !== true) && (
            <Plain name={request.redirectReason} value={onLine(facts, paper.redirectReason, last)} wide />
          )}
          {(of === null || of.store?.dealingBranchIsOurs !== true) && (
            <Plain name={request.branchReason} value={onLine(facts, paper.branchReason, last)} wide />
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

export type Effect = { readonly text: string; readonly unclear: boolean }

/** What the customer should know before the seal is pressed; what no guide answers is marked 要確認. */
export function effects(facts: Facts, kind: FormKind, alsoReissue = false): readonly Effect[] {
  const { profile } = facts
  const { effects: e } = facts.t.request
  const sure = (texts: readonly string[]): readonly Effect[] =>
    texts.map((text) => ({ text, unclear: false }))
  const allOrNothing = profile?.allOrNothing === 'transfer-right-users' ? [e.allOrNothing] : []
  switch (kind) {
    case 'token-detach':
    case 'reissue': {
      const open = profile?.effects.afterDetach.some(({ gap }) => gap !== undefined) ?? true
      const known = profile === null ? [e.untilRegistered] : facts.whenTakenAway
      return [...sure([e.detached, ...known]), ...(open ? [{ text: e.others, unclear: true }] : [])]
    }
    case 'unlock':
      if (alsoReissue) return sure([e.unlockedThenTaken, ...facts.whenTakenAway])
      return sure([
        e.unlocked,
        ...(profile === null || profile.unlockScope === 'all-users-of-serial' ? [e.sharers] : []),
        e.streak,
      ])
    case 'resume':
      return sure([e.resumed])
    case 'application':
      return sure([e.enabled, ...(profile?.effects.afterRegister.map(({ text }) => facts.say(text)) ?? [])])
    case 'opt-out':
      return sure([e.optedOut, ...facts.whenOptedOut])
    case 'hardware':
      return sure([
        e.hardwareSent,
        ...(profile?.startDateRule === 'none' ? [] : [e.hardwareStart]),
        e.hardwareOld,
      ])
    case 'usage-mode':
      return sure([e.usageMode, ...allOrNothing])
    case 'loss':
      return sure([e.stopped, e.neverBack])
  }
}
