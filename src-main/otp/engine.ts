import { normaliseCode } from './code.ts'
import { afterFailure, firstUnspent, mustRebind, type TokenMemory } from './memory.ts'
import type { Seed } from './seed.ts'
import { stepsShowing, type TokenParameters } from './steps.ts'

export type { TokenMemory, TokenParameters }

/** TOTP: steps on either side of where the token's clock is believed to be (RFC 6238 §5.2: one step of delay). */
export const WINDOW_STEPS = 1
/** TOTP: how far a token's clock may be from ours, learnt or found by resync, before it has to be exchanged. */
export const DRIFT_STEPS_MAX = 10
/** HOTP: presses that went unseen and are forgiven in silence (RFC 4226 §7.4). */
export const LOOK_AHEAD = 10
/** HOTP: presses that went unseen and are forgiven for two codes in a row. */
export const RESYNC_LOOK_AHEAD = 50
/** HOTP: spent codes that are still recognised as spent; older ones are merely wrong. */
const LOOK_BEHIND = 10

/**
 * - `accepted`: the code is right and is now spent.
 * - `wrong`: counted. The tenth in a row comes with `memory.locked`.
 * - `replayed`: this code, or one after it, was accepted before. Recorded by the caller, not counted: somebody
 *   who sends a code twice is not guessing, and a hundred double clicks must not cost a customer the token.
 * - `malformed`: not a code of this token's length. Not judged, not counted.
 * - `locked`, `rebind`: not judged. Even the right code is refused.
 * - `expired`: the token's own time is over. Not judged, not counted.
 * - `clock-behind`: a code later than the whole window was already accepted, so our clock has been set back.
 *   Not judged, not counted.
 */
export type Outcome =
  | 'accepted'
  | 'wrong'
  | 'replayed'
  | 'malformed'
  | 'locked'
  | 'rebind'
  | 'expired'
  | 'clock-behind'

/**
 * The outcome and the token's next memory. Only `accepted` raises `memory.highWater`; the store writes it on
 * condition that it still is lower, in the transaction that records the outcome, before anybody is answered.
 */
export type Decision = { readonly outcome: Outcome; readonly memory: TokenMemory }

/**
 * Judges one code.
 *
 * In: `code` as typed; `at` in milliseconds since 1970 UTC (TOTP only, but always stated); `expiresAt` the same,
 * the first moment at which the token is over. Accepted are TOTP codes within one step of our time plus the learnt
 * drift, HOTP codes up to ten presses ahead. Each accepted TOTP code moves the drift by one step at most, never
 * beyond ten. Throws on a time that is none and on a disposed seed; everything a person can do wrong is an outcome.
 */
export function verify(
  seed: Seed,
  parameters: TokenParameters,
  memory: TokenMemory,
  code: string,
  at: number,
  expiresAt?: number,
): Decision {
  const barred = expiresAt !== undefined && at >= expiresAt ? 'expired' : bar(memory)
  if (barred !== undefined) return { outcome: barred, memory }
  const typed = codeFor(parameters, code)
  if (typed === undefined) return { outcome: 'malformed', memory }

  const unspent = firstUnspent(memory)
  const ours = parameters.kind === 'totp' ? stepAt(parameters, at) : unspent
  const believed = parameters.kind === 'totp' ? ours + memory.drift : ours
  const [from, to] =
    parameters.kind === 'totp'
      ? [believed - WINDOW_STEPS, believed + WINDOW_STEPS]
      : [believed - LOOK_BEHIND, believed + LOOK_AHEAD]
  if (parameters.kind === 'totp' && unspent > to + 1) return { outcome: 'clock-behind', memory }

  const shown = stepsShowing(seed, parameters, typed, from, to)
  return settle(parameters, memory, shown, ours)
}

/**
 * Finds a token again whose clock or counter has wandered off, by two codes it showed one after the other.
 *
 * TOTP: both within ten steps of our time (the learnt drift set aside, so that repeated resyncs cannot walk a
 * token any further away); the second is the one it shows now, and fixes the drift. HOTP: both within fifty
 * presses ahead. Both codes must be unspent, and both are spent afterwards. An accepted pair ends the streak of
 * wrong codes, a failed one counts as one wrong code. A locked token has to be unlocked first. Throws as
 * `verify` does.
 */
export function resync(
  seed: Seed,
  parameters: TokenParameters,
  memory: TokenMemory,
  firstCode: string,
  secondCode: string,
  at: number,
): Decision {
  const barred = bar(memory)
  if (barred !== undefined) return { outcome: barred, memory }
  const first = codeFor(parameters, firstCode)
  const second = codeFor(parameters, secondCode)
  if (first === undefined || second === undefined) return { outcome: 'malformed', memory }

  const unspent = firstUnspent(memory)
  const ours = parameters.kind === 'totp' ? stepAt(parameters, at) : unspent
  const [from, to] =
    parameters.kind === 'totp'
      ? [ours - DRIFT_STEPS_MAX, ours + DRIFT_STEPS_MAX]
      : [ours - LOOK_BEHIND, ours + RESYNC_LOOK_AHEAD]
  if (parameters.kind === 'totp' && unspent > to + 1) return { outcome: 'clock-behind', memory }

  const seconds = stepsShowing(seed, parameters, second, from + 1, to)
  const firsts = stepsShowing(seed, parameters, first, from, to - 1)
  const pairs = seconds.filter((step) => firsts.includes(step - 1))
  // A pair is as old as its first code: if that one is spent, so is the pair.
  if (pairs.some((step) => step - 1 < unspent)) return { outcome: 'replayed', memory }
  return settle(parameters, memory, pairs, ours)
}

/**
 * How many steps a token's clock is ahead of ours, as a code of it shows: below zero, behind. Looks ten steps either
 * way of our time, the learnt drift set aside, and takes the nearest unspent code; nothing is accepted by it.
 *
 * Out: `undefined` for a counter token, and for digits it showed nowhere there. For the clock sentinel alone: told to
 * the person at the desk, it would say that a guess had found the code of another moment.
 */
export function stepsAhead(
  seed: Seed,
  parameters: TokenParameters,
  memory: TokenMemory,
  code: string,
  at: number,
): number | undefined {
  const typed = codeFor(parameters, code)
  if (parameters.kind === 'hotp' || typed === undefined) return undefined
  const ours = stepAt(parameters, at)
  const from = Math.max(firstUnspent(memory), ours - DRIFT_STEPS_MAX)
  return stepsShowing(seed, parameters, typed, from, ours + DRIFT_STEPS_MAX)
    .map((step) => step - ours)
    .sort((a, b) => Math.abs(a) - Math.abs(b))[0]
}

function bar(memory: TokenMemory): 'locked' | 'rebind' | undefined {
  if (mustRebind(memory)) return 'rebind'
  return memory.locked ? 'locked' : undefined
}

function codeFor(parameters: TokenParameters, raw: string): string | undefined {
  const code = normaliseCode(raw)
  return code?.length === parameters.digits ? code : undefined
}

function stepAt(parameters: TokenParameters, at: number): number {
  const step = Math.floor(at / 1000 / parameters.periodSeconds)
  if (!Number.isSafeInteger(step) || step < 0) throw new RangeError('a time before 1970 or no time at all')
  return step
}

/**
 * Once in a million times one code stands at two steps of a window. Then spent wins over fresh, and the later
 * fresh one over the earlier, so that digits which were accepted never open the same window again. A token
 * taken for one step too far ahead is found again by its next code.
 */
function settle(
  parameters: TokenParameters,
  memory: TokenMemory,
  shown: readonly number[],
  ours: number,
): Decision {
  const last = shown.at(-1)
  if (last === undefined) return { outcome: 'wrong', memory: afterFailure(memory) }
  const unspent = firstUnspent(memory)
  if (shown.some((step) => step < unspent)) return { outcome: 'replayed', memory }
  const drift = Math.max(-DRIFT_STEPS_MAX, Math.min(DRIFT_STEPS_MAX, last - ours))
  return {
    outcome: 'accepted',
    memory: {
      highWater: last,
      drift: parameters.kind === 'totp' ? drift : 0,
      counter: parameters.kind === 'hotp' ? last + 1 : 0,
      failures: 0,
      locked: false,
    },
  }
}
