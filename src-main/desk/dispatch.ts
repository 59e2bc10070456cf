import { UNREAD } from '#main/store/parcels'
import { type CaseRow, expiryOf, type ParcelRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Reads } from '#main/store/tables'
import type { CaseEvent, CaseState } from '#shared/cases'
import { type CaseNo, Instant, type RecordNo, Serial } from '#shared/ids'
import type { MasterContract } from '#shared/master'
import type { OwnRefusalOf } from '#shared/operations'
import type { BagView } from '#shared/operations/dispatch'
import { readRegisteredNo, registeredNoForm } from '#shared/postal'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import { contentsOf, mayActivate } from '#shared/stock'
import { foldSerial } from '#shared/text/serial'
import { westernDate } from '#shared/text/wareki'
import { clockRefusal, type Reading } from '../clock.ts'
import { isRelated } from './blast.ts'
import { contractOf, profileFor } from './case-view.ts'
import { caseAt, caseFor, forbiddenPart, write } from './cases.ts'
import { checkTokenCode } from './codes.ts'
import { dispatchRowOf, dispatchViewOf, type HardwareAsk, hardwareAskOf, stepOf } from './dispatch-view.ts'
import type { AskedCommand, Handlers } from './handlers.ts'
import { beginParcel, hold, moveParcel, stockOf, takeOut } from './parcels.ts'
import { takeSecond } from './second-person.ts'

/**
 * The one that expires first, and yet lasts half a year: nobody is sent a token that has to be exchanged again at once.
 * Where there is none, the first all the same; which one it was is shown to whoever takes it out.
 */
const USEFUL_DAYS = 180
const DAY_MS = 24 * 60 * 60_000
const FREE_LOOKED_AT = 500

/** Wrong second readings after which only a supervisor may be the second person (MC-09). */
const MISREADINGS_MAX = 2

type Common = Refusal<'case-unknown' | 'case-changed' | 'state-forbids' | 'staff-related'>
type Open = {
  readonly row: Kept<CaseRow>
  readonly next: CaseState
  readonly ask: HardwareAsk
  readonly contract: MasterContract
}

/** An application for hardware in the version somebody saw, where an event may happen to it and they may take part. */
function openFor(
  db: Reads,
  request: { readonly caseNo: CaseNo; readonly version: number },
  event: CaseEvent,
  staff: Staff,
): Result<Open, Common> {
  const found = caseFor(db, request, event)
  if (!found.ok) return found
  const { row, next } = found.value
  const ask = hardwareAskOf(row)
  const contract = contractOf(db, row)
  if (ask === undefined || contract === undefined)
    return refuse('state-forbids', { thing: row.case_no, state: row.state, event })
  return forbiddenPart(db, row, staff) ?? ok({ row, next, ask, contract })
}

/** Whoever is related to the customer packs nothing for them either (MC-08). */
const relatedSecond = (db: Reads, row: CaseRow, second: Staff) =>
  isRelated(db, row.contract_no, second.person)
    ? refuse('staff-related', { contractNo: row.contract_no ?? '' })
    : undefined

const parcelForbids = (parcel: ParcelRow, event: string) =>
  refuse('state-forbids', { thing: parcel.parcel, state: stepOf(parcel), event })

/** What a person typed or scanned, as a serial; the form is judged by the service only where it is registered. */
function readSerial(typed: string): Result<Serial, Refusal<'serial-malformed'>> {
  const serial = Serial.safeParse(foldSerial(typed))
  return serial.success
    ? ok(serial.data)
    : refuse('serial-malformed', { serial: typed.slice(0, 40), label: '' })
}

/** What the post has done with the parcel of a case, noted by one person; the case itself is the caller's to write. */
function parcelNoted(
  request: { readonly caseNo: CaseNo; readonly version: number },
  { db, staff, now }: Pick<AskedCommand, 'db' | 'staff' | 'now'>,
  event: 'arrive' | 'come-back',
  why: string,
  changes: (now: Reading) => Partial<ParcelRow>,
) {
  const found = openFor(db, request, event, staff)
  if (!found.ok) return found
  const { row, next } = found.value
  const parcel = db.parcels.underWay(row.case_no)
  if (parcel === undefined) return refuse('case-unknown', { caseNo: row.case_no })
  const moved = moveParcel(db, parcel, event, now, { staff: staff.staff, second: null, why })
  if (!moved.ok) return moved
  db.parcels.change(parcel, changes(now))
  return ok({ row, next, parcel })
}

const answer = (row: Kept<CaseRow>) => ({ version: row.version })

export const dispatchHandlers: Handlers<
  | 'dispatch.board'
  | 'dispatch.counts'
  | 'dispatch.view'
  | 'dispatch.bags'
  | 'dispatch.free'
  | 'dispatch.allocate'
  | 'dispatch.read-first'
  | 'dispatch.pack'
  | 'dispatch.number'
  | 'dispatch.unpack'
  | 'dispatch.defective'
  | 'dispatch.post'
  | 'dispatch.hand-out'
  | 'dispatch.arrive'
  | 'dispatch.come-back'
  | 'dispatch.send-again'
  | 'dispatch.lost'
  | 'dispatch.move-start'
  | 'dispatch.confirm-start'
> = {
  'dispatch.board': ({ list }, { db, now }) => ok(rowsOf(db, listStates[list], now)),

  'dispatch.counts': (_request, { db, now }) =>
    ok({
      pack: db.cases.count('awaiting-dispatch'),
      transit: db.cases.count('in-transit'),
      returned: db.cases.count('returned'),
      atRisk: rowsOf(db, ['awaiting-dispatch', 'in-transit', 'returned'], now).filter(
        ({ judgement }) => judgement === 'at-risk' || judgement === 'too-late' || judgement === 'held',
      ).length,
    }),

  'dispatch.view': ({ caseNo }, { db, staff, now }) => {
    const row = db.cases.find(caseNo)
    const ask = row === undefined ? undefined : hardwareAskOf(row)
    if (row === undefined || ask === undefined) return refuse('case-unknown', { caseNo })
    return ok(dispatchViewOf(db, row, ask, staff?.person, now))
  },

  'dispatch.bags': (_request, { db }) =>
    ok(db.stockRecords.all('bag', 50).map(({ record }) => bagViewOf(db, record))),

  'dispatch.free': ({ service, model }, { db, now }) =>
    ok(
      db.stock.free(service, model, now.instant, 200).map((row) => ({
        serial: row.serial,
        validUntil: expiryOf(row),
        box: row.box,
        state: row.state,
      })),
    ),

  'dispatch.allocate': (request, { staff, now, db }) => {
    const found = openFor(db, request, 'allocate', staff)
    if (!found.ok) return found
    const { row, next, ask, contract } = found.value
    // A shared serial is with the customer already: nothing is sent (R-003-15).
    if (ask.share !== null) return refuse('nothing-to-send', {})
    const chosen = chooseToken(db, row, ask, request.serial, now)
    if (!chosen.ok) return chosen
    const before = db.parcels.underWay(row.case_no)
    if (before !== undefined && row.state === 'awaiting-registration') {
      // Only where the token that arrived is not with the customer any more: brought back, or lost before its first code.
      if (mayActivate(stockOf(db, before).state)) return parcelForbids(before, 'allocate')
      db.parcels.change(before, { ended: 1 })
    } else if (before !== undefined) {
      const back = takeOut(db, before, 'release', staff, now, 'another token was allocated')
      if (!back.ok) return back
    }
    const serial = chosen.value
    const parcel = beginParcel(db, row, ask.delivery, serial, ask.model, contract, staff, now)
    const reserved = moveParcel(db, parcel, 'reserve', now, {
      staff: staff.staff,
      second: null,
      why: row.case_no,
      changes: { case_no: row.case_no },
    })
    if (!reserved.ok) return reserved
    const after = write(db, row, next, { content_hash: null, first_approver: null }, staff, now)
    return ok({
      output: { version: after.version, serial },
      audit: {
        event: 'dispatch.allocated',
        object: row.case_no,
        facts: { serial, parcel: parcel.parcel, before: before?.serial ?? null },
      },
    })
  },

  'dispatch.read-first': (request, { staff, now, db, premises }) => {
    const found = openFor(db, request, 'pack', staff)
    if (!found.ok) return found
    const { row, next } = found.value
    const parcel = db.parcels.underWay(row.case_no)
    if (parcel === undefined) return refuse('not-allocated', {})
    if (parcel.packed_at !== null) return parcelForbids(parcel, 'read-first')
    if (now.state !== 'trusted') return clockRefusal(now)
    const serial = readSerial(request.serial)
    if (!serial.ok) return serial
    if (serial.value !== parcel.serial) return refuse('serial-differs', { triesLeft: MISREADINGS_MAX })
    const token = db.tokens.find(serial.value)
    const { branch } = premises
    if (token === undefined || branch === undefined) throw new Error('a parcel without a token or a branch')
    const { outcome, triesLeft } = checkTokenCode(
      db,
      branch.keys,
      token,
      request.code,
      now,
      premises.sentinel,
      'proof',
    )
    if (outcome !== 'accepted') {
      return ok({
        refusal: refuse('code-refused', {
          reason: outcome,
          triesLeft: outcome === 'wrong' ? triesLeft : null,
        }).error,
        audit: {
          event: 'code.refused',
          object: row.case_no,
          facts: { serial: serial.value, outcome, triesLeft },
        },
      })
    }
    db.parcels.change(parcel, { read_by: staff.staff, read_at: now.instant })
    const after = write(db, row, next, {}, staff, now)
    return ok({
      output: answer(after),
      audit: { event: 'dispatch.read-first', object: row.case_no, facts: { parcel: parcel.parcel } },
    })
  },

  'dispatch.pack': (request, { staff, now, db, premises }) => {
    const found = openFor(db, request, 'pack', staff)
    if (!found.ok) return found
    const { row, next, ask } = found.value
    const parcel = db.parcels.underWay(row.case_no)
    if (parcel === undefined || parcel.read_by === null) return refuse('not-read-first', {})
    if (parcel.packed_at !== null) return parcelForbids(parcel, 'pack')
    const serial = readSerial(request.serial)
    if (!serial.ok) return serial
    const lacking = contentsOf(ask.purpose).filter((content) => !request.contents.includes(content))
    if (lacking.length > 0) return refuse('contents-missing', { contents: lacking })
    const first = db.people.find(parcel.read_by)
    if (first === undefined) return refuse('not-read-first', {})
    const proof = premises.second
    const taken = takeSecond(premises, first, 'pack', row.case_no, now, {
      supervisor: parcel.misreadings >= MISREADINGS_MAX,
    })
    if (!taken.ok) return taken
    const second = taken.value
    const related = relatedSecond(db, row, second)
    if (related !== undefined) return related
    if (serial.value !== parcel.serial) {
      const misreadings = parcel.misreadings + 1
      db.parcels.change(parcel, { misreadings })
      // The same person may read once more under the same proof; after that a supervisor is called.
      if (misreadings < MISREADINGS_MAX) premises.second = proof
      return ok({
        refusal: refuse('serial-differs', { triesLeft: Math.max(0, MISREADINGS_MAX - misreadings) }).error,
        audit: {
          event: 'dispatch.misread',
          object: row.case_no,
          facts: { parcel: parcel.parcel, second: second.staff, misreadings },
        },
      })
    }
    const packed = moveParcel(db, parcel, 'pack', now, {
      staff: first.staff,
      second: second.staff,
      why: row.case_no,
    })
    if (!packed.ok) return packed
    db.parcels.change(parcel, {
      packed_by: first.staff,
      packed_second: second.staff,
      packed_at: now.instant,
      contents: JSON.stringify(contentsOf(ask.purpose)),
    })
    db.cases.touch(row.case_no, second.person, second.staff, now.instant)
    const after = write(db, row, next, {}, staff, now)
    return ok({
      output: answer(after),
      audit: {
        event: 'dispatch.packed',
        object: row.case_no,
        facts: { parcel: parcel.parcel, serial: parcel.serial, first: first.staff, second: second.staff },
      },
    })
  },

  'dispatch.number': (request, { staff, now, db }) => {
    const found = openFor(db, request, 'pack', staff)
    if (!found.ok) return found
    const { row, next } = found.value
    const parcel = db.parcels.underWay(row.case_no)
    if (parcel === undefined || parcel.packed_at === null) return refuse('not-packed', {})
    if (parcel.how !== 'mail') return parcelForbids(parcel, 'number')
    const read = readRegisteredNo(request.mailNo)
    if (!read.ok) return refuse('mail-no-malformed', { reason: read.error.code })
    const mailNo = registeredNoForm(read.value)
    const used = db.parcels.caseWithMailNo(mailNo)
    if (used !== undefined && mailNo !== parcel.mail_no) return refuse('mail-no-used', { caseNo: used })
    db.parcels.change(parcel, { mail_no: mailNo })
    const after = write(db, row, next, {}, staff, now)
    return ok({
      output: { ...answer(after), mailNo },
      audit: { event: 'dispatch.numbered', object: row.case_no, facts: { parcel: parcel.parcel, mailNo } },
    })
  },

  'dispatch.unpack': (request, { staff, now, db, premises }) => {
    const found = openFor(db, request, 'pack', staff)
    if (!found.ok) return found
    const { row, next } = found.value
    const parcel = db.parcels.underWay(row.case_no)
    if (parcel === undefined || parcel.packed_at === null) return refuse('not-packed', {})
    if (request.why.trim() === '') return refuse('reason-needed', {})
    const second = takeSecond(premises, staff, 'pack', row.case_no, now)
    if (!second.ok) return second
    const related = relatedSecond(db, row, second.value)
    if (related !== undefined) return related
    const moved = moveParcel(db, parcel, 'unpack', now, {
      staff: staff.staff,
      second: second.value.staff,
      why: request.why,
    })
    if (!moved.ok) return moved
    db.parcels.change(parcel, UNREAD)
    const after = write(db, row, next, {}, staff, now)
    return ok({
      output: answer(after),
      audit: {
        event: 'dispatch.unpacked',
        object: row.case_no,
        facts: { parcel: parcel.parcel, reason: request.why, second: second.value.staff },
      },
    })
  },

  'dispatch.defective': (request, { staff, now, db }) => {
    const found = openFor(db, request, 'allocate', staff)
    if (!found.ok) return found
    const { row, next } = found.value
    const parcel = db.parcels.underWay(row.case_no)
    if (parcel === undefined) return refuse('not-allocated', {})
    if (request.why.trim() === '') return refuse('reason-needed', {})
    const out = takeOut(db, parcel, 'reject', staff, now, request.why)
    if (!out.ok) return out
    const after = write(db, row, next, { content_hash: null, first_approver: null }, staff, now)
    return ok({
      output: answer(after),
      audit: {
        event: 'dispatch.defective',
        object: row.case_no,
        facts: { serial: parcel.serial, reason: request.why },
      },
    })
  },

  'dispatch.post': ({ cases }, { staff, now, db, premises }) => {
    const letters: { readonly open: Open; readonly parcel: Kept<ParcelRow> }[] = []
    for (const each of cases) {
      const found = openFor(db, each, 'post', staff)
      if (!found.ok) return found
      const parcel = db.parcels.underWay(each.caseNo)
      if (parcel === undefined || parcel.mail_no === null)
        return refuse('not-numbered', { caseNo: each.caseNo })
      letters.push({ open: found.value, parcel })
    }
    const taken = takeSecond(premises, staff, 'post', '', now)
    if (!taken.ok) return taken
    const releaser = taken.value
    for (const { open, parcel } of letters) {
      const related = relatedSecond(db, open.row, releaser)
      if (related !== undefined) return related
      const reader = parcel.packed_by === null ? undefined : db.people.find(parcel.packed_by)
      if (reader?.person === releaser.person) return refuse('releaser-packed', { caseNo: open.row.case_no })
    }
    const { record: bag } = db.stockRecords.open('bag', premises.branch?.branchNo ?? '000', {
      state: 'posted',
      service: null,
      at: now.instant,
      staff: staff.staff,
      second: releaser.staff,
      data: { parcels: letters.map(({ parcel }) => parcel.parcel) },
    })
    for (const { open, parcel } of letters) {
      const posted = moveParcel(db, parcel, 'post', now, {
        staff: staff.staff,
        second: releaser.staff,
        why: parcel.mail_no ?? '',
        record: bag,
        changes: { contract_no: open.row.contract_no },
      })
      if (!posted.ok) return posted
      db.parcels.change(parcel, { bag, posted_at: now.instant })
      write(db, open.row, open.next, {}, staff, now)
    }
    return ok({
      output: { bag, posted: letters.length },
      audit: {
        event: 'dispatch.posted',
        object: bag,
        facts: {
          releaser: releaser.staff,
          letters: letters.map(({ open, parcel }) => ({ caseNo: open.row.case_no, mailNo: parcel.mail_no })),
        },
      },
    })
  },

  'dispatch.hand-out': (request, { staff, now, db }) => {
    const found = openFor(db, request, 'hand-out', staff)
    if (!found.ok) return found
    const { row, next } = found.value
    const parcel = db.parcels.underWay(row.case_no)
    if (parcel === undefined || parcel.packed_at === null) return refuse('not-packed', {})
    if (parcel.how !== 'counter') return parcelForbids(parcel, 'hand-out')
    const last4 = request.identityLast4.normalize('NFKC').toUpperCase()
    if (request.visitorName.trim() === '' || !/^[0-9A-Z]{4}$/.test(last4))
      return refuse('identity-missing', {})
    const handed = moveParcel(db, parcel, 'hand-over', now, {
      staff: staff.staff,
      second: null,
      why: row.case_no,
      changes: { contract_no: row.contract_no },
    })
    if (!handed.ok) return handed
    db.parcels.change(parcel, {
      delivered_at: now.instant,
      delivered_how: 'counter',
      handed_to: request.visitorName.trim(),
    })
    const after = write(db, row, next, {}, staff, now)
    return ok({
      output: answer(after),
      audit: {
        event: 'dispatch.handed-out',
        object: row.case_no,
        facts: { parcel: parcel.parcel, identity: request.identity, last4 },
      },
    })
  },

  'dispatch.arrive': (request, asked) => {
    const arrived = parcelNoted(request, asked, 'arrive', request.how, ({ instant }) => ({
      delivered_at: instant,
      delivered_how: request.how,
    }))
    if (!arrived.ok) return arrived
    const { row, next, parcel } = arrived.value
    return ok({
      output: answer(write(asked.db, row, next, {}, asked.staff, asked.now)),
      audit: {
        event: 'dispatch.arrived',
        object: row.case_no,
        facts: { parcel: parcel.parcel, how: request.how },
      },
    })
  },

  'dispatch.come-back': (request, asked) => {
    const back = parcelNoted(request, asked, 'come-back', request.reason, ({ instant }) => ({
      returned_at: instant,
      return_reason: request.reason,
    }))
    if (!back.ok) return back
    const { row, next, parcel } = back.value
    const held = hold(asked.db, row)
    return ok({
      output: answer(write(asked.db, row, next, {}, asked.staff, asked.now)),
      audit: {
        event: 'dispatch.came-back',
        object: row.case_no,
        facts: { parcel: parcel.parcel, reason: request.reason, startHeld: held },
      },
    })
  },

  'dispatch.send-again': (request, { staff, now, db, premises }) => {
    const found = openFor(db, request, 'send-again', staff)
    if (!found.ok) return found
    const { row, next, contract } = found.value
    const parcel = db.parcels.underWay(row.case_no)
    if (parcel === undefined) return refuse('case-unknown', { caseNo: row.case_no })
    if (request.note.trim() === '') return refuse('reason-needed', {})
    const second = takeSecond(premises, staff, 'send-again', row.case_no, now)
    if (!second.ok) return second
    const related = relatedSecond(db, row, second.value)
    if (related !== undefined) return related
    const again = moveParcel(db, parcel, 'send-again', now, {
      staff: staff.staff,
      second: second.value.staff,
      why: request.note,
      changes: { case_no: row.case_no },
    })
    if (!again.ok) return again
    db.parcels.change(parcel, { ended: 1 })
    const anew = beginParcel(db, row, request.how, parcel.serial, parcel.model, contract, staff, now)
    const after = write(db, row, next, {}, staff, now)
    return ok({
      output: answer(after),
      audit: {
        event: 'dispatch.sent-again',
        object: row.case_no,
        facts: {
          parcel: anew.parcel,
          how: request.how,
          note: request.note,
          second: second.value.staff,
        },
      },
    })
  },

  'dispatch.lost': (request, { staff, now, db, premises }) => {
    const found = openFor(db, request, 'lose-in-post', staff)
    if (!found.ok) return found
    const { row, next } = found.value
    const parcel = db.parcels.underWay(row.case_no)
    if (parcel === undefined) return refuse('case-unknown', { caseNo: row.case_no })
    if (request.note.trim() === '') return refuse('reason-needed', {})
    const second = takeSecond(premises, staff, 'lose-in-post', row.case_no, now)
    if (!second.ok) return second
    const related = relatedSecond(db, row, second.value)
    if (related !== undefined) return related
    const lost = moveParcel(db, parcel, 'lose-in-post', now, {
      staff: staff.staff,
      second: second.value.staff,
      why: request.note,
      changes: { case_no: null },
    })
    if (!lost.ok) return lost
    const token = db.tokens.find(parcel.serial)
    // Somebody may have it: its serial never comes back, whatever turns up (OTP-04).
    if (token !== undefined && token.tombstone === null) db.tokens.change(token, { tombstone: 'lost' })
    db.parcels.change(parcel, { ended: 1, lost_at: now.instant })
    hold(db, row)
    const after = write(db, row, next, {}, staff, now)
    return ok({
      output: answer(after),
      audit: {
        event: 'dispatch.lost',
        object: row.case_no,
        facts: { serial: parcel.serial, note: request.note, second: second.value.staff },
      },
    })
  },

  'dispatch.move-start': (request, { staff, now, db, premises }) => {
    const found = openFor(db, request, 'move-start', staff)
    if (!found.ok) return found
    const { row, next } = found.value
    const application = db.parcels.application(row.case_no)
    if (application === undefined || profileFor(db, row).startDateRule === 'none')
      return refuse('start-not-in-service', {})
    if (request.reason.trim() === '') return refuse('reason-needed', {})
    if (request.startOn <= westernDate(now.instant)) return refuse('start-in-past', {})
    const second = takeSecond(premises, staff, 'move-start', row.case_no, now)
    if (!second.ok) return second
    const related = relatedSecond(db, row, second.value)
    if (related !== undefined) return related
    db.parcels.changeApplication(application, { start_on: request.startOn, start_state: 'planned' })
    const after = write(db, row, next, {}, staff, now)
    return ok({
      output: answer(after),
      audit: {
        event: 'dispatch.start-moved',
        object: row.case_no,
        facts: {
          from: application.start_on,
          to: request.startOn,
          reason: request.reason,
          second: second.value.staff,
        },
      },
    })
  },

  'dispatch.confirm-start': (request, { staff, now, db }) => {
    const seen = caseAt(db, request)
    if (!seen.ok) return seen
    // Said before the state's own "no", because it is the reason for it: from that day the customer is shut out.
    const { state } = seen.value
    if (state === 'awaiting-dispatch' || state === 'in-transit' || state === 'returned')
      return refuse('start-before-delivery', {})
    const found = openFor(db, request, 'move-start', staff)
    if (!found.ok) return found
    const { row, next } = found.value
    const application = db.parcels.application(row.case_no)
    if (application === undefined || application.start_on === null) return refuse('start-not-in-service', {})
    if (application.start_state === 'held') return refuse('start-before-delivery', {})
    db.parcels.changeApplication(application, { start_state: 'confirmed' })
    const after = write(db, row, next, {}, staff, now)
    return ok({
      output: answer(after),
      audit: {
        event: 'dispatch.start-confirmed',
        object: row.case_no,
        facts: { startOn: application.start_on },
      },
    })
  },
}

const listStates = {
  pack: ['awaiting-dispatch'],
  transit: ['in-transit'],
  returned: ['returned'],
} as const satisfies Readonly<Record<string, readonly CaseState[]>>

/** The earliest start date first: it is what a mail bag is filled by. */
function rowsOf(db: Reads, states: readonly CaseState[], now: Reading) {
  return states
    .flatMap((state) => db.cases.inState(state))
    .flatMap((row) => {
      const ask = hardwareAskOf(row)
      return ask === undefined ? [] : [dispatchRowOf(db, row, ask, now)]
    })
    .sort((a, b) => ((a.startOn ?? '9') < (b.startOn ?? '9') ? -1 : a.startOn === b.startOn ? 0 : 1))
}

/** One bag as its list is printed: both persons, every letter. */
export function bagViewOf(db: Reads, bag: RecordNo): BagView {
  const record = db.stockRecords.find('bag', bag)
  if (record === undefined) throw new Error(`there is no bag ${bag}`)
  return {
    bag,
    at: record.at,
    byName: db.people.nameOf(record.staff),
    releasedByName: record.second === null ? '' : db.people.nameOf(record.second),
    lines: db.parcels.inBag(bag).map((parcel) => ({
      parcel: parcel.parcel,
      caseNo: parcel.case_no,
      mailNo: parcel.mail_no ?? '',
      addressee: parcel.addressee,
      postalCode: parcel.postal_code,
      packers: [parcel.packed_by, parcel.packed_second].flatMap((staff) =>
        staff === null ? [] : [db.people.nameOf(staff)],
      ),
    })),
  }
}

/** The token of the safe that a case gets: the one that was named, or the one that expires first. */
function chooseToken(
  db: Reads,
  row: CaseRow,
  ask: HardwareAsk,
  typed: string,
  now: Reading,
): Result<Serial, OwnRefusalOf<'dispatch.allocate'>> {
  if (typed.trim() === '') {
    const useful = Instant.parse(new Date(now.wall + USEFUL_DAYS * DAY_MS).toISOString())
    const [soonest, ...others] = db.stock.free(row.service, ask.model, now.instant, FREE_LOOKED_AT)
    const next = [soonest, ...others].find((one) => one !== undefined && (expiryOf(one) ?? useful) >= useful)
    return soonest === undefined ? refuse('stock-empty', { model: ask.model }) : ok((next ?? soonest).serial)
  }
  const serial = readSerial(typed)
  if (!serial.ok) return serial
  const stock = db.stock.find(serial.value)
  if (stock === undefined) return refuse('serial-not-ours', { serial: serial.value })
  const ends = expiryOf(stock)
  const usable =
    stock.state === 'in-stock' &&
    stock.service === row.service &&
    stock.model === ask.model &&
    (ends === null || ends > now.instant) &&
    (stock.valid_from === null || stock.valid_from <= now.instant) &&
    db.tokens.find(serial.value)?.tombstone === null
  return usable ? serial : refuse('serial-not-free', { serial: serial.value, state: stock.state })
}
