import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noDevice } from '#main/keys/device'
import { KDF_FLOOR } from '#main/keys/kdf'
import { createKeyring, unlockSlot } from '#main/keys/keyring'
import { openSeed, sealSeed } from '#main/keys/seal'
import { OpenFault } from '#main/store/faults'
import { DATABASE_FILE } from '#main/store/store'
import { ok } from '#shared/result'
import { by, openStall, people, type StallStore } from '../../fixtures/stall.ts'

const canary = {
  name: '検証 花子Ω',
  account: '7654321',
  seed: Buffer.from('CANARYSEED0123456789'),
  passphrase: people[0]?.passphrase ?? '',
}

/** Every way in which a canary might lie in a file. */
const traces = [canary.name, canary.account, canary.passphrase].flatMap((text) => [
  Buffer.from(text, 'utf8'),
  Buffer.from(text, 'utf16le'),
  Buffer.from(Buffer.from(text).toString('base64')),
  Buffer.from(Buffer.from(text).toString('hex')),
])
traces.push(
  canary.seed,
  Buffer.from(canary.seed.toString('base64')),
  Buffer.from(canary.seed.toString('hex')),
  Buffer.from('SQLite format 3'),
)

function filesUnder(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
function found(dir: string): string[] {
  return filesUnder(dir).flatMap((file) => {
    const bytes = readFileSync(file)
    return traces
      .filter((trace) => bytes.includes(trace))
      .map((trace) => `${file}: ${trace.toString('utf8')}`)
  })
}

let root: string
let dir: string
let temporary: string | undefined
let store: StallStore | undefined
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'at-rest-'))
  dir = join(root, 'branch')
  mkdirSync(dir)
  mkdirSync(join(root, 'tmp'))
  temporary = process.env.SQLITE_TMPDIR
  process.env.SQLITE_TMPDIR = join(root, 'tmp')
})
afterEach(() => {
  store?.close()
  store = undefined
  if (temporary === undefined) delete process.env.SQLITE_TMPDIR
  else process.env.SQLITE_TMPDIR = temporary
  rmSync(root, { recursive: true, force: true })
})

const setUp = () => createKeyring(dir, { people, kdf: KDF_FLOOR, device: noDevice })

describe('what lies on the disk (STO-01)', { timeout: 30_000 }, () => {
  it('shows no name, account, seed or passphrase, before, during and after 500 operations', async () => {
    const keys = await setUp()
    store = openStall(dir, keys, true)
    for (let round = 0; round < 500; round += 1) {
      const binding = {
        pool: 'customer' as const,
        serial: `NX${round}`,
        rowId: round,
        algorithm: 'sha1',
        digits: 6,
        period: 30,
        keyVersion: 1,
      }
      store.attempt(by('parcel.add'), (write) => {
        write.add(`p${round}`, canary.account, canary.name, sealSeed(keys, canary.seed, binding))
        write.scribble(canary.name.repeat(40))
        return ok({
          output: 0,
          audit: { event: 'parcel.added', facts: { name: canary.name, account: canary.account } },
        })
      })
      if (round === 0 || round === 250) expect(found(root)).toEqual([])
    }
    expect(statSync(join(dir, `${DATABASE_FILE}-wal`)).size).toBeGreaterThan(0)
    expect(found(root)).toEqual([])
    store.close()
    store = undefined
    expect(found(root)).toEqual([])
    expect(filesUnder(root).map((file) => file.slice(dir.length + 1))).toEqual(
      expect.arrayContaining([DATABASE_FILE, 'keyring.json', 'installation.json']),
    )
  })

  it('and the search would find one: a planted file is reported', () => {
    writeFileSync(join(dir, 'log.txt'), `customer ${canary.name}`)
    expect(found(root)).toHaveLength(1)
  })
})

describe('four ways not to open (STO-03)', { timeout: 30_000 }, () => {
  it('have four codes, and nothing on the disk changes', async () => {
    const keys = await setUp()
    openStall(dir, keys, true).close()
    const other = join(root, 'other')
    mkdirSync(other)
    const otherKeys = await createKeyring(other, { people, kdf: KDF_FLOOR, device: noDevice })
    const state = () => filesUnder(root).map((file) => [file, readFileSync(file, 'hex')])
    const codes: string[] = []
    const open = () => {
      try {
        openStall(dir, keys, false).close()
      } catch (thrown) {
        if (!(thrown instanceof OpenFault)) throw thrown
        codes.push(thrown.code)
      }
    }
    async function tryIt(passphrase: string): Promise<void> {
      const before = state()
      const opened = await unlockSlot(dir, 'S0001', passphrase, noDevice)
      if (opened.ok) open()
      else codes.push(opened.error)
      expect(state()).toEqual(before)
    }
    const flip = (name: string, offset: number) => {
      const handle = openSync(join(dir, name), 'r+')
      const byte = readFileSync(join(dir, name))[offset] ?? 0
      writeSync(handle, Buffer.from([byte ^ 1]), 0, 1, offset)
      closeSync(handle)
    }

    await tryIt('かなりあ の うた は とおく まで きこえ')
    flip('keyring.json', 900)
    await tryIt(canary.passphrase)
    flip('keyring.json', 900)
    flip(DATABASE_FILE, 1000)
    await tryIt(canary.passphrase)
    flip(DATABASE_FILE, 1000)
    copyFileSync(join(other, 'keyring.json'), join(dir, 'keyring.json'))
    await tryIt(canary.passphrase)
    expect(codes).toEqual(['wrong-passphrase', 'keyring-damaged', 'database-damaged', 'keyring-foreign'])

    // Another installation's whole folder of keys around our database: the file does not answer to its key.
    codes.length = 0
    try {
      openStall(dir, otherKeys, false).close()
    } catch (thrown) {
      codes.push(thrown instanceof OpenFault ? thrown.code : String(thrown))
    }
    expect(codes).toEqual(['database-damaged'])
  })
})

describe('a seed', { timeout: 30_000 }, () => {
  it('survives the way through the store and opens for its own row only', async () => {
    const keys = await setUp()
    store = openStall(dir, keys, true)
    const binding = {
      pool: 'customer' as const,
      serial: 'NX1',
      rowId: 'p1',
      algorithm: 'sha1',
      digits: 6,
      period: 30,
      keyVersion: keys.version('seeds'),
    }
    store.attempt(by('parcel.add'), (write) => {
      write.add('p1', 'shelf', null, sealSeed(keys, canary.seed, binding))
      return ok({ output: 0, audit: { event: 'parcel.added' } })
    })
    store.close()
    const again = await unlockSlot(dir, 'S0002', people[1]?.passphrase ?? '', noDevice)
    if (!again.ok) throw new Error(again.error)
    store = openStall(dir, again.value, false)
    const sealed = store.read.parcel('p1')?.label ?? Buffer.alloc(0)
    expect(openSeed(again.value, sealed, binding)).toEqual(canary.seed)
    expect(openSeed(again.value, sealed, { ...binding, rowId: 'p2' })).toBeUndefined()
  })
})
