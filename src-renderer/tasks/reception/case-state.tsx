import type { CaseSummary } from '#shared/operations/cases'
import { clockTime } from '#shared/text/wareki'
import { useHere } from '../../desk/here.ts'
import { useMessages } from '../../desk/messages.ts'
import { StateTag } from '../../parts/state-tag.tsx'
import { caseTag, waitsUntil } from './cases.ts'

/** Where a case stands: its state, or the time before which nobody can go on with it. */
export function CaseState({ of }: { readonly of: Pick<CaseSummary, 'state' | 'earliestRegistration'> }) {
  const { cases, lists } = useMessages()
  const now = useHere(({ state }) => state?.now)
  const until = now === undefined ? undefined : waitsUntil(of, now)
  if (until !== undefined) return <StateTag state="time">{lists.fromTime(clockTime(until))}</StateTag>
  return <StateTag state={caseTag[of.state]}>{cases.state[of.state]}</StateTag>
}
