import { useState } from 'react'
import type { OutputOf } from '#shared/operations'
import type { DeskState } from '#shared/operations/session'
import { useMessages } from '../desk/messages.ts'
import { say } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { Action, Actions } from '../parts/action.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import css from './door.module.css'
import { Door } from './door.tsx'
import { TwoCards } from './two-cards.tsx'
import { TwoPeople, useTwoPeople } from './two-people.tsx'

type Opened = OutputOf<'recovery.open'>

/** 合言葉で入れないとき: two cards, then two colleagues with new passphrases. What is typed lives on this page alone. */
export function Recovery({ state, onDone }: { readonly state: DeskState; readonly onDone: () => void }) {
  const { keyCare, keys } = useMessages()
  const t = keyCare.anew
  const open = useCommand('recovery.open')
  const complete = useCommand('recovery.complete')
  const [cards, setCards] = useState<[string, string]>(['', ''])
  const [opened, setOpened] = useState<Opened>()
  const two = useTwoPeople()
  const busy = open.busy || complete.busy
  const cardsOff = cards.some((card) => card.trim() === '') ? keyCare.two.needs : undefined
  const peopleOff = two.isWhole ? undefined : t.needs
  const off = opened === undefined ? cardsOff : peopleOff

  const send = async () => {
    if (off !== undefined || busy) return
    if (opened === undefined) {
      const reply = await open.send({ cards })
      if (reply?.ok === true) setOpened(reply.value)
      return
    }
    const reply = await complete.send({ cards, people: two.typed() })
    if (reply === undefined) return
    if (reply.ok) {
      say(t.done, 'done')
      onDone()
      return
    }
    two.clearCodes()
  }
  const refusal = complete.refusal ?? open.refusal
  return (
    <Door
      state={state}
      title={t.title}
      lead={t.lead}
      keys={{
        Esc: { label: keys.back, run: onDone },
        F12: { label: opened === undefined ? t.goKey : t.finishKey, off, run: () => void send() },
      }}
    >
      <div className={css.fields}>
        {refusal !== undefined && <RefusalNote refusal={refusal} />}
        {opened === undefined ? (
          <>
            <p>{t.step}</p>
            <TwoCards cards={cards} onChange={setCards} />
          </>
        ) : (
          <>
            <p>{t.people}</p>
            <TwoPeople two={two} known={opened.people} />
          </>
        )}
        <Actions>
          <Action onPress={onDone} keyName="Esc">
            {t.cancel}
          </Action>
          <Action id="recover" keyName="F12" tone="go" off={off} busy={busy} onPress={() => void send()}>
            {opened === undefined ? t.go : t.finish}
          </Action>
        </Actions>
        <p className={css.busy} role="status">
          {busy && t.busy}
        </p>
      </div>
    </Door>
  )
}
