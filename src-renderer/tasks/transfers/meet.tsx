import { IconBuildingBank, IconPhoneCall } from '@tabler/icons-react'
import { useState } from 'react'
import type { OutputOf } from '#shared/operations'
import type { Refusal } from '#shared/refusals'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { back, say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { Note } from '../../parts/notices.tsx'
import { Facts, Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { Source } from './source.tsx'
import css from './transfers.module.css'

/** Six groups of four. */
const CHARACTERS = 24

type Introduced = NonNullable<OutputOf<'transfer.read-introduction'>>

/**
 * Another branch becomes known: its document is read, its fingerprint heard on the telephone and typed. What is typed is
 * not on the screen, so that it cannot be copied from there.
 */
export function Meet() {
  const { transfers: t, keys } = useMessages()
  const s = t.meet
  const read = useCommand('transfer.read-introduction')
  const meet = useCommand('transfer.meet')
  const [introduced, setIntroduced] = useState<Introduced>()
  const [heard, setHeard] = useState('')
  const [refused, setRefused] = useState<Refusal>()
  const [asking, setAsking] = useState(false)

  const open = async (scanned: string[] | null) => {
    setRefused(undefined)
    const reply = await read.send({ scanned })
    if (reply === undefined) return
    setHeard('')
    setIntroduced(reply.ok ? (reply.value ?? undefined) : undefined)
    if (!reply.ok) setRefused(reply.error)
    else if (reply.value === null) say(t.source.notChosen)
  }
  const typed = heard.normalize('NFKC').replace(/[^0-9A-Za-z]/g, '').length
  const off = introduced === undefined ? s.lead : typed < CHARACTERS ? s.needs : undefined
  const proven = async () => {
    if (introduced === undefined) return
    setRefused(undefined)
    const reply = await meet.send({ document: introduced.document, fingerprint: heard })
    if (reply === undefined) return
    setAsking(false)
    if (!reply.ok) {
      setRefused(reply.error)
      return
    }
    say(s.done(t.branch(introduced.branchNo, introduced.branchName)), 'done')
    back()
  }
  const begin = () => setAsking(true)
  useKeys({
    Esc: { label: t.backKey, run: back },
    F12: { label: s.goKey, run: begin, off },
  })
  return (
    <div className={css.screen} data-fields>
      <Panel title={s.title} icon={IconBuildingBank} lead>
        <Source
          lead={s.lead}
          busy={read.busy}
          again={introduced !== undefined}
          onRead={(scanned) => void open(scanned)}
        />
        {refused !== undefined && <RefusalNote refusal={refused} />}
      </Panel>
      {introduced !== undefined && (
        <Panel title={s.callTitle} icon={IconPhoneCall}>
          <FieldStack>
            <Facts
              items={[
                { label: s.institution, value: introduced.institution },
                {
                  label: s.branch,
                  value: (
                    <>
                      <Code>{introduced.branchNo}</Code> {introduced.branchName}
                    </>
                  ),
                },
              ]}
            />
            {introduced.before !== null && (
              <Note tone={introduced.before === introduced.fingerprint ? 'plain' : 'caution'}>
                <p>{introduced.before === introduced.fingerprint ? s.same : s.again}</p>
              </Note>
            )}
            <div>
              <p>
                <b>{s.call}</b>
              </p>
              <p>{s.notFromFile}</p>
            </div>
            <TextField
              key={introduced.document}
              id="fingerprint"
              label={s.fingerprint}
              need="required"
              help={s.fingerprintHelp}
              value={heard}
              onChange={setHeard}
              maxLength={60}
              code
              autoFocus
            />
            <Actions>
              <Action keyName="F12" tone="go" off={off} onPress={begin}>
                {s.go}
              </Action>
              <Action keyName="Esc" onPress={back}>
                {keys.back}
              </Action>
            </Actions>
          </FieldStack>
        </Panel>
      )}
      {asking && (
        <SecondPerson
          purpose="transfer"
          about=""
          supervisor
          go={s.go}
          goKey={s.goKey}
          busy={meet.busy}
          onProven={() => void proven()}
          onCancel={() => setAsking(false)}
        />
      )}
    </div>
  )
}
