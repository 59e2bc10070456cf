import type { Reads } from '#main/store/tables'

/** The last numbers that were given out, also in a past that a restore has taken away: none is given out twice. */

/** The last receipt number and the last case number of a day that were given out in a past that is gone. */
export const RECEIPT_FLOOR = 'receipt-floor'
export const CASE_FLOOR = 'case-floor'
/** The last daily sheet likewise: its number is what people say when they talk about it. */
export const SHEET_FLOOR = 'sheet-floor'

/** The last running number of a receipt, also of those that a restore has taken away. */
export const lastReceiptNumber = (db: Reads): number =>
  Math.max(db.cases.lastReceipt(), Number(db.meta.find(RECEIPT_FLOOR) ?? 0))

/** The last running number of a case of one day, by the beginning of its number; as above. */
export function lastCaseNumber(db: Reads, prefix: string): number {
  const [floorPrefix, floor = '0'] = (db.meta.find(CASE_FLOOR) ?? '').split('|')
  return Math.max(db.cases.lastOfDay(prefix), floorPrefix === prefix ? Number(floor) : 0)
}

/** The number of the last daily sheet, also of those that a restore has taken away. */
export const lastSheetNumber = (db: Reads): number =>
  Math.max(db.days.newestSheet()?.number ?? 0, Number(db.meta.find(SHEET_FLOOR) ?? 0))
