import { isAscii, isUtf8 } from 'node:buffer'
import { SEED_LIMITS, SeedFileFault } from '../record.ts'

/** One line as an editor counts it, from 1. */
export type Line = { readonly number: number; readonly text: string }

/**
 * Bytes are put together, and divided, to pieces of about this size: a guess about the characters never rests on a few
 * bytes, and a piece is a millisecond's work or two.
 */
const PIECE = 32 * 1024

/**
 * The lines of a text file, in batches, whatever ends them (CR LF, LF, CR, also mixed).
 *
 * The bytes are UTF-8 (with or without mark) or Shift_JIS (CP932). The first piece with a character outside ASCII
 * decides, UTF-8 first; from there on every byte has to agree, and nothing is replaced by a substitute.
 *
 * @throws SeedFileFault `encoding-refused` (UTF-16, UTF-7, NUL, neither of the two), `limit-exceeded` (a line longer
 *   than any field may be), `cancelled`
 */
export async function* linesOf(
  chunks: AsyncIterable<Buffer>,
  signal?: AbortSignal,
): AsyncGenerator<readonly Line[], void, void> {
  const text = textReader()
  let number = 0
  let rest = ''
  let afterReturn = false
  const tooLong = (): SeedFileFault =>
    new SeedFileFault('limit-exceeded', number + 1, { limit: SEED_LIMITS.textBytes })
  const refusedHere = (): SeedFileFault => new SeedFileFault('encoding-refused', number + 1)

  for await (const { bytes, last } of pieces(chunks)) {
    if (signal?.aborted === true) throw new SeedFileFault('cancelled')
    const more = text.take(bytes, last)
    if (more === null) throw refusedHere()
    const lines: Line[] = []
    // CR LF may be cut in two by the end of a piece.
    let from = afterReturn && more.startsWith('\n') ? 1 : 0
    if (more !== '') afterReturn = more.endsWith('\r')
    for (const match of more.matchAll(/\r\n|\n|\r/g)) {
      if (match.index < from) continue
      const line = rest + more.slice(from, match.index)
      if (line.length > SEED_LIMITS.textBytes) throw tooLong()
      number += 1
      lines.push({ number, text: line })
      rest = ''
      from = match.index + match[0].length
    }
    rest += more.slice(from)
    if (rest.length > SEED_LIMITS.textBytes) throw tooLong()
    if (last && rest !== '') lines.push({ number: number + 1, text: rest })
    if (lines.length > 0) yield lines
  }
}

async function* pieces(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<{ readonly bytes: Buffer; readonly last: boolean }, void, void> {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      const part = chunk.subarray(at, at + PIECE)
      held.push(part)
      size += part.length
      if (size < PIECE) continue
      yield { bytes: held.length === 1 ? part : Buffer.concat(held), last: false }
      held = []
      size = 0
    }
  }
  yield { bytes: Buffer.concat(held), last: true }
}

/** Marks of encodings that are not read: UTF-16 (and UTF-32, which begins alike), UTF-7. */
const FOREIGN_MARKS = [
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xfe, 0xff]),
  Buffer.from('+/v8'),
  Buffer.from('+/v9'),
  Buffer.from('+/v+'),
  Buffer.from('+/v/'),
]

/** Text from bytes, or null where they are no text. */
function textReader() {
  let decoder: InstanceType<typeof TextDecoder> | null = null
  let begun = false
  return {
    take(bytes: Buffer, last: boolean): string | null {
      if (!begun && FOREIGN_MARKS.some((mark) => bytes.subarray(0, mark.length).equals(mark))) return null
      begun = true
      if (bytes.includes(0)) return null
      if (decoder === null) {
        // ASCII means the same in both; it settles nothing.
        if (isAscii(bytes)) return bytes.toString('latin1')
        decoder = new TextDecoder(isUtf8(wholeCharacters(bytes, last)) ? 'utf-8' : 'shift_jis', {
          fatal: true,
        })
      }
      try {
        return decoder.decode(bytes, { stream: !last })
      } catch {
        return null
      }
    },
  }
}

/** Without the first bytes of a UTF-8 character that the end of the piece cuts in two. */
function wholeCharacters(bytes: Buffer, last: boolean): Buffer {
  if (last) return bytes
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes
    if (byte < 0xc0) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return length > back ? bytes.subarray(0, bytes.length - back) : bytes
  }
  return bytes
}
