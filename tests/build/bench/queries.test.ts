import { describe, expect, it } from 'vitest'
import { typedTexts } from '../../../build/bench/queries.ts'

describe('the texts a search is measured with', () => {
  const texts = typedTexts(100_000)

  it('are the same in every run, and enough to speak of the slowest of a hundred', () => {
    expect(typedTexts(100_000)).toEqual(texts)
    expect(new Set(texts).size).toBeGreaterThan(800)
  })

  it('are typed from the first character on, names and numbers, the found and the missing', () => {
    for (const text of ['株', '株式', '株式会社', 'ｶ', '0', 'M541', 'ン', 'ヱヰヲ'])
      expect(texts).toContain(text)
  })
})
