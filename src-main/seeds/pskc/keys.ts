import { createHash } from 'node:crypto'
import { Instant } from '#shared/ids'
import { foldSerial } from '#shared/text/serial'
import { type TransportKey, ValueMac } from '../pskc-crypto.ts'
import {
  type Assumption,
  type Place,
  SEED_LIMITS,
  SeedFileFault,
  type SeedItem,
  type SeedProblemCode,
  type SeedProblemFacts,
  type SeedRecord,
} from '../record.ts'
import { weakness } from '../weakness.ts'
import { type Name, own } from '../xml.ts'
import { type Head, sealedOf } from './head.ts'
import {
  AlgorithmParameters,
  ChallengeFormat,
  Counter,
  CryptoModuleInfo,
  Data,
  DeviceBinding,
  DeviceInfo,
  EncryptedValue,
  ExpiryDate,
  Extensions,
  FriendlyName,
  IssueNo,
  Issuer,
  Key,
  KeyPackage,
  KeyProfileId,
  KeyReference,
  KeyUsage,
  Manufacturer,
  Model,
  PINPolicy,
  PlainValue,
  Policy,
  PSKC,
  ResponseFormat,
  Secret,
  SerialNo,
  StartDate,
  Suite,
  Time,
  TimeDrift,
  TimeInterval,
  UserId,
  ValueMAC,
} from './names.ts'
import {
  attribute,
  base64,
  child,
  type Element,
  short,
  takeOnly,
  textOf,
  WORDS_MAX,
  wordsOf,
  wrong,
} from './parts.ts'

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
export class Keys {
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

export const keyWrong = (key: number, line: number): SeedFileFault =>
  new SeedFileFault('key-wrong', line, { key })

function wipe(items: readonly SeedItem[]): void {
  for (const item of items) if (item.ok) item.record.seed.fill(0)
}
