import { z } from 'zod'
import { CaseAsk, LossHow, LossReport, Wish } from '../asks.ts'
import { CaseKind, CaseState } from '../cases.ts'
import { command, query } from '../contract.ts'
import { CalendarDate, CaseNo, ContractNo, Instant, ReceiptNo, Serial, ServiceId, StaffNo } from '../ids.ts'
import { Intake, StoreSide, Subject, Target } from '../intake.ts'
import { Authentication, Registration } from '../links.ts'
import { SITUATIONS } from '../router.ts'
import { TOUCHED_EFFECTS } from '../touched.ts'
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
  effect: z.enum(TOUCHED_EFFECTS),
  /** The open question an `unclear` effect waits for, G-…. */
  gap: z.string().nullable(),
  /**
   * The first user of the contract who has the very same token, if that is somebody else (R-003-15): it says who comes
   * along even where the ends of serials are hidden and two tokens would look like one.
   */
  sharesWith: z.string().nullable(),
})
export type Touched = z.infer<typeof Touched>

export const CaseSummary = z.strictObject({
  caseNo: CaseNo,
  kind: CaseKind,
  state: CaseState,
  version: z.int(),
  service: ServiceId,
  /** Null for a case about a service's own description; `customerName` is then the service's name. */
  contractNo: ContractNo.nullable(),
  customerName: z.string(),
  /** Whose token: by this, and not by a name, a second case about the same token is recognised. */
  target: Subject,
  /** Empty where the case is about several users, the shared token or a service. */
  targetName: z.string(),
  /** The exception at the counter, E-…; null where the catalogue has none. */
  exception: z.string().nullable(),
  maker: z.string(),
  makerName: z.string(),
  /** Whose hands the case is in; the maker's until it is handed over. */
  keeper: StaffNo,
  keeperName: z.string(),
  openedAt: Instant,
  /** When the present state began. */
  since: Instant,
  /** People who would lose a token, and those whose loss is unclear. */
  affected: z.int(),
  unclear: z.int(),
  followUpOn: CalendarDate.nullable(),
  /** The first moment a new token may be registered, once it is known. */
  earliestRegistration: Instant.nullable(),
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

/** What happened to somebody within the last 90 days, this case not counted. */
const Strip = z.strictObject({ losses: z.int(), unlocks: z.int(), reissues: z.int() })

export const CaseView = z.strictObject({
  ...CaseSummary.shape,
  profileVersion: z.int(),
  ask: CaseAsk,
  intake: Intake,
  /** The paper's counterpart; null for a case without a customer. */
  store: StoreSide.nullable(),
  touched: z.array(Touched),
  /** Losses, unlocks and re-issues of the last 90 days, of the user and of the whole contract (history strip). */
  history: z.strictObject({ person: Strip, contract: Strip, cases: z.int() }),
  /** Why two supervisors are needed instead of one; empty where one is enough. */
  secondChecker: z.array(
    z.strictObject({
      what: z.enum(['seal', 'address', 'administrator']),
      on: CalendarDate,
      from: z.enum(['said', 'master']),
    }),
  ),
  /** The first of two supervisors, once they have agreed. */
  firstApproverName: z.string().nullable(),
  /** Who must register before the case goes on, all or nothing (R-000-06, R-000-07); null where it is one token. */
  progress: z
    .strictObject({
      registered: z.int(),
      of: z.int(),
      /** In the order in which they have to register (R-000-06: the administrator first). */
      missing: z.array(z.strictObject({ userId: z.string(), name: z.string() })),
    })
    .nullable(),
  /** The loss this case grew out of, and the cases that grew out of this one. */
  linkedCase: CaseNo.nullable(),
  followedBy: z.array(z.strictObject({ caseNo: CaseNo, kind: CaseKind, state: CaseState })),
  callBack: z.strictObject({ at: Instant, reached: z.boolean(), staffName: z.string() }).nullable(),
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
  /** The guide leaves the earliest time open (G-08); shown as 要確認. */
  earliestToConfirm: z.boolean(),
  entries: z.array(CaseEntry),
})
export type CaseView = z.infer<typeof CaseView>

const clerks = ['teller', 'supervisor', 'back-office'] as const

/**
 * `awaiting-time`: nobody can do anything before the service's waiting time is over. `awaiting-customer`: the rest of
 * those who have to register or log in. `dispatch`: tokens to be packed, in the post, or back again. `losses`: stopped tokens that wait for a review or for papers.
 */
export const CASE_LISTS = [
  'mine',
  'awaiting-approval',
  'awaiting-customer',
  'awaiting-time',
  'losses',
  'dispatch',
  'ended',
] as const

export const caseOperations = {
  'case.open': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      contractNo: ContractNo,
      target: Target,
      situation: z.enum(SITUATIONS),
      wish: Wish,
      /** Users the customer says cannot act today (left the firm, in hospital). */
      unavailable: z.array(z.string().max(40)).max(200),
      redirectReason: z.string().max(500).nullable(),
    }),
    output: z.strictObject({ caseNo: CaseNo, kind: CaseKind }),
    refusals: [
      'contract-unknown',
      'target-unknown',
      'target-has-no-token',
      'users-needed',
      'model-unknown',
      'start-too-soon',
      'start-not-in-service',
      'serial-not-ours',
      'staff-related',
      'not-a-branch-job',
      'case-open-already',
      'reason-needed',
    ],
  }),
  'case.view': query({
    from: ['desk'],
    may: [...clerks, 'administrator', 'auditor'],
    input: z.strictObject({ caseNo: CaseNo }),
    output: CaseView,
    refusals: ['case-unknown'],
    reads: ({ caseNo }) => ({ event: 'record.read', object: caseNo, facts: {} }),
  }),
  'case.list': query({
    from: ['desk'],
    may: [...clerks, 'auditor'],
    input: z.strictObject({ list: z.enum(CASE_LISTS) }),
    output: z.array(CaseSummary),
    refusals: [],
  }),
  'case.counts': query({
    from: ['desk'],
    may: [...clerks, 'administrator', 'auditor'],
    input: z.strictObject({}),
    output: z.strictObject({
      mine: z.int(),
      /** Reviews of losses among them: whatever a supervisor has to decide. */
      awaitingApproval: z.int(),
      awaitingCustomer: z.int(),
      awaitingTime: z.int(),
      losses: z.int(),
    }),
    refusals: [],
  }),
  /** Keeps the draft. Said on every pause in typing, so that nothing typed is lost. */
  'case.save': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ caseNo: CaseNo, version: z.int(), intake: Intake }),
    output: z.strictObject({ version: z.int(), savedAt: Instant }),
    refusals: ['case-unknown', 'case-changed', 'state-forbids', 'staff-related'],
  }),
  'case.submit': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ caseNo: CaseNo, version: z.int() }),
    output: z.strictObject({ version: z.int() }),
    refusals: [
      'case-unknown',
      'case-changed',
      'case-incomplete',
      'state-forbids',
      'target-has-no-token',
      'not-allocated',
      'staff-related',
      'profile-moved-on',
    ],
  }),
  'case.withdraw': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ caseNo: CaseNo, version: z.int(), reason: z.string().max(500) }),
    output: z.strictObject({}),
    refusals: ['case-unknown', 'case-changed', 'state-forbids', 'reason-needed', 'staff-related'],
  }),
  /** The new token, proven by its code where we hold its seed, or reported as verified by the centre where we do not. */
  'case.register': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      caseNo: CaseNo,
      version: z.int(),
      /** Which user, where several have to register; null where the case is about one token. */
      userId: z.string().max(32).nullable(),
      /** Empty for a service whose tokens bear no number (R-004-07). */
      serial: z.string().max(40),
      /** The vendor's code in the profile, where the service has several (R-002-07, R-002-09). */
      vendor: z.string().max(40).nullable(),
      proof: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('code'), code: TypedCode }),
        z.strictObject({ kind: z.literal('centre') }),
      ]),
      /** Why a serial the guide does not describe is accepted (R-000-36). */
      warningReason: z.string().max(500).nullable(),
    }),
    output: z.strictObject({ version: z.int(), serial: Serial.nullable() }),
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
      'serial-not-allocated',
      'token-not-handed-out',
      'serial-warning-unaccepted',
      'code-refused',
      'code-needed',
      'code-not-checkable',
      'vendor-closed',
      'vendor-needed',
      'target-unknown',
      'administrator-first',
      'staff-related',
    ],
  }),
  /** What the desk thinks of a serial while it is being typed: never corrects, only suggests. */
  'case.look-at-serial': query({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      caseNo: CaseNo,
      userId: z.string().max(32).nullable(),
      serial: z.string().max(40),
      /** The vendor as far as it is chosen; whether a serial is hardware of ours may depend on it (R-002-32). */
      vendor: z.string().max(40).nullable(),
    }),
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
      /** The vendor one can tell by the serial, and whether it is closed to new tokens. */
      vendor: z.string().nullable(),
      periodSeconds: z.int().nullable(),
    }),
    refusals: ['case-unknown'],
  }),
  'case.register-later': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ caseNo: CaseNo, version: z.int(), followUpOn: CalendarDate }),
    output: z.strictObject({ version: z.int() }),
    refusals: ['case-unknown', 'case-changed', 'state-forbids', 'follow-up-in-past', 'staff-related'],
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
    refusals: ['case-unknown', 'case-changed', 'state-forbids', 'waiver-reason-needed', 'staff-related'],
  }),
  /** Gives an open case to a colleague, who finds it among their own. Nothing of it changes but whose it is. */
  'case.hand-over': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      caseNo: CaseNo,
      version: z.int(),
      to: StaffNo,
      note: z.string().max(500),
    }),
    output: z.strictObject({ version: z.int() }),
    refusals: ['case-unknown', 'case-changed', 'state-forbids', 'colleague-unknown', 'staff-related'],
  }),
  /** The customer was telephoned when the time had come, or could not be reached. */
  'case.call-back': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      caseNo: CaseNo,
      version: z.int(),
      reached: z.boolean(),
      note: z.string().max(500),
    }),
    output: z.strictObject({ version: z.int() }),
    refusals: ['case-unknown', 'case-changed', 'state-forbids', 'staff-related'],
  }),
  /** Colleagues a case can be handed to. */
  'staff.colleagues': query({
    from: ['desk'],
    may: [...clerks, 'administrator'],
    input: z.strictObject({}),
    output: z.array(z.strictObject({ staff: StaffNo, name: z.string(), role: z.string() })),
    refusals: [],
  }),

  /**
   * 緊急停止. One person, by telephone, before any paper: the token may not speak from this moment (R-001-22,
   * R-002-36). Works with a clock in doubt and without a supervisor; a supervisor reviews it the same day.
   * Everybody who has the same token is stopped with it.
   */
  'loss.stop': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      contractNo: ContractNo,
      target: Target,
      how: LossHow,
      callBackNumber: z
        .string()
        .regex(/^[0-9-]{6,20}$/)
        .nullable(),
    }),
    output: z.strictObject({ caseNo: CaseNo, stopped: z.int() }),
    refusals: ['contract-unknown', 'target-unknown', 'target-has-no-token', 'already-stopped'],
  }),
  /** What was said on the telephone, and what the police gave: added while the case is open. */
  'loss.note': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ caseNo: CaseNo, version: z.int(), report: LossReport }),
    output: z.strictObject({ version: z.int() }),
    refusals: ['case-unknown', 'case-changed', 'state-forbids'],
  }),
  /** 発見. Recorded; whether it may ever speak again is the profile's rule, and wants a case of two persons. */
  'loss.found': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      caseNo: CaseNo,
      version: z.int(),
      where: z.string().max(500),
      handedIn: z.boolean(),
    }),
    output: z.strictObject({ version: z.int() }),
    refusals: ['case-unknown', 'case-changed', 'state-forbids', 'reason-needed'],
  }),
  /** Opens the case by which two persons lift the branch's own stop, where the profile and the loss allow it. */
  'loss.open-resume': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      caseNo: CaseNo,
      why: z.enum(['mistaken-stop', 'working-again', 'found']),
    }),
    output: z.strictObject({ caseNo: CaseNo }),
    refusals: ['case-unknown', 'state-forbids', 'case-open-already', 'never-returns', 'staff-related'],
  }),
}
