/**
 * Folding of what people type and what files contain. Everything here is deterministic and keeps no
 * opinion about meaning: two texts are equal for the search, or for a comparison of ids, when their folds
 * are the same string.
 */

const SMALL_KANA = new Map(
  [...'ァィゥェォッャュョヮヵヶ'].map((small, index) => [
    small,
    [...'アイウエオツヤユヨワカケ'][index] ?? small,
  ]),
)

/**
 * Name kanji that a customer writes one way and a teller types another. For the search only: stored names
 * and printed names always keep the customer's own character.
 */
const NAME_KANJI = new Map(
  [
    ...'髙高﨑崎嵜崎濵浜濱浜邉辺邊辺齋斎齊斉眞真德徳廣広澤沢嶋島嶌島冨富瀨瀬國国櫻桜龍竜藪薮吉吉𠮷吉栁柳曾曽',
  ].reduce<[string, string][]>((pairs, character, index, all) => {
    if (index % 2 === 0) pairs.push([character, all[index + 1] ?? character])
    return pairs
  }, []),
)

const NOT_SEARCHED = /[^\p{L}\p{N}]|ー/gu
const FOLDED_CHARACTERS = new RegExp(
  `[ぁ-ゖゝゞ${[...SMALL_KANA.keys()].join('')}${[...NAME_KANJI.keys()].join('')}]`,
  'gu',
)

function foldCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const katakana = (code >= 0x3041 && code <= 0x3096) || code === 0x309d || code === 0x309e
  const unfolded = katakana ? String.fromCodePoint(code + 0x60) : character
  return SMALL_KANA.get(unfolded) ?? NAME_KANJI.get(unfolded) ?? unfolded
}

/**
 * The form in which names, numbers and ids are searched: NFKC, hiragana as katakana, small kana as large,
 * common name kanji as their everyday form, upper case, and nothing but letters and digits — blanks,
 * middle dots, hyphens, brackets and long marks are dropped.
 *
 * `ﾔﾏﾀﾞ ﾀﾛｳ`, `やまだ　たろう` and `ヤマダ・タロウ` have one key.
 *
 * @returns the key; empty when nothing searchable was given. Folding a key again changes nothing.
 */
export function searchKey(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(NOT_SEARCHED, '')
    .replace(FOLDED_CHARACTERS, foldCharacter)
}

/**
 * A key as overlapping pairs for an FTS5 column: `ヤマダ` → `ヤマ マダ ダ`. The last character stands once
 * more by itself so that every character begins a token and one-character searches work by prefix.
 */
export function bigrams(key: string): string {
  const characters = [...key]
  return characters.map((character, index) => character + (characters[index + 1] ?? '')).join(' ')
}

/**
 * The FTS5 MATCH expression that finds `key` anywhere inside a text indexed by {@link bigrams}.
 *
 * @param key a result of {@link searchKey}; it holds letters and digits only, so nothing in it is FTS5 syntax
 * @returns a quoted phrase, a prefix for a single character, or null when the key is empty
 */
export function bigramPhrase(key: string): string | null {
  const characters = [...key.replaceAll('"', '')]
  if (characters.length === 0) return null
  if (characters.length === 1) return `"${characters.join('')}"*`
  const pairs = characters.slice(0, -1).map((character, index) => character + (characters[index + 1] ?? ''))
  return `"${pairs.join(' ')}"`
}

/**
 * An id as it is compared and stored: NFKC and without any blanks (R-000-24: `M54 100020025` is
 * `M54100020025`). Case is kept, because services tell capitals from small letters (R-002-13).
 */
export const foldId = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '')

/** An id for comparison where capitals do not matter, such as お客様ID (R-000-24). */
export const idKey = (text: string): string => foldId(text).toUpperCase()

const BLANKS_AND_HYPHENS = /[\s\p{Pd}\u2212\u30fc]+/gu

/**
 * Digits as a person types or pastes them: full width, with blanks or hyphens between. What is not a digit
 * is left in place for the caller to refuse; leading zeros stay.
 */
export const foldDigits = (text: string): string => text.normalize('NFKC').replace(BLANKS_AND_HYPHENS, '')

/** Half-width kana as full width and hiragana as katakana, for storing readings in one form. Blanks: one, half width. */
export function foldKana(text: string): string {
  const wide = text.normalize('NFKC')
  const katakana = HIRAGANA.test(wide)
    ? wide.replace(/[ぁ-ゖゝゞ]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0x60))
    : wide
  return (UNEVEN_BLANKS.test(katakana) ? katakana.replace(/\s+/g, ' ') : katakana).trim()
}
const HIRAGANA = /[ぁ-ゖゝゞ]/
/** Blanks that are not single and ordinary. */
const UNEVEN_BLANKS = /\s\s|[^\S ]/

/** Names keep every character the customer uses: NFC only, blanks reduced to one (full width stays full width). */
export function foldName(text: string): string {
  const composed = text.normalize('NFC')
  return (
    /\s\s|[^\S \u3000]/.test(composed)
      ? composed.replace(/[^\S\u3000]+/g, ' ').replace(/\u3000+/g, '\u3000')
      : composed
  ).trim()
}
