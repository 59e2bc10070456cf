import { IconLogin2 } from '@tabler/icons-react'
import { useState } from 'react'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { useRefused } from '../../desk/refused.ts'
import { go, say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useStanding } from '../../desk/use-standing.ts'
import { Action } from '../../parts/action.tsx'
import { CaseLayout } from '../../parts/case-layout.tsx'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { Refused } from '../../parts/notices.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { Aside } from './aside.tsx'
import css from './case.module.css'
import { Head } from './head.tsx'
import { Executed } from './registration.tsx'
import type { StageProps } from './stage.ts'

/** Registered, and not yet known to work: confirmed by the customer, or waived with a reason (R-000-27). */
export function ClosingStage({ view, profile, words, may }: StageProps) {
  const { cases: t } = useMessages()
  const { caseNo, version } = view
  const c = t.closing
  const said = c[profile.closing]
  const close = useCommand('case.close')
  const refusal = useRefused()
  const [relogin, setRelogin] = useState<'confirmed' | 'waived' | null>(null)
  const [reason, setReason] = useState('')
  const off =
    relogin === null
      ? c.needsChoice
      : relogin === 'waived' && reason.trim() === ''
        ? c.needsReason
        : undefined
  const send = async () => {
    if (relogin === null) return
    const reply = await close.send({
      caseNo,
      version,
      relogin,
      reason: relogin === 'waived' ? reason.trim() : null,
    })
    if (reply?.ok === true) say(c.done(caseNo), 'done')
  }
  const print = (paper: 'receipt' | 'steps') => () =>
    go({ screen: 'paper', of: JSON.stringify({ paper, caseNo }) })
  useKeys(
    may
      ? {
          F7: { label: t.registration.receiptPrint, run: print('receipt') },
          F10: { label: t.registration.stepsPrint, run: print('steps') },
          F12: { label: c.go, run: () => void send(), off },
        }
      : {},
  )
  useStanding('', 'customer')
  const refused = close.refusal
  return (
    <CaseLayout
      head={<Head view={view} words={words} />}
      missing={<Executed view={view} profile={profile} words={words} />}
      aside={<Aside view={view} profile={profile} words={words} may={may} />}
    >
      <Panel title={said.title} icon={IconLogin2}>
        <div className={css.form}>
          <p>{said.lead}</p>
          <ChoiceField
            id="relogin"
            label={c.choice}
            need="required"
            direction="column"
            value={relogin}
            onChange={setRelogin}
            disabled={!may}
            autoFocus
            choices={[
              { value: 'confirmed', label: said.confirmed, tone: 'good' },
              { value: 'waived', label: c.waived },
            ]}
          />
          {relogin === 'waived' && (
            <TextField
              id="waiverReason"
              label={c.reason}
              need="required"
              value={reason}
              onChange={setReason}
              help={c.reasonHelp}
              maxLength={500}
            />
          )}
          {refused !== undefined && <Refused {...refusal(refused)} />}
          {may && (
            <div className={css.actions}>
              <Action keyName="F12" tone="go" onPress={() => void send()} off={off} busy={close.busy}>
                {c.go}
              </Action>
            </div>
          )}
        </div>
      </Panel>
    </CaseLayout>
  )
}
