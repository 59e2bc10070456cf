/**
 * Serials of tokens as people read them off a phone or a key fob. Nothing here corrects: it says where two
 * serials differ, and the person looks again (R-002-22).
 */

/** NFKC, without blanks and hyphens, upper case. */
export const foldSerial = (raw: string): string =>
  /^[0-9A-Z]*$/.test(raw)
    ? raw
    : raw
        .normalize('NFKC')
        .replace(/[\s\p{Pd}\u2212\u30fc]+/gu, '')
        .toUpperCase()

/** Characters that are mistaken for each other in print (R-002-22). */
const GROUPS = ['0O', '1IL', '2Z', '5S', '8B'] as const
const GROUP_OF = new Map(
  GROUPS.flatMap((group) => [...group].map((character) => [character, group] as const)),
)

/** Whether two different characters belong to one look-alike group. */
export const alike = (a: string, b: string): boolean => {
  const group = GROUP_OF.get(a)
  return a !== b && group !== undefined && group === GROUP_OF.get(b)
}

export type Difference = {
  /** 1-based, as a person counts characters. */
  readonly position: number
  /** The character of the first serial, or '' when it is shorter. */
  readonly a: string
  readonly b: string
  readonly alike: boolean
}

/**
 * Every place where two folded serials differ, for marking them on the screen.
 *
 * @returns in order; empty when they are the same
 */
export function differences(a: string, b: string): readonly Difference[] {
  const found: Difference[] = []
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const left = a.charAt(index)
    const right = b.charAt(index)
    if (left !== right) found.push({ position: index + 1, a: left, b: right, alike: alike(left, right) })
  }
  return found
}

/**
 * Where two serials differ if they differ *only* by look-alike characters.
 *
 * @returns 1-based positions; empty when they are equal; null when they differ in any other way
 */
export function lookAlike(a: string, b: string): readonly number[] | null {
  if (a.length !== b.length) return null
  const found = differences(a, b)
  return found.every((difference) => difference.alike) ? found.map((difference) => difference.position) : null
}

export type Near = {
  readonly serial: string
  /** `alike`: look-alike characters only. `one-character`: one other character. `swapped`: two neighbours exchanged. */
  readonly kind: 'alike' | 'one-character' | 'swapped'
  readonly differences: readonly Difference[]
}

/**
 * Known serials that the typed one was probably meant to be, best first: look-alikes, then exchanged
 * neighbours, then one wrong character. The typed serial itself is never among them.
 *
 * @param candidate folded serial as typed
 * @param known folded serials to compare with
 * @param limit how many at most
 */
export function nearest(candidate: string, known: Iterable<string>, limit = 3): readonly Near[] {
  const found: Near[] = []
  for (const serial of known) {
    if (serial === candidate || serial.length !== candidate.length) continue
    const places = differences(candidate, serial)
    const kind = kindOf(candidate, serial, places)
    if (kind !== null) found.push({ serial, kind, differences: places })
  }
  const order = { alike: 0, swapped: 1, 'one-character': 2 } as const
  return found
    .sort(
      (x, y) =>
        order[x.kind] - order[y.kind] ||
        x.differences.length - y.differences.length ||
        (x.serial < y.serial ? -1 : 1),
    )
    .slice(0, limit)
}

function kindOf(a: string, b: string, places: readonly Difference[]): Near['kind'] | null {
  if (places.every((place) => place.alike)) return 'alike'
  if (places.length === 1) return 'one-character'
  const [first, second] = places
  if (places.length !== 2 || first === undefined || second === undefined) return null
  const neighbours = second.position === first.position + 1
  const exchanged = a.charAt(first.position - 1) === b.charAt(second.position - 1) && first.b === second.a
  return neighbours && exchanged ? 'swapped' : null
}

export type Doubtful = {
  /** 1-based, as a person counts characters. */
  readonly position: number
  readonly character: string
  /** What it may be instead, in the order of likelihood. */
  readonly others: readonly string[]
}

/**
 * The places of a folded serial that should be looked at twice, whatever is in stock: `2V07160I6FK2` has an `I` in
 * place 8 that may be `1` or `L`.
 */
export const doubtfulPlaces = (serial: string): readonly Doubtful[] =>
  [...serial].flatMap((character, index) => {
    const group = GROUP_OF.get(character)
    return group === undefined
      ? []
      : [{ position: index + 1, character, others: [...group].filter((other) => other !== character) }]
  })

export type Doubt = {
  /** The known serial that was probably meant. */
  readonly serial: string
  readonly position: number
  readonly typed: string
  readonly meant: string
}

/**
 * The one question worth asking about a serial that is not known: whether one character is another that looks like it
 * (R-002-22: `2V07160I6FK2` beside `2V0716016FK2`, 8文字目の I は 1 ではありませんか).
 *
 * @param candidate folded serial as typed
 * @param known folded serials to compare with
 * @returns null where no known serial differs by look-alikes alone; where several do, or in several places, the serial
 *   with the fewest and its first place
 */
export function doubtAbout(candidate: string, known: Iterable<string>): Doubt | null {
  const [near] = nearest(candidate, known, 1)
  const place = near?.kind === 'alike' ? near.differences[0] : undefined
  return near === undefined || place === undefined
    ? null
    : { serial: near.serial, position: place.position, typed: place.a, meant: place.b }
}
