import { type ReactNode, useContext, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
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
    icon,
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
  const [place, setPlace] = useState<Element>()
  // Read while drawing: once the keys lie under this window, what it covers is inert and has lost the focus.
  const [before] = useState(() => document.activeElement)
  useKeys({ Esc: { label: closeLabel ?? t.close, run: onClose }, ...keys }, { depth, floor: 'window' })

  useLayoutEffect(() => setPlace(document.querySelector('[data-windows]') ?? document.body), [])

  useEffect(() => {
    if (place === undefined) return
    const inside = sheet.current
    if (inside !== null && !inside.contains(document.activeElement)) {
      const first = inside.querySelector<HTMLElement>('[autofocus],input,select,textarea,button')
      ;(first ?? inside).focus()
    }
    return () => {
      // The frame is only out of `inert` again after this has been drawn.
      if (before instanceof HTMLElement) requestAnimationFrame(() => before.isConnected && before.focus())
    }
  }, [place, before])

  if (place === undefined) return null
  return createPortal(
    <WindowDepth value={depth}>
      <div className={css.scrim} inert={covered}>
        <div
          ref={sheet}
          className={css.sheet}
          data-size={size}
          data-fields
          role="dialog"
          aria-modal
          aria-labelledby={heading}
          tabIndex={-1}
        >
          <WindowHead id={heading} title={title} icon={icon} note={note} tone={tone} />
          <div className={css.body}>{children}</div>
          {footer !== undefined && <div className={css.foot}>{footer}</div>}
        </div>
      </div>
    </WindowDepth>,
    place,
  )
}

export type WindowHeadProps = Pick<WindowProps, 'title' | 'icon' | 'note' | 'tone'> & { readonly id?: string }

/** The head of a window; also of one that is a window of its own, as `head` of `Frame`. */
export function WindowHead({ id, title, icon: Icon, note, tone = 'plain' }: WindowHeadProps) {
  return (
    <div className={css.head} data-tone={tone}>
      {Icon && <Icon size="1.375rem" stroke={2} aria-hidden />}
      <h1 id={id}>{title}</h1>
      <div>{note}</div>
    </div>
  )
}
