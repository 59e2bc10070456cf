import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Result } from '#shared/result'
import { useMessages } from '../desk/messages.ts'
import { Figures } from './code.tsx'
import { type FieldProps, inputProps } from './field.tsx'

export type WarekiFieldProps = FieldProps & {
  /** `2026-11-20`, or null while there is no date. */
  readonly value: string | null
  /** Gets a date when the field is left, or null when it was emptied or cannot be read. */
  readonly onChange: (value: string | null) => void
  /** Reads `081120`, `8/11/20`, `20261120`; gives `2026-11-20`. */
  readonly parse: (text: string) => Result<string, unknown>
  /** Writes `2026-11-20` as 令和8年11月20日（金）. */
  readonly format: (date: string) => string
}

/** A date, typed in the fewest strokes and shown in both calendars once it is read. */
export function WarekiField(props: WarekiFieldProps) {
  const { value, onChange, parse, format } = props
  const { fields } = useMessages()
  /** What is being typed; undefined while the field shows the date. */
  const [typing, setTyping] = useState<string>()
  const [unreadable, setUnreadable] = useState<string>()

  const leave = () => {
    if (typing === undefined) return
    setTyping(undefined)
    const text = typing.trim()
    if (text === '' || (value !== null && text === format(value))) {
      setUnreadable(undefined)
      if (text === '') onChange(null)
      return
    }
    const read = parse(text)
    setUnreadable(read.ok ? undefined : text)
    onChange(read.ok ? read.value : null)
  }

  const problem =
    props.problem ??
    (unreadable === undefined ? undefined : { what: fields.dateUnreadable, todo: fields.dateHow })
  return (
    <TextInput
      {...inputProps({ ...props, problem, help: props.help ?? fields.dateHelp })}
      value={typing ?? unreadable ?? (value === null ? '' : format(value))}
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
