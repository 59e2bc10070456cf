import { type Refusal, refuse } from '#shared/refusals'
import type { Err } from '#shared/result'
import { StoreFault } from './store/faults.ts'

/** A disk that is full or takes no writes is told to the person with a sentence; every other accident is a fault. */
export function refusalOfDiskFault(
  thrown: unknown,
): Err<Refusal<'disk-full' | 'store-read-only'>> | undefined {
  if (!(thrown instanceof StoreFault)) return undefined
  if (thrown.code === 'disk-full') return refuse('disk-full', {})
  if (thrown.code === 'store-read-only') return refuse('store-read-only', {})
  return undefined
}
