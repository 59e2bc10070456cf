import { z } from 'zod'
import { CaseKind } from '../cases.ts'
import { command, errand, query } from '../contract.ts'
import { BranchNo, CalendarDate, CaseNo, ContractNo, Instant, Serial, ServiceId, StaffNo } from '../ids.ts'
import { Target } from '../intake.ts'
import { Authentication, LinkEvent, Registration } from '../links.ts'
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
  /** The vendor's code in the profile, where it is known. */
  vendor: z.string().nullable(),
  /** The vendor takes no new registrations any more; the token itself keeps working (R-002-08). */
  legacy: z.boolean(),
})

/** One change of a link, both axes before and after, kept for ever (R-002-35, R-003-34, R-003-39). */
export const LinkChange = z.strictObject({
  at: Instant,
  event: z.union([LinkEvent, z.literal('import')]),
  contractNo: ContractNo,
  customerName: z.string(),
  /** Null for the contract's shared token. */
  userName: z.string().nullable(),
  caseNo: CaseNo.nullable(),
  serialBefore: Serial.nullable(),
  serialAfter: Serial.nullable(),
  registrationBefore: Registration,
  registrationAfter: Registration,
  authenticationBefore: Authentication,
  authenticationAfter: Authentication,
})
export type LinkChange = z.infer<typeof LinkChange>

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
  /** The newest changes of its links, newest first. */
  changes: z.array(LinkChange),
  /** Colleagues who declared a relation to this customer and take no part in its cases. */
  related: z.array(z.strictObject({ staff: StaffNo, name: z.string(), note: z.string() })),
  /** Who must have a token before the service can be used at all (R-000-07); null where there is no such rule. */
  progress: z
    .strictObject({
      registered: z.int(),
      of: z.int(),
      missing: z.array(z.strictObject({ userId: z.string(), name: z.string() })),
    })
    .nullable(),
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
  /** The case the branch opens for it; null where the answer is advice on paper. */
  job: CaseKind.nullable(),
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
    // How many customers were listed, and not what was typed: that is often a name.
    reads: (_request, { hits }) =>
      hits.length === 0
        ? undefined
        : { event: 'record.read', object: null, facts: { listed: hits.length }, alike: true },
  }),
  'contract.view': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({ contractNo: ContractNo }),
    output: ContractView,
    refusals: ['contract-unknown'],
    reads: ({ contractNo }) => ({ event: 'record.read', object: contractNo, facts: {} }),
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
    /** `version` null: the one in force. */
    input: z.strictObject({ service: ServiceId, version: z.int().min(1).nullable() }),
    output: serviceProfile,
    refusals: ['profile-unknown'],
  }),
  /** A token's whole life: what it is, whose it is and was, and what became of it. */
  'token.view': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({ serial: Serial }),
    output: z.strictObject({
      serial: Serial,
      service: ServiceId.nullable(),
      medium: z.enum(['soft', 'hard']),
      /** Its codes can be checked here. */
      ours: z.boolean(),
      knownSince: Instant,
      tombstone: z.enum(['lost', 'stolen', 'retired']).nullable(),
      /** Of our own tokens: locked by wrong codes, and how many there were in a row. */
      locked: z.boolean(),
      failures: z.int(),
      users: z.array(
        z.strictObject({
          contractNo: ContractNo,
          customerName: z.string(),
          userId: z.string().nullable(),
          userName: z.string().nullable(),
          registration: Registration,
          authentication: Authentication,
          since: Instant,
        }),
      ),
      changes: z.array(LinkChange),
      cases: z.array(CaseSummary),
    }),
    refusals: ['token-unknown'],
    reads: ({ serial }) => ({ event: 'record.read', object: serial, facts: {} }),
  }),
  /** A colleague is related to this customer and takes no part in its cases from now on. */
  'contract.declare-relation': command({
    from: ['desk'],
    may: ['teller', 'supervisor', 'back-office', 'administrator'],
    input: z.strictObject({ contractNo: ContractNo, staff: StaffNo, note: z.string().max(200) }),
    output: z.strictObject({}),
    refusals: ['contract-unknown', 'colleague-unknown', 'reason-needed'],
  }),

  /** The re-issue clock board: who may register from when, and who is to be called back. */
  'board.reissue': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        case: CaseSummary,
        executedAt: Instant,
        earliest: Instant,
        toConfirm: z.boolean(),
        phone: z.string().nullable(),
        callBack: z.strictObject({ at: Instant, reached: z.boolean() }).nullable(),
      }),
    ),
    refusals: [],
  }),
  /** Last-administrator radar: contracts in which nobody, or only one, could still help. Worst first. */
  'board.radar': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({ service: ServiceId.nullable() }),
    output: z.strictObject({
      rows: z.array(
        z.strictObject({
          contractNo: ContractNo,
          service: ServiceId,
          name: z.string(),
          phone: z.string().nullable(),
          usable: z.int(),
          administrators: z.int(),
          /** Who is left, or who could have helped. */
          people: z.array(
            z.strictObject({
              name: z.string(),
              role: z.string(),
              usable: z.boolean(),
              registration: Registration,
              authentication: Authentication,
              expiresAt: Instant.nullable(),
            }),
          ),
        }),
      ),
      /** How many there are in all; the list stops at 200. */
      total: z.int(),
    }),
    refusals: [],
  }),
  /** Tokens of vendors that are closed to new registrations, and tokens that expire soon (R-002-08, R-003-35). */
  'board.sunset': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({ list: z.enum(['legacy', 'expiring']) }),
    output: z.strictObject({
      rows: z.array(
        z.strictObject({
          contractNo: ContractNo,
          service: ServiceId,
          name: z.string(),
          userId: z.string().nullable(),
          userName: z.string().nullable(),
          phone: z.string().nullable(),
          serial: Serial.nullable(),
          vendor: z.string().nullable(),
          closedSince: CalendarDate.nullable(),
          expiresAt: Instant.nullable(),
        }),
      ),
      total: z.int(),
    }),
    refusals: [],
  }),

  /** Which description of each service is in force, and which came before. */
  'profile.list': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        service: ServiceId,
        versions: z.array(
          z.strictObject({
            version: z.int(),
            /** Null for the version that came with the program. */
            caseNo: CaseNo.nullable(),
            since: Instant.nullable(),
            approverName: z.string().nullable(),
            reason: z.string(),
          }),
        ),
        /** A change of it that is under way. */
        open: CaseNo.nullable(),
      }),
    ),
    refusals: [],
  }),
  /** Puts a changed description before a supervisor. The version is the desk's to count. */
  'profile.propose': command({
    from: ['desk'],
    may: ['administrator', 'supervisor'],
    input: z.strictObject({
      service: ServiceId,
      from: z.int().min(1),
      profile: serviceProfile,
      reason: z.string().max(500),
    }),
    output: z.strictObject({ caseNo: CaseNo }),
    refusals: ['profile-unchanged', 'profile-moved-on', 'case-open-already', 'reason-needed'],
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
