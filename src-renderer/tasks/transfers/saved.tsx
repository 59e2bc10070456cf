import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { RecordNo } from '#shared/ids'
import type { Refusal } from '#shared/refusals'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { back, say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Note } from '../../parts/notices.tsx'
import { Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import css from './transfers.module.css'

type SavedProps = {
  readonly transfer: RecordNo
  readonly title: string
  /** Null: on the book, and not saved yet. */
  readonly fileName: string | null
  readonly words: { readonly saved: (name: string) => string; readonly notSaved: string }
  readonly next: readonly string[]
}

/** It stands on the book. Whether the document does on the stick is said beside it, and can be made good. */
export function Saved({ transfer, title, fileName, words, next }: SavedProps) {
  const { transfers: t } = useMessages()
  const again = useCommand('transfer.save-again')
  const [name, setName] = useState(fileName)
  const [refused, setRefused] = useState<Refusal>()
  const save = async () => {
    setRefused(undefined)
    const reply = await again.send({ transfer })
    if (reply === undefined) return
    if (!reply.ok) {
      setRefused(reply.error)
      return
    }
    setName(reply.value.fileName)
    say(t.list.saved(reply.value.fileName), 'done')
  }
  useKeys({
    Esc: { label: t.backKey, run: back },
    F12: { label: t.list.againKey, run: () => void save() },
  })
  return (
    <div className={css.screen}>
      <Panel title={title} icon={IconCircleCheck} lead>
        <div className={css.source}>
          <Note tone={name === null ? 'caution' : 'plain'}>
            <p>{name === null ? words.notSaved : words.saved(name)}</p>
          </Note>
          {next.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {refused !== undefined && <RefusalNote refusal={refused} />}
          <Actions>
            <Action
              keyName="Esc"
              tone={name === null ? 'plain' : 'go'}
              autoFocus={name !== null}
              onPress={back}
            >
              {t.backKey}
            </Action>
            <Action
              keyName="F12"
              tone={name === null ? 'go' : 'plain'}
              autoFocus={name === null}
              busy={again.busy}
              onPress={() => void save()}
            >
              {t.list.again}
            </Action>
          </Actions>
        </div>
      </Panel>
    </div>
  )
}
