import type { CaseKind } from './cases.ts'
import type { CalendarDate } from './ids.ts'
import type { Intake } from './intake.ts'
import { jobs } from './jobs.ts'
import type { ServiceProfile } from './profiles.ts'

/**
 * The combination rule: a change of seal, address or administrator and a reset close together is how an account is
 * taken over, so two supervisors look at it instead of one. The guides do not know the rule; it is this desk's own.
 */

export type ContractChange = { readonly what: 'address' | 'administrator'; readonly on: CalendarDate }

export type SecondChecker = {
  readonly needed: boolean
  /** What speaks for it, each with the day; `said` by the customer, or seen in the contract master. */
  readonly because: readonly {
    readonly what: 'seal' | 'address' | 'administrator'
    readonly on: CalendarDate
    readonly from: 'said' | 'master'
  }[]
}

/**
 * Whether a case needs a second supervisor.
 *
 * A change on the same day counts, and one that lies exactly `combinationDays` back still does. Where the reason for
 * the reset is itself a change of administrator (E-11), the change counts as of today even when nothing else is said.
 *
 * @param changes what the contract master has shown of this contract
 * @param today the day in Tokyo on which it is asked
 */
export function secondChecker(
  kind: CaseKind,
  intake: Intake,
  changes: readonly ContractChange[],
  profile: ServiceProfile,
  today: CalendarDate,
): SecondChecker {
  if (!jobs[kind].resets) return { needed: false, because: [] }
  const because: SecondChecker['because'][number][] = []
  if (intake.recentChange !== null && intake.recentChange !== 'none') {
    because.push({ what: intake.recentChange, on: intake.recentChangeOn ?? today, from: 'said' })
  }
  if (intake.reason === 'administrator-changed' && intake.recentChange !== 'administrator') {
    because.push({ what: 'administrator', on: today, from: 'said' })
  }
  for (const { what, on } of changes) because.push({ what, on, from: 'master' })
  const close = because.filter(({ on }) => daysBetween(on, today) <= profile.combinationDays)
  return { needed: close.length > 0, because: close }
}

const DAY_MS = 24 * 60 * 60 * 1000
const daysBetween = (earlier: string, later: string): number =>
  (Date.parse(later) - Date.parse(earlier)) / DAY_MS
