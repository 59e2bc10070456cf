import type { EvidenceSheet } from '#shared/evidence-pack'
import type { FactLine } from '#shared/messages/trail-facts'

/** How an evidence pack's entries are put on pages: by how high each is expected to stand. Pure. */

type Entry = EvidenceSheet['entries'][number]
export type EntryRow = { readonly entry: Entry; readonly facts: readonly FactLine[] }

/** Millimetres on the paper. A page that comes out a little higher is set smaller by `Page`. */
const ROOM_MM = 236
const LINE_MM = 4
const PADDING_MM = 2.4
/** Halves of a wide letter that fit into a line of the widest column. */
const HALVES = 76

/** The width of a text in halves of a wide letter. */
const halves = (text: string): number => {
  let sum = 0
  for (const letter of text) sum += letter.charCodeAt(0) < 0x2e80 ? 1 : 2
  return sum
}

/** The facts of an entry in one running text. */
export const factsText = (facts: readonly FactLine[]): string =>
  facts.map(({ label, value }) => (label === '' ? value : `${label}：${value}`)).join('　')

function heightOf({ entry, facts }: EntryRow): number {
  const text = factsText(facts)
  const lines =
    2 +
    (entry.second === null ? 0 : 1) +
    (entry.erased ? 1 : 0) +
    (entry.about === null ? 0 : 1) +
    Math.ceil(halves(text) / HALVES)
  return Math.max(lines, 3) * LINE_MM + PADDING_MM
}

/** The entries of each page, in their order; none is left out and none is empty. */
export function pagesOf(rows: readonly EntryRow[]): readonly (readonly EntryRow[])[] {
  const pages: EntryRow[][] = []
  let room = 0
  for (const row of rows) {
    const height = heightOf(row)
    if (height > room) {
      pages.push([])
      room = ROOM_MM
    }
    pages.at(-1)?.push(row)
    room -= height
  }
  return pages
}
