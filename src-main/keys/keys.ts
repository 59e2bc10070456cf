import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import { err, ok, type Result } from '#shared/result'
import { secretBytes } from './random.ts'
import {
  type KeyringFault,
  keyBinding,
  macFits,
  type Purpose,
  purposes,
  type Ring,
  type RingBody,
  readRing,
  type Slot,
  save,
  VERSION,
} from './ring-file.ts'
import { gcmOpen, gcmSeal } from './wrap.ts'

/** The open keys of an installation, and how whoever holds them writes the next generation of the ring. */

type Opened = ReadonlyMap<Purpose, { readonly key: KeyObject; readonly version: number }>
/** A key that is about to take the place of the one of its purpose, or has just done so. */
export type ComingKey = { readonly purpose: Purpose; readonly key: KeyObject; readonly version: number }

/** Names the loan of the master key. Only this folder may know it (house rule), so nobody else can ask for it. */
export const lendMaster = Symbol('lend the master key')

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

function freshKey(purpose: Purpose): Buffer {
  if (purpose !== 'signing') return secretBytes(32)
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' })
}

/** The 32 bytes of an Ed25519 public key, base64: what a verifier is given. */
export const rawPublicKey = (signing: KeyObject): string =>
  createPublicKey(signing).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')

const toKeyObject = (purpose: Purpose, bytes: Buffer): KeyObject =>
  purpose === 'signing'
    ? createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' })
    : createSecretKey(bytes)

/** Everything the master key wraps. Takes `master` over: the Keys hold it, or it is wiped. */
export function openKeys(
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
  if (purposes.some((purpose) => !opened.has(purpose))) {
    master.fill(0)
    return err('keyring-tampered')
  }
  return ok(new Keys(ring, slot, master, opened, coming))
}

/** One new key for `purpose` and how it stands in a ring under `master`. */
export function newKey(master: Buffer, purpose: Purpose, version: number) {
  const bytes = freshKey(purpose)
  const wrapped = gcmSeal(master, bytes, keyBinding(purpose, version)).toString('base64')
  const key = toKeyObject(purpose, bytes)
  bytes.fill(0)
  return { key, wrapped: { purpose, version, wrapped } }
}

/** Reads the ring in `dir` and verifies it against the open keys; an older one than they came from is no answer. */
export function verified(dir: string, keys: Keys): Result<RingBody, KeyringFault> {
  if (!keys.open) return err('keys-closed')
  const read = readRing(dir)
  if (!read.ok) return read
  const { mac, ...body } = read.value
  const sound = keys[lendMaster]((master) => macFits(master, read.value))
  return sound && body.generation >= keys.generation ? ok(body) : err('keyring-tampered')
}

/** Reads, verifies against the open keys, and writes the next generation; `before`: see `save`. */
export function nextGeneration(
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
