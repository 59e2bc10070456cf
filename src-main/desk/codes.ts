import type { Keys } from '#main/keys/keys'
import { openSeed } from '#main/keys/seal'
import { type Outcome, resync, stepsAhead, type TokenParameters, verify } from '#main/otp/engine'
import { giveBack, type TokenMemory, triesLeft } from '#main/otp/memory'
import { Seed } from '#main/otp/seed'
import type { Sentinel, Testimony, Verdict } from '#main/otp/sentinel'
import { expiryOf, type StaffTokenRow, type TokenRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Writes } from '#main/store/tables'
import { Serial, StaffNo } from '#shared/ids'
import type { DriftNote } from '#shared/operations/engine'
import { mayActivate } from '#shared/stock'
import type { Reading } from '../clock.ts'

/**
 * - `quarantined`: the seed does not belong to its row any more (OTP-16), so no code of this token is believed.
 * - `suspended`, `tombstoned`: the bank has stopped the token, or it is never to return. Not judged, not counted.
 * - `clock-contradicted`: with this code enough tokens agree that our clock is wrong. Not counted.
 * - `not-handed-out`: hardware that lies in the safe, is in the post or came back 返戻 (MC-09). Not judged, not counted.
 * - `clock-doubted`: our clock is in doubt, so no code is judged by it and none counted (OTP-06).
 */
export type CodeOutcome =
  | Outcome
  | 'quarantined'
  | 'suspended'
  | 'tombstoned'
  | 'clock-contradicted'
  | 'clock-doubted'
  | 'not-handed-out'
export type Checked = { readonly outcome: CodeOutcome; readonly triesLeft: number }

type Memory = Pick<StaffTokenRow, 'high_water' | 'drift' | 'counter' | 'failures' | 'locked'>

const unjudged = (outcome: CodeOutcome): Checked => ({ outcome, triesLeft: 0 })

/**
 * What a code is judged for. `customer`: its user speaks, so the token must be in the customer's hands. `proof`: a colleague
 * holds it before it leaves the safe, and it shows that it works.
 */
export type CodeUse = 'customer' | 'proof'

/** A token that may speak: its parameters, its seed (wiped where it is judged), and when its own time is over. */
type Speaker = Pick<Question, 'clear' | 'parameters' | 'expiresAt'>

/**
 * Judges a code of a customer's token and keeps what the token has to remember, within the running attempt: the
 * spent step is on disk before anybody hears of it. The token must be one of ours (its seed is known).
 */
export function checkTokenCode(
  db: Writes,
  keys: Keys,
  row: Kept<TokenRow>,
  code: string,
  now: Reading,
  sentinel: Sentinel,
  use: CodeUse = 'customer',
): Checked {
  const speaker = speakerOf(db, keys, row, now, use)
  if (typeof speaker === 'string') return unjudged(speaker)
  return judge(db, sentinel, { ...speaker, pool: 'customer', name: row.serial, row, code, now })
}

/**
 * Finds a customer's token again by two codes in a row, with the same care. A pair that fits spends both and sets the
 * drift; the row is then read anew and asked as anybody would ask it: the second code must be known there as spent.
 * What is not so is an accident, and takes everything back: a resync never claims what did not happen.
 */
export function resyncToken(
  db: Writes,
  keys: Keys,
  row: Kept<TokenRow>,
  codes: { readonly first: string; readonly second: string },
  now: Reading,
  sentinel: Sentinel,
  use: CodeUse = 'customer',
): Checked {
  const speaker = speakerOf(db, keys, row, now, use)
  if (typeof speaker === 'string') return unjudged(speaker)
  const { clear, parameters, expiresAt } = speaker
  if (clear === undefined) return unjudged('quarantined')
  if (expiresAt !== undefined && now.wall >= expiresAt) {
    clear.fill(0)
    return unjudged('expired')
  }
  const seed = Seed.from(clear)
  if (!seed.ok) return unjudged('quarantined')
  using held = seed.value
  const before = memoryOf(row)
  const { outcome, memory } = resync(held, parameters, before, codes.first, codes.second, now.wall)
  const left = { outcome, triesLeft: triesLeft(memory) }
  if (outcome === 'accepted' && parameters.kind === 'totp') {
    // A token that has gone astray has a clock of its own; several that went the same way have not.
    const { periodSeconds } = parameters
    const testimony = { pool: 'customer', name: row.serial, ahead: memory.drift, periodSeconds } as const
    const verdict = sentinel.hear({ ...testimony, counted: false, mono: now.mono })
    if (verdict !== undefined) {
      for (const witness of verdict.witnesses) restore(db, witness, now)
      return unjudged('clock-contradicted')
    }
  }
  if (memory === before) return left
  remember(db, { pool: 'customer', name: row.serial }, memory, now, outcome === 'accepted' ? 'resync' : null)
  if (outcome === 'accepted') {
    const kept = db.tokens.find(row.serial)
    const again = kept && verify(held, parameters, memoryOf(kept), codes.second, now.wall, expiresAt)
    if (again?.outcome !== 'replayed') throw new Error(`token ${row.serial} was not found where it was kept`)
  }
  return left
}

/** Forgets what was learnt about a token's clock, and reads back what is known then. */
export function forgetDrift(db: Writes, row: Kept<TokenRow>, now: Reading): number {
  remember(db, { pool: 'customer', name: row.serial }, { ...memoryOf(row), drift: 0 }, now, 'reset')
  return db.tokens.find(row.serial)?.drift ?? Number.NaN
}

/** Whether the codes of a token can be judged here at all. */
export const isJudgeable = ({ seed, kind, algorithm, digits, period_seconds }: TokenRow): boolean =>
  ![seed, kind, algorithm, digits, period_seconds].includes(null)

/**
 * Whether a token may speak at all is asked first, of every link that bears its serial: a device is stopped, or over,
 * for everybody who shares it.
 */
function speakerOf(
  db: Writes,
  keys: Keys,
  row: Kept<TokenRow>,
  now: Reading,
  use: CodeUse,
): Speaker | CodeOutcome {
  const { seed, kind, algorithm, digits, period_seconds } = row
  if (seed === null || kind === null || algorithm === null || digits === null || period_seconds === null) {
    throw new Error(`token ${row.serial} has no seed to check a code with`)
  }
  if (now.state !== 'trusted') return 'clock-doubted'
  const links = db.tokens.linksOf(row.serial)
  if (links.some(({ authentication }) => authentication === 'suspended')) return 'suspended'
  if (row.tombstone !== null) return 'tombstoned'
  if (links.some(({ registration }) => registration === 'expired')) return 'expired'
  const stock = db.stock.find(row.serial)
  if (stock !== undefined && use === 'customer' && !mayActivate(stock.state)) return 'not-handed-out'
  const ends = [
    ...links.map(({ token_expiry }) => token_expiry),
    stock === undefined ? null : expiryOf(stock),
  ].flatMap((end) => (end === null ? [] : [Date.parse(end)]))
  return {
    clear: openSeed(keys, seed, {
      pool: 'customer',
      serial: row.serial,
      rowId: row.row_id,
      algorithm,
      digits,
      period: period_seconds,
      keyVersion: keys.version('seeds'),
    }),
    parameters: { kind, algorithm, digits, periodSeconds: period_seconds },
    expiresAt: ends.length === 0 ? undefined : Math.min(...ends),
  }
}

/** The same for a colleague's own token. */
export function checkStaffCode(
  db: Writes,
  keys: Keys,
  row: Kept<StaffTokenRow>,
  code: string,
  now: Reading,
  sentinel: Sentinel,
): Checked {
  if (now.state !== 'trusted') return unjudged('clock-doubted')
  return judge(db, sentinel, { ...staffSpeaker(keys, row), pool: 'staff', name: row.staff, row, code, now })
}

/**
 * A colleague's code as a witness of the time, while the clock is in doubt. A right one is spent; whatever else it is,
 * nothing is counted and nothing kept.
 */
export function confirmStaffCode(
  db: Writes,
  keys: Keys,
  row: Kept<StaffTokenRow>,
  code: string,
  now: Reading,
): CodeOutcome {
  const { clear, parameters } = staffSpeaker(keys, row)
  const seed = clear === undefined ? undefined : Seed.from(clear)
  if (seed?.ok !== true) return 'quarantined'
  using held = seed.value
  const { outcome, memory } = verify(held, parameters, memoryOf(row), code, now.wall)
  if (outcome === 'accepted') remember(db, { pool: 'staff', name: row.staff }, memory, now, null)
  return outcome
}

/**
 * A colleague's code where the disk takes nothing, so that they may look. Nothing is kept of it: `memory` is what is to be
 * kept as soon as something can be (`spendStaffCode`), and `since` what it was after the last one judged like this.
 */
export function judgeToLook(
  keys: Keys,
  row: Kept<StaffTokenRow>,
  code: string,
  now: Reading,
  since: TokenMemory = memoryOf(row),
): { readonly outcome: CodeOutcome; readonly memory: TokenMemory } {
  const { clear, parameters } = staffSpeaker(keys, row)
  const seed = clear === undefined ? undefined : Seed.from(clear)
  if (seed?.ok !== true) return { outcome: 'quarantined', memory: since }
  using held = seed.value
  return verify(held, parameters, since, code, now.wall)
}

/** Keeps what a colleague's token has to remember of a code that was judged before. */
export const spendStaffCode = (db: Writes, staff: StaffNo, memory: TokenMemory, now: Reading): void =>
  remember(db, { pool: 'staff', name: staff }, memory, now, null)

const staffSpeaker = (keys: Keys, row: Kept<StaffTokenRow>): Speaker => ({
  clear: openSeed(keys, row.seed, staffBinding(keys, row)),
  parameters: {
    kind: 'totp',
    algorithm: row.algorithm,
    digits: row.digits,
    periodSeconds: row.period_seconds,
  },
  expiresAt: undefined,
})

/** What a colleague's seed is bound to; the same when it is sealed and when it is opened. */
export const staffBinding = (
  keys: Keys,
  row: Pick<StaffTokenRow, 'staff' | 'row_id' | 'algorithm' | 'digits' | 'period_seconds'>,
) => ({
  pool: 'staff' as const,
  serial: row.staff,
  rowId: row.row_id,
  algorithm: row.algorithm,
  digits: row.digits,
  period: row.period_seconds,
  keyVersion: keys.version('staff'),
})

type Question = {
  readonly pool: Testimony['pool']
  readonly name: string
  /** The seed, wiped here; undefined where it did not open. */
  readonly clear: Buffer | undefined
  readonly parameters: TokenParameters
  readonly row: Memory
  readonly expiresAt: number | undefined
  readonly code: string
  readonly now: Reading
}

function judge(db: Writes, sentinel: Sentinel, question: Question): Checked {
  const { pool, name, clear, parameters, row, expiresAt, code, now } = question
  if (clear === undefined) return unjudged('quarantined')
  const seed = Seed.from(clear)
  if (!seed.ok) return unjudged('quarantined')
  using held = seed.value
  const before = memoryOf(row)
  const { outcome, memory } = verify(held, parameters, before, code, now.wall, expiresAt)
  if (memory !== before) remember(db, { pool, name }, memory, now, outcome === 'accepted' ? 'code' : null)
  const checked = { outcome, triesLeft: triesLeft(memory) }
  if (outcome !== 'accepted' && outcome !== 'wrong') return checked

  const ahead = stepsAhead(held, parameters, before, code, now.wall)
  if (ahead === undefined) return checked
  const { periodSeconds } = parameters
  const counted = outcome === 'wrong'
  const verdict = sentinel.hear({ pool, name, ahead, periodSeconds, counted, mono: now.mono })
  if (verdict === undefined) return checked
  for (const witness of verdict.witnesses) restore(db, witness, now)
  return counted ? unjudged('clock-contradicted') : checked
}

/**
 * A code that another moment's clock would have accepted is counted as a wrong one all the same, and given back only
 * when enough tokens agree. Never counting it would show, in the tries that are left, that a guess had found the code
 * of a moment to come; and nobody gets this back by guessing, because the other tokens must be in their hands.
 */
function restore(db: Writes, { pool, name, codes }: Verdict['witnesses'][number], now: Reading): void {
  const row = pool === 'staff' ? db.people.token(StaffNo.parse(name)) : db.tokens.find(Serial.parse(name))
  if (row === undefined) return
  const before = memoryOf(row)
  const memory = giveBack(before, codes)
  if (memory !== before) remember(db, { pool, name }, memory, now, null)
}

/** Keeps a token's memory; `shown` says that it has just shown where its clock stands, and how. */
function remember(
  db: Writes,
  { pool, name }: Pick<Testimony, 'pool' | 'name'>,
  memory: TokenMemory,
  now: Reading,
  shown: DriftNote['how'] | null,
): void {
  const columns: Memory = {
    high_water: memory.highWater,
    drift: memory.drift,
    counter: memory.counter,
    failures: memory.failures,
    locked: memory.locked ? 1 : 0,
  }
  if (pool === 'staff') {
    const row = db.people.token(StaffNo.parse(name))
    if (row !== undefined) db.people.rememberToken(row.staff, row.ver, columns)
    return
  }
  const row = db.tokens.find(Serial.parse(name))
  if (row === undefined) return
  db.tokens.change(row, columns)
  if (shown !== null && row.kind === 'totp' && row.period_seconds !== null) {
    const { serial, period_seconds: periodSeconds } = row
    db.drift.note({ serial, at: now.instant, how: shown, drift: memory.drift, periodSeconds })
  }
}

/** A row's columns in the engine's words. */
export const memoryOf = (row: Memory): TokenMemory => ({
  highWater: row.high_water,
  drift: row.drift,
  counter: row.counter,
  failures: row.failures,
  locked: row.locked === 1,
})
