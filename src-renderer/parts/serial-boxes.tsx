import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { foldSerial } from '#shared/text/serial'
import { useScan } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { FieldLabel, type FieldProps } from './field.tsx'
import css from './serial-boxes.module.css'

/** The longest serial that is taken. */
const LENGTH_MAX = 40
/** Boxes to begin with where serials of a model differ in length. */
const LENGTH_USUAL = 10
/** A little room after every fourth character, as they are printed and read. */
const GROUP = 4

export type SerialBoxesProps = FieldProps & {
  /** How many characters the serial has; null: as many as are typed. */
  readonly places: number | null
  readonly value: string
  /** Gets folded characters. */
  readonly onChange: (value: string) => void
  /** A barcode was read, wherever the focus is: all of it at once. */
  readonly onScan: (value: string) => void
}

/** A serial read off the token itself, one character per box. Nothing is offered, corrected or remembered. */
export function SerialBoxes(props: SerialBoxesProps) {
  const { id, label, need, help, places, value, onChange, onScan, disabled } = props
  const { fields } = useMessages()
  const own = useId()
  const name = id ?? own
  const boxes = useRef<(HTMLInputElement | null)[]>([])
  const characters = [...value]
  // One more than the next needs, so that the focus finds it there before it is drawn.
  const count = places ?? Math.min(Math.max(characters.length + 2, LENGTH_USUAL), LENGTH_MAX)
  const last = count - 1
  /** What the input method is still working on, in one of the boxes: not ours until it is done. */
  const [composing, setComposing] = useState<{ readonly place: number; readonly text: string }>()

  useScan(
    disabled === true
      ? undefined
      : (code) => {
          const read = foldSerial(code)
          onChange(read)
          boxes.current[Math.min([...read].length, last)]?.focus()
          onScan(read)
        },
  )

  const put = (place: number, text: string) => {
    const typed = [...foldSerial(text)]
    if (typed.length === 0) return
    const kept = characters.slice(0, place)
    const after = typed.length > 1 ? [] : characters.slice(place + 1)
    onChange([...kept, ...typed, ...after].slice(0, places ?? LENGTH_MAX).join(''))
    const to = Math.min(kept.length + typed.length, places === null ? LENGTH_MAX - 1 : last)
    boxes.current[to]?.focus()
  }
  const onKeyDown = (place: number) => (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const steps: Readonly<Record<string, number>> = { ArrowLeft: place - 1, ArrowRight: place + 1 }
    const to = steps[event.key]
    if (to !== undefined) {
      event.preventDefault()
      boxes.current[to]?.focus()
      return
    }
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
    const gone = place < characters.length ? place : characters.length - 1
    onChange(characters.filter((_, at) => at !== gone).join(''))
    boxes.current[Math.max(gone, 0)]?.focus()
  }

  return (
    <fieldset className={css.boxes} disabled={disabled}>
      <legend className={css.label}>
        <FieldLabel label={label} need={need} />
      </legend>
      <div>
        {Array.from({ length: count }, (_, place) => (
          <input
            // biome-ignore lint/suspicious/noArrayIndexKey: a box is its place
            key={place}
            id={place === 0 ? name : `${name}-${place}`}
            ref={(box) => {
              boxes.current[place] = box
            }}
            data-group={(place > 0 && place % GROUP === 0) || undefined}
            // One stop for Tab: where the next character goes.
            tabIndex={place === Math.min(characters.length, last) ? 0 : -1}
            value={composing?.place === place ? composing.text : (characters[place] ?? '')}
            aria-label={fields.hiddenPlace(place + 1, count)}
            autoComplete="off"
            spellCheck={false}
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
      {help !== undefined && <p className={css.help}>{help}</p>}
    </fieldset>
  )
}
