import { z } from 'zod'
import { CaseKind } from '../cases.ts'
import { command, query } from '../contract.ts'
import { CalendarDate, CaseNo, Instant } from '../ids.ts'

/** 抜き取り確認: the approvals that a closing's head has chosen, looked at again by somebody who had no part in them. */

/** `to-be-followed`: somebody has to go into it; then the note says what. */
export const Finding = z.enum(['in-order', 'to-be-followed'])
export type Finding = z.infer<typeof Finding>

export const SampledView = z.strictObject({
  /** The daily sheet that has chosen it, and its day. */
  sheet: z.int(),
  date: CalendarDate,
  /** The entry of the approval. */
  entry: z.int(),
  caseNo: CaseNo,
  kind: CaseKind.nullable(),
  makerName: z.string(),
  approverName: z.string(),
  /** Why whoever asks may not review it: they had a part in it, or it is for a supervisor who had none. */
  not: z.enum(['part', 'supervisors']).nullable(),
  review: z.strictObject({ at: Instant, byName: z.string(), finding: Finding, note: z.string() }).nullable(),
})
export type SampledView = z.infer<typeof SampledView>

export const reviewOperations = {
  /** Of the newest sixty sheets, the newest first. */
  'review.list': query({
    from: ['desk'],
    may: ['supervisor', 'administrator', 'auditor'],
    input: z.strictObject({}),
    output: z.array(SampledView),
    refusals: [],
  }),
  'review.note': command({
    from: ['desk'],
    may: ['supervisor', 'administrator'],
    input: z.strictObject({
      sheet: z.int().positive(),
      entry: z.int().positive(),
      finding: Finding,
      note: z.string().trim().max(300),
    }),
    output: z.strictObject({}),
    refusals: ['sample-unknown', 'sample-reviewed', 'review-not-yours', 'reason-needed'],
  }),
}
