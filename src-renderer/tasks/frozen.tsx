import { IconRubberStamp } from '@tabler/icons-react'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { FROZEN_DEPTH } from '../parts/frame.tsx'
import css from './frozen.module.css'

/** Over the greyed desk while a supervisor approves in a window of their own. Only leaving the desk still works. */
export function Frozen({ caseNo, onLeave }: { readonly caseNo: string; readonly onLeave: () => void }) {
  const messages = useMessages()
  const t = messages.shell.frozen
  useKeys({ 'Ctrl+L': { label: messages.frame.leave, run: onLeave } }, { depth: FROZEN_DEPTH })
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
