import { describe, expect, it } from 'vitest'
import { digitsOf } from '../../../src-renderer/parts/digits.ts'

describe('a one-time code as it is typed', () => {
  it.each([
    ['123456', '123456'],
    ['１２３４５６', '123456'],
    ['123 456', '123456'],
    ['123-456', '123456'],
    ['１２３　４５６', '123456'],
    ['12345678', '123456'],
    ['12a', '12'],
    ['', ''],
  ])('%j becomes %j', (typed, kept) => {
    expect(digitsOf(typed, 6)).toBe(kept)
  })
})
