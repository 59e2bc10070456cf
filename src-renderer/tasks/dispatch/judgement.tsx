import type { StartJudgement } from '#shared/operations/dispatch'
import { useMessages } from '../../desk/messages.ts'
import { type StateName, StateTag } from '../../parts/state-tag.tsx'

const tags: Readonly<Record<StartJudgement, StateName>> = {
  none: 'none',
  'in-time': 'usable',
  'at-risk': 'expired',
  'too-late': 'expired',
  held: 'time',
  confirmed: 'done',
}

/** Whether a start date can be kept: a sign, a word and a frame, and the colour besides. */
export function StartTag({ judgement }: { readonly judgement: StartJudgement }) {
  const { dispatch: t } = useMessages()
  return judgement === 'none' ? null : <StateTag state={tags[judgement]}>{t.judgement[judgement]}</StateTag>
}

export const isPressing = (judgement: StartJudgement): boolean =>
  judgement === 'at-risk' || judgement === 'too-late'
