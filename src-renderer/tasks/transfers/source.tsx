import { IconFile, IconQrcode } from '@tabler/icons-react'
import { useState } from 'react'
import { useKeys, useScan } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { missingParts, type Parts, withPart } from './parts.ts'
import css from './transfers.module.css'

type SourceProps = {
  readonly lead: string
  readonly busy: boolean
  /** A document lies open already, and what is read now belongs to it. */
  readonly again?: boolean | undefined
  /** Null: a file is asked for. Otherwise the texts of all its codes. */
  readonly onRead: (scanned: string[] | null) => void
}

const FIELD = 'code-read'

/**
 * Where a document comes from: a file on a stick, or the codes on a screen, read in any order. Codes go into a field of
 * their own: four hundred characters are long enough for a reader to falter, and what comes in pieces is put together.
 */
export function Source({ lead, busy, again = false, onRead }: SourceProps) {
  const { transfers: t } = useMessages()
  const [parts, setParts] = useState<Parts>()
  const [typed, setTyped] = useState('')
  const choose = () => {
    setParts(undefined)
    setTyped('')
    onRead(null)
  }
  useKeys({ F10: { label: t.source.fileKey, run: choose } })

  /** Whether one of these is a part, which is then read. */
  const take = (texts: readonly string[]): boolean => {
    const more = texts.map((text) => withPart(parts, text)).find((one) => one !== undefined)
    if (more === undefined || busy) return false
    const isComplete = missingParts(more).length === 0
    setParts(isComplete ? undefined : more)
    setTyped('')
    if (isComplete) onRead([...more.read].sort(([a], [b]) => a - b).map(([, part]) => part))
    else requestAnimationFrame(() => document.getElementById(FIELD)?.focus())
    return true
  }
  useScan(
    again
      ? undefined
      : (text) => {
          // What stood in the field before the reader went on, as the page has it now.
          const field = document.getElementById(FIELD)
          const before = field instanceof HTMLInputElement ? field.value : ''
          if (!take([text, before + text])) setTyped(before + text)
        },
  )
  return (
    <div className={css.source}>
      <p>{lead}</p>
      <Actions>
        <Action keyName="F10" tone={again ? 'plain' : 'go'} busy={busy} onPress={choose}>
          <IconFile size="1.125rem" stroke={2} aria-hidden /> {t.source.file}
        </Action>
      </Actions>
      {!again && (
        <TextField
          id={FIELD}
          label={t.source.scan}
          help={
            parts === undefined
              ? t.source.scanHelp
              : `${t.source.parts(parts.read.size, parts.total)} ${t.source.left(missingParts(parts).join('・'))}`
          }
          value={typed}
          onChange={setTyped}
          onLeave={(text) => {
            take([text])
          }}
          maxLength={1000}
          code
          icon={<IconQrcode size="1.125rem" stroke={2} aria-hidden />}
          autoFocus
        />
      )}
      {busy && (
        <p className={css.quiet} role="status">
          {t.source.reading}
        </p>
      )}
    </div>
  )
}
