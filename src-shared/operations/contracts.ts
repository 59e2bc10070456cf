import { z } from 'zod'
import { command, errand, query } from '../contract.ts'
import { BranchNo, CaseNo, ContractNo, Instant, Serial, ServiceId } from '../ids.ts'
import { Target } from '../intake.ts'
import { Authentication, Registration } from '../links.ts'
import { CaseSummary } from './cases.ts'

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

/** A situation as the customer describes it; what may be answered to it stands in `src-shared/router.ts`. */
export const Situation = z.enum([
  'phone-broken',
  'lost',
  'token-replaced',
  'locked-out',
  'pc-changed',
  'cannot-login-without-code',
  'administrator-changed',
])
export type Situation = z.infer<typeof Situation>

export const RouterAnswer = z.strictObject({
  answer: z.enum(['nothing-to-do', 'own-administrator', 'branch']),
  /** A reason code with a sentence in the messages. */
  reason: z.string(),
  /** The requirements the answer rests on, R-…. */
  sources: z.array(z.string()),
  /** A case of this kind can be opened here and now; otherwise the answer is advice on paper. */
  canOpen: z.boolean(),
  /** A reason must be given when opening, because the guide would redirect this customer. */
  needsReason: z.boolean(),
  /** Who can help without the branch. */
  helpers: z.array(
    z.strictObject({ name: z.string(), role: z.string(), usable: z.boolean(), state: z.string() }),
  ),
  affected: z.array(
    z.strictObject({
      name: z.string(),
      role: z.string(),
      effect: z.enum(['detached', 'shared', 'unclear', 'none']),
    }),
  ),
})
export type RouterAnswer = z.infer<typeof RouterAnswer>

export const RejectedLine = z.strictObject({
  line: z.int(),
  contractNo: z.string().nullable(),
  reason: z.string(),
  column: z.string().nullable(),
})
export const ChangedField = z.strictObject({
  contractNo: z.string(),
  name: z.string(),
  field: z.string(),
  before: z.string(),
  after: z.string(),
})

export const MasterPlan = z.strictObject({
  plan: z.string(),
  fileName: z.string(),
  encoding: z.enum(['utf-8', 'utf-8-bom', 'shift_jis']),
  lines: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  absent: z.int(),
  /** The first of each, for the eye; the counts above are complete. */
  addedNames: z.array(z.strictObject({ contractNo: z.string(), name: z.string() })),
  changes: z.array(ChangedField),
  rejections: z.array(RejectedLine),
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
  'router.answer': query({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ contractNo: ContractNo, target: Target, situation: Situation }),
    output: RouterAnswer,
    refusals: ['contract-unknown', 'target-unknown'],
  }),

  /** Lets the person choose a contract master file and rehearses it. Writes nothing. */
  'master.rehearse': errand({
    from: ['desk'],
    may: ['administrator', 'supervisor'],
    input: z.strictObject({}),
    output: MasterPlan.nullable(),
    refusals: ['master-unreadable'],
  }),
  /** Writes exactly what was rehearsed: good contracts in, bad lines named, nothing removed. */
  'master.commit': command({
    from: ['desk'],
    may: ['administrator', 'supervisor'],
    input: z.strictObject({ plan: z.string().max(64) }),
    output: z.strictObject({ added: z.int(), changed: z.int() }),
    refusals: ['master-plan-unknown', 'master-nothing-to-do'],
  }),
}

export const TrailEntry = z.strictObject({
  seq: z.int(),
  at: Instant,
  staff: z.string().nullable(),
  staffName: z.string().nullable(),
  verb: z.string(),
  outcome: z.enum(['done', 'refused', 'read']),
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
