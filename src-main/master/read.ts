import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import type { FileEncoding, FileRefusal, LineProblemCode } from '#shared/master'
import { err, ok, type Result } from '#shared/result'
import { unsafeIn } from '#shared/text/unsafe'
import { type Columns, readHeader } from './columns.ts'
import type { MasterSource } from './source.ts'
import type { Steps } from './steps.ts'

/**
 * From bytes to rows. One line is one record: no field of a contract holds a line break, so a broken quote
 * can never swallow the lines behind it.
 */

export type Limits = {
  readonly bytes: number
  /** Lines of data, without the heading. */
  readonly lines: number
  /** Characters of one line; longer ones are rejected without being kept. */
  readonly lineCharacters: number
}
export const LIMITS: Limits = { bytes: 1 << 30, lines: 1_000_000, lineCharacters: 16_384 }

/** Characters of one field. */
export const FIELD_CHARACTERS = 500
/** How many lines behind an open quote are searched for its end. */
const QUOTE_LINES = 50
/** Lines handled between two pauses. */
const BATCH = 5_000

export type Examined = {
  readonly encoding: FileEncoding
  readonly columns: Columns
  /** The heading's line. */
  readonly headerLine: number
  readonly sha256: string
  readonly limits: Limits
}

export type Row = {
  readonly line: number
  readonly cells: readonly string[]
  /** No control, bidi or invisible character anywhere in the line. */
  readonly clean: boolean
}
/** A line no row could be made of. */
export type BadLine = {
  readonly line: number
  readonly lastLine: number
  readonly code: Extract<
    LineProblemCode,
    'quotes-broken' | 'line-break-in-field' | 'line-too-long' | 'column-count'
  >
  readonly found: string
  /** Cells as far as they can be told apart, to find out whose line it was. */
  readonly guess: readonly string[]
}
export type Batch = {
  readonly items: readonly (Row | BadLine)[]
  readonly bytes: number
  readonly lines: number
}

/**
 * Finds out what the file is before a single row is believed: its encoding, its columns, its digest.
 *
 * The bytes are valid UTF-8 (with or without mark) or valid Shift_JIS (CP932) as a whole, or the file is
 * refused; nothing is replaced by a substitute character. Where both are valid, the one with known headings
 * wins, UTF-8 first.
 */
export function* examine(
  source: MasterSource,
  limits: Limits = LIMITS,
): Steps<Result<Examined, FileRefusal>> {
  if (source.bytes === 0) return err({ code: 'empty' })
  if (source.bytes > limits.bytes) return err({ code: 'too-large', limit: limits.bytes })

  const hash = createHash('sha256')
  const utf8 = utf8Validator()
  const shiftJis = shiftJisValidator()
  let bytes = 0
  let marked = false
  for (const chunk of source.chunks()) {
    if (bytes === 0) {
      if (hasUtf16Mark(chunk)) return err({ code: 'encoding-utf16' })
      marked = chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf
    }
    const nul = chunk.indexOf(0)
    if (nul >= 0) {
      return looksUtf16(chunk)
        ? err({ code: 'encoding-utf16' })
        : err({ code: 'nul-bytes', byte: bytes + nul })
    }
    hash.update(chunk)
    utf8.take(chunk, bytes)
    if (!marked) shiftJis.take(chunk, bytes)
    bytes += chunk.length
    yield { bytes, ofBytes: source.bytes, lines: 0 }
  }
  utf8.end(bytes)
  shiftJis.end(bytes)
  const sha256 = hash.digest('hex')

  const candidates: FileEncoding[] = []
  if (utf8.brokenAt === null) candidates.push(marked ? 'utf-8-bom' : 'utf-8')
  if (!marked && shiftJis.brokenAt === null) candidates.push('shift_jis')
  if (candidates.length === 0) return err({ code: 'encoding-unknown', byte: utf8.brokenAt ?? 0 })

  let refusal: FileRefusal | undefined
  for (const encoding of candidates) {
    const header = headerOf(source, encoding, limits)
    if (header.ok) return ok({ encoding, sha256, limits, ...header.value })
    refusal ??= header.error
  }
  return err(refusal ?? { code: 'empty' })
}

function headerOf(
  source: MasterSource,
  encoding: FileEncoding,
  limits: Limits,
): Result<{ readonly columns: Columns; readonly headerLine: number }, FileRefusal> {
  for (const { line, text, tooLong } of linesOf(source, encoding, limits, () => {})) {
    if (isBlank(text) && !tooLong) continue
    if (tooLong || !WELL_FORMED.test(text)) return err({ code: 'header-broken', line })
    const columns = readHeader(parseLines([text])[0] ?? [], line)
    return columns.ok ? ok({ columns: columns.value, headerLine: line }) : columns
  }
  return err({ code: 'empty' })
}

/**
 * The rows behind the heading, in batches, in the file's order. Blank lines and lines of commas only are
 * passed over. What cannot be read comes as a BadLine in its place.
 *
 * The last value is a refusal when the file has more lines than allowed, and null otherwise.
 */
export function* rowsOf(
  source: MasterSource,
  examined: Examined,
): Generator<Batch, FileRefusal | null, void> {
  const { encoding, columns, headerLine, limits } = examined
  let bytes = 0
  const lines = linesOf(source, encoding, limits, (taken) => {
    bytes = taken
  })
  const queue: Line[] = []
  const fill = (count: number): void => {
    while (queue.length < count) {
      const next = lines.next()
      if (next.done === true) return
      queue.push(next.value)
    }
  }
  let items: (Row | BadLine)[] = []
  let count = 0
  let lastLine = headerLine
  for (;;) {
    fill(BATCH)
    if (queue.length === 0) break
    // Lines behind an open quote must be at hand before it is judged.
    const batch = queue.splice(0, BATCH)
    fill(QUOTE_LINES)
    const quoted = batch.filter((line) => isQuoted(line) && line.line > headerLine)
    const parsed = parseLines(quoted.map((line) => line.text))
    const cellsOf = new Map(quoted.map((line, index) => [line, parsed[index] ?? []]))
    let at = 0
    while (at < batch.length) {
      const line = batch[at]
      if (line === undefined) break
      at += 1
      lastLine = line.line
      if (line.line <= headerLine) continue
      if (line.tooLong) {
        items.push(bad(line, line.line, 'line-too-long'))
        count += 1
        continue
      }
      if (isBlank(line.text)) continue
      count += 1
      const cells = line.text.includes('"') ? cellsOf.get(line) : line.text.split(',')
      if (cells !== undefined) {
        items.push(rowOf(line, cells, columns.count))
        continue
      }
      const behind = [...batch.slice(at, at + QUOTE_LINES), ...queue.slice(0, QUOTE_LINES)].slice(
        0,
        QUOTE_LINES,
      )
      const spanned = linesOfOpenQuote(line, behind)
      const last = behind[spanned - 1] ?? line
      items.push(bad(line, last.line, spanned === 0 ? 'quotes-broken' : 'line-break-in-field'))
      const fromBatch = Math.min(spanned, batch.length - at)
      at += fromBatch
      queue.splice(0, spanned - fromBatch)
    }
    if (count > limits.lines) return { code: 'too-many-lines', limit: limits.lines }
    yield { items, bytes, lines: lastLine }
    items = []
  }
  return null
}

function rowOf(line: Line, cells: readonly string[], wanted: number): Row | BadLine {
  const clean = unsafeIn(line.text) === null
  if (cells.length === wanted) return { line: line.line, cells, clean }
  const onlyBlanksMore = cells.length > wanted && cells.slice(wanted).every((cell) => cell.trim() === '')
  return onlyBlanksMore
    ? { line: line.line, cells: cells.slice(0, wanted), clean }
    : { ...bad(line, line.line, 'column-count'), found: String(cells.length), guess: cells }
}

const bad = (line: Line, lastLine: number, code: BadLine['code']): BadLine => ({
  line: line.line,
  lastLine,
  code,
  found: line.text.slice(0, 40),
  guess: line.text.replaceAll('"', '').split(','),
})

/** One record by the letter of RFC 4180. Linear: a field begins with a quote or it does not. */
const WELL_FORMED = /^(?:[^",]*|"(?:[^"]|"")*")(?:,(?:[^",]*|"(?:[^"]|"")*"))*$/
const isQuoted = (line: Line): boolean =>
  !line.tooLong && line.text.includes('"') && WELL_FORMED.test(line.text)

/**
 * How many further lines an open quote takes in until a whole record stands; 0 when it never closes well.
 * A record can only be whole where the quotes so far are even in number, so one place is looked at.
 */
function linesOfOpenQuote(first: Line, behind: readonly Line[]): number {
  let text = first.text
  let open = quotesIn(first.text) % 2 === 1
  if (!open) return 0
  for (const [index, line] of behind.entries()) {
    if (line.tooLong) return 0
    text += `\n${line.text}`
    if (quotesIn(line.text) % 2 === 1) open = false
    if (!open) return WELL_FORMED.test(text) ? index + 1 : 0
  }
  return 0
}

const quotesIn = (text: string): number => text.split('"').length - 1

/** The cells of well-formed lines, one array per line. */
function parseLines(lines: readonly string[]): readonly string[][] {
  if (lines.length === 0) return []
  const records: string[][] = parse(lines.join('\n'), {
    bom: false,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: false,
    skip_empty_lines: false,
  })
  if (records.length !== lines.length) throw new Error(`${lines.length} lines gave ${records.length} records`)
  return records
}

type Line = { readonly line: number; readonly text: string; readonly tooLong: boolean }

const BLANK = /^[\s,]*$/u
const isBlank = (text: string): boolean =>
  (text === '' || text.charAt(0) === ',' || text.charAt(0) === ' ') && BLANK.test(text)

/**
 * Lines as an editor counts them, whatever ends them (CR LF, LF, CR, also mixed). A line over the limit is
 * passed on cut, never kept.
 */
function* linesOf(
  source: MasterSource,
  encoding: FileEncoding,
  limits: Limits,
  onBytes: (taken: number) => void,
): Generator<Line, void, void> {
  const decoder = encoding === 'shift_jis' ? shiftJisDecoder() : utf8Decoder()
  let line = 0
  let rest = ''
  let tooLong = false
  let afterReturn = false
  let taken = 0
  const lineOf = (text: string): Line => {
    line += 1
    const whole = rest + text
    const result = {
      line,
      text: whole.slice(0, limits.lineCharacters),
      tooLong: tooLong || whole.length > limits.lineCharacters,
    }
    rest = ''
    tooLong = false
    return result
  }
  for (const chunk of source.chunks()) {
    taken += chunk.length
    onBytes(taken)
    const text = decoder.decode(chunk)
    // CR LF may be cut in two by the end of a chunk.
    let from = afterReturn && text.startsWith('\n') ? 1 : 0
    if (text !== '') afterReturn = text.endsWith('\r')
    // Each sign is searched for again only once it lies behind, or a chunk without one would be gone through per line.
    let feed = text.indexOf('\n', from)
    let ret = text.indexOf('\r', from)
    for (;;) {
      if (feed >= 0 && feed < from) feed = text.indexOf('\n', from)
      if (ret >= 0 && ret < from) ret = text.indexOf('\r', from)
      const end = feed < 0 ? ret : ret < 0 ? feed : Math.min(feed, ret)
      if (end < 0) break
      yield lineOf(text.slice(from, end))
      from = end + (text.charAt(end) === '\r' && text.charAt(end + 1) === '\n' ? 2 : 1)
    }
    rest += text.slice(from, from + limits.lineCharacters + 1)
    if (rest.length > limits.lineCharacters) {
      rest = rest.slice(0, limits.lineCharacters)
      tooLong = true
    }
  }
  rest += decoder.end()
  if (rest !== '' || tooLong) yield lineOf('')
}

type Decoder = { decode(chunk: Uint8Array): string; end(): string }

const shiftJisDecoder = (): Decoder => {
  const decoder = new TextDecoder('shift_jis', { fatal: true })
  return { decode: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() }
}

/** For bytes known to be UTF-8. Whole characters are decoded at once, which is much faster than in a stream. */
function utf8Decoder(): Decoder {
  const whole = wholeCharacters()
  let begun = false
  return {
    decode: (chunk) => {
      const text = whole.take(chunk).toString('utf8')
      const marked = !begun && text.startsWith('\ufeff')
      if (text !== '') begun = true
      return marked ? text.slice(1) : text
    },
    end: () => whole.rest().toString('utf8'),
  }
}

/** Holds back the bytes of a character that a chunk cuts in two. */
function wholeCharacters() {
  let held: Uint8Array = new Uint8Array(0)
  return {
    take(chunk: Uint8Array): Buffer {
      const bytes =
        held.length === 0
          ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
          : Buffer.concat([held, chunk])
      let end = bytes.length
      // At most three bytes back stands the first byte of a character that is not complete.
      for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
        const byte = bytes[bytes.length - back] ?? 0
        if (byte < 0x80) break
        if (byte < 0xc0) continue
        const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
        if (length > back) end = bytes.length - back
        break
      }
      held = Uint8Array.from(bytes.subarray(end))
      return bytes.subarray(0, end)
    },
    rest: (): Buffer => Buffer.from(held),
  }
}

type Validator = {
  /** Byte at which the piece with the first bad byte begins; null: no bad byte so far. */
  readonly brokenAt: number | null
  take(chunk: Uint8Array, at: number): void
  end(at: number): void
}

function utf8Validator(): Validator {
  const whole = wholeCharacters()
  let brokenAt: number | null = null
  return {
    get brokenAt() {
      return brokenAt
    },
    take(chunk, at) {
      if (brokenAt === null && !isUtf8(whole.take(chunk))) brokenAt = at
    },
    end(at) {
      if (brokenAt === null && whole.rest().length > 0) brokenAt = at
    },
  }
}

function shiftJisValidator(): Validator {
  const decoder = shiftJisDecoder()
  let brokenAt: number | null = null
  const attempt = (at: number, decode: () => string): void => {
    if (brokenAt !== null) return
    try {
      decode()
    } catch {
      brokenAt = at
    }
  }
  return {
    get brokenAt() {
      return brokenAt
    },
    take: (chunk, at) => attempt(at, () => decoder.decode(chunk)),
    end: (at) => attempt(at, () => decoder.end()),
  }
}

const hasUtf16Mark = (chunk: Uint8Array): boolean =>
  (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff)

/** Without a mark, UTF-16 betrays itself by the zero in every second byte of its commas, digits and line ends. */
function looksUtf16(chunk: Uint8Array): boolean {
  const sample = chunk.subarray(0, 4_096)
  let even = 0
  let odd = 0
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue
    if (index % 2 === 0) even += 1
    else odd += 1
  }
  return Math.max(even, odd) > 2 && Math.min(even, odd) * 8 < Math.max(even, odd)
}
