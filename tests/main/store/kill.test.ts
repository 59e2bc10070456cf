import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noDevice } from '#main/keys/device'
import { KDF_FLOOR } from '#main/keys/kdf'
import { createKeyring } from '#main/keys/keyring'
import type { Keys } from '#main/keys/keys'
import { readCheckpoint, signCheckpoint } from '#main/store/checkpoint'
import { openDatabase } from '#main/store/database'
import { DATABASE_FILE } from '#main/store/store'
import { copyText } from '../../fixtures/audit-copy.ts'
import { runAndKill } from '../../fixtures/killed.ts'
import { by, openStall, people } from '../../fixtures/stall.ts'

/** Sampled; all of them under `npm run test:long`. */
const KILLS = process.env.MADOGUCHI_LONG === undefined ? 20 : 200

let dir: string
let keys: Keys
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kill-'))
  keys = await createKeyring(dir, { people, kdf: KDF_FLOOR, device: noDevice })
  openStall(dir, keys, true).close()
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

type Said = { readonly acknowledged: readonly number[]; readonly signed: readonly number[] }

/** Starts the worker, kills it `afterMs` after so many answers, and tells the numbers it acknowledged, and the heads. */
function workAndKill(from: number, answers: number, afterMs: number): Promise<Said> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'kill-child.ts'), dir, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let out = ''
    let killed = false
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      if (!killed && out.split('\n').length > answers + 1) {
        killed = true
        setTimeout(() => child.kill('SIGKILL'), afterMs)
      }
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const numbers = (said: RegExp) => [...out.matchAll(said)].map(([, number]) => Number(number))
      if (signal !== 'SIGKILL') reject(new Error(`the worker ended by itself: ${code}`))
      else resolve({ acknowledged: numbers(/^ACK (\d+)$/gm), signed: numbers(/^SIGNED (\d+)$/gm) })
    })
  })
}

describe(`kill -9 at ${KILLS} moments while the store is being worked`, () => {
  it('loses nothing acknowledged, leaves nothing half-done and no signed head that is not kept, and the chain verifies (FLT-01, FLT-05)', {
    timeout: 60_000 + KILLS * 3_000,
  }, async () => {
    let from = 0
    let total = 0
    const heads: number[] = []
    for (let round = 0; round < KILLS; round += 1) {
      const { acknowledged, signed } = await workAndKill(from, round % 4, (round * 13) % 61)
      total += acknowledged.length

      const store = openStall(dir, keys, false)
      // Of every head, too: that it is signed by this store, and over what lies before it.
      expect(store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true } })
      heads.push(...signed)
      expect(store.trail.notes().map((note) => Number(note.split('\n')[1]))).toEqual(
        expect.arrayContaining(heads),
      )
      const present = new Set([...store.read.at('shelf'), ...store.read.at('counter')].map(({ id }) => id))
      for (const number of acknowledged) if (number % 5 !== 4) expect(present).toContain(`p${number}`)
      // The three parts of each attempt are there together: a row, its scribble, its entry.
      const scribbles = store.read.scribbles()
      expect(new Set(scribbles)).toEqual(present)
      expect(scribbles).toHaveLength(present.size)
      const added = store.trail
        .newest(1_000_000)
        .filter(({ verb, outcome }) => verb === 'parcel.added' && outcome === 'done')
      expect(new Set(added.map(({ object }) => object))).toEqual(present)
      store.close()
      from = 100_000 * (round + 1)
    }
    expect(total).toBeGreaterThan(KILLS)
    expect(heads.length).toBeGreaterThan(KILLS / 4)
  })
})

describe('kill -9 between signing a head and storing it', () => {
  it('leaves no head behind, and whatever was ever signed is the beginning of the trail that went on differently (AUD-10)', {
    timeout: 60_000,
  }, async () => {
    const stall = mkdtempSync(join(tmpdir(), 'kill-signing-'))
    const own = await createKeyring(stall, { people, kdf: KDF_FLOOR, device: noDevice })
    openStall(stall, own, true).close()
    const dying: string[] = []
    for (const [round, when] of ['after', 'before', 'after', 'before'].entries()) {
      const { answers } = await runAndKill('signing-worker.ts', [stall, round * 10, when], {
        answers: Number.POSITIVE_INFINITY,
        afterMs: 0,
      })
      expect(answers).toHaveLength(1)
      const note = Buffer.from(answers[0] ?? '', 'hex').toString('utf8')
      dying.push(note)

      const store = openStall(stall, own, false)
      expect(store.trail.notes()).not.toContain(note)
      // Signed were entries that are there already: it goes on behind them, with others than the worker would have made.
      expect(store.trail.head().seq).toBe(readCheckpoint(note)?.size)
      store.note(by('parcel.read'), { event: 'parcel.read', object: `another ${round}` })
      if (round < 3) store.trail.sign()
      store.close()
    }

    const store = openStall(stall, own, false)
    const { size, root } = store.trail.sign()
    const heads = [...dying, ...store.trail.notes()].toSorted(
      (one, other) => (readCheckpoint(one)?.size ?? 0) - (readCheckpoint(other)?.size ?? 0),
    )
    expect(heads).toHaveLength(8)
    const origin = store.trail.origin()
    const keysSaid = store.trail.publicKeys().map(({ verifier }) => verifier)
    store.close()
    const db = openDatabase(join(stall, DATABASE_FILE), own.database, { create: false, newest: 2 })
    const body = db
      .prepare<[], { n: number; c: Buffer; e: string }>(
        'SELECT seq AS n, chain AS c, text AS e FROM audit_entry ORDER BY seq',
      )
      .all()
      .map((line) => ({ ...line, c: line.c.toString('base64') }))
    db.close()
    const judged = (signed: readonly string[]): object => {
      const header = {
        madoguchi: 'audit-copy',
        version: 1,
        origin,
        entries: size,
        payloads: false,
        keys: keysSaid,
      }
      const copy = join(stall, 'copy.jsonl')
      const end = { end: size, chain: body.at(-1)?.c, root }
      writeFileSync(copy, copyText([header, ...signed.map((head) => ({ head })), ...body, end]))
      const verifier = join(import.meta.dirname, '../../../build/verify/verify.mjs')
      return JSON.parse(spawnSync(process.execPath, [verifier, copy, '--json'], { encoding: 'utf8' }).stdout)
    }
    expect(judged(heads)).toMatchObject({ verdict: 'consistent', entries: size, heads: 8 })
    // Another head over as many entries, though signed with the very key, is found.
    const other = signCheckpoint(
      { origin, size: readCheckpoint(dying[1] ?? '')?.size ?? 0, root: Buffer.alloc(32, 1) },
      own.signing,
    )
    expect(judged(heads.map((head) => (head === dying[1] ? other : head)))).toMatchObject({
      verdict: 'diverged',
    })
    rmSync(stall, { recursive: true, force: true })
  })
})
