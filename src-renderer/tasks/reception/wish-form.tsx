import type { ContractView } from '#shared/operations/contracts'
import type { ServiceProfile } from '#shared/profiles'
import { useMessages } from '../../desk/messages.ts'
import { ChoiceField, TickField } from '../../parts/choice-field.tsx'
import { Code } from '../../parts/code.tsx'
import { Note } from '../../parts/notices.tsx'
import type { Ticked, Whose } from './visit.ts'
import { applicants, otherMode, type Together, unlockable } from './wish.ts'
import css from './wish-form.module.css'
import { AuthenticationTag, RegistrationMark, useServiceWords } from './words.tsx'

type Props = {
  readonly view: ContractView
  readonly profile: ServiceProfile
  readonly whose: Whose | undefined
  readonly ticked: Ticked
  readonly onTick: (changes: Partial<Ticked>) => void
}

/** J2: whose lockout is lifted. Users of one serial stand in one line, because they are unlocked in one. */
export function UnlockWish({ view, profile, whose, ticked, onTick }: Props) {
  const { routerScreen: t } = useMessages()
  const entries = unlockable(profile, view.users, whose)
  const sharing = entries.some(({ members }) => members.length > 1)
  return (
    <>
      <fieldset className={css.people}>
        <legend>{t.wish.unlock}</legend>
        <div>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} profile={profile} ticked={ticked} onTick={onTick}>
              <Staying entry={entry} />
            </Entry>
          ))}
        </div>
        {sharing && <p>{t.wish.unlockTogether}</p>}
      </fieldset>
      <TickField
        id="also-reissue"
        label={t.wish.alsoReissue}
        value={ticked.alsoReissue}
        onChange={(alsoReissue) => onTick({ alsoReissue })}
      />
      {ticked.alsoReissue && <Note title={t.wish.alsoReissueNote} />}
    </>
  )
}

/** Whoever of a serial is not stopped stays as they are, and that is said. */
function Staying({ entry: { members } }: { readonly entry: Together }) {
  const { routerScreen: t } = useMessages()
  const stay = members.filter(({ authentication }) => authentication !== 'locked').map(({ name }) => name)
  return stay.length === 0 ? null : <small>{t.wish.stays(stay)}</small>
}

/** J6: who may begin to use one-time passwords. */
export function ApplicationWish({ view, profile, whose, ticked, onTick }: Props) {
  const { routerScreen: t } = useMessages()
  return (
    <fieldset className={css.people}>
      <legend>{t.wish.application}</legend>
      <div>
        {applicants(view.users, whose).map((entry) => (
          <Entry key={entry.id} entry={entry} profile={profile} ticked={ticked} onTick={onTick} />
        ))}
      </div>
    </fieldset>
  )
}

type EntryProps = Pick<Props, 'profile' | 'ticked' | 'onTick'> & {
  readonly entry: Together
  readonly children?: React.ReactNode
}

/** One tick for those who go together. Whoever stands at the counter is ticked already, and stays so. */
function Entry({ entry, profile, ticked, onTick, children }: EntryProps) {
  const { routerScreen: t } = useMessages()
  const words = useServiceWords(profile)
  const { id, members, fixed } = entry
  const ids = members.map(({ userId }) => userId)
  const on = fixed || ids.some((userId) => ticked.users.includes(userId))
  const shown = members.filter(({ authentication }) => members.length === 1 || authentication === 'locked')
  const [first] = shown
  if (first === undefined) return null
  return (
    <div className={css.entry}>
      <TickField
        id={`wish-${id}`}
        label={shown.map(({ name }) => name).join('、')}
        disabled={fixed}
        value={on}
        onChange={(chosen) =>
          onTick({
            users: chosen
              ? [...ticked.users, ...ids]
              : ticked.users.filter((userId) => !ids.includes(userId)),
          })
        }
      />
      <p>
        {members.length > 1 && first.serial !== null ? (
          <Code size="sm">{first.serial}</Code>
        ) : (
          words.role(first.role)
        )}
        {fixed && <b>{t.wish.asked}</b>}
        {first.authentication === 'none' ? (
          <RegistrationMark state={first.registration} profile={profile} />
        ) : (
          <AuthenticationTag state={first.authentication} profile={profile} />
        )}
      </p>
      {children}
    </div>
  )
}

/** R-000-16: the present mode beside the requested one. Where the present one is known there is only one to ask for. */
export function UsageModeWish({ view, ticked, onTick }: Props) {
  const { routerScreen: t, words } = useMessages()
  const only = otherMode(view.usageMode)
  const modes = only === null ? (['individual', 'shared'] as const) : [only]
  return (
    <ChoiceField
      id="usage-mode"
      label={t.wish.usageMode}
      need="required"
      direction="column"
      help={view.usageMode === null ? t.wish.modeUnknown : t.wish.now(words.usageMode[view.usageMode])}
      value={ticked.usageMode ?? only}
      onChange={(usageMode) => onTick({ usageMode })}
      choices={modes.map((mode) => ({ value: mode, label: words.usageMode[mode] }))}
    />
  )
}
