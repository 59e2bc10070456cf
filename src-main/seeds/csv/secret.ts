/** How secrets are written, recognised over a column and not cell by cell. */

export const ENCODINGS = ['hex', 'base32', 'base64'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** Blanks people put into groups; in hexadecimal and base32 hyphens and colons too. */
const ungrouped = (cell: string): string => cell.replace(/\s+/gu, '')
const bare = (cell: string): string => cell.replace(/[\s:-]+/gu, '').replace(/^0x/iu, '')

const HEX = /^(?:[0-9a-f]{2})+$|^(?:[0-9A-F]{2})+$/
const BASE32 = /^(?:[A-Z2-7]+|[a-z2-7]+)=*$/
const BASE64 = /^(?:[A-Za-z0-9+/]+|[A-Za-z0-9_-]+)={0,2}$/
/** Letters of base32 that carry whole bytes, by what is left of a group of eight, and the signs that fill it up. */
const BASE32_FILL: Readonly<Record<number, number>> = { 0: 0, 2: 6, 4: 4, 5: 3, 7: 1 }

/**
 * The bytes a cell stands for when it is written in `encoding`, or null when it is not. Strict: a wrong length, wrong
 * filling, bits left over and letters of both sizes mixed (outside base64) are no encoding.
 */
export function decoded(cell: string, encoding: Encoding): Buffer | null {
  if (encoding === 'hex') {
    const text = bare(cell)
    return HEX.test(text) ? Buffer.from(text, 'hex') : null
  }
  if (encoding === 'base32') return fromBase32(bare(cell))
  const text = ungrouped(cell)
  if (!BASE64.test(text)) return null
  const letters = text.replace(/=+$/, '')
  const filling = text.length - letters.length
  if (filling > 0 && text.length % 4 !== 0) return null
  const bytes = Buffer.from(letters, 'base64')
  const again = bytes.toString(/[_-]/.test(letters) ? 'base64url' : 'base64').replace(/=+$/, '')
  return again === letters ? bytes : null
}

function fromBase32(text: string): Buffer | null {
  if (!BASE32.test(text)) return null
  const letters = text.replace(/=+$/, '').toUpperCase()
  const fill = BASE32_FILL[letters.length % 8]
  if (fill === undefined || (text.length > letters.length && text.length - letters.length !== fill))
    return null
  const bytes = Buffer.alloc(Math.floor((letters.length * 5) / 8))
  let held = 0
  let bits = 0
  let at = 0
  for (let index = 0; index < letters.length; index += 1) {
    const code = letters.charCodeAt(index)
    held = ((held << 5) | (code >= 65 ? code - 65 : code - 24)) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes[at] = (held >> bits) & 0xff
    at += 1
  }
  return (held & ((1 << bits) - 1)) === 0 ? bytes : null
}

/**
 * Whether a cell looks like being written so. Hexadecimal and base32 are for the most part base64 as well, so that
 * only what is neither of them speaks for base64; otherwise a column of mixed encodings would pass for it.
 */
function speaksFor(cell: string, encoding: Encoding): boolean {
  if (decoded(cell, encoding) === null) return false
  return encoding !== 'base64' || (decoded(cell, 'hex') === null && decoded(cell, 'base32') === null)
}

/** Whether a cell can be a secret at all: 16 characters are 8 bytes in hexadecimal, and no serial is as long. */
export const looksSecret = (cell: string): boolean =>
  bare(cell).length >= 16 && ENCODINGS.some((encoding) => decoded(cell, encoding) !== null)

export type Decision = {
  readonly encoding: Encoding
  /** More than one encoding fits every cell. */
  readonly assumed: boolean
}

/**
 * The encoding of a whole column: the one that most cells fit; where several fit alike, hexadecimal before base32,
 * because a secret in base32 without a single letter behind F is a matter of one in 10¹³. What does not fit then is
 * refused cell by cell.
 */
export function encodingOf(cells: readonly string[]): Decision {
  const fitting = ENCODINGS.map((encoding) => ({
    encoding,
    count: cells.filter((cell) => speaksFor(cell, encoding)).length,
  }))
  const best = fitting.reduce((a, b) => (b.count > a.count ? b : a))
  const alike = fitting.filter(({ count }) => count === best.count)
  return { encoding: best.encoding, assumed: best.count > 0 && alike.length > 1 }
}

/** The bytes of one cell of a column; null when it is not written as the column is. */
export function secretOf(cell: string, encoding: Encoding, stated: boolean): Buffer | null {
  return stated || speaksFor(cell, encoding) ? decoded(cell, encoding) : null
}
