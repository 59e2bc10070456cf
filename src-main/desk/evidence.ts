import { hash } from 'node:crypto'
import type { Entry } from '#main/store/audit'
import { leafOf } from '#main/store/merkle'
import type { CaseRow } from '#main/store/records'
import type { RawEntry } from '#main/store/trail-reading'
import type { EvidenceFacts, EvidencePack, EvidenceSheet } from '#shared/evidence-pack'
import { Instant, StaffNo } from '#shared/ids'
import { refuse } from '#shared/refusals'
import { ok } from '#shared/result'
import { Role, type Staff } from '#shared/staff'
import type { Reading } from '../clock.ts'
import { type Branch, by, NameTaken } from '../premises.ts'
import { contractOf } from './case-view.ts'
import type { Handlers } from './handlers.ts'
import { executionOf, pagesIn } from './papers.ts'
import { whereChosen } from './saving.ts'
import { takeSecond } from './second-person.ts'

/**
 * The evidence pack 証拠一式 of one case. One head is signed, the file for machines and the paper are made of the very same
 * entries under it, the paper says the file's digest, and both are saved together or neither is.
 */

type Taken = { readonly by: Staff; readonly with: Staff; readonly reason: string; readonly now: Reading }
type Head = NonNullable<ReturnType<Branch['store']['trail']['signed']>>

const factsOf = (branch: Branch, row: CaseRow): EvidenceFacts => {
  const execution = executionOf(branch, row)
  const { cases } = branch.store.read
  return {
    kind: row.kind,
    state: row.state,
    version: row.version,
    service: row.service,
    contractNo: row.contract_no,
    openedAt: row.opened_at,
    submittedAt: row.submitted_at,
    executedAt: row.executed_at,
    closedAt: row.closed_at,
    oldSerial: row.old_serial,
    newSerial: row.new_serial,
    receiptNo: row.receipt_no,
    receiptCode: execution?.code ?? null,
    receiptEntry: execution?.entry ?? null,
    hands: [...cases.hands(row.case_no)],
    approvals: cases.approvals(row.case_no).map((one) => ({
      at: one.at,
      approver: one.approver,
      decision: one.decision,
      version: one.version,
      contentHash: one.content_hash,
      reason: one.reason,
    })),
  }
}

/** The entry an honest store has: its text was verified when the store was opened. */
const read = ({ text }: RawEntry): Entry => JSON.parse(text) as Entry

function packOf(
  branch: Branch,
  row: CaseRow,
  head: Head,
  own: readonly RawEntry[],
  taken: Taken,
): EvidencePack {
  const { trail, read: db } = branch.store
  const tree = db.trail.tree(head.size)
  return {
    madoguchi: 'evidence',
    version: 1,
    origin: trail.origin(),
    case: row.case_no,
    made: taken.now.instant,
    by: taken.by.staff,
    with: taken.with.staff,
    reason: taken.reason,
    keys: trail.publicKeys().map(({ verifier }) => verifier),
    head: head.note,
    entries: own.map((entry) => ({
      n: entry.seq,
      e: entry.text,
      ...(entry.payload === null || entry.key === null || read(entry).object !== row.case_no
        ? {}
        : { p: entry.payload, k: entry.key.toString('base64') }),
      path: tree.inclusion(entry.seq - 1).map((node) => node.toString('base64')),
    })),
    facts: factsOf(branch, row),
  }
}

/** The paper of a pack; `text` is the file that belongs to it. */
function sheetOf(
  { store: { read: db, trail } }: Branch,
  row: CaseRow,
  head: Head,
  pack: EvidencePack,
  text: string,
  taken: Taken,
): EvidenceSheet {
  const name = db.profiles.current(row.service).name
  const person = ({ staff, name }: Staff) => ({ staff, name })
  const nameOf = (no: string): string => db.people.nameOf(StaffNo.parse(no))
  const roles = new Map<string, ReturnType<typeof rolesOf>>()
  const roleOf = (staff: string, at: string): Role | null => {
    const known = roles.get(staff) ?? rolesOf(staff)
    roles.set(staff, known)
    return known.find(({ until }) => at < until)?.role ?? db.people.find(StaffNo.parse(staff))?.role ?? null
  }
  /** What somebody was until each change of their role. */
  const rolesOf = (staff: string) =>
    trail.ofObject(staff).flatMap(({ verb, wall, payload }) => {
      const from = Role.safeParse(saysOf(payload).from)
      return verb === 'staff.role-changed' && from.success ? [{ until: wall, role: from.data }] : []
    })
  return {
    caseNo: row.case_no,
    made: pack.made,
    by: person(taken.by),
    with: person(taken.with),
    reason: taken.reason,
    customerName: contractOf(db, row)?.name ?? '',
    serviceName: { ja: name.ja, en: name.en },
    facts: pack.facts,
    approverNames: pack.facts.approvals.map(({ approver }) => nameOf(approver)),
    origin: pack.origin,
    keys: pack.keys,
    size: head.size,
    root: head.root,
    note: head.note,
    fileSha256: hash('sha256', text, 'hex'),
    entries: pack.entries.map(({ n, e, p }) => {
      const { actor, wall, verb, outcome, object, payloadCommit } = JSON.parse(e) as Entry
      const isOwn = object === row.case_no
      const { second, with: beside } = saysOf(p === undefined ? undefined : JSON.parse(p))
      const other = typeof second === 'string' ? second : beside
      return {
        n,
        leaf: leafOf(e).toString('base64'),
        at: Instant.parse(wall),
        who: actor === null ? null : { staff: actor, name: nameOf(actor) },
        role: actor === null ? null : roleOf(actor, wall),
        second: StaffNo.safeParse(other).success ? nameOf(String(other)) : null,
        verb,
        outcome,
        facts: p ?? '',
        erased: payloadCommit !== null && isOwn && p === undefined,
        about: isOwn ? null : object,
      }
    }),
  }
}

const saysOf = (payload: unknown): Readonly<Record<string, unknown>> =>
  typeof payload === 'object' && payload !== null ? { ...payload } : {}

export const evidenceHandlers: Handlers<'trail.evidence'> = {
  'trail.evidence': async ({ caseNo, reason, language }, { premises, now }) => {
    const { branch, session, around } = premises
    if (branch === undefined || session === undefined) return refuse('save-cancelled', {})
    const row = branch.store.read.cases.find(caseNo)
    if (row === undefined) return refuse('case-unknown', { caseNo })
    if (reason === '') return refuse('reason-needed', {})
    const second = takeSecond(premises, session.staff, 'export', caseNo, now)
    if (!second.ok) return second

    const taken: Taken = { by: session.staff, with: second.value, reason, now }
    const head = branch.store.trail.sign()
    const own = branch.store.read.trail.rawOfCase(caseNo, head.size)
    const pack = packOf(branch, row, head, own, taken)
    const text = `${JSON.stringify(pack)}\n`
    const evidence = sheetOf(branch, row, head, pack, text, taken)
    let pdf: Buffer
    try {
      pdf = await around.windows.printPaper({ request: { paper: 'evidence', caseNo }, language, evidence })
    } catch {
      return refuse('print-failed', { reason: 'layout' })
    }
    const pages = pagesIn(pdf)
    const putOnRecord = (): void => {
      if (premises.branch !== branch) throw new Error('the person who asked for the pack has gone')
      branch.store.attempt(by(premises, around.clock.read(), session.staff, 'trail.evidence'), (db) => {
        db.prints.add('evidence', caseNo, now.instant, session.staff.staff)
        return ok({
          output: undefined,
          audit: {
            event: 'trail.exported',
            object: caseNo,
            facts: {
              format: 'evidence',
              entries: own.length,
              size: head.size,
              sha256: evidence.fileSha256,
              pages,
              reason,
              second: second.value.staff,
            },
          },
        })
      })
    }
    let notFree: NameTaken | undefined
    const saved = await whereChosen(() =>
      around.files.savePdf(`証拠一式_${caseNo}.pdf`, pdf, putOnRecord, text).catch((thrown) => {
        if (thrown instanceof NameTaken) notFree = thrown
        throw thrown
      }),
    )
    if (notFree !== undefined) return refuse('pack-name-taken', { fileName: notFree.fileName })
    return saved.ok ? ok({ fileName: saved.value, entries: own.length, pages }) : saved
  },
}
