import { z } from 'zod'
import { CaseKind, CaseState } from '../cases.ts'
import { command, query } from '../contract.ts'
import { CalendarDate, CaseNo, ContractNo, Instant, ReceiptNo, Serial, ServiceId } from '../ids.ts'
import { Intake, StoreSide, Target } from '../intake.ts'
import { Authentication, Registration } from '../links.ts'
import { SITUATIONS } from '../router.ts'
import { TypedCode } from './session.ts'

/** One person touched by a case, before and after (the blast view). */
export const Touched = z.strictObject({
  userId: z.string(),
  name: z.string(),
  role: z.string(),
  transferRight: z.boolean(),
  serial: Serial.nullable(),
  registration: Registration,
  authentication: Authentication,
  /** `detached`: loses the token. `shared`: loses it with the shared one. `unclear`: the guide is silent (G-01), shown 要確認. */
  effect: z.enum(['detached', 'shared', 'unclear', 'none']),
})
export type Touched = z.infer<typeof Touched>

export const CaseSummary = z.strictObject({
  caseNo: CaseNo,
  kind: CaseKind,
  state: CaseState,
  version: z.int(),
  service: ServiceId,
  contractNo: ContractNo,
  customerName: z.string(),
  targetName: z.string(),
  maker: z.string(),
  makerName: z.string(),
  openedAt: Instant,
  /** When the present state began. */
  since: Instant,
  /** People who would lose a token, and those whose loss is unclear. */
  affected: z.int(),
  unclear: z.int(),
  followUpOn: CalendarDate.nullable(),
  /** The asking person has touched this case and can never approve it. */
  touchedByMe: z.boolean(),
})
export type CaseSummary = z.infer<typeof CaseSummary>

export const CaseEntry = z.strictObject({
  at: Instant,
  event: z.string(),
  staffName: z.string(),
  note: z.string().nullable(),
})

export const CaseView = z.strictObject({
  ...CaseSummary.shape,
  profileVersion: z.int(),
  target: Target,
  intake: Intake,
  store: StoreSide,
  touched: z.array(Touched),
  /** Reissues, unlocks and losses of this contract within the last 90 days. */
  history: z.strictObject({ detached: z.int(), registered: z.int(), cases: z.int() }),
  /** 1 for the first time before a supervisor, one more after each sending back. */
  edition: z.int(),
  submittedAt: Instant.nullable(),
  sentBackReason: z.string().nullable(),
  receiptNo: ReceiptNo.nullable(),
  oldSerial: Serial.nullable(),
  newSerial: Serial.nullable(),
  registeredBy: z.enum(['code', 'centre']).nullable(),
  executedAt: Instant.nullable(),
  approverName: z.string().nullable(),
  /** The first moment a new token may be registered. */
  earliestRegistration: Instant.nullable(),
  entries: z.array(CaseEntry),
})
export type CaseView = z.infer<typeof CaseView>

const clerks = ['teller', 'supervisor', 'back-office'] as const

export const caseOperations = {
  'case.open': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      contractNo: ContractNo,
      target: Target,
      situation: z.enum(SITUATIONS),
      /** Users the customer says cannot act today (left the firm, in hospital). */
      unavailable: z.array(z.string().max(40)).max(200),
      redirectReason: z.string().max(500).nullable(),
    }),
    output: z.strictObject({ caseNo: CaseNo }),
    refusals: [
      'contract-unknown',
      'target-unknown',
      'target-has-no-token',
      'not-a-branch-job',
      'case-open-already',
      'reason-needed',
    ],
  }),
  'case.view': query({
    from: ['desk'],
    may: [...clerks, 'auditor'],
    input: z.strictObject({ caseNo: CaseNo }),
    output: CaseView,
    refusals: ['case-unknown'],
  }),
  'case.list': query({
    from: ['desk'],
    may: [...clerks, 'auditor'],
    input: z.strictObject({ list: z.enum(['mine', 'awaiting-approval', 'awaiting-customer', 'ended']) }),
    output: z.array(CaseSummary),
    refusals: [],
  }),
  'case.counts': query({
    from: ['desk'],
    may: [...clerks, 'administrator', 'auditor'],
    input: z.strictObject({}),
    output: z.strictObject({ mine: z.int(), awaitingApproval: z.int(), awaitingCustomer: z.int() }),
    refusals: [],
  }),
  /** Keeps the draft. Said on every pause in typing, so that nothing typed is lost. */
  'case.save': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ caseNo: CaseNo, version: z.int(), intake: Intake }),
    output: z.strictObject({ version: z.int(), savedAt: Instant }),
    refusals: ['case-unknown', 'case-changed', 'state-forbids'],
  }),
  'case.submit': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ caseNo: CaseNo, version: z.int() }),
    output: z.strictObject({ version: z.int() }),
    refusals: ['case-unknown', 'case-changed', 'case-incomplete', 'state-forbids', 'target-has-no-token'],
  }),
  'case.withdraw': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ caseNo: CaseNo, version: z.int(), reason: z.string().max(500) }),
    output: z.strictObject({}),
    refusals: ['case-unknown', 'case-changed', 'state-forbids', 'reason-needed'],
  }),
  /** The new token, proven by its code where we hold its seed, or reported as verified by the centre where we do not. */
  'case.register': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      caseNo: CaseNo,
      version: z.int(),
      serial: z.string().min(1).max(40),
      proof: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('code'), code: TypedCode }),
        z.strictObject({ kind: z.literal('centre') }),
      ]),
      /** Why a serial the guide does not describe is accepted (R-000-36). */
      warningReason: z.string().max(500).nullable(),
    }),
    output: z.strictObject({ version: z.int(), serial: Serial }),
    refusals: [
      'case-unknown',
      'case-changed',
      'state-forbids',
      'clock-untrusted',
      'too-early',
      'serial-malformed',
      'serial-not-ours',
      'serial-tombstoned',
      'serial-in-use',
      'serial-is-old',
      'serial-warning-unaccepted',
      'code-refused',
      'code-needed',
      'code-not-checkable',
    ],
  }),
  /** What the desk thinks of a serial while it is being typed: never corrects, only suggests. */
  'case.look-at-serial': query({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ caseNo: CaseNo, serial: z.string().max(40) }),
    output: z.strictObject({
      serial: z.string(),
      finding: z.enum([
        'empty',
        'good',
        'warning',
        'malformed',
        'not-ours',
        'tombstoned',
        'in-use',
        'is-old',
      ]),
      warning: z.string().nullable(),
      /** A serial we know that differs only by look-alike characters. */
      suggestion: Serial.nullable(),
      proof: z.enum(['code', 'centre']).nullable(),
      periodSeconds: z.int().nullable(),
    }),
    refusals: ['case-unknown'],
  }),
  'case.register-later': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ caseNo: CaseNo, version: z.int(), followUpOn: CalendarDate }),
    output: z.strictObject({ version: z.int() }),
    refusals: ['case-unknown', 'case-changed', 'state-forbids', 'follow-up-in-past'],
  }),
  /** The customer has logged in again and the token works (R-000-27), or this is waived with a reason. */
  'case.close': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      caseNo: CaseNo,
      version: z.int(),
      relogin: z.enum(['confirmed', 'waived']),
      reason: z.string().max(500).nullable(),
    }),
    output: z.strictObject({}),
    refusals: ['case-unknown', 'case-changed', 'state-forbids', 'waiver-reason-needed'],
  }),
}
