import { IconRefresh } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { OutputOf } from '#shared/operations'
import type { Refusal } from '#shared/refusals'
import type { KeyBinding } from '../../desk/key-map.ts'
import { useMessages } from '../../desk/messages.ts'
import { say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useCountdown } from '../../desk/use-now.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { Note } from '../../parts/notices.tsx'
import { Facts } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondLeft, SecondPerson, type SecondProof } from '../../parts/second-person.tsx'
import { CodeField } from '../../parts/text-field.tsx'
import { Window } from '../../parts/window.tsx'
import { focusSoon } from '../proof.tsx'
import type { TokenDrift } from './drift.tsx'
import css from './resync.module.css'

type Done = OutputOf<'token.resync'>
type ResyncProps = { readonly drift: TokenDrift; readonly onClose: () => void }

/**
 * 再同期: the first digits, the supervisor while one waits for the second ones, the second digits. What was done is
 * what main read back, and nothing else.
 */
export function ResyncWindow({ drift, onClose }: ResyncProps) {
  const { resync: t, drift: d } = useMessages().engine
  const { serial, kind, digits, periodSeconds } = drift
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [asking, setAsking] = useState(false)
  const [proof, setProof] = useState<SecondProof>()
  const [over, setOver] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const [done, setDone] = useState<Done>()
  const resync = useCommand('token.resync')
  const length = digits ?? 6
  const counts = kind === 'hotp' || periodSeconds === null
  const busy = resync.busy

  // Once the supervisor's window has gone and has given the focus back.
  useEffect(() => {
    if (proof !== undefined) focusSoon('resync-second')
  }, [proof])

  async function send() {
    setRefusal(undefined)
    const reply = await resync.send({ serial, first, second })
    if (reply === undefined) return
    // The proof is used up, and so are the digits, whatever became of them.
    setProof(undefined)
    setFirst('')
    setSecond('')
    if (reply.ok) {
      setDone(reply.value)
      say(t.said(serial), 'done')
      focusSoon('resync-close')
      return
    }
    setRefusal(reply.error)
    focusSoon('resync-first')
  }

  const witness: KeyBinding = {
    label: t.toWitnessKey,
    off: first.length < length ? t.needsFirst : undefined,
    run: () => {
      setOver(false)
      setRefusal(undefined)
      setAsking(true)
    },
  }
  const go: KeyBinding = {
    label: t.go,
    off: first.length < length ? t.needsFirst : second.length < length ? t.needsSecond : undefined,
    run: () => void send(),
  }
  const forward = done !== undefined ? undefined : proof === undefined ? witness : go

  return (
    <Window
      title={t.title}
      icon={IconRefresh}
      onClose={onClose}
      closeLabel={t.close}
      keys={{ F12: forward ?? { label: t.close, run: onClose } }}
      footer={
        <Actions>
          {forward === undefined ? (
            <Action id="resync-close" keyName="F12" tone="go" onPress={onClose}>
              {t.close}
            </Action>
          ) : (
            <>
              <Action keyName="Esc" onPress={onClose}>
                {t.back}
              </Action>
              <Action keyName="F12" tone="go" onPress={forward.run} off={forward.off} busy={busy}>
                {proof === undefined ? t.toWitness : t.go}
              </Action>
            </>
          )}
        </Actions>
      }
    >
      <FieldStack>
        <Facts
          items={[
            { label: t.serial, value: <Code strong>{serial}</Code> },
            { label: t.rhythm, value: counts ? t.everyPress : t.everySeconds(periodSeconds) },
          ]}
        />
        {done !== undefined ? (
          <Note title={t.done} tone="plain">
            <p>{counts ? t.doneCounter : t.doneDrift(done.drift, done.periodSeconds)}</p>
            <p>{t.readBack}</p>
            {done.locked && <p>{t.doneStillLocked}</p>}
          </Note>
        ) : (
          <>
            <p>{counts ? t.leadCounter : t.lead}</p>
            {refusal !== undefined && <RefusalNote refusal={refusal} />}
            <CodeField
              id="resync-first"
              label={t.first}
              need="required"
              digits={length}
              value={first}
              onChange={setFirst}
              autoFocus
            />
            {!counts && first.length === length && second.length < length && (
              <Wait first={first} seconds={periodSeconds} />
            )}
            {proof !== undefined && (
              <SecondLeft
                proof={proof}
                onOver={() => {
                  setProof(undefined)
                  setOver(true)
                }}
              />
            )}
            {over && <Note>{t.over}</Note>}
            <CodeField
              id="resync-second"
              label={t.second}
              need="required"
              digits={length}
              value={second}
              onChange={setSecond}
              help={counts ? t.secondHelpCounter : t.secondHelp}
            />
            {!counts && <p>{d.about}</p>}
          </>
        )}
      </FieldStack>
      {asking && (
        <SecondPerson
          purpose="resync"
          about={serial}
          supervisor
          onProven={(_name, given) => {
            setProof(given)
            setAsking(false)
          }}
          onCancel={() => setAsking(false)}
        />
      )}
    </Window>
  )
}

/** The time until the token has moved on: at most one period after the first digits were typed. */
function Wait({ first, seconds }: { readonly first: string; readonly seconds: number }) {
  const { resync: t } = useMessages().engine
  const left = useCountdown(seconds, first)
  return (
    <div className={css.wait}>
      <p role="timer">{left > 0 ? t.waits(left) : t.shows}</p>
      <progress value={seconds - left} max={seconds} aria-label={left > 0 ? t.waits(left) : t.shows} />
      {left > 0 && <p>{t.meanwhile}</p>}
    </div>
  )
}
