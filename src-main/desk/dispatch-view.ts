import type { ApplicationRow, CaseRow, ParcelRow } from '#main/store/records'
import type { Reads } from '#main/store/tables'
import type { CaseAsk } from '#shared/asks'
import { CalendarDate } from '#shared/ids'
import type { DispatchRow, DispatchView, PackStep, Parcel } from '#shared/operations/dispatch'
import { judgePosting, type PostingJudgement, type TokenPlace } from '#shared/posting'
import type { ServiceProfile } from '#shared/profiles'
import { type Content, contentsOf, type Delivery, type Purpose } from '#shared/stock'
import { westernDate } from '#shared/text/wareki'
import type { Reading } from '../clock.ts'
import { askOf, contractOf, profileFor, summaryOf } from './case-view.ts'

/** What the screens of dispatch are shown: the parcel of a case, and how its start date stands today. */

export type HardwareAsk = Extract<CaseAsk, { kind: 'hardware' }>

/** How many free tokens are counted; whether there are more makes no difference to whoever needs one. */
const FREE_SHOWN = 200

/** The application a case is, or undefined for any other kind of case. */
export function hardwareAskOf(row: CaseRow): HardwareAsk | undefined {
  const ask = askOf(row)
  return ask.kind === 'hardware' ? ask : undefined
}

export const modelOf = (profile: ServiceProfile, code: string) =>
  profile.tokenModels.find((model) => model.code === code && model.hardware !== undefined)

/** What a token costs for a purpose; null where the service's description does not say (G-10). */
export function feeOf(profile: ServiceProfile, purpose: Purpose): number | null {
  const fees = profile.hardwareFees
  return fees === null || fees === 'not-applicable'
    ? null
    : (fees.find((fee) => fee.purpose === purpose)?.yen ?? null)
}

/** Bank days of preparation and of the post; undefined where the description has none. Over the counter nothing is sent. */
export function postingTimesOf(profile: ServiceProfile, how: Delivery) {
  const times = profile.hardwareDispatch
  if (times === null || times === 'not-applicable') return undefined
  return { preparationDays: times.preparationDays, mailDays: how === 'mail' ? times.mailDays : 0 }
}

export function stepOf(parcel: ParcelRow | undefined): PackStep {
  if (parcel === undefined) return 'unallocated'
  if (parcel.posted_at !== null || parcel.delivered_at !== null) return 'gone'
  if (parcel.mail_no !== null) return 'numbered'
  if (parcel.packed_at !== null) return 'packed'
  return parcel.read_at === null ? 'allocated' : 'read-first'
}

function placeOf(db: Reads, parcel: ParcelRow | undefined): TokenPlace {
  const stock = parcel === undefined ? undefined : db.stock.find(parcel.serial)
  if (stock === undefined || parcel === undefined) return { state: null }
  return stock.state === 'dispatched'
    ? { state: stock.state, postedOn: dayOf(parcel.posted_at ?? stock.since) }
    : { state: stock.state }
}

const dayOf = (instant: Parameters<typeof westernDate>[0]) => CalendarDate.parse(westernDate(instant))

type StartStanding = Pick<DispatchView, 'startOn' | 'startState' | 'judgement' | 'latestPosting'>

/** The start date as promised, and whether it can still be kept (R-003-07, R-003-09). */
function startOf(
  db: Reads,
  row: CaseRow,
  ask: HardwareAsk,
  application: ApplicationRow | undefined,
  parcel: ParcelRow | undefined,
  now: Reading,
): StartStanding {
  const startOn = application?.start_on ?? ask.startOn
  const startState = application?.start_state ?? 'planned'
  const times = postingTimesOf(profileFor(db, row), parcel?.how ?? ask.delivery)
  const judged =
    startOn === null || times === undefined
      ? undefined
      : judgePosting(startOn, dayOf(now.instant), times, placeOf(db, parcel))
  return {
    startOn,
    startState,
    judgement: startOn === null ? 'none' : judgementOf(startState, judged),
    latestPosting: judged?.plan?.postBy ?? null,
  }
}

function judgementOf(
  state: StartStanding['startState'],
  judged: PostingJudgement | undefined,
): StartStanding['judgement'] {
  if (state !== 'planned') return state
  return judged === undefined || judged.verdict === 'unknown' ? 'none' : judged.verdict
}

export function dispatchRowOf(db: Reads, row: CaseRow, ask: HardwareAsk, now: Reading): DispatchRow {
  const parcel = db.parcels.underWay(row.case_no)
  const profile = profileFor(db, row)
  return {
    case: summaryOf(db, row, undefined),
    delivery: parcel?.how ?? ask.delivery,
    step: stepOf(parcel),
    modelName: nameOf(profile, ask.model),
    ...startOf(db, row, ask, db.parcels.application(row.case_no), parcel, now),
    mailNo: parcel?.mail_no ?? null,
    postedAt: parcel?.posted_at ?? null,
    returnReason: parcel?.return_reason ?? null,
  }
}

export function dispatchViewOf(
  db: Reads,
  row: CaseRow,
  ask: HardwareAsk,
  person: string | undefined,
  now: Reading,
): DispatchView {
  const profile = profileFor(db, row)
  const contract = contractOf(db, row)
  const application = db.parcels.application(row.case_no)
  const parcel = db.parcels.underWay(row.case_no)
  return {
    case: summaryOf(db, row, person),
    purpose: ask.purpose,
    delivery: parcel?.how ?? ask.delivery,
    model: ask.model,
    modelName: nameOf(profile, ask.model),
    feeYen: application === undefined ? feeOf(profile, ask.purpose) : application.fee_yen,
    phone: contract?.phone ?? null,
    ...startOf(db, row, ask, application, parcel, now),
    parcels: db.parcels.ofCase(row.case_no).map((each) => parcelOf(db, row, each)),
    contents: [...contentsOf(ask.purpose)],
    free: db.stock.free(row.service, ask.model, now.instant, FREE_SHOWN).length,
    misreadings: parcel?.misreadings ?? 0,
  }
}

const nameOf = (profile: ServiceProfile, code: string) =>
  modelOf(profile, code)?.name ?? { ja: code, en: code }

/** Until two people have read it off the token itself, the serial is not shown: a reading must not be a copy (MC-09). */
function parcelOf(db: Reads, row: CaseRow, parcel: ParcelRow): Parcel {
  const profile = profileFor(db, row)
  const contract = contractOf(db, row)
  const model = modelOf(profile, parcel.model)
  const nameIf = (staff: ParcelRow['read_by']) => (staff === null ? null : db.people.nameOf(staff))
  const bag = parcel.bag === null ? undefined : db.stockRecords.find('bag', parcel.bag)
  return {
    parcel: parcel.parcel,
    how: parcel.how,
    step: stepOf(parcel),
    serial: parcel.packed_at === null && parcel.ended === 0 ? null : parcel.serial,
    model: parcel.model,
    modelName: nameOf(profile, parcel.model),
    whereIsTheSerial: model?.whereIsTheSerial ?? { ja: '', en: '' },
    picture: model?.hardware?.picture ?? null,
    serialLength: lengthOf(profile),
    addressee: parcel.addressee,
    postalCode: parcel.postal_code,
    address: parcel.address,
    addressMovedOn:
      parcel.ended === 0 && contract !== undefined && (contract.address ?? '') !== parcel.address,
    reservedAt: parcel.reserved_at,
    firstReader: nameIf(parcel.read_by),
    firstReadAt: parcel.read_at,
    secondReader: nameIf(parcel.packed_second),
    packedAt: parcel.packed_at,
    contents: JSON.parse(parcel.contents) as Content[], // written by `dispatch.pack` alone
    mailNo: parcel.mail_no,
    bag: parcel.bag,
    postedAt: parcel.posted_at,
    releasedBy: bag?.second == null ? null : db.people.nameOf(bag.second),
    deliveredAt: parcel.delivered_at,
    deliveredHow: parcel.delivered_how,
    returnedAt: parcel.returned_at,
    returnReason: parcel.return_reason,
    lostAt: parcel.lost_at,
  }
}

/** How many characters every serial of a service has; null where its forms differ in length. */
function lengthOf(profile: ServiceProfile): number | null {
  if (profile.tokenIdPatterns === null || profile.tokenIdPatterns === 'none') return null
  const lengths = new Set(
    profile.tokenIdPatterns.filter(({ kind }) => kind !== 'soft').map(({ example }) => example.length),
  )
  const [only] = lengths
  return lengths.size === 1 && only !== undefined ? only : null
}
