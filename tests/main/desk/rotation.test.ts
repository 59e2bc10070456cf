import { spawn } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { staffBinding } from '#main/desk/codes'
import { rotate, settled } from '#main/desk/rotation'
import { bindingOf } from '#main/desk/transfer-goods'
import { noDevice } from '#main/keys/device'
import { unlockSlot } from '#main/keys/keyring'
import { Keys } from '#main/keys/keys'
import { stageKey } from '#main/keys/replacing'
import { type Purpose, purposes } from '#main/keys/ring-file'
import { openSeed } from '#main/keys/seal'
import { practicePeople, practiceTokenSeed } from '#main/practice/people'
import { type DeskStore, openDeskStore } from '#main/store/desk-store'
import { openDesk, putToken } from '../../fixtures/desk.ts'

/** The full counts of FLT-04 run with MADOGUCHI_LONG; otherwise five of each. */
const LONG = process.env.MADOGUCHI_LONG !== undefined
const at = { wall: '2026-11-20T03:00:00.000Z', mono: 1, bootId: 'test', clock: 'trusted' } as const
const build = 'test'

const folders: string[] = []
afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true })
})

type Place = { readonly dir: string; readonly anchor: string }

/** A practice branch with a few dozen tokens, closed. */
async function closedBranch(tokens = 60): Promise<{ root: string; place: Place }> {
  const desk = await openDesk()
  folders.push(desk.dir)
  await desk.signIn('S0127')
  for (let serial = 1; serial <= tokens; serial += 1) {
    const name = `ROTA${String(serial).padStart(6, '0')}`
    putToken(desk, name, practiceTokenSeed(name))
  }
  desk.close()
  const place = { dir: join(desk.dir, 'practice'), anchor: join(desk.dir, 'anchors', 'practice.anchor') }
  return { root: desk.dir, place }
}

async function unlock({ dir }: Place): Promise<Keys> {
  const person = practicePeople.find(({ staff }) => staff === 'S0127')
  if (person === undefined) throw new Error('nobody')
  const keys = await unlockSlot(dir, person.staff, person.passphrase, noDevice)
  if (!keys.ok) throw new Error(keys.error)
  return keys.value
}

const openWith = ({ dir, anchor }: Place, keys: Keys): DeskStore =>
  openDeskStore({ dir, keys, create: false, at, build, anchor })

/** How many seeds there are, and how many of them do not open. */
function seeds(store: DeskStore, keys: Keys): { all: number; unreadable: number } {
  let all = 0
  let unreadable = 0
  const note = (seed: Buffer | undefined) => {
    all += 1
    if (seed === undefined) unreadable += 1
    seed?.fill(0)
  }
  for (const row of store.read.tokens.everyOwn()) {
    const binding = bindingOf(keys, row)
    if (row.seed !== null && binding !== undefined) note(openSeed(keys, row.seed, binding))
  }
  for (const { staff } of store.read.people.everybody()) {
    const row = store.read.people.token(staff)
    if (row !== undefined) note(openSeed(keys, row.seed, staffBinding(keys, row)))
  }
  return { all, unreadable }
}

function verified(place: Place, keys: Keys): { all: number; unreadable: number; missedAnchor: boolean } {
  const store = openWith(place, keys)
  try {
    expect(store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true }, structure: [] })
    return {
      ...seeds(store, keys),
      missedAnchor: store.trail.newest(1000).some(({ verb }) => verb === 'anchor.missing'),
    }
  } finally {
    store.close()
  }
}

describe('replacing one key', { timeout: 120_000 }, () => {
  it('leaves everything as it was under a key nobody had before, for each of the six', async () => {
    const { place } = await closedBranch()
    let keys = await unlock(place)
    const before = verified(place, keys)
    expect(before.all).toBeGreaterThan(60)
    const signed = keys.signedWith
    for (const purpose of purposes) {
      const version = keys.version(purpose)
      const old = await unlock(place)
      keys = rotate(place, keys, purpose, { at, build })
      expect(keys.version(purpose)).toBe(version + 1)
      expect(verified(place, keys)).toEqual(before)
      // And the key before opens it no more, or is not what anything is sealed with.
      if (purpose === 'database') expect(() => openWith(place, old)).toThrow(/database-damaged/)
      if (purpose === 'rows') expect(() => openWith(place, old)).toThrow(/store-diverged/)
      if (purpose === 'seeds' || purpose === 'staff') {
        const store = openWith(place, keys)
        expect(seeds(store, old).unreadable).toBeGreaterThan(0)
        store.close()
      }
      if (purpose === 'signing') {
        const store = openWith(place, keys)
        expect(store.trail.publicKeys().map(({ key }) => key)).toEqual([...signed, keys.signedWith.at(-1)])
        store.trail.sign()
        expect(store.verify()).toMatchObject({ chain: { ok: true } })
        store.close()
      }
      old.close()
      expect(readdirSync(place.dir)).not.toContain('keyring.previous.json')
    }
    // Whoever signs in finds the same.
    expect(verified(place, await unlock(place))).toEqual(before)
  })

  it('leaves no key open where it fails', async () => {
    const { place } = await closedBranch(3)
    const keys = await unlock(place)
    const successor = vi.spyOn(Keys.prototype, 'successor')
    rmSync(join(place.dir, 'madoguchi.db'))
    expect(() => rotate(place, keys, 'seeds', { at, build })).toThrow(/store-missing/)
    const [both] = successor.mock.contexts as Keys[]
    const next = successor.mock.results[0]?.value as Keys
    successor.mockRestore()
    expect([keys.open, both?.open, next.open]).toEqual([false, false, false])
  })

  it('is undone at the next opening where the store was not reached yet', async () => {
    const { place } = await closedBranch(3)
    const keys = await unlock(place)
    for (const purpose of purposes) {
      const staged = stageKey(place.dir, await unlock(place), purpose)
      expect(staged.ok).toBe(true)
      const again = settled(place, await unlock(place))
      expect(again.version(purpose)).toBe(keys.version(purpose))
      expect(again.coming).toBeUndefined()
      expect(verified(place, again).unreadable).toBe(0)
    }
  })
})

/** Starts the worker on one purpose and kills it `afterMs` after it has begun. */
function beginAndKill(root: string, purpose: Purpose, afterMs: number): Promise<number> {
  const worker = join(import.meta.dirname, '../../fixtures/rotation-worker.ts')
  const child = spawn(process.execPath, [worker, root, purpose], { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    let out = ''
    let killed = false
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      if (!killed && out.startsWith('BEGIN\n')) {
        killed = true
        setTimeout(() => child.kill('SIGKILL'), afterMs)
      }
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`the worker ended by itself: ${code}`))
      else resolve(out.split('ACK').length - 1)
    })
  })
}

describe('killed while a key is being replaced (FLT-04)', { timeout: LONG ? 600_000 : 120_000 }, () => {
  const groups: readonly (readonly [string, Purpose, number])[] = [
    ['while the file is encrypted anew', 'database', LONG ? 50 : 5],
    ['while the key ring is written', 'export', LONG ? 50 : 5],
    ['while the seeds are sealed anew', 'seeds', LONG ? 20 : 5],
    ['while every row is marked anew', 'rows', LONG ? 20 : 3],
  ]
  for (const [title, purpose, times] of groups) {
    it(`${title}, ${times} times: opens with exactly one key, and every token can be read (FLT-04)`, async () => {
      const { root, place } = await closedBranch()
      const before = verified(place, await unlock(place))
      for (let round = 0; round < times; round += 1) {
        // Spread over a rotation, which takes some 20 to 80 ms here, its file syncs included.
        await beginAndKill(root, purpose, (round * 37) % 113)
        const keys = settled(place, await unlock(place))
        expect(keys.coming).toBeUndefined()
        expect(verified(place, keys)).toEqual(before)
        keys.close()
      }
    })
  }
})
