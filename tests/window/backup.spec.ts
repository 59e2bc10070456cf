/** Backups by keyboard: the place is chosen by two, a backup is made, and a drill restores it. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as hardware from '../../build/tour/hardware.ts'
import * as job from '../../build/tour/job.ts'
import { ADMINISTRATOR, SUPERVISOR } from '../../build/tour/people.ts'
import { barriers, expect, test } from './desk.ts'

const shots = process.env.SHOTS

test('BAK-08: the place is chosen by two, a backup is made and drilled, all by keyboard', async ({
  seat,
  tokens,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-window-backups-'))
  await seat.choose(folder)
  const { hands } = seat
  await job.signIn(hands, tokens, ADMINISTRATOR)
  await job.goTo(hands, '店舗の管理')
  await hands.sees('高橋 美咲')
  await hands.page.getByRole('tab', { name: 'バックアップ' }).focus()
  await hands.press('Enter')
  await hands.sees('バックアップの保存先が 決まっていません')
  await hands.key('F10')
  await hands.at('secondStaff')
  await hardware.beside(hands, tokens, SUPERVISOR)
  await hands.sees(folder)
  await hands.key('F9')
  await hands.sees('バックアップは 今日の分まで あります')
  expect(readdirSync(folder).filter((name) => name.endsWith('.mgbackup'))).toHaveLength(1)
  await hands.key('F12')
  await hands.sees('最新のバックアップを仮の場所に復元し')
  expect(await barriers(hands), 'axe').toEqual([])
  const isWide = await hands.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  expect(isWide, 'scrolls sideways').toBe(false)
  if (shots !== undefined) await hands.page.screenshot({ path: `${shots}/backup.png` })
  rmSync(folder, { recursive: true, force: true })
})
