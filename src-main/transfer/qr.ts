import { createHash } from 'node:crypto'
import { err, ok, type Result } from '#shared/result'
import type { QrProblem } from '#shared/transfers'

/**
 * Short documents as QR codes. A reader types what it sees like a keyboard, so the parts are made of capitals and
 * digits only: they arrive whole with any layout, and QR has a dense mode for them.
 *
 * One part: `MDG1`, 8 characters of the document's checksum, number and total of the parts (two digits each), 7
 * characters of the part's own checksum, and up to `PAYLOAD` characters of base32.
 */

/** Fits version 12, level M (419 characters): 65 modules a side, 4 cm in print. */
const PAYLOAD = 396
/** More would be a book of pictures: such a document goes on a stick. */
export const PARTS_MAX = 20

const MARK = 'MDG1'
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const PART = /^MDG1([A-Z2-7]{8})([0-9]{2})([0-9]{2})([A-Z2-7]{7})([A-Z2-7]+)$/

/** Anything longer than a part is not folded before it is refused. */
const TYPED_MAX = 1000

export type QrRefusal = {
  readonly code: QrProblem
} /** Not one of our parts, or misread: `index` is its place among those given. */ & (
  | { readonly code: 'qr-part-unreadable'; readonly index: number }
  /** Parts of two documents. */
  | { readonly code: 'qr-parts-mixed' }
  /** Fine so far; these are still to come. */
  | { readonly code: 'qr-parts-missing'; readonly total: number; readonly missing: readonly number[] }
)

/** The document's parts in order, each the text of one QR code; undefined for a document that is too long. */
export function splitForQr(text: string): readonly string[] | undefined {
  const written = toBase32(Buffer.from(text, 'utf8'))
  const total = Math.max(1, Math.ceil(written.length / PAYLOAD))
  if (total > PARTS_MAX) return undefined
  const id = checksum(text, 8)
  return Array.from({ length: total }, (_, at) => {
    const payload = written.slice(at * PAYLOAD, (at + 1) * PAYLOAD)
    const place = `${id}${twoDigits(at + 1)}${twoDigits(total)}`
    return `${MARK}${place}${checksum(place + payload, 7)}${payload}`
  })
}

/**
 * The document of these parts, in whatever order and however often each was read. The checksums find what was misread;
 * they prove nothing about who wrote it.
 */
export function joinFromQr(parts: readonly string[]): Result<string, QrRefusal> {
  let document: { readonly id: string; readonly total: number } | undefined
  const payloads = new Map<number, string>()
  for (const [index, typed] of parts.entries()) {
    const part = readPart(typed)
    if (part === undefined) return err({ code: 'qr-part-unreadable', index })
    document ??= part
    if (part.id !== document.id || part.total !== document.total) return err({ code: 'qr-parts-mixed' })
    payloads.set(part.number, part.payload)
  }
  const total = document?.total ?? 0
  const numbers = Array.from({ length: total }, (_, at) => at + 1)
  const missing = numbers.filter((number) => !payloads.has(number))
  if (document === undefined || missing.length > 0) return err({ code: 'qr-parts-missing', total, missing })
  const text = fromBase32(numbers.map((number) => payloads.get(number) ?? '').join('')).toString('utf8')
  // Each part is right in itself, and still they are not of one document.
  return checksum(text, 8) === document.id ? ok(text) : err({ code: 'qr-parts-mixed' })
}

function readPart(typed: string) {
  if (typed.length > TYPED_MAX) return undefined
  const match = PART.exec(typed.normalize('NFKC').replace(/\s+/g, '').toUpperCase())
  if (match === null) return undefined
  const [, id = '', number = '', total = '', check = '', payload = ''] = match
  if (check !== checksum(`${id}${number}${total}${payload}`, 7)) return undefined
  const part = { id, number: Number(number), total: Number(total), payload }
  return part.number >= 1 && part.number <= part.total && part.total <= PARTS_MAX ? part : undefined
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** The first 5 × `length` bits of SHA-256: against misreading, not against people. */
const checksum = (text: string, length: number): string =>
  toBase32(createHash('sha256').update(text, 'utf8').digest()).slice(0, length)

/** RFC 4648 §6 without padding. */
function toBase32(bytes: Buffer): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET.charAt((held >> bits) & 31)
    }
    held &= (1 << bits) - 1
  }
  return bits === 0 ? text : text + ALPHABET.charAt((held << (5 - bits)) & 31)
}

function fromBase32(text: string): Buffer {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const character of text) {
    held = (held << 5) | ALPHABET.indexOf(character)
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((held >> bits) & 255)
      held &= (1 << bits) - 1
    }
  }
  return Buffer.from(bytes)
}
