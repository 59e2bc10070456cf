import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exists } from '#main/desk/opening'
import { over } from '../fixtures/desk.ts'
import { runAndKill } from '../fixtures/killed.ts'
import { foundLostBranch, type LostBranch, signInAt, twoAt } from '../fixtures/lost-branch.ts'

/** The program killed while it restores a backup at the door of a PC without a store. */

/** 50 in the long run; a sample here. */
const KILLS = process.env.MADOGUCHI_LONG === undefined ? 3 : 50

let lost: LostBranch
let backup: string
const dirs: string[] = []

beforeAll(async () => {
  lost = await foundLostBranch()
  backup = join(lost.folder, (await lost.home.desk.must('backup.make', {})).file)
  dirs.push(lost.home.dir, lost.folder)
}, 60_000)
afterAll(() => {
  lost.home.desk.premises.close()
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true })
})

/** Restores on a PC of its own and is killed so long after it began, or after it was done; answers how it went on. */
async function killed(at: { readonly answers: number; readonly afterMs: number }) {
  const { home, cards } = lost
  const dir = mkdtempSync(join(tmpdir(), 'madoguchi-door-'))
  dirs.push(dir)
  const before = over(dir, home.desk.clock.wall)
  const typed = { cards: [cards[1], cards[2]], people: twoAt(home, before, 'S0127', 'S0001') }
  const given = [dir, before.clock.wall, backup, JSON.stringify(typed)]
  const { answers, tookMs } = await runAndKill('door-worker.ts', given, at)
  // What the next start does, before any store is opened.
  const next = over(dir, before.clock.wall)
  const lies = readdirSync(dir).filter((name) => name !== 'anchors')
  const isThere = exists(next.premises, 'branch')
  expect(lies).toEqual(isThere ? ['branch'] : [])
  if (answers.length > 0) expect(isThere).toBe(true)
  if (isThere) {
    await next.must('branch.choose', {})
    await signInAt(home, next, 'S0001')
    const whole = { chain: { ok: true }, rows: { ok: true }, structure: [] }
    expect(next.premises.branch?.store.verify()).toMatchObject(whole)
    expect(await next.must('backup.restore-record', {})).toMatchObject({ how: 'cards', epoch: 1 })
    next.close()
  }
  return { isThere, tookMs }
}

describe('the program killed', () => {
  it(
    `in a restore at the door leaves nothing, or the whole branch for the two who came (BAK-07; ${KILLS} kills)`,
    async () => {
      const { tookMs, isThere } = await killed({ answers: 1, afterMs: 0 })
      expect(isThere).toBe(true)
      for (let kill = 0; kill < KILLS; kill += 1)
        await killed({ answers: 0, afterMs: (tookMs * (kill + 0.5)) / KILLS })
    },
    process.env.MADOGUCHI_LONG === undefined ? 180_000 : 1_800_000,
  )
})
