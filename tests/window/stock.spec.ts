/** 入庫・在庫・棚卸 by keyboard in the real window: from the vendor's box into the safe, and counted. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  checkValueOf,
  SAMPLE_KEY,
  SAMPLE_PASSWORD,
  sampleSeedFiles,
} from '../../build/sample/seeds/generate.ts'
import type { Tokens } from '../../build/tour/codes.ts'
import * as job from '../../build/tour/job.ts'
import { OTHER_SUPERVISOR, passphraseOf, SUPERVISOR, TELLER, today } from '../../build/tour/people.ts'
import type { Hands } from '../../build/tour/seat.ts'
import { barriers, expect, test } from './desk.ts'

const shots = process.env.SHOTS
const BACK_OFFICE = 'S0140'

/** Looked at, read by axe, and not wider than the window. */
async function look(hands: Hands, name: string): Promise<void> {
  expect(await barriers(hands), `axe on ${name}`).toEqual([])
  const isWide = await hands.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  expect(isWide, `${name} scrolls sideways`).toBe(false)
  if (shots !== undefined) await hands.page.screenshot({ path: `${shots}/${name}.png` })
}

async function second(hands: Hands, tokens: Tokens, staff: string): Promise<void> {
  await hands.field('secondStaff', staff)
  await hands.field('secondPassphrase', passphraseOf(staff))
  await hands.at('secondCode')
  await hands.type(await tokens.staff(staff))
  await hands.key('F12')
}

/** On a busy machine a reading may break off in the middle; the screen says so, and the token is read again. */
async function scanned(hands: Hands, serial: string, then: string): Promise<void> {
  await hands.scan(serial)
  const said = hands.page.getByText(new RegExp(`^${then}$|読み取りが途切れました`)).first()
  await said.waitFor()
  if ((await said.textContent())?.startsWith('読み取り')) await scanned(hands, serial, then)
}

/** The list narrowed down to one, with the reader; read again where the reading broke off. */
async function narrowed(hands: Hands, serial: string): Promise<void> {
  const field = hands.page.locator('#stock-serial')
  for (let n = 0; n < 5 && (await field.inputValue()) !== serial; n += 1) {
    await field.focus()
    await hands.press('Control+a')
    await hands.scan(serial)
  }
  await expect(field).toHaveValue(serial)
}

/** Walks through the titles of the tabs to this one. */
async function tab(hands: Hands, name: string): Promise<void> {
  const wanted = hands.page.getByRole('tab', { name })
  const selected = hands.page.locator('[role=tab][aria-selected=true]')
  for (let n = 0; n < 60; n += 1) {
    if (await selected.evaluate((element) => element === document.activeElement)) break
    await hands.press('Tab')
  }
  for (let n = 0; n < 6 && (await wanted.getAttribute('aria-selected')) !== 'true'; n += 1)
    await hands.press('ArrowRight')
  expect(await wanted.getAttribute('aria-selected')).toBe('true')
}

test('every sheet of the safe can be read in both languages, and at twice the size', async ({
  seat: { hands },
  tokens,
}) => {
  test.slow()
  await job.signIn(hands, tokens, SUPERVISOR)
  await job.goTo(hands, '在庫・棚卸')
  const sheets = [
    ['型ごと', 'By model', 'models'],
    ['一覧', 'List', 'list'],
    ['箱', 'Boxes', 'boxes'],
    ['棚卸', 'Stocktakes', 'stocktakes'],
    ['廃棄', 'Destruction', 'destructions'],
    ['交換の案内', 'Replacement', 'campaigns'],
  ] as const
  for (const [ja, , name] of sheets) {
    await tab(hands, ja)
    await hands.page.waitForTimeout(400)
    await look(hands, `stock-${name}-ja`)
  }
  await test.step('of the long list only what is in sight is drawn, and the arrows reach all of it', async () => {
    await tab(hands, '一覧')
    const list = hands.page.locator('#stock-list')
    await list.locator('[data-chosen]').waitFor()
    const rows = Number(await list.getAttribute('aria-rowcount')) - 1
    expect(rows).toBeGreaterThan(100)
    await list.focus()
    const drawn = () => list.evaluate((element) => element.querySelectorAll('*').length)
    const chosen = list.locator('[data-chosen]')
    expect(await drawn()).toBeLessThan(500)
    await hands.press('PageDown', 'ArrowDown')
    await hands.press('End')
    await expect(chosen).toHaveAttribute('aria-rowindex', String(rows + 1))
    await expect(chosen).toBeInViewport()
    expect(await drawn()).toBeLessThan(500)
    const id = await list.getAttribute('aria-activedescendant')
    await expect(chosen).toHaveAttribute('id', id ?? 'none')
    const serial = (await chosen.locator('[role=gridcell]').first().textContent()) ?? ''
    await hands.press('Enter')
    await hands.sees(serial, 'h1')
    await hands.key('Esc')
    await expect(chosen).toContainText(serial)
    await expect(chosen).toBeInViewport()
    await tab(hands, '型ごと')
  })
  await hands.key('F1')
  await hands.key('F10')
  await hands.key('Esc')
  await tab(hands, 'By model')
  for (const [, en, name] of sheets) {
    await tab(hands, en)
    await hands.page.waitForTimeout(400)
    await look(hands, `stock-${name}-en`)
  }
  for (let n = 0; n < 3; n += 1) await hands.key('F11')
  await tab(hands, 'By model')
  for (const [, en, name] of sheets) {
    await tab(hands, en)
    await hands.page.waitForTimeout(400)
    await look(hands, `stock-${name}-200`)
  }
})

test('a box comes from the vendor, is opened by two, inspected, and shelved by two', async ({
  seat,
  tokens,
  saved,
}) => {
  test.slow()
  const { hands } = seat
  const file = sampleSeedFiles().find(({ name }) => name === 'hardware-1-2V0926001.xml')
  if (file === undefined) throw new Error('the sample has no such file')
  const path = join(saved, file.name)
  writeFileSync(path, file.content)
  await seat.choose(path)
  await job.signIn(hands, tokens, SUPERVISOR)
  await job.goTo(hands, '入庫')
  await hands.sees('入庫の進め方')
  await look(hands, 'seeds-1')

  await test.step('the transport key lies in two envelopes', async () => {
    await hands.key('F10')
    await hands.field('half1', SAMPLE_KEY.halves[0])
    await hands.field('half1Check', '000000')
    await hands.at('half1Go')
    await hands.press('Enter')
    await hands.sees('鍵の1つ目の半分が 合いません。')
    await look(hands, 'seeds-2')
    await hands.field('half1', SAMPLE_KEY.halves[0])
    await hands.field('half1Check', checkValueOf(SAMPLE_KEY.halves[0]))
    await hands.at('half1Go')
    await hands.press('Enter')
    await hands.at('callSecond')
    await hands.press('Enter')
    await second(hands, tokens, OTHER_SUPERVISOR)
    await hands.field('half2', SAMPLE_KEY.halves[1])
    await look(hands, 'seeds-3')
    await hands.field('half2Check', checkValueOf(SAMPLE_KEY.halves[1]))
    await hands.at('half2Go')
    await hands.press('Enter')
    await hands.sees(`合わせた鍵の確認値は ${checkValueOf(SAMPLE_KEY.hex)} です。`)
  })

  await test.step('rehearsed, and proven with what the samples show', async () => {
    await hands.at('seedService')
    await hands.press('1', 'Enter')
    await hands.at('seedModel')
    await hands.page.locator('#seedModel').selectOption('hardware-1')
    await look(hands, 'seeds-4')
    await hands.key('F12')
    await hands.sees('見本の確認')
    await look(hands, 'seeds-5')
    const samples = await hands.page
      .locator('[id^="sample-"][id$="-go"]')
      .evaluateAll((all) => all.map(({ id }) => id.slice('sample-'.length, -'-go'.length)))
    expect(samples.length).toBeGreaterThan(0)
    for (const [n, serial] of samples.entries()) {
      await hands.at(`sample-${serial}`)
      if (n === 0) {
        await hands.type(tokens.wrongCustomer(serial))
        await hands.press('Enter', 'Enter')
        await hands.sees('合いません。')
        await look(hands, 'seeds-6')
        await hands.at(`sample-${serial}`)
      }
      await hands.type(await tokens.customer(serial))
      await hands.press('Enter', 'Enter')
      await expect(hands.page.getByText('合いました')).toHaveCount(n + 1)
    }
    await hands.key('F12')
    await hands.sees('の 20個を 在庫に入れます。')
    await look(hands, 'seeds-7')
    await second(hands, tokens, OTHER_SUPERVISOR)
    await hands.sees('として 20個を入庫しました。')
    await look(hands, 'seeds-8')
  })

  await test.step('inspected: counted, the printed expiry read, one set apart', async () => {
    await hands.key('F12')
    await hands.sees('検品待ち 20本')
    await hands.key('F12')
    await hands.field('inspect-counted', '１９')
    await hands.field('inspect-printed', '2031/08')
    await hands.at('inspect-defect')
    await hands.key('F12')
    await hands.sees(/19/, '[role=alert]')
    await look(hands, 'inspect-1')
    await hands.at('inspect-counted')
    await hands.retype('20')
    await hands.key('F12')
    await hands.at('inspect-reason')
    await look(hands, 'inspect-2')
    await hands.page.locator('#inspect-printed').focus()
    await hands.retype('2031/09')
    await hands.press('Enter')
    await hands.at('inspect-defect')
    await scanned(hands, '2V0926007KHM', '不良 1本')
    await hands.at('inspect-defect')
    await hands.type('2V0826001KHM')
    await hands.press('Enter')
    await hands.sees('2V0826001KHM は この箱のものではありません。')
    await look(hands, 'inspect-3')
    await hands.key('F12')
    await hands.says('の 19本を検品しました。不良は 1本です。')
  })

  await test.step('shelved before two', async () => {
    await hands.sees('格納待ち 19本')
    await hands.key('F12')
    await hands.sees('19本を、2人で金庫に入れます。')
    await look(hands, 'shelve')
    await second(hands, tokens, BACK_OFFICE)
    await hands.says('19本を格納しました。')
    await hands.sees('在庫 19本')
    await look(hands, 'shelved')
  })

  await test.step('its tokens are found in the list, and each knows its way', async () => {
    await hands.key('F7')
    await hands.sees('20本')
    await hands.at('stock-serial')
    await narrowed(hands, '2V0926007KHM')
    await hands.sees('1本')
    await look(hands, 'list-one')
    await hands.key('F12')
    await hands.sees('初期不良')
    await hands.page.getByRole('tab', { name: '在庫の動き' }).click()
    await look(hands, 'token-moves')
    await hands.key('Esc')
    await hands.at('stock-serial')
    await expect(hands.page.locator('#stock-serial')).toHaveValue('2V0926007KHM')
  })
  expect(seat.complaints).toEqual([])
})

test('a stocktake is counted blind, closed by two, and its difference accepted by a supervisor who did not count', async ({
  seat,
  tokens,
}) => {
  test.slow()
  const { hands } = seat
  await job.signIn(hands, tokens, BACK_OFFICE)
  await job.goTo(hands, '在庫・棚卸')
  await tab(hands, '棚卸')
  await hands.key('F10')
  await hands.at('stocktake-service')
  await hands.press('1', 'Enter')
  await hands.at('stocktake-model')
  await hands.page.locator('#stocktake-model').selectOption('hardware-2')
  await look(hands, 'stocktake-start')
  await hands.key('F12')
  await hands.at('count-serial')
  const [no = ''] = /ST-999-\d{6}/.exec(await hands.text()) ?? []

  await test.step('blind: nothing on the screen says how many there should be', async () => {
    for (let n = 1; n <= 38; n += 1) await scanned(hands, `GM826100${String(n).padStart(2, '0')}`, `${n}本`)
    await hands.scan('GM82610005')
    await hands.sees('もう数えています')
    await scanned(hands, 'GM82610039', '39本')
    await hands.key('F7')
    await hands.sees('38本')
    await hands.at('count-serial')
    await hands.type('gm82610039')
    await hands.press('Enter')
    await hands.sees('39本')
    await scanned(hands, '78999999', '40本')
    await look(hands, 'counting')
    expect(await hands.text()).not.toMatch(/足りない|余る|所在不明|入庫 \d/)
  })

  await test.step('closed before a second person', async () => {
    await hands.key('F12')
    await hands.field('stocktake-reason', '奥の棚も見た')
    await look(hands, 'closing')
    await second(hands, tokens, TELLER)
    await hands.sees('帳簿と合いません')
    await hands.sees('GM82610040')
    await hands.sees('78999999')
    await look(hands, 'stocktake-result')
    await hands.key('F7')
    await hands.sees('棚卸表')
    await hands.page.waitForTimeout(1500)
    await look(hands, 'stocktake-paper')
    await hands.key('Esc')
    await hands.sees('帳簿と合いません')
  })

  await test.step('approved by a supervisor, and only then in the book', async () => {
    await hands.key('F12')
    await hands.sees('GM82610040')
    await look(hands, 'difference')
    await hands.key('F12')
    const window = await seat.approval('#staff')
    await window.sees('GM82610040')
    await job.prove(window, tokens, SUPERVISOR)
    await window.key('F12')
    await window.page.waitForTimeout(500)
    await look(window, 'difference-approved')
    await job.closeWindow(window)
    await hands.key('Esc')
    await hands.sees(no)
    await hands.sees('差異は 承認を経て 帳簿に反映されました')
    await look(hands, 'stocktake-settled')
  })
  expect(seat.complaints).toEqual([])
})

test('a token comes back and is shelved again, others are destroyed before a witness, and owners are written to', async ({
  seat,
  tokens,
}) => {
  test.slow()
  const { hands } = seat
  await job.signIn(hands, tokens, SUPERVISOR)

  await test.step('one that came back by post is inspected and shelved by two', async () => {
    await job.goTo(hands, '在庫・棚卸')
    await tab(hands, '一覧')
    await hands.page.locator('#stock-serial').focus()
    await narrowed(hands, '78108038')
    await hands.page.locator('[role=row][data-chosen]').getByText('返戻').waitFor()
    await hands.key('F12')
    await hands.sees('在庫の動き')
    await hands.key('F7')
    await hands.at('move-act')
    await look(hands, 'move')
    await hands.press('1')
    await hands.key('F12')
    await hands.says('78108038 は「検品済み」になりました。')
    await hands.key('F7')
    await hands.at('move-act')
    await hands.press('1')
    await hands.key('F12')
    await hands.sees('78108038 を、2人で金庫に戻します。')
    await look(hands, 'move-second')
    await second(hands, tokens, BACK_OFFICE)
    await hands.says('78108038 は「在庫」になりました。')
    await look(hands, 'moved')
    await hands.key('Esc')
  })

  await test.step('a range is destroyed before another supervisor, and the certificate stands ready', async () => {
    await tab(hands, '廃棄')
    await hands.key('F10')
    await hands.at('destroy-service')
    await hands.press('2', 'Enter')
    await hands.at('destroy-serial')
    await hands.type('78106431')
    await hands.press('Enter')
    await hands.sees('78106431 は「登録済み」なので 廃棄できません。')
    await hands.at('destroy-serial')
    await hands.type('７８１０８０３９〜７８１０８０４０')
    await hands.press('Enter')
    await hands.sees('廃棄するトークン 2本')
    await hands.at('destroy-serial')
    await hands.press('Enter')
    await hands.at('destroy-method')
    await hands.press('1', 'Enter')
    await hands.at('destroy-why')
    await hands.type('使えないものの始末')
    await look(hands, 'destroy')
    await hands.key('F12')
    await hands.sees('番号は 二度と使えません')
    await look(hands, 'destroy-witness')
    await second(hands, tokens, OTHER_SUPERVISOR)
    await hands.sees('廃棄証明書')
    await hands.page.waitForTimeout(1500)
    await look(hands, 'destroyed')
    await hands.key('Esc')
    await hands.sees('使えないものの始末')
    await look(hands, 'destructions')
  })

  await test.step('whoever has a token that soon ends is written to, twice at most', async () => {
    await tab(hands, '交換の案内')
    await hands.key('F10')
    await hands.at('campaign-service')
    await hands.press('1', 'Enter', 'Enter')
    await hands.at('campaign-until')
    await hands.type(today(200).replaceAll('-', ''))
    await hands.press('Enter')
    await look(hands, 'campaign-start')
    await hands.key('F12')
    await hands.sees('2V0716016FK2')
    await hands.key('F3')
    await hands.sees('選択 1通')
    await look(hands, 'campaign')
    await hands.key('F7')
    await hands.sees('PDFに保存')
    await hands.page.waitForTimeout(1500)
    await look(hands, 'campaign-letter')
    await hands.key('Esc')
    await hands.sees('選択 1通')
    await hands.key('F12')
    await hands.says('1回目の手紙 1通を記録しました。')
    await hands.sees('どなたも いません。')
    await hands.page.locator('[data-jump="campaign-only"]').focus()
    await hands.press('2')
    await hands.sees('2V0716016FK2')
    await hands.page.locator('tbody tr').first().focus()
    await hands.press('Space')
    await hands.sees('選択 1通')
    await hands.key('F12')
    await hands.says('2回目の手紙 1通を記録しました。')
    await look(hands, 'campaign-second')
    await hands.key('Esc')
    await hands.sees('1回目 1／1　2回目 1')
    await look(hands, 'campaigns')
  })

  await test.step('in English there is room for it as well', async () => {
    await hands.key('F1')
    await hands.key('F10')
    await hands.key('Esc')
    await look(hands, 'campaigns-en')
    await hands.key('F12')
    await look(hands, 'campaign-en')
    await hands.key('Esc')
    await tab(hands, 'Destruction')
    await look(hands, 'destructions-en')
    await hands.key('F10')
    await look(hands, 'destroy-en')
    await hands.key('Esc')
    await tab(hands, 'Stocktakes')
    await hands.key('F10')
    await hands.at('stocktake-service')
    await look(hands, 'stocktake-start-en')
    await hands.press('2', 'Enter')
    await hands.key('F12')
    await hands.at('count-serial')
    await hands.type('78109001')
    await hands.press('Enter')
    await hands.sees('1 token')
    await look(hands, 'counting-en')
    await hands.key('Esc')
    await hands.sees('Go on counting')
    await tab(hands, 'Boxes')
    await hands.key('F12')
    await hands.at('inspect-counted')
    await look(hands, 'inspect-en')
    await hands.key('Esc')
  })
  expect(seat.complaints).toEqual([])
})

test('a faulty seed file is told key by key, an unencrypted one waits for two, and neither changes the safe', async ({
  seat,
  tokens,
  saved,
}) => {
  test.slow()
  const { hands } = seat
  const choose = async (name: string): Promise<void> => {
    const file = sampleSeedFiles().find((one) => one.name === name)
    if (file === undefined) throw new Error(`the sample has no ${name}`)
    const path = join(saved, file.name)
    writeFileSync(path, file.content)
    await seat.choose(path)
    await hands.key('F10')
  }
  await job.signIn(hands, tokens, SUPERVISOR)
  await job.goTo(hands, '入庫')

  await test.step('without encryption it is refused until two supervisors allow it', async () => {
    await choose('keyfob-faulty.csv')
    await hands.sees('このファイルのシードは 暗号になっていません')
    await look(hands, 'seeds-plain')
    const allow = hands.page.getByRole('button', { name: '2人の役席者で受け付ける' })
    await allow.focus()
    await hands.press('Enter')
    await second(hands, tokens, OTHER_SUPERVISOR)
    await hands.says('暗号になっていないシードファイルを受け付けることにしました。')
  })

  await test.step('every fault stands with its line, its reason and what to do', async () => {
    await hands.at('seedService')
    await hands.press('2', 'Enter')
    await hands.at('seedModel')
    await hands.page.locator('#seedModel').selectOption('keyfob')
    await hands.key('F12')
    await hands.sees('一つでもあると、このファイルは書き込めません。')
    await expect(hands.page.locator('[data-key="F12"]')).toHaveAttribute('data-off')
    await look(hands, 'seeds-faulty')
    await hands.key('F7')
    await hands.says('シードは入っていません。')
    await hands.key('F1')
    await hands.key('F10')
    await hands.key('Esc')
    await hands.sees('Refused', 'fieldset')
    await look(hands, 'seeds-faulty-en')
    for (let n = 0; n < 3; n += 1) await hands.key('F11')
    await look(hands, 'seeds-faulty-200')
    await hands.key('F11')
  })

  await test.step('a file under a password asks for it', async () => {
    await hands.key('Esc')
    await choose('keyfob-78110001.xml')
    await hands.at('seedService')
    await hands.press('2', 'Enter')
    await hands.at('seedModel')
    await hands.page.locator('#seedModel').selectOption('keyfob')
    await hands.press('Enter')
    await hands.at('seedPassword')
    await hands.type('not the password')
    await hands.key('F12')
    await hands.page.locator('[role=alert]').first().waitFor()
    await look(hands, 'seeds-password-wrong-en')
    await hands.page.locator('#seedPassword').focus()
    await hands.type(SAMPLE_PASSWORD)
    await hands.key('F12')
    await hands.page.locator('[id^="sample-"]').first().waitFor()
    await look(hands, 'seeds-password-en')
    await hands.key('Esc')
  })
  expect(seat.complaints).toEqual([])
})
