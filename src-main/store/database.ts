import { createHash, type KeyObject } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { OpenFault, StoreFault } from './faults.ts'
import type { Migration } from './migrations/migration.ts'

/** An open connection. Lives inside src-main/store; nobody else may hold one. */
export type Database = Sqlite.Database

/** `MADO`: says that a database is ours before anything else is believed. */
const APPLICATION_ID = 0x4d41444f

/** How long to wait for a lock. Long enough for a virus scanner, short enough for the person (STO-12). */
const LOCK_WAIT_MS = 700

/** The first part of a log's index, which is all that is needed to begin with. */
const SHM_BYTES = 32 * 1024

/** 64 MiB of pages. Decrypting a page costs far more than finding it in memory. */
const CACHE_KIB = 65_536

/**
 * The settings of every connection, in the order in which they are made. Each is read back: SQLite ignores what
 * it does not know, and a WAL database that is opened again runs at synchronous=NORMAL unless told otherwise.
 */
const SETTINGS: readonly (readonly [set: string, name: string, reads: string | number])[] = [
  ['journal_mode = WAL', 'journal_mode', 'wal'],
  ['synchronous = FULL', 'synchronous', 2],
  ['fullfsync = ON', 'fullfsync', 1],
  ['temp_store = MEMORY', 'temp_store', 2],
  ['secure_delete = ON', 'secure_delete', 1],
  ['foreign_keys = ON', 'foreign_keys', 1],
  ['trusted_schema = OFF', 'trusted_schema', 0],
  ['cell_size_check = ON', 'cell_size_check', 1],
  ['locking_mode = EXCLUSIVE', 'locking_mode', 'exclusive'],
  ['wal_autocheckpoint = 200', 'wal_autocheckpoint', 200],
  ['cache_size = -65536', 'cache_size', -CACHE_KIB],
]

/**
 * Opens the encrypted database `file` under its raw 256-bit `key`.
 *
 * The file must be there unless `create` says that it must not: a missing or empty file is never taken for a new
 * store. A database of a newer program (`newest` is the highest migration this one knows) is refused before
 * anything is written; the look is taken through a read-only connection, because closing an ordinary one would
 * fold the WAL into the file.
 *
 * @throws OpenFault with its code; the connection is closed then.
 */
export function openDatabase(
  file: string,
  key: KeyObject,
  { create, newest }: { readonly create: boolean; readonly newest: number },
): Database {
  if (create && existsSync(file)) throw new OpenFault('store-exists')
  if (!create) {
    if (!existsSync(file)) throw new OpenFault('store-missing')
    if (statSync(file).size === 0) throw new OpenFault('database-damaged', { size: 0 })
    const look = connect(file, true)
    try {
      unlock(look, key)
      recognise(look, newest)
    } catch (thrown) {
      throw asOpenFault(thrown)
    } finally {
      look.close()
    }
  }

  const db = connect(file, false)
  try {
    unlock(db, key)
    for (const [set, name, reads] of SETTINGS) {
      db.pragma(set)
      expectSetting(db, name, reads)
    }
    // The settings above only promise the lock; this takes it, so that a second desk is told at once.
    db.exec('BEGIN EXCLUSIVE; COMMIT')
    if (create) db.pragma('application_id = 0x4d41444f')
    recognise(db, newest)
    return db
  } catch (thrown) {
    db.close()
    throw asOpenFault(thrown)
  }
}

/**
 * Opens a database for looking at it only: a copy, or the store itself on a medium that takes no writes. A log beside it
 * is read along where its index lies there too, be it empty (`leaveViewable`); without one SQLite would have to make it.
 *
 * @throws OpenFault with its code; `migration-missing` where it is of an older program than this one
 */
export function openReadOnly(file: string, key: KeyObject, newest: number): Database {
  if (!existsSync(file)) throw new OpenFault('store-missing')
  if (statSync(file).size === 0) throw new OpenFault('database-damaged', { size: 0 })
  const db = connect(file, true)
  try {
    unlock(db, key)
    db.pragma('temp_store = MEMORY')
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    recognise(db, newest)
    const found = Number(db.pragma('user_version', { simple: true }))
    if (found < newest) throw new OpenFault('migration-missing', { found, known: newest })
    return db
  } catch (thrown) {
    db.close()
    throw asOpenFault(thrown)
  }
}

function connect(file: string, readonly: boolean): Database {
  try {
    return new Sqlite(file, { readonly, timeout: LOCK_WAIT_MS })
  } catch (thrown) {
    throw asOpenFault(thrown)
  }
}

/** Cipher, key, and the first read, which is what tells whether the key fits. */
function unlock(db: Database, key: KeyObject): void {
  db.pragma("cipher = 'chacha20'")
  expectSetting(db, 'cipher', 'chacha20')
  const bytes = key.export()
  // SQLite takes keys as text only. The string cannot be wiped; it is dropped at the end of this line.
  db.pragma(`key = "x'${bytes.toString('hex')}'"`)
  bytes.fill(0)
  db.prepare('SELECT count(*) FROM sqlite_master').get()
}

/** Ours, and not from a program newer than this one. */
function recognise(db: Database, newest: number): void {
  const application = db.pragma('application_id', { simple: true })
  if (application !== APPLICATION_ID) throw new OpenFault('database-not-ours')
  const found = Number(db.pragma('user_version', { simple: true }))
  if (found > newest) throw new OpenFault('database-newer', { found, known: newest })
}

function expectSetting(db: Database, name: string, expected: string | number): void {
  const found = db.pragma(name, { simple: true })
  if (found !== expected) throw new OpenFault('database-setting', { setting: name, found: String(found) })
}

/** SQLite's own errors in our words. A key that does not fit looks like damage, and it is known to be the right one. */
export function asOpenFault(thrown: unknown): unknown {
  if (!(thrown instanceof Sqlite.SqliteError)) return thrown
  const { code } = thrown
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED')
    return new OpenFault('store-in-use', {}, thrown)
  if (code === 'SQLITE_FULL') return new StoreFault('disk-full', {}, thrown)
  // What could not be written may be there all the same; what cannot be read is damage.
  if (/^SQLITE_IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE)/.test(code))
    return new StoreFault('in-doubt', { sqlite: code }, thrown)
  if (/^SQLITE_(READONLY|CANTOPEN|PERM)/.test(code))
    return new OpenFault('store-read-only', { sqlite: code }, thrown)
  if (/^SQLITE_(CORRUPT|NOTADB|IOERR|FORMAT)/.test(code))
    return new OpenFault('database-damaged', { sqlite: code }, thrown)
  return thrown
}

/**
 * Writes one state of the database to `file`, encrypted under the same key, and syncs it. Throws StoreFault `disk-full`
 * or `copy-failed`, and removes what was begun: nothing of the database itself was written, so it is in no doubt.
 */
export function writeCopy(db: Database, file: string): void {
  try {
    db.prepare('VACUUM INTO :file').run({ file })
    const handle = openSync(file, 'r+')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch (thrown) {
    rmSync(file, { force: true })
    if (!(thrown instanceof Sqlite.SqliteError)) throw thrown
    throw thrown.code === 'SQLITE_FULL'
      ? new StoreFault('disk-full', {}, thrown)
      : new StoreFault('copy-failed', { sqlite: thrown.code }, thrown)
  }
}

/**
 * Leaves an empty log and its index beside a closed database, so that it can be opened where neither can be made, for
 * want of room or of writing. Never throws: what does not work costs nothing but that.
 */
export function leaveViewable(file: string): void {
  const making = `${file}-shm.making`
  try {
    closeSync(openSync(`${file}-wal`, 'a', 0o600))
    // As long as SQLite makes it, because on a full disk it could not grow; and whole at once or not at all, because
    // another desk may have opened the database a moment ago.
    writeFileSync(making, Buffer.alloc(SHM_BYTES), { mode: 0o600 })
    placeNew(making, `${file}-shm`)
  } catch {
    // A disk in trouble, which whoever opens the store next is told; or somebody has it open already.
  } finally {
    rmSync(making, { force: true })
  }
}

/**
 * Puts an empty index from its temporary name where none is. Throws where one is there already. On a file system without
 * links (FAT, exFAT) it is made in its place: its length is set and nothing written, so who opens it meanwhile loses nothing.
 */
function placeNew(making: string, index: string): void {
  try {
    linkSync(making, index)
  } catch {
    const handle = openSync(index, 'wx', 0o600)
    try {
      ftruncateSync(handle, SHM_BYTES)
    } finally {
      closeSync(handle)
    }
  }
}

/** What SQLite finds wrong with the file's own structure, its indexes among it; empty when all is well. Reads everything. */
export function structuralFaults(db: Database): readonly string[] {
  const found = db.prepare<[], string>('PRAGMA integrity_check(20)').pluck().all()
  return found.length === 1 && found[0] === 'ok' ? [] : found
}

/** The same, table by table, with a turn of the loop for others after each. */
export async function structuralFaultsInSteps(db: Database): Promise<readonly string[]> {
  const names = db
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name")
    .pluck()
    .all()
  const check = db.prepare<[string], string>('SELECT integrity_check FROM pragma_integrity_check(?)').pluck()
  const faults: string[] = []
  for (const name of names) {
    faults.push(...check.all(name).filter((found) => found !== 'ok'))
    await nextTurn()
  }
  return faults
}

/** What every connection is set to, for tests and for the about screen; the key is not among it. */
export function settingsOf(db: Database): Readonly<Record<string, unknown>> {
  const names = ['cipher', ...SETTINGS.map(([, name]) => name)]
  return Object.fromEntries(names.map((name) => [name, db.pragma(name, { simple: true })]))
}

const checksum = ({ sql }: Migration): string => createHash('sha256').update(sql).digest('hex')

/**
 * Brings the schema up to date: each missing step in a transaction of its own, numbered without gaps, with its
 * checksum kept so that an edited step is noticed (`migration-changed`).
 */
export function migrate(db: Database, steps: readonly Migration[]): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS migration (
      number   INTEGER PRIMARY KEY,
      name     TEXT NOT NULL,
      checksum TEXT NOT NULL
    ) STRICT`)
  const applied = db.prepare<[], { number: number; checksum: string }>(
    'SELECT number, checksum FROM migration ORDER BY number',
  )
  const done = applied.all()
  const note = db.prepare('INSERT INTO migration (number, name, checksum) VALUES (:number, :name, :checksum)')

  for (const [index, step] of steps.entries()) {
    if (step.number !== index + 1) throw new Error(`migration ${step.name} is numbered ${step.number}`)
    const before = done[index]
    if (before !== undefined) {
      if (before.number !== step.number || before.checksum !== checksum(step)) {
        throw new OpenFault('migration-changed', { number: step.number })
      }
      continue
    }
    // Switched off outside the transaction, where SQLite heeds it; on again whichever way the step ends.
    if (step.rebuilds) db.pragma('foreign_keys = OFF')
    try {
      db.transaction(() => {
        db.exec(step.sql)
        if (step.rebuilds && db.prepare('PRAGMA foreign_key_check').all().length > 0)
          throw new Error(`migration ${step.name} leaves a reference to nothing`)
        note.run({ number: step.number, name: step.name, checksum: checksum(step) })
        db.pragma(`user_version = ${step.number}`)
      }).exclusive()
    } finally {
      if (step.rebuilds) db.pragma('foreign_keys = ON')
    }
  }
}
