/** Who does what in the tour and the window tests: the fictional staff and customers of the practice branch. */
import { practicePeople } from '#main/practice/people'

export const passphraseOf = (staff: string): string => {
  const person = practicePeople.find((one) => one.staff === staff)
  if (person === undefined) throw new Error(`the practice branch has no ${staff}`)
  return person.passphrase
}

export const TELLER = 'S0101'
export const OTHER_TELLER = 'S0102'
export const SUPERVISOR = 'S0127'
export const OTHER_SUPERVISOR = 'S0131'
export const ADMINISTRATOR = 'S0150'
export const AUDITOR = 'S0160'

export interface Paper {
  /** What is typed to find the customer, and what is found. */
  readonly search: string
  readonly customer: string
  /** The digits that answer 誰のトークン and 何があったか; nothing where there is nobody to choose. */
  readonly whose?: string
  readonly situation: string
  readonly customerId: string
  readonly customerName: string
  readonly account: string
  /** As it stands on the paper. */
  readonly serial: string
}

/** E-01: the only administrator's phone is broken. On the paper the serial bears a letter O for the zero. */
export const wakaba: Paper = {
  search: 'ﾜｶﾊﾞｶﾅ',
  customer: '有限会社 若葉金物店',
  whose: '1',
  situation: '1',
  customerId: 'Ｍ５４１０００３１１８７',
  customerName: '有限会社　若葉金物店',
  account: '０３１８８４２',
  serial: 'VSMT8264O917',
}

/** E-02: the contract's one token, which everybody uses, is broken. */
export const aoba: Paper = {
  search: '青葉運送',
  customer: '株式会社 青葉運送',
  situation: '1',
  customerId: 'M54100031204',
  customerName: '株式会社青葉運送',
  account: '0042175',
  serial: 'VSMT51820034',
}

/** Today at the counter, as six digits: the year of Reiwa, month, day. */
export function reiwaToday(): string {
  const [year = '', month = '', day = ''] = today().split('-')
  return `${String(Number(year) - 2018).padStart(2, '0')}${month}${day}`
}

/** The calendar date in Tokyo, so many days from now: `2026-11-21`. */
export function today(later = 0): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo', dateStyle: 'short' }).format(
    Date.now() + later * 86_400_000,
  )
}
