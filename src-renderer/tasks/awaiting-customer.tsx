import { IconWalk } from '@tabler/icons-react'
import type { Instant } from '#shared/ids'
import type { CaseSummary } from '#shared/operations/cases'
import { formatDayAndMonth, westernDate } from '#shared/text/wareki'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, useDesk } from '../desk/state.ts'
import { Figures } from '../parts/code.tsx'
import { ListTable, TwoLines } from '../parts/list-table.tsx'
import { Empty } from '../parts/notices.tsx'
import { Panel } from '../parts/panel.tsx'
import { CaseCell, CustomerCell } from './case/cells.tsx'
import { useStillList } from './case/list.ts'
import { daysUntil } from './clock-words.ts'
import css from './lists.module.css'
import { CaseState } from './reception/case-state.tsx'

/** The customer's turn: a token to register, a login to confirm, papers to bring, and by when. */
export function AwaitingCustomer() {
  const { lists: t } = useMessages()
  const { ready, rows, row, chosen, choose, isGone, now, checkedAt } = useStillList('awaiting-customer')
  const open = (caseNo: string | undefined) => caseNo !== undefined && go({ screen: 'case', of: caseNo })
  useKeys(row === undefined ? {} : { F12: { label: t.openCase, run: () => open(chosen) } })
  if (!ready || now === undefined) return null
  return (
    <>
      <h1 className="visually-hidden">{t.customer}</h1>
      <Panel title={t.title(t.customer, rows.length)} icon={IconWalk} note={checkedAt} flush fill>
        <ListTable<CaseSummary>
          label={t.customer}
          rows={rows}
          idOf={({ caseNo }) => caseNo}
          chosen={chosen}
          onChoose={choose}
          onOpen={open}
          isOff={isGone}
          autoFocus
          empty={
            <Empty title={t.emptyCustomer}>
              <p>{checkedAt}</p>
            </Empty>
          }
          columns={[
            {
              id: 'due',
              title: t.column.followUp,
              width: '10rem',
              cell: (of) => <Due of={of} now={now} />,
            },
            {
              id: 'case',
              title: t.column.caseNo,
              width: '15.5rem',
              name: true,
              cell: (of) => <CaseCell of={of} />,
            },
            { id: 'customer', title: t.column.customer, cell: (of) => <CustomerCell of={of} /> },
            { id: 'waitsFor', title: t.column.waitsFor, cell: ({ state }) => t.waitsFor[state] ?? '' },
            { id: 'state', title: t.column.state, width: '9rem', cell: (of) => <CaseState of={of} /> },
            { id: 'keeper', title: t.column.keeper, width: '8rem', cell: ({ keeperName }) => keeperName },
          ]}
        />
      </Panel>
    </>
  )
}

type DueProps = { readonly of: CaseSummary; readonly now: Instant }

/** The day on which the customer is asked, and how far away it is. */
function Due({ of: { followUpOn, since }, now }: DueProps) {
  const { lists: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  if (followUpOn === null) {
    return (
      <TwoLines under={<Figures>{westernDate(since)}</Figures>}>
        <span className={css.waited}>{t.noDate}</span>
      </TwoLines>
    )
  }
  const days = daysUntil(followUpOn, now)
  const how = days === 0 ? t.today : days < 0 ? t.overdue : t.inDays(days)
  return (
    <TwoLines under={<span className={days <= 0 ? css.late : undefined}>{how}</span>}>
      {formatDayAndMonth(followUpOn, language)}
    </TwoLines>
  )
}
