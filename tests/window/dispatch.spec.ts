/** 発送 by keyboard in the real window: from the application to the first right code (E-08), back again (E-10), MC-09. */
import { practiceSafe } from '#main/practice/safe'
import { Instant } from '#shared/ids'
import { formatDate } from '#shared/text/wareki'
import type { Made, Tokens } from '../../build/tour/codes.ts'
import { approve, fillForm, type Visit } from '../../build/tour/exceptions.ts'
import * as job from '../../build/tour/job.ts'
import { passphraseOf, SUPERVISOR, TELLER, today } from '../../build/tour/people.ts'
import type { Hands, Seat } from '../../build/tour/seat.ts'
import { barriers, expect, test } from './desk.ts'

const BACK_OFFICE = 'S0140'
const shots = process.env.SHOTS

/** The firm whose 原 さつき has never had a token. */
const kirishima: Visit = {
  of: 'E-08, key fobs',
  search: 'KH00008812',
  customer: '株式会社 霧島製作所',
  whose: '3',
  situation: 'h',
  customerId: '',
  account: '0220207',
}

/** A person, and the token that has run out. */
const HELD = '2V0716016FK2'
const sasaki: Visit = {
  of: 'E-08, personal banking with hardware',
  search: 'IB00002201',
  customer: '佐々木 信夫',
  situation: 'h',
  customerId: '0000007160',
  account: '0071601',
  serial: HELD,
}

async function look(hands: Hands, name: string): Promise<void> {
  expect(await barriers(hands), `axe on ${name}`).toEqual([])
  const wide = await hands.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  expect(wide, `${name} scrolls sideways`).toBe(false)
  if (shots !== undefined) await hands.page.screenshot({ path: `${shots}/${name}.png` })
}

/** The same in English, and at twice the size; the desk is left as it was. */
async function lookBothWays(hands: Hands, name: string): Promise<void> {
  await look(hands, name)
  const other = async () => {
    await hands.key('F1')
    await hands.page.locator('#help-find').waitFor()
    await hands.key('F10')
    await hands.press('F1')
    await hands.page.locator('#help-find').waitFor({ state: 'detached' })
  }
  await other()
  await look(hands, `${name}-en`)
  await other()
  await hands.press('F11', 'F11', 'F11')
  await look(hands, `${name}-200`)
  await hands.press('F11')
}

/** A key fob shows its digits for a minute. */
const FOB: Made = { period: 60 }
const HALF_MINUTE: Made = { period: 30 }

/** What a customer applies for, by the keys that say it at reception. */
interface Wanted {
  readonly visit: Visit
  readonly purpose: string
  readonly model?: string
  readonly delivery: string
  readonly startOn?: string
  /** What a serial of the model looks like. */
  readonly serials: RegExp
}

/** Her first token, by post, for a day two months from now. */
const first = {
  visit: kirishima,
  purpose: '1',
  delivery: '1',
  startOn: today(60),
  serials: /\b\d{8}\b/,
} as const satisfies Wanted

/** How long a token of the practice branch's safe lasts, as its page shows it. */
function lasts(serial: string): string {
  const safe = practiceSafe(Instant.parse(new Date(Date.now()).toISOString()))
  const until = safe.flatMap(({ tokens }) => tokens).find((one) => one.serial === serial)?.validUntil
  if (until == null) throw new Error(`the safe does not say how long ${serial} lasts`)
  return formatDate(until, 'ja')
}

/** Another of the service's first model, over the counter, for the one that has expired. */
const hisNext = {
  visit: sasaki,
  purpose: '6',
  model: '1',
  delivery: '2',
  serials: /\b2V0826\d{3}KHM\b/,
} as const satisfies Wanted

/** An application, opened and set aside for; the serial is read once, off the window that shows it. */
async function applied(
  seat: Seat,
  tokens: Tokens,
  wanted: Wanted = first,
  see: (hands: Hands, name: string) => Promise<void> = look,
  shot = '0',
): Promise<{ readonly caseNo: string; readonly serial: string }> {
  const { hands } = seat
  const { visit, purpose, model, delivery, startOn, serials } = wanted
  await job.signIn(hands, tokens, TELLER)
  await job.find(hands, visit)
  await hands.key('F12')
  if (visit.whose !== undefined) {
    await hands.at('whose')
    await hands.press(visit.whose, 'Enter')
  }
  await hands.at('situation')
  await hands.press(visit.situation)
  await enterTo(hands, 'hardware-purpose')
  await hands.press(purpose)
  if (model !== undefined) {
    await enterTo(hands, 'hardware-model')
    await hands.press(model)
  }
  await enterTo(hands, 'hardware-delivery')
  await hands.press(delivery)
  if (startOn !== undefined) {
    await enterTo(hands, 'hardware-start')
    await hands.type(startOn.replaceAll('-', ''))
    await hands.press('Enter')
  } else await see(hands, `${shot}0-wish`)
  const caseNo = await job.openCase(hands)
  await hands.sees('まだ引き当てていません。')
  await see(hands, `${shot}1-draft`)
  await hands.press('Alt+k')
  await hands.sees('金庫から取り出すトークンの番号です。')
  const [serial = ''] = serials.exec((await hands.page.locator('[role=dialog]').textContent()) ?? '') ?? []
  expect(serial, 'the token to take out of the safe').not.toBe('')
  await look(hands, `${shot}2-take-out`)
  await hands.key('F12')
  await hands.misses('金庫から取り出すトークンの番号です。')
  await hands.page.locator('#formNumber').focus()
  await fillForm(hands, visit)
  await see(hands, `${shot}3-form`)
  await job.submit(hands)
  await approve(seat, tokens, SUPERVISOR, visit)
  await hands.sees('封入の画面をひらく')
  return { caseNo, serial }
}

/** The window in which a second person proves themselves; whatever is asked above the fields is answered already. */
async function proveSecond(hands: Hands, tokens: Tokens, staff: string): Promise<void> {
  await hands.page.locator('#secondStaff').waitFor()
  await hands.at('secondStaff')
  await hands.retype(staff)
  await hands.press('Enter')
  await hands.at('secondPassphrase')
  await hands.type(passphraseOf(staff))
  await hands.press('Enter')
  await hands.at('secondCode')
  await hands.type(await tokens.staff(staff))
  await hands.key('F12')
}

async function readFirst(hands: Hands, tokens: Tokens, serial: string, made = FOB): Promise<void> {
  await hands.field('first-serial', serial)
  await hands.at('first-code')
  await hands.type(await tokens.customer(serial, made))
  await hands.key('F12')
  await hands.sees('読み取り済み')
}

async function tickContents(hands: Hands): Promise<void> {
  for (const content of ['cover-letter', 'guide', 'receipt-card']) {
    await hands.at(`content-${content}`)
    await hands.press('Space', 'Enter')
  }
}

/** Read by two people and sealed. */
async function packed(hands: Hands, tokens: Tokens, serial: string, made = FOB): Promise<void> {
  await readFirst(hands, tokens, serial, made)
  await tickContents(hands)
  await hands.key('F12')
  await proveSecond(hands, tokens, BACK_OFFICE)
  await hands.at('second-serial')
  await reader(hands, serial)
  await hands.sees('合いました', 'main')
}

/** Numbered by the post office's own number, and released by a supervisor with the bag it is in. */
async function posted(hands: Hands, tokens: Tokens): Promise<void> {
  await hands.at('mail-no')
  await reader(hands, '131-12-38385-2')
  await hands.sees('この封筒は 差し出せます。')
  await hands.key('F12')
  await hands.sees('引受番号まで済み')
  await hands.key('F9')
  await hands.key('F10')
  await proveSecond(hands, tokens, SUPERVISOR)
  await hands.sees('差し出しを認めた役席者')
  await hands.press('Escape')
}

const off = (serial: string): string => `${serial.slice(0, -1)}${(Number(serial.at(-1)) + 1) % 10}`

/** Enter by Enter to a field that comes up with the answer before it. */
async function enterTo(hands: Hands, id: string): Promise<void> {
  await hands.page.locator(`#${id}, [data-jump="${id}"]`).first().waitFor()
  const there = () =>
    hands.page.evaluate((wanted) => {
      const active = document.activeElement
      return active instanceof HTMLElement && (active.id === wanted || active.dataset.jump === wanted)
    }, id)
  for (let turn = 0; turn < 20 && !(await there()); turn += 1) await hands.press('Enter')
  await hands.at(id)
}

/** What a barcode reader does, at its pace whatever else the machine is busy with: the keys are pressed in the page. */
async function reader(hands: Hands, code: string): Promise<void> {
  await hands.page.evaluate((keys) => {
    const place = document.activeElement ?? document.body
    for (const key of [...keys, 'Enter'])
      place.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  }, code)
}

test('E-08: a token is applied for, packed by two people, posted by a supervisor, and activated by its first right code', async ({
  seat,
  tokens,
}) => {
  test.setTimeout(300_000)
  const { hands } = seat
  const { caseNo, serial } = await applied(seat, tokens)
  await look(hands, '03-awaiting-dispatch')
  await hands.key('F12')
  await hands.sees('簡易書留')
  await lookBothWays(hands, '04-pack-first')
  await readFirst(hands, tokens, serial)
  await tickContents(hands)
  await look(hands, '05-pack-second-called')
  await hands.key('F12')
  await hands.page.locator('#secondStaff').waitFor()
  await look(hands, '06-second-person')
  await proveSecond(hands, tokens, BACK_OFFICE)
  await hands.at('second-serial')
  await hands.sees('小林 直人 さん')
  await lookBothWays(hands, '07-pack-second')
  await reader(hands, serial)
  await hands.at('mail-no')
  await look(hands, '08-pack-number')
  await hands.type('131-12-38385-3')
  await hands.key('F12')
  await hands.sees('最後の桁が ほかの桁と合いません。')
  await hands.retype('13112383852')
  await hands.key('F12')
  await hands.sees('131-12-38385-2')
  await hands.sees('この封筒は 差し出せます。')
  await look(hands, '09-pack-numbered')
  await hands.key('F12')

  // The bag: what is in it is chosen, and a supervisor who packed none of it lets it go.
  await hands.sees('引受番号まで済み')
  await hands.key('F9')
  await hands.sees('郵袋 1通')
  await lookBothWays(hands, '10-board')
  await hands.key('F10')
  await hands.page.locator('#secondStaff').waitFor()
  await look(hands, '11-post')
  await proveSecond(hands, tokens, SUPERVISOR)
  await hands.sees('差し出しを認めた役席者：中村 隆')
  await look(hands, '12-posted')
  await hands.press('Escape')
  await hands.misses('差し出しを認めた役席者')
  await hands.press('F5')

  // In the post, and arrived.
  await job.find(hands, { search: caseNo, customer: '霧島製作所' })
  await hands.key('F12')
  await hands.sees('お届けを記録する')
  await lookBothWays(hands, '13-in-transit')
  await hands.key('F12')
  await hands.at('arriveHow')
  await hands.press('1')
  await look(hands, '14-arrive')
  await hands.key('F12')
  await hands.at('newSerial')
  await look(hands, '15-registration')
  await hands.type(serial)
  await hands.sees('登録できる番号です')
  await hands.press('Enter')
  await hands.at('code')
  await hands.type(await tokens.customer(serial, FOB))
  await hands.key('F12')
  await hands.sees('この案件は 終わっています')
  await look(hands, '16-closed')
  expect(seat.complaints).toEqual([])
})

test('MC-09: a second reading that is off by one stops and says only that, and the page never holds the first', async ({
  seat,
  tokens,
}) => {
  test.setTimeout(300_000)
  const { hands } = seat
  const { serial } = await applied(seat, tokens)
  await hands.key('F12')

  // Another token from the safe is not taken.
  await hands.field('first-serial', off(serial))
  await hands.field('first-code', '123456')
  await hands.key('F12')
  await hands.sees('引き当てたトークンと ちがいます。')
  await look(hands, '20-first-differs')
  await readFirst(hands, tokens, serial)

  const inPage = () =>
    hands.page.evaluate(
      () =>
        `${document.documentElement.outerHTML} ${[...document.querySelectorAll('input')].map(({ value }) => value).join(' ')}`,
    )
  expect(await inPage(), 'the first reading').not.toContain(serial)
  await tickContents(hands)
  await hands.key('F12')
  await proveSecond(hands, tokens, BACK_OFFICE)
  await hands.at('second-serial')
  // The reader goes into the boxes wherever the focus is.
  await hands.page.locator('main').focus()
  await reader(hands, off(serial))
  await hands.sees('ちがいます。', 'main')
  await look(hands, '21-second-differs')
  expect(await inPage(), 'nothing of it is given away').not.toContain(serial)
  expect(await hands.text()).not.toMatch(/文字目/)
  await hands.at('second-serial')
  await hands.type(off(serial))
  await hands.key('F12')
  await hands.sees('役席者を呼び、2人目として 読んでもらってください。')
  await hands.sees('2回ちがったので')
  await look(hands, '22-supervisor-called')
  expect(await inPage()).not.toContain(serial)
  await hands.sees('4つ中 3つ')

  await hands.key('F12')
  await hands.page.locator('#secondStaff').waitFor()
  await hands.sees('役席者の確認')
  await proveSecond(hands, tokens, SUPERVISOR)
  await hands.at('second-serial')
  await hands.type(serial)
  await hands.key('F12')
  await hands.at('mail-no')
  expect(seat.complaints).toEqual([])
})

test('E-10: returned mail holds the start date, goes out again over the counter, and is activated then', async ({
  seat,
  tokens,
}) => {
  test.setTimeout(300_000)
  const { hands } = seat
  const { caseNo, serial } = await applied(seat, tokens)
  await hands.key('F12')
  await packed(hands, tokens, serial)
  await posted(hands, tokens)

  await job.find(hands, { search: caseNo, customer: '霧島製作所' })
  await hands.key('F12')
  await hands.sees('お届けを記録する')
  await hands.key('F9')
  await hands.at('returnReason')
  await hands.press('1')
  await look(hands, '30-come-back')
  await hands.key('F12')
  await hands.sees('封筒が戻りました。')
  await hands.sees('保留')
  await look(hands, '31-returned')
  await job.goTo(hands, '返戻')
  await hands.sees('不在')
  await look(hands, '32-returned-list')
  await hands.key('F12')
  await hands.sees('封筒が戻りました。')
  await hands.key('F12')
  await hands.at('againHow')
  await hands.press('2', 'Enter')
  await hands.at('againNote')
  await hands.type('届出の電話でご来店の日を確かめた')
  await hands.press('Enter')
  await proveSecond(hands, tokens, SUPERVISOR)
  await hands.sees('封入の画面をひらく')
  await hands.key('F12')
  await packed(hands, tokens, serial)
  await hands.key('F12')
  await hands.sees('ご来店の方の本人確認をして、お渡しします。')
  await hands.key('F12')
  await hands.at('handVisitor')
  await hands.type('原　さつき')
  await hands.press('Enter')
  await hands.at('handIdentity')
  await hands.press('ArrowDown', 'Enter')
  await hands.at('handLast4')
  await hands.type('4471')
  await look(hands, '33-hand-out')
  await hands.key('F12')
  await hands.at('newSerial')

  // Held until two people set a day; confirmed only then.
  await hands.sees('利用開始日を変える')
  await hands.press('Alt+m')
  await hands.at('startOn')
  await hands.type(today(70).replaceAll('-', ''))
  await hands.press('Enter')
  await hands.at('startReason')
  await hands.type('お渡しの日に合わせた')
  await hands.press('Enter')
  await look(hands, '34-move-start')
  await proveSecond(hands, tokens, SUPERVISOR)
  await hands.sees('に変えました。')
  await hands.press('Alt+c')
  await hands.sees('を確定したことを、センターに伝えます。')
  await hands.key('F12')
  await hands.sees('を確定しました。')

  await hands.page.locator('#newSerial').focus()
  await hands.type(serial)
  await hands.sees('登録できる番号です')
  await hands.press('Enter')
  await hands.at('code')
  await hands.type(await tokens.customer(serial, FOB))
  await hands.key('F12')
  await hands.sees('この案件は 終わっています')
  expect(seat.complaints).toEqual([])
})

test('E-08: what goes wrong on the way: a defective token, an envelope opened again, a letter lost in the post', async ({
  seat,
  tokens,
}) => {
  test.setTimeout(300_000)
  const { hands } = seat
  const { caseNo, serial } = await applied(seat, tokens)
  await hands.key('F12')
  await hands.at('first-serial')

  // Defective: it leaves the case, and another of the model is taken by its number.
  await hands.key('F10')
  await hands.sees('このトークンを初期不良にする', '[role=dialog]')
  await hands.type('数字が出ない')
  await hands.key('F12')
  await hands.sees('トークンが まだ引き当てられていません。')
  await hands.key('F12')
  await hands.sees('まだ引き当てていません。')
  await hands.press('Alt+b')
  await hands.at('allocate-serial')
  await hands.sees('78108003')
  await look(hands, '40-by-serial')
  await hands.type(serial)
  await hands.key('F12')
  await hands.sees('いま「初期不良」です。')
  await hands.at('allocate-serial')
  await hands.retype('78108003')
  await hands.key('F12')
  await hands.sees('金庫から取り出すトークンの番号です。')
  await hands.key('F12')
  await hands.sees('封入の画面をひらく')
  await hands.key('F12')

  await packed(hands, tokens, '78108003')
  await hands.at('mail-no')
  await hands.key('F9')
  await hands.at('unpack-why')
  await hands.type('しおりを入れ忘れた')
  await hands.press('Enter')
  await look(hands, '41-unpack')
  await proveSecond(hands, tokens, BACK_OFFICE)
  await hands.sees('中身を戻しました。')
  await packed(hands, tokens, '78108003')
  await posted(hands, tokens)

  await job.find(hands, { search: caseNo, customer: '霧島製作所' })
  await hands.key('F12')
  await hands.sees('お届けを記録する')
  await hands.key('F10')
  await hands.at('lostNote')
  await hands.type('郵便局の調査で見つからない')
  await hands.press('Enter')
  await look(hands, '42-lost')
  await proveSecond(hands, tokens, SUPERVISOR)
  await hands.sees('トークンを引き当て直してください。')
  await look(hands, '43-after-lost')
  await hands.key('F12')
  await hands.sees('金庫から取り出すトークンの番号です。')
  await hands.key('F12')
  await hands.sees('封入の画面をひらく')
  await hands.key('F10')
  await hands.sees('取り下げ', '[role=dialog]')
  await hands.type('お客さまのお申し出')
  await hands.key('F12')
  await hands.sees('取り下げ')
  expect(seat.complaints).toEqual([])
})

test('E-08: an expired token is taken away, and another is handed over in its place and activated by its first right code (R-002-33, R-003-36)', async ({
  seat,
  tokens,
}) => {
  test.setTimeout(300_000)
  const { hands } = seat
  const { caseNo, serial } = await applied(seat, tokens, hisNext, lookBothWays, '5')

  // The old one went with the approval: the case says so, and the contract has no token now.
  await hands.sees('佐々木 信夫 さまのトークンを外しました。')
  await hands.sees('外れた', 'main')
  await look(hands, '53-awaiting-dispatch')
  await job.find(hands, sasaki)
  await hands.key('F9')
  await hands.sees('発行済み', 'main')
  await hands.misses(HELD, 'main')

  await job.find(hands, { search: caseNo, customer: sasaki.customer })
  await hands.key('F12')
  await hands.sees('封入の画面をひらく')
  await hands.key('F12')
  await hands.at('first-serial')
  await lookBothWays(hands, '54-pack')
  await packed(hands, tokens, serial, HALF_MINUTE)
  await hands.misses('発送の期限')
  await look(hands, '55-packed')
  await hands.key('F12')
  await hands.sees('ご来店の方の本人確認をして、お渡しします。')
  await hands.key('F12')
  await hands.at('handVisitor')
  await hands.type('佐々木　信夫')
  await hands.press('Enter')
  await hands.at('handIdentity')
  await hands.press('ArrowDown', 'Enter')
  await hands.at('handLast4')
  await hands.type('4471')
  await look(hands, '56-hand-out')
  await hands.key('F12')

  // Nobody is asked whose token it is: the branch has sent it.
  await hands.at('newSerial')
  await hands.sees('番号のあるところ　裏面')
  await lookBothWays(hands, '57-registration')
  await hands.page.locator('#newSerial').focus()
  await hands.type(serial)
  await hands.sees('登録できる番号です')
  await hands.press('Enter')
  await hands.at('code')
  await hands.misses('トークンの種類')
  await hands.type(await tokens.customer(serial, HALF_MINUTE))
  await hands.key('F12')
  await hands.at('relogin')
  await look(hands, '58-relogin')
  await job.close(hands)
  await hands.sees('佐々木 信夫 さまのトークンを外しました。')
  await look(hands, '59-closed')

  // The customer still has the old one, which is nobody's; the new one is theirs until it expires.
  await job.find(hands, { search: HELD, customer: sasaki.customer })
  await hands.key('F10')
  await hands.sees('お届け済み', 'main')
  await expect(hands.page.getByRole('tab', { name: '使っている方' })).toContainText('0')
  await lookBothWays(hands, '60-old-token')
  await job.find(hands, { search: serial, customer: sasaki.customer })
  await hands.key('F10')
  await hands.sees('登録済み', 'main')
  await hands.sees(sasaki.customer, 'main')
  await hands.sees('利用中', 'main')
  await hands.sees(lasts(serial), 'main')
  await look(hands, '61-new-token')
  expect(seat.complaints).toEqual([])
})
