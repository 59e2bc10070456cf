import { type ReactNode, useEffect, useRef } from 'react'
import type { ContractView } from '#shared/operations/contracts'
import { administers } from '#shared/profile-rules'
import type { ServiceProfile } from '#shared/profiles'
import { useMessages } from '../../desk/messages.ts'
import { ChoiceField, TickField } from '../../parts/choice-field.tsx'
import { Code } from '../../parts/code.tsx'
import css from './questions.module.css'
import type { Inquiry, Whose } from './visit.ts'
import { RegistrationMark, useServiceWords } from './words.tsx'

type Props = {
  readonly view: ContractView
  readonly profile: ServiceProfile
  readonly inquiry: Inquiry
  readonly onAnswer: (changes: Partial<Inquiry>) => void
}

/** Whose token it is; then, once it is known, what happened; then what the job still has to know. */
export function Questions({
  children,
  view,
  profile,
  inquiry,
  onAnswer,
  roomy,
}: Props & {
  readonly children: ReactNode
  /** Nothing else has to find room beneath the people. */
  readonly roomy: boolean
}) {
  return (
    <div className={css.questions} data-roomy={roomy || undefined}>
      <WhoseToken view={view} profile={profile} inquiry={inquiry} onAnswer={onAnswer} roomy={roomy} />
      {children}
    </div>
  )
}

const SHARED = 'shared:'

function WhoseToken({ view, profile, inquiry, onAnswer, roomy }: Props & { readonly roomy: boolean }) {
  const { routerScreen: t, router: r } = useMessages()
  const words = useServiceWords(profile)
  const { whose, unavailable } = inquiry
  const people = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list has become shorter, and scrolls now
  useEffect(() => {
    const chosen = people.current?.querySelector<HTMLElement>('[data-chosen]')
    const list = chosen?.parentElement
    // Only the list: what has the focus must not be moved out of sight for it.
    if (chosen && list) list.scrollTop = chosen.offsetTop - list.offsetTop - list.clientHeight / 3
  }, [roomy])
  return (
    <div ref={people} className={css.people}>
      <ChoiceField
        id="whose"
        label={r.whose}
        direction="column"
        autoFocus={whose === undefined}
        value={whose === undefined ? null : whose.kind === 'shared' ? SHARED : whose.userId}
        onChange={(id) =>
          onAnswer({
            whose: id === SHARED ? { kind: 'shared' } : { kind: 'user', userId: id },
            unavailable: unavailable.filter((one) => one !== id),
          })
        }
        choices={[
          ...(view.sharedRegistration === null
            ? []
            : [{ value: SHARED, label: t.shared, note: t.sharedNote }]),
          ...view.users.map((user) => ({
            value: user.userId,
            label: user.name,
            note: (
              <>
                {words.role(user.role)}
                {user.registration !== 'none' && (
                  <>
                    {'　'}
                    {user.serial === null ? (
                      <RegistrationMark state={user.registration} profile={profile} />
                    ) : (
                      <Code size="sm">{user.serial}</Code>
                    )}
                  </>
                )}
                {user.registration === 'none' && view.sharedRegistration === null && `　${t.noToken}`}
              </>
            ),
          })),
        ]}
      />
    </div>
  )
}

/** Administrators of the customer's who cannot help today: only the person at the counter knows. */
export function Unavailable({ view, profile, inquiry, onAnswer }: Props) {
  const { routerScreen: t, router: r } = useMessages()
  const words = useServiceWords(profile)
  const { whose, unavailable } = inquiry
  const others = view.users.filter(
    ({ role, userId }) => administers(profile, role) && !(whose?.kind === 'user' && whose.userId === userId),
  )
  if (others.length === 0) return null
  return (
    <fieldset className={css.ticks}>
      <legend>{r.unavailable}</legend>
      {others.map(({ userId, name, role }) => (
        <TickField
          key={userId}
          id={`unavailable-${userId}`}
          label={`${name}　${words.role(role)}`}
          value={unavailable.includes(userId)}
          onChange={(ticked) =>
            onAnswer({
              unavailable: ticked ? [...unavailable, userId] : unavailable.filter((one) => one !== userId),
            })
          }
        />
      ))}
      <p>{t.unavailableNote}</p>
    </fieldset>
  )
}

/** Where there is only one token to ask about, nobody is asked. */
export function onlyTarget(view: ContractView): Whose | undefined {
  if (view.sharedRegistration !== null) return { kind: 'shared' }
  const [first, ...others] = view.users
  return first !== undefined && others.length === 0 ? { kind: 'user', userId: first.userId } : undefined
}
