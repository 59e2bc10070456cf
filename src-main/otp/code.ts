/**
 * A code with every separator a person may type is still short. Anything longer is refused before it is
 * looked at, so that a pasted novel costs nothing.
 */
const RAW_LENGTH_MAX = 64

/**
 * What people put between the digits: any blank (U+3000 is an ordinary blank after NFKC), any dash, the minus
 * sign, and the two strokes a Japanese keyboard gives for the hyphen key — the long-vowel mark and the box line.
 */
const SEPARATORS = /[\s\p{Pd}\u2212\u30FC\u2500]/gu

const CODE = /^[0-9]{6,8}$/

/**
 * A typed one-time code, made judgeable.
 *
 * In: whatever arrived, of any type. Out: 6 to 8 ASCII digits, or `undefined` when it is not a code at all.
 * Full-width digits are folded (NFKC); digits of other scripts are not, because NFKC keeps them apart and no
 * Japanese token shows them. A number is refused: it has already lost its leading zeros.
 */
export function normaliseCode(raw: unknown): string | undefined {
  if (typeof raw !== 'string' || raw.length > RAW_LENGTH_MAX) return undefined
  const code = raw.normalize('NFKC').replace(SEPARATORS, '')
  return CODE.test(code) ? code : undefined
}
