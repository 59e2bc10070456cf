import { mustRebind } from '#main/otp/memory'
import type { CaseRow, LinkRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Reads, Writes } from '#main/store/tables'
import type { CaseAsk } from '#shared/asks'
import type { Instant, StaffNo } from '#shared/ids'
import { advance } from '#shared/life'
import { type Authentication, type LinkEvent, moveLink } from '#shared/links'
import type { MasterContract } from '#shared/master'
import type { ServiceProfile } from '#shared/profiles'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import { givesUpOldToken, stockLife } from '#shared/stock'
import { unlockReach, usersOfToken } from '#shared/touched'
import { askOf, intakeOf, subjectOf } from './case-view.ts'

/**
 * What an executed case does to the links: the one place where a job becomes a change. Everything happens in the
 * attempt of the approval (or of the emergency stop), so it is whole or absent.
 */

export type Refused = Refusal<
  'state-forbids' | 'case-changed' | 'token-must-be-replaced' | 'target-has-no-token'
>

/** Whose doing it is in the book of the safe: who entered the case, and who approved it. */
export type Doers = { readonly staff: StaffNo; readonly second: StaffNo | null }

/** One link as it was and became, for the entry. */
export type Moved = {
  readonly link: string
  readonly event: LinkEvent
  readonly before: { readonly registration: string; readonly authentication: string }
  readonly after: { readonly registration: string; readonly authentication: string }
}

/** The event by which a service's token is taken away: it revokes, with its waiting time, or it detaches. */
const takesAwayBy = (profile: ServiceProfile): 'detach' | 'revoke' =>
  profile.resetVerb === 'revoke' ? 'revoke' : 'detach'

const NO_TOKEN = { serial: null, medium: null, token_expiry: null, vendor: null } as const

/** One event in the life of one link, in the name of a case. */
export function moveLinkOf(
  db: Writes,
  link: Kept<LinkRow>,
  event: LinkEvent,
  caseNo: CaseRow['case_no'],
  at: Instant,
  changes: Partial<LinkRow> = {},
): Result<Moved, Refused> {
  const states = { registration: link.registration, authentication: link.authentication }
  const next = moveLink(states, event, link.serial ?? link.link)
  if (!next.ok) return next
  db.tokens.changeLink(link, { ...changes, ...next.value, decided_by: 'desk' }, { event, at, caseNo })
  return ok({ link: link.link, event, before: states, after: next.value })
}

/** A token that was taken away: lost and stolen ones never come back to anyone, nor does one whose ID dies with the app. */
function bury(
  db: Writes,
  serial: LinkRow['serial'],
  why: 'lost' | 'stolen' | null,
  profile: ServiceProfile,
): void {
  if (serial === null) return
  const token = db.tokens.find(serial)
  if (token === undefined || token.tombstone === 'lost' || token.tombstone === 'stolen') return
  if (why !== null) db.tokens.change(token, { tombstone: why })
  else if (profile.reuseAfterRevoke === 'no' && token.tombstone === null)
    db.tokens.change(token, { tombstone: 'retired' })
}

/**
 * The thing behind a link follows it: lost with its user, put down in their drawer, or found again. Hardware that is in no
 * book of ours has no such life.
 */
function follow(
  db: Writes,
  serial: LinkRow['serial'],
  event: 'lose' | 'put-down' | 'turn-up',
  row: CaseRow,
  by: Doers,
  at: Instant,
): void {
  const stock = serial === null ? undefined : db.stock.find(serial)
  if (stock === undefined || serial === null) return
  // As long as somebody else of the contract uses it, it is not put down (R-003-42).
  if (event === 'put-down' && db.tokens.linksOf(serial).length > 0) return
  if (!advance(stockLife, stock.state, event, serial).ok) return
  db.stock.move(stock, event, { at, ...by, why: row.case_no, caseNo: row.case_no })
}

/** Links of a job in the order of the contract, or the refusal that one is not there. */
function linksOf(
  db: Writes,
  row: CaseRow,
  userIds: readonly string[],
): Result<readonly Kept<LinkRow>[], Refused> {
  const links: Kept<LinkRow>[] = []
  for (const userId of userIds) {
    const link = row.contract_no === null ? undefined : db.tokens.link(row.contract_no, userId)
    if (link === undefined) return refuse('target-has-no-token', {})
    links.push(link)
  }
  return ok(links)
}

function moveAll(
  db: Writes,
  row: CaseRow,
  userIds: readonly string[],
  at: Instant,
  eventOf: (link: Kept<LinkRow>) => LinkEvent,
  changes: Partial<LinkRow> = {},
): Result<readonly Moved[], Refused> {
  const links = linksOf(db, row, userIds)
  if (!links.ok) return links
  const moved: Moved[] = []
  for (const link of links.value) {
    const one = moveLinkOf(db, link, eventOf(link), row.case_no, at, changes)
    if (!one.ok) return one
    moved.push(one.value)
  }
  return ok(moved)
}

const users = (contract: MasterContract) =>
  contract.users.map(({ userId, token, authentication }) => ({ userId, serial: token, authentication }))

/** Whose links a case about one token moves: everybody of that token where all of them are meant, else the one. */
const holders = (row: CaseRow, contract: MasterContract): readonly string[] =>
  row.target_kind === 'shared' ? [''] : usersOfToken(subjectOf(row), users(contract))

/** What is still stopped of a loss: the links that it stopped last, and that nothing has lifted or taken away since. */
export const stillStopped = (db: Reads, loss: Pick<CaseRow, 'case_no' | 'contract_no'>): readonly string[] =>
  loss.contract_no === null
    ? []
    : db.tokens
        .links(loss.contract_no)
        .filter(
          ({ authentication, link }) =>
            authentication === 'suspended' && db.tokens.stoppedBy(link) === loss.case_no,
        )
        .map(({ user_id }) => user_id)

/**
 * Carries a case out.
 *
 * @param row as approved, for an emergency stop as opened
 * @returns every link that moved, or why nothing may; the caller's attempt then undoes what was done so far
 */
export function execute(
  db: Writes,
  row: CaseRow,
  ask: CaseAsk,
  contract: MasterContract,
  profile: ServiceProfile,
  at: Instant,
  by: Doers,
): Result<readonly Moved[], Refused> {
  const own = [row.target_kind === 'shared' ? '' : row.target_user]
  switch (ask.kind) {
    case 'token-detach':
    case 'reissue':
      return takeAway(db, row, own, profile, at, by)
    case 'hardware':
      return enableHardware(db, row, ask, own, profile, at, by)
    case 'unlock':
      return unlock(db, row, ask, contract, profile, at, by)
    case 'loss': {
      // Whoever shares the token and is stopped already stays so; what matters is that nobody is left who is not.
      const speaking = holders(row, contract).filter(
        (userId) => db.tokens.link(contract.contractNo, userId)?.authentication !== 'suspended',
      )
      const stopped = moveAll(db, row, speaking, at, () => 'suspend')
      if (!stopped.ok) return stopped
      if (ask.how === 'lost' || ask.how === 'stolen') {
        bury(db, row.old_serial, ask.how, profile)
        follow(db, row.old_serial, 'lose', row, by, at)
      }
      return stopped
    }
    case 'resume': {
      // Only what this very loss has stopped: another stop, of the next token, is lifted by a case of its own.
      const loss = db.cases.find(ask.lossCase)
      const suspended = loss === undefined ? [] : stillStopped(db, loss)
      if (loss === undefined || suspended.length === 0) return refuse('target-has-no-token', {})
      // What was stopped by mistake was never lost; what was found keeps its mark and is never registered again.
      const token = row.old_serial === null ? undefined : db.tokens.find(row.old_serial)
      const said = askOf(loss)
      if (ask.why === 'mistaken-stop' && said.kind === 'loss' && token?.tombstone === said.how) {
        db.tokens.change(token, { tombstone: null })
        follow(db, row.old_serial, 'turn-up', row, by, at)
      }
      return moveAll(db, row, suspended, at, (link) => liftingOf(db.tokens.stoppedFrom(link.link)))
    }
    case 'application':
      return moveAll(db, row, ask.users, at, () => 'issue')
    case 'opt-out':
      return optOut(db, row, own, at, by)
    case 'usage-mode':
      return changeMode(db, row, ask, contract, profile, at, by)
    // Neither is about a link.
    case 'profile-change':
    case 'stock-difference':
      return ok([])
  }
}

/** A stop that is lifted puts back what it found. */
function liftingOf(before: Authentication): LinkEvent {
  if (before === 'locked') return 'resume-locked'
  return before === 'none' ? 'resume-unused' : 'resume'
}

function optOut(
  db: Writes,
  row: CaseRow,
  userIds: readonly string[],
  at: Instant,
  by: Doers,
): Result<readonly Moved[], Refused> {
  const links = linksOf(db, row, userIds)
  if (!links.ok) return links
  const moved = moveAll(db, row, userIds, at, () => 'opt-out', NO_TOKEN)
  if (moved.ok) for (const { serial } of links.value) follow(db, serial, 'put-down', row, by, at)
  return moved
}

/**
 * An approved application for hardware: the service lets the user begin (トークン発行済み), and an old token that cannot
 * be exchanged is taken away first (R-003-36).
 */
function enableHardware(
  db: Writes,
  row: CaseRow,
  ask: Extract<CaseAsk, { kind: 'hardware' }>,
  userIds: readonly string[],
  profile: ServiceProfile,
  at: Instant,
  by: Doers,
): Result<readonly Moved[], Refused> {
  const links = linksOf(db, row, userIds)
  if (!links.ok) return links
  const holding = links.value.filter(
    ({ registration }) => registration === 'active' || registration === 'expired',
  )
  const lost = ask.purpose === 'lost'
  const taken = givesUpOldToken(ask.purpose)
    ? takeAway(
        db,
        row,
        holding.map(({ user_id }) => user_id),
        profile,
        at,
        by,
        lost ? 'lost' : null,
      )
    : ok([])
  if (!taken.ok) return taken
  const now = linksOf(db, row, userIds)
  if (!now.ok) return now
  const beginning = now.value.filter(
    ({ registration }) => registration === 'none' || registration === 'revoked',
  )
  const issued = moveAll(
    db,
    row,
    beginning.map(({ user_id }) => user_id),
    at,
    () => 'issue',
  )
  return issued.ok ? ok([...taken.value, ...issued.value]) : issued
}

function takeAway(
  db: Writes,
  row: CaseRow,
  userIds: readonly string[],
  profile: ServiceProfile,
  at: Instant,
  by: Doers,
  why: 'lost' | 'stolen' | null = lossReason(row),
): Result<readonly Moved[], Refused> {
  const links = linksOf(db, row, userIds)
  if (!links.ok) return links
  const moved = moveAll(db, row, userIds, at, () => takesAwayBy(profile), NO_TOKEN)
  if (!moved.ok) return moved
  for (const { serial } of links.value) {
    bury(db, serial, why, profile)
    follow(db, serial, why === null ? 'put-down' : 'lose', row, by, at)
  }
  return moved
}

/** What the form says of a token that is not there any more. */
function lossReason(row: CaseRow): 'lost' | 'stolen' | null {
  const { reason } = intakeOf(row)
  return reason === 'lost' || reason === 'stolen' ? reason : null
}

/**
 * Lifts the lockout of everybody the case names. The reach was settled when the case was opened; if the serial has
 * found another user since, the approver has not seen them, and the case is stale.
 */
function unlock(
  db: Writes,
  row: CaseRow,
  ask: Extract<CaseAsk, { kind: 'unlock' }>,
  contract: MasterContract,
  profile: ServiceProfile,
  at: Instant,
  by: Doers,
): Result<readonly Moved[], Refused> {
  const reach = unlockReach(profile, ask.users, users(contract))
  if (reach.length !== ask.users.length || !reach.every((userId) => ask.users.includes(userId))) {
    return refuse('case-changed', { caseNo: row.case_no, version: row.version })
  }
  const links = linksOf(db, row, ask.users)
  if (!links.ok) return links
  // Our own tokens keep their streak through the unlock (security rule: lock); at its end only a new token helps.
  for (const serial of new Set(links.value.map((link) => link.serial))) {
    const token = serial === null ? undefined : db.tokens.find(serial)
    if (token === undefined || token.seed === null) continue
    const memory = {
      highWater: token.high_water,
      drift: token.drift,
      counter: token.counter,
      failures: token.failures,
      locked: token.locked === 1,
    }
    if (mustRebind(memory) && !ask.alsoReissue)
      return refuse('token-must-be-replaced', { serial: token.serial })
    if (token.locked === 1 && !mustRebind(memory)) db.tokens.change(token, { locked: 0 })
  }
  const unlocked = moveAll(db, row, ask.users, at, () => 'unlock')
  if (!unlocked.ok || !ask.alsoReissue) return unlocked
  const taken = takeAway(db, row, ask.users, profile, at, by)
  return taken.ok ? ok([...unlocked.value, ...taken.value]) : taken
}

/**
 * Individual tokens become one shared, or the other way round (R-000-17): the tokens of the old mode are taken away,
 * and whoever needs one in the new mode registers it. All or nothing (R-000-07).
 */
function changeMode(
  db: Writes,
  row: CaseRow,
  ask: Extract<CaseAsk, { kind: 'usage-mode' }>,
  contract: MasterContract,
  profile: ServiceProfile,
  at: Instant,
  by: Doers,
): Result<readonly Moved[], Refused> {
  const holds = ({ registration }: { registration: string }) => registration !== 'none'
  const leaving =
    ask.to === 'shared'
      ? contract.users.filter(holds).map(({ userId }) => userId)
      : contract.sharedToken !== null && holds(contract.sharedToken)
        ? ['']
        : []
  const moved = takeAway(db, row, leaving, profile, at, by)
  if (!moved.ok) return moved
  db.contracts.setUsageMode(contract.contractNo, ask.to)
  if (ask.to === 'shared' && db.tokens.link(contract.contractNo, '') === undefined) {
    db.tokens.addSharedLink(contract.contractNo, at)
  }
  return moved
}
