import { useState } from 'react'
import type { OutputOf } from '#shared/operations'
import { formatMoment } from '#shared/text/wareki'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { go, useDesk } from '../../desk/state.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { ListTable, TwoLines } from '../../parts/list-table.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import css from './admin.module.css'
import type { AdminSheetProps } from './sheet.ts'

type Act = OutputOf<'acts.list'>[number]

/** 記録: what people have done to the branch itself, the newest first; each has its record on paper. */
export function Acts({ autoFocus }: AdminSheetProps) {
  const { administration, trail } = useMessages()
  const t = administration.acts
  const language = useDesk((desk) => desk.language)
  const role = useDesk(({ who }) => who?.role)
  const { value: acts, refusal } = useQuery('acts.list', {})
  const [chosen, setChosen] = useState<string>()
  const act = acts?.find(({ entry }) => String(entry) === chosen) ?? acts?.[0]
  const off =
    act === undefined ? t.choose : role === 'supervisor' || role === 'administrator' ? undefined : t.headsOnly
  const print = () => {
    if (act !== undefined)
      go({ screen: 'paper', of: JSON.stringify({ paper: 'act-record', entry: act.entry }) })
  }
  useKeys({ F7: { label: t.printKey, run: print, off } })
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (acts === undefined) return null
  return (
    <>
      <div className={css.fill}>
        <ListTable<Act>
          label={administration.tabs.acts}
          rows={acts}
          idOf={({ entry }) => String(entry)}
          chosen={act === undefined ? undefined : String(act.entry)}
          onChoose={setChosen}
          onOpen={() => off === undefined && print()}
          autoFocus={autoFocus}
          empty={t.empty}
          columns={[
            {
              id: 'at',
              title: t.at,
              width: '17rem',
              name: true,
              cell: ({ at }) => formatMoment(at, language),
            },
            { id: 'act', title: t.act, cell: ({ act: what }) => trail.events[what] },
            {
              id: 'about',
              title: t.about,
              width: '11rem',
              cell: ({ about, aboutName }) =>
                about !== null && <TwoLines under={<Code size="sm">{about}</Code>}>{aboutName}</TwoLines>,
            },
            { id: 'by', title: t.by, width: '9rem', cell: ({ byName }) => byName },
            {
              id: 'second',
              title: t.second,
              width: '9rem',
              cell: ({ secondName }) => secondName,
            },
          ]}
        />
      </div>
      <div className={css.foot}>
        <Actions>
          <Action keyName="F7" onPress={print} off={off}>
            {t.print}
          </Action>
        </Actions>
      </div>
    </>
  )
}
