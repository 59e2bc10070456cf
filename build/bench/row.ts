/**
 * One line of the bench table. `ratio` is `value ÷ floor`, both from the same run; `ok` is `ratio ≤ goal`. Where the
 * goal is a time or a count and not a ratio, the floor is 1 of its unit; where there is none, the figure is only shown.
 */
export type BenchRow = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly floor: number
  readonly ratio: number
  readonly goal: number | null
  readonly ok: boolean
}

/** A row from what was measured, what bounds it from below (same unit) and the highest permitted ratio. */
export function benchRow(name: string, unit: string, value: number, floor: number, goal: number): BenchRow {
  const ratio = value / floor
  return { name, value, unit, floor, ratio, goal, ok: ratio <= goal }
}

/** A figure nobody promised, shown beside one that somebody did. */
export const benchFigure = (name: string, unit: string, value: number): BenchRow => ({
  name,
  value,
  unit,
  floor: 1,
  ratio: value,
  goal: null,
  ok: true,
})

/**
 * Lets the candidates take turns (A B C A B C …), so that a busy machine slows all of them alike.
 *
 * In: rounds, and one function per candidate that does its whole work for a round; where it answers with a function,
 * that one clears up, and is waited for but not timed. Out: the median milliseconds of a round, per candidate. One
 * more round goes first and is not counted, for the compiler.
 */
export async function interleaved<Name extends string>(
  rounds: number,
  candidates: Readonly<Record<Name, () => unknown>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(candidates) as Name[] // Object.keys forgets the key type
  const times = new Map<Name, number[]>(names.map((name) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const began = performance.now()
      const work = candidates[name]()
      const after: unknown = work instanceof Promise ? await work : undefined
      const took = performance.now() - began
      if (round > 0) times.get(name)?.push(took)
      if (typeof after === 'function') await after()
    }
  }
  const medians = names.map((name) => [name, median(times.get(name) ?? [])] as const)
  return Object.fromEntries(medians) as Record<Name, number> // one entry per name, by construction
}

/** The middle of some numbers, the upper one of two. NaN for none. */
export function median(numbers: readonly number[]): number {
  return percentile(numbers, 0.5)
}

/** The number below which the given share (0 to 1) of all lies. NaN for none. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
