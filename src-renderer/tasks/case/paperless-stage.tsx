import { type ComponentProps, type ReactNode, useState } from 'react'
import { formatTime } from '#shared/text/wareki'
import { useHere } from '../../desk/here.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { useRefused } from '../../desk/refused.ts'
import { say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useStanding } from '../../desk/use-standing.ts'
import { CaseLayout } from '../../parts/case-layout.tsx'
import { Note, Refused } from '../../parts/notices.tsx'
import { Facts, Panel } from '../../parts/panel.tsx'
import { StateTag } from '../../parts/state-tag.tsx'
import { Trail } from './aside.tsx'
import { useLinesOf } from './consequences.tsx'
import { Head } from './head.tsx'
import { ReasonWindow } from './reason-window.tsx'
import type { StageProps } from './stage.ts'

/** What a job without a form of the customer's shows of itself. */
type Paperless = Pick<StageProps, 'view' | 'profile' | 'words'> & {
  readonly facts: ComponentProps<typeof Facts>['items']
  /** Whose turn it is while it waits. */
  readonly awaits: string
  readonly sentBack: string
  readonly withdrawLead: string
  readonly children: ReactNode
}

/** A case without paper, from its being proposed to the end: what is asked for, whose turn it is, and what became of it. */
export function PaperlessStage({
  view,
  profile,
  words,
  facts,
  awaits,
  sentBack,
  withdrawLead,
  children,
}: Paperless) {
  const { cases: t, jobs } = useMessages()
  const { caseNo, version, state } = view
  const role = useHere(({ state: here }) => here?.staff?.role)
  const lines = useLinesOf({ view, profile, words })
  const open = useCommand('approval.open')
  const withdraw = useCommand('case.withdraw')
  const [asking, setAsking] = useState(false)
  const refusal = useRefused()
  const waits = state === 'awaiting-approval'
  const isOpen = waits || state === 'draft'
  const isSupervisor = role === 'supervisor'
  // Whoever looks only, looks.
  const may = role !== undefined && role !== 'auditor'
  useStanding('', waits ? 'approval' : undefined)

  const call = async () => {
    const reply = await open.send({ caseNo })
    if (reply?.ok === true) say(t.awaiting.called, 'info')
  }
  const takeBack = async (reason: string) => {
    const reply = await withdraw.send({ caseNo, version, reason })
    if (reply?.ok !== true) return
    setAsking(false)
    say(t.withdraw.done(caseNo), 'done')
  }
  useKeys({
    ...(may && isOpen && role !== 'administrator'
      ? { F10: { label: t.awaiting.withdraw, run: () => setAsking(true) } }
      : {}),
    ...(may && waits
      ? {
          F12: {
            label: isSupervisor && !view.touchedByMe ? t.awaiting.open : t.awaiting.call,
            run: () => void call(),
          },
        }
      : {}),
  })
  const refused = [open, withdraw].flatMap(({ refusal }) => (refusal === undefined ? [] : [refusal]))
  const ended = state === 'rejected' || state === 'withdrawn' || state === 'lapsed'
  const reason = view.entries.findLast(({ event }) => event === `case.${state}`)?.note
  return (
    <CaseLayout
      head={
        <>
          <Head view={view} words={words} />
          {ended && (
            <Note tone="plain" title={t.state[state]}>
              {reason === null || reason === undefined ? null : <p>{t.ended.reason(reason)}</p>}
            </Note>
          )}
          {state === 'draft' && <Note title={view.sentBackReason ?? t.draft.sentBackPlain}>{sentBack}</Note>}
          {!asking && refused.map((error) => <Refused key={error.code} {...refusal(error)} />)}
        </>
      }
      missing={
        <Panel
          title={
            waits ? (
              <StateTag state="approval">{t.state[state]}</StateTag>
            ) : (
              <StateTag state={isOpen ? 'draft' : 'done'}>{t.state[state]}</StateTag>
            )
          }
        >
          {isOpen && <p>{lines.join(' ')}</p>}
          {waits && (
            <p>
              {view.submittedAt !== null && t.awaiting.since(formatTime(view.submittedAt, words.language))}{' '}
              {isSupervisor && view.touchedByMe ? t.awaiting.mine : awaits}
            </p>
          )}
          {view.executedAt !== null && (
            <p>{jobs.executedAt(formatTime(view.executedAt, words.language), view.approverName ?? '')}</p>
          )}
          <Facts items={facts} />
        </Panel>
      }
      aside={<Trail view={view} words={words} />}
    >
      {children}
      {asking && (
        <ReasonWindow
          title={t.withdraw.title}
          lead={withdrawLead}
          label={t.withdraw.reason}
          go={t.withdraw.go}
          goKey={t.draft.withdraw}
          needed={t.withdraw.needed}
          back={t.withdraw.close}
          busy={withdraw.busy}
          refused={refused.map((error) => <Refused key={error.code} {...refusal(error)} />)}
          onGo={(why) => void takeBack(why)}
          onClose={() => setAsking(false)}
        />
      )}
    </CaseLayout>
  )
}
