import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { screens } from '#renderer/tasks/index.ts'
import { en } from '#shared/messages/en'
import { ja } from '#shared/messages/ja'
import { SERVICE_IDS, type ServiceId } from '#shared/profiles'
import { refusalNumbers } from '#shared/refusals'
import { guideLines, LINES_MAX, lookUp, ownLines } from '../../../../src-renderer/tasks/help/lookup.ts'

const guides = (language: 'ja' | 'en', services: readonly ServiceId[] = SERVICE_IDS) =>
  services.flatMap((id) => guideLines(profileOf(id), language))

describe('the search in the help', () => {
  it.each(['ja', 'en'] as const)('finds a screen of a guide by its id, in %s (R-003-10)', (language) => {
    const found = lookUp(guides(language), 'ｂｌｇ3020')
    expect(found?.count).toBeGreaterThan(0)
    for (const { about } of found?.lines ?? []) expect(about).toContain(profileOf('P003').shortName[language])
    expect(lookUp(guides(language, ['P000', 'P001', 'P002', 'P004']), 'BLG3020')?.count).toBe(0)
  })

  it.each(['ja', 'en'] as const)('finds a message of a guide by its code, in %s (R-001-17)', (language) => {
    const found = lookUp(guides(language), '00001')
    expect(found?.count).toBeGreaterThan(0)
    for (const { about } of found?.lines ?? []) expect(about).toContain(profileOf('P001').shortName[language])
  })

  it('finds the words of the guide also from the English help', () => {
    expect(lookUp(guides('en'), '利用停止が完了')?.count).toBeGreaterThan(0)
  })

  it('wants every word that was typed, in one line', () => {
    const lines = ownLines(ja.help)
    const one = lookUp(lines, '緊急停止')?.count ?? 0
    const both = lookUp(lines, '緊急停止　時計')?.count ?? 0
    expect(both).toBeGreaterThan(0)
    expect(both).toBeLessThan(one)
  })

  it('says how many there are when it shows fewer', () => {
    const found = lookUp(guides('ja'), 'トークン')
    expect(found?.lines).toHaveLength(LINES_MAX)
    expect(found?.count).toBeGreaterThan(LINES_MAX)
  })

  it('finds nothing before something is typed, and says so of what is not there', () => {
    const lines = [...ownLines(en.help), ...guides('en')]
    expect(lookUp(lines, ' ・ ')).toBeUndefined()
    expect(lookUp(lines, 'zzzz')?.count).toBe(0)
  })
})

describe('the help', () => {
  it('explains every kind of number a refusal can carry', () => {
    const kinds = [...new Set(Object.values(refusalNumbers).map((number) => number.slice(0, 2)))].sort()
    for (const { help } of [ja, en]) expect(help.codes.map(([kind]) => kind).sort()).toEqual(kinds)
  })

  it('says the same things in both languages, in the same order', () => {
    for (const part of ['keys', 'jobs', 'terms', 'words', 'codes'] as const) {
      expect(en.help[part], part).toHaveLength(ja.help[part].length)
    }
    expect(en.help.keys.map(([key]) => key)).toEqual(ja.help.keys.map(([key]) => key))
  })

  it('has something to say about every screen one can be on, by the name the rail has for it', () => {
    for (const { help, shell } of [ja, en]) {
      expect(Object.keys(help.here.screens).sort()).toEqual(Object.keys(screens).sort())
      for (const [screen, name] of Object.entries(shell.screens)) {
        expect(help.here.screens[screen]?.[0], screen).toBe(name)
      }
      for (const [name, ...says] of Object.values(help.here.screens)) {
        expect(says.filter((said) => said.length > 10).length, name).toBe(says.length)
        expect(says.length, name).toBeGreaterThan(0)
      }
    }
  })

  it('finds the words of the safe and of the post in both languages', () => {
    const words = [
      '在庫',
      '引き当て',
      '封入',
      '返戻',
      '棚卸',
      '店間移管',
      '下読み',
      '再同期',
      '時計のずれ',
      '利用開始日',
    ]
    for (const word of words) expect(lookUp(ownLines(ja.help), word)?.count, word).toBeGreaterThan(0)
    const english = [
      'stock',
      'allocat',
      'packing',
      'returned mail',
      'stocktake',
      'transfer',
      'rehears',
      'resync',
      'drift',
    ]
    for (const word of english) expect(lookUp(ownLines(en.help), word)?.count, word).toBeGreaterThan(0)
  })
})
