import { IconFile, IconQrcode } from '@tabler/icons-react'
import { useState } from 'react'
import { useKeys, useScan } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { missingParts, type Parts, withPart } from './parts.ts'
import css from './transfers.module.css'

type SourceProps = {
  readonly lead: string
  readonly busy: boolean
  /** A document lies open already: its own keys and buttons come first. */
  readonly again?: boolean | undefined
  /** Null: a file is asked for. Otherwise the texts of all its codes. */
  readonly onRead: (scanned: string[] | null) => void
}

/** Where a document comes from: a file on a stick, or the codes on a sheet or a screen, read in any order. */
export function Source({ lead, busy, again = false, onRead }: SourceProps) {
  const { transfers: t } = useMessages()
  const [parts, setParts] = useState<Parts>()
  const choose = () => {
    setParts(undefined)
    onRead(null)
  }
  useKeys({ F10: { label: t.source.fileKey, run: choose } })
  useScan((text) => {
    const more = withPart(parts, text)
    if (more === undefined || busy) return
    const complete = missingParts(more).length === 0
    setParts(complete ? undefined : more)
    if (complete) onRead([...more.read].sort(([a], [b]) => a - b).map(([, part]) => part))
  })
  return (
    <div className={css.source}>
      <p>{lead}</p>
      <Actions>
        <Action keyName="F10" tone={again ? 'plain' : 'go'} autoFocus={!again} busy={busy} onPress={choose}>
          <IconFile size="1.125rem" stroke={2} aria-hidden /> {t.source.file}
        </Action>
      </Actions>
      <p className={css.quiet} role="status">
        <IconQrcode size="1.125rem" stroke={2} aria-hidden />{' '}
        {busy
          ? t.source.reading
          : parts === undefined
            ? t.source.scan
            : `${t.source.parts(parts.read.size, parts.total)} ${t.source.left(missingParts(parts).join('・'))}`}
      </p>
    </div>
  )
}
