import { z } from 'zod'
import { command, errand, query } from '../contract.ts'
import { CaseNo, Instant, ReceiptNo, StaffNo } from '../ids.ts'
import { StoreSide } from '../intake.ts'
import { TYPE_BACKS } from '../jobs.ts'
import { CaseView } from './cases.ts'
import { proofRefusals, TypedCode } from './session.ts'

/** Shown instead of the serial's last four characters, which the supervisor must read from the paper. */
export const HIDDEN = '●●●●'

export const ApprovalView = z.strictObject({
  /** The case as the database has it. Serials end in ●●●● here, wherever they stand. */
  case: z.strictObject({
    ...CaseView.shape,
    oldSerial: z.string().nullable(),
    newSerial: z.string().nullable(),
    intake: z.strictObject({ ...CaseView.shape.intake.shape, oldSerial: z.string().nullable() }),
    store: z
      .strictObject({
        ...StoreSide.shape,
        oldSerial: z.string().nullable(),
        accountEnding: z.string().nullable(),
      })
      .nullable(),
    touched: z.array(
      z.strictObject({ ...CaseView.shape.touched.element.shape, serial: z.string().nullable() }),
    ),
  }),
  makerName: z.string(),
  submittedAt: Instant,
  /**
   * What the decision would do: execute, agree as the first of two, or go through a loss that is stopped already.
   */
  decision: z.enum(['approve', 'approve-first', 'review']),
  /** What is to be typed back from the paper; null where there is no paper (a review, a service's description). */
  typeBack: z.enum(TYPE_BACKS).nullable(),
  /** The registered seal is compared once more, by the approver. */
  sealCompared: z.boolean(),
  /** For a change of a service's description: every field that differs, as text. */
  differences: z.array(
    z.strictObject({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
  /** The supervisor who opened the window from their own session; null over the teller's shoulder. */
  expected: StaffNo.nullable(),
})
export type ApprovalView = z.infer<typeof ApprovalView>

export const approvalOperations = {
  /** Opens the approval window over the desk, which takes no commands until it closes. */
  'approval.open': errand({
    from: ['desk'],
    may: ['teller', 'supervisor', 'back-office', 'administrator'],
    input: z.strictObject({ caseNo: CaseNo }),
    output: z.strictObject({}),
    refusals: ['case-unknown', 'state-forbids', 'approval-window-open'],
  }),
  'approval.view': query({
    from: ['approval'],
    may: 'anyone',
    input: z.strictObject({}),
    output: ApprovalView,
    refusals: ['case-unknown', 'state-forbids'],
    reads: (_request, view) => ({ event: 'record.read', object: view.case.caseNo, facts: {} }),
  }),
  /** The supervisor proves who they are; the grant that follows is single use and lasts 120 seconds. */
  'approval.prove': errand({
    from: ['approval'],
    may: 'anyone',
    input: z.strictObject({ staff: StaffNo, passphrase: z.string().min(1).max(512), code: TypedCode }),
    output: z.strictObject({ name: z.string(), secondsLeft: z.int() }),
    refusals: [
      ...proofRefusals,
      'approvals-paused',
      'case-unknown',
      'case-changed',
      'state-forbids',
      'approver-not-supervisor',
      'approver-is-maker',
      'approver-was-first',
      'staff-related',
    ],
  }),
  'approval.approve': command({
    from: ['approval'],
    may: 'anyone',
    input: z.strictObject({
      /** Null where no seal is compared, as `ApprovalView.sealCompared` says. */
      seal: z.enum(['matches', 'differs', 'unreadable']).nullable(),
      /** Null where nothing is typed back. */
      typeBack: z.string().max(16).nullable(),
    }),
    /** The receipt's number; null where nothing was executed (the first of two, a review) or no receipt is due. */
    output: z.strictObject({
      receiptNo: ReceiptNo.nullable(),
      decision: z.enum(['approve', 'approve-first', 'review']),
    }),
    refusals: [
      'approval-missing',
      'approval-expired',
      'approver-is-maker',
      'approver-was-first',
      'approver-not-supervisor',
      'case-unknown',
      'case-changed',
      'state-forbids',
      'clock-untrusted',
      'approvals-paused',
      'seal-not-matching',
      'type-back-wrong',
      'target-has-no-token',
      'case-incomplete',
      'staff-related',
      'token-must-be-replaced',
      'not-allocated',
      'profile-moved-on',
    ],
  }),
  'approval.send-back': command({
    from: ['approval'],
    may: 'anyone',
    input: z.strictObject({ reason: z.string().max(500) }),
    output: z.strictObject({}),
    refusals: [
      'approval-missing',
      'approval-expired',
      'approver-is-maker',
      'approver-was-first',
      'approver-not-supervisor',
      'case-unknown',
      'case-changed',
      'state-forbids',
      'reason-needed',
      'staff-related',
    ],
  }),
  'approval.reject': command({
    from: ['approval'],
    may: 'anyone',
    input: z.strictObject({ reason: z.string().max(500) }),
    output: z.strictObject({}),
    refusals: [
      'approval-missing',
      'approval-expired',
      'approver-is-maker',
      'approver-was-first',
      'approver-not-supervisor',
      'case-unknown',
      'case-changed',
      'state-forbids',
      'reason-needed',
      'staff-related',
    ],
  }),
  'approval.close': errand({
    from: ['approval'],
    may: 'anyone',
    input: z.strictObject({}),
    output: z.strictObject({}),
    refusals: [],
  }),
}
