import { describe, expect, it } from 'vitest'
import { piecesOf } from '../../../../src-renderer/tasks/reception/match.ts'

const hitOf = (text: string, sought: string) => piecesOf(text, sought).find(({ hit }) => hit)?.text

describe('The underlined part of a hit', () => {
  it('is found whatever the width and kind of the kana', () => {
    expect(hitOf('ササキ ノゾミ', 'ささき')).toBe('ササキ')
    expect(hitOf('ササキ ノゾミ', 'ｻｻｷ')).toBe('ササキ')
    expect(hitOf('ユウゲンガイシヤ ワカバカナモノテン', 'わかば')).toBe('ワカバ')
    expect(hitOf('カブシキガイシヤ', 'ｶﾞｲ')).toBe('ガイ')
  })

  it('is found across blanks and middle dots, which the search does not see', () => {
    expect(hitOf('ササキ　ノゾミ', 'ささきの')).toBe('ササキ　ノ')
    expect(hitOf('佐々木・望', '佐々木望')).toBe('佐々木・望')
  })

  it('is found where a name is written with a rarer kanji', () => {
    expect(hitOf('髙橋 淳', '高橋')).toBe('髙橋')
    expect(hitOf('﨑山水産 合同会社', '崎山')).toBe('﨑山')
  })

  it('is found in numbers typed in full width', () => {
    expect(hitOf('VSMT82640917', 'ｖｓｍｔ８２')).toBe('VSMT82')
  })

  it('leaves the text whole, in order, and untouched', () => {
    const pieces = piecesOf('有限会社 若葉金物店', '若葉')
    expect(pieces.map(({ text }) => text)).toEqual(['有限会社 ', '若葉', '金物店'])
  })

  it('is nothing where the hit lies elsewhere, or nothing was typed', () => {
    expect(piecesOf('青葉運送', '若葉')).toEqual([{ text: '青葉運送', hit: false }])
    expect(piecesOf('青葉運送', ' ・ ')).toEqual([{ text: '青葉運送', hit: false }])
  })
})
