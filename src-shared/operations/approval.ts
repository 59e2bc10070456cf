import { z } from 'zod'
import { command, errand, query } from '../contract.ts'
import { CaseNo, Instant, ReceiptNo, StaffNo } from '../ids.ts'
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
    store: z.strictObject({ ...CaseView.shape.store.shape, oldSerial: z.string().nullable() }),
    touched: z.array(
      z.strictObject({ ...CaseView.shape.touched.element.shape, serial: z.string().nullable() }),
    ),
  }),
  makerName: z.string(),
  submittedAt: Instant,
  /** The supervisor who opened the window from their own session; null over the teller's shoulder. */
  expected: StaffNo.nullable(),
})
export type ApprovalView = z.infer<typeof ApprovalView>

export const approvalOperations = {
  /** Opens the approval window over the desk, which takes no commands until it closes. */
  'approval.open': errand({
    from: ['desk'],
    may: ['teller', 'supervisor', 'back-office'],
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
  }),
  /** The supervisor proves who they are; the grant that follows is single use and lasts 120 seconds. */
  'approval.prove': errand({
    from: ['approval'],
    may: 'anyone',
    input: z.strictObject({ staff: StaffNo, passphrase: z.string().min(1).max(512), code: TypedCode }),
    output: z.strictObject({ name: z.string(), secondsLeft: z.int() }),
    refusals: [
      ...proofRefusals,
      'case-unknown',
      'case-changed',
      'state-forbids',
      'approver-not-supervisor',
      'approver-is-maker',
    ],
  }),
  'approval.approve': command({
    from: ['approval'],
    may: 'anyone',
    input: z.strictObject({
      seal: z.enum(['matches', 'differs', 'unreadable']),
      typeBack: z.string().max(16),
    }),
    output: z.strictObject({ receiptNo: ReceiptNo }),
    refusals: [
      'approval-missing',
      'approval-expired',
      'approver-is-maker',
      'approver-not-supervisor',
      'case-unknown',
      'case-changed',
      'state-forbids',
      'clock-untrusted',
      'seal-not-matching',
      'type-back-wrong',
      'target-has-no-token',
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
      'approver-not-supervisor',
      'case-unknown',
      'case-changed',
      'state-forbids',
      'reason-needed',
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
      'approver-not-supervisor',
      'case-unknown',
      'case-changed',
      'state-forbids',
      'reason-needed',
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
