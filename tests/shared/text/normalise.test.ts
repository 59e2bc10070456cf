import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bigramPhrase,
  bigrams,
  foldDigits,
  foldId,
  foldKana,
  foldName,
  idKey,
  searchKey,
} from '#shared/text/normalise'

describe('the key under which names and numbers are searched', () => {
  it('makes one key of half-width kana, hiragana and katakana with a middle dot', () => {
    const keys = ['ﾔﾏﾀﾞ ﾀﾛｳ', 'やまだ　たろう', 'ヤマダ・タロウ', 'ヤマダタロウ', ' やまだ-たろう '].map(
      searchKey,
    )
    expect(new Set(keys)).toEqual(new Set(['ヤマダタロウ']))
  })

  it('does not tell small kana from large, because half-width readings from the host have none', () => {
    expect(searchKey('ﾕｳｹﾞﾝｶﾞｲｼﾔ ﾜｶﾊﾞｶﾅﾓﾉﾃﾝ')).toBe(searchKey('ゆうげんがいしゃ　わかばかなものてん'))
    expect(searchKey('ｼﾖｳﾜ')).toBe(searchKey('しょうわ'))
  })

  it('drops long marks and hyphens of every kind', () => {
    expect(searchKey('コーヒー')).toBe(searchKey('コ-ヒ－'))
    expect(searchKey('03-0000‐2207')).toBe('0300002207')
  })

  it('folds full width, case and the round-bracketed company sign', () => {
    expect(searchKey('ＶＳＭＴ８２６４０９１７')).toBe('VSMT82640917')
    expect(searchKey('㈱青葉運送')).toBe(searchKey('(株) 青葉運送'))
  })

  it('finds a customer whose name kanji is not the one on the keyboard', () => {
    expect(searchKey('髙橋 﨑山')).toBe(searchKey('高橋 崎山'))
    expect(searchKey('𠮷野 渡邉')).toBe(searchKey('吉野 渡辺'))
    expect(searchKey('葛\u{E0100}城')).toBe(searchKey('葛城'))
  })

  it('keeps apart what is different', () => {
    expect(searchKey('ヤマタ')).not.toBe(searchKey('ヤマダ'))
    expect(searchKey('0')).not.toBe(searchKey('O'))
    expect(searchKey('佐々木')).not.toBe(searchKey('佐木'))
  })

  it('is its own fold and holds letters and digits only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const key = searchKey(text)
        expect(searchKey(key)).toBe(key)
        expect(key).not.toMatch(/[^\p{L}\p{N}]/u)
      }),
    )
  })
})

describe('pairs for the search index', () => {
  it('begins a token at every character, so that single characters can be found by prefix', () => {
    expect(bigrams('ヤマダ')).toBe('ヤマ マダ ダ')
    expect(bigrams('ヤ')).toBe('ヤ')
    expect(bigrams('')).toBe('')
    expect(bigrams('𠮷野')).toBe('𠮷野 野')
  })

  it('asks for a phrase, a prefix for one character, and nothing for nothing', () => {
    expect(bigramPhrase('ヤマダ')).toBe('"ヤマ マダ"')
    expect(bigramPhrase('ヤ')).toBe('"ヤ"*')
    expect(bigramPhrase('')).toBeNull()
  })

  it('lets no search text out of its quotes', () => {
    expect(bigramPhrase('A" OR "B')).not.toMatch(/"[^"]*" OR/)
  })

  it('finds every part of a key and nothing that is not in it', () => {
    const word = fc.string({ unit: fc.constantFrom('ア', 'イ', 'ウ', '1'), minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(word, word, (key, part) => {
        const tokens = bigrams(key).split(' ')
        const phrase = bigramPhrase(part) ?? ''
        const wanted = phrase.replaceAll(/["*]/g, '').split(' ')
        const hit = phrase.endsWith('*')
          ? tokens.some((token) => token.startsWith(part))
          : tokens.some((_, at) => wanted.every((pair, offset) => tokens[at + offset] === pair))
        expect(hit).toBe(key.includes(part))
      }),
    )
  })
})

describe('ids', () => {
  it('compares an お客様ID without blanks and width (R-000-24)', () => {
    expect(foldId('M54 100020025')).toBe('M54100020025')
    expect(foldId('Ｍ５４１０００２００２５')).toBe('M54100020025')
    expect(idKey('m54 100020025')).toBe(idKey('M54100020025'))
  })

  it('keeps small letters of sub-user ids, which services tell apart (R-002-13)', () => {
    expect(foldId(' ono01　')).toBe('ono01')
    expect(foldId('Test10')).not.toBe(foldId('test10'))
  })

  it('keeps leading zeros of numbers', () => {
    expect(foldDigits('０３１－８８４２')).toBe('0318842')
    expect(foldDigits('012 345')).toBe('012345')
    expect(foldDigits('12a')).toBe('12a')
  })
})

describe('names for the store', () => {
  it('stores readings in full-width katakana with single blanks', () => {
    expect(foldKana('ﾕｳｹﾞﾝｶﾞｲｼﾔ  ﾜｶﾊﾞｶﾅﾓﾉﾃﾝ')).toBe('ユウゲンガイシヤ ワカバカナモノテン')
    expect(foldKana('わかばやし　けんいち')).toBe('ワカバヤシ ケンイチ')
  })

  it('never changes a character of the customer’s own name', () => {
    expect(foldName(' 髙橋　﨑子 ')).toBe('髙橋　﨑子')
    expect(foldName('㈱青葉  運送')).toBe('㈱青葉 運送')
  })
})
