import { err, type Result } from '#shared/result'
import type { RecoveryCopy } from './cards.ts'
import { createDeviceSecret } from './device.ts'
import { type Change, makeSlot, type Person } from './keyring.ts'
import { type Keys, openKeys } from './keys.ts'
import { secretBytes } from './random.ts'
import { wrappedAnew } from './replacing.ts'
import { nameInstallation, type RingBody, type Slot, save, VERSION } from './ring-file.ts'

/**
 * Generations left free: rings of the PC that was lost may have got further than the backup knows, and none of them is to
 * be taken for a younger one than this.
 */
const GENERATIONS_LEFT_FREE = 1000

/**
 * Lays a key ring in the folder `dir`, which has none, for a store that comes out of a backup: the keys of its recovery copy
 * under a new master key, slots for exactly these two or more people, a new device secret where a key store is there, and
 * no cards that open it. `keys` are the copy's, opened with two cards; they stay the caller's.
 *
 * @throws Error where there is a ring, or fewer than two persons; what the disk throws. Until the caller gives the folder
 * its name, nothing of it is anybody's store.
 */
export async function layRing(
  dir: string,
  copy: RecoveryCopy,
  keys: Keys,
  { people, kdf, device }: { readonly people: readonly Person[] } & Change,
): Promise<Result<Keys, 'keyring-tampered' | 'device-secret-missing'>> {
  if (people.length < 2 || new Set(people.map(({ staff }) => staff)).size !== people.length)
    throw new Error('a key ring is begun by two different persons')
  const { installation } = copy
  const secret = await createDeviceSecret(dir, installation, device)
  if (secret === undefined && device.policy === 'required') return err('device-secret-missing')
  const master = secretBytes(32)
  const slots: Slot[] = []
  for (const person of people) slots.push(await makeSlot(person, master, kdf, secret))
  secret?.fill(0)
  const wrapped = wrappedAnew(keys, copy.keys, master)
  const [first] = slots
  if (wrapped === undefined || first === undefined) {
    master.fill(0)
    return err('keyring-tampered')
  }
  const body: RingBody = {
    version: VERSION,
    installation,
    generation: copy.generation + GENERATIONS_LEFT_FREE,
    slots,
    keys: wrapped,
    cards: { issue: copy.cards.issue, master: null },
    ...(copy.signedBefore === undefined ? {} : { signedBefore: copy.signedBefore }),
  }
  nameInstallation(dir, installation)
  save(dir, master, body, 'forget')
  return openKeys(body, first, master)
}
