import type { ReactNode } from 'react'
import type { KeyName } from '../desk/key-map.ts'
import { say } from '../desk/state.ts'
import css from './small.module.css'

export type ActionProps = {
  /** Where the focus is put when everything before it is done. */
  readonly id?: string | undefined
  /** The key that does the same; shown, not bound: bind it with `useKeys`. */
  readonly keyName?: KeyName | undefined
  readonly tone?: 'plain' | 'go' | 'stop' | 'stop-quiet' | undefined
  readonly onPress: () => void
  /** Why it cannot be pressed now. It stays reachable, so that the reason can be heard. */
  readonly off?: string | undefined
  readonly busy?: boolean | undefined
  readonly autoFocus?: boolean | undefined
  /** Object and verb of the result: 承認を依頼する. */
  readonly children: ReactNode
}

/** A button that says what will happen. Enter walks to it when it is the way forward. */
export function Action({
  id,
  keyName,
  tone = 'plain',
  onPress,
  off,
  busy,
  autoFocus,
  children,
}: ActionProps) {
  return (
    <button
      id={id}
      type="button"
      className={css.action}
      data-tone={tone}
      data-off={off !== undefined || undefined}
      data-forward={tone === 'go' || undefined}
      aria-disabled={off !== undefined || busy || undefined}
      aria-busy={busy || undefined}
      title={off}
      // biome-ignore lint/a11y/noAutofocus: after a task ends, Enter is the next customer
      autoFocus={autoFocus}
      onClick={() => {
        if (busy) return
        if (off === undefined) onPress()
        else say(off, 'caution')
      }}
    >
      {keyName !== undefined && <kbd>{keyName}</kbd>}
      <span>{children}</span>
    </button>
  )
}

/** Buttons side by side; wraps. */
export function Actions({ children }: { readonly children: ReactNode }) {
  return <div className={css.actions}>{children}</div>
}
