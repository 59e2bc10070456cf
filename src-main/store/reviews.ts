import { SampleReviewRow } from './records.ts'
import type { Critical } from './rows.ts'

/** What came of looking again at the approvals that the closings have chosen; one row each, never changed. */
export function reviews(critical: Critical) {
  const rows = critical.table<SampleReviewRow>({
    table: 'sample_review',
    key: 'review',
    fields: ['review', 'sheet', 'entry', 'case_no', 'reviewer', 'reviewer_person', 'finding', 'note', 'at'],
    parse: (row) => SampleReviewRow.parse(row),
  })
  const nameOf = (sheet: number, entry: number): string => `${sheet}/${entry}`
  return {
    find: (sheet: number, entry: number) => rows.find(nameOf(sheet, entry)),
    keep: (row: Omit<SampleReviewRow, 'review'>): void => {
      rows.insert({ ...row, review: nameOf(row.sheet, row.entry) })
    },
  }
}
export type Reviews = ReturnType<typeof reviews>
