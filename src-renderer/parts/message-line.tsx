import {
  IconAlertTriangle,
  IconChecks,
  IconDeviceFloppy,
  IconHandStop,
  IconInfoCircle,
  IconSchool,
} from '@tabler/icons-react'
import { useEffectiveKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { type Message, type MessageTone, useDesk } from '../desk/state.ts'
import { Figures } from './code.tsx'
import css from './frame.module.css'
import { Empty } from './notices.tsx'
import { type StateName, StateTag } from './state-tag.tsx'

const icons = {
  done: IconChecks,
  saved: IconDeviceFloppy,
  info: IconInfoCircle,
  caution: IconAlertTriangle,
  stop: IconHandStop,
  practice: IconSchool,
} as const satisfies Record<MessageTone | 'practice', typeof IconInfoCircle>

export type MessageLineViewProps = {
  readonly message?: Message | undefined
  readonly practice?: boolean | undefined
  readonly state?: StateName | undefined
  /** At the right end: what is counted, or why F12 is off. */
  readonly end?: string | undefined
}

/** One line: the last result on the left, the state of things on the right. Read aloud when it changes. */
export function MessageLineView({ message, practice = false, state, end }: MessageLineViewProps) {
  const t = useMessages().frame
  const tone = message?.tone ?? (practice ? 'practice' : 'info')
  const Icon = icons[tone]
  return (
    <section className={css.messageLine} data-tone={tone} aria-label={t.messageLine}>
      <p role="status">
        <Icon size="1.125rem" stroke={2} aria-hidden />
        <span>
          {message?.text ?? (practice ? t.practiceStanding : '')}
          {message?.at !== undefined && (
            <>
              {' '}
              <Figures>{message.at}</Figures>
            </>
          )}
        </span>
      </p>
      <p className={css.lineEnd}>
        {state !== undefined && <StateTag state={state} />}
        <span>{end}</span>
      </p>
    </section>
  )
}

/** The message line of this desk: the newest message, the screen's standing note, and why F12 is off. */
export function MessageLine({ practice }: { readonly practice?: boolean | undefined }) {
  const t = useMessages().frame
  const message = useDesk((desk) => desk.messages.at(-1))
  const standing = useDesk((desk) => desk.standing)
  const why = useEffectiveKeys().F12?.off
  return (
    <MessageLineView
      message={message}
      practice={practice}
      state={standing?.state}
      end={why === undefined ? standing?.text : t.keyIsOff('F12', why)}
    />
  )
}

/** The earlier messages, newest first, for the help window of F1. */
export function MessageHistory() {
  const t = useMessages().frame
  const messages = useDesk((desk) => desk.messages)
  if (messages.length === 0) return <Empty title={t.historyEmpty} />
  return (
    <ol className={css.history} aria-label={t.history}>
      {messages.toReversed().map(({ id, text, tone, at }) => {
        const Icon = icons[tone]
        return (
          <li key={id}>
            <Icon size="1rem" stroke={2} aria-hidden />
            <span>{text}</span>
            {at !== undefined && <Figures>{at}</Figures>}
          </li>
        )
      })}
    </ol>
  )
}
