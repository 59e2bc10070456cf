import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canonical } from '#main/store/canonical'
import { type Database, openDatabase } from '#main/store/database'
import { OpenFault, StoreFault } from '#main/store/faults'
import { rowText } from '#main/store/rows'
import { DATABASE_FILE } from '#main/store/store'
import { err, ok } from '#shared/result'
import { by, makeStall, openStall, type Stall } from '../../fixtures/stall.ts'

let stall: Stall
beforeEach(async () => {
  stall = await makeStall()
})
afterEach(() => stall.remove())

type Write = Parameters<Parameters<Stall['store']['attempt']>[1]>[0]
const does = (work: (write: Write) => unknown) =>
  stall.store.attempt(by('parcel.work'), (write) => {
    work(write)
    return ok({ output: 0, audit: { event: 'parcel.worked' } })
  })

const file = () => `${stall.dir}/${DATABASE_FILE}`
function withTheKey(use: (db: Database) => void): void {
  stall.store.close()
  const db = openDatabase(file(), stall.keys.database, { create: false, newest: 2 })
  use(db)
  db.close()
}
function openingSays(): string {
  try {
    openStall(stall.dir, stall.keys, false).close()
  } catch (thrown) {
    if (thrown instanceof OpenFault) return `${thrown.code} ${thrown.facts.why} ${thrown.facts.table}`
    throw thrown
  }
  return 'opened'
}

describe('a critical row', { timeout: 30_000 }, () => {
  it('comes back as it was put, bytes and absent values too, and counts its versions', () => {
    const label = Buffer.from([0, 1, 2, 255])
    does((write) => write.add('p1', 'shelf', null, label))
    does((write) => write.move('p1', 'counter'))
    expect(stall.reopen().read.parcel('p1')).toEqual({
      id: 'p1',
      place: 'counter',
      owner: null,
      label,
      ver: 2,
    })
    expect(stall.store.read.at('counter')).toHaveLength(1)
    expect(stall.store.read.at('shelf')).toEqual([])
    expect(stall.store.read.parcel('p9')).toBeUndefined()
  })

  it('is changed only in the version it was read in', () => {
    does((write) => write.add('p1', 'shelf'))
    does((write) => write.move('p1', 'counter'))
    const late = () => does((write) => write.moveFrom('p1', 1, 'pocket'))
    expect(late).toThrow(expect.objectContaining({ code: 'row-version' }))
    expect(() => does((write) => write.moveFrom('p9', 1, 'pocket'))).toThrow(StoreFault)
    expect(stall.store.read.parcel('p1')?.place).toBe('counter')
  })

  it('is named in the entry of whatever touched it, once and as it ended', () => {
    does((write) => {
      write.add('p1', 'shelf')
      write.move('p1', 'counter')
      write.add('p2', 'shelf')
    })
    expect(stall.store.trail.newest(1)[0]?.touched).toMatchObject([
      { table: 'parcel', pk: 'p1', ver: 2 },
      { table: 'parcel', pk: 'p2', ver: 1 },
    ])
  })

  it('among very many is folded into one line per table', () => {
    does((write) => {
      for (let parcel = 0; parcel < 500; parcel += 1) write.add(`p${parcel}`, 'shelf')
    })
    expect(stall.store.trail.newest(1)[0]?.touched).toEqual([
      { table: 'parcel', pk: '*', ver: 500, mac: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
    expect(stall.reopen().verify().rows).toEqual({ ok: true, rows: 502 })
  })
})

describe('the sum over all critical rows', { timeout: 30_000 }, () => {
  it('stands in every entry and follows what held, not what was tried', () => {
    does((write) => write.add('p1', 'shelf'))
    const [before] = stall.store.trail.newest(1)
    expect(() =>
      does((write) => {
        write.move('p1', 'counter')
        throw new Error('no')
      }),
    ).toThrow('no')
    stall.store.attempt(by('parcel.move'), (write) => {
      write.move('p1', 'counter')
      return err({ code: 'shelf-locked' })
    })
    const [refusal] = stall.store.trail.newest(1)
    expect(refusal?.acc).toBe(before?.acc)
    does((write) => write.move('p1', 'counter'))
    const [after] = stall.store.trail.newest(1)
    expect(after?.acc).not.toBe(before?.acc)
    expect(stall.reopen().verify().rows.ok).toBe(true)
  })
})

describe('a row that was changed behind our back', { timeout: 30_000 }, () => {
  beforeEach(() => {
    does((write) => {
      write.add('p1', 'shelf', '検証 花子')
      write.add('p2', 'counter')
    })
    does((write) => write.move('p1', 'counter'))
  })

  it.each([
    ['a field edited', "UPDATE parcel SET place = 'pocket' WHERE id = 'p1'", 'parcel'],
    ['its version edited', "UPDATE parcel SET ver = 1 WHERE id = 'p1'", 'parcel'],
    ['its name edited', "UPDATE parcel SET id = 'p3' WHERE id = 'p1'", 'parcel'],
    [
      'the macs of two swapped',
      'UPDATE parcel SET mac = (SELECT mac FROM parcel o WHERE o.id <> parcel.id)',
      'parcel',
    ],
    ['a row deleted', "DELETE FROM parcel WHERE id = 'p2'", '*'],
    ['text where bytes were', "UPDATE parcel SET label = x'' WHERE id = 'p1'", 'parcel'],
    [
      'a fact about the store edited',
      "UPDATE meta SET value = '0' WHERE name = 'keyring-generation'",
      'meta',
    ],
  ])('%s: found at opening', (_name, sql, table) => {
    withTheKey((db) => void db.exec(sql))
    expect(openingSays()).toBe(`store-diverged rows ${table}`)
  })

  it('one row put back to an earlier version, mac and all, is found (STO-06)', () => {
    type Old = { place: string; ver: number; mac: Buffer }
    const old: { row?: Old | undefined } = {}
    withTheKey((db) => {
      old.row = db.prepare<[], Old>("SELECT place, ver, mac FROM parcel WHERE id = 'p2'").get()
    })
    stall.store = openStall(stall.dir, stall.keys, false)
    does((write) => write.move('p2', 'gone'))
    withTheKey((db) => {
      db.prepare("UPDATE parcel SET place = :place, ver = :ver, mac = :mac WHERE id = 'p2'").run(old.row)
    })
    expect(openingSays()).toBe('store-diverged rows *')
  })

  it('a second copy of a row under another name is found', () => {
    withTheKey((db) => {
      db.exec(
        "INSERT INTO parcel SELECT 'p1-copy', place, owner, label, ver, mac FROM parcel WHERE id = 'p1'",
      )
    })
    expect(openingSays()).toBe('store-diverged rows parcel')
  })
})

describe('the text under a row’s MAC', () => {
  const fields = ['serial', 'b_1', 'b1', 'a']
  const textOf = rowText('token', 'serial', fields)

  it('is the canonical form of RFC 8785, whatever the fields hold', () => {
    const text = fc.string({ unit: 'grapheme' })
    const value = fc.oneof(
      text,
      fc.constant(null),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    )
    const row = fc.record({ serial: text, b_1: value, b1: value, a: fc.uint8Array() })
    fc.assert(
      fc.property(row, fc.nat(), ({ a, ...rest }, ver) => {
        const asWritten = { ...rest, a: { x: Buffer.from(a).toString('hex') } }
        expect(textOf({ ...rest, a: Buffer.from(a) }, ver)).toBe(
          canonical(['token', rest.serial, ver, asWritten]),
        )
      }),
    )
  })

  it('does not exist of what JSON cannot say', () => {
    const row = { serial: 'S', b_1: null, b1: 1, a: null }
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, '\ud83d']) {
      expect(() => textOf({ ...row, a: bad }, 1)).toThrow('no canonical form')
    }
    const { a: _, ...missing } = row
    expect(() => textOf(missing, 1)).toThrow('no canonical form')
  })
})
