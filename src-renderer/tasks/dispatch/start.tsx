import { IconCalendarEvent } from '@tabler/icons-react'
import { useState } from 'react'
import type { CalendarDate } from '#shared/ids'
import type { DispatchView } from '#shared/operations/dispatch'
import { formatDate, formatDayAndMonth } from '#shared/text/wareki'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Figures } from '../../parts/code.tsx'
import { Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { WarekiField } from '../../parts/wareki-field.tsx'
import { AskWindow } from '../case/reason-window.tsx'
import css from './dispatch.module.css'
import { StartTag } from './judgement.tsx'

type StartPanelProps = { readonly view: DispatchView; readonly may: boolean }

/** 利用開始日: asked for, held or confirmed, and the two ways to change that (R-003-09). */
export function StartPanel({ view, may }: StartPanelProps) {
  const { dispatch, words: w } = useMessages()
  const t = dispatch.start
  const language = useDesk((desk) => desk.language)
  const [asking, setAsking] = useState<'move' | 'confirm'>()
  const { startOn, startState, judgement } = view
  const waits = view.case.state === 'awaiting-dispatch' || view.case.state === 'returned'
  const confirms = may && view.case.state === 'awaiting-registration'
  const notYet =
    startState === 'held' ? t.confirmHeld : startState === 'confirmed' ? t.confirmDone : undefined
  useKeys(
    startOn === null || !may
      ? {}
      : {
          'Alt+M': { label: dispatch.stage.moveStart, run: () => setAsking('move') },
          ...(confirms
            ? {
                'Alt+C': {
                  label: dispatch.stage.confirmStart,
                  run: () => setAsking('confirm'),
                  off: notYet,
                },
              }
            : {}),
        },
    { rank: 'part' },
  )
  if (startOn === null) return null
  const why = {
    planned: t.plannedWhy,
    held: confirms ? t.heldDelivered : t.heldWhy,
    confirmed: t.confirmedWhy,
  }[startState]
  return (
    <Panel title={t.title} icon={IconCalendarEvent} note={t.state(w.stock.startState[startState])}>
      <div className={css.stack}>
        <p>
          <b>{formatDate(startOn, language)}</b> <Figures>{startOn}</Figures>{' '}
          <StartTag judgement={judgement} />
          {view.latestPosting !== null && waits && (
            <span className={css.under}>
              {dispatch.wish.latest} {formatDayAndMonth(view.latestPosting, language)}
            </span>
          )}
        </p>
        <p className={css.quiet}>{why}</p>
        {may && (
          <Actions>
            {confirms && (
              <Action keyName="Alt+C" onPress={() => setAsking('confirm')} off={notYet}>
                {dispatch.stage.confirmStart}
              </Action>
            )}
            <Action keyName="Alt+M" onPress={() => setAsking('move')}>
              {dispatch.stage.moveStart}
            </Action>
          </Actions>
        )}
      </div>
      {asking === 'move' && <MoveWindow view={view} onClose={() => setAsking(undefined)} />}
      {asking === 'confirm' && (
        <ConfirmWindow view={view} startOn={startOn} onClose={() => setAsking(undefined)} />
      )}
    </Panel>
  )
}

type WindowFor = { readonly view: DispatchView; readonly onClose: () => void }

function MoveWindow({ view, onClose }: WindowFor) {
  const { dispatch } = useMessages()
  const t = dispatch.start
  const language = useDesk((desk) => desk.language)
  const { caseNo, version } = view.case
  const [day, setDay] = useState<CalendarDate | null>(null)
  const [reason, setReason] = useState('')
  const move = useCommand('dispatch.move-start')
  const send = async () => {
    if (day === null) return
    const reply = await move.send({ caseNo, version, startOn: day, reason: reason.trim() })
    if (reply?.ok !== true) return
    say(t.moved(formatDate(day, language)), 'done')
    onClose()
  }
  const refused = move.refusal
  return (
    <SecondPerson
      purpose="move-start"
      about={caseNo}
      supervisor
      title={t.moveTitle}
      go={t.go}
      off={day === null || reason.trim() === '' ? t.needs : undefined}
      refusal={refused}
      busy={move.busy}
      onProven={() => void send()}
      onCancel={onClose}
    >
      {view.startOn !== null && <p>{t.moveLead(formatDate(view.startOn, language))}</p>}
      <WarekiField id="startOn" label={t.date} need="required" value={day} onChange={setDay} />
      <TextField
        id="startReason"
        label={t.reason}
        need="required"
        value={reason}
        onChange={setReason}
        maxLength={500}
      />
    </SecondPerson>
  )
}

function ConfirmWindow({ view, startOn, onClose }: WindowFor & { readonly startOn: CalendarDate }) {
  const { dispatch } = useMessages()
  const t = dispatch.start
  const language = useDesk((desk) => desk.language)
  const { caseNo, version } = view.case
  const confirm = useCommand('dispatch.confirm-start')
  const send = async () => {
    const reply = await confirm.send({ caseNo, version })
    if (reply?.ok !== true) return
    say(t.confirmed(formatDate(startOn, language)), 'done')
    onClose()
  }
  const refused = confirm.refusal
  return (
    <AskWindow
      title={t.confirmTitle}
      go={t.confirmGo}
      goKey={t.confirmGo}
      back={t.back}
      busy={confirm.busy}
      onGo={() => void send()}
      onClose={onClose}
    >
      <p>{t.confirmLead(formatDate(startOn, language))}</p>
      {refused !== undefined && <RefusalNote refusal={refused} />}
    </AskWindow>
  )
}
