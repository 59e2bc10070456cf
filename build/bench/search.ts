import { openBenchDesk } from './desk.ts'
import { typedTexts } from './queries.ts'
import { type BenchRow, benchRow, median, percentile } from './row.ts'
import type { Prepared } from './stores.ts'

const PASSES = 5

/**
 * One more character typed: the gate's whole answer to `search.find`, in main. Every text is asked once per pass,
 * and its middle time counts; the 99th of a hundred texts is the row.
 */
export async function benchSearch(prepared: Prepared, count: number, limitMs: number): Promise<BenchRow[]> {
  const copy = prepared.copy()
  try {
    const desk = await openBenchDesk(copy.dataDir)
    await desk.signIn('S0101')
    const texts = typedTexts(count)
    const times = new Map<string, number[]>(texts.map((text) => [text, []]))
    for (let pass = 0; pass < PASSES; pass += 1) {
      for (const [text, found] of times) {
        const began = performance.now()
        const reply = desk.answer('search.find', { text })
        found.push(performance.now() - began)
        if (reply instanceof Promise || !reply.ok) throw new Error(`no answer to ${text}`)
      }
    }
    desk.close()
    const middle = [...times.values()].map(median)
    const first = [...times.values()].map(([cold]) => cold ?? Number.NaN)
    console.error(
      `bench: ${times.size} texts typed in ${count} contracts: p50 ${median(middle).toFixed(2)} ms; ` +
        `asked for the first time, p99 ${percentile(first, 0.99).toFixed(1)} ms`,
    )
    const name = `search as one types, ${count.toLocaleString('en')} contracts, in main, p99`
    return [benchRow(name, 'ms', percentile(middle, 0.99), 1, limitMs)]
  } finally {
    copy.remove()
  }
}
