import { StoreFault } from '#main/store/faults'
import type { CaseRow, LinkHistoryRow, ParcelRow } from '#main/store/records'
import type { Reads } from '#main/store/tables'
import type { CaseKind } from '#shared/cases'
import { BranchNo, type CaseNo, ContractNo, type RecordNo } from '#shared/ids'
import type { MasterContract } from '#shared/master'
import type { Moved, PaperContent, PaperRequest } from '#shared/operations/papers'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import { verificationCode } from '#shared/verification-code'
import type { Reading } from '../clock.ts'
import { type Branch, by, type PaperJob, type Premises } from '../premises.ts'
import { actRecordOf } from './act-records.ts'
import { restoreRecordOf } from './bring-forward.ts'
import { lettersOf } from './campaigns.ts'
import { contractOf, viewOf } from './case-view.ts'
import { daySheetOf } from './closing.ts'
import { answerFor, contractView, namedAnswer } from './contracts.ts'
import { bagViewOf } from './dispatch.ts'
import { dispatchViewOf, hardwareAskOf } from './dispatch-view.ts'
import type { Handlers } from './handlers.ts'
import { isHead } from './people.ts'
import { whereChosen } from './saving.ts'
import { destructionView } from './stock.ts'
import { viewOf as stocktakeViewOf } from './stocktakes.ts'
import { viewOf as transferViewOf } from './transfers.ts'

type ContentRefusal = Refusal<'case-unknown' | 'contract-unknown' | 'target-unknown' | 'paper-unavailable'>

/** What a paper is counted under: its case, or its contract. */
const aboutOf = (request: PaperRequest): string =>
  'caseNo' in request
    ? request.caseNo
    : 'record' in request
      ? request.record
      : 'sheet' in request
        ? String(request.sheet)
        : 'restore' in request
          ? String(request.restore)
          : 'entry' in request
            ? String(request.entry)
            : 'card' in request
              ? `${request.issue}-${request.card}`
              : (request.contractNo ?? 'blank')

/** What a paper is counted as: the blank forms of two jobs are two papers. */
const printedAs = (request: PaperRequest): string =>
  request.paper === 'request-blank' && request.kind !== undefined && request.kind !== 'token-detach'
    ? `${request.paper} ${request.kind}`
    : request.paper

/** Everything a sheet prints, as the store has it now. `printCount` is that of the next print. */
export function contentOf(
  premises: Premises,
  branch: Branch,
  db: Reads,
  { request, language, evidence, card }: PaperJob,
  staff: Staff,
  now: Reading,
): Result<PaperContent, ContentRefusal> {
  const base: PaperContent = {
    request,
    language,
    institution: branch.institution,
    branchNo: BranchNo.parse(branch.branchNo),
    branchName: branch.branchName,
    practice: branch.mode === 'practice',
    printedAt: now.instant,
    printedBy: staff.name,
    printCount: db.prints.count(printedAs(request), aboutOf(request)) + 1,
    case: null,
    contract: null,
    moved: [],
    verificationCode: null,
    answer: null,
    dispatch: null,
    record: null,
  }
  if ('record' in request) {
    const record = recordOf(db, request, now)
    return record === undefined
      ? refuse('paper-unavailable', { paper: request.paper })
      : ok({ ...base, record })
  }
  if ('entry' in request) {
    const act = actRecordOf(db, request.entry)
    // An administrator prints what was done to the branch, and so does a supervisor; it is nobody else's.
    return act === undefined || !isHead(staff)
      ? refuse('paper-unavailable', { paper: request.paper })
      : ok({ ...base, record: { kind: 'act', act } })
  }
  if ('sheet' in request) {
    const day = daySheetOf(premises, branch, request.sheet, now)
    return day === undefined
      ? refuse('paper-unavailable', { paper: request.paper })
      : ok({ ...base, record: { kind: 'day', day } })
  }
  if ('restore' in request) {
    const row = db.backups.find(request.restore)
    return row?.kind !== 'restore'
      ? refuse('paper-unavailable', { paper: request.paper })
      : ok({ ...base, record: { kind: 'restore', restore: restoreRecordOf(row) } })
  }
  if (request.paper === 'recovery-card') {
    return card === undefined
      ? refuse('paper-unavailable', { paper: request.paper })
      : // Unlike any other sheet, it has been put on record before it is laid out.
        ok({ ...base, printCount: base.printCount - 1, record: { kind: 'card', card } })
  }
  if (request.paper === 'evidence') {
    return evidence === undefined
      ? refuse('paper-unavailable', { paper: request.paper })
      : ok({ ...base, record: { kind: 'evidence', pack: evidence } })
  }
  if (!('caseNo' in request)) {
    if (request.contractNo === null) return ok(base)
    const contract = db.contracts.record(request.contractNo)
    if (contract === undefined) return refuse('contract-unknown', { contractNo: request.contractNo })
    const content = { ...base, contract: contractView(db, contract, premises, staff.person, now) }
    if (request.paper === 'request-blank') return ok(content)
    const profile = db.profiles.current(contract.service)
    const answer = answerFor(profile, contract, request)
    return answer.ok
      ? ok({ ...content, answer: namedAnswer(profile, contract, request.target, answer.value) })
      : answer
  }
  const { caseNo } = request
  const row = db.cases.find(caseNo)
  if (row === undefined) return refuse('case-unknown', { caseNo })
  const ask = hardwareAskOf(row)
  const parcel = db.parcels.ofCase(caseNo)[0]
  if (!isThere(request.paper, row, parcel)) return refuse('paper-unavailable', { paper: request.paper })
  const contract = contractOf(db, row)
  // A service's own description is changed without paper.
  if (contract === undefined) return refuse('paper-unavailable', { paper: request.paper })
  return ok({
    ...base,
    case: viewOf(db, branch.store.trail, row, branch.branchNo, staff.person, now),
    contract: contractView(db, contract, premises, staff.person, now),
    moved: movedBy(db, row.case_no, ContractNo.parse(contract.contractNo), contract.users),
    verificationCode: codeOfExecution(branch, row),
    dispatch: ask === undefined ? null : dispatchViewOf(db, row, ask, staff.person, now),
  })
}

/** What a paper of the safe is about; undefined where there is no such record. */
function recordOf(
  db: Reads,
  request: Extract<PaperRequest, { record: RecordNo }>,
  now: Reading,
): PaperContent['record'] | undefined {
  const { record } = request
  switch (request.paper) {
    case 'dispatch-list':
      return db.stockRecords.find('bag', record) === undefined
        ? undefined
        : { kind: 'bag', bag: bagViewOf(db, record) }
    case 'stocktake': {
      const row = db.stockRecords.find('stocktake', record)
      return row === undefined ? undefined : { kind: 'stocktake', stocktake: stocktakeViewOf(db, row) }
    }
    case 'destruction': {
      const row = db.stockRecords.find('destruction', record)
      return row === undefined ? undefined : { kind: 'destruction', destruction: destructionView(db, row) }
    }
    case 'transfer-slip': {
      const row = db.stockRecords.find('transfer', record)
      return row === undefined ? undefined : { kind: 'transfer', transfer: transferViewOf(db, row) }
    }
    case 'campaign-letter':
      return lettersOf(db, record, request.links, now.instant)
  }
}

/** A receipt needs its number, a slip a loss, a parcel's papers its approval, and steps something that was carried out and is not only reviewed. */
function isThere(
  paper: PaperRequest['paper'],
  row: Pick<CaseRow, 'kind' | 'receipt_no' | 'executed_at'>,
  parcel: Pick<ParcelRow, 'how'> | undefined,
): boolean {
  switch (paper) {
    case 'receipt':
      return row.receipt_no !== null
    case 'slip':
      return row.kind === 'loss'
    case 'steps':
      return row.kind !== 'loss' && row.executed_at !== null
    case 'cover-letter':
    case 'enclosure':
      return parcel !== undefined && row.executed_at !== null
    case 'label':
      return parcel?.how === 'mail' && row.executed_at !== null
    default:
      return true
  }
}

/** What the case did to each link, oldest change first within one; users in the order of the contract. */
function movedBy(db: Reads, caseNo: CaseNo, contractNo: ContractNo, users: MasterContract['users']): Moved[] {
  const ofLink = new Map<string, LinkHistoryRow[]>()
  for (const change of db.tokens.historyOfCase(contractNo, caseNo)) {
    // A link is named after its contract and user; the shared token's ends in an asterisk.
    const name = change.link.slice(contractNo.length + 1)
    const userId = name === '*' ? '' : name
    ofLink.set(userId, [...(ofLink.get(userId) ?? []), change])
  }
  const places = new Map(users.map(({ userId }, place) => [userId, place]))
  return [...ofLink]
    .sort(([a], [b]) => (places.get(a) ?? -1) - (places.get(b) ?? -1))
    .flatMap(([userId, changes]) => {
      const first = changes.at(0)
      const last = changes.at(-1)
      if (first === undefined || last === undefined) return []
      const user = users[places.get(userId) ?? -1]
      return [
        {
          userId,
          name: user?.name ?? userId,
          role: user?.role ?? null,
          at: first.at,
          events: changes.map(({ event }) => event),
          serialBefore: first.serial_before,
          serialAfter: last.serial_after,
          registrationBefore: first.registration_before,
          registrationAfter: last.registration_after,
          authenticationBefore: first.authentication_before,
          authenticationAfter: last.authentication_after,
        },
      ]
    })
}

/** Ties the customer's paper to the audit chain at the very entry that says the case was executed, or the token stopped. */
function codeOfExecution(branch: Branch, row: Pick<CaseRow, 'case_no' | 'kind'>): string | null {
  return executionOf(branch, row)?.code ?? null
}

/** The entry that says the case was executed, or for a loss that the token was stopped, and the code of its paper. */
export function executionOf(
  branch: Branch,
  { case_no: caseNo, kind }: Pick<CaseRow, 'case_no' | 'kind'>,
): { readonly entry: number; readonly code: string } | undefined {
  const sought = kind === 'loss' ? 'token.stopped' : 'case.executed'
  const executed = branch.store.trail.ofObject(caseNo).find(({ verb }) => verb === sought)
  const chain = executed === undefined ? undefined : branch.store.trail.chainAt(executed.seq)
  return executed === undefined || chain === undefined
    ? undefined
    : { entry: executed.seq, code: verificationCode(chain) }
}

/** What a form is called in its file's name. */
const FORM_NAMES: Readonly<Partial<Record<CaseKind, string>>> = {
  loss: '紛失盗難届',
  application: '利用申込書',
  'usage-mode': '利用形態変更届',
  hardware: 'ハードウェアトークン申込書',
}

/** `控え_012-261121-001.pdf`: what it is and which case, and nobody's name. */
function fileNameOf(request: PaperRequest, ofCase: CaseKind | undefined): string {
  const kind = ofCase ?? (request.paper === 'request-blank' ? request.kind : undefined)
  const form = FORM_NAMES[kind ?? 'token-detach'] ?? '依頼書'
  const what = {
    'request-blank': form,
    request: form,
    receipt: '控え',
    slip: '受付票',
    steps: '手順',
    guidance: '案内',
    'cover-letter': '送付状',
    enclosure: 'しおり',
    label: '宛名',
    'dispatch-list': '書留差出票',
    stocktake: '棚卸表',
    'day-sheet': '日計表',
    'restore-record': '復元の記録',
    'act-record': '管理の記録',
    evidence: '証拠一式',
    'recovery-card': '復旧カード',
    destruction: '廃棄証明書',
    'transfer-slip': '移管票',
    'campaign-letter': '交換のご案内',
  }[request.paper]
  return `${what}_${aboutOf(request)}.pdf`
}

export const paperHandlers: Handlers<'paper.preview' | 'paper.content' | 'paper.ready' | 'paper.print'> = {
  'paper.preview': ({ request, language }, { db, staff, now, premises }) => {
    const { branch } = premises
    if (branch === undefined || staff === undefined)
      return refuse('paper-unavailable', { paper: request.paper })
    return contentOf(premises, branch, db, { request, language }, staff, now)
  },

  'paper.content': (_request, { caller, now, premises }) => {
    const { branch, session } = premises
    const job = premises.around.windows.paperIn(caller.window)
    if (branch === undefined || session === undefined || job === undefined) {
      return refuse('paper-unavailable', { paper: '' })
    }
    const content = contentOf(premises, branch, branch.store.read, job, session.staff, now)
    return content.ok ? content : refuse('paper-unavailable', { paper: job.request.paper })
  },

  'paper.ready': async ({ outcome }, { caller, premises }) => {
    premises.around.windows.paperIsReady(caller.window, outcome)
    return ok({})
  },

  'paper.print': async ({ request, language, to }, { now, premises }) => {
    const { branch, session, around } = premises
    if (branch === undefined || session === undefined)
      return refuse('paper-unavailable', { paper: request.paper })
    const job = { request, language }
    const content = contentOf(premises, branch, branch.store.read, job, session.staff, now)
    if (!content.ok) return content

    const { staff } = session
    const putOnRecord = (pages: number): void => {
      try {
        record(pages)
      } catch (thrown) {
        // What is written by hand when the machine takes nothing must come out of it all the same; nobody stands on it.
        if (!(isForAnybody(request) && thrown instanceof StoreFault)) throw thrown
      }
    }
    const record = (pages: number): void => {
      premises.settle()
      branch.store.attempt(by(premises, around.clock.read(), staff, 'paper.print'), (db) => {
        db.prints.add(printedAs(request), aboutOf(request), now.instant, staff.staff)
        return ok({
          output: undefined,
          audit: {
            event: 'paper.printed',
            object: aboutOf(request),
            facts: { paper: request.paper, to, pages },
          },
        })
      })
    }
    return bringOut(premises, branch, job, to, putOnRecord, content.value.case?.kind)
  },
}

/**
 * Brings a sheet out, to the printer or as a PDF where the person says, and has it put on record with its pages once it
 * is there; what cannot be put on record is not saved. Throws what the store throws.
 */
export async function bringOut(
  premises: Premises,
  branch: Branch,
  job: PaperJob,
  to: 'pdf' | 'printer',
  putOnRecord: (pages: number) => void,
  kind?: CaseKind,
): Promise<Result<{ pages: number; fileName: string | null }, Refusal<'print-failed' | 'save-cancelled'>>> {
  const { around } = premises
  if (to === 'printer') {
    if (!(await around.windows.sendToPrinter(job))) return refuse('print-failed', { reason: 'no-printer' })
    // Signing out closes the store; a sheet that came out after that is still a sheet that came out.
    if (premises.branch === branch) putOnRecord(1)
    return ok({ pages: 1, fileName: null })
  }
  let pdf: Buffer
  try {
    pdf = await around.windows.printPaper(job)
  } catch {
    return refuse('print-failed', { reason: 'layout' })
  }
  const pages = pagesIn(pdf)
  const saved = await whereChosen(() =>
    around.files.savePdf(fileNameOf(job.request, kind), pdf, () => {
      if (premises.branch !== branch) throw new Error('the person who asked for the sheet has gone')
      putOnRecord(pages)
    }),
  )
  return saved.ok ? ok({ pages, fileName: saved.value }) : saved
}

/** How often one recovery card has been printed. */
export const cardPrinted = (db: Reads, issue: number, card: number): number =>
  db.prints.count('recovery-card', `${issue}-${card}`)

/** A blank form with no contract on it. */
const isForAnybody = (request: PaperRequest): boolean =>
  request.paper === 'request-blank' && request.contractNo === null

/** Pages of a PDF as Chromium writes it: one `/Type /Page` object each. */
export const pagesIn = (pdf: Buffer): number =>
  [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page(?![a-zA-Z])/g)].length
