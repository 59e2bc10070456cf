import { type ReactNode, useContext, useEffect, useId, useRef } from 'react'
import { createPortal } from 'react-dom'
import type { KeyMap } from '../desk/key-map.ts'
import { useFloor, useKeys, WindowDepth } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import type { Icon } from './panel.tsx'
import css from './window.module.css'

export type WindowProps = {
  readonly title: string
  readonly icon?: Icon | undefined
  /** At the right of the title. */
  readonly note?: ReactNode
  readonly tone?: 'plain' | 'approval' | 'stop' | undefined
  readonly size?: 'small' | 'medium' | 'large' | undefined
  /** Esc. Its label says what closing means: 承認せずに閉じる. */
  readonly onClose: () => void
  readonly closeLabel?: string | undefined
  /** The window's own keys; it takes over the bar. */
  readonly keys?: KeyMap | undefined
  /** Buttons and what still lacks, along the bottom. */
  readonly footer?: ReactNode
  readonly children: ReactNode
}

/** A window over the screen. The key bar stays in sight and is the window's; focus comes back on closing. */
export function Window(props: WindowProps) {
  const {
    title,
    icon: Icon,
    note,
    tone = 'plain',
    size = 'medium',
    onClose,
    closeLabel,
    keys,
    footer,
    children,
  } = props
  const t = useMessages().keys
  const depth = useContext(WindowDepth) + 1
  const covered = useFloor() > depth
  const heading = useId()
  const sheet = useRef<HTMLDivElement>(null)
  useKeys({ Esc: { label: closeLabel ?? t.close, run: onClose }, ...keys }, { depth, floor: true })

  useEffect(() => {
    const before = document.activeElement
    const inside = sheet.current
    if (inside !== null && !inside.contains(document.activeElement)) {
      const first = inside.querySelector<HTMLElement>('[autofocus],input,select,textarea,button')
      ;(first ?? inside).focus()
    }
    return () => {
      // The frame is only out of `inert` again after this has been drawn.
      if (before instanceof HTMLElement) requestAnimationFrame(() => before.isConnected && before.focus())
    }
  }, [])

  return createPortal(
    <WindowDepth value={depth}>
      <div className={css.scrim} inert={covered}>
        <div
          ref={sheet}
          className={css.sheet}
          data-tone={tone}
          data-size={size}
          data-fields
          role="dialog"
          aria-modal
          aria-labelledby={heading}
          tabIndex={-1}
        >
          <header className={css.head}>
            {Icon && <Icon size="1.375rem" stroke={2} aria-hidden />}
            <h1 id={heading}>{title}</h1>
            <div>{note}</div>
          </header>
          <div className={css.body}>{children}</div>
          {footer !== undefined && <footer className={css.foot}>{footer}</footer>}
        </div>
      </div>
    </WindowDepth>,
    document.body,
  )
}
