import type { InputOf } from '#shared/operations'
import { operations } from '#shared/operations'

/** What of the book is shown. */
export type Filter = Omit<InputOf<'stock.list'>, 'from'>

export const EVERYTHING: Filter = { service: null, model: null, state: null, box: null, serial: '' }

/** A filter as its route has it, with the place one was at. */
export const filterText = (filter: Partial<Filter>, at = 0): string =>
  JSON.stringify({ ...EVERYTHING, ...filter, from: at })

export function readFilter(text: string): { readonly filter: Filter; readonly at: number } {
  try {
    const { from, ...filter } = operations['stock.list'].input.parse(JSON.parse(text))
    return { filter, at: from }
  } catch {
    return { filter: EVERYTHING, at: 0 }
  }
}

export const isEverything = (filter: Filter): boolean => JSON.stringify(filter) === JSON.stringify(EVERYTHING)
