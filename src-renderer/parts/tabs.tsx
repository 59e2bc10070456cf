import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import css from './tabs.module.css'

export type Tab<T extends string> = {
  readonly id: T
  readonly title: string
  readonly count?: number | undefined
}

export type TabsProps<T extends string> = {
  /** Read aloud before the titles. */
  readonly label: string
  readonly tabs: readonly Tab<T>[]
  readonly at: T
  readonly onGo: (id: T) => void
  /** Quiet words at the right end. */
  readonly note?: ReactNode
  /** Stays in sight below what scrolls. */
  readonly foot?: ReactNode
  /** What the tab shows; scrolls inside. */
  readonly children: ReactNode
}

/** Several sheets in one place, their titles along the top. Arrows walk through the titles; one Tab stop for all. */
export function Tabs<T extends string>({ label, tabs, at, onGo, note, foot, children }: TabsProps<T>) {
  const own = useId()
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const here = tabs.findIndex(({ id }) => id === at)
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: here + 1,
      ArrowLeft: here - 1,
      Home: 0,
      End: tabs.length - 1,
    }
    const to = steps[event.key]
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length]
    if (next === undefined) return
    event.preventDefault()
    onGo(next.id)
    ;(list.current?.children[tabs.indexOf(next)] as HTMLElement | undefined)?.focus()
  }
  return (
    <section className={css.sheet} data-pane tabIndex={-1}>
      <div className={css.head}>
        <div ref={list} role="tablist" aria-label={label} className={css.tabs}>
          {tabs.map(({ id, title, count }) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`${own}-${id}`}
              aria-selected={id === at}
              aria-controls={`${own}-panel`}
              tabIndex={id === at ? 0 : -1}
              onClick={() => onGo(id)}
              onKeyDown={onKeyDown}
            >
              {title} {count !== undefined && <b>{count}</b>}
            </button>
          ))}
        </div>
        {note !== undefined && <div className={css.note}>{note}</div>}
      </div>
      <div role="tabpanel" id={`${own}-panel`} aria-labelledby={`${own}-${at}`} className={css.body}>
        {children}
      </div>
      {foot}
    </section>
  )
}
