import { IconSchool } from '@tabler/icons-react'
import type { DeskState } from '#shared/operations/session'
import type { Staff } from '#shared/staff'
import { askHere } from '../desk/here.ts'
import { useMessages } from '../desk/messages.ts'
import { spendPracticeCode, useFilledByPractice } from '../desk/practice.ts'
import { setLanguage, useDesk } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { Action, Actions } from '../parts/action.tsx'
import { LockScreen } from '../parts/doorway.tsx'
import { Panel } from '../parts/panel.tsx'
import { PracticeTokens } from '../parts/practice-tokens.tsx'
import { ClockWindow, useClockWindow } from './clock.tsx'
import css from './door.module.css'
import { bannerOf, useTopBar } from './door.tsx'
import { CODE_DIGITS, focusSoon, ProofFields, useProof } from './proof.tsx'

/** 席を離れています: nothing of the desk is drawn, and only the same person can come back to it. */
export function Lock({ state, who }: { readonly state: DeskState; readonly who: Staff }) {
  const messages = useMessages()
  const t = messages.door.lock
  const top = useTopBar(state)
  const clock = useClockWindow(state)
  const language = useDesk((desk) => desk.language)
  const unlock = useCommand('session.unlock')
  const signOut = useCommand('session.sign-out')
  const proof = useProof()
  const practice = state.mode === 'practice'
  const busy = unlock.busy

  useFilledByPractice((person) => {
    proof.setPassphrase(person.passphrase)
    proof.setCode(person.code)
    proof.setRefusal(undefined)
    focusSoon('come-back')
  })

  async function submit() {
    const { passphrase, code } = proof
    if (passphrase === '') return focusSoon('passphrase')
    if (code.length < CODE_DIGITS) return focusSoon('code')
    if (practice) spendPracticeCode(who.staff, code)
    const reply = await unlock.send({ passphrase, code })
    if (reply === undefined) return
    // The page gives way as soon as main says that its person is back.
    if (reply.ok) return
    proof.refused(reply.error)
    focusSoon(reply.error.code === 'sign-in-refused' ? 'passphrase' : 'code')
  }
  async function handOver() {
    await signOut.send({})
    await askHere()
  }

  return (
    <LockScreen
      {...top}
      banner={bannerOf(state, messages)}
      name={who.name}
      onClock={clock.onClock}
      keys={{
        ...clock.keys,
        F9: { label: t.takeOverKey, run: () => void handOver() },
        F10: { label: messages.door.language, run: () => setLanguage(language === 'ja' ? 'en' : 'ja') },
        F12: { label: t.submit, run: () => void submit() },
      }}
      beside={
        practice ? (
          <Panel title={messages.door.tokens.title} icon={IconSchool}>
            <PracticeTokens keyed only={who.staff} staffOnly />
          </Panel>
        ) : undefined
      }
    >
      <div className={css.fields}>
        <ProofFields proof={proof} autoFocus />
        <Actions>
          <Action id="come-back" keyName="F12" tone="go" busy={busy} onPress={() => void submit()}>
            {t.submit}
          </Action>
          <Action keyName="F9" onPress={() => void handOver()}>
            {t.takeOver}
          </Action>
        </Actions>
        <p className={css.busy} role="status">
          {busy && t.checking}
        </p>
        <p className={css.aside}>{t.takeOverNote}</p>
      </div>
      {clock.shown && <ClockWindow state={state} onClose={clock.close} />}
    </LockScreen>
  )
}
