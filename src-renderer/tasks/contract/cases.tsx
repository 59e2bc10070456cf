import { IconFileDescription } from '@tabler/icons-react'
import { useState } from 'react'
import { formatMoment } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { go, useDesk } from '../../desk/state.ts'
import { Code } from '../../parts/code.tsx'
import { ListTable } from '../../parts/list-table.tsx'
import { Panel } from '../../parts/panel.tsx'
import { StateTag } from '../../parts/state-tag.tsx'
import { caseTag } from '../reception/cases.ts'
import type { Known } from './known.ts'

/** Its cases, the newest first. */
export function Cases({ view }: Pick<Known, 'view'>) {
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
