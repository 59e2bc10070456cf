import type { CaseState } from '#shared/cases'
import type { CaseNo, Instant, StaffNo } from '#shared/ids'
import type { Database } from './database.ts'
import { ApprovalRow, CaseRow } from './records.ts'
import type { Critical, Kept } from './rows.ts'

const OPEN: readonly CaseState[] = ['draft', 'awaiting-approval', 'awaiting-registration', 'awaiting-relogin']

/** Cases, everybody who has written in them, and the decisions about them. */
export function cases(db: Database, critical: Critical) {
  const file = critical.table<CaseRow>({
    table: 'case_file',
    key: 'case_no',
    fields: [
      'case_no',
      'kind',
      'state',
      'version',
      'service',
      'profile_version',
      'contract_no',
      'target_kind',
      'target_user',
      'intake',
      'maker',
      'opened_at',
      'since',
      'submitted_at',
      'content_hash',
      'sent_back_reason',
      'follow_up_on',
      'receipt_no',
      'old_serial',
      'executed_at',
      'approver',
      'earliest_registration',
      'new_serial',
      'registered_by',
      'closed_at',
    ],
    parse: (row) => CaseRow.parse(row),
  })
  const approval = critical.table<ApprovalRow>({
    table: 'approval',
    key: 'approval',
    fields: [
      'approval',
      'case_no',
      'version',
      'content_hash',
      'maker_person',
      'approver',
      'approver_person',
      'decision',
      'seal',
      'reason',
      'at',
    ],
    parse: (row) => ApprovalRow.parse(row),
  })
  const inState = file.select<{ state: string; limit: number }>(
    'WHERE state = :state ORDER BY since, case_no LIMIT :limit',
  )
  const newestInState = file.select<{ state: string; limit: number }>(
    'WHERE state = :state ORDER BY since DESC, case_no DESC LIMIT :limit',
  )
  const ofContract = file.select<{ contract: string }>(
    'WHERE contract_no = :contract ORDER BY opened_at DESC LIMIT 200',
  )
  const ofTarget = file.select<{ contract: string; kind: string; user: string }>(
    `WHERE contract_no = :contract AND target_kind = :kind AND target_user = :user
       AND state IN ('draft', 'awaiting-approval', 'awaiting-registration', 'awaiting-relogin') LIMIT 1`,
  )
  const openOfStaff = file.select<{ staff: string }>(
    `WHERE maker = :staff AND state IN ('draft', 'awaiting-approval', 'awaiting-registration', 'awaiting-relogin')
     ORDER BY since DESC LIMIT 500`,
  )
  const approvalsOf = approval.select<{ caseNo: string }>('WHERE case_no = :caseNo ORDER BY at')
  const count = db
    .prepare<{ state: string }, number>('SELECT count(*) FROM case_file WHERE state = :state')
    .pluck()
  const lastOfDay = db
    .prepare<{ prefix: string }, string | null>(
      "SELECT max(case_no) FROM case_file WHERE case_no >= :prefix AND case_no < :prefix || '~'",
    )
    .pluck()
  const lastReceipt = db.prepare<[], string | null>('SELECT max(receipt_no) FROM case_file').pluck()
  const hand = db.prepare(
    `INSERT INTO case_hand (case_no, person, staff, since) VALUES (:caseNo, :person, :staff, :at)
     ON CONFLICT (case_no, person) DO NOTHING`,
  )
  const hands = db
    .prepare<{ caseNo: string }, string>('SELECT person FROM case_hand WHERE case_no = :caseNo')
    .pluck()

  return {
    find: (caseNo: CaseNo) => file.find(caseNo),
    inState: (state: CaseState, limit = 500) => inState.all({ state, limit }),
    newestInState: (state: CaseState, limit = 100) => newestInState.all({ state, limit }),
    ofContract: (contractNo: string) => ofContract.all({ contract: contractNo }),
    /** The open case about the same token, if there is one: a second would act on a changed store. */
    openAbout: (contractNo: string, kind: 'user' | 'shared', user: string) =>
      ofTarget.get({ contract: contractNo, kind, user }),
    openOfStaff: (staff: StaffNo) => openOfStaff.all({ staff }),
    count: (state: CaseState): number => count.get({ state }) ?? 0,
    isOpen: (row: CaseRow): boolean => OPEN.includes(row.state),
    /** The running numbers of the last case of a day and of the last receipt; 0 before the first. */
    lastOfDay: (prefix: string): number => Number(lastOfDay.get({ prefix })?.slice(-3) ?? 0),
    lastReceipt: (): number => Number(lastReceipt.get()?.slice(-6) ?? 0),
    open: (row: CaseRow): void => {
      file.insert(row)
    },
    change: (row: Kept<CaseRow>, changes: Partial<CaseRow>): Kept<CaseRow> =>
      file.update(row.case_no, row.ver, changes),
    /** Remembers that a person has written in a case. */
    touch: (caseNo: CaseNo, person: string, staff: StaffNo, at: Instant): void => {
      hand.run({ caseNo, person, staff, at })
    },
    hands: (caseNo: CaseNo): readonly string[] => hands.all({ caseNo }),
    approvals: (caseNo: CaseNo) => approvalsOf.all({ caseNo }),
    decide: (row: ApprovalRow): void => {
      approval.insert(row)
    },
  }
}
export type Cases = ReturnType<typeof cases>
