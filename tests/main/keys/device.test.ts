import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Device, type DeviceSeal, isTrustworthy, noDevice } from '#main/keys/device'
import { KDF_FLOOR } from '#main/keys/kdf'
import { addSlot, createKeyring, provePassphrase, unlockSlot } from '#main/keys/keyring'

/** A machine's key store: seals under a key of its own, and can be put into every mood. */
function machine(mood: Partial<DeviceSeal> = {}): DeviceSeal & { asked: number } {
  const key = randomBytes(32)
  const store = {
    asked: 0,
    backend: () => 'gnome_libsecret',
    available: async () => true,
    async seal(secret: Buffer) {
      store.asked += 1
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()])
    },
    async unseal(sealed: Buffer) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
      decipher.setAuthTag(sealed.subarray(-16))
      const secret = decipher.update(sealed.subarray(12, -16))
      try {
        decipher.final()
      } catch {
        return { outcome: 'refused' as const }
      }
      return { outcome: 'opened' as const, secret, sealAgain: false }
    },
    ...mood,
  }
  return store
}

const people = [
  { staff: 'S0001', role: 'teller', passphrase: 'かなりあ の うた は とおく まで きこえる' },
  { staff: 'S0002', role: 'supervisor', passphrase: 'plum trees along the river road' },
]
const secret = 'かなりあ の うた は とおく まで きこえる'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'device-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const required = (seal: DeviceSeal): Device => ({ seal, policy: 'required' })
const optional = (seal: DeviceSeal): Device => ({ seal, policy: 'optional' })
const setUp = (device: Device) => createKeyring(dir, { people, kdf: KDF_FLOOR, device })
const refused = (error: string) => ({ ok: false, error })

describe('a key store that protects nothing counts as absent (STO-14)', { timeout: 30_000 }, () => {
  const moods: readonly (readonly [string, Partial<DeviceSeal>])[] = [
    ['basic_text', { backend: () => 'basic_text' }],
    ['unknown', { backend: () => 'unknown' }],
    ['a name that is empty', { backend: () => '' }],
    [
      'an error',
      {
        backend: () => {
          throw new Error('no bus')
        },
      },
    ],
    ['an answer that never was', { available: () => Promise.reject(new Error('no daemon')) }],
    ['no', { available: async () => false }],
  ]

  it.each(moods)(
    '%s: refused where one is required, done without where it is optional',
    async (_name, mood) => {
      const seal = machine(mood)
      expect(await isTrustworthy(seal)).toBe(false)
      await expect(setUp(required(seal))).rejects.toThrow('requires a device secret')
      expect(readdirSync(dir)).toEqual([])

      const keys = await setUp(optional(seal))
      expect(keys.usesDeviceSecret).toBe(false)
      expect(readdirSync(dir)).not.toContain('device.json')
      expect(await unlockSlot(dir, 'S0001', secret, required(seal))).toEqual(refused('device-secret-missing'))
    },
  )

  it.each(moods)('%s later on: nobody gets in without what was mixed in', async (_name, mood) => {
    const sound = machine()
    await setUp(optional(sound))
    expect(await unlockSlot(dir, 'S0001', secret, optional({ ...sound, ...mood }))).toEqual(
      refused('device-secret-missing'),
    )
  })
})

describe('a device secret', { timeout: 30_000 }, () => {
  it('opens on its own machine, for signing in, proving and adding', async () => {
    const device = required(machine())
    const keys = await setUp(device)
    expect(keys.usesDeviceSecret).toBe(true)
    expect(await provePassphrase(dir, 'S0002', 'plum trees along the river road', device)).toEqual({
      ok: true,
      value: true,
    })
    const third = { staff: 'S0003', role: 'teller', passphrase: 'umbrella stand by the west door' }
    expect((await addSlot(dir, keys, third, { kdf: KDF_FLOOR, device })).ok).toBe(true)
    expect(await unlockSlot(dir, 'S0003', third.passphrase, device)).toMatchObject({
      ok: true,
      value: { usesDeviceSecret: true },
    })
  })

  it('makes a copied folder useless on another machine (STO-02)', async () => {
    await setUp(required(machine()))
    expect(await unlockSlot(dir, 'S0001', secret, required(machine()))).toEqual(
      refused('device-secret-missing'),
    )
    expect(await unlockSlot(dir, 'S0001', secret, noDevice)).toEqual(refused('device-secret-missing'))
    rmSync(join(dir, 'device.json'))
    expect(await unlockSlot(dir, 'S0001', secret, noDevice)).toEqual(refused('device-secret-missing'))
  })

  it('that is only locked for now says so, and is not sealed again', async () => {
    const sound = machine()
    await setUp(required(sound))
    const before = readFileSync(join(dir, 'device.json'), 'utf8')
    const asleep = { ...sound, unseal: async () => ({ outcome: 'unavailable-for-now' as const }) }
    expect(await unlockSlot(dir, 'S0001', secret, required(asleep))).toEqual(refused('device-secret-busy'))
    expect(readFileSync(join(dir, 'device.json'), 'utf8')).toBe(before)
    expect((await unlockSlot(dir, 'S0001', secret, required(sound))).ok).toBe(true)
  })

  it('is sealed again when the key store asks for it', async () => {
    const sound = machine()
    await setUp(required(sound))
    const before = readFileSync(join(dir, 'device.json'), 'utf8')
    const rotated: DeviceSeal = {
      ...sound,
      unseal: async (sealed) => {
        const opened = await sound.unseal(sealed)
        return opened.outcome === 'opened' ? { ...opened, sealAgain: true } : opened
      },
    }
    expect((await unlockSlot(dir, 'S0001', secret, required(rotated))).ok).toBe(true)
    expect(readFileSync(join(dir, 'device.json'), 'utf8')).not.toBe(before)
    expect((await unlockSlot(dir, 'S0001', secret, required(sound))).ok).toBe(true)
  })

  it('that is damaged, or of another installation, is told apart', async () => {
    const sound = machine()
    await setUp(required(sound))
    const path = join(dir, 'device.json')
    const whole = readFileSync(path, 'utf8')
    writeFileSync(path, whole.replace('gnome_libsecret', 'gnome_libsecreT'))
    expect(await unlockSlot(dir, 'S0001', secret, required(sound))).toEqual(refused('device-secret-damaged'))

    const other = mkdtempSync(join(tmpdir(), 'device-other-'))
    await createKeyring(other, { people, kdf: KDF_FLOOR, device: required(sound) })
    writeFileSync(path, readFileSync(join(other, 'device.json')))
    rmSync(other, { recursive: true })
    expect(await unlockSlot(dir, 'S0001', secret, required(sound))).toEqual(refused('device-secret-foreign'))
  })
})
