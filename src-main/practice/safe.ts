import { lastOfMonth, monthsAfter, tokyoInstant } from '#shared/calendar'
import { ContractNo, Instant, Serial, type StaffNo } from '#shared/ids'
import type { ServiceId } from '#shared/profiles'
import type { StockEvent } from '#shared/stock'
import { westernDate } from '#shared/text/wareki'
import type { PracticeParameters } from './codes.ts'

/**
 * 金庫 of the practice branch on its first day: six boxes, so that every job with a token as a thing can be tried at
 * once. Dates are counted from that day; everything else is the same in every practice branch.
 *
 * | box | what it is for |
 * | --- | --- |
 * | 1, 2 | older boxes: tokens that customers of the sample have, one shared by three, one over, one over soon |
 * | 3, 4 | boxes in use: most in stock, some expiring soon, and one of each mishap |
 * | 5, 6 | just come: to be inspected and shelved; the last with codes of eight digits |
 */

export type PracticeMove = {
  readonly event: StockEvent
  readonly at: Instant
  readonly why: string
  /** With it the token goes to this contract, or comes back from it. */
  readonly contractNo?: ContractNo
  /** What is read on the token while it is inspected. */
  readonly printed?: boolean
}
export type PracticeToken = {
  readonly serial: Serial
  readonly validUntil: Instant | null
  readonly way: readonly PracticeMove[]
  /** Lost for good: its serial never comes back. */
  readonly tombstone?: 'lost'
  /** What accepted codes have shown of its clock, oldest first: steps ahead of ours. */
  readonly shown?: readonly { readonly at: Instant; readonly drift: number }[]
}
export type PracticeBox = {
  readonly service: ServiceId
  readonly model: string
  readonly fileName: string
  readonly at: Instant
  readonly parameters: PracticeParameters
  readonly tokens: readonly PracticeToken[]
}

/** Who has done all this: the back office, with a supervisor as the second person. */
export const SAFE_KEEPERS = { staff: 'S0140' as StaffNo, second: 'S0127' as StaffNo } as const

/** How far a token's own clock is off: one of them runs slow, and is remembered as doing so. */
const SLOW = { serial: '2V0716016FK2', steps: -7 } as const
export const practiceStepsAhead = (serial: string): number => (serial === SLOW.serial ? SLOW.steps : 0)

const DAY_MS = 24 * 60 * 60 * 1000
const SIX = { algorithm: 'SHA1', digits: 6 } as const
const HALF_MINUTE: PracticeParameters = { ...SIX, periodSeconds: 30 }
const MINUTE: PracticeParameters = { ...SIX, periodSeconds: 60 }
const EIGHT_DIGITS: PracticeParameters = { algorithm: 'SHA1', digits: 8, periodSeconds: 60 }

const count = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, place) => from + place)
const three = (number: number): string => String(number).padStart(3, '0')
/** Twelve characters, as the guide shows them (R-002-22). */
const long = (number: number): string => `2V0826${three(number)}KHM`
/** Two letters and eight characters (R-002-35). */
const short = (number: number): string => `GM826100${String(number).padStart(2, '0')}`
/** Eight digits (R-003-12), one after another as they come in a box. */
const fob = (thousand: number, number: number): string => `7810${thousand}${three(number)}`

/** @param now when the practice branch is founded; every date lies before it, and expiries around it */
export function practiceSafe(now: Instant): readonly PracticeBox[] {
  const ago = (days: number): Instant =>
    Instant.parse(new Date(Date.parse(now) - days * DAY_MS).toISOString())
  const today = westernDate(now)
  /** The last day of a month, at 08:00 in Tokyo (R-003-35). */
  const endOf = (months: number): Instant =>
    tokyoInstant(lastOfMonth(monthsAfter(today, months).slice(0, 7)), '08:00')

  const inspected = (days: number): readonly PracticeMove[] => [
    { event: 'inspect', at: ago(days), why: '検品', printed: true },
  ]
  const shelved = (days: number): readonly PracticeMove[] => [
    ...inspected(days),
    { event: 'shelve', at: ago(days), why: '格納' },
  ]
  const sent = (days: number, contractNo: string): readonly PracticeMove[] => [
    { event: 'reserve', at: ago(days), why: '引き当て' },
    { event: 'pack', at: ago(days), why: '封入' },
    { event: 'post', at: ago(days), why: '書留で発送', contractNo: ContractNo.parse(contractNo) },
  ]
  const used = (days: number, contractNo: string): readonly PracticeMove[] => [
    ...sent(days, contractNo),
    { event: 'arrive', at: ago(days - 3), why: 'お届け済みの連絡' },
    { event: 'register', at: ago(days - 3), why: '利用開始' },
  ]
  const token = (
    serial: string,
    validUntil: Instant | null,
    way: readonly PracticeMove[],
    more: Pick<PracticeToken, 'tombstone' | 'shown'> = {},
  ): PracticeToken => ({ serial: Serial.parse(serial), validUntil, way, ...more })

  /** Seen so many days ago, with its clock so many steps ahead. */
  const shown = (...seen: readonly (readonly [days: number, drift: number])[]) => ({
    shown: seen.map(([days, drift]) => ({ at: ago(days), drift })),
  })

  const contract = 'KH00008812'
  return [
    {
      service: 'P003',
      model: 'keyfob',
      fileName: 'keyfob-78106400.xml',
      at: ago(900),
      parameters: MINUTE,
      tokens: [
        // The expiry is the one the contracts' own file has for these.
        token('78106420', Instant.parse('2029-09-29T23:00:00.000Z'), [
          ...shelved(899),
          ...used(340, contract),
        ]),
        token(
          '78106431',
          Instant.parse('2029-09-29T23:00:00.000Z'),
          [...shelved(899), ...used(250, contract)],
          shown([247, 0], [130, 0], [40, 1]),
        ),
        token('78106536', Instant.parse('2026-09-29T23:00:00.000Z'), [
          ...shelved(899),
          ...used(160, 'KH00008814'),
        ]),
      ],
    },
    {
      service: 'P002',
      model: 'hardware-1',
      fileName: '2V0716016.csv',
      at: ago(880),
      parameters: HALF_MINUTE,
      tokens: [
        token(
          SLOW.serial,
          endOf(2),
          [...shelved(879), ...used(300, 'IB00002201')],
          shown([297, 0], [190, -3], [90, -5], [20, SLOW.steps]),
        ),
        token(
          '2V0704DXSJK2',
          endOf(30),
          [...shelved(879), ...used(70, 'IB00040014')],
          shown([67, 0], [30, 0], [9, -1]),
        ),
      ],
    },
    {
      service: 'P003',
      model: 'keyfob',
      fileName: 'keyfob-78108001.xml',
      at: ago(120),
      parameters: MINUTE,
      tokens: [
        // The first to be allocated, because they expire first.
        ...count(1, 4).map((number) => token(fob(8, number), endOf(2), shelved(119))),
        ...count(5, 34).map((number) => token(fob(8, number), endOf(46), shelved(119))),
        ...count(35, 36).map((number) => token(fob(8, number), endOf(46), inspected(119))),
        token(fob(8, 37), endOf(46), [
          ...shelved(119),
          ...used(60, 'KH00008813'),
          { event: 'put-down', at: ago(9), why: '利用者の退職' },
          { event: 'bring-back', at: ago(6), why: '窓口で お預かり' },
        ]),
        token(fob(8, 38), endOf(46), [
          ...shelved(119),
          ...sent(20, 'KH00008813'),
          { event: 'come-back', at: ago(8), why: '保管期間の経過。申込は取り下げ' },
        ]),
        token(fob(8, 39), endOf(46), [{ event: 'reject', at: ago(119), why: '画面が点灯しない' }]),
        token(
          fob(8, 40),
          endOf(46),
          [
            ...shelved(119),
            ...sent(90, 'KH00008814'),
            { event: 'lose-in-post', at: ago(75), why: '郵便局の調査でも 見つからない' },
          ],
          { tombstone: 'lost' },
        ),
      ],
    },
    {
      service: 'P002',
      model: 'hardware-1',
      fileName: '2V0826001.csv',
      at: ago(90),
      parameters: HALF_MINUTE,
      tokens: [
        ...count(1, 3).map((number) => token(long(number), endOf(2), shelved(89))),
        ...count(4, 36).map((number) => token(long(number), endOf(40), shelved(89))),
        ...count(37, 38).map((number) => token(long(number), endOf(40), inspected(89))),
        token(long(39), endOf(40), [...shelved(89), { event: 'run-down', at: ago(5), why: '数字が出ない' }]),
        token(long(40), endOf(40), [{ event: 'reject', at: ago(89), why: '番号の印字が読めない' }]),
      ],
    },
    {
      service: 'P002',
      model: 'hardware-2',
      fileName: 'GM82610001.xml',
      at: ago(1),
      parameters: HALF_MINUTE,
      tokens: count(1, 40).map((number) => token(short(number), endOf(58), [])),
    },
    {
      service: 'P003',
      model: 'keyfob',
      fileName: 'keyfob-78109001.xml',
      at: ago(0),
      parameters: EIGHT_DIGITS,
      tokens: count(1, 40).map((number) => token(fob(9, number), endOf(58), [])),
    },
  ]
}
