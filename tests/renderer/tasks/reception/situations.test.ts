import { describe, expect, it } from 'vitest'
import { profileOf, profiles } from '#main/profiles/index'
import { boardOf, fits, keyOf, OTHERS_KEY, situationOfKey } from '#renderer/tasks/reception/situations.ts'
import { SITUATIONS } from '#shared/router'

describe('the board of situations', () => {
  it.each(profiles.map(({ id }) => id))('of %s shows every situation exactly once, fitting or not', (id) => {
    const { groups, others } = boardOf(profileOf(id))
    const shown = [...groups.flatMap(({ situations }) => situations), ...others]
    expect(shown).toHaveLength(SITUATIONS.length)
    expect(new Set(shown)).toEqual(new Set(SITUATIONS))
    expect(groups.filter(({ situations }) => situations.length === 0)).toEqual([])
  })

  it('gives each situation a key of its own, the same in every service and none that looks like another', () => {
    const keys = SITUATIONS.map(keyOf)
    expect(new Set(keys).size).toBe(SITUATIONS.length)
    expect(keys.filter((key) => !/^[1-9A-HJ-NP-Z]$/.test(key))).toEqual([])
    for (const situation of SITUATIONS) expect(situationOfKey(keyOf(situation))).toBe(situation)
  })

  it('hears a key wide or narrow, capital or not, and leaves every other key alone', () => {
    const letter = SITUATIONS.find((situation) => keyOf(situation) === 'A')
    for (const key of ['A', 'a', 'Ａ', 'ａ']) expect(situationOfKey(key)).toBe(letter)
    expect(situationOfKey('１')).toBe(situationOfKey('1'))
    for (const key of [OTHERS_KEY, 'Enter', 'ArrowDown', 'I', 'O', 'Z', ' ']) {
      expect(situationOfKey(key)).toBeUndefined()
    }
  })

  it('keeps what a broken token is at the first key', () => {
    expect(keyOf('phone-broken')).toBe('1')
  })
})

describe('a situation is shown at once', () => {
  const services = (situation: (typeof SITUATIONS)[number]) =>
    profiles.filter((profile) => fits(profile, situation)).map(({ id }) => id)

  it('where the service has what it is about', () => {
    expect(services('administrator-changed')).toEqual(['P000', 'P003', 'P004'])
    expect(services('usage-mode')).toEqual(['P000'])
    expect(services('opt-out')).toEqual(['P001', 'P002'])
    expect(services('apply')).toEqual(['P004'])
    expect(services('issue-mail-missing')).toEqual(['P004'])
    expect(services('apply-hardware')).toEqual(['P002', 'P003'])
    expect(services('hardware-not-delivered')).toEqual(['P002', 'P003'])
    expect(services('pc-token-ended')).toEqual(['P002'])
    expect(services('certificate-problem')).toEqual(['P000'])
    expect(services('uninstalled')).toEqual(['P000', 'P001', 'P002', 'P003', 'P004'])
  })

  it('where the guide is silent, because it may come up', () => {
    expect(profileOf('P002').hardwareExpiry).toBeNull()
    expect(services('token-expired')).toEqual(['P002', 'P003'])
  })

  it('everywhere, if it can happen to anybody: broken, lost, stolen, locked out, another phone or PC', () => {
    for (const situation of [
      'phone-broken',
      'lost',
      'stolen',
      'locked-out',
      'token-replaced',
      'pc-changed',
    ] as const) {
      expect(services(situation)).toHaveLength(profiles.length)
    }
  })
})
