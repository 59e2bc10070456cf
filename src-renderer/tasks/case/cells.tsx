import type { CaseSummary } from '#shared/operations/cases'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { useProfile } from '../../desk/use-profile.ts'
import { Code } from '../../parts/code.tsx'
import { TwoLines } from '../../parts/list-table.tsx'

/** A summary has no target, but the shared token has no user's name. */
export const isShared = ({ targetName }: CaseSummary): boolean => targetName === ''

/** 受付番号 and the procedure. */
export function CaseCell({ of }: { readonly of: CaseSummary }) {
  const { cases } = useMessages()
  return (
    <TwoLines under={isShared(of) ? cases.titleShared : cases.effects.detach(of.targetName)}>
      <Code size="sm">{of.caseNo}</Code>
    </TwoLines>
  )
}

export function CustomerCell({ of }: { readonly of: CaseSummary }) {
  const language = useDesk((desk) => desk.language)
  const profile = useProfile(of.service)
  return <TwoLines under={profile?.shortName[language] ?? ''}>{of.customerName}</TwoLines>
}

/** What approval does, and how many people it reaches. */
export function EffectCell({ of }: { readonly of: CaseSummary }) {
  const { lists: t } = useMessages()
  return (
    <TwoLines under={t.touched(of.affected, of.unclear)}>
      {isShared(of) ? t.detachShared(of.affected) : t.detachOne}
    </TwoLines>
  )
}
