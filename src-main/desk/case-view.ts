import { createHash } from 'node:crypto'
import { profileOf } from '#main/profiles/index'
import { canonical } from '#main/store/canonical'
import type { DeskStore } from '#main/store/desk-store'
import type { CaseRow } from '#main/store/records'
import type { Reads } from '#main/store/tables'
import { Instant, StaffNo } from '#shared/ids'
import { Intake, type StoreSide, type Target } from '#shared/intake'
import { sameText } from '#shared/intake-check'
import type { MasterContract } from '#shared/master'
import type { CaseSummary, CaseView } from '#shared/operations/cases'
import { administers } from '#shared/profile-rules'
import { westernDate } from '#shared/text/wareki'
import type { Reading } from '../clock.ts'
import { isAdministrator, touchedIn } from './blast.ts'

const HISTORY_DAYS = 90
const DAY_MS = 24 * 60 * 60 * 1000

export const targetOf = (row: Pick<CaseRow, 'target_kind' | 'target_user'>): Target =>
  row.target_kind === 'shared' ? { kind: 'shared' } : { kind: 'user', userId: row.target_user }

export const intakeOf = (row: Pick<CaseRow, 'intake'>): Intake => Intake.parse(JSON.parse(row.intake))

/** The contract a case is about. Contracts are never removed, so a case without one is a broken database. */
export function contractOf(db: Reads, row: Pick<CaseRow, 'case_no' | 'contract_no'>): MasterContract {
  const contract = db.contracts.record(row.contract_no)
  if (contract === undefined) throw new Error(`case ${row.case_no} names a contract that is not there`)
  return contract
}

export const targetName = (contract: MasterContract, target: Target): string =>
  target.kind === 'shared'
    ? ''
    : (contract.users.find(({ userId }) => userId === target.userId)?.name ?? target.userId)

export const linkOf = (db: Reads, row: Pick<CaseRow, 'contract_no' | 'target_kind' | 'target_user'>) =>
  db.tokens.link(row.contract_no, row.target_kind === 'shared' ? '' : row.target_user)

/**
 * What an approval is bound to: everything the supervisor was shown, in one canonical text (RFC 8785), hashed
 * with SHA-256. Any later edit gives another hash, and the approval is void.
 */
export function contentHash(row: CaseRow, contract: MasterContract): string {
  return createHash('sha256')
    .update(
      canonical({
        caseNo: row.case_no,
        kind: row.kind,
        version: row.version,
        service: row.service,
        profileVersion: row.profile_version,
        contractNo: row.contract_no,
        customerName: contract.name,
        target: { ...targetOf(row) },
        oldSerial: row.old_serial,
        intake: { ...intakeOf(row) },
        maker: row.maker,
      }),
    )
    .digest('hex')
}

export function summaryOf(db: Reads, row: CaseRow, person: string | undefined): CaseSummary {
  const contract = contractOf(db, row)
  const target = targetOf(row)
  const touched = touchedIn(profileOf(row.service), contract, target)
  return {
    caseNo: row.case_no,
    kind: row.kind,
    state: row.state,
    version: row.version,
    service: row.service,
    contractNo: row.contract_no,
    customerName: contract.name,
    targetName: targetName(contract, target),
    maker: row.maker,
    makerName: db.people.nameOf(row.maker),
    openedAt: row.opened_at,
    since: row.since,
    affected: touched.filter(({ effect }) => effect === 'detached' || effect === 'shared').length,
    unclear: touched.filter(({ effect }) => effect === 'unclear').length,
    followUpOn: row.follow_up_on,
    touchedByMe: person !== undefined && db.cases.hands(row.case_no).includes(person),
  }
}

/** What the store has beside the paper. */
export function storeSideOf(
  row: CaseRow,
  contract: MasterContract,
  ourBranch: string,
  serial: CaseRow['old_serial'],
  now: Reading,
): StoreSide {
  const profile = profileOf(row.service)
  const target = targetOf(row)
  const { account } = contract
  const typed = intakeOf(row).accountNumber
  return {
    customerId: contract.customerId ?? '',
    customerName: contract.name,
    accountEnding: account?.number.slice(-3) ?? null,
    accountMatches:
      account === null || typed === null || typed.trim() === ''
        ? null
        : sameText(digits(typed), account.number),
    targetName: targetName(contract, target),
    oldSerial: serial,
    dealingBranchIsOurs: contract.dealingBranch === ourBranch,
    targetIsAdministrator: isAdministrator(profile, contract, target),
    administratorUsable: contract.users.some(
      (user) =>
        administers(profile, user.role) && user.registration === 'active' && user.authentication === 'usable',
    ),
    today: westernDate(now.instant),
  }
}

/** `普通 0318842` and `0318842` are the same account: what counts are the digits. */
const digits = (text: string): string => text.normalize('NFKC').replace(/\D/gu, '')

export function viewOf(
  db: Reads,
  trail: DeskStore['trail'],
  row: CaseRow,
  ourBranch: string,
  person: string | undefined,
  now: Reading,
): CaseView {
  const contract = contractOf(db, row)
  const since = Instant.parse(new Date(now.wall - HISTORY_DAYS * DAY_MS).toISOString())
  const events = db.tokens.eventsSince(row.contract_no, since)
  const recent = db.cases
    .ofContract(row.contract_no)
    .filter(({ case_no, opened_at }) => case_no !== row.case_no && opened_at >= since)
  const link = linkOf(db, row)
  const decisions = db.cases.approvals(row.case_no)
  return {
    ...summaryOf(db, row, person),
    profileVersion: row.profile_version,
    target: targetOf(row),
    intake: intakeOf(row),
    store: storeSideOf(
      row,
      contract,
      ourBranch,
      row.executed_at === null ? (link?.serial ?? null) : row.old_serial,
      now,
    ),
    touched: touchedIn(profileOf(row.service), contract, targetOf(row)),
    history: {
      detached: events.get('detached') ?? 0,
      registered: events.get('registered') ?? 0,
      cases: recent.length,
    },
    edition: decisions.filter(({ decision }) => decision === 'send-back').length + 1,
    submittedAt: row.submitted_at,
    sentBackReason: row.sent_back_reason,
    receiptNo: row.receipt_no,
    oldSerial: row.old_serial,
    newSerial: row.new_serial,
    registeredBy: row.registered_by,
    executedAt: row.executed_at,
    approverName: row.approver === null ? null : db.people.nameOf(row.approver),
    earliestRegistration: row.earliest_registration,
    entries: trail
      .ofObject(row.case_no)
      .filter(({ outcome, verb }) => outcome === 'done' && verb !== 'case.saved')
      .map(({ wall, verb, actor, payload }) => ({
        at: Instant.parse(wall),
        event: verb,
        staffName: actor === null ? '' : db.people.nameOf(StaffNo.parse(actor)),
        note: noteOf(payload),
      })),
  }
}

/** The reason somebody gave, where the entry has one. */
function noteOf(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null || !('reason' in payload)) return null
  return typeof payload.reason === 'string' ? payload.reason : null
}
