import { describe, expect, it } from 'vitest'
import { headOfPskc } from '#main/seeds/pskc'
import type { SeedKey } from '#main/seeds/record'
import {
  bytesOf,
  CIPHER,
  codeOf,
  container,
  headOf,
  inPieces,
  itemsOf,
  keyOf,
  MAC,
  NONE,
  type Package,
  PSKC,
  pack,
  password,
  plainValue,
  recordsOf,
  refusalOf,
  SEED,
  SIX,
  sealedFile,
  sealedValue,
  VENDOR,
} from './pskc-file.ts'

const hexKey = (hex: string): SeedKey => ({ kind: 'key', bytes: Buffer.from(hex, 'hex') })

describe('the figures of RFC 6030', () => {
  // The published secret of all figures: the ASCII digits 1234567890, twice.
  const SECRET = Buffer.from('12345678901234567890')
  const device = '<Manufacturer>Manufacturer</Manufacturer>'
  const eight = '<ResponseFormat Length="8" Encoding="DECIMAL"/>'
  const counter = `<Counter>${plainValue(0)}</Counter>`
  const inOrder = (xml: string): string =>
    xml.replace(/(<SerialNo>\d+<\/SerialNo>)(<Manufacturer>.*<\/Manufacturer>)/, '$2$1')

  it('IMP-01: figure 2, the smallest container, has a secret of four bytes, which is too short', async () => {
    const file = `<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" Id="exampleID1" xmlns="${PSKC}"><KeyPackage>
  <Key Id="12345678" Algorithm="${PSKC}:hotp"><Issuer>Issuer-A</Issuer>
    <Data><Secret><PlainValue>MTIzNA==
    </PlainValue></Secret></Data>
  </Key></KeyPackage></KeyContainer>`
    expect(await itemsOf(file)).toEqual([
      {
        ok: false,
        problem: {
          place: { key: 1, line: 2 },
          serial: '12345678',
          code: 'seed-too-short',
          facts: { bytes: 4 },
        },
      },
    ])
  })

  it('IMP-01: figure 3, a plain HOTP token with its device and its user', async () => {
    const file = container(
      '',
      pack({
        serial: '987654321',
        id: '12345678',
        device: `${device}<UserId>DC=example-bank,DC=net</UserId>`,
        profile: 'hotp',
        parameters: eight,
        secret: '<PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=\n      </PlainValue>',
        data: counter,
        afterData: '<UserId>UID=jsmith,DC=example-bank,DC=net</UserId>',
      }),
    )
    expect(await recordsOf(inOrder(file))).toEqual([
      {
        place: { key: 1, line: 3 },
        serial: '987654321',
        manufacturer: 'Manufacturer',
        issuer: null,
        issueNo: null,
        friendlyName: null,
        model: null,
        kind: 'hotp',
        algorithm: 'SHA1',
        digits: 8,
        periodSeconds: null,
        counter: 0,
        validFrom: null,
        validUntil: null,
        encoding: 'base64',
        seed: SECRET,
        assumed: [],
      },
    ])
  })

  it('IMP-01: figure 5, a token whose PIN comes as a key of its own: the token is read, the PIN is no token', async () => {
    const policy =
      '<Policy><PINPolicy MinLength="4" MaxLength="4" PINKeyId="123456781" PINEncoding="DECIMAL" PINUsageMode="Local"/><KeyUsage>OTP</KeyUsage></Policy>'
    const file = container('', [
      pack({
        serial: '987654321',
        profile: 'hotp',
        parameters: eight,
        secret: plainValue(SECRET),
        data: counter,
        afterData: policy,
      }),
      pack({
        serial: '987654321',
        id: '123456781',
        profile: 'pin',
        secret: plainValue(Buffer.from('1234')),
        data: '',
      }),
    ])
    const [token, pin] = await itemsOf(file)
    expect(token?.ok === true && token.record.seed).toEqual(SECRET)
    expect(pin?.ok === false && pin.problem).toMatchObject({
      code: 'algorithm-unknown',
      facts: { algorithm: `${PSKC}:pin` },
    })
  })

  it('IMP-01: figure 6, as published: AES-128-CBC and HMAC-SHA-1 under a pre-shared key', async () => {
    const value = (text: string): string =>
      `<xenc:EncryptionMethod Algorithm="${CIPHER['aes128-cbc']}"/><xenc:CipherData><xenc:CipherValue>\n  ${text}\n</xenc:CipherValue></xenc:CipherData>`
    const file = container(
      `<EncryptionKey><ds:KeyName>Pre-shared-key</ds:KeyName></EncryptionKey>
<MACMethod Algorithm="${MAC.sha1}"><MACKey>${value('ESIzRFVmd4iZABEiM0RVZgKn6WjLaTC1sbeBMSvIhRejN9vJa2BOlSaMrR7I5wSX')}</MACKey></MACMethod>`,
      pack({
        serial: '987654321',
        profile: 'hotp',
        parameters: eight,
        secret: `<EncryptedValue>${value('AAECAwQFBgcICQoLDA0OD+cIHItlB3Wra1DUpxVvOx2lef1VmNPCMl8jwZqIUqGv')}</EncryptedValue><ValueMAC>Su+NvtQfmvfJzF6bmQiJqoLRExc=
  </ValueMAC>`,
        data: counter,
      }),
    )
    const [record] = await recordsOf(file, hexKey('12345678901234567890123456789012'))
    expect(record?.seed).toEqual(SECRET)
    expect(await headOfPskc(inPieces(file))).toEqual({
      format: 'pskc',
      protection: 'key',
      keyName: 'Pre-shared-key',
    })
  })

  it('IMP-01: figure 7, as published: the key is derived from the password “qwerty”', async () => {
    const value = (text: string): string =>
      `<xenc:EncryptionMethod Algorithm="${CIPHER['aes128-cbc']}"/><xenc:CipherData><xenc:CipherValue>
${text}
   </xenc:CipherValue></xenc:CipherData>`
    const file = `<?xml version="1.0" encoding="UTF-8"?>
<pskc:KeyContainer xmlns:pskc="${PSKC}" xmlns:xenc11="http://www.w3.org/2009/xmlenc11#"
  xmlns:pkcs5="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Version="1.0">
  <pskc:EncryptionKey><xenc11:DerivedKey>
    <xenc11:KeyDerivationMethod Algorithm="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2">
      <pkcs5:PBKDF2-params>
        <Salt><Specified>Ej7/PEpyEpw=</Specified></Salt>
        <IterationCount>1000</IterationCount><KeyLength>16</KeyLength><PRF/>
      </pkcs5:PBKDF2-params>
    </xenc11:KeyDerivationMethod>
    <xenc:ReferenceList><xenc:DataReference URI="#ED"/></xenc:ReferenceList>
    <xenc11:MasterKeyName>My Password 1</xenc11:MasterKeyName>
  </xenc11:DerivedKey></pskc:EncryptionKey>
  <pskc:MACMethod Algorithm="${MAC.sha1}"><pskc:MACKey>${value('2GTTnLwM3I4e5IO5FkufoOEiOhNj91fhKRQBtBJYluUDsPOLTfUvoU2dStyOwYZx')}</pskc:MACKey></pskc:MACMethod>
  <pskc:KeyPackage>
    <pskc:DeviceInfo><pskc:Manufacturer>TokenVendorAcme</pskc:Manufacturer><pskc:SerialNo>987654321</pskc:SerialNo></pskc:DeviceInfo>
    <pskc:CryptoModuleInfo><pskc:Id>CM_ID_001</pskc:Id></pskc:CryptoModuleInfo>
    <pskc:Key Algorithm="${PSKC}:hotp" Id="123456">
      <pskc:Issuer>Example-Issuer</pskc:Issuer>
      <pskc:AlgorithmParameters><pskc:ResponseFormat Length="8" Encoding="DECIMAL"/></pskc:AlgorithmParameters>
      <pskc:Data><pskc:Secret>
        <pskc:EncryptedValue Id="ED">${value('oTvo+S22nsmS2Z/RtcoF8Hfh+jzMe0RkiafpoDpnoZTjPYZu6V+A4aEn032yCr4f')}</pskc:EncryptedValue>
        <pskc:ValueMAC>LP6xMvjtypbfT9PdkJhBZ+D6O4w=
        </pskc:ValueMAC></pskc:Secret></pskc:Data>
    </pskc:Key>
  </pskc:KeyPackage>
</pskc:KeyContainer>`
    const [record] = await recordsOf(file, password('qwerty'))
    expect(record?.seed).toEqual(SECRET)
    expect(record).toMatchObject({
      issuer: 'Example-Issuer',
      manufacturer: 'TokenVendorAcme',
      assumed: ['counter'],
    })
    expect(await headOfPskc(inPieces(file))).toEqual({
      format: 'pskc',
      protection: 'password',
      keyName: 'My Password 1',
    })
    expect(await refusalOf(file, password('qwertz'))).toEqual({ code: 'key-wrong', facts: { key: 1 } })
  })
})

describe('what a key says', () => {
  const read = async (change: Package) => (await recordsOf(container('', pack(change))))[0]

  it.each([
    ['HMAC-SHA1', 'SHA1'],
    ['SHA-1', 'SHA1'],
    ['sha1', 'SHA1'],
    ['HMAC-SHA256', 'SHA256'],
    ['SHA256', 'SHA256'],
    ['HmacSHA256', 'SHA256'],
    ['HMAC-SHA-512', 'SHA512'],
    ['TOTP-SHA512', 'SHA512'],
    ['http://www.w3.org/2001/04/xmldsig-more#hmac-sha256', 'SHA256'],
    ['urn:ietf:params:xml:ns:keyprov:pskc:hmac-sha512', 'SHA512'],
  ])('takes the suite %s for %s', async (suite, algorithm) => {
    expect(await read({ parameters: `<Suite>${suite}</Suite>${SIX}` })).toMatchObject({
      algorithm,
      assumed: [],
    })
  })

  it('says what it took for granted', async () => {
    expect((await read({}))?.assumed).toEqual(['algorithm'])
    expect((await read({ data: '' }))?.assumed).toEqual(['algorithm', 'period'])
    expect((await read({ parameters: '<Suite>SHA1</Suite>' }))?.assumed).toEqual(['digits'])
    expect((await read({ profile: 'hotp', data: '' }))?.assumed).toEqual(['counter'])
    expect(await read({ serial: null, id: 'AB-123 456' })).toMatchObject({
      serial: 'AB123456',
      assumed: ['serial', 'algorithm'],
    })
  })

  it('reads periods of 30 and 60 seconds, 6 to 8 digits and counters as far as they can be counted', async () => {
    expect(await read({ data: `<TimeInterval>${plainValue(60)}</TimeInterval>` })).toMatchObject({
      periodSeconds: 60,
      counter: null,
    })
    for (const digits of [6, 7, 8])
      expect(await read({ parameters: SIX.replace('6', String(digits)) })).toMatchObject({ digits })
    const counter = `<Counter>${plainValue(Number.MAX_SAFE_INTEGER)}</Counter>`
    expect(await read({ profile: 'hotp', data: counter })).toMatchObject({
      counter: Number.MAX_SAFE_INTEGER,
      periodSeconds: null,
    })
  })

  it('takes the stricter of the key’s dates and the device’s', async () => {
    const until = (date: string): string => `<ExpiryDate>${date}</ExpiryDate>`
    const from = (date: string): string => `<StartDate>${date}</StartDate>`
    const device = from('2026-04-01T00:00:00Z') + until('2031-03-31T23:59:59.999Z')
    const key = from('2026-01-01T09:00:00+09:00') + until('2030-09-30T08:00:00+09:00')
    expect(await read({ device, afterData: `<Policy>${key}</Policy>` })).toMatchObject({
      validFrom: '2026-04-01T00:00:00.000Z',
      validUntil: '2030-09-29T23:00:00.000Z',
    })
    expect(await read({ device })).toMatchObject({ validUntil: '2031-03-31T23:59:59.999Z' })
    expect(
      await read({ afterData: `<Policy>${until('2030-09-30T08:00:00.5-00:30')}</Policy>` }),
    ).toMatchObject({
      validFrom: null,
      validUntil: '2030-09-30T08:30:00.500Z',
    })
  })

  it('reads everything a vendor says of a token, in Japanese, too', async () => {
    const file = container(
      '',
      pack({
        serial: '２６００-1248',
        device: '<Model>Ｃ200 &amp; 仲間</Model><IssueNo>&#x31;</IssueNo><DeviceBinding>x</DeviceBinding>',
        beforeData: '<FriendlyName xml:lang="ja">窓口 &quot;一&quot;</FriendlyName>',
        afterData: '<Policy><KeyUsage>OTP</KeyUsage><KeyUsage>CR</KeyUsage></Policy>',
      })
        .replace('<DeviceInfo>', '<DeviceInfo><Manufacturer>飛天 誠信</Manufacturer>')
        .replace('<AlgorithmParameters>', '<Issuer>銀行</Issuer><AlgorithmParameters>'),
    )
    const expected = {
      serial: '26001248',
      manufacturer: '飛天 誠信',
      issuer: '銀行',
      issueNo: '1',
      model: 'Ｃ200 & 仲間',
      friendlyName: '窓口 "一"',
    }
    // However the bytes arrive: also with characters cut in two.
    for (const size of [1, 2, 3, 5, 64, 65_536]) {
      const [item] = await itemsOf(file, NONE, size)
      expect(item?.ok === true && item.record).toMatchObject(expected)
    }
    expect(await recordsOf(Buffer.concat([Buffer.from('efbbbf', 'hex'), Buffer.from(file)]))).toHaveLength(1)
  })

  it('counts keys and lines as an editor does', async () => {
    const items = await itemsOf(
      container('<!-- one\ntwo -->\n', [pack(), pack({ serial: null, id: null }), pack()]),
    )
    expect(items.map((item) => (item.ok ? item.record.place : item.problem.place))).toEqual([
      { key: 1, line: 5 },
      { key: 2, line: 12 },
      { key: 3, line: 19 },
    ])
  })

  it('shows no serial that is none: it may be anything, also a secret', async () => {
    const [item] = await itemsOf(
      container(
        '',
        pack({ serial: 'a secret that stands in a wrong place', parameters: SIX.replace('6', '9') }),
      ),
    )
    expect(item?.ok === false && item.problem.serial).toBeNull()
  })
})

describe('files as vendors write them', () => {
  it('IMP-01: every prefix, the default namespace or none of it, declared anywhere', async () => {
    const file = sealedFile(VENDOR, [SEED])
    const prefixed = file
      .replace(/<(\/?)([A-Z]\w*)/g, '<$1foo:$2')
      .replace('<foo:KeyContainer', `<foo:KeyContainer xmlns:foo="${PSKC}"`)
      .replace(` xmlns="${PSKC}"`, '')
    const local = file
      .replaceAll('<xenc:', '<')
      .replaceAll('</xenc:', '</')
      .replace(/<(EncryptionMethod|CipherData)/g, '<$1 xmlns="http://www.w3.org/2001/04/xmlenc#"')
    const full = file
      .replace('<ds:KeyName>', '<KeyName xmlns="http://www.w3.org/2000/09/xmldsig#">')
      .replace('</ds:KeyName>', '</KeyName>')
    const shadowed = file.replace('<KeyPackage>', `<KeyPackage xmlns:ds="${PSKC}" xmlns:other="urn:x">`)
    for (const variant of [file, prefixed, local, full, shadowed]) {
      expect((await recordsOf(variant, keyOf(VENDOR)))[0]?.seed).toEqual(SEED)
    }
    expect(new Set([file, prefixed, local, full, shadowed]).size).toBe(5)
  })

  it('IMP-01: lines broken, indented and ended in any way, comments between elements, single quotes', async () => {
    const file = sealedFile(VENDOR, [bytesOf('long', 64)])
    const wide = file.replace(/<(xenc:CipherValue|ValueMAC)>([^<]*)</g, (_all, name, value) => {
      const lines = String(value).match(/.{1,20}/g) ?? []
      return `<${name}>\r\n\t  ${lines.join('\r\n\t  ')} \r\n<`
    })
    const airy = file.replaceAll('><', '>\n<!-- from the factory -->\n<?line 3?> <').replaceAll('/>', '\n/>')
    const quoted = file.replaceAll('"', "'").replaceAll('</Data>', '</Data  >')
    for (const variant of [wide, airy, quoted]) {
      expect(variant).not.toBe(file)
      expect((await recordsOf(variant, keyOf(VENDOR)))[0]?.seed).toEqual(bytesOf('long', 64))
    }
  })

  it('IMP-01: a Feitian file: plain, the namespace declared with a blank, 60 seconds, a policy behind the data', async () => {
    const file = `<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" xmlns ="${PSKC}">
  <KeyPackage>
    <DeviceInfo><Manufacturer>FeiTian Technology Co.,Ltd</Manufacturer><SerialNo>2600215700000</SerialNo></DeviceInfo>
    <Key Id="2600215700000" Algorithm="${PSKC}:totp">
      <AlgorithmParameters><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters>
      <Data>
        <Secret><PlainValue>${SEED.toString('base64')}</PlainValue></Secret>
        <Time><PlainValue>0</PlainValue></Time><TimeInterval><PlainValue>60</PlainValue></TimeInterval>
      </Data>
      <Policy><StartDate>2026-09-19T00:00:00Z</StartDate><ExpiryDate>2036-09-01T00:00:00Z</ExpiryDate></Policy>
    </Key>
  </KeyPackage>
</KeyContainer>
`
    expect((await recordsOf(file))[0]).toMatchObject({
      serial: '2600215700000',
      manufacturer: 'FeiTian Technology Co.,Ltd',
      periodSeconds: 60,
      validUntil: '2036-09-01T00:00:00.000Z',
      seed: SEED,
    })
  })

  it('IMP-16: a NagraID file: its OCRA cards are refused one by one, and prove the transport key all the same', async () => {
    const card = (serial: string, change: Parameters<typeof sealedValue>[2] = {}): string =>
      pack({
        serial,
        id: `8804${serial.slice(-5)}A2CA2080`,
        profile: 'ocra',
        parameters: `<Suite>OCRA-1:HOTP-SHA1-6:C-QN08-PSHA1</Suite>${SIX}`,
        secret: sealedValue(VENDOR, SEED, change),
        data: `<Counter>${plainValue(0)}</Counter>`,
      })
    const file = container(headOf(VENDOR), [
      card('306EUO4-00960'),
      card('306EUO4-00954', { mac: Buffer.alloc(20) }),
    ])
    const items = await itemsOf(file, keyOf(VENDOR))
    expect(items.map((item) => !item.ok && [item.problem.serial, item.problem.code])).toEqual([
      ['306EUO400960', 'algorithm-unknown'],
      ['306EUO400954', 'mac-wrong'],
    ])
  })

  it('an ActivIdentity file of the draft is another format, whose MACs are over plain values', async () => {
    const file = `<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer xmlns="urn:ietf:params:xml:ns:keyprov:container:1.0" version="1.0">
<EncryptionMethod Algorithm="${CIPHER['aes128-cbc']}"/></KeyContainer>`
    expect(await refusalOf(file)).toEqual({
      code: 'format-unknown',
      facts: { element: 'KeyContainer', namespace: 'urn:ietf:params:xml:ns:keyprov:container:1.0' },
    })
  })

  it('passes over signatures and the extensions of packages, and nowhere else', async () => {
    const extension = '<Extensions definition="urn:x"><x:a xmlns:x="urn:x">1<x:b/>2</x:a></Extensions>'
    const file = container('', pack({ device: extension, afterData: extension }))
      .replace('</KeyPackage>', `${extension}</KeyPackage>`)
      .replace('</KeyContainer>', `<ds:Signature><ds:SignedInfo/></ds:Signature>${extension}</KeyContainer>`)
    expect(await recordsOf(file)).toHaveLength(1)
    for (const place of ['<Data>', '<Secret>', '<PlainValue>']) {
      expect(await codeOf(file.replace(place, `${place}${extension}`))).toBe('structure-refused')
    }
  })
})
