import { err, ok, type Result } from './result.ts'
import { foldSerial } from './text/serial.ts'

/**
 * Serials in a row: tokens lie in the vendor's box in the order of their serials (R-003-37: 7810641, 7810642), and a box
 * is written `first–last`. Serials are folded text (`text/serial.ts`), never numbers: leading zeros belong to them.
 */

export type SerialRange = {
  readonly first: string
  readonly last: string
  /** Both ends included. */
  readonly count: number
}

/** More tokens than any vendor puts into a box; a larger range is a slip. */
export const RANGE_LIMIT = 10_000

/**
 * Why a range is not one:
 *  - `empty`, `not-a-range`: nothing, or no two serials with a sign between them
 *  - `characters`: something other than letters and digits in a serial
 *  - `widths-differ`: serials of one box have the same number of characters
 *  - `runs-not-at-end`: the part that differs is followed by a letter, or has one: what runs is not known then, since
 *    the end may be a checksum (`2V0716016FK2`). Such a box is scanned token by token.
 *  - `backwards`: the last comes before the first
 *  - `too-many`: more than the limit
 */
export type RangeRefusal =
  | 'empty'
  | 'not-a-range'
  | 'characters'
  | 'widths-differ'
  | 'runs-not-at-end'
  | 'backwards'
  | 'too-many'

/** Signs that part two serials; the long mark is what an input method makes of a hyphen. */
const PARTS = /\s*(?:から|[~〜～→]|\.{2,}|…|[–—―])\s*/u
const HYPHENS = /[-‐‑−ーｰ－]/u

/**
 * A box as it is written on its label or typed: `7810641–7810690`, `7810641 から 7810690`, `００１～０５０`.
 * A plain hyphen parts two serials only where both have the same width, because serials may hold hyphens.
 */
export function readRange(text: string, limit = RANGE_LIMIT): Result<SerialRange, RangeRefusal> {
  if (text.trim() === '') return err('empty')
  const ends = halves(text.trim())
  return ends === null ? err('not-a-range') : rangeBetween(ends[0], ends[1], limit)
}

function halves(text: string): readonly [string, string] | null {
  const [first, last, ...more] = text.replace(/まで$/u, '').split(PARTS)
  if (more.length > 0 || first === undefined) return null
  if (last !== undefined) {
    const ends = [foldSerial(first), foldSerial(last)] as const
    return ends[0] === '' || ends[1] === '' ? null : ends
  }
  const pieces = first.split(HYPHENS)
  if (pieces.length < 2 || pieces.length % 2 === 1) return null
  const half = pieces.length / 2
  const ends = [foldSerial(pieces.slice(0, half).join('')), foldSerial(pieces.slice(half).join(''))] as const
  return ends[0] === '' || ends[0].length !== ends[1].length ? null : ends
}

/** The range from one folded serial to another. */
export function rangeBetween(
  first: string,
  last: string,
  limit = RANGE_LIMIT,
): Result<SerialRange, RangeRefusal> {
  if (first === '' || last === '') return err('empty')
  if (!/^[0-9A-Z]+$/.test(first + last)) return err('characters')
  if (first.length !== last.length) return err('widths-differ')
  const common = commonPrefix(first, last)
  if (!/^\d*$/.test(first.slice(common) + last.slice(common))) return err('runs-not-at-end')
  if (last < first) return err('backwards')
  const more = BigInt(last.slice(common) || '0') - BigInt(first.slice(common) || '0')
  if (more >= BigInt(limit)) return err('too-many')
  return ok({ first, last, count: Number(more) + 1 })
}

function commonPrefix(a: string, b: string): number {
  let length = 0
  while (length < a.length && a.charAt(length) === b.charAt(length)) length += 1
  return length
}

/** Every serial of a range, first to last. */
export function serialsOf({ first, count }: SerialRange): readonly string[] {
  const tail = /\d*$/.exec(first)?.[0] ?? ''
  const head = first.slice(0, first.length - tail.length)
  const start = BigInt(tail || '0')
  return tail === ''
    ? [first]
    : Array.from(
        { length: count },
        (_, index) => head + String(start + BigInt(index)).padStart(tail.length, '0'),
      )
}

/** Whether `b` comes right after `a` in a box: same width, the running digits at the end, one more. */
export function follows(a: string, b: string): boolean {
  const range = rangeBetween(a, b, 2)
  return range.ok && range.value.count === 2
}

/**
 * Folded serials gathered into runs, in the order of the serials; what stands alone is a run of one. A serial given twice
 * counts once.
 */
export function runsOf(serials: Iterable<string>): readonly SerialRange[] {
  const sorted = [...new Set(serials)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  const runs: { first: string; last: string; count: number }[] = []
  for (const serial of sorted) {
    const run = runs.at(-1)
    if (run !== undefined && follows(run.last, serial)) {
      run.last = serial
      run.count += 1
    } else runs.push({ first: serial, last: serial, count: 1 })
  }
  return runs
}

export type BoxCheck = {
  /** In the range, not among the scanned. */
  readonly missing: readonly string[]
  /** Scanned, not in the range; in the order of scanning. */
  readonly strange: readonly string[]
  /** Scanned more than once. */
  readonly doubled: readonly string[]
}

/** What lies in a box against what its label says. All three are empty when the box is as written. */
export function compareBox(range: SerialRange, scanned: Iterable<string>): BoxCheck {
  const expected = new Set(serialsOf(range))
  const seen = new Set<string>()
  const doubled = new Set<string>()
  for (const serial of scanned) {
    if (seen.has(serial)) doubled.add(serial)
    seen.add(serial)
  }
  return {
    missing: [...expected].filter((serial) => !seen.has(serial)),
    strange: [...seen].filter((serial) => !expected.has(serial)),
    doubled: [...doubled],
  }
}
