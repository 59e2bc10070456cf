import { goFrom, type Route } from '../../desk/state.ts'

/** Where one is in 在庫・棚卸, as its route has it: `boxes`, `list/…`, `stocktakes/ST-999-000001`, `destructions/new`. */

export const SHEETS = ['models', 'list', 'boxes', 'stocktakes', 'destructions', 'campaigns'] as const
export type Sheet = (typeof SHEETS)[number]

export type SheetProps = {
  /** The screen was just opened at this sheet. */
  readonly autoFocus: boolean
}

/** What is about to be made and has no number yet. */
export const NEW = 'new'

export function placeOf(of: string): { readonly sheet: Sheet; readonly about: string } {
  const slash = of.indexOf('/')
  const name = slash < 0 ? of : of.slice(0, slash)
  return {
    sheet: SHEETS.find((sheet) => sheet === name) ?? 'models',
    about: slash < 0 ? '' : of.slice(slash + 1),
  }
}

export const stockRoute = (sheet: Sheet, about = ''): Route => ({
  screen: 'stock',
  of: about === '' ? sheet : `${sheet}/${about}`,
})

/** Goes on from a sheet; the way back leads to it, whichever one the screen was opened at. */
export const goOn = (sheet: Sheet, to: Route, about = ''): void => goFrom(stockRoute(sheet, about), to)
