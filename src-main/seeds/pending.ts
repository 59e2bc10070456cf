import type { StaffNo } from '#shared/ids'
import type { ServiceId } from '#shared/profiles'
import type { SeedFile } from './reader.ts'
import type { Rehearsal } from './rehearsal.ts'

/** One half of a transport key, and who typed it. */
export type KeyHalf = { readonly bytes: Buffer; readonly staff: StaffNo; readonly person: string }

/** A rehearsal that waits for its word: exactly what was shown is what will be written. */
export type SeedPlan = {
  readonly plan: string
  readonly service: ServiceId
  readonly model: string
  readonly sha256: string
  readonly rehearsal: Rehearsal
  /** Places of the keys that must show one right code before anything is written. */
  readonly samples: readonly number[]
}

export type SeedProgress = {
  readonly step: 'reading' | 'preparing' | 'writing'
  readonly done: number
  readonly of: number
  readonly keys: number
}

/**
 * The seed file on the counter: open where it lies, with what opens it and what came of reading it. Everything of it is
 * in memory only, and nothing of it outlives `drop`.
 */
export type PendingSeeds = {
  readonly id: string
  readonly file: SeedFile
  readonly halves: Map<1 | 2, KeyHalf>
  plan: SeedPlan | undefined
  progress: SeedProgress | undefined
  work: AbortController | undefined
}

/** Lets a seed file go: stops whatever reads it, wipes its secrets, closes it. */
export function drop(pending: PendingSeeds | undefined): void {
  if (pending === undefined) return
  pending.work?.abort()
  pending.plan?.rehearsal.wipe()
  pending.plan = undefined
  for (const { bytes } of pending.halves.values()) bytes.fill(0)
  pending.halves.clear()
  // What is still being read ends with the signal; the handle is nobody's any more either way.
  void pending.file.close().catch(() => undefined)
}
