import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CaseNo, RecordNo, Serial } from '#shared/ids'
import { foundTowns, townOf } from '../fixtures/customers.ts'
import { openDesk, START } from '../fixtures/desk.ts'
import { runAndKill } from '../fixtures/killed.ts'
import { proveSecond } from '../fixtures/stock.ts'

/**
 * The counter's work of every kind, killed at a random moment again and again (FLT-01, T24). A sample of the kills is
 * done with all other tests; `MADOGUCHI_LONG` does all thousand of them.
 */

const LONG = process.env.MADOGUCHI_LONG !== undefined
const KILLS = Number(process.env.MADOGUCHI_VERB_KILLS ?? (LONG ? 1000 : 20))
/** Kills between two looks at everything: looking means signing in, which is dear on purpose. */
const BETWEEN_LOOKS = LONG ? 10 : 4
const TOWNS = LONG ? 100 : 10

/** What a worker was answered: the newest entry of the trail then, and what it was about. */
const Ack = z.object({
  verb: z.string(),
  ok: z.boolean(),
  seq: z.int(),
  chain: z.string(),
  wall: z.int(),
  caseNo: CaseNo.optional(),
  box: RecordNo.optional(),
  keys: z.int().optional(),
  serial: Serial.optional(),
  highWater: z.int().nullable().optional(),
})
type Ack = z.infer<typeof Ack>

let dir: string
let at = START + 60 * 60_000
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-crash-verbs-'))
  const towns = await foundTowns(Array.from({ length: TOWNS }, (_none, town) => townOf(town)))
  cpSync(towns, dir, { recursive: true })
  const desk = await openDesk({ dir, at })
  await desk.signIn('S0127')
  await proveSecond(desk, 'S0131', 'plain-seeds')
  await desk.must('seeds.allow-plain', { allow: true })
  desk.close()
  at = desk.clock.wall
}, 180_000)
afterAll(() => {
  rmSync(dir, { recursive: true, force: true })
})

/** Lets the worker run until it was answered some times, and kills it a random moment later. */
async function workAndBeKilled(round: number): Promise<Ack[]> {
  const { answers } = await runAndKill('every-verb-worker.ts', [dir, at, round, TOWNS], {
    answers: (round * 5) % 13,
    afterMs: (round * 7919) % (round % 3 === 0 ? 151 : 23),
  })
  return answers.map((text) => Ack.parse(JSON.parse(text)))
}

describe('work of every kind, killed at any moment', () => {
  it(`loses nothing it was answered and leaves nothing half done, over ${KILLS} kills (FLT-01)`, {
    // On a busy machine a kill and what comes before it take several seconds.
    timeout: 10 * 60_000 + KILLS * 12_000,
  }, async () => {
    const heads = new Map<number, string>()
    const done = new Set<string>()
    const cases = new Set<CaseNo>()
    const marks = new Map<Serial, number>()
    const boxes = new Map<RecordNo, number>()
    for (let round = 1; round <= KILLS; round += 1) {
      const answered = await workAndBeKilled(round)
      for (const { verb, ok, seq, chain, caseNo, box, keys, serial, highWater } of answered) {
        // Two answers with the same newest entry must have seen the same trail.
        expect(heads.get(seq) ?? chain).toBe(chain)
        heads.set(seq, chain)
        if (ok) done.add(verb)
        if (caseNo !== undefined) cases.add(caseNo)
        if (box !== undefined && keys !== undefined) boxes.set(box, keys)
        if (serial !== undefined && highWater !== undefined && highWater !== null) {
          expect(highWater).toBeGreaterThanOrEqual(marks.get(serial) ?? 0)
          marks.set(serial, highWater)
        }
      }
      at = (answered.at(-1)?.wall ?? at) + 5 * 60_000
      if (round % BETWEEN_LOOKS !== 0 && round !== KILLS) continue

      const desk = await openDesk({ dir, at })
      await desk.signIn('S0102')
      const store = desk.premises.branch?.store
      if (store === undefined) throw new Error('no store is open')
      expect(store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true }, structure: [] })
      for (const [seq, chain] of heads) expect(store.trail.chainAt(seq)?.toString('hex')).toBe(chain)
      for (const [serial, mark] of marks)
        expect(store.read.tokens.find(serial)?.high_water ?? 0).toBeGreaterThanOrEqual(mark)
      for (const [box, keys] of boxes) {
        expect(store.read.stock.box(box)?.tokens).toBe(keys)
        const held = Object.values(store.read.stock.boxCounts(box)).reduce((sum, count) => sum + count, 0)
        expect(held, box).toBe(keys)
      }
      for (const caseNo of cases) {
        const row = store.read.cases.find(caseNo)
        expect(row, caseNo).toBeDefined()
        if (row === undefined || row.kind === 'loss') continue
        // Whole or absent: an executed case has its receipt and its approval; any other has none.
        const executed = store.trail.ofObject(caseNo).some(({ verb }) => verb === 'case.executed')
        expect(row.receipt_no !== null, caseNo).toBe(executed)
        expect(store.read.cases.approvals(caseNo).length, caseNo).toBe(executed ? 1 : 0)
      }
      expect(existsSync(join(dir, 'practice', 'attempts.json.damaged'))).toBe(false)
      await desk.must('session.sign-out', {})
      desk.close()
      at = desk.clock.wall + 5 * 60_000
    }
    // Each kind of work was really done, or this was a test of little.
    for (const verb of ['open', 'save', 'submit', 'approve', 'code', 'stop', 'import', 'inspect', 'allocate'])
      expect(done, [...done].join(' ')).toContain(verb)
    if (KILLS >= 200)
      for (const verb of [
        'register',
        'read-first',
        'pack',
        'number',
        'post',
        'come-back',
        'proof',
        'unlock',
        'shelve',
        'move',
      ])
        expect(done, [...done].join(' ')).toContain(verb)
    expect(heads.size).toBeGreaterThan(KILLS)
  })
})
