/**
 * Writes PSKC files for the tests, as a vendor would: sealed by OpenSSL's own modes, also where the reader has to
 * do without them (`id-aes128-wrap`). What is written is checked against the RFC's schema by `pskctool`.
 */
import { createCipheriv, createHmac, hkdfSync, pbkdf2Sync } from 'node:crypto'
import { readPskc } from '#main/seeds/pskc'
import type { SeedFileFault, SeedItem, SeedKey, SeedRecord } from '#main/seeds/record'

export const PSKC = 'urn:ietf:params:xml:ns:keyprov:pskc'
const XENC = 'http://www.w3.org/2001/04/xmlenc#'
const XENC11 = 'http://www.w3.org/2009/xmlenc11#'
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
export const CIPHER = {
  'aes128-cbc': `${XENC}aes128-cbc`,
  'aes192-cbc': `${XENC}aes192-cbc`,
  'aes256-cbc': `${XENC}aes256-cbc`,
  'aes128-gcm': `${XENC11}aes128-gcm`,
  'aes192-gcm': `${XENC11}aes192-gcm`,
  'aes256-gcm': `${XENC11}aes256-gcm`,
  'aes128-wrap': `${XENC}kw-aes128`,
  'aes192-wrap': `${XENC}kw-aes192`,
  'aes256-wrap': `${XENC}kw-aes256`,
  'aes128-wrap-pad': `${XENC11}kw-aes-128-pad`,
  'aes192-wrap-pad': `${XENC11}kw-aes-192-pad`,
  'aes256-wrap-pad': `${XENC11}kw-aes-256-pad`,
} as const
export type CipherName = keyof typeof CIPHER
export const MAC = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
  sha224: `${MORE}hmac-sha224`,
  sha256: `${MORE}hmac-sha256`,
  sha384: `${MORE}hmac-sha384`,
  sha512: `${MORE}hmac-sha512`,
} as const
export type MacName = keyof typeof MAC

/** Bytes that look random and are the same in every run. */
export const bytesOf = (name: string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', 'tests', '', name, length))

export const keyBytesOf = (cipher: CipherName): number => Number(/\d+/.exec(cipher)?.[0]) / 8

/** Seals one value as the cipher's own way of writing it in a file has it. */
export function seal(cipher: CipherName, key: Buffer, plain: Buffer, name = 'iv'): Buffer {
  if (cipher.endsWith('-wrap') || cipher.endsWith('-pad')) {
    const padded = cipher.endsWith('-pad')
    const iv = Buffer.from(padded ? 'a65959a6' : 'a6a6a6a6a6a6a6a6', 'hex')
    const wrap = createCipheriv(`id-${cipher}`, key, iv)
    return Buffer.concat([wrap.update(plain), wrap.final()])
  }
  const mode = `${cipher.slice(0, 3)}-${cipher.slice(3)}`
  if (cipher.endsWith('-gcm')) {
    const iv = bytesOf(name, 12)
    const gcm = createCipheriv(mode as 'aes-128-gcm', key, iv)
    return Buffer.concat([iv, gcm.update(plain), gcm.final(), gcm.getAuthTag()])
  }
  const iv = bytesOf(name, 16)
  const cbc = createCipheriv(mode, key, iv)
  return Buffer.concat([iv, cbc.update(plain), cbc.final()])
}

export type Vendor = {
  readonly cipher: CipherName
  readonly key: Buffer
  /** null: no MACMethod. */
  readonly mac: MacName | null
  readonly macKey: Buffer
  readonly macCipher?: CipherName
}
export const VENDOR: Vendor = {
  cipher: 'aes128-cbc',
  key: bytesOf('transport', 16),
  mac: 'sha1',
  macKey: bytesOf('mac', 20),
}
export const vendorWith = (cipher: CipherName, mac: MacName | null = 'sha1'): Vendor => ({
  ...VENDOR,
  cipher,
  key: bytesOf('transport', keyBytesOf(cipher)),
  mac,
})
export const keyOf = (vendor: Vendor): SeedKey => ({ kind: 'key', bytes: Buffer.from(vendor.key) })

const encrypted = (algorithm: string, value: string): string =>
  `<xenc:EncryptionMethod Algorithm="${algorithm}"/><xenc:CipherData><xenc:CipherValue>${value}</xenc:CipherValue></xenc:CipherData>`

/** An encrypted value with its MAC, each of which a test may replace. */
export function sealedValue(
  vendor: Vendor,
  plain: Buffer,
  change: {
    readonly sealed?: Buffer
    readonly mac?: Buffer | null
    readonly algorithm?: string
    readonly name?: string
  } = {},
): string {
  const sealed = change.sealed ?? seal(vendor.cipher, vendor.key, plain, change.name)
  const right = vendor.mac === null ? null : createHmac(vendor.mac, vendor.macKey).update(sealed).digest()
  const mac = change.mac === undefined ? right : change.mac
  const value = encrypted(change.algorithm ?? CIPHER[vendor.cipher], sealed.toString('base64'))
  return `<EncryptedValue>${value}</EncryptedValue>${mac === null ? '' : `<ValueMAC>${mac.toString('base64')}</ValueMAC>`}`
}
export const plainValue = (value: string | number | Buffer): string =>
  `<PlainValue>${Buffer.isBuffer(value) ? value.toString('base64') : value}</PlainValue>`

export type Package = {
  readonly serial?: string | null
  readonly id?: string | null
  readonly device?: string
  /** `totp`, `hotp`, or a whole URI. */
  readonly profile?: string
  readonly parameters?: string
  readonly beforeData?: string
  /** What stands in `Secret`. */
  readonly secret?: string
  readonly data?: string
  readonly afterData?: string
}
export const SIX = '<ResponseFormat Length="6" Encoding="DECIMAL"/>'
export const TIME = `<Time>${plainValue(0)}</Time><TimeInterval>${plainValue(30)}</TimeInterval>`
export const SEED = bytesOf('seed', 20)

/** One key package; what is not said is a TOTP token with a plain secret. */
export function pack(change: Package = {}): string {
  const serial = change.serial === undefined ? '12345678' : change.serial
  const id = change.id === undefined ? (serial ?? 'K1') : change.id
  const profile = change.profile ?? 'totp'
  const uri = profile.includes(':') || profile === '' ? profile : `${PSKC}:${profile}`
  const device = `${serial === null ? '' : `<SerialNo>${serial}</SerialNo>`}${change.device ?? ''}`
  return `<KeyPackage>
  <DeviceInfo>${device}</DeviceInfo>
  <Key${id === null ? '' : ` Id="${id}"`}${uri === '' ? '' : ` Algorithm="${uri}"`}>
    <AlgorithmParameters>${change.parameters ?? SIX}</AlgorithmParameters>${change.beforeData ?? ''}
    <Data><Secret>${change.secret ?? plainValue(SEED)}</Secret>${change.data ?? (profile === 'hotp' ? `<Counter>${plainValue(0)}</Counter>` : TIME)}</Data>${change.afterData ?? ''}
  </Key>
</KeyPackage>
`
}

const ROOT = `<KeyContainer Version="1.0" xmlns="${PSKC}" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xenc="${XENC}" xmlns:xenc11="${XENC11}" xmlns:pkcs5="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#">
`
export const container = (head: string, packages: string | readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${ROOT}${head}${typeof packages === 'string' ? packages : packages.join('')}</KeyContainer>\n`

export const NAMED = '<EncryptionKey><ds:KeyName>Transport key 7</ds:KeyName></EncryptionKey>\n'
export function macMethod(vendor: Vendor, algorithm?: string): string {
  if (vendor.mac === null) return ''
  const cipher = vendor.macCipher ?? vendor.cipher
  const sealed = seal(cipher, vendor.key, vendor.macKey, 'mac iv').toString('base64')
  return `<MACMethod Algorithm="${algorithm ?? MAC[vendor.mac]}"><MACKey>${encrypted(CIPHER[cipher], sealed)}</MACKey></MACMethod>\n`
}
export const headOf = (vendor: Vendor): string => NAMED + macMethod(vendor)

export type Kdf = {
  readonly salt?: string | null
  readonly iterations?: string | null
  readonly keyLength?: string | null
  readonly prf?: string
}
export const SALT = Buffer.from('123effdc4a72129c', 'hex')
/** The head of a file under a password; `PRF` and all numbers as they are given. */
export function passwordHead(vendor: Vendor, kdf: Kdf = {}): string {
  const { salt = SALT.toString('base64'), iterations = '2000', keyLength = String(vendor.key.length) } = kdf
  return `<EncryptionKey><xenc11:DerivedKey><xenc11:KeyDerivationMethod Algorithm="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2"><pkcs5:PBKDF2-params>${
    salt === null ? '' : `<Salt><Specified>${salt}</Specified></Salt>`
  }${iterations === null ? '' : `<IterationCount>${iterations}</IterationCount>`}${
    keyLength === null ? '' : `<KeyLength>${keyLength}</KeyLength>`
  }${kdf.prf ?? ''}</pkcs5:PBKDF2-params></xenc11:KeyDerivationMethod><xenc11:MasterKeyName>My password</xenc11:MasterKeyName></xenc11:DerivedKey></EncryptionKey>\n${macMethod(vendor)}`
}
export const vendorByPassword = (
  password: string,
  vendor: Vendor,
  iterations: number,
  prf: MacName,
): Vendor => ({
  ...vendor,
  key: pbkdf2Sync(password, SALT, iterations, vendor.key.length, prf),
})

export const sealedFile = (vendor: Vendor, seeds: readonly Buffer[]): string =>
  container(
    headOf(vendor),
    seeds.map((seed, index) =>
      pack({
        serial: String(10_000_001 + index),
        secret: sealedValue(vendor, seed, { name: `iv ${index}` }),
      }),
    ),
  )

export async function* inPieces(file: string | Buffer, size = 256 * 1024): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(file)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export async function itemsOf(
  file: string | Buffer,
  key: SeedKey = { kind: 'none' },
  size?: number,
): Promise<SeedItem[]> {
  const items: SeedItem[] = []
  for await (const batch of readPskc(inPieces(file, size), key)) items.push(...batch)
  return items
}

/** The records of a file in which nothing is refused. */
export async function recordsOf(file: string | Buffer, key?: SeedKey): Promise<SeedRecord[]> {
  return (await itemsOf(file, key)).map((item) => {
    if (!item.ok) throw new Error(`refused: ${JSON.stringify(item.problem)}`)
    return item.record
  })
}

/** Why a file or its first refused key is refused: the code, and the facts that go with it. */
export async function refusalOf(
  file: string | Buffer,
  key?: SeedKey,
): Promise<{ code: string; facts: object }> {
  try {
    const refused = (await itemsOf(file, key)).find((item) => !item.ok)
    if (refused === undefined || refused.ok) return { code: 'nothing', facts: {} }
    return { code: refused.problem.code, facts: refused.problem.facts }
  } catch (error) {
    const { code, facts } = error as SeedFileFault
    if (code === undefined) throw error
    return { code, facts }
  }
}
export const codeOf = async (file: string | Buffer, key?: SeedKey): Promise<string> =>
  (await refusalOf(file, key)).code

export const NONE: SeedKey = { kind: 'none' }
export const password = (text: string): SeedKey => ({ kind: 'password', text })
