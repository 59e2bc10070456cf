/** What the desk refuses, seen in the window: who may not, what does not match, what was tried too often. */
import type { Locator } from '@playwright/test'
import * as job from '../../build/tour/job.ts'
import { OTHER_SUPERVISOR, passphraseOf, SUPERVISOR, TELLER, wakaba } from '../../build/tour/people.ts'
import type { Hands } from '../../build/tour/seat.ts'
import { expect, test } from './desk.ts'

/** As `wakaba`, read from the paper without a slip. */
const clean = { ...wakaba, serial: 'VSMT82640917' }
const f12 = ({ page }: Hands): Locator => page.locator('[data-key="F12"]')

test('a wrong passphrase is refused with the reason and what to do, and the next try has to wait', async ({
  seat: { hands },
}) => {
  await hands.field('staff', TELLER)
  await hands.field('passphrase', 'not my own passphrase')
  await hands.type('123456')
  await hands.key('F12')
  await hands.sees('ご本人と 確かめられませんでした。')
  await hands.sees('職員番号か合言葉が ちがいます。')
  await expect(hands.page.locator('#passphrase')).toHaveValue('')
  // The waits grow with every try: on a busy machine the first of them may be over before the next try is typed.
  const waits = hands.page.getByText(/あと \d+秒 お待ちください。/)
  for (let tries = 0; tries < 3 && (await waits.count()) === 0; tries += 1) {
    await hands.field('passphrase', 'nor is this one mine')
    await hands.type('123456')
    await hands.key('F12')
    await waits
      .first()
      .waitFor({ timeout: 3000 })
      .catch(() => undefined)
  }
  await hands.sees(/あと \d+秒 お待ちください。/)
  await expect(hands.page.locator('nav')).toHaveCount(0)
})

test('nobody approves a case they entered; a supervisor sends it back, and approves what was corrected', async ({
  seat,
  tokens,
}) => {
  const { hands } = seat
  await job.signIn(hands, tokens, SUPERVISOR)
  await job.takeIn(hands, clean)
  await job.submit(hands)

  // The one who entered it, over their own shoulder.
  const window = await job.callSupervisor(seat)
  await job.compareAndProve(window, tokens, SUPERVISOR, '0918')
  await window.sees('ご自身が入力した案件は 承認できません。')
  await expect(f12(window)).toHaveAttribute('data-off')

  // A teller may not either, whatever they know.
  await window.at('passphrase')
  await window.press('Shift+Enter')
  await job.prove(window, tokens, TELLER)
  await window.sees('承認できるのは 役席者だけです。')

  // Another supervisor, with a last character that is not the paper's; then with a reason to send it back.
  await window.at('passphrase')
  await window.press('Shift+Enter')
  await job.prove(window, tokens, OTHER_SUPERVISOR)
  await window.sees('内田 恵 さんと確かめました')
  await window.key('F12')
  await window.sees(/末尾が 台帳とちがいます/)
  await window.key('F9')
  await window.type('原本の保管場所を もう一度確かめてください')
  await window.key('F12')
  await window.sees('差し戻しました。')
  await job.closeWindow(window)

  // Back at the desk: the reason stands over the paper, which is corrected and asked for again.
  await hands.sees('原本の保管場所を もう一度確かめてください')
  await hands.page.locator('#originalKeptAt').focus()
  await hands.retype('金庫室 棚4')
  await job.submit(hands)
  const again = await job.callSupervisor(seat)
  await again.sees('第2版')
  await again.sees('金庫室 棚4')
  await job.compareAndProve(again, tokens, OTHER_SUPERVISOR, '0917')
  await again.sees('のうちに決めてください')
  await job.approve(again)
  await job.closeWindow(again)
  await hands.at('newSerial')
  expect(seat.complaints).toEqual([])
})

test('a supervisor’s wrong passphrase and wrong code approve nothing; a request taken back is gone', async ({
  seat,
  tokens,
}) => {
  const { hands } = seat
  await job.signIn(hands, tokens, TELLER)
  await job.takeIn(hands, clean)
  await job.submit(hands)
  const window = await job.callSupervisor(seat)
  await window.at('seal')
  await window.press('1', 'Enter')
  await window.type('0917')
  await window.press('Enter')
  await window.field('staff', SUPERVISOR)
  await window.field('passphrase', passphraseOf(OTHER_SUPERVISOR))
  await window.type(tokens.wrong(SUPERVISOR))
  await window.press('Enter', 'Enter')
  await window.sees('ご本人と 確かめられませんでした。')
  await expect(f12(window)).toHaveAttribute('data-off')
  // The first failure costs a second.
  await window.page.waitForTimeout(1100)
  await window.field('passphrase', passphraseOf(SUPERVISOR))
  await window.type(tokens.wrong(SUPERVISOR))
  await window.press('Enter', 'Enter')
  await window.sees('ご自身のトークンの数字が 通りませんでした。')
  await expect(f12(window)).toHaveAttribute('data-off')
  await job.closeWindow(window, 'Esc')

  await hands.key('F9')
  await hands.sees('承認の依頼を 取り消して直す')
  await hands.key('F12')
  await hands.sees('承認の依頼を取り消しました。直せます。')
  await hands.key('F8')
  await hands.sees('承認を待つ案件は ありません。')
})

test('OTP-08: ten wrong codes stop the new token, and even its right code comes too late', async ({
  seat,
  tokens,
}) => {
  const { hands } = seat
  await job.signIn(hands, tokens, TELLER)
  await job.takeIn(hands, clean)
  await job.submit(hands)
  await job.approveHere(seat, tokens, SUPERVISOR, '0917')
  await hands.type('VSMT70310020')
  await hands.sees('登録できる番号です')
  await hands.press('Enter')
  const code = hands.page.locator('#code')
  for (let n = 1; n <= 10; n++) {
    await hands.at('code')
    await hands.type(tokens.wrongCustomer('VSMT70310020'))
    await hands.key('F12')
    await expect(code).toHaveValue('')
  }
  await hands.type(await tokens.customer('VSMT70310020'))
  await hands.key('F12')
  await hands.sees('このトークンは止まっています。')
  await hands.sees('別のトークンをお渡しし、その番号で登録してください。')

  // Another token of the customer's is registered without trouble.
  await hands.press('Shift+Enter')
  await hands.at('newSerial')
  await hands.retype('VSMT70310012')
  await hands.sees('登録できる番号です')
  await hands.press('Enter')
  await hands.at('code')
  await hands.type(await tokens.customer('VSMT70310012'))
  await hands.key('F12')
  await hands.at('relogin')
})

test('R-000-46: a general user is sent to their own administrator, and a case needs a recorded reason', async ({
  seat: { hands },
  tokens,
}) => {
  await job.signIn(hands, tokens, TELLER)
  await job.find(hands, wakaba)
  await job.receive(hands, { whose: '2', situation: '1' })
  await hands.sees('ご自身の画面でトークンを外せます')
  await hands.key('F12')
  await hands.sees('この見本のとおりに')
  await hands.key('Esc')

  // The administrator is in hospital: now it is the branch's job, and why is asked for.
  await hands.at('situation')
  await hands.press('Enter')
  await hands.at('unavailable-M54100031187')
  await hands.press('Space')
  await hands.sees('当店で外す理由')
  await hands.press('Enter')
  await expect(f12(hands)).toHaveAttribute('data-off')
  await hands.at('redirect-reason')
  await hands.type('管理者の方が入院中')
  await job.openCase(hands)
  await expect(hands.page.locator('#redirectReason')).toHaveValue('管理者の方が入院中')
})
