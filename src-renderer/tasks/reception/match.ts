import { searchKey } from '#shared/text/normalise'

/** A piece of a text, and whether it is what was searched for. */
export type Piece = { readonly text: string; readonly hit: boolean }

/**
 * The part of `text` that made it a hit, found the way the search finds it: width, kana, capitals and common name
 * kanji do not matter, and characters that are not searched may stand in between.
 *
 * @returns the text in one to three pieces, in order; one piece without a hit where nothing matches
 */
export function piecesOf(text: string, sought: string): readonly Piece[] {
  const key = searchKey(sought)
  const characters = [...text]
  const places: number[] = []
  let folded = ''
  characters.forEach((character, place) => {
    for (const one of searchKey(character)) {
      folded += one
      // A key may be longer than its character; every unit of it leads back to the same place.
      for (let unit = 0; unit < one.length; unit++) places.push(place)
    }
  })
  const at = key === '' ? -1 : folded.indexOf(key)
  const from = places[at]
  const to = places[at + key.length - 1]
  if (from === undefined || to === undefined) return [{ text, hit: false }]
  const between = (start: number, end: number) => characters.slice(start, end).join('')
  return [
    { text: between(0, from), hit: false },
    { text: between(from, to + 1), hit: true },
    { text: between(to + 1, characters.length), hit: false },
  ].filter((piece) => piece.text !== '')
}
