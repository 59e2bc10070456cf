import { useMessages } from '../../desk/messages.ts'
import { Action } from '../../parts/action.tsx'
import { TextField } from '../../parts/text-field.tsx'
import css from '../contract.module.css'
import { everybody, isNarrowed, type Narrowing } from './narrow.ts'

export const NARROW_FIELD = 'narrow-id'

type NarrowBarProps = {
  /** What the service calls a user's ID and a user's name. */
  readonly idWord: string
  readonly nameWord: string
  readonly value: Narrowing
  readonly onChange: (value: Narrowing) => void
}

/** 絞り込み検索 by ID and by name, and 「クリア」 (R-000-34). */
export function NarrowBar({ idWord, nameWord, value, onChange }: NarrowBarProps) {
  const { contract: t } = useMessages()
  return (
    <search className={css.narrow}>
      <TextField
        id={NARROW_FIELD}
        label={t.narrowId(idWord)}
        value={value.id}
        onChange={(id) => onChange({ ...value, id })}
        maxLength={32}
        code
      />
      <TextField
        label={t.narrowName(nameWord)}
        value={value.name}
        onChange={(name) => onChange({ ...value, name })}
        maxLength={50}
      />
      <Action onPress={() => onChange(everybody)} off={isNarrowed(value) ? undefined : t.notNarrowed}>
        {t.clear}
      </Action>
    </search>
  )
}
