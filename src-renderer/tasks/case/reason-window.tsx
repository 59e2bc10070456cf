import { type ReactNode, useState } from 'react'
import { Action, Actions } from '../../parts/action.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { Window, type WindowProps } from '../../parts/window.tsx'
import css from './case.module.css'

type ReasonWindowProps = Pick<WindowProps, 'title' | 'tone'> & {
  readonly lead: string
  readonly label: string
  /** What giving the reason does: 理由を付けて 差し戻す. */
  readonly go: string
  /** The same, for the key. */
  readonly goKey: string
  /** Why it cannot be done yet. */
  readonly needed: string
  readonly back: string
  /** A refusal, under the field. */
  readonly refused?: ReactNode
  readonly busy?: boolean | undefined
  readonly onGo: (reason: string) => void
  readonly onClose: () => void
}

/** Asks for a reason before something is done; F12 does it, Esc leaves things as they are. */
export function ReasonWindow(props: ReasonWindowProps) {
  const { title, tone, lead, label, go, goKey, needed, back, refused, busy, onGo, onClose } = props
  const [reason, setReason] = useState('')
  const off = reason.trim() === '' ? needed : undefined
  const act = () => onGo(reason.trim())
  return (
    <Window
      title={title}
      tone={tone}
      size="small"
      onClose={onClose}
      keys={{ F12: { label: goKey, run: act, off } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {back}
          </Action>
          <Action keyName="F12" tone="go" onPress={act} off={off} busy={busy}>
            {go}
          </Action>
        </Actions>
      }
    >
      <div className={css.stack}>
        <p>{lead}</p>
        <TextField
          label={label}
          need="required"
          value={reason}
          onChange={setReason}
          lines={3}
          maxLength={500}
          autoFocus
        />
        {refused}
      </div>
    </Window>
  )
}

type AskWindowProps = Pick<WindowProps, 'title' | 'onClose'> & {
  readonly go: string
  readonly goKey: string
  readonly back: string
  readonly off?: string | undefined
  readonly busy?: boolean | undefined
  readonly onGo: () => void
  readonly children: ReactNode
}

/** One step explained before it is taken. */
export function AskWindow({ title, go, goKey, back, off, busy, onGo, onClose, children }: AskWindowProps) {
  return (
    <Window
      title={title}
      size="small"
      onClose={onClose}
      keys={{ F12: { label: goKey, run: onGo, off } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {back}
          </Action>
          <Action keyName="F12" tone="go" onPress={onGo} off={off} busy={busy}>
            {go}
          </Action>
        </Actions>
      }
    >
      <div className={css.stack}>{children}</div>
    </Window>
  )
}
