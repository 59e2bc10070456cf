import { IconRubberStamp, IconSnowflake } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { unasked } from '#shared/asks'
import type { CaseState } from '#shared/cases'
import { formNumbers } from '#shared/form-lines'
import { type ApprovalView, HIDDEN } from '#shared/operations/approval'
import type { DeskState } from '#shared/operations/session'
import type { ServiceProfile } from '#shared/profiles'
import type { Refusal } from '#shared/refusals'
import { ask } from '../desk/ask.ts'
import { useHere } from '../desk/here.ts'
import type { KeyMap } from '../desk/key-map.ts'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { committed, say, useDesk } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { useCountdown } from '../desk/use-now.ts'
import { useProfile } from '../desk/use-profile.ts'
import { useQuery } from '../desk/use-query.ts'
import { Action } from '../parts/action.tsx'
import { YesNo } from '../parts/choice-field.tsx'
import { Frame } from '../parts/frame.tsx'
import { Empty } from '../parts/notices.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { TypeBack } from '../parts/serial-field.tsx'
import { WindowHead } from '../parts/window.tsx'
import css from './approval/approval.module.css'
import { Comparison, Heading } from './approval/comparison.tsx'
import { type Done, Finished } from './approval/finished.tsx'
import { GRANT_SECONDS, type Grant, Prove } from './approval/prove.tsx'
import { Step } from './approval/step.tsx'
import { ReasonWindow } from './case/reason-window.tsx'
import { isOnForm, isReissuedToo } from './case/shape.ts'
import { useCaseWords } from './case/words.ts'
import { bannerOf, useTopBar } from './door.tsx'

const close = () => void ask('approval.close', {})

/** What a supervisor can decide about: a first or second approval, and the review of a loss. */
const DECIDED_IN: readonly CaseState[] = ['awaiting-approval', 'awaiting-second-approval', 'awaiting-review']

/** The supervisor's own window, over the teller's frozen desk. It knows the case from the database alone. */
export function ApprovalWindow() {
  const state = useHere((here) => here.state)
  const { value } = useQuery('approval.view', {})
  const profile = useProfile(value?.case.service, value?.case.profileVersion)
  /** After the decision the database has moved on; the window shows what was decided. */
  const [done, setDone] = useState<Done>()
  const [held, setHeld] = useState<ApprovalView>()
  const view = done === undefined ? value : held
  if (state === undefined) return null
  if (view === undefined || profile === undefined) return <Bare state={state} />
  if (done === undefined && !DECIDED_IN.includes(view.case.state)) return <Bare state={state} over />
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
  readonly title?: string | undefined
  readonly note?: ReactNode
  readonly children: ReactNode
}

/** The frame without rail; its head is violet and says that this is the supervisor's. */
function Around({ state, keys, title, note, children }: AroundProps) {
  const t = useMessages()
  const top = useTopBar(state)
  useKeys(keys)
  return (
    <Frame
      {...top}
      groups={[]}
      onGo={() => undefined}
      banner={bannerOf(state, t)}
      head={
        <WindowHead title={title ?? t.approval.title} icon={IconRubberStamp} tone="approval" note={note} />
      }
    >
      {children}
    </Frame>
  )
}

/** What approving does, on its button. */
function approvesBy(
  { ask }: Pick<ApprovalView['case'], 'ask'>,
  profile: ServiceProfile,
  t: ReturnType<typeof useMessages>['jobs']['approve'],
): string {
  switch (ask.kind) {
    case 'token-detach':
    case 'reissue':
      return profile.resetVerb === 'revoke' ? t.revoke : t.detach
    case 'unlock':
      return ask.alsoReissue ? t.unlockReissue : t.unlock
    case 'resume':
      return t.resume
    case 'application':
      return t.application
    case 'opt-out':
      return t.optOut
    case 'usage-mode':
      return t.usageMode
    case 'profile-change':
      return t.profile
    case 'hardware':
      return ask.share === null ? t.hardware : t.hardwareShared
    case 'stock-difference':
      return t.difference
    case 'loss':
      return t.review
  }
}

type DecisionProps = {
  readonly state: DeskState
  readonly view: ApprovalView
  readonly profile: ServiceProfile
  readonly done: Done | undefined
  readonly onDone: (done: Done) => void
}

function Decision({ state, view, profile, done, onDone }: DecisionProps) {
  const { approval: t, cases, jobs } = useMessages()
  const of = view.case
  const { decision, typeBack, sealCompared } = view
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
    const first =
      document.querySelector<HTMLElement>('[data-jump="seal"]') ?? document.getElementById('staff')
    first?.focus({ preventScroll: true })
  }, [])

  // The desk's text size arrives after the window. The frame then keeps the focus in sight; but as long as nothing has
  // been answered, what is decided comes first.
  const textSize = useDesk((desk) => desk.textSize)
  const begun = seal !== null || typed !== '' || grant !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: the size is the reason to look there again
  useEffect(() => {
    if (begun) return
    requestAnimationFrame(() =>
      document.querySelector('[data-consequence]')?.scrollIntoView({ block: 'nearest' }),
    )
  }, [textSize])

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
    const reply = await approve.send({
      seal: sealCompared ? (seal === true ? 'matches' : 'differs') : null,
      typeBack: typeBack === null ? null : typed,
    })
    if (reply === undefined) return
    if (reply.ok) onDone({ how: 'approved', ...reply.value })
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

  const unanswered = of.ask.kind === 'loss' && unasked(of.ask.report).length > 0
  const lacking = [
    ...(unanswered ? [t.lacks.report] : []),
    ...(seal === true || !sealCompared ? [] : [t.lacks.seal]),
    ...(typeBack === null || typed.length === HIDDEN.length ? [] : [t.lacks.typeBack]),
    ...(proven ? [] : [t.lacks.prove]),
  ]
  const off =
    seal === false && sealCompared
      ? t.sealOff
      : lacking.length > 0
        ? t.lacksOff(lacking.join('・'))
        : undefined
  const endOff = proven ? undefined : t.proveFirst
  // A loss is done already; a description is proposed anew, and the safe is counted anew: what has no form is not rewritten.
  const sendsBack = decision !== 'review' && isOnForm(of.kind)
  const rejects = decision !== 'review'
  const button =
    decision === 'approve-first'
      ? jobs.approve.first
      : decision === 'review'
        ? jobs.approve.review
        : approvesBy(of, profile, jobs.approve)
  const numbers = formNumbers(of.kind, profile, isReissuedToo(of))
  const circled = (line: 'oldSerial' | 'accountNumber'): string => {
    const number = numbers.get(line)
    return number === undefined ? '' : String.fromCharCode(0x2460 + number - 1)
  }
  const typeBackTitle =
    typeBack === 'serial'
      ? t.typeBack.serial(circled('oldSerial'), words.tokenLabel)
      : t.typeBack.account(circled('accountNumber'))
  const keys: KeyMap =
    done === undefined
      ? {
          Esc: { label: t.closeKey, run: close },
          ...(sendsBack
            ? { F9: { label: t.sendBackKey, run: () => setAsking('send-back'), off: endOff } }
            : {}),
          ...(rejects ? { F10: { label: t.reject, run: () => setAsking('reject'), off: endOff } } : {}),
          F12: {
            label:
              decision === 'approve-first'
                ? jobs.key.first
                : decision === 'review'
                  ? jobs.key.review
                  : jobs.key.approve,
            run: () => void carryOut(),
            off,
          },
        }
      : { Esc: { label: t.done.close, run: close }, F12: { label: t.done.close, run: close } }

  return (
    <Around
      state={state}
      keys={keys}
      title={decision === 'review' ? t.review : undefined}
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
          <Finished done={done} view={view} words={words} profile={profile} onClose={close} />
        ) : (
          <div className={css.panes}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must be reachable for that */}
            <section className={css.facts} data-pane tabIndex={0} aria-label={t.facts}>
              <Comparison view={view} profile={profile} words={words} />
            </section>
            <section className={css.checks} data-pane tabIndex={-1} aria-label={t.checks}>
              {sealCompared && (
                <Step number={1} title={t.seal.title} settled={seal === true}>
                  <p>
                    {t.seal.how}
                    <br />
                    {t.seal.first(
                      view.makerName,
                      of.intake.sealMethod === null ? '' : cases.sealMethod[of.intake.sealMethod],
                    )}
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
              )}
              {typeBack !== null && (
                <Step number={sealCompared ? 2 : 1} title={typeBackTitle}>
                  <TypeBack
                    id="typeBack"
                    label={typeBackTitle}
                    bare
                    shown={
                      typeBack === 'serial'
                        ? (of.oldSerial ?? of.store?.oldSerial ?? '').slice(0, -HIDDEN.length)
                        : ''
                    }
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
              )}
              <Prove
                number={1 + (sealCompared ? 1 : 0) + (typeBack === null ? 0 : 1)}
                // Whoever entered it cannot approve it, although the window was opened at their desk.
                expected={view.expected === of.maker ? null : view.expected}
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
              {decision === 'review' ? t.closeReview : t.close}
            </Action>
            {sendsBack && (
              <Action keyName="F9" onPress={() => setAsking('send-back')} off={endOff}>
                {t.sendBack}
              </Action>
            )}
            {rejects && (
              <Action keyName="F10" onPress={() => setAsking('reject')} off={endOff}>
                {t.reject}
              </Action>
            )}
            <p role="status">
              {lacking.length === 0 ? t.ready : t.lacksLine(lacking.length, lacking.join('・'))}
            </p>
            <Action keyName="F12" tone="go" onPress={() => void carryOut()} off={off} busy={approve.busy}>
              {button}
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
          busy={sendBack.busy}
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
          busy={reject.busy}
          onGo={(reason) => void giveReason(reason)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Around>
  )
}
