import { IconClipboardList } from '@tabler/icons-react'
import type { CaseSummary } from '#shared/operations/cases'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go } from '../desk/state.ts'
import { ListTable, TwoLines } from '../parts/list-table.tsx'
import { Empty } from '../parts/notices.tsx'
import { Panel } from '../parts/panel.tsx'
import { CaseCell, CustomerCell, EffectCell } from './case/cells.tsx'
import { useStillList } from './case/list.ts'
import { CaseState } from './reception/case-state.tsx'
import { Since } from './since.tsx'

/** What is in this person's hands: what they began, and what colleagues handed over to them. */
export function MyCases() {
  const { lists: t } = useMessages()
  const { ready, rows, row, chosen, choose, isGone, now, checkedAt } = useStillList('mine')
  const open = (caseNo: string | undefined) => caseNo !== undefined && go({ screen: 'case', of: caseNo })
  useKeys(row === undefined ? {} : { F12: { label: t.openCase, run: () => open(chosen) } })
  if (!ready) return null
  return (
    <>
      <h1 className="visually-hidden">{t.mine}</h1>
      <Panel title={t.title(t.mine, rows.length)} icon={IconClipboardList} note={checkedAt} flush fill>
        <ListTable<CaseSummary>
          label={t.mine}
          rows={rows}
          idOf={({ caseNo }) => caseNo}
          chosen={chosen}
          onChoose={choose}
          onOpen={open}
          isOff={isGone}
          autoFocus
          empty={
            <Empty title={t.emptyMine}>
              <p>{t.emptyMineHow}</p>
              <p>{checkedAt}</p>
            </Empty>
          }
          columns={[
            {
              id: 'case',
              title: t.column.caseNo,
              width: '15.5rem',
              name: true,
              cell: (of) => <CaseCell of={of} />,
            },
            { id: 'customer', title: t.column.customer, cell: (of) => <CustomerCell of={of} /> },
            { id: 'state', title: t.column.state, width: '11.5rem', cell: (of) => <CaseState of={of} /> },
            { id: 'effect', title: t.column.effect, cell: (of) => <EffectCell of={of} /> },
            {
              id: 'maker',
              title: t.column.maker,
              width: '9rem',
              cell: ({ maker, keeper, makerName }) =>
                maker === keeper ? makerName : <TwoLines under={t.handedOver}>{makerName}</TwoLines>,
            },
            {
              id: 'since',
              title: t.column.since,
              width: '7rem',
              cell: ({ since }) => <Since at={since} now={now} />,
            },
          ]}
        />
      </Panel>
    </>
  )
}
