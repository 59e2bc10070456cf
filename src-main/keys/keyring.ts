import {
  createHmac,
  createPrivateKey,
  createSecretKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { err, ok, type Result } from '#shared/result'
import { createDeviceSecret, type Device, type DeviceFault, openDeviceSecret } from './device.ts'
import { readChecked, writeChecked, writeDurably } from './files.ts'
import { isAcceptable, KDF_FLOOR, type KdfParams, wrappingKey } from './kdf.ts'
import { secretBytes } from './random.ts'
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
  | DeviceFault

const PURPOSES = ['database', 'seeds', 'rows', 'signing', 'staff', 'export'] as const
type Purpose = (typeof PURPOSES)[number]

const VERSION = 1

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

const Ring = z.strictObject({
  version: z.literal(VERSION),
  installation: z.string().regex(/^[0-9a-f]{32}$/),
  generation: z.int().min(1),
  slots: z.array(Slot).min(1),
  keys: z.array(z.strictObject({ purpose: z.enum(PURPOSES), version: z.int().min(1), wrapped: z.base64() })),
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

const keyBinding = (purpose: Purpose, version: number): string => `key|v1|${purpose}|${version}`

function ringMac(master: Buffer, { version, installation, generation, slots, keys }: RingBody): Buffer {
  const key = Buffer.from(hkdfSync('sha256', master, installation, 'madoguchi|keyring-mac|v1', 32))
  const mac = createHmac('sha256', createSecretKey(key))
    .update(JSON.stringify({ version, installation, generation, slots, keys }))
    .digest()
  key.fill(0)
  return mac
}

const lendMaster = Symbol('lend the master key')

/**
 * The open keys of an installation. Prints as `[keys]` wherever it is shown; after `close()` every use
 * throws. Node cannot overwrite a KeyObject's bytes, so closing wipes the master key and lets go of the rest.
 */
export class Keys {
  readonly installation: string
  /** Of the key ring this was opened from; the database refuses one older than the newest it has seen. */
  readonly generation: number
  /** Whose slot was opened, and the role that slot is bound to. */
  readonly staff: string
  readonly role: string
  /** False obliges the desk to show the standing banner and to record it (policy `optional`). */
  readonly usesDeviceSecret: boolean
  #master: Buffer
  #opened: ReadonlyMap<Purpose, { readonly key: KeyObject; readonly version: number }> | undefined

  constructor(
    ring: Pick<Ring, 'installation' | 'generation'>,
    slot: Pick<Slot, 'staff' | 'role' | 'deviceSecret'>,
    master: Buffer,
    opened: ReadonlyMap<Purpose, { readonly key: KeyObject; readonly version: number }>,
  ) {
    this.installation = ring.installation
    this.generation = ring.generation
    this.staff = slot.staff
    this.role = slot.role
    this.usesDeviceSecret = slot.deviceSecret
    this.#master = master
    this.#opened = opened
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
  /** The version of the key for a purpose, which stands in the binding of everything sealed with it. */
  version(purpose: Purpose): number {
    return this.#of(purpose).version
  }

  #of(purpose: Purpose): { readonly key: KeyObject; readonly version: number } {
    const found = this.#opened?.get(purpose)
    if (found === undefined) throw new Error('the keys are closed')
    return found
  }

  /** Lends the master key to this module for one call; nobody else can name the symbol. */
  [lendMaster]<T>(use: (master: Buffer) => T): T {
    if (this.#opened === undefined) throw new Error('the keys are closed')
    return use(this.#master)
  }

  close(): void {
    this.#master.fill(0)
    this.#opened = undefined
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

const toKeyObject = (purpose: Purpose, bytes: Buffer): KeyObject =>
  purpose === 'signing'
    ? createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' })
    : createSecretKey(bytes)

function save(dir: string, master: Buffer, body: RingBody): void {
  if (existsSync(ringPath(dir))) writeDurably(previousPath(dir), readFileSync(ringPath(dir), 'utf8'))
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
  save(dir, master, body)
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

  const mac = Buffer.from(ring.mac, 'base64')
  const expected = ringMac(master, ring)
  if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) {
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

  const opened = new Map<Purpose, { key: KeyObject; version: number }>()
  for (const { purpose, version, wrapped } of ring.keys) {
    const bytes = gcmOpen(master, Buffer.from(wrapped, 'base64'), keyBinding(purpose, version))
    if (bytes === undefined) {
      master.fill(0)
      return err('keyring-tampered')
    }
    opened.set(purpose, { key: toKeyObject(purpose, bytes), version })
    bytes.fill(0)
  }
  if (PURPOSES.some((purpose) => !opened.has(purpose))) {
    master.fill(0)
    return err('keyring-tampered')
  }
  return ok(new Keys(ring, slot, master, opened))
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

/** Reads, verifies against the open keys, and writes the next generation. */
function nextGeneration(
  dir: string,
  keys: Keys,
  change: (slots: readonly Slot[]) => readonly Slot[],
): Result<{ generation: number }, KeyringFault> {
  const read = readRing(dir)
  if (!read.ok) return read
  const { mac, ...body } = read.value
  return keys[lendMaster]((master) => {
    const expected = ringMac(master, body)
    const written = Buffer.from(mac, 'base64')
    if (written.length !== expected.length || !timingSafeEqual(written, expected))
      return err('keyring-tampered')
    if (body.generation < keys.generation) return err('keyring-tampered')
    const next = { ...body, slots: [...change(body.slots)], generation: body.generation + 1 }
    save(dir, master, next)
    return ok({ generation: next.generation })
  })
}

/**
 * Gives `person` a slot, replacing the one they had (new passphrase, new role, higher cost). Writes the next
 * generation of the file and keeps the one before; answers with the new generation, which the caller records
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

  const master = keys[lendMaster]((bytes) => Buffer.from(bytes))
  const slot = await makeSlot(person, master, kdf, secret)
  master.fill(0)
  secret?.fill(0)
  return nextGeneration(dir, keys, (slots) => [...slots.filter(({ staff }) => staff !== person.staff), slot])
}

/** Takes the slot of `staff` away. The last two cannot go: an installation needs two persons. */
export function removeSlot(
  dir: string,
  keys: Keys,
  staff: string,
): Result<{ generation: number }, KeyringFault | 'too-few-slots' | 'no-such-slot'> {
  const people = peopleWithSlots(dir)
  if (people.length > 0 && !people.some((person) => person.staff === staff)) return err('no-such-slot')
  if (people.length === 2) return err('too-few-slots')
  return nextGeneration(dir, keys, (slots) => slots.filter((slot) => slot.staff !== staff))
}
