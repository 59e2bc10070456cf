/**
 * Reads a Code 128 symbol from its bars alone, as a scanner does: our own table and check digit, nothing of
 * the encoder's. Widths of three bars and three spaces per character, ISO/IEC 15417 table 1.
 */
const WIDTHS =
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 ' +
  '113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 ' +
  '212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 ' +
  '113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 ' +
  '314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 ' +
  '241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 ' +
  '214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 ' +
  '211232'
const SYMBOLS = new Map(WIDTHS.split(' ').map((widths, value) => [widths, value]))
const STOP = '2331112'
const [CODE_C, CODE_B, CODE_A, START_A, START_B, START_C] = [99, 100, 101, 103, 104, 105]

/** Bars as [left, width], from a path of rectangles `Mx yhwV…z`. */
export function barsOf(path: string): readonly (readonly [number, number])[] {
  const bars = [...path.matchAll(/M([\d.]+) [\d.]+h([\d.]+)V/g)].map(
    ([, left, width]) => [Number(left), Number(width)] as const,
  )
  return bars.sort(([a], [b]) => a - b)
}

/** @throws Error when the bars are no Code 128 symbol, or its check digit is wrong */
export function readCode128(bars: readonly (readonly [number, number])[]): string {
  const widths = bars
    .flatMap(([left, width], index) => {
      const next = bars[index + 1]
      return next === undefined ? [width] : [width, next[0] - left - width]
    })
    .join('')
  if (!widths.endsWith(STOP)) throw new Error('no stop pattern')
  const values = (widths.slice(0, -STOP.length).match(/.{6}/g) ?? []).map((symbol) => {
    const value = SYMBOLS.get(symbol)
    if (value === undefined) throw new Error(`no symbol ${symbol}`)
    return value
  })
  const check = values.pop()
  const sum = values.reduce((total, value, place) => total + value * Math.max(place, 1), 0)
  if (sum % 103 !== check) throw new Error('wrong check digit')
  return decoded(values)
}

function decoded(values: readonly number[]): string {
  let set = values[0]
  let text = ''
  for (const value of values.slice(1)) {
    if (value === CODE_C && set !== START_C) set = START_C
    else if (value === CODE_B && set !== START_B) set = START_B
    else if (value === CODE_A && set !== START_A) set = START_A
    else if (set === START_C) text += String(value).padStart(2, '0')
    else text += String.fromCharCode(value + 32)
  }
  return text
}
