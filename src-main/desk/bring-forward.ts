import type { Unpacked } from '#main/backup/restore'
import { LOOK_AHEAD } from '#main/otp/engine'
import type { BackupRow } from '#main/store/backups'
import type { DeskStore } from '#main/store/desk-store'
import type { CaseRow, StaffTokenRow, TokenRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Reads, Writes } from '#main/store/tables'
import { CaseNo, type ContractNo, type Instant, type StaffNo } from '#shared/ids'
import { RestoreRecord } from '#shared/operations/backup'
import { ok } from '#shared/result'
import { westernDate } from '#shared/text/wareki'
import type { Reading } from '../clock.ts'
import { momentOf, type Premises } from '../premises.ts'
import { moveLinkOf } from './effects.ts'
import {
  CASE_FLOOR,
  lastCaseNumber,
  lastReceiptNumber,
  lastSheetNumber,
  RECEIPT_FLOOR,
  SHEET_FLOOR,
} from './given-numbers.ts'

/**
 * 復元: a store out of a backup takes the place of another, or of one that is lost. It moves time back, and what must not go back
 * with it is put right before anybody can use it: no code that was shown before can be used again, no number is given
 * out twice, whatever was stopped since is stopped again first, and everything else that happened since is on a list.
 */

/** How many restores a store has behind it. */
const EPOCH = 'restore-epoch'
/** Numbers left free where nobody can tell how many were given out: they are found on paper, and never twice. */
const RECEIPTS_LEFT_FREE = 1000
const CASES_LEFT_FREE = 500
const SHEETS_LEFT_FREE = 100
/**
 * How far a counter token is moved on where nobody knows which of its codes were shown since: past whatever one accepted code
 * can have spent, and not so far that the token would be lost to the bank's own look-ahead.
 */
const COUNTS_LEFT_FREE = LOOK_AHEAD + 1
/** Longest lists in the record; what is beyond is counted among the rest. */
const LISTED_MAX = 500

/** The store that is being replaced, as far as it can still be read. */
type Old = Pick<DeskStore, 'read' | 'trail'>

/** Two people, by their own slots or by two cards; `file` is the name of the backup they chose. */
export type How = Pick<RestoreRecord, 'how' | 'by' | 'without' | 'file'> & {
  readonly staff: readonly StaffNo[]
}

/**
 * Changes the unpacked store into one that people can go on with, in one attempt.
 *
 * @param replaced the store it replaces; `not-opened` where that can no longer be read, `none` where there is none
 */
export function bringForward(
  premises: Premises,
  store: DeskStore,
  { header, manifest }: Pick<Unpacked, 'header' | 'manifest'>,
  replaced: Old | 'not-opened' | 'none',
  { staff, file, ...how }: How,
): RestoreRecord {
  const old = typeof replaced === 'string' ? undefined : replaced
  const { branchNo } = manifest
  const now = premises.around.clock.read()
  const after = old === undefined ? undefined : entriesAfter(old, manifest, header.at)
  // Never before anything that was written: the clock may be the reason why we are here.
  const latest = [now.instant, header.at, old?.trail.newest(1)[0]?.wall ?? ''].sort().at(-1) ?? now.instant
  const missing = old === undefined || after === undefined ? nothingKnown : missingFrom(old, after)
  const epoch =
    Math.max(Number(store.read.meta.find(EPOCH) ?? 0), Number(old?.read.meta.find(EPOCH) ?? 0)) + 1
  const lastReceipt = lastReceiptNumber(store.read)
  const receiptFloor =
    old === undefined ? lastReceipt + RECEIPTS_LEFT_FREE : Math.max(lastReceipt, lastReceiptNumber(old.read))
  const prefix = `${branchNo}-${westernDate(now.instant).slice(2).replaceAll('-', '')}-`
  const lastCase = lastCaseNumber(store.read, prefix)
  const caseFloor =
    old === undefined ? lastCase + CASES_LEFT_FREE : Math.max(lastCase, lastCaseNumber(old.read, prefix))

  const lastSheet = lastSheetNumber(store.read)
  const sheetFloor =
    old === undefined ? lastSheet + SHEETS_LEFT_FREE : Math.max(lastSheet, lastSheetNumber(old.read))

  const [first] = staff
  const attempt = {
    staff: first ?? null,
    session: null,
    operation: 'backup.restore',
    at: momentOf(premises, now),
  }
  const done = store.attempt<RestoreRecord, never>(attempt, (db) => {
    const { stopped, notStopped } = stopAgain(db, old?.read, missing.stopped, now, first)
    buryAgain(db, old?.read)
    const counters = raiseMarks(db, old?.read, Date.parse(latest))
    const disabled = keepOut(db, old?.read)
    db.meta.put(EPOCH, String(epoch))
    db.meta.put(RECEIPT_FLOOR, String(receiptFloor))
    db.meta.put(SHEET_FLOOR, String(sheetFloor))
    db.meta.put(CASE_FLOOR, `${prefix}|${caseFloor}`)
    const record = {
      ...how,
      at: now.instant,
      backupAt: header.at,
      backupEntries: manifest.entries,
      old: typeof replaced === 'string' ? replaced : ('read' as const),
      lost: after === undefined || !after.sameHistory ? null : after.entries.length,
      epoch,
      stopped,
      notStopped,
      disabled,
      counters,
      cases: missing.cases,
      others: missing.others,
      lastReceipt: receiptNumber(branchNo, lastReceipt),
      lastCase: newestCase(db) ?? '',
      nextReceipt: receiptNumber(branchNo, receiptFloor + 1),
    }
    const row = db.backups.add({
      kind: 'restore',
      at: now.instant,
      outcome: 'done',
      file,
      bytes: 0,
      digest: manifest.sha256,
      size: manifest.entries,
      removed_at: null,
      facts: JSON.stringify(record),
    })
    const { cases, others: _others, by: _names, without, ...facts } = record
    return ok({
      output: restoreRecordOf(row),
      audit: {
        event: 'backup.restored',
        facts: {
          ...facts,
          staff: [...staff],
          without: without.length,
          disabled: disabled.map((one) => one.staff),
          stopped: stopped.map(({ caseNo }) => caseNo),
          notStopped: notStopped.map(({ caseNo }) => caseNo),
          cases: cases.map(({ caseNo }) => caseNo),
        },
      },
    })
  })
  if (!done.ok) throw new Error('a restore was done twice')
  return done.value
}

/** The record of a restore, from its line in the book of backups. */
export const restoreRecordOf = ({ number, file, digest, facts }: BackupRow): RestoreRecord =>
  RestoreRecord.parse({ number, file, digest, ...JSON.parse(facts) })

const receiptNumber = (branchNo: string, no: number): string =>
  no === 0 ? '' : `R-${branchNo}-${String(no).padStart(6, '0')}`

const newestCase = (db: Reads): string | undefined => db.cases.newest()?.case_no

type After = {
  readonly entries: readonly {
    readonly verb: string
    readonly object: string | null
    readonly outcome: string
    /** Otherwise the book has it, and it is here for a stop's sake. */
    readonly isYounger: boolean
  }[]
  /** The old trail goes through the backup's last entry; otherwise what is younger is told apart by time. */
  readonly sameHistory: boolean
}

/**
 * What the old trail has beyond the backup, oldest first. Where the two have parted (an older backup was restored in
 * between), that is what bears a later time; and every stop whatever its time, because a stop is never to be lost, not
 * even to a clock that was wrong when it was made.
 *
 * @param made when the backup was made
 */
function entriesAfter(old: Old, { entries, chain }: Unpacked['manifest'], made: Instant): After {
  const sameHistory = old.trail.chainAt(entries)?.toString('hex') === chain
  const found: After['entries'][number][] = []
  for (let before: number | undefined; ; ) {
    const page = old.trail.newest(1000, before)
    for (const entry of page) {
      const isYounger = sameHistory ? entry.seq > entries : entry.wall > made
      if (isYounger || (!sameHistory && entry.verb === 'token.stopped')) found.push({ ...entry, isYounger })
    }
    before = page.at(-1)?.seq
    if (before === undefined || before <= (sameHistory ? entries + 1 : 1)) break
  }
  return { entries: found.reverse(), sameHistory }
}

type Missing = Pick<RestoreRecord, 'cases' | 'others'> & { readonly stopped: readonly CaseNo[] }
const nothingKnown: Missing = { cases: [], others: [], stopped: [] }

/** What must be entered again: cases by their numbers, and how often anything else happened. Refusals changed nothing. */
function missingFrom({ read }: Old, { entries }: After): Missing {
  const cases = new Map<string, RestoreRecord['cases'][number]>()
  const others = new Map<string, number>()
  const stopped = new Set<CaseNo>()
  for (const { verb, object, outcome, isYounger } of entries) {
    if (outcome !== 'done') continue
    const caseNo = CaseNo.safeParse(object)
    const row = caseNo.success ? read.cases.find(caseNo.data) : undefined
    // However long the list is: what was stopped is stopped again.
    if (row !== undefined && verb === 'token.stopped') stopped.add(row.case_no)
    if (!isYounger) continue
    if (row === undefined || (cases.size >= LISTED_MAX && !cases.has(row.case_no))) {
      others.set(verb, (others.get(verb) ?? 0) + 1)
      continue
    }
    cases.set(row.case_no, {
      caseNo: row.case_no,
      kind: row.kind,
      state: row.state,
      receiptNo: row.receipt_no ?? '',
      contractNo: row.contract_no ?? '',
    })
  }
  return {
    cases: [...cases.values()].sort(
      (left, right) =>
        left.receiptNo.localeCompare(right.receiptNo) || left.caseNo.localeCompare(right.caseNo),
    ),
    others: [...others].sort().map(([event, times]) => ({ event, times })),
    stopped: [...stopped],
  }
}

/** Whether each link stopped after the backup stands stopped again. */
type Stops = Pick<RestoreRecord, 'stopped' | 'notStopped'>

/**
 * Stops again what was stopped after the backup and was not given free since, also where the customer has another token
 * by now: in this book the one that was lost is theirs again. The loss goes back into the book under its own number, for
 * review; a link is stopped even where that cannot be. What is not in this book at all stands on the list as not stopped.
 */
function stopAgain(
  db: Writes,
  old: Reads | undefined,
  losses: readonly CaseNo[],
  now: Reading,
  restorer: StaffNo | undefined,
): Stops {
  const stops: Stops = { stopped: [], notStopped: [] }
  if (old === undefined) return stops
  for (const caseNo of losses) {
    const loss = old.cases.find(caseNo)
    if (loss?.contract_no == null) continue
    const held = heldSince(old, loss.contract_no, caseNo)
    if (held.length > 0) openAgain(db, loss, now, restorer)
    for (const { link, serial } of held) {
      const user = old.tokens.links(loss.contract_no).find((one) => one.link === link)?.user_id ?? ''
      const here = db.tokens.link(loss.contract_no, user)
      const stands =
        here !== undefined &&
        (here.authentication === 'suspended' || moveLinkOf(db, here, 'suspend', caseNo, now.instant).ok)
      stops[stands ? 'stopped' : 'notStopped'].push({ link, serial: serial ?? '', caseNo })
    }
  }
  return stops
}

/** The links a loss stopped and nothing has resumed since, each with the serial it had then. */
function heldSince(
  old: Reads,
  contractNo: ContractNo,
  caseNo: CaseNo,
): readonly { readonly link: string; readonly serial: string | null }[] {
  const given = new Map<string, string | null>()
  // Oldest first: a resume gives free what was stopped before it.
  for (const { link, event, case_no, serial_before } of old.tokens
    .historyOfContract(contractNo, -1)
    .toReversed()) {
    if (event === 'suspend' && case_no === caseNo) given.set(link, serial_before)
    else if (event === 'resume' || event === 'resume-locked' || event === 'resume-unused') given.delete(link)
  }
  return [...given].map(([link, serial]) => ({ link, serial }))
}

/** The loss as it was when it was entered; in the restorer's name where whoever entered it is not in this book. */
function openAgain(db: Writes, loss: Kept<CaseRow>, now: Reading, restorer: StaffNo | undefined): void {
  const maker = db.people.row(loss.maker) ?? (restorer === undefined ? undefined : db.people.row(restorer))
  if (maker === undefined || loss.contract_no === null) return
  if (db.cases.find(loss.case_no) !== undefined || db.contracts.record(loss.contract_no) === undefined) return
  const { ver: _ver, ...row } = loss
  db.cases.open({
    ...row,
    state: 'awaiting-review',
    maker: maker.staff,
    keeper: maker.staff,
    profile_version: Math.min(loss.profile_version, db.profiles.current(loss.service).version),
    linked_case: null,
    called_back_by: null,
    called_back_at: null,
    call_reached: null,
    receipt_no: null,
    approver: null,
    first_approver: null,
    content_hash: null,
    closed_at: null,
  })
  db.cases.touch(loss.case_no, maker.person, maker.staff, now.instant)
  db.search.add('case', loss.case_no, loss.contract_no, '', loss.case_no)
}

/** A token that was lost, stolen or retired since stays so, also one that this book has never heard of. */
function buryAgain(db: Writes, old: Reads | undefined): void {
  for (const { ver: _ver, ...before } of old?.tokens.everyBuried() ?? []) {
    const row = db.tokens.find(before.serial)
    if (row === undefined) {
      if (before.seed === null) db.tokens.add(before)
    } else if (row.tombstone === null || row.tombstone === 'retired')
      db.tokens.change(row, { tombstone: before.tombstone })
  }
}

/**
 * No replay mark ever decreases, and no code that anybody may have seen is good any more (I4): each mark goes to the
 * step of now, further where the token runs fast, and never below what either store knows. Locks and failures of
 * the old store hold on. A counter that no store of before can tell is moved on.
 *
 * @returns how many counters were moved on
 */
function raiseMarks(db: Writes, old: Reads | undefined, at: number): number {
  let counters = 0
  for (const row of db.tokens.everyOwn()) {
    const before = old?.tokens.find(row.serial)
    const changes = raised(row, before, at, row.kind === 'totp' ? row.period_seconds : null)
    const isUntold = old === undefined && row.kind === 'hotp' && row.seed !== null
    if (isUntold) counters += 1
    db.tokens.change(row, isUntold ? { ...changes, counter: changes.counter + COUNTS_LEFT_FREE } : changes)
  }
  for (const { staff } of db.people.rows()) {
    const row = db.people.token(staff)
    if (row === undefined) continue
    const before = old?.people.token(staff)
    // Given another one since, a colleague goes on with that: the one in the backup may be in anybody's hands.
    const another = before !== undefined && !before.seed.equals(row.seed) ? before : undefined
    const { high_water, counter, ...rest } = raised(
      another ?? row,
      before,
      at,
      (another ?? row).period_seconds,
    )
    db.people.rememberToken(staff, row.ver, {
      ...rest,
      high_water: Math.max(high_water ?? -1, row.high_water ?? -1),
      counter: Math.max(counter, row.counter),
      ...(another === undefined ? {} : thingOf(another)),
    })
  }
  return counters
}

/** What makes a colleague's token that one and no other. */
const thingOf = ({
  seed,
  algorithm,
  digits,
  period_seconds,
  drift,
}: StaffTokenRow): Partial<StaffTokenRow> => ({
  seed,
  algorithm,
  digits,
  period_seconds,
  drift,
})

type Memory = Pick<TokenRow, 'high_water' | 'drift' | 'counter' | 'failures' | 'locked'>

function raised(
  row: Memory,
  before: Memory | undefined,
  at: number,
  period: number | null,
): Omit<Memory, 'drift'> {
  const drift = Math.max(0, row.drift, before?.drift ?? 0)
  const step = period === null ? -1 : Math.floor(at / 1000 / period) + drift
  const mark = Math.max(row.high_water ?? -1, before?.high_water ?? -1, step)
  return {
    high_water: mark < 0 ? null : mark,
    counter: Math.max(row.counter, before?.counter ?? 0),
    failures: Math.max(row.failures, before?.failures ?? 0),
    locked: row.locked === 1 || before?.locked === 1 ? 1 : 0,
  }
}

/**
 * Whoever has left or was disabled since does not come back with an older book; everybody has the role they had last, and
 * a first secret that was used or has been replaced by a passphrase of their own is not asked for again.
 *
 * @returns who was let in again since the backup and is disabled all the same, as the backup says: two people decide anew
 */
function keepOut(db: Writes, old: Reads | undefined): RestoreRecord['disabled'] {
  const stillDisabled: RestoreRecord['disabled'] = []
  if (old === undefined) return stillDisabled
  for (const row of db.people.rows()) {
    const then = old.people.row(row.staff)
    if (then === undefined) continue
    const ended_at = row.ended_at ?? then.ended_at
    if (then.role !== row.role || ended_at !== row.ended_at)
      db.people.change(row.staff, { role: then.role, ended_at })
    const [here, last] = [db.people.standing(row.staff), old.people.standing(row.staff)]
    if (here === undefined && last === undefined) continue
    const isHere = (here?.disabled_at ?? null) !== null
    const disabled = isHere ? here : last
    if (isHere && (last?.disabled_at ?? null) === null && ended_at === null)
      stillDisabled.push({ staff: row.staff, name: row.name })
    db.people.stand(row.staff, {
      disabled_at: disabled?.disabled_at ?? null,
      disabled_why: disabled?.disabled_why ?? '',
      secret_until: last?.secret_until ?? null,
      secret_used_at: last?.secret_used_at ?? null,
    })
  }
  return stillDisabled
}
