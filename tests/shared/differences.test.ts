import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { differences } from '#shared/differences'

describe('what differs between two descriptions', () => {
  it('is each leaf by its path, with both sides as text', () => {
    const before = { wait: 30, words: { ja: '失効', en: 'Revoke' }, hours: [{ from: '09:00' }] }
    const after = {
      wait: 45,
      words: { ja: '失効', en: 'Cancel' },
      hours: [{ from: '09:00' }, { from: '13:00' }],
    }
    expect(differences(before, after)).toEqual([
      { path: 'wait', before: '30', after: '45' },
      { path: 'words.en', before: 'Revoke', after: 'Cancel' },
      { path: 'hours.1.from', before: null, after: '13:00' },
    ])
  })

  it('is nothing between a description and itself, whatever the order of its keys', () => {
    for (const id of ['P000', 'P003'] as const) {
      const profile = profileOf(id)
      const turned = Object.fromEntries(Object.entries(profile).toReversed())
      expect(differences(profile, turned)).toEqual([])
    }
  })

  it('tells silence from an empty list, and one number from another', () => {
    expect(differences({ a: null }, { a: [] })).toEqual([{ path: 'a', before: 'null', after: '[]' }])
    expect(differences({ a: ['x'] }, { a: [] })).toEqual([
      { path: 'a.0', before: 'x', after: null },
      { path: 'a', before: null, after: '[]' },
    ])
    expect(differences({ a: 1 }, { a: 2 })).toEqual([{ path: 'a', before: '1', after: '2' }])
  })

  it('is never empty between two lists of words that are not the same', () => {
    const words = fc.array(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 5 })
    fc.assert(
      fc.property(words, words, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b)
        expect(differences({ of: a }, { of: b }).length === 0).toBe(same)
      }),
    )
  })
})
