import { randomUUID } from 'node:crypto'
import { profileOf } from '#main/profiles/index'
import type { CaseRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Writes } from '#main/store/tables'
import { caseLife } from '#shared/cases'
import { ReceiptNo } from '#shared/ids'
import { advance } from '#shared/life'
import { registrationLife } from '#shared/links'
import { HIDDEN } from '#shared/operations/approval'
import type { CaseView } from '#shared/operations/cases'
import { earliestReissue } from '#shared/profile-rules'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import { foldSerial } from '#shared/text/serial'
import type { Reading } from '../clock.ts'
import type { Approval, Grant } from '../premises.ts'
import { contentHash, contractOf, intakeOf, linkOf, viewOf } from './case-view.ts'
import type { AskedCommand, Handlers } from './handlers.ts'
import { proveStaff } from './staff-proof.ts'

/** How long a supervisor's proof is good for (security rule: 120 seconds, monotonic time). */
export const GRANT_MS = 120_000
/** Wrong endings typed back before the proof is void: the paper is in the supervisor's hand. */
const TYPE_BACKS_MAX = 3

/** Why a decision may not be taken at all, whichever it is. */
type Deciding = Refusal<
  | 'approval-missing'
  | 'approval-expired'
  | 'approver-is-maker'
  | 'approver-not-supervisor'
  | 'case-unknown'
  | 'case-changed'
>

/**
 * Four eyes, as the bank would read it out: a supervisor, in person, who has not written a word of this case, and
 * who has just proven themselves for exactly this version of it.
 */
export function decideApproval(
  grant: Grant | undefined,
  row: Kept<CaseRow> | undefined,
  current: { readonly hash: string; readonly approver: Staff | undefined; readonly hands: readonly string[] },
  now: Reading,
): Result<Kept<CaseRow>, Deciding> {
  if (grant === undefined) return refuse('approval-missing', {})
  if (now.mono >= grant.until || grant.wrongTypeBacks >= TYPE_BACKS_MAX) return refuse('approval-expired', {})
  if (row === undefined) return refuse('case-unknown', { caseNo: grant.caseNo })
  if (
    row.version !== grant.version ||
    row.content_hash !== grant.contentHash ||
    current.hash !== grant.contentHash
  ) {
    return refuse('case-changed', { caseNo: row.case_no, version: row.version })
  }
  if (current.approver?.role !== 'supervisor') return refuse('approver-not-supervisor', {})
  if (current.hands.includes(current.approver.person))
    return refuse('approver-is-maker', { caseNo: row.case_no })
  return ok(row)
}

/** The case this window was opened for, with its grant judged and taken. A grant is used up by being decided with. */
function judge({
  caller,
  db,
  now,
  premises,
}: AskedCommand): Result<{ approval: Approval; grant: Grant; row: Kept<CaseRow> }, Deciding> {
  const { approval } = premises
  const grant = approval?.window === caller.window ? approval.grant : undefined
  const row = grant === undefined ? undefined : db.cases.find(grant.caseNo)
  const decision = decideApproval(
    grant,
    row,
    {
      hash: row === undefined ? '' : contentHash(row, contractOf(db, row)),
      approver: grant === undefined ? undefined : db.people.find(grant.approver.staff),
      hands: row === undefined ? [] : db.cases.hands(row.case_no),
    },
    now,
  )
  if (!decision.ok) return decision
  if (approval === undefined || grant === undefined) return refuse('approval-missing', {})
  return ok({ approval, grant, row: decision.value })
}

export const approvalHandlers: Handlers<
  | 'approval.open'
  | 'approval.view'
  | 'approval.prove'
  | 'approval.approve'
  | 'approval.send-back'
  | 'approval.reject'
  | 'approval.close'
> = {
  'approval.open': async ({ caseNo }, { premises }) => {
    const { branch, session } = premises
    const row = branch?.store.read.cases.find(caseNo)
    if (row === undefined || session === undefined) return refuse('case-unknown', { caseNo })
    if (premises.approval !== undefined)
      return refuse('approval-window-open', { caseNo: premises.approval.caseNo })
    const next = advance(caseLife, row.state, 'approve', caseNo)
    if (!next.ok) return next
    const window = await premises.around.windows.openApproval()
    premises.approval = { window, caseNo, openedBy: session.staff.staff, grant: undefined }
    premises.around.changed()
    return ok({})
  },

  'approval.view': (_request, { caller, db, now, premises }) => {
    const { approval, branch, session } = premises
    if (approval?.window !== caller.window || branch === undefined)
      return refuse('case-unknown', { caseNo: '' })
    const row = db.cases.find(approval.caseNo)
    if (row === undefined || row.submitted_at === null)
      return refuse('case-unknown', { caseNo: approval.caseNo })
    const view = viewOf(db, branch.store.trail, row, branch.branchNo, undefined, now)
    return ok({
      case: withoutEndings(view),
      makerName: view.makerName,
      submittedAt: row.submitted_at,
      expected: session?.staff.role === 'supervisor' ? session.staff.staff : null,
    })
  },

  'approval.prove': async ({ staff, passphrase, code }, { caller, premises }) => {
    const { approval, branch, session } = premises
    if (approval?.window !== caller.window || branch === undefined || session === undefined)
      return refuse('case-unknown', { caseNo: '' })
    const row = branch.store.read.cases.find(approval.caseNo)
    if (row === undefined) return refuse('case-unknown', { caseNo: approval.caseNo })
    const next = advance(caseLife, row.state, 'approve', row.case_no)
    if (!next.ok) return next
    const hash = contentHash(row, contractOf(branch.store.read, row))
    if (row.content_hash !== hash)
      return refuse('case-changed', { caseNo: row.case_no, version: row.version })
    approval.grant = undefined

    const proving = {
      operation: 'approval.prove',
      session: session.id,
      as: () => ({ event: 'approver.proven' as const, facts: { caseNo: row.case_no } }),
    }
    const proven = await proveStaff(premises, branch, proving, staff, passphrase, code)
    if (!proven.ok) return proven
    const approver = proven.value
    if (approver.role !== 'supervisor') return refuse('approver-not-supervisor', {})
    if (branch.store.read.cases.hands(row.case_no).includes(approver.person)) {
      return refuse('approver-is-maker', { caseNo: row.case_no })
    }
    if (premises.approval !== approval) return refuse('case-unknown', { caseNo: row.case_no })
    approval.grant = {
      id: randomUUID(),
      approver,
      caseNo: row.case_no,
      version: row.version,
      contentHash: hash,
      until: premises.around.clock.read().mono + GRANT_MS,
      wrongTypeBacks: 0,
    }
    return ok({ name: approver.name, secondsLeft: GRANT_MS / 1000 })
  },

  'approval.approve': ({ seal, typeBack }, asked) => {
    const judged = judge(asked)
    if (!judged.ok) return judged
    const { approval, grant, row } = judged.value
    const { db, now, premises } = asked
    const next = advance(caseLife, row.state, 'approve', row.case_no)
    if (!next.ok) return next
    // The earliest time of registration is counted from this moment, so it must be one. Sending back needs no clock.
    if (now.state !== 'trusted') return refuse('clock-untrusted', { clock: now.state })
    if (seal !== 'matches') return refuse('seal-not-matching', {})
    if (row.old_serial === null) return refuse('target-has-no-token', {})
    if (foldSerial(typeBack) !== row.old_serial.slice(-HIDDEN.length)) {
      grant.wrongTypeBacks += 1
      return refuse('type-back-wrong', {})
    }
    const link = linkOf(db, row)
    if (link === undefined || link.serial !== row.old_serial) {
      return refuse('case-changed', { caseNo: row.case_no, version: row.version })
    }
    const detached = advance(registrationLife, link.registration, 'detach', row.old_serial)
    if (!detached.ok) return detached

    const profile = profileOf(row.service)
    const { reason } = intakeOf(row)
    decide(db, row, grant, 'approve', seal, null, now)
    db.tokens.changeLink(
      link,
      {
        serial: null,
        medium: null,
        registration: detached.value,
        authentication: 'none',
        token_expiry: null,
        decided_by: 'desk',
      },
      { event: 'detached', at: now.instant, caseNo: row.case_no },
    )
    const token = db.tokens.find(row.old_serial)
    if (token !== undefined && token.tombstone === null) {
      // Lost and stolen tokens never come back to anyone; one whose ID dies with the app does not either.
      if (reason === 'lost' || reason === 'stolen') db.tokens.change(token, { tombstone: reason })
      else if (profile.reuseAfterRevoke === 'no') db.tokens.change(token, { tombstone: 'retired' })
    }
    const branchNo = premises.branch?.branchNo ?? '000'
    const receiptNo = ReceiptNo.parse(`R-${branchNo}-${String(db.cases.lastReceipt() + 1).padStart(6, '0')}`)
    db.cases.change(row, {
      state: next.value,
      since: now.instant,
      version: row.version + 1,
      receipt_no: receiptNo,
      executed_at: now.instant,
      approver: grant.approver.staff,
      earliest_registration: earliestReissue(profile, now.instant).earliest,
    })
    db.search.add('receipt', receiptNo, row.contract_no, '', row.case_no)
    approval.grant = undefined
    return ok({
      output: { receiptNo },
      audit: {
        event: 'case.executed',
        object: row.case_no,
        facts: {
          receiptNo,
          serial: row.old_serial,
          contentHash: grant.contentHash,
          grant: grant.id,
          registration: { before: link.registration, after: detached.value },
        },
      },
    })
  },

  'approval.send-back': ({ reason }, asked) => end(asked, 'send-back', reason),
  'approval.reject': ({ reason }, asked) => end(asked, 'reject', reason),

  'approval.close': async (_request, { caller, premises }) => {
    if (premises.approval?.window === caller.window) premises.dropApproval()
    premises.around.changed()
    return ok({})
  },
}

/** Sending back returns the case to its writer; rejecting ends it. Both want a reason, and both are decisions. */
function end(asked: AskedCommand, decision: 'send-back' | 'reject', reason: string) {
  const judged = judge(asked)
  if (!judged.ok) return judged
  const { approval, grant, row } = judged.value
  const { db, now } = asked
  const next = advance(caseLife, row.state, decision, row.case_no)
  if (!next.ok) return next
  if (reason.trim() === '') return refuse('reason-needed', {})
  decide(db, row, grant, decision, null, reason, now)
  db.cases.change(row, {
    state: next.value,
    since: now.instant,
    version: row.version + 1,
    content_hash: null,
    ...(decision === 'send-back' ? { sent_back_reason: reason } : { closed_at: now.instant }),
  })
  approval.grant = undefined
  return ok({
    output: {},
    audit: {
      event: decision === 'send-back' ? ('case.sent-back' as const) : ('case.rejected' as const),
      object: row.case_no,
      facts: { reason, grant: grant.id },
    },
  })
}

function decide(
  db: Writes,
  row: CaseRow,
  grant: Grant,
  decision: 'approve' | 'send-back' | 'reject',
  seal: 'matches' | null,
  reason: string | null,
  now: Reading,
): void {
  db.cases.decide({
    approval: grant.id,
    case_no: row.case_no,
    version: row.version,
    content_hash: grant.contentHash,
    maker_person: db.people.row(row.maker)?.person ?? row.maker,
    approver: grant.approver.staff,
    approver_person: grant.approver.person,
    decision,
    seal,
    reason,
    at: now.instant,
  })
}

/** Nothing in the approval window may give away the four characters that the supervisor must read from the paper. */
function withoutEndings(view: CaseView) {
  const hide = (text: string | null) =>
    text === null ? null : text.length <= HIDDEN.length ? HIDDEN : text.slice(0, -HIDDEN.length) + HIDDEN
  return {
    ...view,
    oldSerial: hide(view.oldSerial),
    newSerial: hide(view.newSerial),
    intake: { ...view.intake, oldSerial: hide(view.intake.oldSerial) },
    store: { ...view.store, oldSerial: hide(view.store.oldSerial) },
    touched: view.touched.map((touched) => ({ ...touched, serial: hide(touched.serial) })),
  }
}
