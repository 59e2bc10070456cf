/** What stands between two fields: a character, or blanks (`blank` one or more, `wide` two or more). */
export const DELIMITERS = ['\t', ';', ',', '|', 'wide', 'blank'] as const
export type Delimiter = (typeof DELIMITERS)[number]

export type Row = {
  /** Without quotes and without blanks around. */
  readonly cells: readonly string[]
  /** Places of cells that were written as text on purpose: quoted, `="…"`, or behind an apostrophe. */
  readonly asText: ReadonlySet<number>
}

const NONE: ReadonlySet<number> = new Set()

/**
 * One line as fields (RFC 4180, with blanks allowed around them, and what spreadsheets make of text: `="0012"`,
 * `"=""0012"""`, `'0012`). One line is one record: no field of a key holds a line break, so an open quote costs one
 * line and never swallows the keys behind it.
 *
 * @returns null when the quotes do not fit
 */
export function rowOf(text: string, delimiter: Delimiter): Row | null {
  if (delimiter === 'wide' || delimiter === 'blank') {
    return { cells: text.trim().split(delimiter === 'wide' ? /\s{2,}/u : /\s+/u), asText: NONE }
  }
  if (!text.includes('"') && !text.includes("'")) {
    return { cells: text.split(delimiter).map((cell) => cell.trim()), asText: NONE }
  }
  const cells: string[] = []
  const asText = new Set<number>()
  let at = 0
  for (;;) {
    const field = FIELD[delimiter]
    field.lastIndex = at
    const match = field.exec(text)
    if (match === null) return null
    const quoted = match[1]
    const cell = quoted === undefined ? (match[2] ?? '').trim() : quoted.replaceAll('""', '"').trim()
    const plain = unwrapped(cell)
    if (quoted !== undefined || plain !== cell) asText.add(cells.length)
    cells.push(plain)
    at = field.lastIndex
    if (at >= text.length) return { cells, asText }
    at += 1
    if (at === text.length) return { cells: [...cells, ''], asText }
  }
}

/** `="0012"` and `'0012` are how a spreadsheet is told that something is text. */
function unwrapped(cell: string): string {
  const formula = /^="([^"]*)"$/.exec(cell)
  if (formula !== null) return (formula[1] ?? '').trim()
  return cell.startsWith("'") ? cell.slice(1).trim() : cell
}

/** A quoted field (also behind `=`), or one without any quote; up to the delimiter or the end. Linear. */
const field = (delimiter: string): RegExp =>
  new RegExp(`(?:[^\\S\\t]*=?"((?:[^"]|"")*)"[^\\S\\t]*|([^"${delimiter}]*))(?=[${delimiter}]|$)`, 'uy')
const FIELD: Readonly<Record<Exclude<Delimiter, 'wide' | 'blank'>, RegExp>> = {
  '\t': field('\t'),
  ';': field(';'),
  ',': field(','),
  '|': field('|'),
}

/** Nothing but delimiters and blanks, which spreadsheets leave behind. */
export const isBlank = (text: string): boolean => /^[\s,;|]*$/u.test(text)
/** Tools explain themselves in lines of their own. */
export const isComment = (text: string): boolean => text.startsWith('#') || text.startsWith('//')
