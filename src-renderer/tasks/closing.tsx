import { useState } from 'react'
import { useMessages } from '../desk/messages.ts'
import { Tabs } from '../parts/tabs.tsx'
import css from './closing/closing.module.css'
import { DayEnd } from './closing/day-end.tsx'
import { Deputies } from './closing/deputies.tsx'
import { Reviews } from './closing/reviews.tsx'
import { Sheets } from './closing/sheets.tsx'
import type { ScreenProps } from './screen.ts'

const SHEETS = ['close', 'sheets', 'reviews', 'deputies'] as const
type Sheet = (typeof SHEETS)[number]

/** 締上: the end of a business day, the sheets of those before, and who stands in for a supervisor. `of` is a sheet's name. */
export function ClosingTask({ of = '' }: ScreenProps) {
  const { closing: t } = useMessages()
  const [at, setAt] = useState<Sheet>(SHEETS.find((one) => one === of) ?? 'close')
  return (
    <div className={css.screen}>
      <h1 className="visually-hidden">{t.title}</h1>
      <Tabs<Sheet>
        label={t.title}
        tabs={SHEETS.map((id) => ({ id, title: t.tabs[id] }))}
        at={at}
        onGo={setAt}
      >
        {at === 'close' && <DayEnd />}
        {at === 'sheets' && <Sheets />}
        {at === 'reviews' && <Reviews />}
        {at === 'deputies' && <Deputies />}
      </Tabs>
    </div>
  )
}
