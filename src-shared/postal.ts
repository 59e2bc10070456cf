import { z } from 'zod'
import { err, ok, type Result } from './result.ts'
import { foldDigits } from './text/normalise.ts'

/**
 * What the post asks of a letter: postal code 郵便番号, registered-mail number 書留の引受番号, and the customer
 * barcode カスタマバーコード of the address label. Japan Post's manual (郵便番号・バーコードマニュアル, pages p04 to
 * p25 of post.japanpost.jp/zipcode/zipmanual) is the source of everything about the last.
 */

// ── Postal code ────────────────────────────────────────────────────────────────────────────────────────

/** Seven digits, without the hyphen it is printed with. */
export const PostalCode = z
  .string()
  .regex(/^\d{7}$/)
  .brand<'PostalCode'>()
export type PostalCode = z.infer<typeof PostalCode>

/**
 * A postal code as typed: `〒263-0023`, `２６３ー００２３`, `2630023`. Whether the post has such a code is not looked up.
 *
 * @returns the seven digits, or why not: `empty`, `characters` (something that is no digit), `length`
 */
export function readPostalCode(text: string): Result<PostalCode, 'empty' | 'characters' | 'length'> {
  const digits = foldDigits(text).replace(/^[〒〠]/u, '')
  if (digits === '') return err('empty')
  if (!/^\d+$/.test(digits)) return err('characters')
  const code = PostalCode.safeParse(digits)
  return code.success ? ok(code.data) : err('length')
}

/** `263-0023`, as it is printed behind 〒. */
export const postalCodeForm = (code: PostalCode): string => `${code.slice(0, 3)}-${code.slice(3)}`

// ── Registered mail ────────────────────────────────────────────────────────────────────────────────────

/**
 * The number under which the post accepts a registered letter (引受番号, on the receipt also お問い合わせ番号): eleven
 * digits, printed 3-2-5-1, the last of which is the rest of the first ten divided by seven.
 *
 * Japan Post prints the form on its labels and receipts; its tracking page takes eleven to thirteen characters. The rule
 * for the last digit is not published for letters; it is what Japanese carriers call 7DR, and labels in a row bear it out.
 */
export const RegisteredNo = z
  .string()
  .regex(/^\d{11}$/)
  .refine((digits) => checkDigitOf(digits.slice(0, -1)) === digits.slice(-1))
  .brand<'RegisteredNo'>()
export type RegisteredNo = z.infer<typeof RegisteredNo>

/** The rest of a number divided by seven, digit by digit, so that no number is too long. */
const checkDigitOf = (digits: string): string =>
  String([...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 7, 0))

/**
 * Why a number is not taken as one of registered mail:
 *  - `characters`: something in it is no digit
 *  - `length`: neither eleven digits nor one of the two below
 *  - `check-digit`: eleven digits, but the last does not go with the others; a digit was misread or two exchanged
 *  - `parcel`: twelve digits with the right check digit, as on ゆうパック and レターパック, which are not registered mail
 *  - `abroad`: two letters, nine digits and two letters (UPU S10), an item of international mail
 */
export type RegisteredNoRefusal = {
  readonly code: 'empty' | 'characters' | 'length' | 'check-digit' | 'parcel' | 'abroad'
  /** How many digits were given. */
  readonly digits: number
}

/** A registered-mail number as typed or scanned: full width, with hyphens or blanks. Nothing is corrected. */
export function readRegisteredNo(text: string): Result<RegisteredNo, RegisteredNoRefusal> {
  const folded = foldDigits(text).toUpperCase()
  const refused = (code: RegisteredNoRefusal['code']) =>
    err({ code, digits: folded.replace(/\D/gu, '').length })
  if (folded === '') return refused('empty')
  if (/^[A-Z]{2}\d{9}[A-Z]{2}$/.test(folded)) return refused('abroad')
  // A scanner reads the frame letters of NW-7 with the number.
  const digits = /^[A-D](\d+)[A-D]$/.exec(folded)?.[1] ?? folded
  if (!/^\d+$/.test(digits)) return refused('characters')
  const right = checkDigitOf(digits.slice(0, -1)) === digits.slice(-1)
  if (digits.length === 12 && right) return refused('parcel')
  if (digits.length !== 11) return refused('length')
  return right ? ok(RegisteredNo.parse(digits)) : refused('check-digit')
}

/** `131-12-38385-2`, as it is printed on label and receipt. */
export const registeredNoForm = (no: RegisteredNo): string =>
  `${no.slice(0, 3)}-${no.slice(3, 5)}-${no.slice(5, 10)}-${no.slice(10)}`

// ── The address display number 住所表示番号 ──────────────────────────────────────────────────────────────

const KANJI_DIGITS = '〇一二三四五六七八九'
const KANJI_UNITS: Readonly<Partial<Record<string, number>>> = { 十: 10, 百: 100, 千: 1000, 万: 10_000 }
const KANJI = `[${KANJI_DIGITS}十百千万]`

/** `二十一` is 21, `百一` is 101, and digits in a row are read as such: `二一` is 21. */
function kanjiNumber(text: string): number {
  let whole = 0
  let part = 0
  let digits = 0
  for (const character of text) {
    const unit = KANJI_UNITS[character]
    if (unit === undefined) digits = digits * 10 + KANJI_DIGITS.indexOf(character)
    else if (unit < 10_000) {
      part += (digits === 0 ? 1 : digits) * unit
      digits = 0
    } else {
      whole += (part + digits === 0 ? 1 : part + digits) * unit
      part = 0
      digits = 0
    }
  }
  return whole + part + digits
}

/** What makes the kanji number in front of it a number of the address (manual p19, first supplementary rule). */
const COUNTED = '丁目|丁|番地|番|号|地割|線|の|ノ'
const KANJI_COUNTED = new RegExp(`(${KANJI}+)(?=${COUNTED})`, 'gu')

const folded = (address: string): string =>
  address
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\p{Pd}\u2212]/gu, '-')

/**
 * The numbers of an address as the barcode has them (manual p19), from the part that follows the town (住所B):
 * `3丁目30-8 郵便ビル403号` gives `3-30-8-403`.
 *
 * Digits, hyphens and single letters are kept; `&`, `/`, `・` and `.` vanish; kanji numbers count before 丁目, 丁, 番地,
 * 番, 号, 地割, 線, の and ノ; whatever else stands in front of something kept becomes one hyphen, and two letters or more
 * in a row are such a text. The F of a floor goes; no hyphen stays beside a letter.
 *
 * @returns digits, capital letters and hyphens, of any length; empty where the address has no numbers
 */
export function addressNumbers(rest: string): string {
  return folded(rest)
    .replace(/[&/・.]/gu, '')
    .replace(KANJI_COUNTED, (number) => String(kanjiNumber(number)))
    .replace(/(?<=\d)F(?![A-Z])/gu, '-')
    .replace(/[A-Z]{2,}|[^0-9A-Z-]/gu, '-')
    .replace(/-+/gu, '-')
    .replace(/^-|-$/gu, '')
    .replace(/-?([A-Z])-?/gu, '$1')
}

const NUMBER = `(?:\\d+|${KANJI}+)`
/**
 * Where the numbers of an address begin if nobody says where the town ends. Numbers of town names are passed over: 北1条,
 * 二番町, 八丁堀, 一ノ宮. A letter may stand for a block: 上町A-7.
 */
const NUMBERS_BEGIN = new RegExp(
  [
    `${NUMBER}(?:丁目|丁(?=[-\\s\\d]|${KANJI}|$)|番地|番(?![町丁])|号|地割|線(?!町)|[のノ](?=${NUMBER}))`,
    `(?<![A-Z])(?:[A-Z]-?)?(?<!\\d)\\d+(?![\\d条丁番線のノ])`,
  ].join('|'),
  'u',
)

/**
 * The part of an address that follows the town. The post's own list of towns is not here, so without `town` it is the
 * part from the first number on that does not look like part of a town's name; a rare name (六丁の目) is misjudged, and
 * the address then has a number too many. The letter still arrives: people read the address.
 *
 * @param town the name of the town as the postal code has it, where it is known; ignored where the address lacks it
 */
export function afterTown(address: string, town?: string): string {
  const text = folded(address)
  const name = town === undefined ? '' : folded(town)
  const end = name === '' ? -1 : text.indexOf(name)
  if (end >= 0) return text.slice(end + name.length)
  const begin = text.search(NUMBERS_BEGIN)
  return begin < 0 ? '' : text.slice(begin)
}

// ── The customer barcode カスタマバーコード ──────────────────────────────────────────────────────────────

/** The nineteen characters by their value; the check digit counts with it (manual p11, p12). */
const CHARACTERS = [
  ...['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-'],
  ...(['CC1', 'CC2', 'CC3', 'CC4', 'CC5', 'CC6', 'CC7', 'CC8'] as const),
] as const

/** Three bars each, in the order of {@link CHARACTERS}: full F, ascending A, descending D, timing T. */
const BARS = [
  ...['FTT', 'FFT', 'FDA', 'DFA', 'FAD', 'FTF', 'DAF', 'AFD', 'ADF', 'TFF', 'TFT'],
  ...['DAT', 'DTA', 'ADT', 'TDA', 'ATD', 'TAD', 'TTF', 'FFF'],
] as const
const START = 'FD'
const STOP = 'DF'

const ADDRESS_LENGTH = 13
const FILL = CHARACTERS.indexOf('CC4')

export type CustomerBarcode = {
  /** The twenty-one characters between start and stop, as the manual writes them: `2`, `-`, `CC4`. The last is the check digit. */
  readonly characters: readonly string[]
  /** 67 bars, each `F` full, `A` ascending, `D` descending or `T` timing. */
  readonly bars: string
  /** The address has more numbers than the barcode takes; that is allowed, the rest is cut off (manual p12, p20). */
  readonly cut: boolean
}

/**
 * The customer barcode of a label: start, postal code, thirteen characters of the address's numbers, check digit, stop.
 *
 * @param numbers a result of {@link addressNumbers}; empty for offices with a code of their own
 * @returns null where the manual forbids one: codes that end in `00` stand for no town (p18)
 * @throws RangeError when `numbers` has anything but digits, capital letters and hyphens
 */
export function customerBarcode(code: PostalCode, numbers: string): CustomerBarcode | null {
  if (code.endsWith('00')) return null
  const address = [...numbers].flatMap(valuesOf)
  const cut = address.length > ADDRESS_LENGTH
  // A letter is cut between its two halves where it must be: its control character stays (p20).
  const filled = [...address, ...Array<number>(ADDRESS_LENGTH).fill(FILL)].slice(0, ADDRESS_LENGTH)
  const values = [...[...code].flatMap(valuesOf), ...filled]
  const sum = values.reduce((total, value) => total + value, 0)
  const all = [...values, (19 - (sum % 19)) % 19]
  return {
    characters: all.map((value) => CHARACTERS[value] ?? ''),
    bars: START + all.map((value) => BARS[value] ?? '').join('') + STOP,
    cut,
  }
}

/** A digit or hyphen is one character; a letter is CC1 and 0–9 for A–J, CC2 for K–T, CC3 and 0–5 for U–Z. */
function valuesOf(character: string): readonly number[] {
  const letter = character.charCodeAt(0) - 65
  if (/^[A-Z]$/.test(character)) return [11 + Math.floor(letter / 10), letter % 10]
  if (/^[0-9-]$/.test(character)) return [character === '-' ? 10 : Number(character)]
  throw new RangeError(`a customer barcode has no ${JSON.stringify(character)}`)
}

/** The barcode of a whole address, from its postal code on; null where the manual forbids one. */
export const barcodeOf = (code: PostalCode, address: string, town?: string): CustomerBarcode | null =>
  customerBarcode(code, addressNumbers(afterTown(address, town)))

export type Bar = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Blank space to leave on every side, in millimetres (manual p13). */
export const BARCODE_MARGIN_MM = 2

/**
 * The bars as rectangles in millimetres, from the upper left corner, at the manual's measures (p12): a full bar is six
 * units of 0.6 mm high, a timing bar two, bar and gap one unit wide each.
 *
 * bwip-js is not asked to draw it. Its heights are in the ratio 8 : 5 : 2 where the manual has 6 : 4 : 2, its encoder
 * refuses an address that is cut within a letter, and it draws a wrong last character where the check digit is 0.
 *
 * @param points size of the barcode, 8 to 11.5 points; at 10 it is 79.8 mm wide and 3.6 mm high
 * @throws RangeError for another size
 */
export function barsInMillimetres(bars: string, points = 10): readonly Bar[] {
  if (!(points >= 8 && points <= 11.5))
    throw new RangeError(`a customer barcode has 8 to 11.5 points, not ${points}`)
  const unit = 0.06 * points
  const rounded = (units: number) => Math.round(units * unit * 1000) / 1000
  return [...bars].map((bar, index) => ({
    x: rounded(index * 2),
    y: rounded(bar === 'F' || bar === 'A' ? 0 : 2),
    width: rounded(1),
    height: rounded(bar === 'F' ? 6 : bar === 'T' ? 2 : 4),
  }))
}
