import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useMessages } from '../desk/messages.ts'
import { Code } from './code.tsx'
import css from './fields.module.css'
import type { Sentence } from './notices.tsx'

/** What every field can be told. */
export type FieldProps = {
  /** Where `MissingList` jumps to, and what the first error focuses. */
  readonly id?: string | undefined
  readonly label: string
  readonly need?: 'required' | 'optional' | undefined
  readonly help?: ReactNode
  /** Stands under the field: what and code, why, what to do. */
  readonly problem?: Sentence | undefined
  /** Inside a table the label is read aloud only. */
  readonly bare?: boolean | undefined
  readonly autoFocus?: boolean | undefined
  readonly disabled?: boolean | undefined
}

export function FieldLabel({ label, need }: Pick<FieldProps, 'label' | 'need'>) {
  const { fields } = useMessages()
  return (
    <span className={css.labelRow}>
      {label}
      {need !== undefined && (
        <span className={css.need} data-need={need}>
          {fields[need]}
        </span>
      )}
    </span>
  )
}

export function ProblemLines({ what, code, why, todo }: Sentence) {
  return (
    <span className={css.problem}>
      <span className={css.problemWhat}>
        <IconAlertTriangle size="1rem" stroke={2} aria-hidden />
        <span>
          {what}
          {code !== undefined && <Code size="sm">{` ${code}`}</Code>}
        </span>
      </span>
      {why !== undefined && <span>{why}</span>}
      {todo !== undefined && <span>{todo}</span>}
    </span>
  )
}

/** The props Mantine's inputs take, from what our fields are told. */
export function inputProps(field: FieldProps) {
  const { id, label, need, help, problem, bare, autoFocus, disabled } = field
  return {
    ...(id === undefined ? {} : { id }),
    ...(bare === true ? { 'aria-label': label } : { label: <FieldLabel label={label} need={need} /> }),
    ...(help === undefined || bare === true || problem !== undefined ? {} : { description: help }),
    error: problem === undefined ? undefined : <ProblemLines {...problem} />,
    disabled: disabled ?? false,
    autoFocus: autoFocus ?? false,
    'aria-required': need === 'required' || undefined,
    inputWrapperOrder: ['label', 'input', 'error', 'description'] as (
      | 'label'
      | 'input'
      | 'error'
      | 'description'
    )[],
    classNames: {
      root: css.root,
      label: css.label,
      input: css.input,
      error: css.error,
      description: css.help,
      wrapper: css.wrapper,
      section: css.section,
    },
  }
}

/** Fields one under another, or beside each other where there is room for `columns` of them. */
export function FieldStack({
  children,
  columns = 1,
}: {
  readonly children: ReactNode
  readonly columns?: 1 | 2 | 3
}) {
  return (
    <div className={css.stack} data-columns={columns}>
      {children}
    </div>
  )
}
