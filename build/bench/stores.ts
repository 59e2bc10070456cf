import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sealSeed } from '#main/keys/seal'
import { by } from '#main/premises'
import { Instant, type Serial, StaffNo } from '#shared/ids'
import { ok } from '#shared/result'
import { generateContracts } from '../sample/generate.ts'
import { root } from '../setup/runtime.ts'
import { openBenchDesk } from './desk.ts'

/** Practice stores large enough to measure, made by the program itself and kept in .cache/bench. */

const cache = join(root, '.cache', 'bench')
const BATCH = 2_000
export const STORE_SEED = 20_261_121

/** Everything a prepared store depends on: when any of it changes, stores are made anew. */
const MADE_FROM = [
  'src-main/store',
  'src-main/keys',
  'src-main/practice',
  'src-shared/text',
  'build/sample',
  'build/bench/stores.ts',
]

function fingerprint(): string {
  const hash = createHash('sha256')
  const add = (path: string): void => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name))
    else if (!path.endsWith('.md')) hash.update(readFileSync(path))
  }
  for (const path of MADE_FROM) add(join(root, path))
  return hash.digest('hex').slice(0, 12)
}

/** A folder of our own, in memory where the machine has that: filling a store is no measure of the disk. */
function workshop(): string {
  const memory = '/dev/shm'
  return mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'madoguchi-bench-'))
}

export type Prepared = {
  /** Where the store is kept; never opened there. */
  readonly dir: string
  /** A copy to open and spoil, as a user-data folder has it. Removed by `remove`. */
  copy(): { readonly userData: string; readonly dataDir: string; remove(): void }
}

export const isPrepared = (name: string): boolean => existsSync(join(cache, `${name}-${fingerprint()}`))

async function prepare(name: string, fill: (dataDir: string) => Promise<void>): Promise<Prepared> {
  const dir = join(cache, `${name}-${fingerprint()}`)
  if (!existsSync(dir)) {
    mkdirSync(cache, { recursive: true })
    for (const old of readdirSync(cache)) {
      if (old.startsWith(`${name}-`)) rmSync(join(cache, old), { recursive: true })
    }
    console.error(`bench: making a store of ${name} (kept in .cache/bench) …`)
    const began = performance.now()
    const making = workshop()
    try {
      await fill(making)
      const beside = `${dir}.making`
      rmSync(beside, { recursive: true, force: true })
      cpSync(making, beside, { recursive: true })
      renameSync(beside, dir)
    } finally {
      rmSync(making, { recursive: true, force: true })
    }
    console.error(`bench: … made in ${((performance.now() - began) / 1000).toFixed(0)} s.`)
  }
  return {
    dir,
    copy() {
      const userData = mkdtempSync(join(tmpdir(), 'madoguchi-bench-'))
      const dataDir = join(userData, 'stores')
      cpSync(dir, dataDir, { recursive: true })
      return { userData, dataDir, remove: () => rmSync(userData, { recursive: true, force: true }) }
    },
  }
}

/** The practice branch with 100,000 generated contracts more. */
export const contractsStore = (): Promise<Prepared> => prepare('contracts', withContracts(100_000))

/** The same with a million: a quarter of an hour to make, and 3 GB. */
export const millionStore = (): Promise<Prepared> => prepare('million', withContracts(1_000_000))

const withContracts =
  (count: number) =>
  async (dataDir: string): Promise<void> => {
    const desk = await openBenchDesk(dataDir)
    try {
      await desk.signIn('S0150')
      const { store } = desk.branch()
      const contracts = generateContracts({ count, seed: STORE_SEED })
      for (let done = 0; done < count; done += BATCH) {
        const now = desk.premises.around.clock.read()
        store.attempt(by(desk.premises, now, desk.premises.session?.staff, 'master.import'), (db) => {
          for (let one = done; one < done + BATCH; one += 1) {
            const { value } = contracts.next()
            if (value) db.contracts.put(value, now.instant)
          }
          return ok({ output: undefined, audit: { event: 'master.imported', facts: { batch: done } } })
        })
        if (done % 100_000 === 0) console.error(`bench: ${done} …`)
      }
    } finally {
      desk.close()
    }
  }

export const STOCK = 100_000
const STOCK_SLICE = 10_000

/** The practice branch with 100,000 tokens more in its safe, one box of them. Nobody can compute their seeds. */
export const stockStore = (): Promise<Prepared> =>
  prepare('stock', async (dataDir) => {
    const desk = await openBenchDesk(dataDir)
    try {
      await desk.signIn('S0127')
      const { store, branchNo } = desk.branch()
      const now = desk.premises.around.clock.read()
      const attempt = by(desk.premises, now, desk.premises.session?.staff, 'seeds.commit')
      const serialOf = (n: number): Serial => `2V${String(n).padStart(7, '0')}KHM` as Serial
      const box = store.read.stock.nextBox(branchNo)
      for (let done = 0; done < STOCK; done += STOCK_SLICE) {
        const serials = Array.from({ length: STOCK_SLICE }, (_none, at) => serialOf(done + at))
        store.attempt(attempt, (db) => {
          if (done === 0) {
            db.stock.addBox(branchNo, {
              service: 'P002',
              model: 'hardware-1',
              source: 'file',
              file_name: 'bench.xml',
              sha256: createHash('sha256').update('bench').digest('hex'),
              tokens: STOCK,
              first_serial: serialOf(0),
              last_serial: serialOf(STOCK - 1),
              at: now.instant,
              staff: StaffNo.parse('S0127'),
              second: StaffNo.parse('S0131'),
            })
          }
          for (const serial of serials) db.tokens.addVendor(serial, 'hard', 'P002', now.instant)
          db.stock.receiveMany(
            serials.map((serial) => ({
              serial,
              service: 'P002',
              model: 'hardware-1',
              box,
              valid_from: null,
              valid_until: Instant.parse('2031-09-29T23:00:00.000Z'),
              printed_expiry: null,
            })),
            now.instant,
          )
          return ok({ output: undefined, audit: { event: 'seeds.imported', object: box } })
        })
      }
    } finally {
      desk.close()
    }
  })

export const TOKENS = 20_000
export const TOKENS_LARGE = 100_000

/** The serial and the seed of the n-th token of `branchStore`: bytes anybody can compute, as in the practice branch. */
export const tokenSerial = (n: number): Serial => `VSBM${String(10_000_000 + n)}` as Serial
export const tokenSeed = (serial: string): Buffer => Buffer.from(`BENCH-TOKEN-${serial.slice(4)}`, 'ascii')

/** The practice branch with 20,000 tokens of its own and 200,000 entries in its trail: a branch after some years. */
export const branchStore = (): Promise<Prepared> => prepare('branch', withTrail(TOKENS, 200_000))

/** The same with 100,000 tokens and a million entries: ten minutes to make, and 1 GB. */
export const largeStore = (): Promise<Prepared> => prepare('large', withTrail(TOKENS_LARGE, 1_000_000))

const withTrail =
  (tokens: number, entries: number) =>
  async (dataDir: string): Promise<void> => {
    const desk = await openBenchDesk(dataDir)
    try {
      await desk.signIn('S0150')
      const { store, keys } = desk.branch()
      const now = desk.premises.around.clock.read()
      const attempt = by(desk.premises, now, desk.premises.session?.staff, 'master.import')
      store.attempt(attempt, (db) => {
        for (let n = 0; n < tokens; n += 1) {
          const serial = tokenSerial(n)
          const token = {
            serial,
            rowId: `bench-${serial}`,
            algorithm: 'SHA1',
            digits: 6,
            period: 30,
          } as const
          db.tokens.add({
            serial,
            row_id: token.rowId,
            origin: 'own',
            medium: 'soft',
            service: null,
            seed: sealSeed(keys, tokenSeed(serial), {
              ...token,
              pool: 'customer',
              keyVersion: keys.version('seeds'),
            }),
            kind: 'totp',
            algorithm: token.algorithm,
            digits: token.digits,
            period_seconds: token.period,
            high_water: null,
            drift: 0,
            counter: 0,
            failures: 0,
            locked: 0,
            tombstone: null,
            known_since: now.instant,
          })
        }
        return ok({ output: undefined, audit: { event: 'master.imported', facts: { tokens } } })
      })
      for (let n = 0; n < entries; n += 1) {
        // As a day's entries are: facts beside most of them, and each about something.
        store.note(attempt, {
          event: 'case.saved',
          object: `999-2611${String(n % 30).padStart(2, '0')}-${String(n % 1000).padStart(3, '0')}`,
          facts: { version: n, calledBack: false },
        })
      }
    } finally {
      desk.close()
    }
  }
