import { z } from 'zod'
import { CaseKind } from '../cases.ts'
import { command, errand, query } from '../contract.ts'
import { BranchNo, CalendarDate, CaseNo, ContractNo, Instant, RecordNo, Serial, ServiceId } from '../ids.ts'
import { bilingual } from '../profiles.ts'
import { StockEvent, StockState } from '../stock.ts'
import { TRANSFER_REFUSALS } from '../transfers.ts'
import { secondRefusals } from './second.ts'
import { SeedBox } from './seeds.ts'

/** 在庫・棚卸: what lies in the safe, how it got there, and how it leaves the book. */

const readers = ['teller', 'supervisor', 'back-office', 'administrator', 'auditor'] as const
const clerks = ['teller', 'supervisor', 'back-office'] as const

export const StockCounts = z.partialRecord(StockState, z.int())

export const StockModel = z.strictObject({
  service: ServiceId,
  model: z.string(),
  name: bilingual,
  picture: z.string().nullable(),
  whereIsTheSerial: bilingual,
  periodSeconds: z.int().nullable(),
  digits: z.int().nullable(),
  batteryMonths: z.int().nullable(),
  leadDays: z.int().nullable(),
  reorderLevel: z.int().nullable(),
  counts: StockCounts,
  /** Below the reorder level. */
  low: z.boolean(),
  /** Average number that left the safe per month over the last twelve. */
  usePerMonth: z.number(),
  monthsOfCover: z.number().nullable(),
  reorderOn: CalendarDate.nullable(),
  /** Tokens in customers' hands that expire within 3, 6 and 12 months. */
  expiring: z.strictObject({ in3: z.int(), in6: z.int(), in12: z.int() }),
  /** In the safe, but expiring before they are of use. */
  stale: z.int(),
})
export type StockModel = z.infer<typeof StockModel>

export const StockRow = z.strictObject({
  serial: Serial,
  service: ServiceId,
  model: z.string(),
  state: StockState,
  box: RecordNo,
  since: Instant,
  validUntil: Instant.nullable(),
  printedExpiry: Instant.nullable(),
  caseNo: CaseNo.nullable(),
  contractNo: ContractNo.nullable(),
})
export type StockRow = z.infer<typeof StockRow>

export const StockMovement = z.strictObject({
  at: Instant,
  event: z.union([StockEvent, z.literal('receive')]),
  before: StockState.nullable(),
  after: StockState,
  staffName: z.string(),
  secondName: z.string().nullable(),
  why: z.string(),
  caseNo: CaseNo.nullable(),
  record: RecordNo.nullable(),
})
export type StockMovement = z.infer<typeof StockMovement>

export const StocktakeView = z.strictObject({
  stocktake: RecordNo,
  service: ServiceId,
  model: z.string().nullable(),
  state: z.enum(['counting', 'agreed', 'difference', 'settled']),
  openedAt: Instant,
  openedByName: z.string(),
  closedAt: Instant.nullable(),
  secondName: z.string().nullable(),
  /** How many were counted. What the book expects is not told before the count is closed (blind count). */
  counted: z.int(),
  expected: z.int().nullable(),
  missing: z.array(z.strictObject({ serial: Serial, state: StockState })),
  surplus: z.array(z.strictObject({ serial: Serial, state: StockState.nullable() })),
  caseNo: CaseNo.nullable(),
})
export type StocktakeView = z.infer<typeof StocktakeView>

export const DestructionView = z.strictObject({
  record: RecordNo,
  service: ServiceId.nullable(),
  at: Instant,
  byName: z.string(),
  witnessName: z.string(),
  method: z.enum(['crushed', 'shredded', 'vendor', 'other']),
  why: z.string(),
  tokens: z.array(z.strictObject({ serial: Serial, model: z.string(), before: StockState })),
})
export type DestructionView = z.infer<typeof DestructionView>

export const TransferView = z.strictObject({
  transfer: RecordNo,
  direction: z.enum(['out', 'in']),
  branchNo: BranchNo,
  branchName: z.string(),
  state: z.enum(['sent', 'settled', 'refused', 'received']),
  at: Instant,
  byName: z.string(),
  secondName: z.string(),
  tokens: z.array(Serial),
  settledAt: Instant.nullable(),
  /** Why it was sent back, where it was. */
  reason: z.enum(TRANSFER_REFUSALS).nullable(),
  /** What can be saved once more: the document with the tokens, or our answer to one. */
  saves: z.enum(['tokens', 'receipt', 'refusal']).nullable(),
})
export type TransferView = z.infer<typeof TransferView>

export const TransferPeer = z.strictObject({
  branchNo: BranchNo,
  branchName: z.string(),
  institution: z.string(),
  fingerprint: z.string(),
  since: Instant,
})

/** The texts of a document's QR codes as a reader types them; null: a file is asked for. */
const ScannedParts = z.array(z.string().max(1000)).min(1).max(20).nullable()

export const CampaignView = z.strictObject({
  campaign: RecordNo,
  service: ServiceId,
  model: z.string().nullable(),
  /** Tokens expiring before this day. */
  until: CalendarDate,
  openedAt: Instant,
  openedByName: z.string(),
  total: z.int(),
  firstLetters: z.int(),
  secondLetters: z.int(),
  responded: z.int(),
  /** Tokens of the model free in the safe now. */
  inStock: z.int(),
})
export type CampaignView = z.infer<typeof CampaignView>

export const CampaignRow = z.strictObject({
  link: z.string(),
  contractNo: ContractNo,
  customerName: z.string(),
  userId: z.string(),
  userName: z.string(),
  serial: Serial,
  expiresAt: Instant,
  firstLetterAt: Instant.nullable(),
  secondLetterAt: Instant.nullable(),
  /** The application that came of it. */
  caseNo: CaseNo.nullable(),
  caseKind: CaseKind.nullable(),
})

export const stockOperations = {
  'stock.models': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({}),
    output: z.array(StockModel),
    refusals: [],
  }),
  /** A window on the list, in the order of the serials; any stretch of up to 200 rows. */
  'stock.list': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({
      service: ServiceId.nullable(),
      model: z.string().max(40).nullable(),
      state: StockState.nullable(),
      box: RecordNo.nullable(),
      /** The beginning of a serial. */
      serial: z.string().max(20),
      from: z.int().min(0),
    }),
    output: z.strictObject({ rows: z.array(StockRow).max(200), total: z.int() }),
    refusals: [],
  }),
  /** One token as a thing; `token.view` says the rest. Null where it is no stock of ours. */
  'stock.token': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({ serial: Serial }),
    output: z
      .strictObject({ row: StockRow, modelName: bilingual, movements: z.array(StockMovement) })
      .nullable(),
    refusals: [],
  }),
  /** What the desk makes of a serial as typed or scanned: folds, never corrects, points at the place that looks alike. */
  'stock.look': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({ service: ServiceId, typed: z.string().max(60) }),
    output: z.strictObject({
      serial: z.string(),
      finding: z.enum(['empty', 'malformed', 'ours', 'not-ours']),
      state: StockState.nullable(),
      suggestion: Serial.nullable(),
      /** Where it differs, counted from 1, what was typed and what may have been meant. */
      place: z.int().nullable(),
      typed: z.string().nullable(),
      meant: z.string().nullable(),
    }),
    refusals: [],
  }),
  'stock.boxes': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({}),
    output: z.array(SeedBox),
    refusals: [],
  }),
  /**
   * 検品 of a box: how many were counted, what expiry is printed on them, and which are defective. The count must be the
   * box's, and the printed expiry the file's where both are known (R-003-14).
   */
  'stock.inspect-box': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      box: RecordNo,
      counted: z.int().min(0),
      /** As printed: `2031/09`, 令和13年9月… Empty where nothing is printed. */
      printedExpiry: z.string().max(40),
      defects: z.array(z.string().max(40)).max(1000),
      /** Why another printed expiry than the file's is accepted. */
      reason: z.string().max(500).nullable(),
    }),
    output: z.strictObject({ inspected: z.int(), defects: z.int() }),
    refusals: [
      'box-unknown',
      'count-differs',
      'expiry-unreadable',
      'expiry-differs',
      'serial-not-ours',
      'state-forbids',
    ],
  }),
  /** 格納: everything of the box that was inspected goes into the safe, before the eyes of two (`shelve`). */
  'stock.shelve-box': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ box: RecordNo }),
    output: z.strictObject({ shelved: z.int() }),
    refusals: ['box-unknown', 'state-forbids', ...secondRefusals],
  }),
  /** A movement of one token: brought back, inspected, shelved again, defective, run down, turned up. */
  'stock.move': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      serial: z.string().max(60),
      service: ServiceId,
      event: z.enum(['bring-back', 'inspect', 'shelve', 'reject', 'run-down', 'lose']),
      why: z.string().max(500),
    }),
    output: z.strictObject({ state: StockState }),
    refusals: [
      'serial-not-ours',
      'serial-malformed',
      'state-forbids',
      'reason-needed',
      'never-returns',
      'token-still-linked',
      ...secondRefusals,
    ],
  }),

  'stocktake.open': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ service: ServiceId, model: z.string().max(40).nullable() }),
    output: z.strictObject({ stocktake: RecordNo }),
    refusals: ['stocktake-open-already'],
  }),
  /** One serial as it lies in the hand. The answer never tells what the book says. */
  'stocktake.count': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ stocktake: RecordNo, serial: z.string().max(60) }),
    output: z.strictObject({
      finding: z.enum(['counted', 'counted-already']),
      serial: z.string(),
      counted: z.int(),
    }),
    refusals: ['stocktake-unknown', 'state-forbids', 'serial-malformed'],
  }),
  /** The last entry was a mistake: takes one serial back out of the count. */
  'stocktake.uncount': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ stocktake: RecordNo, serial: z.string().max(60) }),
    output: z.strictObject({ counted: z.int() }),
    refusals: ['stocktake-unknown', 'state-forbids', 'serial-malformed'],
  }),
  /**
   * Both persons say the count is complete (`stocktake`). Where it differs from the book a case goes before a supervisor
   * who did not count; the book changes only with their approval.
   */
  'stocktake.close': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ stocktake: RecordNo, reason: z.string().max(500) }),
    output: z.strictObject({ caseNo: CaseNo.nullable(), missing: z.int(), surplus: z.int() }),
    refusals: ['stocktake-unknown', 'state-forbids', ...secondRefusals],
  }),
  'stocktake.list': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({}),
    output: z.array(StocktakeView),
    refusals: [],
  }),
  'stocktake.view': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({ stocktake: RecordNo }),
    output: StocktakeView,
    refusals: ['stocktake-unknown'],
  }),

  /** 廃棄 before a witness (`destroy`), who is a supervisor; the certificate is printed from the record. */
  'stock.destroy': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      service: ServiceId,
      serials: z.array(z.string().max(60)).min(1).max(500),
      method: DestructionView.shape.method,
      why: z.string().max(500),
    }),
    output: z.strictObject({ record: RecordNo, destroyed: z.int() }),
    refusals: [
      'serial-not-ours',
      'serial-malformed',
      'serial-twice',
      'state-forbids',
      'token-still-linked',
      'reason-needed',
      ...secondRefusals,
    ],
  }),
  'stock.destructions': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({}),
    output: z.array(DestructionView),
    refusals: [],
  }),

  'transfer.list': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({}),
    output: z.strictObject({
      transfers: z.array(TransferView),
      peers: z.array(TransferPeer),
      /** What our own introduction is to be compared with, on the telephone; null before the first one was written. */
      ownFingerprint: z.string().nullable(),
      /** Our own introduction as the texts of QR codes, in their order. */
      ownCodes: z.array(z.string()),
    }),
    refusals: [],
  }),
  /** Saves our own introduction, public keys only, for another branch. */
  'transfer.introduce': errand({
    from: ['desk'],
    may: ['supervisor', 'administrator'],
    input: z.strictObject({}),
    /** Without a name: it stands on the screen, and was not saved. */
    output: z.strictObject({ fileName: z.string().nullable(), fingerprint: z.string() }),
    refusals: [],
  }),
  /** Reads another branch's introduction, from a file or from the codes that were scanned. Null: no file was chosen. */
  'transfer.read-introduction': errand({
    from: ['desk'],
    may: ['supervisor', 'administrator'],
    input: z.strictObject({ scanned: ScannedParts }),
    output: TransferPeer.omit({ since: true })
      .extend({
        document: z.string(),
        /** The branch is known by this number already, and by which fingerprint. */
        before: z.string().nullable(),
      })
      .nullable(),
    refusals: ['transfer-document-refused'],
  }),
  /** The branch becomes known: what the other side reads out on the telephone was typed here, before two (`transfer`). */
  'transfer.meet': command({
    from: ['desk'],
    may: ['supervisor', 'administrator'],
    input: z.strictObject({ document: z.string().max(64), fingerprint: z.string().max(100) }),
    output: z.strictObject({ branchNo: BranchNo }),
    refusals: ['transfer-document-refused', ...secondRefusals],
  }),
  /**
   * Takes tokens out of our safe and writes the sealed document for the other branch. Two persons (`transfer`). Without
   * a file's name it is on the book and was not saved: `transfer.save-again`.
   */
  'transfer.send': errand({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      to: BranchNo,
      service: ServiceId,
      serials: z.array(z.string().max(60)).min(1).max(1000),
    }),
    output: z.strictObject({ transfer: RecordNo, fileName: z.string().nullable() }),
    refusals: [
      'peer-unknown',
      'serial-not-ours',
      'serial-malformed',
      'serial-twice',
      'serial-tombstoned',
      'token-still-linked',
      'models-mixed',
      'seed-unreadable',
      'state-forbids',
      ...secondRefusals,
    ],
  }),
  /** The same document once more, for a stick that was lost; or our answer to one that came. */
  'transfer.save-again': errand({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ transfer: RecordNo }),
    output: z.strictObject({ fileName: z.string() }),
    refusals: ['transfer-unknown', 'state-forbids', 'save-cancelled'],
  }),
  /**
   * What could be saved once more, as the texts of QR codes in their order, for a branch that takes no sticks. Null: it
   * is too long for that.
   */
  'transfer.codes': query({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ transfer: RecordNo }),
    output: z.strictObject({ codes: z.array(z.string()).nullable() }),
    refusals: ['transfer-unknown', 'state-forbids'],
  }),
  /**
   * Reads a document of another branch: tokens for us, or its answer to what we sent. From a file or from the codes that
   * were scanned. Nothing is written. Null: no file was chosen.
   */
  'transfer.read': errand({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ scanned: ScannedParts }),
    output: z
      .strictObject({
        document: z.string(),
        kind: z.enum(['tokens', 'receipt']),
        branchNo: BranchNo,
        branchName: z.string(),
        /** When the other branch wrote it. */
        at: Instant,
        /** Our own transfer: the one an answer is about, or the one as which the tokens were taken on before. */
        transfer: RecordNo.nullable(),
        state: TransferView.shape.state.nullable(),
        tokens: z.array(
          z.strictObject({
            serial: Serial,
            service: ServiceId.nullable(),
            model: z.string(),
            name: bilingual,
          }),
        ),
        /** What an answer says became of tokens that were not taken on. */
        differences: z.array(
          z.strictObject({ serial: Serial, found: z.enum(['missing', 'refused', 'extra']) }),
        ),
        signers: z.array(z.string()),
        accepted: z.boolean().nullable(),
        /** Why the other branch sent everything back, and what it wrote about it. */
        reason: z.enum(TRANSFER_REFUSALS).nullable(),
        note: z.string(),
      })
      .nullable(),
    refusals: ['transfer-document-refused'],
  }),
  /** Takes the tokens in, counted, and saves the receipt for the sender. Two persons (`transfer`). */
  'transfer.accept': errand({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ document: z.string().max(64), counted: z.array(z.string().max(60)).max(1000) }),
    output: z.strictObject({ transfer: RecordNo, box: RecordNo, fileName: z.string().nullable() }),
    refusals: [
      'transfer-document-refused',
      'transfer-replayed',
      'count-differs',
      'serial-malformed',
      'serial-twice',
      'serial-tombstoned',
      'serial-in-use',
      'models-mixed',
      'model-unknown',
      ...secondRefusals,
    ],
  }),
  /** Sends the whole transfer back and saves the refusal for the sender. Two persons (`transfer`). */
  'transfer.refuse': errand({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      document: z.string().max(64),
      reason: z.enum(TRANSFER_REFUSALS),
      note: z.string().max(200),
    }),
    output: z.strictObject({ transfer: RecordNo, fileName: z.string().nullable() }),
    refusals: ['transfer-document-refused', 'transfer-replayed', ...secondRefusals],
  }),
  /** The other branch's answer closes our transfer: arrived there, or refused and on its way home. Two persons (`transfer`). */
  'transfer.settle': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ document: z.string().max(64) }),
    output: z.strictObject({ transfer: RecordNo, accepted: z.boolean() }),
    refusals: ['transfer-document-refused', 'transfer-unknown', 'state-forbids', ...secondRefusals],
  }),

  'campaign.open': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ service: ServiceId, model: z.string().max(40).nullable(), until: CalendarDate }),
    output: z.strictObject({ campaign: RecordNo, total: z.int() }),
    refusals: ['campaign-empty', 'campaign-open-already'],
  }),
  'campaign.list': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({}),
    output: z.array(CampaignView),
    refusals: [],
  }),
  'campaign.view': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({
      campaign: RecordNo,
      only: z.enum(['all', 'no-letter', 'no-answer', 'answered']),
    }),
    output: z.strictObject({ campaign: CampaignView, rows: z.array(CampaignRow).max(500), total: z.int() }),
    refusals: ['campaign-unknown'],
  }),
  /** Letters of the first or the second round were printed and go into the post. */
  'campaign.letters-sent': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      campaign: RecordNo,
      round: z.union([z.literal(1), z.literal(2)]),
      links: z.array(z.string().max(60)).min(1).max(500),
    }),
    output: z.strictObject({ sent: z.int() }),
    refusals: ['campaign-unknown', 'letter-out-of-turn'],
  }),
}
