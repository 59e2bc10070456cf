import type { Rehearsal } from './plan.ts'
import type { MasterSource } from './source.ts'

/** A rehearsed import waiting for its word: exactly what was shown is what will be written. */
export type Plan = {
  readonly plan: string
  readonly fileName: string
  readonly source: MasterSource
  readonly rehearsal: Rehearsal
}
