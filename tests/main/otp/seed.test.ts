import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { verify } from '#main/otp/engine'
import { UNUSED } from '#main/otp/memory'
import { Seed } from '#main/otp/seed'
import { deviceOf, rfcSecret, seedOf } from './device.ts'

describe('a seed', () => {
  it('prints as [seed] wherever it is printed', () => {
    const seed = seedOf(Buffer.from('CANARYSEED0123456789'))
    expect(`${seed}`).toBe('[seed]')
    expect(String(seed)).toBe('[seed]')
    expect(JSON.stringify({ seed })).toBe('{"seed":"[seed]"}')
    expect(inspect(seed)).toBe('[seed]')
    expect(inspect({ deep: [{ seed }] }, { depth: null, showHidden: true })).toContain('[seed]')
    expect(inspect(seed, { customInspect: false, showHidden: true, depth: null })).not.toMatch(/key/i)
  })

  it('has nothing that a copy, a spread or a walk over its properties could take along', () => {
    const seed = seedOf(Buffer.from('CANARYSEED0123456789'))
    expect(Reflect.ownKeys(seed)).toEqual([])
    expect(structuredClone({ ...seed })).toEqual({})
    expect(() =>
      verify(structuredClone(seed), deviceOf(rfcSecret(20)).parameters, UNUSED, '123456', 0),
    ).toThrow()
  })

  it('wipes the bytes it is made from, also when it refuses them', () => {
    for (const bytes of [
      Buffer.alloc(20, 7),
      Buffer.alloc(15, 7),
      Buffer.alloc(65, 7),
      Buffer.alloc(20, 0xff),
    ]) {
      Seed.from(bytes)
      expect(bytes.every((byte) => byte === 0)).toBe(true)
    }
  })

  it.each([
    [0, 'seed-too-short'],
    [10, 'seed-too-short'],
    [15, 'seed-too-short'],
    [65, 'seed-too-long'],
    [4096, 'seed-too-long'],
  ])('of %i bytes is refused as %s', (bytes, code) => {
    expect(Seed.from(Buffer.alloc(bytes, 7))).toEqual({ ok: false, error: { code, bytes } })
  })

  it.each([16, 20, 32, 64])('of %i bytes is taken', (bytes) => {
    expect(Seed.from(Buffer.alloc(bytes, 7)).ok).toBe(true)
  })

  it.each([0x00, 0xff])('of memory that was never written (every byte %i) is refused', (byte) => {
    expect(Seed.from(Buffer.alloc(20, byte))).toEqual({ ok: false, error: { code: 'seed-blank', bytes: 20 } })
  })

  it('does not depend on the buffer it came from', () => {
    const { parameters, shows } = deviceOf(rfcSecret(20), { kind: 'hotp' })
    const bytes = Uint8Array.from(rfcSecret(20))
    const seed = Seed.from(bytes)
    bytes.fill(0x55)
    expect(seed.ok && verify(seed.value, parameters, UNUSED, shows(0), 0).outcome).toBe('accepted')
  })

  it('answers nothing after it was disposed of', () => {
    const { parameters, shows } = deviceOf(rfcSecret(20), { kind: 'hotp' })
    const kept = seedOf(rfcSecret(20))
    {
      using seed = kept
      expect(verify(seed, parameters, UNUSED, shows(0), 0).outcome).toBe('accepted')
    }
    expect(() => verify(kept, parameters, UNUSED, shows(0), 0)).toThrow('disposed')
    kept.dispose()
  })
})
