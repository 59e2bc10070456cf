/** What the branch looks at without a customer, and one customer's contract and token, all of it by keyboard. */
import * as job from '../../build/tour/job.ts'
import { OTHER_TELLER, reiwaToday, SUPERVISOR, TELLER, today } from '../../build/tour/people.ts'
import type { Hands } from '../../build/tour/seat.ts'
import { barriers, expect, test } from './desk.ts'

const kirishima = { search: 'KH00008812', customer: '株式会社 霧島製作所' }
const rows = ({ page }: Hands) => page.getByRole('table').getByRole('row')
const title = (hands: Hands, text: string) =>
  hands.page.getByRole('heading', { level: 1, name: text }).waitFor()

/** Tab until the button has the focus, as one goes without a mouse. */
async function tabTo({ page }: Hands, name: string, role: 'button' | 'tab' = 'button'): Promise<void> {
  const button = page.getByRole(role, { name })
  for (let n = 0; n < 60; n++) {
    if (await button.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`"${name}" cannot be reached by Tab`)
}

test('the last administrators, the tokens that are leaving and the clocks are each a screen of the rail', async ({
  seat: { hands },
  tokens,
}) => {
  const found: Record<string, string[]> = {}
  await job.signIn(hands, tokens, SUPERVISOR)

  await job.goTo(hands, '最後の管理者')
  await hands.sees('どなたも使えない')
  found.radar = await barriers(hands)
  const worst = await rows(hands).nth(1).innerText()
  await hands.press('ArrowDown', 'ArrowUp')
  await hands.key('F12')
  await hands.sees('窓口の書面が要ります。')
  const heading = hands.page.getByRole('heading', { level: 1 })
  expect(worst).toContain(await heading.evaluate((h1) => h1.firstChild?.textContent))
  await hands.key('Esc')
  await hands.sees('どなたも使えない')

  await job.goTo(hands, '移行リスト')
  await hands.sees('登録済みのトークンは そのまま使えます。')
  await hands.key('F9')
  await hands.sees('切れています')
  found.sunset = await barriers(hands)
  await hands.key('F10')
  await hands.sees('このトークンについて')
  found.token = await barriers(hands)
  await hands.key('Esc')

  await job.goTo(hands, '再発行の時計')
  await hands.sees('再発行の時刻を待つ案件は ありません。')
  await hands.sees(/\d時\d\d分 に確かめました。/)
  found.reissue = await barriers(hands)
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((screen) => [screen, []])))
})

test('a contract is narrowed down, leads to a shared token and back, and tells which colleague is related', async ({
  seat: { hands },
  tokens,
}) => {
  await job.signIn(hands, tokens, OTHER_TELLER)
  await job.find(hands, kirishima)
  await hands.key('F9')
  await hands.sees('並び順 ログインID 昇順')
  await hands.sees('1から8件/8件')

  await hands.key('F9')
  await hands.field('narrow-id', 'KIRI-keiri')
  await hands.sees('1から3件/3件')
  expect(await rows(hands).count()).toBe(4)
  await hands.key('F9')
  await hands.sees('1から8件/8件')

  // Into the list, to the first of three who share one token.
  await hands.press('Tab', 'Tab', 'ArrowDown', 'ArrowDown', 'ArrowDown')
  await hands.sees('ほかに 2人が 同じ番号を使っています')
  await hands.press('Space')
  await hands.sees('1人を選んでいます')
  await hands.press('Space')
  await hands.key('F10')
  await title(hands, '78106431')
  for (const name of ['佐々木 望', '森田 彩', '池田 翔']) await hands.sees(name)
  await hands.key('Esc')

  await tabTo(hands, '関係を届け出る')
  await hands.press('Enter')
  await hands.sees('これから 株式会社 霧島製作所 さまの案件を 入力も承認もできません。')
  await hands.press('ArrowDown')
  await hands.press('Tab')
  await hands.type('代表者の家族')
  await hands.key('F12')
  await hands.says('関係を届け出ました。')
  await hands.sees('代表者の家族')
  expect(await barriers(hands)).toEqual([])
})

test('E-07: a revoked token waits on the clock board, and who could not be reached is called again (R-003-30)', async ({
  seat,
  tokens,
}) => {
  const { hands } = seat
  await job.signIn(hands, tokens, TELLER)
  const takizawa = { search: 'KH00008814', customer: '滝沢製茶' }
  await job.find(hands, takizawa)
  await job.receive(hands, { whose: '2', situation: '3' })
  await hands.page.locator('#redirect-reason').waitFor()
  await hands.press('Enter')
  await hands.at('redirect-reason')
  await hands.type('ほかに お手伝いできる方がいない')
  const caseNo = await job.openCase(hands)
  for (const [field, text] of [
    ['formNumber', 'IB-0004127'],
    ['receivedOn', reiwaToday()],
    ['cameBy', '1'],
    ['visitorName', '滝沢　清'],
    ['customerName', '合資会社　滝沢製茶'],
    ['accountNumber', '0220209'],
    ['oldSerial', '78106536'],
    ['reason', '1'],
    ['reasonNote', '有効期限が切れた'],
    ['seal', '1'],
    ['sealMethod', '1'],
    ['identity', '1'],
    ['identityIssuer', '霞野県公安委員会'],
    ['identityExpiresOn', today(700).replaceAll('-', '')],
    ['identityLast4', '4821'],
    ['recentChange', '1'],
    ['assisted', '1'],
    ['originalKeptAt', '窓口トレイ２'],
  ] as const) {
    await hands.field(field, text)
  }
  await job.submit(hands)
  const window = await job.callSupervisor(seat)
  await job.compareAndProve(window, tokens, SUPERVISOR, '6536')
  await window.sees('のうちに決めてください')
  await window.key('F12')
  await window.sees('滝沢 清 さまのトークンを失効しました。')
  await job.closeWindow(window)

  await job.goTo(hands, '時刻待ち')
  await hands.sees(caseNo)
  await hands.key('F10')
  await title(hands, '再発行の時計')
  await hands.sees(/あと (30|31)分|あと \d+時間/)
  await hands.sees('0299-00-8814')
  await hands.sees('時刻が来たら 折り返す')

  // Reached or not is written down beside the case, which keeps its place.
  for (const [key, state, said] of [
    ['2', 'つながらなかった', 'つながらなかったことを 記録しました。'],
    ['1', 'つながった', 'つながったことを 記録しました。'],
  ] as const) {
    await hands.key('F9')
    await hands.sees('お客さまに つながりましたか')
    await hands.press(key)
    await hands.key('F12')
    await hands.says(said)
    await hands.sees(state, 'table')
  }
  expect(await barriers(hands)).toEqual([])

  // The token keeps what it was, and the contract says from when the next one may be registered.
  await hands.key('F2')
  await hands.at('search-field')
  await hands.retype('78106536')
  await hands.page.getByRole('option', { selected: true }).filter({ hasText: '78106536' }).waitFor()
  await hands.key('F10')
  await title(hands, '78106536')
  // Nobody has it any more, so its page begins with where it went.
  await tabTo(hands, '在庫の動き', 'tab')
  await hands.press('Home')
  await hands.sees('いま このトークンを使っている方は いません。')
  await hands.press('ArrowRight')
  await hands.sees(caseNo)
  await hands.sees('失効中', 'table')
  await job.find(hands, takizawa)
  await hands.key('F9')
  await hands.sees('再登録できる時刻')
  await hands.sees('進んでいる案件')
  expect(seat.complaints).toEqual([])
})
