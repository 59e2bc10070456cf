import { useState } from 'react'
import type { SeedBox } from '#shared/operations/seeds'
import type { Refusal } from '#shared/refusals'
import type { KeyMap } from '../../desk/key-map.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { go, say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Code, Figures } from '../../parts/code.tsx'
import { ListTable, TwoLines } from '../../parts/list-table.tsx'
import { Empty } from '../../parts/notices.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { StateTag } from '../../parts/state-tag.tsx'
import { filterText } from './filter.ts'
import { Foot } from './foot.tsx'
import { InspectWindow } from './inspect-window.tsx'
import { useIsSupervisor, useMayAct, useStockNames } from './names.ts'
import { goOn, type SheetProps, stockRoute } from './place.ts'
import css from './stock.module.css'
import { When } from './when.tsx'

/** The boxes as they came: inspected 検品, then put into the safe before two 格納. */
export function Boxes({ autoFocus }: SheetProps) {
  const { stock, parts } = useMessages()
  const t = stock.boxes
  const names = useStockNames()
  const mayAct = useMayAct()
  const isSupervisor = useIsSupervisor()
  const { value: boxes } = useQuery('stock.boxes', {})
  const [chosen, setChosen] = useState<string>()
  const [open, setOpen] = useState<'inspect' | 'shelve'>()
  const row = boxes?.find(({ box }) => box === chosen) ?? boxes?.[0]
  const isReceived = (row?.received ?? 0) > 0
  const isInspected = (row?.inspected ?? 0) > 0
  const list = () => {
    if (row !== undefined) goOn('boxes', stockRoute('list', filterText({ box: row.box })))
  }
  const next = isReceived || !isInspected ? ('inspect' as const) : ('shelve' as const)
  const nothing = row === undefined ? stock.off.choose : t.nothing
  const keys: KeyMap = {
    ...(mayAct
      ? {
          F12: {
            label: next === 'inspect' ? t.inspectKey : t.shelveKey,
            run: () => setOpen(next),
            off: isReceived || isInspected ? undefined : nothing,
          },
          // Half of a box may wait for shelving while the other half waits for inspection.
          ...(isReceived && isInspected
            ? { F3: { label: t.shelveKey, run: () => setOpen('shelve' as const) } }
            : {}),
        }
      : {}),
    F7: { label: t.listKey, run: list, off: row === undefined ? stock.off.choose : undefined },
    ...(isSupervisor ? { F10: { label: stock.receiveKey, run: () => go({ screen: 'seeds' }) } } : {}),
  }
  useKeys(keys)
  if (boxes === undefined) return null
  return (
    <>
      <div className={css.fill}>
        <ListTable<SeedBox>
          label={stock.tabs.boxes}
          rows={boxes}
          idOf={({ box }) => box}
          chosen={row?.box}
          onChoose={setChosen}
          onOpen={list}
          autoFocus={autoFocus}
          empty={
            <Empty title={t.empty}>
              <p>{t.emptyHow}</p>
            </Empty>
          }
          columns={[
            {
              id: 'box',
              title: t.column.box,
              width: '10rem',
              name: true,
              cell: ({ box, from }) => (
                <TwoLines under={t.from[from]}>
                  <Code strong>{box}</Code>
                </TwoLines>
              ),
            },
            {
              id: 'model',
              title: t.column.model,
              cell: ({ service, model }) => (
                <TwoLines under={names.service(service)}>{names.model(service, model)}</TwoLines>
              ),
            },
            {
              id: 'tokens',
              title: t.column.tokens,
              width: '15rem',
              cell: ({ tokens, first, last }) => (
                <TwoLines
                  under={
                    first !== null &&
                    last !== null && <Code size="sm">{parts.serials.range(first, last)}</Code>
                  }
                >
                  <Figures strong>{stock.count(tokens)}</Figures>
                </TwoLines>
              ),
            },
            {
              id: 'state',
              title: t.column.state,
              width: '12rem',
              cell: ({ received, inspected, inStock }) => (
                <TwoLines under={inStock > 0 ? t.inStock(inStock) : t.none}>
                  {received > 0 && <StateTag state="draft">{t.toInspect(received)}</StateTag>}{' '}
                  {inspected > 0 && <StateTag state="time">{t.toShelve(inspected)}</StateTag>}
                </TwoLines>
              ),
            },
            {
              id: 'at',
              title: t.column.at,
              width: '11rem',
              cell: ({ at, fileName }) => (
                <TwoLines under={<span className={css.file}>{fileName}</span>}>
                  <When at={at} />
                </TwoLines>
              ),
            },
            {
              id: 'by',
              title: t.column.by,
              width: '8rem',
              cell: ({ byName, secondName }) => <TwoLines under={secondName}>{byName}</TwoLines>,
            },
          ]}
        />
      </div>
      <Foot keys={keys} />
      {open === 'inspect' && row !== undefined && (
        <InspectWindow box={row} onClose={() => setOpen(undefined)} />
      )}
      {open === 'shelve' && row !== undefined && <Shelve box={row} onClose={() => setOpen(undefined)} />}
    </>
  )
}

type ShelveProps = { readonly box: SeedBox; readonly onClose: () => void }

/** Everything of a box that was inspected goes into the safe, before the eyes of two. */
function Shelve({ box: { box, inspected }, onClose }: ShelveProps) {
  const { shelve: t } = useMessages().stock
  const command = useCommand('stock.shelve-box')
  const [refusal, setRefusal] = useState<Refusal>()
  const send = async () => {
    setRefusal(undefined)
    const reply = await command.send({ box })
    if (reply === undefined) return
    if (!reply.ok) {
      setRefusal(reply.error)
      return
    }
    say(t.done(box, reply.value.shelved), 'done')
    onClose()
  }
  return (
    <SecondPerson
      purpose="shelve"
      about={box}
      go={t.go(inspected)}
      goKey={t.goKey}
      refusal={refusal}
      busy={command.busy}
      onProven={() => void send()}
      onCancel={onClose}
    >
      <p>{t.about(box, inspected)}</p>
    </SecondPerson>
  )
}
