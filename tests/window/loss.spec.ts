/**
 * E-05 by keyboard alone: the telephone rings, F4 from whatever is on screen, and what follows from it. The strokes of
 * the stop are counted as hands make them: kana by their Latin letters, and one more for leaving the input method.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Tokens } from '../../build/tour/codes.ts'
import * as job from '../../build/tour/job.ts'
import { SUPERVISOR, TELLER, wakaba } from '../../build/tour/people.ts'
import { Hands, type Seat } from '../../build/tour/seat.ts'
import { barriers, expect, test } from './desk.ts'

/** What the product promises from F4 to the stop, typing included. */
const STROKES_MAX = 12
const SECONDS_MAX = 10

/** From F4 to the stop, stroke by stroke. */
class Call {
  readonly #hands: Hands
  readonly #from = performance.now()
  strokes = 0

  constructor(hands: Hands) {
    this.#hands = hands
  }

  get seconds(): number {
    return (performance.now() - this.#from) / 1000
  }

  async press(...keys: readonly string[]): Promise<void> {
    this.strokes += keys.length
    await this.#hands.press(...keys)
  }

  /** A name in kana, as it is typed in Latin letters and confirmed with Enter. */
  async name(kana: string, letters: string): Promise<void> {
    this.strokes += letters.length + 1
    await this.#hands.type(kana)
  }

  async stop(): Promise<void> {
    this.strokes += 1
    await this.#hands.key('F12')
    await this.#hands.sees('お電話を切らずに、続けて聞いてください')
  }
}

const caseNoIn = async (hands: Hands): Promise<string> => {
  const text = await hands.page.getByRole('dialog').last().innerText()
  const [number] = /\d{3}-\d{6}-\d{3}/.exec(text) ?? []
  if (number === undefined) throw new Error('no 受付番号 stands in the window')
  return number
}

/** The supervisor goes through a loss at the teller's desk: no seal, no paper, only themself. */
async function review(seat: Seat, tokens: Tokens): Promise<void> {
  await seat.hands.key('F12')
  let window: Hands | undefined
  for (let n = 0; n < 200 && window === undefined; n++) {
    for (const page of seat.app.windows()) {
      if (page !== seat.page && !page.isClosed() && (await page.locator('#staff').count()) > 0)
        window = new Hands(page)
    }
    await wait(50)
  }
  if (window === undefined) throw new Error('the review did not open')
  await window.sees('緊急停止の確認')
  expect(await barriers(window)).toEqual([])
  await job.prove(window, tokens, SUPERVISOR)
  await window.sees('のうちに決めてください')
  await window.key('F12')
  await window.sees('書類とトークンの再発行は、この案件から続けられます。')
  await job.closeWindow(window)
}

test('E-05: a serial three people share is stopped with F4 in the middle of another case, and all three are named', async ({
  seat,
  tokens,
}) => {
  const { hands } = seat
  await job.signIn(hands, tokens, TELLER)
  // A form is being taken in when the telephone rings.
  await job.find(hands, wakaba)
  await job.receive(hands, wakaba)
  const draft = await job.openCase(hands)
  await hands.field('formNumber', 'IB-0004127')

  const call = new Call(hands)
  await call.press('F4')
  await hands.at('emergency-field')
  await call.name('もりたあ', 'moritaa')
  await call.press('Enter')
  await hands.at('emergency-how')
  await hands.sees(/森田 彩 さま、佐々木 望 さま、池田 翔 さまは、いまから/)
  await call.stop()
  const { seconds, strokes } = call
  expect(strokes).toBeLessThanOrEqual(STROKES_MAX)
  expect(seconds).toBeLessThanOrEqual(SECONDS_MAX)
  for (const word of ['78106431', '佐々木 望 さま', '森田 彩 さま', '池田 翔 さま']) await hands.sees(word)
  const loss = await caseNoIn(hands)
  expect(loss).not.toBe(draft)
  expect(await barriers(hands)).toEqual([])

  // The call goes on in the case: three questions and the number on the contract.
  await hands.key('F12')
  await hands.at('report-whoCalled')
  await expect(hands.page.locator('[data-key="F12"]')).toHaveAttribute('data-off')
  await hands.press('1', 'Enter', '2', 'Enter', '1', 'Enter')
  await hands.at('report-callBackNumber')
  await hands.press('Alt+d')
  await hands.sees('足りないものは ありません。')
  await hands.misses('だまし取られるおそれがあります')
  expect(await barriers(hands)).toEqual([])
  await review(seat, tokens)
  await hands.sees('役席者の 中村 隆が見直しました。')

  // Lost never returns here, and the screen says so before anybody asks.
  await hands.press('Alt+r')
  await hands.sees('なくした・盗まれたトークンは戻しません。まちがえて止めたときだけ解けます。')
  await hands.press('Escape')
  await hands.key('F10')
  await hands.field('found-where', '会社の机の引き出し')
  await hands.key('F12')
  await hands.sees('見つかったことを記録しました。トークンは止まったままです。')
  await hands.sees('会社の机の引き出し')

  // What was being typed is still there.
  await hands.press('Escape')
  await expect(hands.page.locator('#formNumber')).toHaveValue('IB-0004127')
  expect(seat.complaints).toEqual([])
})

test('E-05: one person’s stolen token is stopped by name, fraud is answered in plain words, and the re-issue is linked', async ({
  seat,
  tokens,
}) => {
  const { hands } = seat
  await job.signIn(hands, tokens, TELLER)
  // Help is open: F4 opens over windows too.
  await hands.key('F1')
  const call = new Call(hands)
  await call.press('F4')
  await hands.at('emergency-field')
  await call.name('いとうの', 'itouno')
  await hands.page.getByRole('option', { selected: true }).filter({ hasText: '伊藤 望' }).waitFor()
  await call.press('Enter')
  await hands.at('emergency-how')
  await call.press('2')
  await hands.sees('もとには戻しません。新しいトークンを登録します。')
  await call.stop()
  const { seconds, strokes } = call
  expect(strokes).toBeLessThanOrEqual(STROKES_MAX)
  expect(seconds).toBeLessThanOrEqual(SECONDS_MAX)
  const loss = await caseNoIn(hands)
  await hands.key('F12')
  await hands.at('report-whoCalled')
  await hands.press('Escape')

  // In the list of losses, and from there again.
  await job.goTo(hands, '紛失・盗難')
  await hands.sees(loss)
  await hands.key('F12')
  await hands.at('report-whoCalled')
  await hands.press('3', 'Enter', '1', 'Enter', '2', 'Enter')
  await hands.sees('だまし取られるおそれがあります')
  await hands.sees('店の不正利用の担当へ すぐに電話します。')
  await hands.field('report-callBackNumber', '０２９９－００－７９５１')
  await expect(hands.page.locator('#report-callBackNumber')).toHaveValue('0299-00-7951')
  await hands.press('Control+l')
  await job.comeBack(hands, tokens, TELLER)
  await hands.sees('だまし取られるおそれがあります')
  await expect(hands.page.locator('#report-callBackNumber')).toHaveValue('0299-00-7951')
  await review(seat, tokens)

  // The papers come: the re-issue is a case of its own, linked both ways.
  await hands.sees('再発行の案件を開く')
  await hands.key('F12')
  await hands.key('F12')
  await hands.at('formNumber')
  await hands.sees(loss)
  const [reissue = loss] =
    /\d{3}-\d{6}-\d{3}/.exec(await hands.page.locator('main header').first().innerText()) ?? []
  expect(reissue).not.toBe(loss)
  await hands.key('F2')
  await hands.at('search-field')
  await job.goTo(hands, '紛失・盗難')
  await hands.key('F12')
  await hands.sees('書類をいただいて、再発行の案件を開きます。')
  await hands.sees(reissue)
  expect(seat.complaints).toEqual([])
})

test('nothing is stopped before somebody has decided on a person, and Esc stops nothing', async ({
  seat,
  tokens,
}) => {
  const { hands } = seat
  await job.signIn(hands, tokens, TELLER)
  await hands.key('F4')
  await hands.at('emergency-field')
  const f12 = hands.page.locator('[data-key="F12"]')
  await expect(f12).toHaveAttribute('data-off')
  await hands.type('ささき')
  await hands.page.getByRole('option').nth(1).waitFor()
  await hands.press('F12')
  await expect(f12).toHaveAttribute('title', 'Enter で この方に決めると押せます')
  // A company with several tokens: the teller says which.
  await hands.retype('KH00008812')
  await hands.press('Enter')
  await hands.at('emergency-token')
  await expect(f12).toHaveAttribute('title', '止めるトークンを選ぶと押せます')
  await hands.press('1')
  await hands.sees('大野 由紀 さまを 今すぐ止める')
  await hands.press('Escape')
  await hands.misses('止める方を探す')
  await job.goTo(hands, '紛失・盗難')
  await hands.sees('確認や書類を待つ 紛失・盗難は ありません。')
  // At twice the size nothing has to be scrolled sideways.
  for (let n = 0; n < 3; n++) await hands.key('F11')
  await hands.key('F4')
  await hands.type('あおばうん')
  await hands.press('Enter')
  await hands.sees('株式会社 青葉運送 さまの 共通トークンを 今すぐ止める')
  expect(
    await hands.page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
  ).toBeLessThanOrEqual(0)
})
