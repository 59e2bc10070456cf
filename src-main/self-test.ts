import {
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  hkdfSync,
  pbkdf2Sync,
  sign,
  verify,
} from 'node:crypto'
import { gcmOpen } from './keys/wrap.ts'
import { TransportKey } from './seeds/pskc-crypto.ts'

/**
 * Every kind of cryptography the program relies on, tried with a published vector before a store may be opened. The
 * library beneath is OpenSSL under Node and BoringSSL under Electron; the answers must not know the difference.
 */

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')

/** Our halves of Ed25519 and X25519 keys are DER: these headings and 32 bytes. */
const PRIVATE = { ed25519: '302e020100300506032b657004220420', x25519: '302e020100300506032b656e04220420' }
const PUBLIC = { ed25519: '302a300506032b6570032100', x25519: '302a300506032b656e032100' }
const privateKey = (kind: keyof typeof PRIVATE, raw: string) =>
  createPrivateKey({ key: hex(PRIVATE[kind] + raw), format: 'der', type: 'pkcs8' })
const publicKey = (kind: keyof typeof PUBLIC, raw: string) =>
  createPublicKey({ key: hex(PUBLIC[kind] + raw), format: 'der', type: 'spki' })

const is = (found: Buffer | null | undefined, expected: string): boolean =>
  found?.equals(hex(expected)) === true

export type Trial = { readonly name: string; readonly holds: () => boolean | Promise<boolean> }

export const TRIALS: readonly Trial[] = [
  {
    // FIPS 180-4, "abc".
    name: 'SHA-2 and SHA-1',
    holds: () =>
      is(createHash('sha1').update('abc').digest(), 'a9993e364706816aba3e25717850c26c9cd0d89d') &&
      is(
        createHash('sha256').update('abc').digest(),
        'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      ) &&
      is(
        createHash('sha512').update('abc').digest(),
        'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
      ),
  },
  {
    // RFC 4231, case 2.
    name: 'HMAC',
    holds: () =>
      is(
        createHmac('sha256', createSecretKey(Buffer.from('Jefe')))
          .update('what do ya want for nothing?')
          .digest(),
        '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
      ),
  },
  {
    // RFC 5869, case 1.
    name: 'HKDF',
    holds: () =>
      is(
        Buffer.from(
          hkdfSync(
            'sha256',
            Buffer.alloc(22, 0x0b),
            hex('000102030405060708090a0b0c'),
            hex('f0f1f2f3f4f5f6f7f8f9'),
            42,
          ),
        ),
        '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
      ),
  },
  {
    // RFC 6070, case 2.
    name: 'PBKDF2',
    holds: () =>
      is(pbkdf2Sync('password', 'salt', 2, 20, 'sha1'), 'ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957'),
  },
  {
    // The GCM specification's test case 14, through the desk's own function; its associated data are empty.
    name: 'AES-256-GCM',
    holds: () => {
      const sealed = hex(
        '000000000000000000000000 cea7403d4d606b6e074ec5d3baf39d18 d0d1c8a799996bf0265b98b5d48ab919',
      )
      const opened = gcmOpen(Buffer.alloc(32), sealed, '')
      sealed[20] = (sealed[20] ?? 0) ^ 1
      return is(opened, '00'.repeat(16)) && gcmOpen(Buffer.alloc(32), sealed, '') === undefined
    },
  },
  {
    // NIST SP 800-38A, F.2.2: the first block of AES-128 in CBC mode.
    name: 'AES-CBC',
    holds: () =>
      is(
        createDecipheriv(
          'aes-128-cbc',
          hex('2b7e151628aed2a6abf7158809cf4f3c'),
          hex('000102030405060708090a0b0c0d0e0f'),
        )
          .setAutoPadding(false)
          .update(hex('7649abac8119b246cee98e9b12e9197d')),
        '6bc1bee22e409f96e93d7e117393172a',
      ),
  },
  {
    // RFC 3394 §4.6: 256 bits of key under a 256-bit key, through the reader of seed files.
    name: 'AES key wrap',
    holds: () => {
      const key = new TransportKey(hex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'))
      const wrapped = '28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21'
      const secret = '00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f'
      return is(key.open({ mode: 'kw', keyBytes: 32 }, hex(wrapped)), secret)
    },
  },
  {
    // RFC 8032 §7.1, test 2.
    name: 'Ed25519',
    holds: () => {
      const own = privateKey('ed25519', '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb')
      const other = publicKey('ed25519', '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
      const signed = sign(null, hex('72'), own)
      return (
        is(
          signed,
          '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
        ) &&
        verify(null, hex('72'), other, signed) &&
        !verify(null, hex('73'), other, signed)
      )
    },
  },
  {
    // RFC 7748 §6.1.
    name: 'X25519',
    holds: () =>
      is(
        diffieHellman({
          privateKey: privateKey(
            'x25519',
            '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
          ),
          publicKey: publicKey('x25519', 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'),
        }),
        '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742',
      ),
  },
  {
    // The reference implementation's own test: 256 KiB, two passes, one lane.
    name: 'argon2id',
    holds: async () => {
      const { hashRaw } = await import('@node-rs/argon2')
      const settings = { algorithm: 2, memoryCost: 256, timeCost: 2, parallelism: 1, outputLen: 32 }
      return is(
        await hashRaw('password', { ...settings, salt: Buffer.from('somesalt') }),
        '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe',
      )
    },
  },
  {
    name: 'SQLite and its cipher',
    holds: async () => (await import('./store/probe.ts')).knowsOurCipher(),
  },
]

/**
 * Tries everything. A trial that throws has failed; none keeps the others from being tried.
 * @returns the names of what failed; empty when the program may go on
 */
export async function selfTest(trials: readonly Trial[] = TRIALS): Promise<readonly string[]> {
  const failed: string[] = []
  for (const { name, holds } of trials) {
    try {
      if (!(await holds())) failed.push(name)
    } catch {
      failed.push(name)
    }
  }
  return failed
}
