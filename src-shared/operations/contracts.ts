import { z } from 'zod'
import { command, errand, query } from '../contract.ts'
import { BranchNo, CaseNo, ContractNo, Instant, Serial, ServiceId } from '../ids.ts'
import { Target } from '../intake.ts'
import { Authentication, Registration } from '../links.ts'
import { fieldChange, fileEncoding, lineProblem } from '../master.ts'
import { serviceProfile } from '../profiles.ts'
import { OUTCOMES, ROUTE_REASONS, SITUATIONS } from '../router.ts'
import { CaseSummary, Touched } from './cases.ts'

const readers = ['teller', 'supervisor', 'back-office', 'administrator', 'auditor'] as const
const clerks = ['teller', 'supervisor', 'back-office'] as const

export const Hit = z.strictObject({
  kind: z.enum(['contract', 'user', 'token', 'case']),
  contractNo: ContractNo,
  /** Where the hit leads beyond its contract. */
  caseNo: CaseNo.nullable(),
  userId: z.string().nullable(),
  service: ServiceId,
  title: z.string(),
  kana: z.string(),
  detail: z.string(),
  authentication: Authentication.nullable(),
})
export type Hit = z.infer<typeof Hit>

export const ContractUser = z.strictObject({
  userId: z.string(),
  name: z.string(),
  kana: z.string(),
  role: z.string(),
  transferRight: z.boolean(),
  serial: Serial.nullable(),
  /** The token is the contract's shared one, or another user has the same serial. */
  sharedWith: z.int(),
  registration: Registration,
  authentication: Authentication,
  expiresAt: Instant.nullable(),
})

export const ContractView = z.strictObject({
  contractNo: ContractNo,
  service: ServiceId,
  profileVersion: z.int(),
  customerId: z.string(),
  name: z.string(),
  kana: z.string(),
  dealingBranch: BranchNo,
  dealingBranchIsOurs: z.boolean(),
  accountEnding: z.string().nullable(),
  address: z.string(),
  phone: z.string(),
  usageMode: z.enum(['individual', 'shared']).nullable(),
  users: z.array(ContractUser),
  sharedSerial: Serial.nullable(),
  sharedRegistration: Registration.nullable(),
  sharedAuthentication: Authentication.nullable(),
  cases: z.array(CaseSummary),
  importedAt: Instant,
})
export type ContractView = z.infer<typeof ContractView>

export const Situation = z.enum(SITUATIONS)

/** The router's answer, with names where `src-shared/router.ts` has IDs. */
export const RouterAnswer = z.strictObject({
  outcome: z.enum(OUTCOMES),
  /** First = the deciding one. Each code has a sentence; the requirements are shown small beside it. */
  reasons: z.array(z.strictObject({ code: z.enum(ROUTE_REASONS), sources: z.array(z.string()) })),
  /** Everybody whose role could help without the branch, and whether they can today. */
  helpers: z.array(
    z.strictObject({
      name: z.string(),
      role: z.string(),
      usable: z.boolean(),
      registration: Registration,
      authentication: Authentication,
    }),
  ),
  alone: z.boolean(),
  /** A reason must be written down when opening a case, because the guide sends this customer elsewhere (R-000-46). */
  reasonRequired: z.boolean(),
  /** This desk carries it out as a case; otherwise the answer is advice on paper. */
  carriedOut: z.boolean(),
  stopFirst: z.boolean(),
  exception: z.string().nullable(),
  sheet: z.string().nullable(),
  /** Open questions the answer rests on, shown as 要確認. */
  gaps: z.array(z.string()),
  touched: z.array(Touched),
})
export type RouterAnswer = z.infer<typeof RouterAnswer>

/** What a contract master file would do, for the eye: complete counts, and the first lines of each kind. */
export const MasterPlan = z.strictObject({
  plan: z.string(),
  fileName: z.string(),
  encoding: fileEncoding,
  lines: z.int(),
  new: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  absent: z.int(),
  newContracts: z.array(z.strictObject({ contractNo: z.string(), name: z.string(), line: z.int() })),
  changes: z.array(z.strictObject({ contractNo: z.string(), name: z.string(), change: fieldChange })),
  rejections: z.array(z.strictObject({ contractNo: z.string().nullable(), problem: lineProblem })),
  warnings: z.array(
    z.strictObject({
      contractNo: z.string(),
      code: z.string(),
      line: z.int().nullable(),
      found: z.string().nullable(),
    }),
  ),
})
export type MasterPlan = z.infer<typeof MasterPlan>

export const contractOperations = {
  /** Search from anywhere: contract, company or person by kanji and kana, account, user ID, serial, case or receipt number. */
  'search.find': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({ text: z.string().max(100) }),
    output: z.strictObject({ hits: z.array(Hit), more: z.boolean() }),
    refusals: [],
  }),
  'contract.view': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({ contractNo: ContractNo }),
    output: ContractView,
    refusals: ['contract-unknown'],
  }),
  /** How many contracts are in the records, and when the last import changed any of them. */
  'contract.register': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({}),
    output: z.strictObject({ contracts: z.int(), importedAt: Instant.nullable() }),
    refusals: [],
  }),
  /** What the service's guide says, for its words; the renderer keeps no profile of its own. */
  'profile.view': query({
    from: ['desk', 'approval', 'paper'],
    may: 'anyone',
    input: z.strictObject({ service: ServiceId }),
    output: serviceProfile,
    refusals: [],
  }),
  'router.answer': query({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      contractNo: ContractNo,
      target: Target,
      situation: Situation,
      unavailable: z.array(z.string().max(40)).max(200),
    }),
    output: RouterAnswer,
    refusals: ['contract-unknown', 'target-unknown'],
  }),

  /** Lets the person choose a contract master file and rehearses it. Writes nothing. */
  'master.rehearse': errand({
    from: ['desk'],
    may: ['administrator', 'supervisor'],
    input: z.strictObject({}),
    output: MasterPlan.nullable(),
    refusals: ['master-unreadable', 'save-cancelled'],
  }),
  /** How far the reading of the file is; null while none is read. */
  'master.progress': query({
    from: ['desk'],
    may: ['administrator', 'supervisor'],
    input: z.strictObject({}),
    output: z.strictObject({ bytes: z.number(), ofBytes: z.number(), lines: z.int() }).nullable(),
    refusals: [],
  }),
  /** Stops the reading. Nothing was written, and nothing is. */
  'master.cancel': errand({
    from: ['desk'],
    may: ['administrator', 'supervisor'],
    input: z.strictObject({}),
    output: z.strictObject({}),
    refusals: [],
  }),
  /** Writes exactly what was rehearsed: good contracts in, bad lines named, nothing removed. */
  'master.commit': command({
    from: ['desk'],
    may: ['administrator', 'supervisor'],
    input: z.strictObject({ plan: z.string().max(64) }),
    output: z.strictObject({ added: z.int(), changed: z.int() }),
    refusals: ['master-plan-unknown', 'master-nothing-to-do', 'master-unreadable'],
  }),
}

export const TrailEntry = z.strictObject({
  seq: z.int(),
  at: Instant,
  staff: z.string().nullable(),
  staffName: z.string().nullable(),
  verb: z.string(),
  /** `done`, `noted`, or `refused:` with the refusal's code. */
  outcome: z.string(),
  object: z.string().nullable(),
  /** Codes and facts, so that it can be read in any language. */
  facts: z.string(),
})

export const trailOperations = {
  'trail.list': query({
    from: ['desk'],
    may: ['auditor', 'supervisor', 'administrator'],
    input: z.strictObject({ before: z.int().nullable(), text: z.string().max(40) }),
    output: z.strictObject({ entries: z.array(TrailEntry), total: z.int() }),
    refusals: [],
  }),
  'trail.verify': query({
    from: ['desk'],
    may: ['auditor', 'supervisor', 'administrator'],
    input: z.strictObject({}),
    output: z.strictObject({
      consistent: z.boolean(),
      entries: z.int(),
      divergedAt: z.int().nullable(),
      head: z.string(),
    }),
    refusals: [],
  }),
}
