import { IconRubberStamp } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { focusNextPane, useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { FROZEN_DEPTH } from '../parts/frame.tsx'
import css from './frozen.module.css'

/** Over the greyed desk while a supervisor approves in a window of their own. Only leaving the desk still works. */
export function Frozen({ caseNo, onLeave }: { readonly caseNo: string; readonly onLeave: () => void }) {
  const messages = useMessages()
  const t = messages.shell.frozen
  useKeys({ 'Ctrl+L': { label: messages.frame.leave, run: onLeave } }, { depth: FROZEN_DEPTH })
  // The desk is out of reach meanwhile and loses the focus; the teller goes on where they were, if that is still there.
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return
        if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus()
        else focusNextPane()
      })
    },
    [before],
  )
  return (
    <div className={css.frozen} role="alertdialog" aria-label={t.title}>
      <div>
        <h1>
          <IconRubberStamp size="1.5rem" stroke={2} aria-hidden />
          {t.title}
        </h1>
        <p>{t.what(caseNo)}</p>
        <p>{t.until}</p>
        <p>{t.leave}（Ctrl+L）</p>
      </div>
    </div>
  )
}
