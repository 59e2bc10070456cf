import type { CalendarDate } from '#shared/ids'
import { useMessages } from '../../desk/messages.ts'
import { Action } from '../../parts/action.tsx'
import { SelectField, TextField } from '../../parts/text-field.tsx'
import { WarekiField } from '../../parts/wareki-field.tsx'
import css from '../trail.module.css'

/** What the list is narrowed down to, as main takes it. */
export type Narrowing = {
  readonly from: CalendarDate | null
  readonly to: CalendarDate | null
  readonly staff: string | null
  readonly verb: string | null
  readonly outcome: 'done' | 'refused' | 'noted' | null
}
export const NO_NARROWING: Narrowing = { from: null, to: null, staff: null, verb: null, outcome: null }

const ANY = 'any'
/** A staff number as far as main reads one; anything else asks for everybody. */
const STAFF = /^[A-Z0-9]{1,8}$/

type NarrowFieldsProps = { readonly value: Narrowing; readonly onChange: (value: Narrowing) => void }

/** Days, person, kind and outcome, each by itself or together. */
export function NarrowFields({ value, onChange }: NarrowFieldsProps) {
  const { trailScreen } = useMessages()
  const t = trailScreen.narrow
  const families = Object.entries(t.families).map(([family, label]) => ({ value: family, label }))
  const outcomes = Object.entries(t.outcomes).map(([outcome, label]) => ({ value: outcome, label }))
  const any = { value: ANY, label: t.any }
  const unused = Object.values(value).every((one) => one === null)
  return (
    <section className={css.narrow} aria-label={t.title}>
      <WarekiField
        id="trail-from"
        label={t.from}
        help={t.dateHelp}
        value={value.from}
        onChange={(from) => onChange({ ...value, from })}
      />
      <WarekiField
        id="trail-to"
        label={t.to}
        help={t.dateHelp}
        value={value.to}
        onChange={(to) => onChange({ ...value, to })}
      />
      <TextField
        id="trail-staff"
        label={t.staff}
        value={value.staff ?? ''}
        code
        maxLength={8}
        fold={(text) => text.normalize('NFKC').trim().toUpperCase()}
        onChange={(text) => {
          const staff = text.normalize('NFKC').trim().toUpperCase()
          onChange({ ...value, staff: STAFF.test(staff) ? staff : null })
        }}
      />
      <SelectField
        id="trail-family"
        label={t.family}
        value={value.verb ?? ANY}
        options={[any, ...families]}
        onChange={(verb) => onChange({ ...value, verb: verb === ANY ? null : verb })}
      />
      <SelectField
        id="trail-outcome"
        label={t.outcome}
        value={value.outcome ?? ANY}
        options={[any, ...outcomes]}
        onChange={(outcome) =>
          onChange({
            ...value,
            outcome: outcome === 'done' || outcome === 'refused' || outcome === 'noted' ? outcome : null,
          })
        }
      />
      <Action onPress={() => onChange(NO_NARROWING)} off={unused ? t.any : undefined}>
        {t.clear}
      </Action>
    </section>
  )
}
