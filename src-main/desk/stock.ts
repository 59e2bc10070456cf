import type { BoxRow, StockMovementRow, StockRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { MonthCount, StockCount } from '#main/store/stock'
import type { Numbered } from '#main/store/stock-records'
import type { Reads, Writes } from '#main/store/tables'
import { bankDaysAfter, daysBetween, monthsAfter, tokyoInstant } from '#shared/calendar'
import { compareExpiry, type PrintedExpiry, readPrintedExpiry } from '#shared/expiry'
import { forecast } from '#shared/forecast'
import { CalendarDate, Serial } from '#shared/ids'
import { advance } from '#shared/life'
import type { OutputOf, RequestOf } from '#shared/operations'
import type { DestructionView, StockModel } from '#shared/operations/stock'
import type { ServiceProfile, TokenModel } from '#shared/profiles'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import { type StockEvent, stockLife } from '#shared/stock'
import { doubtAbout, doubtfulPlaces, foldSerial } from '#shared/text/serial'
import { westernDate } from '#shared/text/wareki'
import type { Handlers } from './handlers.ts'
import { takeSecond } from './second-person.ts'

/** What a person typed or scanned, as a serial. Whether it is one of the service's is for the book to say. */
export function serialIn(typed: string): Result<Serial, Refusal<'serial-malformed'>> {
  const serial = Serial.safeParse(foldSerial(typed))
  return serial.success
    ? ok(serial.data)
    : refuse('serial-malformed', { serial: typed.slice(0, 40), label: '' })
}

/** A token of the stock of one service; closed stock: any other is not ours (R-002-32). */
export function stockOf(
  db: Reads,
  service: StockRow['service'],
  serial: Serial,
): Result<Kept<StockRow>, Refusal<'serial-not-ours'>> {
  const row = db.stock.find(serial)
  return row === undefined || row.service !== service ? refuse('serial-not-ours', { serial }) : ok(row)
}

/** Whoever still has the token by a link of ours, however it lies in the hand. A link that is revoked holds nothing. */
export function stillLinked(db: Reads, serial: Serial): Result<null, Refusal<'token-still-linked'>> {
  const link = db.tokens
    .linksOf(serial)
    .find(({ registration }) => registration !== 'none' && registration !== 'revoked')
  if (link === undefined) return ok(null)
  return refuse('token-still-linked', { serial, contractNo: link.contract_no })
}

/** Set aside, packed or come back for a case that is still open: its way goes on there. */
const heldByCase = (db: Reads, row: StockRow): boolean => {
  if (row.case_no === null || !['reserved', 'packed', 'undelivered'].includes(row.state)) return false
  const found = db.cases.find(row.case_no)
  return found !== undefined && db.cases.isOpen(found)
}

const forbidden = (thing: string, state: string, event: string) =>
  refuse('state-forbids', { thing, state, event })

/** Models of a service that are kept in the safe. */
export const hardwareModels = (profile: ServiceProfile): readonly TokenModel[] =>
  profile.tokenModels.filter(({ hardware }) => hardware !== undefined)

/** What a model is called; a model that the service no longer describes goes by its code. */
export const modelName = (db: Reads, service: StockRow['service'], model: string): TokenModel['name'] =>
  db.profiles.current(service).tokenModels.find(({ code }) => code === model)?.name ?? {
    ja: model,
    en: model,
  }

const rowOf = (row: StockRow): OutputOf<'stock.list'>['rows'][number] => ({
  serial: row.serial,
  service: row.service,
  model: row.model,
  state: row.state,
  box: row.box,
  since: row.since,
  validUntil: row.valid_until,
  printedExpiry: row.printed_expiry,
  caseNo: row.case_no,
  contractNo: row.contract_no,
})

export const stockHandlers: Handlers<
  | 'stock.models'
  | 'stock.list'
  | 'stock.token'
  | 'stock.look'
  | 'stock.boxes'
  | 'stock.inspect-box'
  | 'stock.shelve-box'
  | 'stock.move'
  | 'stock.destroy'
  | 'stock.destructions'
> = {
  'stock.models': (_request, { db, now }) => {
    const today = CalendarDate.parse(westernDate(now.instant))
    const months = Array.from({ length: 12 }, (_, index) => monthsAfter(today, index - 12).slice(0, 7))
    const book = {
      today,
      months,
      counts: db.stock.counts(),
      leaving: db.stock.leaving(tokyoInstant(CalendarDate.parse(`${months[0]}-01`), '00:00')),
      inSafe: db.stock.expiriesInSafe(),
      withCustomers: db.stock.expiriesWithCustomers(),
    }
    return ok(
      db.profiles
        .all()
        .flatMap((profile) => hardwareModels(profile).map((model) => modelOf(profile, model, book))),
    )
  },

  'stock.list': ({ service, model, state, box, serial, from }, { db }) => {
    const { rows, total } = db.stock.list({ service, model, state, box, serial: foldSerial(serial) }, from)
    return ok({ rows: rows.map(rowOf), total })
  },

  'stock.token': ({ serial }, { db }) => {
    const row = db.stock.find(serial)
    if (row === undefined) return ok(null)
    const movements = db.stock.movements(serial).map((movement) => movementOf(db, movement))
    return ok({
      row: rowOf(row),
      modelName: modelName(db, row.service, row.model),
      movements: [...movements, ...receiptOf(db, row, movements.at(-1))],
    })
  },

  'stock.look': ({ service, typed }, { db }) => {
    const serial = foldSerial(typed)
    const nothing = { serial, state: null, suggestion: null, place: null, typed: null, meant: null }
    if (serial === '') return ok({ ...nothing, finding: 'empty' })
    const parsed = Serial.safeParse(serial)
    if (!parsed.success) return ok({ ...nothing, finding: 'malformed' })
    const found = db.stock.find(parsed.data)
    if (found !== undefined && found.service === service)
      return ok({ ...nothing, finding: 'ours', state: found.state })
    const doubt = doubtAbout(serial, alikeInStock(db, service, serial))
    return ok(
      doubt === null
        ? { ...nothing, finding: 'not-ours' }
        : {
            ...nothing,
            finding: 'not-ours',
            suggestion: Serial.parse(doubt.serial),
            place: doubt.position,
            typed: doubt.typed,
            meant: doubt.meant,
          },
    )
  },

  'stock.boxes': (_request, { db }) => ok(db.stock.boxes().map((box) => boxOf(db, box))),

  'stock.inspect-box': ({ box: no, counted, printedExpiry, defects, reason }, { db, staff, now }) => {
    const box = db.stock.box(no)
    if (box === undefined) return refuse('box-unknown', { box: no })
    const rows = db.stock.ofBox(no, 'received')
    if (rows.length === 0) return forbidden(no, 'inspected', 'inspect')
    if (counted !== rows.length) return refuse('count-differs', { counted, expected: rows.length })
    const read = printedOf(db.profiles.current(box.service), printedExpiry)
    if (!read.ok) return read
    const printed = read.value
    const why = reason?.trim() ?? ''
    if (printed !== null && why === '') {
      const differing = rows.map((row) => compareExpiry(printed, row.valid_until))
      const first = differing.find((one) => one.verdict === 'differs')
      if (first?.verdict === 'differs')
        return refuse('expiry-differs', { printed: printed.day, file: first.fileDay })
    }
    const defective = new Set<string>(defects.map(foldSerial))
    const strange = [...defective].find((serial) => !rows.some((row) => row.serial === serial))
    if (strange !== undefined) return refuse('serial-not-ours', { serial: strange })
    const changes =
      printed === null ? {} : { printed_expiry: printed.at ?? tokyoInstant(printed.day, '24:00') }
    const by = { at: now.instant, staff: staff.staff, second: null, why, record: no, changes }
    for (const row of rows) {
      const moved = db.stock.move(row, defective.has(row.serial) ? 'reject' : 'inspect', by)
      if (!moved.ok) return moved
    }
    return ok({
      output: { inspected: rows.length - defective.size, defects: defective.size },
      audit: {
        event: 'stock.inspected',
        object: no,
        facts: { counted, printed: printed?.day ?? null, defects: [...defective], reason: why },
      },
    })
  },

  'stock.shelve-box': ({ box: no }, { db, staff, now, premises }) => {
    const box = db.stock.box(no)
    if (box === undefined) return refuse('box-unknown', { box: no })
    // What has come back since goes its own way, one by one: it may never be given out again.
    const rows = db.stock.ofBox(no, 'inspected').filter((row) => mayBeShelved(db, row).ok)
    if (rows.length === 0) return forbidden(no, 'inspected', 'shelve')
    const second = takeSecond(premises, staff, 'shelve', no, now)
    if (!second.ok) return second
    const by = {
      at: now.instant,
      staff: staff.staff,
      second: second.value.staff,
      why: '',
      record: no,
      changes: NOBODYS,
    }
    for (const row of rows) {
      const moved = db.stock.move(row, 'shelve', by)
      if (!moved.ok) return moved
    }
    return ok({
      output: { shelved: rows.length },
      audit: {
        event: 'stock.shelved',
        object: no,
        facts: { tokens: rows.length, second: second.value.staff },
      },
    })
  },

  'stock.move': ({ serial: typed, service, event, why: given }, { db, staff, now, premises }) => {
    const serial = serialIn(typed)
    if (!serial.ok) return serial
    const found = stockOf(db, service, serial.value)
    if (!found.ok) return found
    const row = found.value
    const decision = decideMove(db, row, event, given)
    if (!decision.ok) return decision
    const why = given.trim()
    let second: StockMovementRow['second'] = null
    if (event === 'shelve') {
      const proven = takeSecond(premises, staff, 'stock-move', row.serial, now)
      if (!proven.ok) return proven
      second = proven.value.staff
    }
    const changes = event === 'shelve' ? NOBODYS : {}
    const moved = db.stock.move(row, event, { at: now.instant, staff: staff.staff, second, why, changes })
    if (!moved.ok) return moved
    if (event === 'lose') bury(db, row.serial, 'lost')
    return ok({
      output: { state: moved.value.state },
      audit: {
        event: 'stock.moved',
        object: row.serial,
        facts: { event, before: row.state, after: moved.value.state, why, second },
      },
    })
  },

  'stock.destroy': ({ service, serials, method, why: given }, { db, staff, now, premises }) => {
    const why = given.trim()
    const chosen = decideDestruction(db, service, serials, why)
    if (!chosen.ok) return chosen
    const second = takeSecond(premises, staff, 'destroy', '', now)
    if (!second.ok) return second
    const by = { at: now.instant, staff: staff.staff, second: second.value.staff }
    const tokens = chosen.value.map(({ serial, model, state }) => ({ serial, model, before: state }))
    const { record } = db.stockRecords.open('destruction', premises.branch?.branchNo ?? '000', {
      ...by,
      state: 'destroyed',
      service,
      data: { method, why, tokens },
    })
    for (const row of chosen.value) {
      const moved = db.stock.move(row, 'destroy', { ...by, why, record })
      if (!moved.ok) return moved
      bury(db, row.serial, 'retired')
    }
    return ok({
      output: { record, destroyed: tokens.length },
      audit: {
        event: 'stock.destroyed',
        object: record,
        facts: { method, why, serials: tokens.map(({ serial }) => serial), second: second.value.staff },
      },
    })
  },

  'stock.destructions': (_request, { db }) =>
    ok(db.stockRecords.all('destruction').map((row) => destructionView(db, row))),
}

/** A destruction as its screen and its certificate show it. */
export const destructionView = (
  db: Reads,
  { record, service, at, staff, second, data }: Numbered<'destruction'>,
): DestructionView => ({
  record,
  service,
  at,
  byName: db.people.nameOf(staff),
  witnessName: second === null ? '' : db.people.nameOf(second),
  ...data,
})

/** In the safe again it is nobody's. Where it has been stands in its movements. */
const NOBODYS = { case_no: null, contract_no: null } as const

/** A token that is never used again. What was lost or stolen stays so: that says more. */
function bury(db: Writes, serial: Serial, tombstone: 'lost' | 'retired'): void {
  const token = db.tokens.find(serial)
  if (token !== undefined && token.tombstone === null) db.tokens.change(token, { tombstone })
}

/** Whether a customer has had it, by the movements or by what links remember. */
export const wasWithCustomer = (db: Reads, serial: Serial): boolean =>
  db.tokens.wasTakenAwayHere(serial) ||
  db.stock.movements(serial).some(({ after }) => after === 'delivered' || after === 'returned-by-customer')

/**
 * Into the safe goes what may be given out: nothing that is marked as lost, stolen or retired, and what a customer has
 * had only where the service's description lets it be used again (R-003-41, OTP-04).
 */
function mayBeShelved(
  db: Reads,
  row: StockRow,
): Result<null, Refusal<'never-returns' | 'token-still-linked'>> {
  const tombstone = db.tokens.find(row.serial)?.tombstone ?? null
  if (tombstone !== null) return refuse('never-returns', { tombstone })
  if (db.profiles.current(row.service).reuseAfterRevoke !== 'yes' && wasWithCustomer(db, row.serial))
    return refuse('never-returns', { tombstone: 'retired' })
  return stillLinked(db, row.serial)
}

/** Whether a person may say that this has happened to a token. */
export function decideMove(
  db: Reads,
  row: StockRow,
  event: RequestOf<'stock.move'>['event'],
  why: string,
): Result<null, Refusal<'state-forbids' | 'reason-needed' | 'never-returns' | 'token-still-linked'>> {
  const next = advance(stockLife, row.state, event, row.serial)
  if (!next.ok) return next
  if (heldByCase(db, row)) return forbidden(row.serial, row.state, event)
  if (event !== 'inspect' && event !== 'shelve' && why.trim() === '') return refuse('reason-needed', {})
  if (event === 'shelve') return mayBeShelved(db, row)
  // While somebody is linked to it, a loss is stopped first, and what is brought back is taken away from them first.
  return event === 'bring-back' || event === 'lose' ? stillLinked(db, row.serial) : ok(null)
}

function decideDestruction(
  db: Reads,
  service: StockRow['service'],
  typed: readonly string[],
  why: string,
): Result<
  readonly Kept<StockRow>[],
  Refusal<
    | 'serial-malformed'
    | 'serial-twice'
    | 'serial-not-ours'
    | 'state-forbids'
    | 'token-still-linked'
    | 'reason-needed'
  >
> {
  if (why === '') return refuse('reason-needed', {})
  const chosen = new Map<Serial, Kept<StockRow>>()
  for (const one of typed) {
    const serial = serialIn(one)
    if (!serial.ok) return serial
    if (chosen.has(serial.value)) return refuse('serial-twice', { serial: serial.value })
    const found = stockOf(db, service, serial.value)
    if (!found.ok) return found
    const row = found.value
    const event: StockEvent = 'destroy'
    const next = advance(stockLife, row.state, event, row.serial)
    if (!next.ok) return next
    if (heldByCase(db, row)) return forbidden(row.serial, row.state, event)
    const linked = stillLinked(db, row.serial)
    if (!linked.ok) return linked
    chosen.set(serial.value, row)
  }
  return ok([...chosen.values()])
}

/** What is printed on the tokens of a box; null where nothing is. */
function printedOf(
  profile: ServiceProfile,
  text: string,
): Result<PrintedExpiry | null, Refusal<'expiry-unreadable'>> {
  if (text.trim() === '') return ok(null)
  const { hardwareExpiry } = profile
  const instantOfDay =
    hardwareExpiry === null || hardwareExpiry === 'not-applicable' ? null : hardwareExpiry.instantOfDay
  const read = readPrintedExpiry(text, instantOfDay)
  return read.ok ? read : refuse('expiry-unreadable', { typed: text })
}

/** How many places of a typed serial are read otherwise at a time; three slips in one serial are no slip. */
const PLACES_MAX = 2

/** Serials of the service's stock that a typed one may have been meant to be, by the characters that look alike. */
function alikeInStock(db: Reads, service: StockRow['service'], serial: string): readonly string[] {
  let tried = new Set([serial])
  const found = new Set<string>()
  const places = doubtfulPlaces(serial)
  for (let depth = 0; depth < PLACES_MAX && found.size === 0; depth += 1) {
    const next = new Set<string>()
    for (const text of tried) {
      for (const { position, others } of places) {
        for (const other of others) next.add(text.slice(0, position - 1) + other + text.slice(position))
      }
    }
    for (const text of next) {
      const candidate = Serial.safeParse(text)
      if (candidate.success && db.stock.find(candidate.data)?.service === service) found.add(text)
    }
    tried = next
  }
  return [...found]
}

function movementOf(
  db: Reads,
  row: StockMovementRow,
): NonNullable<OutputOf<'stock.token'>>['movements'][number] {
  return {
    at: row.at,
    event: row.event,
    before: row.before,
    after: row.after,
    staffName: db.people.nameOf(row.staff),
    secondName: row.second === null ? null : db.people.nameOf(row.second),
    why: row.why,
    caseNo: row.case_no,
    record: row.record,
  }
}

/** That it came stands with its box. One that came home from another branch lies in a later box than its first. */
function receiptOf(
  db: Reads,
  row: StockRow,
  oldest: ReturnType<typeof movementOf> | undefined,
): readonly NonNullable<OutputOf<'stock.token'>>['movements'][number][] {
  const box = db.stock.box(row.box)
  if (box === undefined || (oldest !== undefined && oldest.at < box.at)) return []
  return [
    {
      at: box.at,
      event: 'receive',
      before: null,
      after: 'received',
      staffName: db.people.nameOf(box.staff),
      secondName: db.people.nameOf(box.second),
      why: '',
      caseNo: null,
      record: box.box,
    },
  ]
}

function boxOf(db: Reads, box: BoxRow): OutputOf<'stock.boxes'>[number] {
  const counts = db.stock.boxCounts(box.box)
  return {
    box: box.box,
    service: box.service,
    model: box.model,
    fileName: box.file_name,
    from: box.source,
    tokens: box.tokens,
    first: box.first_serial,
    last: box.last_serial,
    at: box.at,
    byName: db.people.nameOf(box.staff),
    secondName: db.people.nameOf(box.second),
    received: counts.received ?? 0,
    inspected: counts.inspected ?? 0,
    inStock: counts['in-stock'] ?? 0,
  }
}

type Book = {
  readonly today: CalendarDate
  /** The twelve whole months before today's. */
  readonly months: readonly string[]
  readonly counts: readonly StockCount[]
  readonly leaving: readonly MonthCount[]
  readonly inSafe: readonly MonthCount[]
  readonly withCustomers: readonly MonthCount[]
}

/** One model with its numbers and how long it lasts. Where the profile is silent about the order, none is proposed. */
function modelOf(profile: ServiceProfile, model: TokenModel, book: Book): StockModel {
  const of = <Row extends { readonly service: string; readonly model: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.service === profile.id && row.model === model.code)
  const counts = Object.fromEntries(of(book.counts).map(({ state, count }) => [state, count]))
  const { hardware } = model
  const leadDays = hardware?.leadDays ?? null
  const reorderLevel = hardware?.reorderLevel ?? null
  const used = of(book.leaving)
  const ahead = forecast({
    today: book.today,
    counts,
    usedPerMonth: book.months.map((month) => used.find((one) => one.month === month)?.count ?? 0),
    expiringInSafe: of(book.inSafe),
    expiringWithCustomers: of(book.withCustomers),
    leadDays: calendarDays(book.today, leadDays ?? 0),
    reorderLevel: reorderLevel ?? 0,
  })
  return {
    service: profile.id,
    model: model.code,
    name: model.name,
    picture: hardware?.picture ?? null,
    whereIsTheSerial: model.whereIsTheSerial,
    periodSeconds: hardware?.periodSeconds ?? null,
    digits: hardware?.digits ?? null,
    batteryMonths: hardware?.batteryMonths ?? null,
    leadDays,
    reorderLevel,
    counts,
    low: reorderLevel !== null && (counts['in-stock'] ?? 0) < reorderLevel,
    usePerMonth: Math.round((ahead.usedInYear / 12) * 10) / 10,
    monthsOfCover: ahead.monthsOfCover,
    reorderOn: leadDays === null || reorderLevel === null ? null : ahead.orderOn,
    expiring: {
      in3: ahead.expiring[3].withCustomers,
      in6: ahead.expiring[6].withCustomers,
      in12: ahead.expiring[12].withCustomers,
    },
    stale: ahead.wasted,
  }
}

/** Bank days from an order to the box, in days of the calendar. Beyond the known holidays a week has five of them. */
function calendarDays(today: CalendarDate, bankDays: number): number {
  const day = bankDaysAfter(today, bankDays)
  return day === 'unknown' ? Math.ceil((bankDays * 7) / 5) : daysBetween(today, day)
}
