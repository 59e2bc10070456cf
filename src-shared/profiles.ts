import { z } from 'zod'
import { Authentication, Registration } from './links.ts'
import { Purpose as hardwarePurpose } from './stock.ts'

/**
 * What one internet-banking service's guide says about its one-time passwords, as data.
 *
 * Two rules make this shape:
 *  - `null` means exactly one thing: **the guide does not say**. Such a value is shown as 要確認 and is
 *    never replaced by a guess. "Does not exist in this service" is a word of its own
 *    (`'none'`, `'not-applicable'`, an empty list, or an absent state or verb).
 *  - no code asks *which* service it is. It asks the profile for the parameter it needs.
 *
 * Every parameter of {@link PARAMETERS} that has a value names the requirements it was read from in
 * `sources`; the schema refuses a profile that does not.
 */

/** A wording in both languages. Japanese is the service's own word wherever the guide has one. */
export const bilingual = z.strictObject({ ja: z.string().min(1), en: z.string().min(1) })
export type Bilingual = z.infer<typeof bilingual>

export const SERVICE_IDS = ['P000', 'P001', 'P002', 'P003', 'P004'] as const
export const serviceId = z.enum(SERVICE_IDS)
export type ServiceId = z.infer<typeof serviceId>

/** Roles a customer's user can have. What they are called and how they rank is the profile's matter. */
export const ROLE_CODES = ['master', 'admin', 'general', 'contractor'] as const
export const roleCode = z.enum(ROLE_CODES)
export type RoleCode = z.infer<typeof roleCode>

export const TOKEN_KINDS = ['soft', 'hard'] as const
export const tokenKind = z.enum(TOKEN_KINDS)
export type TokenKind = z.infer<typeof tokenKind>

export const CARRIERS = ['smartphone', 'tablet', 'pc', 'featurePhone', 'keyfob'] as const
export const carrier = z.enum(CARRIERS)
export type Carrier = z.infer<typeof carrier>

export const USAGE_MODES = ['individual', 'shared'] as const
export const usageMode = z.enum(USAGE_MODES)
export type UsageMode = z.infer<typeof usageMode>

/** The desk's own names for acts on a token. The service's word stands beside them on every screen. */
export const VERBS = [
  'register',
  'detach',
  'unlock',
  'optOut',
  'revoke',
  'issue',
  'exchange',
  'branchReissue',
] as const
export const verb = z.enum(VERBS)
export type Verb = z.infer<typeof verb>

/** `R-000-44`, `C-11`, `E-01`, `G-07`, or `DESK` for a rule of this desk that no guide states. */
export const sourceRef = z.string().regex(/^(R-00[0-4]-\d{2}|C-\d{2}|E-\d{2}|G-\d{2}|DESK)$/)

const calendarDate = z.iso.date()
const clockTime = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/)

const role = z.strictObject({
  code: roleCode,
  word: bilingual,
  /** Greater = more senior. Unique within a profile. */
  rank: z.int().min(1),
  /** May act for other users in the service's own screens. */
  administers: z.boolean(),
})
export type ProfileRole = z.infer<typeof role>

const tokenIdPattern = z.strictObject({
  /** Body of a regular expression; it is always matched against the whole folded serial. */
  pattern: z.string().min(1),
  example: z.string().min(1),
  kind: tokenKind.optional(),
  /** `warn`: taken only with the checker's reason. */
  verdict: z.enum(['ok', 'warn']),
  warning: z.enum(['carrier-mismatch', 'short-serial']).optional(),
  sources: z.array(sourceRef).min(1),
})
export type TokenIdPattern = z.infer<typeof tokenIdPattern>

const vendor = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]+$/),
  name: bilingual,
  carriers: z.array(carrier),
  /** First day it is offered. Absent: the guide gives no such day. */
  from: calendarDate.optional(),
  /** From this day on it is refused for `register` and `exchange`; registered ones keep working. */
  closedToNewFrom: calendarDate.optional(),
  /** Serials of this vendor, where one can tell by them; body of a regular expression over the whole serial. */
  serialPattern: z.string().optional(),
  sources: z.array(sourceRef).min(1),
})

const tokenModel = z.strictObject({
  code: z.string().min(1),
  kind: tokenKind,
  name: bilingual,
  whereIsTheSerial: bilingual,
  /** What the safe has to know of a thing (R-002-17, R-003-14). Absent: not kept in our stock. `null`: not known, 要確認. */
  hardware: z
    .strictObject({
      /** One of the desk's own drawings. */
      picture: z.enum(['keyfob', 'keyfob-wide', 'card']).nullable(),
      /** Body of a regular expression over the whole folded serial; null: the profile's patterns say enough. */
      serialPattern: z.string().nullable(),
      algorithm: z.enum(['SHA1', 'SHA256', 'SHA512']).nullable(),
      digits: z.int().min(6).max(8).nullable(),
      periodSeconds: z.union([z.literal(30), z.literal(60)]).nullable(),
      batteryMonths: z.int().positive().nullable(),
      /** Business days from the order to the box. */
      leadDays: z.int().min(0).nullable(),
      /** Fewer free tokens than this are too few. */
      reorderLevel: z.int().min(0).nullable(),
    })
    .optional(),
})
export type TokenModel = z.infer<typeof tokenModel>

export const COLUMN_CODES = [
  'select',
  'userId',
  'userName',
  'tokenId',
  'role',
  'registration',
  'authentication',
  'expiry',
] as const
const column = z.strictObject({
  code: z.enum(COLUMN_CODES),
  word: bilingual,
  /** The service's own list stands in the order of this column. At most one; none: the order of the records. */
  sorted: z.literal('ascending').optional(),
})
export type ListColumn = z.infer<typeof column>

/** Whose token a detach rule is about: a role, or the one token all users of a contract share. */
export const HOLDERS = [...ROLE_CODES, 'shared'] as const
export const holder = z.enum(HOLDERS)
export type Holder = z.infer<typeof holder>

const detachRule = z.strictObject({
  whose: holder,
  /** Roles that can do it in the service's own screens. Empty: only the branch can. */
  selfServiceBy: z.array(roleCode),
  /** What self-service asks for; the desk takes none of these. */
  selfServiceNeeds: z.array(
    z.enum(['current-otp', 'transfer-password', 'confirmation-password', 'approval-password']),
  ),
  /** When the branch takes over. */
  branch: z.enum(['always', 'no-helper-usable', 'token-unusable']),
  /** The branch must write down why, because the guide sends this user to their own administrator. */
  branchReasonRequired: z.boolean(),
  /** The catalogue's number of the exception at the counter. */
  exception: z
    .string()
    .regex(/^E-\d{2}$/)
    .optional(),
  sources: z.array(sourceRef).min(1),
})
export type DetachRule = z.infer<typeof detachRule>

export const EVIDENCE_CODES = [
  'written-form',
  'registered-seal',
  'identity-document',
  'authority',
  'dealing-branch',
] as const
const evidence = z.strictObject({
  code: z.enum(EVIDENCE_CODES),
  word: bilingual,
  sources: z.array(sourceRef).min(1),
})
export type Evidence = z.infer<typeof evidence>

const contact = z.strictObject({
  name: bilingual,
  phone: z.string().optional(),
  hours: z.array(
    z.strictObject({
      days: z.enum(['weekdays', 'weekends-and-holidays']),
      from: clockTime,
      to: clockTime,
    }),
  ),
  /** Yearly closed days as MM-DD. */
  closedDays: z.array(z.string().regex(/^\d{2}-\d{2}$/)),
})

/** A numbered sheet the desk prints for the customer to follow in the service's own screens. */
const stepSheet = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]+$/),
  title: bilingual,
  steps: z.array(bilingual).min(1),
  cautions: z.array(bilingual),
  /** Still in the guide but outside today's supported environment. */
  obsolete: z.boolean(),
  sources: z.array(sourceRef).min(1),
})
export type StepSheet = z.infer<typeof stepSheet>

/** One sentence about a consequence. `gap` marks it as 要確認 with the open question it waits for. */
const effect = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]+$/),
  text: bilingual,
  gap: z
    .string()
    .regex(/^G-\d{2}$/)
    .optional(),
  sources: z.array(sourceRef).min(1),
})
export type Effect = z.infer<typeof effect>

/** What the desk goes by while a blank is unanswered; always shown together with 要確認. */
const workingDefault = z.strictObject({
  parameter: z.string(),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
  gap: z.string().regex(/^G-\d{2}$/),
  note: bilingual,
})
export type WorkingDefault = z.infer<typeof workingDefault>

const parameters = {
  /** How the institution calls itself: 当金庫, 当庫, 当組合. */
  institutionWord: bilingual,
  /** Other spellings in the same guide. */
  institutionWordAlso: z.array(z.string()),
  customers: z.array(z.enum(['corporate', 'sole-trader', 'person'])),
  severalUsers: z.boolean(),
  roles: z.array(role).min(1),
  validFrom: calendarDate.or(z.literal('none')).nullable(),

  periodSec: z.int().positive().nullable(),
  digits: z.int().min(6).max(8).nullable(),
  replay: z.literal('refuse-used'),

  tokenKinds: z.array(tokenKind).min(1),
  /** The kinds the guide itself describes; the others exist but have another guide. */
  guideCovers: z.array(tokenKind).min(1),
  tokenModels: z.array(tokenModel),
  carriers: z.array(carrier).min(1),
  refusedCarriers: z.array(carrier),
  /** Devices with steps in the guide although they are outside the recommended environment. */
  unsupportedDevices: z.array(z.string()),
  vendors: z.array(vendor).nullable(),
  tokenIdLabel: bilingual.or(z.literal('none')),
  /** Every name the customer may use for it; the search and the forms accept all of them. */
  tokenIdAliases: z.array(z.string()),
  tokenIdPatterns: z.array(tokenIdPattern).min(1).or(z.literal('none')).nullable(),
  /** Hardware must have been sent by this institution: a serial not in our stock is refused. */
  ownStockOnly: z.enum(['yes', 'not-applicable']).nullable(),

  usePoints: z.array(z.enum(['adhocTransfer', 'login', 'transfer', 'payment'])).min(1),
  loginOtpOptional: z.boolean(),
  deadTokenBlocksLogin: z.enum(['no', 'yes', 'if-customer-chose-login-otp']),
  replacesSecret: z.array(bilingual),
  combinesWith: z.array(z.enum(['clientCertificate'])).nullable(),

  sharing: z.enum(['contract-mode', 'by-serial', 'none']).nullable(),
  maxActiveTokensPerUser: z.int().positive().nullable(),
  allOrNothing: z.enum(['transfer-right-users', 'no', 'not-applicable']).nullable(),
  mandatory: z.boolean().nullable(),
  enrolOrder: z.enum(['admin-first', 'per-user', 'not-applicable']),
  enrolledBy: z.enum(['admin-for-all', 'contractor', 'each-user', 'each-user-by-mail']),
  startDateRule: z.enum(['sent-by-start-date-then-forced', 'none']),

  /** Secrets the service asks for when something is approved. Display only: no field takes them. */
  approvalSecrets: z.array(bilingual),
  secretsNeverTaken: z.array(bilingual).min(1),

  lockRule: z.enum(['consecutive-errors', 'errors']).nullable(),
  lockThreshold: z.int().positive().nullable(),
  lockEffect: z.enum(['otp-stopped-no-login', 'service-of-user-stopped']).nullable(),
  unlockBy: z.array(roleCode).nullable(),
  unlockScope: z.enum(['all-users-of-serial', 'selected-users']).nullable(),
  unlockFallback: z.enum(['counter']).nullable(),

  detachBy: z.array(detachRule).min(1),
  /** The verb by which a dead token is taken away at the branch. */
  resetVerb: z.enum(['detach', 'revoke', 'branchReissue']),
  revokeScope: z.enum(['user-or-shared-token', 'selected-users', 'not-applicable']),
  /** Whether taking an administrator's token also stops the other users' codes. */
  administratorDetachAffectsUsers: z.enum(['no', 'not-applicable']).nullable(),
  reissueWaitMin: z.int().min(0),
  reissueBlackout: z
    .strictObject({ from: clockTime, to: clockTime, release: clockTime, mode: z.enum(['strict', 'literal']) })
    .or(z.literal('none')),
  effectiveOn: z.enum(['nextLogin', 'nextTransaction', 'immediately']),
  /** What must be confirmed (or waived with a reason) before a case is closed. */
  closing: z.enum(['relogin', 'next-transaction', 'registration']),
  reuseAfterRevoke: z.enum(['yes', 'no', 'not-applicable']).nullable(),
  exchangeSelfService: z.enum([
    'detach-then-register',
    'old-otp',
    'revoke-then-register',
    'revoke-wait-issue',
  ]),
  exchangePaths: z
    .array(z.strictObject({ from: tokenKind, to: tokenKind }))
    .or(z.literal('not-applicable'))
    .nullable(),
  applicationForms: z.array(z.enum(['admin-release', 'hardware-token', 'otp-use'])),
  hardwareExpiry: z
    .strictObject({ printed: z.literal(true), instantOfDay: clockTime })
    .or(z.literal('not-applicable'))
    .nullable(),
  fee: z.enum(['free', 'app-free']).nullable(),
  /** What a hardware token costs, by what it is applied for; a purpose that is missing is 要確認 (G-10). */
  hardwareFees: z
    .array(z.strictObject({ purpose: hardwarePurpose, yen: z.int().min(0) }))
    .or(z.literal('not-applicable'))
    .nullable(),
  /** Business days the branch needs before a token can be posted, and the post before it has arrived (R-003-07). */
  hardwareDispatch: z
    .strictObject({ preparationDays: z.int().min(0).max(30), mailDays: z.int().min(0).max(30) })
    .or(z.literal('not-applicable'))
    .nullable(),

  selectMode: z.enum(['single', 'multi', 'not-applicable']),
  /** The columns of the service's own user list, in its order. Empty: the service has no such list. */
  listColumns: z.array(column),

  registrationWords: z.partialRecord(Registration, bilingual).nullable(),
  authenticationWords: z.partialRecord(Authentication, bilingual).nullable(),
  verbWords: z.partialRecord(verb, bilingual),

  lossRoute: z.enum(['branch-form', 'call-at-once', 'own-administrator-revokes']),
  /** The guide does not state the route in words; it follows from its other rules. */
  lossRouteInferred: z.boolean(),
  /**
   * A lost token that turned up again: `never` goes back to anyone, or only its own user may have the stop lifted
   * by two persons as long as it has not been taken away (`before-reissue`). A stolen one never does.
   */
  foundAgain: z.enum(['never', 'before-reissue']),
  /** Days after a change of seal, address or administrator in which a reset needs a second checker. */
  combinationDays: z.int().min(0).max(366),
  requiredEvidence: z.array(evidence).nullable(),
  contact: contact,
} as const

export type ParameterName = keyof typeof parameters
export const PARAMETERS = Object.keys(parameters) as readonly ParameterName[]

const shape = z.strictObject({
  id: serviceId,
  /** Raised with every change of the data; cases keep the version they were decided under. */
  version: z.int().min(1),
  name: bilingual,
  shortName: bilingual,
  /** The guide the data was read from. `edition` null: the guide carries no date. */
  source: z.strictObject({
    document: z.string().min(1),
    issuer: z.string().nullable(),
    edition: bilingual.nullable(),
  }),
  ...parameters,
  /** Consequences in sentences, for the blast view and the receipt. */
  effects: z.strictObject({
    afterDetach: z.array(effect),
    afterRegister: z.array(effect),
  }),
  stepSheets: z.array(stepSheet),
  workingDefaults: z.array(workingDefault),
  sources: z.partialRecord(
    z.enum(PARAMETERS as [ParameterName, ...ParameterName[]]),
    z.array(sourceRef).min(1),
  ),
})

export const serviceProfile = shape.superRefine((profile, context) => {
  for (const name of PARAMETERS) {
    if (profile[name] !== null && profile.sources[name] === undefined) {
      context.addIssue({ code: 'custom', path: ['sources', name], message: 'value without a source' })
    }
  }
  const known = new Set(profile.roles.map((entry) => entry.code))
  for (const rule of profile.detachBy) {
    if (rule.whose !== 'shared' && !known.has(rule.whose)) {
      context.addIssue({ code: 'custom', path: ['detachBy'], message: `no role ${rule.whose}` })
    }
  }
})
export type ServiceProfile = z.infer<typeof shape>
