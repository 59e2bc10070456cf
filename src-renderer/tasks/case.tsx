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
import { useLinesOf } from './case/consequences.tsx'
import { DifferenceStage } from './case/difference-stage.tsx'
import { settle } from './case/drafts.ts'
import { EndedStage } from './case/ended.tsx'
import { IntakeStage } from './case/intake.tsx'
import { ProfileStage } from './case/profile-stage.tsx'
import { RegistrationStage } from './case/registration.tsx'
import type { StageProps } from './case/stage.ts'
import { useCaseWords } from './case/words.ts'
import { DispatchStage } from './dispatch/stage.tsx'
import { LossStage } from './loss/stage.tsx'

/** One case, from the paper to the end. What the screen shows is what the case's state allows. */
export function CaseTask({ of = '' }: { readonly of?: string | undefined }) {
  const { cases: t } = useMessages()
  const { value: view, refusal } = useQuery('case.view', { caseNo: of })
  // A case keeps the description it was taken under.
  const profile = useProfile(view?.service, view?.profileVersion)
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
  useTellOfDecision(props)
  // None of them has a form of the customer's; each has its own way from its beginning to the end.
  if (view.kind === 'loss') return <LossStage {...props} />
  if (view.kind === 'profile-change') return <ProfileStage {...props} />
  if (view.kind === 'stock-difference') return <DifferenceStage {...props} />
  switch (view.state) {
    case 'draft':
      return <IntakeStage {...props} />
    case 'awaiting-approval':
    case 'awaiting-second-approval':
      return <AwaitingStage {...props} />
    case 'awaiting-dispatch':
    case 'in-transit':
    case 'returned':
      return <DispatchStage {...props} />
    case 'awaiting-registration':
      return <RegistrationStage {...props} />
    case 'awaiting-relogin':
      return <ClosingStage {...props} />
    default:
      return <EndedStage {...props} />
  }
}

/** The supervisor has decided meanwhile: the message line says what, because the screen changes by itself. */
function useTellOfDecision({ view, profile, words }: StageProps): void {
  const { cases, jobs } = useMessages()
  const { state, receiptNo, sentBackReason, kind } = view
  const [done = ''] = useLinesOf({ view, profile, words })
  const before = useRef(state)
  useEffect(() => {
    const was = before.current
    before.current = state
    // The loss says for itself how it goes on.
    if (kind === 'loss' || was === state) return
    if (was !== 'awaiting-approval' && was !== 'awaiting-second-approval') return
    if (state === 'awaiting-second-approval') say(jobs.turned[state], 'info')
    else if (state === 'awaiting-dispatch' || state === 'awaiting-registration')
      say(jobs.turned[state](done, receiptNo ?? ''), 'done')
    else if (state === 'closed') say(jobs.turned.closed(done, receiptNo ?? ''), 'done')
    else if (state === 'rejected') say(cases.turned.rejected, 'caution')
    else if (state === 'draft' && sentBackReason !== null) say(cases.turned.draft, 'caution')
  }, [state, receiptNo, sentBackReason, kind, done, cases, jobs])
}
