import type { ServiceId } from '#shared/profiles'
import { useMessages } from '../../desk/messages.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { SelectField } from '../../parts/text-field.tsx'
import { useStockNames } from './names.ts'

/** Which tokens something is about: those of one service, of one model or of all (null). */
export type Scope = { readonly service: ServiceId | null; readonly model: string | null }

export const NOTHING_CHOSEN: Scope = { service: null, model: null }

const ALL = 'all'

type ScopeFieldsProps = {
  readonly id: string
  readonly modelLabel: string
  readonly scope: Scope
  readonly onChange: (scope: Scope) => void
}

/** A service, and one of its models or all of them. Another service forgets the model. */
export function ScopeFields({ id, modelLabel, scope, onChange }: ScopeFieldsProps) {
  const { stock } = useMessages()
  const names = useStockNames()
  const { service, model } = scope
  return (
    <>
      <ChoiceField<ServiceId>
        id={`${id}-service`}
        label={stock.service}
        need="required"
        value={service}
        onChange={(next) => onChange({ service: next, model: null })}
        choices={names.services.map(({ id: value, name }) => ({ value, label: name }))}
        direction="column"
      />
      <SelectField
        id={`${id}-model`}
        label={modelLabel}
        value={model ?? ALL}
        onChange={(next) => onChange({ service, model: next === ALL ? null : next })}
        disabled={service === null}
        options={[
          { value: ALL, label: stock.allModels },
          ...names.models(service).map(({ code, name }) => ({ value: code, label: name })),
        ]}
      />
    </>
  )
}
