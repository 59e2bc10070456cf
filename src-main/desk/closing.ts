import { secretBytes } from '#main/keys/random'
import type { DeskStore } from '#main/store/desk-store'
import type { CaseRow, DaySheetRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import { sheetCode } from '#main/store/sheet-code'
import type { Reads } from '#main/store/tables'
import { bankDaysAfter, dayAfter } from '#shared/calendar'
import { type CaseState, OPEN_STATES } from '#shared/cases'
import { type CalendarDate, type CaseNo, Instant } from '#shared/ids'
import { DayFacts, type DaySheet, type Outcome } from '#shared/operations/closing'
import { refuse } from '#shared/refusals'
import { ok } from '#shared/result'
import type { Staff } from '#shared/staff'
import { westernDate } from '#shared/text/wareki'
import type { Reading } from '../clock.ts'
import { type Branch, by, type Premises } from '../premises.ts'
import { backupStatus, makeBackup } from './backup.ts'
import { machineSince, waitsFor } from './day.ts'
import { lastSheetNumber } from './given-numbers.ts'
import type { Handlers } from './handlers.ts'
import { conspicuousPairs, pausesAfter } from './pace.ts'
import { letGo } from './parcels.ts'
import { sampleFor } from './reviews.ts'

/**
 * 締上. What nobody decided in time ends, each request with an entry of its own; then a number nobody could know goes into
 * the trail, its head is signed, and the sheet is made over it in one transaction. Whatever is cut off before that is done again the next time, and comes to the
 * same: requests that have ended have ended, a head that is signed stays signed, and the number was not used.
 */

/** What a request waits for that may end: a decision. */
const UNDECIDED = ['awaiting-approval', 'awaiting-second-approval'] as const satisfies readonly CaseState[]
const ENTRIES_AT_ONCE = 500
const LOT_BYTES = 32
const BEFORE_ALL = Instant.parse('1970-01-01T00:00:00.000Z')

/** Stores that are being closed: an errand waits, and a second one would make a second sheet. */
const underWay = new WeakSet<DeskStore>()

/** The first day whose closing ends a request: the business day after it was handed in. */
function lapsesOn(row: CaseRow): CalendarDate {
  const day = westernDate(row.submitted_at ?? row.since)
  const next = bankDaysAfter(day, 1)
  return next === 'unknown' ? dayAfter(day, 1) : next
}

/** Requests that end with a closing on `date`; none while the clock is not believed. */
const lapsing = (db: Reads, date: CalendarDate, now: Reading): readonly Kept<CaseRow>[] =>
  now.state !== 'trusted'
    ? []
    : UNDECIDED.flatMap((state) => db.cases.inState(state).filter((row) => lapsesOn(row) <= date))

/** What the trail says of the time since the last sheet. */
function sinceLastSheet(store: DeskStore, size: number) {
  const counts = new Map<string, number>()
  const lapsed: CaseNo[] = []
  let refused = 0
  let clockDoubts = 0
  let before: number | undefined
  for (;;) {
    const entries = store.trail.newest(ENTRIES_AT_ONCE, before)
    for (const { seq, outcome, verb, object } of entries) {
      if (seq <= size) continue
      if (outcome.startsWith('refused:')) refused += 1
      else counts.set(verb, (counts.get(verb) ?? 0) + 1)
      if (verb === 'clock.doubted') clockDoubts += 1
      if (verb === 'case.lapsed' && object !== null) lapsed.push(object as CaseNo)
    }
    before = entries.at(-1)?.seq
    if (before === undefined || before <= size + 1) break
  }
  return {
    counts: [...counts]
      .map(([event, count]) => ({ event, count }))
      .sort((left, right) => right.count - left.count || (left.event < right.event ? -1 : 1)),
    refused,
    lapsed: lapsed.toSorted(),
    clockDoubts,
  }
}

/** What stands on the sheet if it is made now. */
function factsNow(store: DeskStore, now: Reading, backup: Outcome, drill: Outcome): DayFacts {
  const db = store.read
  const last = db.days.newestSheet()
  const date = westernDate(now.instant)
  const openings = db.days.openingsAfter(last?.number ?? 0).map((row) => ({
    at: row.opened_at,
    how: row.how,
    by: db.people.nameOf(row.opened_by),
    second: row.second === null ? null : db.people.nameOf(row.second),
    reason: row.reason,
  }))
  return {
    ...sinceLastSheet(store, last?.size ?? 0),
    openings,
    open: OPEN_STATES.map((state) => ({ state, count: db.cases.count(state) })).filter(
      ({ count }) => count > 0,
    ),
    clock: now.state,
    backup,
    drill,
    deputies: db.days.deputiesOf(date).map(({ staff }) => db.people.nameOf(staff)),
    sample: [],
    pauses: pausesAfter(db, last?.made_at ?? BEFORE_ALL),
    pairs: conspicuousPairs(db, date),
  }
}

/** One request ends, with what was set aside for it; a failure leaves it where it is, for somebody to look at. */
function lapse(premises: Premises, branch: Branch, caseNo: CaseNo, staff: Staff, now: Reading): void {
  branch.store.attempt({ ...by(premises, now, staff, 'closing.close'), object: caseNo }, (db) => {
    const row = db.cases.find(caseNo)
    if (row === undefined || !UNDECIDED.some((state) => state === row.state))
      return refuse('state-forbids', { thing: caseNo, state: row?.state ?? '', event: 'lapse' })
    const freed = letGo(db, row, staff, now, '')
    if (!freed.ok) return freed
    db.cases.change(row, {
      state: 'lapsed',
      since: now.instant,
      version: row.version + 1,
      content_hash: null,
      first_approver: null,
      closed_at: now.instant,
    })
    return ok({
      output: undefined,
      audit: { event: 'case.lapsed', object: caseNo, facts: { submittedAt: row.submitted_at } },
    })
  })
}

/**
 * Makes the head that is signed next one that nobody knows yet. Heads are signed all day and everybody may see them: had
 * nothing happened since the last one, the root that chooses the sample would be known, and one could close at a root
 * that chooses well. A closing that is cut off right here leaves this entry without a sheet, for everybody to see.
 */
function drawLots(premises: Premises, branch: Branch, staff: Staff, now: Reading): void {
  branch.store.attempt(by(premises, now, staff, 'closing.close'), () =>
    ok({
      output: undefined,
      audit: { event: 'closing.begun', facts: { random: secretBytes(LOT_BYTES).toString('hex') } },
    }),
  )
}

/** The sheet over the head that is signed now. One transaction with the end of the deputies. */
function makeSheet(
  premises: Premises,
  branch: Branch,
  staff: Staff,
  now: Reading,
  outcomes: { readonly backup: Outcome; readonly drill: Outcome },
): number {
  const { store } = branch
  const facts = factsNow(store, now, outcomes.backup, outcomes.drill)
  drawLots(premises, branch, staff, now)
  const { size, root } = store.trail.sign()
  const sample = sampleFor(store.read, store.read.days.newestSheet()?.size ?? 0, size, root)
  const origin = store.trail.origin()
  const made = store.attempt<number, never>(by(premises, now, staff, 'closing.close'), (db) => {
    const last = db.days.newestSheet()
    const date = westernDate(now.instant)
    const number = lastSheetNumber(db) + 1
    const previous = last?.code ?? ''
    db.days.keepSheet({
      number,
      date,
      made_at: now.instant,
      made_by: staff.staff,
      size,
      root,
      code: sheetCode({ origin, number, date, size, root, previous }),
      previous,
      facts: JSON.stringify({ ...facts, sample }),
    })
    db.days.endDeputies(date, now.instant)
    // Never the code: whoever reads the trail would have it without the paper.
    return ok({
      output: number,
      audit: { event: 'day.closed', object: String(number), facts: { date, size, root } },
    })
  })
  if (!made.ok) throw new Error('the closing was refused by nobody')
  store.settleAnchor()
  return made.value
}

/** How the branch stands with its backups, in the words of the sheet. */
function copiesOf(branch: Branch, now: Reading): { readonly backup: Outcome; readonly drill: Outcome } {
  const { folder, lastTry, lastDrill, state, drillDue } = backupStatus(branch, now.instant)
  if (folder === null) return { backup: 'none', drill: 'none' }
  const failed = lastTry !== null && lastTry.outcome !== 'done'
  const drillFailed = lastDrill !== null && lastDrill.outcome !== 'done'
  return {
    backup: failed ? 'failed' : lastTry === null || state === 'bad' ? 'overdue' : 'done',
    drill: drillFailed ? 'failed' : drillDue ? 'overdue' : lastDrill === null ? 'none' : 'done',
  }
}

/** The first day of a branch begins without a sheet, and that is on record with its first sheet. */
function recordFirstOpening(premises: Premises, branch: Branch, staff: Staff, now: Reading): void {
  if (branch.store.read.days.newestSheet() !== undefined) return
  if (branch.store.read.days.newestOpening() !== undefined) return
  branch.store.attempt(by(premises, now, staff, 'closing.close'), (db) => {
    db.days.begin({
      date: westernDate(now.instant),
      machine_since: machineSince(now),
      opened_at: now.instant,
      opened_by: staff.staff,
      second: null,
      how: 'no-sheet',
      sheet: null,
      reason: '',
    })
    return ok({
      output: undefined,
      audit: {
        event: 'day.opened',
        object: westernDate(now.instant),
        facts: { how: 'no-sheet', sheet: null },
      },
    })
  })
}

export const closingHandlers: Handlers<'closing.preview' | 'closing.close' | 'closing.sheets'> = {
  'closing.preview': (_request, { db, now, premises }) => {
    const { branch } = premises
    if (db === undefined || branch === undefined) throw new Error('asked before the gate has looked')
    const date = westernDate(now.instant)
    const { backup, drill } = copiesOf(branch, now)
    const facts = factsNow(branch.store, now, backup, drill)
    return ok({
      number: lastSheetNumber(db) + 1,
      date,
      facts,
      lapsing: lapsing(db, date, now).map((row) => ({
        caseNo: row.case_no,
        submittedAt: row.submitted_at ?? row.since,
        makerName: db.people.nameOf(row.maker),
      })),
      deputies: facts.deputies.slice(),
    })
  },

  'closing.close': async (_request, { premises }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) throw new Error('asked before the gate has looked')
    const { store } = branch
    if (underWay.has(store)) return refuse('closing-under-way', {})
    underWay.add(store)
    try {
      const { staff } = session
      const now = premises.around.clock.read()
      recordFirstOpening(premises, branch, staff, now)
      for (const row of lapsing(store.read, westernDate(now.instant), now))
        lapse(premises, branch, row.case_no, staff, now)
      // A backup that failed stands on the sheet; it holds no closing up.
      if (copiesOf(branch, now).backup !== 'none') await makeBackup(premises, 'daily')
      if (premises.branch !== branch || premises.session !== session) return refuse('not-signed-in', {})
      const then = premises.around.clock.read()
      const number = makeSheet(premises, branch, staff, then, copiesOf(branch, then))
      premises.sheetMade = number
      session.closedAt = then.mono
      premises.around.changed()
      return ok({ number })
    } finally {
      underWay.delete(store)
    }
  },

  'closing.sheets': (_request, { db, now, premises }) => {
    if (db === undefined) return ok([])
    return ok(
      db.days.sheets().map((row) => {
        const facts = DayFacts.parse(JSON.parse(row.facts))
        return {
          number: row.number,
          date: row.date,
          madeAt: row.made_at,
          madeByName: db.people.nameOf(row.made_by),
          size: row.size,
          prints: db.prints.count('day-sheet', String(row.number)),
          overrides: facts.openings.filter(({ how }) => how === 'override').length,
          printable: isPrintable(db, premises, row, now),
        }
      }),
    )
  },
}

/**
 * Whether a sheet may be put on paper or screen. The newest one's code is what the opening asks for, and whoever could
 * read it here would need no paper; so only whoever just made it prints it before the branch is in service again.
 */
const isPrintable = (
  db: Reads,
  premises: Premises,
  row: Pick<DaySheetRow, 'number'>,
  now: Reading,
): boolean =>
  premises.sheetMade === row.number ||
  waitsFor(db, now) === undefined ||
  row.number !== db.days.newestSheet()?.number

/** A sheet as it is printed; undefined where there is none, or where it may not be shown now. */
export function daySheetOf(
  premises: Premises,
  branch: Branch,
  number: number,
  now: Reading,
): DaySheet | undefined {
  const db = branch.store.read
  const row = db.days.sheet(number)
  if (row === undefined || !isPrintable(db, premises, row, now)) return undefined
  return {
    number: row.number,
    date: row.date,
    madeAt: row.made_at,
    madeByName: db.people.nameOf(row.made_by),
    size: row.size,
    root: row.root,
    note: branch.store.trail.notes().find((note) => note.split('\n')[1] === String(row.size)) ?? '',
    code: row.code,
    previous: row.previous,
    facts: DayFacts.parse(JSON.parse(row.facts)),
  }
}
