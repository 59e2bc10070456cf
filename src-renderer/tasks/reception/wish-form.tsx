import type { ContractView } from '#shared/operations/contracts'
import type { ServiceProfile } from '#shared/profiles'
import { Delivery, Purpose } from '#shared/stock'
import { useMessages } from '../../desk/messages.ts'
import { ChoiceField, TickField } from '../../parts/choice-field.tsx'
import { Code } from '../../parts/code.tsx'
import { Note } from '../../parts/notices.tsx'
import { SelectField } from '../../parts/text-field.tsx'
import { WarekiField } from '../../parts/wareki-field.tsx'
import type { Ordered, Ticked, Whose } from './visit.ts'
import {
  applicants,
  modelsOf,
  orderOf,
  otherMode,
  sharable,
  startsOnADay,
  type Together,
  unlockable,
} from './wish.ts'
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

/** A list's choice that is no serial: the token is a new one. */
const NEW = 'new'

/** J5: which token for what, how it is handed over, and from when it is needed (R-002-33, R-003-06, R-003-07, R-003-15). */
export function HardwareOrder({ view, profile, whose, ticked, onTick }: Props) {
  const { routerScreen: t, words } = useMessages()
  const { say } = useServiceWords(profile)
  const models = modelsOf(profile)
  const others = sharable(profile, view.users, whose)
  const order = orderOf(profile, view, whose, ticked.hardware)
  const put = (changes: Ordered) => onTick({ hardware: { ...ticked.hardware, ...changes } })
  const shared = typeof order.share === 'string'
  const holds =
    whose?.kind === 'user' &&
    view.users.some(
      ({ userId, registration }) =>
        userId === whose.userId && (registration === 'active' || registration === 'expired'),
    )
  const takesOld = order.purpose === 'lost' || order.purpose === 'broken' || order.purpose === 'expired'
  if (models.length === 0) return <Note title={t.wish.noModel} />
  return (
    <div className={css.order}>
      <ChoiceField
        id="hardware-purpose"
        label={t.wish.purpose}
        need="required"
        value={order.purpose ?? null}
        onChange={(purpose) => put({ purpose })}
        choices={Purpose.options.map((purpose) => ({ value: purpose, label: words.stock.purpose[purpose] }))}
      />
      {takesOld && holds && <Note title={t.wish.takesOld} />}
      {others.length > 0 && (
        <SelectField
          id="hardware-share"
          label={t.wish.share}
          help={shared ? t.wish.shareNote : undefined}
          value={order.share ?? NEW}
          onChange={(chosen) =>
            put({ share: others.find(({ serial }) => serial === chosen)?.serial ?? null })
          }
          options={[
            { value: NEW, label: t.wish.shareNone },
            ...others.map(({ serial, names }) => ({ value: serial, label: t.wish.shareWith(names, serial) })),
          ]}
        />
      )}
      {models.length > 1 && !shared && (
        <ChoiceField
          id="hardware-model"
          label={t.wish.model}
          need="required"
          direction="column"
          value={order.model ?? null}
          onChange={(model) => put({ model })}
          choices={models.map(({ code, name }) => ({ value: code, label: say(name) }))}
        />
      )}
      {!shared && (
        <ChoiceField
          id="hardware-delivery"
          label={t.wish.delivery}
          need="required"
          value={order.delivery ?? null}
          onChange={(delivery) => put({ delivery })}
          choices={Delivery.options.map((delivery) => ({
            value: delivery,
            label: words.stock.delivery[delivery],
          }))}
        />
      )}
      {startsOnADay(profile) && (
        <WarekiField
          id="hardware-start"
          label={t.wish.startOn}
          need="required"
          help={t.wish.startOnHelp}
          value={order.startOn ?? null}
          onChange={(startOn) => put({ startOn: startOn ?? undefined })}
        />
      )}
    </div>
  )
}
