import { describe, expect, it } from 'vitest'
import { FIRST_SECRET_LENGTH, makeFirstSecret } from '#main/keys/first-secret'
import { checkPassphrase } from '#shared/passphrase'

describe('a first secret', () => {
  it('has twenty signs of which no two look alike, and would do as a passphrase (AUT-09)', () => {
    for (let round = 0; round < 200; round += 1) {
      const secret = makeFirstSecret()
      expect(secret).toHaveLength(FIRST_SECRET_LENGTH)
      expect(secret).toMatch(/^[acdefhjkmnprtuvwxy3467]+$/)
      expect(checkPassphrase(secret, { words: [], own: [] }).ok).toBe(true)
    }
  })

  it('comes of bytes of which none favours a sign', () => {
    const counts = new Map<string, number>()
    // Every byte there is, the same number of times.
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    let at = 0
    const next = (size: number) => {
      const bytes = Uint8Array.from({ length: size }, (_, place) => all[(at + place) % 256] ?? 0)
      at += size
      return bytes
    }
    for (let round = 0; round < 242; round += 1) {
      // Eleven secrets are 220 signs; 242 bytes in a row give each of the 22 signs eleven times.
      for (const sign of makeFirstSecret(next)) counts.set(sign, (counts.get(sign) ?? 0) + 1)
    }
    const [least = 0, most = 0] = [Math.min(...counts.values()), Math.max(...counts.values())]
    expect(counts.size).toBe(22)
    expect(most / least).toBeLessThan(1.05)
  })

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 500 }, () => makeFirstSecret())).size).toBe(500)
  })
})
