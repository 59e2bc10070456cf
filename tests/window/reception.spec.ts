/** Reception by keyboard: whom the customer is sent to, with which sheet, and what the branch takes itself. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as job from '../../build/tour/job.ts'
import { TELLER, wakaba } from '../../build/tour/people.ts'
import { barriers, expect, test, wordsOf } from './desk.ts'

const pdfs = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.pdf'))

test('R-004-18: whoever is locked out is sent to an administrator who can help, with the sheet for them', async ({
  seat,
  tokens,
  saved,
}) => {
  const { hands } = seat
  await job.signIn(hands, tokens, TELLER)
  await job.find(hands, { search: '大橋コーヒー', customer: '大橋コーヒー' })
  await job.receive(hands, { whose: '1', situation: '7' })
  await hands.sees('德永 翔太 さま（管理者ユーザ）が、ご自身の画面で停止を解除できます。')
  await hands.sees('窓口の書面・お届け印は いりません。案内の紙をお渡しして終わりです。')
  await hands.sees('田中 直樹', '[aria-label="受付先"]')
  expect(await barriers(hands)).toEqual([])

  await hands.key('F12')
  await hands.sees('案内済みとして 記録に残しました。')
  await hands.sees('この見本のとおりに')
  await hands.key('F7')
  await expect.poll(() => pdfs(saved), { timeout: 15_000 }).toHaveLength(1)
  const words = wordsOf(join(saved, pdfs(saved)[0] ?? ''))
  for (const word of ['德永', '管理者ユーザ', 'GD-01', '停止解除']) expect(words).toContain(word)
  expect(seat.complaints, 'no page broke the content policy or anything else').toEqual([])
})

test('R-000-47: a new PC needs no procedure, and another key is another answer at once', async ({
  seat,
  tokens,
}) => {
  const { hands } = seat
  await job.signIn(hands, tokens, TELLER)
  await job.find(hands, wakaba)
  await hands.key('F12')
  await hands.at('whose')
  await hands.press('1', 'Enter')
  await hands.at('situation')
  await hands.sees('何がありましたか')
  // What is rare with this service stands behind one more key; the arrows walk and choose nothing.
  await hands.press('0')
  await hands.sees('ハードトークンが届かない')
  await hands.press('ArrowDown', 'ArrowDown')
  await hands.sees('何がありましたか')
  expect(await barriers(hands)).toEqual([])
  await hands.press('b')
  await hands.sees('トークンは パソコンの中にありません。')
  await hands.sees('窓口の書面・お届け印は いりません。')
  await hands.at('situation')
  await hands.press('1')
  await hands.sees('トークン解除の受付を始める')
  await hands.press('h')
  await hands.sees('このサービスに、ハードトークンは ありません。')
  // A loss: the stop comes before anything else, under its own key.
  await hands.press('4')
  await hands.sees('先に 利用を止めてください。')
  await hands.sees('すぐに止める')
  await hands.press('b')
  await hands.key('F12')
  await hands.sees('この見本のとおりに')
  await hands.sees('お手続きは いりません。')
  expect(seat.complaints).toEqual([])
})

test('E-03: nobody of the customer’s can lift the stop, so the branch takes the unlocking with the reach that was ticked', async ({
  seat,
  tokens,
}) => {
  const { hands } = seat
  await job.signIn(hands, tokens, TELLER)
  await job.find(hands, { search: 'KA00004401', customer: '﨑山水産' })
  await job.receive(hands, { whose: '1', situation: '7' })
  await hands.sees('停止解除を 窓口で受け付けます。')
  await hands.sees('停止を解くと 触れる方')
  const reached = hands.page.locator('[aria-label="受付先"]').getByText('停止が解けます')
  await expect(reached).toHaveCount(1)
  await hands.at('situation')
  await hands.press('Enter')
  await hands.at('wish-sakiyama-a')
  await hands.press('Space')
  await expect(reached).toHaveCount(2)
  expect(await barriers(hands)).toEqual([])

  const caseNo = await job.openCase(hands)
  await hands.sees('停止解除')
  expect(caseNo).toMatch(/^999-\d{6}-\d{3}$/)

  // Whoever comes a second time has a case already.
  await job.find(hands, { search: 'KA00004401', customer: '﨑山水産' })
  await job.receive(hands, { whose: '1', situation: '7' })
  await hands.sees(caseNo)
  await hands.key('F12')
  await hands.sees('その案件を開く')
  expect(seat.complaints).toEqual([])
})
