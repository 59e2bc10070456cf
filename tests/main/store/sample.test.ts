import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sampleOf } from '#main/store/sample'

const root = (): string => randomBytes(32).toString('base64')
const entries = (count: number) => Array.from({ length: count }, (_, place) => 10 + place * 7)

describe('the sample of a closing (MC-11)', () => {
  it('is one in twenty, at least three, and everything where there are not so many', () => {
    for (const [of, chosen] of [
      [0, 0],
      [2, 2],
      [3, 3],
      [60, 3],
      [61, 4],
      [200, 10],
    ] as const)
      expect(sampleOf(root(), entries(of)), `${of} approvals`).toHaveLength(chosen)
  })

  it('is the same for one root and hardly ever for another, and treats no entry better than the rest', () => {
    const one = root()
    expect(sampleOf(one, entries(200))).toEqual(sampleOf(one, entries(200).toReversed()))
    const times = new Map<number, number>()
    const all = new Set<string>()
    for (let draw = 0; draw < 1000; draw += 1) {
      const sample = sampleOf(root(), entries(20))
      all.add(sample.join())
      for (const entry of sample) times.set(entry, (times.get(entry) ?? 0) + 1)
    }
    // Of 1,140 possible threes, a thousand draws meet some 660; each entry comes about 150 times, ± 6 σ.
    expect(all.size).toBeGreaterThan(500)
    expect(times.size).toBe(20)
    for (const count of times.values()) expect(count).toBeGreaterThan(80)
    for (const count of times.values()) expect(count).toBeLessThan(220)
  })
})
