import { IconArrowBackUp, IconCheck, IconX } from '@tabler/icons-react'
import type { ServiceProfile } from '#shared/profiles'
import { useMessages } from '../../desk/messages.ts'
import { Action } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import type { CaseWords } from '../case/words.ts'
import css from './approval.module.css'

export type Done =
  | { readonly how: 'approved'; readonly receiptNo: string }
  | { readonly how: 'sentBack' | 'rejected' }

type FinishedProps = {
  readonly done: Done
  readonly customerName: string
  readonly words: CaseWords
  readonly profile: ServiceProfile
  readonly onClose: () => void
}

/** The decision has been written. Nothing more can be done here but closing. */
export function Finished({ done, customerName, words, profile, onClose }: FinishedProps) {
  const { approval: t } = useMessages()
  const Sign = { approved: IconCheck, sentBack: IconArrowBackUp, rejected: IconX }[done.how]
  return (
    <section className={css.finished} aria-live="polite">
      <Sign size="2.5rem" stroke={2.4} aria-hidden />
      <h2>{t.done[done.how]}</h2>
      {done.how === 'approved' ? (
        <>
          <dl>
            <dt>{t.done.receipt}</dt>
            <dd>
              <Code size="xl" strong>
                {done.receiptNo}
              </Code>
            </dd>
          </dl>
          <p>
            {customerName} {words.service} {words.targetName}
          </p>
          <p>
            {profile.effects.afterDetach[0] !== undefined && words.say(profile.effects.afterDetach[0].text)}
          </p>
          <p>{t.done.next}</p>
        </>
      ) : (
        <p>{done.how === 'sentBack' ? t.done.sentBackNext : t.done.rejectedNext}</p>
      )}
      <Action keyName="F12" tone="go" onPress={onClose} autoFocus>
        {t.done.close}
      </Action>
    </section>
  )
}
