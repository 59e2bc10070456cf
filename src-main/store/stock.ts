import type { CaseNo, Instant, RecordNo, Serial, ServiceId, StaffNo } from '#shared/ids'
import { advance } from '#shared/life'
import type { Refusal } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import { HERE, type StockEvent, type StockState, stockLife } from '#shared/stock'
import { westernDate } from '#shared/text/wareki'
import type { Database } from './database.ts'
import { BoxRow, StockMovementRow, StockRow } from './records.ts'
import type { Critical, Kept, Ready } from './rows.ts'

/** Who moves a token, and why. Events of `TWO_PERSON_EVENTS` need a second person; the database holds that too. */
export type Movement = {
  readonly at: Instant
  readonly staff: StaffNo
  readonly second: StaffNo | null
  readonly why: string
  readonly caseNo?: CaseNo | null
  readonly record?: RecordNo | null
  /** What else changes with the state: the case it is set aside for, the contract it went to, what is printed on it. */
  readonly changes?: Partial<Pick<StockRow, 'box' | 'printed_expiry' | 'case_no' | 'contract_no'>>
}

/** What a token is when it comes; its state is `received`. */
export type Arrival = Pick<
  StockRow,
  'serial' | 'service' | 'model' | 'box' | 'valid_from' | 'valid_until' | 'printed_expiry'
>

/** What a list is narrowed down to; null and `''`: not by this. */
export type StockFilter = {
  readonly service: ServiceId | null
  readonly model: string | null
  readonly state: StockState | null
  readonly box: RecordNo | null
  /** The beginning of a serial, folded. */
  readonly serial: string
}

export type StockCount = {
  readonly service: ServiceId
  readonly model: string
  readonly state: StockState
  readonly count: number
}
export type MonthCount = {
  readonly service: ServiceId
  readonly model: string
  /** `YYYY-MM` in Tokyo. */
  readonly month: string
  readonly count: number
}

type Ending = Omit<MonthCount, 'month'> & {
  readonly valid_until: Instant | null
  readonly printed_expiry: Instant | null
}

/** By the month of the earlier of the two ends. */
function byMonth(endings: readonly Ending[]): readonly MonthCount[] {
  const counted = new Map<string, MonthCount>()
  for (const { service, model, valid_until, printed_expiry, count } of endings) {
    const [end] = [valid_until, printed_expiry].flatMap((at) => at ?? []).sort()
    if (end === undefined) continue
    const month = westernDate(end).slice(0, 7)
    const key = `${service} ${month} ${model}`
    counted.set(key, { service, model, month, count: count + (counted.get(key)?.count ?? 0) })
  }
  return [...counted.values()]
}

const rowOf = (arrival: Arrival, at: Instant): StockRow => ({
  ...arrival,
  state: 'received',
  case_no: null,
  contract_no: null,
  since: at,
})

/** How many of a list one window shows. */
export const WINDOW_ROWS = 200
/** Lists whose order is remembered; more are not looked at side by side. */
const LISTS_KEPT = 4
/** The place after every serial that begins so. */
const AFTER = '~'

/** As `forecast` counts them. */
const IN_SAFE = JSON.stringify(['received', 'inspected', 'in-stock'] satisfies StockState[])
const WITH_CUSTOMERS = JSON.stringify(['delivered', 'registered'] satisfies StockState[])

/**
 * The safe: every hardware token as a thing, the boxes they came in, and every movement. A state changes by `move` and
 * in no other way. The book: what is `HERE` is in the branch, and nothing is ever deleted.
 */
export function stock(db: Database, critical: Critical) {
  const rows = critical.table<StockRow>({
    table: 'stock',
    key: 'serial',
    fields: [
      'serial',
      'service',
      'model',
      'box',
      'state',
      'valid_from',
      'valid_until',
      'printed_expiry',
      'case_no',
      'contract_no',
      'since',
    ],
    parse: (row) => StockRow.parse(row),
  })
  const box = critical.table<BoxRow>({
    table: 'box',
    key: 'box',
    fields: [
      'box',
      'service',
      'model',
      'source',
      'file_name',
      'sha256',
      'tokens',
      'first_serial',
      'last_serial',
      'at',
      'staff',
      'second',
    ],
    parse: (row) => BoxRow.parse(row),
  })
  const note = db.prepare(
    `INSERT INTO stock_movement (serial, at, event, before, after, staff, second, why, case_no, record)
     VALUES (:serial, :at, :event, :before, :after, :staff, :second, :why, :caseNo, :record)`,
  )
  const movements = db.prepare<{ serial: string; limit: number }, unknown>(
    `SELECT serial, at, event, before, after, staff, second, why, case_no, record
       FROM stock_movement WHERE serial = :serial ORDER BY id DESC LIMIT :limit`,
  )
  const newestBoxes = box.select<{ limit: number }>('ORDER BY at DESC, box DESC LIMIT :limit')
  const boxOfFile = box.select<{ sha256: string }>('WHERE sha256 = :sha256')
  const lastBox = db
    .prepare<{ prefix: string }, string | null>(
      "SELECT max(box) FROM box WHERE box >= :prefix AND box < :prefix || '~'",
    )
    .pluck()
  const ofBox = rows.select<{ box: string; state: string }>(
    'WHERE box = :box AND state = :state ORDER BY serial',
  )
  const ofCase = rows.select<{ caseNo: string }>('WHERE case_no = :caseNo ORDER BY serial')
  const boxCounts = db.prepare<{ box: string }, { state: StockState; count: number }>(
    'SELECT state, count(*) AS count FROM stock WHERE box = :box GROUP BY state',
  )
  const counts = db.prepare<[], StockCount>(
    'SELECT service, model, state, count(*) AS count FROM stock GROUP BY service, model, state',
  )
  // A token that a customer's link names is not free, wherever the book has it: an import may know more than we do.
  type Free = { service: string; model: string; now: string; limit: number }
  const freeDated = rows.select<Free>(
    `WHERE service = :service AND model = :model AND state = 'in-stock' AND valid_until > :now
       AND (valid_from IS NULL OR valid_from <= :now)
       AND (printed_expiry IS NULL OR printed_expiry > :now)
       AND EXISTS (SELECT 1 FROM token WHERE token.serial = stock.serial AND tombstone IS NULL)
       AND NOT EXISTS (SELECT 1 FROM link WHERE link.serial = stock.serial)
     ORDER BY valid_until, serial LIMIT :limit`,
  )
  const freeDateless = rows.select<Free>(
    `WHERE service = :service AND model = :model AND state = 'in-stock' AND valid_until IS NULL
       AND (valid_from IS NULL OR valid_from <= :now)
       AND (printed_expiry IS NULL OR printed_expiry > :now)
       AND EXISTS (SELECT 1 FROM token WHERE token.serial = stock.serial AND tombstone IS NULL)
       AND NOT EXISTS (SELECT 1 FROM link WHERE link.serial = stock.serial)
     ORDER BY serial LIMIT :limit`,
  )
  const freeCount = db
    .prepare<Omit<Free, 'limit'>, number>(
      `SELECT count(*) FROM stock
        WHERE service = :service AND model = :model AND state = 'in-stock'
          AND (valid_until IS NULL OR valid_until > :now)
          AND (valid_from IS NULL OR valid_from <= :now)
          AND (printed_expiry IS NULL OR printed_expiry > :now)
          AND EXISTS (SELECT 1 FROM token WHERE token.serial = stock.serial AND tombstone IS NULL)
          AND NOT EXISTS (SELECT 1 FROM link WHERE link.serial = stock.serial)`,
    )
    .pluck()
  type Here = Pick<StockRow, 'serial' | 'model' | 'state'>
  const here = db.prepare<{ service: string; states: string }, Here>(
    `SELECT serial, model, state FROM stock
      WHERE service = :service AND state IN (SELECT value FROM json_each(:states)) ORDER BY serial`,
  )
  const leaving = db.prepare<{ since: string }, MonthCount>(
    `SELECT s.service, s.model, strftime('%Y-%m', m.at, '+9 hours') AS month, count(DISTINCT m.serial) AS count
       FROM stock_movement m JOIN stock s ON s.serial = m.serial
      WHERE m.at >= :since AND m.event IN ('post', 'hand-over')
      GROUP BY s.service, s.model, month`,
  )
  const expiries = db.prepare<{ states: string }, Ending>(
    `SELECT service, model, valid_until, printed_expiry, count(*) AS count
       FROM stock
      WHERE state IN (SELECT value FROM json_each(:states)) AND (valid_until IS NOT NULL OR printed_expiry IS NOT NULL)
      GROUP BY service, model, valid_until, printed_expiry`,
  )

  // Four ways to one list, each by the index that holds it. Where most of the safe is asked for, walking it in its own
  // order is quicker than sorting what an index finds.
  type Chosen = StockFilter & { after: string }
  const inBox = db
    .prepare<Chosen, string>(
      `SELECT serial FROM stock
        WHERE box = :box AND (:state IS NULL OR state = :state) AND (:service IS NULL OR service = :service)
          AND (:model IS NULL OR model = :model) AND serial >= :serial AND serial < :after
        ORDER BY serial`,
    )
    .pluck()
  const ofModelInState = db
    .prepare<Chosen, string>(
      `SELECT serial FROM stock
        WHERE service = :service AND model = :model AND state = :state AND serial >= :serial AND serial < :after
        ORDER BY serial`,
    )
    .pluck()
  const inState = db
    .prepare<Chosen, string>(
      'SELECT serial FROM stock WHERE state = :state AND serial >= :serial AND serial < :after ORDER BY serial',
    )
    .pluck()
  const anywhere = db
    .prepare<Chosen, string>(
      `SELECT serial FROM stock NOT INDEXED
        WHERE serial >= :serial AND serial < :after AND (:service IS NULL OR service = :service)
          AND (:model IS NULL OR model = :model) AND (:state IS NULL OR state = :state)
        ORDER BY serial`,
    )
    .pluck()

  /** Lists in their order, by what they are narrowed down to, and when what lies here ends; gone with the next movement. */
  const lists = new Map<string, readonly string[]>()
  let endings: readonly MonthCount[] | undefined
  const forget = (): void => {
    lists.clear()
    endings = undefined
  }

  function serialsIn(filter: StockFilter): readonly string[] {
    const key = JSON.stringify([filter.service, filter.model, filter.state, filter.box, filter.serial])
    const known = lists.get(key)
    if (known !== undefined) return known
    const { service, model, state, box } = filter
    let way = anywhere
    if (box !== null) way = inBox
    else if (state !== null && service !== null && model !== null) way = ofModelInState
    else if (state !== null && service === null && model === null) way = inState
    const found = way.all({ ...filter, after: filter.serial + AFTER })
    // What an attempt sees may be taken back.
    if (db.inTransaction) return found
    const [oldest] = lists.keys()
    if (lists.size >= LISTS_KEPT && oldest !== undefined) lists.delete(oldest)
    lists.set(key, found)
    return found
  }

  function nextBox(branchNo: string): RecordNo {
    const prefix = `BX-${branchNo}-`
    const last = Number(lastBox.get({ prefix })?.slice(-6) ?? 0)
    // Made from a branch number and a number, as RecordNo wants it.
    return `${prefix}${String(last + 1).padStart(6, '0')}` as RecordNo
  }

  function receive(arrival: Arrival, at: Instant): void {
    forget()
    rows.insert(rowOf(arrival, at))
  }

  return {
    find: (serial: Serial) => rows.find(serial),

    /**
     * The one way a state changes: by an event of the life table, with its movement.
     *
     * @returns the row after it, or `state-forbids`
     */
    move(
      row: Kept<StockRow>,
      event: StockEvent,
      { at, staff, second, why, caseNo = null, record = null, changes = {} }: Movement,
    ): Result<Kept<StockRow>, Refusal<'state-forbids'>> {
      const next = advance(stockLife, row.state, event, row.serial)
      if (!next.ok) return next
      forget()
      const after = rows.update(row.serial, row.ver, { ...changes, state: next.value, since: at })
      note.run({
        serial: row.serial,
        at,
        event,
        before: row.state,
        after: next.value,
        staff,
        second,
        why,
        caseNo,
        record,
      })
      return ok(after)
    },

    /** A new box under the branch's next number, without its tokens. A file that was written before throws. */
    addBox: (branchNo: string, facts: Omit<BoxRow, 'box'>): Kept<BoxRow> =>
      box.insert({ ...facts, box: nextBox(branchNo) }),
    /** The number the next box will have, for rows that are made ready before it. */
    nextBox,
    box: (no: RecordNo) => box.find(no),
    boxOfFile: (sha256: string) => boxOfFile.get({ sha256 }),
    boxes: (limit = 500) => newestBoxes.all({ limit }),
    boxCounts: (no: RecordNo): Readonly<Partial<Record<StockState, number>>> =>
      Object.fromEntries(boxCounts.all({ box: no }).map(({ state, count }) => [state, count])),
    ofBox: (no: RecordNo, state: StockState) => ofBox.all({ box: no, state }),
    ofCase: (caseNo: CaseNo) => ofCase.all({ caseNo }),

    /** A token comes: it has to be known as a token already, and to bear a serial that is in no stock yet. */
    receive,
    /** The same for a whole box: each made ready outside an attempt, all added in one. */
    ready: (arrival: Arrival, at: Instant): Ready<StockRow> => rows.ready(rowOf(arrival, at)),
    addReady(ready: Iterable<Ready<StockRow>>): void {
      forget()
      rows.insertReady(ready)
    },
    receiveMany(arrivals: Iterable<Arrival>, at: Instant): void {
      for (const arrival of arrivals) receive(arrival, at)
    },

    /** A window on a list in the order of the serials. Each row is verified, the order is not. */
    list(
      filter: StockFilter,
      from: number,
      limit = WINDOW_ROWS,
    ): { readonly rows: readonly Kept<StockRow>[]; readonly total: number } {
      const serials = serialsIn(filter)
      const shown = serials.slice(from, from + limit).flatMap((serial) => rows.find(serial) ?? [])
      return { rows: shown, total: serials.length }
    },
    counts: (): readonly StockCount[] => counts.all(),

    /** Tokens that can be set aside now: usable today, nobody's, not marked; the one that expires first comes first. */
    free(service: ServiceId, model: string, now: Instant, limit: number): readonly Kept<StockRow>[] {
      const dated = freeDated.all({ service, model, now, limit })
      if (dated.length >= limit) return dated
      return [...dated, ...freeDateless.all({ service, model, now, limit: limit - dated.length })]
    },

    freeCount: (service: ServiceId, model: string, now: Instant): number =>
      freeCount.get({ service, model, now }) ?? 0,

    /**
     * What a stocktake expects to find. Read without the rows' MACs, because it may be the whole safe; what is decided
     * about a token afterwards is decided about its verified row.
     */
    here(service: ServiceId, model: string | null) {
      const all = here.all({ service, states: JSON.stringify(HERE) })
      return model === null ? all : all.filter((row) => row.model === model)
    },

    /** Newest first. */
    movements: (serial: Serial, limit = 500): readonly StockMovementRow[] =>
      movements.all({ serial, limit }).map((row) => StockMovementRow.parse(row)),

    /** Tokens that went to customers since an instant, by month. */
    leaving: (since: Instant): readonly MonthCount[] => leaving.all({ since }),
    /** Tokens with a known expiry by the month of the earlier one, file's or printed: in the safe, or soon there. */
    expiriesInSafe(): readonly MonthCount[] {
      const found = endings ?? byMonth(expiries.all({ states: IN_SAFE }))
      if (!db.inTransaction) endings = found
      return found
    },
    expiriesWithCustomers: (): readonly MonthCount[] => byMonth(expiries.all({ states: WITH_CUSTOMERS })),
  }
}
export type Stock = ReturnType<typeof stock>
