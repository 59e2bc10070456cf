import { type RefusedSentence, refused } from '#shared/messages/refused'
import type { Refusal } from '#shared/refusals'
import { useMessages } from './messages.ts'

/** The sentences of a refusal, in the language of this desk: what, its number, why, what to do. */
export function useRefused(): (refusal: Refusal) => RefusedSentence {
  const messages = useMessages()
  return (refusal) => refused(messages, refusal)
}
