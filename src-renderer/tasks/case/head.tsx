import type { CaseView } from '#shared/operations/cases'
import { useMessages } from '../../desk/messages.ts'
import { CaseHead } from '../../parts/case-layout.tsx'
import { Code } from '../../parts/code.tsx'
import { StateTag } from '../../parts/state-tag.tsx'
import { Steps } from '../../parts/steps.tsx'
import { stepsOf } from './shape.ts'
import type { CaseWords } from './words.ts'

/** Number, procedure, customer, and how far the case has come on the way of its kind. */
export function Head({ view, words }: { readonly view: CaseView; readonly words: CaseWords }) {
  const { cases: t, jobs } = useMessages()
  const ended = view.state === 'rejected' || view.state === 'withdrawn' || view.state === 'lapsed'
  const { names, at } = stepsOf(view)
  const customerId = view.store?.customerId ?? ''
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
          <Steps at={at} names={names.map((name) => jobs.steps[name])} />
        )
      }
    >
      {view.contractNo === null ? (
        <b>{words.service}</b>
      ) : (
        <>
          <b>{view.customerName}</b> {words.service}
        </>
      )}
      {customerId !== '' && (
        <>
          {' '}
          {t.customerId} <Code>{customerId}</Code>
        </>
      )}
    </CaseHead>
  )
}
