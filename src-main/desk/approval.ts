import { randomUUID } from 'node:crypto'
import type { ApprovalRow, CaseRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Reads, Writes } from '#main/store/tables'
import { type CaseAsk, unasked } from '#shared/asks'
import { type CaseEvent, type CaseState, caseLife } from '#shared/cases'
import { differences } from '#shared/differences'
import { ReceiptNo } from '#shared/ids'
import { endsOf, jobs } from '#shared/jobs'
import { advance } from '#shared/life'
import type { MasterContract } from '#shared/master'
import type { RequestOf } from '#shared/operations'
import { type ApprovalView, HIDDEN } from '#shared/operations/approval'
import type { CaseView } from '#shared/operations/cases'
import { earliestReissue } from '#shared/profile-rules'
import type { ServiceProfile } from '#shared/profiles'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import { givesUpOldToken } from '#shared/stock'
import { foldSerial } from '#shared/text/serial'
import { clockRefusal, type Reading } from '../clock.ts'
import type { Approval, Grant } from '../premises.ts'
import { isRelated } from './blast.ts'
import {
  askOf,
  contentHash,
  contractOf,
  linkOf,
  profileFor,
  secondCheckerOf,
  serialOf,
  typeBackOf,
  viewOf,
} from './case-view.ts'
import { actsAsSupervisor } from './day.ts'
import { execute, stillStopped } from './effects.ts'
import { lastReceiptNumber } from './given-numbers.ts'
import type { AskedCommand, Handlers } from './handlers.ts'
import { followLosses } from './losses.ts'
import { pauseOf } from './pace.ts'
import { letGo, promise } from './parcels.ts'
import { proveStaff } from './staff-proof.ts'
import { settleDifference } from './stocktakes.ts'

/** How long a supervisor's proof is good for (security rule: 120 seconds, monotonic time). */
export const GRANT_MS = 120_000
/** Wrong endings typed back before the proof is void: the paper is in the supervisor's hand. */
const TYPE_BACKS_MAX = 3

/** Why a decision may not be taken at all, whichever it is. */
type Deciding = Refusal<
  | 'approval-missing'
  | 'approval-expired'
  | 'approver-is-maker'
  | 'approver-was-first'
  | 'approver-not-supervisor'
  | 'staff-related'
  | 'case-unknown'
  | 'case-changed'
>

/** What a supervisor may know about the person who decides. */
type Deciders = {
  readonly hash: string
  readonly approver: Staff | undefined
  /** Everybody who has written in the case, as persons. */
  readonly hands: readonly string[]
  /** The first of two, where they have agreed already. */
  readonly first: string | null
  readonly related: boolean
  /** Whether the approver stands in for a supervisor today. */
  readonly deputy?: boolean
}

/**
 * Four eyes, as the bank would read it out: a supervisor or today's deputy, in person, who has not written a word of this case, is not
 * related to its customer, has not been the first of two, and who has just proven themselves for exactly this version.
 */
export function decideApproval(
  grant: Grant | undefined,
  row: Kept<CaseRow> | undefined,
  current: Deciders,
  now: Reading,
): Result<Kept<CaseRow>, Deciding> {
  if (grant === undefined) return refuse('approval-missing', {})
  if (now.mono >= grant.until || grant.wrongTypeBacks >= TYPE_BACKS_MAX) return refuse('approval-expired', {})
  if (row === undefined) return refuse('case-unknown', { caseNo: grant.caseNo })
  if (row.version !== grant.version || current.hash !== grant.contentHash) {
    return refuse('case-changed', { caseNo: row.case_no, version: row.version })
  }
  if (current.approver === undefined || (current.approver.role !== 'supervisor' && current.deputy !== true))
    return refuse('approver-not-supervisor', {})
  const forbidden = forbiddenFor(current.approver.person, row, current)
  return forbidden === undefined ? ok(row) : forbidden
}

/** Why exactly this person may not decide about exactly this case. */
function forbiddenFor(person: string, row: CaseRow, { hands, first, related }: Deciders) {
  if (hands.includes(person)) return refuse('approver-is-maker', { caseNo: row.case_no })
  if (first === person && row.state === 'awaiting-second-approval')
    return refuse('approver-was-first', { caseNo: row.case_no })
  return related ? refuse('staff-related', { contractNo: row.contract_no ?? '' }) : undefined
}

/** What a decision by this person would stand on, read from the store as it is now. */
function decidersOf(db: Reads, row: CaseRow, approver: Staff | undefined, now: Reading): Deciders {
  return {
    hash: hashNow(db, row),
    approver,
    hands: db.cases.hands(row.case_no),
    first: row.first_approver === null ? null : (db.people.row(row.first_approver)?.person ?? null),
    related: approver !== undefined && isRelated(db, row.contract_no, approver.person),
    deputy: approver !== undefined && actsAsSupervisor(db, approver, now),
  }
}

/** The hash of what the window shows; a form that was changed after it was handed in has none that holds. */
function hashNow(db: Reads, row: CaseRow): string {
  const hash = contentHash(row, contractOf(db, row), db.parcels.underWay(row.case_no))
  // A loss is reviewed as it stands, because nobody hands it in.
  return row.kind === 'loss' || row.content_hash === hash ? hash : ''
}

type Decision = ApprovalView['decision']

/** Two supervisors where the combination rule asks for them; a loss has been carried out already. */
function decisionOf(db: Reads, row: CaseRow, now: Reading): Decision {
  if (row.kind === 'loss') return 'review'
  return row.state === 'awaiting-approval' && secondCheckerOf(db, row, now).needed
    ? 'approve-first'
    : 'approve'
}

/** The event of the case's life a decision is. */
function eventOf(db: Reads, row: CaseRow, decision: Decision): CaseEvent {
  if (decision === 'approve-first') return 'approve-first'
  const ask = askOf(row)
  if (decision === 'approve') {
    const ends = endsOf(ask)
    if (ends === 'dispatch') return 'approve-dispatch'
    return ends === 'approve' ? 'approve' : 'complete'
  }
  return stillStopped(db, row).length === 0 ? 'review-last' : 'review'
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
  const approver = grant === undefined ? undefined : db.people.find(grant.approver.staff)
  const current: Deciders =
    row === undefined
      ? { hash: '', approver, hands: [], first: null, related: false }
      : decidersOf(db, row, approver, now)
  const decision = decideApproval(grant, row, current, now)
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
    if (row === undefined || branch === undefined || session === undefined)
      return refuse('case-unknown', { caseNo })
    if (premises.approval !== undefined)
      return refuse('approval-window-open', { caseNo: premises.approval.caseNo })
    const next = advance(
      caseLife,
      row.state,
      eventOf(branch.store.read, row, decisionOf(branch.store.read, row, premises.around.clock.read())),
      caseNo,
    )
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
    if (row === undefined) return refuse('case-unknown', { caseNo: approval.caseNo })
    const view = viewOf(db, branch.store.trail, row, branch.branchNo, undefined, now)
    const { onPaper } = jobs[row.kind]
    const typeBack = typeBackOf(db, row, contractOf(db, row))
    const ask = askOf(row)
    return ok({
      case: withoutEndings(view, typeBack?.of ?? null),
      makerName: view.makerName,
      submittedAt: row.submitted_at ?? row.opened_at,
      decision: decisionOf(db, row, now),
      typeBack: typeBack?.of ?? null,
      sealCompared: onPaper,
      differences: ask.kind === 'profile-change' ? [...differences(profileFor(db, row), ask.profile)] : [],
      expected: session?.staff.role === 'supervisor' ? session.staff.staff : null,
    })
  },

  'approval.prove': async ({ staff, passphrase, code }, { caller, premises }) => {
    const { approval, branch, session } = premises
    if (approval?.window !== caller.window || branch === undefined || session === undefined)
      return refuse('case-unknown', { caseNo: '' })
    const row = branch.store.read.cases.find(approval.caseNo)
    if (row === undefined) return refuse('case-unknown', { caseNo: approval.caseNo })
    const reads = branch.store.read
    const decision = decisionOf(reads, row, premises.around.clock.read())
    const next = advance(caseLife, row.state, eventOf(reads, row, decision), row.case_no)
    if (!next.ok) return next
    // Said before a passphrase and a code are given away for nothing. A stop is reviewed at any time.
    const person = reads.people.row(staff)?.person
    const pause =
      decision === 'review' || person === undefined
        ? undefined
        : pauseOf(reads, person, premises.around.clock.read())
    if (pause !== undefined) return pause
    const hash = hashNow(reads, row)
    if (hash === '') return refuse('case-changed', { caseNo: row.case_no, version: row.version })
    approval.grant = undefined

    const proving = {
      operation: 'approval.prove',
      session: session.id,
      as: () => ({ event: 'approver.proven' as const, facts: { caseNo: row.case_no } }),
    }
    const proven = await proveStaff(premises, branch, proving, staff, passphrase, code)
    if (!proven.ok) return proven
    const approver = proven.value
    const now = premises.around.clock.read()
    if (!actsAsSupervisor(reads, approver, now)) return refuse('approver-not-supervisor', {})
    const forbidden = forbiddenFor(approver.person, row, decidersOf(reads, row, approver, now))
    if (forbidden !== undefined) return forbidden
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
    const { db, now } = asked
    const decision = decisionOf(db, row, now)
    const next = advance(caseLife, row.state, eventOf(db, row, decision), row.case_no)
    if (!next.ok) return next
    if (decision === 'review') return review(asked, row, grant, next.value, approval)
    // The earliest time of registration is counted from this moment, so it must be one. Sending back needs no clock.
    if (now.state !== 'trusted') return clockRefusal(now)
    const pause = pauseOf(db, grant.approver.person, now)
    if (pause !== undefined) return pause
    const paper = decidePaper(db, row, grant, seal, typeBack)
    if (!paper.ok) return paper
    if (decision === 'approve') return carryOut(asked, row, grant, next.value, approval)

    decide(db, row, grant, 'approve-first', paper.value, null, now)
    db.cases.change(row, { state: next.value, since: now.instant, first_approver: grant.approver.staff })
    approval.grant = undefined
    return ok({
      output: { receiptNo: null, decision },
      audit: {
        event: 'case.first-approved',
        object: row.case_no,
        facts: {
          contentHash: grant.contentHash,
          grant: grant.id,
          because: secondCheckerOf(db, row, now).because,
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

/** The seal compared once more and the number read from the paper: the form was in the approver's hand. */
function decidePaper(
  db: Reads,
  row: CaseRow,
  grant: Grant,
  seal: RequestOf<'approval.approve'>['seal'],
  typeBack: string | null,
): Result<'matches' | null, Refusal<'seal-not-matching' | 'type-back-wrong'>> {
  if (!jobs[row.kind].onPaper) return ok(null)
  if (seal !== 'matches') return refuse('seal-not-matching', {})
  const expected = typeBackOf(db, row, contractOf(db, row))
  if (expected !== null && foldSerial(typeBack ?? '') !== expected.text.slice(-HIDDEN.length)) {
    grant.wrongTypeBacks += 1
    return refuse('type-back-wrong', {})
  }
  return ok('matches')
}

/** Everything the case asks for happens here, together with its receipt and the decision that allows it. */
function carryOut(
  { db, now, premises }: AskedCommand,
  row: Kept<CaseRow>,
  grant: Grant,
  state: CaseState,
  approval: Approval,
) {
  const ask = askOf(row)
  const profile = profileFor(db, row)
  const contract = contractOf(db, row)
  decide(db, row, grant, 'approve', jobs[row.kind].onPaper ? 'matches' : null, null, now)
  const done = effectOf(db, row, ask, contract, profile, grant, now)
  if (!done.ok) return done

  const branchNo = premises.branch?.branchNo ?? '000'
  const receiptNo = jobs[row.kind].onPaper
    ? ReceiptNo.parse(`R-${branchNo}-${String(lastReceiptNumber(db) + 1).padStart(6, '0')}`)
    : null
  const gaveUp = ask.kind === 'hardware' && givesUpOldToken(ask.purpose) && row.old_serial !== null
  const waits =
    gaveUp || (state === 'awaiting-registration' && ask.kind !== 'application' && ask.kind !== 'hardware')
  db.cases.change(row, {
    state,
    since: now.instant,
    version: row.version + 1,
    receipt_no: receiptNo,
    executed_at: now.instant,
    approver: grant.approver.staff,
    earliest_registration: waits ? earliestReissue(profile, now.instant).earliest : null,
    ...(state === 'closed' ? { closed_at: now.instant } : {}),
  })
  if (receiptNo !== null && row.contract_no !== null)
    db.search.add('receipt', receiptNo, row.contract_no, '', row.case_no)
  if (row.contract_no !== null) followLosses(db, row.contract_no, now)
  // Before the commit, on purpose, as wherever a grant is used: where the disk then takes nothing the supervisor proves
  // themselves once more, and no grant can be good twice.
  approval.grant = undefined
  return ok({
    output: { receiptNo, decision: 'approve' as const },
    audit: {
      event: ask.kind === 'profile-change' ? ('profile.changed' as const) : ('case.executed' as const),
      object: row.case_no,
      facts: {
        receiptNo,
        kind: row.kind,
        serial: row.old_serial,
        contentHash: grant.contentHash,
        grant: grant.id,
        moved: done.value,
      },
    },
  })
}

/** What the approval brings about, whatever kind of case it is. */
function effectOf(
  db: Writes,
  row: Kept<CaseRow>,
  ask: CaseAsk,
  contract: MasterContract | undefined,
  profile: ServiceProfile,
  grant: Grant,
  now: Reading,
) {
  if (ask.kind === 'profile-change') return changeProfile(db, row, ask, grant, now)
  if (ask.kind === 'stock-difference') {
    return settleDifference(db, row, ask, { staff: row.maker }, grant.approver, now.instant)
  }
  if (contract === undefined) return refuse('target-has-no-token', {})
  const moved = executeOn(db, row, ask, contract, profile, grant, now)
  if (!moved.ok || ask.kind !== 'hardware') return moved
  const promised = promise(db, row, ask, contract)
  return promised.ok ? moved : promised
}

/** A token other than the one on the form is another case; what the approver compared must still be true. */
function executeOn(
  db: Writes,
  row: Kept<CaseRow>,
  ask: CaseAsk,
  contract: MasterContract,
  profile: ServiceProfile,
  grant: Grant,
  now: Reading,
) {
  if (linkOf(db, row) !== undefined && serialOf(db, row) !== row.old_serial) {
    return refuse('case-changed', { caseNo: row.case_no, version: row.version })
  }
  const by = { staff: row.maker, second: grant.approver.staff }
  return execute(db, row, ask, contract, profile, now.instant, by)
}

/** The next version of a service's description, unless another one came into force meanwhile. */
function changeProfile(
  db: Writes,
  row: CaseRow,
  ask: Extract<CaseAsk, { kind: 'profile-change' }>,
  grant: Grant,
  now: Reading,
) {
  const { version } = db.profiles.current(ask.service)
  if (version !== ask.from) return refuse('profile-moved-on', { version })
  db.profiles.put({
    service: ask.service,
    version: ask.profile.version,
    data: JSON.stringify(ask.profile),
    case_no: row.case_no,
    reason: ask.reason,
    approver: grant.approver.staff,
    since: now.instant,
  })
  return ok([])
}

/** A supervisor has gone through an emergency stop: who called whom, whether a code was read out, the last login. */
function review(
  { db, now }: AskedCommand,
  row: Kept<CaseRow>,
  grant: Grant,
  state: CaseState,
  approval: Approval,
) {
  const ask = askOf(row)
  const lacking = ask.kind === 'loss' ? unasked(ask.report) : []
  if (lacking.length > 0) return refuse('case-incomplete', { fields: lacking })
  decide(db, row, grant, 'review', null, null, now)
  db.cases.change(row, {
    state,
    since: now.instant,
    version: row.version + 1,
    approver: grant.approver.staff,
    ...(state === 'closed' ? { closed_at: now.instant } : {}),
  })
  approval.grant = undefined
  return ok({
    output: { receiptNo: null, decision: 'review' as const },
    audit: {
      event: 'case.reviewed' as const,
      object: row.case_no,
      facts: { contentHash: grant.contentHash, grant: grant.id },
    },
  })
}

/** Sending back returns the case to its writer; rejecting ends it. Both want a reason, and both are decisions. */
function end(asked: AskedCommand, decision: 'send-back' | 'reject', reason: string) {
  const judged = judge(asked)
  if (!judged.ok) return judged
  const { approval, grant, row } = judged.value
  const { db, now } = asked
  const next = advance(caseLife, row.state, decision, row.case_no)
  if (!next.ok) return next
  // Neither a description nor a count has a draft to go back to: it is proposed, or counted, once more.
  if (row.contract_no === null && decision === 'send-back')
    return refuse('state-forbids', { thing: row.case_no, state: row.state, event: decision })
  if (reason.trim() === '') return refuse('reason-needed', {})
  decide(db, row, grant, decision, null, reason, now)
  // What was set aside for a case that ends without it goes back into the safe.
  const freed = decision === 'reject' ? letGo(db, row, grant.approver, now, reason) : ok(null)
  if (!freed.ok) return refuse('state-forbids', { thing: row.case_no, state: row.state, event: decision })
  db.cases.change(row, {
    state: next.value,
    since: now.instant,
    version: row.version + 1,
    content_hash: null,
    first_approver: null,
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
  decision: ApprovalRow['decision'],
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
function withoutEndings(view: CaseView, typeBack: ApprovalView['typeBack']) {
  const hide = (text: string | null) =>
    text === null ? null : text.length <= HIDDEN.length ? HIDDEN : text.slice(0, -HIDDEN.length) + HIDDEN
  return {
    ...view,
    oldSerial: hide(view.oldSerial),
    newSerial: hide(view.newSerial),
    intake: {
      ...view.intake,
      oldSerial: hide(view.intake.oldSerial),
      accountNumber: typeBack === 'account' ? hide(view.intake.accountNumber) : view.intake.accountNumber,
    },
    store:
      view.store === null
        ? null
        : {
            ...view.store,
            oldSerial: hide(view.store.oldSerial),
            // Where the form has no serial, the end of the account is what is typed back.
            accountEnding: typeBack === 'account' ? null : view.store.accountEnding,
          },
    touched: view.touched.map((touched) => ({ ...touched, serial: hide(touched.serial) })),
  }
}
