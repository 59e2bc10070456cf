import { useState } from 'react'
import { formatTime } from '#shared/text/wareki'
import { useHere } from '../../desk/here.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { useRefused } from '../../desk/refused.ts'
import { go, say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useStanding } from '../../desk/use-standing.ts'
import { CaseLayout } from '../../parts/case-layout.tsx'
import { CompareTable } from '../../parts/compare-table.tsx'
import { Note, Refused } from '../../parts/notices.tsx'
import { Panel } from '../../parts/panel.tsx'
import { StateTag } from '../../parts/state-tag.tsx'
import { Aside } from './aside.tsx'
import { Head } from './head.tsx'
import { AskWindow, ReasonWindow } from './reason-window.tsx'
import { useLines } from './rows.tsx'
import type { StageProps } from './stage.ts'

/** Before the supervisor: nothing can be typed; calling them, taking the request back, or withdrawing. */
export function AwaitingStage({ view, profile, words, may }: StageProps) {
  const { cases: t, jobs } = useMessages()
  const { caseNo, version, intake } = view
  const role = useHere(({ state }) => state?.staff?.role)
  const { rows } = useLines(view, profile, intake, words, undefined)
  const open = useCommand('approval.open')
  const save = useCommand('case.save')
  const withdraw = useCommand('case.withdraw')
  const [asking, setAsking] = useState<'edit' | 'withdraw'>()
  const refusal = useRefused()
  useStanding('', 'approval')

  const call = async () => {
    const reply = await open.send({ caseNo })
    if (reply?.ok === true) say(t.awaiting.called, 'info')
  }
  const edit = async () => {
    const reply = await save.send({ caseNo, version, intake })
    if (reply?.ok === true) say(t.awaiting.edited, 'done')
  }
  const takeBack = async (reason: string) => {
    const reply = await withdraw.send({ caseNo, version, reason })
    if (reply?.ok === true) say(t.withdraw.done(caseNo), 'done')
  }
  const isSupervisor = role === 'supervisor'
  const callKey = {
    label: isSupervisor && !view.touchedByMe ? t.awaiting.open : t.awaiting.call,
    run: () => void call(),
  }
  useKeys(
    may
      ? {
          F7: {
            label: t.draft.print,
            run: () => go({ screen: 'paper', of: JSON.stringify({ paper: 'request', caseNo }) }),
          },
          F9: { label: t.awaiting.edit, run: () => setAsking('edit') },
          F10: { label: t.awaiting.withdraw, run: () => setAsking('withdraw') },
          F12: callKey,
        }
      : {},
  )
  const refused = [open, save, withdraw].flatMap(({ refusal }) => (refusal === undefined ? [] : [refusal]))
  return (
    <CaseLayout
      head={
        <>
          <Head view={view} words={words} />
          {asking === undefined && refused.map((error) => <Refused key={error.code} {...refusal(error)} />)}
        </>
      }
      missing={
        <Panel title={<StateTag state="approval">{t.state[view.state]}</StateTag>}>
          <p>{view.submittedAt !== null && t.awaiting.since(formatTime(view.submittedAt, words.language))}</p>
          {isSupervisor && view.touchedByMe ? (
            <Note>{t.awaiting.mine}</Note>
          ) : (
            <p>{view.state === 'awaiting-second-approval' ? jobs.second.other : t.awaiting.who}</p>
          )}
        </Panel>
      }
      aside={<Aside view={view} profile={profile} words={words} may={may} />}
    >
      <CompareTable rows={rows} paperNote={t.paper.note} />
      {asking === 'edit' && (
        <AskWindow
          title={t.awaiting.editTitle}
          go={t.awaiting.editGo}
          goKey={t.awaiting.edit}
          back={t.awaiting.editClose}
          busy={save.busy}
          onGo={() => void edit()}
          onClose={() => setAsking(undefined)}
        >
          <p>{t.awaiting.editLead}</p>
          {refused.map((error) => (
            <Refused key={error.code} {...refusal(error)} />
          ))}
        </AskWindow>
      )}
      {asking === 'withdraw' && (
        <ReasonWindow
          title={t.withdraw.title}
          lead={t.withdraw.lead(caseNo)}
          label={t.withdraw.reason}
          go={t.withdraw.go}
          goKey={t.draft.withdraw}
          needed={t.withdraw.needed}
          back={t.withdraw.close}
          busy={withdraw.busy}
          refused={refused.map((error) => <Refused key={error.code} {...refusal(error)} />)}
          onGo={(reason) => void takeBack(reason)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </CaseLayout>
  )
}
