import { IconGitCompare } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { CaseAsk } from '#shared/asks'
import { differences } from '#shared/differences'
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
import { ProfileDifferences } from '../profiles/differences.tsx'
import { Trail } from './aside.tsx'
import { useLinesOf } from './consequences.tsx'
import { Head } from './head.tsx'
import { ReasonWindow } from './reason-window.tsx'
import type { StageProps } from './stage.ts'

type ChangeAsk = Extract<CaseAsk, { kind: 'profile-change' }>

/** A proposed change of what the desk knows about a service: every field that differs, and whose turn it is. */
export function ProfileStage(props: StageProps) {
  const { ask } = props.view
  return ask.kind === 'profile-change' ? <Change {...props} ask={ask} /> : null
}

function Change({ view, profile, words, ask }: StageProps & { readonly ask: ChangeAsk }) {
  const { cases: t, jobs } = useMessages()
  const { profile: p } = jobs
  const { caseNo, version, state } = view
  const role = useHere(({ state: here }) => here?.staff?.role)
  const found = useMemo(() => differences(profile, ask.profile), [profile, ask.profile])
  const lines = useLinesOf({ view, profile, words })
  const open = useCommand('approval.open')
  const withdraw = useCommand('case.withdraw')
  const [asking, setAsking] = useState(false)
  const refusal = useRefused()
  const waits = state === 'awaiting-approval'
  const isOpen = waits || state === 'draft'
  const isSupervisor = role === 'supervisor'
  // Proposed by an administrator or a supervisor; whoever looks only, looks.
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
  const refused = [open, withdraw].flatMap(({ progress }) =>
    progress.phase === 'answered' && !progress.reply.ok ? [progress.reply.error] : [],
  )
  const ended = state === 'rejected' || state === 'withdrawn'
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
          {state === 'draft' && (
            <Note title={view.sentBackReason ?? t.draft.sentBackPlain}>{p.sentBack}</Note>
          )}
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
              {isSupervisor && view.touchedByMe ? t.awaiting.mine : p.awaits}
            </p>
          )}
          {view.executedAt !== null && (
            <p>{jobs.executedAt(formatTime(view.executedAt, words.language), view.approverName ?? '')}</p>
          )}
          <Facts
            items={[
              { label: p.reason, value: ask.reason },
              { label: p.by, value: view.makerName },
            ]}
          />
        </Panel>
      }
      aside={<Trail view={view} words={words} />}
    >
      <Panel
        title={p.proposed(ask.profile.version)}
        icon={IconGitCompare}
        note={p.differences(found.length)}
        flush
      >
        <ProfileDifferences of={found} />
      </Panel>
      {asking && (
        <ReasonWindow
          title={t.withdraw.title}
          lead={p.withdrawLead}
          label={t.withdraw.reason}
          go={t.withdraw.go}
          goKey={t.draft.withdraw}
          needed={t.withdraw.needed}
          back={t.withdraw.close}
          busy={withdraw.progress.phase === 'asking'}
          refused={refused.map((error) => <Refused key={error.code} {...refusal(error)} />)}
          onGo={(why) => void takeBack(why)}
          onClose={() => setAsking(false)}
        />
      )}
    </CaseLayout>
  )
}
