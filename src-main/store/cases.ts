import { type CaseKind, type CaseState, OPEN_STATES } from '#shared/cases'
import type { CaseNo, Instant, StaffNo } from '#shared/ids'
import type { Database } from './database.ts'
import { ApprovalRow, CaseRow } from './records.ts'
import type { Critical, Kept } from './rows.ts'

/** Two persons, in no order, and what they have done together. */
export type PairCount = { readonly one: string; readonly other: string; readonly count: number }

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
      'ask',
      'intake',
      'exception',
      'maker',
      'keeper',
      'opened_at',
      'since',
      'submitted_at',
      'content_hash',
      'sent_back_reason',
      'follow_up_on',
      'linked_case',
      'called_back_at',
      'called_back_by',
      'call_reached',
      'receipt_no',
      'old_serial',
      'executed_at',
      'first_approver',
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
  const openOfContract = file.select<{ contract: string }>(
    "WHERE contract_no = :contract AND state NOT IN ('closed', 'rejected', 'withdrawn', 'lapsed') ORDER BY opened_at DESC",
  )
  const openOfKeeper = file.select<{ staff: string }>(
    "WHERE keeper = :staff AND state NOT IN ('closed', 'rejected', 'withdrawn', 'lapsed') ORDER BY since DESC LIMIT 500",
  )
  const openOfService = file.select<{ service: string; kind: string }>(
    "WHERE kind = :kind AND service = :service AND state NOT IN ('closed', 'rejected', 'withdrawn', 'lapsed') LIMIT 1",
  )
  const waitingForTime = file.select<{ now: string }>(
    "WHERE state = 'awaiting-registration' AND earliest_registration > :now ORDER BY earliest_registration, case_no LIMIT 500",
  )
  const executedSince = file.select<{ since: string }>(
    "WHERE state = 'awaiting-registration' AND earliest_registration > executed_at AND executed_at >= :since ORDER BY earliest_registration, case_no LIMIT 500",
  )
  const newest = file.select<object>('ORDER BY opened_at DESC, case_no DESC LIMIT 1')
  const linkedTo = file.select<{ caseNo: string }>('WHERE linked_case = :caseNo ORDER BY opened_at')
  const countForTime = db
    .prepare<{ now: string }, number>(
      "SELECT count(*) FROM case_file WHERE state = 'awaiting-registration' AND earliest_registration > :now",
    )
    .pluck()
  const approvalsOf = approval.select<{ caseNo: string }>('WHERE case_no = :caseNo ORDER BY at')
  const approvalsAfter = approval.select<{ since: string }>(
    "WHERE at > :since AND decision IN ('approve', 'approve-first') ORDER BY at, approval",
  )
  const resetsByPair = db.prepare<{ from: string; to: string }, PairCount>(`
    SELECT min(a.maker_person, a.approver_person) AS one, max(a.maker_person, a.approver_person) AS other,
           count(*) AS count
      FROM approval a JOIN case_file c USING (case_no)
     WHERE a.decision = 'approve' AND a.at >= :from AND a.at < :to
       AND c.kind IN ('token-detach', 'reissue', 'unlock')
     GROUP BY 1, 2
     ORDER BY count DESC, one, other`)
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
    /** Open cases of a contract, newest first: a second one about the same token would act on a changed store. */
    openOfContract: (contract: string) => openOfContract.all({ contract }),
    openOfKeeper: (staff: StaffNo) => openOfKeeper.all({ staff }),
    openOfService: (service: string, kind: CaseKind) => openOfService.get({ service, kind }),
    /** Executed, and nobody may register yet. */
    waitingForTime: (now: Instant) => waitingForTime.all({ now }),
    countForTime: (now: Instant): number => countForTime.get({ now }) ?? 0,
    /** Cases that have or had a waiting time, executed since an instant and not registered yet. */
    withWaitSince: (since: Instant) => executedSince.all({ since }),
    /** The case that was opened last. */
    newest: () => newest.get({}),
    /** Cases that grew out of this one. */
    linkedTo: (caseNo: CaseNo) => linkedTo.all({ caseNo }),
    count: (state: CaseState): number => count.get({ state }) ?? 0,
    isOpen: (row: CaseRow): boolean => OPEN_STATES.some((state) => state === row.state),
    /** The running numbers of the last case of a day and of the last receipt; 0 before the first. */
    lastOfDay: (prefix: string): number => Number(lastOfDay.get({ prefix })?.slice(-3) ?? 0),
    lastReceipt: (): number => Number(lastReceipt.get()?.slice(-6) ?? 0),
    open: (row: CaseRow): Kept<CaseRow> => file.insert(row),
    change: (row: Kept<CaseRow>, changes: Partial<CaseRow>): Kept<CaseRow> =>
      file.update(row.case_no, row.ver, changes),
    /** Remembers that a person has written in a case. */
    touch: (caseNo: CaseNo, person: string, staff: StaffNo, at: Instant): void => {
      hand.run({ caseNo, person, staff, at })
    },
    hands: (caseNo: CaseNo): readonly string[] => hands.all({ caseNo }),
    approvals: (caseNo: CaseNo) => approvalsOf.all({ caseNo }),
    /** What was agreed to after an instant, by anybody, oldest first. */
    approvalsAfter: (since: Instant) => approvalsAfter.all({ since }),
    /** How many resets each pair of persons has carried out between two instants, whoever of them made and approved. */
    resetsByPair: (from: Instant, to: Instant): readonly PairCount[] => resetsByPair.all({ from, to }),
    decide: (row: ApprovalRow): void => {
      approval.insert(row)
    },
  }
}
export type Cases = ReturnType<typeof cases>
