import {
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { err, ok, type Result } from '#shared/result'
import { readChecked, syncDirectory, writeChecked, writeDurably } from '../keys/files.ts'
import type { Keys } from '../keys/keys.ts'
import { openAnchor } from '../store/anchor.ts'
import type { Moment } from '../store/audit.ts'
import type { DeskStore } from '../store/desk-store.ts'
import type { AuditFacts } from '../store/facts.ts'
import { OpenFault } from '../store/faults.ts'
import { migrations } from '../store/migrations/index.ts'
import { DATABASE_FILE, openStore } from '../store/store.ts'
import { type Reads, tables, type Writes } from '../store/tables.ts'
import { type ContainerFault, type Header, type Manifest, readContainer } from './container.ts'
import { exportKeyOf, isSound, versionsOf } from './make.ts'

/**
 * A store out of a backup, and its way into the place of another.
 *
 * Everything is done in a folder of its own beside the store (`branch.restoring`): unpacked, opened, verified, changed.
 * Only when it is whole and on the disk is it marked as ready; then the store of before is renamed
 * (`branch.before-restore-…`) and the new one takes its name. Whenever the program is killed, the next start finds
 * either the old store untouched, or no store and one that is ready, and finishes that (`settleRestore`).
 */

/** The newest step of the schema that this program knows. */
export const SCHEMA = migrations.length

const restoringOf = (dir: string): string => `${dir}.restoring`
const drillOf = (dir: string): string => `${dir}.drill`
const copyingOf = (dir: string): string => `${dir}.copying`

/** Says that a store beside another is whole; stays in it and does no harm there. */
const READY = 'restored.json'
/** The anchor of the restored store, until it lies where anchors lie. */
const ANCHOR = 'restored.anchor'

export type Unpacked = { readonly dir: string; readonly header: Header; readonly manifest: Manifest }

/**
 * Unpacks the backup `file` beside the store in `dir` and verifies every byte. Nothing of the store is touched.
 *
 * @param as `restoring` to take its place, `drill` to be looked at and thrown away
 */
export async function unpack(
  file: string,
  {
    dir,
    keys,
    mode,
    as,
  }: {
    readonly dir: string
    readonly keys: Keys
    readonly mode: Manifest['mode']
    readonly as: 'restoring' | 'drill'
  },
): Promise<Result<Unpacked, ContainerFault>> {
  const into = as === 'drill' ? drillOf(dir) : restoringOf(dir)
  rmSync(into, { recursive: true, force: true })
  mkdirSync(into, { recursive: true, mode: 0o700 })
  // Taken now: whoever leaves in the middle closes the keys.
  const versions = versionsOf(keys)
  const read = await readContainer(file, exportKeyOf(keys), join(into, DATABASE_FILE))
  const refused = !read.ok ? read.error : refusedFor(read.value.manifest, mode, versions)
  if (refused !== undefined) {
    rmSync(into, { recursive: true, force: true })
    return err(refused)
  }
  return read.ok ? ok({ dir: into, ...read.value }) : read
}

/** What was sealed under a key before a rotation opens no more, and nobody could sign in with a token of then. */
function refusedFor(
  { mode, schema, keyVersions }: Manifest,
  wanted: Manifest['mode'],
  versions: Manifest['keyVersions'],
): ContainerFault | undefined {
  if (mode !== wanted) return 'backup-foreign'
  const { database, rows, seeds, staff } = keyVersions
  if (
    database !== versions.database ||
    rows !== versions.rows ||
    seeds !== versions.seeds ||
    staff !== versions.staff
  )
    return 'backup-other-keys'
  return schema > SCHEMA ? 'backup-newer' : undefined
}

/**
 * Opens the store that was unpacked, brings its schema up to date, and verifies everything. The caller closes it. It has
 * no anchor yet: it is older than what the last one has seen, and on purpose.
 */
export function openUnpacked(
  { dir }: Pick<Unpacked, 'dir'>,
  { keys, at, build }: { readonly keys: Keys; readonly at: Moment; readonly build: string },
): Result<DeskStore, ContainerFault> {
  let store: DeskStore | undefined
  try {
    store = openStore<Reads, Writes, AuditFacts>({
      dir,
      keys,
      create: false,
      at,
      build,
      migrations,
      repositories: tables,
    })
    if (isSound(store.verify())) return ok(store)
    store.close()
    return err('backup-damaged')
  } catch (thrown) {
    store?.close()
    if (!(thrown instanceof OpenFault)) throw thrown
    if (thrown.code === 'database-newer') return err('backup-newer')
    if (thrown.code === 'keyring-foreign') return err('backup-foreign')
    return err(thrown.code === 'keyring-older' ? 'backup-other-keys' : 'backup-damaged')
  }
}

/** Throws away what was unpacked and is not to be used. */
export function discard({ dir }: Pick<Unpacked, 'dir'>): void {
  rmSync(dir, { recursive: true, force: true })
}

/** Everything of the store in `from` but its database: the key ring as it is now, and the record of failed sign-ins. */
export function carryFiles(from: string, { dir }: Pick<Unpacked, 'dir'>): void {
  for (const name of readdirSync(from)) {
    if (name.startsWith(DATABASE_FILE) || name === READY || name === ANCHOR) continue
    cpSync(join(from, name), join(dir, name), { recursive: true })
  }
}

/**
 * Makes the store beside another ready to take its place, and closes it: an anchor of its own at its newest entry,
 * everything on the disk, and the mark at last.
 */
export function makeReady(
  { dir }: Pick<Unpacked, 'dir'>,
  {
    store,
    keys,
    build,
    at,
  }: { readonly store: DeskStore; readonly keys: Keys; readonly build: string; readonly at: string },
): void {
  const { seq, chain } = store.trail.head()
  const acc = store.trail.newest(1)[0]?.acc ?? ''
  store.close()
  const anchor = openAnchor(join(dir, ANCHOR), {
    rowKey: keys.rows,
    installation: keys.installation,
    build,
    fresh: true,
  })
  anchor.sawTime(at)
  anchor.write({ seq, chain: Buffer.from(chain, 'hex'), acc })
  anchor.close()
  for (const name of readdirSync(dir)) {
    const handle = openSync(join(dir, name), 'r+')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  }
  syncDirectory(dir)
  writeChecked(join(dir, READY), { version: 1, at })
}

/**
 * The store that is ready takes the place of the one in `dir`, which is closed and stays under another name.
 *
 * @param at an Instant, for that name @param anchorFile where the anchor of `dir` lies
 */
export function takePlace(dir: string, at: string, anchorFile: string): void {
  if (!isReady(restoringOf(dir))) throw new Error('there is no restored store that is ready')
  const aside = asideName(dir, at)
  const isThere = existsSync(dir)
  if (isThere) {
    renameSync(dir, aside)
    syncDirectory(dirname(dir))
  }
  try {
    settleRestore(dir, anchorFile)
  } catch (thrown) {
    // Where the new one could not come, the old one goes back: a branch without any store stops nobody's token.
    if (isThere && !existsSync(dir)) renameSync(aside, dir)
    throw thrown
  }
}

/** Whether a restored store beside `dir` is whole and only waits to take its place, while none is there. */
export const isWaiting = (dir: string): boolean => !existsSync(dir) && isReady(restoringOf(dir))

/** Whether `settleRestore` would still have to bring a restored store into its place, or its anchor. */
export const isUnsettled = (dir: string): boolean => isWaiting(dir) || existsSync(join(dir, ANCHOR))

function asideName(dir: string, at: string): string {
  const stem = `${dir}.before-restore-${at.replaceAll(/[-:]/g, '').replace(/\..*$/, '')}`
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stem : `${stem}-${number}`
    if (!existsSync(name)) return name
  }
}

const isReady = (dir: string): boolean => readChecked(join(dir, READY)).ok

/**
 * Finishes or takes back what a restore, a backup or a drill left when the program ended. Asked at every start, before any
 * store is opened; does nothing where nothing was left.
 */
export function settleRestore(dir: string, anchorFile: string): void {
  const restoring = restoringOf(dir)
  if (existsSync(restoring)) {
    if (isWaiting(dir)) {
      renameSync(restoring, dir)
      syncDirectory(dirname(dir))
    } else {
      sweep(restoring)
    }
  }
  const waiting = join(dir, ANCHOR)
  if (existsSync(waiting)) {
    mkdirSync(dirname(anchorFile), { recursive: true, mode: 0o700 })
    writeDurably(anchorFile, readFileSync(waiting, 'utf8'))
    rmSync(waiting)
    syncDirectory(dir)
  }
  for (const scratch of [copyingOf(dir), drillOf(dir)]) sweep(scratch)
}

/** What cannot be removed today stays: it is nobody's store, and the next start, or the next backup, tries again. */
function sweep(scratch: string): void {
  try {
    rmSync(scratch, { recursive: true, force: true })
  } catch {
    // As above.
  }
}
