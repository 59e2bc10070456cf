import { SeedFileFault } from '../record.ts'
import { DELIMITERS, type Delimiter, isBlank, isComment, type Row, rowOf } from './cells.ts'
import type { Line } from './lines.ts'
import { ENCODINGS, type Encoding, encodingOf, looksSecret } from './secret.ts'
import { kindOf } from './values.ts'

/** What the columns of a seed file can be, and every heading they are known by. */
export const COLUMNS = {
  serial: [
    ...[
      'シリアル番号',
      'シリアル',
      'シリアルNo',
      'シリアルナンバー',
      '製造番号',
      'トークンID',
      'トークン番号',
    ],
    ...['トークンシリアル番号', 'クレデンシャルID', 'serial', 'serial number', 'serial no', 'sn', 's/n'],
    ...['token serial', 'token serial number', 'serial_num', 'device serial', 'token id', 'tokencode serial'],
  ],
  secret: [
    ...['シード', 'シード値', '秘密鍵', '共通鍵', '共有鍵', '鍵', '鍵データ', '秘密情報', 'シークレット'],
    ...['シークレットキー', 'secret', 'secret key', 'secretkey', 'shared secret', 'seed', 'seed value'],
    ...['token seed', 'key', 'otp key', 'hmac key', 'key value', 'token key', 'seed data'],
  ],
  kind: [
    '種別',
    '種類',
    '方式',
    '認証方式',
    'トークン種別',
    'type',
    'token type',
    'otp type',
    'oath type',
    'mode',
  ],
  algorithm: [
    ...['アルゴリズム', 'ハッシュ', 'ハッシュ関数', 'ハッシュアルゴリズム', 'algorithm', 'algo', 'hash'],
    ...['hash algorithm', 'hashlib', 'hmac', 'hmac algorithm', 'otp algorithm', 'hash type'],
  ],
  digits: [
    '桁数',
    '表示桁数',
    'digits',
    'otp length',
    'otplen',
    'otp digits',
    'code length',
    'code digits',
    'length',
  ],
  period: [
    ...[
      '時間間隔',
      '間隔',
      '周期',
      '更新間隔',
      '更新周期',
      '表示間隔',
      'time interval',
      'timeinterval',
      'interval',
    ],
    ...['period', 'time step', 'timestep', 'step', 'time period', 'refresh interval'],
  ],
  counter: [
    ...['カウンタ', 'カウンター', 'カウンタ値', '回数', 'counter', 'moving factor', 'event counter'],
    ...['initial counter', 'start counter', 'hotp counter'],
  ],
  validFrom: ['開始日', '有効開始日', '有効開始', 'start date', 'not before', 'validity start'],
  validUntil: [
    ...['有効期限', '期限', '満了日', '有効終了日', '終了日', 'expiry', 'expiry date', 'expiration'],
    ...['expiration date', 'expires', 'valid until', 'valid to', 'not after', 'end date', 'validity end'],
  ],
  manufacturer: ['メーカー', 'メーカ', '製造元', '製造者', 'manufacturer', 'vendor', 'maker'],
  model: [
    '型番',
    '型式',
    '型',
    'モデル',
    '機種',
    '製品名',
    '品名',
    'model',
    'product',
    'product name',
    'device model',
  ],
  issuer: ['発行者', '発行元', 'issuer'],
  issueNo: ['発行番号', 'issue no', 'issue number'],
  friendlyName: ['名称', '表示名', 'friendly name', 'label', 'description'],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type ColumnName = keyof typeof COLUMNS

/** Headings as they are compared: width, case, blanks, and the signs between words do not matter. */
const headingKey = (heading: string): string =>
  heading
    .normalize('NFKC')
    .replace(/[\s_\-・./:()[\]（）]/gu, '')
    .toLowerCase()

const BY_HEADING = new Map<string, ColumnName>(
  Object.entries(COLUMNS).flatMap(([column, headings]) =>
    [column, ...headings].map((heading) => [headingKey(heading), column as ColumnName] as const),
  ),
)
const HINTS: readonly (readonly [RegExp, Encoding])[] = [
  [/hexadecimal|hexa|hex|16進数?/u, 'hex'],
  [/base32|b32/u, 'base32'],
  [/base64|b64/u, 'base64'],
]

/** `secret (base32)`, `HEX seed`, `base64`: a secret, and how it is written. */
function columnOf(heading: string): { readonly column: ColumnName; readonly hint: Encoding | null } | null {
  const key = headingKey(heading)
  const known = BY_HEADING.get(key)
  if (known !== undefined) return { column: known, hint: null }
  for (const [words, hint] of HINTS) {
    const rest = key.replace(words, '')
    if (rest !== key && (rest === '' || BY_HEADING.get(rest) === 'secret')) return { column: 'secret', hint }
  }
  return null
}

/** The row means something only in its own dialect. */
export type Dialect = 'headings' | 'plain' | 'yubico' | 'yubico-log' | 'safeword'

export type Layout = {
  readonly dialect: Dialect
  readonly delimiter: Delimiter
  readonly at: Readonly<Partial<Record<ColumnName, number>>>
  /** One column that is a period for TOTP and a counter for HOTP, as the OATH lists have it. */
  readonly periodOrCounter: number | null
  /** Number of headings; null where there are none, and further cells are anybody's. */
  readonly width: number | null
  /** Keys begin at this line at the earliest. */
  readonly firstLine: number
  readonly encoding: Encoding
  readonly encodingStated: boolean
  readonly encodingAssumed: boolean
  /** No lost zeros are looked for: this vendor's numbers have as many digits as they need. */
  readonly serialsVary: boolean
  /** Digits that serials of digits have, per model, as far as the sample shows; more are learnt on the way. */
  readonly serialDigits: Map<string, number>
}

/**
 * What stands where, from the headings or, where there are none, from how the cells of all the given lines look.
 *
 * @param sample the beginning of the file; the whole of it unless it is very long
 * @throws SeedFileFault `no-keys`, `header-unknown` (with `missing` or `twice` naming a column, never showing a cell:
 *   it could be a secret)
 */
export function layoutOf(sample: readonly Line[]): Layout {
  const told = /^sep=(.)$/iu.exec(sample[0]?.text.trim() ?? '')
  const stated = DELIMITERS.find((delimiter) => delimiter === told?.[1])
  const lines = sample.slice(told === null ? 0 : 1).filter(({ text }) => !isBlank(text) && !isComment(text))
  const first = lines[0]
  if (first === undefined) throw new SeedFileFault('no-keys')
  const candidates = stated === undefined ? DELIMITERS : [stated]
  const found = headed(first, candidates) ?? headless(first, lines, candidates)
  if (found === null) throw new SeedFileFault('header-unknown', first.number, { missing: 'secret' })
  const rows = lines
    .filter(({ number }) => number >= found.firstLine)
    .flatMap(({ text }) => rowOf(text, found.delimiter) ?? [])
  const secrets = rows.flatMap((row) => {
    const cell = row.cells[found.at.secret]
    return cell === undefined || cell === '' ? [] : [cell]
  })
  const decision = encodingOf(secrets)
  const serialDigits = new Map<string, number>()
  const layout: Layout = {
    ...found,
    encoding: found.hint ?? decision.encoding,
    encodingStated: found.hint !== null,
    encodingAssumed: found.hint === null && decision.assumed,
    serialsVary: found.dialect === 'yubico' || found.dialect === 'yubico-log',
    serialDigits,
  }
  for (const row of rows) {
    const digits = digitsOfSerial(layout, row)
    if (digits === 0) continue
    const model = modelOf(layout, row)
    serialDigits.set(model, Math.max(digits, serialDigits.get(model) ?? 0))
  }
  return layout
}

/** How many digits a serial that is nothing but digits has, 0 for others. */
export function digitsOfSerial({ at }: Layout, { cells }: Row): number {
  const cell = at.serial === undefined ? undefined : cells[at.serial]
  return cell !== undefined && /^\d+$/.test(cell) ? cell.length : 0
}

/** Serials are compared within one model only. */
export function modelOf({ at }: Layout, { cells }: Row): string {
  const cell = (place: number | undefined): string => (place === undefined ? '' : (cells[place] ?? ''))
  return `${cell(at.manufacturer)}\n${cell(at.model)}`
}

type Found = Pick<Layout, 'dialect' | 'delimiter' | 'at' | 'periodOrCounter' | 'width' | 'firstLine'> & {
  readonly at: Readonly<Partial<Record<ColumnName, number>>> & { readonly secret: number }
  readonly hint: Encoding | null
}

function headed(first: Line, candidates: readonly Delimiter[]): Found | null {
  const headers = candidates.flatMap((delimiter) => {
    const row = rowOf(first.text, delimiter)
    return row === null ? [] : { delimiter, row, known: row.cells.map(columnOf) }
  })
  const count = (header: (typeof headers)[number]): number =>
    header.known.filter((known) => known !== null).length
  const best = headers.reduce<(typeof headers)[number] | undefined>(
    (a, b) => (a === undefined || count(b) > count(a) ? b : a),
    undefined,
  )
  if (best === undefined || count(best) === 0 || best.row.cells.some(looksSecret)) return null

  const at: Partial<Record<ColumnName, number>> = {}
  let hint: Encoding | null = null
  for (const [place, known] of best.known.entries()) {
    if (known === null) continue
    if (at[known.column] === undefined) {
      at[known.column] = place
      if (known.column === 'secret') hint = known.hint
    } else if (known.column === 'secret' && known.hint !== null && hint !== null && known.hint !== hint) {
      // The same secret in two ways of writing: the first of our own order is read.
      if (ENCODINGS.indexOf(known.hint) < ENCODINGS.indexOf(hint)) {
        at.secret = place
        hint = known.hint
      }
    } else {
      throw new SeedFileFault('header-unknown', first.number, { twice: known.column })
    }
  }
  if (at.serial === undefined) throw new SeedFileFault('header-unknown', first.number, { missing: 'serial' })
  if (at.secret === undefined) throw new SeedFileFault('header-unknown', first.number, { missing: 'secret' })
  return {
    dialect: 'headings',
    delimiter: best.delimiter,
    at: { ...at, secret: at.secret },
    periodOrCounter: null,
    width: best.row.cells.findLastIndex((cell) => cell !== '') + 1,
    firstLine: first.number + 1,
    hint,
  }
}

function headless(first: Line, lines: readonly Line[], candidates: readonly Delimiter[]): Found | null {
  const splits = candidates.map((delimiter) => {
    const rows = lines.flatMap(({ text }) => rowOf(text, delimiter) ?? [])
    const widths = rows.map(({ cells }) => cells.length)
    const whole = widths.filter((width) => width > 1).length
    return { delimiter, rows, whole, uneven: new Set(widths).size }
  })
  // What divides most lines; of those, what divides them most evenly.
  const best = splits.reduce((a, b) => (b.whole > a.whole ? b : a))
  const alike = splits.filter(({ whole }) => whole === best.whole)
  const { delimiter, rows, whole } = alike.reduce((a, b) => (b.uneven < a.uneven ? b : a))
  if (whole === 0) return null
  const base = { delimiter, width: null, firstLine: first.number, hint: null, periodOrCounter: null }
  const most = (holds: (cells: readonly string[]) => boolean): boolean =>
    rows.filter(({ cells }) => holds(cells)).length * 2 > rows.length

  if (most((cells) => cells.length >= 6 && isYubicoLog(cells[0] ?? ''))) {
    return { ...base, dialect: 'yubico-log', at: { serial: 3, secret: 5, digits: 11 } }
  }
  if (most((cells) => cells.length >= 6 && /^\d+$/.test(cells[0] ?? '') && ISO_TIME.test(cells[5] ?? ''))) {
    return { ...base, dialect: 'yubico', at: { serial: 0, secret: 3 } }
  }
  return plain(base, rows)
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
export const isYubicoLog = (cell: string): boolean =>
  /^(?:oath-hotp|yubico otp|static password|challenge-response)\b/iu.test(cell)

/** Which column is which by its cells alone: an owner or none, serial and secret, and what says more about the key. */
function plain(base: Omit<Found, 'dialect' | 'at'>, rows: readonly Row[]): Found | null {
  const columns = Math.max(...rows.map(({ cells }) => cells.length))
  const cellsAt = (place: number): readonly string[] =>
    rows.flatMap(({ cells }) => {
      const cell = cells[place]
      return cell === undefined || cell === '' ? [] : [cell]
    })
  const mostAt = (place: number, holds: (cell: string) => boolean): boolean => {
    const cells = cellsAt(place)
    return cells.length > 0 && cells.filter(holds).length * 2 > cells.length
  }
  const places = Array.from({ length: Math.min(columns, 64) }, (_none, place) => place)
  // Long serials could be short secrets, and dates could be serials: the longest, and the most various, wins.
  const secret = highest(
    places.filter((place) => mostAt(place, looksSecret)),
    (place) => cellsAt(place).reduce((sum, cell) => sum + cell.length, 0),
  )
  if (secret === undefined) return null
  const serial = highest(
    places.filter((place) => place !== secret && mostAt(place, looksSerial)),
    (place) => new Set(cellsAt(place)).size,
  )
  if (serial === undefined) return null
  const at: Partial<Record<ColumnName, number>> & { secret: number } = { serial, secret }
  const found: Found = { ...base, dialect: 'plain', at }
  const after = Math.max(serial, secret) + 1
  if (mostAt(after, (cell) => kindOf(cell) !== null)) {
    return {
      ...found,
      at: { ...at, kind: after, digits: after + 1, algorithm: after + 3 },
      periodOrCounter: after + 2,
    }
  }
  if (mostAt(after, (cell) => /^[678]$/.test(cell))) {
    return { ...found, at: { ...at, digits: after, period: after + 1, algorithm: after + 2 } }
  }
  if (!mostAt(after, (cell) => /^\d{1,5}$/.test(cell))) return found
  const named = mostAt(after + 1, (cell) => !/^\d*$/.test(cell))
  if (named) return { ...found, at: { ...at, period: after, manufacturer: after + 1, model: after + 2 } }
  return mostAt(after, (cell) => /^(?:30|60)$/.test(cell))
    ? { ...found, at: { ...at, period: after } }
    : { ...found, at: { ...at, counter: after } }
}

const looksSerial = (cell: string): boolean =>
  /^(?=.*\d)[0-9A-Z][0-9A-Z _-]{3,23}$/iu.test(cell.normalize('NFKC'))

/** The first of those with the highest figure. */
const highest = (places: readonly number[], figure: (place: number) => number): number | undefined =>
  places.reduce<number | undefined>(
    (best, place) => (best === undefined || figure(place) > figure(best) ? place : best),
    undefined,
  )
