import { z } from 'zod'
import { CaseKind } from '../cases.ts'
import { errand, query } from '../contract.ts'
import { EvidenceSheet } from '../evidence-pack.ts'
import { BranchNo, CaseNo, ContractNo, Instant, RecordNo, Serial } from '../ids.ts'
import { Target } from '../intake.ts'
import { Authentication, LinkEvent, Registration } from '../links.ts'
import { ActRecord } from './acts.ts'
import { RestoreRecord } from './backup.ts'
import { CaseView } from './cases.ts'
import { DaySheet } from './closing.ts'
import { ContractView, RouterAnswer, Situation } from './contracts.ts'
import { BagView, DispatchView } from './dispatch.ts'
import { CardNumber, RecoveryCard } from './keys.ts'
import { CampaignRow, CampaignView, DestructionView, StocktakeView, TransferView } from './stock.ts'

/**
 * The papers: each job's request form, blank or filled from the case (for a loss the report, with what was said on
 * the telephone); the customer's receipt 控え of what was carried out; the slip 受付票 of a loss, which has no receipt;
 * the step sheet for what the customer does next; and the guidance sheet for a customer whose own administrator can
 * help.
 *
 * Of hardware: the cover letter 送付状, the enclosure ご利用のしおり and the address label 宛名 of a parcel; the list of a mail
 * bag 書留差出票; the stocktake's sheet 棚卸表, the certificate of a destruction 廃棄証明書, the slip of a transfer 移管票, and the
 * letters of a replacement campaign 交換のご案内. Of the branch itself: the daily sheet 日計表 of a closing, the records
 * 管理の記録 of what people have done to it, and the evidence
 * pack 証拠一式 of a case, which only `trail.evidence` prints; and the recovery cards 復旧カード, which only
 * `keys.print-card` does.
 */
export const PaperKind = z.enum([
  'request-blank',
  'request',
  'receipt',
  'slip',
  'steps',
  'guidance',
  'cover-letter',
  'enclosure',
  'label',
  'dispatch-list',
  'stocktake',
  'destruction',
  'transfer-slip',
  'campaign-letter',
  'act-record',
  'day-sheet',
  'restore-record',
  'evidence',
  'recovery-card',
])
export type PaperKind = z.infer<typeof PaperKind>

/** The jobs that have a form. A service's own description and the safe's book are changed without paper. */
export const FormKind = CaseKind.exclude(['profile-change', 'stock-difference'])
export type FormKind = z.infer<typeof FormKind>

export const PaperRequest = z.discriminatedUnion('paper', [
  z.strictObject({
    paper: z.literal('request-blank'),
    contractNo: ContractNo.nullable(),
    /** Which job's form; token detachment where nothing is said. */
    kind: FormKind.optional(),
  }),
  z.strictObject({ paper: z.literal('request'), caseNo: CaseNo }),
  z.strictObject({ paper: z.literal('receipt'), caseNo: CaseNo }),
  z.strictObject({ paper: z.literal('slip'), caseNo: CaseNo }),
  z.strictObject({ paper: z.literal('steps'), caseNo: CaseNo }),
  z.strictObject({ paper: z.literal('cover-letter'), caseNo: CaseNo }),
  z.strictObject({ paper: z.literal('enclosure'), caseNo: CaseNo }),
  z.strictObject({ paper: z.literal('label'), caseNo: CaseNo }),
  /** Asked for by a page, it is not there: two people take it out. */
  z.strictObject({ paper: z.literal('evidence'), caseNo: CaseNo }),
  z.strictObject({ paper: z.literal('dispatch-list'), record: RecordNo }),
  z.strictObject({ paper: z.literal('stocktake'), record: RecordNo }),
  z.strictObject({ paper: z.literal('destruction'), record: RecordNo }),
  z.strictObject({ paper: z.literal('transfer-slip'), record: RecordNo }),
  z.strictObject({
    paper: z.literal('campaign-letter'),
    record: RecordNo,
    /** 1: the first letter, 2: the reminder. */
    round: z.union([z.literal(1), z.literal(2)]),
    /** One letter each, at most fifty in one print. */
    links: z.array(z.string().max(60)).min(1).max(50),
  }),
  /** Of what people have done to the branch itself: the entry that says it. */
  z.strictObject({ paper: z.literal('act-record'), entry: z.int().positive() }),
  z.strictObject({ paper: z.literal('day-sheet'), sheet: z.int().positive() }),
  /** Of a restore, by its number in the book of backups. */
  z.strictObject({ paper: z.literal('restore-record'), restore: z.int().positive() }),
  /** Asked for by a page, it is not there: `keys.print-card` prints it while main has its text. */
  z.strictObject({ paper: z.literal('recovery-card'), issue: z.int().positive(), card: CardNumber }),
  z.strictObject({
    paper: z.literal('guidance'),
    contractNo: ContractNo,
    // What was asked, not what was answered: main asks the router again, so that no page can put words on paper.
    target: Target,
    situation: Situation,
    unavailable: z.array(z.string().max(40)).max(200),
  }),
])
export type PaperRequest = z.infer<typeof PaperRequest>

/**
 * What a case did to one link, from its history: before its first change, after its last. Never read from today's
 * records, which go on changing after the case.
 */
export const Moved = z.strictObject({
  /** Empty for the contract's shared token. */
  userId: z.string(),
  /** The user's name; empty for the shared token. */
  name: z.string(),
  role: z.string().nullable(),
  /** The first change. */
  at: Instant,
  events: z.array(z.union([LinkEvent, z.literal('import')])),
  serialBefore: Serial.nullable(),
  serialAfter: Serial.nullable(),
  registrationBefore: Registration,
  registrationAfter: Registration,
  authenticationBefore: Authentication,
  authenticationAfter: Authentication,
})
export type Moved = z.infer<typeof Moved>

/** The sheet's language. Customers of the practice branch and of every guide read Japanese. */
export const PaperLanguage = z.enum(['ja', 'en']).default('ja')

/** Everything a sheet needs, and nothing it does not print. */
export const PaperContent = z.strictObject({
  request: PaperRequest,
  language: z.enum(['ja', 'en']),
  institution: z.string(),
  branchNo: BranchNo,
  branchName: z.string(),
  practice: z.boolean(),
  printedAt: Instant,
  printedBy: z.string(),
  /** How many times this paper of this case has been printed, this one included. */
  printCount: z.int(),
  case: CaseView.nullable(),
  contract: ContractView.nullable(),
  /** Everything the case has done so far, one line per link in the order of the contract. */
  moved: z.array(Moved),
  /** The eight characters that tie a receipt to the audit chain; no 0 O 1 I L 2 Z 5 S 8 B among them. */
  verificationCode: z.string().nullable(),
  /** The router's answer, on a guidance sheet. */
  answer: RouterAnswer.nullable(),
  /** The application and its parcel, on the papers of a hardware token. */
  dispatch: DispatchView.nullable(),
  /** What a paper of the safe is about. */
  record: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('bag'), bag: BagView }),
      z.strictObject({ kind: z.literal('stocktake'), stocktake: StocktakeView }),
      z.strictObject({ kind: z.literal('destruction'), destruction: DestructionView }),
      z.strictObject({ kind: z.literal('transfer'), transfer: TransferView }),
      z.strictObject({ kind: z.literal('day'), day: DaySheet }),
      z.strictObject({ kind: z.literal('restore'), restore: RestoreRecord }),
      z.strictObject({ kind: z.literal('act'), act: ActRecord }),
      z.strictObject({ kind: z.literal('evidence'), pack: EvidenceSheet }),
      z.strictObject({ kind: z.literal('card'), card: RecoveryCard }),
      z.strictObject({
        kind: z.literal('letters'),
        campaign: CampaignView,
        letters: z.array(
          z.strictObject({ row: CampaignRow, postalCode: z.string().nullable(), address: z.string() }),
        ),
      }),
    ])
    .nullable(),
})
export type PaperContent = z.infer<typeof PaperContent>

/** Administrators print what they have done to staff and keys. */
const printers = ['teller', 'supervisor', 'back-office', 'administrator'] as const

export const paperOperations = {
  /** For the preview. `printCount` is what the next print would be. */
  'paper.preview': query({
    from: ['desk'],
    may: printers,
    input: z.strictObject({ request: PaperRequest, language: PaperLanguage }),
    output: PaperContent,
    refusals: ['case-unknown', 'contract-unknown', 'target-unknown', 'paper-unavailable'],
  }),
  /** What the hidden sheet renders; main knows the job from the window. */
  'paper.content': query({
    from: ['paper'],
    may: 'anyone',
    input: z.strictObject({}),
    output: PaperContent,
    refusals: ['paper-unavailable'],
  }),
  /** The sheet is laid out and its fonts are loaded: main may print it. Or it cannot be, and main need not wait. */
  'paper.ready': errand({
    from: ['paper'],
    may: 'anyone',
    input: z.strictObject({ outcome: z.enum(['ready', 'overflow', 'accident', 'refused']) }),
    output: z.strictObject({}),
    refusals: [],
  }),
  /** Makes the A4 PDF and saves it where the person says, or sends it to the printer. */
  'paper.print': errand({
    from: ['desk'],
    may: printers,
    input: z.strictObject({ request: PaperRequest, language: PaperLanguage, to: z.enum(['pdf', 'printer']) }),
    output: z.strictObject({ pages: z.int(), fileName: z.string().nullable() }),
    refusals: [
      'case-unknown',
      'contract-unknown',
      'target-unknown',
      'paper-unavailable',
      'print-failed',
      'save-cancelled',
    ],
  }),
}
