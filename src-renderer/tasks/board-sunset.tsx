import { IconSunset2 } from '@tabler/icons-react'
import { useState } from 'react'
import type { Instant } from '#shared/ids'
import type { InputOf, OutputOf } from '#shared/operations'
import { clockTime, formatDate, westernDate } from '#shared/text/wareki'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, useDesk } from '../desk/state.ts'
import { useProfile } from '../desk/use-profile.ts'
import { Code, Figures } from '../parts/code.tsx'
import { type Column, ListTable, TwoLines } from '../parts/list-table.tsx'
import { Empty } from '../parts/notices.tsx'
import { Tabs } from '../parts/tabs.tsx'
import css from './board/board.module.css'
import { ContractCell } from './board-radar.tsx'
import { daysUntil } from './clock-words.ts'
import lists from './lists.module.css'
import { useServiceWords } from './reception/words.tsx'
import { useStill } from './still.ts'

type Which = InputOf<'board.sunset'>['list']
type Leaving = OutputOf<'board.sunset'>['rows'][number]

const rowsOf = ({ rows }: OutputOf<'board.sunset'>): readonly Leaving[] => rows
const idOf = ({ contractNo, userId }: Leaving): string => `${contractNo} ${userId ?? ''}`

/**
 * Who has to be moved to another token: vendors that take no new registrations (R-002-07, R-002-09), whose tokens
 * keep working (R-002-08), and tokens that expire soon (R-003-35).
 */
export function BoardSunset() {
  const { boards: t, lists: l } = useMessages()
  const [which, setWhich] = useState<Which>('legacy')
  const list = useStill('board.sunset', { list: which }, rowsOf, idOf)
  const { ready, value, rows, row, chosen, choose, isGone, now, checkedAt } = list
  const openContract = () => row !== undefined && go({ screen: 'contract', of: row.contractNo })
  const serial = row?.serial
  useKeys({
    F9: { label: t.other[which], run: () => setWhich(which === 'legacy' ? 'expiring' : 'legacy') },
    ...(serial == null
      ? {}
      : { F10: { label: t.openToken, run: () => go({ screen: 'token', of: serial }) } }),
    ...(row === undefined ? {} : { F12: { label: t.openContract, run: openContract } }),
  })
  const columns: readonly Column<Leaving>[] = [
    {
      id: 'when',
      title: t.when[which],
      width: '12.5rem',
      cell: (of) => (which === 'legacy' ? <Closed of={of} /> : <Expires of={of} now={now} />),
    },
    {
      id: 'name',
      title: l.column.customer,
      name: true,
      cell: ({ service, name, contractNo }) => (
        <ContractCell service={service} name={name} contractNo={contractNo} />
      ),
    },
    {
      id: 'user',
      title: t.user,
      cell: ({ userId, userName }) =>
        userId === null ? (
          t.sharedToken
        ) : (
          <TwoLines under={<Code size="sm">{userId}</Code>}>{userName ?? ''}</TwoLines>
        ),
    },
    {
      id: 'serial',
      title: t.serial,
      width: '13rem',
      cell: (of) => (of.serial === null ? t.none : <Code size="sm">{of.serial}</Code>),
    },
    {
      id: 'phone',
      title: t.phone,
      width: '10rem',
      cell: ({ phone }) =>
        phone === null ? <span className={lists.waited}>{t.noPhone}</span> : <Code>{phone}</Code>,
    },
  ]
  return (
    <div className={lists.screen}>
      <h1 className="visually-hidden">{t.sunset}</h1>
      <Tabs<Which>
        label={t.sunset}
        tabs={[
          { id: 'legacy', title: t.lists.legacy, count: which === 'legacy' ? value?.total : undefined },
          { id: 'expiring', title: t.lists.expiring, count: which === 'expiring' ? value?.total : undefined },
        ]}
        at={which}
        onGo={setWhich}
        note={checkedAt}
      >
        <div className={css.bar}>
          <IconSunset2 size="1.25rem" stroke={2} aria-hidden />
          <p>{t.sunsetLead[which]}</p>
        </div>
        {ready && (
          <ListTable<Leaving>
            key={which}
            label={t.lists[which]}
            rows={rows}
            idOf={idOf}
            chosen={chosen}
            onChoose={choose}
            onOpen={openContract}
            isOff={isGone}
            autoFocus
            empty={
              <Empty title={t.emptySunset[which]}>
                <p>{checkedAt}</p>
              </Empty>
            }
            columns={columns}
          />
        )}
        {ready && value !== undefined && value.total > rows.length && (
          <p className={css.more}>{t.shownOf(rows.length, value.total)}</p>
        )}
      </Tabs>
    </div>
  )
}

/** Which vendor, and since when it takes nobody new. */
function Closed({ of: { service, vendor, closedSince } }: { readonly of: Leaving }) {
  const { boards: t } = useMessages()
  const profile = useProfile(service)
  const { say, language } = useServiceWords(profile)
  const known = profile?.vendors?.find(({ code }) => code === vendor)
  return (
    <TwoLines under={closedSince !== null && t.closedSince(formatDate(closedSince, language))}>
      {known === undefined ? (vendor ?? t.none) : say(known.name)}
    </TwoLines>
  )
}

/** Until when it works, to the minute where the service counts in minutes, and how far away that is. */
function Expires({ of: { expiresAt }, now }: { readonly of: Leaving; readonly now: Instant | undefined }) {
  const { boards: t, lists: l } = useMessages()
  const language = useDesk((desk) => desk.language)
  if (expiresAt === null || now === undefined) return t.none
  const days = daysUntil(expiresAt, now)
  const over = expiresAt <= now
  return (
    <TwoLines
      under={
        <span className={over ? lists.late : undefined}>
          {over ? t.expired : days === 0 ? l.today : l.inDays(days)}
        </span>
      }
    >
      <span title={formatDate(expiresAt, language)}>
        <Figures>
          {westernDate(expiresAt)} {clockTime(expiresAt)}
        </Figures>
      </span>
    </TwoLines>
  )
}
