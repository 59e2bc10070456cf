import {
  carryFiles,
  discard,
  makeReady,
  openUnpacked,
  settleRestore,
  takePlace,
  type Unpacked,
  unpack,
} from '#main/backup/restore'
import type { DeskStore } from '#main/store/desk-store'
import type { CaseRow, StaffTokenRow, TokenRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Reads, Writes } from '#main/store/tables'
import { CaseNo, type ContractNo, type StaffNo } from '#shared/ids'
import type { OutputOf, OwnRefusalOf } from '#shared/operations'
import { RestoreRecord } from '#shared/operations/backup'
import { Mode } from '#shared/operations/session'
import { refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import { westernDate } from '#shared/text/wareki'
import type { Reading } from '../clock.ts'
import { type Branch, by, momentOf, type Premises } from '../premises.ts'
import { alone, type ReadRefusal, readingBackup, tryBackup } from './backup.ts'
import { moveLinkOf } from './effects.ts'
import type { Handlers } from './handlers.ts'
import { takeSecond } from './second-person.ts'

/**
 * 復元: a store out of a backup takes the place of the one that is open. It moves time back, and what must not go back
 * with it is put right before anybody can use it: no code that was shown before can be used again, no number is given
 * out twice, whatever was stopped since is stopped again first, and everything else that happened since is on a list.
 */

/** How many restores a store has behind it. */
const EPOCH = 'restore-epoch'
/** The last receipt number and the last case number of a day that were given out in a past that is gone. */
const RECEIPT_FLOOR = 'receipt-floor'
const CASE_FLOOR = 'case-floor'
/** The last daily sheet likewise: its number is what people say when they talk about it. */
const SHEET_FLOOR = 'sheet-floor'

/** Numbers left free where nobody can tell how many were given out: they are found on paper, and never twice. */
const RECEIPTS_LEFT_FREE = 1000
const CASES_LEFT_FREE = 500
const SHEETS_LEFT_FREE = 100
/** Longest lists in the record; what is beyond is counted among the rest. */
const LISTED_MAX = 500

/** The last running number of a receipt, also of those that a restore has taken away. */
export const lastReceiptNumber = (db: Reads): number =>
  Math.max(db.cases.lastReceipt(), Number(db.meta.find(RECEIPT_FLOOR) ?? 0))

/** The last running number of a case of one day, by the beginning of its number; as above. */
export function lastCaseNumber(db: Reads, prefix: string): number {
  const [floorPrefix, floor = '0'] = (db.meta.find(CASE_FLOOR) ?? '').split('|')
  return Math.max(db.cases.lastOfDay(prefix), floorPrefix === prefix ? Number(floor) : 0)
}

/** The number of the last daily sheet, also of those that a restore has taken away. */
export const lastSheetNumber = (db: Reads): number =>
  Math.max(db.days.newestSheet()?.number ?? 0, Number(db.meta.find(SHEET_FLOOR) ?? 0))

/** The store that is being replaced, as far as it can still be read. */
type Old = Pick<DeskStore, 'read' | 'trail'>

type How = Pick<RestoreRecord, 'how' | 'by'> & { readonly staff: readonly StaffNo[] }

/**
 * Changes the unpacked store into one that people can go on with, in one attempt.
 *
 * @param old the store it replaces; undefined where that does not open or there is none
 */
export function bringForward(
  premises: Premises,
  store: DeskStore,
  { header, manifest }: Pick<Unpacked, 'header' | 'manifest'>,
  old: Old | undefined,
  how: How,
  branchNo: string,
): RestoreRecord {
  const now = premises.around.clock.read()
  const after = old === undefined ? undefined : entriesAfter(old, manifest)
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

  const [first] = how.staff
  const attempt = {
    staff: first ?? null,
    session: null,
    operation: 'backup.restore',
    at: momentOf(premises, now),
  }
  const done = store.attempt<RestoreRecord, never>(attempt, (db) => {
    const { stopped, notStopped } = stopAgain(db, old?.read, missing.stopped, now, first)
    buryAgain(db, old?.read)
    raiseMarks(db, old?.read, Date.parse(latest))
    keepOut(db, old?.read)
    db.meta.put(EPOCH, String(epoch))
    db.meta.put(RECEIPT_FLOOR, String(receiptFloor))
    db.meta.put(SHEET_FLOOR, String(sheetFloor))
    db.meta.put(CASE_FLOOR, `${prefix}|${caseFloor}`)
    const record = {
      at: now.instant,
      by: [...how.by],
      how: how.how,
      backupAt: header.at,
      backupEntries: manifest.entries,
      old: old === undefined ? ('not-opened' as const) : ('read' as const),
      lost: after === undefined || !after.sameHistory ? null : after.entries.length,
      epoch,
      stopped,
      notStopped,
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
      file: '',
      bytes: 0,
      digest: manifest.sha256,
      size: manifest.entries,
      removed_at: null,
      facts: JSON.stringify(record),
    })
    const { cases, others: _others, stopped: _stopped, notStopped: _not, by: _names, ...facts } = record
    return ok({
      output: RestoreRecord.parse({ number: row.number, ...record }),
      audit: {
        event: 'backup.restored',
        facts: {
          ...facts,
          staff: [...how.staff],
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

const receiptNumber = (branchNo: string, no: number): string =>
  no === 0 ? '' : `R-${branchNo}-${String(no).padStart(6, '0')}`

const newestCase = (db: Reads): string | undefined => db.cases.newest()?.case_no

type After = {
  readonly entries: readonly {
    readonly verb: string
    readonly object: string | null
    readonly outcome: string
  }[]
  /** The old trail goes through the backup's last entry; otherwise it is told apart by time. */
  readonly sameHistory: boolean
}

function entriesAfter(old: Old, { entries, chain }: Unpacked['manifest']): After {
  const sameHistory = old.trail.chainAt(entries)?.toString('hex') === chain
  const found: After['entries'][number][] = []
  for (let before: number | undefined; ; ) {
    const page = old.trail.newest(1000, before)
    const younger = page.filter(({ seq }) => seq > (sameHistory ? entries : 0))
    found.push(...younger)
    before = page.at(-1)?.seq
    if (younger.length < page.length || before === undefined || before <= 1) break
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
  for (const { verb, object, outcome } of entries) {
    if (outcome !== 'done') continue
    const caseNo = CaseNo.safeParse(object)
    const row = caseNo.success ? read.cases.find(caseNo.data) : undefined
    // However long the list is: what was stopped is stopped again.
    if (row !== undefined && verb === 'token.stopped') stopped.add(row.case_no)
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
 * the old store hold on.
 */
function raiseMarks(db: Writes, old: Reads | undefined, at: number): void {
  for (const row of db.tokens.everyOwn()) {
    const before = old?.tokens.find(row.serial)
    const changes = raised(row, before, at, row.kind === 'totp' ? row.period_seconds : null)
    db.tokens.change(row, changes)
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
 */
function keepOut(db: Writes, old: Reads | undefined): void {
  if (old === undefined) return
  for (const row of db.people.rows()) {
    const then = old.people.row(row.staff)
    if (then === undefined) continue
    const ended_at = row.ended_at ?? then.ended_at
    if (then.role !== row.role || ended_at !== row.ended_at)
      db.people.change(row.staff, { role: then.role, ended_at })
    const [here, last] = [db.people.standing(row.staff), old.people.standing(row.staff)]
    if (here === undefined && last === undefined) continue
    const disabled = (here?.disabled_at ?? null) === null ? last : here
    db.people.stand(row.staff, {
      disabled_at: disabled?.disabled_at ?? null,
      disabled_why: disabled?.disabled_why ?? '',
      secret_until: last?.secret_until ?? null,
      secret_used_at: last?.secret_used_at ?? null,
    })
  }
}

/**
 * Finishes or takes back what a restore left when the program ended; at every start, before a store is opened. Each mode
 * apart, and what fails here holds nobody up: a store that is there opens, and one that waits is settled as it is opened,
 * where whoever asked is told.
 */
export function settleRestores(premises: Premises): void {
  for (const mode of Mode.options) {
    try {
      settleRestore(premises.dirOf(mode), premises.anchorOf(mode))
    } catch {
      // As above.
    }
  }
}

/** The file somebody has chosen, until it is restored or another is. In memory only. */
type Chosen = { readonly id: string; readonly path: string }
const choices = new WeakMap<Branch, Chosen>()

type Answer<N extends 'backup.choose' | 'backup.restore'> = Result<OutputOf<N>, OwnRefusalOf<N>>

export const restoreHandlers: Handlers<'backup.choose' | 'backup.restore' | 'backup.restore-record'> = {
  'backup.choose': async (_request, { premises }) =>
    alone(premises, async (): Promise<Answer<'backup.choose'>> => {
      const { branch } = premises
      if (branch === undefined) return refuse('not-signed-in', {})
      const file = await premises.around.files.chooseFile('backup')
      if (file === undefined) return refuse('save-cancelled', {})
      const read = await tryBackup(premises, branch, file.path)
      if (!read.ok) return read
      const { header, manifest } = read.value
      const id = manifest.sha256
      choices.set(branch, { id, path: file.path })
      const { trail } = branch.store
      const same = trail.chainAt(manifest.entries)?.toString('hex') === manifest.chain
      return ok({
        id,
        name: file.name,
        at: header.at,
        bytes: manifest.bytes,
        entries: manifest.entries,
        behind: same ? trail.head().seq - manifest.entries : null,
      })
    }),

  'backup.restore': async ({ id }, { premises }) =>
    alone(premises, async (): Promise<Answer<'backup.restore'>> => {
      const { branch, session } = premises
      if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
      const chosen = choices.get(branch)
      if (chosen === undefined || chosen.id !== id) return refuse('backup-not-chosen', {})
      const second = takeSecond(premises, session.staff, 'restore', id, premises.around.clock.read())
      if (!second.ok) return second
      const { dir, keys, mode } = branch
      const read = await readingBackup(() => unpack(chosen.path, { dir, keys, mode, as: 'restoring' }))
      if (!read.ok) return read
      if (premises.branch !== branch || premises.session !== session) {
        discard(read.value)
        return refuse('not-signed-in', {})
      }
      // Under the same name there may lie another file by now, and nobody has agreed to that one.
      if (read.value.manifest.sha256 !== id) {
        discard(read.value)
        return refuse('backup-not-chosen', {})
      }
      // From here to the end nobody else gets a turn: nothing is written into the old store that the list does not have.
      return inPlace(premises, branch, read.value, {
        how: 'two',
        by: [session.staff.name, second.value.name],
        staff: [session.staff.staff, second.value.staff],
      })
    }),

  'backup.restore-record': (_request, { db }) => {
    const row = db.backups.lastDone('restore')
    return ok(
      row === undefined ? null : RestoreRecord.parse({ number: row.number, ...JSON.parse(row.facts) }),
    )
  },
}

/** The unpacked store, brought forward, in the place of the open one; everybody has left afterwards. */
function inPlace(
  premises: Premises,
  branch: Branch,
  unpacked: Unpacked,
  how: How,
): Result<Record<string, never>, ReadRefusal> {
  const { dir, keys, mode, branchNo } = branch
  const { version: build } = premises.around
  const now = premises.around.clock.read()
  const opened = openUnpacked(unpacked, { keys, at: momentOf(premises, now), build })
  if (!opened.ok) {
    discard(unpacked)
    return refuse(opened.error, {})
  }
  const store = opened.value
  let ready = false
  try {
    bringForward(premises, store, unpacked, branch.store, how, branchNo)
    const last = store.trail.newest(1)[0]
    const { seq, chain } = store.trail.head()
    store.close()
    carryFiles(dir, unpacked)
    makeReady(unpacked, { keys, build, head: { seq, chain, acc: last?.acc ?? '' }, at: now.instant })
    ready = true
  } finally {
    store.close()
    if (!ready) discard(unpacked)
  }
  branch.store.note(by(premises, now, premises.session?.staff, 'backup.restore'), {
    event: 'store.set-aside',
    facts: { backupAt: unpacked.header.at, entries: unpacked.manifest.entries },
  })
  premises.close()
  takePlace(dir, now.instant, premises.anchorOf(mode))
  premises.around.changed()
  return ok({})
}
