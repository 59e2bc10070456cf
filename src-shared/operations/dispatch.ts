import { z } from 'zod'
import { command, query } from '../contract.ts'
import { CalendarDate, CaseNo, Instant, ParcelId, RecordNo, Serial, ServiceId } from '../ids.ts'
import { IdentityDocument } from '../intake.ts'
import { bilingual } from '../profiles.ts'
import { Content, Delivery, Purpose, ReturnReason, StartState, StockState } from '../stock.ts'
import { CaseSummary } from './cases.ts'
import { secondRefusals } from './second.ts'
import { TypedCode } from './session.ts'

/** 発送: from the approved application to the token in the customer's hands (J5, E-08, E-10). */

const readers = ['teller', 'supervisor', 'back-office', 'administrator', 'auditor'] as const
const clerks = ['teller', 'supervisor', 'back-office'] as const

/** How the start date stands today: `at-risk` is red; `too-late` cannot be met any more (R-003-07). */
export const StartJudgement = z.enum(['none', 'in-time', 'at-risk', 'too-late', 'held', 'confirmed'])
export type StartJudgement = z.infer<typeof StartJudgement>

/** Where packing stands. `read-first`: the first person has read serial and code. `packed`: the second has agreed. */
export const PackStep = z.enum(['unallocated', 'allocated', 'read-first', 'packed', 'numbered', 'gone'])
export type PackStep = z.infer<typeof PackStep>

export const Parcel = z.strictObject({
  parcel: ParcelId,
  how: Delivery,
  step: PackStep,
  /** Hidden while two persons still have to read it blindly; shown once it is packed. */
  serial: Serial.nullable(),
  model: z.string(),
  modelName: bilingual,
  whereIsTheSerial: bilingual,
  picture: z.string().nullable(),
  /** How many characters a serial of this model has, where they all have the same number. */
  serialLength: z.int().nullable(),
  addressee: z.string(),
  postalCode: z.string().nullable(),
  /** Frozen at approval; what is printed on label and letter. */
  address: z.string(),
  /** The contract master has another address since. */
  addressMovedOn: z.boolean(),
  reservedAt: Instant,
  firstReader: z.string().nullable(),
  firstReadAt: Instant.nullable(),
  secondReader: z.string().nullable(),
  packedAt: Instant.nullable(),
  contents: z.array(Content),
  mailNo: z.string().nullable(),
  bag: RecordNo.nullable(),
  postedAt: Instant.nullable(),
  releasedBy: z.string().nullable(),
  deliveredAt: Instant.nullable(),
  deliveredHow: z.enum(['tracking', 'receipt-card', 'customer', 'counter']).nullable(),
  returnedAt: Instant.nullable(),
  returnReason: ReturnReason.nullable(),
  lostAt: Instant.nullable(),
})
export type Parcel = z.infer<typeof Parcel>

export const DispatchView = z.strictObject({
  case: CaseSummary,
  purpose: Purpose,
  delivery: Delivery,
  model: z.string(),
  modelName: bilingual,
  /** What it costs by the service's description; null: the guide does not say (G-10). */
  feeYen: z.int().nullable(),
  phone: z.string().nullable(),
  startOn: CalendarDate.nullable(),
  startState: StartState,
  judgement: StartJudgement,
  /** The last day on which the parcel may be posted to arrive in time. */
  latestPosting: CalendarDate.nullable(),
  /** The parcel under way, and those before it, newest first. */
  parcels: z.array(Parcel),
  /** What has to go into the envelope. */
  contents: z.array(Content),
  /** Tokens of the model that are free. */
  free: z.int(),
  /** Wrong second readings since the parcel was read first; at two a supervisor is called. */
  misreadings: z.int(),
})
export type DispatchView = z.infer<typeof DispatchView>

export const DispatchRow = z.strictObject({
  case: CaseSummary,
  delivery: Delivery,
  step: PackStep,
  modelName: bilingual,
  startOn: CalendarDate.nullable(),
  startState: StartState,
  judgement: StartJudgement,
  latestPosting: CalendarDate.nullable(),
  mailNo: z.string().nullable(),
  postedAt: Instant.nullable(),
  returnReason: ReturnReason.nullable(),
})
export type DispatchRow = z.infer<typeof DispatchRow>

export const BagView = z.strictObject({
  bag: RecordNo,
  at: Instant,
  byName: z.string(),
  releasedByName: z.string(),
  lines: z.array(
    z.strictObject({
      parcel: ParcelId,
      caseNo: CaseNo,
      mailNo: z.string(),
      addressee: z.string(),
      postalCode: z.string().nullable(),
      packers: z.array(z.string()),
    }),
  ),
})
export type BagView = z.infer<typeof BagView>

const at = { caseNo: CaseNo, version: z.int() }
const moved = z.strictObject({ version: z.int() })
const common = ['case-unknown', 'case-changed', 'state-forbids', 'staff-related'] as const

export const dispatchOperations = {
  /** `pack`: approved and not gone yet. `transit`: posted. `returned`: 返戻. */
  'dispatch.board': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({ list: z.enum(['pack', 'transit', 'returned']) }),
    output: z.array(DispatchRow),
    refusals: [],
  }),
  'dispatch.counts': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({}),
    output: z.strictObject({ pack: z.int(), transit: z.int(), returned: z.int(), atRisk: z.int() }),
    refusals: [],
  }),
  'dispatch.view': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({ caseNo: CaseNo }),
    output: DispatchView,
    refusals: ['case-unknown'],
  }),
  'dispatch.bags': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({}),
    output: z.array(BagView),
    refusals: [],
  }),
  /**
   * 引き当て: sets a token of the safe aside. `serial` empty: the one that expires first. A token set aside before goes
   * back. In the draft, and again where the first one was defective, lost in the post, or
   * brought back or lost before it was registered.
   */
  'dispatch.allocate': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ ...at, serial: z.string().max(60) }),
    output: z.strictObject({ version: z.int(), serial: Serial }),
    refusals: [
      ...common,
      'serial-malformed',
      'serial-not-ours',
      'serial-not-free',
      'stock-empty',
      'nothing-to-send',
    ],
  }),
  /** The first person reads the serial off the token in their hand, and it shows one right code (proof code). */
  'dispatch.read-first': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ ...at, serial: z.string().max(60), code: TypedCode }),
    output: moved,
    refusals: [
      ...common,
      'clock-untrusted',
      'serial-malformed',
      'serial-differs',
      'code-refused',
      'not-allocated',
    ],
  }),
  /**
   * 封入: the second person (`pack`) reads the serial blindly; the answer is that it agrees or that it does not (MC-09).
   * After two wrong readings only a supervisor may be the second person.
   */
  'dispatch.pack': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ ...at, serial: z.string().max(60), contents: z.array(Content).max(10) }),
    output: moved,
    refusals: [
      ...common,
      'serial-malformed',
      'serial-differs',
      'not-read-first',
      'contents-missing',
      ...secondRefusals,
    ],
  }),
  /** 書留の引受番号, with its check digit. */
  'dispatch.number': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ ...at, mailNo: z.string().max(40) }),
    output: z.strictObject({ version: z.int(), mailNo: z.string() }),
    refusals: [...common, 'mail-no-malformed', 'mail-no-used', 'not-packed'],
  }),
  /** 中身を戻す: the envelope is opened before it has left (`pack`). The token is set aside as before. */
  'dispatch.unpack': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ ...at, why: z.string().max(500) }),
    output: moved,
    refusals: [...common, 'not-packed', 'reason-needed', ...secondRefusals],
  }),
  /** The token in hand is defective or shows no right code: it leaves the case, and another is to be allocated. */
  'dispatch.defective': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ ...at, why: z.string().max(500) }),
    output: moved,
    refusals: [...common, 'not-allocated', 'reason-needed'],
  }),
  /** 差し出し: the bag leaves, released by a supervisor who packed none of it first (`post`). One list, both persons. */
  'dispatch.post': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ cases: z.array(z.strictObject(at)).min(1).max(100) }),
    output: z.strictObject({ bag: RecordNo, posted: z.int() }),
    refusals: [...common, 'not-numbered', 'releaser-packed', ...secondRefusals],
  }),
  /** 窓口交付 of a packed token, or of one that came back, after looking at an identity document. */
  'dispatch.hand-out': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      ...at,
      visitorName: z.string().max(100),
      identity: IdentityDocument,
      identityLast4: z.string().max(10),
    }),
    output: moved,
    refusals: [...common, 'not-packed', 'identity-missing'],
  }),
  /** It has arrived: by the post's tracking, the customer's receipt card, or the customer's word. */
  'dispatch.arrive': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ ...at, how: z.enum(['tracking', 'receipt-card', 'customer']) }),
    output: moved,
    refusals: [...common],
  }),
  /** 返戻: holds the start date and bars the token until it has gone out again. */
  'dispatch.come-back': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ ...at, reason: ReturnReason }),
    output: moved,
    refusals: [...common],
  }),
  /** Out again by post or over the counter, with a supervisor (`send-again`). The address is frozen anew. */
  'dispatch.send-again': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ ...at, how: Delivery, note: z.string().max(500) }),
    output: moved,
    refusals: [...common, 'reason-needed', ...secondRefusals],
  }),
  /** 郵便事故, with a supervisor (`lose-in-post`): the serial never comes back, and a replacement is to be allocated. */
  'dispatch.lost': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ ...at, note: z.string().max(500) }),
    output: moved,
    refusals: [...common, 'reason-needed', ...secondRefusals],
  }),
  /** Another start date, with a supervisor (`move-start`); the only way to set one that was held or not kept (R-003-09). */
  'dispatch.move-start': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ ...at, startOn: CalendarDate, reason: z.string().max(500) }),
    output: moved,
    refusals: [...common, 'reason-needed', 'start-in-past', 'start-not-in-service', ...secondRefusals],
  }),
  /** The start date is confirmed to the centre. Never before the token is with the customer (R-003-09). */
  'dispatch.confirm-start': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ ...at }),
    output: moved,
    refusals: [...common, 'start-before-delivery', 'start-not-in-service'],
  }),
  /** Free tokens of a model, by oldest expiry, for whoever allocates by serial. */
  'dispatch.free': query({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ service: ServiceId, model: z.string().max(40) }),
    output: z.array(
      z.strictObject({ serial: Serial, validUntil: Instant.nullable(), box: RecordNo, state: StockState }),
    ),
    refusals: [],
  }),
}
