import type { CaseState } from '#shared/cases'
import type { CaseSummary } from '#shared/operations/cases'
import type { StateName } from '../../parts/state-tag.tsx'

/** The form in which the state of a case is shown. */
export const caseTag: Readonly<Record<CaseState, StateName>> = {
  draft: 'draft',
  'awaiting-approval': 'approval',
  'awaiting-registration': 'customer',
  'awaiting-relogin': 'customer',
  closed: 'done',
  rejected: 'done',
  withdrawn: 'done',
}

/** Somebody still has to do something for it. */
export const isUnderWay = ({ state }: Pick<CaseSummary, 'state'>): boolean => caseTag[state] !== 'done'
