import { type ComponentType, useState } from 'react'
import { useMessages } from '../desk/messages.ts'
import { Tabs } from '../parts/tabs.tsx'
import { Acts } from './admin/acts.tsx'
import css from './admin/admin.module.css'
import { BackupSheet } from './admin/backup.tsx'
import { ClockSheet } from './admin/clock.tsx'
import { KeySheet } from './admin/keys.tsx'
import { People } from './admin/people.tsx'
import type { AdminSheetProps } from './admin/sheet.ts'
import { Verification } from './admin/verification.tsx'
import type { ScreenProps } from './screen.ts'

/** The sheets of 店舗の管理 in their order. One more: its component here, its title in `administration.tabs`. */
const SHEETS = {
  people: People,
  keys: KeySheet,
  backup: BackupSheet,
  clock: ClockSheet,
  verification: Verification,
  acts: Acts,
} as const satisfies Readonly<Record<string, ComponentType<AdminSheetProps>>>

export type AdminSheet = keyof typeof SHEETS
const components: Readonly<Record<AdminSheet, ComponentType<AdminSheetProps>>> = SHEETS
const NAMES = Object.keys(SHEETS) as AdminSheet[]

/** 店舗の管理: people, keys, what is kept elsewhere, the clock and the proof. `of` is the name of a sheet, after a slash what of it. */
export function AdministrationTask({ of = '' }: ScreenProps) {
  const { administration: t } = useMessages()
  const [name = '', about = ''] = of.split('/')
  const [at, setAt] = useState<AdminSheet>(NAMES.find((one) => one === name) ?? 'people')
  // Whoever walks along the titles is not taken away from them.
  const [entered, setEntered] = useState(true)
  const Sheet = components[at]
  return (
    <div className={css.screen}>
      <h1 className="visually-hidden">{t.title}</h1>
      <Tabs<AdminSheet>
        label={t.title}
        tabs={NAMES.map((id) => ({ id, title: t.tabs[id] }))}
        at={at}
        onGo={(sheet) => {
          setEntered(false)
          setAt(sheet)
        }}
      >
        <Sheet about={at === name ? about : ''} autoFocus={entered} />
      </Tabs>
    </div>
  )
}
