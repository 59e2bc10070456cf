import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import type { CardNumber, KeyStatus } from '#shared/operations/keys'
import { useHere } from '../../desk/here.ts'
import { useMessages } from '../../desk/messages.ts'
import { say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { Note } from '../../parts/notices.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { Window } from '../../parts/window.tsx'
import { focusSoon } from '../proof.tsx'
import { TwoCards } from '../two-cards.tsx'
import css from './admin.module.css'

/** The windows of the recovery cards: each put on paper, all typed back, two of them tried. */

type OneCardProps = {
  readonly card: CardNumber
  readonly status: KeyStatus
  readonly onNext: () => void
  readonly onStop: () => void
}

/**
 * One card, which is printed unseen; where there is no printer its letters are shown, to be written down. They are in this
 * page no longer than this window. Where main wants the second person again, for a card that comes out once more, that
 * person is asked for here. To be given the card as its key.
 */
export function OneCard({ card, status, onNext, onStop }: OneCardProps) {
  const {
    keyCare,
    keyCare: { show: t },
  } = useMessages()
  const language = useDesk((desk) => desk.language)
  const practice = useHere(({ state }) => state?.mode === 'practice')
  const print = useCommand('keys.print-card')
  const show = useCommand('keys.show-card')
  const [text, setText] = useState('')
  const who = useDesk((desk) => desk.who)
  /** What a second person is needed for. */
  const [again, setAgain] = useState<{
    readonly go: string
    readonly key: string
    readonly run: () => void
  }>()
  const { printed, shown } = status.waiting?.[card - 1] ?? { printed: 0, shown: false }
  const busy = print.busy || show.busy
  const refusal = print.refusal ?? show.refusal
  const off = printed > 0 || shown ? undefined : t.needs
  const send = async (to: 'pdf' | 'printer') => {
    if (busy) return
    const reply = await print.send({ card, language, to })
    const [go, key] = to === 'pdf' ? [t.save, t.saveKey] : [t.print, t.printKey]
    setAgain(needsSecond(reply) ? { go, key, run: () => void send(to) } : undefined)
    if (reply?.ok === true && reply.value.fileName !== null) say(t.saved(reply.value.fileName), 'done')
  }
  const byHand = async () => {
    if (busy) return
    const reply = await show.send({ card })
    setAgain(needsSecond(reply) ? { go: t.byHand, key: t.byHandKey, run: () => void byHand() } : undefined)
    if (reply?.ok === true) setText(reply.value.text)
  }
  if (again !== undefined)
    return (
      <SecondPerson
        purpose="shares"
        about={String(card)}
        supervisor={who?.role !== 'supervisor'}
        refusal={refusal}
        busy={busy}
        go={again.go}
        goKey={again.key}
        onCancel={() => setAgain(undefined)}
        onProven={again.run}
      >
        <p>{t.lead(keyCare.keepers[card - 1] ?? '')}</p>
      </SecondPerson>
    )
  const next = { label: card === 3 ? t.lastKey : t.nextKey, off, run: onNext }
  return (
    <Window
      title={t.title(card)}
      icon={IconKey}
      onClose={onStop}
      closeLabel={t.stopKey}
      // Not F12, which has just been pressed to make the cards: pressed once more, it would pass one over.
      keys={{
        F7: { label: t.printKey, run: () => void send('printer') },
        F8: { label: t.byHandKey, run: () => void byHand() },
        ...(practice ? { F9: { label: t.saveKey, run: () => void send('pdf') } } : {}),
        F10: next,
      }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onStop}>
            {t.stop}
          </Action>
          <Action id="next-card" keyName="F10" tone="go" off={off} onPress={onNext}>
            {card === 3 ? t.last : t.next}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <p>{t.lead(keyCare.keepers[card - 1] ?? '')}</p>
        <p>{t.label(status.cards?.issue ?? 0, status.installation.toUpperCase())}</p>
        {refusal !== undefined && <RefusalNote refusal={refusal} />}
        <Actions>
          <Action id="print-card" keyName="F7" busy={print.busy} onPress={() => void send('printer')}>
            {t.print}
          </Action>
          {practice && (
            <Action keyName="F9" busy={print.busy} onPress={() => void send('pdf')}>
              {t.save}
            </Action>
          )}
          <Action id="show-card" keyName="F8" busy={show.busy} onPress={() => void byHand()}>
            {t.byHand}
          </Action>
        </Actions>
        <div role="status" data-on-paper={printed}>
          {printed > 0 && <p>{t.printed(printed)}</p>}
          {shown && <p>{t.shown}</p>}
          {printed === 0 && !shown && <p>{t.notYet}</p>}
        </div>
        {text !== '' && (
          <>
            <p className={css.card} data-card={card} data-secret>
              {text.split(' ').map((group, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the place on the card is the identity
                <span key={place}>{group}</span>
              ))}
            </p>
            <Note>
              <p>{t.copy}</p>
            </Note>
          </>
        )}
      </FieldStack>
    </Window>
  )
}

/** Main wants the second person, or another one than it got. */
const needsSecond = (reply: { ok: true } | { ok: false; error: { code: string } } | undefined): boolean =>
  reply?.ok === false && reply.error.code.startsWith('second-')

/** The last group of each card, typed back from the paper; and the way back to a card that cannot be read. */
export function Confirm({ onBack, onDone }: { readonly onBack: () => void; readonly onDone: () => void }) {
  const { keyCare, keys } = useMessages()
  const t = keyCare.confirm
  const confirm = useCommand('keys.confirm-cards')
  const [groups, setGroups] = useState<[string, string, string]>(['', '', ''])
  const off = groups.some((group) => group.trim() === '') ? t.needs : undefined
  const send = async () => {
    if (off !== undefined) return
    const reply = await confirm.send({ groups })
    if (reply?.ok === false && reply.error.code === 'card-group-differs')
      focusSoon(`group-${reply.error.card}`)
    if (reply?.ok !== true) return
    say(t.done, 'done')
    onDone()
  }
  return (
    <Window
      title={t.title}
      icon={IconKey}
      size="small"
      onClose={onDone}
      closeLabel={keys.close}
      keys={{
        F9: { label: t.backKey, run: onBack },
        F12: { label: t.goKey, off, run: () => void send() },
      }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onDone}>
            {keys.close}
          </Action>
          <Action keyName="F9" onPress={onBack}>
            {t.back}
          </Action>
          <Action
            id="cards-done"
            keyName="F12"
            tone="go"
            off={off}
            busy={confirm.busy}
            onPress={() => void send()}
          >
            {t.go}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <p>{t.lead}</p>
        {confirm.refusal !== undefined && <RefusalNote refusal={confirm.refusal} />}
        {groups.map((group, place) => (
          <TextField
            // biome-ignore lint/suspicious/noArrayIndexKey: the card's number is the identity
            key={place}
            id={`group-${place + 1}`}
            label={t.group(place + 1)}
            value={group}
            onChange={(text) => setGroups(groups.with(place, text) as [string, string, string])}
            maxLength={20}
            code
            secret
            autoFocus={place === 0}
          />
        ))}
      </FieldStack>
    </Window>
  )
}

/** Two cards out of their envelopes, tried; nothing is changed. */
export function Drill({ onDone }: { readonly onDone: () => void }) {
  const { keyCare } = useMessages()
  const t = keyCare.drilling
  const drill = useCommand('keys.drill')
  const [cards, setCards] = useState<[string, string]>(['', ''])
  const off = cards.some((card) => card.trim() === '') ? keyCare.two.needs : undefined
  const send = async () => {
    if (off !== undefined) return
    const reply = await drill.send({ cards })
    if (reply?.ok !== true) return
    say(t.done(reply.value.issue), 'done')
    onDone()
  }
  return (
    <Window
      title={t.title}
      icon={IconKey}
      onClose={onDone}
      closeLabel={keyCare.show.stopKey}
      keys={{ F12: { label: t.goKey, off, run: () => void send() } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onDone}>
            {t.close}
          </Action>
          <Action keyName="F12" tone="go" off={off} busy={drill.busy} onPress={() => void send()}>
            {t.go}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <p>{t.lead}</p>
        {drill.refusal !== undefined && <RefusalNote refusal={drill.refusal} />}
        <TwoCards cards={cards} onChange={setCards} />
      </FieldStack>
    </Window>
  )
}
