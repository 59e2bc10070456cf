import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
const serialOf = (round: number, key: number): string =>
  `2V${String(round).padStart(3, '0')}${String(key).padStart(4, '0')}KHM`

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

function fileOf(round: number): string {
  const path = join(root, `box-${round}.csv`)
  const lines = Array.from({ length: KEYS }, (_none, key) => {
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
async function found(round: number) {
  const desk = await openDesk({ dir, at: timeOf(round) + 30 * 60_000 })
  await desk.signIn('S0127')
  const store = desk.premises.branch?.store
  if (store === undefined) throw new Error('no store is open')
  expect(store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true }, structure: [] })
  const serials = Array.from({ length: KEYS }, (_none, key) => Serial.parse(serialOf(round, key)))
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
