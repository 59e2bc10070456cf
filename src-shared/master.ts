import { z } from 'zod'
import { Authentication, Registration } from './links.ts'
import { roleCode, serviceId, tokenKind, usageMode } from './profiles.ts'

/**
 * The records of the contract master file, in their canonical form: folded ids, NFC names, `null` for
 * "nothing there", never an absent key. The store keeps exactly these; equal records are equal JSON.
 */

export const ACCOUNT_TYPES = ['ordinary', 'checking'] as const
export const accountType = z.enum(ACCOUNT_TYPES)
export type AccountType = z.infer<typeof accountType>

/** Three digits, kept as text: branch 012 is not 12. */
export const branchNumber = z.string().regex(/^\d{3}$/)
/** Seven digits with their leading zeros. */
export const accountNumber = z.string().regex(/^\d{7}$/)
/** Folded (NFKC, upper case, no blanks or hyphens). The form a service demands is the profile's matter. */
export const serial = z.string().regex(/^[0-9A-Z]{6,20}$/)
/** ISO-8601 UTC with milliseconds. */
export const instant = z.iso.datetime({ precision: 3 })

/** As in ids.ts; case is kept. */
const USER_ID = /^[0-9A-Za-z][0-9A-Za-z._@-]{0,31}$/

/** One user–token link: which token, and both state axes. */
const link = {
  token: serial.nullable(),
  tokenKind: tokenKind.nullable(),
  registration: Registration,
  authentication: Authentication,
  tokenExpiry: instant.nullable(),
}

export const masterUser = z.strictObject({
  /** Folded by foldId. Unique within its contract, not beyond it. */
  userId: z.string().regex(USER_ID),
  name: z.string().min(1).max(100),
  /** Full-width katakana, whatever width the file had. */
  kana: z.string().max(200).nullable(),
  role: roleCode,
  transferRight: z.boolean().nullable(),
  ...link,
})
export type MasterUser = z.infer<typeof masterUser>

/** The one token all users of a contract use when its usage mode is `shared`. */
export const sharedToken = z.strictObject(link)
export type SharedToken = z.infer<typeof sharedToken>

export const representativeAccount = z.strictObject({
  branch: branchNumber,
  type: accountType,
  number: accountNumber,
})
export type RepresentativeAccount = z.infer<typeof representativeAccount>

export const masterContract = z.strictObject({
  contractNo: z.string().regex(/^[0-9A-Z][0-9A-Z-]{2,19}$/),
  service: serviceId,
  /** お客様ID or 契約者ID, folded. */
  customerId: z.string().regex(USER_ID).nullable(),
  name: z.string().min(1).max(100),
  kana: z.string().min(1).max(200),
  dealingBranch: branchNumber,
  account: representativeAccount.nullable(),
  address: z.string().max(200).nullable(),
  /** Seven digits without the hyphen. */
  postalCode: z
    .string()
    .regex(/^\d{7}$/)
    .nullable(),
  phone: z
    .string()
    .regex(/^[0-9-]{6,20}$/)
    .nullable(),
  usageMode: usageMode.nullable(),
  /** In the file's order; at least one. */
  users: z.array(masterUser).min(1),
  sharedToken: sharedToken.nullable(),
})
export type MasterContract = z.infer<typeof masterContract>

/** Why a line or a whole contract is not taken. `column` is the canonical field name. */
export const LINE_PROBLEMS = [
  'quotes-broken',
  'line-break-in-field',
  'line-too-long',
  'field-too-long',
  'column-count',
  'required',
  'formula-cell',
  'scientific-notation',
  'leading-zero-lost',
  'bad-format',
  'unknown-service',
  'unknown-word',
  'role-not-in-service',
  'unsafe-text',
  'kana-expected',
  'contract-rows-disagree',
  'contract-rows-apart',
  'user-twice',
  'shared-token-not-in-service',
  'shared-token-in-individual-mode',
  'own-token-in-shared-mode',
  'token-without-registration',
  'registration-without-token',
  'token-twice-in-contract',
  'token-form-refused',
  'token-in-two-contracts',
  'token-was-detached-here',
  'no-users',
  'too-many-users',
  'service-changed',
  'contract-in-open-case',
] as const
export const lineProblemCode = z.enum(LINE_PROBLEMS)
export type LineProblemCode = z.infer<typeof lineProblemCode>

export const lineProblem = z.strictObject({
  code: lineProblemCode,
  /** 1-based line of the file as an editor counts it; null when it is about the contract as a whole. */
  line: z.int().positive().nullable(),
  column: z.string().nullable(),
  /** What was found, cut to 40 characters and without control characters, or another fact of the code. */
  found: z.string().nullable(),
})
export type LineProblem = z.infer<typeof lineProblem>

/** Why a whole file is not read. Nothing was planned, nothing is written. */
export const FILE_REFUSALS = [
  'empty',
  'too-large',
  'too-many-lines',
  'nul-bytes',
  'encoding-utf16',
  'encoding-unknown',
  'header-missing',
  'header-duplicated',
  'header-broken',
  'secret-column',
  'cancelled',
  'file-changed',
] as const
export const fileRefusal = z.strictObject({
  code: z.enum(FILE_REFUSALS),
  /** Facts of the code: missing or doubled columns, the line or byte, the limit. */
  columns: z.array(z.string()).optional(),
  line: z.int().positive().optional(),
  byte: z.int().min(0).optional(),
  limit: z.int().optional(),
})
export type FileRefusal = z.infer<typeof fileRefusal>

export const ENCODINGS = ['utf-8', 'utf-8-bom', 'shift_jis'] as const
export const fileEncoding = z.enum(ENCODINGS)
export type FileEncoding = z.infer<typeof fileEncoding>

export const fieldChange = z.strictObject({
  /** null: a field of the contract itself; 'shared': of the shared token; otherwise the user's id. */
  user: z.string().nullable(),
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type FieldChange = z.infer<typeof fieldChange>

/** Not a reason to refuse, but to be seen before anyone says "import". */
export const PLAN_WARNINGS = ['token-id-warn', 'user-absent', 'customer-id-twice', 'gaiji'] as const

export const planWarning = z.strictObject({
  code: z.enum(PLAN_WARNINGS),
  line: z.int().positive().nullable(),
  user: z.string().nullable(),
  found: z.string().nullable(),
})
export type PlanWarning = z.infer<typeof planWarning>

/**
 * What the import would do with one contract. `new` and `changed` carry the full record to store
 * (merged: what the file does not say is kept); `absent` contracts are in the store but not in the file
 * and stay untouched.
 */
export type PlanEntry =
  | {
      readonly kind: 'new'
      readonly contract: MasterContract
      readonly lines: LineSpan
      readonly warnings: readonly PlanWarning[]
    }
  | {
      readonly kind: 'changed'
      readonly contract: MasterContract
      readonly changes: readonly FieldChange[]
      readonly lines: LineSpan
      readonly warnings: readonly PlanWarning[]
    }
  | {
      readonly kind: 'unchanged'
      readonly contractNo: string
      readonly lines: LineSpan
      readonly warnings: readonly PlanWarning[]
    }
  | {
      readonly kind: 'rejected'
      /** null when not even the contract number could be read from the line. */
      readonly contractNo: string | null
      readonly problems: readonly LineProblem[]
      readonly lines: LineSpan
    }
  | { readonly kind: 'absent'; readonly contractNo: string }

export type LineSpan = { readonly first: number; readonly last: number }

export type PlanCounts = {
  readonly new: number
  readonly changed: number
  readonly unchanged: number
  readonly rejected: number
  readonly absent: number
}
