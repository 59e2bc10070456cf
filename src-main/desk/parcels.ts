import type { CaseRow, ParcelRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Movement } from '#main/store/stock'
import type { Reads, Writes } from '#main/store/tables'
import { ParcelId, type Serial } from '#shared/ids'
import type { MasterContract } from '#shared/master'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import type { Delivery, StockEvent } from '#shared/stock'
import type { Reading } from '../clock.ts'
import { profileFor } from './case-view.ts'
import { feeOf, type HardwareAsk } from './dispatch-view.ts'
import { type Moved, moveLinkOf } from './effects.ts'

/** The parcel of an application: begun with an allocation, promised at approval, let go where the case ends without it. */

/** The token in a parcel, as a thing. */
export const stockOf = (db: Reads, parcel: ParcelRow) => {
  const stock = db.stock.find(parcel.serial)
  if (stock === undefined) throw new Error(`parcel ${parcel.parcel} holds a token that is not in the book`)
  return stock
}

/** A movement of the token in a parcel, in the name of its case. */
export const moveParcel = (
  db: Writes,
  parcel: ParcelRow,
  event: StockEvent,
  now: Reading,
  by: Omit<Movement, 'at' | 'caseNo'>,
) => db.stock.move(stockOf(db, parcel), event, { ...by, at: now.instant, caseNo: parcel.case_no })

/** A parcel with the next number of its case, to the address as it stands now. */
export function beginParcel(
  db: Writes,
  row: CaseRow,
  how: Delivery,
  serial: Serial,
  model: string,
  contract: MasterContract,
  staff: Staff,
  now: Reading,
): Kept<ParcelRow> {
  const no = (db.parcels.ofCase(row.case_no)[0]?.no ?? 0) + 1
  return db.parcels.begin(
    {
      parcel: ParcelId.parse(`${row.case_no}/${no}`),
      case_no: row.case_no,
      no,
      how,
      serial,
      model,
      ...addressOf(row, contract),
      reserved_by: staff.staff,
    },
    now.instant,
  )
}

/** Where it goes: the registered address and nowhere else (R-002-33), to the firm with its user, or to the person. */
function addressOf(row: CaseRow, contract: MasterContract) {
  const user = contract.users.find(({ userId }) => userId === row.target_user)?.name
  return {
    addressee: user === undefined || user === contract.name ? contract.name : `${contract.name}　${user}`,
    postal_code: contract.postalCode,
    address: contract.address ?? '',
  }
}

/** A token that has not been packed leaves its case: back into the safe, or out of it as defective. */
export function takeOut(
  db: Writes,
  parcel: Kept<ParcelRow>,
  event: 'release' | 'reject',
  staff: Pick<Staff, 'staff'>,
  now: Reading,
  why: string,
): Result<null, Refusal<'state-forbids'>> {
  const moved = moveParcel(db, parcel, event, now, {
    staff: staff.staff,
    second: null,
    why,
    changes: { case_no: null },
  })
  if (!moved.ok) return moved
  db.parcels.change(parcel, { ended: 1 })
  return ok(null)
}

/** The start date waits until the token is with the customer and two people have set it anew (R-003-09). */
export function hold(db: Writes, row: CaseRow): boolean {
  const application = db.parcels.application(row.case_no)
  if (application === undefined || application.start_on === null) return false
  db.parcels.changeApplication(application, { start_state: 'held' })
  return true
}

/**
 * The case ends without its token: what was set aside goes back into the safe. A packed one has to be unpacked first,
 * and one that came back stays where it is until it is inspected.
 *
 * @returns the link that moved, for the entry; null where none had to
 */
export function letGo(
  db: Writes,
  row: CaseRow,
  staff: Pick<Staff, 'staff'>,
  now: Reading,
  why: string,
): Result<
  Moved | null,
  Refusal<'state-forbids' | 'case-changed' | 'target-has-no-token' | 'token-must-be-replaced'>
> {
  if (row.kind !== 'hardware') return ok(null)
  const parcel = db.parcels.underWay(row.case_no)
  if (parcel !== undefined) {
    const { state } = stockOf(db, parcel)
    if (state === 'undelivered') db.parcels.change(parcel, { ended: 1 })
    else {
      const out = takeOut(db, parcel, 'release', staff, now, why)
      if (!out.ok) return out
    }
  }
  // The service had been told that the user may begin; without a token there is nothing to begin with.
  const link = row.contract_no === null ? undefined : db.tokens.link(row.contract_no, row.target_user)
  if (row.executed_at === null || link?.registration !== 'issued') return ok(null)
  return moveLinkOf(db, link, 'detach', row.case_no, now.instant)
}

/** At approval: the promise is written down, and the address is frozen as the supervisor saw it. */
export function promise(
  db: Writes,
  row: CaseRow,
  ask: HardwareAsk,
  contract: MasterContract,
): Result<null, Refusal<'not-allocated'>> {
  db.parcels.promise({
    case_no: row.case_no,
    start_on: ask.startOn,
    start_state: 'planned',
    fee_yen: feeOf(profileFor(db, row), ask.purpose),
  })
  if (ask.share !== null) return ok(null)
  const parcel = db.parcels.underWay(row.case_no)
  if (parcel === undefined) return refuse('not-allocated', {})
  db.parcels.change(parcel, addressOf(row, contract))
  return ok(null)
}
