import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkPassphrase, PASSPHRASE_MAX, PASSPHRASE_MIN, passphraseLength } from '#shared/passphrase'
import { COMMON_PASSPHRASES } from '#shared/passphrase-blocklist'

const context = {
  words: ['湊みらい銀行', 'みなとみらいぎんこう', '港南支店', 'こうなんしてん', '012'],
  own: ['S0127', '山田 花子', 'ヤマダ ハナコ'],
}
const check = (passphrase: string) => checkPassphrase(passphrase, context)
const codeOf = (passphrase: string) => {
  const answer = check(passphrase)
  return answer.ok ? 'accepted' : answer.error.code
}

/** A string of exactly `length` code points that is on no list and has no rhythm. */
const of = (length: number, letters: string) => {
  const all = [...letters]
  let state = 7
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647
    return all[state % all.length]
  }).join('')
}

describe('the length of a passphrase (AUT-01)', () => {
  const scripts = [
    ['letters', 'plmoknijbuhvygctf'],
    ['kana', 'かめくりねこさるたぬきうま'],
    ['four-byte kanji', '𠮷𡈽𠀋𪚲𩸽𠂢𡚴'],
    ['emoji', '🦀🐙🌾🍙🎋🚃🗻🍡'],
    ['digits', '83017462955301746'],
  ] as const

  it.each(scripts)(
    '14 code points of %s are too few, 15 are enough, 128 are allowed, 129 are not',
    (_name, letters) => {
      expect(check(of(14, letters))).toEqual({
        ok: false,
        error: { code: 'too-short', length: 14, minimum: PASSPHRASE_MIN },
      })
      expect(codeOf(of(15, letters))).toBe('accepted')
      expect(codeOf(of(128, letters))).toBe('accepted')
      expect(check(of(129, letters))).toEqual({
        ok: false,
        error: { code: 'too-long', length: 129, maximum: PASSPHRASE_MAX },
      })
    },
  )

  it('counts a letter with its marks as one, however it was typed', () => {
    expect(passphraseLength('ガギグゲゴ'.normalize('NFD'))).toBe(5)
    expect(passphraseLength('𠮷野家')).toBe(3)
  })
})

describe('what a passphrase may be made of', () => {
  it.each([
    'かなりあ の うた は とおく まで きこえる',
    'plum trees along the river road',
    'umbrella stand by the west door',
    '夏の終わりに海まで自転車で行った',
    'my password is about three herons',
    'correct mule anchor lantern',
    'minato harbour has eleven cranes',
    '830174629553017',
    'Tr7$kq!0zLw#9pV',
    '   鯨 の 背中 に 雪 が 積もる 夜   ',
  ])('%s is accepted: no composition rule, blanks and signs allowed', (passphrase) => {
    expect(codeOf(passphrase)).toBe('accepted')
  })
})

describe('what is refused, with the reason (AUT-03)', () => {
  it.each([
    ['qwertyuiopasdfg', 'keyboard'],
    ['asdfghjklqwertyuiop', 'keyboard'],
    ['1qaz2wsx3edc4rfv5tgb', 'keyboard'],
    ['QWERTY-uiop-ASDFG', 'keyboard'],
    ['poiuytrewqlkjhgfdsa', 'keyboard'],
    ['zxcvbnmzxcvbnmasdfgh', 'keyboard'],
    ['abcdefghijklmno', 'sequence'],
    ['zyxwvutsrqponmlk', 'sequence'],
    ['123456789012345', 'sequence'],
    ['987654321098765', 'sequence'],
    ['あいうえおかきくけこさしすせそ', 'common'],
    ['あいうえおかきくけこさしすせそたち', 'sequence'],
    ['アイウエオカキクケコサシスセソタチ', 'sequence'],
    ['aaaaaaaaaaaaaaa', 'repeats'],
    ['sakurasakurasakura', 'repeats'],
    ['himawarihimawari', 'repeats'],
    ['ｈｉｍａｗａｒｉ himawari', 'repeats'],
    ['!!!!!!!!!!!!!!!!!!', 'repeats'],
    ['abc!!!!!!!!!!!!!!', 'repeats'],
    ['🦀🐙🌾🍙🎋🦀🐙🌾🍙🎋🦀🐙🌾🍙🎋', 'repeats'],
    ['S0127S0127S0127', 'repeats'],
    ['yamadayamadayamada', 'repeats'],
    ['山田花子山田花子山田花子山田花子', 'repeats'],
    ['yamadahanako2026', 'context'],
    ['Hanako-Yamada-S0127', 'context'],
    ['minatomiraiginkou', 'context'],
    ['MinatoMirai012Bank', 'context'],
    ['湊みらい銀行港南支店パスワード', 'context'],
    ['みなとみらいぎんこうこうなんしてん', 'context'],
    ['kounanshiten2026!', 'context'],
    ['konan konan shiten 012', 'context'],
    ['password20261121', 'common'],
    ['my secret password', 'common'],
    ['welcome-password-123', 'common'],
    ['correct horse battery staple', 'common'],
    ['いろはにほへとちりぬるをわか', 'too-short'],
    ['いろはにほへと ちりぬるをわか よたれ', 'sequence'],
    ['いつもお世話になっております。', 'common'],
  ])('%s: %s', (passphrase, code) => {
    expect(codeOf(passphrase)).toBe(code)
  })

  it('every common passphrase that is long enough, in whatever case, width and spacing', () => {
    const long = COMMON_PASSPHRASES.filter((phrase) => passphraseLength(phrase) >= PASSPHRASE_MIN)
    expect(long.length).toBeGreaterThan(300)
    for (const phrase of long) {
      expect(codeOf(phrase), phrase).not.toBe('accepted')
      expect(codeOf(phrase.toUpperCase().replaceAll(' ', '-')), phrase).not.toBe('accepted')
    }
  })

  it('a part of a longer sentence is never held against it', () => {
    for (const phrase of ['correct horse battery staple', 'yamadahanako2026', 'qwertyuiopasdfg']) {
      expect(codeOf(`${phrase} and seven green herons`)).toBe('accepted')
    }
  })
})

describe('any text at all', () => {
  it('is answered, quickly and without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(typeof check(text).ok).toBe('boolean')
      }),
    )
    const from = performance.now()
    check('bankbranch1234'.repeat(9))
    check('1'.repeat(128))
    check('qwe123'.repeat(21))
    expect(performance.now() - from).toBeLessThan(100)
  })

  it('random letters are accepted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...'bdfgjkmpqtvwxz'), { minLength: 18, maxLength: 40 }),
        (letters) => {
          fc.pre(new Set(letters).size > 8)
          expect(codeOf(letters.join(''))).toBe('accepted')
        },
      ),
    )
  })
})
