import { IconClipboardList } from '@tabler/icons-react'
import type { CaseSummary } from '#shared/operations/cases'
import { clockTime, westernDate } from '#shared/text/wareki'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go } from '../desk/state.ts'
import { Figures } from '../parts/code.tsx'
import { ListTable } from '../parts/list-table.tsx'
import { Empty } from '../parts/notices.tsx'
import { Panel } from '../parts/panel.tsx'
import { StateTag } from '../parts/state-tag.tsx'
import { CaseCell, CustomerCell, EffectCell } from './case/cells.tsx'
import { useStillList } from './case/list.ts'

const tag = {
  draft: 'draft',
  'awaiting-approval': 'approval',
  'awaiting-registration': 'customer',
  'awaiting-relogin': 'customer',
  closed: 'done',
  rejected: 'done',
  withdrawn: 'done',
} as const

/** What this person has begun and not ended. */
export function MyCases() {
  const { lists: t, cases } = useMessages()
  const { ready, rows, row, chosen, choose, now, checkedAt } = useStillList('mine')
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
          autoFocus
          empty={
            <Empty title={t.emptyMine}>
              <p>{t.emptyMineHow}</p>
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
            {
              id: 'state',
              title: t.column.state,
              width: '11rem',
              cell: ({ state }) => <StateTag state={tag[state]}>{cases.state[state]}</StateTag>,
            },
            { id: 'effect', title: t.column.effect, cell: (of) => <EffectCell of={of} /> },
            {
              id: 'since',
              title: t.column.since,
              width: '8rem',
              cell: ({ since }) => (
                <Figures>
                  {now !== undefined && westernDate(since) === westernDate(now)
                    ? clockTime(since)
                    : `${westernDate(since).slice(5).replace('-', '/')} ${clockTime(since)}`}
                </Figures>
              ),
            },
          ]}
        />
      </Panel>
    </>
  )
}
