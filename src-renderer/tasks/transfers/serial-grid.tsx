import { IconCheck } from '@tabler/icons-react'
import { Code } from '../../parts/code.tsx'
import css from './transfers.module.css'

type SerialGridProps = {
  /** Read aloud in place of a caption. */
  readonly label: string
  readonly serials: readonly string[]
  /** Where some are counted and others are not: which, and the words for both. */
  readonly counted?:
    | { readonly serials: ReadonlySet<string>; readonly yes: string; readonly no: string }
    | undefined
}

/** Many serials at a glance, as they lie in a box: beside each other, in rows. */
export function SerialGrid({ label, serials, counted }: SerialGridProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached without a mouse
    <section className={css.grid} aria-label={label} tabIndex={0}>
      <ul>
        {serials.map((serial) => {
          const isCounted = counted?.serials.has(serial) === true
          return (
            <li key={serial} data-counted={isCounted || undefined}>
              <Code size="sm" strong={isCounted}>
                {serial}
              </Code>
              {counted !== undefined && (
                <small>
                  {isCounted && <IconCheck size="0.875rem" stroke={3} aria-hidden />}
                  {isCounted ? counted.yes : counted.no}
                </small>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
