/** The key and the line that came first with the same digest. */
export type First = { readonly firstKey: number; readonly firstLine: number }

export type DigestTable = {
  /**
   * Remembers where a digest stood, unless it was there before.
   *
   * @param digest its bytes as characters (latin1), eight or more; eight are compared
   * @returns the earlier place, or null for a new one
   */
  firstPlace(digest: string, key: number, line: number): First | null
}

const wordAt = (digest: string, at: number): number =>
  (digest.charCodeAt(at) |
    (digest.charCodeAt(at + 1) << 8) |
    (digest.charCodeAt(at + 2) << 16) |
    (digest.charCodeAt(at + 3) << 24)) >>>
  0

/** Two words of the digest, the key, the line. */
const WORDS = 4

/**
 * Digests of a million keys in 32 MB instead of the several hundred that a Map of strings takes. Open addressing over
 * plain numbers; digests are evenly spread, so their first bytes are the address. Among a million keys two different
 * ones have the same eight bytes once in 40 million files, and then a good file is refused, never a bad one taken.
 */
export function digestTable(): DigestTable {
  let slots = 1 << 12
  let used = 0
  let words = new Uint32Array(slots * WORDS)

  const find = (table: Uint32Array, size: number, low: number, high: number): number => {
    for (let slot = low & (size - 1); ; slot = (slot + 1) & (size - 1)) {
      const at = slot * WORDS
      // Keys count from 1, so 0 is an empty slot.
      if (table[at + 2] === 0 || (table[at] === low && table[at + 1] === high)) return at
    }
  }

  const grow = (): void => {
    const larger = new Uint32Array(slots * 2 * WORDS)
    for (let at = 0; at < words.length; at += WORDS) {
      if (words[at + 2] === 0) continue
      const to = find(larger, slots * 2, words[at] ?? 0, words[at + 1] ?? 0)
      for (let word = 0; word < WORDS; word += 1) larger[to + word] = words[at + word] ?? 0
    }
    slots *= 2
    words = larger
  }

  return {
    firstPlace(digest, key, line) {
      if (used * 2 >= slots) grow()
      const low = wordAt(digest, 0)
      const high = wordAt(digest, 4)
      const at = find(words, slots, low, high)
      if (words[at + 2] !== 0) return { firstKey: words[at + 2] ?? 0, firstLine: words[at + 3] ?? 0 }
      words[at] = low
      words[at + 1] = high
      words[at + 2] = key
      words[at + 3] = line
      used += 1
      return null
    },
  }
}
