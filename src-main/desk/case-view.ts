import { createHash } from 'node:crypto'
import { profileOf } from '#main/profiles/index'
import { canonical } from '#main/store/canonical'
import type { DeskStore } from '#main/store/desk-store'
import type { CaseRow, ParcelRow } from '#main/store/records'
import type { Reads } from '#main/store/tables'
import { CaseAsk } from '#shared/asks'
import { CalendarDate, Instant, StaffNo } from '#shared/ids'
import { Intake, type StoreSide, type Subject } from '#shared/intake'
import { sameText } from '#shared/intake-check'
import { formFields, type TypeBack } from '#shared/jobs'
import { proposalCompleted } from '#shared/later-parameters'
import type { MasterContract } from '#shared/master'
import type { CaseSummary, CaseView } from '#shared/operations/cases'
import { administers, earliestReissue } from '#shared/profile-rules'
import type { ServiceProfile } from '#shared/profiles'
import { canLogIn } from '#shared/router'
import { type SecondChecker, secondChecker } from '#shared/second-checker'
import { westernDate } from '#shared/text/wareki'
import type { Reading } from '../clock.ts'
import { isAdministrator, progressOf, registeredAmong, touchedIn } from './blast.ts'

const HISTORY_DAYS = 90
const DAY_MS = 24 * 60 * 60 * 1000

export function subjectOf(row: Pick<CaseRow, 'target_kind' | 'target_user'>): Subject {
  return row.target_kind === 'user' ? { kind: 'user', userId: row.target_user } : { kind: row.target_kind }
}

export const intakeOf = (row: Pick<CaseRow, 'intake'>): Intake => Intake.parse(JSON.parse(row.intake))
/** What a case asks for. A description proposed before this program asked for more of one is completed. */
export const askOf = (row: Pick<CaseRow, 'ask'>): CaseAsk =>
  CaseAsk.parse(proposalCompleted(JSON.parse(row.ask), profileOf))

/** The contract a case is about; undefined for one about a service's own description. Contracts are never removed. */
export function contractOf(
  db: Reads,
  row: Pick<CaseRow, 'case_no' | 'contract_no'>,
): MasterContract | undefined {
  if (row.contract_no === null) return undefined
  const contract = db.contracts.record(row.contract_no)
  if (contract === undefined) throw new Error(`case ${row.case_no} names a contract that is not there`)
  return contract
}

/** The description of the service a case was taken under, whatever is in force today. */
export function profileFor(
  db: Reads,
  row: Pick<CaseRow, 'case_no' | 'service' | 'profile_version'>,
): ServiceProfile {
  const profile = db.profiles.at(row.service, row.profile_version)
  if (profile === undefined) throw new Error(`case ${row.case_no} names a description that is not there`)
  return profile
}

export const targetName = (contract: MasterContract | undefined, subject: Subject): string =>
  subject.kind === 'user'
    ? (contract?.users.find(({ userId }) => userId === subject.userId)?.name ?? subject.userId)
    : ''

/** The link a case about one token is about; undefined for one about several users or none. */
export const linkOf = (db: Reads, row: Pick<CaseRow, 'contract_no' | 'target_kind' | 'target_user'>) =>
  row.contract_no === null || row.target_kind === 'contract' || row.target_kind === 'service'
    ? undefined
    : db.tokens.link(row.contract_no, row.target_kind === 'shared' ? '' : row.target_user)

/** The serial a case is about as it stands now; of a stop, the one that was stopped, whatever its user has since. */
export const serialOf = (
  db: Reads,
  row: Pick<CaseRow, 'kind' | 'contract_no' | 'target_kind' | 'target_user' | 'old_serial'>,
) => (row.kind === 'resume' ? row.old_serial : (linkOf(db, row)?.serial ?? null))

const alsoReissue = (ask: CaseAsk): boolean => ask.kind === 'unlock' && ask.alsoReissue

/** The lines of this case's form. */
export const fieldsOf = (db: Reads, row: CaseRow) =>
  formFields(row.kind, profileFor(db, row), alsoReissue(askOf(row)))

/**
 * What an approval is bound to: everything the supervisor was shown, in one canonical text (RFC 8785), hashed
 * with SHA-256. Any later edit gives another hash, and the approval is void.
 */
export function contentHash(
  row: CaseRow,
  contract: MasterContract | undefined,
  /** What is set aside for the case, where it is about a thing that is sent. */
  parcel: Pick<ParcelRow, 'parcel' | 'serial'> | undefined,
): string {
  return createHash('sha256')
    .update(
      canonical({
        caseNo: row.case_no,
        kind: row.kind,
        version: row.version,
        service: row.service,
        profileVersion: row.profile_version,
        contractNo: row.contract_no,
        customerName: contract?.name ?? null,
        target: { ...subjectOf(row) },
        oldSerial: row.old_serial,
        ask: JSON.parse(row.ask),
        intake: { ...intakeOf(row) },
        maker: row.maker,
        // Where it goes is part of what is agreed to, so an address that moves voids the approval.
        ...(row.kind === 'hardware'
          ? {
              parcel: parcel?.parcel ?? null,
              serial: parcel?.serial ?? null,
              postalCode: contract?.postalCode ?? null,
              address: contract?.address ?? null,
            }
          : {}),
      }),
    )
    .digest('hex')
}

/** Whether two supervisors are needed, and why, as it stands now (combination rule). */
export function secondCheckerOf(db: Reads, row: CaseRow, now: Reading): SecondChecker {
  const profile = profileFor(db, row)
  const from = westernDate(
    Instant.parse(new Date(now.wall - (profile.combinationDays + 1) * DAY_MS).toISOString()),
  )
  return secondChecker(
    row.kind,
    intakeOf(row),
    row.contract_no === null ? [] : db.contracts.changesSince(row.contract_no, from),
    profile,
    CalendarDate.parse(westernDate(now.instant)),
  )
}

/**
 * What the approver types back from the paper: the end of the serial where this form has a line for one, or else of
 * the account. Null where there is no form.
 */
export function typeBackOf(
  db: Reads,
  row: CaseRow,
  contract: MasterContract | undefined,
): { readonly of: TypeBack; readonly text: string } | null {
  const fields = fieldsOf(db, row)
  if (fields.length === 0 || contract === undefined) return null
  if (row.old_serial !== null && fields.includes('oldSerial')) return { of: 'serial', text: row.old_serial }
  return contract.account === null ? null : { of: 'account', text: contract.account.number }
}

/** Whether what has been done took a token away; undefined while nothing has been done. */
const tookAToken = (row: CaseRow): boolean | undefined =>
  row.executed_at === null ? undefined : row.old_serial !== null

export function summaryOf(db: Reads, row: CaseRow, person: string | undefined): CaseSummary {
  const contract = contractOf(db, row)
  const subject = subjectOf(row)
  const profile = profileFor(db, row)
  const touched =
    contract === undefined ? [] : touchedIn(profile, contract, askOf(row), subject, tookAToken(row))
  return {
    caseNo: row.case_no,
    kind: row.kind,
    state: row.state,
    version: row.version,
    service: row.service,
    contractNo: row.contract_no,
    customerName: contract?.name ?? profile.name.ja,
    target: subject,
    targetName: targetName(contract, subject),
    exception: row.exception,
    maker: row.maker,
    makerName: db.people.nameOf(row.maker),
    keeper: row.keeper,
    keeperName: db.people.nameOf(row.keeper),
    openedAt: row.opened_at,
    since: row.since,
    affected: touched.filter(({ effect }) => effect !== 'none' && effect !== 'unclear').length,
    unclear: touched.filter(({ effect }) => effect === 'unclear').length,
    followUpOn: row.follow_up_on,
    earliestRegistration: row.earliest_registration,
    touchedByMe: person !== undefined && db.cases.hands(row.case_no).includes(person),
  }
}

/** What the store has beside the paper. */
export function storeSideOf(
  db: Reads,
  row: CaseRow,
  contract: MasterContract,
  ourBranch: string,
  serial: CaseRow['old_serial'],
  now: Reading,
): StoreSide {
  const profile = profileFor(db, row)
  const subject = subjectOf(row)
  const { account } = contract
  const typed = intakeOf(row).accountNumber
  const rule =
    subject.kind === 'user'
      ? profile.detachBy.find(
          ({ whose }) => whose === contract.users.find(({ userId }) => userId === subject.userId)?.role,
        )
      : undefined
  const takesAway = row.kind === 'token-detach' || row.kind === 'reissue'
  return {
    customerId: contract.customerId ?? '',
    customerName: contract.name,
    accountEnding: account?.number.slice(-3) ?? null,
    accountMatches:
      account === null || typed === null || typed.trim() === ''
        ? null
        : sameText(digits(typed), account.number),
    targetName: targetName(contract, subject),
    oldSerial: serial,
    dealingBranchIsOurs: contract.dealingBranch === ourBranch,
    targetIsAdministrator: isAdministrator(profile, contract, subject),
    redirectReasonNeeded: takesAway && (rule?.branchReasonRequired ?? false),
    administratorUsable: contract.users.some(
      (user) => administers(profile, user.role) && canLogIn(profile, user),
    ),
    today: CalendarDate.parse(westernDate(now.instant)),
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
  const profile = profileFor(db, row)
  const ask = askOf(row)
  const subject = subjectOf(row)
  const decisions = db.cases.approvals(row.case_no)
  const second = secondCheckerOf(db, row, now)
  const before = row.executed_at === null
  return {
    ...summaryOf(db, row, person),
    profileVersion: row.profile_version,
    ask,
    intake: intakeOf(row),
    store:
      contract === undefined
        ? null
        : storeSideOf(db, row, contract, ourBranch, before ? serialOf(db, row) : row.old_serial, now),
    touched: contract === undefined ? [] : touchedIn(profile, contract, ask, subject, tookAToken(row)),
    history: historyOf(db, row, now),
    secondChecker: second.because.map((reason) => ({ ...reason })),
    firstApproverName: row.first_approver === null ? null : db.people.nameOf(row.first_approver),
    progress: contract === undefined ? null : caseProgress(profile, contract, ask, before),
    linkedCase: row.linked_case,
    followedBy: db.cases
      .linkedTo(row.case_no)
      .map(({ case_no, kind, state }) => ({ caseNo: case_no, kind, state })),
    callBack:
      row.called_back_at === null
        ? null
        : {
            at: row.called_back_at,
            reached: row.call_reached === 1,
            staffName: row.called_back_by === null ? '' : db.people.nameOf(row.called_back_by),
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
    earliestToConfirm: row.executed_at !== null && earliestReissue(profile, row.executed_at).toConfirm,
    entries: trail
      .ofObject(row.case_no)
      .filter(({ outcome, verb }) => outcome === 'done' && verb !== 'case.saved' && verb !== 'loss.noted')
      .map(({ wall, verb, actor, payload }) => ({
        at: Instant.parse(wall),
        event: verb,
        staffName: actor === null ? '' : db.people.nameOf(StaffNo.parse(actor)),
        note: noteOf(payload),
      })),
  }
}

/** Who still has to register in this case, where it is about several users; null where it is about one token. */
export function caseProgress(
  profile: ServiceProfile,
  contract: MasterContract,
  ask: CaseAsk,
  before: boolean,
): CaseView['progress'] {
  if (before) return null
  if (ask.kind === 'usage-mode') return progressOf(profile, contract)
  if (ask.kind === 'application' || (ask.kind === 'unlock' && ask.alsoReissue)) {
    return registeredAmong(
      contract.users.filter(({ userId }) => ask.users.includes(userId)),
      profile,
    )
  }
  return null
}

/** What happened to the person and the contract within 90 days, by cases of this desk; the case itself does not count. */
function historyOf(db: Reads, row: CaseRow, now: Reading): CaseView['history'] {
  const none = { losses: 0, unlocks: 0, reissues: 0 }
  if (row.contract_no === null) return { person: none, contract: none, cases: 0 }
  const since = Instant.parse(new Date(now.wall - HISTORY_DAYS * DAY_MS).toISOString())
  const others = db.cases
    .ofContract(row.contract_no)
    .filter(({ case_no, opened_at }) => case_no !== row.case_no && opened_at >= since)
  // What was only asked for and never came about is no history; a loss is one from its first minute.
  const happened = others.filter(({ kind, executed_at }) => kind === 'loss' || executed_at !== null)
  const strip = (rows: readonly CaseRow[]) => ({
    losses: rows.filter(({ kind }) => kind === 'loss').length,
    unlocks: rows.filter(({ kind }) => kind === 'unlock').length,
    reissues: rows.filter(({ kind }) => kind === 'reissue' || kind === 'token-detach').length,
  })
  const about = (other: CaseRow): boolean => {
    if (row.target_kind !== 'user') return other.target_kind === row.target_kind
    if (other.target_kind === 'user') return other.target_user === row.target_user
    const ask = askOf(other)
    return 'users' in ask && ask.users.includes(row.target_user)
  }
  return { person: strip(happened.filter(about)), contract: strip(happened), cases: others.length }
}

/** The reason somebody gave, where the entry has one. */
function noteOf(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null) return null
  const { reason, note } = payload as { readonly reason?: unknown; readonly note?: unknown }
  return typeof reason === 'string' ? reason : typeof note === 'string' ? note : null
}
