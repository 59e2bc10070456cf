import { useState } from 'react'
import type { CaseView } from '#shared/operations/cases'
import type { ServiceProfile } from '#shared/profiles'
import { useMessages } from '../../desk/messages.ts'
import { go, say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { Note } from '../../parts/notices.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { Window } from '../../parts/window.tsx'
import css from './loss.module.css'
import { type LossAsk, type ResumeWhy, resumeReasons } from './rules.ts'

type ResumeWindowProps = {
  readonly view: Pick<CaseView, 'caseNo'>
  readonly ask: LossAsk
  readonly profile: ServiceProfile
  readonly onClose: () => void
}

/** Opens the case by which two persons lift the stop. Nothing is lifted here. */
export function ResumeWindow({ view, ask, profile, onClose }: ResumeWindowProps) {
  const { loss, words, keys } = useMessages()
  const t = loss.resumeWindow
  const [why, setWhy] = useState<ResumeWhy | null>(null)
  const open = useCommand('loss.open-resume')
  const off = why === null ? t.needed : undefined
  const reasons = resumeReasons(ask, profile)
  const send = async () => {
    if (why === null) return
    const reply = await open.send({ caseNo: view.caseNo, why })
    if (reply?.ok !== true) return
    say(t.done(reply.value.caseNo), 'done')
    onClose()
    go({ screen: 'case', of: reply.value.caseNo })
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
          <Action keyName="F12" tone="go" onPress={() => void send()} off={off} busy={open.busy}>
            {t.go}
          </Action>
        </Actions>
      }
    >
      <div className={css.stack}>
        <p>{t.lead}</p>
        {(ask.how === 'lost' || ask.how === 'stolen') && (
          <Note>
            <p>
              {ask.how === 'lost' && profile.foundAgain === 'before-reissue' && ask.found === null
                ? t.foundFirst
                : ask.how === 'lost' && profile.foundAgain === 'before-reissue'
                  ? loss.rule['before-reissue']
                  : t.never}
            </p>
          </Note>
        )}
        <ChoiceField
          id="resume-why"
          label={t.why}
          need="required"
          direction="column"
          value={why}
          onChange={setWhy}
          choices={reasons.map((value) => ({
            value,
            label: words.resumeWhy[value],
            note: t.note[value],
          }))}
          autoFocus
        />
        {open.refusal !== undefined && <RefusalNote refusal={open.refusal} />}
      </div>
    </Window>
  )
}
