import { TextInput } from '@mantine/core'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { foldSerial } from '#shared/text/serial'
import { useScan } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { FieldLabel, type FieldProps, inputProps } from './field.tsx'
import css from './fields.module.css'

export type SerialFieldProps = FieldProps & {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onLeave?: ((value: string) => void) | undefined
  /** A look-alike pointed out: advice beside the field, which corrects nothing itself. */
  readonly lookAlike?: ReactNode
  /** Positions (from 1) that differ from the other side; each is framed where it stands. */
  readonly differs?: readonly number[] | undefined
  /** A range may be typed: the sign between two serials would not survive being folded, so what is typed stays. */
  readonly ranges?: boolean | undefined
  /** Takes the barcode reader, wherever the focus is. On by default. */
  readonly scans?: boolean | undefined
}

/** A token's serial. Forgives eyes, not errors. */
export function SerialField(props: SerialFieldProps) {
  const { value, onChange, onLeave, lookAlike, differs = [], scans = true, ranges = false, help } = props
  const { fields } = useMessages()
  const input = useRef<HTMLInputElement>(null)
  useScan(
    scans && props.disabled !== true
      ? (code) => {
          onChange(foldSerial(code))
          input.current?.focus()
        }
      : undefined,
  )
  return (
    <TextInput
      {...inputProps({ ...props, help: lookAlike === undefined ? (help ?? fields.fullWidthToo) : undefined })}
      ref={input}
      inputContainer={(box) => (
        <div className={css.framed}>
          {box}
          {differs.map((position) => (
            <i key={position} aria-hidden style={{ '--before': position - 1 } as CSSProperties} />
          ))}
        </div>
      )}
      value={value}
      data-code
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={40}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => {
        const folded = ranges ? value.trim() : foldSerial(value)
        if (folded !== value) onChange(folded)
        onLeave?.(folded)
      }}
      {...(lookAlike === undefined
        ? {}
        : { description: <span className={css.lookAlike}>{lookAlike}</span> })}
    />
  )
}

export type TypeBackProps = FieldProps & {
  /** The part that may be seen, before the hidden places. */
  readonly shown: string
  readonly places: number
  readonly value: string
  /** Gets folded characters, at most `places`. */
  readonly onChange: (value: string) => void
}

/** The last characters of a serial, typed from the paper, one per box. Nothing here gives them away. */
export function TypeBack(props: TypeBackProps) {
  const { id, label, need, help, problem, shown, places, value, onChange, autoFocus, disabled } = props
  const { fields } = useMessages()
  const own = useId()
  const name = id ?? own
  const boxes = useRef<(HTMLInputElement | null)[]>([])
  const characters = [...value]
  /** What the input method is still working on, in one of the boxes: not ours until it is done. */
  const [composing, setComposing] = useState<{ readonly place: number; readonly text: string }>()

  const put = (place: number, text: string) => {
    const typed = [...foldSerial(text)]
    if (typed.length === 0) return
    onChange([...characters.slice(0, place), ...typed].slice(0, places).join(''))
    boxes.current[Math.min(place + typed.length, places - 1)]?.focus()
  }
  const onKeyDown = (place: number) => (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    // The same character over itself changes nothing, so no change would be heard; it is typed all the same.
    if (
      [...event.key].length === 1 &&
      !event.ctrlKey &&
      !event.altKey &&
      foldSerial(event.key) === characters[place]
    ) {
      event.preventDefault()
      put(place, event.key)
      return
    }
    if (event.key !== 'Backspace') return
    event.preventDefault()
    const last = place < characters.length ? place : characters.length - 1
    onChange(characters.slice(0, Math.max(last, 0)).join(''))
    boxes.current[Math.max(last, 0)]?.focus()
  }

  return (
    <fieldset className={css.typeBack} disabled={disabled}>
      <legend className={props.bare ? 'visually-hidden' : css.label}>
        <FieldLabel label={label} need={need} />
      </legend>
      <div>
        <span>{shown}</span>
        {Array.from({ length: places }, (_, place) => (
          <input
            // biome-ignore lint/suspicious/noArrayIndexKey: a box is its place
            key={place}
            id={place === 0 ? name : `${name}-${place}`}
            ref={(box) => {
              boxes.current[place] = box
            }}
            value={composing?.place === place ? composing.text : (characters[place] ?? '')}
            aria-label={fields.hiddenPlace(place + 1, places)}
            aria-invalid={problem !== undefined || undefined}
            autoComplete="off"
            spellCheck={false}
            data-secret
            // biome-ignore lint/a11y/noAutofocus: the window says where work begins
            autoFocus={autoFocus && place === 0}
            onFocus={(event) => event.currentTarget.select()}
            onKeyDown={onKeyDown(place)}
            onCompositionEnd={(event) => {
              setComposing(undefined)
              put(place, event.data)
            }}
            onChange={(event) => {
              const { value: typed } = event.currentTarget
              if (event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing) {
                setComposing({ place, text: typed })
                return
              }
              const before = characters[place] ?? ''
              put(place, typed.length > 1 && typed.startsWith(before) ? typed.slice(before.length) : typed)
            }}
          />
        ))}
      </div>
      {problem !== undefined && (
        <div className={css.error}>
          <strong>{problem.what}</strong>
          {problem.todo !== undefined && <p>{problem.todo}</p>}
        </div>
      )}
      {help !== undefined && <p className={css.help}>{help}</p>}
    </fieldset>
  )
}
