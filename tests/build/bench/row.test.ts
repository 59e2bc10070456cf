import { describe, expect, it } from 'vitest'
import { benchFigure, benchRow, interleaved, median, percentile } from '../../../build/bench/row.ts'

describe('a bench row', () => {
  it('is in order up to and including its goal', () => {
    expect(benchRow('a', 'ms', 22, 10, 2.2)).toEqual({
      name: 'a',
      value: 22,
      unit: 'ms',
      floor: 10,
      ratio: 2.2,
      goal: 2.2,
      ok: true,
    })
    expect(benchRow('a', 'ms', 22.1, 10, 2.2).ok).toBe(false)
    expect(benchRow('a', 'ms', 1, 0, 2.2).ok).toBe(false)
    expect(benchRow('a', 'ms', Number.NaN, 1, 2.2).ok).toBe(false)
  })

  it('shows a figure nobody promised, and holds it against nothing', () => {
    expect(benchFigure('a', 'characters', 119)).toEqual({
      name: 'a',
      value: 119,
      unit: 'characters',
      floor: 1,
      ratio: 119,
      goal: null,
      ok: true,
    })
  })

  it('is measured in turns, waits for slow candidates and leaves the first round out', async () => {
    const turns: string[] = []
    const medians = await interleaved(2, {
      quick: () => turns.push('quick'),
      slow: async () => {
        await new Promise((resume) => setTimeout(resume, turns.length < 2 ? 100 : 10))
        turns.push('slow')
      },
    })
    expect(turns).toEqual(['quick', 'slow', 'quick', 'slow', 'quick', 'slow'])
    expect(medians.quick).toBeLessThan(medians.slow)
    expect(medians.slow).toBeGreaterThan(8)
    expect(medians.slow).toBeLessThan(90)
  })

  it('lets a candidate clear up off the clock', async () => {
    let cleared = 0
    const { tidy } = await interleaved(2, {
      tidy: async () => async () => {
        await new Promise((resume) => setTimeout(resume, 60))
        cleared += 1
      },
    })
    expect(cleared).toBe(3)
    expect(tidy).toBeLessThan(50)
  })

  it('takes the middle, the share and nothing from nothing', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([4, 1, 3, 2])).toBe(3)
    expect(
      percentile(
        Array.from({ length: 100 }, (_, index) => index + 1),
        0.99,
      ),
    ).toBe(100)
    expect(median([])).toBeNaN()
  })
})
