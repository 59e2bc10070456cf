import type { Keys } from '#main/keys/keyring'
import { openSeed } from '#main/keys/seal'
import { type Outcome, verify } from '#main/otp/engine'
import type { TokenMemory } from '#main/otp/memory'
import { triesLeft } from '#main/otp/memory'
import { Seed } from '#main/otp/seed'
import type { StaffTokenRow, TokenRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Writes } from '#main/store/tables'
import type { Reading } from '../clock.ts'

/** `quarantined`: the seed does not belong to its row any more (OTP-16), so no code of this token is believed. */
export type CodeOutcome = Outcome | 'quarantined'
export type Checked = { readonly outcome: CodeOutcome; readonly triesLeft: number }

type Memory = Pick<StaffTokenRow, 'high_water' | 'drift' | 'counter' | 'failures' | 'locked'>

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
): Checked {
  const { seed, kind, algorithm, digits, period_seconds } = row
  if (seed === null || kind === null || algorithm === null || digits === null || period_seconds === null) {
    throw new Error(`token ${row.serial} has no seed to check a code with`)
  }
  const clear = openSeed(keys, seed, {
    pool: 'customer',
    serial: row.serial,
    rowId: row.row_id,
    algorithm,
    digits,
    period: period_seconds,
    keyVersion: keys.version('seeds'),
  })
  if (clear === undefined) return { outcome: 'quarantined', triesLeft: 0 }
  return judge(clear, { kind, algorithm, digits, periodSeconds: period_seconds }, row, code, now, (memory) =>
    db.tokens.change(row, memory),
  )
}

/** The same for a colleague's own token. */
export function checkStaffCode(
  db: Writes,
  keys: Keys,
  row: Kept<StaffTokenRow>,
  code: string,
  now: Reading,
): Checked {
  const clear = openSeed(keys, row.seed, staffBinding(keys, row))
  if (clear === undefined) return { outcome: 'quarantined', triesLeft: 0 }
  const parameters = {
    kind: 'totp' as const,
    algorithm: row.algorithm,
    digits: row.digits,
    periodSeconds: row.period_seconds,
  }
  return judge(clear, parameters, row, code, now, (memory) =>
    db.people.rememberToken(row.staff, row.ver, memory),
  )
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

function judge(
  clear: Buffer,
  parameters: Parameters<typeof verify>[1],
  row: Memory,
  code: string,
  now: Reading,
  remember: (memory: Memory) => void,
): Checked {
  const seed = Seed.from(clear)
  if (!seed.ok) return { outcome: 'quarantined', triesLeft: 0 }
  using held = seed.value
  const before: TokenMemory = {
    highWater: row.high_water,
    drift: row.drift,
    counter: row.counter,
    failures: row.failures,
    locked: row.locked === 1,
  }
  const { outcome, memory } = verify(held, parameters, before, code, now.wall)
  if (memory !== before) {
    remember({
      high_water: memory.highWater,
      drift: memory.drift,
      counter: memory.counter,
      failures: memory.failures,
      locked: memory.locked ? 1 : 0,
    })
  }
  return { outcome, triesLeft: triesLeft(memory) }
}
