import { IconSchool } from '@tabler/icons-react'
import { useState } from 'react'
import { StaffNo } from '#shared/ids'
import type { DeskState } from '#shared/operations/session'
import { idKey } from '#shared/text/normalise'
import { useMessages } from '../desk/messages.ts'
import { spendPracticeCode, useFilledByPractice } from '../desk/practice.ts'
import { useCommand } from '../desk/use-command.ts'
import { Action, Actions } from '../parts/action.tsx'
import { Panel } from '../parts/panel.tsx'
import { PracticeTokens } from '../parts/practice-tokens.tsx'
import { TextField } from '../parts/text-field.tsx'
import css from './door.module.css'
import { Door } from './door.tsx'
import { CODE_DIGITS, focusSoon, ProofFields, useProof } from './proof.tsx'
import { Recovery } from './recovery.tsx'

/** 席につく: staff number, passphrase, and a code of one's own token. */
export function SignIn({ state }: { readonly state: DeskState }) {
  const messages = useMessages()
  const t = messages.door.signIn
  const practice = state.mode === 'practice'
  const signIn = useCommand('session.sign-in')
  const leave = useCommand('desk.leave')
  const [staff, setStaff] = useState('')
  const [misshapen, setMisshapen] = useState(false)
  const [tokens, setTokens] = useState(practice)
  const [recovering, setRecovering] = useState(false)
  const proof = useProof()
  const busy = signIn.busy

  useFilledByPractice((person) => {
    setStaff(person.staff)
    setMisshapen(false)
    proof.setPassphrase(person.passphrase)
    proof.setCode(person.code)
    proof.setRefusal(undefined)
    focusSoon('sign-in')
  })

  const off =
    staff.trim() === ''
      ? t.needStaff
      : proof.passphrase === ''
        ? t.needPassphrase
        : proof.code.length < CODE_DIGITS
          ? t.needCode
          : undefined

  async function submit() {
    const folded = StaffNo.safeParse(idKey(staff))
    setMisshapen(!folded.success)
    if (!folded.success) {
      focusSoon('staff')
      return
    }
    const { passphrase, code } = proof
    if (practice) spendPracticeCode(folded.data, code)
    const reply = await signIn.send({ staff: folded.data, passphrase, code })
    // The page is loaded anew for whoever has come, and says so then.
    if (reply === undefined || reply.ok) return
    proof.refused(reply.error)
    focusSoon(reply.error.code === 'sign-in-refused' ? 'passphrase' : 'code')
  }

  if (recovering) return <Recovery state={state} onDone={() => setRecovering(false)} />
  return (
    <Door
      state={state}
      title={t.title}
      lead={t.lead}
      keys={{
        Esc: { label: t.leave, run: () => void leave.send({}) },
        ...(practice
          ? { F9: { label: messages.door.tokens.key, run: () => setTokens((shown) => !shown) } }
          : {}),
        F12: { label: t.submit, off, run: () => void submit() },
      }}
      beside={
        practice && tokens ? (
          <Panel title={messages.door.tokens.title} icon={IconSchool} note={messages.door.tokens.lead}>
            <PracticeTokens keyed staffOnly />
          </Panel>
        ) : undefined
      }
    >
      <div className={css.fields}>
        <TextField
          id="staff"
          label={t.staff}
          need="required"
          help={t.staffHelp}
          value={staff}
          onChange={setStaff}
          fold={idKey}
          code
          maxLength={12}
          autoFocus
          problem={misshapen ? { what: t.staffShape, todo: t.staffShapeTodo } : undefined}
        />
        <ProofFields proof={proof} />
        <Actions>
          <Action id="recovery" onPress={() => setRecovering(true)}>
            {messages.keyCare.anew.open}
          </Action>
          <Action id="sign-in" keyName="F12" tone="go" off={off} busy={busy} onPress={() => void submit()}>
            {t.submit}
          </Action>
        </Actions>
        <p className={css.busy} role="status">
          {busy && t.checking}
        </p>
      </div>
    </Door>
  )
}
