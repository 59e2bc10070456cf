import { openBenchDesk } from './desk.ts'
import { type BenchRow, benchRow, median } from './row.ts'
import type { Prepared } from './stores.ts'

const ROUNDS = 5

/**
 * Signing in to a branch of 20,000 tokens and 200,000 entries: passphrase, every entry and every critical row
 * verified, code judged, written down. The whole of what a person waits for, so a little more than the opening.
 */
export async function benchOpening(prepared: Prepared): Promise<BenchRow[]> {
  const copy = prepared.copy()
  try {
    const desk = await openBenchDesk(copy.dataDir)
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      desk.advance(30_000)
      const began = performance.now()
      await desk.signIn('S0101')
      times.push((performance.now() - began) / 1000)
      await desk.must('session.sign-out', {})
    }
    desk.close()
    return [benchRow('sign-in and opening, 20,000 tokens and 200,000 entries', 's', median(times), 1, 3)]
  } finally {
    copy.remove()
  }
}
