import { foldSerial } from '#shared/text/serial'

/** What was read off the tokens of a box, held against the document: in the order in which it was read. */
export type Count = {
  readonly matched: ReadonlySet<string>
  /** In the box, and not in the document. */
  readonly extra: readonly string[]
}

export function countOf(listed: readonly string[], read: readonly string[]): Count {
  const known = new Set(listed)
  return {
    matched: new Set(read.filter((serial) => known.has(serial))),
    extra: read.filter((serial) => !known.has(serial)),
  }
}

export type Reading =
  | { readonly kind: 'taken'; readonly read: readonly string[] }
  | { readonly kind: 'again' | 'malformed'; readonly serial: string }

/** One token more. Nothing is corrected: what is no serial, or was read before, is told. */
export function reading(read: readonly string[], typed: string): Reading {
  const serial = foldSerial(typed)
  if (!/^[0-9A-Z]{4,20}$/.test(serial)) return { kind: 'malformed', serial: typed.trim() }
  if (read.includes(serial)) return { kind: 'again', serial }
  return { kind: 'taken', read: [...read, serial] }
}
