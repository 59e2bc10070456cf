import { useEffect, useRef } from 'react'
import type { CaseView } from '#shared/operations/cases'
import type { ServiceProfile } from '#shared/profiles'
import { useMessages } from '../desk/messages.ts'
import { say, useDesk } from '../desk/state.ts'
import { useProfile } from '../desk/use-profile.ts'
import { useQuery } from '../desk/use-query.ts'
import { Empty } from '../parts/notices.tsx'
import { AwaitingStage } from './case/awaiting.tsx'
import { ClosingStage } from './case/closing.tsx'
import { settle } from './case/drafts.ts'
import { EndedStage } from './case/ended.tsx'
import { IntakeStage } from './case/intake.tsx'
import { RegistrationStage } from './case/registration.tsx'
import { useCaseWords } from './case/words.ts'
import { LossStage } from './loss/stage.tsx'

/** One case, from the paper to the end. What the screen shows is what the case's state allows. */
export function CaseTask({ of = '' }: { readonly of?: string | undefined }) {
  const { cases: t } = useMessages()
  const { value: view, refusal } = useQuery('case.view', { caseNo: of })
  const profile = useProfile(view?.service)
  if (refusal !== undefined) return <Empty title={t.unknown(of)} />
  // Under a second nothing is shown in place of what is coming.
  if (view === undefined || view.caseNo !== of || profile === undefined) return null
  return <Stage key={view.caseNo} view={view} profile={profile} />
}

const clerks = ['teller', 'supervisor', 'back-office'] as const

function Stage({ view, profile }: { readonly view: CaseView; readonly profile: ServiceProfile }) {
  const words = useCaseWords(view, profile)
  const role = useDesk(({ who }) => who?.role)
  const props = { view, profile, words, may: clerks.some((clerk) => clerk === role) }
  useEffect(() => settle(view), [view])
  useTellOfDecision(view)
  // A loss has no paper of its own and its own way from the stop to the end.
  if (view.kind === 'loss') return <LossStage {...props} />
  switch (view.state) {
    case 'draft':
      return <IntakeStage {...props} />
    case 'awaiting-approval':
      return <AwaitingStage {...props} />
    case 'awaiting-registration':
      return <RegistrationStage {...props} />
    case 'awaiting-relogin':
      return <ClosingStage {...props} />
    default:
      return <EndedStage {...props} />
  }
}

/** The supervisor has decided meanwhile: the message line says what, because the screen changes by itself. */
function useTellOfDecision({ state, receiptNo, sentBackReason }: CaseView): void {
  const { turned } = useMessages().cases
  const before = useRef(state)
  useEffect(() => {
    const was = before.current
    before.current = state
    if (was !== 'awaiting-approval') return
    if (state === 'awaiting-registration') say(turned[state](receiptNo ?? ''), 'done')
    else if (state === 'rejected') say(turned.rejected, 'caution')
    else if (state === 'draft' && sentBackReason !== null) say(turned.draft, 'caution')
  }, [state, receiptNo, sentBackReason, turned])
}
