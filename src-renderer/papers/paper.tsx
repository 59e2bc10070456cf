import { Facts, type PaperProps } from './facts.ts'
import { Guidance } from './guidance.tsx'
import { Receipt } from './receipt.tsx'
import { Request } from './request.tsx'
import { Steps } from './steps.tsx'

/**
 * The sheet of a paper: one A4 page, or several for step sheets. The same component is printed by the
 * hidden window and shown in the preview.
 *
 * @throws Error when the content lacks what its paper is about, which main never sends
 */
export function Paper(props: PaperProps) {
  const facts = new Facts(props)
  const { request, case: of, answer } = props.content
  if (request.paper === 'request-blank') return <Request facts={facts} of={null} />
  if (request.paper === 'guidance') {
    if (answer === null) throw new Error('a guidance sheet without an answer')
    return <Guidance facts={facts} situation={request.situation} answer={answer} />
  }
  if (of === null) throw new Error(`the paper ${request.paper} is about a case, and there is none`)
  switch (request.paper) {
    case 'request':
      return <Request facts={facts} of={of} />
    case 'receipt':
      return <Receipt facts={facts} of={of} />
    case 'steps':
      return <Steps facts={facts} of={of} />
  }
}
