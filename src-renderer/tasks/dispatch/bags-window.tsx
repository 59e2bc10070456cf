import { IconMailForward } from '@tabler/icons-react'
import { useState } from 'react'
import type { BagView } from '#shared/operations/dispatch'
import { formatDayAndMonth, formatTime } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { ListTable, TwoLines } from '../../parts/list-table.tsx'
import { Empty } from '../../parts/notices.tsx'
import { Window } from '../../parts/window.tsx'
import { printBag } from './post-window.tsx'

const idOf = ({ bag }: BagView): string => bag

/** The bags that have left, newest first, so that a list can be printed again. */
export function BagsWindow({ onClose }: { readonly onClose: () => void }) {
  const { dispatch } = useMessages()
  const t = dispatch.bags
  const language = useDesk((desk) => desk.language)
  const { value: bags } = useQuery('dispatch.bags', {})
  const [chosen, setChosen] = useState<string>()
  const bag = bags?.find((one) => one.bag === chosen) ?? bags?.[0]
  const print = () => {
    if (bag === undefined) return
    onClose()
    printBag(bag.bag)
  }
  const off = bag === undefined ? t.empty : undefined
  if (bags === undefined) return null
  return (
    <Window
      title={t.title}
      icon={IconMailForward}
      size="medium"
      onClose={onClose}
      closeLabel={t.close}
      keys={{ F12: { label: dispatch.post.printKey, run: print, off } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {t.close}
          </Action>
          <Action keyName="F12" tone="go" onPress={print} off={off}>
            {dispatch.post.print}
          </Action>
        </Actions>
      }
    >
      <ListTable<BagView>
        label={t.title}
        rows={bags}
        idOf={idOf}
        chosen={bag?.bag}
        onChoose={setChosen}
        onOpen={print}
        autoFocus
        empty={<Empty title={t.empty} />}
        columns={[
          { id: 'bag', title: t.bag, name: true, cell: (one) => <Code size="sm">{one.bag}</Code> },
          {
            id: 'at',
            title: t.at,
            cell: ({ at }) => `${formatDayAndMonth(at, language)} ${formatTime(at, language)}`,
          },
          { id: 'letters', title: t.letters, cell: ({ lines }) => t.count(lines.length) },
          {
            id: 'by',
            title: t.by,
            cell: ({ byName, releasedByName }) => <TwoLines under={releasedByName}>{byName}</TwoLines>,
          },
        ]}
      />
    </Window>
  )
}
