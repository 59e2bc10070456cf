/**
 * What the window tests share: a practice branch made once per worker and copied for each desk, so that no test waits
 * for another or sees what another did.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type TestInfo } from '@playwright/test'
import { Tokens } from '../../build/tour/codes.ts'
import * as job from '../../build/tour/job.ts'
import { type Hands, Seat, type SeatOptions } from '../../build/tour/seat.ts'

export const temporary = (): string => mkdtempSync(join(tmpdir(), 'madoguchi-window-'))

/** A practice branch is made by the program itself, as on a newcomer's machine. */
async function makePractice(): Promise<string> {
  const userData = temporary()
  const seat = await Seat.open({ userData })
  await job.enterPractice(seat.hands)
  await seat.close()
  return userData
}

interface Own {
  /** A desk at the door of a practice branch in which nothing has happened yet. */
  seat: Seat
  /** The tokens of everybody in it. */
  tokens: Tokens
  /** Where PDFs land. */
  saved: string
  /** Tries to break the pages' policy. With no other seat may anything have (REN-03). */
  breaksPolicy: boolean
}

/** What Chromium says where a page meets its content policy or Trusted Types. */
const POLICY = /Content Security Policy|Trusted ?(Types|HTML|Script)/i

export const test = base.extend<Own, { practice: string }>({
  practice: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here
    async ({}, use) => {
      const userData = await makePractice()
      await use(userData)
      rmSync(userData, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here
  tokens: async ({}, use) => use(new Tokens()),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here
  saved: async ({}, use) => {
    const folder = temporary()
    await use(folder)
    rmSync(folder, { recursive: true, force: true })
  },
  breaksPolicy: [false, { option: true }],
  seat: async ({ practice, saved, breaksPolicy }, use, info) => {
    const seat = await atPracticeDoor(practice)
    await seat.saveInto(saved)
    await use(seat)
    if (info.status !== info.expectedStatus) await photograph(seat, info)
    await away(seat, { breaksPolicy })
  },
})
export { expect }

/** What stood on the screen when a test failed, beside its report. */
export async function photograph(seat: Seat, info: TestInfo): Promise<void> {
  for (const [n, page] of seat.app.windows().entries()) {
    await page.screenshot({ path: info.outputPath(`window-${n}.png`) }).catch(() => undefined)
  }
}

/** A desk of one’s own, at the door of a practice branch in which nothing has happened yet. */
export async function atPracticeDoor(practice: string, options: SeatOptions = {}): Promise<Seat> {
  const userData = temporary()
  for (const part of ['stores', 'anchors'])
    cpSync(join(practice, part), join(userData, part), { recursive: true })
  const seat = await Seat.open({ ...options, userData })
  await job.enterPractice(seat.hands)
  return seat
}

/** Closed, and what it wrote is thrown away. Fails where one of its pages met the policy without having tried to (REN-03). */
export async function away(seat: Seat | undefined, { breaksPolicy = false } = {}): Promise<void> {
  if (seat === undefined) return
  const broken = seat.complaints.filter((complaint) => POLICY.test(complaint))
  await seat.close().catch(() => undefined)
  rmSync(seat.userData, { recursive: true, force: true })
  expect(breaksPolicy ? [] : broken, 'REN-03: nothing met the policy of the pages').toEqual([])
}

/** Everything axe finds that keeps somebody out or makes it hard for them. */
export async function barriers({ page }: Hands): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' | ')}`)
}
/** The words of a PDF, as a program that shares nothing with ours reads them. */
export const wordsOf = (pdf: string): string =>
  execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
