import { IconSunrise } from '@tabler/icons-react'
import { useState } from 'react'
import type { Refusal } from '#shared/refusals'
import { formatDate } from '#shared/text/wareki'
import { useMessages } from '../desk/messages.ts'
import { say, useDesk } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { useQuery } from '../desk/use-query.ts'
import { Action, Actions } from '../parts/action.tsx'
import { FieldStack } from '../parts/field.tsx'
import { Note } from '../parts/notices.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { SecondPerson } from '../parts/second-person.tsx'
import { TextField } from '../parts/text-field.tsx'
import { Window } from '../parts/window.tsx'
import css from './closing/closing.module.css'

const CODE_LENGTH = 10
const lettersIn = (typed: string): number => typed.normalize('NFKC').replace(/[\s‐‑–—―ー－-]/gu, '').length

/**
 * Above whatever screen there is while the branch is not open: who may opens it in a window, which comes up by itself on
 * a new day; everybody else is told that only the stop works.
 */
export function Opening() {
  const { closing } = useMessages()
  const t = closing.opening
  const { value } = useQuery('opening.state', {})
  const [shown, setShown] = useState(false)
  const [put, setPut] = useState<string>()
  const role = useDesk(({ who }) => who?.role)
  if (value === undefined || value.waits === null) return null
  const { waits } = value
  const sheet = value.sheet?.number ?? 0
  // Without any sheet there is no code to type: only two supervisors open.
  const mayOpen = value.mayOpen && (sheet > 0 || role === 'supervisor')
  // Whoever has just closed the day is to print its sheet, not to open it again.
  const comesUp = mayOpen && waits !== 'closed' && put !== `${value.date} ${sheet}`
  const close = () => {
    setShown(false)
    setPut(`${value.date} ${sheet}`)
  }
  return (
    <div className={css.notice} data-opening={waits}>
      <Note title={t.othersTitle}>
        <p>{mayOpen ? t.why[waits] : t.others(sheet)}</p>
        {mayOpen && (
          <Actions>
            <Action id="openOpening" onPress={() => setShown(true)}>
              {t.open}
            </Action>
          </Actions>
        )}
      </Note>
      {(shown || comesUp) && <OpeningWindow onClose={close} />}
    </div>
  )
}

/** 開店照合: the code of the newest sheet, typed from paper; or two people without it. */
export function OpeningWindow({ onClose }: { readonly onClose: () => void }) {
  const { closing } = useMessages()
  const t = closing.opening
  const language = useDesk((desk) => desk.language)
  const role = useDesk(({ who }) => who?.role)
  const { value } = useQuery('opening.state', {})
  const check = useCommand('opening.check')
  const [code, setCode] = useState('')
  const [without, setWithout] = useState(false)
  if (value === undefined || value.waits === null) return null
  if (value.sheet === null)
    return role === 'supervisor' ? (
      <WithoutSheet date={value.date} onClose={onClose} onDone={onClose} />
    ) : null
  if (without) return <WithoutSheet date={value.date} onClose={() => setWithout(false)} onDone={onClose} />
  const { sheet, triesLeft } = value
  const spent = triesLeft === 0
  const off = spent ? t.spent : lettersIn(code) === CODE_LENGTH ? undefined : t.needs
  const send = async () => {
    if (off !== undefined) return
    const reply = await check.send({ code })
    if (reply === undefined) return
    if (reply.ok) {
      say(t.opened, 'done')
      onClose()
    } else {
      setCode('')
      document.getElementById('sheetCode')?.focus()
    }
  }
  const mayOverride = role === 'supervisor'
  return (
    <Window
      title={t.title}
      icon={IconSunrise}
      size="small"
      onClose={onClose}
      closeLabel={t.later}
      keys={{
        ...(mayOverride ? { F10: { label: t.withoutKey, run: () => setWithout(true) } } : {}),
        F12: { label: t.goKey, run: () => void send(), off },
      }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {t.later}
          </Action>
          {mayOverride && (
            <Action keyName="F10" onPress={() => setWithout(true)}>
              {t.without}
            </Action>
          )}
          <Action keyName="F12" tone="go" onPress={() => void send()} off={off} busy={check.busy}>
            {check.busy ? t.asking : t.go}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <p>{t.why[value.waits]}</p>
        <p>
          <b>{t.lead(sheet.number, formatDate(sheet.date, language))}</b>
        </p>
        {check.refusal !== undefined && <RefusalNote refusal={check.refusal} />}
        {spent && check.refusal === undefined && <Note title={t.spent} />}
        <TextField
          id="sheetCode"
          label={t.code}
          need="required"
          help={t.codeHelp}
          value={code}
          onChange={setCode}
          fold={(text) => text.normalize('NFKC').toUpperCase().trim()}
          maxLength={16}
          code
          autoFocus
        />
        {value.practiceCode !== null && (
          <Note tone="plain">
            <p>{t.practice(`${value.practiceCode.slice(0, 5)}-${value.practiceCode.slice(5)}`)}</p>
          </Note>
        )}
        {check.refusal === undefined && (
          <Note>
            <p>{t.newer}</p>
          </Note>
        )}
        {!spent && triesLeft < 3 && <p>{t.left(triesLeft)}</p>}
      </FieldStack>
    </Window>
  )
}

/** Two supervisors and a reason, where there is no sheet to read. */
function WithoutSheet({
  date,
  onClose,
  onDone,
}: {
  readonly date: string
  readonly onClose: () => void
  readonly onDone: () => void
}) {
  const { closing } = useMessages()
  const t = closing.opening
  const override = useCommand('opening.override')
  const [reason, setReason] = useState('')
  const [refused, setRefused] = useState<Refusal>()
  const open = async () => {
    setRefused(undefined)
    const reply = await override.send({ reason })
    if (reply === undefined) return
    if (reply.ok) {
      say(t.opened, 'done')
      onDone()
    } else setRefused(reply.error)
  }
  return (
    <SecondPerson
      purpose="open-day"
      about={date}
      supervisor
      title={t.withoutTitle}
      go={t.go}
      goKey={t.goKey}
      off={reason.trim() === '' ? t.needsReason : undefined}
      refusal={refused}
      busy={override.busy}
      onProven={() => void open()}
      onCancel={onClose}
    >
      <p>{t.withoutLead}</p>
      <TextField
        id="openReason"
        label={t.reason}
        need="required"
        value={reason}
        onChange={setReason}
        maxLength={300}
        lines={2}
        autoFocus
      />
    </SecondPerson>
  )
}
