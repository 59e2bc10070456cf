import { useState } from 'react'
import type { DestructionView } from '#shared/operations/stock'
import type { KeyMap } from '../../desk/key-map.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Code, Figures } from '../../parts/code.tsx'
import { ListTable, TwoLines } from '../../parts/list-table.tsx'
import { Empty } from '../../parts/notices.tsx'
import { SerialRuns } from '../../parts/serial-runs.tsx'
import { Foot } from './foot.tsx'
import { useMayAct } from './names.ts'
import { goOn, NEW, type SheetProps, stockRoute } from './place.ts'
import css from './stock.module.css'
import { When } from './when.tsx'

/** 廃棄: what was destroyed, how, why, and who stood beside. */
export function Destructions({ autoFocus }: SheetProps) {
  const { stock } = useMessages()
  const t = stock.destructions
  const mayAct = useMayAct()
  const { value: destructions } = useQuery('stock.destructions', {})
  const [chosen, setChosen] = useState<string>()
  const row = destructions?.find(({ record }) => record === chosen) ?? destructions?.[0]
  const print = () => {
    if (row !== undefined)
      goOn('destructions', {
        screen: 'paper',
        of: JSON.stringify({ paper: 'destruction', record: row.record }),
      })
  }
  const keys: KeyMap = mayAct
    ? {
        F12: {
          label: t.printKey,
          run: print,
          off: row === undefined ? stock.off.choose : undefined,
        },
        F10: { label: t.newKey, run: () => goOn('destructions', stockRoute('destructions', NEW)) },
      }
    : {}
  useKeys(keys)
  if (destructions === undefined) return null
  return (
    <>
      <div className={css.fill}>
        <ListTable<DestructionView>
          label={stock.tabs.destructions}
          rows={destructions}
          idOf={({ record }) => record}
          chosen={row?.record}
          onChoose={setChosen}
          onOpen={mayAct ? print : undefined}
          autoFocus={autoFocus}
          empty={
            <Empty title={t.empty}>
              <p>{mayAct ? t.emptyHow : stock.never}</p>
            </Empty>
          }
          columns={[
            {
              id: 'no',
              title: t.column.no,
              width: '10rem',
              name: true,
              cell: ({ record }) => <Code strong>{record}</Code>,
            },
            {
              id: 'tokens',
              title: t.column.tokens,
              cell: ({ tokens }) => (
                <TwoLines under={<SerialRuns serials={tokens.map(({ serial }) => serial)} />}>
                  <Figures strong>{stock.count(tokens.length)}</Figures>
                </TwoLines>
              ),
            },
            {
              id: 'method',
              title: t.column.method,
              width: '8rem',
              cell: ({ method }) => t.method[method],
            },
            { id: 'why', title: t.column.why, cell: ({ why }) => why },
            { id: 'at', title: t.column.at, width: '11rem', cell: ({ at }) => <When at={at} /> },
            {
              id: 'by',
              title: t.column.by,
              width: '10rem',
              cell: ({ byName, witnessName }) => <TwoLines under={t.witness(witnessName)}>{byName}</TwoLines>,
            },
          ]}
        />
      </div>
      <Foot keys={keys} />
    </>
  )
}
