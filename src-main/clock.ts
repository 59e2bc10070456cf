import { uptime } from 'node:os'
import { Instant } from '#shared/ids'

/** TRUSTED, or a reason to doubt: while in doubt nothing that depends on the time is decided (security rule: clock). */
export type ClockState = 'trusted' | 'suspect' | 'rejected'

export type Reading = {
  /** The wall clock, milliseconds since 1970 UTC. */
  readonly wall: number
  readonly instant: Instant
  /** Milliseconds since some start; never goes back, unaffected by someone setting the clock. */
  readonly mono: number
  readonly state: ClockState
}

export type Clock = {
  read(): Reading
  /** The highest wall time a committed entry bears, learnt when the store opens and at every entry. */
  seen(wall: number): void
}

/** How far the wall clock may fall behind what was already written before it is not believed. */
const BEHIND_MS_MAX = 120_000
/** How far wall and monotonic time may drift apart between two readings while running. */
const JUMP_MS_MAX = 5_000
/**
 * The only clock in the program. Everything else is handed a reading.
 *
 * Rejected: the wall clock is more than 120 s behind the last thing written. Suspect: it jumped against the
 * monotonic clock while running. Either lasts until the clock agrees again: it is put right, or the program is
 * started anew under a clock somebody has looked at.
 */
export function makeClock(wallNow: () => number, monoNow: () => number): Clock {
  const origin = { wall: wallNow(), mono: monoNow() }
  let high = 0

  return {
    read() {
      const wall = wallNow()
      const mono = monoNow()
      const jump = Math.abs(wall - origin.wall - (mono - origin.mono))
      const state: ClockState =
        wall < high - BEHIND_MS_MAX ? 'rejected' : jump > JUMP_MS_MAX ? 'suspect' : 'trusted'
      return { wall, mono: Math.round(mono), instant: Instant.parse(new Date(wall).toISOString()), state }
    },
    seen(wall) {
      if (wall > high) high = wall
    },
  }
}

/**
 * The machine's own clock. Its monotonic time counts on while the machine sleeps: `performance.now()` stands still
 * then on Linux, and a lid that was closed over lunch would look like a clock that was set. On macOS the time since
 * the start follows the wall clock when that is set, so there it is left to stand still.
 */
export const machineClock = (): Clock =>
  makeClock(Date.now, process.platform === 'darwin' ? () => performance.now() : () => uptime() * 1000)
