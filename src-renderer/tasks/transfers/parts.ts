/**
 * The parts of a document on a screen, as a barcode reader types them. Only how many there are is read here; whether they
 * are right, and belong together, is for main to say.
 */

const HEAD = /^MDG1([A-Z2-7]{8})([0-9]{2})([0-9]{2})[A-Z2-7]{8,}$/

export type Parts = {
  readonly document: string
  readonly total: number
  /** By their number, from 1. */
  readonly read: ReadonlyMap<number, string>
}

/** The parts with one more; those of another document begin anew. Undefined where the text is no such part. */
export function withPart(parts: Parts | undefined, typed: string): Parts | undefined {
  const text = typed.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
  const match = HEAD.exec(text)
  if (match === null) return undefined
  const [, document = '', number = '', total = ''] = match
  const before = parts?.document === document && parts.total === Number(total) ? parts.read : new Map()
  return { document, total: Number(total), read: new Map([...before, [Number(number), text]]) }
}

/** Numbers of the parts that are still to be read. */
export const missingParts = ({ total, read }: Parts): readonly number[] =>
  Array.from({ length: total }, (_, at) => at + 1).filter((number) => !read.has(number))
