import { APPROVALS, sampleOf } from '#main/store/sample'
import type { Reads } from '#main/store/tables'
import { CaseNo } from '#shared/ids'
import { DayFacts } from '#shared/operations/closing'
import type { SampledView } from '#shared/operations/reviews'
import { type Refusal, refuse } from '#shared/refusals'
import { ok } from '#shared/result'
import type { Staff } from '#shared/staff'
import { isRelated } from './blast.ts'
import type { Handlers } from './handlers.ts'

/**
 * 抜き取り確認: some of a day's approvals are looked at again by somebody who had no part in them (security design: T5).
 * Which ones, the root of the day's signed head says, and the sheet says it on paper.
 */

/** Sheets whose samples are listed. */
const SHEETS = 60

/** What a sheet over this head has chosen, from the entries after the sheet before. */
export const sampleFor = (db: Reads, after: number, size: number, root: string): DayFacts['sample'] => {
  const approvals = db.trail.doneOf(APPROVALS, { after, through: size })
  const chosen = new Set(
    sampleOf(
      root,
      approvals.map(({ seq }) => seq),
    ),
  )
  return approvals
    .filter(({ seq }) => chosen.has(seq))
    .map(({ seq, object }) => ({ entry: seq, caseNo: CaseNo.parse(object) }))
    .reverse()
}

/** Whether this person had no part in the case and is not related to its customer. */
const isApart = (db: Reads, caseNo: CaseNo, { person }: Staff): boolean =>
  !db.cases.hands(caseNo).includes(person) &&
  db.cases.approvals(caseNo).every(({ approver_person: approver }) => approver !== person) &&
  !isRelated(db, db.cases.find(caseNo)?.contract_no ?? null, person)

/**
 * Why somebody may not review a case; undefined where they may. A supervisor who stands apart; the administrator only
 * where the branch has no such supervisor, and an auditor never writes.
 */
function notTheirs(db: Reads, caseNo: CaseNo, staff: Staff): 'part' | 'supervisors' | undefined {
  if (!isApart(db, caseNo, staff)) return 'part'
  if (staff.role === 'supervisor') return undefined
  const others = db.people
    .everybody()
    .filter(
      (one) =>
        one.role === 'supervisor' &&
        db.people.standing(one.staff)?.disabled_at == null &&
        isApart(db, caseNo, one),
    )
  return staff.role === 'administrator' && others.length === 0 ? undefined : 'supervisors'
}

type NotDue = Refusal<'sample-unknown' | 'sample-reviewed'>

function dueOf(db: Reads, sheet: number, entry: number) {
  const row = db.days.sheet(sheet)
  const sampled =
    row === undefined
      ? undefined
      : DayFacts.parse(JSON.parse(row.facts)).sample.find((one) => one.entry === entry)
  if (sampled === undefined) return refuse('sample-unknown', { entry }) satisfies { readonly error: NotDue }
  return db.reviews.find(sheet, entry) === undefined
    ? ok(sampled.caseNo)
    : (refuse('sample-reviewed', { caseNo: sampled.caseNo }) satisfies { readonly error: NotDue })
}

export const reviewHandlers: Handlers<'review.list' | 'review.note'> = {
  'review.list': (_request, { db, staff }) =>
    ok(
      staff === undefined
        ? []
        : db.days.sheets(SHEETS).flatMap(({ number, date, facts }) =>
            DayFacts.parse(JSON.parse(facts)).sample.map(({ entry, caseNo }): SampledView => {
              const row = db.cases.find(caseNo)
              const review = db.reviews.find(number, entry)
              return {
                sheet: number,
                date,
                entry,
                caseNo,
                kind: row?.kind ?? null,
                makerName: row === undefined ? '' : db.people.nameOf(row.maker),
                approverName: row?.approver == null ? '' : db.people.nameOf(row.approver),
                not: notTheirs(db, caseNo, staff) ?? null,
                review:
                  review === undefined
                    ? null
                    : {
                        at: review.at,
                        byName: db.people.nameOf(review.reviewer),
                        finding: review.finding,
                        note: review.note,
                      },
              }
            }),
          ),
    ),

  'review.note': ({ sheet, entry, finding, note }, { db, now, staff }) => {
    const due = dueOf(db, sheet, entry)
    if (!due.ok) return due
    const caseNo = due.value
    const not = notTheirs(db, caseNo, staff)
    if (not !== undefined) return refuse('review-not-yours', { caseNo, because: not })
    if (finding === 'to-be-followed' && note === '') return refuse('reason-needed', {})
    db.reviews.keep({
      sheet,
      entry,
      case_no: caseNo,
      reviewer: staff.staff,
      reviewer_person: staff.person,
      finding,
      note,
      at: now.instant,
    })
    return ok({
      output: {},
      audit: { event: 'sample.reviewed', object: caseNo, facts: { sheet, entry, finding, note } },
    })
  },
}
