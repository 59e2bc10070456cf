import type { ReactNode } from 'react'
import type { KeyMap } from '../../desk/key-map.ts'
import { Action, Actions } from '../../parts/action.tsx'
import css from './stock.module.css'

const ORDER = ['F12', 'F7', 'F10', 'F3'] as const

/** What stands under a sheet: its keys once more, as buttons. */
export function Foot({ keys, children }: { readonly keys: KeyMap; readonly children?: ReactNode }) {
  const shown = ORDER.flatMap((name) => {
    const binding = keys[name]
    return binding === undefined ? [] : [{ name, binding }]
  })
  if (shown.length === 0 && children === undefined) return null
  return (
    <div className={css.foot}>
      <Actions>
        {shown.map(({ name, binding }) => (
          <Action key={name} keyName={name} off={binding.off} onPress={binding.run}>
            {binding.label}
          </Action>
        ))}
      </Actions>
      {children}
    </div>
  )
}
