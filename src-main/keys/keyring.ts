import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { err, ok, type Result } from '#shared/result'
import { createDeviceSecret, type Device, type DeviceFault, openDeviceSecret } from './device.ts'
import { readChecked, writeChecked, writeDurably } from './files.ts'
import { isAcceptable, KDF_FLOOR, type KdfParams, wrappingKey } from './kdf.ts'
import { secretBytes } from './random.ts'
import { type CardFault, cardsKey, joinCards, makeCards } from './recovery.ts'
import { gcmOpen, gcmSeal } from './wrap.ts'

/**
 * The key ring of one installation. A random master key wraps independent random keys, one per purpose;
 * each person's slot wraps the master key under their own passphrase. Signing in *is* opening one's slot:
 * there is no second password hash to steal.
 */

export type Person = { readonly staff: string; readonly role: string; readonly passphrase: string }

export type KeyringFault =
  /** No key ring in this folder: nothing was ever set up here. */
  | 'keyring-missing'
  /** The checksum is wrong, or the file is no key ring. An accident, to be answered from a backup. */
  | 'keyring-damaged'
  /** The checksum is right and the master key says otherwise: somebody edited the file. */
  | 'keyring-tampered'
  /** Written by a newer program. Left untouched. */
  | 'keyring-newer'
  /** A whole key ring of another installation was put here. */
  | 'keyring-foreign'
  /** A slot asks for a derivation weaker than the floor, or absurdly dear. */
  | 'kdf-refused'
  /** Wrong passphrase, unknown staff number, or a slot whose cost, role or place was edited: one answer. */
  | 'wrong-passphrase'
  /** The open keys were closed while a slot was derived: everybody has left. */
  | 'keys-closed'
  | DeviceFault

const PURPOSES = ['database', 'seeds', 'rows', 'signing', 'staff', 'export'] as const
export type Purpose = (typeof PURPOSES)[number]
/** Every key that can be replaced alone, in the order in which the desk shows them. */
export const purposes: readonly Purpose[] = PURPOSES

/** Written by this program. Version 1, without cards and without a key that is being replaced, still opens. */
const VERSION = 2

const StaffNumber = z.string().regex(/^[^|\s]{1,32}$/)
const Role = z.string().regex(/^[^|\s]{1,32}$/)

const Slot = z.strictObject({
  slot: z.string().regex(/^[0-9a-f]{16}$/),
  staff: StaffNumber,
  role: Role,
  kdf: z.strictObject({ memoryKiB: z.int(), passes: z.int(), lanes: z.int() }),
  deviceSecret: z.boolean(),
  salt: z.base64(),
  master: z.base64(),
})
type Slot = z.infer<typeof Slot>

const WrappedKey = z.strictObject({
  purpose: z.enum(PURPOSES),
  version: z.int().min(1),
  wrapped: z.base64(),
  /** Stands beside the key of the same purpose while that one is being replaced by this one. */
  coming: z.literal(true).optional(),
})
/** The slot of the recovery cards; `master` is null where the cards of that issue no longer open and none were made since. */
const CardsSlot = z.strictObject({ issue: z.int().min(1).max(65_535), master: z.base64().nullable() })

const Ring = z.strictObject({
  version: z.union([z.literal(1), z.literal(VERSION)]),
  installation: z.string().regex(/^[0-9a-f]{32}$/),
  generation: z.int().min(1),
  slots: z.array(Slot).min(1),
  keys: z.array(WrappedKey),
  cards: CardsSlot.optional(),
  /** Public keys that signed here before, raw Ed25519 in base64, oldest first. */
  signedBefore: z.array(z.base64()).optional(),
  /** HMAC under the master key over everything above: who cannot sign in cannot add, drop or rewind. */
  mac: z.base64(),
})
type Ring = z.infer<typeof Ring>
type RingBody = Omit<Ring, 'mac'>

const InstallationFile = z.strictObject({ version: z.literal(1), installation: z.string() })

const ringPath = (dir: string): string => join(dir, 'keyring.json')
const previousPath = (dir: string): string => join(dir, 'keyring.previous.json')
const installationPath = (dir: string): string => join(dir, 'installation.json')

/** What a slot's wrapped master key is bound to. Not the generation: a new colleague must not need everybody's passphrase. */
const slotBinding = ({ slot, staff, role, kdf, deviceSecret }: Omit<Slot, 'salt' | 'master'>): string =>
  [
    'slot|v1',
    slot,
    staff,
    role,
    kdf.memoryKiB,
    kdf.passes,
    kdf.lanes,
    deviceSecret ? 'device' : 'no-device',
  ].join('|')

/** Bound to installation and issue, so that neither another branch's slot nor an earlier one can be put in its place. */
const cardsBinding = (installation: string, issue: number): string => `recovery|v1|${installation}|${issue}`

const keyBinding = (purpose: Purpose, version: number): string => `key|v1|${purpose}|${version}`

/** What a ring has nothing of stays out of the text, so that rings of version 1 have the MAC they always had. */
function ringMac(master: Buffer, body: RingBody): Buffer {
  const { version, installation, generation, slots, keys, cards, signedBefore } = body
  const key = Buffer.from(hkdfSync('sha256', master, installation, 'madoguchi|keyring-mac|v1', 32))
  const mac = createHmac('sha256', createSecretKey(key))
    .update(JSON.stringify({ version, installation, generation, slots, keys, cards, signedBefore }))
    .digest()
  key.fill(0)
  return mac
}

type Opened = ReadonlyMap<Purpose, { readonly key: KeyObject; readonly version: number }>
/** A key that is about to take the place of the one of its purpose, or has just done so. */
export type ComingKey = { readonly purpose: Purpose; readonly key: KeyObject; readonly version: number }

const lendMaster = Symbol('lend the master key')

/**
 * The open keys of an installation. Prints as `[keys]` wherever it is shown; after `close()` every use
 * throws. Node cannot overwrite a KeyObject's bytes, so closing wipes the master key and lets go of the rest.
 */
export class Keys {
  readonly installation: string
  /** Of the key ring this was opened from; the database refuses one older than the newest it has seen. */
  readonly generation: number
  /** Whose slot was opened, and the role that slot is bound to; both '' where the recovery cards opened it. */
  readonly staff: string
  readonly role: string
  /** False obliges the desk to show the standing banner and to record it (policy `optional`). */
  readonly usesDeviceSecret: boolean
  #master: Buffer
  #opened: Opened | undefined
  #coming: ComingKey | undefined
  readonly #signedBefore: readonly string[]

  constructor(
    ring: Pick<Ring, 'installation' | 'generation' | 'signedBefore'>,
    slot: Pick<Slot, 'staff' | 'role' | 'deviceSecret'>,
    master: Buffer,
    opened: Opened,
    coming?: ComingKey,
  ) {
    this.installation = ring.installation
    this.generation = ring.generation
    this.staff = slot.staff
    this.role = slot.role
    this.usesDeviceSecret = slot.deviceSecret
    this.#master = master
    this.#opened = opened
    this.#coming = coming
    this.#signedBefore = ring.signedBefore ?? []
  }

  /** 256 bits for the database file. */
  get database(): KeyObject {
    return this.#of('database').key
  }
  /** 256 bits for customers' seeds. */
  get seeds(): KeyObject {
    return this.#of('seeds').key
  }
  /** 256 bits for row MACs and the seal on the audit head. */
  get rows(): KeyObject {
    return this.#of('rows').key
  }
  /** The Ed25519 private key of this installation. */
  get signing(): KeyObject {
    return this.#of('signing').key
  }
  /** 256 bits for the staff's own seeds: a key apart, so that no code path can mistake one pool for the other. */
  get staffSeeds(): KeyObject {
    return this.#of('staff').key
  }
  /** 256 bits for what leaves this machine. */
  get export(): KeyObject {
    return this.#of('export').key
  }
  /** The key that was being replaced when this ring was written, if any: the store says which of the two it is under. */
  get coming(): ComingKey | undefined {
    this.#of('database')
    return this.#coming
  }
  /** These keys as they are once the coming one has taken its place; for what is to be sealed under it. */
  successor(): Keys {
    const coming = this.coming
    if (coming === undefined) throw new Error('no key is being replaced')
    const opened = new Map(this.#opened).set(coming.purpose, { key: coming.key, version: coming.version })
    const signedBefore = coming.purpose === 'signing' ? this.signedWith : this.#signedBefore
    const { installation, generation, staff, role, usesDeviceSecret } = this
    return new Keys(
      { installation, generation, signedBefore: [...signedBefore] },
      { staff, role, deviceSecret: usesDeviceSecret },
      Buffer.from(this.#master),
      opened,
    )
  }
  /** Every public key this installation has signed with, raw Ed25519 in base64, oldest first, the present one last. */
  get signedWith(): readonly string[] {
    return [...this.#signedBefore, rawPublicKey(this.signing)]
  }
  /** The version of the key for a purpose, which stands in the binding of everything sealed with it. */
  version(purpose: Purpose): number {
    return this.#of(purpose).version
  }

  #of(purpose: Purpose): { readonly key: KeyObject; readonly version: number } {
    const found = this.#opened?.get(purpose)
    if (found === undefined) throw new Error('the keys are closed')
    return found
  }

  /** False after `close()`; to be asked after every wait. */
  get open(): boolean {
    return this.#opened !== undefined
  }

  /** Lends the master key to this module for one call; nobody else can name the symbol. */
  [lendMaster]<T>(use: (master: Buffer) => T): T {
    if (this.#opened === undefined) throw new Error('the keys are closed')
    return use(this.#master)
  }

  close(): void {
    this.#master.fill(0)
    this.#opened = undefined
    this.#coming = undefined
  }

  toJSON(): string {
    return '[keys]'
  }
  toString(): string {
    return '[keys]'
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[keys]'
  }
}

async function makeSlot(
  person: Person,
  master: Buffer,
  kdf: KdfParams,
  device: Buffer | undefined,
): Promise<Slot> {
  if (!isAcceptable(kdf)) throw new Error('a slot would be derived below the floor')
  const salt = secretBytes(16)
  const bound = {
    slot: secretBytes(8).toString('hex'),
    staff: StaffNumber.parse(person.staff),
    role: Role.parse(person.role),
    kdf: { memoryKiB: kdf.memoryKiB, passes: kdf.passes, lanes: kdf.lanes },
    deviceSecret: device !== undefined,
  }
  const key = await wrappingKey(person.passphrase, salt, kdf, device)
  const wrapped = gcmSeal(key, master, slotBinding(bound))
  key.fill(0)
  return { ...bound, salt: salt.toString('base64'), master: wrapped.toString('base64') }
}

function freshKey(purpose: Purpose): Buffer {
  if (purpose !== 'signing') return secretBytes(32)
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' })
}

/** The 32 bytes of an Ed25519 public key, base64: what a verifier is given. */
const rawPublicKey = (signing: KeyObject): string =>
  createPublicKey(signing).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')

const toKeyObject = (purpose: Purpose, bytes: Buffer): KeyObject =>
  purpose === 'signing'
    ? createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' })
    : createSecretKey(bytes)

/**
 * Writes the ring. The copy of the one before is for damage and nothing else: nobody reads it but whoever mends a branch by
 * hand. Where something is taken out of force it would still open with that, so `before` is `forget`, and the copy goes
 * *first*: cut off in between, the old ring stands whole and without a copy, which it can do without; the other way round the
 * copy would stay. The rename alone makes sure that there is always one whole ring.
 */
function save(dir: string, master: Buffer, body: RingBody, before: 'keep' | 'forget'): void {
  if (before === 'forget') rmSync(previousPath(dir), { force: true })
  else if (existsSync(ringPath(dir))) writeDurably(previousPath(dir), readFileSync(ringPath(dir), 'utf8'))
  writeChecked(ringPath(dir), { ...body, mac: ringMac(master, body).toString('base64') })
}

/**
 * Sets up the key ring of a new installation in the existing folder `dir`, with the people who begin it.
 * Two different persons at least: nobody can begin alone (AUT-11). Throws where a key ring exists already,
 * where fewer than two persons come, or where the policy requires a device secret and no key store is there.
 *
 * @returns the open keys, in the name of the first person.
 */
export async function createKeyring(
  dir: string,
  setUp: { readonly people: readonly Person[]; readonly kdf: KdfParams; readonly device: Device },
): Promise<Keys> {
  if (existsSync(ringPath(dir))) throw new Error('this folder has a key ring already')
  if (
    new Set(setUp.people.map(({ staff }) => staff)).size !== setUp.people.length ||
    setUp.people.length < 2
  ) {
    throw new Error('a key ring is begun by two different persons')
  }
  const installation = secretBytes(16).toString('hex')
  const device = await createDeviceSecret(dir, installation, setUp.device)
  if (device === undefined && setUp.device.policy === 'required') {
    throw new Error('the policy requires a device secret, and there is no key store to keep one')
  }

  const master = secretBytes(32)
  const slots: Slot[] = []
  for (const person of setUp.people) slots.push(await makeSlot(person, master, setUp.kdf, device))
  device?.fill(0)

  const opened = new Map<Purpose, { key: KeyObject; version: number }>()
  const keys: Ring['keys'] = []
  for (const purpose of PURPOSES) {
    const bytes = freshKey(purpose)
    keys.push({
      purpose,
      version: 1,
      wrapped: gcmSeal(master, bytes, keyBinding(purpose, 1)).toString('base64'),
    })
    opened.set(purpose, { key: toKeyObject(purpose, bytes), version: 1 })
    bytes.fill(0)
  }

  writeChecked(installationPath(dir), { version: 1, installation })
  const body: RingBody = { version: VERSION, installation, generation: 1, slots, keys }
  save(dir, master, body, 'keep')
  const [first] = slots
  if (first === undefined) throw new Error('a key ring without slots')
  return new Keys(body, first, master, opened)
}

/** The key ring in `dir` as far as it can be judged without any key. */
function readRing(dir: string): Result<Ring, KeyringFault> {
  const read = readChecked(ringPath(dir))
  if (!read.ok) return err(read.error === 'missing' ? 'keyring-missing' : 'keyring-damaged')
  const versioned = z.looseObject({ version: z.int() }).safeParse(read.value)
  if (versioned.success && versioned.data.version > VERSION) return err('keyring-newer')
  const ring = Ring.safeParse(read.value)
  if (!ring.success) return err('keyring-damaged')
  if (ring.data.slots.some(({ kdf }) => !isAcceptable(kdf))) return err('kdf-refused')

  const named = readChecked(installationPath(dir))
  if (named.ok) {
    const file = InstallationFile.safeParse(named.value)
    if (file.success && file.data.installation !== ring.data.installation) {
      return err('keyring-foreign')
    }
  }
  return ok(ring.data)
}

/**
 * The slot of `staff`; for a number nobody has, one made up on the spot which cannot open, so that the
 * answer comes by the same path and after the same time.
 */
function slotOf(ring: Ring, staff: string): Slot {
  const found = ring.slots.find((slot) => slot.staff === staff)
  if (found !== undefined) return found
  const [model] = ring.slots
  return {
    slot: secretBytes(8).toString('hex'),
    staff: 'nobody',
    role: 'nobody',
    kdf: model?.kdf ?? KDF_FLOOR,
    deviceSecret: model?.deviceSecret ?? false,
    salt: secretBytes(16).toString('base64'),
    master: secretBytes(60).toString('base64'),
  }
}

/** The master key through one person's slot, verified against the whole file. The caller wipes it. */
async function openSlot(
  dir: string,
  staff: string,
  passphrase: string,
  device: Device,
): Promise<Result<{ ring: Ring; slot: Slot; master: Buffer }, KeyringFault>> {
  const read = readRing(dir)
  if (!read.ok) return read
  const ring = read.value
  const slot = slotOf(ring, staff)
  if (!slot.deviceSecret && device.policy === 'required') return err('device-secret-missing')

  let secret: Buffer | undefined
  if (slot.deviceSecret) {
    const opened = await openDeviceSecret(dir, ring.installation, device)
    if (!opened.ok) return opened
    secret = opened.value
  }
  const key = await wrappingKey(passphrase, Buffer.from(slot.salt, 'base64'), slot.kdf, secret)
  secret?.fill(0)
  const master = gcmOpen(key, Buffer.from(slot.master, 'base64'), slotBinding(slot))
  key.fill(0)
  if (master === undefined || master.length !== 32) return err('wrong-passphrase')

  if (!macFits(master, ring)) {
    master.fill(0)
    return err('keyring-tampered')
  }
  return ok({ ring, slot, master })
}

/**
 * Opens the keys of the installation in `dir` with one person's passphrase. Unknown staff numbers take the
 * same path and the same time as wrong passphrases. Changes nothing on disk, except that device.json is
 * sealed again where the operating system asks for it.
 */
export async function unlockSlot(
  dir: string,
  staff: string,
  passphrase: string,
  device: Device,
): Promise<Result<Keys, KeyringFault>> {
  const through = await openSlot(dir, staff, passphrase, device)
  if (!through.ok) return through
  const { ring, slot, master } = through.value

  return openKeys(ring, slot, master)
}

/** Everything the master key wraps. Takes `master` over: the Keys hold it, or it is wiped. */
function openKeys(
  ring: Pick<Ring, 'installation' | 'generation' | 'keys' | 'signedBefore'>,
  slot: Pick<Slot, 'staff' | 'role' | 'deviceSecret'>,
  master: Buffer,
): Result<Keys, 'keyring-tampered'> {
  const opened = new Map<Purpose, { key: KeyObject; version: number }>()
  let coming: ComingKey | undefined
  for (const { purpose, version, wrapped, coming: isComing } of ring.keys) {
    const bytes = gcmOpen(master, Buffer.from(wrapped, 'base64'), keyBinding(purpose, version))
    if (bytes === undefined) {
      master.fill(0)
      return err('keyring-tampered')
    }
    const key = toKeyObject(purpose, bytes)
    bytes.fill(0)
    if (isComing === true) coming = { purpose, key, version }
    else opened.set(purpose, { key, version })
  }
  if (PURPOSES.some((purpose) => !opened.has(purpose))) {
    master.fill(0)
    return err('keyring-tampered')
  }
  return ok(new Keys(ring, slot, master, opened, coming))
}

/**
 * Proves that the person at the desk knows `staff`'s passphrase, for approvals and other moments that want
 * it afresh. The same derivation and the same answers as `unlockSlot`; no key leaves.
 */
export async function provePassphrase(
  dir: string,
  staff: string,
  passphrase: string,
  device: Device,
): Promise<Result<true, KeyringFault>> {
  const through = await openSlot(dir, staff, passphrase, device)
  if (!through.ok) return through
  through.value.master.fill(0)
  return ok(true)
}

/** Whether a key ring was ever made in `dir`, whatever has become of it. */
export const hasKeyring = (dir: string): boolean => existsSync(ringPath(dir))

/** The people who have a slot, as the file says; needs no key and proves nothing. Empty where there is no ring. */
export function peopleWithSlots(dir: string): readonly { readonly staff: string; readonly role: string }[] {
  const ring = readRing(dir)
  return ring.ok ? ring.value.slots.map(({ staff, role }) => ({ staff, role })) : []
}

type Change = { readonly kdf: KdfParams; readonly device: Device }

/** Reads the ring in `dir` and verifies it against the open keys; an older one than they came from is no answer. */
function verified(dir: string, keys: Keys): Result<RingBody, KeyringFault> {
  if (!keys.open) return err('keys-closed')
  const read = readRing(dir)
  if (!read.ok) return read
  const { mac, ...body } = read.value
  const sound = keys[lendMaster]((master) => macFits(master, read.value))
  return sound && body.generation >= keys.generation ? ok(body) : err('keyring-tampered')
}

function macFits(master: Buffer, ring: Ring): boolean {
  const expected = ringMac(master, ring)
  const written = Buffer.from(ring.mac, 'base64')
  return written.length === expected.length && timingSafeEqual(written, expected)
}

/** Reads, verifies against the open keys, and writes the next generation; `before`: see `save`. */
function nextGeneration(
  dir: string,
  keys: Keys,
  before: 'keep' | 'forget',
  change: (body: RingBody) => Partial<RingBody>,
): Result<{ generation: number }, KeyringFault> {
  const read = verified(dir, keys)
  if (!read.ok) return read
  const body = read.value
  return keys[lendMaster]((master) => {
    const next = { ...body, ...change(body), version: VERSION, generation: body.generation + 1 } as const
    save(dir, master, next, before)
    return ok({ generation: next.generation })
  })
}

/**
 * Gives `person` a slot, replacing the one they had (new passphrase, new role, higher cost). Writes the next
 * generation of the file, and keeps the one before unless a slot of theirs is in it; answers with the new generation, which the caller records
 * in the database (`store.recordGeneration`).
 */
export async function addSlot(
  dir: string,
  keys: Keys,
  person: Person,
  { kdf, device }: Change,
): Promise<Result<{ generation: number }, KeyringFault>> {
  let secret: Buffer | undefined
  if (keys.usesDeviceSecret) {
    const opened = await openDeviceSecret(dir, keys.installation, device)
    if (!opened.ok) return opened
    secret = opened.value
  } else if (device.policy === 'required') return err('device-secret-missing')

  if (!keys.open) {
    secret?.fill(0)
    return err('keys-closed')
  }
  const master = keys[lendMaster]((bytes) => Buffer.from(bytes))
  const slot = await makeSlot(person, master, kdf, secret)
  master.fill(0)
  secret?.fill(0)
  const replaces = peopleWithSlots(dir).some(({ staff }) => staff === person.staff)
  return nextGeneration(dir, keys, replaces ? 'forget' : 'keep', ({ slots }) => ({
    slots: [...slots.filter(({ staff }) => staff !== person.staff), slot],
  }))
}

/** Takes the slot of `staff` away, also from the copy of the ring before. The last two cannot go: an installation needs two persons. */
export function removeSlot(
  dir: string,
  keys: Keys,
  staff: string,
): Result<{ generation: number }, KeyringFault | 'too-few-slots' | 'no-such-slot'> {
  const people = peopleWithSlots(dir)
  if (people.length > 0 && !people.some((person) => person.staff === staff)) return err('no-such-slot')
  if (people.length === 2) return err('too-few-slots')
  return nextGeneration(dir, keys, 'forget', ({ slots }) => ({
    slots: slots.filter((slot) => slot.staff !== staff),
  }))
}

/**
 * Makes three recovery cards, any two of which open this ring without anybody's passphrase. Cards made before open it no
 * longer, and the copy of the ring that they opened is removed. The texts exist nowhere but in this answer.
 * The caller records the generation in the database.
 */
export function issueCards(
  dir: string,
  keys: Keys,
): Result<
  { generation: number; issue: number; cards: readonly [string, string, string] },
  KeyringFault | 'too-many-issues'
> {
  const read = verified(dir, keys)
  if (!read.ok) return read
  const issue = (read.value.cards?.issue ?? 0) + 1
  if (issue > 65_535) return err('too-many-issues')
  const { installation } = keys
  const recoveryKey = secretBytes(32)
  const wrapping = cardsKey(recoveryKey, installation)
  const master = keys[lendMaster]((bytes) => gcmSeal(wrapping, bytes, cardsBinding(installation, issue)))
  const cards = makeCards(recoveryKey, { installation, issue })
  wrapping.fill(0)
  recoveryKey.fill(0)
  const written = nextGeneration(dir, keys, 'forget', () => ({
    cards: { issue, master: master.toString('base64') },
  }))
  if (!written.ok) return written
  return ok({ generation: written.value.generation, issue, cards })
}

/** Which cards the ring in `dir` has, as the file says; `open` is false where they no longer open it. Needs no key. */
export function cardsOf(dir: string): { readonly issue: number; readonly open: boolean } | undefined {
  const read = readRing(dir)
  if (!read.ok || read.value.cards === undefined) return undefined
  return { issue: read.value.cards.issue, open: read.value.cards.master !== null }
}

/** Whether two recovery cards would open the ring in `dir`. */
export const hasCards = (dir: string): boolean => cardsOf(dir)?.open === true

/**
 * What a backup takes along so that it can be opened with two cards on another machine: the wrapped keys and the slot of
 * the cards. Plain JSON, nothing about people, and nothing in it opens without two cards.
 */
export const RecoveryCopy = z.strictObject({
  version: z.literal(1),
  installation: z.string().regex(/^[0-9a-f]{32}$/),
  generation: z.int().min(1),
  cards: z.strictObject({ issue: z.int().min(1), master: z.base64() }),
  keys: z.array(WrappedKey),
  signedBefore: z.array(z.base64()).optional(),
})
export type RecoveryCopy = z.infer<typeof RecoveryCopy>

/** The copy as the ring in `dir` stands now; needs no key, reads only. */
export function recoveryCopy(dir: string): Result<RecoveryCopy, KeyringFault | 'no-recovery-cards'> {
  const read = readRing(dir)
  if (!read.ok) return read
  const { installation, generation, cards, keys, signedBefore } = read.value
  if (cards === undefined || cards.master === null) return err('no-recovery-cards')
  return ok({
    version: 1,
    installation,
    generation,
    cards: { issue: cards.issue, master: cards.master },
    keys,
    ...(signedBefore === undefined ? {} : { signedBefore }),
  })
}

/** The master key through two cards. The caller wipes it. */
function masterWithCards(
  { installation, cards }: Pick<RecoveryCopy, 'installation' | 'cards'>,
  typed: readonly [string, string],
): Result<Buffer, CardFault | 'keyring-tampered'> {
  const recoveryKey = joinCards(typed, { installation, issue: cards.issue })
  if (!recoveryKey.ok) return recoveryKey
  const wrapping = cardsKey(recoveryKey.value, installation)
  recoveryKey.value.fill(0)
  const master = gcmOpen(
    wrapping,
    Buffer.from(cards.master, 'base64'),
    cardsBinding(installation, cards.issue),
  )
  wrapping.fill(0)
  return master === undefined || master.length !== 32 ? err('keyring-tampered') : ok(master)
}

const NOBODY = { staff: '', role: '', deviceSecret: false } as const

/** The keys of a backup, with any two cards of the issue it was made under. Changes nothing; takes no time to speak of. */
export function openWithCards(
  copy: RecoveryCopy,
  cards: readonly [string, string],
): Result<Keys, CardFault | 'keyring-tampered'> {
  const master = masterWithCards(copy, cards)
  return master.ok ? openKeys(copy, NOBODY, master.value) : master
}

/** The keys of the ring in `dir` with two cards, the whole file verified. Changes nothing on disk. */
export function unlockWithCards(
  dir: string,
  typed: readonly [string, string],
): Result<Keys, KeyringFault | CardFault | 'no-recovery-cards'> {
  const read = readRing(dir)
  if (!read.ok) return read
  const ring = read.value
  if (ring.cards === undefined || ring.cards.master === null) return err('no-recovery-cards')
  const { issue, master: wrapped } = ring.cards
  const master = masterWithCards(
    { installation: ring.installation, cards: { issue, master: wrapped } },
    typed,
  )
  if (!master.ok) return master
  if (!macFits(master.value, ring)) {
    master.value.fill(0)
    return err('keyring-tampered')
  }
  return openKeys(ring, NOBODY, master.value)
}

/** The same keys as the ring in `dir` says now, for whoever holds them already: after a key was replaced. */
export function reread(dir: string, keys: Keys): Result<Keys, KeyringFault> {
  const read = verified(dir, keys)
  if (!read.ok) return read
  const master = keys[lendMaster]((bytes) => Buffer.from(bytes))
  return openKeys(
    read.value,
    { staff: keys.staff, role: keys.role, deviceSecret: keys.usesDeviceSecret },
    master,
  )
}

/**
 * The first half of replacing one key: the new one is put beside the old one, so that whichever of the two the store
 * turns out to be under, the ring opens it. Answers with the keys that know both. Nothing in the store has changed yet.
 */
export function stageKey(
  dir: string,
  keys: Keys,
  purpose: Purpose,
): Result<Keys, KeyringFault | 'key-being-replaced'> {
  const read = verified(dir, keys)
  if (!read.ok) return read
  if (read.value.keys.some(({ coming }) => coming === true)) return err('key-being-replaced')
  const version = keys.version(purpose) + 1
  const bytes = freshKey(purpose)
  const wrapped = keys[lendMaster]((master) => gcmSeal(master, bytes, keyBinding(purpose, version)))
  bytes.fill(0)
  const written = nextGeneration(dir, keys, 'keep', (body) => ({
    keys: [...body.keys, { purpose, version, wrapped: wrapped.toString('base64'), coming: true }],
  }))
  return written.ok ? reread(dir, keys) : written
}

/** The second half: keeps the one the store is under and forgets the other, also in the file's previous generation. */
export function settleKey(dir: string, keys: Keys, under: 'old' | 'new'): Result<Keys, KeyringFault> {
  const { coming } = keys
  if (coming === undefined) throw new Error('no key is being replaced')
  const written = nextGeneration(dir, keys, 'forget', ({ keys: wrapped, signedBefore }) => {
    if (under === 'old') return { keys: wrapped.filter((key) => key.coming !== true) }
    const kept = wrapped.filter((key) => key.coming === true || key.purpose !== coming.purpose)
    const settled = { keys: kept.map(({ coming: _settled, ...key }) => key) }
    if (coming.purpose !== 'signing') return settled
    return { ...settled, signedBefore: [...(signedBefore ?? []), rawPublicKey(keys.signing)] }
  })
  if (!written.ok) return written
  return reread(dir, keys)
}

/**
 * Begins the ring anew for exactly these people: a new master key over the same keys, a new device secret where the one
 * before does not open here and a key store is there, no slot of anybody else, and cards that no longer open it. The master key cannot be wrapped for
 * people who are not present, because only their passphrase knows how; they are given a first secret afterwards.
 * One write: killed before it, the old ring stands; killed after it, the new one.
 */
export async function foundAnew(
  dir: string,
  keys: Keys,
  { people, kdf, device }: { readonly people: readonly Person[] } & Change,
): Promise<Result<Keys, KeyringFault>> {
  if (people.length < 2 || new Set(people.map(({ staff }) => staff)).size !== people.length)
    throw new Error('a key ring is begun by two different persons')
  const sound = verified(dir, keys)
  if (!sound.ok) return sound
  // One that still opens is kept: a new one written before the ring would lock everybody out, were we killed in between.
  const kept = await openDeviceSecret(dir, keys.installation, device)
  if (!kept.ok && kept.error === 'device-secret-busy') return kept
  const secret = kept.ok ? kept.value : await createDeviceSecret(dir, keys.installation, device)
  if (secret === undefined && device.policy === 'required') return err('device-secret-missing')

  const master = secretBytes(32)
  const slots: Slot[] = []
  for (const person of people) slots.push(await makeSlot(person, master, kdf, secret))
  secret?.fill(0)

  // Once more: while the slots were derived, everybody may have left, and the ring may have changed.
  const read = verified(dir, keys)
  if (!read.ok) {
    master.fill(0)
    return read
  }
  const before = read.value
  const wrapped: Ring['keys'] = []
  for (const { wrapped: sealed, ...key } of before.keys) {
    const binding = keyBinding(key.purpose, key.version)
    const bytes = keys[lendMaster]((old) => gcmOpen(old, Buffer.from(sealed, 'base64'), binding))
    if (bytes === undefined) {
      master.fill(0)
      return err('keyring-tampered')
    }
    wrapped.push({ ...key, wrapped: gcmSeal(master, bytes, binding).toString('base64') })
    bytes.fill(0)
  }
  const body: RingBody = {
    ...before,
    version: VERSION,
    generation: before.generation + 1,
    slots,
    keys: wrapped,
    ...(before.cards === undefined ? {} : { cards: { issue: before.cards.issue, master: null } }),
  }
  save(dir, master, body, 'forget')
  const [first] = slots
  if (first === undefined) throw new Error('a key ring without slots')
  return openKeys(body, first, master)
}
