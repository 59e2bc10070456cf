import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noDevice } from '#main/keys/device'
import { KDF_FLOOR } from '#main/keys/kdf'
import { createKeyring } from '#main/keys/keyring'
import type { Keys } from '#main/keys/keys'
import { openSeed, sealSeed } from '#main/keys/seal'
import { gcmOpen, gcmSeal } from '#main/keys/wrap'
import {
  agreeOnce,
  isAgreeable,
  isSignedBy,
  makeBranchIdentity,
  openIdentity,
  sealIdentity,
} from '#main/transfer/identity'

const dirs: string[] = []
let keys: Keys
let others: Keys
async function ring(): Promise<Keys> {
  const dir = mkdtempSync(join(tmpdir(), 'identity-'))
  dirs.push(dir)
  const people = ['S0001', 'S0002'].map((staff) => ({
    staff,
    role: 'teller',
    passphrase: `words of ${staff}`,
  }))
  return createKeyring(dir, { people, kdf: KDF_FLOOR, device: noDevice })
}
beforeAll(async () => {
  keys = await ring()
  others = await ring()
})
afterAll(() => {
  keys.close()
  others.close()
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true })
})

describe('the identity of a branch', () => {
  it('comes back from its sealed form as the same branch', () => {
    const identity = makeBranchIdentity()
    const again = openIdentity(keys, sealIdentity(keys, identity))
    expect(again?.signingPublic).toEqual(identity.signingPublic)
    expect(again?.agreementPublic).toEqual(identity.agreementPublic)
    const words = Buffer.from('店間移管')
    expect(isSignedBy(identity.signingPublic, words, again?.sign(words) ?? Buffer.alloc(64))).toBe(true)
    const { ephemeral, shared } = agreeOnce(identity.agreementPublic)
    expect(again?.agree(ephemeral)).toEqual(shared)
  })

  it('does not open in another installation, nor with a single bit changed', () => {
    const sealed = sealIdentity(keys, makeBranchIdentity())
    expect(openIdentity(others, sealed)).toBeUndefined()
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(openIdentity(keys, changed)).toBeUndefined()
    }
    for (const size of [0, 1, 27, sealed.length - 1]) {
      expect(openIdentity(keys, sealed.subarray(0, size))).toBeUndefined()
    }
  })

  it('is no seed, and no seed is one, though both lie under the same key', () => {
    const binding = {
      pool: 'customer',
      serial: 'FT90001234',
      rowId: 'r1',
      algorithm: 'SHA1',
      digits: 6,
      period: 60,
      keyVersion: 1,
    } as const
    expect(openSeed(keys, sealIdentity(keys, makeBranchIdentity()), binding)).toBeUndefined()
    expect(openIdentity(keys, sealSeed(keys, Buffer.alloc(96, 7), binding))).toBeUndefined()
  })

  it('does not open where it was sealed for another installation, though the key were the same', () => {
    const binding = (of: Keys) => `branch-identity|v1|${of.installation}|1`
    const identity = makeBranchIdentity()
    const clear = gcmOpen(others.seeds, sealIdentity(others, identity), binding(others)) ?? Buffer.alloc(0)
    expect(openIdentity(keys, gcmSeal(keys.seeds, clear, binding(others)))).toBeUndefined()
    const ours = openIdentity(keys, gcmSeal(keys.seeds, clear, binding(keys)))
    expect(ours?.signingPublic).toEqual(identity.signingPublic)
  })

  it('is not made of whatever lies under the right seal', () => {
    const binding = `branch-identity|v1|${keys.installation}|1`
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.alloc(96, 7),
      Buffer.from('302e020100300506032b6570', 'hex'),
    ]) {
      expect(openIdentity(keys, gcmSeal(keys.seeds, bytes, binding))).toBeUndefined()
    }
  })

  it('shows its private halves in no print', () => {
    const identity = makeBranchIdentity()
    for (const print of [inspect(identity, { depth: 9 }), `${identity}`, JSON.stringify({ identity })]) {
      expect(print).toContain('[branch identity]')
      expect(print).not.toContain('PRIVATE')
    }
    expect(() => structuredClone(identity).sign(Buffer.alloc(1))).toThrow()
  })
})

describe('agreeing on a secret', () => {
  it('gives both sides the same, and each document another', () => {
    const identity = makeBranchIdentity()
    const one = agreeOnce(identity.agreementPublic)
    const two = agreeOnce(identity.agreementPublic)
    expect(identity.agree(one.ephemeral)).toEqual(one.shared)
    expect(one.shared).not.toEqual(two.shared)
    expect(makeBranchIdentity().agree(one.ephemeral)).not.toEqual(one.shared)
  })

  it('is refused with the points that share no secret (RFC 7748 §6.1)', () => {
    const weak = [
      '00'.repeat(32),
      `01${'00'.repeat(31)}`,
      'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
      '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
      `ec${'ff'.repeat(30)}7f`,
    ].map((hex) => Buffer.from(hex, 'hex'))
    const identity = makeBranchIdentity()
    for (const point of weak) {
      expect(isAgreeable(point)).toBe(false)
      expect(identity.agree(point)).toBeUndefined()
      expect(() => agreeOnce(point)).toThrow()
    }
    expect(isAgreeable(identity.agreementPublic)).toBe(true)
    expect(isAgreeable(Buffer.alloc(31))).toBe(false)
  })
})

describe('a signature', () => {
  it('is of these bytes and of this branch, or of nobody', () => {
    const identity = makeBranchIdentity()
    const signed = Buffer.from('a')
    const signature = identity.sign(signed)
    expect(isSignedBy(identity.signingPublic, signed, signature)).toBe(true)
    expect(isSignedBy(identity.signingPublic, Buffer.from('b'), signature)).toBe(false)
    expect(isSignedBy(makeBranchIdentity().signingPublic, signed, signature)).toBe(false)
    expect(isSignedBy(identity.signingPublic, signed, signature.subarray(1))).toBe(false)
    expect(isSignedBy(Buffer.alloc(3), signed, signature)).toBe(false)
  })
})
