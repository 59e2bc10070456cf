import { describe, expect, it } from 'vitest'
import { en } from '#shared/messages/en'
import { ja } from '#shared/messages/ja'

/** Wordings that the guides fix, wherever a screen shows them. */

describe('the count over a list', () => {
  it('is said as the guide’s pager says it: 1から2件 of 2件 (R-000-33)', () => {
    expect(ja.parts.list.count(1, 2, 2)).toBe('1から2件／2件')
    expect(ja.parts.list.count(0, 0, 0)).toBe('0件')
    expect(en.parts.list.count(1, 2, 2)).toMatch(/1.*2.*2/)
  })
})
