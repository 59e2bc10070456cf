import { IconClipboardCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { StocktakeView } from '#shared/operations/stock'
import type { KeyBinding, KeyMap } from '../../desk/key-map.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code, Figures } from '../../parts/code.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { ListTable, TwoLines } from '../../parts/list-table.tsx'
import { Empty } from '../../parts/notices.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { StateTag } from '../../parts/state-tag.tsx'
import { Window } from '../../parts/window.tsx'
import { Foot } from './foot.tsx'
import { useMayAct, useStockNames } from './names.ts'
import { goOn, type SheetProps, stockRoute } from './place.ts'
import { NOTHING_CHOSEN, type Scope, ScopeFields } from './scope-fields.tsx'
import css from './stock.module.css'
import { When } from './when.tsx'

const TAGS = { counting: 'draft', agreed: 'usable', difference: 'approval', settled: 'done' } as const

export function StocktakeTag({ state }: Pick<StocktakeView, 'state'>) {
  const { words } = useMessages()
  return <StateTag state={TAGS[state]}>{words.stock.stocktakeState[state]}</StateTag>
}

/** 棚卸: what is being counted, and what came of earlier counts. */
export function Stocktakes({ autoFocus }: SheetProps) {
  const { stock } = useMessages()
  const t = stock.stocktakes
  const names = useStockNames()
  const mayAct = useMayAct()
  const { value: stocktakes } = useQuery('stocktake.list', {})
  const [chosen, setChosen] = useState<string>()
  const [starting, setStarting] = useState(false)
  const row = stocktakes?.find(({ stocktake }) => stocktake === chosen) ?? stocktakes?.[0]
  const open = () => {
    if (row !== undefined) goOn('stocktakes', stockRoute('stocktakes', row.stocktake))
  }
  const keys: KeyMap = {
    F12: {
      label: row?.state === 'counting' ? t.goOnKey : t.resultKey,
      run: open,
      off: row === undefined ? stock.off.choose : undefined,
    },
    ...(mayAct ? { F10: { label: t.openKey, run: () => setStarting(true) } } : {}),
  }
  useKeys(keys)
  if (stocktakes === undefined) return null
  return (
    <>
      <div className={css.fill}>
        <ListTable<StocktakeView>
          label={stock.tabs.stocktakes}
          rows={stocktakes}
          idOf={({ stocktake }) => stocktake}
          chosen={row?.stocktake}
          onChoose={setChosen}
          onOpen={open}
          autoFocus={autoFocus}
          empty={
            <Empty title={t.empty}>
              <p>{t.emptyHow}</p>
            </Empty>
          }
          columns={[
            {
              id: 'no',
              title: t.column.no,
              width: '10rem',
              name: true,
              cell: ({ stocktake }) => <Code strong>{stocktake}</Code>,
            },
            {
              id: 'what',
              title: t.column.what,
              cell: ({ service, model }) => (
                <TwoLines under={names.service(service)}>
                  {model === null ? stock.allModels : names.model(service, model)}
                </TwoLines>
              ),
            },
            {
              id: 'counted',
              title: t.column.counted,
              width: '7rem',
              cell: ({ counted }) => <Figures strong>{stock.count(counted)}</Figures>,
            },
            {
              id: 'state',
              title: t.column.state,
              width: '15rem',
              cell: ({ state, missing, surplus }) => (
                <TwoLines
                  under={missing.length + surplus.length > 0 && t.difference(missing.length, surplus.length)}
                >
                  <StocktakeTag state={state} />
                </TwoLines>
              ),
            },
            {
              id: 'at',
              title: t.column.at,
              width: '11rem',
              cell: ({ openedAt }) => <When at={openedAt} />,
            },
            {
              id: 'by',
              title: t.column.by,
              width: '8rem',
              cell: ({ openedByName, secondName }) => (
                <TwoLines under={secondName ?? ''}>{openedByName}</TwoLines>
              ),
            },
          ]}
        />
      </div>
      <Foot keys={keys} />
      {starting && <StartWindow onClose={() => setStarting(false)} />}
    </>
  )
}

function StartWindow({ onClose }: { readonly onClose: () => void }) {
  const { stock } = useMessages()
  const t = stock.stocktakes.start
  const command = useCommand('stocktake.open')
  const [scope, setScope] = useState<Scope>(NOTHING_CHOSEN)
  const send = async () => {
    const { service, model } = scope
    if (service === null) return
    const reply = await command.send({ service, model })
    if (reply?.ok !== true) return
    onClose()
    goOn('stocktakes', stockRoute('stocktakes', reply.value.stocktake))
  }
  const go: KeyBinding = {
    label: t.goKey,
    run: () => void send(),
    off: scope.service === null ? t.needs : undefined,
  }
  return (
    <Window
      title={t.title}
      icon={IconClipboardCheck}
      size="small"
      onClose={onClose}
      keys={{ F12: go }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {t.cancel}
          </Action>
          <Action keyName="F12" tone="go" off={go.off} busy={command.busy} onPress={go.run}>
            {t.go}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <p>{t.lead}</p>
        {command.refusal !== undefined && <RefusalNote refusal={command.refusal} />}
        <ScopeFields id="stocktake" modelLabel={t.model} scope={scope} onChange={setScope} />
      </FieldStack>
    </Window>
  )
}
