import type { CaseState } from '#shared/cases'
import type { Instant } from '#shared/ids'
import type { CaseSummary } from '#shared/operations/cases'
import type { StateName } from '../../parts/state-tag.tsx'

/** The form in which the state of a case is shown. */
export const caseTag: Readonly<Record<CaseState, StateName>> = {
  draft: 'draft',
  'awaiting-approval': 'approval',
  'awaiting-second-approval': 'approval',
  'awaiting-dispatch': 'draft',
  'in-transit': 'customer',
  returned: 'confirm',
  'awaiting-registration': 'customer',
  'awaiting-relogin': 'customer',
  'awaiting-review': 'approval',
  'awaiting-papers': 'customer',
  closed: 'done',
  rejected: 'done',
  withdrawn: 'done',
  lapsed: 'done',
}

/** Somebody still has to do something for it. */
export const isUnderWay = ({ state }: Pick<CaseSummary, 'state'>): boolean => caseTag[state] !== 'done'

/**
 * The moment before which nobody can do anything about a case (R-003-30, R-004-23); undefined once it has come, and
 * where there is none.
 */
export const waitsUntil = (
  { state, earliestRegistration }: Pick<CaseSummary, 'state' | 'earliestRegistration'>,
  now: Instant,
): Instant | undefined =>
  state === 'awaiting-registration' && earliestRegistration !== null && earliestRegistration > now
    ? earliestRegistration
    : undefined
