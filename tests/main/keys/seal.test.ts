import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noDevice } from '#main/keys/device'
import { KDF_FLOOR } from '#main/keys/kdf'
import { createKeyring } from '#main/keys/keyring'
import type { Keys } from '#main/keys/keys'
import { openSeed, type SeedBinding, sealSeed } from '#main/keys/seal'

let dir: string
let keys: Keys
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'seal-'))
  const people = ['S0001', 'S0002'].map((staff) => ({
    staff,
    role: 'teller',
    passphrase: `passphrase of ${staff}`,
  }))
  keys = await createKeyring(dir, { people, kdf: KDF_FLOOR, device: noDevice })
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const seed = Buffer.from('CANARYSEED0123456789')
const binding: SeedBinding = {
  pool: 'customer',
  serial: 'NX1234567',
  rowId: 41,
  algorithm: 'sha1',
  digits: 6,
  period: 30,
  keyVersion: 1,
}

describe('a sealed seed', () => {
  it('opens with its own row and shows nothing of itself', () => {
    const sealed = sealSeed(keys, seed, binding)
    expect(sealed.includes(seed)).toBe(false)
    expect(sealed).toHaveLength(12 + seed.length + 16)
    expect(openSeed(keys, sealed, binding)).toEqual(seed)
  })

  it('is another ciphertext every time', () => {
    expect(sealSeed(keys, seed, binding).equals(sealSeed(keys, seed, binding))).toBe(false)
  })

  it.each([
    ['another serial', { serial: 'NX1234568' }],
    ['another row', { rowId: 42 }],
    ['another algorithm', { algorithm: 'sha256' }],
    ['eight digits', { digits: 8 }],
    ['sixty seconds', { period: 60 }],
    ['another key version', { keyVersion: 2 }],
    ['the staff’s pool', { pool: 'staff' }],
  ] as const)('does not open for %s (STO-07, OTP-16)', (_name, change) => {
    expect(openSeed(keys, sealSeed(keys, seed, binding), { ...binding, ...change })).toBeUndefined()
  })

  it('two swapped seeds both stay shut (STO-07)', () => {
    const other = { ...binding, serial: 'NX7654321', rowId: 42 }
    const first = sealSeed(keys, seed, binding)
    const second = sealSeed(keys, randomBytes(20), other)
    expect(openSeed(keys, second, binding)).toBeUndefined()
    expect(openSeed(keys, first, other)).toBeUndefined()
  })

  it('does not open with any bit flipped, or cut short', () => {
    const sealed = sealSeed(keys, seed, binding)
    for (let at = 0; at < sealed.length; at += 1) {
      const flipped = Buffer.from(sealed)
      flipped[at] = (flipped[at] ?? 0) ^ 0x10
      expect(openSeed(keys, flipped, binding)).toBeUndefined()
      expect(openSeed(keys, sealed.subarray(0, at), binding)).toBeUndefined()
    }
  })

  it('is not bound to a name that could be read two ways', () => {
    expect(() => sealSeed(keys, seed, { ...binding, serial: 'NX|41' })).toThrow('bar')
  })

  it('and the staff’s seeds open under their own key', () => {
    const staff = { ...binding, pool: 'staff' } as const
    expect(openSeed(keys, sealSeed(keys, seed, staff), staff)).toEqual(seed)
  })
})
