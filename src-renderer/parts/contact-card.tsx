import { IconCircleCheck, IconClockOff, IconHandStop, IconPhone, IconQuestionMark } from '@tabler/icons-react'
import { type Contact, type ContactNow, contactNow } from '#shared/contact-hours'
import { useHere } from '../desk/here.ts'
import { useMessages } from '../desk/messages.ts'
import { useDesk } from '../desk/state.ts'
import { Code, KeyCap } from './code.tsx'
import css from './contact-card.module.css'
import { hoursLines, reachWords } from './contact-words.ts'
import { ToConfirm } from './state-tag.tsx'

const icons = { open: IconCircleCheck, closed: IconClockOff, 'to-confirm': IconQuestionMark } as const

export type ContactCardProps = {
  readonly contact: Contact
  /** Set wide, beside each other, where the card has a whole line. */
  readonly inline?: boolean | undefined
}

/**
 * Whom the customer may call, whether anybody answers now, and when next. Outside the hours, and wherever they are
 * not known, also the emergency route: this branch stops the token at once (R-002-38).
 */
export function ContactCard({ contact, inline = false }: ContactCardProps) {
  const { contact: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const now = useHere(({ state }) => state?.now)
  const answer = now === undefined ? undefined : contactNow(contact, now)
  const lines = hoursLines(t, contact)
  return (
    <div className={css.card} data-inline={inline || undefined}>
      <p className={css.who}>
        <b>{contact.name[language]}</b>
        {contact.phone !== undefined && (
          <span>
            <IconPhone size="1.125rem" stroke={2} aria-hidden />
            <Code strong>{contact.phone}</Code>
          </span>
        )}
      </p>
      {answer !== undefined && <Standing answer={answer} />}
      {lines.length > 0 && (
        <ul className={css.hours}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {answer !== undefined && answer.state !== 'open' && (
        <p className={css.emergency}>
          <IconHandStop size="1.125rem" stroke={2} aria-hidden />
          <span>
            {t.emergency}{' '}
            <span className={css.key}>
              <KeyCap>F4</KeyCap> {t.emergencyKey}
            </span>
          </span>
        </p>
      )}
    </div>
  )
}

function Standing({ answer }: { readonly answer: ContactNow }) {
  const { contact: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const { says, because } = reachWords(t, answer, language)
  const StandingIcon = icons[answer.state]
  return (
    <div className={css.standing} data-state={answer.state}>
      <StandingIcon size="1.25rem" stroke={2.2} aria-hidden />
      <div>
        <p>
          {says.map((sentence, place) => (
            <b key={sentence}>
              {sentence} {place === 0 && answer.state === 'to-confirm' && <ToConfirm />}{' '}
            </b>
          ))}
        </p>
        {because.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </div>
  )
}
