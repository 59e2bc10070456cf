import { useState } from 'react'
import { RecordNo } from '#shared/ids'
import { useMessages } from '../desk/messages.ts'
import { Tabs } from '../parts/tabs.tsx'
import type { ScreenProps } from './screen.ts'
import { Boxes } from './stock/boxes.tsx'
import { Campaign } from './stock/campaign.tsx'
import { Campaigns } from './stock/campaigns.tsx'
import { Destroy } from './stock/destroy.tsx'
import { Destructions } from './stock/destructions.tsx'
import { TokenList } from './stock/list.tsx'
import { Models } from './stock/models.tsx'
import { NEW, placeOf, SHEETS, type Sheet } from './stock/place.ts'
import css from './stock/stock.module.css'
import { Stocktake } from './stock/stocktake.tsx'
import { Stocktakes } from './stock/stocktakes.tsx'

/**
 * 在庫・棚卸: what lies in the safe, seen by model, token and box; counting it, destroying it, and asking customers to
 * exchange what they have. `of` is the name of a sheet, after a slash what of it (`stock/place.ts`).
 */
export function StockTask({ of = '' }: ScreenProps) {
  const { sheet, about } = placeOf(of)
  const record = RecordNo.safeParse(about).data
  if (sheet === 'stocktakes' && record !== undefined) return <Stocktake stocktake={record} />
  if (sheet === 'campaigns' && record !== undefined) return <Campaign campaign={record} />
  if (sheet === 'destructions' && about === NEW) return <Destroy />
  return <Sheets begin={sheet} about={about} />
}

function Sheets({ begin, about }: { readonly begin: Sheet; readonly about: string }) {
  const { stock: t } = useMessages()
  const [at, setAt] = useState<Sheet>(begin)
  // Whoever walks along the titles is not taken away from them.
  const [entered, setEntered] = useState(true)
  const go = (sheet: Sheet) => {
    setEntered(false)
    setAt(sheet)
  }
  return (
    <div className={css.screen}>
      <h1 className="visually-hidden">{t.title}</h1>
      <Tabs<Sheet>
        label={t.tabs.label}
        tabs={SHEETS.map((id) => ({ id, title: t.tabs[id] }))}
        at={at}
        onGo={go}
      >
        {at === 'models' && <Models autoFocus={entered} />}
        {at === 'list' && <TokenList begin={begin === 'list' ? about : ''} autoFocus={entered} />}
        {at === 'boxes' && <Boxes autoFocus={entered} />}
        {at === 'stocktakes' && <Stocktakes autoFocus={entered} />}
        {at === 'destructions' && <Destructions autoFocus={entered} />}
        {at === 'campaigns' && <Campaigns autoFocus={entered} />}
      </Tabs>
    </div>
  )
}
