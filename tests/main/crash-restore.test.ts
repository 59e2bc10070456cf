import { fork } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDesk, over, START } from '../fixtures/desk.ts'
import { proveSecond } from '../fixtures/stock.ts'

/** The program killed while it makes a backup or restores one (BAK-07). The child is the real desk in a process of its own. */

const WORKER = join(import.meta.dirname, '../fixtures/backup-worker.ts')
/** 50 each in the long run; a sample here. */
const KILLS = process.env.MADOGUCHI_LONG === undefined ? 4 : 50

let dir: string
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-kill-to-'))
  const desk = await openDesk({ surroundings: { files: { chooseFolder: async () => ({ path: folder }) } } })
  dir = desk.dir
  await desk.signIn('S0127')
  await desk.must('backup.choose-folder', {})
  await proveSecond(desk, 'S0131', 'backup', folder)
  await desk.must('backup.set-folder', { folder })
  await desk.must('backup.make', {})
  desk.premises.close()
}, 60_000)
afterAll(() => {
  rmSync(dir, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
})

/** Runs the worker and kills it so many milliseconds after it says that it begins; answers whether it had finished. */
async function killed(what: 'make' | 'restore', after: number, at: number): Promise<boolean> {
  const child = fork(WORKER, [what, dir, folder, String(at)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  let finished = false
  let begun = false
  await new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if (message === 'begin') {
        begun = true
        setTimeout(() => child.kill('SIGKILL'), after)
      }
      if (message === 'done') finished = true
    })
    child.on('exit', () => resolve())
  })
  // A child that never got that far was not killed in the middle of anything.
  if (!begun) throw new Error('the child ended before it began')
  return finished
}

describe('the program killed', () => {
  let at = START + 3_600_000

  it.each(['make', 'restore'] as const)(
    `in a backup and in a restore leaves the old store or the complete new one: %s (BAK-07; ${KILLS} kills)`,
    async (what) => {
      for (let kill = 0; kill < KILLS; kill += 1) {
        at += 600_000
        await killed(what, 5 + ((kill * 37) % 260), at)
        at += 600_000
        // What the next start does, before any store is opened.
        const desk = over(dir, at, { files: { chooseFolder: async () => ({ path: folder }) } })
        expect(existsSync(join(dir, 'practice', 'madoguchi.db'))).toBe(true)
        expect(readdirSync(dir).filter((name) => /restoring|copying|drill/.test(name))).toEqual([])
        await desk.must('practice.open', {})
        await desk.signIn('S0127')
        expect(desk.premises.branch?.store.verify()).toMatchObject({
          chain: { ok: true },
          rows: { ok: true },
          structure: [],
        })
        await desk.must('backup.make', {})
        const left = readdirSync(folder)
        expect(left.filter((name) => name.endsWith('.making'))).toEqual([])
        for (const name of left.filter((one) => one.endsWith('.mgbackup')))
          expect(readFileSync(join(folder, name)).includes('SQLite format 3')).toBe(false)
        desk.premises.close()
        for (const name of readdirSync(dir).filter((one) => one.includes('before-restore')))
          rmSync(join(dir, name), { recursive: true, force: true })
      }
    },
    process.env.MADOGUCHI_LONG === undefined ? 120_000 : 1_800_000,
  )
})
