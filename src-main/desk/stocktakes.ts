import type { CaseRow, StockRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Numbered } from '#main/store/stock-records'
import type { Reads, Writes } from '#main/store/tables'
import type { CaseAsk } from '#shared/asks'
import { type Instant, RecordNo, Serial } from '#shared/ids'
import { advance } from '#shared/life'
import type { StocktakeView } from '#shared/operations/stock'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import { HERE, type StockEvent, type StockState, stockLife } from '#shared/stock'
import { contentHash } from './case-view.ts'
import { openCase } from './cases.ts'
import type { Handlers } from './handlers.ts'
import { takeSecond } from './second-person.ts'
import { serialIn, stillLinked } from './stock.ts'

type Stocktake = Numbered<'stocktake'>
type DifferenceAsk = Extract<CaseAsk, { kind: 'stock-difference' }>

/** A count that goes on. A closed one is never changed. */
function countingIn(
  db: Reads,
  stocktake: RecordNo,
  event: string,
): Result<Stocktake, Refusal<'stocktake-unknown' | 'state-forbids'>> {
  const row = db.stockRecords.find('stocktake', stocktake)
  if (row === undefined) return refuse('stocktake-unknown', { stocktake })
  return row.state === 'counting'
    ? ok(row)
    : refuse('state-forbids', { thing: stocktake, state: row.state, event })
}

/**
 * 棚卸: a blind count. Until it is closed by two people nothing that is answered tells what the book says; what differs
 * then changes the book only after a supervisor who did not count has approved it.
 */
export const stocktakeHandlers: Handlers<
  | 'stocktake.open'
  | 'stocktake.count'
  | 'stocktake.uncount'
  | 'stocktake.close'
  | 'stocktake.list'
  | 'stocktake.view'
> = {
  'stocktake.open': ({ service, model }, { db, staff, now, premises }) => {
    const rival = db.stockRecords
      .inState('stocktake', 'counting')
      .find(
        (row) =>
          row.service === service && (model === null || row.data.model === null || row.data.model === model),
      )
    if (rival !== undefined) return refuse('stocktake-open-already', { stocktake: rival.record })
    const { record } = db.stockRecords.open('stocktake', premises.branch?.branchNo ?? '000', {
      state: 'counting',
      service,
      at: now.instant,
      staff: staff.staff,
      second: null,
      data: { model, reason: '', expected: null, missing: [], surplus: [] },
    })
    return ok({
      output: { stocktake: record },
      audit: { event: 'stocktake.opened', object: record, facts: { service, model } },
    })
  },

  'stocktake.count': ({ stocktake, serial: typed }, { db, staff, now }) => {
    const found = countingIn(db, stocktake, 'count')
    if (!found.ok) return found
    const serial = serialIn(typed)
    if (!serial.ok) return serial
    const fresh = db.stockRecords.count(stocktake, serial.value, now.instant, staff.staff)
    return ok({
      output: {
        finding: fresh ? 'counted' : 'counted-already',
        serial: serial.value,
        counted: db.stockRecords.howMany(stocktake),
      },
      audit: { event: 'stocktake.counted', object: stocktake, facts: { serial: serial.value, fresh } },
    })
  },

  'stocktake.uncount': ({ stocktake, serial: typed }, { db }) => {
    const found = countingIn(db, stocktake, 'uncount')
    if (!found.ok) return found
    const serial = serialIn(typed)
    if (!serial.ok) return serial
    const gone = db.stockRecords.uncount(stocktake, serial.value)
    return ok({
      output: { counted: db.stockRecords.howMany(stocktake) },
      audit: { event: 'stocktake.uncounted', object: stocktake, facts: { serial: serial.value, gone } },
    })
  },

  'stocktake.close': ({ stocktake, reason: given }, { db, staff, now, premises }) => {
    const found = countingIn(db, stocktake, 'close')
    if (!found.ok) return found
    const proven = takeSecond(premises, staff, 'stocktake', stocktake, now)
    if (!proven.ok) return proven
    const second = proven.value
    const { data, service } = found.value
    if (service === null) throw new Error(`stocktake ${stocktake} is of no service`)
    const counted = db.stockRecords.counted(stocktake)
    const outcome = differenceOf(db, service, data.model, new Set(counted.map(({ serial }) => serial)))
    const reason = given.trim()
    const agreed = outcome.missing.length === 0 && outcome.surplus.length === 0
    const closed = db.stockRecords.change(found.value, {
      state: agreed ? 'agreed' : 'difference',
      second: second.staff,
      closed_at: now.instant,
      data: { ...data, ...outcome, reason },
    })
    let caseNo: CaseRow['case_no'] | null = null
    if (!agreed) {
      const { missing, surplus } = outcome
      const row = openCase(db, premises, staff, now, {
        kind: 'stock-difference',
        state: 'awaiting-approval',
        contract: undefined,
        service,
        profileVersion: db.profiles.current(service).version,
        subject: { kind: 'service' },
        ask: { kind: 'stock-difference', stocktake, model: data.model, missing, surplus, reason },
        exception: null,
        intake: {},
        linkedCase: null,
        oldSerial: null,
      })
      caseNo = row.case_no
      // Whoever opened it, counted a single token or stood beside has a hand in it and does not approve.
      for (const no of new Set([found.value.staff, second.staff, ...counted.map((one) => one.staff)])) {
        const person = db.people.row(no)?.person
        if (person !== undefined) db.cases.touch(caseNo, person, no, now.instant)
      }
      db.cases.change(row, {
        submitted_at: now.instant,
        content_hash: contentHash(row, undefined, undefined),
      })
      db.stockRecords.change(closed, { case_no: caseNo })
    }
    return ok({
      output: { caseNo, missing: outcome.missing.length, surplus: outcome.surplus.length },
      audit: {
        event: 'stocktake.closed',
        object: stocktake,
        facts: {
          counted: counted.length,
          expected: outcome.expected,
          missing: outcome.missing.length,
          surplus: outcome.surplus.length,
          caseNo,
          reason,
          second: second.staff,
        },
      },
    })
  },

  'stocktake.list': (_request, { db }) => ok(db.stockRecords.all('stocktake').map((row) => viewOf(db, row))),

  'stocktake.view': ({ stocktake }, { db }) => {
    const row = db.stockRecords.find('stocktake', stocktake)
    return row === undefined ? refuse('stocktake-unknown', { stocktake }) : ok(viewOf(db, row))
  },
}

/**
 * What the book has and the hand has not, and the other way round. A token of another model or service that the book has
 * here as well lies in the wrong place, and the book is right about it: that is no difference.
 */
function differenceOf(
  db: Reads,
  service: NonNullable<Stocktake['service']>,
  model: string | null,
  counted: ReadonlySet<string>,
) {
  const here = db.stock.here(service, model)
  const missing = here
    .filter(({ serial }) => !counted.has(serial))
    .map(({ serial, state }) => ({ serial, state }))
  const expected = new Set<string>(here.map(({ serial }) => serial))
  const surplus: { serial: Serial; state: StockState | null }[] = []
  for (const text of counted) {
    if (expected.has(text)) continue
    const serial = Serial.parse(text)
    const state = db.stock.find(serial)?.state ?? null
    if (state === null || !HERE.includes(state)) surplus.push({ serial, state })
  }
  return { expected: here.length, missing, surplus }
}

/** A stocktake as its screen and its sheet show it. */
export function viewOf(db: Reads, row: Stocktake): StocktakeView {
  if (row.service === null) throw new Error(`stocktake ${row.record} is of no service`)
  const { model, expected, missing, surplus } = row.data
  return {
    stocktake: row.record,
    service: row.service,
    model,
    state: row.state,
    openedAt: row.at,
    openedByName: db.people.nameOf(row.staff),
    closedAt: row.closed_at,
    secondName: row.second === null ? null : db.people.nameOf(row.second),
    counted: db.stockRecords.howMany(row.record),
    expected,
    missing: [...missing],
    surplus: [...surplus],
    caseNo: row.case_no,
  }
}

/** How a token gets back into the branch's hands from where the book had it; what is not named is only recorded. */
const HOW_FOUND: Readonly<Partial<Record<StockState, StockEvent>>> = {
  missing: 'find',
  dispatched: 'come-back',
  delivered: 'bring-back',
  registered: 'bring-back',
}

/** What an accepted difference did to one token. */
export type Settled = {
  readonly serial: Serial
  readonly event: StockEvent
  readonly before: StockState
  readonly after: StockState
}

/**
 * Brings the book to what was counted, with the approver as the second person. Only what is still where the count had it
 * is moved: whatever has been moved since has been in somebody's hands. A surplus token that the book has with a user, in
 * a parcel under way, lost or destroyed is recorded and stays in its state; so do serials that are not ours.
 *
 * @returns what moved
 */
export function settleDifference(
  db: Writes,
  row: Kept<CaseRow>,
  ask: DifferenceAsk,
  staff: Pick<Staff, 'staff'>,
  approver: Pick<Staff, 'staff'>,
  at: Instant,
): Result<readonly Settled[], Refusal<'state-forbids'>> {
  const record = RecordNo.parse(ask.stocktake)
  const stocktake = db.stockRecords.find('stocktake', record)
  if (stocktake === undefined) throw new Error(`case ${row.case_no} is about no stocktake`)
  const by = { at, staff: staff.staff, second: approver.staff, why: ask.reason, caseNo: row.case_no, record }
  const settled: Settled[] = []
  const differences: readonly (readonly [Serial, StockState | null, StockEvent | undefined])[] = [
    ...ask.missing.map(({ serial, state }) => [serial, state, 'miss'] as const),
    ...ask.surplus.map(
      ({ serial, state }) => [serial, state, state === null ? undefined : HOW_FOUND[state]] as const,
    ),
  ]
  for (const [serial, state, event] of differences) {
    const token = db.stock.find(serial)
    if (token === undefined || event === undefined || token.state !== state) continue
    if (!advance(stockLife, token.state, event, serial).ok) continue
    if (event === 'bring-back' && !stillLinked(db, serial).ok) continue
    if (event !== 'miss' && hasOpenCase(db, token.case_no)) continue
    const moved = db.stock.move(token, event, event === 'miss' ? { ...by, changes: { case_no: null } } : by)
    if (!moved.ok) return moved
    if (event === 'miss') emptyParcel(db, token)
    settled.push({ serial, event, before: token.state, after: moved.value.state })
  }
  db.stockRecords.change(stocktake, { state: 'settled' })
  return ok(settled)
}

/** An application whose token is gone waits for another: its parcel is over, as one that was lost in the post. */
function emptyParcel(db: Writes, { serial, case_no: caseNo }: StockRow): void {
  const parcel = caseNo === null ? undefined : db.parcels.underWay(caseNo)
  if (parcel?.serial === serial) db.parcels.change(parcel, { ended: 1 })
}

/** A parcel under way comes back by its case, which holds the start date. */
function hasOpenCase(db: Reads, caseNo: CaseRow['case_no'] | null): boolean {
  const found = caseNo === null ? undefined : db.cases.find(caseNo)
  return found !== undefined && db.cases.isOpen(found)
}
