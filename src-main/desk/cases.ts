import type { CaseRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Reads, Writes } from '#main/store/tables'
import type { CaseAsk, HardwareWish } from '#shared/asks'
import { type CaseEvent, type CaseKind, type CaseState, caseLife } from '#shared/cases'
import { CalendarDate, CaseNo } from '#shared/ids'
import { emptyIntake, type Intake, type ResetReason, type Subject } from '#shared/intake'
import { missingFrom } from '#shared/intake-check'
import { advance } from '#shared/life'
import { moveLink } from '#shared/links'
import type { MasterContract } from '#shared/master'
import type { OwnRefusalOf, RequestOf } from '#shared/operations'
import { earliestStart } from '#shared/posting'
import type { ServiceProfile } from '#shared/profiles'
import { type Refusal, refuse } from '#shared/refusals'
import { type Err, ok, type Result } from '#shared/result'
import type { Answer, Situation } from '#shared/router'
import type { Staff } from '#shared/staff'
import { westernDate } from '#shared/text/wareki'
import { unlockReach } from '#shared/touched'
import type { Reading } from '../clock.ts'
import type { Premises } from '../premises.ts'
import { isRelated } from './blast.ts'
import {
  askOf,
  contentHash,
  contractOf,
  fieldsOf,
  intakeOf,
  linkOf,
  profileFor,
  serialOf,
  storeSideOf,
  subjectOf,
  summaryOf,
  viewOf,
} from './case-view.ts'
import { answerFor } from './contracts.ts'
import { hardwareAskOf, modelOf, postingTimesOf } from './dispatch-view.ts'
import { stillStopped } from './effects.ts'
import { lastCaseNumber } from './given-numbers.ts'
import type { Handlers } from './handlers.ts'
import { letGo } from './parcels.ts'

/** What the customer said at reception becomes the first guess at ⑧ reason on the form; the teller may change it. */
const reasonFor: Partial<Record<Situation, ResetReason>> = {
  'phone-broken': 'broken',
  'old-token-cannot-start': 'sim-removed',
  lost: 'lost',
  stolen: 'stolen',
  uninstalled: 'reinstalled',
  'token-replaced': 'changed-without-revoke',
  'token-expired': 'expired',
  'administrator-changed': 'administrator-changed',
  'issue-mail-missing': 'issue-mail-missing',
  'pc-token-ended': 'pc-token-ended',
}

/** The case in the version the person saw, or why not. */
export function caseAt(
  db: Reads,
  { caseNo, version }: { readonly caseNo: CaseNo; readonly version: number },
): Result<Kept<CaseRow>, Refusal<'case-unknown' | 'case-changed'>> {
  const row = db.cases.find(caseNo)
  if (row === undefined) return refuse('case-unknown', { caseNo })
  if (row.version !== version) return refuse('case-changed', { caseNo, version: row.version })
  return ok(row)
}

/** The same, where an event may happen to it. */
export function caseFor(
  db: Reads,
  request: { readonly caseNo: CaseNo; readonly version: number },
  event: CaseEvent,
): Result<
  { readonly row: Kept<CaseRow>; readonly next: CaseState },
  Refusal<'case-unknown' | 'case-changed' | 'state-forbids'>
> {
  const found = caseAt(db, request)
  if (!found.ok) return found
  const next = advance(caseLife, found.value.state, event, found.value.case_no)
  return next.ok ? ok({ row: found.value, next: next.value }) : next
}

/** Whoever is related to the customer takes no part in the case (MC-08), whatever is left to do in it. */
export const forbiddenPart = (
  db: Reads,
  row: CaseRow,
  staff: Staff,
): Err<Refusal<'staff-related'>> | undefined =>
  isRelated(db, row.contract_no, staff.person)
    ? refuse('staff-related', { contractNo: row.contract_no ?? '' })
    : undefined

/** As `caseFor`, for somebody who may take part in it. */
export function partIn(
  db: Reads,
  request: { readonly caseNo: CaseNo; readonly version: number },
  event: CaseEvent,
  staff: Staff,
): ReturnType<typeof caseFor> | Err<Refusal<'staff-related'>> {
  const found = caseFor(db, request, event)
  return found.ok ? (forbiddenPart(db, found.value.row, staff) ?? found) : found
}

/** Writes the next state of a case, as one version later, and remembers whose hand it was. */
export function write(
  db: Writes,
  row: Kept<CaseRow>,
  state: CaseState,
  changes: Partial<CaseRow>,
  staff: Staff,
  now: Reading,
): Kept<CaseRow> {
  db.cases.touch(row.case_no, staff.person, staff.staff, now.instant)
  const since = state === row.state ? row.since : now.instant
  return db.cases.change(row, { ...changes, state, since, version: row.version + 1 })
}

/** A new case, with its number and its place in the search. The number counts up within the branch's day. */
export function openCase(
  db: Writes,
  premises: Premises,
  staff: Staff,
  now: Reading,
  what: {
    readonly kind: CaseKind
    readonly state: CaseState
    readonly contract: MasterContract | undefined
    readonly service: CaseRow['service']
    readonly profileVersion: number
    readonly subject: Subject
    readonly ask: CaseAsk
    readonly exception: string | null
    readonly intake: Partial<Intake>
    readonly linkedCase: CaseNo | null
    readonly oldSerial: CaseRow['old_serial']
  },
): Kept<CaseRow> {
  const day = westernDate(now.instant)
  const prefix = `${premises.branch?.branchNo ?? '000'}-${day.slice(2).replaceAll('-', '')}-`
  const caseNo = CaseNo.parse(`${prefix}${String(lastCaseNumber(db, prefix) + 1).padStart(3, '0')}`)
  const contractNo = (what.contract?.contractNo ?? null) as CaseRow['contract_no']
  const row = db.cases.open({
    case_no: caseNo,
    kind: what.kind,
    state: what.state,
    version: 1,
    service: what.service,
    profile_version: what.profileVersion,
    contract_no: contractNo,
    target_kind: what.subject.kind,
    target_user: what.subject.kind === 'user' ? what.subject.userId : '',
    ask: JSON.stringify(what.ask),
    intake: JSON.stringify({ ...emptyIntake, receivedOn: day, ...what.intake }),
    exception: what.exception,
    maker: staff.staff,
    keeper: staff.staff,
    opened_at: now.instant,
    since: now.instant,
    submitted_at: null,
    content_hash: null,
    sent_back_reason: null,
    follow_up_on: null,
    linked_case: what.linkedCase,
    called_back_at: null,
    called_back_by: null,
    call_reached: null,
    receipt_no: null,
    old_serial: what.oldSerial,
    executed_at: null,
    first_approver: null,
    approver: null,
    earliest_registration: null,
    new_serial: null,
    registered_by: null,
    closed_at: null,
  })
  db.cases.touch(caseNo, staff.person, staff.staff, now.instant)
  if (contractNo !== null) db.search.add('case', caseNo, contractNo, '', caseNo)
  return row
}

type Opening = {
  readonly contract: MasterContract
  readonly answer: Answer
  readonly ask: CaseAsk
  readonly subject: Subject
  readonly linkedCase: CaseNo | null
}

/**
 * A case may be opened where the branch carries the job out itself, and where there is something to carry out. Who
 * could be helped by their own administrator wants a reason in writing (R-000-46).
 */
export function decideOpening(
  db: Reads,
  request: RequestOf<'case.open'>,
  person: string,
  now: Reading,
): Result<Opening, OwnRefusalOf<'case.open'>> {
  const { contractNo, redirectReason } = request
  const contract = db.contracts.record(contractNo)
  if (contract === undefined) return refuse('contract-unknown', { contractNo })
  if (isRelated(db, contractNo, person)) return refuse('staff-related', { contractNo })
  const profile = db.profiles.current(contract.service)
  const answer = answerFor(profile, contract, request)
  if (!answer.ok) return answer
  const { outcome, job, reasonRequired } = answer.value
  if (outcome !== 'branch' || job === null) {
    return answer.value.reasons[0]?.code === 'no-token-registered'
      ? refuse('target-has-no-token', {})
      : refuse('not-a-branch-job', { answer: outcome })
  }
  if (reasonRequired && (redirectReason ?? '').trim() === '') return refuse('reason-needed', {})
  const asked = askFor(db, job, contract, request, now)
  if (!asked.ok) return asked
  const { ask, subject } = asked.value

  const concerned = usersConcerned(ask, subject, contract)
  const open = db.cases.openOfContract(contractNo)
  const rival = open.find(
    (row) =>
      row.kind !== 'loss' && concernedBy(db, row, contract).some((userId) => concerned.includes(userId)),
  )
  if (rival !== undefined) return refuse('case-open-already', { caseNo: rival.case_no })
  const loss = open.find(
    (row) => row.kind === 'loss' && stillStopped(db, row).some((userId) => concerned.includes(userId)),
  )
  return ok({ contract, answer: answer.value, ask, subject, linkedCase: loss?.case_no ?? null })
}

/** What is asked for, in the shape of its job, where it can be carried out at all. */
function askFor(
  db: Reads,
  job: CaseKind,
  contract: MasterContract,
  { target, wish }: RequestOf<'case.open'>,
  now: Reading,
): Result<{ readonly ask: CaseAsk; readonly subject: Subject }, OwnRefusalOf<'case.open'>> {
  const profile = db.profiles.current(contract.service)
  const users = contract.users.map(({ userId, token, authentication }) => ({
    userId,
    serial: token,
    authentication,
  }))
  switch (job) {
    case 'token-detach':
    case 'reissue': {
      const link = db.tokens.link(contract.contractNo, target.kind === 'shared' ? '' : target.userId)
      const event = profile.resetVerb === 'revoke' ? 'revoke' : 'detach'
      if (link === undefined || link.registration === 'none' || !moveLink(link, event, link.link).ok)
        return refuse('target-has-no-token', {})
      return ok({ ask: { kind: job }, subject: target })
    }
    case 'unlock': {
      const chosen = wish.users.length > 0 ? wish.users : target.kind === 'user' ? [target.userId] : []
      const reach = unlockReach(profile, chosen, users)
      if (reach.length === 0) return refuse('users-needed', {})
      return ok({
        ask: { kind: 'unlock', users: [...reach], alsoReissue: wish.alsoReissue },
        subject: { kind: 'contract' },
      })
    }
    case 'application': {
      const able = contract.users.filter(
        ({ userId, registration, authentication }) =>
          wish.users.includes(userId) && moveLink({ registration, authentication }, 'issue', userId).ok,
      )
      if (able.length === 0 || able.length !== wish.users.length) return refuse('users-needed', {})
      return ok({
        ask: { kind: 'application', users: able.map(({ userId }) => userId) },
        subject: { kind: 'contract' },
      })
    }
    case 'opt-out':
      return ok({ ask: { kind: 'opt-out' }, subject: target })
    case 'usage-mode': {
      const to = wish.usageMode
      if (to === null || to === contract.usageMode) return refuse('users-needed', {})
      return ok({
        ask: { kind: 'usage-mode', from: contract.usageMode, to },
        subject: { kind: 'contract' },
      })
    }
    case 'hardware':
      return hardwareAsk(db, contract, profile, target, wish.hardware, now)
    // None begins at reception: a loss by the emergency stop, the others from their own screens.
    case 'loss':
    case 'resume':
    case 'profile-change':
    case 'stock-difference':
      return refuse('not-a-branch-job', { answer: 'branch' })
  }
}

/**
 * What is applied for, where the service sends such a token, the user can begin with one, and the start date can be kept
 * (R-003-07). A shared serial must be a colleague's of the same contract (R-003-15).
 */
function hardwareAsk(
  db: Reads,
  contract: MasterContract,
  profile: ServiceProfile,
  target: RequestOf<'case.open'>['target'],
  wish: HardwareWish | null,
  now: Reading,
): Result<{ readonly ask: CaseAsk; readonly subject: Subject }, OwnRefusalOf<'case.open'>> {
  if (wish === null || modelOf(profile, wish.model) === undefined)
    return refuse('model-unknown', { model: wish?.model ?? '' })
  if (wish.share !== null) {
    const colleagues = db.tokens.linksOf(wish.share)
    const sharable =
      profile.sharing === 'by-serial' &&
      colleagues.some(({ contract_no, authentication }) => {
        return contract_no === contract.contractNo && authentication !== 'suspended'
      })
    if (!sharable) return refuse('serial-not-ours', { serial: wish.share })
  }
  if (profile.startDateRule === 'none' && wish.startOn !== null) return refuse('start-not-in-service', {})
  if (profile.startDateRule !== 'none') {
    const times = postingTimesOf(profile, wish.share === null ? wish.delivery : 'counter')
    const today = CalendarDate.parse(westernDate(now.instant))
    const earliest = times === undefined ? 'unknown' : earliestStart(today, times)
    if (wish.startOn === null || (earliest !== 'unknown' && wish.startOn < earliest))
      return refuse('start-too-soon', { earliest: earliest === 'unknown' ? today : earliest })
  }
  return ok({ ask: { kind: 'hardware', ...wish }, subject: target })
}

/** Users whose token a job is about; `''` is the shared one. Two open jobs about one token would overtake each other. */
function usersConcerned(ask: CaseAsk, subject: Subject, contract: MasterContract): readonly string[] {
  if ('users' in ask) return ask.users
  if (ask.kind === 'usage-mode') return ['', ...contract.users.map(({ userId }) => userId)]
  if (subject.kind === 'shared') return ['']
  return subject.kind === 'user' ? [subject.userId] : []
}

/** The same for a case that is open; lifting a stop is about everybody whom that stop still holds. */
function concernedBy(db: Reads, row: CaseRow, contract: MasterContract): readonly string[] {
  const ask = askOf(row)
  if (ask.kind !== 'resume') return usersConcerned(ask, subjectOf(row), contract)
  const loss = db.cases.find(ask.lossCase)
  return loss === undefined ? [] : stillStopped(db, loss)
}

/** Only a complete form goes before a supervisor, and only about a token that is still there. */
export function decideSubmission(
  db: Reads,
  row: CaseRow,
  store: ReturnType<typeof storeSideOf>,
): Result<CaseState, OwnRefusalOf<'case.submit'>> {
  const next = advance(caseLife, row.state, 'submit', row.case_no)
  if (!next.ok) return next
  const takesAway = row.kind === 'token-detach' || row.kind === 'reissue'
  if (takesAway && linkOf(db, row)?.registration === 'none') return refuse('target-has-no-token', {})
  const hardware = hardwareAskOf(row)
  // Whoever approves agrees to a certain token; one that is shared is with the customer already.
  if (hardware !== undefined && hardware.share === null && db.parcels.underWay(row.case_no) === undefined)
    return refuse('not-allocated', {})
  const missing = missingFrom(intakeOf(row), store, fieldsOf(db, row))
  return missing.length === 0
    ? next
    : refuse('case-incomplete', { fields: [...new Set(missing.map(({ field }) => field))] })
}

/** Everything somebody may do to a case without taking it any further: noted, counted as a version, recorded. */
export const caseHandlers: Handlers<
  | 'case.open'
  | 'case.view'
  | 'case.list'
  | 'case.counts'
  | 'case.save'
  | 'case.submit'
  | 'case.withdraw'
  | 'case.close'
  | 'case.hand-over'
  | 'case.call-back'
  | 'staff.colleagues'
> = {
  'case.open': (request, { staff, now, db, premises }) => {
    const decision = decideOpening(db, request, staff.person, now)
    if (!decision.ok) return decision
    const { contract, answer, ask, subject, linkedCase } = decision.value
    const { situation, redirectReason, contractNo } = request
    const row = openCase(db, premises, staff, now, {
      kind: ask.kind,
      state: 'draft',
      contract,
      service: contract.service,
      profileVersion: db.profiles.current(contract.service).version,
      subject,
      ask,
      exception: answer.exception,
      intake: { reason: reasonFor[situation] ?? null, redirectReason },
      linkedCase,
      oldSerial: null,
    })
    return ok({
      output: { caseNo: row.case_no, kind: row.kind },
      audit: {
        event: 'case.opened',
        object: row.case_no,
        facts: { contractNo, kind: row.kind, subject, situation, linkedCase },
      },
    })
  },

  'case.view': ({ caseNo }, { db, staff, now, premises }) => {
    const row = db.cases.find(caseNo)
    const { branch } = premises
    if (row === undefined || branch === undefined) return refuse('case-unknown', { caseNo })
    return ok(viewOf(db, branch.store.trail, row, branch.branchNo, staff?.person, now))
  },

  'case.list': ({ list }, { db, staff, now }) =>
    ok(rowsOf(db, list, staff, now).map((row) => summaryOf(db, row, staff?.person))),

  'case.counts': (_request, { db, staff, now }) => {
    const awaitingTime = db.cases.countForTime(now.instant)
    return ok({
      mine: staff === undefined ? 0 : db.cases.openOfKeeper(staff.staff).length,
      awaitingApproval:
        db.cases.count('awaiting-approval') +
        db.cases.count('awaiting-second-approval') +
        db.cases.count('awaiting-review'),
      awaitingCustomer:
        db.cases.count('awaiting-registration') + db.cases.count('awaiting-relogin') - awaitingTime,
      awaitingTime,
      losses: db.cases.count('awaiting-review') + db.cases.count('awaiting-papers'),
    })
  },

  'case.save': (request, { staff, now, db }) => {
    const found = partIn(db, request, 'edit', staff)
    if (!found.ok) return found
    const { row, next } = found.value
    // What is proposed about a service is written once; another wording is another proposal.
    if (row.contract_no === null)
      return refuse('state-forbids', { thing: row.case_no, state: row.state, event: 'edit' })
    const intake = JSON.stringify(request.intake)
    const after = write(db, row, next, { intake, content_hash: null, first_approver: null }, staff, now)
    return ok({
      output: { version: after.version, savedAt: now.instant },
      audit: {
        event: 'case.saved',
        object: row.case_no,
        facts: { version: after.version, calledBack: row.state !== 'draft' },
      },
    })
  },

  'case.submit': (request, { staff, now, db, premises }) => {
    const found = caseAt(db, request)
    if (!found.ok) return found
    const row = found.value
    const contract = contractOf(db, row)
    if (contract === undefined)
      return refuse('state-forbids', { thing: row.case_no, state: row.state, event: 'submit' })
    const forbidden = forbiddenPart(db, row, staff)
    if (forbidden !== undefined) return forbidden
    const serial = serialOf(db, row) ?? row.old_serial
    const store = storeSideOf(db, row, contract, premises.branch?.branchNo ?? '', serial, now)
    const decision = decideSubmission(db, row, store)
    if (!decision.ok) return decision
    // The form is judged by the description the case was taken under; a newer one means asking the router again.
    const profile = profileFor(db, row)
    const inForce = db.profiles.current(row.service).version
    if (profile.version !== inForce) return refuse('profile-moved-on', { version: inForce })
    const submitted = { ...row, old_serial: serial, version: row.version + 1 }
    const hash = contentHash(submitted, contract, db.parcels.underWay(row.case_no))
    const after = write(
      db,
      row,
      decision.value,
      {
        old_serial: serial,
        submitted_at: now.instant,
        content_hash: hash,
        sent_back_reason: null,
        first_approver: null,
      },
      staff,
      now,
    )
    return ok({
      output: { version: after.version },
      audit: {
        event: 'case.submitted',
        object: row.case_no,
        facts: { version: after.version, contentHash: hash },
      },
    })
  },

  'case.withdraw': (request, { staff, now, db }) => {
    const found = partIn(db, request, 'withdraw', staff)
    if (!found.ok) return found
    const { row, next } = found.value
    if (request.reason.trim() === '') return refuse('reason-needed', {})
    const freed = letGo(db, row, staff, now, request.reason)
    if (!freed.ok) return refuse('state-forbids', { thing: row.case_no, state: row.state, event: 'withdraw' })
    write(db, row, next, { content_hash: null, closed_at: now.instant }, staff, now)
    return ok({
      output: {},
      audit: {
        event: 'case.withdrawn',
        object: row.case_no,
        facts: { reason: request.reason, ...(freed.value === null ? {} : { moved: [freed.value] }) },
      },
    })
  },

  'case.close': (request, { staff, now, db }) => {
    const found = partIn(db, request, 'close', staff)
    if (!found.ok) return found
    const { row, next } = found.value
    const reason = (request.reason ?? '').trim()
    if (request.relogin === 'waived' && reason === '') return refuse('waiver-reason-needed', {})
    write(db, row, next, { closed_at: now.instant }, staff, now)
    return ok({
      output: {},
      audit: {
        event: 'case.closed',
        object: row.case_no,
        facts: { relogin: request.relogin, ...(reason === '' ? {} : { reason }) },
      },
    })
  },

  'case.hand-over': (request, { staff, db }) => {
    const found = caseFor(db, request, 'hand-over')
    if (!found.ok) return found
    const { row } = found.value
    const to = db.people.find(request.to)
    if (to === undefined || !isClerk(to)) return refuse('colleague-unknown', { staff: request.to })
    if (isRelated(db, row.contract_no, to.person))
      return refuse('staff-related', { contractNo: row.contract_no ?? '' })
    // Whose case it is says nothing about what it asks for: an approval under way stays bound to the same content.
    const after = db.cases.change(row, { keeper: to.staff })
    return ok({
      output: { version: after.version },
      audit: {
        event: 'case.handed-over',
        object: row.case_no,
        facts: { from: row.keeper, to: to.staff, by: staff.staff, note: request.note },
      },
    })
  },

  'case.call-back': (request, { staff, now, db }) => {
    const found = partIn(db, request, 'call-back', staff)
    if (!found.ok) return found
    const { row } = found.value
    const after = db.cases.change(row, {
      called_back_at: now.instant,
      called_back_by: staff.staff,
      call_reached: request.reached ? 1 : 0,
    })
    return ok({
      output: { version: after.version },
      audit: {
        event: 'case.called-back',
        object: row.case_no,
        facts: { reached: request.reached, note: request.note },
      },
    })
  },

  'staff.colleagues': (_request, { db }) =>
    ok(
      db.people
        .everybody()
        .filter(isClerk)
        .map(({ staff, name, role }) => ({ staff, name, role })),
    ),
}

/** Whether somebody of this role may keep cases. */
export const isClerk = ({ role }: Pick<Staff, 'role'>): boolean =>
  role === 'teller' || role === 'supervisor' || role === 'back-office'

/** The rows of one list, each in the order in which it is worked through. */
function rowsOf(
  db: Reads,
  list: RequestOf<'case.list'>['list'],
  staff: Staff | undefined,
  now: Reading,
): readonly CaseRow[] {
  switch (list) {
    case 'mine':
      return staff === undefined ? [] : db.cases.openOfKeeper(staff.staff)
    case 'awaiting-approval':
      return [
        ...db.cases.inState('awaiting-review'),
        ...db.cases.inState('awaiting-approval'),
        ...db.cases.inState('awaiting-second-approval'),
      ]
    case 'awaiting-customer':
      return [
        ...db.cases
          .inState('awaiting-registration')
          .filter(({ earliest_registration: earliest }) => earliest === null || earliest <= now.instant),
        ...db.cases.inState('awaiting-relogin'),
      ]
    case 'awaiting-time':
      return db.cases.waitingForTime(now.instant)
    case 'losses':
      return [...db.cases.inState('awaiting-review'), ...db.cases.inState('awaiting-papers')]
    case 'dispatch':
      return (['awaiting-dispatch', 'returned', 'in-transit'] as const).flatMap((state) =>
        db.cases.inState(state),
      )
    case 'ended':
      return (['closed', 'rejected', 'withdrawn', 'lapsed'] as const).flatMap((state) =>
        db.cases.newestInState(state),
      )
  }
}
