/** A new PC becomes the branch: a backup, two cards and two colleagues, by keyboard, and the record on paper. */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Seat } from '../../build/tour/seat.ts'
import { foundLostBranch, NEW } from '../fixtures/lost-branch.ts'
import { away, barriers, expect, temporary, test, wordsOf } from './desk.ts'

const shots = process.env.SHOTS

test('BAK-03, BAK-06: a PC without records takes a backup and two cards, and says on paper what is to be done', async ({
  saved,
}) => {
  test.slow()
  const { home, folder, cards } = await foundLostBranch()
  const backup = join(folder, (await home.desk.must('backup.make', {})).file)
  home.desk.close()
  const seat = await Seat.open({ userData: temporary(), args: ['--allow-branch-on-standin'] })
  const { hands } = seat
  /** A code of somebody's own token at the present, never the same twice. */
  const codeNow = async (staff: string): Promise<string> => {
    const { clock } = home.desk
    clock.advance(Date.now() - clock.wall)
    const code = home.codeOf(staff)
    await hands.page.waitForTimeout(Math.max(0, clock.wall - Date.now()))
    return code
  }
  const look = async (name: string) => {
    expect(await barriers(hands), `axe on ${name}`).toEqual([])
    const isWide = await hands.page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    )
    expect(isWide, `${name} scrolls sideways`).toBe(false)
    if (shots === undefined) return
    await hands.page.screenshot({ path: `${shots}/${name}-ja.png` })
  }
  try {
    await seat.choose(backup)
    await seat.saveInto(saved)
    await hands.sees('バックアップから この端末に戻す')
    await look('door-choice')
    await hands.press('3')
    await hands.sees('まず バックアップのファイルを選びます。')
    await hands.key('F9')
    await hands.sees('第1回の復旧カード')
    await hands.field('card-one', cards[0])
    await hands.field('card-two', cards[0])
    await hands.key('F12')
    await hands.sees('KE-0102')
    await hands.page.locator('#card-two').fill(cards[2])
    await look('door-cards')
    await hands.key('F12')
    await hands.sees('霞野信用金庫　本町支店（012）')
    await hands.page.locator('#who-1').selectOption('S0127')
    await hands.page.locator('#new-passphrase-1').fill(NEW.S0127 ?? '')
    await hands.page.locator('#who-2').selectOption('S0001')
    await hands.page.locator('#new-passphrase-2').fill(NEW.S0001 ?? '')
    await hands.page.locator('#own-code-1').fill(await codeNow('S0127'))
    await hands.page.locator('#own-code-2').fill(await codeNow('S0001'))
    await look('door-people')
    await hands.key('F12')
    await hands.page.locator('#staff').waitFor({ timeout: 60_000 })
    expect(readdirSync(join(seat.userData, 'stores'))).toEqual(['branch'])

    await hands.field('staff', 'S0127')
    await hands.field('passphrase', NEW.S0127 ?? '')
    await hands.at('code')
    await hands.type(await codeNow('S0127'))
    await hands.key('F12')
    // Nobody is served before there are new cards, so their ceremony opens by itself; the record comes first.
    await hands.page.locator('#secondStaff').waitFor()
    await hands.press('Escape')
    await hands.page.getByRole('tab', { name: 'バックアップ' }).press('Enter')
    await hands.sees('復旧カードを作り直してください')
    await hands.sees('山本 恵')
    await look('restored')
    await hands.page.locator('#print-restore').press('Enter')
    await hands.key('F7')
    await hands.sees('復元の記録')
    await expect.poll(() => readdirSync(saved).filter((name) => name.endsWith('.pdf'))).toHaveLength(1)
    const words = wordsOf(join(saved, readdirSync(saved).find((name) => name.endsWith('.pdf')) ?? ''))
    for (const said of ['RR-01', '中村', '高橋', '山本 恵']) expect(words).toContain(said)
    if (shots !== undefined) await hands.page.screenshot({ path: `${shots}/restore-record-ja.png` })
  } finally {
    await away(seat)
    for (const dir of [home.dir, folder]) rmSync(dir, { recursive: true, force: true })
  }
})
