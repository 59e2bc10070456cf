import { useEffect, useRef, useState } from 'react'
import type { CaseKind } from '#shared/cases'
import type { CaseNo } from '#shared/ids'
import type { ContractView, RouterAnswer } from '#shared/operations/contracts'
import type { FormKind, PaperRequest } from '#shared/operations/papers'
import type { ServiceProfile } from '#shared/profiles'
import type { Refusal } from '#shared/refusals'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { back, go, say } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { useProfile } from '../desk/use-profile.ts'
import { useQuery } from '../desk/use-query.ts'
import { useStanding } from '../desk/use-standing.ts'
import { Action, Actions } from '../parts/action.tsx'
import { Code } from '../parts/code.tsx'
import { Note } from '../parts/notices.tsx'
import { Panel } from '../parts/panel.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { StateTag } from '../parts/state-tag.tsx'
import { TextField } from '../parts/text-field.tsx'
import { AnswerCard, Lanes, Out } from './reception/answer.tsx'
import { onlyTarget, Questions, Unavailable } from './reception/questions.tsx'
import { openCases } from './reception/same-token.ts'
import { ChosenSituation, SituationBoard } from './reception/situation-board.tsx'
import {
  answerInquiry,
  beginInquiry,
  type Inquiry,
  noInquiry,
  type Ticked,
  useVisit,
} from './reception/visit.ts'
import { isElsewhere, isParcelSought, wayOf } from './reception/way.ts'
import { orderOf, reachedBy, wishLacks, wishOf } from './reception/wish.ts'
import { ApplicationWish, HardwareOrder, UnlockWish, UsageModeWish } from './reception/wish-form.tsx'
import { useServiceWords } from './reception/words.tsx'
import css from './router.module.css'

type ScreenProps = { readonly of?: string | undefined }

/** Router first: whether the customer needs the branch at all, before any form is taken. */
export function RouterTask({ of = '' }: ScreenProps) {
  const { value: view, refusal } = useQuery('contract.view', { contractNo: of })
  const profile = useProfile(view?.service)
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (view === undefined || view.contractNo !== of || profile === undefined) return null
  return <Reception view={view} profile={profile} />
}

type Known = { readonly view: ContractView; readonly profile: ServiceProfile }

function Reception({ view, profile }: Known) {
  const { routerScreen: t, router: r } = useMessages()
  const { contractNo } = view
  const kept = useVisit(({ inquiries }) => inquiries[contractNo]) ?? noInquiry
  const inquiry = { ...kept, whose: kept.whose ?? onlyTarget(view) }
  const { whose, situation, unavailable, reason, ticked } = inquiry
  const put = (changes: Partial<Inquiry>) => answerInquiry(contractNo, { whose, ...changes })
  const tick = (changes: Partial<Ticked>) => put({ ticked: { ...ticked, ...changes } })
  const [reopened, reopen] = useState(false)

  const asked =
    whose === undefined || situation === undefined
      ? undefined
      : { contractNo, target: whose, situation, unavailable: [...unavailable] }
  const { value, asking, refusal } = useQuery('router.answer', asked)
  const answer = asked === undefined ? undefined : value
  const sought = answer !== undefined && isParcelSought(answer)
  const open = openCases(view.cases, view.users, whose, answer?.job ?? null, sought)
  const way = answer === undefined ? undefined : wayOf(answer, open)
  const job = answer?.job ?? null
  const wish = wishOf(job, profile, view, whose, ticked)

  // A refusal is about what was chosen when it was given.
  const [refused, setRefused] = useState<Refusal>()
  const chosen = JSON.stringify([asked, wish])
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => setRefused(undefined), [chosen])
  const scroll = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer, or a refusal, is read from its top
  useEffect(() => {
    scroll.current?.scrollTo({ top: 0 })
  }, [refused, situation])

  const openCase = useCommand('case.open')
  const advise = useCommand('advice.record')
  const toCase = (caseNo: CaseNo) => {
    beginInquiry(contractNo, undefined)
    // Back from the case leads to where the customer was found, not to an answer that has been acted upon.
    back()
    go({ screen: 'case', of: caseNo })
  }
  const receive = async () => {
    if (asked === undefined || answer === undefined || asking) return
    const reply = await openCase.send({
      ...asked,
      wish,
      redirectReason: answer.reasonRequired ? reason.trim() : null,
    })
    if (reply?.ok === true) {
      say(t.opened(reply.value.caseNo), 'done')
      toCase(reply.value.caseNo)
    } else if (reply !== undefined) setRefused(reply.error)
  }
  /** What was said is recorded once, however often the sheet is printed. */
  const record = async (): Promise<boolean> => {
    const first = answer?.reasons[0]
    if (asked === undefined || answer === undefined || first === undefined || asking) return false
    const said = `${answer.outcome} ${first.code} ${JSON.stringify(asked)}`
    if (inquiry.recorded === said) return true
    const reply = await advise.send({ contractNo, outcome: answer.outcome, reason: first.code })
    if (reply?.ok === true) {
      put({ recorded: said })
      say(t.recorded, 'done')
      return true
    }
    if (reply !== undefined) setRefused(reply.error)
    return false
  }
  const guide = async () => {
    if (asked !== undefined && (await record())) print({ paper: 'guidance', ...asked })
  }

  // Where the panes are stacked the answer may be out of sight: the message line says which one it is.
  useStanding(standingOf(answer))
  const lacks = wishLacks(job, wish, orderOf(profile, view, whose, ticked.hardware))
  const forward =
    way?.kind === 'case'
      ? {
          label: t.startKey,
          long: (job === null ? undefined : t.jobs[job]?.start) ?? t.start,
          run: () => void receive(),
          off:
            lacks !== undefined
              ? t.waits[lacks]
              : answer?.reasonRequired === true && reason.trim() === ''
                ? t.waits.reason
                : undefined,
        }
      : way?.kind === 'open'
        ? {
            label: t.openKey,
            long: way.of.kind === 'loss' ? t.openLossKey : sought ? t.openParcel : t.openExisting,
            run: () => toCase(way.of.caseNo),
            off: undefined,
          }
        : {
            label: t.printKey,
            long: t.printGuidance,
            run: () => void guide(),
            off: way === undefined ? t.waits.choose : undefined,
          }
  useKeys({
    F7: {
      label: t.printKey,
      run: () => void guide(),
      off: answer === undefined ? t.waits.choose : undefined,
    },
    F9: { label: t.toContract, run: () => go({ screen: 'contract', of: contractNo }) },
    F10: {
      label: t.printBlank,
      run: () => print({ paper: 'request-blank', contractNo, kind: formOf(job, profile) }),
    },
    F12: { label: forward.label, run: forward.run, off: forward.off },
  })

  const choose = (one: Inquiry['situation']) => {
    reopen(false)
    put({ situation: one, ticked: noInquiry.ticked })
  }
  const board = situation === undefined || reopened
  const questions = { view, profile, inquiry, onAnswer: put }
  const wishes = { view, profile, whose, ticked, onTick: tick }
  return (
    <div className={css.screen}>
      <Head view={view} profile={profile} />
      <div className={css.columns} data-board={board || undefined}>
        <Panel title={t.ask} fill>
          <Questions {...questions} roomy={board}>
            {!board && (
              <>
                <ChosenSituation situation={situation} onChoose={choose} onReopen={() => reopen(true)} />
                {way?.kind === 'case' && job === 'unlock' && <UnlockWish {...wishes} />}
                {way?.kind === 'case' && job === 'application' && <ApplicationWish {...wishes} />}
                {way?.kind === 'case' && job === 'usage-mode' && <UsageModeWish {...wishes} />}
                {way?.kind === 'case' && job === 'hardware' && <HardwareOrder {...wishes} />}
                <Unavailable {...questions} />
              </>
            )}
          </Questions>
        </Panel>
        {board ? (
          <SituationBoard
            profile={profile}
            chosen={situation}
            autoFocus={reopened || whose !== undefined}
            onChoose={choose}
          />
        ) : (
          <section className={css.answer} data-pane tabIndex={-1} aria-label={t.answerTitle}>
            {answer !== undefined && way !== undefined && (
              <Lanes answer={answer} way={way} situation={situation} />
            )}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keys that scroll it */}
            <div ref={scroll} className={css.scroll} tabIndex={0}>
              {refusal !== undefined && <RefusalNote refusal={refusal} />}
              {refused !== undefined && (
                <div className={css.refused}>
                  <RefusalNote refusal={refused} />
                  {refused.code === 'case-open-already' && (
                    <Actions>
                      <Action onPress={() => toCase(refused.caseNo as CaseNo)}>{t.openExisting}</Action>
                    </Actions>
                  )}
                </div>
              )}
              {answer === undefined && whose === undefined && <p className={css.waiting}>{r.whose}</p>}
              {answer !== undefined && way !== undefined && (
                <AnswerCard
                  view={view}
                  profile={profile}
                  answer={answer}
                  way={way}
                  open={open}
                  whose={whose}
                  alsoReissue={wish.alsoReissue}
                  touched={reachedBy(profile, view, whose, answer, ticked)}
                  onOpen={toCase}
                >
                  {way.kind === 'case' && answer.reasonRequired && (
                    <div className={css.reason}>
                      <Note title={r.reasonRequired} />
                      <TextField
                        id="redirect-reason"
                        label={r.reasonLabel}
                        need="required"
                        help={t.reasonHelp}
                        value={reason}
                        lines={2}
                        maxLength={500}
                        onChange={(text) => put({ reason: text })}
                      />
                    </div>
                  )}
                </AnswerCard>
              )}
            </div>
            {answer !== undefined && way !== undefined && (
              <Out profile={profile} answer={answer} way={way}>
                <Action
                  keyName="F12"
                  tone="go"
                  off={forward.off}
                  busy={openCase.busy || advise.busy}
                  onPress={forward.run}
                >
                  {forward.long}
                </Action>
              </Out>
            )}
          </section>
        )}
      </div>
    </div>
  )

  function standingOf(of: RouterAnswer | undefined): string | undefined {
    if (of === undefined || way === undefined) return undefined
    if (of.alone) return t.laneAlone
    return isElsewhere(of, way) ? t.laneElsewhere : t.lane[of.outcome]
  }
}

/** The form of the job, or the one most often asked for while there is no answer yet. */
function formOf(job: CaseKind | null, { resetVerb }: ServiceProfile): FormKind {
  if (job !== null && job !== 'profile-change' && job !== 'stock-difference') return job
  return resetVerb === 'detach' ? 'token-detach' : 'reissue'
}

const print = (request: PaperRequest): void => go({ screen: 'paper', of: JSON.stringify(request) })

function Head({ view, profile }: Known) {
  const { routerScreen: t, contract: c } = useMessages()
  const words = useServiceWords(profile)
  return (
    <header className={css.head}>
      <h1>
        {view.name}
        <small>{t.title}</small>
      </h1>
      <p>
        <span>{words.service}</span>
        <span>
          {c.contractNo} <Code size="sm">{view.contractNo}</Code>
        </span>
        {view.dealingBranchIsOurs ? (
          <span>{c.ours(view.dealingBranch)}</span>
        ) : (
          <StateTag state="confirm">{c.notOurs(view.dealingBranch)}</StateTag>
        )}
      </p>
    </header>
  )
}
