import { z } from 'zod'
import { CalendarDate, CaseNo, Instant, Serial } from './ids.ts'
import { serviceId, serviceProfile, usageMode } from './profiles.ts'
import { Delivery, Purpose, StockState } from './stock.ts'

/**
 * What a case asks for beyond its form: the part that differs from job to job. It is settled when the case is
 * opened and shown to the approver with the rest; only a loss is added to while it is open.
 */

const Line = z.string().max(100)
const Memo = z.string().max(500)
const UserIds = z.array(z.string().min(1).max(32)).max(200)

export const LossHow = z.enum(['lost', 'stolen', 'uninstalled', 'suspicious'])
export type LossHow = z.infer<typeof LossHow>

/** Answers to questions asked on the telephone. Not asked is `null`, which is not "unknown". */
const Answer = z.enum(['yes', 'no', 'unknown'])

/**
 * What was said on the telephone, and later at the counter. The stop comes first and needs none of it; the
 * supervisor's review needs the three questions by which fraud shows (R-000-15, R-001-22):
 * who called whom, whether a code was read out, whether the last login was the customer's.
 */
export const LossReport = z.strictObject({
  callerName: Line.nullable(),
  callerIs: z.enum(['customer', 'representative', 'employee', 'other']).nullable(),
  callBackNumber: z
    .string()
    .regex(/^[0-9-]{6,20}$/)
    .nullable(),
  whoCalled: z.enum(['customer-called', 'bank-called-back', 'stranger-called-first']).nullable(),
  codeReadOut: Answer.nullable(),
  lastLoginTheirs: Answer.nullable(),
  /** Whether the customer pressed the service's own emergency stop, where it has one (R-000-14). */
  ownStopPressed: Answer.nullable(),
  policeReportNo: Line.nullable(),
  policeStation: Line.nullable(),
  note: Memo.nullable(),
})
export type LossReport = z.infer<typeof LossReport>

export const emptyReport: LossReport = {
  callerName: null,
  callerIs: null,
  callBackNumber: null,
  whoCalled: null,
  codeReadOut: null,
  lastLoginTheirs: null,
  ownStopPressed: null,
  policeReportNo: null,
  policeStation: null,
  note: null,
}

/** The three questions a review waits for. */
export const FRAUD_QUESTIONS = ['whoCalled', 'codeReadOut', 'lastLoginTheirs'] as const

/** What a loss still lacks before a supervisor can go through it. */
export const unasked = (report: LossReport): readonly (keyof LossReport)[] =>
  ([...FRAUD_QUESTIONS, 'callBackNumber'] as const).filter((field) => report[field] === null)

/** It turned up again 発見: recorded beside the loss, and judged by the profile's rule. */
export const Found = z.strictObject({
  at: Instant,
  where: Memo,
  /** The thing itself was handed in and waits for its destruction. */
  handedIn: z.boolean(),
})
export type Found = z.infer<typeof Found>

/** What an application for a hardware token says beside its form (R-002-33, R-003-06, R-003-07). */
export const HardwareWish = z.strictObject({
  purpose: Purpose,
  /** The model's code in the service's profile. */
  model: z.string().min(1).max(40),
  delivery: Delivery,
  /** 利用開始日, as the customer wishes it; null where the service has none. */
  startOn: CalendarDate.nullable(),
  /**
   * A token another user of the same contract has already, to be shared (R-003-15): nothing is sent then, and the
   * user registers that serial.
   */
  share: Serial.nullable(),
})
export type HardwareWish = z.infer<typeof HardwareWish>

export const CaseAsk = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('token-detach') }),
  z.strictObject({ kind: z.literal('reissue') }),
  z.strictObject({
    kind: z.literal('unlock'),
    /** Whose lockout is lifted: every user of the serial, or those chosen; the profile's reach is in it already. */
    users: UserIds.min(1),
    /** A re-issue for these users was asked for on the same form, and goes with the same approval. */
    alsoReissue: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('loss'),
    how: LossHow,
    report: LossReport,
    found: Found.nullable(),
  }),
  z.strictObject({
    kind: z.literal('resume'),
    lossCase: CaseNo,
    why: z.enum(['mistaken-stop', 'working-again', 'found']),
  }),
  z.strictObject({ kind: z.literal('application'), users: UserIds.min(1) }),
  z.strictObject({ kind: z.literal('opt-out') }),
  z.strictObject({ kind: z.literal('usage-mode'), from: usageMode.nullable(), to: usageMode }),
  z.strictObject({
    kind: z.literal('profile-change'),
    service: serviceId,
    /** The version the change was made from; another one in force since then voids the case. */
    from: z.int().min(1),
    profile: serviceProfile,
    reason: Memo,
  }),
  z.strictObject({ kind: z.literal('hardware'), ...HardwareWish.shape }),
  z.strictObject({
    kind: z.literal('stock-difference'),
    stocktake: z.string().max(20),
    model: z.string().max(40).nullable(),
    /** In the book, not in the safe. */
    missing: z.array(z.strictObject({ serial: Serial, state: StockState })).max(200_000),
    /** In the safe, not here by the book; `null`: not a token of ours at all. */
    surplus: z.array(z.strictObject({ serial: Serial, state: StockState.nullable() })).max(200_000),
    reason: Memo,
  }),
])
export type CaseAsk = z.infer<typeof CaseAsk>

/** What the person at the counter chose beside the situation, when a case is opened. */
export const Wish = z.strictObject({
  users: UserIds,
  alsoReissue: z.boolean(),
  usageMode: usageMode.nullable(),
  hardware: HardwareWish.nullable(),
})
export type Wish = z.infer<typeof Wish>
export const noWish: Wish = { users: [], alsoReissue: false, usageMode: null, hardware: null }
