import { createHash, createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Keys } from '../keys/keys.ts'
import { moveAnchor } from './anchor.ts'
import { type Moment, openTrail, readHead, sealFits, type Touched } from './audit.ts'
import { publicKeyOf } from './checkpoint.ts'
import { asOpenFault, type Database, openDatabase } from './database.ts'
import { OpenFault } from './faults.ts'
import type { Migration } from './migrations/migration.ts'
import { type Field, type KnownTable, openCritical, rowText } from './rows.ts'
import { DATABASE_FILE, type Ground, metaOver, RETIRED_SIGNING_KEYS, sealKeyOf } from './store.ts'

/**
 * Puts a closed store under the next key of one purpose, and says afterwards which of the two it is under. Whatever is
 * written is written in one transaction, so the store is under exactly one of them whenever the program is killed; the key
 * ring holds both until that was looked at (`keys/replacing.ts`, `stageKey` and `settleKey`).
 */

const versionName = (purpose: string): string => `key-version-${purpose}`

/** Rows read at a time: no statement may run while another one is being stepped through. */
const PAGE = 1000

type Rekeying<Writes> = {
  readonly dir: string
  /** Opened from a ring in which a key is coming. */
  readonly keys: Keys
  readonly at: Moment
  readonly build: string
  readonly migrations: readonly Migration[]
  readonly repositories: (ground: Ground) => { readonly write: Writes }
  /** Seals again whatever the key protects besides rows and file; runs within the transaction. */
  readonly reseal?: (write: Writes) => void
}

/**
 * The store's half of replacing a key. The store must be closed and must have been verified when it was open. Throws
 * OpenFault, and what the disk says; nothing has changed then, or everything.
 */
export function replaceKey<Writes>({
  dir,
  keys,
  at,
  build,
  migrations,
  repositories,
  reseal,
}: Rekeying<Writes>): void {
  const { coming } = keys
  if (coming === undefined) throw new Error('no key is being replaced')
  const db = openDatabase(join(dir, DATABASE_FILE), keys.database, {
    create: false,
    newest: migrations.length,
  })
  try {
    if (coming.purpose === 'database') {
      rekeyFile(db, coming.key)
      return
    }
    const head = readHead(db)
    if (head === undefined) throw new OpenFault('store-diverged', { entry: 1, why: 'gap' })
    const rowKey = coming.purpose === 'rows' ? coming.key : keys.rows
    const critical = openCritical(db, keys.rows, head.acc)
    const trail = openTrail(db, sealKeyOf(rowKey), build)
    const meta = metaOver(critical)
    const { write } = repositories({ db, critical, meta })
    db.transaction(() => {
      critical.begin()
      if (coming.purpose === 'signing') {
        const before: unknown = JSON.parse(meta.find(RETIRED_SIGNING_KEYS) ?? '[]')
        const retired = Array.isArray(before) ? before : []
        meta.put(RETIRED_SIGNING_KEYS, JSON.stringify([...retired, publicKeyOf(keys.signing)]))
      }
      reseal?.(write)
      meta.put(versionName(coming.purpose), String(coming.version))
      const all = coming.purpose === 'rows' ? rowsUnder(db, critical.known, keys.rows, coming.key) : undefined
      trail.append({
        at,
        actor: null,
        session: null,
        verb: 'keys.replaced',
        object: coming.purpose,
        outcome: 'done',
        touched: all?.touched ?? critical.touched(),
        acc: all?.acc ?? critical.acc(),
        payload: { purpose: coming.purpose, version: coming.version },
      })
    }).immediate()
  } catch (thrown) {
    throw asOpenFault(thrown)
  } finally {
    db.close()
  }
}

/**
 * Encrypts every page anew. In a rollback journal and not in the WAL: there, whatever moment the program is killed at, the
 * file opens with exactly one of the two keys (measured: 40 of 40 in either mode; the journal needs no second file's key).
 */
function rekeyFile(db: Database, key: KeyObject): void {
  const mode = db.pragma('journal_mode = DELETE', { simple: true })
  if (mode !== 'delete')
    throw new OpenFault('database-setting', { setting: 'journal_mode', found: String(mode) })
  const bytes = key.export()
  // SQLite takes keys as text only. The string cannot be wiped; it is dropped at the end of this line.
  db.pragma(`rekey = "x'${bytes.toString('hex')}'"`)
  bytes.fill(0)
  if (db.prepare<[], string>('PRAGMA quick_check(1)').pluck().get() !== 'ok')
    throw new OpenFault('database-damaged', { after: 'rekey' })
}

/** Every critical row with its MAC under another key. The rows must be sound under the one before. */
function rowsUnder(
  db: Database,
  tables: readonly KnownTable[],
  before: KeyObject,
  after: KeyObject,
): { readonly acc: string; readonly touched: readonly Touched[] } {
  const sum = Buffer.alloc(32)
  const touched: Touched[] = []
  type Raw = Readonly<Record<string, Field>> & { readonly ver: number; readonly mac: Buffer }
  for (const { table, key, fields } of tables) {
    const columns = [...fields, 'ver', 'mac'].join(', ')
    const from = `SELECT ${columns} FROM ${table}`
    const first = db.prepare<[], Raw>(`${from} ORDER BY ${key} LIMIT ${PAGE}`)
    const rest = db.prepare<{ after: Field }, Raw>(
      `${from} WHERE ${key} > :after ORDER BY ${key} LIMIT ${PAGE}`,
    )
    const put = db.prepare(`UPDATE ${table} SET mac = :mac WHERE ${key} = :pk`)
    const textOf = rowText(table, key, fields)
    const digest = createHash('sha256')
    let rows = 0
    withoutTriggers(db, table, () => {
      for (let page = first.all(); page.length > 0; ) {
        for (const row of page) {
          const text = textOf(row, row.ver)
          const old = createHmac('sha256', before).update(text).digest()
          if (!Buffer.isBuffer(row.mac) || row.mac.length !== 32 || !timingSafeEqual(old, row.mac))
            throw new OpenFault('store-diverged', { entry: 0, why: 'rows', table })
          const mac = createHmac('sha256', after).update(text).digest()
          put.run({ mac, pk: row[key] })
          for (let index = 0; index < 32; index += 1) sum[index] = (sum[index] ?? 0) ^ (mac[index] ?? 0)
          digest.update(`${String(row[key])} ${row.ver} ${mac.toString('hex')}\n`)
          rows += 1
        }
        const last = page.at(-1)?.[key]
        page = last === undefined ? [] : rest.all({ after: last })
      }
    })
    if (rows > 0) touched.push({ table, pk: '*', ver: rows, mac: digest.digest('hex') })
  }
  return { acc: sum.toString('hex'), touched }
}

/** Some tables are never changed, and their triggers say so; nothing but the MAC is, and they are back before the commit. */
function withoutTriggers(db: Database, table: string, work: () => void): void {
  const triggers = db
    .prepare<{ table: string }, { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table",
    )
    .all({ table })
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`)
  work()
  for (const { sql } of triggers) db.exec(sql)
}

/**
 * Which of the two keys the store in `dir` is under, after an ending nobody saw. Looks only; but a rekeying that was cut
 * off is rolled back by SQLite itself as soon as it looks. Throws OpenFault where neither fits.
 */
export function keyInUse(dir: string, keys: Keys): 'old' | 'new' {
  const { coming } = keys
  if (coming === undefined) throw new Error('no key is being replaced')
  const file = join(dir, DATABASE_FILE)
  if (!existsSync(file)) throw new OpenFault('store-missing')
  if (statSync(file).size === 0) throw new OpenFault('database-damaged', { size: 0 })
  if (coming.purpose === 'database') {
    if (look(file, keys.database, () => true) === true) return 'old'
    if (look(file, coming.key, () => true) === true) return 'new'
    throw new OpenFault('database-damaged', { sqlite: 'SQLITE_NOTADB' })
  }
  const under = look(file, keys.database, (db) => {
    if (coming.purpose === 'rows') return sealFits(db, sealKeyOf(coming.key))
    const version = db
      .prepare<{ name: string }, string>('SELECT value FROM meta WHERE name = :name')
      .pluck()
      .get({ name: versionName(coming.purpose) })
    return Number(version ?? 1) >= coming.version
  })
  if (under === undefined) throw new OpenFault('database-damaged', { sqlite: 'SQLITE_NOTADB' })
  return under ? 'new' : 'old'
}

/** What `at` sees under `key`; undefined where the key is not the file's. */
function look<T>(file: string, key: KeyObject, at: (db: Database) => T): T | undefined {
  // Not read-only: what a killed program left half-written is rolled back by whoever opens the file next.
  const db = new Sqlite(file, { timeout: 700 })
  try {
    db.pragma("cipher = 'chacha20'")
    const bytes = key.export()
    db.pragma(`key = "x'${bytes.toString('hex')}'"`)
    bytes.fill(0)
    db.prepare('SELECT count(*) FROM sqlite_master').get()
    return at(db)
  } catch (thrown) {
    if (thrown instanceof Sqlite.SqliteError && thrown.code === 'SQLITE_NOTADB') return undefined
    throw asOpenFault(thrown)
  } finally {
    db.close()
  }
}

/** The anchor's MAC follows the row key; before the old one is forgotten, or there would be no witness to believe. */
export function moveAnchorToo(anchor: string | undefined, keys: Keys): void {
  const { coming } = keys
  if (anchor !== undefined && coming?.purpose === 'rows') moveAnchor(anchor, keys.rows, coming.key)
}
