import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noDevice } from '#main/keys/device'
import { KDF_FLOOR } from '#main/keys/kdf'
import { createKeyring } from '#main/keys/keyring'
import type { Keys } from '#main/keys/keys'
import { openDatabase } from '#main/store/database'
import { migrations } from '#main/store/migrations/index'
import { DATABASE_FILE, openStore } from '#main/store/store'
import { tables } from '#main/store/tables'
import { moment, people } from '../../fixtures/stall.ts'

/** A store made by the program before this one, opened by this one; and lists that are too long for the memory they get. */

/** The schema of the program before this one. */
const BEFORE = 5
const KILLS = process.env.MADOGUCHI_LONG === undefined ? 4 : 50
const child = join(import.meta.dirname, '../../fixtures/upgrade-child.ts')

let root: string
let old: string
let keys: Keys
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'madoguchi-upgrade-'))
  old = join(root, 'old')
  mkdirSync(old)
  keys = await createKeyring(old, { people, kdf: KDF_FLOOR, device: noDevice })
  // This program's trail signs its heads, which its predecessor had no table for: lent while the store is made.
  const lent = {
    number: BEFORE + 1,
    name: 'lent',
    sql: 'CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note TEXT) STRICT',
  }
  const steps = [...migrations.slice(0, BEFORE), lent]
  const nothing = () => ({ read: {}, write: {} })
  const made = {
    dir: old,
    keys,
    create: true,
    at: moment,
    build: 'old',
    migrations: steps,
    repositories: nothing,
  }
  openStore(made).close()
  const db = openDatabase(join(old, DATABASE_FILE), keys.database, { create: false, newest: steps.length })
  db.exec('DROP TABLE checkpoint')
  db.exec(`DELETE FROM migration WHERE number > ${BEFORE}`)
  db.pragma(`user_version = ${BEFORE}`)
  db.close()
}, 60_000)
afterAll(() => {
  keys?.close()
  rmSync(root, { recursive: true, force: true })
})

function copyOfOld(name: string): string {
  const dir = join(root, name)
  cpSync(old, dir, { recursive: true })
  return dir
}
const openNow = (dir: string) =>
  openStore({ dir, keys, create: false, at: moment, build: 'new', migrations, repositories: tables })

const SETTINGS = {
  cipher: 'chacha20',
  journal_mode: 'wal',
  synchronous: 2,
  temp_store: 2,
  secure_delete: 1,
  foreign_keys: 1,
  trusted_schema: 0,
  locking_mode: 'exclusive',
}

describe('a store of the program before', () => {
  it('is brought up to date at its first opening, and runs under the same settings then and ever after (STO-04)', () => {
    expect(migrations.length).toBeGreaterThan(BEFORE)
    const dir = copyOfOld('settings')
    for (let opening = 0; opening < 4; opening += 1) {
      const store = openNow(dir)
      expect(store.settings()).toMatchObject(SETTINGS)
      expect(store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true }, structure: [] })
      store.close()
    }
    const db = openDatabase(join(dir, DATABASE_FILE), keys.database, {
      create: false,
      newest: migrations.length,
    })
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length)
    db.close()
  })

  it(`killed while it is brought up to date, over ${KILLS} kills, is at some step of the way, whole, and goes on from there (FLT-05)`, {
    timeout: 20 * 60_000,
  }, async () => {
    for (let round = 0; round < KILLS; round += 1) {
      const dir = copyOfOld(`kill-${round}`)
      await new Promise<void>((resolve, reject) => {
        const worker = spawn(process.execPath, [child, dir], {
          stdio: ['ignore', 'pipe', 'pipe'],
          env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'cache') },
        })
        let complaint = ''
        worker.stderr.on('data', (data) => {
          complaint += String(data)
        })
        createInterface({ input: worker.stdout }).on('line', (line) => {
          // From the first step to a little beyond the last, which takes some tens of milliseconds.
          if (line === 'BEGIN') setTimeout(() => worker.kill('SIGKILL'), (round * 37) % 71)
        })
        worker.on('close', (code, signal) =>
          signal === 'SIGKILL'
            ? resolve()
            : reject(new Error(`the child ended by itself (${code}) ${complaint}`)),
        )
      })
      const store = openNow(dir)
      expect(store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true }, structure: [] })
      expect(store.trail.newest(1)[0]?.seq).toBeGreaterThan(0)
      store.close()
      rmSync(dir, { recursive: true })
    }
  })
})

describe('a list that is longer than its memory (STO-09)', () => {
  const ROWS = 20_000
  /** Whether SQLite has a file for what does not fit: open, deleted already, or lying there. */
  const temporary = (folder: string): readonly string[] => [
    ...readdirSync(folder),
    ...readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        const target = readlinkSync(`/proc/self/fd/${fd}`)
        return target.startsWith(folder) || target.includes('etilqs') ? [target] : []
      } catch {
        return []
      }
    }),
  ]

  it('is sorted without a temporary file, in ten pages of cache', { timeout: 120_000 }, ({ skip }) => {
    skip(!existsSync('/proc/self/fd'), 'open files are looked up as on Linux')
    const dir = copyOfOld('list')
    openNow(dir).close()
    const folder = join(root, 'tmp')
    mkdirSync(folder)
    const before = process.env.SQLITE_TMPDIR
    process.env.SQLITE_TMPDIR = folder
    const db = openDatabase(join(dir, DATABASE_FILE), keys.database, {
      create: false,
      newest: migrations.length,
    })
    try {
      db.pragma('cache_size = 10')
      db.exec('CREATE TABLE long_list (name TEXT NOT NULL) STRICT')
      const add = db.prepare('INSERT INTO long_list (name) VALUES (:name)')
      db.transaction(() => {
        for (let row = 0; row < ROWS; row += 1) {
          add.run({ name: `${(row * 7919) % ROWS} 検証 花子Ω `.padEnd(300, '.') })
        }
      })()
      const during = () => {
        let rows = 0
        const found = new Set<string>()
        for (const _row of db.prepare('SELECT name FROM long_list ORDER BY name DESC').iterate()) {
          rows += 1
          if (rows % 5000 === 1) for (const each of temporary(folder)) found.add(each)
        }
        expect(rows).toBe(ROWS)
        return [...found]
      }
      expect(during()).toEqual([])
      // The look would find one: a connection that may use files for it does.
      db.pragma('temp_store = FILE')
      expect(during()).not.toEqual([])
    } finally {
      db.close()
      if (before === undefined) delete process.env.SQLITE_TMPDIR
      else process.env.SQLITE_TMPDIR = before
    }
  })
})
