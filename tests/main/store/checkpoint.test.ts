import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  isSigned,
  originOf,
  publicKeyOf,
  readCheckpoint,
  signCheckpoint,
  verifierKey,
} from '#main/store/checkpoint'
import { type Database, openDatabase } from '#main/store/database'
import { OpenFault, StoreFault } from '#main/store/faults'
import { EMPTY_FRONTIER, grown, leafOf, rootOf } from '#main/store/merkle'
import { DATABASE_FILE, openStore } from '#main/store/store'
import {
  by,
  makeStall,
  moment,
  openStall,
  type Stall,
  stallMigrations,
  stallRepositories,
} from '../../fixtures/stall.ts'

describe('a signed head of the trail', () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const key = publicKeyOf(privateKey)
  const head = { origin: originOf('みどり銀行', '012', 'ab12'), size: 7, root: Buffer.alloc(32, 7) }

  it('is the text of a C2SP checkpoint: origin, size, root, an empty line, one signature', () => {
    const note = signCheckpoint(head, privateKey)
    const [origin, size, root, empty, signature, end, ...more] = note.split('\n')
    expect([origin, size, root, empty, end, more]).toEqual([
      'madoguchi/みどり銀行/012/ab12',
      '7',
      Buffer.alloc(32, 7).toString('base64'),
      '',
      '',
      [],
    ])
    expect(signature).toMatch(/^— madoguchi\/みどり銀行\/012\/ab12 [A-Za-z0-9+/]+=*$/)
    expect(Buffer.from(signature?.split(' ')[2] ?? '', 'base64')).toHaveLength(4 + 64)
    expect(readCheckpoint(note)).toEqual(head)
    expect(signCheckpoint(head, privateKey)).toBe(note)
  })

  it('names its key as other programs do that read signed notes', () => {
    // The example in the documentation of golang.org/x/mod/sumdb/note.
    const known = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
    const publicKey = Buffer.from(known.split('+')[2] ?? '', 'base64')
      .subarray(1)
      .toString('base64')
    expect(verifierKey('PeterNeumann', publicKey)).toBe(known)
  })

  it('has a name without spaces, plus signs or slashes of its own, whatever a bank is called', () => {
    expect(originOf('A + B/C　銀行\n', '012', 'x')).toBe('madoguchi/A%20%2B%20B%2FC%E3%80%80銀行%0A/012/x')
    expect(originOf('', '', 'x')).toBe('madoguchi/-/-/x')
  })

  it('is not believed with another size, origin, root, name or key', () => {
    const note = signCheckpoint(head, privateKey)
    expect(isSigned(note, [key])).toBe(true)
    const other = publicKeyOf(generateKeyPairSync('ed25519').privateKey)
    expect(isSigned(note, [other])).toBe(false)
    expect(isSigned(note, [other, key])).toBe(true)
    for (const [from, to] of [
      ['\n7\n', '\n8\n'],
      ['/012/', '/013/'],
      ['BwcH', 'BwcI'],
      ['— madoguchi/みどり銀行/012', '— madoguchi/みどり銀行/013'],
      ['\n\n', '\n'],
    ] as const) {
      expect(note).toContain(from)
      expect(isSigned(note.replace(from, to), [key]), to).toBe(false)
    }
  })
})

describe('signing the trail', { timeout: 30_000 }, () => {
  let stall: Stall
  beforeEach(async () => {
    stall = await makeStall()
  })
  afterEach(() => stall.remove())

  const note = (times: number): void => {
    for (let time = 0; time < times; time += 1) {
      stall.store.note(by('parcel.read'), { event: 'parcel.read', object: `p${time}` })
    }
  }
  const keys = () => stall.store.trail.publicKeys().map(({ key }) => key)

  it('signs the root over all entries, and the same head gives the same note', () => {
    note(4)
    const { trail } = stall.store
    const signed = trail.sign()
    const texts = trail.newest(100).map(({ seq }) => seq)
    expect(signed.size).toBe(Math.max(...texts))
    expect(isSigned(signed.note, keys())).toBe(true)
    expect(trail.sign()).toEqual(signed)
    expect(stall.reopen().trail.sign()).toEqual(signed)
    expect(stall.store.trail.notes()).toEqual([signed.note])

    stall.store.close()
    const db = openDatabase(`${stall.dir}/${DATABASE_FILE}`, stall.keys.database, {
      create: false,
      newest: 2,
    })
    const entries = db.prepare<[], string>('SELECT text FROM audit_entry ORDER BY seq').pluck().all()
    db.close()
    const root = rootOf(entries.map(leafOf).reduce(grown, EMPTY_FRONTIER))
    expect(signed.root).toBe(root.toString('base64'))
    stall.store = openStall(stall.dir, stall.keys, false)
  })

  it('signs by itself when a hundred entries have come, after the answer has left', async () => {
    note(99)
    await new Promise((resolve) => setImmediate(resolve))
    expect(stall.store.trail.signed()?.size).toBe(100)
    note(99)
    await new Promise((resolve) => setImmediate(resolve))
    expect(stall.store.trail.signed()?.size).toBe(100)
    note(1)
    await new Promise((resolve) => setImmediate(resolve))
    expect(stall.store.trail.signed()?.size).toBe(200)
    expect(stall.store.verify().chain).toEqual({ ok: true, entries: 200 })
  })

  it('signs nothing in an attempt that is undone', () => {
    note(2)
    const before = stall.store.trail.sign()
    const refused = stall.store.attempt(by('parcel.add'), (write) => {
      write.add('p9', 'shelf')
      return { ok: false, error: { code: 'no' } }
    })
    expect(refused.ok).toBe(false)
    const after = stall.store.trail.sign()
    expect(after.size).toBe(before.size + 1)
    expect(stall.store.verify().chain.ok).toBe(true)
  })

  it('keeps a signed head as it is: it cannot be changed, deleted, put in twice or made up through SQL', () => {
    note(3)
    stall.store.trail.sign()
    stall.store.close()
    const db = openDatabase(`${stall.dir}/${DATABASE_FILE}`, stall.keys.database, {
      create: false,
      newest: 2,
    })
    for (const sql of [
      "UPDATE checkpoint SET note = ''",
      'DELETE FROM checkpoint',
      'INSERT OR REPLACE INTO checkpoint SELECT size, note FROM checkpoint',
      "INSERT INTO checkpoint VALUES (2, '')",
      "INSERT INTO checkpoint VALUES (9, '')",
    ]) {
      expect(() => db.exec(sql), sql).toThrow(/signed|newest/)
    }
    db.close()
    stall.store = openStall(stall.dir, stall.keys, false)
  })

  it('does not open a store whose entries are not the ones that were signed', () => {
    note(3)
    stall.store.trail.sign()
    stall.store.close()
    const db = openDatabase(`${stall.dir}/${DATABASE_FILE}`, stall.keys.database, {
      create: false,
      newest: 2,
    })
    db.exec('DROP TRIGGER checkpoint_update')
    const text = db.prepare<[], string>('SELECT note FROM checkpoint').pluck().get() ?? ''
    const head = readCheckpoint(text)
    if (head === undefined) throw new Error('no head was signed')
    // Even somebody with the signing key: another root over as many entries.
    const other = signCheckpoint({ ...head, root: Buffer.alloc(32, 1) }, stall.keys.signing)
    db.prepare('UPDATE checkpoint SET note = ?').run(other)
    db.close()
    expect(() => openStall(stall.dir, stall.keys, false)).toThrow(OpenFault)
  })

  it.each([
    [
      'the head that was signed last was taken away',
      'DROP TRIGGER checkpoint_delete; DELETE FROM checkpoint',
    ],
    [
      'another head lies in its place',
      "DROP TRIGGER checkpoint_update; UPDATE checkpoint SET note = replace(note, char(10) || '4' || char(10), char(10) || '3' || char(10))",
    ],
    [
      'an entry since then was changed',
      "DROP TRIGGER audit_entry_is_never_changed; UPDATE audit_entry SET text = replace(text, 'p1', 'p2') WHERE seq = 6",
    ],
  ])('never signs a head that does not fit the last one, and takes nothing more: %s (AUD-10)', (_, sql) => {
    note(3)
    stall.store.close()
    let within: Database | undefined
    const store = openStore({
      dir: stall.dir,
      keys: stall.keys,
      create: false,
      at: moment,
      build: 'test',
      migrations: stallMigrations,
      repositories: (ground) => {
        within = ground.db
        return stallRepositories(ground)
      },
    })
    store.trail.sign()
    store.note(by('parcel.read'), { event: 'parcel.read', object: 'p0' })
    store.note(by('parcel.read'), { event: 'parcel.read', object: 'p1' })
    within?.exec(sql)
    expect(() => store.trail.sign()).toThrow('signed-head')
    expect(() => store.note(by('parcel.read'), { event: 'parcel.read' })).toThrow(StoreFault)
    store.close()
    stall.store = { ...stall.store, close: () => undefined }
  })

  it('a crash between signing and storing leaves no head that anybody has seen (AUD-10)', () => {
    note(3)
    const first = stall.store.trail.sign()
    note(1)
    // The transaction in which the head is signed is undone, as by a crash before its commit: nothing was handed out.
    stall.store.close()
    const db = openDatabase(`${stall.dir}/${DATABASE_FILE}`, stall.keys.database, {
      create: false,
      newest: 2,
    })
    db.exec(
      "CREATE TRIGGER crash AFTER INSERT ON checkpoint BEGIN SELECT RAISE(ABORT, 'the power went out'); END",
    )
    db.close()
    stall.store = openStall(stall.dir, stall.keys, false)
    expect(() => stall.store.trail.sign()).toThrow('the power went out')
    expect(stall.store.trail.signed()).toEqual(first)
    // It goes on with different entries; whatever is signed now extends the only head that ever left.
    stall.store.note(by('parcel.read'), { event: 'parcel.read', object: 'another' })
    stall.store.close()
    const again = openDatabase(`${stall.dir}/${DATABASE_FILE}`, stall.keys.database, {
      create: false,
      newest: 2,
    })
    again.exec('DROP TRIGGER crash')
    again.close()
    stall.store = openStall(stall.dir, stall.keys, false)
    const second = stall.store.trail.sign()
    expect(second.size).toBeGreaterThan(first.size)
    expect(stall.store.trail.notes()).toEqual([first.note, second.note])
    expect(stall.store.verify().chain.ok).toBe(true)
  })
})
