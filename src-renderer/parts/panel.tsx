import type { ComponentType, ReactNode } from 'react'
import css from './small.module.css'

/** An icon of `@tabler/icons-react`; always beside a word. */
export type Icon = ComponentType<{
  size?: string | number
  stroke?: string | number
  'aria-hidden'?: boolean
}>

export type PanelProps = {
  readonly title?: ReactNode
  readonly icon?: Icon | undefined
  /** Quiet words at the right end of the head. */
  readonly note?: ReactNode
  /** `flush` for tables and lists that bring their own rules. */
  readonly flush?: boolean | undefined
  /** The panel that is the screen: its title is the screen's own, large, and the page's first heading. */
  readonly lead?: boolean | undefined
  /** Takes the height that is left, and scrolls inside. */
  readonly fill?: boolean | undefined
  readonly children?: ReactNode
}

/** A ruled sheet on the desk. F6 goes from one to the next. */
export function Panel({
  title,
  icon: Icon,
  note,
  flush = false,
  fill = false,
  lead = false,
  children,
}: PanelProps) {
  const Heading = lead ? 'h1' : 'h2'
  return (
    <section className={css.panel} data-fill={fill || undefined} data-pane tabIndex={-1}>
      {title !== undefined && (
        <header className={css.panelHead} data-lead={lead || undefined}>
          {Icon && <Icon size={lead ? '1.375rem' : '1.125rem'} stroke={2} aria-hidden />}
          <Heading>{title}</Heading>
          {note !== undefined && <div className={css.panelNote}>{note}</div>}
        </header>
      )}
      <div className={css.panelBody} data-flush={flush || undefined}>
        {children}
      </div>
    </section>
  )
}

export type Fact = { readonly label: ReactNode; readonly value: ReactNode; readonly key?: string }

/** Labels and values, one pair per line; `inline` sets them beside each other as in a heading. */
export function Facts({
  items,
  inline = false,
}: {
  readonly items: readonly Fact[]
  readonly inline?: boolean
}) {
  return (
    <dl className={css.facts} data-inline={inline || undefined}>
      {items.map(({ label, value, key }, place) => (
        <div key={key ?? place}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
