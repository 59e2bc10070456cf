import { useState } from 'react'
import { StaffNo } from '#shared/ids'
import type { OutputOf } from '#shared/operations'
import type { DeskState } from '#shared/operations/session'
import { useMessages } from '../desk/messages.ts'
import { say } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { Action, Actions } from '../parts/action.tsx'
import { FieldStack } from '../parts/field.tsx'
import { PassphraseField } from '../parts/passphrase-field.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { CodeField, SelectField } from '../parts/text-field.tsx'
import css from './door.module.css'
import { Door } from './door.tsx'
import { CODE_DIGITS } from './proof.tsx'
import { TwoCards } from './two-cards.tsx'

type Opened = OutputOf<'recovery.open'>
type Person = { readonly staff: string | null; readonly passphrase: string; readonly code: string }
const NOBODY: Person = { staff: null, passphrase: '', code: '' }

/** 合言葉で入れないとき: two cards, then two colleagues with new passphrases. What is typed lives on this page alone. */
export function Recovery({ state, onDone }: { readonly state: DeskState; readonly onDone: () => void }) {
  const { keyCare, frame, keys } = useMessages()
  const t = keyCare.anew
  const open = useCommand('recovery.open')
  const complete = useCommand('recovery.complete')
  const [cards, setCards] = useState<[string, string]>(['', ''])
  const [opened, setOpened] = useState<Opened>()
  const [people, setPeople] = useState<[Person, Person]>([NOBODY, NOBODY])
  const busy = open.busy || complete.busy
  const cardsOff = cards.some((card) => card.trim() === '') ? keyCare.two.needs : undefined
  const peopleOff = people.some(
    ({ staff, passphrase, code }) => staff === null || passphrase === '' || code.length < CODE_DIGITS,
  )
    ? t.needs
    : undefined
  const off = opened === undefined ? cardsOff : peopleOff

  const send = async () => {
    if (off !== undefined || busy) return
    if (opened === undefined) {
      const reply = await open.send({ cards })
      if (reply?.ok === true) setOpened(reply.value)
      return
    }
    const reply = await complete.send({
      cards,
      people: people.map(({ staff, ...rest }) => ({ ...rest, staff: StaffNo.parse(staff) })),
    })
    if (reply === undefined) return
    if (reply.ok) {
      say(t.done, 'done')
      onDone()
      return
    }
    setPeople(([one, other]) => [
      { ...one, code: '' },
      { ...other, code: '' },
    ])
  }
  const refusal = complete.refusal ?? open.refusal
  const change = (place: 0 | 1, changes: Partial<Person>) =>
    setPeople((before) => before.with(place, { ...before[place], ...changes }) as [Person, Person])
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
            {([0, 1] as const).map((place) => (
              <fieldset key={place} className={css.part}>
                <legend>{t.person(place + 1)}</legend>
                <FieldStack>
                  <SelectField
                    id={`who-${place + 1}`}
                    label={t.who}
                    need="required"
                    value={people[place].staff}
                    onChange={(staff) => change(place, { staff })}
                    options={opened.people.map(({ staff, name, role }) => ({
                      value: staff as string,
                      label: `${staff}　${name}（${frame.roles[role]}）`,
                    }))}
                    autoFocus={place === 0}
                  />
                  <PassphraseField
                    id={`new-passphrase-${place + 1}`}
                    label={t.passphrase}
                    need="required"
                    choosing
                    value={people[place].passphrase}
                    onChange={(passphrase) => change(place, { passphrase })}
                  />
                  <CodeField
                    id={`own-code-${place + 1}`}
                    label={t.code}
                    need="required"
                    digits={CODE_DIGITS}
                    value={people[place].code}
                    onChange={(code) => change(place, { code })}
                  />
                </FieldStack>
              </fieldset>
            ))}
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
