import { COMMON_PASSPHRASES, WEAK_WORDS } from './passphrase-blocklist.ts'
import { err, ok, type Result } from './result.ts'

/**
 * What a passphrase must be: long, and not among the first to be tried. No letters, digits or signs are demanded and
 * none forbidden, it does not expire, and it may be pasted (NIST SP 800-63B-4 §3.1.1.2).
 *
 * What the blocklist covers, honestly: a few hundred phrases of fifteen characters and more (English, Japanese,
 * romaji), and by rule every string that consists wholly of a repeated unit, a run over a keyboard, a run up or down
 * an alphabet, or weak words, the person's and the bank's own words, and short numbers. It is no list of leaked
 * passwords: of the hundred thousand commonest, nearly all are shorter than fifteen characters, and most of the rest
 * fall under these rules. Only the whole string is compared, never a part, so a sentence that contains the word
 * password is fine.
 */

export const PASSPHRASE_MIN = 15
export const PASSPHRASE_MAX = 128

/** The words an attacker knows: the institution, the branch, the person. Kana are also tried as romaji. */
export type PassphraseContext = {
  /** Names of institution and branch in any script, and whatever else everybody at the counter knows. */
  readonly words: readonly string[]
  /** The person's own staff number and names. */
  readonly own: readonly string[]
}

export type PassphraseFault =
  | { readonly code: 'too-short'; readonly length: number; readonly minimum: number }
  | { readonly code: 'too-long'; readonly length: number; readonly maximum: number }
  /** On the list of common passphrases, or made of weak words and short numbers only. */
  | { readonly code: 'common' }
  /** One unit again and again (`himawarihimawari`), or fewer than five different characters. */
  | { readonly code: 'repeats' }
  /** Up or down an alphabet or the digits: `abcdefghijklmno`, `123456789012345`. */
  | { readonly code: 'sequence' }
  /** Neighbouring keys: `qwertyuiopasdfg`. */
  | { readonly code: 'keyboard' }
  /** Made of the bank's, the branch's or the person's own names and numbers. */
  | { readonly code: 'context' }

/** Lengths are counted in code points after NFC: 𠮷 and ガ are one each, however they were typed. */
export const passphraseLength = (passphrase: string): number => [...passphrase.normalize('NFC')].length

/** Half width, lower case, katakana as hiragana, and nothing but letters and digits. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/gu, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) - 0x60))
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Fewer different characters than this are a pattern, whatever their order. */
const DIFFERENT_MIN = 5
/** Letters and digits from which on the rules about words and runs apply. */
const FOLDED_MIN = 8

const COMMON = new Set(COMMON_PASSPHRASES.map(fold))
const WEAK = WEAK_WORDS.map(fold)

/**
 * Whether `passphrase` may be used by somebody with this `context`. Answers with the first thing that is wrong; the
 * sentence for it is the renderer's.
 */
export function checkPassphrase(
  passphrase: string,
  context: PassphraseContext,
): Result<true, PassphraseFault> {
  const length = passphraseLength(passphrase)
  if (length < PASSPHRASE_MIN) return err({ code: 'too-short', length, minimum: PASSPHRASE_MIN })
  if (length > PASSPHRASE_MAX) return err({ code: 'too-long', length, maximum: PASSPHRASE_MAX })

  const bare = passphrase.normalize('NFKC').toLowerCase().replace(/\s/gu, '')
  if (new Set(bare).size < DIFFERENT_MIN || repeats(bare)) return err({ code: 'repeats' })
  const folded = fold(passphrase)
  // Where little is left, the strength lies in the signs or pictures, and the rules below do not speak about those.
  if ([...folded].length < FOLDED_MIN) return ok(true)

  if (COMMON.has(folded)) return err({ code: 'common' })
  if (repeats(folded)) return err({ code: 'repeats' })
  if (isMadeOfRuns(folded, SEQUENCES)) return err({ code: 'sequence' })
  if (isMadeOfRuns(folded, KEYBOARDS)) return err({ code: 'keyboard' })

  const own = [...context.words, ...context.own].flatMap(spellings)
  if (isMadeOf(folded, [...own, ...WEAK], own)) return err({ code: 'context' })
  if (isMadeOf(folded, WEAK, WEAK)) return err({ code: 'common' })
  return ok(true)
}

/** One unit of at most half the length, again and again, perhaps cut at the end. */
function repeats(text: string): boolean {
  const letters = [...text]
  for (let unit = 1; unit <= Math.floor(letters.length / 2); unit += 1) {
    if (letters.every((letter, index) => letter === letters[index % unit])) return true
  }
  return false
}

const SEQUENCES = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん',
  'いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす',
  'aiueokakikukekosashisusesotachitsutetonaninuneno',
  'あかさたなはまやらわ',
  '一二三四五六七八九十',
  '日月火水木金土',
  '123abc',
].map((row) => [...row])

const ROWS = [
  '1234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'ぬふあうえおやゆよわ',
  'たていすかんなにらせ',
  'ちとしはきくまのりれけむ',
  'つさそひこみもねるめろ',
]
const COLUMNS = ['1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', '7ujm', '8ik', '9ol', '0p']
const KEYBOARDS = [
  ...ROWS,
  ROWS.slice(0, 4).join(''),
  ROWS.slice(1, 4).join(''),
  COLUMNS.join(''),
  '147258369',
  '741852963',
  '789456123',
  ...COLUMNS,
].map((row) => [...row])

/** The shortest stretch that counts as a run; anything of two letters is a run of something. */
const RUN_MIN = 3

/**
 * Whether the whole string falls into stretches of at least three that go along one of the `rows`, forwards or
 * backwards, also round its end.
 */
function isMadeOfRuns(folded: string, rows: readonly (readonly string[])[]): boolean {
  const letters = [...folded]
  let at = 0
  while (at < letters.length) {
    const longest = Math.max(
      ...rows.flatMap((row) => [runLength(letters, at, row, 1), runLength(letters, at, row, -1)]),
    )
    if (longest < RUN_MIN) return false
    at += longest
  }
  return true
}

function runLength(letters: readonly string[], from: number, row: readonly string[], step: 1 | -1): number {
  let best = 0
  for (const [start, letter] of row.entries()) {
    if (letter !== letters[from]) continue
    let length = 1
    let place = start
    while (from + length < letters.length) {
      place = (place + step + row.length) % row.length
      if (row[place] !== letters[from + length]) break
      length += 1
    }
    best = Math.max(best, length)
  }
  return best
}

/** Whether the whole string is made of `parts` and numbers of up to four digits, and holds one of `needed`. */
function isMadeOf(folded: string, parts: readonly string[], needed: readonly string[]): boolean {
  const known = [...new Set(parts)].filter((part) => part.length > 0)
  const required = new Set(needed)
  // At every place: undefined where no way leads, else whether one of the needed parts lies on a way there.
  const ways: (boolean | undefined)[] = Array.from({ length: folded.length + 1 }, () => undefined)
  ways[0] = false
  for (let at = 0; at < folded.length; at += 1) {
    const way = ways[at]
    if (way === undefined) continue
    for (const part of known) {
      if (folded.startsWith(part, at))
        ways[at + part.length] = ways[at + part.length] || way || required.has(part)
    }
    const digits = /^[0-9]{1,4}/u.exec(folded.slice(at))?.[0].length ?? 0
    for (let length = 1; length <= digits; length += 1) ways[at + length] = ways[at + length] || way
  }
  return ways[folded.length] === true
}

/** A word as it may be typed: as it is, in parts, without 銀行 and 支店, and kana as romaji. */
function spellings(word: string): readonly string[] {
  const parts = [word, ...word.split(/[\s・･.,/-]+/u)].map(fold).filter((part) => [...part].length >= 2)
  const bare = parts.map((part) => part.replace(/(銀行|信用金庫|信用組合|支店|本店|ぎんこう|してん)$/u, ''))
  const all = [...parts, ...bare.filter((part) => [...part].length >= 2)]
  return [...all, ...all.flatMap(romaji)]
}

const SYLLABLES: readonly (readonly [kana: string, hepburn: string, kunrei?: string])[] = [
  ['きゃ', 'kya'],
  ['きゅ', 'kyu'],
  ['きょ', 'kyo'],
  ['しゃ', 'sha', 'sya'],
  ['しゅ', 'shu', 'syu'],
  ['しょ', 'sho', 'syo'],
  ['ちゃ', 'cha', 'tya'],
  ['ちゅ', 'chu', 'tyu'],
  ['ちょ', 'cho', 'tyo'],
  ['にゃ', 'nya'],
  ['にゅ', 'nyu'],
  ['にょ', 'nyo'],
  ['ひゃ', 'hya'],
  ['ひゅ', 'hyu'],
  ['ひょ', 'hyo'],
  ['みゃ', 'mya'],
  ['みゅ', 'myu'],
  ['みょ', 'myo'],
  ['りゃ', 'rya'],
  ['りゅ', 'ryu'],
  ['りょ', 'ryo'],
  ['ぎゃ', 'gya'],
  ['ぎゅ', 'gyu'],
  ['ぎょ', 'gyo'],
  ['じゃ', 'ja', 'zya'],
  ['じゅ', 'ju', 'zyu'],
  ['じょ', 'jo', 'zyo'],
  ['びゃ', 'bya'],
  ['びゅ', 'byu'],
  ['びょ', 'byo'],
  ['ぴゃ', 'pya'],
  ['ぴゅ', 'pyu'],
  ['ぴょ', 'pyo'],
  ['あ', 'a'],
  ['い', 'i'],
  ['う', 'u'],
  ['え', 'e'],
  ['お', 'o'],
  ['か', 'ka'],
  ['き', 'ki'],
  ['く', 'ku'],
  ['け', 'ke'],
  ['こ', 'ko'],
  ['さ', 'sa'],
  ['し', 'shi', 'si'],
  ['す', 'su'],
  ['せ', 'se'],
  ['そ', 'so'],
  ['た', 'ta'],
  ['ち', 'chi', 'ti'],
  ['つ', 'tsu', 'tu'],
  ['て', 'te'],
  ['と', 'to'],
  ['な', 'na'],
  ['に', 'ni'],
  ['ぬ', 'nu'],
  ['ね', 'ne'],
  ['の', 'no'],
  ['は', 'ha'],
  ['ひ', 'hi'],
  ['ふ', 'fu', 'hu'],
  ['へ', 'he'],
  ['ほ', 'ho'],
  ['ま', 'ma'],
  ['み', 'mi'],
  ['む', 'mu'],
  ['め', 'me'],
  ['も', 'mo'],
  ['や', 'ya'],
  ['ゆ', 'yu'],
  ['よ', 'yo'],
  ['ら', 'ra'],
  ['り', 'ri'],
  ['る', 'ru'],
  ['れ', 're'],
  ['ろ', 'ro'],
  ['わ', 'wa'],
  ['を', 'o', 'wo'],
  ['ん', 'n'],
  ['が', 'ga'],
  ['ぎ', 'gi'],
  ['ぐ', 'gu'],
  ['げ', 'ge'],
  ['ご', 'go'],
  ['ざ', 'za'],
  ['じ', 'ji', 'zi'],
  ['ず', 'zu'],
  ['ぜ', 'ze'],
  ['ぞ', 'zo'],
  ['だ', 'da'],
  ['ぢ', 'ji', 'di'],
  ['づ', 'zu', 'du'],
  ['で', 'de'],
  ['ど', 'do'],
  ['ば', 'ba'],
  ['び', 'bi'],
  ['ぶ', 'bu'],
  ['べ', 'be'],
  ['ぼ', 'bo'],
  ['ぱ', 'pa'],
  ['ぴ', 'pi'],
  ['ぷ', 'pu'],
  ['ぺ', 'pe'],
  ['ぽ', 'po'],
  ['ー', ''],
]
const SYLLABLE = new Map(
  SYLLABLES.map(([kana, hepburn, kunrei]) => [kana, { hepburn, kunrei: kunrei ?? hepburn }]),
)

/** A word in hiragana as people romanise it: Hepburn and Kunrei, long vowels written out and dropped. */
function romaji(word: string): readonly string[] {
  if (!/^[ぁ-んー]+$/u.test(word)) return []
  const written = (['hepburn', 'kunrei'] as const).map((system) => {
    let text = ''
    let doubled = false
    const letters = [...word]
    for (let at = 0; at < letters.length; at += 1) {
      const one = letters[at] ?? ''
      const two = one + (letters[at + 1] ?? '')
      const syllable = SYLLABLE.get(two) ?? SYLLABLE.get(one)
      if (SYLLABLE.has(two)) at += 1
      if (one === 'っ') {
        doubled = true
        continue
      }
      const latin = syllable?.[system] ?? ''
      text += doubled ? latin.slice(0, 1) + latin : latin
      doubled = false
    }
    return text
  })
  return written.flatMap((text) => [text, text.replace(/ou|oo/g, 'o').replace(/uu/g, 'u')])
}
