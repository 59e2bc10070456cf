import type { CaseKind } from '#shared/cases'
import type { CaseView } from '#shared/operations/cases'
import { Facts, type PaperProps } from './facts.ts'
import { Guidance } from './guidance.tsx'
import { LossReport } from './loss-report.tsx'
import { Receipt } from './receipt.tsx'
import { RequestForm } from './request.tsx'
import { Slip } from './slip.tsx'
import { Steps } from './steps.tsx'

/**
 * The sheet of a paper: one A4 page, and more where its people or steps need them. The same component is printed by the
 * hidden window and shown in the preview.
 *
 * @throws Error when the content lacks what its paper is about, which main never sends
 */
export function Paper(props: PaperProps) {
  const facts = new Facts(props)
  const { request, case: of, answer } = props.content
  if (request.paper === 'request-blank')
    return <Form facts={facts} of={null} kind={request.kind ?? 'token-detach'} />
  if (request.paper === 'guidance') {
    if (answer === null) throw new Error('a guidance sheet without an answer')
    return <Guidance facts={facts} situation={request.situation} answer={answer} />
  }
  if (of === null) throw new Error(`the paper ${request.paper} is about a case, and there is none`)
  switch (request.paper) {
    case 'request':
      return <Form facts={facts} of={of} kind={of.kind} />
    case 'receipt':
      return <Receipt facts={facts} of={of} />
    case 'slip':
      return <Slip facts={facts} of={of} />
    case 'steps':
      return <Steps facts={facts} of={of} />
  }
}

type FormProps = { readonly facts: Facts; readonly of: CaseView | null; readonly kind: CaseKind }

/** The form of a case, or a blank one of a job. Descriptions of services and the safe's book change without paper. */
function Form({ facts, of, kind }: FormProps) {
  if (kind === 'profile-change' || kind === 'stock-difference')
    throw new Error(`a case without paper has no form: ${kind}`)
  return kind === 'loss' ? (
    <LossReport facts={facts} of={of} />
  ) : (
    <RequestForm facts={facts} of={of} kind={kind} />
  )
}
