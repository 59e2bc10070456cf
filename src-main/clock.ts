import { uptime } from 'node:os'
import { Instant } from '#shared/ids'
import { refuse } from '#shared/refusals'

/** TRUSTED, or a reason to doubt: while in doubt nothing that depends on the time is decided (security rule: clock). */
export type ClockState = 'trusted' | 'suspect' | 'rejected'

/** Why a clock that goes on is doubted, and by how much it seems to be wrong. */
export type Doubt = {
  /** `jump`: it moved against the monotonic clock while running. `tokens`: several tokens agree on another time. */
  readonly reason: 'jump' | 'tokens'
  /** Seconds it is ahead, or was moved forward; below zero, behind or back. */
  readonly secondsFast: number
}

export type Reading = {
  /** The wall clock, milliseconds since 1970 UTC. */
  readonly wall: number
  readonly instant: Instant
  /** Milliseconds since some start; never goes back, unaffected by someone setting the clock. */
  readonly mono: number
  readonly state: ClockState
  /** Where the state is `suspect`. */
  readonly doubt: Doubt | null
}

export type Clock = {
  read(): Reading
  /** The highest wall time a committed entry bears, learnt when the store opens and at every entry. */
  seen(wall: number): void
  /** Several tokens agree that the wall clock is so many seconds fast; below zero, slow. Suspect until it is put right. */
  contradict(secondsFast: number): void
}

/** How far the wall clock may fall behind what was already written before it is not believed. */
const BEHIND_MS_MAX = 120_000
/** How far wall and monotonic time may drift apart between two readings while running. */
const JUMP_MS_MAX = 5_000
/** Tokens tell the time to one step of 30 seconds, so a clock they spoke against is put right within one. */
const PUT_RIGHT_MS = 30_000

/**
 * The only clock in the program. Everything else is handed a reading.
 *
 * Rejected: the wall clock is more than 120 s behind the last thing written. Suspect: it jumped against the
 * monotonic clock while running, or several tokens agree on another time. Either lasts until the clock agrees again:
 * it is put right, or the program is started anew under a clock somebody has looked at.
 */
export function makeClock(wallNow: () => number, monoNow: () => number): Clock {
  /** What lies between the two times while the wall clock is believed. */
  let agreed = wallNow() - monoNow()
  /** The same as the tokens have it, while they contradict. */
  let tokens: number | undefined
  let high = 0

  return {
    read() {
      const wall = wallNow()
      const mono = monoNow()
      const between = wall - mono
      if (tokens !== undefined && Math.abs(between - tokens) <= PUT_RIGHT_MS) {
        agreed = between
        tokens = undefined
      }
      const doubt = doubtOf(between - agreed, tokens === undefined ? undefined : between - tokens)
      const state: ClockState =
        wall < high - BEHIND_MS_MAX ? 'rejected' : doubt === null ? 'trusted' : 'suspect'
      return {
        wall,
        mono: Math.round(mono),
        instant: Instant.parse(new Date(wall).toISOString()),
        state,
        doubt: state === 'suspect' ? doubt : null,
      }
    },
    seen(wall) {
      if (wall > high) high = wall
    },
    contradict(secondsFast) {
      tokens = wallNow() - monoNow() - secondsFast * 1000
    },
  }
}

/** The "no" to whatever a clock in doubt may not decide: a waiting time, a code, an approval. */
export const clockRefusal = ({ state, doubt }: Reading) =>
  refuse('clock-untrusted', { clock: state, ...(doubt ?? {}) })

function doubtOf(jump: number, contradicted: number | undefined): Doubt | null {
  if (contradicted !== undefined) return { reason: 'tokens', secondsFast: Math.round(contradicted / 1000) }
  if (Math.abs(jump) <= JUMP_MS_MAX) return null
  return { reason: 'jump', secondsFast: Math.round(jump / 1000) }
}

/**
 * The machine's own clock. Its monotonic time counts on while the machine sleeps: `performance.now()` stands still
 * then on Linux, and a lid that was closed over lunch would look like a clock that was set. On macOS the time since
 * the start follows the wall clock when that is set, so there it is left to stand still.
 */
export const machineClock = (): Clock =>
  makeClock(Date.now, process.platform === 'darwin' ? () => performance.now() : () => uptime() * 1000)
