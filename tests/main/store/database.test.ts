import { createSecretKey, randomBytes } from 'node:crypto'
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, migrate, openDatabase, settingsOf } from '#main/store/database'
import { OpenFault } from '#main/store/faults'
import type { Migration } from '#main/store/migrations/migration'

const key = createSecretKey(randomBytes(32))
const steps: readonly Migration[] = [
  { number: 1, name: 'one', sql: 'CREATE TABLE one (a TEXT) STRICT' },
  { number: 2, name: 'two', sql: 'CREATE TABLE two (b TEXT) STRICT; CREATE TABLE three (c TEXT) STRICT' },
]

let dir: string
let file: string
const opened: Database[] = []
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'database-'))
  file = join(dir, 'test.db')
})
afterEach(() => {
  for (const db of opened.splice(0)) db.close()
  rmSync(dir, { recursive: true, force: true })
})

function open(options: { create?: boolean; newest?: number; key?: typeof key } = {}): Database {
  const db = openDatabase(file, options.key ?? key, {
    create: options.create ?? false,
    newest: options.newest ?? steps.length,
  })
  opened.push(db)
  return db
}
function make(): void {
  const db = open({ create: true })
  migrate(db, steps)
  db.exec("INSERT INTO one VALUES ('kept')")
  db.close()
}
function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (thrown) {
    if (thrown instanceof OpenFault) return thrown.code
    throw thrown
  }
  return 'opened'
}

const SETTINGS = {
  cipher: 'chacha20',
  journal_mode: 'wal',
  synchronous: 2,
  fullfsync: 1,
  temp_store: 2,
  secure_delete: 1,
  foreign_keys: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  locking_mode: 'exclusive',
  wal_autocheckpoint: 200,
  cache_size: -65_536,
}

describe('every opening (STO-04)', () => {
  it('makes the same settings: new, reopened three times, and after a step of the schema', () => {
    const first = open({ create: true, newest: 1 })
    migrate(first, steps.slice(0, 1))
    expect(settingsOf(first)).toEqual(SETTINGS)
    first.close()
    for (let round = 0; round < 3; round += 1) {
      const db = open()
      expect(settingsOf(db)).toEqual(SETTINGS)
      if (round === 1) migrate(db, steps)
      db.close()
    }
    const last = open()
    expect(settingsOf(last)).toEqual(SETTINGS)
    expect(last.pragma('user_version', { simple: true })).toBe(2)
  })

  it('finds what was written before', () => {
    make()
    expect(open().prepare('SELECT a FROM one').pluck().get()).toBe('kept')
  })
})

describe('a file that is not to be opened', () => {
  it('that is missing is never made silently, and one that is there is never made anew', () => {
    expect(codeOf(() => open())).toBe('store-missing')
    expect(() => statSync(file)).toThrow()
    make()
    const before = readFileSync(file)
    expect(codeOf(() => open({ create: true }))).toBe('store-exists')
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('that is empty is not taken for a new one (STO-05)', () => {
    writeFileSync(file, '')
    expect(codeOf(() => open())).toBe('database-damaged')
    expect(statSync(file).size).toBe(0)
  })

  it('that is unencrypted, or no database at all, is refused', () => {
    writeFileSync(file, 'SQLite format 3\0'.padEnd(8192, 'x'))
    expect(codeOf(() => open())).toBe('database-damaged')
  })

  it('with one bit changed on its first page is damaged, and stays as it is (STO-03)', () => {
    make()
    for (const offset of [5, 17, 40, 100, 2000, 4090]) {
      const whole = readFileSync(file)
      const flipped = Buffer.from(whole)
      flipped[offset] = (flipped[offset] ?? 0) ^ 4
      writeFileSync(file, flipped)
      expect(
        codeOf(() => open()),
        `byte ${offset}`,
      ).toBe('database-damaged')
      expect(readFileSync(file).equals(flipped)).toBe(true)
      writeFileSync(file, whole)
    }
    expect(codeOf(() => open())).toBe('opened')
  })

  it('under another key is damaged too: the key is known to be right before anybody gets here', () => {
    make()
    expect(codeOf(() => open({ key: createSecretKey(randomBytes(32)) }))).toBe('database-damaged')
  })

  it('of another program is not ours', () => {
    make()
    const db = open()
    db.pragma('application_id = 7')
    db.close()
    expect(codeOf(() => open())).toBe('database-not-ours')
  })
})

describe('a database of a newer program (BLD-07)', () => {
  it('is refused by name, and not a byte of it or of its WAL is touched', () => {
    make()
    const writer = open()
    migrate(writer, [...steps, { number: 3, name: 'tomorrow', sql: 'CREATE TABLE tomorrow (d TEXT) STRICT' }])
    const [main, wal] = [readFileSync(file), readFileSync(`${file}-wal`)]
    expect(wal.length).toBeGreaterThan(0)
    writer.close()
    // As after a crash: the newest commits are still in the WAL.
    writeFileSync(file, main)
    writeFileSync(`${file}-wal`, wal)

    for (let round = 0; round < 2; round += 1) {
      expect(() => open()).toThrow(
        expect.objectContaining({ code: 'database-newer', facts: { found: 3, known: 2 } }),
      )
      expect(readFileSync(file).equals(main)).toBe(true)
      expect(readFileSync(`${file}-wal`).equals(wal)).toBe(true)
    }
    expect(codeOf(() => open({ newest: 3 }))).toBe('opened')
  })
})

describe('a second desk on the same store (STO-12)', () => {
  it('is told within two seconds, and the first works on', () => {
    make()
    const first = open()
    const from = Date.now()
    expect(codeOf(() => open())).toBe('store-in-use')
    expect(Date.now() - from).toBeLessThan(2000)
    first.exec("INSERT INTO one VALUES ('still here')")
    first.close()
    expect(open().prepare('SELECT count(*) FROM one').pluck().get()).toBe(2)
  })
})

describe('migrations', () => {
  it('are applied once, in order, and remembered', () => {
    make()
    const db = open()
    migrate(db, steps)
    expect(db.prepare('SELECT number, name FROM migration ORDER BY number').all()).toEqual([
      { number: 1, name: 'one' },
      { number: 2, name: 'two' },
    ])
  })

  it('of which one has been edited after it was applied are refused', () => {
    make()
    const db = open()
    const [one, two] = steps
    if (one === undefined || two === undefined) throw new Error('two steps')
    expect(codeOf(() => migrate(db, [{ ...one, sql: `${one.sql} ` }, two]))).toBe('migration-changed')
    expect(codeOf(() => migrate(db, steps))).toBe('opened')
  })

  it('that fail half-way leave the database at the step before', () => {
    make()
    const db = open({ newest: 3 })
    const broken = { number: 3, name: 'broken', sql: 'CREATE TABLE good (a TEXT) STRICT; CREATE TABEL bad' }
    expect(() => migrate(db, [...steps, broken])).toThrow('TABEL')
    expect(db.pragma('user_version', { simple: true })).toBe(2)
    expect(db.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'good'").pluck().get()).toBe(0)
  })

  it('are numbered without gaps', () => {
    const db = open({ create: true })
    expect(() => migrate(db, [{ number: 2, name: 'two', sql: '' }])).toThrow('numbered 2')
  })
})

describe('damage in the middle', () => {
  it('is an error when it is read, never a wrong row', () => {
    const db = open({ create: true })
    migrate(db, steps)
    const add = db.prepare('INSERT INTO one VALUES (?)')
    for (let row = 0; row < 2000; row += 1) add.run(`row ${row} `.padEnd(100, '.'))
    db.close()
    const handle = openSync(file, 'r+')
    writeSync(handle, Buffer.alloc(16), 0, 16, Math.floor(statSync(file).size / 2))
    closeSync(handle)
    const again = open()
    expect(() => again.prepare('SELECT a FROM one').all()).toThrow(/malformed|corrupt|not a database/)
  })
})
