import { IconFileDescription } from '@tabler/icons-react'
import { useMessages } from '../../desk/messages.ts'
import { go } from '../../desk/state.ts'
import { Action } from '../../parts/action.tsx'
import { Panel } from '../../parts/panel.tsx'
import css from '../contract.module.css'
import { CaseState } from '../reception/case-state.tsx'
import { isUnderWay } from '../reception/cases.ts'
import type { Known } from './known.ts'

/** Its cases that are not closed: whoever answers this customer has to know of them before anything else. */
export function UnderWay({ view, opens }: Pick<Known, 'view'> & { readonly opens: boolean }) {
  const { search: t } = useMessages()
  const cases = view.cases.filter(isUnderWay)
  if (cases.length === 0) return null
  return (
    <Panel title={t.openCases} icon={IconFileDescription}>
      <ul className={css.underWay}>
        {cases.map((one) => (
          <li key={one.caseNo}>
            <CaseState of={one} />
            {one.targetName !== '' && <span>{one.targetName}</span>}
            {opens ? (
              <Action onPress={() => go({ screen: 'case', of: one.caseNo })}>{one.caseNo}</Action>
            ) : (
              one.caseNo
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
