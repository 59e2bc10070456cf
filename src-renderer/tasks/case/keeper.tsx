import { IconUser } from '@tabler/icons-react'
import { useState } from 'react'
import { caseLife } from '#shared/cases'
import type { CaseView } from '#shared/operations/cases'
import { formatTime } from '#shared/text/wareki'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { useRefused } from '../../desk/refused.ts'
import { say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { YesNo } from '../../parts/choice-field.tsx'
import { Refused } from '../../parts/notices.tsx'
import { Panel } from '../../parts/panel.tsx'
import { SelectField, TextField } from '../../parts/text-field.tsx'
import css from './case.module.css'
import { currentVersion } from './drafts.ts'
import { AskWindow } from './reason-window.tsx'
import type { CaseWords } from './words.ts'

type KeeperProps = {
  readonly view: CaseView
  readonly words: Pick<CaseWords, 'language'>
  readonly may: boolean
}

const MEMO_MAX = 500

/**
 * Whose hands a case is in, and whether the customer was called back. Alt+H and Alt+T wherever the case stands, because
 * F9 and F10 mean something else in each of its states.
 */
export function Keeper({ view, words, may }: KeeperProps) {
  const { keeper: t } = useMessages().jobs
  const [asking, setAsking] = useState<'hand-over' | 'call-back'>()
  const moves: object = caseLife[view.state]
  const handsOver = may && 'hand-over' in moves
  const calls = may && 'call-back' in moves
  useKeys(
    {
      ...(handsOver ? { 'Alt+H': { label: t.handOver, run: () => setAsking('hand-over') } } : {}),
      ...(calls ? { 'Alt+T': { label: t.callBack, run: () => setAsking('call-back') } } : {}),
    },
    { rank: 'part' },
  )
  const { callBack } = view
  return (
    <Panel title={t.title} icon={IconUser} note={t.now(view.keeperName)}>
      <div className={css.keeper}>
        {view.keeper !== view.maker && <p>{t.openedBy(view.makerName)}</p>}
        {callBack !== null ? (
          <p>
            {(callBack.reached ? t.called : t.notReached)(
              formatTime(callBack.at, words.language),
              callBack.staffName,
            )}
          </p>
        ) : (
          calls && <p>{t.notYet}</p>
        )}
        {(handsOver || calls) && (
          <Actions>
            {calls && (
              <Action keyName="Alt+T" onPress={() => setAsking('call-back')}>
                {t.callBack}
              </Action>
            )}
            {handsOver && (
              <Action keyName="Alt+H" onPress={() => setAsking('hand-over')}>
                {t.handOver}
              </Action>
            )}
          </Actions>
        )}
      </div>
      {asking === 'hand-over' && <HandOverWindow view={view} onClose={() => setAsking(undefined)} />}
      {asking === 'call-back' && <CallBackWindow view={view} onClose={() => setAsking(undefined)} />}
    </Panel>
  )
}

type WindowFor = { readonly view: CaseView; readonly onClose: () => void }

function HandOverWindow({ view, onClose }: WindowFor) {
  const { jobs, people } = useMessages()
  const { keeper: t } = jobs
  const roles: Readonly<Record<string, string>> = people.roles
  const { value: colleagues } = useQuery('staff.colleagues', {})
  const handOver = useCommand('case.hand-over')
  const refusal = useRefused()
  const [to, setTo] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const others = (colleagues ?? []).filter(({ staff }) => staff !== view.keeper)
  const chosen = others.find(({ staff }) => staff === to)
  const send = async () => {
    if (chosen === undefined) return
    const version = await currentVersion(view)
    if (version === undefined) return
    const reply = await handOver.send({
      caseNo: view.caseNo,
      version,
      to: chosen.staff,
      note: note.trim(),
    })
    if (reply?.ok !== true) return
    say(t.handedOver(chosen.name), 'done')
    onClose()
  }
  const refused = handOver.refusal
  return (
    <AskWindow
      title={t.handOverTitle}
      go={t.handOverGo}
      goKey={t.handOver}
      back={t.handOverBack}
      off={chosen === undefined ? t.needsTo : undefined}
      busy={handOver.busy}
      onGo={() => void send()}
      onClose={onClose}
    >
      <p>{t.handOverLead}</p>
      {colleagues !== undefined && others.length === 0 ? (
        <p>{t.nobody}</p>
      ) : (
        <SelectField
          id="handOverTo"
          label={t.to}
          need="required"
          value={to}
          onChange={setTo}
          options={others.map(({ staff, name, role }) => ({
            value: staff,
            label: `${name}　${roles[role] ?? role}`,
          }))}
          autoFocus
        />
      )}
      <TextField
        id="handOverNote"
        label={t.note}
        need="optional"
        value={note}
        onChange={setNote}
        lines={3}
        maxLength={MEMO_MAX}
        help={t.noteHelp}
      />
      {refused !== undefined && <Refused {...refusal(refused)} />}
    </AskWindow>
  )
}

function CallBackWindow({ view, onClose }: WindowFor) {
  const { keeper: t } = useMessages().jobs
  const callBack = useCommand('case.call-back')
  const refusal = useRefused()
  const [reached, setReached] = useState<boolean | null>(null)
  const [note, setNote] = useState('')
  const send = async () => {
    if (reached === null) return
    const reply = await callBack.send({
      caseNo: view.caseNo,
      version: view.version,
      reached,
      note: note.trim(),
    })
    if (reply?.ok !== true) return
    say(t.callDone, 'done')
    onClose()
  }
  const refused = callBack.refusal
  return (
    <AskWindow
      title={t.callTitle}
      go={t.callGo}
      goKey={t.callBackKey}
      back={t.callClose}
      off={reached === null ? t.needsReached : undefined}
      busy={callBack.busy}
      onGo={() => void send()}
      onClose={onClose}
    >
      <p>{t.callLead}</p>
      <YesNo
        id="reached"
        label={t.reached}
        need="required"
        value={reached}
        onChange={setReached}
        yes={t.reachedYes}
        no={t.reachedNo}
        autoFocus
      />
      <TextField
        id="callNote"
        label={t.callNote}
        need="optional"
        value={note}
        onChange={setNote}
        lines={3}
        maxLength={MEMO_MAX}
        help={t.callNoteHelp}
      />
      {refused !== undefined && <Refused {...refusal(refused)} />}
    </AskWindow>
  )
}
