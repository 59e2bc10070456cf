import { IconMailForward } from '@tabler/icons-react'
import { useState } from 'react'
import type { RecordNo } from '#shared/ids'
import type { OutputOf } from '#shared/operations'
import type { DispatchRow } from '#shared/operations/dispatch'
import type { PaperRequest } from '#shared/operations/papers'
import { useMessages } from '../../desk/messages.ts'
import { go, say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { Window } from '../../parts/window.tsx'
import css from './dispatch.module.css'

type PostWindowProps = {
  readonly rows: readonly DispatchRow[]
  readonly onClose: () => void
  readonly onCancel: () => void
}

type Posted = OutputOf<'dispatch.post'> & { readonly releaser: string }

/** 差し出し: what is in the bag, and the supervisor who lets it go. */
export function PostWindow({ rows, onClose, onCancel }: PostWindowProps) {
  const { dispatch } = useMessages()
  const t = dispatch.post
  const post = useCommand('dispatch.post')
  const [posted, setPosted] = useState<Posted>()
  // The list behind forgets the letters once they have gone; what was in the bag stays on the screen.
  const [letters] = useState(rows)

  const send = async (releaser: string) => {
    const cases = letters.map(({ case: { caseNo, version } }) => ({ caseNo, version }))
    const reply = await post.send({ cases })
    if (reply?.ok !== true) return
    setPosted({ ...reply.value, releaser })
    say(t.said(reply.value.bag, reply.value.posted), 'done')
  }
  if (posted !== undefined) return <PostedWindow posted={posted} onClose={onClose} />
  const refused = post.refusal
  return (
    <SecondPerson
      purpose="post"
      about=""
      supervisor
      title={t.title}
      go={t.go(letters.length)}
      goKey={t.goKey}
      refusal={refused}
      busy={post.busy}
      onProven={(name) => void send(name)}
      onCancel={onCancel}
    >
      <p>
        <b>{t.lead(letters.length)}</b> {t.count}
      </p>
      <div className={css.letters}>
        <table aria-label={t.letters}>
          <thead>
            <tr>
              <th scope="col">{t.number}</th>
              <th scope="col">{t.whose}</th>
            </tr>
          </thead>
          <tbody>
            {letters.map(({ case: one, mailNo }) => (
              <tr key={one.caseNo}>
                <td>
                  <Code strong>{mailNo ?? ''}</Code>
                </td>
                <td>
                  {one.customerName} <Code size="sm">{one.caseNo}</Code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </SecondPerson>
  )
}

/** The sheet of a bag, printed twice: one copy comes back with the post office's stamp. */
export const printBag = (record: RecordNo): void =>
  go({ screen: 'paper', of: JSON.stringify({ paper: 'dispatch-list', record } satisfies PaperRequest) })

function PostedWindow({ posted, onClose }: { readonly posted: Posted; readonly onClose: () => void }) {
  const { dispatch } = useMessages()
  const t = dispatch.post
  const print = () => {
    onClose()
    printBag(posted.bag)
  }
  return (
    <Window
      title={t.doneTitle}
      icon={IconMailForward}
      size="small"
      onClose={onClose}
      closeLabel={t.close}
      keys={{ F7: { label: t.printKey, run: print }, F12: { label: t.printKey, run: print } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {t.close}
          </Action>
          <Action keyName="F12" tone="go" onPress={print} autoFocus>
            {t.print}
          </Action>
        </Actions>
      }
    >
      <div className={css.stack}>
        <p className={css.large}>{t.done(posted.bag, posted.posted)}</p>
        <p>{t.doneWho(posted.releaser)}</p>
        <p>{t.next}</p>
      </div>
    </Window>
  )
}
