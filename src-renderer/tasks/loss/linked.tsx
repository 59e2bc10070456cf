import { IconLink } from '@tabler/icons-react'
import type { CaseView } from '#shared/operations/cases'
import { useMessages } from '../../desk/messages.ts'
import { go } from '../../desk/state.ts'
import { Action } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { Panel } from '../../parts/panel.tsx'
import { StateTag } from '../../parts/state-tag.tsx'
import { caseTag } from '../reception/cases.ts'
import css from './loss.module.css'

/** The loss a case grew out of, and the cases that grew out of it: from each one to the other. */
export function LinkedCases({ view }: { readonly view: Pick<CaseView, 'linkedCase' | 'followedBy'> }) {
  const { loss: t, words } = useMessages()
  const { linkedCase, followedBy } = view
  if (linkedCase === null && followedBy.length === 0) return null
  return (
    <Panel title={t.linked} icon={IconLink}>
      <ul className={css.linked}>
        {linkedCase !== null && (
          <li>
            <span>
              {t.from} <b>{words.kind.loss}</b>
            </span>
            <Action onPress={() => go({ screen: 'case', of: linkedCase })}>{t.openCase(linkedCase)}</Action>
          </li>
        )}
        {followedBy.map(({ caseNo, kind, state }) => (
          <li key={caseNo}>
            <span>
              <b>{words.kind[kind]}</b> <Code size="sm">{caseNo}</Code>
              <StateTag state={caseTag[state]}>{words.caseState[state]}</StateTag>
            </span>
            <Action onPress={() => go({ screen: 'case', of: caseNo })}>{t.openCase(caseNo)}</Action>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
