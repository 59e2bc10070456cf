import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAttempts } from '#main/keys/attempts'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { proveAct } from '../../fixtures/stock.ts'

/** Whoever stands before the door learns nothing from it: not who works here, and not who has been disabled. */

const long = process.env.MADOGUCHI_LONG !== undefined
/** 200 of each in the long run; with all other tests a dozen, on a machine that is busy with them. */
const TRIES = long ? 200 : 12
const APART = long ? 0.1 : 0.5

let desk: TestDesk
beforeAll(async () => {
  desk = await openDesk()
  await desk.signIn('S0127')
  await proveAct(desk, 'S0131', 'disabled', 'S0102')
  await desk.must('people.disable', { staff: 'S0102', reason: '長期の休み' })
  await desk.must('session.sign-out', {})
})
afterAll(() => desk.close())

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0

describe('the door', { timeout: 600_000 }, () => {
  it(`answers alike and after the same time to a number nobody has, a disabled one and a wrong passphrase (AUT-07; ${TRIES} of each)`, async () => {
    const kinds = ['nobody', 'disabled', 'wrong'] as const
    const times = { nobody: [] as number[], disabled: [] as number[], wrong: [] as number[] }
    const answers = new Set<string>()
    // One round before the count: whatever is loaded only once is loaded then.
    for (let round = -1; round < TRIES; round += 1) {
      // In turn, so that whatever else the machine does falls upon all three.
      for (const kind of kinds) {
        const staff = kind === 'nobody' ? `S${String(5000 + round)}` : kind === 'disabled' ? 'S0102' : 'S0140'
        const begun = performance.now()
        const reply = await desk.ask('session.sign-in', {
          staff,
          passphrase: 'not what anybody here has chosen',
          code: '123456',
        })
        if (round >= 0) times[kind].push(performance.now() - begun)
        answers.add(JSON.stringify(reply))
      }
      // So that nobody is delayed, which is another answer.
      desk.clock.advance(16 * 60_000)
      if (round % 4 === 3) await freshTries()
    }
    expect([...answers]).toEqual([JSON.stringify({ ok: false, error: { code: 'sign-in-refused' } })])
    const medians = kinds.map((kind) => median(times[kind]))
    expect(Math.max(...medians) / Math.min(...medians) - 1).toBeLessThan(APART)
  })
})

/** Ten failures in a row would disable: somebody who knows their passphrase comes in between, and a number is only tried so often. */
async function freshTries(): Promise<void> {
  await desk.signIn('S0140')
  await desk.must('session.sign-out', {})
  openAttempts(join(desk.dir, 'practice'), new Date(desk.clock.wall).toISOString()).abandoned('S0102', false)
}
