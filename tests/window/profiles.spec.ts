/** A service's description is changed as a guide changes: written by one person, compared and approved by another. */
import { setTimeout as wait } from 'node:timers/promises'
import * as walk from '../../build/tour/exceptions.ts'
import * as job from '../../build/tour/job.ts'
import { ADMINISTRATOR, AUDITOR, SUPERVISOR, TELLER } from '../../build/tour/people.ts'
import { Hands, type Seat } from '../../build/tour/seat.ts'
import { barriers, expect, test } from './desk.ts'

/** The approval window of a case without a paper: it begins with the supervisor. */
async function supervisorsWindow(seat: Seat): Promise<Hands> {
  for (let n = 0; n < 300; n++) {
    for (const page of seat.app.windows()) {
      if (page === seat.page || page.isClosed()) continue
      if ((await page.locator('#staff').count()) > 0) return new Hands(page)
    }
    await wait(50)
  }
  throw new Error('the approval window did not open')
}

/** To the list, and from there to the service at its beginning or end. */
async function read(hands: Hands, key: 'Home' | 'End'): Promise<void> {
  await job.goTo(hands, '商品定義')
  await hands.page.locator('tr:focus').waitFor()
  await hands.press(key, 'Enter')
  await hands.at('profile-find')
}

/** To a line of the open description, by a part of its name; the focus is in its first field. */
async function line(hands: Hands, name: string): Promise<void> {
  if ((await hands.page.evaluate(() => document.activeElement?.id)) !== 'profile-search')
    await hands.key('F6')
  await hands.at('profile-search')
  await hands.retype(name)
  await hands.press('Enter')
}

test('the waiting time and the help desk’s telephone are changed by two persons, and the next case goes by them', async ({
  seat,
  tokens,
}) => {
  // Three people sign in, and every screen on the way is looked at.
  test.slow()
  const { hands } = seat
  await job.signIn(hands, tokens, ADMINISTRATOR)
  await read(hands, 'End')
  await hands.type('再発行までの分')
  await hands.sees('30分')
  expect(await barriers(hands)).toEqual([])

  await hands.key('F9')
  await line(hands, '再発行までの分')
  await hands.at('p-reissueWaitMin')
  await hands.retype('45x')
  await hands.sees('数字だけで 入れてください。')
  await expect(hands.page.locator('[data-key="F12"]')).toHaveAttribute('data-off')
  await hands.retype('４５')
  await hands.misses('数字だけで 入れてください。')
  await line(hands, '連絡先')
  await hands.at('p-contact-name-ja')
  await hands.press('Enter', 'Enter', 'Enter')
  await hands.at('p-contact-phone')
  await hands.retype('0120-565-600')
  expect(await barriers(hands)).toEqual([])

  // Locked in the middle of it, nothing is lost.
  await hands.press('Control+l')
  await job.comeBack(hands, tokens, ADMINISTRATOR)
  await hands.key('F12')
  await hands.sees('ちがうところ 2つ')
  await hands.sees('連絡先 › 電話番号')
  await hands.sees('0120-565-600')
  await hands.sees('再発行までの分', 'table')
  await hands.sees('45分')
  expect(await barriers(hands)).toEqual([])
  await hands.at('profile-reason')
  await hands.type('けんみん信組からの改訂の通知')
  await hands.key('F12')
  await hands.sees('の承認を依頼しました。')
  await hands.sees('変更の申し出が 承認を待っています')
  expect(await barriers(hands)).toEqual([])

  await hands.key('F12')
  const window = await supervisorsWindow(seat)
  await window.sees('0120-565-600')
  await window.sees('45分')
  await job.prove(window, tokens, SUPERVISOR)
  await window.key('F12')
  await window.sees('商品定義を変えました。')
  await job.closeWindow(window)

  await expect(hands.page.locator('#profile-version')).toHaveValue('2')
  await hands.key('F10')
  await hands.sees('ちがうところ 3つ')
  await hands.sees('連絡先 › 電話番号')
  await hands.key('Esc')
  await hands.key('Esc')
  await hands.sees('理由 けんみん信組からの改訂の通知')
  expect(await barriers(hands)).toEqual([])

  // The next customer of that service: the desk speaks and counts by the new version.
  await job.handOver(hands)
  await job.signIn(hands, tokens, TELLER)
  const visit = walk.visits['E-06 P004']
  const caseNo = await walk.takeIn(hands, visit)
  await job.submit(hands)
  await walk.approve(seat, tokens, SUPERVISOR, visit)
  const reply = await hands.page.evaluate(
    (of) =>
      (window as unknown as { desk: { ask(name: string, input: unknown): Promise<unknown> } }).desk.ask(
        'case.view',
        { caseNo: of },
      ),
    caseNo,
  )
  const { value } = reply as {
    value: { profileVersion: number; executedAt: string; earliestRegistration: string }
  }
  expect(value.profileVersion).toBe(2)
  const minutes = (Date.parse(value.earliestRegistration) - Date.parse(value.executedAt)) / 60_000
  expect(minutes).toBeGreaterThanOrEqual(45)
  expect(minutes).toBeLessThan(46)
  expect(seat.complaints).toEqual([])
})

test('a clerk and an auditor read a description, and change nothing', async ({ seat, tokens }) => {
  const { hands } = seat
  for (const staff of [TELLER, AUDITOR]) {
    await job.signIn(hands, tokens, staff)
    await read(hands, 'Home')
    await expect(hands.page.locator('[data-key="F9"]')).not.toContainText('定義を変える')
    await job.handOver(hands)
  }
})
