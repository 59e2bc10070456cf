import { IconListCheck } from '@tabler/icons-react'
import type { KeyMap } from '../desk/key-map.ts'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import css from './case.module.css'
import { KeyCap } from './code.tsx'

export type MissingItem = {
  /** The `id` of the field; jumping there focuses it. */
  readonly field: string
  /** トークンIDの くいちがい */
  readonly title: string
  /** ⑦ 用紙をもう一度見て選ぶ */
  readonly hint?: string | undefined
}

/** Puts the focus where something is missing. A field of choices keeps its id on the choice in focus. */
export function jumpTo(field: string): void {
  const place =
    document.querySelector<HTMLElement>(`[data-jump="${CSS.escape(field)}"]`) ??
    document.getElementById(field) ??
    document.getElementById(`row-${field}`)?.querySelector<HTMLElement>('input,select,textarea,button')
  place?.scrollIntoView({ block: 'nearest' })
  place?.focus()
}

export type MissingListProps = {
  readonly items: readonly MissingItem[]
  readonly onJump?: ((field: string) => void) | undefined
}

/** What is still missing, as it is typed. Alt and a number jumps there. */
export function MissingList({ items, onJump = jumpTo }: MissingListProps) {
  const { missing } = useMessages().parts
  useKeys(
    Object.fromEntries(
      items
        .slice(0, 9)
        .map(({ field, title }, place) => [`Alt+${place + 1}`, { label: title, run: () => onJump(field) }]),
    ) as KeyMap,
    { rank: 'part' },
  )
  return (
    <section
      className={css.missing}
      data-pane
      tabIndex={-1}
      aria-label={missing.title}
      data-none={items.length === 0 || undefined}
    >
      <header>
        <IconListCheck size="1.125rem" stroke={2} aria-hidden />
        <h2>{missing.title}</h2>
        <b role="status">{items.length > 0 && missing.count(items.length)}</b>
      </header>
      {items.length === 0 ? (
        <p>{missing.none}</p>
      ) : (
        <ol>
          {items.map(({ field, title, hint }, place) => (
            <li key={field}>
              <button type="button" onClick={() => onJump(field)}>
                <i aria-hidden>{place + 1}</i>
                <span>
                  <b>{title}</b>
                  {hint !== undefined && <small>{hint}</small>}
                </span>
                {place < 9 && <KeyCap>{`Alt+${place + 1}`}</KeyCap>}
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
