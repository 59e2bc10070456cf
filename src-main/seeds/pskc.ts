import { createHash } from 'node:crypto'
import { setImmediate as othersTurn } from 'node:timers/promises'
import { Instant } from '#shared/ids'
import { foldSerial } from '#shared/text/serial'
import {
  CIPHERS,
  type CipherMethod,
  type Derivation,
  derived,
  type HashName,
  MACS,
  PBKDF2_URIS,
  PRFS,
  TransportKey,
  ValueMac,
} from './pskc-crypto.ts'
import {
  type Assumption,
  type Place,
  SEED_LIMITS,
  SeedFileFault,
  type SeedFileHead,
  type SeedItem,
  type SeedKey,
  type SeedProblemCode,
  type SeedProblemFacts,
  type SeedRecord,
} from './record.ts'
import { weakness } from './weakness.ts'
import { type Name, nameOf, own, type XmlHandler, XmlScanner } from './xml.ts'

/**
 * Reads the Portable Symmetric Key Container (RFC 6030) of a token vendor: plain, under a pre-shared key, or under
 * a password. Whatever the RFC leaves to the reader is refused here rather than guessed.
 */

const PSKC = 'urn:ietf:params:xml:ns:keyprov:pskc'
const DS = 'http://www.w3.org/2000/09/xmldsig#'
const XENC = 'http://www.w3.org/2001/04/xmlenc#'
const XENC11 = 'http://www.w3.org/2009/xmlenc11#'
const PKCS5 = 'http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#'

const pskc = (local: string): Name => nameOf(PSKC, local)
const KeyContainer = pskc('KeyContainer')
const EncryptionKey = pskc('EncryptionKey')
const MACMethod = pskc('MACMethod')
const MACKey = pskc('MACKey')
const KeyPackage = pskc('KeyPackage')
const DeviceInfo = pskc('DeviceInfo')
const CryptoModuleInfo = pskc('CryptoModuleInfo')
const Key = pskc('Key')
const Manufacturer = pskc('Manufacturer')
const SerialNo = pskc('SerialNo')
const Model = pskc('Model')
const IssueNo = pskc('IssueNo')
const DeviceBinding = pskc('DeviceBinding')
const UserId = pskc('UserId')
const StartDate = pskc('StartDate')
const ExpiryDate = pskc('ExpiryDate')
const Issuer = pskc('Issuer')
const FriendlyName = pskc('FriendlyName')
const KeyProfileId = pskc('KeyProfileId')
const KeyReference = pskc('KeyReference')
const AlgorithmParameters = pskc('AlgorithmParameters')
const Suite = pskc('Suite')
const ChallengeFormat = pskc('ChallengeFormat')
const ResponseFormat = pskc('ResponseFormat')
const Data = pskc('Data')
const Secret = pskc('Secret')
const Counter = pskc('Counter')
const Time = pskc('Time')
const TimeInterval = pskc('TimeInterval')
const TimeDrift = pskc('TimeDrift')
const PlainValue = pskc('PlainValue')
const EncryptedValue = pskc('EncryptedValue')
const ValueMAC = pskc('ValueMAC')
const Policy = pskc('Policy')
const PINPolicy = pskc('PINPolicy')
const KeyUsage = pskc('KeyUsage')
const KeyName = nameOf(DS, 'KeyName')
const EncryptionMethod = nameOf(XENC, 'EncryptionMethod')
const CipherData = nameOf(XENC, 'CipherData')
const CipherValue = nameOf(XENC, 'CipherValue')
const KeySize = nameOf(XENC, 'KeySize')
const DerivedKey = nameOf(XENC11, 'DerivedKey')

const Extensions = pskc('Extensions')
const Signature = nameOf(DS, 'Signature')

/** Where extensions may be passed over (RFC 6030 §9): what they say of a package, they do not say of its codes. */
const EXTENSIBLE = new Set([KeyPackage, DeviceInfo, CryptoModuleInfo, Key])

type Element = {
  readonly name: Name
  readonly line: number
  /** Names and values in turn. */
  readonly attributes: readonly string[]
  children: Element[]
  text: string
  /** A comment or a processing instruction stands in it. */
  interrupted: boolean
}

/** Elements and characters of one part of the container: a vendor's key package has some 20 and 1,000. */
const PART_ELEMENTS_MAX = 1_024
const PART_CHARACTERS_MAX = 256 * 1024
/** A name or number of a token that is longer is none. */
const WORDS_MAX = 256

const NONE: Element[] = []

/** Builds what stands directly under the root, one part at a time, and lets it go again. */
class Parts implements XmlHandler {
  /** The parts that are complete, in order; whoever takes them empties the list. */
  complete: Element[] = []
  /** The first key package has begun, or the file has ended: there is no more head to come. */
  isHeadComplete = false
  readonly #open: Element[] = []
  #rooted = false
  #passingOver = 0
  #elements = 0
  #characters = 0

  open(name: Name, attributes: readonly string[], line: number): void {
    if (!this.#rooted) {
      this.#rooted = true
      checkRoot(name, attributes, line)
      return
    }
    if (this.#open.length === 0 && this.#passingOver === 0) {
      this.#elements = 0
      this.#characters = 0
    }
    this.#elements += 1
    if (this.#elements > PART_ELEMENTS_MAX)
      throw new SeedFileFault('limit-exceeded', line, { what: 'elements' })
    if (this.#passingOver > 0) {
      this.#passingOver += 1
      return
    }
    const parent = this.#open[this.#open.length - 1]
    const isExtension = name === Extensions && (parent === undefined || EXTENSIBLE.has(parent.name))
    if (isExtension || (name === Signature && parent === undefined)) {
      this.#passingOver = 1
      return
    }
    if (parent === undefined) {
      this.#elements = 0
      this.#characters = 0
      if (name === KeyPackage) this.isHeadComplete = true
    }
    this.#elements += 1
    if (this.#elements > PART_ELEMENTS_MAX)
      throw new SeedFileFault('limit-exceeded', line, { what: 'elements' })
    const element: Element = { name, line, attributes, children: NONE, text: '', interrupted: false }
    if (parent !== undefined) {
      if (parent.children === NONE) parent.children = [element]
      else parent.children.push(element)
    }
    this.#open.push(element)
  }

  text(text: string): void {
    const element = this.#open[this.#open.length - 1]
    this.#characters += text.length
    if (this.#characters > PART_CHARACTERS_MAX) {
      throw new SeedFileFault('limit-exceeded', element?.line ?? 0, { what: 'characters' })
    }
    if (this.#passingOver > 0) return
    if (element === undefined) throw new SeedFileFault('structure-refused', 0, { what: KeyContainer.local })
    element.text = element.text === '' ? text : element.text + text
  }

  interruption(): void {
    const element = this.#open[this.#open.length - 1]
    if (this.#passingOver === 0 && element !== undefined) element.interrupted = true
  }

  close(): void {
    if (this.#passingOver > 0) {
      this.#passingOver -= 1
      return
    }
    const element = this.#open.pop()
    // The root itself.
    if (element === undefined) {
      this.isHeadComplete = true
      return
    }
    // A value is one run of text: readers differ in what they make of two, and of text beside elements.
    if (element.text !== '' && (element.interrupted || element.children.length > 0)) throw wrong(element)
    if (this.#open.length === 0) this.complete.push(element)
  }

  take(): Element[] {
    const parts = this.complete
    if (parts.length > 0) this.complete = []
    return parts
  }
}

function checkRoot(name: Name, attributes: readonly string[], line: number): void {
  if (name !== KeyContainer) {
    throw new SeedFileFault('format-unknown', line, {
      element: short(name.local),
      namespace: short(name.space),
    })
  }
  const version = attribute(attributes, 'Version')
  // RFC 6030 §1.2: a minor version may be passed over.
  if (version === undefined || !/^0*1\.[0-9]+$/.test(version)) {
    throw new SeedFileFault('format-unknown', line, { version: short(version ?? '') })
  }
}

const short = (text: string): string => own(text.slice(0, 120))

function wrong(element: Element): SeedFileFault {
  return new SeedFileFault('structure-refused', element.line, { what: short(element.name.local) })
}

function attribute(attributes: readonly string[], name: string): string | undefined {
  for (let index = 0; index < attributes.length; index += 2) {
    if (attributes[index] === name) return attributes[index + 1]
  }
  return undefined
}

function child(element: Element | undefined, name: Name): Element | undefined {
  if (element === undefined) return undefined
  const { children } = element
  for (let index = 0; index < children.length; index += 1) {
    const one = children[index]
    if (one?.name === name) return one
  }
  return undefined
}

/** Each of these at most once (`several`: more often), and no others. */
function takeOnly(element: Element, names: readonly Name[], several?: Name): void {
  const { children } = element
  for (let index = 0; index < children.length; index += 1) {
    const one = children[index] as Element
    if (one.name === several) continue
    let isKnown = false
    for (let at = 0; at < names.length && !isKnown; at += 1) isKnown = names[at] === one.name
    if (!isKnown) throw wrong(one)
    for (let other = 0; other < index; other += 1) if (children[other]?.name === one.name) throw wrong(one)
  }
}

/** The text of an element that has nothing else in it. */
function textOf(element: Element): string {
  if (element.children.length > 0) throw wrong(element)
  return element.text.trim()
}

function wordsOf(element: Element | undefined): string | null {
  if (element === undefined) return null
  const text = textOf(element)
  if (text.length > WORDS_MAX) {
    throw new SeedFileFault('limit-exceeded', element.line, { what: short(element.name.local) })
  }
  return text === '' ? null : text
}

/**
 * Base64 (RFC 4648 §4) that says the same bytes when written again: nothing is skipped, nothing left over.
 * Vendors break lines and indent inside values.
 */
function base64(text: string): Buffer | null {
  let digits = text
  if (/[ \t\r\n]/.test(digits)) digits = digits.replace(/[ \t\r\n]+/g, '')
  const bytes = Buffer.from(digits, 'base64')
  return bytes.toString('base64') === digits ? bytes : null
}

type Sealed = {
  /** undefined: not one we take. */
  readonly method: CipherMethod | undefined
  readonly algorithm: string
  /** null: cannot be read. */
  readonly bytes: Buffer | null
}

/** `EncryptedDataType` of XML Encryption, as far as a value of a token needs it. */
function sealedOf(element: Element): Sealed {
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

type Head = SeedFileHead & {
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
function headOf(parts: readonly Element[]): Head {
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

/** What a refusal of one key needs besides its place. */
class Refusal {
  readonly code: SeedProblemCode
  readonly facts: SeedProblemFacts
  constructor(code: SeedProblemCode, facts: SeedProblemFacts = {}) {
    this.code = code
    this.facts = facts
  }
}

type Validity = { readonly from: Instant | null; readonly until: Instant | null }
type Settings = Pick<SeedRecord, 'kind' | 'algorithm' | 'digits' | 'periodSeconds' | 'counter'> & {
  readonly validity: Validity
}
const ALWAYS: Validity = { from: null, until: null }

/** How many keys may fail one after the other before the transport key itself is called wrong. */
const DOUBTED_KEYS_MAX = 64

/** Makes records of key packages. */
class Keys {
  readonly #head: Head
  readonly #transport: TransportKey | null
  readonly #mac: ValueMac | null
  /** The transport key has opened something. */
  #isProven = false
  /** Refused while nothing had been opened yet, and what came after; null: nothing is in doubt. */
  #doubted: SeedItem[] | null = null
  #failures = 0
  #count = 0
  /** The same few words stand in every key of a file. */
  readonly #words = new Map<string, string>()
  readonly #instants = new Map<string, Instant | null>()

  constructor(head: Head, transport: TransportKey | null) {
    this.#head = head
    this.#transport = transport
    if (transport !== null && head.mac !== null) {
      const { hash, sealed } = head.mac
      if (sealed.method.keyBytes !== transport.bytes) throw keyWrong(1, 0)
      const opened = sealed.bytes === null ? null : transport.open(sealed.method, sealed.bytes)
      // A wrong transport key mostly shows here already, and must not look different from one that shows later:
      // then the values are judged with a MAC key that fits none.
      const key =
        opened ??
        createHash('sha512')
          .update(sealed.bytes ?? '')
          .digest()
      this.#mac = new ValueMac(hash, key)
      key.fill(0)
    } else this.#mac = null
  }

  /** The items that are certain by now, in file order. */
  take(parts: readonly Element[]): SeedItem[] {
    const items: SeedItem[] = []
    try {
      for (const part of parts) {
        if (part.name !== KeyPackage) throw wrong(part)
        this.#count += 1
        if (this.#count > SEED_LIMITS.keys) {
          throw new SeedFileFault('limit-exceeded', part.line, { what: 'keys', limit: SEED_LIMITS.keys })
        }
        const failures = this.#failures
        const item = this.#item(part, { key: this.#count, line: part.line })
        if (this.#isProven || this.#head.protection === 'plain') {
          if (this.#doubted !== null) items.push(...this.#doubted.splice(0))
          this.#doubted = null
          items.push(item)
        } else {
          if (this.#failures > failures) this.#doubted ??= []
          if (this.#doubted === null) items.push(item)
          else this.#doubted.push(item)
          if (this.#failures >= DOUBTED_KEYS_MAX || (this.#doubted?.length ?? 0) > 16 * DOUBTED_KEYS_MAX) {
            throw this.#keyWrong()
          }
        }
      }
      return items
    } catch (error) {
      wipe(items)
      throw error
    }
  }

  /** @throws SeedFileFault `key-wrong` when not one value could be opened, `no-keys` */
  finish(): void {
    if (this.#doubted !== null) throw this.#keyWrong()
    if (this.#count === 0) throw new SeedFileFault('no-keys')
  }

  wipe(): void {
    wipe(this.#doubted ?? [])
  }

  #keyWrong(): SeedFileFault {
    const first = this.#doubted?.[0]
    return first === undefined || first.ok
      ? keyWrong(0, 0)
      : keyWrong(first.problem.place.key, first.problem.place.line)
  }

  #item(part: Element, place: Place): SeedItem {
    takeOnly(part, PACKAGE)
    const device = child(part, DeviceInfo)
    if (device !== undefined) takeOnly(device, DEVICE)
    const key = child(part, Key)
    if (key !== undefined) takeOnly(key, KEY, FriendlyName)
    const serialNo = wordsOf(child(device, SerialNo))
    const id = key === undefined ? undefined : attribute(key.attributes, 'Id')
    const named = serialNo ?? (id === undefined || id.trim() === '' ? null : id)
    const serial = named === null ? null : own(foldSerial(named).slice(0, WORDS_MAX))
    const assumed: Assumption[] = serialNo === null ? ['serial'] : []
    const read = this.#read(key, device, place, serial, assumed)
    if (!(read instanceof Refusal)) return { ok: true, record: read }
    // What is no serial may be anything, also a secret.
    const shown = serial !== null && /^[0-9A-Z]{6,20}$/.test(serial) ? serial : null
    return { ok: false, problem: { place, serial: shown, code: read.code, facts: read.facts } }
  }

  #read(
    key: Element | undefined,
    device: Element | undefined,
    place: Place,
    serial: string | null,
    assumed: Assumption[],
  ): SeedRecord | Refusal {
    const data = child(key, Data)
    const secretElement = child(data, Secret)
    if (key === undefined || data === undefined || secretElement === undefined)
      return new Refusal('secret-missing')
    takeOnly(data, DATA)
    // Decided first: every MAC is asked, whatever else a key may be refused for.
    const secret = this.#secret(secretElement)
    let record: SeedRecord | undefined
    try {
      const settings = this.#settings(key, device, data, assumed)
      if (secret instanceof Refusal) return secret
      if (settings instanceof Refusal) return settings
      const refused = refusedFor(serial, secret)
      if (refused !== null) return refused
      record = {
        place,
        serial: serial ?? '',
        manufacturer: this.#word(wordsOf(child(device, Manufacturer))),
        issuer: this.#word(wordsOf(child(key, Issuer))),
        issueNo: this.#word(wordsOf(child(device, IssueNo))),
        friendlyName: this.#word(wordsOf(child(key, FriendlyName))),
        model: this.#word(wordsOf(child(device, Model))),
        kind: settings.kind,
        algorithm: settings.algorithm,
        digits: settings.digits,
        periodSeconds: settings.periodSeconds,
        counter: settings.counter,
        validFrom: settings.validity.from,
        validUntil: settings.validity.until,
        encoding: 'base64',
        seed: secret,
        assumed,
      }
      return record
    } finally {
      if (record === undefined && !(secret instanceof Refusal)) secret.fill(0)
    }
  }

  #secret(element: Element): Buffer | Refusal {
    const value = this.#valueIn(element)
    if (typeof value !== 'string') return value
    // Among sealed values, one that anybody could have written.
    if (this.#head.protection !== 'plain')
      return new Refusal('encryption-refused', { what: PlainValue.local })
    if (value === '') return new Refusal('secret-missing')
    return base64(value) ?? new Refusal('secret-unreadable')
  }

  /** A whole number of the data: as text, or sealed as a big-endian number (RFC 6030 §4.2). */
  #number(data: Element, name: Name): number | null | Refusal {
    const element = child(data, name)
    if (element === undefined) return null
    const value = this.#valueIn(element)
    if (value instanceof Refusal) return value
    if (typeof value === 'string') return /^[+]?[0-9]{1,19}$/.test(value) ? Number(value) : Number.NaN
    const number = value.length >= 1 && value.length <= 8 ? Number(`0x${value.toString('hex')}`) : Number.NaN
    value.fill(0)
    return number
  }

  /** The text of a plain value, or what was sealed. */
  #valueIn(element: Element): string | Buffer | Refusal {
    takeOnly(element, VALUE)
    const plain = child(element, PlainValue)
    const encrypted = child(element, EncryptedValue)
    const mac = child(element, ValueMAC)
    if ((plain === undefined) === (encrypted === undefined)) throw wrong(element)
    if (plain !== undefined) {
      // RFC 6030 §6.1.1: the MAC is over the sealed value. One over a readable value tells what the value is.
      if (mac !== undefined) return new Refusal('encryption-refused', { what: ValueMAC.local })
      return textOf(plain)
    }
    const { method, algorithm, bytes } = sealedOf(encrypted as Element)
    const transport = this.#transport
    if (transport === null) return new Refusal('encryption-refused', { what: EncryptedValue.local })
    if (method === undefined) return new Refusal('encryption-refused', { algorithm: short(algorithm) })
    if (method.keyBytes !== transport.bytes) {
      if (this.#head.protection === 'key' && !this.#isProven) throw keyWrong(this.#count, element.line)
      return new Refusal('encryption-refused', { algorithm: short(algorithm) })
    }
    if (this.#mac === null) {
      if (method.mode === 'cbc') return new Refusal('mac-missing')
      if (mac !== undefined) return new Refusal('encryption-refused', { what: ValueMAC.local })
    } else if (mac === undefined) return new Refusal('mac-missing')
    const sealed = bytes ?? NO_BYTES
    const given = mac === undefined ? NO_BYTES : (base64(textOf(mac)) ?? NO_BYTES)
    let opened: Buffer | null = null
    if (this.#mac === null || this.#mac.isRight(sealed, given)) opened = transport.open(method, sealed)
    else transport.pretend(method, sealed.length)
    // One answer for a wrong MAC and for what does not open.
    if (opened === null) {
      this.#failures += 1
      return new Refusal('mac-wrong')
    }
    this.#isProven = true
    return opened
  }

  #settings(
    key: Element,
    device: Element | undefined,
    data: Element,
    assumed: Assumption[],
  ): Settings | Refusal {
    const counter = this.#number(data, Counter)
    if (counter instanceof Refusal) return counter
    const time = this.#number(data, Time)
    if (time instanceof Refusal) return time
    const interval = this.#number(data, TimeInterval)
    if (interval instanceof Refusal) return interval
    const drift = child(data, TimeDrift)
    const driftValue = drift === undefined ? null : this.#valueIn(drift)
    if (driftValue instanceof Refusal) return driftValue

    const profile = attribute(key.attributes, 'Algorithm') ?? ''
    const kind = KINDS.get(profile)
    if (kind === undefined) return new Refusal('algorithm-unknown', { algorithm: short(profile) })
    const parameters = child(key, AlgorithmParameters)
    if (parameters !== undefined) takeOnly(parameters, PARAMETERS)
    // Whatever it adds to the algorithm, we would not compute it.
    if (child(parameters, Extensions) !== undefined) {
      return new Refusal('algorithm-unknown', { algorithm: Extensions.local })
    }
    const suiteText = wordsOf(child(parameters, Suite))
    const algorithm = suiteText === null ? 'SHA1' : suiteOf(suiteText)
    if (algorithm === null) return new Refusal('algorithm-unknown', { algorithm: short(suiteText ?? '') })
    // HOTP is HMAC-SHA-1 by its RFC; for TOTP it is only the usual.
    if (suiteText === null && kind === 'totp') assumed.push('algorithm')
    if (child(parameters, ChallengeFormat) !== undefined) {
      return new Refusal('usage-refused', { usage: ChallengeFormat.local })
    }
    const digits = digitsOf(child(parameters, ResponseFormat), assumed)
    if (digits instanceof Refusal) return digits

    const policy = policyRefused(child(key, Policy))
    if (policy !== null) return policy
    const validity = this.#validity(child(key, Policy), device)
    if (validity instanceof Refusal) return validity

    if (kind === 'hotp') {
      if (counter !== null && !Number.isSafeInteger(counter)) return new Refusal('counter-refused')
      if (counter === null) assumed.push('counter')
      return { kind, algorithm, digits, periodSeconds: null, counter: counter ?? 0, validity }
    }
    if (interval !== null && interval !== 30 && interval !== 60) {
      return new Refusal('period-refused', Number.isSafeInteger(interval) ? { seconds: interval } : {})
    }
    if (interval === null) assumed.push('period')
    return { kind, algorithm, digits, periodSeconds: interval ?? 30, counter: null, validity }
  }

  /** The stricter of the key's own policy and the device's dates. */
  #validity(policy: Element | undefined, device: Element | undefined): Validity | Refusal {
    let from: Instant | null = null
    let until: Instant | null = null
    for (const element of [policy, device]) {
      for (const name of DATES) {
        const date = child(element, name)
        if (date === undefined) continue
        const instant = this.#instant(textOf(date))
        if (instant === null) return new Refusal('date-unreadable', { date: short(textOf(date)) })
        if (name === StartDate && (from === null || instant > from)) from = instant
        if (name === ExpiryDate && (until === null || instant < until)) until = instant
      }
    }
    if (from === null && until === null) return ALWAYS
    if (from !== null && until !== null && from >= until) return new Refusal('key-expired', { until, from })
    return { from, until }
  }

  #instant(text: string): Instant | null {
    const known = this.#instants.get(text)
    if (known !== undefined) return known
    const instant = instantOf(text)
    if (this.#instants.size >= 1_024) this.#instants.clear()
    this.#instants.set(own(text), instant)
    return instant
  }

  #word(text: string | null): string | null {
    if (text === null) return null
    const known = this.#words.get(text)
    if (known !== undefined) return known
    const copy = own(text)
    if (this.#words.size >= 1_024) this.#words.clear()
    this.#words.set(copy, copy)
    return copy
  }
}

const NO_BYTES = Buffer.alloc(0)
const PACKAGE = [DeviceInfo, CryptoModuleInfo, Key]
const DEVICE = [Manufacturer, SerialNo, Model, IssueNo, DeviceBinding, StartDate, ExpiryDate, UserId]
const KEY = [Issuer, AlgorithmParameters, KeyProfileId, KeyReference, Data, UserId, Policy]
const DATA = [Secret, Counter, Time, TimeInterval, TimeDrift]
const VALUE = [PlainValue, EncryptedValue, ValueMAC]
const PARAMETERS = [Suite, ChallengeFormat, ResponseFormat, Extensions]
const DATES = [StartDate, ExpiryDate]

/** RFC 6030 §10.1 and the profile draft that vendors follow; both ways of writing are in use. */
const KINDS: ReadonlyMap<string, 'totp' | 'hotp'> = new Map(
  (['totp', 'hotp'] as const).flatMap((kind): [string, 'totp' | 'hotp'][] => [
    [`${PSKC}:${kind}`, kind],
    [`${PSKC}#${kind}`, kind],
  ]),
)

/** `HMAC-SHA256`, `SHA256`, `sha-256`, `HmacSHA256`, or a URI that ends so. Anything else, such as OCRA, is none. */
function suiteOf(text: string): SeedRecord['algorithm'] | null {
  const word = text.replace(/^(?:urn:|https?:\/\/).*[:#/]/, '')
  const found = /^(?:(?:hmac|hotp|totp)[-_]?)?sha[-_]?(1|256|512)$/i.exec(word)
  switch (found?.[1]) {
    case '1':
      return 'SHA1'
    case '256':
      return 'SHA256'
    case '512':
      return 'SHA512'
    default:
      return null
  }
}

function digitsOf(format: Element | undefined, assumed: Assumption[]): 6 | 7 | 8 | Refusal {
  if (format === undefined) {
    assumed.push('digits')
    return 6
  }
  const encoding = attribute(format.attributes, 'Encoding') ?? attribute(format.attributes, 'Format') ?? ''
  if (encoding !== 'DECIMAL') return new Refusal('digits-refused', { encoding: short(encoding) })
  const check = attribute(format.attributes, 'CheckDigits') ?? attribute(format.attributes, 'CheckDigit')
  if (check !== undefined && check !== 'false' && check !== '0') {
    return new Refusal('digits-refused', { encoding: 'CheckDigits' })
  }
  const length = attribute(format.attributes, 'Length')
  switch (length?.trim()) {
    case '6':
      return 6
    case '7':
      return 7
    case '8':
      return 8
    default:
      return new Refusal('digits-refused', { digits: short(length ?? '') })
  }
}

const USAGES = new Set([
  'OTP',
  'CR',
  'Encrypt',
  'Integrity',
  'Verify',
  'Unlock',
  'Decrypt',
  'KeyWrap',
  'Unwrap',
  'Derive',
  'Generate',
])
const PIN_ATTRIBUTES = new Set([
  'PINKeyId',
  'PINUsageMode',
  'MaxFailedAttempts',
  'MinLength',
  'MaxLength',
  'PINEncoding',
])

/** RFC 6030 §5: a policy that is not understood means that the key must not be used. One that we do not keep, too. */
function policyRefused(policy: Element | undefined): Refusal | null {
  if (policy === undefined) return null
  let isOtp = false
  let other: string | undefined
  for (const element of policy.children) {
    switch (element.name) {
      case StartDate:
      case ExpiryDate:
        if (policy.children.filter(({ name }) => name === element.name).length > 1) throw wrong(element)
        break
      case KeyUsage: {
        const usage = textOf(element)
        if (!USAGES.has(usage)) return new Refusal('policy-unknown', { element: short(usage) })
        if (usage === 'OTP') isOtp = true
        else other = usage
        break
      }
      case PINPolicy: {
        const unknown = element.attributes.find((name, index) => index % 2 === 0 && !PIN_ATTRIBUTES.has(name))
        if (unknown !== undefined) return new Refusal('policy-unknown', { element: short(unknown) })
        const inside = element.children[0]
        if (inside !== undefined) return new Refusal('policy-unknown', { element: short(inside.name.local) })
        // The token asks for its PIN itself; in every other mode the codes are not bare codes.
        const mode = attribute(element.attributes, 'PINUsageMode')
        if (mode !== 'Local')
          return new Refusal('policy-unknown', { element: `PINUsageMode ${short(mode ?? '')}` })
        break
      }
      // Also `NumberOfTransactions`: understood, but nobody here counts the uses of a token.
      default:
        return new Refusal('policy-unknown', { element: short(element.name.local) })
    }
  }
  return !isOtp && other !== undefined ? new Refusal('usage-refused', { usage: other }) : null
}

/** What shows without the other keys of the file and without a clock; `checks.ts` goes on from there. */
function refusedFor(serial: string | null, seed: Buffer): Refusal | null {
  if (serial === null) return new Refusal('serial-missing')
  if (seed.length === 0) return new Refusal('secret-missing')
  const weak = weakness(seed)
  return weak === null ? null : new Refusal(weak.code, { bytes: weak.bytes })
}

const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/

/** `xs:dateTime` with its zone: without one it would be some instant within 26 hours, and the RFC wants none such. */
function instantOf(text: string): Instant | null {
  const found = DATE_TIME.exec(text)
  if (found === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number)
  const milliseconds = Number((found[7] ?? '').padEnd(3, '0').slice(0, 3))
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds))
  wall.setUTCFullYear(year, month - 1, day)
  const isReal =
    wall.getUTCMonth() === month - 1 && wall.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  const [offsetHours, offsetMinutes] = [Number(found[9] ?? 0), Number(found[10] ?? 0)]
  if (!isReal || offsetHours > 14 || offsetMinutes > 59) return null
  const offset = (found[8] === '-' ? -1 : 1) * (offsetHours * 60 + offsetMinutes) * 60_000
  const read = Instant.safeParse(new Date(wall.getTime() - offset).toISOString())
  return read.success ? read.data : null
}

const keyWrong = (key: number, line: number): SeedFileFault => new SeedFileFault('key-wrong', line, { key })

function wipe(items: readonly SeedItem[]): void {
  for (const item of items) if (item.ok) item.record.seed.fill(0)
}

/** What is read between two turns of the event loop: some 90 keys, one to three milliseconds. */
const SLICE = 64 * 1024

/**
 * What protects the file, told from its head alone. Reads no further than the first key.
 *
 * @param chunks the file from its beginning
 * @throws SeedFileFault as `readPskc`, for everything that already shows there
 */
export async function headOfPskc(chunks: AsyncIterable<Buffer>): Promise<SeedFileHead> {
  const parts = new Parts()
  const scanner = new XmlScanner(parts)
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length && !parts.isHeadComplete; at += SLICE) {
      scanner.write(chunk.subarray(at, at + SLICE))
    }
    if (parts.isHeadComplete) break
  }
  if (!parts.isHeadComplete) scanner.end()
  const { format, protection, keyName } = headOf(parts.take().filter(({ name }) => name !== KeyPackage))
  return { format, protection, keyName }
}

/**
 * The keys of a PSKC file, in its order, in batches. Every value's MAC is asked before the value is decrypted, and
 * nothing is handed on before the transport key has opened a first value.
 *
 * The event loop has its turn after every 64 KiB.
 *
 * @param chunks the file from its beginning
 * @param key what opens it; the caller wipes it. A plain file needs none and passes over one.
 * @returns batches of items; the seeds in them are the receiver's to wipe. Refused keys are items, too.
 * @throws SeedFileFault when the file as a whole is refused; nothing of what was handed on is to be used then.
 *   `key-wrong`: not one value could be opened.
 */
export async function* readPskc(
  chunks: AsyncIterable<Buffer>,
  key: SeedKey,
  options: { readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<readonly SeedItem[], void, void> {
  const { signal } = options
  const parts = new Parts()
  const scanner = new XmlScanner(parts)
  let keys: Keys | undefined
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += SLICE) {
        stopIf(signal)
        scanner.write(chunk.subarray(at, at + SLICE))
        if (parts.isHeadComplete) {
          keys ??= await opened(parts, key)
          const items = keys.take(parts.take())
          if (items.length > 0) yield items
        }
        await othersTurn()
      }
    }
    stopIf(signal)
    scanner.end()
    keys ??= await opened(parts, key)
    keys.finish()
  } finally {
    keys?.wipe()
  }
}

function stopIf(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new SeedFileFault('cancelled')
}

/** Takes the head off the parts and fetches the transport key. */
async function opened(parts: Parts, key: SeedKey): Promise<Keys> {
  const taken = parts.take()
  const firstKey = taken.findIndex(({ name }) => name === KeyPackage)
  const head = headOf(firstKey === -1 ? taken : taken.slice(0, firstKey))
  parts.complete = firstKey === -1 ? [] : taken.slice(firstKey)
  if (head.protection === 'plain') return new Keys(head, null)
  if (head.derivation === null) {
    if (key.kind !== 'key') throw new SeedFileFault('key-needed')
    if (![16, 24, 32].includes(key.bytes.length)) throw keyWrong(1, 0)
    return new Keys(head, new TransportKey(key.bytes))
  }
  if (key.kind !== 'password') throw new SeedFileFault('password-needed')
  const bytes = await derived(key.text, head.derivation)
  try {
    return new Keys(head, new TransportKey(bytes))
  } finally {
    bytes.fill(0)
  }
}
