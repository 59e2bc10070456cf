import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Instant } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import { syncDirectory } from '../keys/files.ts'
import type { Keys } from '../keys/keys.ts'
import { type DeskStore, openDeskCopy } from '../store/desk-store.ts'
import { OpenFault, StoreFault } from '../store/faults.ts'
import type { StoreVerdict } from '../store/store.ts'
import { type ExportKey, type Header, type Manifest, readContainer, writeContainer } from './container.ts'
import { isMarked, makingName, nameFor, sweepFolder } from './folder.ts'

/** Why there is no backup. The store itself is as it was, every time. */
export type MakeFault =
  /** No room left on this PC for the copy, or in the folder for the backup. */
  | 'backup-full'
  /** The folder is not there, or not the one that was chosen: a medium that was unplugged or changed. */
  | 'backup-gone'
  /** The folder takes no files. */
  | 'backup-not-writable'
  /** What was written does not read back as it was, or does not verify. */
  | 'backup-unsound'
  /** Whoever was here has left in the middle of it. */
  | 'backup-interrupted'

export type Made = {
  readonly name: string
  readonly bytes: number
  /** SHA-256 of the file, hex. */
  readonly sha256: string
  /** Entries of the trail in it. */
  readonly entries: number
}

export const exportKeyOf = (keys: Keys): ExportKey => ({
  key: keys.export,
  version: keys.version('export'),
  installation: keys.installation,
})

/** The versions of the keys that a database is under, for the manifest, and for whoever compares with it. */
export const versionsOf = (keys: Keys): Manifest['keyVersions'] => ({
  database: keys.version('database'),
  rows: keys.version('rows'),
  seeds: keys.version('seeds'),
  staff: keys.version('staff'),
})

/** Where copies are made: beside the store, on its own disk. */
const scratchOf = (dir: string): string => `${dir}.copying`

/**
 * Makes one backup of an open store in `folder`.
 *
 * The desk stands still while SQLite copies the database (beside the store, on the fastest disk there is, and encrypted
 * as the store is); verifying it, sealing it and reading the result back happen while it goes on. The copy is opened and
 * verified whole; then the container is written under a passing name, synced, read back to its last byte, renamed,
 * and the folder synced. Whatever a killed run left is swept first.
 *
 * @param dir the store's folder @param recovery what the cards open, for the header
 * @param stillHere asked before the backup gets its name
 */
export async function makeContainer({
  dir,
  store,
  keys,
  folder,
  at,
  recovery,
  mode,
  branchNo,
  schema,
  stillHere,
}: {
  readonly dir: string
  readonly store: Pick<DeskStore, 'copyTo'>
  readonly keys: Keys
  readonly folder: string
  readonly at: Instant
  readonly recovery: Header['recovery']
  readonly mode: Manifest['mode']
  readonly branchNo: string
  readonly schema: number
  readonly stillHere: () => boolean
}): Promise<Result<Made, MakeFault>> {
  const scratch = scratchOf(dir)
  const copy = join(scratch, 'copy.db')
  let making: string | undefined
  try {
    rmSync(scratch, { recursive: true, force: true })
    if (!isMarked(folder)) return err('backup-gone')
    sweepFolder(folder)
    mkdirSync(scratch, { recursive: true, mode: 0o700 })
    // Taken now: whoever leaves in the middle closes the keys.
    const exportKey = exportKeyOf(keys)
    const keyVersions = versionsOf(keys)
    const head = store.copyTo(copy)
    const opened = openDeskCopy(copy, keys)
    try {
      const isThat = opened.entries === head.seq && opened.chain === head.chain && opened.acc === head.acc
      if (!isThat || opened.installation !== exportKey.installation || !isSound(await opened.verify()))
        return err('backup-unsound')
    } finally {
      opened.close()
    }
    const manifest: Manifest = {
      mode,
      branchNo,
      schema,
      keyVersions,
      entries: head.seq,
      chain: head.chain,
      acc: head.acc,
      bytes: statSync(copy).size,
      sha256: await digestOfFile(copy),
    }
    const name = nameFor(folder, exportKey.installation, at)
    making = join(folder, makingName(name))
    const written = await writeContainer(making, { at, recovery, manifest, database: copy, exportKey })
    const read = await readContainer(making, exportKey)
    if (!read.ok || JSON.stringify(read.value.manifest) !== JSON.stringify(manifest))
      return err('backup-unsound')
    if (!stillHere()) return err('backup-interrupted')
    renameSync(making, join(folder, name))
    making = undefined
    syncDirectory(folder)
    return ok({ name, bytes: written.bytes, sha256: written.sha256, entries: head.seq })
  } catch (thrown) {
    const fault = faultOf(thrown)
    if (fault === undefined) throw thrown
    return err(fault)
  } finally {
    for (const path of [making, scratch]) {
      if (path !== undefined) removeQuietly(path)
    }
  }
}

/** A medium that is gone keeps its half-written file; the next run sweeps it. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // As above.
  }
}

/** Whether all that can be verified of a store was found right. */
export const isSound = ({ chain, rows, structure }: StoreVerdict): boolean =>
  chain.ok && rows.ok && structure.length === 0

export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** The file system's troubles in words about backups; undefined for what is none of them. */
export function faultOf(thrown: unknown): Exclude<MakeFault, 'backup-interrupted'> | undefined {
  if (thrown instanceof StoreFault) return thrown.code === 'disk-full' ? 'backup-full' : 'backup-not-writable'
  if (thrown instanceof OpenFault) return 'backup-unsound'
  if (!(thrown instanceof Error && 'code' in thrown)) return undefined
  switch (thrown.code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'backup-full'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'backup-not-writable'
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV':
    case 'ENXIO':
    case 'EIO':
    case 'EBUSY':
    case 'ESTALE':
    case 'ENOTCONN':
    case 'ETIMEDOUT':
      return 'backup-gone'
    default:
      return undefined
  }
}
