import { IconHourglass } from '@tabler/icons-react'
import type { CaseSummary } from '#shared/operations/cases'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go } from '../desk/state.ts'
import { ListTable } from '../parts/list-table.tsx'
import { Empty } from '../parts/notices.tsx'
import { Panel } from '../parts/panel.tsx'
import { EarliestCell } from './board/earliest.tsx'
import { byEarliest } from './board/order.ts'
import { CaseCell, CustomerCell } from './case/cells.tsx'
import { useStill } from './still.ts'

const rowsOf = (cases: readonly CaseSummary[]) =>
  byEarliest(cases, ({ caseNo, earliestRegistration }) => [earliestRegistration ?? '', caseNo])
const idOf = ({ caseNo }: CaseSummary): string => caseNo
const asked = { list: 'awaiting-time' } as const

/** Nobody can do anything before the service's waiting time is over. The earliest time first. */
export function AwaitingTime() {
  const { lists: t } = useMessages()
  const list = useStill('case.list', asked, rowsOf, idOf)
  const { ready, rows, row, chosen, choose, isGone, now, checkedAt } = list
  const open = (caseNo: string | undefined) => caseNo !== undefined && go({ screen: 'case', of: caseNo })
  useKeys({
    F10: { label: t.toBoard, run: () => go({ screen: 'board-reissue' }) },
    ...(row === undefined ? {} : { F12: { label: t.openCase, run: () => open(chosen) } }),
  })
  if (!ready || now === undefined) return null
  return (
    <>
      <h1 className="visually-hidden">{t.time}</h1>
      <Panel title={t.title(t.time, rows.length)} icon={IconHourglass} note={checkedAt} flush fill>
        <ListTable<CaseSummary>
          label={t.time}
          rows={rows}
          idOf={idOf}
          chosen={chosen}
          onChoose={choose}
          onOpen={open}
          isOff={isGone}
          autoFocus
          empty={
            <Empty title={t.emptyTime}>
              <p>{checkedAt}</p>
            </Empty>
          }
          columns={[
            {
              id: 'earliest',
              title: t.column.earliest,
              width: '11rem',
              cell: ({ earliestRegistration }) =>
                earliestRegistration !== null && <EarliestCell at={earliestRegistration} now={now} />,
            },
            {
              id: 'case',
              title: t.column.caseNo,
              width: '15.5rem',
              name: true,
              cell: (of) => <CaseCell of={of} />,
            },
            { id: 'customer', title: t.column.customer, cell: (of) => <CustomerCell of={of} /> },
            { id: 'then', title: t.column.next, cell: () => t.waitsFor['awaiting-registration'] },
            { id: 'keeper', title: t.column.keeper, width: '8rem', cell: ({ keeperName }) => keeperName },
          ]}
        />
      </Panel>
    </>
  )
}
