import { setImmediate as othersTurn } from 'node:timers/promises'
import { foldSerial } from '#shared/text/serial'
import { unsafeIn } from '#shared/text/unsafe'
import { isBlank, isComment, rowOf } from './csv/cells.ts'
import { type ColumnName, digitsOfSerial, isYubicoLog, type Layout, layoutOf, modelOf } from './csv/layout.ts'
import { type Line, linesOf } from './csv/lines.ts'
import { isSafeWord, SAFEWORD, safeWordFolder } from './csv/safeword.ts'
import { secretOf } from './csv/secret.ts'
import { algorithmOf, digitsOf, instantOf, kindOf, namedAlgorithm, numberOf, periodOf } from './csv/values.ts'
import {
  type Assumption,
  type Place,
  SEED_LIMITS,
  SeedFileFault,
  type SeedItem,
  type SeedProblemCode,
  type SeedProblemFacts,
} from './record.ts'
import { weakness } from './weakness.ts'

/**
 * Lists of keys as text: with headings in any order, or as vendors write them without. What stands where and how the
 * secrets are written is decided by the first lines together (by the whole file, unless it is longer); every later
 * line has to agree.
 */

/** Lines, and characters, looked at before the first key is handed on. */
const SAMPLE = { lines: 4096, characters: 4 << 20 }

/**
 * @throws SeedFileFault `encoding-refused`, `limit-exceeded`, `header-unknown`, `no-keys`, `cancelled`
 */
export async function* readCsv(
  chunks: AsyncIterable<Buffer>,
  options: { readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<readonly SeedItem[], void, void> {
  const batches = linesOf(chunks, options.signal)
  const sample: Line[] = []
  let characters = 0
  while (sample.length < SAMPLE.lines && characters < SAMPLE.characters) {
    const next = await batches.next()
    if (next.done === true) break
    for (const line of next.value) {
      sample.push(line)
      characters += line.text.length
    }
  }
  const folder = isSafeWord(sample) ? safeWordFolder() : null
  const reader = { layout: folder === null ? layoutOf(sample) : SAFEWORD, keys: 0 }
  const some = itemsOf(reader, folder === null ? sample : folder.take(sample))
  if (some.length > 0) yield some
  for await (const lines of batches) {
    await othersTurn()
    const items = itemsOf(reader, folder === null ? lines : folder.take(lines))
    if (items.length > 0) yield items
  }
  const last = itemsOf(reader, folder?.end() ?? [])
  if (last.length > 0) yield last
  if (reader.keys === 0) throw new SeedFileFault('no-keys')
}

type Reader = { readonly layout: Layout; keys: number }

function itemsOf(reader: Reader, lines: readonly Line[]): readonly SeedItem[] {
  const items: SeedItem[] = []
  for (const line of lines) {
    if (line.number < reader.layout.firstLine || isBlank(line.text) || isComment(line.text)) continue
    reader.keys += 1
    if (reader.keys > SEED_LIMITS.keys) {
      throw new SeedFileFault('limit-exceeded', line.number, { limit: SEED_LIMITS.keys })
    }
    items.push(itemOf(reader.layout, line, { key: reader.keys, line: line.number }))
  }
  return items
}

/** What a spreadsheet makes of a long number. The sign tells it from a serial that has an E in it. */
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?e\+\d+$|^\d+[.,]\d+e\d+$/iu

function itemOf(layout: Layout, line: Line, place: Place): SeedItem {
  let serial: string | null = null
  const refused = (code: SeedProblemCode, facts: SeedProblemFacts = {}): SeedItem => ({
    ok: false,
    problem: { place, serial, code, facts },
  })
  const row = rowOf(line.text, layout.delimiter)
  if (row === null || unsafeIn(line.text.replaceAll('\t', ' ')) !== null) return refused('line-malformed')
  const { width } = layout
  // One more field than headings: a delimiter inside a field, and nobody knows in which.
  if (width !== null && row.cells.slice(width).some((cell) => cell !== '')) return refused('line-malformed')
  const cell = (column: ColumnName): string => {
    const at = layout.at[column]
    return at === undefined ? '' : (row.cells[at] ?? '')
  }

  const written = cell('serial')
  const folded = foldSerial(written)
  // A cell that is no serial may be anything, also a secret in the wrong column.
  serial = /^[0-9A-Z]{1,20}$/.test(folded) ? folded : null
  const owned = usageOf(layout, row.cells)
  if (owned !== null) return refused('usage-refused', owned)
  if (SCIENTIFIC.test(written)) return refused('scientific-notation')
  if (folded === '' || isNoIdentity(layout, folded)) {
    serial = null
    return refused('serial-missing')
  }
  const digits =
    layout.serialsVary || row.asText.has(layout.at.serial ?? -1) ? 0 : digitsOfSerial(layout, row)
  if (digits > 0) {
    const model = modelOf(layout, row)
    const others = layout.serialDigits.get(model)
    if (others === undefined) layout.serialDigits.set(model, digits)
    else if (others !== digits) return refused('leading-zeros-lost', { digits, others })
  }

  const assumed = new Set<Assumption>()
  if (layout.encodingAssumed) assumed.add('encoding')
  if (layout.dialect === 'yubico-log') assumed.add('serial')

  const kind = cell('kind') === '' ? impliedKind(layout, cell, assumed) : kindOf(cell('kind'))
  if (kind === null || kind === 'other')
    return refused('usage-refused', { kind: namedAlgorithm(cell('kind')) })

  const algorithm = cell('algorithm') === '' ? 'SHA1' : algorithmOf(cell('algorithm'))
  if (algorithm === null)
    return refused('algorithm-unknown', { algorithm: namedAlgorithm(cell('algorithm')) })
  if (cell('algorithm') === '' && !layout.dialect.startsWith('yubico')) assumed.add('algorithm')

  const digitsCell = cell('digits')
  const codeDigits = digitsCell === '' ? 6 : digitsOf(numberOf(digitsCell) ?? 0)
  if (codeDigits === null) return refused('digits-refused', numbered('digits', digitsCell))
  if (digitsCell === '') assumed.add('digits')

  const shared = layout.periodOrCounter === null ? '' : (row.cells[layout.periodOrCounter] ?? '')
  const periodCell = cell('period') || (kind === 'totp' ? shared : '')
  const counterCell = cell('counter') || (kind === 'hotp' ? shared : '')
  const period = periodCell === '' ? 30 : periodOf(numberOf(periodCell) ?? 0)
  if (kind === 'totp' && period === null) return refused('period-refused', numbered('period', periodCell))
  if (kind === 'totp' && periodCell === '') assumed.add('period')
  const counter = counterCell === '' ? 0 : numberOf(counterCell)
  if (kind === 'hotp' && counter === null) return refused('counter-refused')
  if (kind === 'hotp' && counterCell === '') assumed.add('counter')

  const validFrom = cell('validFrom') === '' ? null : instantOf(cell('validFrom'), 'start')
  const validUntil = cell('validUntil') === '' ? null : instantOf(cell('validUntil'), 'end')
  if (cell('validFrom') !== '' && validFrom === null) return refused('date-unreadable')
  if (cell('validUntil') !== '' && validUntil === null) return refused('date-unreadable')

  const secret = cell('secret')
  if (secret === '') return refused('secret-missing')
  if (SCIENTIFIC.test(secret)) return refused('scientific-notation')
  const seed = secretOf(secret, layout.encoding, layout.encodingStated)
  if (seed === null) return refused('secret-unreadable', { encoding: layout.encoding })
  const weak = weakness(seed)
  if (weak !== null) {
    seed.fill(0)
    return refused(weak.code, { bytes: weak.bytes })
  }
  const text = (column: ColumnName): string | null => cell(column).slice(0, 200) || null
  return {
    ok: true,
    record: {
      place,
      serial: folded,
      manufacturer: text('manufacturer'),
      issuer: text('issuer'),
      issueNo: text('issueNo'),
      friendlyName: text('friendlyName'),
      model: text('model'),
      kind,
      algorithm,
      digits: codeDigits,
      periodSeconds: kind === 'totp' ? period : null,
      counter: kind === 'hotp' ? counter : null,
      validFrom,
      validUntil,
      encoding: layout.encoding,
      seed,
      assumed: [...assumed],
    },
  }
}

/** A number that was refused may be shown; a cell that is no number may not. */
const numbered = (name: 'digits' | 'period', cell: string): SeedProblemFacts => {
  const number = numberOf(cell)
  return number === null ? {} : { [name]: number }
}

/** A kind that is not written: a period means time, a counter means presses, and otherwise time is taken for granted. */
function impliedKind(
  layout: Layout,
  cell: (column: ColumnName) => string,
  assumed: Set<Assumption>,
): 'totp' | 'hotp' {
  if (layout.dialect.startsWith('yubico')) return 'hotp'
  if (cell('period') !== '') return 'totp'
  assumed.add('kind')
  return cell('counter') === '' ? 'totp' : 'hotp'
}

/** What a Yubico list says the key is for, when it is for something else than one-time codes of OATH. */
function usageOf(layout: Layout, cells: readonly string[]): { readonly kind: string } | null {
  if (layout.dialect === 'yubico-log') {
    const use = cells[0] ?? ''
    return /^oath-hotp\b/iu.test(use) ? null : { kind: isYubicoLog(use) ? 'Yubico' : '' }
  }
  return layout.dialect === 'yubico' && cells[2] !== '0' ? { kind: 'Yubico' } : null
}

/** Yubico's log has an identity where others have a serial, and twelve letters C where none was chosen. */
const isNoIdentity = (layout: Layout, serial: string): boolean =>
  layout.dialect === 'yubico-log' && /^C*$/.test(serial)
