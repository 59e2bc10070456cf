import type { Keys } from '#main/keys/keys'
import { openSeed, type SeedBinding, sealSeed } from '#main/keys/seal'
import { SEED_BYTES_MIN } from '#main/otp/seed'
import type { StockRow, TokenRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Movement } from '#main/store/stock'
import type { Reads, Writes } from '#main/store/tables'
import { type MovedToken, memoryOnArrival, type SeededToken, wipeSeeds } from '#main/transfer/transfer'
import type { RecordNo, Serial, StaffNo } from '#shared/ids'
import { advance } from '#shared/life'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import { stockLife } from '#shared/stock'
import { memoryOf } from './codes.ts'
import { hardwareModels, serialIn, stillLinked, stockOf, wasWithCustomer } from './stock.ts'

/** Tokens of our safe as another branch gets them, and another branch's as they come into our safe. */

/** What a customer's token is sealed by; undefined for a vendor's, which has nothing to seal. */
export function bindingOf(
  keys: Keys,
  { serial, row_id, algorithm, digits, period_seconds }: Omit<TokenRow, 'seed'>,
): SeedBinding | undefined {
  if (algorithm === null || digits === null || period_seconds === null) return undefined
  return {
    pool: 'customer',
    serial,
    rowId: row_id,
    algorithm,
    digits,
    period: period_seconds,
    keyVersion: keys.version('seeds'),
  }
}

/** The tokens somebody wants to send, each free in the safe and all of one model. */
export function decideSending(
  db: Reads,
  service: StockRow['service'],
  typed: readonly string[],
): Result<
  readonly Kept<StockRow>[],
  Refusal<
    | 'serial-malformed'
    | 'serial-twice'
    | 'serial-not-ours'
    | 'serial-tombstoned'
    | 'state-forbids'
    | 'token-still-linked'
    | 'models-mixed'
  >
> {
  const chosen = new Map<Serial, Kept<StockRow>>()
  let model: string | undefined
  for (const one of typed) {
    const serial = serialIn(one)
    if (!serial.ok) return serial
    if (chosen.has(serial.value)) return refuse('serial-twice', { serial: serial.value })
    const found = stockOf(db, service, serial.value)
    if (!found.ok) return found
    const row = found.value
    const next = advance(stockLife, row.state, 'send-away', row.serial)
    if (!next.ok) return next
    if (db.tokens.find(row.serial)?.tombstone !== null)
      return refuse('serial-tombstoned', { serial: row.serial })
    const linked = stillLinked(db, row.serial)
    if (!linked.ok) return linked
    model ??= row.model
    if (row.model !== model) return refuse('models-mixed', { serial: row.serial, model: row.model })
    chosen.set(row.serial, row)
  }
  return ok([...chosen.values()])
}

/**
 * The same with what they remember and their seeds in the clear, which the caller wipes. A seed that does not open is
 * not sent blindly: no code of that token is believed here either (OTP-16).
 */
export function withSeeds(
  db: Reads,
  keys: Keys,
  rows: readonly Kept<StockRow>[],
): Result<readonly SeededToken[], Refusal<'seed-unreadable'>> {
  const seeded: SeededToken[] = []
  for (const row of rows) {
    const token = db.tokens.find(row.serial)
    const one = token === undefined ? undefined : seededToken(db, keys, row, token)
    if (one === undefined) {
      wipeSeeds(seeded)
      return refuse('seed-unreadable', { serial: row.serial })
    }
    seeded.push(one)
  }
  return ok(seeded)
}

function seededToken(db: Reads, keys: Keys, row: StockRow, token: TokenRow): SeededToken | undefined {
  const { kind, algorithm, digits, period_seconds } = token
  const plain = {
    serial: row.serial,
    model: row.model,
    service: row.service,
    memory: memoryOf(token),
    usedBefore: wasUsed(db, row, token),
    printedExpiry: row.printed_expiry,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
  }
  if (
    token.seed === null ||
    kind === null ||
    algorithm === null ||
    digits === null ||
    period_seconds === null
  )
    return token.seed === null ? { ...plain, parameters: null, seed: null } : undefined
  const binding = bindingOf(keys, token)
  const seed = binding === undefined ? undefined : openSeed(keys, token.seed, binding)
  if (seed === undefined) return undefined
  return { ...plain, parameters: { kind, algorithm, digits, periodSeconds: period_seconds }, seed }
}

/** In a customer's hands here; or it came from another branch with codes spent, of which we know no more than that. */
const wasUsed = (db: Reads, { serial, box }: StockRow, { high_water, counter }: TokenRow): boolean =>
  wasWithCustomer(db, serial) ||
  (db.stock.box(box)?.source === 'transfer' && (high_water !== null || counter > 0))

/** A box has one service and one model, which this branch keeps as well. */
export type Sort = Pick<StockRow, 'service' | 'model'>

/** Whether the tokens of a transfer can come into our safe: of one model that we keep, and none of them in use here. */
export function decideArrival(
  db: Reads,
  tokens: readonly MovedToken[],
): Result<Sort, Refusal<'models-mixed' | 'model-unknown' | 'serial-tombstoned' | 'serial-in-use'>> {
  const [first] = tokens
  if (first === undefined) throw new Error('a transfer without a token')
  const { service, model } = first
  const other = tokens.find((token) => token.model !== model || token.service !== service)
  if (other !== undefined) return refuse('models-mixed', { serial: other.serial, model: other.model })
  if (service === null || !hardwareModels(db.profiles.current(service)).some(({ code }) => code === model))
    return refuse('model-unknown', { model })
  for (const { serial } of tokens) {
    const token = db.tokens.find(serial)
    if (token === undefined) continue
    if (token.tombstone !== null) return refuse('serial-tombstoned', { serial })
    const row = db.stock.find(serial)
    const mayComeBack = row?.state === 'transferred' && row.service === service && row.model === model
    if (!mayComeBack || !stillLinked(db, serial).ok) return refuse('serial-in-use', { serial })
  }
  return ok({ service, model })
}

type Coming = Sort & {
  readonly box: RecordNo
  readonly at: Movement['at']
  readonly staff: StaffNo
  readonly second: StaffNo
  readonly record: RecordNo
}

/**
 * One token comes into the safe, with its seed sealed anew and everything it remembers. What a customer has had is
 * `retired` where the service does not give tokens out twice (R-003-41).
 */
export function takeIn(
  db: Writes,
  keys: Keys,
  arriving: SeededToken,
  { box, at, staff, second, record, service, model }: Coming,
): 'usable' | 'retired' {
  const { serial, parameters, seed, printedExpiry, validFrom, validUntil } = arriving
  const known = db.tokens.find(serial)
  const memory = known === undefined ? arriving.memory : memoryOnArrival(memoryOf(known), arriving.memory)
  const isRetired = arriving.usedBefore && db.profiles.current(service).reuseAfterRevoke !== 'yes'
  const bare = {
    serial,
    row_id: known?.row_id ?? `transfer-${serial}`,
    origin: parameters === null ? ('vendor' as const) : ('own' as const),
    medium: 'hard' as const,
    service,
    kind: parameters?.kind ?? null,
    algorithm: parameters?.algorithm ?? null,
    digits: parameters?.digits ?? null,
    period_seconds: parameters?.periodSeconds ?? null,
    high_water: memory.highWater,
    drift: memory.drift,
    counter: memory.counter,
    failures: memory.failures,
    locked: memory.locked ? (1 as const) : (0 as const),
    tombstone: isRetired ? ('retired' as const) : null,
    known_since: known?.known_since ?? at,
  }
  const binding = bindingOf(keys, bare)
  const token: TokenRow = {
    ...bare,
    seed: seed === null || binding === undefined ? null : sealSeed(keys, seed, binding),
  }
  if (known === undefined) {
    db.tokens.add(token)
    db.stock.receive(
      {
        serial,
        service,
        model,
        box,
        valid_from: validFrom,
        valid_until: validUntil,
        printed_expiry: printedExpiry,
      },
      at,
    )
    return isRetired ? 'retired' : 'usable'
  }
  db.tokens.change(known, token)
  const row = db.stock.find(serial)
  if (row === undefined) throw new Error(`no stock ${serial}`)
  const changes = { box, printed_expiry: printedExpiry, case_no: null, contract_no: null }
  const moved = db.stock.move(row, 'take-in', { at, staff, second, why: '', record, changes })
  if (!moved.ok) throw new Error(`${serial} was not ${row.state} a moment ago`)
  return isRetired ? 'retired' : 'usable'
}

/**
 * What a token leaves behind that is another branch's now. The book allows none of ours without a seed, so a blank is
 * sealed in its place: it opens, and nothing takes it for a seed (`seed-blank`). The database overwrites what it frees.
 */
export function destroySeed(db: Writes, keys: Keys, serial: Serial): void {
  const token = db.tokens.find(serial)
  const binding = token === undefined ? undefined : bindingOf(keys, token)
  if (token === undefined || token.seed === null || binding === undefined) return
  db.tokens.change(token, { seed: sealSeed(keys, Buffer.alloc(SEED_BYTES_MIN), binding) })
}
