import { expect } from 'vitest'
import type { CaseRow, LinkHistoryRow } from '#main/store/records'
import { CaseState } from '#shared/cases'
import { type CaseNo, Serial } from '#shared/ids'
import type { TestDesk } from '../../../fixtures/desk.ts'
import { four, isBuried, type Known, linksOf, readOf, rowOf, storeOf, type Walk } from './walk.ts'

/** What holds after every walk, whatever was done on it. */

/** Executed without a form, and so without a receipt. */
const WITHOUT_PAPER: readonly string[] = ['loss', 'profile-change']

/** All of it; `wholeChain`: every entry and every row are read again as well, also those of walks before this one. */
export function holds(
  walk: Walk,
  marks: ReadonlyMap<Serial, number | null>,
  { wholeChain }: { readonly wholeChain: boolean },
): void {
  const store = storeOf(walk)
  // I1: the chain, the sum of all critical rows, and the file itself.
  if (wholeChain)
    expect(store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true }, structure: [] })
  for (const [caseNo, known] of walk.cases) approvalsHold(walk, rowOf(walk, caseNo), known)
  for (const { contractNo } of walk.town.contracts) historyHolds(walk, contractNo)
  for (const caseNo of walk.cases.keys()) parcelsHold(walk, rowOf(walk, caseNo))
  safeHolds(walk)
  // I4: no replay mark ever falls.
  for (const { serial } of walk.town.ownTokens) {
    const now = readOf(walk).tokens.find(serial)?.high_water ?? null
    const was = marks.get(serial) ?? null
    if (was !== null) expect(now ?? -1).toBeGreaterThanOrEqual(was)
    if (now !== was) walk.seen.spent += 1
  }
}

/** I2 and I3 of one case: who agreed to what, with which hash, and the entry and the receipt that belong to it. */
function approvalsHold(walk: Walk, row: CaseRow, known: Known): void {
  const { read, trail } = storeOf(walk)
  const approvals = read.cases.approvals(row.case_no)
  const final = approvals.filter(({ decision }) => decision === 'approve')
  const entries = trail.ofObject(row.case_no).filter(({ outcome }) => outcome === 'done')
  const executions = entries.filter(({ verb }) => verb === 'case.executed' || verb === 'profile.changed')
  for (const { approver_person, maker_person } of approvals) expect(approver_person).not.toBe(maker_person)
  walk.seen.ends.add(row.state)
  expect([...read.cases.hands(row.case_no)].sort()).toEqual([...known.hands].sort())

  if (known.executed === undefined) {
    expect(row).toMatchObject({ executed_at: null, receipt_no: null })
    expect(final).toEqual([])
    expect(executions).toEqual([])
  } else {
    const { hash, approvers } = known.executed
    const agreedTo = approvals.filter(
      ({ version, decision }) =>
        version === final[0]?.version && (decision === 'approve' || decision === 'approve-first'),
    )
    expect(agreedTo.map(({ approver_person }) => approver_person).sort()).toEqual([...approvers].sort())
    for (const { content_hash } of agreedTo) expect(content_hash).toBe(hash)
    expect(final).toHaveLength(1)
    expect(executions).toMatchObject([{ payload: { contentHash: hash } }])
    if (WITHOUT_PAPER.includes(row.kind)) expect(row.receipt_no).toBeNull()
    else expect(executions).toMatchObject([{ payload: { receiptNo: row.receipt_no } }])
    if (row.kind === 'profile-change')
      expect(read.profiles.versions(row.service).map(({ case_no }) => case_no)).toContain(row.case_no)
  }
  const reviews = approvals.filter(({ decision }) => decision === 'review')
  expect(reviews.map(({ approver_person }) => approver_person)).toEqual(
    known.reviewed === undefined ? [] : [known.reviewed],
  )
  expect(row.state === 'lapsed', 'lapsed at a closing, and only there').toBe(known.lapsed)
  expect(entries.filter(({ verb }) => verb === 'case.lapsed')).toHaveLength(known.lapsed ? 1 : 0)
  if (row.kind === 'loss' && row.state !== 'awaiting-review')
    expect(known.reviewed, `${row.state} unseen`).toBeDefined()
}

const personOf = (staff: string | null): string | undefined => four.find((one) => one.staff === staff)?.person

/** MC-09: what is packed was read by two, and what has left was released by a supervisor who did not pack it. */
function parcelsHold(walk: Walk, row: CaseRow): void {
  const { read } = storeOf(walk)
  const parcels = read.parcels.ofCase(row.case_no)
  if (row.kind !== 'hardware') expect(parcels).toEqual([])
  expect(parcels.filter(({ ended }) => ended === 0).length).toBeLessThanOrEqual(1)
  for (const parcel of parcels) {
    if (parcel.packed_at !== null) {
      expect(row.executed_at, 'packed before it was approved').not.toBeNull()
      expect(parcel.packed_by).toBe(parcel.read_by)
      expect(personOf(parcel.packed_second)).toBeDefined()
      expect(personOf(parcel.packed_second), 'read by one person twice').not.toBe(personOf(parcel.read_by))
      walk.seen.packed += 1
    } else expect([parcel.mail_no, parcel.bag, parcel.delivered_at]).toEqual([null, null, null])
    if (parcel.bag === null) expect(parcel.posted_at).toBeNull()
    else {
      const bag = read.stockRecords.find('bag', parcel.bag)
      const releaser = four.find(({ staff }) => staff === bag?.second)
      expect(releaser?.role).toBe('supervisor')
      expect(releaser?.person, 'released by whoever packed it').not.toBe(personOf(parcel.packed_by))
      expect(releaser?.person, 'released by whoever posted it').not.toBe(personOf(bag?.staff ?? null))
    }
    if (parcel.lost_at !== null) expect(isBuried(walk, parcel.serial)).toBe(true)
  }
}

/** The book equals the safe: a thing stands where its parcel is, and is set aside for no case that has let it go. */
function safeHolds(walk: Walk): void {
  const { read } = storeOf(walk)
  const underWay = new Map(
    [...walk.cases.keys()].flatMap((caseNo) => {
      const parcel = read.parcels.underWay(caseNo)
      return parcel === undefined ? [] : [[parcel.serial, parcel] as const]
    }),
  )
  for (const [serial, parcel] of underWay) {
    const stock = read.stock.find(serial)
    expect(stock?.case_no, `${serial} is in the parcel of ${parcel.case_no}`).toBe(parcel.case_no)
    const { state } = stock ?? {}
    if (parcel.returned_at !== null) expect(state).toBe('undelivered')
    else if (parcel.delivered_at !== null)
      expect(['delivered', 'registered', 'lost-by-customer', 'returned-by-customer']).toContain(state)
    else if (parcel.posted_at !== null) expect(state).toBe('dispatched')
    else expect(state).toBe(parcel.packed_at === null ? 'reserved' : 'packed')
  }
  for (const serial of walk.town.fobs) {
    const stock = read.stock.find(Serial.parse(serial))
    if (stock === undefined) throw new Error(`${serial} went away`)
    const moves = read.stock.movements(stock.serial).toReversed()
    expect(moves.at(-1)?.after, `${serial} got there by a movement`).toBe(stock.state)
    for (const [at, move] of moves.entries()) if (at > 0) expect(move.before).toBe(moves[at - 1]?.after)
    if (['reserved', 'packed', 'dispatched'].includes(stock.state) && walk.cases.has(stock.case_no as CaseNo))
      expect([...underWay.keys()], `${serial} is set aside for nobody`).toContain(stock.serial)
  }
}

/** I3 of one contract: links, their history and the trail say the same, and every change belongs to somebody's case. */
function historyHolds(walk: Walk, contractNo: string): void {
  const { read, trail } = storeOf(walk)
  const newestFirst = read.tokens.historyOfContract(contractNo, 500)
  const links = linksOf(walk, contractNo)
  const last = new Map<string, LinkHistoryRow>()
  for (const row of newestFirst.toReversed()) {
    const earlier = last.get(row.link)
    if (earlier !== undefined) expect(beforeOf(row)).toEqual(afterOf(earlier))
    last.set(row.link, row)
    belongs(walk, row)
  }
  for (const link of links.values()) {
    const row = last.get(link.link)
    if (row !== undefined) expect(afterOf(row)).toEqual([link.serial, link.registration, link.authentication])
    // What the branch has stopped stands in a loss that is still open, or nobody would ever find it again.
    if (link.authentication === 'suspended') {
      const stopped = newestFirst.find((one) => one.link === link.link && one.event === 'suspend')
      expect(stopped?.case_no, 'stopped by a case').not.toBeNull()
      const loss = stopped?.case_no == null ? undefined : read.cases.find(stopped.case_no)
      expect(loss?.state, `${link.link} is stopped by ${loss?.case_no}`).toMatch(/^awaiting-(review|papers)$/)
    }
  }
  for (const loss of read.cases.openOfContract(contractNo)) {
    if (loss.state !== 'awaiting-papers') continue
    const holding = [...links.values()].filter(
      ({ link, authentication }) =>
        authentication === 'suspended' &&
        newestFirst.find((one) => one.link === link && one.event === 'suspend')?.case_no === loss.case_no,
    )
    expect(holding.length, `${loss.case_no} is open and stops nothing`).toBeGreaterThan(0)
  }
  // Every link that an entry says has moved did move so, and none moved without one.
  const byCase = new Map<CaseNo, LinkHistoryRow[]>()
  for (const row of newestFirst.toReversed())
    if (row.case_no !== null) byCase.set(row.case_no, [...(byCase.get(row.case_no) ?? []), row])
  for (const [caseNo, rows] of byCase) {
    const told = trail.ofObject(caseNo).flatMap(({ outcome, payload }) => {
      const moved = (payload as { moved?: readonly { link: string; event: string }[] } | undefined)?.moved
      return outcome === 'done' && moved !== undefined
        ? moved.map(({ link, event }) => `${link} ${event}`)
        : []
    })
    const kept = rows.filter(({ event }) => event !== 'register').map(({ link, event }) => `${link} ${event}`)
    expect(kept).toEqual(told)
    const registered = trail
      .ofObject(caseNo)
      .filter(({ outcome, verb }) => outcome === 'done' && verb === 'case.registered')
    expect(rows.filter(({ event }) => event === 'register')).toHaveLength(registered.length)
  }
}
const beforeOf = (row: LinkHistoryRow) => [
  row.serial_before,
  row.registration_before,
  row.authentication_before,
]
const afterOf = (row: LinkHistoryRow) => [row.serial_after, row.registration_after, row.authentication_after]

/** Only an executed case moves a link, or the stop that is looked at afterwards; and each only as its kind may. */
function belongs(walk: Walk, { case_no: caseNo, event }: LinkHistoryRow): void {
  if (caseNo === null) {
    expect(event).toBe('import')
    return
  }
  const row = rowOf(walk, caseNo)
  if (row.kind === 'loss') expect(event).toBe('suspend')
  else {
    expect(row.executed_at, `${event} by ${caseNo}`).not.toBeNull()
    expect(event).not.toBe('suspend')
  }
  if (event.startsWith('resume')) expect(row.kind).toBe('resume')
}

/** I3: receipts count up by one, whoever got them. */
export function receiptsHold(at: TestDesk): void {
  const { read } = storeOf({ desk: at })
  const receipts = CaseState.options
    .flatMap((state) => read.cases.inState(state, 100_000))
    .flatMap(({ receipt_no }) => (receipt_no === null ? [] : [receipt_no]))
  expect(receipts.toSorted()).toEqual(
    receipts.map((_none, turn) => `R-999-${String(turn + 1).padStart(6, '0')}`),
  )
}
