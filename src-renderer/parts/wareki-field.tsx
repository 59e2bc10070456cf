import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { CalendarDate } from '#shared/ids'
import { type DateRefusal, formatDate, parseDate } from '#shared/text/wareki'
import { useMessages } from '../desk/messages.ts'
import { useDesk } from '../desk/state.ts'
import { Figures } from './code.tsx'
import { type FieldProps, inputProps } from './field.tsx'

export type WarekiFieldProps = FieldProps & {
  readonly value: CalendarDate | null
  /** Gets a date when the field is left, or null when it was emptied or cannot be read. */
  readonly onChange: (value: CalendarDate | null) => void
}

type Unread = { readonly text: string; readonly refusal: DateRefusal }

/** A date, typed in the fewest strokes (`081120`) and shown in both calendars once it is read. */
export function WarekiField(props: WarekiFieldProps) {
  const { value, onChange } = props
  const { fields } = useMessages()
  const language = useDesk((desk) => desk.language)
  /** What is being typed; undefined while the field shows the date. */
  const [typing, setTyping] = useState<string>()
  const [unread, setUnread] = useState<Unread>()

  const leave = () => {
    if (typing === undefined) return
    const text = typing.trim()
    setTyping(undefined)
    const read = parseDate(text)
    if (text === '' || read.ok) setUnread(undefined)
    else setUnread({ text, refusal: read.error })
    onChange(read.ok ? read.value : null)
  }

  const days = unread?.refusal.candidates.map((day) => formatDate(day, language)) ?? []
  const problem =
    props.problem ??
    (unread === undefined
      ? undefined
      : {
          what: fields.dateRefused[unread.refusal.code],
          todo: days.length > 0 ? fields.dateMeant(days) : fields.dateHow,
        })
  return (
    <TextInput
      {...inputProps({ ...props, problem, help: props.help ?? fields.dateHelp })}
      value={typing ?? unread?.text ?? (value === null ? '' : formatDate(value, language))}
      autoComplete="off"
      spellCheck={false}
      maxLength={40}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyping(event.currentTarget.value)}
      onBlur={leave}
      {...(value !== null && typing === undefined
        ? {
            rightSection: <Figures>{value}</Figures>,
            rightSectionWidth: '6.25rem',
            rightSectionPointerEvents: 'none' as const,
          }
        : {})}
    />
  )
}
