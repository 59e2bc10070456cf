import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { StockModel } from '#shared/operations/stock'
import { StockState } from '#shared/stock'
import type { KeyMap } from '../../desk/key-map.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { go, useDesk } from '../../desk/state.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Figures } from '../../parts/code.tsx'
import { ListTable } from '../../parts/list-table.tsx'
import { Empty } from '../../parts/notices.tsx'
import { type Fact, Facts } from '../../parts/panel.tsx'
import { ToConfirm } from '../../parts/state-tag.tsx'
import { TokenPicture } from '../../parts/token-picture.tsx'
import { filterText } from './filter.ts'
import { Foot } from './foot.tsx'
import { useIsSupervisor, useStockNames } from './names.ts'
import { goOn, type SheetProps, stockRoute } from './place.ts'
import css from './stock.module.css'

const keyOf = ({ service, model }: StockModel): string => `${service} ${model}`

/** Every model of hardware: what it is, where its tokens are, and how long what is in stock will last. */
export function Models({ autoFocus }: SheetProps) {
  const { stock } = useMessages()
  const t = stock.models
  const language = useDesk((desk) => desk.language)
  const names = useStockNames()
  const isSupervisor = useIsSupervisor()
  const { value: models } = useQuery('stock.models', {})
  const [chosen, setChosen] = useState<string>()
  const row = models?.find((one) => keyOf(one) === chosen) ?? models?.[0]
  const open = () => {
    if (row === undefined) return
    const { service, model } = row
    goOn('models', stockRoute('list', filterText({ service, model })))
  }
  const keys: KeyMap = {
    F12: { label: t.openKey, run: open, off: row === undefined ? stock.off.choose : undefined },
    ...(isSupervisor ? { F10: { label: stock.receiveKey, run: () => go({ screen: 'seeds' }) } } : {}),
  }
  useKeys(keys)
  if (models === undefined) return null
  return (
    <>
      <div className={css.fill} data-models>
        <ListTable<StockModel>
          label={stock.tabs.models}
          rows={models}
          idOf={keyOf}
          chosen={row === undefined ? undefined : keyOf(row)}
          onChoose={setChosen}
          onOpen={open}
          autoFocus={autoFocus}
          empty={<Empty title={t.empty} />}
          columns={[
            {
              id: 'model',
              title: t.column.model,
              width: '13rem',
              name: true,
              cell: ({ service, name, picture, whereIsTheSerial }) => (
                <div className={css.model}>
                  <b>{name[language]}</b>
                  <small>{names.service(service)}</small>
                  <TokenPicture picture={picture} where={whereIsTheSerial[language]} />
                  <small>{t.serialAt(whereIsTheSerial[language])}</small>
                </div>
              ),
            },
            { id: 'facts', title: t.column.facts, width: '13rem', cell: (of) => <What of={of} /> },
            { id: 'counts', title: t.column.counts, cell: (of) => <Where of={of} /> },
            { id: 'use', title: t.column.use, width: '15rem', cell: (of) => <Use of={of} /> },
            {
              id: 'expiring',
              title: t.column.expiring,
              width: '11.5rem',
              cell: (of) => <Expiring of={of} />,
            },
          ]}
        />
      </div>
      <Foot keys={keys} />
    </>
  )
}

function What({ of: { periodSeconds, digits, batteryMonths, leadDays } }: { readonly of: StockModel }) {
  const { models: t } = useMessages().stock
  const items: readonly Fact[] = [
    {
      label: t.period,
      value:
        periodSeconds === null || digits === null ? (
          <ToConfirm />
        ) : (
          t.periodIs(periodSeconds, t.digitsAre(digits))
        ),
    },
    { label: t.battery, value: batteryMonths === null ? <ToConfirm /> : t.batteryIs(batteryMonths) },
    { label: t.lead, value: leadDays === null ? <ToConfirm /> : t.leadIs(leadDays) },
  ]
  return <Facts items={items} />
}

/** What is free, large; and everything else that is anywhere. */
function Where({ of: { counts, low, reorderLevel } }: { readonly of: StockModel }) {
  const { stock, words } = useMessages()
  const t = stock.models
  const others = StockState.options.filter((state) => state !== 'in-stock' && (counts[state] ?? 0) > 0)
  return (
    <div className={css.where}>
      <p className={css.free}>
        <span>{t.inStock}</span> <Figures strong>{stock.count(counts['in-stock'] ?? 0)}</Figures>
        <LowMark low={low} known={reorderLevel !== null} />
      </p>
      <small>{reorderLevel === null ? t.noLevel : t.level(reorderLevel)}</small>
      <ul>
        {others.map((state) => (
          <li key={state}>
            {words.stock.state[state]} <Figures>{counts[state] ?? 0}</Figures>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Whether there is enough: a sign, a word and a frame, and only then a colour. */
function LowMark({ low, known }: { readonly low: boolean; readonly known: boolean }) {
  const { models: t } = useMessages().stock
  if (!known && !low) return null
  return (
    <b className={css.level} data-low={low || undefined}>
      {low ? (
        <IconAlertTriangle size="1rem" stroke={2} aria-hidden />
      ) : (
        <IconCircleCheck size="1rem" stroke={2} aria-hidden />
      )}
      {low ? t.low : t.enough}
    </b>
  )
}

function Use({ of: { usePerMonth, monthsOfCover, reorderOn, stale } }: { readonly of: StockModel }) {
  const { stock } = useMessages()
  const t = stock.models
  return (
    <Facts
      items={[
        { label: t.usePerMonth, value: usePerMonth === 0 ? t.noUse : t.perMonth(usePerMonth) },
        { label: t.cover, value: monthsOfCover === null ? '―' : t.coverIs(monthsOfCover) },
        { label: t.reorder, value: reorderOn === null ? '―' : <Figures>{reorderOn}</Figures> },
        {
          label: t.stale,
          value:
            stale === 0 ? (
              stock.count(0)
            ) : (
              <b className={css.level} data-low>
                <IconAlertTriangle size="1rem" stroke={2} aria-hidden />
                {stock.count(stale)}
              </b>
            ),
        },
      ]}
    />
  )
}

function Expiring({ of: { expiring } }: { readonly of: StockModel }) {
  const { stock } = useMessages()
  return (
    <Facts
      items={([3, 6, 12] as const).map((months) => ({
        label: stock.models.within(months),
        value: <Figures>{stock.count(expiring[`in${months}`])}</Figures>,
      }))}
    />
  )
}
