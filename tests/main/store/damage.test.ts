import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OpenFault, StoreFault } from '#main/store/faults'
import { DATABASE_FILE } from '#main/store/store'
import { ok } from '#shared/result'
import { by, makeStall, openStall, type Stall } from '../../fixtures/stall.ts'

/** Enough commits that some lie in the file and some still in the WAL, as after a power cut. */
const COMMITS = 60

let stall: Stall
let main: Buffer
let wal: Buffer
let scratch: string
beforeAll(async () => {
  stall = await makeStall()
  scratch = join(stall.dir, 'scratch')
  mkdirSync(scratch)
  for (let commit = 0; commit < COMMITS; commit += 1) {
    stall.store.attempt(by('parcel.add'), (write) => {
      write.add(`p${commit}`, 'shelf', '検証 花子')
      write.scribble(`p${commit}`)
      return ok({
        output: 0,
        audit: { event: 'parcel.added', object: `p${commit}`, facts: { owner: '検証 花子' } },
      })
    })
  }
  main = readFileSync(join(stall.dir, DATABASE_FILE))
  wal = readFileSync(join(stall.dir, `${DATABASE_FILE}-wal`))
})
afterAll(() => stall.remove())

/**
 * Opens a copy made of these bytes and says what came of it: refused with a code, or open with the first n commits,
 * whole and nothing else.
 */
function outcome(file: Buffer, log: Buffer | undefined): string {
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(scratch, DATABASE_FILE + suffix), { force: true })
  writeFileSync(join(scratch, DATABASE_FILE), file)
  if (log !== undefined) writeFileSync(join(scratch, `${DATABASE_FILE}-wal`), log)
  try {
    const store = openStall(scratch, stall.keys, false)
    try {
      const parcels = store.read.at('shelf').map(({ id }) => id)
      const commits = store.trail.newest(1000).length - 1
      const first = Array.from({ length: commits }, (_, commit) => `p${commit}`)
      expect(parcels.toSorted()).toEqual(first.toSorted())
      expect(store.read.scribbles()).toEqual(first)
      expect(store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true } })
      return `open with ${commits}`
    } finally {
      store.close()
    }
  } catch (thrown) {
    if (thrown instanceof OpenFault || thrown instanceof StoreFault) return thrown.code
    // Not every page is read at opening; one that is damaged answers with an error when it is.
    if (thrown instanceof Sqlite.SqliteError && thrown.code.startsWith('SQLITE_CORRUPT'))
      return 'damaged when read'
    throw thrown
  }
}

let random = 17
const next = (below: number): number => {
  random = (random * 48_271) % 2_147_483_647
  return random % below
}
function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  const at = next(bytes.length)
  copy[at] = (copy[at] ?? 0) ^ (1 << next(8))
  return copy
}

describe('a WAL that was cut off (FLT-03)', () => {
  it('gives an exact prefix of the commits, wherever the cut is', { timeout: 120_000 }, () => {
    expect(outcome(main, wal)).toBe(`open with ${COMMITS}`)
    const seen = new Set<string>()
    const step = Math.ceil(wal.length / 100 / 512) * 512
    for (let cut = 0; cut <= wal.length; cut += step) seen.add(outcome(main, wal.subarray(0, cut)))
    for (let round = 0; round < 40; round += 1) seen.add(outcome(main, wal.subarray(0, next(wal.length))))
    expect(seen.size).toBeGreaterThan(3)
    for (const each of seen) expect(each).toMatch(/^open with \d+$|^database-damaged$|^database-not-ours$/)
  })
})

describe('one bit changed anywhere (STO-11)', () => {
  it('in the file: refused, or without effect, never a wrong answer and never a crash', {
    timeout: 120_000,
  }, () => {
    const whole = closed()
    const seen: Record<string, number> = {}
    for (let round = 0; round < 150; round += 1) {
      const found = outcome(flipped(whole), undefined)
      seen[found] = (seen[found] ?? 0) + 1
      expect(found).toMatch(/^database-damaged$|^damaged when read$|^open with 60$/)
    }
    expect(seen['database-damaged']).toBeGreaterThan(50)
  })

  it('in the WAL: refused, or an exact prefix of the commits', { timeout: 120_000 }, () => {
    for (let round = 0; round < 100; round += 1) {
      expect(outcome(main, flipped(wal))).toMatch(/^open with \d+$|^database-damaged$|^database-not-ours$/)
    }
  })
})

describe('an old page put back into a newer file (STO-06)', () => {
  it('is found at opening where a row or an entry is on it, and by verifying where it is an index', {
    timeout: 120_000,
  }, () => {
    const PAGE = 4096
    const old = closed()
    stall.store.attempt(by('parcel.work'), (write) => {
      for (let parcel = 0; parcel < COMMITS; parcel += 1) write.move(`p${parcel}`, 'counter')
      for (let parcel = COMMITS; parcel < COMMITS * 2; parcel += 1) write.add(`p${parcel}`, 'counter')
      return ok({ output: 0, audit: { event: 'parcel.worked' } })
    })
    const newer = closed()
    const found: string[] = []
    for (let page = 0; page * PAGE < old.length; page += 1) {
      const [from, to] = [page * PAGE, (page + 1) * PAGE]
      if (old.subarray(from, to).equals(newer.subarray(from, to))) continue
      const mixed = Buffer.from(newer)
      old.copy(mixed, from, from, to)
      writeFileSync(join(scratch, DATABASE_FILE), mixed)
      rmSync(join(scratch, `${DATABASE_FILE}-wal`), { force: true })
      try {
        const store = openStall(scratch, stall.keys, false)
        if (store.verify().structure.length > 0) found.push('index')
        else found.push('missed')
        store.close()
      } catch (thrown) {
        if (!(thrown instanceof OpenFault)) throw thrown
        found.push(thrown.code)
      }
    }
    expect(found.length).toBeGreaterThan(3)
    expect(found).toContain('store-diverged')
    expect(found).toContain('index')
    expect(found).not.toContain('missed')
  })
})

/** The whole store folded into one file, as after an ordinary end of the program. */
function closed(): Buffer {
  stall.store.close()
  copyFileSync(join(stall.dir, DATABASE_FILE), join(scratch, 'folded.db'))
  stall.store = openStall(stall.dir, stall.keys, false)
  return readFileSync(join(scratch, 'folded.db'))
}
