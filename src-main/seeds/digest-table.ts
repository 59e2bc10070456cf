/** The key and the line that came first with the same digest. */
export type First = { readonly firstKey: number; readonly firstLine: number }

export type DigestTable = {
  /**
   * Remembers where a digest of 16 bytes or more stood, unless it was there before.
   *
   * @returns the earlier place, or null for a new one
   */
  firstPlace(digest: Buffer, key: number, line: number): First | null
}

/**
 * Digests of a million keys in 48 MB instead of the several hundred that a Map of strings takes. Open addressing over
 * plain numbers; digests are evenly spread, so their first bytes are the address. 16 bytes are compared.
 */
export function digestTable(): DigestTable {
  let slots = 1 << 12
  let used = 0
  let words = new Uint32Array(slots * 6)

  const find = (
    table: Uint32Array,
    size: number,
    digest: readonly [number, number, number, number],
  ): number => {
    for (let slot = digest[0] & (size - 1); ; slot = (slot + 1) & (size - 1)) {
      const at = slot * 6
      // Keys count from 1, so 0 is an empty slot.
      if (table[at + 4] === 0) return at
      if (
        table[at] === digest[0] &&
        table[at + 1] === digest[1] &&
        table[at + 2] === digest[2] &&
        table[at + 3] === digest[3]
      ) {
        return at
      }
    }
  }

  const grow = (): void => {
    const larger = new Uint32Array(slots * 2 * 6)
    for (let at = 0; at < words.length; at += 6) {
      if (words[at + 4] === 0) continue
      const digest = [words[at] ?? 0, words[at + 1] ?? 0, words[at + 2] ?? 0, words[at + 3] ?? 0] as const
      larger.set(words.subarray(at, at + 6), find(larger, slots * 2, digest))
    }
    slots *= 2
    words = larger
  }

  return {
    firstPlace(digest, key, line) {
      if (used * 2 >= slots) grow()
      const parts = [
        digest.readUInt32LE(0),
        digest.readUInt32LE(4),
        digest.readUInt32LE(8),
        digest.readUInt32LE(12),
      ] as const
      const at = find(words, slots, parts)
      if (words[at + 4] !== 0) return { firstKey: words[at + 4] ?? 0, firstLine: words[at + 5] ?? 0 }
      words.set(parts, at)
      words[at + 4] = key
      words[at + 5] = line
      used += 1
      return null
    },
  }
}
