import { DRIFT_STEPS_MAX } from './engine.ts'

/**
 * The clock sentinel. One token whose codes come from another time has a clock of its own that is off. Several
 * tokens that are all off by the same amount are right, and it is our clock that is wrong (security rule: clock).
 */

/** What one judged code says about the two clocks. */
export type Testimony = {
  readonly pool: 'customer' | 'staff'
  /** Serial of a customer's token, staff number of a colleague's. */
  readonly name: string
  /** Steps the token's clock is ahead of ours; below zero, behind. Not learnt drift: measured from our clock. */
  readonly ahead: number
  readonly periodSeconds: number
  /** The code was refused, and counted as a wrong one. */
  readonly counted: boolean
  /** When, in monotonic milliseconds. */
  readonly mono: number
}

export type Verdict = {
  /** How many seconds our clock is fast; below zero, slow. Good to about one step. */
  readonly secondsFast: number
  /** The tokens that say so, and how many of their codes were counted as wrong ones for it. */
  readonly witnesses: readonly (Pick<Testimony, 'pool' | 'name'> & { readonly codes: number })[]
}

export type Sentinel = {
  /** Takes a testimony in. Answers once enough tokens agree, and begins anew then. */
  hear(testimony: Testimony): Verdict | undefined
  /** Other tokens are judged from now on: another store was chosen. */
  forget(): void
}

/** One step is what reading and typing a code takes (RFC 6238 §5.2); from the second on, a code is off. */
export const STEPS_OFF = 2
/**
 * How many different tokens must agree. Three, because a branch in the morning has hardly more colleagues at the
 * door, none of whom gets in; and with three it is no accident: a code typed a minute late is followed by a right
 * one, which replaces what its token said before.
 */
export const AGREEING = 3
/** The last so many different tokens are looked at, and `AGREEING` of them must agree. */
export const LOOKED_AT = 5
/** Longer ago than a session lasts, the clock may have been another. */
const REMEMBERED_MS = 12 * 60 * 60_000

type Heard = Testimony & { readonly codes: number }

/** `onVerdict` is told at once, before `hear` answers. */
export function makeSentinel(onVerdict: (verdict: Verdict) => void): Sentinel {
  /** The newest testimony of each token, oldest first. */
  let heard: readonly Heard[] = []
  return {
    hear(testimony) {
      if (Math.abs(testimony.ahead) > DRIFT_STEPS_MAX) return undefined
      const same = (one: Heard) => one.pool === testimony.pool && one.name === testimony.name
      const before = heard.find(same)?.codes ?? 0
      heard = [
        ...heard.filter((one) => !same(one) && testimony.mono - one.mono < REMEMBERED_MS),
        { ...testimony, codes: testimony.counted ? before + 1 : 0 },
      ]
      const agreeing = agreement(heard.slice(-LOOKED_AT))
      if (agreeing === undefined) return undefined
      heard = []
      const verdict: Verdict = {
        secondsFast: -Math.round(agreeing.reduce((sum, one) => sum + seconds(one), 0) / agreeing.length),
        witnesses: agreeing.map(({ pool, name, codes }) => ({ pool, name, codes })),
      }
      onVerdict(verdict)
      return verdict
    },
    forget() {
      heard = []
    },
  }
}

const seconds = ({ ahead, periodSeconds }: Heard): number => ahead * periodSeconds

/**
 * The tokens that are off by the same amount. A clock that is wrong by any amount shows in whole steps, one more or
 * one less as the step had begun, so two that agree lie at most one step apart: the longer of theirs.
 */
function agreement(latest: readonly Heard[]): readonly Heard[] | undefined {
  const off = latest.filter(({ ahead }) => Math.abs(ahead) >= STEPS_OFF)
  const near = (a: Heard, b: Heard) =>
    Math.abs(seconds(a) - seconds(b)) <= Math.max(a.periodSeconds, b.periodSeconds)
  return off
    .map((lowest) => off.filter((one) => seconds(one) >= seconds(lowest) && near(lowest, one)))
    .find((group) => group.length >= AGREEING)
}
