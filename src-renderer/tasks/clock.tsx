import { IconClockCheck } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { type CalendarDate, Instant } from '#shared/ids'
import type { ClockReference } from '#shared/operations/engine'
import type { DeskState } from '#shared/operations/session'
import type { Refusal } from '#shared/refusals'
import { clockTime, formatDate } from '#shared/text/wareki'
import type { KeyMap } from '../desk/key-map.ts'
import { useMessages } from '../desk/messages.ts'
import { spendPracticeCode, useFilledByPractice } from '../desk/practice.ts'
import { say, useDesk } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { useNow } from '../desk/use-now.ts'
import { Action, Actions } from '../parts/action.tsx'
import { ChoiceField } from '../parts/choice-field.tsx'
import { Figures } from '../parts/code.tsx'
import { FieldStack } from '../parts/field.tsx'
import { Note } from '../parts/notices.tsx'
import { Facts } from '../parts/panel.tsx'
import { PassphraseField } from '../parts/passphrase-field.tsx'
import { PracticeTokens } from '../parts/practice-tokens.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { CodeField, TextField } from '../parts/text-field.tsx'
import { WarekiField } from '../parts/wareki-field.tsx'
import { Window } from '../parts/window.tsx'
import css from './clock.module.css'
import { timeTyped } from './clock-words.ts'
import { CODE_DIGITS, focusSoon } from './proof.tsx'

const REFERENCES = ['radio-clock', 'telephone', 'other'] as const satisfies readonly ClockReference[]
const staffTyped = (text: string): string => text.normalize('NFKC').trim().toUpperCase()

/** F3 and the clock in the top bar, while the clock is in doubt. */
export function useClockWindow(state: DeskState): {
  readonly keys: KeyMap
  readonly onClock: (() => void) | undefined
  readonly shown: boolean
  readonly close: () => void
} {
  const { clock: t } = useMessages().engine
  const [open, setOpen] = useState(false)
  // Without a branch there are no people who could confirm anything.
  const doubted = state.clock !== 'trusted' && state.mode !== null
  const onClock = doubted ? () => setOpen(true) : undefined
  return {
    keys: onClock === undefined ? {} : { F3: { label: t.key, run: onClock } },
    onClock,
    shown: open,
    close: () => setOpen(false),
  }
}

/**
 * Two people, one after the other, say that this machine shows the true time. What each types is gone as soon as it was
 * sent; who was the first, main knows and says.
 */
export function ClockWindow({ state, onClose }: { readonly state: DeskState; readonly onClose: () => void }) {
  const messages = useMessages()
  const { clock: t } = messages.engine
  const language = useDesk((desk) => desk.language)
  const now = useNow()
  const confirm = useCommand('clock.confirm')
  const [staff, setStaff] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [code, setCode] = useState('')
  const [date, setDate] = useState<CalendarDate | null>(null)
  const [time, setTime] = useState('')
  const [misread, setMisread] = useState(false)
  const [reference, setReference] = useState<ClockReference | null>(null)
  const [note, setNote] = useState('')
  const [refusal, setRefusal] = useState<Refusal>()
  const first = state.clockConfirmedBy
  const busy = confirm.busy
  const right = state.clock === 'trusted'

  useFilledByPractice((person) => {
    setStaff(person.staff)
    setPassphrase(person.passphrase)
    setCode(person.code)
    focusSoon('clock-date')
  })
  // Settled by somebody else, or put right meanwhile: nothing is left to do here.
  useEffect(() => {
    if (right) focusSoon('clock-close')
  }, [right])

  const lacks =
    staff.trim() === '' ||
    passphrase === '' ||
    code.length < CODE_DIGITS ||
    date === null ||
    timeTyped(time) === null ||
    reference === null ||
    (reference === 'other' && note.trim() === '')
  const off = right ? t.right : lacks ? t.needs : undefined

  async function send() {
    const read = timeTyped(time)
    if (off !== undefined || busy || date === null || read === null || reference === null) return
    setRefusal(undefined)
    const who = staffTyped(staff)
    spendPracticeCode(who, code)
    const reply = await confirm.send({
      staff: who,
      passphrase,
      code,
      date,
      time: read,
      reference,
      note: note.trim(),
    })
    if (reply === undefined) return
    setCode('')
    if (reply.ok) {
      if (reply.value.settled) {
        say(t.settled, 'done')
        onClose()
        return
      }
      // Nothing of the first person's is the second one's.
      say(t.stated(reply.value.name))
      setStaff('')
      setPassphrase('')
      setDate(null)
      setTime('')
      setReference(null)
      setNote('')
      focusSoon('clock-staff')
      return
    }
    const why = reply.error
    setRefusal(why)
    if (why.code === 'sign-in-refused') setPassphrase('')
    focusSoon(
      why.code === 'clock-time-differs'
        ? 'clock-time'
        : why.code === 'clock-second-person'
          ? 'clock-staff'
          : why.code === 'sign-in-refused'
            ? 'clock-passphrase'
            : 'clock-code',
    )
  }

  const shown = now === undefined ? undefined : Instant.parse(new Date(now).toISOString())
  return (
    <Window
      title={t.title}
      icon={IconClockCheck}
      tone="stop"
      onClose={onClose}
      closeLabel={messages.keys.close}
      keys={{ F12: { label: t.goKey, run: () => void send(), off } }}
      footer={
        <Actions>
          <Action id="clock-close" keyName="Esc" onPress={onClose}>
            {t.close}
          </Action>
          <Action id="clock-go" keyName="F12" tone="go" onPress={() => void send()} off={off} busy={busy}>
            {t.go}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <p>{t.lead}</p>
        <Facts
          items={[
            {
              label: t.here,
              value:
                shown === undefined ? null : (
                  <span className={css.here}>
                    {formatDate(shown, language)}{' '}
                    <Figures strong>{`${clockTime(shown)}:${shown.slice(17, 19)}`}</Figures>
                  </span>
                ),
            },
            ...(state.clockDoubt === null
              ? []
              : [
                  {
                    label: t.doubt,
                    value: messages.frame.clockDoubt(state.clockDoubt.reason, state.clockDoubt.secondsFast),
                  },
                ]),
            { label: t.firstBy, value: first === null ? t.nobodyYet : <b>{t.firstDone(first)}</b> },
          ]}
        />
        {right && <Note>{t.right}</Note>}
        <h2 className={css.which}>{first === null ? t.which.first : t.which.second}</h2>
        {refusal !== undefined && <RefusalNote refusal={refusal} />}
        <div className={css.pair}>
          <TextField
            id="clock-staff"
            label={messages.door.signIn.staff}
            need="required"
            value={staff}
            onChange={setStaff}
            fold={staffTyped}
            maxLength={8}
            code
            autoFocus
          />
          <CodeField
            id="clock-code"
            label={messages.door.signIn.code}
            need="required"
            digits={CODE_DIGITS}
            value={code}
            onChange={setCode}
          />
        </div>
        <PassphraseField
          id="clock-passphrase"
          label={messages.door.signIn.passphrase}
          need="required"
          value={passphrase}
          onChange={setPassphrase}
        />
        <div className={css.pair}>
          <WarekiField id="clock-date" label={t.date} need="required" value={date} onChange={setDate} />
          <TextField
            id="clock-time"
            label={t.time}
            need="required"
            help={t.timeHelp}
            value={time}
            onChange={(typed) => {
              setTime(typed)
              setMisread(false)
            }}
            onLeave={(typed) => setMisread(typed.trim() !== '' && timeTyped(typed) === null)}
            fold={(text) => timeTyped(text) ?? text}
            maxLength={8}
            code
            problem={misread ? { what: t.timeShape, todo: t.timeTodo } : undefined}
          />
        </div>
        <ChoiceField<ClockReference>
          id="clock-reference"
          label={t.reference}
          need="required"
          value={reference}
          onChange={setReference}
          choices={REFERENCES.map((value) => ({ value, label: t.references[value] }))}
        />
        {reference === 'other' && (
          <TextField
            id="clock-note"
            label={t.note}
            need="required"
            value={note}
            onChange={setNote}
            maxLength={200}
          />
        )}
        <p className={css.aside}>
          {t.why} {t.stops}
        </p>
        {state.mode === 'practice' && <PracticeTokens keyed staffOnly />}
      </FieldStack>
    </Window>
  )
}
