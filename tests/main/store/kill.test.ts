import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noDevice } from '#main/keys/device'
import { KDF_FLOOR } from '#main/keys/kdf'
import { createKeyring } from '#main/keys/keyring'
import type { Keys } from '#main/keys/keys'
import { openStall, people } from '../../fixtures/stall.ts'

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
