import { hash } from 'node:crypto'
import { SHEET_CODE_LENGTH, verificationCode } from '#shared/verification-code'

/** What a daily sheet's code is made of: the signed head of its closing, and the sheet's own place in the row. */
export type SheetFacts = {
  readonly origin: string
  /** 1 for the first sheet; no number is left out. */
  readonly number: number
  /** The business day in Japan, YYYY-MM-DD. */
  readonly date: string
  /** Entries of the trail under the signed head, and its root, base64. */
  readonly size: number
  readonly root: string
  /** The code of the sheet before; empty on the first. */
  readonly previous: string
}

/**
 * The ten characters on a daily sheet 照合コード: whoever holds the paper knows which trail they belong to, without the
 * program. The formula stands in TRAIL-FORMAT.md; a change of it is another version there.
 */
export const sheetCode = ({ origin, number, date, size, root, previous }: SheetFacts): string =>
  verificationCode(
    hash(
      'sha256',
      `madoguchi/sheet/v1\n${origin}\n${number}\n${date}\n${size}\n${root}\n${previous}\n`,
      'buffer',
    ),
    SHEET_CODE_LENGTH,
  )
