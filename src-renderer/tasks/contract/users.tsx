import { IconUsers } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import type { ListColumn, ServiceProfile } from '#shared/profiles'
import { formatDate, formatTime, westernDate } from '#shared/text/wareki'
import { checkTokenId } from '#shared/token-id'
import { useHere } from '../../desk/here.ts'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { Code, Figures } from '../../parts/code.tsx'
import { Panel } from '../../parts/panel.tsx'
import { RegMark, ToConfirm } from '../../parts/state-tag.tsx'
import css from '../contract.module.css'
import type { Row } from '../reception/rows.ts'
import { AuthenticationTag, RegistrationMark, useServiceWords } from '../reception/words.tsx'
import type { Known } from './known.ts'

/** The service's own columns in their order; what the desk shows besides, it shows after them. */
function useColumns(
  profile: ServiceProfile,
): readonly { readonly code: ListColumn['code']; readonly title: string }[] {
  const { contract: t } = useMessages()
  const { say, tokenLabel } = useServiceWords(profile)
  const own = profile.listColumns
    .filter(({ code }) => code !== 'select')
    .map(({ code, word }) => ({ code, title: say(word) }))
  const ours = (['userId', 'userName', 'role', 'tokenId', 'registration', 'authentication'] as const)
    .filter((code) => own.every((column) => column.code !== code))
    .map((code) => ({
      code,
      title: code === 'tokenId' ? (tokenLabel ?? t.columns.tokenId) : t.columns[code],
    }))
    // Where the service has no token ids at all, a column of nothing would only ask questions.
    .filter(({ code }) => code !== 'tokenId' || profile.tokenIdPatterns !== 'none')
  return own.length === 0 ? ours : [...own, ...ours]
}

type UsersProps = Known & {
  readonly rows: readonly Row[]
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
  readonly onOpen: ((row: Row) => void) | undefined
}

/** The users with both axes of every link. A serial that several share is one cell beside all of them. */
export function Users({ view, profile, rows, chosen, onChoose, onOpen }: UsersProps) {
  const { contract: t, parts } = useMessages()
  const columns = useColumns(profile)
  const body = useRef<HTMLTableSectionElement>(null)
  const stop = rows.find(({ id }) => id === chosen) ?? rows[0]

  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
    }
    const here = rows[at]
    if (event.key === 'Enter' && here !== undefined) {
      event.preventDefault()
      onOpen?.(here)
      return
    }
    const to = steps[event.key]
    if (to === undefined) return
    event.preventDefault()
    const place = Math.min(Math.max(to, 0), rows.length - 1)
    ;(body.current?.children[place] as HTMLElement | undefined)?.focus()
  }

  return (
    <Panel
      title={t.users(view.users.length)}
      icon={IconUsers}
      note={
        <>
          {t.order}　{parts.list.count(Math.min(1, rows.length), rows.length, rows.length)}
        </>
      }
      flush
    >
      {/* biome-ignore-start lint/a11y/noRedundantRoles: the narrow layout sets rows as blocks, and a table must stay one */}
      <table role="table" className={css.users} aria-label={t.users(view.users.length)}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ code, title }) => (
              <th key={code} role="columnheader" scope="col">
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
                <UserCell key={code} code={code} title={title} row={row} view={view} profile={profile} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {/* biome-ignore-end lint/a11y/noRedundantRoles: as above */}
      <Legend profile={profile} />
    </Panel>
  )
}

/** Offers a line break where katakana ends, which no rule of the browser finds in ワンタイムパスワード認証状態. */
const breakable = (title: string): string => title.replace(/([ァ-ヶー])(?=[一-龠])/gu, '$1\u200b')

type CellProps = Known & { readonly code: ListColumn['code']; readonly title: string; readonly row: Row }

function UserCell({ code, title, row, view, profile }: CellProps) {
  const merges = code === 'tokenId' || code === 'expiry'
  const common = {
    role: 'cell',
    'data-title': title,
    'data-name': code === 'userName' || undefined,
    ...(merges && row.together > 1 ? { rowSpan: row.together, 'data-shared': code } : {}),
    // Wide, the cell above stands for this one; narrow, every row says it for itself.
    ...(merges && row.together === 0 ? { 'data-repeat': true } : {}),
  }
  return (
    <td {...common}>
      <CellContent code={code} row={row} view={view} profile={profile} />
    </td>
  )
}

function CellContent({ code, row, view, profile }: Omit<CellProps, 'title'>): ReactNode {
  const { contract: t } = useMessages()
  const { role } = useServiceWords(profile)
  const { user } = row
  switch (code) {
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
    case 'select':
      return null
  }
}

function TokenCell({ row, view, profile }: Known & { readonly row: Row }) {
  const { contract: t } = useMessages()
  const { serial, user } = row
  if (serial === null) {
    // A token the guide gives no number is still a token; only "registered, and no number known" is a question.
    const unknown = row.registration === 'active' && profile.tokenIdPatterns !== 'none'
    return unknown ? <ToConfirm /> : <span className={css.none}>{t.none}</span>
  }
  const check = checkTokenId(profile, serial)
  const inContract = view.users.filter((other) => other.serial === serial).length
  const elsewhere = user === null ? 0 : user.sharedWith - (inContract - 1)
  return (
    <>
      <Code size="sm" strong>
        {serial}
      </Code>
      {check.verdict === 'warn' && check.warning !== 'form-not-stated' && (
        <small>{check.warning === 'short-serial' ? t.shortSerial(serial.length) : t.unlikeGuide}</small>
      )}
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
function Legend({ profile }: { readonly profile: ServiceProfile }) {
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
