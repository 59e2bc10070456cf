/** For everybody's eyes and hands: names, roles and contrast by axe, both languages, twice the size, first results. */
import * as job from '../../build/tour/job.ts'
import { aoba, SUPERVISOR, TELLER, wakaba } from '../../build/tour/people.ts'
import type { Hands } from '../../build/tour/seat.ts'
import { barriers, expect, test } from './desk.ts'

const sideways = ({ page }: Hands): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
const titleOf = ({ page }: Hands): Promise<[string, string]> =>
  page.evaluate(() => [document.title, document.documentElement.lang])

test('every screen of the job can be read and worked by everybody, in both languages', async ({
  seat,
  tokens,
}) => {
  const { hands } = seat
  const found: Record<string, string[]> = {}
  const look = async (screen: string, there: Hands = hands): Promise<void> => {
    found[screen] = await barriers(there)
  }
  await hands.key('Esc')
  await hands.sees('どの支店をひらきますか')
  await look('choice')
  await job.enterPractice(hands)
  await look('sign-in')
  expect(await titleOf(hands)).toEqual(['窓口', 'ja'])
  await job.signIn(hands, tokens, TELLER)
  await look('reception')
  await job.find(hands, wakaba)
  await look('found')
  await hands.key('F9')
  await hands.sees('VSMT82640925')
  await look('contract')
  await hands.key('Esc')
  await job.receive(hands, wakaba)
  await hands.sees('管理者の方のトークンは 窓口で外します。')
  await look('router')
  await job.openCase(hands)
  await job.fillToSerial(hands, wakaba)
  await look('case')
  await hands.press('Alt+y')
  await job.fillFromReason(hands)
  await hands.key('F7')
  await hands.sees('この見本のとおりに')
  await look('paper')
  await hands.key('Esc')
  await job.submit(hands)
  const window = await job.callSupervisor(seat)
  await look('approval', window)
  await look('frozen')
  await job.compareAndProve(window, tokens, SUPERVISOR, '0917')
  await window.sees('のうちに決めてください')
  await look('approval, proven', window)
  await job.approve(window)
  await look('approved', window)
  await job.closeWindow(window)
  await hands.at('newSerial')
  await look('registration')
  await hands.key('F8')
  await hands.sees('承認を待つ案件は ありません。')
  await look('approvals')
  await job.goTo(hands, '自分の案件')
  await look('my cases')
  await job.goTo(hands, 'お客さま待ち')
  await look('with customers')
  await hands.key('F1')
  await hands.sees('意味が分かれる言葉')
  await look('help')
  // Licences are listed in the program itself, and nothing is asked of anybody for it.
  await hands.key('F9')
  await hands.sees('better-sqlite3-multiple-ciphers')
  await hands.sees('OFL-1.1')
  await look('licences')
  await hands.key('Esc')
  await hands.sees('意味が分かれる言葉')
  await hands.key('F10')
  await look('help in English')
  await hands.key('Esc')
  expect(await titleOf(hands)).toEqual(['Madoguchi', 'en'])
  await job.find(hands, aoba)
  await hands.key('F5')
  await look('reception in English')
  expect(await hands.text(), 'no Japanese sentence is left over').not.toMatch(/ください|ありません|です。/)
  await hands.press('Control+l')
  await hands.at('passphrase')
  await look('locked, in English')
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((screen) => [screen, []])))
})

test('at twice the size nothing has to be scrolled sideways', async ({ seat: { hands }, tokens }) => {
  const wide: Record<string, number> = {}
  for (let n = 0; n < 3; n++) await hands.key('F11')
  await hands.page.waitForTimeout(200)
  wide['sign-in'] = await sideways(hands)
  await job.signIn(hands, tokens, TELLER)
  wide.reception = await sideways(hands)
  await job.find(hands, wakaba)
  wide.found = await sideways(hands)
  await job.receive(hands, wakaba)
  await hands.sees('管理者の方のトークンは 窓口で外します。')
  wide.router = await sideways(hands)
  await job.openCase(hands)
  wide.case = await sideways(hands)
  // What is being worked on stays in sight while the size goes round.
  await hands.page.locator('#accountNumber').focus()
  for (let n = 0; n < 4; n++) {
    await hands.key('F11')
    await expect(hands.page.locator('#accountNumber')).toBeInViewport()
  }
  await hands.key('F2')
  await job.find(hands, aoba)
  await hands.key('F9')
  await hands.sees('共通トークン')
  wide.contract = await sideways(hands)
  await hands.key('F1')
  wide.help = await sideways(hands)
  await hands.key('F2')
  await hands.page.keyboard.type('00001')
  await hands.sees('(00001)')
  wide.found = await sideways(hands)
  expect(wide).toEqual(Object.fromEntries(Object.keys(wide).map((screen) => [screen, expect.any(Number)])))
  for (const [screen, pixels] of Object.entries(wide)) expect(pixels, screen).toBeLessThanOrEqual(0)
})

test('results come while typing: from the first characters, without Enter', async ({
  seat: { hands },
  tokens,
}) => {
  await job.signIn(hands, tokens, TELLER)
  await hands.at('search-field')
  const options = hands.page.getByRole('option')
  let before = Number.POSITIVE_INFINITY
  for (const typed of ['わ', 'か', 'ば']) {
    await hands.page.keyboard.type(typed)
    await expect(options.first()).toBeVisible()
    await expect.poll(() => options.count()).toBeLessThanOrEqual(before)
    before = await options.count()
  }
  await expect(options.first()).toContainText('若葉')
  // By account, by serial from a barcode reader, by user ID: the same field.
  for (const [typed, shown] of [
    ['０３１８８４２', '若葉金物店'],
    ['VSMT51820034', '青葉運送'],
    ['ono01', '小野 真理'],
  ] as const) {
    await hands.retype(typed)
    await expect(options.first()).toContainText(shown)
  }
  await hands.scan('VSMT82640917')
  await expect(hands.page.locator('#search-field')).toHaveValue('VSMT82640917')
  await expect(hands.page.getByRole('heading', { name: '有限会社 若葉金物店' })).toBeVisible()
})
