import {
  IconArrowBackUp,
  IconArrowRight,
  IconCheck,
  IconCircleCheck,
  IconRubberStamp,
  IconSnowflake,
  IconX,
} from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { OutputOf } from '#shared/operations'
import { type ApprovalView, HIDDEN } from '#shared/operations/approval'
import type { DeskState } from '#shared/operations/session'
import type { ServiceProfile } from '#shared/profiles'
import type { Refusal } from '#shared/refusals'
import { clockTime } from '#shared/text/wareki'
import { ask } from '../desk/ask.ts'
import { useHere } from '../desk/here.ts'
import type { KeyMap } from '../desk/key-map.ts'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { spendPracticeCode, useFilledByPractice } from '../desk/practice.ts'
import { committed, say } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { useCountdown } from '../desk/use-now.ts'
import { useProfile } from '../desk/use-profile.ts'
import { useQuery } from '../desk/use-query.ts'
import { Action } from '../parts/action.tsx'
import { YesNo } from '../parts/choice-field.tsx'
import { Code, Figures } from '../parts/code.tsx'
import { Frame } from '../parts/frame.tsx'
import { Empty } from '../parts/notices.tsx'
import { PassphraseField } from '../parts/passphrase-field.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { TypeBack } from '../parts/serial-field.tsx'
import { StateTag, ToConfirm } from '../parts/state-tag.tsx'
import { CodeField, TextField } from '../parts/text-field.tsx'
import { WindowHead } from '../parts/window.tsx'
import css from './approval-window.module.css'
import { useConsequences } from './case/aside.tsx'
import { ReasonWindow } from './case/reason-window.tsx'
import { type CaseWords, useCaseWords } from './case/words.ts'
import { bannerOf, useTopBar } from './door.tsx'

const CODE_DIGITS = 6
const GRANT_SECONDS = 120

type Case = ApprovalView['case']
type Done =
  | { readonly how: 'approved'; readonly receiptNo: string }
  | { readonly how: 'sentBack' | 'rejected' }

const close = () => void ask('approval.close', {})

/** The supervisor's own window, over the teller's frozen desk. It knows the case from the database alone. */
export function ApprovalWindow() {
  const state = useHere((here) => here.state)
  const { value } = useQuery('approval.view', {})
  const profile = useProfile(value?.case.service)
  /** After the decision the database has moved on; the window shows what was decided. */
  const [done, setDone] = useState<Done>()
  const [held, setHeld] = useState<ApprovalView>()
  const view = done === undefined ? value : held
  if (state === undefined) return null
  if (view === undefined || profile === undefined) return <Bare state={state} />
  if (done === undefined && view.case.state !== 'awaiting-approval') return <Bare state={state} over />
  return (
    <Decision
      state={state}
      view={view}
      profile={profile}
      done={done}
      onDone={(how) => {
        setHeld(view)
        setDone(how)
      }}
    />
  )
}

function Bare({ state, over = false }: { readonly state: DeskState; readonly over?: boolean }) {
  const { approval: t } = useMessages()
  return (
    <Around state={state} keys={{ Esc: { label: t.closeKey, run: close } }}>
      {over && <Empty title={t.gone2} />}
    </Around>
  )
}

type AroundProps = {
  readonly state: DeskState
  readonly keys: KeyMap
  readonly note?: ReactNode
  readonly children: ReactNode
}

/** The frame without rail; its head is violet and says that this is the supervisor's. */
function Around({ state, keys, note, children }: AroundProps) {
  const t = useMessages()
  const top = useTopBar(state)
  useKeys(keys)
  return (
    <Frame
      {...top}
      groups={[]}
      onGo={() => undefined}
      banner={bannerOf(state, t)}
      head={<WindowHead title={t.approval.title} icon={IconRubberStamp} tone="approval" note={note} />}
    >
      {children}
    </Frame>
  )
}

type DecisionProps = {
  readonly state: DeskState
  readonly view: ApprovalView
  readonly profile: ServiceProfile
  readonly done: Done | undefined
  readonly onDone: (done: Done) => void
}

function Decision({ state, view, profile, done, onDone }: DecisionProps) {
  const { approval: t } = useMessages()
  const of = view.case
  const words = useCaseWords(of, profile)
  const [seal, setSeal] = useState<boolean | null>(null)
  const [typed, setTyped] = useState('')
  const [grant, setGrant] = useState<Grant>()
  const [asking, setAsking] = useState<'send-back' | 'reject'>()
  const [refusal, setRefusal] = useState<Refusal>()
  const approve = useCommand('approval.approve')
  const sendBack = useCommand('approval.send-back')
  const reject = useCommand('approval.reject')
  const left = useCountdown(GRANT_SECONDS, grant?.key)
  const proven = grant !== undefined && left > 0

  // The hand begins at the seal; the eye at the consequence, so nothing is scrolled.
  useEffect(() => {
    document.querySelector<HTMLElement>('[data-jump="seal"]')?.focus({ preventScroll: true })
  }, [])

  const refused = (why: Refusal) => {
    setRefusal(why)
    if (why.code === 'type-back-wrong') {
      setTyped('')
      document.getElementById('typeBack')?.focus()
    } else if (why.code === 'case-changed') {
      // What was compared is void; what the database has now is read.
      setGrant(undefined)
      setSeal(null)
      setTyped('')
      setAsking(undefined)
      say(t.changed, 'stop')
      committed()
    } else if (why.code !== 'reason-needed' && why.code !== 'seal-not-matching') setGrant(undefined)
  }
  const carryOut = async () => {
    const reply = await approve.send({ seal: seal === true ? 'matches' : 'differs', typeBack: typed })
    if (reply === undefined) return
    if (reply.ok) onDone({ how: 'approved', receiptNo: reply.value.receiptNo })
    else refused(reply.error)
  }
  const giveReason = async (reason: string) => {
    const how = asking
    const reply = how === 'send-back' ? await sendBack.send({ reason }) : await reject.send({ reason })
    if (reply === undefined) return
    setAsking(undefined)
    if (reply.ok) onDone({ how: how === 'send-back' ? 'sentBack' : 'rejected' })
    else refused(reply.error)
  }

  const lacking = [
    ...(seal === true ? [] : [t.lacks.seal]),
    ...(typed.length === HIDDEN.length ? [] : [t.lacks.typeBack]),
    ...(proven ? [] : [t.lacks.prove]),
  ]
  const off = seal === false ? t.sealOff : lacking.length > 0 ? t.lacksOff(lacking.join('・')) : undefined
  const endOff = proven ? undefined : t.proveFirst
  const keys: KeyMap =
    done === undefined
      ? {
          Esc: { label: t.closeKey, run: close },
          F9: { label: t.sendBackKey, run: () => setAsking('send-back'), off: endOff },
          F10: { label: t.reject, run: () => setAsking('reject'), off: endOff },
          F12: { label: t.goKey, run: () => void carryOut(), off },
        }
      : { Esc: { label: t.done.close, run: close }, F12: { label: t.done.close, run: close } }

  return (
    <Around
      state={state}
      keys={keys}
      note={
        <>
          {done === undefined && (
            <span className={css.note}>
              <IconSnowflake size="1rem" stroke={2} aria-hidden />
              {t.frozen(view.makerName)}
            </span>
          )}
          <span className={css.rebuilt}>{t.rebuilt}</span>
        </>
      }
    >
      <div className={css.window}>
        <Heading view={view} words={words} />
        {done !== undefined ? (
          <Finished done={done} of={of} words={words} profile={profile} />
        ) : (
          <div className={css.panes}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must be reachable for that */}
            <section className={css.facts} data-pane tabIndex={0} aria-label={t.facts}>
              <Comparison view={view} profile={profile} words={words} />
            </section>
            <section className={css.checks} data-pane tabIndex={-1} aria-label={t.checks}>
              <Step number={1} title={t.seal.title} settled={seal === true}>
                <p>
                  {t.seal.how}
                  <br />
                  <FirstSeal view={view} />
                </p>
                <YesNo
                  id="seal"
                  label={t.seal.label}
                  bare
                  value={seal}
                  onChange={setSeal}
                  yes={t.seal.matches}
                  no={t.seal.differs}
                />
                {seal === false && <p className={css.stop}>{t.seal.stop}</p>}
                {refusal?.code === 'seal-not-matching' && <RefusalNote refusal={refusal} />}
              </Step>
              <Step number={2} title={t.typeBack.title(words.tokenLabel)}>
                <TypeBack
                  id="typeBack"
                  label={t.typeBack.title(words.tokenLabel)}
                  bare
                  shown={(of.oldSerial ?? of.store.oldSerial ?? '').slice(0, -HIDDEN.length)}
                  places={HIDDEN.length}
                  value={typed}
                  onChange={(text) => {
                    setTyped(text)
                    if (refusal?.code === 'type-back-wrong') setRefusal(undefined)
                  }}
                  help={t.typeBack.how}
                  problem={
                    refusal?.code === 'type-back-wrong'
                      ? { what: t.typeBack.wrong, todo: t.typeBack.again }
                      : undefined
                  }
                />
              </Step>
              <Prove
                expected={view.expected}
                grant={proven ? grant : undefined}
                left={left}
                expired={grant !== undefined && !proven}
                refusal={
                  refusal === undefined ||
                  refusal.code === 'type-back-wrong' ||
                  refusal.code === 'seal-not-matching'
                    ? undefined
                    : refusal
                }
                onAsk={() => setRefusal(undefined)}
                onGrant={(given) => {
                  setRefusal(undefined)
                  setGrant(given)
                }}
                onRefused={refused}
                onAgain={() => setGrant(undefined)}
              />
            </section>
          </div>
        )}
        {done === undefined && (
          <footer className={css.foot}>
            <Action keyName="Esc" onPress={close}>
              {t.close}
            </Action>
            <Action keyName="F9" onPress={() => setAsking('send-back')} off={endOff}>
              {t.sendBack}
            </Action>
            <Action keyName="F10" onPress={() => setAsking('reject')} off={endOff}>
              {t.reject}
            </Action>
            <p role="status">
              {lacking.length === 0 ? t.ready : t.lacksLine(lacking.length, lacking.join('・'))}
            </p>
            <Action
              keyName="F12"
              tone="go"
              onPress={() => void carryOut()}
              off={off}
              busy={approve.progress.phase === 'asking'}
            >
              {t.go}
            </Action>
          </footer>
        )}
      </div>
      {asking === 'send-back' && (
        <ReasonWindow
          title={t.ask.sendBackTitle}
          lead={t.ask.sendBackLead}
          label={t.ask.sendBackReason}
          go={t.ask.sendBackGo}
          goKey={t.sendBackKey}
          needed={t.ask.needed}
          back={t.ask.back}
          busy={sendBack.progress.phase === 'asking'}
          onGo={(reason) => void giveReason(reason)}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'reject' && (
        <ReasonWindow
          title={t.ask.rejectTitle}
          lead={t.ask.rejectLead}
          label={t.ask.rejectReason}
          go={t.ask.rejectGo}
          goKey={t.reject}
          needed={t.ask.needed}
          back={t.ask.back}
          busy={reject.progress.phase === 'asking'}
          onGo={(reason) => void giveReason(reason)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Around>
  )
}

/** Which case, entered by whom, in which edition, and where the paper lies. */
function Heading({ view, words }: { readonly view: ApprovalView; readonly words: CaseWords }) {
  const { approval: t, cases } = useMessages()
  const of = view.case
  return (
    <header className={css.head}>
      <div>
        <small>{cases.number}</small>
        <Code size="lg" strong>
          {of.caseNo}
        </Code>
      </div>
      <div className={css.title}>
        <small>
          {words.service} {of.customerName}
        </small>
        <h2>{words.title}</h2>
      </div>
      <div>
        <small>{t.maker}</small>
        <b>{view.makerName}</b> <Figures>{clockTime(view.submittedAt)}</Figures>
      </div>
      <div>
        <small>{t.edition}</small>
        <b>{t.editionOf(of.edition)}</b>{' '}
        {of.edition > 1 && <span className={css.quiet}>{t.afterSendBack}</span>}
      </div>
      <div>
        <small>{t.original}</small>
        <b>{of.intake.originalKeptAt}</b>
      </div>
    </header>
  )
}

type Line = {
  readonly id: string
  readonly label: string
  readonly paper: ReactNode
  readonly now: ReactNode
  /** What it will be; undefined where nothing changes. */
  readonly after?: string
  /** In place of 変わらない. */
  readonly kept?: string
}

/** The consequence first, then what changes and what does not, who is touched, and what happened before. */
function Comparison({
  view,
  profile,
  words,
}: Pick<DecisionProps, 'view' | 'profile'> & { readonly words: CaseWords }) {
  const { approval: t, cases } = useMessages()
  const of = view.case
  const { intake, store } = of
  const { effects, touched } = useConsequences({ view: of, profile, words })
  const holder = words.holder
  const shared = of.touched.filter(({ effect }) => effect === 'shared').length
  const paperSerial = intake.oldSerial
  const lastSendBack = of.entries.findLast(({ event }) => event === 'case.sent-back')

  const lines: readonly Line[] = [
    {
      id: 'customerId',
      label: t.row.customerId,
      paper: <Code>{intake.customerId ?? ''}</Code>,
      now: <Code>{store.customerId}</Code>,
    },
    { id: 'customerName', label: t.row.customerName, paper: intake.customerName, now: store.customerName },
    {
      id: 'account',
      label: t.row.account,
      paper: <Code>{intake.accountNumber ?? t.nothing}</Code>,
      now:
        store.accountEnding === null ? (
          t.nothing
        ) : (
          <>
            <Code>{cases.store.account(store.accountEnding)}</Code>{' '}
            {store.accountMatches === true && t.accountSame}
          </>
        ),
    },
    {
      id: 'target',
      label: t.row.target,
      paper: words.targetName,
      now: (
        <>
          {words.targetName} {words.isShared || holder === undefined ? '' : words.role(holder.role)}
        </>
      ),
    },
    {
      id: 'serial',
      label: words.tokenLabel,
      paper: (
        <>
          <Code>{paperSerial ?? ''}</Code> {intake.oldSerialCorrected && <small>{t.corrected}</small>}
        </>
      ),
      now: (
        <del>
          <Code>{of.oldSerial ?? store.oldSerial ?? ''}</Code>
        </del>
      ),
      after: t.gone,
    },
    {
      id: 'registration',
      label: t.row.registration,
      paper: t.nothing,
      now: holder === undefined ? t.nothing : words.registration(holder.registration),
      after: words.registration('none'),
    },
    {
      id: 'authentication',
      label: t.row.authentication,
      paper: t.nothing,
      now:
        holder === undefined || holder.authentication === 'none' ? (
          t.nothing
        ) : (
          <StateTag state={holder.authentication}>{words.authentication(holder.authentication)}</StateTag>
        ),
      ...(holder === undefined || holder.authentication === 'none' ? {} : { after: t.none }),
    },
    {
      id: 'reason',
      label: t.row.reason,
      paper: (
        <>
          {intake.reason !== null && cases.reason[intake.reason]}
          {intake.reasonNote !== null && <small> {intake.reasonNote}</small>}
        </>
      ),
      now: t.nothing,
      kept: t.kept,
    },
    {
      id: 'visitor',
      label: t.row.visitor,
      paper: (
        <>
          {intake.visitorName}{' '}
          <small>
            {intake.cameBy !== null && cases.cameBy[intake.cameBy]}
            {intake.authority !== null && ` ${cases.authority[intake.authority]}`}
          </small>
        </>
      ),
      now: t.nothing,
      kept: t.kept,
    },
    {
      id: 'identity',
      label: t.row.identity,
      paper: (
        <>
          {intake.identity !== null && cases.identity[intake.identity]}{' '}
          <small>{intake.identityLast4 !== null && t.last4(intake.identityLast4)}</small>
        </>
      ),
      now: t.nothing,
      kept: t.kept,
    },
    ...(store.targetIsAdministrator
      ? []
      : [
          {
            id: 'redirect',
            label: t.row.redirect,
            paper: intake.redirectReason,
            now: t.nothing,
            kept: t.kept,
          },
        ]),
    ...(store.dealingBranchIsOurs
      ? []
      : [{ id: 'branch', label: t.row.branch, paper: intake.branchReason, now: t.nothing, kept: t.kept }]),
  ]
  return (
    <>
      <p className={css.say}>
        {words.isShared ? t.say.shared(shared) : t.say.detached(words.targetName)}
        <br />
        {profile.effects.afterDetach[0] !== undefined && words.say(profile.effects.afterDetach[0].text)}
      </p>
      <h2 className={css.changes}>
        {t.changes(lines.filter(({ after }) => after !== undefined).length)} <small>{t.changesNote}</small>
      </h2>
      <table className={css.lines}>
        <thead>
          <tr>
            <th scope="col">{t.column.item}</th>
            <th scope="col">{t.column.paper}</th>
            <th scope="col">{t.column.store}</th>
            <th scope="col">{t.column.after}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ id, label, paper, now, after, kept }) => (
            <tr key={id} data-changes={after !== undefined || undefined}>
              <th scope="row">{label}</th>
              <td data-title={t.column.paper}>{paper}</td>
              <td data-title={t.column.store}>{now}</td>
              <td data-title={t.column.after}>
                {after === undefined ? (
                  <span className={css.quiet}>{kept ?? t.unchanged}</span>
                ) : (
                  <>
                    <IconArrowRight size="1.125rem" stroke={2.6} aria-hidden />
                    {after}
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={css.below}>
        <div>
          <b>{t.touchedTitle(touched.length)}</b>
          <ul>
            {touched.map(({ id, name, role, effect, changes, confirm }) => (
              <li key={id}>
                {name} <span className={css.quiet}>{role}</span>{' '}
                {changes === true ? <strong>{effect}</strong> : effect} {confirm === true && <ToConfirm />}
              </li>
            ))}
          </ul>
        </div>
        <div>
          <b>{t.historyTitle}</b>
          <p>
            {cases.history.detached} {of.history.detached}・{cases.history.registered} {of.history.registered}
            ・{cases.history.cases} {of.history.cases}
          </p>
          {lastSendBack?.note != null && <p>{t.previousReason(lastSendBack.note)}</p>}
        </div>
        <div>
          <ul>
            {effects.slice(1).map(({ id, text, confirm }) => (
              <li key={id}>
                {text} {confirm === true && <ToConfirm />}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </>
  )
}

function FirstSeal({ view }: { readonly view: ApprovalView }) {
  const { approval: t, cases } = useMessages()
  const { sealMethod } = view.case.intake
  return <>{t.seal.first(view.makerName, sealMethod === null ? '' : cases.sealMethod[sealMethod])}</>
}

type StepProps = {
  readonly number: number
  readonly title: string
  /** Ticked: judged here. What only main can judge is never ticked. */
  readonly settled?: boolean
  readonly children: ReactNode
}

function Step({ number, title, settled = false, children }: StepProps) {
  return (
    <section className={css.step} aria-label={title}>
      <h2>
        <i>{number}</i>
        {title}
        {settled && <IconCircleCheck size="1.125rem" stroke={2} aria-hidden />}
      </h2>
      {children}
    </section>
  )
}

type Grant = { readonly key: string; readonly name: string }
type Given = OutputOf<'approval.prove'>

type ProveProps = {
  /** The supervisor in whose own session the window was opened. */
  readonly expected: string | null
  readonly grant: Grant | undefined
  readonly left: number
  readonly expired: boolean
  readonly refusal: Refusal | undefined
  readonly onAsk: () => void
  readonly onGrant: (grant: Grant) => void
  readonly onRefused: (refusal: Refusal) => void
  readonly onAgain: () => void
}

let proofs = 0
const grantFrom = ({ name }: Given): Grant => ({ key: String(++proofs), name })

/** ③ The supervisor in person. What they type stays here, and is gone as soon as it was sent. */
function Prove({ expected, grant, left, expired, refusal, onAsk, onGrant, onRefused, onAgain }: ProveProps) {
  const { approval: t } = useMessages()
  const [staff, setStaff] = useState(expected ?? '')
  const [passphrase, setPassphrase] = useState('')
  const [code, setCode] = useState('')
  const prove = useCommand('approval.prove')
  const proven = useRef<HTMLParagraphElement>(null)
  useFilledByPractice((person) => {
    setStaff(person.staff)
    setPassphrase(person.passphrase)
    setCode(person.code)
    requestAnimationFrame(() => document.getElementById('proveGo')?.querySelector('button')?.focus())
  })
  useEffect(() => {
    if (grant !== undefined) proven.current?.focus()
  }, [grant])

  const off =
    staff.trim() === '' || passphrase === '' || code.length < CODE_DIGITS ? t.prove.needs : undefined
  const send = async () => {
    onAsk()
    const who = staff.normalize('NFKC').trim().toUpperCase()
    spendPracticeCode(who, code)
    const reply = await prove.send({ staff: who, passphrase, code })
    if (reply === undefined) return
    setCode('')
    if (reply.ok) {
      setPassphrase('')
      onGrant(grantFrom(reply.value))
      return
    }
    if (reply.error.code === 'sign-in-refused') setPassphrase('')
    onRefused(reply.error)
    document.getElementById(reply.error.code === 'staff-code-refused' ? 'code' : 'passphrase')?.focus()
  }

  return (
    <Step number={3} title={t.prove.title} settled={grant !== undefined}>
      {grant !== undefined ? (
        <>
          <p ref={proven} tabIndex={-1} className={css.proven}>
            <b>{t.prove.proven(grant.name)}</b>
            <br />
            <span role="timer">{t.prove.left(left)}</span>
          </p>
          <progress className={css.left} value={left} max={GRANT_SECONDS} aria-label={t.prove.left(left)} />
          {refusal !== undefined && <RefusalNote refusal={refusal} />}
          <Action onPress={onAgain}>{t.prove.notYou}</Action>
        </>
      ) : (
        <div className={css.fields}>
          {expired && <p className={css.stop}>{t.prove.over}</p>}
          {refusal !== undefined && <RefusalNote refusal={refusal} />}
          <TextField
            id="staff"
            label={t.prove.staff}
            value={staff}
            onChange={setStaff}
            fold={(text) => text.normalize('NFKC').trim().toUpperCase()}
            maxLength={8}
            code
          />
          <PassphraseField
            id="passphrase"
            label={t.prove.passphrase}
            value={passphrase}
            onChange={setPassphrase}
          />
          <CodeField id="code" label={t.prove.code} digits={CODE_DIGITS} value={code} onChange={setCode} />
          <div id="proveGo">
            <Action tone="go" onPress={() => void send()} off={off} busy={prove.progress.phase === 'asking'}>
              {prove.progress.phase === 'asking' ? t.prove.asking : t.prove.go}
            </Action>
          </div>
        </div>
      )}
    </Step>
  )
}

/** The decision has been written. Nothing more can be done here but closing. */
function Finished({
  done,
  of,
  words,
  profile,
}: {
  done: Done
  of: Case
  words: CaseWords
  profile: ServiceProfile
}) {
  const { approval: t } = useMessages()
  const Sign = { approved: IconCheck, sentBack: IconArrowBackUp, rejected: IconX }[done.how]
  return (
    <section className={css.finished} aria-live="polite">
      <Sign size="2.5rem" stroke={2.4} aria-hidden />
      <h2>{t.done[done.how]}</h2>
      {done.how === 'approved' ? (
        <>
          <dl>
            <dt>{t.done.receipt}</dt>
            <dd>
              <Code size="xl" strong>
                {done.receiptNo}
              </Code>
            </dd>
          </dl>
          <p>
            {of.customerName} {words.service} {words.targetName}
          </p>
          <p>
            {profile.effects.afterDetach[0] !== undefined && words.say(profile.effects.afterDetach[0].text)}
          </p>
          <p>{t.done.next}</p>
        </>
      ) : (
        <p>{done.how === 'sentBack' ? t.done.sentBackNext : t.done.rejectedNext}</p>
      )}
      <Action keyName="F12" tone="go" onPress={close} autoFocus>
        {t.done.close}
      </Action>
    </section>
  )
}
