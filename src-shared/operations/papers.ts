import { z } from 'zod'
import { errand, query } from '../contract.ts'
import { BranchNo, CaseNo, ContractNo, Instant } from '../ids.ts'
import { Target } from '../intake.ts'
import { CaseView } from './cases.ts'
import { ContractView, RouterAnswer, Situation } from './contracts.ts'

/**
 * The papers of this release: the request form, blank or filled from the case; the customer's receipt 控え;
 * the step sheet for registering the new token; and the guidance sheet for a customer whose own
 * administrator can help.
 */
export const PaperKind = z.enum(['request-blank', 'request', 'receipt', 'steps', 'guidance'])
export type PaperKind = z.infer<typeof PaperKind>

export const PaperRequest = z.discriminatedUnion('paper', [
  z.strictObject({ paper: z.literal('request-blank'), contractNo: ContractNo.nullable() }),
  z.strictObject({ paper: z.literal('request'), caseNo: CaseNo }),
  z.strictObject({ paper: z.literal('receipt'), caseNo: CaseNo }),
  z.strictObject({ paper: z.literal('steps'), caseNo: CaseNo }),
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
  /** The eight characters that tie a receipt to the audit chain; no 0 O 1 I L 2 Z 5 S 8 B among them. */
  verificationCode: z.string().nullable(),
  /** The router's answer, on a guidance sheet. */
  answer: RouterAnswer.nullable(),
})
export type PaperContent = z.infer<typeof PaperContent>

const clerks = ['teller', 'supervisor', 'back-office'] as const

export const paperOperations = {
  /** For the preview. `printCount` is what the next print would be. */
  'paper.preview': query({
    from: ['desk'],
    may: clerks,
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
    may: clerks,
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
