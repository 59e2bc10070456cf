/**
 * Seed files to be tried in the practice branch, the same each time. Their seeds are published: they follow the rule of
 * the practice tokens, so the practice branch can show the codes of every token that comes in with them.
 *
 *     npx node build/sample/seeds/generate.ts --out FOLDER
 */
import { createCipheriv, createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { practiceTokenSeed } from '#main/practice/people'
import { encodeShiftJis } from '../shift-jis.ts'

/** The transport key of the practice files, and the halves in which two people hold it: one XOR the other. Published. */
const HALVES = ['4D61646F677563686953616D706C6531', '9A3C5BE077120D4FA8E6B19C24D35F70'] as const
const xored = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, at) => byte ^ (b[at] ?? 0)))
export const SAMPLE_KEY = {
  name: 'KASUMI-PRACTICE-1',
  halves: HALVES,
  hex: xored(Buffer.from(HALVES[0], 'hex'), Buffer.from(HALVES[1], 'hex')).toString('hex').toUpperCase(),
} as const
/** As it is printed beside a key: the first three bytes of a block of zeros encrypted with it. */
export function checkValueOf(hex: string): string {
  const cipher = createCipheriv('aes-128-ecb', Buffer.from(hex, 'hex'), null)
  return cipher.update(Buffer.alloc(16)).toString('hex').slice(0, 6).toUpperCase()
}
/** Published. */
export const SAMPLE_PASSWORD = 'practice transport password'

export type SampleSeedFile = {
  readonly name: string
  readonly content: Uint8Array
  readonly protection: 'plain' | 'key' | 'password'
  readonly keys: number
  readonly says: string
}

/** A token of a sample file; its seed follows from its serial. */
export type SampleToken = {
  readonly serial: string
  readonly period: 30 | 60
  readonly model: string
  /** UTC, the end of a month at 08:00 in Tokyo. */
  readonly until: string
}
const tokens = (count: number, one: (number: number) => SampleToken): readonly SampleToken[] =>
  Array.from({ length: count }, (_none, at) => one(at + 1))
const places = (number: number, count: number): string => String(number).padStart(count, '0')

const UNTIL = '2031-09-29T23:00:00Z'
const long =
  (first: number) =>
  (number: number): SampleToken => ({
    serial: `2V0926${places(first + number - 1, 3)}KHM`,
    period: 30,
    model: 'hardware-1',
    until: UNTIL,
  })
const fob =
  (thousand: number) =>
  (number: number): SampleToken => ({
    serial: `7811${thousand}${places(number, 3)}`,
    period: 60,
    model: 'keyfob',
    until: UNTIL,
  })

/** Bytes that look drawn at random and are the same each time. */
const bytes = (name: string, length: number): Buffer =>
  createHash('sha256').update(`sample ${name}`).digest().subarray(0, length)

export function sampleSeedFiles(): readonly SampleSeedFile[] {
  const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8')
  return [
    {
      name: 'hardware-1-2V0926001.xml',
      content: utf8(sealedContainer(tokens(20, long(1)), { kind: 'key' })),
      protection: 'key',
      keys: 20,
      says: 'PSKC under the transport key (AES-128-CBC, HMAC-SHA-1), P002',
    },
    {
      name: 'keyfob-78110001.xml',
      content: utf8(sealedContainer(tokens(20, fob(0)), { kind: 'password' })),
      protection: 'password',
      keys: 20,
      says: 'PSKC under the password, P003, 60 seconds',
    },
    {
      name: 'hardware-1-2V0926101-plain.xml',
      content: utf8(plainContainer(tokens(5, long(101)))),
      protection: 'plain',
      keys: 5,
      says: 'PSKC without encryption, P002',
    },
    {
      name: 'hardware-1-2V0926201.csv',
      content: utf8(`\ufeff${list(tokens(5, long(201)))}`),
      protection: 'plain',
      keys: 5,
      says: 'CSV with Japanese headings, UTF-8, P002',
    },
    {
      name: 'keyfob-78111001-sjis.csv',
      content: encodeShiftJis(list(tokens(5, fob(1)))),
      protection: 'plain',
      keys: 5,
      says: 'CSV with Japanese headings, Shift_JIS, P003, 60 seconds',
    },
    {
      name: 'hardware-1-2V0926301-silent.txt',
      content: utf8(`${tokens(5, long(301)).map(bareLine).join('\r\n')}\r\n`),
      protection: 'plain',
      keys: 5,
      says: 'serial and key alone: all else is taken for granted until a code proves it, P002',
    },
    {
      name: 'keyfob-faulty.csv',
      content: utf8(faulty(tokens(6, (number) => ({ ...fob(2)(number), serial: `0781120${number}` })))),
      protection: 'plain',
      keys: 6,
      says: 'refused: zeros lost, a serial twice, a seed twice, 45 seconds, expired, P003',
    },
  ]
}

const bareLine = ({ serial }: SampleToken): string =>
  `${serial}\t${practiceTokenSeed(serial).toString('hex')}`

const HEADINGS = [
  'シリアル番号',
  'シード（16進）',
  '種別',
  '桁数',
  '間隔',
  'アルゴリズム',
  '有効期限',
  'メーカー',
  '型番',
]
const cells = (
  { serial, period, model, until }: SampleToken,
  seed = practiceTokenSeed(serial),
): readonly string[] => [
  serial,
  seed.toString('hex').toUpperCase(),
  'TOTP',
  '6',
  String(period),
  'SHA1',
  until,
  '霞野トークン工業',
  model,
]
const table = (rows: readonly (readonly string[])[]): string =>
  `${[HEADINGS, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`
const list = (some: readonly SampleToken[]): string => table(some.map((token) => cells(token)))

/** One good key, and one of each kind of mistake. */
function faulty(some: readonly SampleToken[]): string {
  const rows = some.map((token) => [...cells(token)])
  const [first, second, third, fourth, fifth] = rows
  if (!first || !second || !third || !fourth || !fifth) throw new Error('too few tokens')
  second[0] = (second[0] ?? '').slice(1)
  third[0] = first[0] ?? ''
  fourth[1] = first[1] ?? ''
  fifth[4] = '45'
  const last = rows.at(-1)
  if (last) last[6] = '2025-09-29T23:00:00Z'
  return table(rows)
}

const XENC = 'http://www.w3.org/2001/04/xmlenc#'
const CBC = `${XENC}aes128-cbc`
const HMAC_SHA1 = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'

function container(
  head: string,
  some: readonly SampleToken[],
  secret: (token: SampleToken) => string,
): string {
  const packages = some.map(
    (token) => `  <KeyPackage>
    <DeviceInfo>
      <Manufacturer>霞野トークン工業</Manufacturer>
      <SerialNo>${token.serial}</SerialNo>
      <Model>${token.model}</Model>
      <ExpiryDate>${token.until}</ExpiryDate>
    </DeviceInfo>
    <Key Id="${token.serial}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
      <AlgorithmParameters>
        <Suite>HMAC-SHA1</Suite>
        <ResponseFormat Length="6" Encoding="DECIMAL"/>
      </AlgorithmParameters>
      <Data>
        <Secret>
          ${secret(token)}
        </Secret>
        <TimeInterval>
          <PlainValue>${token.period}</PlainValue>
        </TimeInterval>
      </Data>
    </Key>
  </KeyPackage>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xenc="${XENC}">
${head}${packages.join('\n')}
</KeyContainer>
`
}

const plainContainer = (some: readonly SampleToken[]): string =>
  container(
    '',
    some,
    ({ serial }) => `<PlainValue>${practiceTokenSeed(serial).toString('base64')}</PlainValue>`,
  )

/** RFC 6030 §6.1 and §6.2: every value encrypted, and a MAC over what came out of it. */
export function sealedContainer(
  some: readonly SampleToken[],
  how: { readonly kind: 'key' | 'password' },
): string {
  const salt = bytes('salt', 16)
  const iterations = 20_000
  const key =
    how.kind === 'key'
      ? Buffer.from(SAMPLE_KEY.hex, 'hex')
      : pbkdf2Sync(SAMPLE_PASSWORD, salt, iterations, 16, 'sha1')
  const macKey = bytes(`mac ${how.kind}`, 20)
  const sealed = (plain: Buffer, name: string): Buffer => {
    const iv = bytes(`iv ${how.kind} ${name}`, 16)
    const cipher = createCipheriv('aes-128-cbc', key, iv)
    return Buffer.concat([iv, cipher.update(plain), cipher.final()])
  }
  const encrypted = (value: Buffer): string =>
    `<xenc:EncryptionMethod Algorithm="${CBC}"/><xenc:CipherData><xenc:CipherValue>${value.toString('base64')}</xenc:CipherValue></xenc:CipherData>`
  const opening =
    how.kind === 'key'
      ? `  <EncryptionKey>
    <ds:KeyName>${SAMPLE_KEY.name}</ds:KeyName>
  </EncryptionKey>`
      : `  <EncryptionKey>
    <xenc11:DerivedKey xmlns:xenc11="http://www.w3.org/2009/xmlenc11#">
      <xenc11:KeyDerivationMethod Algorithm="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2">
        <pkcs5:PBKDF2-params xmlns:pkcs5="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#">
          <Salt><Specified>${salt.toString('base64')}</Specified></Salt>
          <IterationCount>${iterations}</IterationCount>
          <KeyLength>16</KeyLength>
          <PRF/>
        </pkcs5:PBKDF2-params>
      </xenc11:KeyDerivationMethod>
    </xenc11:DerivedKey>
  </EncryptionKey>`
  const head = `${opening}
  <MACMethod Algorithm="${HMAC_SHA1}">
    <MACKey>${encrypted(sealed(macKey, 'mac key'))}</MACKey>
  </MACMethod>
`
  return container(head, some, ({ serial }) => {
    const value = sealed(practiceTokenSeed(serial), serial)
    const mac = createHmac('sha1', macKey).update(value).digest('base64')
    return `<EncryptedValue>${encrypted(value)}</EncryptedValue><ValueMAC>${mac}</ValueMAC>`
  })
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { out: { type: 'string' } } })
  if (values.out === undefined) {
    console.error('npx node build/sample/seeds/generate.ts --out FOLDER')
    process.exitCode = 1
  } else {
    mkdirSync(values.out, { recursive: true })
    for (const { name, content, keys, says } of sampleSeedFiles()) {
      writeFileSync(join(values.out, name), content)
      console.log(`${name}: ${keys} keys. ${says}`)
    }
    const line = (what: string, hex: string): string => `${what} ${hex}  check value ${checkValueOf(hex)}`
    console.log(`\n${line('first half   ', HALVES[0])}\n${line('second half  ', HALVES[1])}`)
    console.log(line('transport key', SAMPLE_KEY.hex))
    console.log(`password      ${SAMPLE_PASSWORD}`)
  }
}
