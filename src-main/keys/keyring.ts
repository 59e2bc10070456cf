import type { KeyObject } from 'node:crypto'
import { err, ok, type Result } from '#shared/result'
import { createDeviceSecret, type Device, openDeviceSecret } from './device.ts'
import { isAcceptable, KDF_FLOOR, type KdfParams, wrappingKey } from './kdf.ts'
import { Keys, lendMaster, newKey, nextGeneration, openKeys } from './keys.ts'
import { secretBytes } from './random.ts'
import {
  hasKeyring,
  type KeyringFault,
  macFits,
  nameInstallation,
  type Purpose,
  peopleWithSlots,
  purposes,
  type Ring,
  type RingBody,
  Role,
  readRing,
  type Slot,
  StaffNumber,
  save,
  slotBinding,
  VERSION,
} from './ring-file.ts'
import { gcmOpen, gcmSeal } from './wrap.ts'

/**
 * The key ring of one installation. A random master key wraps independent random keys, one per purpose;
 * each person's slot wraps the master key under their own passphrase. Signing in *is* opening one's slot:
 * there is no second password hash to steal.
 */

export type Person = { readonly staff: string; readonly role: string; readonly passphrase: string }

export type Change = { readonly kdf: KdfParams; readonly device: Device }

/** A new slot for `person` over `master`; derives once. Throws where `kdf` lies below the floor. */
export async function makeSlot(
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
  if (hasKeyring(dir)) throw new Error('this folder has a key ring already')
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
  for (const purpose of purposes) {
    const { key, wrapped } = newKey(master, purpose, 1)
    keys.push(wrapped)
    opened.set(purpose, { key, version: 1 })
  }

  nameInstallation(dir, installation)
  const body: RingBody = { version: VERSION, installation, generation: 1, slots, keys }
  save(dir, master, body, 'keep')
  const [first] = slots
  if (first === undefined) throw new Error('a key ring without slots')
  return new Keys(body, first, master, opened)
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
