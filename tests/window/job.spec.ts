/** The whole job by keyboard in the real window: E-01 one administrator's token, E-02 the shared token. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as job from '../../build/tour/job.ts'
import { aoba, SUPERVISOR, TELLER, today, wakaba } from '../../build/tour/people.ts'
import { expect, test, wordsOf } from './desk.ts'

const pdfs = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.pdf'))

test('E-01: an administrator’s token is reset, from the paper to the receipt, by keyboard alone', async ({
  seat,
  tokens,
  saved,
}) => {
  const { hands } = seat
  await job.signIn(hands, tokens, TELLER)
  await job.find(hands, wakaba)
  await job.receive(hands, wakaba)
  await hands.sees('管理者の方のトークンは 窓口で外します。')
  const caseNo = await job.openCase(hands)
  await job.fillToSerial(hands, wakaba)

  // A letter O for a zero is pointed out, and stays until somebody has looked at the paper again.
  await hands.sees('9文字目が、英字の O と 数字の 0 でちがいます。')
  await expect(hands.page.locator('[data-key="F12"]')).toHaveAttribute('data-off')
  await hands.press('Alt+y')
  await hands.misses('でちがいます')
  await job.fillFromReason(hands)
  await hands.sees('足りないものは ありません。')
  await job.submit(hands)

  const window = await job.callSupervisor(seat)
  await hands.sees('役席者の承認中です')
  expect(
    await window.text(),
    'the last four places are read from the paper, not from the screen',
  ).not.toContain('VSMT82640917')
  await job.compareAndProve(window, tokens, SUPERVISOR, '0917')
  await window.sees('中村 隆 さんと確かめました')
  const receipt = await job.approve(window)
  await job.closeWindow(window)

  await job.register(hands, tokens, 'VSMT70310012')
  await hands.key('F12')
  await hands.at('relogin')
  await hands.key('F7')
  await hands.sees('この見本のとおりに')
  await hands.key('F7')
  await expect.poll(() => pdfs(saved), { timeout: 15_000 }).toHaveLength(1)
  const words = wordsOf(join(saved, pdfs(saved)[0] ?? ''))
  for (const word of [receipt, caseNo, 'VSMT82640917', 'VSMT70310012', '有限会社', '練習'])
    expect(words).toContain(word)
  await hands.key('Esc')
  await job.close(hands)

  // What was done stands where anybody finds it again, by the number on the customer's paper.
  await job.find(hands, { search: receipt, customer: '若葉金物店' })
  await hands.key('F12')
  await hands.sees('この案件は 終わっています。')
  expect(seat.complaints, 'no page broke the content policy or anything else').toEqual([])
})

test('E-02: the token that everybody shares is detached from all of them at once', async ({
  seat,
  tokens,
}) => {
  const { hands } = seat
  await job.signIn(hands, tokens, TELLER)
  await job.takeIn(hands, aoba)
  await hands.sees('足りないものは ありません。')
  await hands.sees('共通トークンが外れ、3人全員が')
  await job.submit(hands)
  const window = await job.callSupervisor(seat)
  await window.sees('共通トークンが外れ、3人全員が使えなくなります。')
  await job.compareAndProve(window, tokens, SUPERVISOR, '0034')
  await window.sees('のうちに決めてください')
  await job.approve(window)
  await job.closeWindow(window)

  // The customer registers at the office: the case waits for a day that is written down.
  await hands.at('newSerial')
  await hands.key('F9')
  await hands.field('followUpOn', today(7).replaceAll('-', ''))
  await hands.key('F12')
  await hands.sees('「お客さま待ち」の一覧にあります。')
  expect(seat.complaints).toEqual([])
})
