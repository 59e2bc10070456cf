import { type FunctionKey, functionKeys, type KeyBinding, type KeyMap } from '../desk/key-map.ts'
import { press, useEffectiveKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import css from './frame.module.css'

const groups: readonly (readonly FunctionKey[])[] = [
  functionKeys.slice(0, 1),
  functionKeys.slice(1, 5),
  functionKeys.slice(5, 9),
  functionKeys.slice(9, 13),
]

/** What the function keys do now, in the keyboard's own groups of four. Empty keys keep their place. */
export function KeyBarView({ keys }: { readonly keys: KeyMap }) {
  const t = useMessages().keys
  return (
    <footer className={css.keysPlace}>
      <div className={css.keys} role="toolbar" aria-label={t.bar}>
        {groups.map((group) => (
          <div key={group[0]} className={css.keyGroup}>
            {group.map((name) => (
              <Key key={name} name={name} binding={keys[name]} />
            ))}
          </div>
        ))}
      </div>
    </footer>
  )
}

/** The key bar of whatever is on top. */
export function KeyBar() {
  return <KeyBarView keys={useEffectiveKeys()} />
}

function Key({ name, binding }: { readonly name: FunctionKey; readonly binding: KeyBinding | undefined }) {
  const t = useMessages().keys
  if (binding === undefined) {
    return (
      <span className={css.key} data-empty aria-hidden>
        <i>{name}</i>
        <span>—</span>
      </span>
    )
  }
  const { label, off, count = 0, tone = name === 'F12' ? 'go' : name === 'F4' ? 'stop' : 'plain' } = binding
  return (
    // Out of the Tab order: thirteen more stops would only be in the way of those who use the keys themselves.
    <button
      type="button"
      tabIndex={-1}
      className={css.key}
      data-key={name}
      data-tone={tone}
      data-off={off !== undefined || undefined}
      aria-disabled={off !== undefined || undefined}
      aria-keyshortcuts={name === 'Esc' ? 'Escape' : name}
      title={off ?? label}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => press(name, binding)}
    >
      <i>
        {name}
        {count > 0 && (
          <em>
            {count}
            <span className="visually-hidden"> {t.waiting(count)}</span>
          </em>
        )}
      </i>
      <span>{label}</span>
    </button>
  )
}
