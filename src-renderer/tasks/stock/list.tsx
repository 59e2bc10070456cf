import { useEffect, useState } from 'react'
import type { RecordNo } from '#shared/ids'
import type { ServiceId } from '#shared/profiles'
import { StockState } from '#shared/stock'
import type { KeyMap } from '../../desk/key-map.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Empty } from '../../parts/notices.tsx'
import { SerialField } from '../../parts/serial-field.tsx'
import { SelectField } from '../../parts/text-field.tsx'
import { EVERYTHING, type Filter, filterText, isEverything, readFilter } from './filter.ts'
import { Foot } from './foot.tsx'
import { LongList } from './long-list.tsx'
import { useStockNames } from './names.ts'
import { goOn, type SheetProps } from './place.ts'
import css from './stock.module.css'
import { useRows } from './use-rows.ts'

/** In a select field, what is not narrowed down. */
const ALL = 'all'
/** How long somebody types on without a pause. */
const TYPING_MS = 150

/** Every token there is in the book, a hundred thousand of them at need, narrowed down by what is known of one. */
export function TokenList({ begin, autoFocus }: SheetProps & { readonly begin: string }) {
  const { stock, words } = useMessages()
  const t = stock.list
  const names = useStockNames()
  const [start] = useState(() => readFilter(begin))
  const [filter, setFilter] = useState<Filter>(start.filter)
  const [at, setAt] = useState(start.at)
  const [typed, setTyped] = useState(start.filter.serial)
  const { value: boxes } = useQuery('stock.boxes', {})
  const rows = useRows(filter)
  const narrow = (more: Partial<Filter>) => {
    setFilter({ ...filter, ...more })
    setAt(0)
  }
  // A reader types eight characters in a breath: the list is asked for once, when it has finished.
  useEffect(() => {
    const serial = typed.slice(0, 20)
    const timer = setTimeout(() => {
      setFilter((before) => (before.serial === serial ? before : { ...before, serial }))
      setAt((before) => (serial === filter.serial ? before : 0))
    }, TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed, filter.serial])
  const settled = typed.slice(0, 20) === filter.serial
  const open = (place: number) => {
    const row = rows.at(place)
    if (row !== undefined) goOn('list', { screen: 'token', of: row.serial }, filterText(filter, place))
  }
  const clear = () => {
    setFilter(EVERYTHING)
    setTyped('')
    setAt(0)
  }
  const keys: KeyMap = {
    F12: {
      label: t.openKey,
      run: () => open(at),
      off: !settled ? t.reading : rows.at(at) === undefined ? stock.off.choose : undefined,
    },
    F7: { label: t.clearKey, run: clear, off: isEverything(filter) ? t.allStates : undefined },
  }
  useKeys(keys)
  const modelKey = filter.service === null ? ALL : `${filter.service}/${filter.model ?? ''}`
  const models = names.services.flatMap(({ id, name }) =>
    names.models(id).map(({ code, name: called }) => ({
      value: `${id}/${code}`,
      label: stock.modelOf(name, called),
    })),
  )
  return (
    <div className={css.listing}>
      <div className={css.filters} data-fields>
        <SerialField
          id="stock-serial"
          label={t.serial}
          help=""
          value={typed}
          onChange={setTyped}
          autoFocus={autoFocus}
        />
        <SelectField
          id="stock-model"
          label={stock.model}
          value={modelKey}
          onChange={(key) => {
            const [service, model] = key.split('/')
            narrow(
              key === ALL
                ? { service: null, model: null }
                : { service: service as ServiceId, model: model ?? null },
            )
          }}
          options={[{ value: ALL, label: stock.allModels }, ...models]}
        />
        <SelectField
          id="stock-state"
          label={t.state}
          value={filter.state ?? ALL}
          onChange={(state) => narrow({ state: StockState.safeParse(state).data ?? null })}
          options={[
            { value: ALL, label: t.allStates },
            ...StockState.options.map((state) => ({ value: state, label: words.stock.state[state] })),
          ]}
        />
        <SelectField
          id="stock-box"
          label={t.box}
          value={filter.box ?? ALL}
          onChange={(box) => narrow({ box: box === ALL ? null : (box as RecordNo) })}
          options={[
            { value: ALL, label: t.allBoxes },
            ...(boxes ?? []).map(({ box, service, model }) => ({
              value: box,
              label: stock.modelOf(box, names.model(service, model)),
            })),
          ]}
        />
      </div>
      {rows.total === 0 ? (
        <div className={css.none}>
          <Empty title={t.empty}>
            <p>{t.emptyHow}</p>
          </Empty>
        </div>
      ) : (
        <LongList rows={rows} at={at} onAt={setAt} onOpen={open} names={names} />
      )}
      <Foot keys={keys}>
        <p className={css.quiet} role="status">
          {rows.total === undefined ? t.reading : t.title(rows.total)}
        </p>
      </Foot>
    </div>
  )
}
