import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import { StoreFault } from '../store/faults.ts'

/**
 * Saves where the person says: the name it got, or that there is none. What the chosen folder says of itself (a stick that
 * is full, takes no writes, is gone) is the same as no file chosen, and is not taken for the disk of the records. Throws
 * what that one says: StoreFault, for the gate.
 */
export async function whereChosen(
  save: () => Promise<string | undefined>,
): Promise<Result<string, Refusal<'save-cancelled'>>> {
  let fileName: string | undefined
  try {
    fileName = await save()
  } catch (thrown) {
    if (thrown instanceof StoreFault) throw thrown
  }
  return fileName === undefined ? refuse('save-cancelled', {}) : ok(fileName)
}
