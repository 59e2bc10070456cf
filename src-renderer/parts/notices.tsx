import { IconAlertCircle, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { KeyName } from '../desk/key-map.ts'
import { useMessages } from '../desk/messages.ts'
import { Action } from './action.tsx'
import { Code } from './code.tsx'
import type { Icon } from './panel.tsx'
import css from './small.module.css'

export type Sentence = {
  /** What is the case, in one sentence. */
  readonly what: string
  /** For the help desk, such as `ST-0412`. */
  readonly code?: string | undefined
  readonly why?: string | undefined
  /** What to do now. */
  readonly todo?: string | undefined
}

/** One refusal: what, its code, why, and what to do. Stands where it is about; read aloud when it appears. */
export function Refused({ what, code, why, todo }: Sentence) {
  const here = useRef<HTMLDivElement>(null)
  // On a small window or in large letters the fields reach below its edge, and this stands under them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another refusal in the same place is to be seen as well
  useEffect(() => {
    // In braces: newer Chromium answers with a promise, which React would take for what to do on leaving.
    here.current?.scrollIntoView({ block: 'nearest' })
  }, [what, code, why])
  return (
    <div ref={here} className={css.refused} role="alert">
      <p className={css.refusedWhat}>
        <IconAlertTriangle size="1.125rem" stroke={2} aria-hidden />
        <span>
          {what}
          {code !== undefined && (
            <>
              {' '}
              <Code size="sm">{code}</Code>
            </>
          )}
        </span>
      </p>
      {why !== undefined && <p>{why}</p>}
      {todo !== undefined && <p>{todo}</p>}
    </div>
  )
}

export type TroubleProps = {
  readonly title: string
  readonly what?: ReactNode
  readonly why?: ReactNode
  readonly todo?: ReactNode
  readonly code?: string | undefined
}

/** Something did not work (a printer, a file): a framed account with what, why, what to do, and the number. */
export function Trouble({ title, what, why, todo, code }: TroubleProps) {
  const { refused } = useMessages().parts
  const rows: readonly (readonly [string, ReactNode])[] = [
    [refused.what, what],
    [refused.why, why],
    [refused.todo, todo && <b>{todo}</b>],
    [refused.code, code && <Code size="sm">{code}</Code>],
  ]
  return (
    <div className={css.trouble} role="alert">
      <h3>
        <IconAlertCircle size="1.25rem" stroke={2} aria-hidden />
        {title}
      </h3>
      <dl>
        {rows.map(
          ([label, value]) =>
            value !== undefined && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </div>
  )
}

export type NoteProps = {
  readonly title?: ReactNode
  readonly icon?: Icon | undefined
  /** `caution` is yellow and must be read; `plain` is grey advice. */
  readonly tone?: 'caution' | 'plain' | undefined
  readonly children?: ReactNode
}

/** Advice and cautions. Not for errors: those are `Refused`. */
export function Note({ title, icon: Icon = IconInfoCircle, tone = 'caution', children }: NoteProps) {
  return (
    <div className={css.note} data-tone={tone} role="note">
      {title !== undefined && (
        <p className={css.noteTitle}>
          <Icon size="1.125rem" stroke={2} aria-hidden />
          <span>{title}</span>
        </p>
      )}
      {children}
    </div>
  )
}

/** Nothing here: says what is empty and, in `children`, when that was checked and what will change it. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={css.empty}>
      <p>
        <b>{title}</b>
      </p>
      {children}
    </div>
  )
}

export type ProgressProps = {
  readonly title: string
  readonly done: number
  readonly total: number
  /** The counter word, such as 個 or lines. */
  readonly unit: string
  readonly secondsLeft?: number | undefined
  /** What has been written so far, in words. Without it: nothing yet. */
  readonly written?: string | undefined
  /** Stops and leaves things as they were. Absent when that is not possible. */
  readonly onCancel?: (() => void) | undefined
}

/** For anything longer than a second: how far, how long, and whether anything has been written. */
export function Progress({ title, done, total, unit, secondsLeft, written, onCancel }: ProgressProps) {
  const { progress } = useMessages().parts
  return (
    <div className={css.progress}>
      <b>{title}</b>
      <progress value={done} max={Math.max(total, 1)} aria-label={title} />
      <p>
        <span>{progress.of(done, total, unit)}</span>
        {secondsLeft !== undefined && <span>{progress.left(secondsLeft)}</span>}
      </p>
      <p>
        <span>{written ?? progress.nothingWritten}</span>
        {onCancel && (
          <Action keyName={'Esc' satisfies KeyName} onPress={onCancel}>
            {progress.restore}
          </Action>
        )}
      </p>
    </div>
  )
}
