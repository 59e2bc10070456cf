import { IconArrowRight, IconListCheck } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type LossReport, unasked } from '#shared/asks'
import type { Instant } from '#shared/ids'
import type { CaseView } from '#shared/operations/cases'
import type { ServiceProfile } from '#shared/profiles'
import type { Situation } from '#shared/router'
import { clockTime, formatDayAndMonth, formatTime } from '#shared/text/wareki'
import { useHere } from '../../desk/here.ts'
import type { KeyMap } from '../../desk/key-map.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { go, say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { useStanding } from '../../desk/use-standing.ts'
import { Action } from '../../parts/action.tsx'
import { CaseHead, CaseLayout } from '../../parts/case-layout.tsx'
import { jumpTo, MissingList } from '../../parts/missing-list.tsx'
import { Note } from '../../parts/notices.tsx'
import { Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { Steps } from '../../parts/steps.tsx'
import { History, Linked, Trail } from '../case/aside.tsx'
import { Keeper } from '../case/keeper.tsx'
import type { StageProps } from '../case/stage.ts'
import { answerInquiry, beginInquiry } from '../reception/visit.ts'
import { useServiceWords } from '../reception/words.tsx'
import { FoundWindow } from './found-window.tsx'
import css from './loss.module.css'
import { Advice, fieldId, ReportPanel } from './report.tsx'
import { noteInto, type Report, reportFrom, saveReport, settleReport, useReports } from './reports.ts'
import { ResumeWindow } from './resume-window.tsx'
import type { LossAsk } from './rules.ts'
import { StorePanel } from './store.tsx'

/** A loss, from the minute it was stopped: the call, the records, and every way on from here. */
export function LossStage(props: StageProps) {
  const { view } = props
  return view.ask.kind === 'loss' ? <Loss {...props} ask={view.ask} /> : null
}

/** What reception asks the router for, by how the token was lost; what is suspicious may need any of its answers. */
const situations: Readonly<Record<LossAsk['how'], Situation | undefined>> = {
  lost: 'lost',
  stolen: 'stolen',
  uninstalled: 'uninstalled',
  suspicious: undefined,
}

function Loss({ view, ask, profile, words: caseWords, may }: StageProps & { readonly ask: LossAsk }) {
  const { loss: t, words: w, cases } = useMessages()
  const words = useServiceWords(profile)
  const { caseNo, contractNo, state, target } = view
  const role = useHere(({ state: here }) => here?.staff?.role)
  const kept = useReports(({ of }) => of[caseNo]) ?? reportFrom(view)
  const { value: contract } = useQuery('contract.view', contractNo === null ? undefined : { contractNo })
  const note = useCallback((changes: Partial<LossReport>) => noteInto(view, changes), [view])
  const review = useCommand('approval.open')
  const [asking, setAsking] = useState<'found' | 'resume'>()

  const isOpen = state === 'awaiting-review' || state === 'awaiting-papers'
  const mayNote = may && isOpen
  const { report } = kept
  const missing = isOpen ? unasked(report) : []
  const gone = ask.how === 'lost' || ask.how === 'stolen'

  useEffect(() => settleReport(view), [view])
  useEffect(
    () => () => {
      void saveReport(caseNo)
    },
    [caseNo],
  )
  useTellOfReport(kept)
  useTellOfReview(state)
  useStanding(
    '',
    state === 'awaiting-review' ? 'approval' : state === 'awaiting-papers' ? 'customer' : undefined,
  )

  // The caller is still on the telephone: the first question that was not asked is where work goes on.
  const begin = useRef(mayNote ? missing[0] : undefined)
  useEffect(() => {
    if (begin.current !== undefined) jumpTo(fieldId(begin.current))
  }, [])

  const askReview = async () => {
    if (!(await saveReport(caseNo)) && !(await saveReport(caseNo))) return
    const reply = await review.send({ caseNo })
    if (reply?.ok === true) say(t.asked, 'info')
  }
  const toReissue = () => {
    if (contractNo === null) return
    const whose =
      target.kind === 'user'
        ? ({ kind: 'user', userId: target.userId } as const)
        : target.kind === 'shared'
          ? ({ kind: 'shared' } as const)
          : undefined
    beginInquiry(contractNo, whose)
    answerInquiry(contractNo, { situation: situations[ask.how] })
    go({ screen: 'router', of: contractNo })
  }

  const isOwn = view.touchedByMe
  const reviews = role === 'supervisor' && !isOwn
  const waits = missing.length > 0 ? t.f12Waits(missing.length) : undefined
  const reviewKey = {
    label: reviews ? t.openReviewKey : t.askReviewKey,
    run: () => void askReview(),
    off: waits,
  }
  const reissueKey = { label: t.toReissueKey, run: toReissue }
  const print = (paper: 'slip' | 'request') => go({ screen: 'paper', of: JSON.stringify({ paper, caseNo }) })
  const slipKey = { label: t.slipKey, run: () => print('slip') }
  const keys: KeyMap = mayNote
    ? {
        F7: slipKey,
        ...(state === 'awaiting-review' ? { F9: reissueKey, F12: reviewKey } : { F12: reissueKey }),
        ...(gone && ask.found === null
          ? { F10: { label: t.toFoundKey, run: () => setAsking('found') } }
          : {}),
        'Alt+R': { label: t.toResumeKey, run: () => setAsking('resume') },
      }
    : may
      ? { F7: slipKey }
      : {}
  useKeys(keys)

  const rule = ruleOf(t.rule, ask.how, profile)
  const refused = review.refusal
  const reviewedBy = view.entries.findLast(({ event }) => event === 'case.reviewed')?.staffName ?? ''
  const next =
    state === 'awaiting-review'
      ? t.nextReview
      : state === 'awaiting-papers'
        ? t.nextPapers(reviewedBy)
        : t.nextClosed
  return (
    <CaseLayout
      head={
        <>
          <CaseHead
            numberLabel={cases.number}
            number={caseNo}
            title={t.title(w.loss.how[ask.how])}
            serviceWord={t.stoppedAt(
              `${formatDayAndMonth(view.openedAt, words.language)} ${formatTime(view.openedAt, words.language)}`,
              view.makerName,
            )}
            end={<Steps at={stepOf(state, missing.length)} names={t.steps} />}
          >
            <b>{view.customerName}</b> {view.targetName !== view.customerName && view.targetName}{' '}
            {words.service}
          </CaseHead>
          {refused !== undefined && <RefusalNote refusal={refused} />}
        </>
      }
      missing={
        <MissingList
          items={missing.map((field) => ({
            field: fieldId(field),
            title: t.missing[field] ?? w.loss.field[field],
            hint: t.missingHint,
          }))}
        />
      }
      aside={
        <>
          <Panel title={t.next} icon={IconArrowRight}>
            <ul className={css.next}>
              {next.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
              {isOpen && <li>{rule}</li>}
            </ul>
            {state === 'awaiting-review' && role === 'supervisor' && isOwn && <Note>{t.mine}</Note>}
          </Panel>
          {mayNote && (
            <Panel title={t.ways} icon={IconListCheck}>
              <div className={css.ways}>
                {state === 'awaiting-review' && (
                  <Action
                    keyName="F12"
                    tone="go"
                    onPress={() => void askReview()}
                    off={waits}
                    busy={review.busy}
                  >
                    {reviews ? t.openReview : t.askReview}
                  </Action>
                )}
                <Action
                  keyName={state === 'awaiting-review' ? 'F9' : 'F12'}
                  tone={state === 'awaiting-review' ? 'plain' : 'go'}
                  onPress={toReissue}
                >
                  {t.toReissue}
                </Action>
                {keys.F10 !== undefined && (
                  <Action keyName="F10" onPress={() => setAsking('found')}>
                    {t.toFound}
                  </Action>
                )}
                <Action keyName="Alt+R" onPress={() => setAsking('resume')}>
                  {t.toResume}
                </Action>
                <Action keyName="F7" onPress={() => print('slip')}>
                  {t.slip}
                </Action>
                <Action onPress={() => print('request')}>{t.reportSheet}</Action>
              </div>
            </Panel>
          )}
          <Linked view={view} />
          <History view={view} />
          <Keeper view={view} words={caseWords} may={may} />
          <Trail view={view} words={caseWords} />
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: leaving a field keeps what was said */}
      <div className={css.sides} onBlur={() => void saveReport(caseNo)}>
        <div className={css.side}>
          <ReportPanel
            report={report}
            phone={contract?.phone ?? ''}
            gone={gone}
            onNote={mayNote ? note : undefined}
          />
        </div>
        <div className={css.side}>
          <Advice report={report} />
          <StorePanel view={view} ask={ask} contract={contract} profile={profile} />
        </div>
      </div>
      {asking === 'found' && <FoundWindow view={view} rule={rule} onClose={() => setAsking(undefined)} />}
      {asking === 'resume' && (
        <ResumeWindow view={view} ask={ask} profile={profile} onClose={() => setAsking(undefined)} />
      )}
    </CaseLayout>
  )
}

/** What becomes of the token should it turn up again, in the profile's terms. */
const ruleOf = (
  rules: ReturnType<typeof useMessages>['loss']['rule'],
  how: LossAsk['how'],
  { foundAgain }: ServiceProfile,
): string => (how === 'stolen' ? rules.stolen : how === 'lost' ? rules[foundAgain] : rules.others)

function stepOf(state: CaseView['state'], missing: number): number {
  if (state === 'awaiting-review') return missing > 0 ? 1 : 2
  return state === 'awaiting-papers' ? 3 : 5
}

/** The message line says when the answers were kept, once a minute, and when they could not be. */
function useTellOfReport({ saves, trouble }: Report): void {
  const { loss: t } = useMessages()
  const now = useRef<Instant>(undefined)
  const said = useRef<string>(undefined)
  const here = useHere(({ state }) => state?.now)
  useEffect(() => {
    now.current = here
  }, [here])
  useEffect(() => {
    if (trouble !== undefined) said.current = undefined
    if (trouble === 'changed') say(t.changed, 'caution')
    else if (trouble === 'moved') say(t.moved, 'caution')
    else if (trouble === 'failed') say(t.notSaved, 'stop')
  }, [trouble, t])
  useEffect(() => {
    if (saves === 0 || now.current === undefined) return
    const minute = clockTime(now.current)
    if (said.current === minute) return
    said.current = minute
    say(t.saved(minute), 'saved')
  }, [saves, t])
}

/** The supervisor has gone through it meanwhile: the message line says so, because the screen changes by itself. */
function useTellOfReview(state: CaseView['state']): void {
  const { turned } = useMessages().loss
  const before = useRef(state)
  useEffect(() => {
    const was = before.current
    before.current = state
    const sentence = turned[state]
    if (was !== state && sentence !== undefined) say(sentence, 'done')
  }, [state, turned])
}
