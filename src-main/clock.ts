import { uptime } from 'node:os'
import { Instant } from '#shared/ids'
import type { ClockDoubt } from '#shared/operations/session'
import { refuse } from '#shared/refusals'

/** TRUSTED, or a reason to doubt: while in doubt nothing that depends on the time is decided (security rule: clock). */
export type ClockState = 'trusted' | 'suspect' | 'rejected'

/**
 * Why the clock is doubted.
 * - `jump`: it moved against the monotonic clock while running.
 * - `tokens`: several tokens agree on another time.
 * - `behind`: it is more than two minutes behind the last thing written. Rejected, not only suspect.
 * - `before-program`: it shows a time at which this program did not exist. Rejected, and confirmed by nobody.
 * - `gap`: when the store was opened, nothing had been written for more than fourteen days.
 * - `earlier`: the program ended while the clock was in doubt, and nobody has confirmed it since.
 */
export type Doubt = Readonly<ClockDoubt>

export type Reading = {
  /** The wall clock, milliseconds since 1970 UTC. */
  readonly wall: number
  readonly instant: Instant
  /** Milliseconds since some start; never goes back, unaffected by someone setting the clock. */
  readonly mono: number
  readonly state: ClockState
  /** Where the state is not `trusted`. */
  readonly doubt: Doubt | null
}

export type Clock = {
  read(): Reading
  /** The highest wall time a committed entry bears, learnt when the store opens and with every trusted entry. */
  seen(wall: number): void
  /** Several tokens agree that the wall clock is so many seconds fast; below zero, slow. Suspect until it is put right. */
  contradict(secondsFast: number): void
  /** What the store that was just opened doubts: a gap, or a doubt that stood when the program ended. None: nothing. */
  stand(doubt: Doubt | undefined): void
  /** Two people have seen that the wall clock shows the true time: whatever was doubted until now is settled. */
  confirm(): void
  /** Another branch is chosen. What one has learnt about the clock is no other's: practice tokens are published. */
  turn(branch: string): void
}

/** How far the wall clock may fall behind what was already written before it is not believed. */
export const BEHIND_MS_MAX = 120_000
/** How far wall and monotonic time may drift apart between two readings while running. */
const JUMP_MS_MAX = 5_000
/** Tokens tell the time to one step of 30 seconds, so a clock they spoke against is put right within one. */
const PUT_RIGHT_MS = 30_000
/** Longer than the longest holidays: whoever opens the desk after such a gap looks at a clock first. */
export const GAP_MS_MAX = 14 * 24 * 60 * 60_000

/** Nothing this program is built on existed before; a machine whose battery is dead starts at such a time. */
const FIRST_DAY = Date.parse('2025-01-01T00:00:00.000Z')

/** What is known about the clock in one branch. */
type Standing = {
  /** What lies between the two times while the wall clock is believed. */
  agreed: number
  /** The same as the tokens have it, while they contradict. */
  tokens: number | undefined
  /** From before the store was opened. */
  earlier: Doubt | undefined
  high: number
}

/**
 * The only clock in the program. Everything else is handed a reading.
 *
 * Rejected: the wall clock is more than 120 s behind the last thing written, or shows a time before `notBefore`
 * (milliseconds since 1970 UTC). Suspect: it jumped against the monotonic clock while running, several tokens agree on
 * another time, or the opened store doubts it. A doubt that arose in this run ends by itself when its reason is gone:
 * the clock agrees again with the monotonic clock, or with the tokens. Anything older ends by `confirm` alone.
 */
export function makeClock(wallNow: () => number, monoNow: () => number, notBefore = 0): Clock {
  const atStart = wallNow() - monoNow()
  const fresh = (): Standing => ({ agreed: atStart, tokens: undefined, earlier: undefined, high: 0 })
  const standings = new Map<string, Standing>()
  let standing = fresh()

  return {
    read() {
      const wall = wallNow()
      const mono = monoNow()
      const between = wall - mono
      if (standing.tokens !== undefined && Math.abs(between - standing.tokens) <= PUT_RIGHT_MS) {
        // What was written meanwhile bears the wrong time; it must not hold the right one back.
        Object.assign(standing, { agreed: between, tokens: undefined, high: Math.min(standing.high, wall) })
      }
      const rejected = rejectedOf(wall, standing.high, notBefore)
      const doubt = rejected ?? doubtOf(between, standing)
      return {
        wall,
        mono: Math.round(mono),
        instant: Instant.parse(new Date(wall).toISOString()),
        state: rejected !== null ? 'rejected' : doubt !== null ? 'suspect' : 'trusted',
        doubt,
      }
    },
    seen(wall) {
      if (wall > standing.high) standing.high = wall
    },
    contradict(secondsFast) {
      standing.tokens = wallNow() - monoNow() - secondsFast * 1000
    },
    stand(doubt) {
      standing.earlier = doubt
    },
    confirm() {
      const wall = wallNow()
      Object.assign(standing, { agreed: wall - monoNow(), tokens: undefined, earlier: undefined, high: wall })
    },
    turn(branch) {
      const known = standings.get(branch) ?? fresh()
      standings.set(branch, known)
      standing = known
    },
  }
}

/** The "no" to whatever a clock in doubt may not decide: a waiting time, a code, an approval. */
export const clockRefusal = ({ state, doubt }: Reading) =>
  refuse('clock-untrusted', { clock: state, ...(doubt ?? {}) })

function rejectedOf(wall: number, high: number, notBefore: number): Doubt | null {
  const off = (from: number) => Math.round((wall - from) / 1000)
  if (wall < notBefore) return { reason: 'before-program', secondsFast: off(notBefore) }
  return wall < high - BEHIND_MS_MAX ? { reason: 'behind', secondsFast: off(high) } : null
}

function doubtOf(between: number, { agreed, tokens, earlier }: Standing): Doubt | null {
  if (tokens !== undefined) return { reason: 'tokens', secondsFast: Math.round((between - tokens) / 1000) }
  const jump = between - agreed
  if (Math.abs(jump) > JUMP_MS_MAX) return { reason: 'jump', secondsFast: Math.round(jump / 1000) }
  return earlier ?? null
}

/**
 * The machine's own clock. Its monotonic time counts on while the machine sleeps: `performance.now()` stands still
 * then on Linux, and a lid that was closed over lunch would look like a clock that was set. On macOS the time since
 * the start follows the wall clock when that is set, so there it is left to stand still.
 */
export const machineClock = (): Clock =>
  makeClock(
    Date.now,
    process.platform === 'darwin' ? () => performance.now() : () => uptime() * 1000,
    FIRST_DAY,
  )
