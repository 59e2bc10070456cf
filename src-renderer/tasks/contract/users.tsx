import { IconHistory, IconUsers } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import type { ListColumn, ServiceProfile } from '#shared/profiles'
import { formatDate, formatTime, westernDate } from '#shared/text/wareki'
import { checkTokenId } from '#shared/token-id'
import { useHere } from '../../desk/here.ts'
import { useMessages } from '../../desk/messages.ts'
import { go, useDesk } from '../../desk/state.ts'
import { Code, Figures } from '../../parts/code.tsx'
import { RegMark, ToConfirm } from '../../parts/state-tag.tsx'
import css from '../contract.module.css'
import type { Row } from '../reception/rows.ts'
import { AuthenticationTag, RegistrationMark, useServiceWords } from '../reception/words.tsx'
import { breakable, columnsOf } from './columns.ts'
import type { Known } from './known.ts'

type UsersProps = Known & {
  readonly rows: readonly Row[]
  readonly chosen: string | undefined
  /** Users ticked for one act, where the service's list takes several at once (R-003-23). */
  readonly ticked?: ReadonlySet<string>
  readonly onChoose: (id: string) => void
  readonly onTick?: ((userId: string) => void) | undefined
  readonly onOpen: ((row: Row) => void) | undefined
}

const nobody: ReadonlySet<string> = new Set()

/** The users with both axes of every link. A serial that several share is one cell beside all of them. */
export function Users(props: UsersProps) {
  const { view, profile, rows, chosen, ticked = nobody, onChoose, onTick, onOpen } = props
  const { contract: t } = useMessages()
  const { say, tokenLabel } = useServiceWords(profile)
  const body = useRef<HTMLTableSectionElement>(null)
  const stop = rows.find(({ id }) => id === chosen) ?? rows[0]
  const columns = columnsOf(profile).map(({ code, word }) => ({
    code,
    title:
      word !== null
        ? say(word)
        : code === 'tokenId'
          ? (tokenLabel ?? t.columns.tokenId)
          : code === 'select'
            ? t.select
            : t.columns[code],
  }))

  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const here = rows[at]
    if (here === undefined || event.target !== event.currentTarget) return
    if (event.key === 'Enter') {
      event.preventDefault()
      onOpen?.(here)
      return
    }
    if (event.key === ' ' && here.user !== null && onTick !== undefined) {
      event.preventDefault()
      onTick(here.user.userId)
      return
    }
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 6,
      PageUp: at - 6,
      Home: 0,
      End: rows.length - 1,
    }
    const to = steps[event.key]
    if (to === undefined) return
    event.preventDefault()
    const place = Math.min(Math.max(to, 0), rows.length - 1)
    ;(body.current?.children[place] as HTMLElement | undefined)?.focus()
  }

  return (
    <>
      {/* biome-ignore-start lint/a11y/noRedundantRoles: the narrow layout sets rows as blocks, and a table must stay one */}
      <table role="table" className={css.users} aria-label={t.users(view.users.length)}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ code, title }) => (
              <th key={code} role="columnheader" scope="col" data-select={code === 'select' || undefined}>
                <span>{breakable(title)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" ref={body}>
          {rows.map((row, place) => (
            <tr
              key={row.id}
              role="row"
              tabIndex={row === stop ? 0 : -1}
              data-chosen={row.id === chosen || undefined}
              aria-current={row.id === chosen || undefined}
              onFocus={() => onChoose(row.id)}
              onKeyDown={(event) => onKeyDown(event, place)}
              onDoubleClick={() => onOpen?.(row)}
            >
              {columns.map(({ code, title }) => (
                <UserCell
                  key={code}
                  code={code}
                  title={title}
                  row={row}
                  view={view}
                  profile={profile}
                  on={
                    profile.selectMode === 'multi'
                      ? row.user !== null && ticked.has(row.user.userId)
                      : row.id === chosen
                  }
                  onTick={onTick}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {/* biome-ignore-end lint/a11y/noRedundantRoles: as above */}
      {rows.length === 0 && <p className={css.nobody}>{t.nobodyFound}</p>}
    </>
  )
}

type CellProps = Known & {
  readonly code: ListColumn['code']
  readonly title: string
  readonly row: Row
  readonly on: boolean
  readonly onTick: ((userId: string) => void) | undefined
}

function UserCell({ title, ...props }: CellProps) {
  const { code, row } = props
  const merges = code === 'tokenId' || code === 'expiry'
  const common = {
    role: 'cell',
    'data-title': title,
    'data-name': code === 'userName' || undefined,
    'data-select': code === 'select' || undefined,
    ...(merges && row.together > 1 ? { rowSpan: row.together, 'data-shared': code } : {}),
    // Wide, the cell above stands for this one; narrow, every row says it for itself.
    ...(merges && row.together === 0 ? { 'data-repeat': true } : {}),
  }
  return (
    <td {...common}>
      <CellContent {...props} />
    </td>
  )
}

function CellContent({ code, row, view, profile, on, onTick }: Omit<CellProps, 'title'>): ReactNode {
  const { contract: t } = useMessages()
  const { role } = useServiceWords(profile)
  const { user } = row
  switch (code) {
    case 'select':
      return <Chooser user={user} several={profile.selectMode === 'multi'} on={on} onTick={onTick} />
    case 'userId':
      return user === null ? <b>{t.shared}</b> : <Code size="sm">{user.userId}</Code>
    case 'userName':
      return user === null ? t.dash : <b>{user.name}</b>
    case 'role':
      return user === null ? (
        t.dash
      ) : (
        <>
          {role(user.role)}
          {profile.usePoints.includes('adhocTransfer') && (
            <small>{user.transferRight ? t.transfer : t.noTransfer}</small>
          )}
        </>
      )
    case 'tokenId':
      return <TokenCell row={row} view={view} profile={profile} />
    case 'registration':
      return <RegistrationMark state={row.registration} profile={profile} />
    case 'authentication':
      return row.authentication === 'none' ? (
        <span className={css.none}>{t.none}</span>
      ) : (
        <AuthenticationTag state={row.authentication} profile={profile} />
      )
    case 'expiry':
      return <Expiry user={user} />
  }
}

type ChooserProps = {
  readonly user: Row['user']
  readonly several: boolean
  readonly on: boolean
  readonly onTick: ((userId: string) => void) | undefined
}

/** The service's 選択: one at a time as the row one is on (R-000-32), or a tick each (R-003-23), which Space sets. */
function Chooser({ user, several, on, onTick }: ChooserProps) {
  const { contract: t } = useMessages()
  if (!several) return <span className={css.radio} data-on={on || undefined} aria-hidden />
  if (user === null || onTick === undefined) return null
  return (
    <input
      type="checkbox"
      className={css.box}
      checked={on}
      aria-label={t.tick(user.name)}
      tabIndex={-1}
      onChange={() => onTick(user.userId)}
    />
  )
}

function TokenCell({ row, view, profile }: Known & { readonly row: Row }) {
  const { contract: t } = useMessages()
  const { say } = useServiceWords(profile)
  const { serial, user } = row
  const vendor = profile.vendors?.find(({ code }) => code === user?.vendor)
  const legacy = user?.legacy === true && (
    <span
      className={css.legacy}
      title={vendor === undefined ? t.legacyWhy : `${say(vendor.name)} ${t.legacyWhy}`}
    >
      <IconHistory size="0.875rem" stroke={2} aria-hidden />
      {t.legacy}
    </span>
  )
  if (serial === null) {
    // A token the guide gives no number is still a token; only "registered, and no number known" is a question.
    const unknown = row.registration === 'active' && profile.tokenIdPatterns !== 'none'
    return (
      <>
        {unknown ? <ToConfirm /> : <span className={css.none}>{t.none}</span>}
        {legacy}
      </>
    )
  }
  const check = checkTokenId(profile, serial)
  const inContract = view.users.filter((other) => other.serial === serial).length
  const elsewhere = user === null ? 0 : user.sharedWith - (inContract - 1)
  return (
    <>
      <button
        type="button"
        className={css.serial}
        tabIndex={-1}
        aria-label={t.openTokenOf(serial)}
        onClick={() => go({ screen: 'token', of: serial })}
      >
        <Code size="sm" strong>
          {serial}
        </Code>
      </button>
      {check.verdict === 'warn' && check.warning !== 'form-not-stated' && (
        <small>{check.warning === 'short-serial' ? t.shortSerial(serial.length) : t.unlikeGuide}</small>
      )}
      {legacy}
      {inContract > 1 && (
        <span className={css.sharedBy}>
          <IconUsers size="1.0625rem" stroke={2} aria-hidden />
          {t.sharedBy(inContract)}
        </span>
      )}
      {user === null && (
        <span className={css.sharedBy}>
          <IconUsers size="1.0625rem" stroke={2} aria-hidden />
          {t.sharedBy(view.users.length)}
        </span>
      )}
      {elsewhere > 0 && <small>{t.sharedElsewhere(elsewhere)}</small>}
    </>
  )
}

function Expiry({ user }: { readonly user: Row['user'] }) {
  const { contract: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const now = useHere(({ state }) => state?.now)
  if (user?.expiresAt == null) return <span className={css.none}>{t.none}</span>
  const over = now !== undefined && user.expiresAt <= now
  return (
    <span className={css.expiry}>
      <Figures>{westernDate(user.expiresAt)}</Figures>
      <small data-over={over || undefined} title={formatDate(user.expiresAt, language)}>
        {over ? t.expired : formatTime(user.expiresAt, language)}
      </small>
    </span>
  )
}

/** Which form says what, in the words of this service. */
export function Legend({ profile }: { readonly profile: ServiceProfile }) {
  const { contract: t } = useMessages()
  return (
    <p className={css.legend}>
      <b>{t.legend.registration}</b>
      {(['active', 'expired', 'revoked', 'none'] as const).map((state) => (
        <RegMark key={state} state={state} />
      ))}
      <i />
      <b>{t.legend.authentication}</b>
      {(['usable', 'locked', 'suspended'] as const).map((state) => (
        <AuthenticationTag key={state} state={state} profile={profile} />
      ))}
    </p>
  )
}
