import {
  CIPHERS,
  type CipherMethod,
  type Derivation,
  type HashName,
  MACS,
  PBKDF2_URIS,
  PRFS,
} from '../pskc-crypto.ts'
import { SEED_LIMITS, SeedFileFault, type SeedFileHead } from '../record.ts'
import {
  CipherData,
  CipherValue,
  DerivedKey,
  EncryptionKey,
  EncryptionMethod,
  KeyName,
  KeySize,
  MACKey,
  MACMethod,
  PKCS5,
  PSKC,
  XENC11,
} from './names.ts'
import { attribute, base64, child, type Element, short, takeOnly, textOf, wordsOf, wrong } from './parts.ts'

type Sealed = {
  /** undefined: not one we take. */
  readonly method: CipherMethod | undefined
  readonly algorithm: string
  /** null: cannot be read. */
  readonly bytes: Buffer | null
}

/** `EncryptedDataType` of XML Encryption, as far as a value of a token needs it. */
export function sealedOf(element: Element): Sealed {
  takeOnly(element, SEALED)
  const method = child(element, EncryptionMethod)
  const data = child(element, CipherData)
  if (method === undefined || data === undefined) throw wrong(element)
  takeOnly(method, SIZED)
  takeOnly(data, CIPHERED)
  const value = child(data, CipherValue)
  if (value === undefined) throw wrong(data)
  const algorithm = attribute(method.attributes, 'Algorithm') ?? ''
  return { method: CIPHERS.get(algorithm), algorithm, bytes: base64(textOf(value)) }
}
const SEALED = [EncryptionMethod, CipherData]
const SIZED = [KeySize]
const CIPHERED = [CipherValue]

export type Head = SeedFileHead & {
  readonly derivation: Derivation | null
  readonly mac: {
    readonly hash: HashName
    readonly sealed: Sealed & { readonly method: CipherMethod }
  } | null
}

const refusedAlgorithm = (algorithm: string, line: number): SeedFileFault =>
  new SeedFileFault('encryption-refused', line, { algorithm: short(algorithm) })
const refusedEncryption = (what: string, line: number): SeedFileFault =>
  new SeedFileFault('encryption-refused', line, { what: short(what) })

/** What comes before the first key. Nothing is derived or decrypted here. */
export function headOf(parts: readonly Element[]): Head {
  const [encryption, mac, ...others] = ordered(parts)
  const other = others[0]
  if (other !== undefined) throw wrong(other)
  const macMethod = mac === undefined ? null : macOf(mac)
  if (encryption === undefined) {
    // A MAC over values that anybody can read, under a key that nobody has.
    if (mac !== undefined) throw refusedEncryption(MACMethod.local, mac.line)
    return { format: 'pskc', protection: 'plain', keyName: null, derivation: null, mac: null }
  }
  const [way, second] = encryption.children
  if (way === undefined || second !== undefined) throw wrong(encryption)
  if (way.name === KeyName) {
    return { format: 'pskc', protection: 'key', keyName: wordsOf(way), derivation: null, mac: macMethod }
  }
  if (way.name !== DerivedKey) throw refusedEncryption(way.name.local, way.line)
  return { format: 'pskc', protection: 'password', ...derivationOf(way, macMethod), mac: macMethod }
}

function ordered(parts: readonly Element[]): [Element | undefined, Element | undefined, ...Element[]] {
  const rest = [...parts]
  const encryption = rest[0]?.name === EncryptionKey ? rest.shift() : undefined
  const mac = rest[0]?.name === MACMethod ? rest.shift() : undefined
  return [encryption, mac, ...rest]
}

function macOf(element: Element): Head['mac'] {
  const algorithm = attribute(element.attributes, 'Algorithm') ?? ''
  const hash = MACS.get(algorithm)
  if (hash === undefined) throw refusedAlgorithm(algorithm, element.line)
  const key = child(element, MACKey)
  // Also `MACKeyReference`, and drafts in which the transport key was the MAC key, too.
  if (key === undefined)
    throw refusedEncryption(element.children[0]?.name.local ?? MACKey.local, element.line)
  takeOnly(element, [MACKey])
  const { method, ...sealed } = sealedOf(key)
  if (method === undefined) throw refusedAlgorithm(sealed.algorithm, key.line)
  return { hash, sealed: { method, ...sealed } }
}

/** Vendors write the parameters of PBKDF2 in four namespaces; RFC 6030 figure 7 in two at once. */
const KDF_SPACES = new Set(['', PSKC, PKCS5, XENC11])
function kdfChild(element: Element, local: string): Element | undefined {
  const found = element.children.filter(({ name }) => name.local === local && KDF_SPACES.has(name.space))
  if (found.length > 1) throw wrong(element)
  return found[0]
}

function derivationOf(
  element: Element,
  mac: Head['mac'],
): { readonly keyName: string | null; readonly derivation: Derivation } {
  for (const one of element.children) if (!KDF_PARTS.has(one.name.local)) throw wrong(one)
  const method = kdfChild(element, 'KeyDerivationMethod')
  if (method === undefined) throw wrong(element)
  const algorithm = attribute(method.attributes, 'Algorithm') ?? ''
  if (!PBKDF2_URIS.has(algorithm)) throw refusedAlgorithm(algorithm, method.line)
  const parameters = kdfChild(method, 'PBKDF2-params')
  if (parameters === undefined) throw wrong(method)
  for (const one of parameters.children) if (!PBKDF2_PARTS.has(one.name.local)) throw wrong(one)

  const iterations = kdfChild(parameters, 'IterationCount')
  const count = iterations === undefined ? '' : textOf(iterations)
  const isNumber = /^[0-9]{1,12}$/.test(count)
  if (!isNumber || Number(count) < SEED_LIMITS.iterationsMin || Number(count) > SEED_LIMITS.iterationsMax) {
    throw new SeedFileFault('iterations-refused', iterations?.line ?? parameters.line, {
      iterations: isNumber ? Number(count) : short(count),
      min: SEED_LIMITS.iterationsMin,
      max: SEED_LIMITS.iterationsMax,
    })
  }
  const saltElement = kdfChild(parameters, 'Salt')
  const specified = saltElement === undefined ? undefined : kdfChild(saltElement, 'Specified')
  const salt = specified === undefined ? null : base64(textOf(specified))
  // RFC 8018 §4.1: at least eight bytes.
  if (salt === null || salt.length < 8 || salt.length > 1_024)
    throw refusedEncryption('Salt', parameters.line)

  const lengthElement = kdfChild(parameters, 'KeyLength')
  const keyBytes = lengthElement === undefined ? mac?.sealed.method.keyBytes : Number(textOf(lengthElement))
  if (keyBytes !== 16 && keyBytes !== 24 && keyBytes !== 32)
    throw refusedEncryption('KeyLength', parameters.line)
  if (mac !== null && mac.sealed.method.keyBytes !== keyBytes)
    throw refusedEncryption('KeyLength', parameters.line)

  const prfElement = kdfChild(parameters, 'PRF')
  const prfName = prfElement === undefined ? undefined : attribute(prfElement.attributes, 'Algorithm')
  if (prfElement !== undefined && prfElement.children.length > 0) throw wrong(prfElement)
  // HMAC-SHA-1 where nothing is said (RFC 8018 A.2).
  const prf = prfName === undefined ? 'sha1' : PRFS.get(prfName)
  if (prf === undefined) throw refusedAlgorithm(prfName ?? '', parameters.line)
  return {
    keyName: wordsOf(kdfChild(element, 'MasterKeyName')),
    derivation: { salt, iterations: Number(count), keyBytes, prf },
  }
}
const KDF_PARTS = new Set([
  'KeyDerivationMethod',
  'ReferenceList',
  'DerivedKeyName',
  'CarriedKeyName',
  'MasterKeyName',
])
const PBKDF2_PARTS = new Set(['Salt', 'IterationCount', 'KeyLength', 'PRF'])
