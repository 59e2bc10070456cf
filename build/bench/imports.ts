import { spawnSync } from 'node:child_process'
import { createCipheriv } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { practiceCode } from '#main/practice/codes'
import { practicePeople, practiceTokenSeed } from '#main/practice/people'
import { StaffNo } from '#shared/ids'
import type { SecondPurpose } from '#shared/operations/second'
import { SAMPLE_KEY, type SampleToken, sealedContainer } from '../sample/seeds/generate.ts'
import { type BenchDesk, openBenchDesk } from './desk.ts'
import { type BenchRow, benchFigure, benchRow, median, percentile } from './row.ts'

/** As many keys as the largest box of boxes anybody sends. */
const KEYS = 100_000
/** Another operation asks this often while the file is read and written. */
const OTHERS_EVERY_MS = 20
const ROUNDS = 15

const tokens = (): readonly SampleToken[] =>
  Array.from({ length: KEYS }, (_none, at) => ({
    serial: `2V${String(at).padStart(7, '0')}KHM`,
    period: 30,
    model: 'hardware-1',
    until: '2031-09-29T23:00:00Z',
  }))

/**
 * A file of 100,000 encrypted keys from the choice to the written box, beside the least it can cost: libxml2's reader
 * going through the same file. Processor time on both sides, so that a busy machine is no excuse. Undefined where
 * `xmllint` is not there.
 */
export async function benchImports(): Promise<BenchRow[] | undefined> {
  const dir = mkdtempSync(join(tmpdir(), 'madoguchi-import-'))
  const path = join(dir, 'seeds.xml')
  try {
    writeFileSync(path, sealedContainer(tokens(), { kind: 'key' }))
    const floor = libxml2(path)
    if (floor === undefined) return undefined
    const desk = await openBenchDesk(join(dir, 'desk'), { path, name: 'seeds.xml' })
    await desk.signIn('S0127')
    const rows = [...(await importing(desk, floor)), ...(await listing(desk))]
    desk.close()
    return rows
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Processor milliseconds of `xmllint --stream`, the best of three; undefined where it is not there. */
function libxml2(path: string): number | undefined {
  const timed = `TIMEFORMAT='%U %S'; time xmllint --stream --noout "$0"`
  const times = [1, 2, 3].map(() => {
    const { status, stderr } = spawnSync('bash', ['-c', timed, path], { encoding: 'utf8' })
    const [user, system] = stderr.trim().split(' ').map(Number)
    return status === 0 && user !== undefined && system !== undefined ? (user + system) * 1000 : Number.NaN
  })
  const best = Math.min(...times)
  return Number.isNaN(best) ? undefined : best
}

const checkValue = (half: string): string =>
  createCipheriv('aes-128-ecb', Buffer.from(half, 'hex'), null)
    .update(Buffer.alloc(16))
    .toString('hex')
    .slice(0, 6)

async function prove(desk: BenchDesk, purpose: SecondPurpose, about: string): Promise<void> {
  const second = practicePeople.find(({ staff }) => staff === 'S0131')
  if (second === undefined) throw new Error('there is no second supervisor')
  await desk.must('second.prove', {
    purpose,
    about,
    staff: StaffNo.parse(second.staff),
    passphrase: second.passphrase,
    code: desk.staffCode(second.staff),
  })
}

async function importing(desk: BenchDesk, floor: number): Promise<BenchRow[]> {
  const file = (await desk.must('seeds.choose', {}))?.file ?? ''
  const [first, second] = SAMPLE_KEY.halves
  await desk.must('seeds.half', { file, which: 1, half: first, checkValue: checkValue(first) })
  await prove(desk, 'seed-key', file)
  await desk.must('seeds.half', { file, which: 2, half: second, checkValue: checkValue(second) })

  const before = process.memoryUsage.rss()
  let highest = before
  const waits: number[] = []
  // Asked by the clock and not one after the other, so that a long silence is counted for everybody who waited in it.
  let due = performance.now()
  const timer = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss())
    for (; due <= performance.now(); due += OTHERS_EVERY_MS) {
      const asked = due
      void Promise.resolve(desk.answer('case.counts', {})).then(() => waits.push(performance.now() - asked))
    }
  }, 5)

  const rehearsing = process.cpuUsage()
  const plan = await desk.must('seeds.rehearse', {
    file,
    service: 'P002',
    model: 'hardware-1',
    password: null,
  })
  const rehearsed = processor(rehearsing)
  for (const { serial } of plan.samples) {
    const { code } = practiceCode(practiceTokenSeed(serial), desk.now())
    await desk.must('seeds.try-code', { plan: plan.plan, serial, code })
  }
  await prove(desk, 'seed-commit', plan.plan)
  const writing = process.cpuUsage()
  await desk.must('seeds.commit', { plan: plan.plan })
  const written = processor(writing)
  clearInterval(timer)
  return [
    benchRow(
      `import of ${KEYS.toLocaleString('en')} encrypted keys, rehearsed and written, processor time against xmllint --stream`,
      'ms',
      rehearsed + written,
      floor,
      6,
    ),
    benchFigure('… of it the rehearsal', 'ms', rehearsed),
    benchFigure('… of it sealing, MACs and writing', 'ms', written),
    benchRow('… memory it takes', 'MiB', (highest - before) / 2 ** 20, 1, 256),
    benchRow('… another operation meanwhile, p95', 'ms', percentile(waits, 0.95), 1, 200),
    benchFigure('… another operation meanwhile, the longest', 'ms', Math.max(...waits)),
  ]
}

const processor = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

/** Windows on the list of the whole safe: the first one ever, and jumps into it as scrolling makes them. */
async function listing(desk: BenchDesk): Promise<BenchRow[]> {
  const window = async (from: number): Promise<number> => {
    const began = performance.now()
    const filter = { service: null, model: null, state: null, box: null, serial: '' }
    await desk.must('stock.list', { ...filter, from })
    return performance.now() - began
  }
  const first = await window(0)
  const jumps: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) jumps.push(await window((round * 6_700) % KEYS))
  return [
    benchRow('stock list of 100,000 tokens, the first window in main', 'ms', first, 1, 100),
    benchRow('… a window anywhere in it, as scrolling asks for', 'ms', median(jumps), 1, 16.7),
  ]
}
