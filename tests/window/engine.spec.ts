/** 再同期 and 時計のずれ by keyboard; and two people who confirm the machine's clock at a door that lets nobody in. */
import { execFileSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { practiceTokenSeed } from '#main/practice/people'
import { root } from '../../build/setup/runtime.ts'
import type { Tokens } from '../../build/tour/codes.ts'
import * as job from '../../build/tour/job.ts'
import { passphraseOf, reiwaToday, SUPERVISOR, TELLER } from '../../build/tour/people.ts'
import { type Hands, Seat } from '../../build/tour/seat.ts'
import { deviceOf } from '../main/otp/device.ts'
import { away, barriers, expect, photograph, temporary, test } from './desk.ts'

const kirishima = { search: 'KH00008812', customer: '株式会社 霧島製作所' }
/** The token of the first user in that contract: a keyfob of 60 seconds whose seed the branch has. */
const KEYFOB = '78106420'
const HOUR = 60 * 60_000

/** Tab until a line of the list has the focus, as one goes without a mouse. */
async function toFirstRow({ page }: Hands): Promise<void> {
  for (let n = 0; n < 60; n++) {
    if (await page.evaluate(() => document.activeElement?.tagName === 'TR')) return
    await page.keyboard.press('Tab')
  }
  throw new Error('no line of the list can be reached by Tab')
}

/** A member of the practice staff proves who they are in the second person's window. */
async function beside(hands: Hands, tokens: Tokens, staff: string): Promise<void> {
  await hands.field('secondStaff', staff)
  await hands.field('secondPassphrase', passphraseOf(staff))
  await hands.at('secondCode')
  await hands.type(await tokens.staff(staff))
  await hands.key('F12')
}

test('a token that has gone astray is resynced with a supervisor beside it, and stands on the drift map', async ({
  seat: { hands },
  tokens,
}) => {
  const found: Record<string, string[]> = {}
  const device = deviceOf(practiceTokenSeed(KEYFOB), { periodSeconds: 60 })
  /** What it shows while its clock is four minutes fast. */
  const shows = (later: number) => device.shows(Math.floor(Date.now() / 60_000) + 4 + later)

  await job.signIn(hands, tokens, TELLER)
  await job.find(hands, kirishima)
  await hands.key('F9')
  await hands.sees('1から8件/8件')
  await toFirstRow(hands)
  await hands.key('F10')
  await hands.sees('数字が通ったことが まだないので、ずれは分かりません。')

  await hands.key('F9')
  await hands.at('resync-first')
  await hands.sees('60秒ごと')
  // Two that do not follow each other find nothing, and are counted.
  await hands.type(shows(0))
  await hands.sees(/2つ目が出るまで 長くて あと \d+秒/)
  found.resync = await barriers(hands)
  await hands.key('F12')
  await beside(hands, tokens, SUPERVISOR)
  await hands.field('resync-second', shows(3))
  await hands.key('F12')
  await hands.sees('続けて出た2つの数字として 合いません。')
  await hands.sees('あと 9回ちがうと、トークンが止まります。')

  await hands.at('resync-first')
  await hands.type(shows(0))
  await hands.key('F12')
  await beside(hands, tokens, SUPERVISOR)
  await hands.at('resync-second')
  await hands.sees('2人目 中村 隆 さん')
  await hands.type(shows(1))
  await hands.key('F12')
  await hands.sees('記録を読み直し、いまの数字が ふつうの確認の範囲に入ったことを確かめました。')
  await hands.sees(/覚えたずれは ＋[45]回分（[45]分 進み）です。/)
  found.resynced = await barriers(hands)
  await hands.key('F12')
  await hands.sees(`${KEYFOB} を再同期しました。`)
  await hands.sees(/＋[45]回分/)
  found.token = await barriers(hands)

  await job.goTo(hands, '時計のずれ')
  await hands.sees('ずれの大きいトークン 2本')
  await hands.sees('2V0716016FK2')
  await hands.sees(/[45]分 進み/)
  found.board = await barriers(hands)
  // The one that is further off stands first.
  await hands.press('ArrowDown')
  await hands.key('F12')
  await hands.sees('このトークンについて')

  // What is known of its clock is forgotten again, with a reason and a supervisor.
  await hands.key('F10')
  await hands.type('電池を替えた')
  await hands.key('F12')
  await beside(hands, tokens, SUPERVISOR)
  await hands.sees(`${KEYFOB} の時計のずれを 0に戻しました。`)
  await hands.sees('0回分')
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((screen) => [screen, []])))
})

test('FLT-09, OTP-06: a clock behind the last entry lets nobody in, until two people have confirmed it', async ({
  practice,
  tokens,
}, info) => {
  const userData = temporary()
  for (const part of ['stores', 'anchors'])
    cpSync(join(practice, part), join(userData, part), { recursive: true })
  execFileSync(process.execPath, [
    join(root, 'tests/fixtures/ahead.ts'),
    join(userData, 'stores'),
    String(HOUR),
  ])
  const seat = await Seat.open({ userData })
  const { hands } = seat
  try {
    await job.enterPractice(hands)
    const enter = async (staff: string) => {
      await hands.at('staff')
      await hands.retype(staff)
      await hands.press('Enter')
      await hands.field('passphrase', passphraseOf(staff))
      await hands.at('code')
      await hands.type(await tokens.staff(staff))
      await hands.key('F12')
    }
    await enter(SUPERVISOR)
    await hands.sees('この端末の時計が、最後の記録より およそ60分 遅れています。')
    await expect(hands.page.getByRole('button', { name: /時計 停止/ })).toBeVisible()

    await hands.key('F3')
    const confirm = async (staff: string, time: string) => {
      await hands.at('clock-staff')
      await hands.retype(staff)
      await hands.press('Enter')
      await hands.at('clock-code')
      await hands.type(await tokens.staff(staff))
      await hands.press('Enter')
      await hands.field('clock-passphrase', passphraseOf(staff))
      await hands.field('clock-date', reiwaToday())
      await hands.field('clock-time', time)
      await hands.press('1')
      await hands.key('F12')
    }
    const onTheWall = (later = 0) =>
      new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Tokyo', timeStyle: 'short' })
        .format(Date.now() + later)
        .replace(':', '')
    await hands.sees('1人目として 確かめる')
    expect(await barriers(hands)).toEqual([])
    await confirm(TELLER, onTheWall())
    await hands.sees('高橋 美咲 さんが確かめました')
    await hands.sees('2人目として 確かめる')
    await confirm(SUPERVISOR, onTheWall())
    await hands.sees('2人で時計を確かめました。')
    await hands.sees('時計 正常')
    await hands.at('code')
    await hands.type(await tokens.staff(SUPERVISOR))
    await hands.key('F12')
    await hands.sees('席につきました')
    await job.goTo(hands, '記録を調べる')
    await hands.sees('2人で端末の時計を確かめ、数字の確認と承認を始めた。')
    expect(seat.complaints).toEqual([])
  } catch (thrown) {
    await photograph(seat, info)
    throw thrown
  } finally {
    await away(seat)
    rmSync(userData, { recursive: true, force: true })
  }
})
