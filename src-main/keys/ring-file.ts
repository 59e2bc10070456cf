import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { err, ok, type Result } from '#shared/result'
import type { DeviceFault } from './device.ts'
import { readChecked, writeChecked, writeDurably } from './files.ts'
import { isAcceptable } from './kdf.ts'

/**
 * The key ring as a file: its shape, what each wrapped thing in it is bound to, its MAC, and how it is read and written.
 * Holds no open key. Only the modules of this folder that work on the ring use it.
 */

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

/** Every key that can be replaced alone, in the order in which the desk shows them. */
export const purposes = ['database', 'seeds', 'rows', 'signing', 'staff', 'export'] as const
export type Purpose = (typeof purposes)[number]

/** Written by this program. Version 1, without cards and without a key that is being replaced, still opens. */
export const VERSION = 2

export const StaffNumber = z.string().regex(/^[^|\s]{1,32}$/)
export const Role = z.string().regex(/^[^|\s]{1,32}$/)

export const Slot = z.strictObject({
  slot: z.string().regex(/^[0-9a-f]{16}$/),
  staff: StaffNumber,
  role: Role,
  kdf: z.strictObject({ memoryKiB: z.int(), passes: z.int(), lanes: z.int() }),
  deviceSecret: z.boolean(),
  salt: z.base64(),
  master: z.base64(),
})
export type Slot = z.infer<typeof Slot>

export const WrappedKey = z.strictObject({
  purpose: z.enum(purposes),
  version: z.int().min(1),
  wrapped: z.base64(),
  /** Stands beside the key of the same purpose while that one is being replaced by this one. */
  coming: z.literal(true).optional(),
})
/** The slot of the recovery cards; `master` is null where the cards of that issue no longer open and none were made since. */
const CardsSlot = z.strictObject({ issue: z.int().min(1).max(65_535), master: z.base64().nullable() })

export const Ring = z.strictObject({
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
export type Ring = z.infer<typeof Ring>
export type RingBody = Omit<Ring, 'mac'>

const InstallationFile = z.strictObject({ version: z.literal(1), installation: z.string() })

/** Where the ring of the installation in `dir` lies. */
export const ringPath = (dir: string): string => join(dir, 'keyring.json')
const previousPath = (dir: string): string => join(dir, 'keyring.previous.json')
const installationPath = (dir: string): string => join(dir, 'installation.json')

/** What a slot's wrapped master key is bound to. Not the generation: a new colleague must not need everybody's passphrase. */
export const slotBinding = ({
  slot,
  staff,
  role,
  kdf,
  deviceSecret,
}: Omit<Slot, 'salt' | 'master'>): string =>
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
export const cardsBinding = (installation: string, issue: number): string =>
  `recovery|v1|${installation}|${issue}`

export const keyBinding = (purpose: Purpose, version: number): string => `key|v1|${purpose}|${version}`

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

export function macFits(master: Buffer, ring: Ring): boolean {
  const expected = ringMac(master, ring)
  const written = Buffer.from(ring.mac, 'base64')
  return written.length === expected.length && timingSafeEqual(written, expected)
}

/** The key ring in `dir` as far as it can be judged without any key. */
export function readRing(dir: string): Result<Ring, KeyringFault> {
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

/** Whether a key ring was ever made in `dir`, whatever has become of it. */
export const hasKeyring = (dir: string): boolean => existsSync(ringPath(dir))

/** The people who have a slot, as the file says; needs no key and proves nothing. Empty where there is no ring. */
export function peopleWithSlots(dir: string): readonly { readonly staff: string; readonly role: string }[] {
  const ring = readRing(dir)
  return ring.ok ? ring.value.slots.map(({ staff, role }) => ({ staff, role })) : []
}

/**
 * Writes the ring. The copy of the one before is for damage and nothing else: nobody reads it but whoever mends a branch by
 * hand. Where something is taken out of force it would still open with that, so `before` is `forget`, and the copy goes once
 * the new ring lies on the disk whole and before it counts: a disk that has no room for the new ring leaves ring and copy as
 * they were; cut off after it, the old ring stands whole and without a copy, which it can do without; the other way round
 * the copy would stay. The rename alone makes sure that there is always one whole ring.
 */
export function save(dir: string, master: Buffer, body: RingBody, before: 'keep' | 'forget'): void {
  if (before === 'keep' && existsSync(ringPath(dir)))
    writeDurably(previousPath(dir), readFileSync(ringPath(dir), 'utf8'))
  const forgetting = before === 'forget' ? () => rmSync(previousPath(dir), { force: true }) : undefined
  writeChecked(ringPath(dir), { ...body, mac: ringMac(master, body).toString('base64') }, forgetting)
}

/** Names the installation beside its ring, so that a ring of another one put here is noticed. */
export const nameInstallation = (dir: string, installation: string): void =>
  writeChecked(installationPath(dir), { version: 1, installation })
