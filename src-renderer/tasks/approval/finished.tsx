import { IconArrowBackUp, IconCheck, IconX } from '@tabler/icons-react'
import type { ApprovalView } from '#shared/operations/approval'
import type { ServiceProfile } from '#shared/profiles'
import { useMessages } from '../../desk/messages.ts'
import { Action } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { useLinesOf } from '../case/consequences.tsx'
import { endsWith } from '../case/shape.ts'
import type { CaseWords } from '../case/words.ts'
import css from './approval.module.css'

export type Done =
  | {
      readonly how: 'approved'
      readonly receiptNo: string | null
      readonly decision: ApprovalView['decision']
    }
  | { readonly how: 'sentBack' | 'rejected' }

type FinishedProps = {
  readonly done: Done
  readonly view: ApprovalView
  readonly words: CaseWords
  readonly profile: ServiceProfile
  readonly onClose: () => void
}

/** The decision has been written. Nothing more can be done here but closing. */
export function Finished({ done, view, words, profile, onClose }: FinishedProps) {
  const { approval: t, jobs } = useMessages()
  const of = view.case
  const Sign = { approved: IconCheck, sentBack: IconArrowBackUp, rejected: IconX }[done.how]
  const [did = ''] = useLinesOf({
    view: { ...of, executedAt: view.submittedAt },
    profile,
    words,
  })
  const decided = done.how === 'approved' ? done.decision : undefined
  const title =
    done.how !== 'approved'
      ? t.done[done.how]
      : done.decision === 'approve'
        ? did
        : done.decision === 'review'
          ? jobs.done.reviewed
          : jobs.done.first
  const nextOf = {
    approve: t.done.next,
    dispatch: t.done.dispatch,
    complete: t.done.complete,
    review: t.done.reviewed,
  }
  const next =
    done.how === 'sentBack'
      ? t.done.sentBackNext
      : done.how === 'rejected'
        ? t.done.rejectedNext
        : decided === 'approve-first'
          ? t.done.first
          : decided === 'review'
            ? t.done.reviewed
            : of.kind === 'profile-change'
              ? t.done.profile
              : of.kind === 'stock-difference'
                ? t.done.difference
                : nextOf[endsWith(of)]
  return (
    <section className={css.finished} aria-live="polite">
      <Sign size="2.5rem" stroke={2.4} aria-hidden />
      <h2>{title}</h2>
      {done.how === 'approved' && done.receiptNo !== null && (
        <dl>
          <dt>{t.done.receipt}</dt>
          <dd>
            <Code size="xl" strong>
              {done.receiptNo}
            </Code>
          </dd>
        </dl>
      )}
      {done.how === 'approved' && of.contractNo !== null && (
        <p>
          {of.customerName} {words.service} {words.targetName}
        </p>
      )}
      <p>{next}</p>
      <Action keyName="F12" tone="go" onPress={onClose} autoFocus>
        {t.done.close}
      </Action>
    </section>
  )
}
