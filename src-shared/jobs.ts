import type { CaseAsk } from './asks.ts'
import type { CaseKind } from './cases.ts'
import type { IntakeField } from './intake.ts'
import type { ServiceProfile } from './profiles.ts'

/**
 * What each kind of case asks for and ends with. One line per job: adding one means adding its line here, what it
 * does to a link in `src-main/desk/effects.ts`, and its words.
 */
export type Job = {
  /** Its code in the product's own list of jobs. */
  readonly job: 'J1' | 'J2' | 'J3' | 'J4' | 'J5' | 'J6' | 'J7' | 'J11'
  /**
   * `approve`: a new registration is awaited afterwards. `dispatch`: a token is to be sent first. `complete`: nothing is
   * left to do. `review`: done first, looked at afterwards.
   */
  readonly ends: 'approve' | 'dispatch' | 'complete' | 'review'
  /** A written form with the registered seal stands behind it (R-000-44, R-000-45). */
  readonly onPaper: boolean
  /** Takes protection away or renews it, so that a recent change of seal, address or administrator calls for a second checker. */
  readonly resets: boolean
}

export const jobs: Readonly<Record<CaseKind, Job>> = {
  'token-detach': { job: 'J1', ends: 'approve', onPaper: true, resets: true },
  reissue: { job: 'J4', ends: 'approve', onPaper: true, resets: true },
  unlock: { job: 'J2', ends: 'complete', onPaper: true, resets: true },
  loss: { job: 'J3', ends: 'review', onPaper: false, resets: false },
  resume: { job: 'J3', ends: 'complete', onPaper: true, resets: true },
  application: { job: 'J6', ends: 'approve', onPaper: true, resets: false },
  'opt-out': { job: 'J6', ends: 'complete', onPaper: true, resets: true },
  'usage-mode': { job: 'J6', ends: 'approve', onPaper: true, resets: true },
  'profile-change': { job: 'J11', ends: 'complete', onPaper: false, resets: false },
  hardware: { job: 'J5', ends: 'dispatch', onPaper: true, resets: true },
  'stock-difference': { job: 'J7', ends: 'complete', onPaper: false, resets: false },
}

/**
 * What a case ends with. Unlocking with a re-issue on the same form: one approval, both effects. Hardware that is shared
 * is not sent (R-003-15).
 */
export function endsOf(ask: CaseAsk): Job['ends'] {
  if (ask.kind === 'unlock' && ask.alsoReissue) return 'approve'
  return ask.kind === 'hardware' && ask.share !== null ? 'approve' : jobs[ask.kind].ends
}

/** Everything about who came, with which seal and which document: the same for every form. */
const visitor = [
  'formNumber',
  'receivedOn',
  'cameBy',
  'visitorName',
  'authority',
  'customerId',
  'customerName',
  'accountNumber',
] as const satisfies readonly IntakeField[]

const proof = [
  'seal',
  'sealMethod',
  'identity',
  'identityIssuer',
  'identityExpiresOn',
  'identityIssuedOn',
  'identityLast4',
  'recentChange',
  'recentChangeOn',
  'assisted',
  'assistedReason',
  'assistedPresent',
  'assistedReadBack',
  'originalKeptAt',
  'redirectReason',
  'branchReason',
] as const satisfies readonly IntakeField[]

const takingAway = ['oldSerial', 'oldSerialCorrected', 'reason', 'reasonNote'] as const

/** What a form's lines depend on. */
export type FormProfile = Pick<ServiceProfile, 'tokenIdPatterns' | 'enrolledBy' | 'replacesSecret'>

/**
 * The lines of a job's form, in the order of the paper. A service whose tokens bear no number (R-004-07) has no
 * line for one.
 */
export function formFields(
  kind: CaseKind,
  profile: FormProfile,
  alsoReissue: boolean,
): readonly IntakeField[] {
  const own = ((): readonly IntakeField[] => {
    switch (kind) {
      case 'token-detach':
      case 'reissue':
        return [
          ...takingAway,
          ...(profile.enrolledBy === 'each-user-by-mail' ? ['mailAddressChecked' as const] : []),
        ]
      case 'unlock':
        return ['situationCause', 'situationNote', ...(alsoReissue ? takingAway : [])]
      case 'opt-out':
        return [
          'reasonNote',
          'lowerProtectionAcknowledged',
          ...(profile.replacesSecret.length > 0 ? ['fallbackSecret' as const] : []),
        ]
      case 'resume':
        return ['situationNote', 'oldSerial', 'oldSerialCorrected']
      case 'application':
      case 'usage-mode':
        return ['reasonNote']
      case 'hardware':
        return ['addressConfirmed', 'reasonNote']
      case 'loss':
      case 'profile-change':
      case 'stock-difference':
        return []
    }
  })()
  if (!jobs[kind].onPaper) return []
  const numbered = profile.tokenIdPatterns !== 'none'
  return [...visitor, ...own, ...proof].filter(
    (field) => numbered || (field !== 'oldSerial' && field !== 'oldSerialCorrected'),
  )
}

/** What the approver types back from the paper, because the window hides it: the end of the serial, or else of the account. */
export const TYPE_BACKS = ['serial', 'account'] as const
export type TypeBack = (typeof TYPE_BACKS)[number]
