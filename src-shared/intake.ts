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
  // The old token cannot start (R-001-20): which of the three the guide tells apart.
  'sim-removed',
  'factory-reset',
  'screen-broken',
  // R-002-09, R-003-36, R-004-25, R-004-09
  'pc-token-ended',
  'expired',
  'changed-without-revoke',
  'issue-mail-missing',
])
export type ResetReason = z.infer<typeof ResetReason>

/** Whose token: one user's, or the contract's shared one (共通トークン). The wizard's first question (R-000-43). */
export const Target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user'), userId: z.string().min(1).max(32) }),
  z.strictObject({ kind: z.literal('shared') }),
])
export type Target = z.infer<typeof Target>

/** What a case is about: somebody's token, several of a contract's users, or a service's own description. */
export const Subject = z.discriminatedUnion('kind', [
  ...Target.options,
  z.strictObject({ kind: z.literal('contract') }),
  z.strictObject({ kind: z.literal('service') }),
])
export type Subject = z.infer<typeof Subject>

/** How the wrong codes came about, as far as the customer can say (R-003-17). */
export const SituationCause = z.enum([
  'mistyped',
  'token-out-of-step',
  'token-mixed-up',
  'not-the-customer',
  'unknown',
])
export type SituationCause = z.infer<typeof SituationCause>

/** A change at the bank shortly before a reset: the combination by which accounts are taken over. */
export const RecentChange = z.enum(['none', 'seal', 'address', 'administrator'])
export type RecentChange = z.infer<typeof RecentChange>

/** What the customer falls back on without one-time passwords (R-002-03, R-002-27); never what it says. */
export const FallbackSecret = z.enum(['card-present', 'card-reissue'])
export type FallbackSecret = z.infer<typeof FallbackSecret>

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
  /** The lockout: how it came about, and what was found out (R-003-17). */
  situationCause: SituationCause.nullable(),
  situationNote: Memo.nullable(),
  /** Seal, address or administrator changed lately, as the customer or the file says; and when. */
  recentChange: RecentChange.nullable(),
  recentChangeOn: CalendarDate.nullable(),
  /** 代筆・代読: somebody wrote or read for the customer. Why, who was present, and whether it was read back. */
  assisted: z.boolean(),
  assistedReason: Memo.nullable(),
  assistedPresent: Line.nullable(),
  assistedReadBack: z.boolean(),
  /** The customer knows that protection is lower afterwards (R-001-16). */
  lowerProtectionAcknowledged: z.boolean(),
  fallbackSecret: FallbackSecret.nullable(),
  /** The address the issue mail goes to was compared with the contract (R-004-09); never the address itself. */
  mailAddressChecked: z.boolean(),
  /** The customer was shown the registered address and still lives there: the token goes nowhere else (R-002-33). */
  addressConfirmed: z.boolean(),
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
  situationCause: null,
  situationNote: null,
  recentChange: null,
  recentChangeOn: null,
  assisted: false,
  assistedReason: null,
  assistedPresent: null,
  assistedReadBack: false,
  lowerProtectionAcknowledged: false,
  fallbackSecret: null,
  mailAddressChecked: false,
  addressConfirmed: false,
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
  /** The guide sends this user to their own administrator, so the desk writes down why it acts all the same (R-000-46). */
  redirectReasonNeeded: z.boolean(),
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
  'not-acknowledged',
  'not-read-back',
  'not-checked',
])
export type Gap = z.infer<typeof Gap>
export type Missing = { readonly field: IntakeField; readonly gap: Gap }
