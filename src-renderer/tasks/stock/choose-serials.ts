import type { OutputOf } from '#shared/operations'
import type { ServiceId } from '#shared/profiles'
import { readRange, serialsOf } from '#shared/serials'
import { stockLife } from '#shared/stock'
import { ask } from '../../desk/ask.ts'

type Row = OutputOf<'stock.list'>['rows'][number]

/** What became of a serial or a range that was typed or read, before anything is done with it. */
export type Found =
  | { readonly found: readonly Row[]; readonly first: string; readonly last: string; readonly of: number }
  | { readonly refused: 'not-a-range'; readonly typed: string }
  | { readonly refused: 'too-many' }
  | { readonly refused: 'not-ours'; readonly serial: string; readonly meant: string | null }
  | { readonly refused: 'not-now'; readonly serial: string; readonly state: Row['state'] }

const maybeDestroyed = ({ state }: Row): boolean => 'destroy' in stockLife[state]

/** Tokens of a service that a text names, one serial or a range, as far as they may be destroyed now. */
export async function findDestroyable(service: ServiceId, text: string, most: number): Promise<Found> {
  const range = readRange(text, most)
  if (!range.ok && range.error === 'too-many') return { refused: 'too-many' }
  if (range.ok && range.value.count > 1) {
    const { first, last, count } = range.value
    const wanted = new Set(serialsOf(range.value))
    const rows = await beginningWith(service, commonHead(first, last))
    const found = rows.filter((row) => wanted.has(row.serial) && maybeDestroyed(row))
    return { found, first, last, of: count }
  }
  const reply = await ask('stock.look', { service, typed: text.slice(0, 60) })
  if (!reply.ok) return { refused: 'not-a-range', typed: text }
  const { finding, serial, suggestion } = reply.value
  if (finding === 'malformed' || finding === 'empty') return { refused: 'not-a-range', typed: text }
  if (finding === 'not-ours') return { refused: 'not-ours', serial, meant: suggestion }
  const row = (await beginningWith(service, serial)).find((one) => one.serial === serial)
  if (row === undefined) return { refused: 'not-ours', serial, meant: null }
  if (!maybeDestroyed(row)) return { refused: 'not-now', serial, state: row.state }
  return { found: [row], first: serial, last: serial, of: 1 }
}

/** No range is longer than what is destroyed at once, so its beginning narrows the book down to a few windows. */
async function beginningWith(service: ServiceId, serial: string): Promise<readonly Row[]> {
  const found: Row[] = []
  for (;;) {
    const reply = await ask('stock.list', {
      service,
      model: null,
      state: null,
      box: null,
      serial: serial.slice(0, 20),
      from: found.length,
    })
    if (!reply.ok || reply.value.rows.length === 0) return found
    found.push(...reply.value.rows)
    if (found.length >= reply.value.total) return found
  }
}

/** What two serials have in common at their beginning. */
function commonHead(one: string, other: string): string {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return one.slice(0, at)
}
