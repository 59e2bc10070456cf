import { setImmediate } from 'node:timers/promises'

/**
 * Long work written once as a generator: each `yield` is a place where it may pause. Inside a transaction it
 * is driven to its end at once; for a person who watches, it lets the program breathe and can be stopped.
 */
export type Steps<T> = Generator<Progress, T, void>

/** How much of the source has been gone through in the present pass. */
export type Progress = { readonly bytes: number; readonly ofBytes: number; readonly lines: number }

/** Runs to the end without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

export const CANCELLED: unique symbol = Symbol('cancelled')

/**
 * Runs with a pause after every step, so that windows stay alive.
 *
 * @returns the result, or CANCELLED when `signal` was aborted in between; the generator is closed then, so
 *   files it holds are closed too
 */
export async function withPauses<T>(
  steps: Steps<T>,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: Progress) => void } = {},
): Promise<T | typeof CANCELLED> {
  try {
    for (;;) {
      if (options.signal?.aborted === true) return CANCELLED
      const step = steps.next()
      if (step.done === true) return step.value
      options.onProgress?.(step.value)
      await setImmediate()
    }
  } finally {
    steps.return(undefined as never)
  }
}
