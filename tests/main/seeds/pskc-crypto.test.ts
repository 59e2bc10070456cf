import { createCipheriv, createHmac, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { CIPHERS, derived, MACS, TransportKey, ValueMac } from '#main/seeds/pskc-crypto'
import { bytesOf, CIPHER, type CipherName, keyBytesOf, MAC, seal } from './pskc-file.ts'

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')
const methodOf = (name: CipherName) => {
  const method = CIPHERS.get(CIPHER[name])
  if (method === undefined) throw new Error(name)
  return method
}

const KEK = hex('000102030405060708090A0B0C0D0E0F 101112131415161718191A1B1C1D1E1F')
const DATA = hex('00112233445566778899AABBCCDDEEFF 000102030405060708090A0B0C0D0E0F')

describe('AES key wrap', () => {
  it.each([
    ['4.1', 16, 16, '1FA68B0A8112B447 AEF34BD8FB5A7B82 9D3E862371D2CFE5'],
    ['4.2', 24, 16, '96778B25AE6CA435 F92B5B97C050AED2 468AB8A17AD84E5D'],
    ['4.3', 32, 16, '64E8C3F9CE0F5BA2 63E9777905818A2A 93C8191E7D6E8AE7'],
    ['4.4', 24, 24, '031D33264E15D332 68F24EC260743EDC E1C6C7DDEE725A93 6BA814915C6762D2'],
    ['4.5', 32, 24, 'A8F9BC1612C68B3F F6E6F4FBE30E71E4 769C8B80A32CB895 8CD5D17D6B254DA1'],
    ['4.6', 32, 32, '28C9F404C4B810F4 CBCCB35CFB87F826 3F5786E2D80ED326 CBC7F0E71A99F43B FB988B9B7A02DD21'],
  ])('IMP-01: opens vector %s of RFC 3394', (_section, keyBytes, dataBytes, wrapped) => {
    const key = new TransportKey(KEK.subarray(0, keyBytes))
    const method = methodOf(`aes${8 * keyBytes}-wrap` as CipherName)
    expect(key.open(method, hex(wrapped))?.toString('hex')).toBe(DATA.toString('hex', 0, dataBytes))
  })

  it.each([
    [
      'c37b7e6492584340bed12207808941155068f738',
      '138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a',
    ],
    ['466f7250617369', 'afbeb0f07dfbf5419200f2ccb50bb24f'],
  ])('IMP-01: opens the vector of RFC 5649 §6 with the data %s', (data, wrapped) => {
    const key = new TransportKey(hex('5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8'))
    expect(key.open(methodOf('aes192-wrap-pad'), hex(wrapped))?.toString('hex')).toBe(data)
  })

  it('opens what OpenSSL wrapped, of every length, and one key after the other', () => {
    for (const bits of [128, 192, 256]) {
      const bytes = randomBytes(bits / 8)
      const key = new TransportKey(bytes)
      for (let length = 16; length <= 72; length += 8) {
        const data = randomBytes(length)
        const wrapped = seal(`aes${bits}-wrap` as CipherName, bytes, data)
        expect(key.open(methodOf(`aes${bits}-wrap` as CipherName), wrapped)).toEqual(data)
      }
      for (let length = 1; length <= 66; length += 1) {
        const data = randomBytes(length)
        const wrapped = seal(`aes${bits}-wrap-pad` as CipherName, bytes, data)
        expect(key.open(methodOf(`aes${bits}-wrap-pad` as CipherName), wrapped)).toEqual(data)
        // RFC 6030 §6.1 has such keys under the name of the plain wrap, too.
        if (length > 8) expect(key.open(methodOf(`aes${bits}-wrap` as CipherName), wrapped)).toEqual(data)
      }
    }
  })

  it('opens nothing of which a single bit was changed, and nothing of an odd length', () => {
    const bytes = bytesOf('kek', 16)
    const key = new TransportKey(bytes)
    for (const name of ['aes128-wrap', 'aes128-wrap-pad'] as const) {
      const wrapped = seal(name, bytes, bytesOf('data', 24))
      for (let bit = 0; bit < wrapped.length * 8; bit += 1) {
        const changed = Buffer.from(wrapped)
        changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
        expect(key.open(methodOf(name), changed)).toBeNull()
      }
      for (let length = 0; length < wrapped.length; length += 1) {
        expect(key.open(methodOf(name), wrapped.subarray(0, length))).toBeNull()
      }
      expect(key.open(methodOf(name), Buffer.alloc(520))).toBeNull()
    }
  })
})

describe('AES in CBC and GCM', () => {
  it('IMP-01: opens values of every length under 128, 192 and 256 bits, in any order, through one key', () => {
    for (const bits of [128, 192, 256]) {
      const bytes = randomBytes(bits / 8)
      const key = new TransportKey(bytes)
      for (let length = 0; length <= 70; length += 1) {
        for (const mode of ['cbc', 'gcm']) {
          const name = `aes${bits}-${mode}` as CipherName
          const data = randomBytes(length)
          const sealed = seal(name, bytes, data, `iv ${length}`)
          // What came before must not matter.
          if (length % 3 === 0) key.pretend(methodOf(name), sealed.length)
          expect(key.open(methodOf(name), sealed)).toEqual(data)
        }
      }
    }
  })

  it('opens no value whose padding is not PKCS #5, however it is wrong', () => {
    const bytes = bytesOf('kek', 16)
    const key = new TransportKey(bytes)
    const sealedRaw = (block: Buffer): Buffer => {
      const cipher = createCipheriv('aes-128-cbc', bytes, Buffer.alloc(16)).setAutoPadding(false)
      return Buffer.concat([Buffer.alloc(16), cipher.update(block), cipher.final()])
    }
    const block = (...end: number[]): Buffer => Buffer.from([...Buffer.alloc(16 - end.length, 0x55), ...end])
    expect(key.open(methodOf('aes128-cbc'), sealedRaw(block(3, 3, 3)))).toEqual(Buffer.alloc(13, 0x55))
    for (const wrong of [block(0), block(17), block(2, 3, 3), block(9, 9, 1, 3), block(0xff)]) {
      expect(key.open(methodOf('aes128-cbc'), sealedRaw(wrong))).toBeNull()
    }
    for (const length of [0, 16, 31, 33]) {
      expect(key.open(methodOf('aes128-cbc'), Buffer.alloc(length))).toBeNull()
    }
  })

  it('opens no GCM value of which anything was changed', () => {
    const bytes = bytesOf('kek', 32)
    const key = new TransportKey(bytes)
    const sealed = seal('aes256-gcm', bytes, bytesOf('data', 20))
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(key.open(methodOf('aes256-gcm'), changed)).toBeNull()
    }
    expect(key.open(methodOf('aes256-gcm'), sealed.subarray(0, 27))).toBeNull()
  })

  it('opens nothing that asks for a key of another length', () => {
    const key = new TransportKey(bytesOf('kek', 16))
    expect(key.open(methodOf('aes256-cbc'), Buffer.alloc(48))).toBeNull()
  })
})

describe('MACs and derivation', () => {
  it('IMP-01: knows HMAC with SHA-1, 224, 256, 384 and 512, and takes no shortened MAC', () => {
    for (const [name, uri] of Object.entries(MAC)) {
      const hash = MACS.get(uri)
      if (hash === undefined) throw new Error(name)
      const right = createHmac(name, bytesOf('mac', 20)).update('sealed').digest()
      const mac = new ValueMac(hash, bytesOf('mac', 20))
      expect(mac.isRight(Buffer.from('sealed'), right)).toBe(true)
      expect(mac.isRight(Buffer.from('sealee'), right)).toBe(false)
      expect(mac.isRight(Buffer.from('sealed'), right.subarray(0, 12))).toBe(false)
      expect(mac.isRight(Buffer.from('sealed'), Buffer.alloc(0))).toBe(false)
    }
  })

  it('derives the keys of RFC 6070 and of RFC 6030 figure 7', async () => {
    const rfc6070 = await derived('password', {
      salt: Buffer.from('salt'),
      iterations: 4096,
      keyBytes: 16,
      prf: 'sha1',
    })
    // The first 16 of the 20 bytes of the RFC.
    expect(rfc6070.toString('hex')).toBe('4b007901b765489abead49d926f721d0')
    const figure7 = await derived('qwerty', {
      salt: Buffer.from('Ej7/PEpyEpw=', 'base64'),
      iterations: 1000,
      keyBytes: 16,
      prf: 'sha1',
    })
    expect(figure7.toString('hex')).toBe('651e63cd57008476af1ff6422cd02e41')
  })

  it('takes no other algorithm', () => {
    expect([...CIPHERS.keys()].filter((uri) => /tripledes|camellia|rsa/.test(uri))).toEqual([])
    expect(CIPHERS.size).toBe(12)
    expect([...MACS.keys()].some((uri) => uri.includes('md5'))).toBe(false)
    expect(keyBytesOf('aes192-cbc')).toBe(24)
  })
})
