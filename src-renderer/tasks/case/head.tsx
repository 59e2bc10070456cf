import type { CaseState } from '#shared/cases'
import type { CaseView } from '#shared/operations/cases'
import { useMessages } from '../../desk/messages.ts'
import { CaseHead } from '../../parts/case-layout.tsx'
import { Code } from '../../parts/code.tsx'
import { StateTag } from '../../parts/state-tag.tsx'
import { Steps } from '../../parts/steps.tsx'
import type { CaseWords } from './words.ts'

/** ①用紙受付 is behind us once the case exists; a case that ended early stands where it ended. */
const stepAt: Readonly<Record<CaseState, number>> = {
  draft: 1,
  'awaiting-approval': 2,
  'awaiting-registration': 3,
  'awaiting-relogin': 4,
  closed: 5,
  rejected: 2,
  withdrawn: 1,
}

/** Number, procedure, customer, and how far the case has come. */
export function Head({ view, words }: { readonly view: CaseView; readonly words: CaseWords }) {
  const { cases: t } = useMessages()
  const ended = view.state === 'rejected' || view.state === 'withdrawn'
  return (
    <CaseHead
      numberLabel={t.number}
      number={view.caseNo}
      title={words.title}
      serviceWord={words.serviceWord}
      end={
        ended ? (
          <StateTag state="done">{t.state[view.state]}</StateTag>
        ) : (
          <Steps at={stepAt[view.state]} names={t.steps} />
        )
      }
    >
      <b>{view.customerName}</b> {words.service} {t.customerId} <Code>{view.store.customerId}</Code>
    </CaseHead>
  )
}
