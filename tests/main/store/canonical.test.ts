import { describe, expect, it } from 'vitest'
import { canonical } from '#main/store/canonical'

describe('the canonical text', () => {
  it('is that of RFC 8785, appendix and sorting example', () => {
    expect(
      canonical({
        numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27],
        string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
        literals: [null, true, false],
      }),
    ).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
    const sorted = canonical({
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    })
    expect(Object.values(JSON.parse(sorted) as object).toSorted()).toHaveLength(7)
    expect([...sorted.matchAll(/:"([A-Z]\w+)/g)].map(([, word]) => word)).toEqual([
      'Carriage',
      'One',
      'Control',
      'Latin',
      'Euro',
      'Emoji',
      'Hebrew',
    ])
  })

  it('does not depend on the order in which things were said', () => {
    expect(canonical({ b: 1, a: { d: '検証', c: null } })).toBe(
      canonical({ a: { c: null, d: '検証' }, b: 1 }),
    )
  })

  it('does not exist for what JSON cannot say', () => {
    for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY, '\ud800', { name: '\udfff' }]) {
      expect(() => canonical(value)).toThrow()
    }
  })
})
