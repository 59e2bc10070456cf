import {
  IconAntenna,
  IconFileDescription,
  IconId,
  IconListDetails,
  IconUserCheck,
  IconUsers,
  IconUserX,
} from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import type { ContractView } from '#shared/operations/contracts'
import { administers, workingDefault } from '#shared/profile-rules'
import type { ListColumn, ParameterName, ServiceProfile } from '#shared/profiles'
import { canLogIn } from '#shared/router'
import { clockTime, formatDate, formatMoment, formatTime, westernDate } from '#shared/text/wareki'
import { checkTokenId } from '#shared/token-id'
import { useHere } from '../desk/here.ts'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, useDesk } from '../desk/state.ts'
import { useProfile } from '../desk/use-profile.ts'
import { useQuery } from '../desk/use-query.ts'
import { useStanding } from '../desk/use-standing.ts'
import { Code, Figures } from '../parts/code.tsx'
import { ListTable } from '../parts/list-table.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { RegMark, StateTag, ToConfirm } from '../parts/state-tag.tsx'
import css from './contract.module.css'
import { caseTag } from './reception/cases.ts'
import { type Row, rowsOf } from './reception/rows.ts'
import { beginInquiry } from './reception/visit.ts'
import { AuthenticationTag, RegistrationMark, useServiceWords } from './reception/words.tsx'

/** One contract: who it is, its users and tokens in the service's words, its cases, and what the guide says. */
export function ContractTask({ of = '' }: { readonly of?: string | undefined }) {
  const { value: view, refusal } = useQuery('contract.view', { contractNo: of })
  const profile = useProfile(view?.service)
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (view === undefined || view.contractNo !== of || profile === undefined) return null
  return <Page view={view} profile={profile} />
}

type Known = { readonly view: ContractView; readonly profile: ServiceProfile }

const clerks = ['teller', 'supervisor', 'back-office'] as const

function Page({ view, profile }: Known) {
  const { contract: t } = useMessages()
  const role = useDesk(({ who }) => who?.role)
  const receives = clerks.some((clerk) => clerk === role)
  const [chosen, setChosen] = useState<string>()
  const rows = rowsOf(view)
  const row = rows.find(({ id }) => id === chosen)

  const toRouter = (at: Row | undefined) => {
    beginInquiry(
      view.contractNo,
      at === undefined
        ? undefined
        : at.user === null
          ? { kind: 'shared' }
          : { kind: 'user', userId: at.user.userId },
    )
    go({ screen: 'router', of: view.contractNo })
  }
  const blank = { paper: 'request-blank' as const, contractNo: view.contractNo }
  const off = receives ? undefined : t.clerksOnly
  useKeys({
    ...(receives
      ? { F7: { label: t.printBlank, run: () => go({ screen: 'paper', of: JSON.stringify(blank) }) } }
      : {}),
    F12: { label: t.toRouterKey, run: () => toRouter(row), off },
  })
  useStanding(row === undefined ? undefined : row.user === null ? t.chosenShared : t.chosen(row.user.name))

  return (
    <div className={css.page}>
      <Head view={view} profile={profile} />
      <div className={css.columns}>
        <div className={css.main}>
          <Users
            view={view}
            profile={profile}
            rows={rows}
            chosen={chosen}
            onChoose={setChosen}
            onOpen={receives ? toRouter : undefined}
          />
          <Cases view={view} />
        </div>
        <div className={css.aside}>
          <Radar view={view} profile={profile} />
          <Details view={view} />
          <Rules profile={profile} />
        </div>
      </div>
    </div>
  )
}

function Head({ view, profile }: Known) {
  const { contract: t, search } = useMessages()
  const { say } = useServiceWords(profile)
  return (
    <header className={css.head}>
      <div>
        <h1>
          {view.name}
          <small>{view.kana}</small>
        </h1>
        <Facts
          inline
          items={[
            {
              label: t.service,
              value: (
                <>
                  <b>{say(profile.shortName)}</b> {t.edition(view.profileVersion)}
                </>
              ),
            },
            {
              label: t.branch,
              value: view.dealingBranchIsOurs ? (
                t.ours(view.dealingBranch)
              ) : (
                <StateTag state="confirm">{t.notOurs(view.dealingBranch)}</StateTag>
              ),
            },
            {
              label: t.account,
              value:
                view.accountEnding === null ? (
                  <ToConfirm />
                ) : (
                  <Figures>{t.accountEnding(view.accountEnding)}</Figures>
                ),
            },
            { label: t.contractNo, value: <Code size="sm">{view.contractNo}</Code> },
            ...(view.customerId === ''
              ? []
              : [{ label: t.customerId, value: <Code size="sm">{view.customerId}</Code> }]),
          ]}
        />
      </div>
      <p>
        {view.usageMode !== null && <span>{search.usageModes[view.usageMode]}</span>}
        <span>{t.imported(`${westernDate(view.importedAt)} ${clockTime(view.importedAt)}`)}</span>
      </p>
    </header>
  )
}

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
function Users({ view, profile, rows, chosen, onChoose, onOpen }: UsersProps) {
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

function Cases({ view }: { readonly view: ContractView }) {
  const { contract: t, cases, search } = useMessages()
  const language = useDesk((desk) => desk.language)
  const [chosen, setChosen] = useState<string>()
  return (
    <Panel title={`${t.cases} ${view.cases.length}`} icon={IconFileDescription} flush>
      <ListTable
        label={t.cases}
        rows={view.cases}
        idOf={({ caseNo }) => caseNo}
        chosen={chosen}
        onChoose={setChosen}
        onOpen={(caseNo) => go({ screen: 'case', of: caseNo })}
        empty={t.noCases}
        columns={[
          {
            id: 'caseNo',
            title: t.caseColumns.caseNo,
            name: true,
            cell: ({ caseNo }) => <Code size="sm">{caseNo}</Code>,
          },
          {
            id: 'target',
            title: t.caseColumns.target,
            cell: ({ targetName }) => targetName || search.kinds.token,
          },
          {
            id: 'state',
            title: t.caseColumns.state,
            cell: ({ state }) => <StateTag state={caseTag[state]}>{cases.state[state]}</StateTag>,
          },
          { id: 'maker', title: t.caseColumns.maker, cell: ({ makerName }) => makerName },
          {
            id: 'opened',
            title: t.caseColumns.opened,
            cell: ({ openedAt }) => formatMoment(openedAt, language),
          },
        ]}
      />
    </Panel>
  )
}

/** How many administrators can still act: who is one failure away from having none is seen before it happens. */
function Radar({ view, profile }: Known) {
  const { contract: t } = useMessages()
  const administrators = view.users.filter(({ role }) => administers(profile, role))
  if (administrators.length === 0) return null
  const seats = administrators.map((user) => ({ user, usable: canLogIn(profile, user) }))
  const usable = seats.filter((seat) => seat.usable).length
  return (
    <Panel title={t.radar} icon={IconAntenna}>
      <ul className={css.seats}>
        {seats.slice(0, 6).map(({ user, usable: can }) => {
          const SeatIcon = can ? IconUserCheck : IconUserX
          return (
            <li
              key={user.userId}
              data-usable={can || undefined}
              title={t.seat(user.name, can)}
              aria-label={t.seat(user.name, can)}
            >
              <SeatIcon size="1.25rem" stroke={2} aria-hidden />
            </li>
          )
        })}
      </ul>
      <p>
        <b>{t.usable(usable, seats.length)}</b>
      </p>
      <p>{usable === 0 ? t.nobody : usable === 1 ? t.lastOne : t.several}</p>
    </Panel>
  )
}

function Details({ view }: { readonly view: ContractView }) {
  const { contract: t } = useMessages()
  const given = (value: string) => (value === '' ? <span className={css.none}>{t.notRecorded}</span> : value)
  return (
    <Panel title={t.contact} icon={IconId}>
      <Facts
        items={[
          { label: t.address, value: given(view.address) },
          { label: t.phone, value: view.phone === '' ? given('') : <Code size="sm">{view.phone}</Code> },
        ]}
      />
    </Panel>
  )
}

/** What the guide says about this service; where it is silent, 要確認 and what the desk goes by meanwhile. */
function Rules({ profile }: { readonly profile: ServiceProfile }) {
  const { contract: t } = useMessages()
  const { say } = useServiceWords(profile)
  const known = (name: ParameterName, value: ReactNode) => {
    if (profile[name] !== null) return value
    const assumed = workingDefault(profile, name)
    return (
      <>
        <ToConfirm />{' '}
        {assumed !== undefined && <small>{t.assumed(String(assumed.value), assumed.gap)}</small>}
      </>
    )
  }
  const { reissueBlackout: blackout, contact } = profile
  return (
    <Panel title={t.rules} icon={IconListDetails}>
      <Facts
        items={[
          { label: t.usePoints, value: profile.usePoints.map((point) => t.usePoint[point]).join('・') },
          { label: t.period, value: known('periodSec', t.seconds(profile.periodSec ?? 0)) },
          { label: t.digits, value: known('digits', t.digitCount(profile.digits ?? 0)) },
          { label: t.blocksLogin, value: t.blocks[profile.deadTokenBlocksLogin] },
          {
            label: t.reissue,
            value: (
              <>
                {profile.reissueWaitMin === 0 ? t.reissueAtOnce : t.reissueAfter(profile.reissueWaitMin)}
                {blackout !== 'none' && (
                  <small>{t.blackout(blackout.from, blackout.to, blackout.release)}</small>
                )}
              </>
            ),
          },
          { label: t.effective, value: t.effectiveOn[profile.effectiveOn] },
          {
            label: t.helpdesk,
            value: (
              <>
                {say(contact.name)}
                {contact.phone !== undefined && (
                  <>
                    {' '}
                    <Code size="sm">{contact.phone}</Code>
                  </>
                )}
              </>
            ),
          },
          {
            label: t.source,
            value: (
              <small lang="ja">
                {profile.source.document}　
                {profile.source.edition === null ? t.noEdition : say(profile.source.edition)}
              </small>
            ),
          },
        ]}
      />
    </Panel>
  )
}
