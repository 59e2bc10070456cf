import type { CaseNo, Instant, RecordNo } from '#shared/ids'
import type { Database } from './database.ts'
import { ApplicationRow, ParcelRow } from './records.ts'
import type { Critical, Kept } from './rows.ts'

/** An envelope that nobody has read or closed yet, or that was opened again. */
export const UNREAD = {
  read_by: null,
  read_at: null,
  misreadings: 0,
  packed_by: null,
  packed_second: null,
  packed_at: null,
  contents: '[]',
  mail_no: null,
} as const satisfies Partial<ParcelRow>

/** What an application for hardware has promised, and the parcels by which it is kept. */
export function parcels(db: Database, critical: Critical) {
  const application = critical.table<ApplicationRow>({
    table: 'application',
    key: 'case_no',
    fields: ['case_no', 'start_on', 'start_state', 'fee_yen'],
    parse: (row) => ApplicationRow.parse(row),
  })
  const parcel = critical.table<ParcelRow>({
    table: 'parcel',
    key: 'parcel',
    fields: [
      'parcel',
      'case_no',
      'no',
      'ended',
      'how',
      'serial',
      'model',
      'addressee',
      'postal_code',
      'address',
      'reserved_at',
      'reserved_by',
      'read_by',
      'read_at',
      'misreadings',
      'packed_by',
      'packed_second',
      'packed_at',
      'contents',
      'mail_no',
      'bag',
      'posted_at',
      'delivered_at',
      'delivered_how',
      'handed_to',
      'returned_at',
      'return_reason',
      'lost_at',
    ],
    parse: (row) => ParcelRow.parse(row),
  })
  const ofCase = parcel.select<{ caseNo: string }>('WHERE case_no = :caseNo ORDER BY no DESC')
  const underWay = parcel.select<{ caseNo: string }>('WHERE case_no = :caseNo AND ended = 0')
  const inBag = parcel.select<{ bag: string }>('WHERE bag = :bag ORDER BY parcel')
  const withMailNo = db
    .prepare<{ mailNo: string }, string>('SELECT case_no FROM parcel WHERE mail_no = :mailNo')
    .pluck()

  return {
    application: (caseNo: CaseNo) => application.find(caseNo),
    promise: (row: ApplicationRow): void => {
      application.insert(row)
    },
    changeApplication: (row: Kept<ApplicationRow>, changes: Partial<ApplicationRow>): void => {
      application.update(row.case_no, row.ver, changes)
    },

    /** Newest first. */
    ofCase: (caseNo: CaseNo): readonly Kept<ParcelRow>[] => ofCase.all({ caseNo }),
    /** The parcel that is being made, on its way or arrived; none before allocation and after a loss in the post. */
    underWay: (caseNo: CaseNo): Kept<ParcelRow> | undefined => underWay.get({ caseNo }),
    inBag: (bag: RecordNo): readonly Kept<ParcelRow>[] => inBag.all({ bag }),
    /** The case whose parcel bears a registered-mail number. */
    caseWithMailNo: (mailNo: string): string | undefined => withMailNo.get({ mailNo }),
    begin(
      row: Pick<
        ParcelRow,
        | 'parcel'
        | 'case_no'
        | 'no'
        | 'how'
        | 'serial'
        | 'model'
        | 'addressee'
        | 'postal_code'
        | 'address'
        | 'reserved_by'
      >,
      at: Instant,
    ): Kept<ParcelRow> {
      return parcel.insert({
        ...row,
        ended: 0,
        reserved_at: at,
        ...UNREAD,
        bag: null,
        posted_at: null,
        delivered_at: null,
        delivered_how: null,
        handed_to: null,
        returned_at: null,
        return_reason: null,
        lost_at: null,
      })
    },
    change: (row: Kept<ParcelRow>, changes: Partial<ParcelRow>): Kept<ParcelRow> =>
      parcel.update(row.parcel, row.ver, changes),
  }
}
export type Parcels = ReturnType<typeof parcels>
