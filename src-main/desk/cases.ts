import { profileOf } from '#main/profiles/index'
import type { CaseRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Reads, Writes } from '#main/store/tables'
import { type CaseState, caseLife } from '#shared/cases'
import { CaseNo, Serial } from '#shared/ids'
import { emptyIntake, type Intake, type ResetReason } from '#shared/intake'
import { missingFrom } from '#shared/intake-check'
import { advance } from '#shared/life'
import { registrationLife } from '#shared/links'
import type { OwnRefusalOf, RequestOf } from '#shared/operations'
import type { ServiceProfile } from '#shared/profiles'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import type { Situation } from '#shared/router'
import type { Staff } from '#shared/staff'
import { lookAlike } from '#shared/text/serial'
import { westernDate } from '#shared/text/wareki'
import { checkTokenId, type TokenIdCheck } from '#shared/token-id'
import type { Reading } from '../clock.ts'
import { contentHash, contractOf, intakeOf, linkOf, storeSideOf, summaryOf, viewOf } from './case-view.ts'
import { checkTokenCode } from './codes.ts'
import { answerFor } from './contracts.ts'
import type { Handlers } from './handlers.ts'

/** What the customer said at reception becomes the first guess at ⑧ reason on the form; the teller may change it. */
const reasonFor: Partial<Record<Situation, ResetReason>> = {
  'phone-broken': 'broken',
  'old-token-cannot-start': 'broken',
  lost: 'lost',
  stolen: 'stolen',
  uninstalled: 'reinstalled',
  'token-replaced': 'replaced',
  'administrator-changed': 'administrator-changed',
}

type Changing = OwnRefusalOf<'case.save'>

/** The case in the version the person saw, or why not. */
function caseAt(
  db: Reads,
  { caseNo, version }: { caseNo: CaseNo; version: number },
): Result<Kept<CaseRow>, Refusal<'case-unknown' | 'case-changed'>> {
  const row = db.cases.find(caseNo)
  if (row === undefined) return refuse('case-unknown', { caseNo })
  if (row.version !== version) return refuse('case-changed', { caseNo, version: row.version })
  return ok(row)
}

/** Writes the next state of a case, as one version later, and remembers whose hand it was. */
function write(
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

/**
 * A case may be opened where the branch carries the detachment out itself, and where the token is there to be
 * detached. A general user's token is the administrator's business (R-000-46) and wants a reason in writing.
 */
export function decideOpening(
  db: Reads,
  request: RequestOf<'case.open'>,
): Result<{ contract: ReturnType<typeof contractOf> }, OwnRefusalOf<'case.open'>> {
  const { contractNo, target, redirectReason } = request
  const contract = db.contracts.record(contractNo)
  if (contract === undefined) return refuse('contract-unknown', { contractNo })
  const answer = answerFor(contract, request)
  if (!answer.ok) return answer
  const userId = target.kind === 'shared' ? '' : target.userId
  const link = db.tokens.link(contractNo, userId)
  if (link === undefined || link.serial === null) return refuse('target-has-no-token', {})
  if (!advance(registrationLife, link.registration, 'detach', link.serial).ok)
    return refuse('target-has-no-token', {})
  const { outcome, carriedOut, reasonRequired } = answer.value
  if (outcome !== 'branch' || !carriedOut) return refuse('not-a-branch-job', { answer: outcome })
  if (reasonRequired && (redirectReason ?? '').trim() === '') return refuse('reason-needed', {})
  const open = db.cases.openAbout(contractNo, target.kind, userId)
  if (open !== undefined) return refuse('case-open-already', { caseNo: open.case_no })
  return ok({ contract })
}

/** Only a complete form goes before a supervisor, and only about the token the store still has. */
export function decideSubmission(
  row: CaseRow,
  intake: Intake,
  store: ReturnType<typeof storeSideOf>,
): Result<CaseState, OwnRefusalOf<'case.submit'>> {
  const next = advance(caseLife, row.state, 'submit', row.case_no)
  if (!next.ok) return next
  if (store.oldSerial === null) return refuse('target-has-no-token', {})
  const missing = missingFrom(intake, store)
  return missing.length === 0
    ? next
    : refuse('case-incomplete', { fields: [...new Set(missing.map(({ field }) => field))] })
}

export const caseHandlers: Handlers<
  | 'case.open'
  | 'case.view'
  | 'case.list'
  | 'case.counts'
  | 'case.save'
  | 'case.submit'
  | 'case.withdraw'
  | 'case.register'
  | 'case.look-at-serial'
  | 'case.register-later'
  | 'case.close'
> = {
  'case.open': (request, { staff, now, db, premises }) => {
    const decision = decideOpening(db, request)
    if (!decision.ok) return decision
    const { contract } = decision.value
    const { target, situation, redirectReason } = request
    const day = westernDate(now.instant)
    const prefix = `${premises.branch?.branchNo ?? '000'}-${day.slice(2).replaceAll('-', '')}-`
    const caseNo = CaseNo.parse(`${prefix}${String(db.cases.lastOfDay(prefix) + 1).padStart(3, '0')}`)
    db.cases.open({
      case_no: caseNo,
      kind: 'token-detach',
      state: 'draft',
      version: 1,
      service: contract.service,
      profile_version: profileOf(contract.service).version,
      contract_no: request.contractNo,
      target_kind: target.kind,
      target_user: target.kind === 'shared' ? '' : target.userId,
      intake: JSON.stringify({
        ...emptyIntake,
        receivedOn: day,
        reason: reasonFor[situation] ?? null,
        redirectReason,
      }),
      maker: staff.staff,
      opened_at: now.instant,
      since: now.instant,
      submitted_at: null,
      content_hash: null,
      sent_back_reason: null,
      follow_up_on: null,
      receipt_no: null,
      old_serial: null,
      executed_at: null,
      approver: null,
      earliest_registration: null,
      new_serial: null,
      registered_by: null,
      closed_at: null,
    })
    db.cases.touch(caseNo, staff.person, staff.staff, now.instant)
    db.search.add('case', caseNo, request.contractNo, '', caseNo)
    return ok({
      output: { caseNo },
      audit: {
        event: 'case.opened',
        object: caseNo,
        facts: { contractNo: request.contractNo, target, situation },
      },
    })
  },

  'case.view': ({ caseNo }, { db, staff, now, premises }) => {
    const row = db.cases.find(caseNo)
    const { branch } = premises
    if (row === undefined || branch === undefined) return refuse('case-unknown', { caseNo })
    return ok(viewOf(db, branch.store.trail, row, branch.branchNo, staff?.person, now))
  },

  'case.list': ({ list }, { db, staff }) => {
    const rows =
      list === 'awaiting-approval'
        ? db.cases.inState('awaiting-approval')
        : list === 'awaiting-customer'
          ? [...db.cases.inState('awaiting-registration'), ...db.cases.inState('awaiting-relogin')]
          : list === 'ended'
            ? (['closed', 'rejected', 'withdrawn'] as const).flatMap((state) => db.cases.newestInState(state))
            : staff === undefined
              ? []
              : db.cases.openOfStaff(staff.staff)
    return ok(rows.map((row) => summaryOf(db, row, staff?.person)))
  },

  'case.counts': (_request, { db, staff }) =>
    ok({
      mine: staff === undefined ? 0 : db.cases.openOfStaff(staff.staff).length,
      awaitingApproval: db.cases.count('awaiting-approval'),
      awaitingCustomer: db.cases.count('awaiting-registration') + db.cases.count('awaiting-relogin'),
    }),

  'case.save': (request, { staff, now, db }) => {
    const found: Result<Kept<CaseRow>, Changing> = caseAt(db, request)
    if (!found.ok) return found
    const row = found.value
    const next = advance(caseLife, row.state, 'edit', row.case_no)
    if (!next.ok) return next
    const intake = JSON.stringify(request.intake)
    const after = write(db, row, next.value, { intake, content_hash: null }, staff, now)
    return ok({
      output: { version: after.version, savedAt: now.instant },
      audit: {
        event: 'case.saved',
        object: row.case_no,
        facts: { version: after.version, calledBack: row.state === 'awaiting-approval' },
      },
    })
  },

  'case.submit': (request, { staff, now, db, premises }) => {
    const found = caseAt(db, request)
    if (!found.ok) return found
    const row = found.value
    const contract = contractOf(db, row)
    const serial = linkOf(db, row)?.serial ?? null
    const store = storeSideOf(row, contract, premises.branch?.branchNo ?? '', serial, now)
    const decision = decideSubmission(row, intakeOf(row), store)
    if (!decision.ok) return decision
    const submitted = { ...row, old_serial: serial, version: row.version + 1 }
    const hash = contentHash(submitted, contract)
    const after = write(
      db,
      row,
      decision.value,
      { old_serial: serial, submitted_at: now.instant, content_hash: hash, sent_back_reason: null },
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
    const found = caseAt(db, request)
    if (!found.ok) return found
    const row = found.value
    const next = advance(caseLife, row.state, 'withdraw', row.case_no)
    if (!next.ok) return next
    if (request.reason.trim() === '') return refuse('reason-needed', {})
    write(db, row, next.value, { content_hash: null, closed_at: now.instant }, staff, now)
    return ok({
      output: {},
      audit: { event: 'case.withdrawn', object: row.case_no, facts: { reason: request.reason } },
    })
  },

  'case.look-at-serial': ({ caseNo, serial }, { db }) => {
    const row = db.cases.find(caseNo)
    if (row === undefined) return refuse('case-unknown', { caseNo })
    const profile = profileOf(row.service)
    const look = lookAt(db, row, profile, serial)
    return ok({
      serial: look.check.serial,
      finding: look.finding,
      warning: look.check.verdict === 'warn' ? look.check.warning : null,
      suggestion: look.suggestion,
      proof: look.proof,
      periodSeconds: profile.periodSec,
    })
  },

  'case.register': (request, { staff, now, db, premises }) => {
    const found = caseAt(db, request)
    if (!found.ok) return found
    const row = found.value
    const next = advance(caseLife, row.state, 'register', row.case_no)
    if (!next.ok) return next
    // Neither a waiting time nor a code is judged by a clock in doubt (security rule: clock; OTP-06).
    if (now.state !== 'trusted') return refuse('clock-untrusted', { clock: now.state })
    if (row.earliest_registration !== null && now.instant < row.earliest_registration) {
      return refuse('too-early', { earliest: row.earliest_registration })
    }
    const profile = profileOf(row.service)
    const look = lookAt(db, row, profile, request.serial)
    const refused = refusalOfFinding(look, profile, request)
    if (refused !== undefined) return refused

    const serial = Serial.parse(look.check.serial)
    const token = db.tokens.find(serial)
    const link = linkOf(db, row)
    const { branch } = premises
    if (link === undefined || branch === undefined)
      throw new Error(`case ${row.case_no} has no link to register on`)
    const registered = advance(registrationLife, link.registration, 'register', serial)
    if (!registered.ok) return registered

    if (request.proof.kind === 'code') {
      if (token === undefined || token.seed === null) return refuse('code-not-checkable', {})
      const { outcome, triesLeft } = checkTokenCode(db, branch.keys, token, request.proof.code, now)
      if (outcome !== 'accepted') {
        // Refused, and yet something happened: the token remembers the wrong code.
        return ok({
          refusal: refuse('code-refused', {
            reason: outcome,
            triesLeft: outcome === 'wrong' ? triesLeft : null,
          }).error,
          audit: { event: 'code.refused', object: row.case_no, facts: { serial, outcome, triesLeft } },
        })
      }
    } else if (token !== undefined && token.seed !== null) return refuse('code-needed', {})

    const medium = look.check.verdict === 'refused' ? 'soft' : (look.check.kind ?? 'soft')
    if (token === undefined) db.tokens.addVendor(serial, medium, row.service, now.instant)
    db.tokens.changeLink(
      link,
      {
        serial,
        medium,
        registration: registered.value,
        authentication: 'usable',
        decided_by: 'desk',
      },
      { event: 'registered', at: now.instant, caseNo: row.case_no },
    )
    db.search.add('token', serial, row.contract_no, row.target_user)
    const after = write(
      db,
      row,
      next.value,
      { new_serial: serial, registered_by: request.proof.kind, follow_up_on: null },
      staff,
      now,
    )
    return ok({
      output: { version: after.version, serial },
      audit: {
        event: 'case.registered',
        object: row.case_no,
        facts: {
          serial,
          oldSerial: row.old_serial,
          by: request.proof.kind,
          ...(request.warningReason === null ? {} : { reason: request.warningReason }),
        },
      },
    })
  },

  'case.register-later': (request, { staff, now, db }) => {
    const found = caseAt(db, request)
    if (!found.ok) return found
    const row = found.value
    const next = advance(caseLife, row.state, 'postpone', row.case_no)
    if (!next.ok) return next
    if (request.followUpOn < westernDate(now.instant)) return refuse('follow-up-in-past', {})
    const after = write(db, row, next.value, { follow_up_on: request.followUpOn }, staff, now)
    return ok({
      output: { version: after.version },
      audit: { event: 'case.postponed', object: row.case_no, facts: { followUpOn: request.followUpOn } },
    })
  },

  'case.close': (request, { staff, now, db }) => {
    const found = caseAt(db, request)
    if (!found.ok) return found
    const row = found.value
    const next = advance(caseLife, row.state, 'close', row.case_no)
    if (!next.ok) return next
    const reason = (request.reason ?? '').trim()
    if (request.relogin === 'waived' && reason === '') return refuse('waiver-reason-needed', {})
    write(db, row, next.value, { closed_at: now.instant }, staff, now)
    return ok({
      output: {},
      audit: {
        event: 'case.closed',
        object: row.case_no,
        facts: { relogin: request.relogin, ...(reason === '' ? {} : { reason }) },
      },
    })
  },
}

type Look = {
  readonly check: TokenIdCheck
  readonly finding:
    | 'empty'
    | 'good'
    | 'warning'
    | 'malformed'
    | 'not-ours'
    | 'tombstoned'
    | 'in-use'
    | 'is-old'
  readonly suggestion: Serial | null
  readonly proof: 'code' | 'centre' | null
}

/** Everything the desk can say about a serial for the target of a case. It suggests, and never corrects. */
function lookAt(db: Reads, row: CaseRow, profile: ServiceProfile, typed: string): Look {
  const check = checkTokenId(profile, typed)
  const none = { check, suggestion: null, proof: null }
  if (check.verdict === 'refused') {
    return {
      ...none,
      finding: check.reason === 'empty' ? 'empty' : 'malformed',
      suggestion: suggest(db, row, check.serial),
    }
  }
  const parsed = Serial.safeParse(check.serial)
  if (!parsed.success) return { ...none, finding: 'malformed' }
  const serial = parsed.data
  const token = db.tokens.find(serial)
  const proof = token !== undefined && token.seed !== null ? 'code' : 'centre'
  const suggestion = proof === 'code' ? null : suggest(db, row, serial)
  if (token?.tombstone != null) return { ...none, finding: 'tombstoned' }
  if (serial === row.old_serial && profile.reuseAfterRevoke !== 'yes') return { ...none, finding: 'is-old' }
  const link = linkOf(db, row)?.link
  const elsewhere = db.tokens.linksOf(serial).filter((other) => other.link !== link)
  const sharing =
    profile.sharing === 'by-serial' && elsewhere.every(({ contract_no }) => contract_no === row.contract_no)
  if (elsewhere.length > 0 && !sharing) return { ...none, finding: 'in-use' }
  // A form that does not tell software from hardware is taken for hardware: R-002-32 closes the stock, and refusing
  // a good token is noticed at the counter, taking in a foreign one is not.
  if (token === undefined && profile.ownStockOnly === 'yes' && check.kind !== 'soft') {
    return { ...none, finding: 'not-ours', suggestion }
  }
  return { check, finding: check.verdict === 'warn' ? 'warning' : 'good', suggestion, proof }
}

/** A free serial of ours that differs from what was typed only by characters that look alike (R-002-22). */
function suggest(db: Reads, row: CaseRow, serial: string): Serial | null {
  const near = db.tokens.freeOwnSerials(row.service).find((own) => (lookAlike(serial, own)?.length ?? 0) > 0)
  return near === undefined ? null : Serial.parse(near)
}

function refusalOfFinding(
  { check, finding }: Look,
  profile: ServiceProfile,
  { warningReason }: Pick<RequestOf<'case.register'>, 'warningReason'>,
) {
  const { serial } = check
  switch (finding) {
    case 'good':
      return undefined
    case 'warning':
      return (warningReason ?? '').trim() === ''
        ? refuse('serial-warning-unaccepted', {
            serial,
            warning: check.verdict === 'warn' ? check.warning : '',
          })
        : undefined
    case 'empty':
    case 'malformed':
      return refuse('serial-malformed', {
        serial,
        label: profile.tokenIdLabel === 'none' ? '' : profile.tokenIdLabel.ja,
      })
    case 'not-ours':
      return refuse('serial-not-ours', { serial })
    case 'tombstoned':
      return refuse('serial-tombstoned', { serial })
    case 'in-use':
      return refuse('serial-in-use', { serial })
    case 'is-old':
      return refuse('serial-is-old', { serial })
  }
}
