import { IconCircleX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { Refusal } from '#shared/refusals'
import type { Content } from '#shared/stock'
import type { KeyBinding } from '../../desk/key-map.ts'
import { useMessages } from '../../desk/messages.ts'
import { useRefused } from '../../desk/refused.ts'
import { committed, say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { Refused } from '../../parts/notices.tsx'
import type { SecondProof } from '../../parts/second-person.tsx'
import { SerialBoxes } from '../../parts/serial-boxes.tsx'
import css from './dispatch.module.css'
import { modelPlaces, type PackProps } from './model.ts'

/** A serial is never shorter. */
const SHORTEST = 4

type SecondReadingProps = PackProps & {
  readonly proof: SecondProof | undefined
  readonly contents: readonly Content[]
  /** Why nothing can be compared yet: what is not in the envelope. */
  readonly off: string | undefined
  /** The proof is used up. */
  readonly onSpent: () => void
  readonly onCall: () => void
}

/**
 * The second person reads the serial blindly. The answer is that it agrees or that it does not, and never in which
 * character (MC-09): the page does not know the first reading, so it cannot give it away.
 */
export function useSecondReading(props: SecondReadingProps) {
  const { view, parcel, profile, proof, contents, onSpent, onCall } = props
  const { dispatch } = useMessages()
  const t = dispatch.pack.read
  const { caseNo, version } = view.case
  const [serial, setSerial] = useState('')
  const [refused, setRefused] = useState<Refusal>()
  const pack = useCommand('dispatch.pack')
  const refusal = useRefused()
  const places = modelPlaces(profile, parcel.model, parcel.serialLength)
  const whole = places === null ? serial.length >= SHORTEST : serial.length === places
  const off = proof === undefined ? undefined : (props.off ?? (whole ? undefined : t.secondNeeds))
  /** A reader's Enter must not be a second reading of the same token. */
  const sent = useRef<string>(undefined)

  const compare = async (read: string) => {
    if (sent.current === read) return
    sent.current = read
    setRefused(undefined)
    const reply = await pack.send({ caseNo, version, serial: read, contents: [...contents] })
    if (reply === undefined) {
      sent.current = undefined
      return
    }
    // Right or wrong, what was read is gone from the screen: the next reading is of the token again.
    setSerial('')
    sent.current = undefined
    if (reply.ok) {
      onSpent()
      say(parcel.how === 'mail' ? t.agreedSaid : t.agreedCounter, 'done')
      return
    }
    setRefused(reply.error)
    // A misreading is written down although it is a no: how many there were decides who may read next.
    committed()
    const mayReadOn =
      reply.error.code === 'contents-missing' ||
      reply.error.code === 'serial-malformed' ||
      (reply.error.code === 'serial-differs' && reply.error.triesLeft > 0)
    if (!mayReadOn) onSpent()
    document.getElementById(mayReadOn ? 'second-serial' : 'second-call')?.focus()
  }
  const onScan = (read: string) => {
    if (props.off === undefined) void compare(read)
    else say(props.off, 'caution')
  }
  const key: KeyBinding =
    proof === undefined
      ? { label: t.callKey, run: onCall }
      : { label: t.secondKey, run: () => void compare(serial), off }

  const fields = (
    <>
      {refused !== undefined &&
        (refused.code === 'serial-differs' ? (
          <div className={css.differs} role="alert">
            <b>
              <IconCircleX size="1.5rem" stroke={2} aria-hidden /> {t.differs}
            </b>
            <p>
              {t.differsWhy} {refused.triesLeft > 0 ? t.differsAgain : t.differsCall}{' '}
              <Code size="sm">{refusal(refused).code ?? ''}</Code>
            </p>
          </div>
        ) : (
          <Refused {...refusal(refused)} />
        ))}
      {proof === undefined ? (
        <>
          <p>{view.misreadings >= 2 ? t.callSupervisor : t.callLead}</p>
          <Action id="second-call" keyName="F12" tone="go" onPress={onCall}>
            {t.call}
          </Action>
        </>
      ) : (
        <>
          <SerialBoxes
            id="second-serial"
            label={t.boxes}
            places={places}
            value={serial}
            onChange={(typed) => {
              setSerial(typed)
              if (typed !== '') setRefused(undefined)
            }}
            onScan={onScan}
            help={
              <>
                {t.readsHow} {t.answersOnly}
              </>
            }
          />
          <Action keyName="F12" tone="go" onPress={() => void compare(serial)} off={off} busy={pack.busy}>
            {t.secondGo}
          </Action>
        </>
      )}
      <dl className={css.later}>
        <div>
          <dt>{t.mailNo}</dt>
          <dd>{parcel.how === 'mail' && t.mailNoLater}</dd>
        </div>
      </dl>
    </>
  )
  /** Somebody has just proven themselves: the former answer was given to somebody else. */
  const begin = () => {
    setSerial('')
    setRefused(undefined)
  }
  return { key, fields, begin }
}
