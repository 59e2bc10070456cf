import { z } from 'zod'
import { CalendarDate, Serial } from './ids.ts'

/** Text as a teller types it: bounded here, checked for control and bidirectional characters at the gate. */
const Line = z.string().max(100)
const Memo = z.string().max(500)

export const CameBy = z.enum(['representative', 'employee', 'agent'])
export type CameBy = z.infer<typeof CameBy>

export const Authority = z.enum(['letter-of-attorney', 'employee-card', 'registered-agent'])
export type Authority = z.infer<typeof Authority>

export const SealFinding = z.enum(['matches', 'differs', 'unreadable'])
export type SealFinding = z.infer<typeof SealFinding>

/** 平面照合 side by side, 折り重ね folded over, or the branch's own comparing device. */
export const SealMethod = z.enum(['side-by-side', 'folded', 'device'])
export type SealMethod = z.infer<typeof SealMethod>

export const IdentityDocument = z.enum([
  'driving-licence',
  'my-number-card-front',
  'passport',
  'residence-card',
  'seal-certificate',
  'company-registry',
  'other',
])
export type IdentityDocument = z.infer<typeof IdentityDocument>

export const ResetReason = z.enum([
  'broken',
  'lost',
  'stolen',
  'replaced',
  'reinstalled',
  'administrator-changed',
])
export type ResetReason = z.infer<typeof ResetReason>

/** Whose token: one user's, or the contract's shared one (共通トークン). The wizard's first question (R-000-43). */
export const Target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user'), userId: z.string().min(1).max(32) }),
  z.strictObject({ kind: z.literal('shared') }),
])
export type Target = z.infer<typeof Target>

/**
 * What the paper says, in the order of the paper. Every field may still be empty, because a draft is kept
 * from the first keystroke; `missingFrom` says what a submission still needs.
 *
 * There is no field for 承認用パスワード, 確認用パスワード or any other secret of the customer's (R-000-20),
 * no seal imprint, and of an identity document only its kind, issuer, expiry and last four characters.
 */
export const Intake = z.strictObject({
  formNumber: Line.nullable(),
  receivedOn: CalendarDate.nullable(),
  cameBy: CameBy.nullable(),
  visitorName: Line.nullable(),
  authority: Authority.nullable(),
  customerId: Line.nullable(),
  customerName: Line.nullable(),
  accountNumber: Line.nullable(),
  oldSerial: Line.nullable(),
  /** The paper shows another serial than the store; the customer corrected it with 訂正印, and this says so. */
  oldSerialCorrected: z.boolean(),
  reason: ResetReason.nullable(),
  reasonNote: Memo.nullable(),
  seal: SealFinding.nullable(),
  sealMethod: SealMethod.nullable(),
  identity: IdentityDocument.nullable(),
  identityIssuer: Line.nullable(),
  /** The day the document expires; null together with `identityIssuedOn` set for one that never does. */
  identityExpiresOn: CalendarDate.nullable(),
  identityIssuedOn: CalendarDate.nullable(),
  identityLast4: Line.nullable(),
  originalKeptAt: Line.nullable(),
  /** Why a general user's token is detached here although an administrator could do it (R-000-46). */
  redirectReason: Memo.nullable(),
  /** Why another branch's customer is served here (R-000-44). */
  branchReason: Memo.nullable(),
})
export type Intake = z.infer<typeof Intake>
export type IntakeField = keyof Intake

export const emptyIntake: Intake = {
  formNumber: null,
  receivedOn: null,
  cameBy: null,
  visitorName: null,
  authority: null,
  customerId: null,
  customerName: null,
  accountNumber: null,
  oldSerial: null,
  oldSerialCorrected: false,
  reason: null,
  reasonNote: null,
  seal: null,
  sealMethod: null,
  identity: null,
  identityIssuer: null,
  identityExpiresOn: null,
  identityIssuedOn: null,
  identityLast4: null,
  originalKeptAt: null,
  redirectReason: null,
  branchReason: null,
}

/** What the store knows about the case's customer, beside which the paper is laid. */
export const StoreSide = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  /** Account numbers leave the main process with their last three digits only. */
  accountEnding: z.string().nullable(),
  /** Whether the account number on the paper is the contract's, compared in main; null while there is none to compare. */
  accountMatches: z.boolean().nullable(),
  targetName: z.string(),
  oldSerial: Serial.nullable(),
  dealingBranchIsOurs: z.boolean(),
  targetIsAdministrator: z.boolean(),
  administratorUsable: z.boolean(),
  today: CalendarDate,
})
export type StoreSide = z.infer<typeof StoreSide>

export const Gap = z.enum([
  'empty',
  'differs',
  'seal-differs',
  'document-expired',
  'document-too-old',
  'date-in-future',
  'authority-missing',
  'last4-form',
  'reason-for-redirect',
  'reason-for-branch',
])
export type Gap = z.infer<typeof Gap>
export type Missing = { readonly field: IntakeField; readonly gap: Gap }
