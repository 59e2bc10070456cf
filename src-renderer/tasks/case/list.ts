import type { InputOf } from '#shared/operations'
import type { CaseSummary } from '#shared/operations/cases'
import { useStill } from '../still.ts'

const all = (cases: readonly CaseSummary[]): readonly CaseSummary[] => cases
const idOf = ({ caseNo }: CaseSummary): string => caseNo

/** A list of cases, which never moves under the hand: its rows stay where they were first shown until F5. */
export const useStillList = (list: InputOf<'case.list'>['list']) => useStill('case.list', { list }, all, idOf)
