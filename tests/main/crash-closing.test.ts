import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sheetCode } from '#main/store/sheet-code'
import type { CaseNo } from '#shared/ids'
import { openDesk, START } from '../fixtures/desk.ts'
import { runAndKill } from '../fixtures/killed.ts'
import { stateOf, submitCase } from '../fixtures/walk.ts'

/** Days are closed one after another while the program is killed at any moment. */

/** Sampled; all fifty under `npm run test:long`. */
const KILLS = process.env.MADOGUCHI_LONG === undefined ? 4 : 50
const HOUR = 60 * 60_000
/** From Friday on past Tuesday, the next business day: what was handed in lapses with the first closing. */
const timeOf = (round: number): number => START + 4 * 24 * HOUR + round * HOUR

let dir: string
let caseNo: CaseNo
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-crash-closing-'))
  const desk = await openDesk({ dir, at: START })
  await desk.signIn('S0101')
  caseNo = await submitCase(desk)
  desk.close()
}, 60_000)
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** Works, is killed some milliseconds after it began, and answers with the sheets it was told of. */
async function closeAndKill(round: number, afterMs: number): Promise<readonly number[]> {
  const { answers } = await runAndKill('closing-worker.ts', [dir, timeOf(round)], { answers: 0, afterMs })
  return answers.map(Number)
}

describe('a program that is killed while it closes days', { timeout: 60_000 + KILLS * 15_000 }, () => {
  it(`has every sheet it spoke of, numbers none twice and leaves none out, over ${KILLS} kills (FLT-05, AUD-09)`, async () => {
    const told = new Set<number>()
    for (let round = 0; round < KILLS; round += 1) {
      for (const number of await closeAndKill(round, 20 + ((round * 137) % 500))) {
        expect(told, `sheet ${number} was made twice`).not.toContain(number)
        told.add(number)
      }
      const desk = await openDesk({ dir, at: timeOf(round) + 30 * 60_000 })
      await desk.signIn('S0127')
      const { store } = desk.premises.branch ?? {}
      if (store === undefined) throw new Error('no store is open')
      expect(store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true } })
      const sheets = store.read.days.sheets().toReversed()
      expect(sheets.map(({ number }) => number)).toEqual(sheets.map((_, place) => place + 1))
      for (const number of told) expect(sheets.length).toBeGreaterThanOrEqual(number)
      let previous = ''
      const signed = new Set(store.trail.notes().map((note) => Number(note.split('\n')[1])))
      for (const { number, date, size, root, code, previous: before } of sheets) {
        expect(before).toBe(previous)
        expect(code).toBe(sheetCode({ origin: store.trail.origin(), number, date, size, root, previous }))
        expect(signed).toContain(size)
        previous = code
      }
      if (sheets.length > 0) expect((await stateOf(desk, caseNo)).state).toBe('lapsed')
      desk.close()
    }
    expect(told.size).toBeGreaterThan(2)
  })
})
