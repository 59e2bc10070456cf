import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import type { DeskState } from '#shared/operations/session'
import { checkPassphrase, PASSPHRASE_MIN, passphraseLength } from '#shared/passphrase'
import type { Refusal } from '#shared/refusals'
import type { Staff } from '#shared/staff'
import { type Messages, useMessages } from '../desk/messages.ts'
import { spendPracticeCode, useFilledByPractice } from '../desk/practice.ts'
import { say } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { Action, Actions } from '../parts/action.tsx'
import { FieldStack } from '../parts/field.tsx'
import { PassphraseField } from '../parts/passphrase-field.tsx'
import { PracticeTokens } from '../parts/practice-tokens.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { Window } from '../parts/window.tsx'
import css from './door.module.css'
import { Door } from './door.tsx'
import { CODE_DIGITS, focusSoon, ProofFields, useProof } from './proof.tsx'

type Of = { readonly state: DeskState; readonly who: Staff }

/** A new passphrase, typed twice, judged while it is typed. */
function useChosen({ state, who }: Of) {
  const messages = useMessages()
  const t = messages.door.passphrase
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const fault = passphrase === '' ? undefined : faultIn(passphrase, { state, who }, messages)
  const off =
    passphrase === ''
      ? t.needsNew
      : fault !== undefined
        ? fault
        : again === ''
          ? t.needsAgain
          : again !== passphrase
            ? t.differs
            : undefined
  return {
    passphrase,
    off,
    clear() {
      setPassphrase('')
      setAgain('')
    },
    fields: (autoFocus: boolean) => (
      <>
        <PassphraseField
          id="new-passphrase"
          label={t.chosen}
          need="required"
          choosing
          value={passphrase}
          onChange={setPassphrase}
          autoFocus={autoFocus}
          help={
            <>
              {messages.door.setUp.passphraseRules}
              <br />
              <b aria-live="polite">
                {passphrase === ''
                  ? messages.door.setUp.passphraseLength(0, PASSPHRASE_MIN)
                  : (fault ?? messages.door.setUp.passphraseGood)}
              </b>
            </>
          }
        />
        <PassphraseField
          id="new-passphrase-again"
          label={t.again}
          need="required"
          choosing
          value={again}
          onChange={setAgain}
          help={again !== '' && again !== passphrase ? t.differs : undefined}
        />
      </>
    ),
  }
}

/** After a first secret: nothing else works before this is done. */
export function ChoosePassphrase({ state, who }: Of) {
  const t = useMessages().door.passphrase
  const change = useCommand('session.change-passphrase')
  const signOut = useCommand('session.sign-out')
  const chosen = useChosen({ state, who })
  async function submit() {
    if (chosen.off !== undefined) return
    const reply = await change.send({ proof: null, passphrase: chosen.passphrase })
    // Once it is taken, the page gives way to one that has never seen it.
    if (reply === undefined || reply.ok) return
    chosen.clear()
    focusSoon('new-passphrase')
  }
  return (
    <Door
      state={state}
      title={t.firstTitle(who.name)}
      lead={t.firstLead}
      keys={{
        Esc: { label: t.leave, run: () => void signOut.send({}) },
        F12: { label: t.goKey, run: () => void submit(), off: chosen.off },
      }}
    >
      <div className={css.fields}>
        {change.refusal !== undefined && <RefusalNote refusal={change.refusal} />}
        {chosen.fields(true)}
        <Actions>
          <Action keyName="F12" tone="go" off={chosen.off} busy={change.busy} onPress={() => void submit()}>
            {t.go}
          </Action>
        </Actions>
        <p className={css.aside}>{t.leaveNote}</p>
      </div>
    </Door>
  )
}

/** One's own passphrase, changed at any time: the present one, a code, and the new one twice. */
export function PassphraseWindow({ state, who, onClose }: Of & { readonly onClose: () => void }) {
  const messages = useMessages()
  const t = messages.door.passphrase
  const change = useCommand('session.change-passphrase')
  const proof = useProof()
  const chosen = useChosen({ state, who })
  useFilledByPractice((person) => {
    if (person.staff !== who.staff) return
    proof.setPassphrase(person.passphrase)
    proof.setCode(person.code)
    focusSoon('new-passphrase')
  })
  const off = proof.passphrase === '' || proof.code.length < CODE_DIGITS ? t.needsProof : chosen.off
  async function submit() {
    if (off !== undefined) return
    const { passphrase, code } = proof
    spendPracticeCode(who.staff, code)
    const reply = await change.send({ proof: { passphrase, code }, passphrase: chosen.passphrase })
    if (reply === undefined) return
    if (reply.ok) {
      say(t.done, 'done')
      onClose()
      return
    }
    const why: Refusal = reply.error
    proof.refused(why)
    focusSoon(why.code === 'sign-in-refused' ? 'passphrase' : 'code')
  }
  return (
    <Window
      title={t.title}
      icon={IconKey}
      size="small"
      onClose={onClose}
      closeLabel={t.cancel}
      keys={{ F12: { label: t.goKey, run: () => void submit(), off } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {t.cancel}
          </Action>
          <Action keyName="F12" tone="go" off={off} busy={change.busy} onPress={() => void submit()}>
            {t.go}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <p>{t.lead}</p>
        <ProofFields proof={proof} autoFocus />
        {chosen.fields(false)}
        {state.mode === 'practice' && <PracticeTokens keyed only={who.staff} staffOnly />}
      </FieldStack>
    </Window>
  )
}

/** What is wrong with a passphrase for this person at this branch, in words; nothing when it may be used. */
function faultIn(passphrase: string, { state, who }: Of, messages: Messages): string | undefined {
  const t = messages.door.setUp.passphraseFault
  const judged = checkPassphrase(passphrase, {
    words: [state.institution ?? '', state.branchName ?? '', state.branchNo ?? ''],
    own: [who.staff, who.name],
  })
  if (judged.ok) return undefined
  const { error } = judged
  switch (error.code) {
    case 'too-short':
      return t['too-short'](passphraseLength(passphrase), error.minimum)
    case 'too-long':
      return t['too-long'](error.maximum)
    default:
      return t[error.code]
  }
}
