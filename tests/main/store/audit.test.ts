import { createHash, createSecretKey, hash, hkdfSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyChain } from '#main/store/audit'
import { type Database, openDatabase } from '#main/store/database'
import { OpenFault } from '#main/store/faults'
import { DATABASE_FILE } from '#main/store/store'
import { ok } from '#shared/result'
import { by, makeStall, openStall, type Stall } from '../../fixtures/stall.ts'

let stall: Stall
beforeEach(async () => {
  stall = await makeStall()
})
afterEach(() => stall.remove())

/** Works the stall: every third entry is a change, the others notes. */
function work(entries: number): void {
  for (let entry = 0; entry < entries; entry += 1) {
    if (entry % 3 === 0) {
      stall.store.attempt(by('parcel.add'), (write) => {
        write.add(`p${entry}`, 'shelf', '検証 花子')
        return ok({
          output: 0,
          audit: { event: 'parcel.added', object: `p${entry}`, facts: { owner: '検証 花子' } },
        })
      })
    } else stall.store.note(by('parcel.read'), { event: 'parcel.read', object: `p${entry}` })
  }
}

const sealKey = () =>
  createSecretKey(Buffer.from(hkdfSync('sha256', stall.keys.rows, '', 'madoguchi|audit-head|v1', 32)))

/** The insider: has the database key, takes the triggers away and does as they please. Not the row key. */
function withTheKey<T>(use: (db: Database) => T): T {
  stall.store.close()
  const db = openDatabase(`${stall.dir}/${DATABASE_FILE}`, stall.keys.database, { create: false, newest: 2 })
  try {
    const triggers = db
      .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'trigger'")
      .pluck()
      .all()
    for (const name of triggers) db.exec(`DROP TRIGGER ${name}`)
    db.pragma('foreign_keys = OFF')
    return use(db)
  } finally {
    db.close()
  }
}

/** What opening says after the insider's work; the store is left closed. */
function openingSays(): string {
  try {
    openStall(stall.dir, stall.keys, false).close()
  } catch (thrown) {
    if (thrown instanceof OpenFault) return `${thrown.code} at ${thrown.facts.entry}`
    throw thrown
  }
  return 'opened'
}

/** The chain as anybody can compute it: the format needs no key. */
function recompute(db: Database): void {
  const entries = db
    .prepare<[], { seq: number; text: string }>('SELECT seq, text FROM audit_entry ORDER BY seq')
    .all()
  const set = db.prepare('UPDATE audit_entry SET chain = ? WHERE seq = ?')
  const sha = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
  let chain: Buffer = Buffer.alloc(32)
  for (const { seq, text } of entries) {
    chain = sha(chain, sha(Buffer.from([0]), Buffer.from(text)))
    set.run(chain, seq)
  }
  db.prepare('UPDATE audit_head SET seq = ?, chain = ?').run(entries.length, chain)
}

describe('the trail', { timeout: 30_000 }, () => {
  it('cannot be changed, deleted from, replaced or written out of turn through SQL', () => {
    work(3)
    stall.store.close()
    const db = openDatabase(`${stall.dir}/${DATABASE_FILE}`, stall.keys.database, {
      create: false,
      newest: 2,
    })
    const chain = Buffer.alloc(32)
    for (const sql of [
      "UPDATE audit_entry SET text = '{}' WHERE seq = 2",
      'DELETE FROM audit_entry WHERE seq = 4',
      "INSERT OR REPLACE INTO audit_entry (seq, text, chain) SELECT 2, '{}', chain FROM audit_entry WHERE seq = 2",
      "INSERT INTO audit_entry (seq, text, chain) SELECT 9, '{}', chain FROM audit_entry WHERE seq = 2",
      "UPDATE audit_payload SET text = '{}'",
      'DELETE FROM audit_payload',
      "INSERT OR REPLACE INTO audit_payload (seq, key, text) SELECT seq, key, '{}' FROM audit_payload LIMIT 1",
      'DELETE FROM request',
    ]) {
      if (sql.includes('request')) db.exec("INSERT INTO request VALUES ('r', 1)")
      expect(() => db.exec(sql), sql).toThrow(/append-only|answered once|CHECK|UNIQUE/)
    }
    expect(chain).toHaveLength(32)
    db.close()
    expect(openingSays()).toBe('opened')
  })

  it('agrees with a second implementation of its format', () => {
    work(10)
    const before = stall.store.trail.head()
    withTheKey((db) => {
      recompute(db)
      const head = db.prepare<[], { seq: number; chain: Buffer }>('SELECT seq, chain FROM audit_head').get()
      expect({ seq: head?.seq, chain: head?.chain.toString('hex') }).toEqual(before)
      expect(verifyChain(db, sealKey(), { payloads: true })).toEqual({ ok: true, entries: 11 })
    })
    expect(openingSays()).toBe('opened')
  })
})

describe('one byte of a random field changed (AUD-02)', { timeout: 30_000 }, () => {
  it('is found 200 times of 200, and the first bad entry is named', () => {
    work(300)
    let random = 11
    const next = (below: number) => {
      random = (random * 48_271) % 2_147_483_647
      return random % below
    }
    withTheKey((db) => {
      // The table's computed columns refuse what is no JSON any more; a disk has no such scruples.
      db.exec(`
        CREATE TABLE bare AS SELECT seq, text, chain FROM audit_entry;
        DROP TABLE audit_entry;
        ALTER TABLE bare RENAME TO audit_entry`)
      const fields = [
        ['audit_entry', 'text'],
        ['audit_entry', 'chain'],
        ['audit_payload', 'key'],
        ['audit_payload', 'text'],
      ] as const
      for (let round = 0; round < 200; round += 1) {
        const [table, field] = fields[next(4)] ?? fields[0]
        const rows = db.prepare<[], number>(`SELECT seq FROM ${table} ORDER BY seq`).pluck().all()
        const seq = rows[next(rows.length)] ?? 1
        const stored = db
          .prepare<[number], string | Buffer>(`SELECT ${field} FROM ${table} WHERE seq = ?`)
          .pluck()
          .get(seq)
        const bytes = Buffer.from(stored ?? '')
        const at = next(bytes.length)
        bytes[at] = (bytes[at] ?? 0) ^ (1 + next(7))
        const changed =
          typeof stored === 'string'
            ? `CAST(x'${bytes.toString('hex')}' AS TEXT)`
            : `x'${bytes.toString('hex')}'`

        db.exec('BEGIN')
        db.exec(`UPDATE ${table} SET ${field} = ${changed} WHERE seq = ${seq}`)
        expect(verifyChain(db, sealKey(), { payloads: true }), `${table}.${field} of ${seq}`).toMatchObject({
          ok: false,
          divergedAt: seq,
        })
        db.exec('ROLLBACK')
      }
      expect(verifyChain(db, sealKey(), { payloads: true })).toEqual({ ok: true, entries: 301 })
    })
  })
})

describe('the insider with the database key (AUD-03)', { timeout: 30_000 }, () => {
  const last = 'SELECT max(seq) FROM audit_entry'
  const deeds: readonly (readonly [string, (db: Database) => void])[] = [
    ['deletes an entry', (db) => db.exec('DELETE FROM audit_entry WHERE seq = 5')],
    [
      'deletes the last one, which touched nothing',
      (db) => db.exec(`DELETE FROM audit_entry WHERE seq = (${last})`),
    ],
    ['deletes the last five', (db) => db.exec(`DELETE FROM audit_entry WHERE seq > (${last}) - 5`)],
    [
      'deletes everything',
      (db) => db.exec('DELETE FROM audit_payload; DELETE FROM audit_entry; DELETE FROM audit_head'),
    ],
    [
      'adds an entry',
      (db) =>
        db.exec(
          `INSERT INTO audit_entry (seq, text, chain) SELECT (${last}) + 1, text, chain FROM audit_entry WHERE seq = 5`,
        ),
    ],
    [
      'adds one before the first',
      (db) =>
        db.exec(
          'INSERT INTO audit_entry (seq, text, chain) SELECT 0, text, chain FROM audit_entry WHERE seq = 5',
        ),
    ],
    [
      'swaps two',
      (db) =>
        db.exec(`
          UPDATE audit_entry SET text = (SELECT text FROM audit_entry o WHERE o.seq = 13 - audit_entry.seq)
           WHERE seq IN (6, 7)`),
    ],
    [
      'renumbers',
      (db) => db.exec('UPDATE audit_entry SET seq = -seq; UPDATE audit_entry SET seq = seq + 22'),
    ],
    [
      'edits an entry',
      (db) => db.exec(`UPDATE audit_entry SET text = replace(text, 'S0001', 'S0002') WHERE seq = 5`),
    ],
    ['edits the head’s sum', (db) => db.exec('UPDATE audit_head SET acc = zeroblob(32)')],
    ['drops the head', (db) => db.exec('DELETE FROM audit_head')],
  ]

  it.each(deeds)('%s: found at opening', (_name, deed) => {
    work(20)
    withTheKey(deed)
    expect(openingSays()).toContain('store-diverged')
  })

  it.each(deeds)('%s and recomputes the chain: found all the same', (name, deed) => {
    work(20)
    withTheKey((db) => {
      deed(db)
      if (name !== 'drops the head' && name !== 'deletes everything') {
        const rows = db.prepare<[], number>('SELECT seq FROM audit_entry ORDER BY seq').pluck().all()
        for (const [index, seq] of rows.entries()) {
          db.exec(`UPDATE audit_entry SET seq = ${-1000 - index} WHERE seq = ${seq}`)
        }
        db.exec('UPDATE audit_entry SET seq = -999 - seq')
      }
      recompute(db)
    })
    expect(openingSays()).toContain('store-diverged')
  })

  it('names the first entry that does not add up', () => {
    work(20)
    withTheKey((db) => db.exec(`UPDATE audit_entry SET text = replace(text, 'S0001', 'S0002') WHERE seq = 9`))
    expect(openingSays()).toBe('store-diverged at 9')
  })
})

describe('size', { timeout: 30_000 }, () => {
  it('verifying costs at most three times reading and hashing the same bytes', { timeout: 60_000 }, () => {
    work(30)
    withTheKey((db) => {
      const text = db.prepare<[], string>('SELECT text FROM audit_entry WHERE seq = 20').pluck().get() ?? ''
      const add = db.prepare('INSERT INTO audit_entry (seq, text, chain) VALUES (?, ?, zeroblob(32))')
      db.transaction(() => {
        for (let seq = 32; seq <= 20_000; seq += 1) add.run(seq, text)
        recompute(db)
      })()
      const scan = db
        .prepare<[], [number, string, Buffer]>('SELECT seq, text, chain FROM audit_entry ORDER BY seq')
        .raw()
      const ratios = Array.from({ length: 5 }, () => {
        const from = performance.now()
        for (const [, entry, chain] of scan.iterate()) {
          hash('sha256', entry)
          hash('sha256', chain)
        }
        const between = performance.now()
        // The seal is not ours to make, so the head is what does not add up, after everything has been read.
        expect(verifyChain(db, sealKey())).toEqual({ ok: false, divergedAt: 20_000, why: 'head' })
        return (performance.now() - between) / (between - from)
      })
      expect(ratios.toSorted((a, b) => a - b)[2]).toBeLessThan(3)
    })
  })
})
