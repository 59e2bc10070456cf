import { StoreFault } from '#main/store/faults'
import type { Reads } from '#main/store/tables'
import { BranchNo } from '#shared/ids'
import type { PaperContent, PaperRequest } from '#shared/operations/papers'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import { verificationCode } from '#shared/verification-code'
import type { Reading } from '../clock.ts'
import { type Branch, by, type PaperJob, type Premises } from '../premises.ts'
import { contractOf, viewOf } from './case-view.ts'
import { answerFor, contractView, namedAnswer } from './contracts.ts'
import type { Handlers } from './handlers.ts'

type ContentRefusal = Refusal<'case-unknown' | 'contract-unknown' | 'target-unknown' | 'paper-unavailable'>

/** What a paper is counted under: its case, or its contract. */
const aboutOf = (request: PaperRequest): string =>
  'caseNo' in request ? request.caseNo : (request.contractNo ?? 'blank')

/** Everything a sheet prints, as the store has it now. `printCount` is that of the next print. */
export function contentOf(
  premises: Premises,
  branch: Branch,
  db: Reads,
  { request, language }: PaperJob,
  staff: Staff,
  now: Reading,
): Result<PaperContent, ContentRefusal> {
  const base = {
    request,
    language,
    institution: branch.institution,
    branchNo: BranchNo.parse(branch.branchNo),
    branchName: branch.branchName,
    practice: branch.mode === 'practice',
    printedAt: now.instant,
    printedBy: staff.name,
    printCount: db.prints.count(request.paper, aboutOf(request)) + 1,
    case: null,
    contract: null,
    verificationCode: null,
    answer: null,
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
  if (request.paper === 'receipt' && row.receipt_no === null)
    return refuse('paper-unavailable', { paper: 'receipt' })
  if (request.paper === 'steps' && row.executed_at === null)
    return refuse('paper-unavailable', { paper: 'steps' })
  const contract = contractOf(db, row)
  // A service's own description is changed without paper.
  if (contract === undefined) return refuse('paper-unavailable', { paper: request.paper })
  return ok({
    ...base,
    case: viewOf(db, branch.store.trail, row, branch.branchNo, staff.person, now),
    contract: contractView(db, contract, premises, staff.person, now),
    verificationCode: row.executed_at === null ? null : codeOfExecution(branch, caseNo),
  })
}

/** Ties the customer's receipt to the audit chain at the very entry that says the case was executed. */
function codeOfExecution(branch: Branch, caseNo: string): string | null {
  const executed = branch.store.trail.ofObject(caseNo).find(({ verb }) => verb === 'case.executed')
  const chain = executed === undefined ? undefined : branch.store.trail.chainAt(executed.seq)
  return chain === undefined ? null : verificationCode(chain)
}

/** `控え_012-261121-001.pdf`: what it is and which case, and nobody's name. */
const fileNameOf = (request: PaperRequest): string =>
  `${{ 'request-blank': '依頼書', request: '依頼書', receipt: '控え', steps: '手順', guidance: '案内' }[request.paper]}_${aboutOf(request)}.pdf`

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
      branch.store.attempt(by(premises, around.clock.read(), staff, 'paper.print'), (db) => {
        db.prints.add(request.paper, aboutOf(request), now.instant, staff.staff)
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
    let fileName: string | undefined
    try {
      fileName = await around.files.savePdf(fileNameOf(request), pdf, () => {
        if (premises.branch !== branch) throw new Error('the person who asked for the sheet has gone')
        putOnRecord(pages)
      })
    } catch (thrown) {
      // What the disk of the records says is for the gate; what the chosen folder says is not.
      if (thrown instanceof StoreFault) throw thrown
    }
    return fileName === undefined ? refuse('save-cancelled', {}) : ok({ pages, fileName })
  },
}

/** Pages of a PDF as Chromium writes it: one `/Type /Page` object each. */
const pagesIn = (pdf: Buffer): number =>
  [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page(?![a-zA-Z])/g)].length
