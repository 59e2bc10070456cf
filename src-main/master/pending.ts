import type { PlanEntry } from '#shared/master'

/** A rehearsed import waiting for its word: exactly what was shown is what will be written. */
export type Plan = {
  readonly plan: string
  readonly fileName: string
  readonly entries: readonly PlanEntry[]
}
