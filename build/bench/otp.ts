import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { DRIFT_STEPS_MAX, LOOK_AHEAD, RESYNC_LOOK_AHEAD, resync, verify } from '#main/otp/engine'
import { type TokenMemory, UNUSED } from '#main/otp/memory'
import { Seed } from '#main/otp/seed'
import type { TokenParameters } from '#main/otp/steps'
import { type BenchRow, benchRow, interleaved } from './row.ts'

const TOKENS = 1_024
const CHECKS = 4_096
const ROUNDS = 15
const AT = Date.UTC(2026, 10, 21, 7, 30)

/**
 * A wrong code against three bare HMACs with a kept key: the least that a window of ±1 can cost. Every check is
 * the whole of `verify`, on a token that has been used before.
 */
export async function benchOtp(): Promise<BenchRow[]> {
  const tokens = Array.from({ length: TOKENS }, () => {
    const bytes = randomBytes(20)
    const key = createSecretKey(bytes)
    const seed = Seed.from(bytes)
    if (!seed.ok) throw new Error(seed.error.code)
    return { key, seed: seed.value }
  })
  const rows: BenchRow[] = []
  for (const algorithm of ['SHA1', 'SHA256', 'SHA512'] as const) {
    const parameters: TokenParameters = { kind: 'totp', algorithm, digits: 6, periodSeconds: 30 }
    const memory: TokenMemory = { ...UNUSED, highWater: AT / 1000 / 30 - 2_880 }
    const counters = [-1, 0, 1].map((offset) => {
      const counter = Buffer.alloc(8)
      counter.writeBigUInt64BE(BigInt(AT / 1000 / 30 + offset))
      return counter
    })
    let wrong = 0
    const times = await interleaved(ROUNDS, {
      verify: () => {
        for (let check = 0; check < CHECKS; check++) {
          const token = tokens[check % TOKENS]
          if (token === undefined) continue
          if (verify(token.seed, parameters, memory, '000000', AT).outcome === 'wrong') wrong++
        }
      },
      bare: () => {
        for (let check = 0; check < CHECKS; check++) {
          const token = tokens[check % TOKENS]
          if (token === undefined) continue
          for (const counter of counters) createHmac(algorithm, token.key).update(counter).digest()
        }
      },
    })
    // A code that happens to be right ends no sooner, but nearly all must be wrong for the name to be true.
    if (wrong < CHECKS * ROUNDS * 0.99) throw new Error('the bench checked codes that were not wrong')
    const micros = 1_000 / CHECKS
    rows.push(
      benchRow(
        `OTP verify, wrong code, ±1 step, ${algorithm}`,
        'µs',
        times.verify * micros,
        times.bare * micros,
        2.2,
      ),
    )
  }
  rows.push(...(await benchResync(tokens)))
  return rows
}

type BenchToken = { readonly key: KeyObject; readonly seed: Seed }
/** A resync is for people who wait for the next digits: fewer of them than of ordinary checks say as much. */
const RESYNCS = 256

/**
 * Two codes that are not found, against bare HMACs over the same steps: each of the two is looked for in all of them,
 * and time says nothing about where one was.
 */
async function benchResync(tokens: readonly BenchToken[]): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const kind of ['totp', 'hotp'] as const) {
    const parameters: TokenParameters = { kind, algorithm: 'SHA1', digits: 6, periodSeconds: 30 }
    const steps = kind === 'totp' ? 2 * DRIFT_STEPS_MAX : LOOK_AHEAD + RESYNC_LOOK_AHEAD
    const counters = Array.from({ length: 2 * steps }, (_, step) => {
      const counter = Buffer.alloc(8)
      counter.writeBigUInt64BE(BigInt(step))
      return counter
    })
    let wrong = 0
    const times = await interleaved(ROUNDS, {
      resync: () => {
        for (let check = 0; check < RESYNCS; check++) {
          const token = tokens[check % TOKENS]
          if (token === undefined) continue
          const memory: TokenMemory = { ...UNUSED, counter: 1_000 }
          if (resync(token.seed, parameters, memory, '000000', '111111', AT).outcome === 'wrong') wrong++
        }
      },
      bare: () => {
        for (let check = 0; check < RESYNCS; check++) {
          const token = tokens[check % TOKENS]
          if (token === undefined) continue
          for (const counter of counters) createHmac('sha1', token.key).update(counter).digest()
        }
      },
    })
    if (wrong < RESYNCS * ROUNDS * 0.99)
      throw new Error('the bench resynced tokens by codes that were not theirs')
    const micros = 1_000 / RESYNCS
    const reach = kind === 'totp' ? `±${DRIFT_STEPS_MAX} steps` : `${RESYNC_LOOK_AHEAD} presses ahead`
    rows.push(
      benchRow(
        `OTP resync, two wrong codes, ${reach}`,
        'µs',
        times.resync * micros,
        times.bare * micros,
        2.2,
      ),
    )
  }
  return rows
}
