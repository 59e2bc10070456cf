/** 締上, 日計表 and 開店照合 by keyboard, in one sitting: the end of a day, its paper, and the beginning of the next. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as job from '../../build/tour/job.ts'
import { OTHER_SUPERVISOR, SUPERVISOR, TELLER } from '../../build/tour/people.ts'
import type { Hands } from '../../build/tour/seat.ts'
import { barriers, expect, test, wordsOf } from './desk.ts'

/** To the sheet of that name on the screen, as one goes without a mouse. */
async function toTab({ page }: Hands, name: string): Promise<void> {
  const tabs = page.locator('[role="tab"]')
  for (let n = 0; n < 60; n++) {
    if (await page.evaluate(() => document.activeElement?.role === 'tab')) break
    await page.keyboard.press('Tab')
  }
  for (let n = 0; n < (await tabs.count()); n++) {
    if ((await page.evaluate(() => document.activeElement?.textContent?.trim())) === name) return
    await page.keyboard.press('ArrowRight')
  }
  throw new Error(`there is no sheet ${name}`)
}

test('the day is closed, its sheet printed and printed again; nothing is taken in until its code was typed from paper (AUD-06)', async ({
  seat: { hands },
  tokens,
  saved,
}) => {
  test.slow()
  const found: Record<string, string[]> = {}
  await job.signIn(hands, tokens, SUPERVISOR)
  await job.goTo(hands, '締上')
  await hands.sees('日計表は 第1号になります。')
  found.preview = await barriers(hands)
  await hands.key('F12')
  await hands.sees('締上をしますか')
  // Pressed twice, the key that asks closes nothing.
  await expect(hands.page.locator('[data-key="F12"]:not([data-off])')).toHaveCount(0)
  await hands.press('F12')
  await hands.sees('締上をしますか')
  await hands.key('F10')
  await hands.sees('締上をしました。日計表は 第1号です。')
  await hands.sees('本日は 締上が済んでいます。')
  found.closed = await barriers(hands)

  // The sheet, from where it was made.
  await hands.key('F7')
  await hands.sees('署名点と 翌営業日の開店照合のための用紙')
  await hands.key('F7')
  await expect
    .poll(() => readdirSync(saved).filter((file) => file.endsWith('.pdf')), { timeout: 30_000 })
    .toHaveLength(1)
  const words = wordsOf(join(saved, '日計表_1.pdf'))
  const code = /[34679ACDEFGHJKMNPQRTUVWXY]{5}-[34679ACDEFGHJKMNPQRTUVWXY]{5}/.exec(words)?.[0] ?? ''
  expect(code).not.toBe('')

  // A teller is told, and sees no code.
  await job.handOver(hands)
  await job.signIn(hands, tokens, TELLER)
  await hands.sees('役席者が 第1号の日計表を照合するまで、緊急停止のほかは できません。')
  await hands.misses(code)

  // Another supervisor types what the paper says; a slip is counted.
  await job.handOver(hands)
  await job.signIn(hands, tokens, OTHER_SUPERVISOR)
  await job.goTo(hands, '締上')
  await hands.key('F10')
  await hands.at('sheetCode')
  found.opening = await barriers(hands)
  await hands.type('33333-33333')
  await hands.key('F12')
  await hands.sees('照合コードが 違います。')
  await hands.at('sheetCode')
  await hands.type(code.toLowerCase())
  await hands.key('F12')
  await hands.sees('開店しました。')
  await hands.misses('本日は 締上が済んでいます。')

  // Printed again, it says so.
  await toTab(hands, '日計表')
  await hands.sees('証跡の件数')
  found.sheets = await barriers(hands)
  await hands.key('F7')
  await hands.sees('再発行（2回目の印刷）')
  await hands.press('Escape')
  await toTab(hands, '代行')
  await hands.sees('代行は 決まっていません。')
  found.deputies = await barriers(hands)
  expect(found).toEqual({ preview: [], closed: [], opening: [], sheets: [], deputies: [] })
})
