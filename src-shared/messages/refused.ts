import { type Refusal, type RefusalCode, refusalNumbers } from '../refusals.ts'
import type { Messages } from './ja.ts'
import type { Sentence } from './sentence.ts'

/** A refusal in words, with the number the help desk is told: fits `Refused` and `Trouble` as it is. */
export type RefusedSentence = Sentence & { readonly code: string }

/** Says a refusal in the language of `messages`. Every code has a sentence, so this never comes back empty. */
export function refused<C extends RefusalCode>(messages: Messages, refusal: Refusal<C>): RefusedSentence {
  const say: (facts: Refusal<C>) => Sentence = messages.refusals[refusal.code]
  return { ...say(refusal), code: refusalNumbers[refusal.code] }
}
