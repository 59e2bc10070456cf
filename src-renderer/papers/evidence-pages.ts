import type { EvidenceSheet } from '#shared/evidence-pack'

/** How an evidence pack's entries are put on pages: by how high each is expected to stand. Pure. */

type Entry = EvidenceSheet['entries'][number]
export type EntryRow = {
  readonly entry: Entry
  /** What it says, in one running text. */
  readonly facts: string
  /** Where several entries stand in one row: the last of them, and how many they are. Each of them is in the file. */
  readonly together: { readonly last: Entry; readonly count: number } | null
}

const DRAFT_SAVED = 'case.saved'

/** Typing one form leaves a draft every few seconds: those of one person that follow each other are one row. */
const isSameTyping = (one: Entry, next: Entry): boolean =>
  [one, next].every(
    ({ verb, outcome, about, second }) =>
      verb === DRAFT_SAVED && outcome === 'done' && about === null && second === null,
  ) &&
  one.who?.staff === next.who?.staff &&
  one.role === next.role &&
  one.erased === next.erased

/** The rows of the paper, in the order of their entries; no entry is left out, and none stands in two. */
export function rowsOf(entries: readonly Entry[], factsOf: (entry: Entry) => string): readonly EntryRow[] {
  const rows: EntryRow[] = []
  for (const entry of entries) {
    const row = rows.at(-1)
    if (row === undefined || !isSameTyping(row.entry, entry)) {
      rows.push({ entry, facts: factsOf(entry), together: null })
      continue
    }
    const count = (row.together?.count ?? 1) + 1
    rows.splice(-1, 1, { entry: row.entry, facts: '', together: { last: entry, count } })
  }
  return rows
}

/** How many entries these rows are. */
export const entriesIn = (rows: readonly EntryRow[]): number =>
  rows.reduce((sum, { together }) => sum + (together?.count ?? 1), 0)

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

/** What the sentence takes that says which entries stand together, in place of the leaf. */
const TOGETHER_LINES = 2

function heightOf({ entry, facts, together }: EntryRow): number {
  const lines =
    1 +
    (together === null ? 1 : TOGETHER_LINES) +
    (entry.second === null ? 0 : 1) +
    (entry.erased ? 1 : 0) +
    (entry.about === null ? 0 : 1) +
    Math.ceil(halves(facts) / HALVES)
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
