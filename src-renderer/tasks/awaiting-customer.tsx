import { IconWalk } from '@tabler/icons-react'
import type { CaseSummary } from '#shared/operations/cases'
import { formatDate, westernDate } from '#shared/text/wareki'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, useDesk } from '../desk/state.ts'
import { Figures } from '../parts/code.tsx'
import { ListTable, TwoLines } from '../parts/list-table.tsx'
import { Empty } from '../parts/notices.tsx'
import { Panel } from '../parts/panel.tsx'
import { StateTag } from '../parts/state-tag.tsx'
import { CaseCell, CustomerCell } from './case/cells.tsx'
import { useStillList } from './case/list.ts'
import css from './lists.module.css'

const DAY_MS = 24 * 60 * 60 * 1000

/** The token is off and the customer's turn: a new one to register, or a login to confirm, and by when. */
export function AwaitingCustomer() {
  const { lists: t, cases } = useMessages()
  const language = useDesk((desk) => desk.language)
  const { ready, rows, row, chosen, choose, now, checkedAt } = useStillList('awaiting-customer')
  const open = (caseNo: string | undefined) => caseNo !== undefined && go({ screen: 'case', of: caseNo })
  useKeys(row === undefined ? {} : { F12: { label: t.openCase, run: () => open(chosen) } })
  if (!ready || now === undefined) return null
  const today = westernDate(now)

  const due = ({ followUpOn, since }: CaseSummary) => {
    if (followUpOn === null) {
      return (
        <TwoLines under={<Figures>{westernDate(since)}</Figures>}>
          <span className={css.waited}>{t.noDate}</span>
        </TwoLines>
      )
    }
    const days = Math.round((Date.parse(followUpOn) - Date.parse(today)) / DAY_MS)
    const how = days === 0 ? t.today : days < 0 ? t.overdue : t.inDays(days)
    return (
      <TwoLines under={<span className={days <= 0 ? css.late : undefined}>{how}</span>}>
        {language === 'ja'
          ? formatDate(followUpOn, 'ja').replace(/^.*年/u, '')
          : formatDate(followUpOn, 'en')}
      </TwoLines>
    )
  }
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
          autoFocus
          empty={<Empty title={t.emptyCustomer} />}
          columns={[
            { id: 'due', title: t.column.followUp, width: '10rem', cell: due },
            {
              id: 'case',
              title: t.column.caseNo,
              width: '15.5rem',
              name: true,
              cell: (of) => <CaseCell of={of} />,
            },
            { id: 'customer', title: t.column.customer, cell: (of) => <CustomerCell of={of} /> },
            {
              id: 'waitsFor',
              title: t.column.waitsFor,
              cell: ({ state }) => (state === 'awaiting-relogin' ? t.relogin : t.register),
            },
            {
              id: 'state',
              title: t.column.state,
              width: '9rem',
              cell: ({ state }) => <StateTag state="customer">{cases.state[state]}</StateTag>,
            },
            { id: 'maker', title: t.column.maker, width: '8rem', cell: ({ makerName }) => makerName },
          ]}
        />
      </Panel>
    </>
  )
}
