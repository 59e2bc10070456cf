import { IconCheck, IconHandStop, IconPhone } from '@tabler/icons-react'
import type { CaseNo } from '#shared/ids'
import { formatTime } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { go, useDesk } from '../../desk/state.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { Note } from '../../parts/notices.tsx'
import { Facts } from '../../parts/panel.tsx'
import { Window } from '../../parts/window.tsx'
import { closeEmergency } from './emergency-state.ts'
import css from './loss.module.css'

type StoppedWindowProps = { readonly caseNo: CaseNo; readonly who: string; readonly onAway: () => void }

/** It is stopped: who and what, under which number, and on to what there is still to ask on the telephone. */
export function StoppedWindow({ caseNo, who, onAway }: StoppedWindowProps) {
  const { emergency: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const { value: view } = useQuery('case.view', { caseNo })
  const stopped = view?.touched.filter(({ effect }) => effect === 'suspended') ?? []
  const serials = [...new Set([view?.oldSerial, ...stopped.map(({ serial }) => serial)])].filter(
    (serial) => serial !== null && serial !== undefined,
  )
  const toCase = () => {
    closeEmergency()
    onAway()
    go({ screen: 'case', of: caseNo })
  }
  return (
    <Window
      title={t.stopped}
      icon={IconHandStop}
      tone="stop"
      size="medium"
      onClose={closeEmergency}
      closeLabel={t.close}
      keys={{ F12: { label: t.toCaseKey, run: toCase } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={closeEmergency}>
            {t.close}
          </Action>
          <Action keyName="F12" tone="go" onPress={toCase} autoFocus>
            {t.toCase}
          </Action>
        </Actions>
      }
    >
      <div className={css.stack}>
        <p className={css.stopped} role="status">
          <IconCheck size="1.5rem" stroke={2.5} aria-hidden />
          {t.stoppedWho(who)}
        </p>
        <Facts
          items={[
            {
              label: t.caseNo,
              value: (
                <Code size="lg" strong>
                  {caseNo}
                </Code>
              ),
            },
            ...(view === undefined
              ? []
              : [
                  { label: t.stoppedAt, value: formatTime(view.openedAt, language) },
                  {
                    label: t.stoppedTokens,
                    value:
                      serials.length === 0
                        ? t.numberless
                        : serials.map((serial) => <Code key={serial}>{serial}</Code>),
                  },
                  {
                    label: t.stoppedPeople,
                    value: t.people(
                      stopped.map(({ name }) => name),
                      0,
                    ),
                  },
                ]),
          ]}
        />
        <Note icon={IconPhone} title={t.next}>
          <p>{t.nextQuestions}</p>
        </Note>
      </div>
    </Window>
  )
}
