import { describe, expect, it } from 'vitest'
import { things } from '#shared/text/counted'

describe('things', () => {
  it.each([
    [0, '0つ'],
    [1, '1つ'],
    [9, '9つ'],
    [10, '10個'],
    [12, '12個'],
  ])('are counted as people count them: %i', (count, said) => {
    expect(things(count)).toBe(said)
  })
})
