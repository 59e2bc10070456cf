import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDesk } from '../fixtures/desk.ts'
import { runAndKill } from '../fixtures/killed.ts'

/**
 * A script works the desk in a process of its own and says `ACK` after each answer it was given; we kill it at a
 * random moment (SIGKILL: nothing can be tidied up) and look what a new start finds. FLT-01, T24.
 */

const KILLS = Number(process.env.MADOGUCHI_KILLS ?? 40)

let dir: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-crash-'))
  const desk = await openDesk({ dir })
  desk.close()
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/**
 * Some answers are waited for, and then a random moment: so the kill falls at another place of the work each time, inside
 * a commit, between two, or while a key is derived, however fast the machine is.
 */
const workAndBeKilled = (round: number) =>
  runAndKill('worker.ts', [dir, round], {
    answers: round % 6,
    afterMs: (round * 7919) % (round % 3 === 0 ? 151 : 23),
  })

describe('a program that is killed at any moment', () => {
  it(`loses nothing it acknowledged, over ${KILLS} kills (FLT-01)`, { timeout: KILLS * 60_000 }, async () => {
    let acknowledged = 0
    let at = Date.parse('2026-11-20T02:00:00.000Z')
    const cases = new Set<string>()
    for (let round = 1; round <= KILLS; round += 1) {
      const { answers } = await workAndBeKilled(round)
      acknowledged += answers.length
      // Looking after every kill would derive a key each time; every tenth, and the last, see everything before.
      const facts = answers.map(
        (line) => JSON.parse(line) as { caseNo: string; version: number; state: string },
      )
      for (const fact of facts) cases.add(JSON.stringify(fact))
      if (round % 10 !== 0 && round !== KILLS) continue
      at += 24 * 60 * 60_000
      const desk = await openDesk({ dir, at })
      await desk.signIn('S0102')
      const store = desk.premises.branch?.store
      expect(store?.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true } })
      for (const text of cases) {
        const fact = JSON.parse(text) as { caseNo: string; version: number; state: string }
        const row = store?.read.cases.find(fact.caseNo as never)
        expect(row, fact.caseNo).toBeDefined()
        expect(row?.version ?? 0, fact.caseNo).toBeGreaterThanOrEqual(fact.version)
        const entries = store?.trail.ofObject(fact.caseNo) ?? []
        expect(entries.some(({ verb }) => verb === 'case.opened')).toBe(true)
        // Whole or absent: an executed case has its receipt, its approval and a token that is off; any other has none.
        const executed = entries.some(({ verb }) => verb === 'case.executed')
        expect(row?.receipt_no !== null).toBe(executed)
        expect(store?.read.cases.approvals(fact.caseNo as never).length).toBe(executed ? 1 : 0)
      }
      await desk.must('session.sign-out', {})
      desk.close()
    }
    expect(acknowledged).toBeGreaterThan(KILLS)
  })
})
