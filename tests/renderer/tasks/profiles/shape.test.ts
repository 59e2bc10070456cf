import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { differences } from '#shared/differences'
import { en } from '#shared/messages/en'
import { ja } from '#shared/messages/ja'
import { SERVICE_IDS } from '#shared/profiles'
import { asJson, EDITABLE, getAt } from '../../../../src-renderer/tasks/profiles/edit.ts'
import { groupOf, LINES } from '../../../../src-renderer/tasks/profiles/groups.ts'
import { placeOf, placeText } from '../../../../src-renderer/tasks/profiles/place.ts'
import {
  blankOf,
  isBilingual,
  profileShape,
  type Shape,
  shapeAt,
} from '../../../../src-renderer/tasks/profiles/shape.ts'
import { profileWords } from '../../../../src-renderer/tasks/profiles/words.ts'

const languages = [
  ['ja', ja],
  ['en', en],
] as const

type Coded = { readonly path: readonly string[]; readonly codes: readonly string[] }

/** Every place of the schema where a code can stand. */
function codesOf(shape: Shape, path: readonly string[] = []): readonly Coded[] {
  switch (shape.kind) {
    case 'choice':
    case 'set':
      return [{ path, codes: shape.codes }]
    case 'fixed':
      return [{ path, codes: [String(shape.value)] }]
    case 'flag':
      return [{ path, codes: ['true', 'false'] }]
    case 'maybe':
      return codesOf(shape.of, path)
    case 'either':
      return [{ path, codes: shape.codes }, ...codesOf(shape.of, path)]
    case 'list':
      return codesOf(shape.of, [...path, '0'])
    case 'words':
      return [
        { path, codes: shape.codes },
        ...shape.codes.flatMap((code) => codesOf(shape.of, [...path, code])),
      ]
    case 'group':
      return shape.fields.flatMap(({ name, shape: of }) => codesOf(of, [...path, name]))
    default:
      return []
  }
}

/** Every place of the schema that has a name. */
function placesOf(shape: Shape, path: readonly string[] = []): readonly (readonly string[])[] {
  switch (shape.kind) {
    case 'maybe':
    case 'either':
      return placesOf(shape.of, path)
    case 'list':
      return placesOf(shape.of, [...path, '0'])
    case 'words':
      return shape.codes.map((code) => [...path, code])
    case 'group':
      return shape.fields.flatMap(({ name, shape: of }) => [
        [...path, name],
        ...placesOf(of, [...path, name]),
      ])
    default:
      return []
  }
}

const edited = profileShape.fields.filter(({ name }) => EDITABLE.includes(name))

describe('the shape of a description, read from its schema', () => {
  it('knows blanks, alternatives, choices, forms and bounds', () => {
    expect(shapeAt(['reissueWaitMin'])).toEqual({ kind: 'number', min: 0, max: undefined })
    expect(shapeAt(['periodSec'])).toEqual({ kind: 'number', min: 1, max: undefined })
    expect(shapeAt(['digits'])).toEqual({ kind: 'number', min: 6, max: 8 })
    expect(profileShape.fields.find(({ name }) => name === 'digits')?.shape.kind).toBe('maybe')
    expect(shapeAt(['contact', 'hours', '0', 'from'])).toEqual({ kind: 'text', example: '09:00' })
    expect(shapeAt(['contact', 'phone'])).toEqual({ kind: 'text', example: undefined })
    expect(shapeAt(['detachBy', '0', 'sources'])).toEqual({ kind: 'sources' })
    expect(shapeAt(['carriers'])).toMatchObject({ kind: 'set' })
    expect(shapeAt(['reissueBlackout'])).toMatchObject({ kind: 'either', codes: ['none'] })
    expect(shapeAt(['reissueBlackout', 'mode'])).toEqual({ kind: 'choice', codes: ['strict', 'literal'] })
    expect(shapeAt(['tokenModels', '0', 'hardware', 'periodSeconds'])).toEqual({
      kind: 'choice',
      codes: ['30', '60'],
      numeric: true,
    })
    expect(shapeAt(['hardwareFees', '0', 'yen'])).toEqual({ kind: 'number', min: 0, max: undefined })
    expect(shapeAt(['hardwareDispatch', 'mailDays'])).toEqual({ kind: 'number', min: 0, max: 30 })
    expect(shapeAt(['noSuchLine'])).toBeUndefined()
  })

  it('has a place for every leaf of all five services', () => {
    for (const service of SERVICE_IDS) {
      for (const { path } of differences({}, profileOf(service))) {
        if (path !== '') expect(shapeAt(path.split('.')), `${service} ${path}`).toBeDefined()
      }
    }
  })

  it('puts nothing into a new entry that the schema would take for an answer', () => {
    expect(blankOf({ kind: 'choice', codes: ['a'] })).toBe('')
    const hours = shapeAt(['contact', 'hours', '0'])
    expect(hours && blankOf(hours)).toEqual({ days: '', from: '', to: '' })
    const vendor = shapeAt(['vendors', '0'])
    expect(vendor && blankOf(vendor)).toEqual({
      code: '',
      name: { ja: '', en: '' },
      carriers: [],
      sources: [],
    })
  })

  it('stands in one group each, and no line is left out', () => {
    expect([...LINES].sort()).toEqual([...EDITABLE].sort())
    for (const name of LINES) expect(groupOf(name), name).toBeDefined()
  })
})

describe('the words of a description', () => {
  it.each(languages)('name every code that can stand anywhere in it (%s)', (language, messages) => {
    const { code } = profileWords(messages, language)
    for (const { name, shape } of edited) {
      for (const { path, codes } of codesOf(shape, [name])) {
        for (const one of codes) expect(code(path, one), `${path.join('.')} ${one}`).not.toBe(one)
      }
    }
  })

  it.each(languages)('name every place in it (%s)', (language, messages) => {
    const { field } = profileWords(messages, language)
    for (const { name, shape } of edited) {
      for (const path of [[name], ...placesOf(shape, [name])]) {
        expect(field(path), path.join('.')).not.toBe(path.at(-1))
      }
    }
  })

  it('say where something stands, from the line down', () => {
    const w = profileWords(ja, 'ja')
    expect(w.place(['contact', 'hours', '0', 'from'])).toBe('連絡先 › 受付時間 › 1番目 › 始まり')
    expect(w.place(['sources', 'reissueWaitMin', '1'])).toBe('再発行までの分 › 根拠の番号 › 2番目')
    expect(w.place(['verbWords', 'unlock', 'ja'])).toBe('手続きの言葉 › 停止解除 › 日本語')
    expect(w.value(['reissueWaitMin'], 45)).toBe('45分')
    expect(w.code(['listColumns', '0', 'code'], 'role')).toBe('区分')
    expect(w.code(['registrationWords'], 'none')).toBe('未登録')
    expect(w.code(['reissueBlackout'], 'none')).toBe('ない')
    expect(w.place(['tokenModels', '0', 'hardware', 'leadDays'])).toBe(
      'トークンの型 › 1番目 › 在庫としての性質 › 注文から届くまで',
    )
    expect(w.value(['tokenModels', '0', 'hardware', 'leadDays'], 20)).toBe('20営業日')
    expect(w.code(['tokenModels', '0', 'hardware', 'periodSeconds'], '60')).toBe('60秒')
    expect(w.code(['tokenModels', '0', 'hardware', 'picture'], 'keyfob')).toBe('キーホルダー型')
    expect(w.code(['carriers'], 'keyfob')).toBe('専用の機器')
    expect(w.value(['hardwareFees', '0', 'yen'], 1100)).toBe('1100円')
  })

  it('are in both languages wherever a service says something of its own', () => {
    const name = shapeAt(['contact', 'name'])
    expect(name && isBilingual(name)).toBe(true)
    expect(getAt(asJson(profileOf('P004')), ['contact', 'name', 'en'])).toContain('help desk')
  })
})

describe('the route of the screen', () => {
  it('carries the service and what is done to it, and is the list for anything else', () => {
    expect(placeOf(placeText('P004', 'review'))).toEqual({ service: 'P004', doing: 'review' })
    expect(placeOf(placeText('P000'))).toEqual({ service: 'P000', doing: 'read' })
    expect(placeOf('P000 wipe')).toEqual({ service: 'P000', doing: 'read' })
    expect(placeOf('P009 edit')).toBeUndefined()
    expect(placeOf(undefined)).toBeUndefined()
  })
})
