import { useState } from 'react'
import type { CaseSummary } from '#shared/operations/cases'
import { formatMoment } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { go, useDesk } from '../../desk/state.ts'
import { ListTable } from '../../parts/list-table.tsx'
import { CaseCell } from '../case/cells.tsx'
import { CaseState } from '../reception/case-state.tsx'

type CasesProps = {
  /** Newest first. */
  readonly cases: readonly CaseSummary[]
  readonly empty: string
  /** Whether the person may open them. */
  readonly opens: boolean
}

/** The cases of a contract or of a token. */
export function Cases({ cases, empty, opens }: CasesProps) {
  const { contract: t, lists, search } = useMessages()
  const language = useDesk((desk) => desk.language)
  const [chosen, setChosen] = useState<string>()
  return (
    <ListTable
      label={t.cases}
      rows={cases}
      idOf={({ caseNo }) => caseNo}
      chosen={chosen}
      onChoose={setChosen}
      onOpen={opens ? (caseNo) => go({ screen: 'case', of: caseNo }) : undefined}
      empty={empty}
      columns={[
        { id: 'caseNo', title: lists.column.caseNo, name: true, cell: (of) => <CaseCell of={of} /> },
        {
          id: 'target',
          title: t.caseColumns.target,
          cell: ({ targetName }) => targetName || search.kinds.token,
        },
        { id: 'state', title: t.caseColumns.state, cell: (of) => <CaseState of={of} /> },
        { id: 'keeper', title: lists.column.keeper, cell: ({ keeperName }) => keeperName },
        {
          id: 'opened',
          title: t.caseColumns.opened,
          cell: ({ openedAt }) => formatMoment(openedAt, language),
        },
      ]}
    />
  )
}
