import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#main/store/database'
import { openStore } from '#main/store/store'
import { ok } from '#shared/result'
import {
  by,
  makeStall,
  moment,
  type Stall,
  type StallStore,
  stallMigrations,
  stallRepositories,
} from '../../fixtures/stall.ts'

let stall: Stall
let store: StallStore
/** The store's own connection, borrowed to make the disk behave as it never does in a test. */
let db: Database
beforeEach(async () => {
  stall = await makeStall()
  stall.store.close()
  store = openStore({
    dir: stall.dir,
    keys: stall.keys,
    create: false,
    at: moment,
    build: '0.1.0-test',
    migrations: stallMigrations,
    repositories(ground) {
      db = ground.db
      return stallRepositories(ground)
    },
  })
})
afterEach(() => {
  store.close()
  stall.remove()
})

const add = (id: string, words = '') =>
  store.attempt(by('parcel.add', { requestId: id }), (write) => {
    write.add(id, 'shelf')
    write.scribble(words)
    return ok({ output: id, audit: { event: 'parcel.added' } })
  })

describe('a disk without room', { timeout: 30_000 }, () => {
  it('refuses the change by name, keeps what was acknowledged, and works again when there is room (FLT-07)', () => {
    add('p1')
    const pages = Number(db.pragma('page_count', { simple: true }))
    db.pragma(`max_page_count = ${pages + 2}`)
    expect(() => add('p2', 'x'.repeat(100_000))).toThrow(expect.objectContaining({ code: 'disk-full' }))
    expect(store.read.parcel('p2')).toBeUndefined()
    expect(store.read.parcel('p1')).toBeDefined()
    expect(store.verify()).toMatchObject({ chain: { ok: true, entries: 2 }, rows: { ok: true } })

    db.pragma(`max_page_count = ${pages + 1000}`)
    expect(add('p2', 'x'.repeat(100_000)).ok).toBe(true)
  })
})

describe('a disk that fails while committing', { timeout: 30_000 }, () => {
  it('makes the store stop: neither yes nor no until it has been opened again (FLT-12)', () => {
    add('p1')
    expect(() =>
      store.attempt(by('parcel.add'), () => {
        throw new Sqlite.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC')
      }),
    ).toThrow(expect.objectContaining({ code: 'in-doubt' }))
    expect(() => add('p2')).toThrow(expect.objectContaining({ code: 'in-doubt' }))
    expect(() => store.note(by('parcel.read'), { event: 'parcel.read' })).toThrow('in-doubt')
    expect(store.read.parcel('p1')).toBeDefined()

    store.close()
    stall.store.close()
    store = stall.reopen()
    expect(add('p1')).toMatchObject({ ok: false, error: { code: 'already-done' } })
    expect(add('p2').ok).toBe(true)
  })
})

describe('a disk that takes no writes', { timeout: 30_000 }, () => {
  it('is named (FLT-08)', () => {
    db.pragma('query_only = ON')
    expect(() => add('p1')).toThrow(expect.objectContaining({ code: 'store-read-only' }))
    db.pragma('query_only = OFF')
    expect(add('p1').ok).toBe(true)
  })
})
