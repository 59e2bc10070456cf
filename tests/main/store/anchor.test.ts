import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noDevice } from '#main/keys/device'
import { KDF_FLOOR } from '#main/keys/kdf'
import { createKeyring } from '#main/keys/keyring'
import { openAnchor } from '#main/store/anchor'
import { OpenFault } from '#main/store/faults'
import { DATABASE_FILE } from '#main/store/store'
import { ok } from '#shared/result'
import {
  by,
  makeStall,
  moment,
  openStall,
  people,
  type Stall,
  type StallStore,
} from '../../fixtures/stall.ts'

let stall: Stall
let work: string
/** The store's own folder, and the anchor's beside it. */
let dir: string
let anchor: string
beforeEach(async () => {
  stall = await makeStall()
  work = mkdtempSync(join(tmpdir(), 'anchored-'))
  dir = join(work, 'store')
  mkdirSync(dir)
  anchor = join(work, 'anchors', 'store.anchor')
})
afterEach(() => {
  stall.remove()
  rmSync(work, { recursive: true, force: true })
})

const open = (create = false): StallStore => openStall(dir, stall.keys, create, anchor)

function add(store: StallStore, id: string): void {
  store.attempt(by('parcel.add'), (write) => {
    write.add(id, 'shelf')
    return ok({ output: 0, audit: { event: 'parcel.added', object: id } })
  })
}

/** What opening says: the code, or `open`. */
function opening(): string {
  try {
    open().close()
    return 'open'
  } catch (thrown) {
    if (thrown instanceof OpenFault) return thrown.code
    throw thrown
  }
}

/** A store of so many parcels, closed. */
function made(parcels: number): void {
  const store = open(true)
  for (let parcel = 0; parcel < parcels; parcel += 1) add(store, `p${parcel}`)
  store.close()
}

const folder = (): Record<string, string> =>
  Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'hex')]))

describe('an older file put back', { timeout: 30_000 }, () => {
  it('stops the opening, tells both heads, and nothing is written to file or anchor (AUD-04)', () => {
    made(3)
    const yesterday = join(work, 'yesterday')
    cpSync(dir, yesterday, { recursive: true })
    const store = open()
    const before = store.trail.head()
    add(store, 'today')
    const seen = store.trail.head()
    store.close()

    rmSync(dir, { recursive: true })
    cpSync(yesterday, dir, { recursive: true })
    const files = folder()
    const witness = readFileSync(anchor, 'hex')
    expect(opening()).toBe('store-rolled-back')
    try {
      open()
      expect.unreachable()
    } catch (thrown) {
      expect(thrown).toMatchObject({
        code: 'store-rolled-back',
        facts: {
          entry: before.seq,
          head: before.chain,
          seen: seen.seq,
          seenHead: seen.chain,
          seenAt: moment.wall,
        },
      })
    }
    expect(folder()).toEqual(files)
    expect(readFileSync(anchor, 'hex')).toBe(witness)
  })

  it('is found too where as many other entries were written to it on another machine (AUD-04)', () => {
    made(1)
    const yesterday = join(work, 'yesterday')
    cpSync(dir, yesterday, { recursive: true })
    const store = open()
    add(store, 'here')
    store.close()

    // The thief has everything but this machine's anchor, and goes on writing.
    rmSync(dir, { recursive: true })
    cpSync(yesterday, dir, { recursive: true })
    const kept = readFileSync(anchor)
    rmSync(anchor)
    const elsewhere = open()
    for (const id of ['a', 'b', 'c']) add(elsewhere, id)
    elsewhere.close()
    writeFileSync(anchor, kept)

    expect(opening()).toBe('store-rolled-back')
  })

  it('is found where only the WAL was deleted, and where it was cut behind the anchor (STO-06, FLT-03)', () => {
    made(2)
    const store = open()
    for (let parcel = 10; parcel < 22; parcel += 1) add(store, `p${parcel}`)
    // As a power cut leaves it: twelve commits still in the WAL.
    const main = readFileSync(join(dir, DATABASE_FILE))
    const wal = readFileSync(join(dir, `${DATABASE_FILE}-wal`))
    const witness = readFileSync(anchor)
    store.close()
    const put = (log: Buffer | undefined, seen = witness): string => {
      rmSync(dir, { recursive: true })
      mkdirSync(dir)
      writeFileSync(join(dir, DATABASE_FILE), main)
      if (log !== undefined) writeFileSync(join(dir, `${DATABASE_FILE}-wal`), log)
      writeFileSync(anchor, seen)
      return opening()
    }

    expect(put(wal)).toBe('open')
    expect(put(undefined)).toBe('store-rolled-back')
    // Every part of the way; with MADOGUCHI_LONG at every 512 bytes.
    const step = process.env.MADOGUCHI_LONG === undefined ? Math.ceil(wal.length / 24 / 512) * 512 : 512
    const outcomes = new Map<string, number>()
    for (let cut = 0; cut < wal.length - 512; cut += step) {
      const said = put(wal.subarray(0, cut))
      outcomes.set(said, (outcomes.get(said) ?? 0) + 1)
    }
    // Some cuts leave a whole header and no commit; none of them is ever served.
    expect(outcomes.get('open')).toBeUndefined()
    expect(outcomes.get('store-rolled-back')).toBeGreaterThan(10)
    for (const said of outcomes.keys()) expect(said).toMatch(/^store-rolled-back$|^database-damaged$/)
  })

  it('is found where one old page was put back into the newer file (STO-06)', () => {
    const PAGE = 4096
    made(60)
    const old = readFileSync(join(dir, DATABASE_FILE))
    const store = open()
    for (let parcel = 60; parcel < 120; parcel += 1) add(store, `p${parcel}`)
    store.close()
    const newer = readFileSync(join(dir, DATABASE_FILE))
    const witness = readFileSync(anchor)
    const outcomes: string[] = []
    for (let page = 0; page * PAGE < old.length; page += 1) {
      const [from, to] = [page * PAGE, (page + 1) * PAGE]
      if (old.subarray(from, to).equals(newer.subarray(from, to))) continue
      const mixed = Buffer.from(newer)
      old.copy(mixed, from, from, to)
      writeFileSync(join(dir, DATABASE_FILE), mixed)
      writeFileSync(anchor, witness)
      try {
        const opened = open()
        outcomes.push(opened.verify().structure.length > 0 ? 'index' : 'missed')
        opened.close()
      } catch (thrown) {
        outcomes.push(thrown instanceof OpenFault ? thrown.code : 'damaged')
      }
    }
    expect(outcomes.length).toBeGreaterThan(3)
    expect(outcomes).not.toContain('missed')
  })
})

describe('the anchor itself', { timeout: 30_000 }, () => {
  it('lets an untouched store open again, as often as one likes, and after a restart that saw no end', () => {
    made(2)
    expect(opening()).toBe('open')
    const store = open()
    add(store, 'more')
    // The program is gone without a word: what it wrote is in the files.
    const crashed = join(work, 'crashed')
    cpSync(dir, crashed, { recursive: true })
    const witness = readFileSync(anchor)
    store.close()
    rmSync(dir, { recursive: true })
    cpSync(crashed, dir, { recursive: true })
    writeFileSync(anchor, witness)
    expect(opening()).toBe('open')
  })

  it('may be behind: killed between the commit and the anchor, the store opens and the anchor catches up', () => {
    made(2)
    const store = open()
    const witness = readFileSync(anchor)
    add(store, 'p9')
    const head = store.trail.head()
    store.close()
    writeFileSync(anchor, witness)
    const again = open()
    expect(again.trail.head()).toEqual(head)
    add(again, 'p10')
    again.close()
    expect(found()).toMatchObject({ state: 'sound', record: { size: head.seq + 1 } })
  })

  it('survives kill -9 at 6 moments of writing: never ahead of the store, which opens each time (FLT-01)', {
    timeout: 120_000,
  }, async () => {
    const keys = await createKeyring(dir, { people, kdf: KDF_FLOOR, device: noDevice })
    openStall(dir, keys, true, anchor).close()
    let entries = 0
    for (let round = 0; round < 6; round += 1) {
      await workAndKill(round * 100_000, (round * 17) % 61)
      const store = openStall(dir, keys, false, anchor)
      expect(store.trail.newest(1)).not.toMatchObject([{ verb: 'anchor.missing' }])
      const { seq } = store.trail.head()
      expect(seq).toBeGreaterThan(entries)
      entries = seq
      store.close()
    }
    keys.close()
  })

  it('stands on its other record where one of the two is damaged', () => {
    made(5)
    const whole = readFileSync(anchor)
    const head = found()
    if (head.state !== 'sound') throw new Error('no anchor was written')
    for (const place of [0, 1]) {
      const torn = Buffer.from(whole)
      torn.fill(0, place * 512 + 40, place * 512 + 300)
      writeFileSync(anchor, torn)
      const other = found()
      expect(other.state).toBe('sound')
      if (other.state === 'sound') expect(head.record.size - other.record.size).toBeLessThanOrEqual(1)
      expect(opening()).toBe('open')
      writeFileSync(anchor, whole)
      rmSync(join(dir, `${DATABASE_FILE}-wal`), { force: true })
    }
  })

  it.each([
    ['gone', () => rmSync(anchor)],
    ['damaged in both records', () => writeFileSync(anchor, Buffer.alloc(1024, 7))],
    ['empty', () => writeFileSync(anchor, '')],
  ])('%s: the store opens, says so in the trail, and asks for its newest sheet', (what, spoil) => {
    made(2)
    spoil()
    const store = open()
    const why = what === 'gone' ? 'missing' : 'unreadable'
    expect(store.trail.newest(1)).toMatchObject([{ verb: 'anchor.missing', payload: { why } }])
    store.close()
    // From now on there is one again.
    expect(found().state).toBe('sound')
    const again = open()
    expect(again.trail.newest(1)).toMatchObject([{ verb: 'anchor.missing' }])
    again.close()
  })

  it('of another installation or changed by hand is no witness', () => {
    made(2)
    const text = readFileSync(anchor, 'utf8')
    writeFileSync(anchor, text.replaceAll(/"size":\d+/g, '"size":1'))
    expect(found().state).toBe('unreadable')
  })

  it('costs a commit little: two thousand records in well under a tenth of a millisecond each', () => {
    made(0)
    const one = openAnchor(join(work, 'cost.anchor'), {
      rowKey: stall.keys.rows,
      installation: stall.keys.installation,
      build: '0.1.0-test',
      fresh: true,
    })
    const head = { seq: 7, chain: Buffer.alloc(32, 1), acc: 'a'.repeat(64) }
    one.write(head)
    // The quickest of five batches: what else the machine does at the time is not ours.
    const batches = Array.from({ length: 5 }, () => {
      const began = performance.now()
      for (let count = 0; count < 400; count += 1) one.write(head)
      return (performance.now() - began) / 400
    })
    const each = Math.min(...batches)
    one.close()
    expect(each).toBeLessThan(0.1)
    if (process.env.MADOGUCHI_LONG !== undefined)
      console.log(`anchor: ${(each * 1000).toFixed(1)} µs a commit`)
  })

  it('that cannot be written stops no commit', () => {
    made(1)
    rmSync(join(work, 'anchors'), { recursive: true })
    const store = open()
    store.close()
    rmSync(join(work, 'anchors'), { recursive: true })
    writeFileSync(join(work, 'anchors'), 'a file where the folder should be')
    const blind = open()
    add(blind, 'unwitnessed')
    expect(blind.read.parcel('unwitnessed')).toBeDefined()
    blind.close()
  })
})

const found = () =>
  openAnchor(anchor, {
    rowKey: stall.keys.rows,
    installation: stall.keys.installation,
    build: '0.1.0-test',
    fresh: false,
  }).found

/** The worker of the kill test, with this anchor, shot `afterMs` after it began. */
function workAndKill(from: number, afterMs: number): Promise<void> {
  const worker = spawn(
    process.execPath,
    [join(import.meta.dirname, 'kill-child.ts'), dir, String(from), anchor],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  return new Promise((resolve, reject) => {
    let begun = false
    worker.stdout.on('data', (said) => {
      // Counted from the first answer, however slow the machine is to begin.
      if (!begun && String(said).includes('ACK')) setTimeout(() => worker.kill('SIGKILL'), afterMs)
      begun ||= String(said).includes('ACK')
    })
    worker.on('error', reject)
    worker.on('close', (code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`the worker ended by itself: ${code}`)),
    )
  })
}
