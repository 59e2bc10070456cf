import type { Keys } from '#main/keys/keyring'
import { openSeed } from '#main/keys/seal'
import { type Outcome, stepsAhead, type TokenParameters, verify } from '#main/otp/engine'
import { giveBack, type TokenMemory, triesLeft } from '#main/otp/memory'
import { Seed } from '#main/otp/seed'
import type { Sentinel, Testimony, Verdict } from '#main/otp/sentinel'
import type { StaffTokenRow, TokenRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Writes } from '#main/store/tables'
import { Serial, StaffNo } from '#shared/ids'
import type { Reading } from '../clock.ts'

/**
 * - `quarantined`: the seed does not belong to its row any more (OTP-16), so no code of this token is believed.
 * - `suspended`, `tombstoned`: the bank has stopped the token, or it is never to return. Not judged, not counted.
 * - `clock-contradicted`: with this code enough tokens agree that our clock is wrong. Not counted.
 */
export type CodeOutcome = Outcome | 'quarantined' | 'suspended' | 'tombstoned' | 'clock-contradicted'
export type Checked = { readonly outcome: CodeOutcome; readonly triesLeft: number }

type Memory = Pick<StaffTokenRow, 'high_water' | 'drift' | 'counter' | 'failures' | 'locked'>

const unjudged = (outcome: CodeOutcome): Checked => ({ outcome, triesLeft: 0 })

/**
 * Judges a code of a customer's token and keeps what the token has to remember, within the running attempt: the
 * spent step is on disk before anybody hears of it. The token must be one of ours (its seed is known).
 *
 * Whether the token may speak at all is asked first, of every link that bears its serial: a device is stopped, or
 * over, for everybody who shares it.
 */
export function checkTokenCode(
  db: Writes,
  keys: Keys,
  row: Kept<TokenRow>,
  code: string,
  now: Reading,
  sentinel: Sentinel,
): Checked {
  const { seed, kind, algorithm, digits, period_seconds } = row
  if (seed === null || kind === null || algorithm === null || digits === null || period_seconds === null) {
    throw new Error(`token ${row.serial} has no seed to check a code with`)
  }
  const links = db.tokens.linksOf(row.serial)
  if (links.some(({ authentication }) => authentication === 'suspended')) return unjudged('suspended')
  if (row.tombstone !== null) return unjudged('tombstoned')
  if (links.some(({ registration }) => registration === 'expired')) return unjudged('expired')
  const ends = links.flatMap(({ token_expiry }) => (token_expiry === null ? [] : [Date.parse(token_expiry)]))
  const clear = openSeed(keys, seed, {
    pool: 'customer',
    serial: row.serial,
    rowId: row.row_id,
    algorithm,
    digits,
    period: period_seconds,
    keyVersion: keys.version('seeds'),
  })
  return judge(db, sentinel, {
    pool: 'customer',
    name: row.serial,
    clear,
    parameters: { kind, algorithm, digits, periodSeconds: period_seconds },
    row,
    expiresAt: ends.length === 0 ? undefined : Math.min(...ends),
    code,
    now,
  })
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
  return judge(db, sentinel, {
    pool: 'staff',
    name: row.staff,
    clear: openSeed(keys, row.seed, staffBinding(keys, row)),
    parameters: {
      kind: 'totp',
      algorithm: row.algorithm,
      digits: row.digits,
      periodSeconds: row.period_seconds,
    },
    row,
    expiresAt: undefined,
    code,
    now,
  })
}

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
  if (memory !== before) remember(db, pool, name, memory)
  const checked = { outcome, triesLeft: triesLeft(memory) }
  if (outcome !== 'accepted' && outcome !== 'wrong') return checked

  const ahead = stepsAhead(held, parameters, before, code, now.wall)
  if (ahead === undefined) return checked
  const { periodSeconds } = parameters
  const counted = outcome === 'wrong'
  const verdict = sentinel.hear({ pool, name, ahead, periodSeconds, counted, mono: now.mono })
  if (verdict === undefined) return checked
  for (const witness of verdict.witnesses) restore(db, witness)
  return counted ? unjudged('clock-contradicted') : checked
}

/**
 * A code that another moment's clock would have accepted is counted as a wrong one all the same, and given back only
 * when enough tokens agree. Never counting it would show, in the tries that are left, that a guess had found the code
 * of a moment to come; and nobody gets this back by guessing, because the other tokens must be in their hands.
 */
function restore(db: Writes, { pool, name, codes }: Verdict['witnesses'][number]): void {
  const row = pool === 'staff' ? db.people.token(StaffNo.parse(name)) : db.tokens.find(Serial.parse(name))
  if (row === undefined) return
  const before = memoryOf(row)
  const memory = giveBack(before, codes)
  if (memory !== before) remember(db, pool, name, memory)
}

function remember(db: Writes, pool: Testimony['pool'], name: string, memory: TokenMemory): void {
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
  } else {
    const row = db.tokens.find(Serial.parse(name))
    if (row !== undefined) db.tokens.change(row, columns)
  }
}

const memoryOf = (row: Memory): TokenMemory => ({
  highWater: row.high_water,
  drift: row.drift,
  counter: row.counter,
  failures: row.failures,
  locked: row.locked === 1,
})
