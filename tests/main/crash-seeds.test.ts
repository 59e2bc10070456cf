import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { practiceTokenSeed } from '#main/practice/people'
import { RecordNo, Serial } from '#shared/ids'
import { openDesk, START } from '../fixtures/desk.ts'
import { runAndKill } from '../fixtures/killed.ts'
import { proveSecond } from '../fixtures/stock.ts'

/**
 * Two supervisors have given their word and a box is being written; at any moment of it the program is killed. The next
 * start finds the whole box or nothing of it (FLT-05).
 */

/** Sampled; all two hundred under `npm run test:long`. */
const KILLS = process.env.MADOGUCHI_LONG === undefined ? 10 : 200
const KEYS = 2000
const LIMIT_MIB = 300
/** Sampled; all of FLT-13 under `npm run test:long`. */
const KEYS_LIMITED = process.env.MADOGUCHI_LONG === undefined ? 5_000 : 200_000
const serialOf = (round: number, key: number): string =>
  `2V${String(round * 10_000 + key).padStart(7, '0')}KHM`

let root: string
let dir: string
/** Each round is an hour of its own, so that no code is due twice. */
const timeOf = (round: number): number => START + (round + 1) * 60 * 60_000

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'madoguchi-crash-seeds-'))
  dir = join(root, 'desk')
  const desk = await openDesk({ dir, at: START })
  await desk.signIn('S0127')
  await proveSecond(desk, 'S0131', 'plain-seeds')
  await desk.must('seeds.allow-plain', { allow: true })
  desk.close()
}, 60_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))

function fileOf(round: number, keys = KEYS): string {
  const path = join(root, `box-${round}.csv`)
  const lines = Array.from({ length: keys }, (_none, key) => {
    const serial = serialOf(round, key)
    return `${serial},${practiceTokenSeed(serial).toString('hex')},6,30,2031-09-30`
  })
  writeFileSync(path, ['serial,secret,digits,period,valid until', ...lines, ''].join('\n'))
  return path
}

/** Kills the worker `afterMs` after it began to write; `undefined` waits for its last word. */
async function writeAndKill(round: number, afterMs: number | undefined) {
  const at = afterMs === undefined ? { answers: 1, afterMs: 0 } : { answers: 0, afterMs }
  const { answers, tookMs } = await runAndKill('seed-worker.ts', [dir, fileOf(round), timeOf(round)], at)
  return { acknowledged: answers[0], tookMs }
}

/** What a new start finds of a round: how many tokens and things, whether there is a box, and an entry about it. */
async function found(round: number, keys = KEYS) {
  const desk = await openDesk({ dir, at: timeOf(round) + 30 * 60_000 })
  await desk.signIn('S0127')
  const store = desk.premises.branch?.store
  if (store === undefined) throw new Error('no store is open')
  expect(store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true }, structure: [] })
  const serials = Array.from({ length: keys }, (_none, key) => Serial.parse(serialOf(round, key)))
  const boxes = new Set(serials.flatMap((serial) => store.read.stock.find(serial)?.box ?? []))
  const [box] = boxes
  const facts = {
    tokens: serials.filter((serial) => store.read.tokens.isKnown(serial)).length,
    things: serials.filter((serial) => store.read.stock.find(serial) !== undefined).length,
    boxes: boxes.size,
    entries:
      box === undefined
        ? 0
        : store.trail.ofObject(box).filter(({ verb }) => verb === 'seeds.imported').length,
    file: box === undefined ? 0 : (store.read.stock.box(RecordNo.parse(box))?.tokens ?? 0),
    box,
  }
  desk.close()
  return facts
}
const NOTHING = { tokens: 0, things: 0, boxes: 0, entries: 0, file: 0, box: undefined }

describe('a box that is being written while the program is killed', () => {
  it(`is there as a whole or not at all, over ${KILLS} kills of ${KEYS} keys (FLT-05)`, {
    timeout: KILLS * 60_000,
  }, async () => {
    const whole = await writeAndKill(0, undefined)
    expect(await found(0)).toMatchObject({ tokens: KEYS, box: whole.acknowledged })
    let absent = 0
    for (let round = 1; round <= KILLS; round += 1) {
      // Spread over the time it takes, and a little beyond; more of them where it is written than where it is made ready.
      const moment = whole.tookMs * 1.15 * Math.sqrt(round / KILLS)
      const { acknowledged } = await writeAndKill(round, moment)
      const facts = await found(round)
      if (facts.tokens === 0) {
        absent += 1
        expect(facts).toEqual(NOTHING)
        expect(acknowledged).toBeUndefined()
      } else {
        const box = acknowledged ?? facts.box
        expect(facts).toEqual({ tokens: KEYS, things: KEYS, boxes: 1, entries: 1, file: KEYS, box })
      }
    }
    // Some were killed before the end, or this was a test of nothing.
    expect(absent).toBeGreaterThan(0)
  })
})

/** Memory for a program of its own, as root makes it on Linux; or why there is none here. */
const cell = ((): { readonly procs: string; remove(): void } | string => {
  const path = '/sys/fs/cgroup/memory'
  if (!existsSync(join(path, 'memory.limit_in_bytes')))
    return 'memory is measured out by a Linux control group (v1)'
  try {
    const made = mkdtempSync(join(path, 'madoguchi-'))
    writeFileSync(join(made, 'memory.limit_in_bytes'), String(LIMIT_MIB * 2 ** 20))
    // What is pushed out to a swap would not be counted.
    writeFileSync(join(made, 'memory.swappiness'), '0')
    return { procs: join(made, 'cgroup.procs'), remove: () => rmdirSync(made) }
  } catch (thrown) {
    return `no control group can be made here: ${String(thrown)}`
  }
})()

describe('a program that has 300 MiB of memory', () => {
  afterAll(() => {
    if (typeof cell !== 'string') cell.remove()
  })

  it(`derives its keys and writes a box of ${KEYS_LIMITED} keys, or ends; the box is there as a whole or not at all (FLT-13)`, {
    timeout: 30 * 60_000,
  }, async ({ skip }) => {
    skip(typeof cell === 'string', String(cell))
    if (typeof cell === 'string') return
    // After all the others, so that the clock goes on.
    const round = KILLS + 1
    const worker = join(import.meta.dirname, '../fixtures/seed-worker.ts')
    const given = [worker, dir, fileOf(round, KEYS_LIMITED), String(timeOf(round))]
    const entered = `echo $$ > ${cell.procs} && exec "$0" "$@"`
    const child = spawn('bash', ['-c', entered, process.execPath, ...given], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', (data) => {
      said += String(data)
      if (said.includes('ACK ')) child.kill('SIGKILL')
    })
    // Where memory does not suffice, the system ends it as a kill does: without a word.
    const signal = await new Promise((resolve) => child.on('close', (_code, by) => resolve(by)))
    expect(signal).toBe('SIGKILL')
    const facts = await found(round, KEYS_LIMITED)
    if (!said.includes('ACK ')) expect([0, KEYS_LIMITED]).toContain(facts.tokens)
    else expect(facts).toMatchObject({ tokens: KEYS_LIMITED, things: KEYS_LIMITED, boxes: 1, entries: 1 })
    console.info(`${KEYS_LIMITED} keys in ${LIMIT_MIB} MiB: ${said.includes('ACK ') ? 'written' : 'ended'}`)
    // The limit was one: with a tenth of it the program does not even begin.
    writeFileSync(join(dirname(cell.procs), 'memory.limit_in_bytes'), String((LIMIT_MIB / 10) * 2 ** 20))
    const little = spawn('bash', ['-c', entered, process.execPath, ...given], { stdio: 'ignore' })
    expect(await new Promise((resolve) => little.on('close', (_code, by) => resolve(by)))).toBe('SIGKILL')
  })
})
