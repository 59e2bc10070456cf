import { setImmediate } from 'node:timers/promises'
import { openBenchDesk } from './desk.ts'
import { decisions } from './durable.ts'
import { type BenchRow, benchRow, median, percentile } from './row.ts'
import { type Prepared, TOKENS_LARGE } from './stores.ts'

const ROUNDS = 5
const DECISIONS = 1_000

/**
 * Signing in to a branch of 20,000 tokens and 200,000 entries: passphrase, every entry and every critical row
 * verified, code judged, written down. The whole of what a person waits for, so a little more than the opening.
 */
export const benchOpening = (prepared: Prepared): Promise<BenchRow[]> =>
  opening(prepared, 'sign-in and opening, 20,000 tokens and 200,000 entries', 3)

/** The same with 100,000 tokens and a million entries, and then right codes of a thousand of those tokens. */
export async function benchLarge(prepared: Prepared): Promise<BenchRow[]> {
  const rows = await opening(prepared, 'sign-in and opening, 100,000 tokens and 1,000,000 entries', 10)
  const copy = prepared.copy()
  const desk = await openBenchDesk(copy.dataDir)
  try {
    await desk.signIn('S0101')
    const decide = decisions(desk, TOKENS_LARGE)
    const times: number[] = []
    for (let time = 0; time < DECISIONS; time += 1) {
      const work = decide(time)
      const began = performance.now()
      work()
      times.push(performance.now() - began)
      await setImmediate()
    }
    rows.push(
      benchRow('OTP decision among 100,000 tokens, durable, p95', 'ms', percentile(times, 0.95), 1, 150),
    )
    return rows
  } finally {
    desk.close()
    copy.remove()
  }
}

async function opening(prepared: Prepared, name: string, goal: number): Promise<BenchRow[]> {
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
    return [benchRow(name, 's', median(times), 1, goal)]
  } finally {
    copy.remove()
  }
}
