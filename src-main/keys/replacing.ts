import { err, type Result } from '#shared/result'
import { createDeviceSecret, openDeviceSecret } from './device.ts'
import { type Change, makeSlot, type Person } from './keyring.ts'
import {
  type Keys,
  lendMaster,
  newKey,
  nextGeneration,
  openKeys,
  rawPublicKey,
  reread,
  verified,
} from './keys.ts'
import { secretBytes } from './random.ts'
import {
  type KeyringFault,
  keyBinding,
  type Purpose,
  type Ring,
  type RingBody,
  type Slot,
  save,
  VERSION,
} from './ring-file.ts'
import { gcmOpen, gcmSeal } from './wrap.ts'

/** Replacing keys: one of them beside the one it follows, or the master key over all of them. */

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
  const { wrapped } = keys[lendMaster]((master) => newKey(master, purpose, version))
  const written = nextGeneration(dir, keys, 'keep', (body) => ({
    keys: [...body.keys, { ...wrapped, coming: true }],
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

/** Every key of a ring under another master key; undefined where one does not open with `keys`. */
export function wrappedAnew(keys: Keys, before: Ring['keys'], master: Buffer): Ring['keys'] | undefined {
  const anew: Ring['keys'] = []
  for (const { wrapped, ...key } of before) {
    const binding = keyBinding(key.purpose, key.version)
    const bytes = keys[lendMaster]((old) => gcmOpen(old, Buffer.from(wrapped, 'base64'), binding))
    if (bytes === undefined) return undefined
    anew.push({ ...key, wrapped: gcmSeal(master, bytes, binding).toString('base64') })
    bytes.fill(0)
  }
  return anew
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
  const wrapped = wrappedAnew(keys, before.keys, master)
  if (wrapped === undefined) {
    master.fill(0)
    return err('keyring-tampered')
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
