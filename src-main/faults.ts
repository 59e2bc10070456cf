import { type Refusal, refuse } from '#shared/refusals'
import type { Err } from '#shared/result'
import { FileFault } from './keys/files.ts'
import { OpenFault, StoreFault } from './store/faults.ts'

/**
 * A disk that is full, takes no writes, or failed in the middle of one is told to the person with a sentence; every
 * other accident is a fault. The small files beside the database (key ring, record of sign-ins) lie on the same disk.
 */
export function refusalOfDiskFault(
  thrown: unknown,
): Err<Refusal<'disk-full' | 'store-read-only' | 'store-in-doubt'>> | undefined {
  switch (codeOf(thrown)) {
    case 'disk-full':
    case 'ENOSPC':
    case 'EDQUOT':
      return refuse('disk-full', {})
    case 'store-read-only':
    case 'EROFS':
      return refuse('store-read-only', {})
    case 'in-doubt':
    // Closed as well, and opened again it says at which entry it differs.
    case 'signed-head':
      return refuse('store-in-doubt', {})
    default:
      return undefined
  }
}

function codeOf(thrown: unknown): unknown {
  if (thrown instanceof FileFault)
    return { failed: 'in-doubt', 'read-only': 'store-read-only', full: 'disk-full' }[thrown.why]
  if (thrown instanceof StoreFault || thrown instanceof OpenFault) return thrown.code
  const isOfFileSystem = thrown instanceof Error && 'syscall' in thrown && 'code' in thrown
  return isOfFileSystem ? thrown.code : undefined
}
