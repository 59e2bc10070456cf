import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { headOfPskc } from '#main/seeds/pskc'
import {
  bytesOf,
  CIPHER,
  codeOf,
  container,
  headOf,
  inPieces,
  type Kdf,
  keyOf,
  MAC,
  macMethod,
  NAMED,
  NONE,
  type Package,
  PSKC,
  pack,
  password,
  passwordHead,
  plainValue,
  refusalOf,
  SEED,
  SIX,
  seal,
  sealedValue,
  VENDOR,
  vendorWith,
} from './pskc-file.ts'

/** Containers that are not read, and why. What is read stands in `pskc.test.ts`. */

describe('what is refused', () => {
  const one = (secret: string, head = headOf(VENDOR)): string => container(head, pack({ secret }))
  const good = sealedValue(VENDOR, SEED)

  it('IMP-08: CBC without a MAC, with the MACMethod or the ValueMAC missing', async () => {
    expect(await codeOf(one(sealedValue(VENDOR, SEED, { mac: null })), keyOf(VENDOR))).toBe('mac-missing')
    expect(await codeOf(one(good, NAMED), keyOf(VENDOR))).toBe('mac-missing')
    const gcm = vendorWith('aes128-gcm')
    expect(await codeOf(one(sealedValue(gcm, SEED, { mac: null }), headOf(gcm)), keyOf(gcm))).toBe(
      'mac-missing',
    )
    expect(await codeOf(one(sealedValue(gcm, SEED), NAMED), keyOf(gcm))).toBe('encryption-refused')
  })

  it('IMP-08: a MAC over the plain value, over the value without its IV, or under the transport key', async () => {
    const sealed = seal(VENDOR.cipher, VENDOR.key, SEED)
    for (const mac of [
      createHmac('sha1', VENDOR.macKey).update(SEED).digest(),
      createHmac('sha1', VENDOR.macKey).update(sealed.subarray(16)).digest(),
      createHmac('sha1', VENDOR.key).update(sealed).digest(),
    ]) {
      expect(await codeOf(one(sealedValue(VENDOR, SEED, { sealed, mac })), keyOf(VENDOR))).toBe('key-wrong')
    }
    const plain = `${plainValue(SEED)}<ValueMAC>${createHmac('sha1', VENDOR.macKey).update(SEED).digest('base64')}</ValueMAC>`
    expect(await refusalOf(one(plain), keyOf(VENDOR))).toEqual({
      code: 'encryption-refused',
      facts: { what: 'ValueMAC' },
    })
    expect(await codeOf(one(plain, ''))).toBe('encryption-refused')
    expect(await codeOf(one(plainValue(SEED), macMethod(VENDOR)))).toBe('encryption-refused')
  })

  it('IMP-08: HMAC-MD5, RSA 1.5, Triple DES and algorithms nobody knows, each by its name', async () => {
    const md5 = 'http://www.w3.org/2001/04/xmldsig-more#hmac-md5'
    expect(await refusalOf(one(good, NAMED + macMethod(VENDOR, md5)), keyOf(VENDOR))).toEqual({
      code: 'encryption-refused',
      facts: { algorithm: md5 },
    })
    for (const algorithm of [
      'http://www.w3.org/2001/04/xmlenc#rsa_1_5',
      'http://www.w3.org/2001/04/xmlenc#tripledes-cbc',
      'http://www.w3.org/2001/04/xmldsig-more#camellia128-cbc',
      'urn:x:aes128-cbc',
      '',
    ]) {
      const refused = { code: 'encryption-refused', facts: { algorithm } }
      expect(await refusalOf(one(sealedValue(VENDOR, SEED, { algorithm })), keyOf(VENDOR))).toEqual(refused)
      const inHead = headOf(VENDOR).replace(CIPHER['aes128-cbc'], algorithm)
      expect(await refusalOf(one(good, inHead), keyOf(VENDOR))).toEqual(refused)
    }
    const certificate = headOf(VENDOR).replace(/<ds:KeyName>.*<\/ds:KeyName>/, '<ds:X509Data/>')
    expect(await refusalOf(one(good, certificate), keyOf(VENDOR))).toEqual({
      code: 'encryption-refused',
      facts: { what: 'X509Data' },
    })
    const referred = `${NAMED}<MACMethod Algorithm="${MAC.sha1}"><MACKeyReference>other</MACKeyReference></MACMethod>`
    expect(await codeOf(one(good, referred), keyOf(VENDOR))).toBe('encryption-refused')
    // Drafts had the transport key be the MAC key, too.
    expect(await codeOf(one(good, `${NAMED}<MACMethod Algorithm="${MAC.sha1}"/>`), keyOf(VENDOR))).toBe(
      'encryption-refused',
    )
  })

  it('a plain secret among sealed ones, and a sealed one in a file without a key', async () => {
    expect(await refusalOf(one(plainValue(SEED)), keyOf(VENDOR))).toEqual({
      code: 'encryption-refused',
      facts: { what: 'PlainValue' },
    })
    expect(await refusalOf(one(good, ''))).toEqual({
      code: 'encryption-refused',
      facts: { what: 'EncryptedValue' },
    })
  })

  it('a sealed file without its key, with a password instead, or with a key of another length', async () => {
    const file = one(good)
    expect(await codeOf(file, NONE)).toBe('key-needed')
    expect(await codeOf(file, password('qwerty'))).toBe('key-needed')
    for (const length of [0, 8, 15, 17, 24, 32]) {
      expect(await codeOf(file, { kind: 'key', bytes: Buffer.alloc(length, 1) })).toBe('key-wrong')
    }
  })

  it.each<[string, Kdf, string]>([
    ['0 iterations', { iterations: '0' }, 'iterations-refused'],
    ['1 iteration', { iterations: '1' }, 'iterations-refused'],
    ['999 iterations', { iterations: '999' }, 'iterations-refused'],
    ['10⁹ iterations', { iterations: '1000000000' }, 'iterations-refused'],
    ['10,000,001 iterations', { iterations: '10000001' }, 'iterations-refused'],
    ['−1 iterations', { iterations: '-1' }, 'iterations-refused'],
    ['1e9 iterations', { iterations: '1e9' }, 'iterations-refused'],
    ['1000.5 iterations', { iterations: '1000.5' }, 'iterations-refused'],
    ['more digits of iterations than a number has', { iterations: '9'.repeat(400) }, 'iterations-refused'],
    ['no word about iterations', { iterations: null }, 'iterations-refused'],
    ['an empty salt', { salt: '', iterations: '10000000' }, 'encryption-refused'],
    ['no salt', { salt: null, iterations: '10000000' }, 'encryption-refused'],
    ['a salt that is no Base64', { salt: '!!!!!!!!!!!!', iterations: '10000000' }, 'encryption-refused'],
    ['a key of 0 bytes', { keyLength: '0', iterations: '10000000' }, 'encryption-refused'],
    ['a key of 10⁶ bytes', { keyLength: '1000000', iterations: '10000000' }, 'encryption-refused'],
    ['a key longer than its cipher takes', { keyLength: '32', iterations: '10000000' }, 'encryption-refused'],
    ['a PRF nobody knows', { prf: '<PRF Algorithm="urn:x"/>', iterations: '10000000' }, 'encryption-refused'],
  ])('IMP-10: %s: refused before anything is derived, within 100 ms', async (_what, kdf, code) => {
    const file = container(passwordHead(VENDOR, kdf), pack({ secret: good }))
    const before = performance.now()
    expect(await codeOf(file, password('qwerty'))).toBe(code)
    await expect(headOfPskc(inPieces(file))).rejects.toMatchObject({ code })
    expect(performance.now() - before).toBeLessThan(100)
  })

  it('IMP-15: seeds of 0, 10 and 15 bytes, of one repeated byte, and of more than 64', async () => {
    const withSeed = (seed: Buffer): string => container('', pack({ secret: plainValue(seed) }))
    expect(await refusalOf(withSeed(Buffer.alloc(0)))).toEqual({ code: 'secret-missing', facts: {} })
    for (const bytes of [10, 15]) {
      expect(await refusalOf(withSeed(bytesOf('short', bytes)))).toEqual({
        code: 'seed-too-short',
        facts: { bytes },
      })
    }
    expect(await refusalOf(withSeed(bytesOf('long', 65)))).toEqual({
      code: 'seed-too-long',
      facts: { bytes: 65 },
    })
    expect(await codeOf(withSeed(Buffer.alloc(20)))).toBe('seed-blank')
    expect(await codeOf(withSeed(Buffer.alloc(20, 0xff)))).toBe('seed-blank')
    expect(await codeOf(withSeed(bytesOf('enough', 16)))).toBe('nothing')
    expect(await codeOf(container('', pack({ secret: '<PlainValue>no base64!</PlainValue>' })))).toBe(
      'secret-unreadable',
    )
    // Sealed ones are judged in the same way.
    const sealed = one(sealedValue(VENDOR, bytesOf('short', 10)))
    expect(await refusalOf(sealed, keyOf(VENDOR))).toEqual({ code: 'seed-too-short', facts: { bytes: 10 } })
  })

  const policy = (inner: string): Package => ({ afterData: `<Policy>${inner}</Policy>` })
  it.each<[string, Package, string]>([
    ['an OCRA profile', { profile: 'ocra' }, 'algorithm-unknown'],
    ['the OCRA profile of the draft', { profile: `${PSKC}#OCRA-1` }, 'algorithm-unknown'],
    ['no profile at all', { profile: '' }, 'algorithm-unknown'],
    [
      'a TOTP key with an OCRA suite',
      { parameters: `<Suite>OCRA-1:HOTP-SHA1-6:C-QN08-PSHA1</Suite>${SIX}` },
      'algorithm-unknown',
    ],
    ['a suite with another hash', { parameters: `<Suite>HMAC-SHA384</Suite>${SIX}` }, 'algorithm-unknown'],
    ['HMAC-MD5 as the suite', { parameters: `<Suite>HMAC-MD5</Suite>${SIX}` }, 'algorithm-unknown'],
    [
      'an extension of the algorithm',
      { parameters: `${SIX}<Extensions><x xmlns="urn:x"/></Extensions>` },
      'algorithm-unknown',
    ],
    [
      'a challenge',
      { parameters: `<ChallengeFormat Encoding="DECIMAL" Min="6" Max="8"/>${SIX}` },
      'usage-refused',
    ],
    ['a period of 45 seconds', { data: `<TimeInterval>${plainValue(45)}</TimeInterval>` }, 'period-refused'],
    ['a period of 0 seconds', { data: `<TimeInterval>${plainValue(0)}</TimeInterval>` }, 'period-refused'],
    [
      'a period of −30 seconds',
      { data: `<TimeInterval>${plainValue(-30)}</TimeInterval>` },
      'period-refused',
    ],
    ['9 digits', { parameters: SIX.replace('6', '9') }, 'digits-refused'],
    ['5 digits', { parameters: SIX.replace('6', '5') }, 'digits-refused'],
    ['6.0 digits', { parameters: SIX.replace('"6"', '"6.0"') }, 'digits-refused'],
    ['hexadecimal codes', { parameters: SIX.replace('DECIMAL', 'HEXADECIMAL') }, 'digits-refused'],
    [
      'codes with a check digit',
      { parameters: SIX.replace('/>', ' CheckDigits="true"/>') },
      'digits-refused',
    ],
    [
      'a counter below 0',
      { profile: 'hotp', data: `<Counter>${plainValue(-1)}</Counter>` },
      'counter-refused',
    ],
    [
      'a counter beyond what can be counted',
      { profile: 'hotp', data: `<Counter>${plainValue('9007199254740993')}</Counter>` },
      'counter-refused',
    ],
    ['an unknown policy element', policy('<Foo>bar</Foo>'), 'policy-unknown'],
    ['a policy element of another namespace', policy('<x:OnWeekDays xmlns:x="urn:x"/>'), 'policy-unknown'],
    ['a policy extension', policy('<Extensions><x xmlns="urn:x"/></Extensions>'), 'policy-unknown'],
    [
      'a known policy element in a foreign namespace',
      policy('<KeyUsage xmlns="urn:x">OTP</KeyUsage>'),
      'policy-unknown',
    ],
    ['a number of uses', policy('<NumberOfTransactions>4321</NumberOfTransactions>'), 'policy-unknown'],
    ['a usage nobody registered', policy('<KeyUsage>Everything</KeyUsage>'), 'policy-unknown'],
    [
      'a PIN that is part of the code',
      policy('<PINPolicy PINUsageMode="Append" PINEncoding="DECIMAL"/>'),
      'policy-unknown',
    ],
    [
      'an unknown word about the PIN',
      policy('<PINPolicy PINUsageMode="Local" OnWeekDaysOnly="TRUE"/>'),
      'policy-unknown',
    ],
    [
      'something inside the PIN policy',
      policy('<PINPolicy PINUsageMode="Local"><Foo/></PINPolicy>'),
      'policy-unknown',
    ],
    [
      'a key for challenges only',
      policy('<KeyUsage>CR</KeyUsage><KeyUsage>Unlock</KeyUsage>'),
      'usage-refused',
    ],
    ['a date without its zone', policy('<ExpiryDate>2030-01-01T00:00:00</ExpiryDate>'), 'date-unreadable'],
    ['a day without a time', policy('<ExpiryDate>2030-01-01</ExpiryDate>'), 'date-unreadable'],
    ['the 30th of February', policy('<StartDate>2030-02-30T00:00:00Z</StartDate>'), 'date-unreadable'],
    ['an hour that does not exist', policy('<StartDate>2030-02-28T24:00:00Z</StartDate>'), 'date-unreadable'],
    [
      'a key that ends before it begins',
      policy('<StartDate>2031-01-01T00:00:00Z</StartDate><ExpiryDate>2030-01-01T00:00:00Z</ExpiryDate>'),
      'key-expired',
    ],
    ['no serial', { serial: null, id: null }, 'serial-missing'],
    ['no secret', { secret: '<PlainValue/>' }, 'secret-missing'],
  ])('IMP-16: %s refuses the key', async (_what, change, code) => {
    expect(await codeOf(container('', [pack(), pack(change)]))).toBe(code)
    // Also sealed, where the MAC is right.
    const sealed = container(headOf(VENDOR), [
      pack({ secret: good, ...(change.secret === undefined ? change : {}) }),
    ])
    if (change.secret === undefined) expect(await codeOf(sealed, keyOf(VENDOR))).toBe(code)
  })
})
