import { IconHandStop } from '@tabler/icons-react'
import type { CaseSummary } from '#shared/operations/cases'
import { formatDayAndMonth, formatTime, westernDate } from '#shared/text/wareki'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, useDesk } from '../desk/state.ts'
import { Code } from '../parts/code.tsx'
import { ListTable, TwoLines } from '../parts/list-table.tsx'
import { Empty } from '../parts/notices.tsx'
import { Panel } from '../parts/panel.tsx'
import { CustomerCell } from './case/cells.tsx'
import { useStillList } from './case/list.ts'
import css from './lists.module.css'
import { CaseState } from './reception/case-state.tsx'

/** Everything that was stopped and waits for a review or for papers, those of earlier days marked. */
export function Losses() {
  const { loss, lists, cases } = useMessages()
  const t = loss.list
  const language = useDesk((desk) => desk.language)
  const { ready, rows, row, chosen, choose, isGone, now, checkedAt } = useStillList('losses')
  const open = (caseNo: string | undefined) => caseNo !== undefined && go({ screen: 'case', of: caseNo })
  useKeys(row === undefined ? {} : { F12: { label: lists.openCase, run: () => open(chosen) } })
  if (!ready || now === undefined) return null
  // The review is due on the day of the stop, whatever the hour.
  const isLate = ({ state, openedAt }: CaseSummary): boolean =>
    state === 'awaiting-review' && westernDate(openedAt) < westernDate(now)
  return (
    <>
      <h1 className="visually-hidden">{t.title}</h1>
      <Panel title={lists.title(t.title, rows.length)} icon={IconHandStop} note={checkedAt} flush fill>
        <ListTable<CaseSummary>
          label={t.title}
          rows={rows}
          idOf={({ caseNo }) => caseNo}
          chosen={chosen}
          onChoose={choose}
          onOpen={open}
          isOff={isGone}
          autoFocus
          empty={
            <Empty title={t.empty}>
              <p>{t.emptyHow}</p>
              <p>{checkedAt}</p>
            </Empty>
          }
          columns={[
            {
              id: 'case',
              title: cases.number,
              width: '11rem',
              name: true,
              cell: ({ caseNo }) => <Code size="sm">{caseNo}</Code>,
            },
            { id: 'customer', title: lists.column.customer, cell: (of) => <CustomerCell of={of} /> },
            {
              id: 'whose',
              title: t.how,
              cell: ({ target, targetName }) => (target.kind === 'shared' ? loss.shared : targetName),
            },
            {
              id: 'stopped',
              title: t.stopped,
              width: '14rem',
              cell: (of) => (
                <TwoLines under={isLate(of) ? <span className={css.late}>{t.overdue}</span> : of.makerName}>
                  {formatDayAndMonth(of.openedAt, language)} {formatTime(of.openedAt, language)}
                </TwoLines>
              ),
            },
            { id: 'state', title: lists.column.state, width: '16rem', cell: (of) => <CaseState of={of} /> },
            { id: 'keeper', title: t.keeper, width: '8rem', cell: ({ keeperName }) => keeperName },
          ]}
        />
      </Panel>
    </>
  )
}
