/**
 * The whole job by keyboard, in steps: what the tour shows and the window tests build on. Nothing here clicks, and
 * nothing reaches behind the window.
 */
import type { Tokens } from './codes.ts'
import { type Paper, passphraseOf, reiwaToday, today } from './people.ts'
import type { Hands, Seat } from './seat.ts'

/** From the door to the sign-in of the practice branch, which is made on the way when there is none. */
export async function enterPractice(hands: Hands): Promise<void> {
  await hands.sees('どの支店をひらきますか')
  await hands.press('1')
  await hands.at('staff')
}

export async function signIn(hands: Hands, tokens: Tokens, staff: string): Promise<void> {
  await hands.at('staff')
  await hands.type(staff)
  await hands.press('Enter')
  await hands.at('passphrase')
  await hands.type(passphraseOf(staff))
  await hands.press('Enter')
  await hands.at('code')
  await hands.type(await tokens.staff(staff))
  await hands.key('F12')
  await hands.sees('席につきました')
}

/** The person who left the desk comes back to it. */
export async function comeBack(hands: Hands, tokens: Tokens, staff: string): Promise<void> {
  await hands.at('passphrase')
  await hands.type(passphraseOf(staff))
  await hands.press('Enter')
  await hands.at('code')
  await hands.type(await tokens.staff(staff))
  await hands.key('F12')
  await hands.page.locator('#come-back').waitFor({ state: 'hidden' })
}

/** The desk is given up to the next person: leave, and hand over. */
export async function handOver(hands: Hands): Promise<void> {
  await hands.press('Control+l')
  await hands.at('passphrase')
  await hands.key('F9')
  await hands.at('staff')
}

/** To a job on the rail, by F6 and Tab, as one goes without a mouse. */
export async function goTo(hands: Hands, screen: string): Promise<void> {
  const entry = hands.page.getByRole('button', { name: screen }).first()
  for (let n = 0; n < 40; n++) {
    if (await entry.evaluate((button) => button === document.activeElement || button.ariaCurrent === 'page'))
      break
    await hands.press('Tab')
  }
  await hands.press('Enter')
}

/** F2 from anywhere; what is typed leads to the customer. */
export async function find(
  hands: Hands,
  { search, customer }: Pick<Paper, 'search' | 'customer'>,
): Promise<void> {
  await hands.key('F2')
  await hands.at('search-field')
  await hands.retype(search)
  await hands.page
    .getByRole('option', { selected: true })
    .filter({ hasText: customer })
    .waitFor({ timeout: 15_000 })
}

/** The three questions of reception, answered. */
export async function receive(
  hands: Hands,
  { whose, situation }: Pick<Paper, 'whose' | 'situation'>,
): Promise<void> {
  await hands.key('F12')
  if (whose !== undefined) {
    await hands.at('whose')
    await hands.press(whose, 'Enter')
  }
  await hands.at('situation')
  await hands.press(situation)
}

/** The case is opened, and its number is given back. */
export async function openCase(hands: Hands): Promise<string> {
  await hands.key('F12')
  await hands.at('formNumber')
  const [number] = /\d{3}-\d{6}-\d{3}/.exec(await hands.text()) ?? []
  if (number === undefined) throw new Error('a case was opened, and no 受付番号 stands on the screen')
  return number
}

/** The first lines of the paper, down to the serial of the token that is to go. */
export async function fillToSerial(hands: Hands, paper: Paper): Promise<void> {
  await hands.field('formNumber', 'IB-0004127')
  await hands.field('receivedOn', reiwaToday())
  await hands.field('cameBy', '1')
  await hands.field('visitorName', '若林　健一')
  await hands.field('customerId', paper.customerId)
  await hands.field('customerName', paper.customerName)
  await hands.field('accountNumber', paper.account)
  await hands.field('oldSerial', paper.serial)
}

/** What follows the serial, to the end of the paper. */
export async function fillFromReason(hands: Hands): Promise<void> {
  await hands.field('reason', '1')
  await hands.field('reasonNote', '画面がつかない')
  await hands.field('seal', '1')
  await hands.field('sealMethod', '1')
  await hands.field('identity', '1')
  await hands.field('identityIssuer', '霞野県公安委員会')
  await hands.field('identityExpiresOn', today(700).replaceAll('-', ''))
  await hands.field('identityLast4', '４８２１')
  await hands.field('recentChange', '1')
  await hands.press('Enter') // nobody wrote or read for the customer
  await hands.field('originalKeptAt', '窓口トレイ２')
}

/** From the found customer to a paper with nothing missing. Gives back the case's number. */
export async function takeIn(hands: Hands, paper: Paper): Promise<string> {
  await find(hands, paper)
  await receive(hands, paper)
  const number = await openCase(hands)
  await fillToSerial(hands, paper)
  await fillFromReason(hands)
  return number
}

export async function submit(hands: Hands): Promise<void> {
  await hands.key('F12')
  await hands.sees('の承認を依頼しました')
  // The sentence may be there before the key has changed its meaning.
  await hands.page
    .locator('[data-key="F12"]')
    .filter({ hasText: '役席者を呼ぶ' })
    .waitFor({ timeout: 15_000 })
}

/** The supervisor is called to the teller's desk; the hands before their window are given back. */
export async function callSupervisor(seat: Seat): Promise<Hands> {
  await seat.hands.key('F12')
  return seat.approval()
}

/** Seal, type-back, and the supervisor in person. */
export async function compareAndProve(
  hands: Hands,
  tokens: Tokens,
  staff: string,
  lastFour: string,
): Promise<void> {
  await hands.at('seal')
  await hands.press('1', 'Enter')
  await hands.at('typeBack')
  await hands.type(lastFour)
  await hands.press('Enter')
  await prove(hands, tokens, staff)
}

export async function prove(hands: Hands, tokens: Tokens, staff: string): Promise<void> {
  await hands.at('staff')
  await hands.retype(staff)
  await hands.press('Enter')
  await hands.at('passphrase')
  await hands.type(passphraseOf(staff))
  await hands.press('Enter')
  await hands.at('code')
  await hands.type(await tokens.staff(staff))
  await hands.press('Enter', 'Enter')
}

/** The decision itself. The receipt's number is given back, and the window has closed. */
export async function approve(hands: Hands): Promise<string> {
  await hands.key('F12')
  await hands.sees('トークンを外しました。')
  const [receipt] = /R-\d{3}-\d{6}/.exec(await hands.text()) ?? []
  if (receipt === undefined) throw new Error('the case was approved, and no 控え番号 stands in the window')
  return receipt
}

/** F12 closes a window in which everything is done. It may go while the key is still being let go. */
export async function closeWindow(hands: Hands, key = 'F12'): Promise<void> {
  const { page } = hands
  await hands.key(key).catch((thrown: unknown) => {
    if (!page.isClosed()) throw thrown
  })
  if (!page.isClosed()) await page.waitForEvent('close')
}

/** The whole approval over the teller's shoulder; the desk is the teller's again. */
export async function approveHere(
  seat: Seat,
  tokens: Tokens,
  staff: string,
  lastFour: string,
): Promise<string> {
  const window = await callSupervisor(seat)
  await compareAndProve(window, tokens, staff, lastFour)
  await window.sees('のうちに決めてください')
  const receipt = await approve(window)
  await closeWindow(window)
  await seat.hands.at('newSerial')
  return receipt
}

/** The new token, with the code it shows now. */
export async function register(hands: Hands, tokens: Tokens, serial: string): Promise<void> {
  await hands.at('newSerial')
  await hands.type(serial)
  await hands.sees('登録できる番号です')
  await hands.press('Enter')
  await hands.at('code')
  await hands.type(await tokens.customer(serial))
}

/** The customer has logged in again. */
export async function close(hands: Hands): Promise<void> {
  await hands.at('relogin')
  await hands.press('1')
  await hands.key('F12')
  await hands.sees('この案件は 終わっています')
}
