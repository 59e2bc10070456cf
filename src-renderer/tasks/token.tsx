import { IconDeviceMobile, IconKey, IconSkull } from '@tabler/icons-react'
import { useState } from 'react'
import { CalendarDate, Serial } from '#shared/ids'
import type { OutputOf } from '#shared/operations'
import { vendorBySerial, vendorClosed } from '#shared/profile-rules'
import type { ServiceProfile } from '#shared/profiles'
import type { Role } from '#shared/staff'
import { formatDate, westernDate } from '#shared/text/wareki'
import { useHere } from '../desk/here.ts'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, useDesk } from '../desk/state.ts'
import { useProfile } from '../desk/use-profile.ts'
import { useQuery } from '../desk/use-query.ts'
import { Code, Figures } from '../parts/code.tsx'
import { ListTable, TwoLines } from '../parts/list-table.tsx'
import { Note } from '../parts/notices.tsx'
import { type Fact, Facts, Panel } from '../parts/panel.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { StateTag, ToConfirm } from '../parts/state-tag.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { Cases } from './contract/cases.tsx'
import page from './contract.module.css'
import { ChangeList } from './reception/change-list.tsx'
import { AuthenticationTag, RegistrationMark, useServiceWords } from './reception/words.tsx'
import { DriftHistory, DriftPanel, ResetWindows } from './token/drift.tsx'
import { ResyncWindow } from './token/resync.tsx'
import { actsOf, Movements, MoveWindow, StockPanel } from './token/stock.tsx'

type Token = OutputOf<'token.view'>
type User = Token['users'][number]

/** One token's whole life: what it is, whose it is and was, and what became of it. */
export function TokenTask({ of = '' }: { readonly of?: string | undefined }) {
  const serial = Serial.safeParse(of).data
  const { value: token, refusal } = useQuery('token.view', serial === undefined ? undefined : { serial })
  const profile = useProfile(token?.service ?? undefined)
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (token === undefined || token.serial !== serial) return null
  if (token.service !== null && profile === undefined) return null
  return <Page token={token} profile={profile} />
}

type Known = { readonly token: Token; readonly profile: ServiceProfile | undefined }

function Page({ token, profile }: Known) {
  const { tokenPage: t, changes } = useMessages()
  const role = useDesk(({ who }) => who?.role)
  const { engine, stock: s } = useMessages()
  const { value: drift } = useQuery('token.drift', token.ours ? { serial: token.serial } : undefined)
  const { value: stock } = useQuery('stock.token', { serial: token.serial })
  const [at, setAt] = useState<'users' | 'changes' | 'cases' | 'drift' | 'stock'>()
  const [open, setOpen] = useState<'resync' | 'reset' | 'move'>()
  const [chosen, setChosen] = useState<string>()
  // Of a token that nobody has, its way through the safe is what there is to see.
  const shown = at ?? (token.users.length === 0 && stock != null ? 'stock' : 'users')
  const user = token.users.find((one) => idOf(one) === chosen) ?? token.users[0]
  const toContract = () => user !== undefined && go({ screen: 'contract', of: user.contractNo })
  // Two people do these, and neither of them only looks.
  const does = drift?.kind != null && token.tombstone === null && role !== undefined && RESYNCS.has(role)
  const onResync = does ? () => setOpen('resync') : undefined
  const moves = stock != null && role !== undefined && RESYNCS.has(role) && actsOf(stock).length > 0
  const onMove = moves ? () => setOpen('move') : undefined
  const onReset = does && drift.kind === 'totp' ? () => setOpen('reset') : undefined
  useKeys({
    ...(onMove === undefined ? {} : { F7: { label: s.token.moveKey, run: onMove } }),
    ...(onResync === undefined ? {} : { F9: { label: engine.resync.key, run: onResync } }),
    ...(onReset === undefined
      ? {}
      : {
          F10: {
            label: engine.reset.key,
            run: onReset,
            off: drift?.drift === 0 ? engine.reset.none : undefined,
          },
        }),
    ...(user === undefined ? {} : { F12: { label: t.openContract, run: toContract } }),
  })
  const opensCases = role !== 'administrator'
  // What it begins with depends on it.
  if (stock === undefined) return null
  return (
    <div className={page.page}>
      <Head token={token} profile={profile} />
      <div className={page.columns}>
        <div className={page.main}>
          {token.tombstone !== null && <Note icon={IconSkull} title={t.tombstone[token.tombstone]} />}
          {token.locked && <Note title={t.locked} />}
          <Tabs
            label={t.title}
            tabs={[
              { id: 'users', title: t.usersTab, count: token.users.length },
              { id: 'changes', title: changes.title, count: token.changes.length },
              { id: 'cases', title: t.cases, count: token.cases.length },
              ...(drift?.kind == null
                ? []
                : [{ id: 'drift' as const, title: engine.drift.tab, count: drift.notes.length }]),
              ...(stock == null
                ? []
                : [{ id: 'stock' as const, title: s.token.tab, count: stock.movements.length }]),
            ]}
            at={shown}
            onGo={setAt}
          >
            {shown === 'users' && (
              <Users
                token={token}
                profile={profile}
                chosen={chosen}
                onChoose={setChosen}
                onOpen={toContract}
              />
            )}
            {shown === 'changes' && (
              <ChangeList changes={token.changes} profile={profile} withCustomer opensCases={opensCases} />
            )}
            {shown === 'drift' && drift !== undefined && <DriftHistory drift={drift} />}
            {shown === 'stock' && stock != null && <Movements stock={stock} />}
            {shown === 'cases' && <Cases cases={token.cases} empty={t.noCases} opens={opensCases} />}
          </Tabs>
        </div>
        <div className={page.aside}>
          <About token={token} profile={profile} />
          {stock != null && <StockPanel stock={stock} onMove={onMove} />}
          {drift !== undefined && <DriftPanel drift={drift} onResync={onResync} onReset={onReset} />}
        </div>
      </div>
      {open === 'resync' && drift !== undefined && (
        <ResyncWindow drift={drift} onClose={() => setOpen(undefined)} />
      )}
      {open === 'move' && stock != null && <MoveWindow stock={stock} onClose={() => setOpen(undefined)} />}
      {open === 'reset' && <ResetWindows serial={token.serial} onClose={() => setOpen(undefined)} />}
    </div>
  )
}

const RESYNCS: ReadonlySet<Role> = new Set(['teller', 'supervisor', 'back-office'])
const idOf = ({ contractNo, userId }: User): string => `${contractNo} ${userId ?? ''}`

function Head({ token, profile }: Known) {
  const { tokenPage: t } = useMessages()
  const { service, tokenLabel } = useServiceWords(profile)
  return (
    <header className={page.head}>
      <div>
        <h1>
          <span>{tokenLabel ?? t.title}</span>
          <Code size="xl" strong>
            {token.serial}
          </Code>
        </h1>
        <Facts
          inline
          items={[{ label: t.service, value: token.service === null ? <ToConfirm /> : <b>{service}</b> }]}
        />
      </div>
      <p>
        {token.tombstone !== null && <StateTag state="suspended">{t.tombstones[token.tombstone]}</StateTag>}
        {token.locked && <StateTag state="locked" />}
      </p>
    </header>
  )
}

type UsersProps = Known & {
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
  readonly onOpen: () => void
}

function Users({ token, profile, chosen, onChoose, onOpen }: UsersProps) {
  const { tokenPage: t, changes } = useMessages()
  const { language } = useServiceWords(profile)
  return (
    <ListTable<User>
      label={t.users(token.users.length)}
      rows={token.users}
      idOf={idOf}
      chosen={chosen}
      onChoose={onChoose}
      onOpen={onOpen}
      empty={t.noUsers}
      columns={[
        {
          id: 'user',
          title: t.user,
          name: true,
          cell: ({ userId, userName }) =>
            userId === null ? (
              <b>{changes.shared}</b>
            ) : (
              <TwoLines under={<Code size="sm">{userId}</Code>}>
                <b>{userName}</b>
              </TwoLines>
            ),
        },
        {
          id: 'customer',
          title: t.customer,
          cell: ({ customerName, contractNo }) => (
            <TwoLines under={<Code size="sm">{contractNo}</Code>}>{customerName}</TwoLines>
          ),
        },
        {
          id: 'registration',
          title: t.registration,
          cell: ({ registration }) => <RegistrationMark state={registration} profile={profile} />,
        },
        {
          id: 'authentication',
          title: t.authentication,
          cell: ({ authentication }) => <AuthenticationTag state={authentication} profile={profile} />,
        },
        {
          id: 'since',
          title: t.since,
          width: '8rem',
          cell: ({ since }) => (
            <span title={formatDate(since, language)}>
              <Figures>{westernDate(since)}</Figures>
            </span>
          ),
        },
      ]}
    />
  )
}

/** What is known of the thing itself. */
function About({ token, profile }: Known) {
  const { tokenPage: t } = useMessages()
  const { language, say } = useServiceWords(profile)
  const now = useHere(({ state }) => state?.now)
  const vendor = profile === undefined ? undefined : vendorBySerial(profile, token.serial)
  const closed =
    profile === undefined || vendor === undefined || now === undefined
      ? null
      : vendorClosed(profile, vendor.code, westernDate(now))
  const items: readonly Fact[] = [
    { label: t.medium, value: t.media[token.medium] },
    ...(vendor === undefined
      ? []
      : [
          {
            label: t.vendor,
            value: (
              <>
                {say(vendor.name)}
                {closed !== null && (
                  <small>{t.closed(formatDate(CalendarDate.parse(closed.since), language))}</small>
                )}
              </>
            ),
          },
        ]),
    { label: t.codes, value: token.ours ? t.ours : t.notOurs },
    { label: t.wrongCodes, value: token.ours ? t.times(token.failures) : t.notOurFailures },
    { label: t.knownSince, value: formatDate(token.knownSince, language) },
  ]
  return (
    <Panel title={t.facts} icon={token.medium === 'hard' ? IconKey : IconDeviceMobile}>
      <Facts items={items} />
    </Panel>
  )
}
