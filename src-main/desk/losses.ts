import type { CaseRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Reads, Writes } from '#main/store/tables'
import { type CaseAsk, emptyReport } from '#shared/asks'
import { caseLife } from '#shared/cases'
import { advance } from '#shared/life'
import type { OwnRefusalOf, RequestOf } from '#shared/operations'
import type { ServiceProfile } from '#shared/profiles'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import type { Reading } from '../clock.ts'
import { isRelated } from './blast.ts'
import { askOf, contractOf, profileFor, subjectOf } from './case-view.ts'
import { caseFor, openCase } from './cases.ts'
import { execute, stillStopped } from './effects.ts'
import type { Handlers } from './handlers.ts'

type LossAsk = Extract<CaseAsk, { kind: 'loss' }>

/** A loss in the state somebody saw it in; any other kind of case is not one. */
function lossFor(
  db: Reads,
  request: { readonly caseNo: CaseRow['case_no']; readonly version: number },
): Result<
  { readonly row: Kept<CaseRow>; readonly ask: LossAsk },
  Refusal<'case-unknown' | 'case-changed' | 'state-forbids'>
> {
  const found = caseFor(db, request, 'note')
  if (!found.ok) return found
  const { row } = found.value
  const ask = askOf(row)
  return ask.kind === 'loss'
    ? ok({ row, ask })
    : refuse('state-forbids', { thing: row.case_no, state: row.state, event: 'note' })
}

/**
 * Whether the branch's own stop may be lifted: never for a stolen token, never for a lost one that was found unless the
 * profile lets its own user have it back, and only while it was not taken away (R-003-41, OTP-04).
 */
export function decideResume(
  ask: LossAsk,
  why: RequestOf<'loss.open-resume'>['why'],
  profile: ServiceProfile,
): Result<null, Refusal<'never-returns'>> {
  // A stop by mistake was no loss at all, and an app that was deleted is not in anybody's hands.
  if (why === 'mistaken-stop') return ok(null)
  if (ask.how === 'stolen') return refuse('never-returns', { tombstone: 'stolen' })
  if (ask.how === 'lost' && (profile.foundAgain === 'never' || why !== 'found' || ask.found === null))
    return refuse('never-returns', { tombstone: 'lost' })
  return ok(null)
}

export const lossHandlers: Handlers<'loss.stop' | 'loss.note' | 'loss.found' | 'loss.open-resume'> = {
  // No clock, no supervisor and no relation keeps anybody from stopping: whoever hears of it first stops it (MC-05).
  'loss.stop': (request, { staff, now, db, premises }) => {
    const { contractNo, target, how, callBackNumber } = request
    const contract = db.contracts.record(contractNo)
    if (contract === undefined) return refuse('contract-unknown', { contractNo })
    const link = db.tokens.link(contractNo, target.kind === 'shared' ? '' : target.userId)
    if (link === undefined) return refuse('target-unknown', { contractNo })
    if (link.authentication === 'suspended') {
      return refuse('already-stopped', { caseNo: db.tokens.stoppedBy(link.link) })
    }
    if (link.registration === 'none' || link.registration === 'revoked')
      return refuse('target-has-no-token', {})
    const profile = db.profiles.current(contract.service)
    const ask: LossAsk = {
      kind: 'loss',
      how,
      report: { ...emptyReport, callBackNumber },
      found: null,
    }
    const row = openCase(db, premises, staff, now, {
      kind: 'loss',
      state: 'awaiting-review',
      contract,
      service: contract.service,
      profileVersion: profile.version,
      subject: target,
      ask,
      exception: 'E-05',
      intake: {},
      linkedCase: null,
      oldSerial: link.serial,
    })
    const moved = execute(db, row, ask, contract, profile, now.instant, {
      staff: staff.staff,
      second: null,
    })
    // Whoever speaks can be stopped, and whoever is stopped already was left out: nothing is left to refuse.
    if (!moved.ok) throw new Error(`a token could not be stopped: ${moved.error.code}`)
    return ok({
      output: { caseNo: row.case_no, stopped: moved.value.length },
      audit: {
        event: 'token.stopped',
        object: row.case_no,
        facts: { contractNo, target, how, serial: link.serial, moved: moved.value },
      },
    })
  },

  'loss.note': (request, { staff, now, db }) => {
    const found = lossFor(db, request)
    if (!found.ok) return found
    const { row, ask } = found.value
    const after = noted(db, row, { ...ask, report: request.report }, staff, now)
    return ok({
      output: { version: after.version },
      audit: { event: 'loss.noted', object: row.case_no, facts: { version: after.version } },
    })
  },

  'loss.found': (request, { staff, now, db }) => {
    const found = lossFor(db, request)
    if (!found.ok) return found
    const { row, ask } = found.value
    const where = request.where.trim()
    if (where === '') return refuse('reason-needed', {})
    const after = noted(
      db,
      row,
      { ...ask, found: { at: now.instant, where, handedIn: request.handedIn } },
      staff,
      now,
    )
    return ok({
      output: { version: after.version },
      audit: {
        event: 'loss.found',
        object: row.case_no,
        facts: { where, handedIn: request.handedIn, rule: profileFor(db, row).foundAgain },
      },
    })
  },

  'loss.open-resume': ({ caseNo, why }, { staff, now, db, premises }) => {
    const row = db.cases.find(caseNo)
    if (row === undefined) return refuse('case-unknown', { caseNo })
    const decision = decideResumeOf(db, row, why, staff)
    if (!decision.ok) return decision
    const contract = contractOf(db, row)
    if (contract === undefined) return refuse('case-unknown', { caseNo })
    const profile = db.profiles.current(row.service)
    const opened = openCase(db, premises, staff, now, {
      kind: 'resume',
      state: 'draft',
      contract,
      service: row.service,
      profileVersion: profile.version,
      subject: subjectOf(row),
      ask: { kind: 'resume', lossCase: caseNo, why },
      exception: 'E-05',
      intake: {},
      linkedCase: caseNo,
      oldSerial: row.old_serial,
    })
    return ok({
      output: { caseNo: opened.case_no },
      audit: {
        event: 'case.opened',
        object: opened.case_no,
        facts: { contractNo: row.contract_no, kind: 'resume', linkedCase: caseNo, why },
      },
    })
  },
}

function decideResumeOf(
  db: Reads,
  row: CaseRow,
  why: RequestOf<'loss.open-resume'>['why'],
  staff: Staff,
): Result<null, OwnRefusalOf<'loss.open-resume'>> {
  const ask = askOf(row)
  const contract = contractOf(db, row)
  if (ask.kind !== 'loss' || contract === undefined || !db.cases.isOpen(row))
    return refuse('state-forbids', { thing: row.case_no, state: row.state, event: 'resume' })
  if (isRelated(db, row.contract_no, staff.person))
    return refuse('staff-related', { contractNo: contract.contractNo })
  const may = decideResume(ask, why, profileFor(db, row))
  if (!may.ok) return may
  if (stillStopped(db, row).length === 0)
    return refuse('state-forbids', { thing: row.case_no, state: row.state, event: 'resume' })
  const rival = db.cases
    .linkedTo(row.case_no)
    .find((other) => other.kind === 'resume' && db.cases.isOpen(other))
  return rival === undefined ? ok(null) : refuse('case-open-already', { caseNo: rival.case_no })
}

/** Keeps the changed report. What a review was shown is bound to it, so an approval under way becomes void. */
function noted(db: Writes, row: Kept<CaseRow>, ask: LossAsk, staff: Staff, now: Reading): Kept<CaseRow> {
  db.cases.touch(row.case_no, staff.person, staff.staff, now.instant)
  return db.cases.change(row, { ask: JSON.stringify(ask), version: row.version + 1, content_hash: null })
}

/**
 * A case has taken away or set free what was stopped: every loss of the contract of which nothing is stopped any more
 * ends with it, once a supervisor has gone through it. Until then its review will end it.
 */
export function followLosses(db: Writes, contractNo: string, now: Reading): void {
  for (const row of db.cases.openOfContract(contractNo)) {
    if (row.kind !== 'loss' || stillStopped(db, row).length > 0) continue
    const next = advance(caseLife, row.state, 'follow', row.case_no)
    if (!next.ok || next.value === row.state) continue
    db.cases.change(row, {
      state: next.value,
      since: now.instant,
      version: row.version + 1,
      ...(next.value === 'closed' ? { closed_at: now.instant } : {}),
    })
  }
}
