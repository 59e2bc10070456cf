import type { Messages } from './ja.ts'
import { wordIn } from './sentence.ts'

const REFUSED = 'refused:'

/** One entry of the trail in one sentence, whichever version of the desk wrote it. */
export function trailSentence(
  { trail, people }: Pick<Messages, 'trail' | 'people'>,
  { verb, outcome }: { readonly verb: string; readonly outcome: string },
): string {
  if (!outcome.startsWith(REFUSED)) return wordIn(trail.events, verb) ?? trail.otherEvent
  const operation = wordIn(trail.operations, verb) ?? trail.otherOperation
  return trail.refused(operation, wordIn(trail.refusals, outcome.slice(REFUSED.length)) ?? people.unknown)
}

/** `done`, `noted` or `refused:…` in one word. */
export const trailOutcome = ({ trail }: Pick<Messages, 'trail'>, outcome: string): string =>
  outcome.startsWith(REFUSED)
    ? trail.outcome.refused
    : (wordIn(trail.outcome, outcome) ?? trail.outcome.noted)
