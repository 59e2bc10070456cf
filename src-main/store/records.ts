import { z } from 'zod'
import { CaseKind, CaseState } from '#shared/cases'
import {
  BranchNo,
  CalendarDate,
  CaseNo,
  ContractNo,
  Instant,
  ParcelId,
  ReceiptNo,
  RecordNo,
  Serial,
  ServiceId,
  StaffNo,
} from '#shared/ids'
import { SealFinding } from '#shared/intake'
import { Authentication, LinkEvent, Registration } from '#shared/links'
import { OpeningHow } from '#shared/operations/closing'
import { Finding } from '#shared/operations/reviews'
import { Role } from '#shared/staff'
import { Delivery, ReturnReason, StartState, StockEvent, StockState } from '#shared/stock'

/**
 * Rows as the rest of main sees them. They are parsed on the way out: a file on disk is as foreign as a
 * keyboard. Names are the columns' names.
 */

/** SQLite has no booleans. Rows stay in the form the database holds, because that form is what their MACs cover. */
const flag = z.union([z.literal(0), z.literal(1)])
const bytes = z.custom<Buffer>((value) => Buffer.isBuffer(value))

export const StaffRow = z.object({
  staff: StaffNo,
  person: z.string(),
  name: z.string(),
  role: Role,
  enrolled_at: Instant,
  ended_at: Instant.nullable(),
})
export type StaffRow = z.infer<typeof StaffRow>

/** Whether a colleague may come in, and whether they still have the first secret. */
export const StandingRow = z.object({
  staff: StaffNo,
  disabled_at: Instant.nullable(),
  disabled_why: z.string(),
  secret_until: Instant.nullable(),
  secret_used_at: Instant.nullable(),
  signed_in_at: Instant.nullable(),
})
export type StandingRow = z.infer<typeof StandingRow>

/** A daily sheet; `facts` is the JSON of `DayFacts`. */
export const DaySheetRow = z.object({
  number: z.int(),
  date: CalendarDate,
  made_at: Instant,
  made_by: StaffNo,
  size: z.int(),
  root: z.string(),
  code: z.string(),
  previous: z.string(),
  facts: z.string(),
})
export type DaySheetRow = z.infer<typeof DaySheetRow>

/** How the branch came into service; `machine_since` is when the machine was started, as its clocks say. */
export const DayOpeningRow = z.object({
  id: z.int(),
  date: CalendarDate,
  machine_since: Instant,
  opened_at: Instant,
  opened_by: StaffNo,
  second: StaffNo.nullable(),
  how: OpeningHow,
  sheet: z.int().nullable(),
  reason: z.string(),
})
export type DayOpeningRow = z.infer<typeof DayOpeningRow>

export const DeputyRow = z.object({
  id: z.int(),
  staff: StaffNo,
  date: CalendarDate,
  appointed_at: Instant,
  appointed_by: StaffNo,
  appointed_with: StaffNo,
  reason: z.string(),
  ended_at: Instant.nullable(),
})
export type DeputyRow = z.infer<typeof DeputyRow>

/** What both pools of tokens remember, in the engine's words. */
const memory = {
  high_water: z.int().nullable(),
  drift: z.int(),
  counter: z.int(),
  failures: z.int(),
  locked: flag,
}

export const StaffTokenRow = z.object({
  staff: StaffNo,
  row_id: z.string(),
  seed: bytes,
  algorithm: z.enum(['SHA1', 'SHA256', 'SHA512']),
  digits: z.union([z.literal(6), z.literal(7), z.literal(8)]),
  period_seconds: z.union([z.literal(30), z.literal(60)]),
  ...memory,
})
export type StaffTokenRow = z.infer<typeof StaffTokenRow>

export const TokenRow = z.object({
  serial: Serial,
  row_id: z.string(),
  origin: z.enum(['own', 'vendor']),
  medium: z.enum(['soft', 'hard']),
  service: ServiceId.nullable(),
  seed: bytes.nullable(),
  kind: z.enum(['totp', 'hotp']).nullable(),
  algorithm: z.enum(['SHA1', 'SHA256', 'SHA512']).nullable(),
  digits: z.union([z.literal(6), z.literal(7), z.literal(8)]).nullable(),
  period_seconds: z.union([z.literal(30), z.literal(60)]).nullable(),
  ...memory,
  tombstone: z.enum(['lost', 'stolen', 'retired']).nullable(),
  known_since: Instant,
})
export type TokenRow = z.infer<typeof TokenRow>

export const LinkRow = z.object({
  link: z.string(),
  contract_no: ContractNo,
  /** Empty for the link of a contract's shared token. */
  user_id: z.string(),
  serial: Serial.nullable(),
  medium: z.enum(['soft', 'hard']).nullable(),
  registration: Registration,
  authentication: Authentication,
  token_expiry: Instant.nullable(),
  vendor: z.string().nullable(),
  since: Instant,
  decided_by: z.enum(['master', 'desk']),
})
export type LinkRow = z.infer<typeof LinkRow>

export const CaseRow = z.object({
  case_no: CaseNo,
  kind: CaseKind,
  state: CaseState,
  version: z.int(),
  service: ServiceId,
  profile_version: z.int(),
  contract_no: ContractNo.nullable(),
  target_kind: z.enum(['user', 'shared', 'contract', 'service']),
  target_user: z.string(),
  ask: z.string(),
  intake: z.string(),
  exception: z.string().nullable(),
  maker: StaffNo,
  keeper: StaffNo,
  opened_at: Instant,
  since: Instant,
  submitted_at: Instant.nullable(),
  content_hash: z.string().nullable(),
  sent_back_reason: z.string().nullable(),
  follow_up_on: CalendarDate.nullable(),
  linked_case: CaseNo.nullable(),
  called_back_at: Instant.nullable(),
  called_back_by: StaffNo.nullable(),
  call_reached: flag.nullable(),
  receipt_no: ReceiptNo.nullable(),
  old_serial: Serial.nullable(),
  executed_at: Instant.nullable(),
  first_approver: StaffNo.nullable(),
  approver: StaffNo.nullable(),
  earliest_registration: Instant.nullable(),
  new_serial: Serial.nullable(),
  registered_by: z.enum(['code', 'centre']).nullable(),
  closed_at: Instant.nullable(),
})
export type CaseRow = z.infer<typeof CaseRow>

export const ApprovalRow = z.object({
  approval: z.string(),
  case_no: CaseNo,
  version: z.int(),
  content_hash: z.string(),
  maker_person: z.string(),
  approver: StaffNo,
  approver_person: z.string(),
  decision: z.enum(['approve', 'approve-first', 'review', 'send-back', 'reject']),
  seal: SealFinding.nullable(),
  reason: z.string().nullable(),
  at: Instant,
})
export type ApprovalRow = z.infer<typeof ApprovalRow>

export const SampleReviewRow = z.object({
  /** `12/4012`: sheet and entry. */
  review: z.string(),
  sheet: z.int(),
  entry: z.int(),
  case_no: CaseNo,
  reviewer: StaffNo,
  reviewer_person: z.string(),
  finding: Finding,
  note: z.string(),
  at: Instant,
})
export type SampleReviewRow = z.infer<typeof SampleReviewRow>

export const ProfileVersionRow = z.object({
  /** `P003/2`. */
  profile: z.string(),
  service: ServiceId,
  version: z.int().min(2),
  data: z.string(),
  case_no: CaseNo,
  reason: z.string(),
  approver: StaffNo,
  since: Instant,
})
export type ProfileVersionRow = z.infer<typeof ProfileVersionRow>

export const RelationRow = z.object({
  /** `FB00031187/person`. */
  relation: z.string(),
  contract_no: ContractNo,
  person: z.string(),
  staff: StaffNo,
  note: z.string(),
  declared_by: StaffNo,
  since: Instant,
})
export type RelationRow = z.infer<typeof RelationRow>

export const LinkHistoryRow = z.object({
  link: z.string(),
  at: Instant,
  event: z.union([LinkEvent, z.literal('import')]),
  case_no: CaseNo.nullable(),
  serial_before: Serial.nullable(),
  serial_after: Serial.nullable(),
  registration_before: Registration,
  registration_after: Registration,
  authentication_before: Authentication,
  authentication_after: Authentication,
})
export type LinkHistoryRow = z.infer<typeof LinkHistoryRow>

export const ApplicationRow = z.object({
  case_no: CaseNo,
  start_on: CalendarDate.nullable(),
  start_state: StartState,
  fee_yen: z.int().nullable(),
})
export type ApplicationRow = z.infer<typeof ApplicationRow>

export const ParcelRow = z.object({
  parcel: ParcelId,
  case_no: CaseNo,
  no: z.int(),
  ended: flag,
  how: Delivery,
  serial: Serial,
  model: z.string(),
  addressee: z.string(),
  postal_code: z.string().nullable(),
  address: z.string(),
  reserved_at: Instant,
  reserved_by: StaffNo,
  read_by: StaffNo.nullable(),
  read_at: Instant.nullable(),
  misreadings: z.int(),
  packed_by: StaffNo.nullable(),
  packed_second: StaffNo.nullable(),
  packed_at: Instant.nullable(),
  /** A JSON list of `Content`. */
  contents: z.string(),
  mail_no: z.string().nullable(),
  bag: RecordNo.nullable(),
  posted_at: Instant.nullable(),
  delivered_at: Instant.nullable(),
  delivered_how: z.enum(['tracking', 'receipt-card', 'customer', 'counter']).nullable(),
  handed_to: z.string().nullable(),
  returned_at: Instant.nullable(),
  return_reason: ReturnReason.nullable(),
  lost_at: Instant.nullable(),
})
export type ParcelRow = z.infer<typeof ParcelRow>

/** What came in one piece; its rows are `stock`. */
export const BoxRow = z.object({
  box: RecordNo,
  service: ServiceId,
  model: z.string(),
  source: z.enum(['file', 'transfer']),
  file_name: z.string(),
  /** SHA-256 of the file or the document, hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  tokens: z.int(),
  first_serial: Serial.nullable(),
  last_serial: Serial.nullable(),
  at: Instant,
  staff: StaffNo,
  second: StaffNo,
})
export type BoxRow = z.infer<typeof BoxRow>

/** A hardware token as a thing. */
export const StockRow = z.object({
  serial: Serial,
  service: ServiceId,
  model: z.string(),
  box: RecordNo,
  state: StockState,
  valid_from: Instant.nullable(),
  valid_until: Instant.nullable(),
  printed_expiry: Instant.nullable(),
  case_no: CaseNo.nullable(),
  contract_no: ContractNo.nullable(),
  since: Instant,
})
export type StockRow = z.infer<typeof StockRow>

/** The first moment at which a token is over: the file's or the printed expiry, whichever comes first (R-003-14). */
export const expiryOf = ({
  valid_until,
  printed_expiry,
}: Pick<StockRow, 'valid_until' | 'printed_expiry'>): Instant | null =>
  valid_until !== null && printed_expiry !== null && printed_expiry < valid_until
    ? printed_expiry
    : (valid_until ?? printed_expiry)

export const StockMovementRow = z.object({
  serial: Serial,
  at: Instant,
  event: StockEvent,
  before: StockState,
  after: StockState,
  staff: StaffNo,
  second: StaffNo.nullable(),
  why: z.string(),
  case_no: CaseNo.nullable(),
  record: RecordNo.nullable(),
})
export type StockMovementRow = z.infer<typeof StockMovementRow>

export const RecordKind = z.enum(['stocktake', 'destruction', 'transfer', 'bag', 'campaign'])
export type RecordKind = z.infer<typeof RecordKind>

export const RecordRow = z.object({
  record: RecordNo,
  kind: RecordKind,
  state: z.string(),
  service: ServiceId.nullable(),
  at: Instant,
  staff: StaffNo,
  second: StaffNo.nullable(),
  closed_at: Instant.nullable(),
  case_no: CaseNo.nullable(),
  /** Canonical JSON; its shape is the kind's (`stock-records.ts`). */
  data: z.string(),
})
export type RecordRow = z.infer<typeof RecordRow>

export const PeerBranchRow = z.object({
  branch_no: BranchNo,
  branch_name: z.string(),
  institution: z.string(),
  fingerprint: z.string(),
  /** The document itself. */
  introduction: z.string(),
  since: Instant,
  staff: StaffNo,
  second: StaffNo,
})
export type PeerBranchRow = z.infer<typeof PeerBranchRow>

export const BranchIdentityRow = z.object({
  name: z.literal('own'),
  introduction: z.string(),
  sealed: bytes,
  since: Instant,
})
export type BranchIdentityRow = z.infer<typeof BranchIdentityRow>
