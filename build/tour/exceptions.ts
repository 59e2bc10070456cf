/**
 * Every other exception at the counter by keyboard: one customer of the practice branch per job and service, and the
 * steps that are the same for all of them. The form is filled in as a person does it: whatever line has the focus.
 */
import type { Tokens } from './codes.ts'
import * as job from './job.ts'
import { passphraseOf, reiwaToday, today } from './people.ts'
import type { Hands, Seat } from './seat.ts'

/**
 * From when a new token may be registered, as the screen says it. At night the guide leaves open
 * what its waiting time means (G-08), and the screen says that instead.
 */
export const EARLIEST = /\d{1,2}時\d{2}分以降|この時刻は 要確認です（G-08）/

export interface Visit {
  /** The exception of the catalogue and the service, for the title. */
  readonly of: string
  readonly search: string
  readonly customer: string
  readonly whose?: string
  /** The key of the situation on the board, and whether it stands behind 0. */
  readonly situation: string
  readonly rare?: boolean
  /** Written where the guide sends the customer elsewhere. */
  readonly reason?: string
  readonly customerId: string
  readonly account: string
  /** What stands on the paper about the token; nothing where tokens bear no number. */
  readonly serial?: string
  /** The digits of the reason on the form. */
  readonly why?: string
  readonly vendor?: string
  readonly newSerial?: string
}

/** What is written into each line of a form. A line that is not here is left as it is. */
function lineOf(visit: Visit, id: string): { readonly type?: string; readonly press?: string } {
  switch (id) {
    case 'formNumber':
      return { type: 'IB-0004200' }
    case 'receivedOn':
      return { type: reiwaToday() }
    case 'cameBy':
    case 'seal':
    case 'sealMethod':
    case 'identity':
    case 'recentChange':
    case 'situationCause':
    case 'fallbackSecret':
      return { type: '1' }
    case 'visitorName':
      return { type: '来店者' }
    case 'customerId':
      return { type: visit.customerId }
    case 'customerName':
      return { type: visit.customer }
    case 'accountNumber':
      return { type: visit.account }
    case 'oldSerial':
      return visit.serial === undefined ? {} : { type: visit.serial }
    case 'reason':
      return visit.why === undefined ? {} : { type: visit.why }
    case 'situationNote':
      return { type: 'ご本人に確かめた' }
    case 'identityIssuer':
      return { type: '霞野県公安委員会' }
    case 'identityExpiresOn':
      return { type: today(700).replaceAll('-', '') }
    case 'identityLast4':
      return { type: '4821' }
    case 'lowerProtectionAcknowledged':
    case 'mailAddressChecked':
    case 'addressConfirmed':
      return { press: 'Space' }
    case 'originalKeptAt':
      return { type: '窓口トレイ2' }
    default:
      return {}
  }
}

/** The id of what the keyboard is at. */
export const focused = (hands: Hands): Promise<string> =>
  hands.page.evaluate(() => {
    const active = document.activeElement
    return active instanceof HTMLElement ? active.dataset.jump || active.id : ''
  })

/** Line after line by Enter, until nothing is missing. */
export async function fillForm(hands: Hands, visit: Visit): Promise<void> {
  await hands.at('formNumber')
  for (let line = 0; line < 50; line += 1) {
    if ((await hands.text()).includes('足りないものは ありません。')) return
    const id = await focused(hands)
    const { type, press } = lineOf(visit, id)
    if (type !== undefined) await hands.retype(type)
    if (press !== undefined) await hands.press(press)
    await hands.press('Enter')
  }
  throw new Error(`something is still missing on the form: ${(await hands.text()).slice(0, 2000)}`)
}

/** From reception to a complete form. Gives back the case's number. */
export async function takeIn(hands: Hands, visit: Visit): Promise<string> {
  await job.find(hands, visit)
  await hands.key('F12')
  if (visit.whose !== undefined) {
    await hands.at('whose')
    await hands.press(visit.whose, 'Enter')
  }
  await hands.at('situation')
  if (visit.rare === true) await hands.press('0')
  await hands.press(visit.situation)
  if (visit.reason !== undefined) {
    await enterTo(hands, 'redirect-reason')
    await hands.type(visit.reason)
  }
  const number = await job.openCase(hands)
  await fillForm(hands, visit)
  return number
}

/**
 * Seal and number compared, the supervisor proven, approved, the window closed. Gives back what the window said; `look`
 * is called before the decision.
 */
export async function approve(
  seat: Seat,
  tokens: Tokens,
  staff: string,
  visit: Visit,
  look?: (window: Hands) => Promise<void>,
): Promise<string> {
  await seat.hands.key('F12')
  const window = await seat.approval('#staff')
  await window.at('seal')
  await window.press('1', 'Enter')
  await window.at('typeBack')
  // A form without a line for the token has its account's end typed back.
  const byAccount = visit.serial === undefined || (await window.text()).includes('代表口座の 末尾')
  await window.type((byAccount ? visit.account : visit.serial).slice(-4))
  await window.press('Enter')
  await window.at('staff')
  await window.retype(staff)
  await window.press('Enter')
  await window.at('passphrase')
  await window.type(passphraseOf(staff))
  await window.press('Enter')
  await window.at('code')
  await window.type(await tokens.staff(staff))
  await window.press('Enter', 'Enter')
  await window.sees('のうちに決めてください')
  const said = await window.text()
  await look?.(window)
  await window.key('F12')
  await window.misses('のうちに決めてください')
  const done = await window.text()
  await job.closeWindow(window)
  return `${said}\n${done}`
}

/** Enter by Enter to a field that comes up with the answer. */
export async function enterTo(hands: Hands, id: string): Promise<void> {
  await hands.page.locator(`#${id}, [data-jump="${id}"]`).first().waitFor({ timeout: 15_000 })
  for (let turn = 0; turn < 20 && (await focused(hands)) !== id; turn += 1) await hands.press('Enter')
  await hands.at(id)
}

/** The new token where the centre has verified it, with its vendor where the service has several. */
export async function registerByCentre(hands: Hands, visit: Visit): Promise<void> {
  if (visit.newSerial !== undefined) {
    await hands.at('newSerial')
    await hands.type(visit.newSerial)
    await hands.page.locator('#centre').waitFor({ timeout: 15_000 })
    if ((await hands.page.locator('#warningReason').count()) > 0) {
      await enterTo(hands, 'warningReason')
      await hands.type('手引に形がない')
    }
    if (visit.vendor !== undefined) {
      await enterTo(hands, 'vendor')
      await hands.press(visit.vendor)
    }
    await enterTo(hands, 'centre')
  }
  await hands.at('centre')
  await hands.press('Space')
  await hands.key('F12')
}

export const visits = {
  'E-03 P003': {
    of: 'E-03, key fobs',
    search: 'KH00008813',
    customer: '有限会社 朝倉酒店',
    whose: '1',
    situation: '7',
    customerId: '',
    account: '0220208',
  },
  'E-03 P004': {
    of: 'E-03, corporate banking',
    search: 'KA00004401',
    customer: '﨑山水産 合同会社',
    whose: '1',
    situation: '7',
    customerId: '',
    account: '0004401',
  },
  'E-04 P001': {
    of: 'E-04, personal banking',
    search: 'IA00001101',
    customer: '岡本 千夏',
    situation: '2',
    customerId: '0000001101',
    account: '0011011',
    serial: 'VSMT61100117',
    newSerial: 'VSMT70990017',
  },
  'E-12 P002': {
    of: 'E-12, personal banking with hardware',
    search: 'IB00002203',
    customer: '水野 遥',
    situation: 'k',
    customerId: '0000007162',
    account: '0071603',
    serial: 'VSMT61100133',
    vendor: '1',
    newSerial: '2V0799000123',
  },
  'E-13 P001': {
    of: 'E-13, personal banking',
    search: 'IA00001102',
    customer: '谷口 翼',
    situation: 'f',
    customerId: '0000001102',
    account: '0011022',
    serial: 'VSMT61100125',
  },
  'E-13 P002': {
    of: 'E-13, personal banking with hardware',
    search: 'IB00002204',
    customer: '川端 蓮',
    situation: 'f',
    customerId: '0000007163',
    account: '0071604',
    serial: '2V0716016GA5',
  },
  'E-07 P003': {
    of: 'E-07, key fobs',
    search: 'KH00008814',
    customer: '合資会社 滝沢製茶',
    whose: '2',
    situation: '3',
    reason: 'マスターはお一人',
    customerId: '',
    account: '0220209',
    serial: '78106536',
  },
  'E-06 P004': {
    of: 'E-06, corporate banking',
    search: 'KA00004402',
    customer: '株式会社 海老原工務店',
    whose: '1',
    situation: 'a',
    reason: 'ほかに管理者がいない',
    customerId: '',
    account: '0004402',
  },
  'E-09 P004': {
    of: 'E-09, corporate banking',
    search: 'KA00004402',
    customer: '株式会社 海老原工務店',
    whose: '2',
    situation: 'd',
    customerId: '',
    account: '0004402',
  },
  'E-14 P004': {
    of: 'E-14, corporate banking',
    search: 'KA00004403',
    customer: '潮見商店',
    situation: 'e',
    reason: 'ほかに管理者がいない',
    customerId: '',
    account: '0004403',
  },
  'E-11 P000': {
    of: 'E-11, WEB-FB',
    search: 'ﾜｶﾊﾞｶﾅ',
    customer: '有限会社 若葉金物店',
    whose: '1',
    situation: 'c',
    customerId: 'M54100031187',
    account: '0318842',
    serial: 'VSMT82640917',
  },
} as const satisfies Readonly<Record<string, Visit>>
