import { useState } from 'react'
import { formatDate, formatMoment } from '#shared/text/wareki'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { go, useDesk } from '../../desk/state.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code, Figures } from '../../parts/code.tsx'
import { ListTable, TwoLines } from '../../parts/list-table.tsx'
import { Empty } from '../../parts/notices.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import css from './closing.module.css'

/** 日計表: the sheets of before, without their codes, and how to print one again. */
export function Sheets() {
  const { closing } = useMessages()
  const t = closing.sheets
  const language = useDesk((desk) => desk.language)
  const prints = useDesk(({ who }) => who?.role === 'supervisor')
  const { value: sheets, refusal } = useQuery('closing.sheets', {})
  const [chosen, setChosen] = useState<string>()
  const sheet = sheets?.find(({ number }) => String(number) === chosen) ?? sheets?.[0]
  const off = sheet === undefined ? t.empty : sheet.printable ? undefined : t.lockedWhy
  const again = () => {
    if (sheet !== undefined && off === undefined)
      go({ screen: 'paper', of: JSON.stringify({ paper: 'day-sheet', sheet: sheet.number }) })
  }
  const label = sheet?.prints === 0 ? t.print : t.reprint
  useKeys(prints ? { F7: { label, run: again, off } } : {})
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (sheets === undefined) return null
  return (
    <>
      <ListTable
        label={closing.tabs.sheets}
        rows={sheets}
        idOf={({ number }) => String(number)}
        chosen={sheet === undefined ? undefined : String(sheet.number)}
        onChoose={setChosen}
        onOpen={again}
        empty={<Empty title={t.empty} />}
        columns={[
          {
            id: 'number',
            title: t.number,
            width: '6rem',
            name: true,
            cell: ({ number }) => <Code strong>{String(number)}</Code>,
          },
          { id: 'date', title: t.date, width: '14rem', cell: ({ date }) => formatDate(date, language) },
          {
            id: 'made',
            title: t.made,
            cell: ({ madeAt, madeByName }) => (
              <TwoLines under={madeByName}>{formatMoment(madeAt, language)}</TwoLines>
            ),
          },
          {
            id: 'size',
            title: t.entries,
            width: '8rem',
            cell: ({ size }) => <Figures>{size.toLocaleString('en')}</Figures>,
          },
          {
            id: 'prints',
            title: t.prints,
            width: '9rem',
            cell: ({ prints: count, printable }) => (
              <TwoLines under={printable ? '' : t.locked}>
                <Figures>{closing.times(count)}</Figures>
              </TwoLines>
            ),
          },
          {
            id: 'overrides',
            title: t.overrides,
            width: '11rem',
            cell: ({ overrides }) => <Figures strong={overrides > 0}>{closing.times(overrides)}</Figures>,
          },
        ]}
      />
      {prints && (
        <div className={css.foot}>
          <Actions>
            <Action keyName="F7" onPress={again} off={off}>
              {label}
            </Action>
          </Actions>
        </div>
      )}
    </>
  )
}
