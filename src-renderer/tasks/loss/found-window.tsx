import { useState } from 'react'
import type { CaseView } from '#shared/operations/cases'
import { useMessages } from '../../desk/messages.ts'
import { say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { YesNo } from '../../parts/choice-field.tsx'
import { Note } from '../../parts/notices.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { Window } from '../../parts/window.tsx'
import css from './loss.module.css'
import { saveReport, useReports } from './reports.ts'

type FoundWindowProps = {
  readonly view: Pick<CaseView, 'caseNo' | 'version'>
  /** What the profile says about things that turn up again, in a sentence. */
  readonly rule: string
  readonly onClose: () => void
}

/** 発見: where it turned up and who has it now. The token stays stopped all the same (R-003-41). */
export function FoundWindow({ view, rule, onClose }: FoundWindowProps) {
  const { loss, keys } = useMessages()
  const t = loss.foundWindow
  const [where, setWhere] = useState('')
  const [handedIn, setHandedIn] = useState<boolean>(true)
  const found = useCommand('loss.found')
  const off = where.trim() === '' ? t.needed : undefined
  const send = async () => {
    await saveReport(view.caseNo)
    const version = useReports.getState().of[view.caseNo]?.version ?? view.version
    const reply = await found.send({ caseNo: view.caseNo, version, where: where.trim(), handedIn })
    if (reply?.ok !== true) return
    say(t.done, 'done')
    onClose()
  }
  return (
    <Window
      title={t.title}
      size="small"
      onClose={onClose}
      closeLabel={keys.back}
      keys={{ F12: { label: t.goKey, run: () => void send(), off } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {t.back}
          </Action>
          <Action keyName="F12" tone="go" onPress={() => void send()} off={off} busy={found.busy}>
            {t.go}
          </Action>
        </Actions>
      }
    >
      <div className={css.stack}>
        <Note>
          <p>{rule}</p>
          <p>{t.stays}</p>
        </Note>
        <TextField
          id="found-where"
          label={t.where}
          need="required"
          value={where}
          onChange={setWhere}
          lines={3}
          maxLength={500}
          autoFocus
        />
        <YesNo
          id="found-handed-in"
          label={t.handedIn}
          value={handedIn}
          onChange={setHandedIn}
          yes={t.yes}
          no={t.no}
        />
        {found.refusal !== undefined && <RefusalNote refusal={found.refusal} />}
      </div>
    </Window>
  )
}
