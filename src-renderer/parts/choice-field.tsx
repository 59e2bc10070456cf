import { IconCheck } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { FieldLabel, type FieldProps, ProblemLines } from './field.tsx'
import css from './fields.module.css'

export type Choice<T extends string> = {
  readonly value: T
  readonly label: string
  readonly note?: ReactNode
  /** `good` and `bad` where the answer decides whether work goes on. */
  readonly tone?: 'plain' | 'good' | 'bad' | undefined
}

export type ChoiceFieldProps<T extends string> = FieldProps & {
  readonly value: T | null
  readonly onChange: (value: T) => void
  readonly choices: readonly Choice<T>[]
  /** `row` sets the choices side by side, `column` one under another. */
  readonly direction?: 'row' | 'column' | undefined
}

/** What chooses, in the order of the choices: a digit, and from the tenth on a letter. */
const KEYS = '123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** One of a few, all of them visible. Digits choose, arrows move, Enter goes on to the next field. */
export function ChoiceField<T extends string>(props: ChoiceFieldProps<T>) {
  const { id, label, need, help, problem, bare, autoFocus, disabled, value, onChange, choices } = props
  const { direction = 'row' } = props
  const own = useId()
  const name = id ?? own

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
    const key = event.key.normalize('NFKC').toUpperCase()
    const chosen = key.length === 1 ? choices[KEYS.indexOf(key)] : undefined
    if (chosen === undefined) return
    event.preventDefault()
    onChange(chosen.value)
    document.getElementById(`${name}-${chosen.value}`)?.focus()
  }

  return (
    <fieldset
      className={css.choice}
      disabled={disabled}
      aria-describedby={problem === undefined ? undefined : `${name}-problem`}
      data-problem={problem !== undefined || undefined}
      onKeyDown={onKeyDown}
    >
      <legend className={bare ? 'visually-hidden' : css.label}>
        <FieldLabel label={label} need={need} />
      </legend>
      <div className={css.choices} data-direction={direction}>
        {choices.map((choice, place) => {
          const chosen = choice.value === value
          // The field's own id sits on the choice that holds the focus, so that jumping there works.
          const first = value === null ? place === 0 : chosen
          return (
            <label
              key={choice.value}
              className={css.option}
              data-tone={choice.tone}
              data-chosen={chosen || undefined}
            >
              <input
                id={`${name}-${choice.value}`}
                type="radio"
                name={name}
                value={choice.value}
                checked={chosen}
                data-jump={first ? name : undefined}
                aria-invalid={problem !== undefined || undefined}
                // biome-ignore lint/a11y/noAutofocus: the screen says where work begins
                autoFocus={autoFocus && first}
                onChange={() => onChange(choice.value)}
              />
              <i aria-hidden>{chosen ? <IconCheck size="0.9375rem" stroke={3} /> : KEYS[place]}</i>
              <span>
                {choice.label}
                {choice.note !== undefined && <small>{choice.note}</small>}
              </span>
            </label>
          )
        })}
      </div>
      {problem !== undefined && (
        <div id={`${name}-problem`} className={css.error}>
          <ProblemLines {...problem} />
        </div>
      )}
      {help !== undefined && !bare && <p className={css.help}>{help}</p>}
    </fieldset>
  )
}

export type YesNoProps = FieldProps & {
  readonly value: boolean | null
  readonly onChange: (value: boolean) => void
  /** What yes means here: 一致している. Never はい. */
  readonly yes: string
  /** What no means here: ちがう・読めない. */
  readonly no: string
}

/** Two answers that say what they mean; the good one is green when chosen, the other red. */
export function YesNo({ value, onChange, yes, no, ...field }: YesNoProps) {
  return (
    <ChoiceField
      {...field}
      value={value === null ? null : value ? 'yes' : 'no'}
      onChange={(answer) => onChange(answer === 'yes')}
      choices={[
        { value: 'yes', label: yes, tone: 'good' },
        { value: 'no', label: no, tone: 'bad' },
      ]}
    />
  )
}

export type TickFieldProps = FieldProps & {
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}

/** One thing confirmed. Space ticks it, Enter goes on. */
export function TickField({
  id,
  label,
  need,
  help,
  problem,
  disabled,
  value,
  onChange,
  autoFocus,
}: TickFieldProps) {
  const own = useId()
  const name = id ?? own
  return (
    <div className={css.root}>
      <label className={css.option} data-chosen={value || undefined}>
        <input
          id={name}
          type="checkbox"
          checked={value}
          disabled={disabled}
          aria-required={need === 'required' || undefined}
          // biome-ignore lint/a11y/noAutofocus: the screen says where work begins
          autoFocus={autoFocus}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <i aria-hidden>{value ? <IconCheck size="0.9375rem" stroke={3} /> : null}</i>
        <span>{label}</span>
      </label>
      {problem !== undefined && <ProblemLines {...problem} />}
      {help !== undefined && <p className={css.help}>{help}</p>}
    </div>
  )
}
