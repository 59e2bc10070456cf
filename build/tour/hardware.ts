/**
 * Hardware tokens by keyboard: an application that becomes a parcel, and what is done at the safe. Steps as in `job.ts`:
 * nothing here clicks, and nothing reaches behind the window.
 */
import { checkValueOf, SAMPLE_KEY } from '../sample/seeds/generate.ts'
import type { Tokens } from './codes.ts'
import { enterTo, fillForm, focused, type Visit } from './exceptions.ts'
import * as job from './job.ts'
import { passphraseOf, today } from './people.ts'
import type { Hands } from './seat.ts'

export const BACK_OFFICE = 'S0140'
/** A key fob shows another code every minute. */
export const FOB = { period: 60 } as const
/** Of the form of a registered-mail number, its check digit included. */
export const MAIL_NO = '131-12-38385-2'

/** The firm whose 原 さつき has never had a token. */
export const kirishima: Visit = {
  of: 'E-08, key fobs',
  search: 'KH00008812',
  customer: '株式会社 霧島製作所',
  situation: '',
  customerId: '',
  account: '0220207',
}

/** Who is at the desk asks another person to prove themselves beside them. */
export async function beside(hands: Hands, tokens: Tokens, staff: string): Promise<void> {
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

/** The tab of this name in the row of tabs, as one goes without a mouse. */
export async function tab(hands: Hands, name: string): Promise<void> {
  const wanted = hands.page.getByRole('tab', { name: new RegExp(`^${name}`) })
  const selected = hands.page.locator('[role=tab][aria-selected=true]')
  for (let n = 0; n < 60; n += 1) {
    if (await selected.evaluate((one) => one === document.activeElement)) break
    await hands.press('Tab')
  }
  if ((await wanted.getAttribute('aria-selected')) !== 'true') await hands.press('Home')
  for (let n = 0; n < 6 && (await wanted.getAttribute('aria-selected')) !== 'true'; n += 1) {
    await hands.press('ArrowRight')
  }
  await hands.page.getByRole('tab', { selected: true }).and(wanted).waitFor()
}

/** At reception: what is applied for, how it is to come, and from when. */
export async function wish(hands: Hands): Promise<void> {
  await job.find(hands, kirishima)
  await hands.key('F12')
  await hands.at('whose')
  await hands.press('3', 'Enter')
  await hands.at('situation')
  await hands.press('h')
  await enterTo(hands, 'hardware-purpose')
  await hands.press('1')
  await enterTo(hands, 'hardware-delivery')
  await hands.press('1')
  await enterTo(hands, 'hardware-start')
  await hands.type(today(60).replaceAll('-', ''))
  await hands.press('Enter')
}

/** The token that expires first is set aside; its serial is read off the only window that ever shows it. */
export async function allocate(hands: Hands, look: () => Promise<void>): Promise<string> {
  await hands.sees('まだ引き当てていません。')
  await hands.press('Alt+k')
  await hands.sees('金庫から取り出すトークンの番号です。')
  const [serial] = /\b\d{8}\b/.exec((await hands.page.locator('[role=dialog]').textContent()) ?? '') ?? []
  if (serial === undefined) throw new Error('no token to take out of the safe stands in the window')
  await look()
  await hands.key('F12')
  await hands.misses('金庫から取り出すトークンの番号です。')
  return serial
}

/** The form of the application, from its first line. */
export async function form(hands: Hands): Promise<void> {
  await hands.press('Alt+1')
  await fillForm(hands, kirishima)
}

/** The first person reads the serial and one code off the token. */
export async function readFirst(hands: Hands, tokens: Tokens, serial: string): Promise<void> {
  await hands.field('first-serial', serial)
  await hands.at('first-code')
  await hands.type(await tokens.customer(serial, FOB))
  await hands.key('F12')
  await hands.sees('読み取り済み')
}

/** What lies in the envelope is ticked, and the second person comes to the desk. */
export async function callSecond(hands: Hands, tokens: Tokens, staff: string): Promise<void> {
  for (const content of ['cover-letter', 'guide', 'receipt-card']) {
    await hands.at(`content-${content}`)
    await hands.press('Space', 'Enter')
  }
  await hands.key('F12')
  await beside(hands, tokens, staff)
  await hands.at('second-serial')
}

/** The second person reads the serial, without the first one's reading in sight. */
export async function readSecond(hands: Hands, serial: string): Promise<void> {
  await hands.at('second-serial')
  await hands.type(serial)
  await hands.key('F12')
}

/** By Tab to the field or key of this id. */
export async function tabTo(hands: Hands, id: string): Promise<void> {
  for (let n = 0; n < 60; n += 1) {
    if ((await focused(hands)) === id) return
    await hands.press('Tab')
  }
  throw new Error(`no way by Tab to "${id}"`)
}

/** Both halves of the transport key, each by its own person, with its check value. */
export async function halves(hands: Hands, tokens: Tokens, second: string): Promise<void> {
  const half = async (which: 1 | 2) => {
    const hex = SAMPLE_KEY.halves[which - 1] ?? ''
    await hands.field(`half${which}`, hex)
    await hands.field(`half${which}Check`, checkValueOf(hex))
    await hands.at(`half${which}Go`)
    await hands.press('Enter')
  }
  await half(1)
  await hands.at('callSecond')
  await hands.press('Enter')
  await beside(hands, tokens, second)
  await half(2)
  await hands.sees(`合わせた鍵の確認値は ${checkValueOf(SAMPLE_KEY.hex)} です。`)
}

/** Every sample that was drawn shows its code; the serials stand on the screen. */
export async function samples(hands: Hands, tokens: Tokens): Promise<void> {
  for (;;) {
    const field = hands.page.locator('input[id^="sample-"]').first()
    if ((await field.count()) === 0) return
    const id = (await field.getAttribute('id')) ?? ''
    await tabTo(hands, id)
    await hands.type(await tokens.customer(id.slice('sample-'.length)))
    await hands.press('Enter')
    await hands.at(`${id}-go`)
    await hands.press('Enter')
    await field.and(hands.page.locator(`[id="${id}"]`)).waitFor({ state: 'detached' })
  }
}
