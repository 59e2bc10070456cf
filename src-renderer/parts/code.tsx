import type { ReactNode } from 'react'
import css from './small.module.css'

export type CodeProps = {
  readonly children: string
  /** `sm` in dense columns, `md` in rows, `lg` in headings, `xl` where it is read aloud. */
  readonly size?: 'sm' | 'md' | 'lg' | 'xl' | undefined
  readonly strong?: boolean | undefined
  /** Positions (from 1, as a person counts) that differ from the other side; each is framed. */
  readonly differs?: readonly number[] | undefined
}

/** Ids, serials and numbers: a face in which 0 and O, 1 and I and l are told apart, and no added spaces. */
export function Code({ children, size = 'md', strong = false, differs = [] }: CodeProps) {
  return (
    <span className={css.code} data-size={size} data-strong={strong || undefined}>
      {differs.length === 0
        ? children
        : [...children].map((character, place) =>
            differs.includes(place + 1) ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the place in the code is the identity
              <mark key={place} className={css.differs}>
                {character}
              </mark>
            ) : (
              character
            ),
          )}
    </span>
  )
}

/** Times, dates and counts: figures of one width, so that columns stand. */
export function Figures({ children, strong }: { readonly children: ReactNode; readonly strong?: boolean }) {
  return (
    <span className={css.figures} data-strong={strong || undefined}>
      {children}
    </span>
  )
}

/** The name of a key as it stands on the keyboard. */
export function KeyCap({ children }: { readonly children: string }) {
  return <kbd className={css.keycap}>{children}</kbd>
}
