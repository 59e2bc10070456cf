import type { CaseSummary } from '#shared/operations/cases'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { useProfile } from '../../desk/use-profile.ts'
import { Code } from '../../parts/code.tsx'
import { TwoLines } from '../../parts/list-table.tsx'

/** 受付番号 and the procedure. */
export function CaseCell({ of }: { readonly of: CaseSummary }) {
  const { jobs } = useMessages()
  return (
    <TwoLines
      under={jobs.short[of.kind](of.target.kind === 'user' ? of.targetName : '', of.target.kind === 'shared')}
    >
      <Code size="sm">{of.caseNo}</Code>
    </TwoLines>
  )
}

/** A case about a service's own description has no customer: its service stands in the place of one. */
export function CustomerCell({ of }: { readonly of: CaseSummary }) {
  const language = useDesk((desk) => desk.language)
  const profile = useProfile(of.service)
  const service = profile?.shortName[language] ?? ''
  return of.contractNo === null ? (
    <TwoLines under="">{service}</TwoLines>
  ) : (
    <TwoLines under={service}>{of.customerName}</TwoLines>
  )
}

/** What approval does, and how many people it reaches. */
export function EffectCell({ of }: { readonly of: CaseSummary }) {
  const { jobs, lists: t } = useMessages()
  const under =
    of.state === 'awaiting-second-approval'
      ? jobs.secondNeeded
      : of.state === 'awaiting-review'
        ? jobs.reviewNeeded
        : of.contractNo === null
          ? ''
          : t.touched(of.affected, of.unclear)
  return <TwoLines under={under}>{jobs.will[of.kind](of.affected, of.target.kind === 'shared')}</TwoLines>
}
