import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type ChangeEvent, type CompositionEvent, type ReactNode, useRef } from 'react'
import { useMessages } from '../desk/messages.ts'
import { digitsOf } from './digits.ts'
import { type FieldProps, inputProps } from './field.tsx'
import css from './fields.module.css'

export type TextFieldProps = FieldProps & {
  readonly value: string
  readonly onChange: (value: string) => void
  /** Called when the field is left, with what it holds (after `fold`). */
  readonly onLeave?: ((value: string) => void) | undefined
  /** What leaving the field does to the text: width, case, spaces. */
  readonly fold?: ((text: string) => string) | undefined
  readonly maxLength?: number | undefined
  /** Lines to show; more than one makes it a field of several lines. */
  readonly lines?: number | undefined
  /** The face of numbers and ids. */
  readonly code?: boolean | undefined
  readonly numeric?: boolean | undefined
  /** Never copied, and never taken for a barcode. */
  readonly secret?: boolean | undefined
  readonly icon?: ReactNode
  readonly placeholder?: string | undefined
}

/** Words. What is typed stays as typed until the field is left. */
export function TextField(props: TextFieldProps) {
  const {
    value,
    onChange,
    onLeave,
    fold,
    maxLength,
    lines = 1,
    code,
    numeric,
    secret,
    icon,
    placeholder,
  } = props
  const { fields } = useMessages()

  const leave = () => {
    const folded = fold === undefined ? value : fold(value)
    if (folded !== value) onChange(folded)
    onLeave?.(folded)
  }
  const common = {
    ...inputProps(lines > 1 ? { ...props, help: props.help ?? fields.newLine } : props),
    value,
    onBlur: leave,
    autoComplete: 'off',
    spellCheck: false,
    'data-code': code || undefined,
    'data-secret': secret || undefined,
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(placeholder === undefined ? {} : { placeholder }),
  }
  return lines > 1 ? (
    <Textarea {...common} rows={lines} onChange={(event) => onChange(event.currentTarget.value)} />
  ) : (
    <TextInput
      {...common}
      {...(numeric ? { inputMode: 'numeric' as const } : {})}
      {...(icon === undefined ? {} : { leftSection: icon })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

export type SelectFieldProps<T extends string> = FieldProps & {
  readonly value: T | null
  readonly onChange: (value: T) => void
  readonly options: readonly { readonly value: T; readonly label: string }[]
}

/** One of many, from a list. Up to about six, `ChoiceField` is quicker. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { value, onChange, options } = props
  return (
    <NativeSelect
      {...inputProps(props)}
      value={value ?? ''}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.currentTarget.value)
        if (chosen !== undefined) onChange(chosen.value)
      }}
    >
      <option value="" disabled>
        —
      </option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </NativeSelect>
  )
}

export type CodeFieldProps = FieldProps & {
  readonly digits: 6 | 7 | 8
  readonly value: string
  /** Gets digits only, at most `digits` of them. */
  readonly onChange: (value: string) => void
}

/** A one-time code. Full width is folded while it is typed, but never under the hands of the input method. */
export function CodeField(props: CodeFieldProps) {
  const { digits, value, onChange } = props
  const { fields } = useMessages()
  const composing = useRef(false)
  return (
    <TextInput
      {...inputProps(props)}
      className={css.oneTime}
      data-code
      data-secret
      value={value}
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      placeholder={fields.codeHelp(digits)}
      onCompositionStart={() => {
        composing.current = true
      }}
      onCompositionEnd={(event: CompositionEvent<HTMLInputElement>) => {
        composing.current = false
        onChange(digitsOf(event.currentTarget.value, digits))
      }}
      onChange={(event: ChangeEvent<HTMLInputElement>) => {
        const typed = event.currentTarget.value
        onChange(composing.current ? typed : digitsOf(typed, digits))
      }}
    />
  )
}
