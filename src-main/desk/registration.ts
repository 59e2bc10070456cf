import { type CaseRow, expiryOf } from '#main/store/records'
import type { Reads, Writes } from '#main/store/tables'
import { type CaseEvent, caseLife } from '#shared/cases'
import { type Instant, Serial } from '#shared/ids'
import { advance } from '#shared/life'
import { moveLink } from '#shared/links'
import type { MasterContract } from '#shared/master'
import type { OwnRefusalOf, RequestOf } from '#shared/operations'
import { administers, vendorBySerial, vendorClosed } from '#shared/profile-rules'
import type { ServiceProfile, TokenKind } from '#shared/profiles'
import { refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import { mayActivate } from '#shared/stock'
import { lookAlike } from '#shared/text/serial'
import { westernDate } from '#shared/text/wareki'
import { checkTokenId, type TokenIdCheck } from '#shared/token-id'
import { clockRefusal, type Reading } from '../clock.ts'
import { askOf, caseProgress, contractOf, linkOf, profileFor } from './case-view.ts'
import { caseAt, forbiddenPart, partIn, write } from './cases.ts'
import { checkTokenCode } from './codes.ts'
import { hardwareAskOf } from './dispatch-view.ts'
import type { Handlers } from './handlers.ts'

/** The customer's new token: looked at while it is typed, proven by its code, registered, or put off. */
export const registrationHandlers: Handlers<'case.register' | 'case.look-at-serial' | 'case.register-later'> =
  {
    'case.look-at-serial': ({ caseNo, userId, serial, vendor }, { db }) => {
      const row = db.cases.find(caseNo)
      if (row === undefined) return refuse('case-unknown', { caseNo })
      const profile = profileFor(db, row)
      const look = lookAt(db, row, placeOf(db, row, userId)?.link, profile, serial, vendor)
      return ok({
        serial: look.check.serial,
        finding: look.finding,
        warning: look.check.verdict === 'warn' ? look.check.warning : null,
        suggestion: look.suggestion,
        proof: look.proof,
        vendor: vendorBySerial(profile, look.check.serial)?.code ?? null,
        periodSeconds: profile.periodSec,
      })
    },

    'case.register': (request, { staff, now, db, premises }) => {
      const found = caseAt(db, request)
      if (!found.ok) return found
      const row = found.value
      const forbidden = forbiddenPart(db, row, staff)
      if (forbidden !== undefined) return forbidden
      const profile = profileFor(db, row)
      const contract = contractOf(db, row)
      const { branch } = premises
      // Nobody has a token by a case about a service's own description.
      if (contract === undefined)
        return refuse('state-forbids', { thing: row.case_no, state: row.state, event: 'register' })
      if (branch === undefined) throw new Error('no branch is open to register in')
      const next = nextState(row, contract, profile, request.userId ?? subjectUser(row))
      if (!next.ok) return next
      // Neither a waiting time nor a code is judged by a clock in doubt (security rule: clock; OTP-06).
      if (now.state !== 'trusted') return clockRefusal(now)
      if (row.earliest_registration !== null && now.instant < row.earliest_registration) {
        return refuse('too-early', { earliest: row.earliest_registration })
      }
      const first = beforeOthers(contract, profile, row, request.userId)
      if (first !== undefined) return refuse('administrator-first', { name: first })
      const link = placeOf(db, row, request.userId)
      if (link === undefined) return refuse('target-unknown', { contractNo: contract.contractNo })
      const vendor = decideVendor(profile, request, now)
      if (!vendor.ok) return vendor
      // A token that still works is exchanged for the new one (R-002-34); everybody else begins with it.
      const event = row.kind === 'hardware' && link.registration === 'active' ? 'exchange' : 'register'
      const registered = moveLink(link, event, link.link)
      if (!registered.ok) return registered

      const numbered = profile.tokenIdPatterns !== 'none'
      let serial: Serial | null = null
      if (numbered) {
        const look = lookAt(db, row, link.link, profile, request.serial, vendor.value)
        const refused = refusalOfFinding(look, profile, request)
        if (refused !== undefined) return refused
        serial = Serial.parse(look.check.serial)
        const token = db.tokens.find(serial)
        const unhanded = notHandedOut(db, row, serial)
        if (unhanded !== undefined) return unhanded
        if (request.proof.kind === 'code') {
          if (token === undefined || token.seed === null) return refuse('code-not-checkable', {})
          const { outcome, triesLeft } = checkTokenCode(
            db,
            branch.keys,
            token,
            request.proof.code,
            now,
            premises.sentinel,
          )
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
        } else if (token !== undefined && token.seed !== null && row.kind !== 'hardware') {
          // Hardware that was sent is activated in the service's own screens (R-003-13), which the centre reports.
          return refuse('code-needed', {})
        }
        const medium =
          look.check.verdict === 'refused' ? 'soft' : (mediumOf(profile, look.check, vendor.value) ?? 'soft')
        if (token === undefined) db.tokens.addVendor(serial, medium, row.service, now.instant)
        db.tokens.changeLink(
          link,
          {
            serial,
            medium,
            vendor: vendor.value,
            ...registered.value,
            decided_by: 'desk',
            ...activate(db, row, serial, link.serial, staff, now),
          },
          { event, at: now.instant, caseNo: row.case_no },
        )
        db.search.add('token', serial, contract.contractNo, link.user_id)
      } else {
        // The service's tokens bear no number (R-004-07): that it works is what the centre has verified.
        if (request.proof.kind === 'code') return refuse('code-not-checkable', {})
        db.tokens.changeLink(
          link,
          { vendor: vendor.value, ...registered.value, decided_by: 'desk' },
          { event: 'register', at: now.instant, caseNo: row.case_no },
        )
      }

      const after = write(
        db,
        row,
        next.value,
        {
          new_serial: serial,
          registered_by: request.proof.kind,
          follow_up_on: null,
          ...(next.value === 'closed' ? { closed_at: now.instant } : {}),
        },
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
            user: link.user_id,
            by: request.proof.kind,
            ...(request.warningReason === null ? {} : { reason: request.warningReason }),
          },
        },
      })
    },

    'case.register-later': (request, { staff, now, db }) => {
      const found = partIn(db, request, 'postpone', staff)
      if (!found.ok) return found
      const { row, next } = found.value
      if (request.followUpOn < westernDate(now.instant)) return refuse('follow-up-in-past', {})
      const after = write(db, row, next, { follow_up_on: request.followUpOn }, staff, now)
      return ok({
        output: { version: after.version },
        audit: { event: 'case.postponed', object: row.case_no, facts: { followUpOn: request.followUpOn } },
      })
    },
  }

/**
 * Hardware of ours is registered by whom it was given to and in no other way: the token of the parcel, or the serial that
 * a colleague shares. Until it has been handed over or has arrived, it cannot be used (MC-09).
 */
function notHandedOut(db: Reads, row: CaseRow, serial: Serial) {
  const stock = db.stock.find(serial)
  const ask = hardwareAskOf(row)
  const due = ask?.share ?? (ask === undefined ? null : (db.parcels.underWay(row.case_no)?.serial ?? null))
  if (ask !== undefined && serial !== due) return refuse('serial-not-allocated', { serial })
  if (stock === undefined) return undefined
  return mayActivate(stock.state) && stock.contract_no === row.contract_no
    ? undefined
    : refuse('token-not-handed-out', { serial, state: stock.state })
}

/** The thing is in use now, and the one before it is not; what the link has to know of it. */
function activate(
  db: Writes,
  row: CaseRow,
  serial: Serial,
  before: Serial | null,
  staff: Staff,
  now: Reading,
): { readonly token_expiry?: Instant | null } {
  const movement = {
    at: now.instant,
    staff: staff.staff,
    second: null,
    why: row.case_no,
    caseNo: row.case_no,
  }
  const parcel = db.parcels.underWay(row.case_no)
  if (parcel !== undefined) db.parcels.change(parcel, { ended: 1 })
  const old = before === null || before === serial ? undefined : db.stock.find(before)
  const alone = before !== null && db.tokens.linksOf(before).length <= 1
  if (old?.state === 'registered' && alone) db.stock.move(old, 'put-down', movement)
  const stock = db.stock.find(serial)
  if (stock === undefined) return {}
  const moved = db.stock.move(stock, 'register', { ...movement, changes: { case_no: null } })
  if (!moved.ok) throw new Error(`token ${serial} was to be registered and is ${stock.state}`)
  return { token_expiry: expiryOf(stock) }
}

const subjectUser = (row: CaseRow): string => (row.target_kind === 'user' ? row.target_user : '')

/** The link to register on: the case's own, or among several users the one who is named. */
function placeOf(db: Reads, row: CaseRow, userId: string | null) {
  const own = linkOf(db, row)
  if (own !== undefined || row.contract_no === null) return own
  const contract = contractOf(db, row)
  if (contract === undefined) return undefined
  const progress = caseProgress(profileFor(db, row), contract, askOf(row), false)
  return progress?.missing.some((person) => person.userId === userId) === true
    ? db.tokens.link(row.contract_no, userId ?? '')
    : undefined
}

/** Where this registration leads the case: on while others are missing, and to its end with the last one. */
function nextState(row: CaseRow, contract: MasterContract, profile: ServiceProfile, userId: string) {
  const missing = caseProgress(profile, contract, askOf(row), false)?.missing ?? []
  const others = missing.filter((person) => person.userId !== userId)
  const event: CaseEvent =
    others.length > 0 ? 'register-one' : profile.closing === 'registration' ? 'register-last' : 'register'
  return advance(caseLife, row.state, event, row.case_no)
}

/** The administrator whose turn it is, where somebody else was chosen before them (R-000-06). */
function beforeOthers(
  contract: MasterContract,
  profile: ServiceProfile,
  row: CaseRow,
  userId: string | null,
): string | undefined {
  if (profile.enrolOrder !== 'admin-first' || userId === null) return undefined
  const missing = caseProgress(profile, contract, askOf(row), false)?.missing ?? []
  const roleOf = (id: string) => contract.users.find((user) => user.userId === id)?.role ?? ''
  if (administers(profile, roleOf(userId))) return undefined
  return missing.find((person) => administers(profile, roleOf(person.userId)))?.name
}

/**
 * The vendor of the new token, refused where it takes no new registrations any more (R-002-07, R-002-09). What the
 * serial shows counts more than what was chosen.
 */
function decideVendor(
  profile: ServiceProfile,
  { serial, vendor: chosen }: RequestOf<'case.register'>,
  now: Reading,
): Result<string | null, OwnRefusalOf<'case.register'>> {
  const vendors = profile.vendors ?? []
  const shown = vendorBySerial(profile, serial.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase())?.code
  const code = shown ?? chosen ?? (vendors.length === 1 ? (vendors[0]?.code ?? null) : null)
  if (code === null) return vendors.length === 0 ? ok(null) : refuse('vendor-needed', {})
  if (!vendors.some((vendor) => vendor.code === code)) return refuse('vendor-needed', {})
  const closed = vendorClosed(profile, code, westernDate(now.instant))
  return closed === null
    ? ok(code)
    : refuse('vendor-closed', {
        vendor: closed.vendor.name.ja,
        since: closed.since,
        instead: closed.instead.map(({ ja }) => ja),
      })
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
function lookAt(
  db: Reads,
  row: CaseRow,
  link: string | undefined,
  profile: ServiceProfile,
  typed: string,
  chosen: string | null,
): Look {
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
  const elsewhere = db.tokens.linksOf(serial).filter((other) => other.link !== link)
  // A token that is stopped for one of its users speaks for nobody else either.
  const sharing =
    profile.sharing === 'by-serial' &&
    elsewhere.every(
      ({ contract_no, authentication }) => contract_no === row.contract_no && authentication !== 'suspended',
    )
  if (elsewhere.length > 0 && !sharing) return { ...none, finding: 'in-use' }
  if (token === undefined && profile.ownStockOnly === 'yes' && mediumOf(profile, check, chosen) === 'hard') {
    return { ...none, finding: 'not-ours', suggestion }
  }
  return { check, finding: check.verdict === 'warn' ? 'warning' : 'good', suggestion, proof }
}

/**
 * Whether a token is hardware: by its form where that tells, else by the vendor it comes from. A form that tells nothing
 * is taken for hardware once the vendor is known to hand some out, or where there is nobody to ask: R-002-32 closes the
 * stock, and refusing a good token is noticed at the counter, taking in a foreign one is not.
 */
function mediumOf(
  profile: ServiceProfile,
  check: Exclude<TokenIdCheck, { verdict: 'refused' }>,
  chosen: string | null,
): TokenKind | null {
  if (check.kind !== null) return check.kind
  const vendors = profile.vendors ?? []
  const code = vendorBySerial(profile, check.serial)?.code ?? chosen
  const vendor = vendors.find((entry) => entry.code === code)
  if (vendor !== undefined) return vendor.carriers.includes('keyfob') ? 'hard' : 'soft'
  return vendors.length > 1 ? null : 'hard'
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
