import { IconClockEdit } from '@tabler/icons-react'
import { useState } from 'react'
import { DRIFT_STEPS_MAX } from '#shared/drift'
import type { OutputOf } from '#shared/operations'
import type { DriftNote } from '#shared/operations/engine'
import type { Refusal } from '#shared/refusals'
import { formatMoment, westernDate } from '#shared/text/wareki'
import { useHere } from '../../desk/here.ts'
import { useMessages } from '../../desk/messages.ts'
import { say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Figures } from '../../parts/code.tsx'
import { ListTable } from '../../parts/list-table.tsx'
import { Empty } from '../../parts/notices.tsx'
import { type Fact, Facts, Panel } from '../../parts/panel.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { ReasonWindow } from '../case/reason-window.tsx'

export type TokenDrift = OutputOf<'token.drift'>

type PanelProps = {
  readonly drift: TokenDrift
  /** Absent for whoever only looks. */
  readonly onResync: (() => void) | undefined
  readonly onReset: (() => void) | undefined
}

/** What is known of a token's clock, and the two things two people can do about it. */
export function DriftPanel({ drift, onResync, onReset }: PanelProps) {
  const { drift: t, resync, reset } = useMessages().engine
  const { kind, periodSeconds, drift: steps, notes } = drift
  if (kind === null) return null
  const items: readonly Fact[] =
    kind === 'hotp' || periodSeconds === null
      ? []
      : [
          {
            label: t.now,
            value:
              notes.length === 0 && steps === 0 ? (
                t.none
              ) : (
                <>
                  <b>{t.steps(steps)}</b> <small>{t.offset(steps, periodSeconds)}</small>
                </>
              ),
          },
          {
            label: t.trend,
            value:
              drift.trend === null ? (
                <small>{t.noTrend}</small>
              ) : (
                <TrendCell drift={steps} trend={drift.trend} of="rate" />
              ),
          },
          { label: t.leaves, value: <TrendCell drift={steps} trend={drift.trend} of="leaves" /> },
        ]
  return (
    <Panel title={t.title} icon={IconClockEdit}>
      {kind === 'hotp' ? <p>{t.counter}</p> : <Facts items={items} />}
      {(onResync !== undefined || onReset !== undefined) && (
        <Actions>
          {onResync !== undefined && (
            <Action keyName="F9" onPress={onResync}>
              {resync.key}
            </Action>
          )}
          {onReset !== undefined && kind === 'totp' && (
            <Action keyName="F10" onPress={onReset} off={steps === 0 ? reset.none : undefined}>
              {reset.key}
            </Action>
          )}
        </Actions>
      )}
    </Panel>
  )
}

type TrendProps = {
  readonly drift: number
  readonly trend: TokenDrift['trend']
  readonly of: 'rate' | 'leaves'
}

/** How fast, or until when; in words where there is no number. */
export function TrendCell({ drift, trend, of }: TrendProps) {
  const { drift: t } = useMessages().engine
  const now = useHere(({ state }) => state?.now)
  if (Math.abs(drift) >= DRIFT_STEPS_MAX && of === 'leaves') return <b>{t.over}</b>
  if (trend === null) return <small>{t.unknown}</small>
  if (of === 'rate') return <Figures>{t.perYear(trend.stepsPerYear)}</Figures>
  if (trend.leavesAt === null) return <small>{t.hardlyMoves}</small>
  return now !== undefined && trend.leavesAt <= now ? (
    <b>{t.over}</b>
  ) : (
    <Figures>{t.leavesOn(westernDate(trend.leavesAt).slice(0, 7))}</Figures>
  )
}

/** Everything it has shown, newest first. */
export function DriftHistory({ drift }: { readonly drift: TokenDrift }) {
  const { drift: t } = useMessages().engine
  const language = useDesk((desk) => desk.language)
  const [chosen, setChosen] = useState<string>()
  const rows = drift.notes.map((note, place) => ({ ...note, id: String(drift.notes.length - place) }))
  return (
    <ListTable<DriftNote & { readonly id: string }>
      label={t.history(rows.length)}
      rows={rows}
      idOf={({ id }) => id}
      chosen={chosen}
      onChoose={setChosen}
      empty={
        <Empty title={drift.kind === 'hotp' ? t.counter : t.none}>
          <p>{t.about}</p>
        </Empty>
      }
      columns={[
        { id: 'at', title: t.at, name: true, cell: ({ at }) => formatMoment(at, language) },
        {
          id: 'drift',
          title: t.title,
          cell: ({ drift: steps, periodSeconds }) => (
            <>
              <b>{t.steps(steps)}</b> <small>{t.offset(steps, periodSeconds)}</small>
            </>
          ),
        },
        { id: 'how', title: t.how, cell: ({ how }) => t.hows[how] },
      ]}
    />
  )
}

type ResetProps = { readonly serial: TokenDrift['serial']; readonly onClose: () => void }

/** A reason, then a supervisor: what was known of the clock is forgotten. */
export function ResetWindows({ serial, onClose }: ResetProps) {
  const { reset: t } = useMessages().engine
  const [reason, setReason] = useState<string>()
  const [refusal, setRefusal] = useState<Refusal>()
  const reset = useCommand('token.reset-drift')
  if (reason === undefined) {
    return (
      <ReasonWindow
        title={t.title}
        lead={t.lead}
        label={t.label}
        go={t.go}
        goKey={t.goKey}
        needed={t.needs}
        back={t.back}
        onGo={(given) => setReason(given.slice(0, 200))}
        onClose={onClose}
      />
    )
  }
  const send = async () => {
    setRefusal(undefined)
    const reply = await reset.send({ serial, reason })
    if (reply === undefined) return
    if (!reply.ok) {
      setRefusal(reply.error)
      return
    }
    say(t.said(serial), 'done')
    onClose()
  }
  return (
    <SecondPerson
      purpose="resync"
      about={serial}
      supervisor
      title={t.title}
      go={t.done}
      refusal={refusal}
      busy={reset.busy}
      onProven={() => void send()}
      onCancel={onClose}
    />
  )
}
