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

/** A fact's value in words, where it is a code this desk has a word for. */
export function factWord(
  { trailScreen: s, trail, people, words, cases, router, closing, administration }: Messages,
  name: string,
  value: string,
): string {
  if (value === 'true') return s.yes
  if (value === 'false') return s.no
  const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    role: people.roles,
    // Of a change of role and of an enabling; who or when stands here otherwise, and is no code.
    from: { ...people.roles, ...people.standings },
    to: people.roles,
    paper: words.papers,
    state: words.states,
    registration: words.states,
    seal: cases.sealFinding,
    operation: trail.operations,
    kind: words.kind,
    how: { ...words.loss.how, ...closing.how },
    event: words.acts,
  }
  if (name === 'situation') return wordIn(router.situations, value)?.label ?? value
  if (name === 'outcome') return wordIn(router.outcomes, value)?.tab ?? value
  if (name === 'about') {
    // A second person's proof for an act about a colleague: the act and the staff number.
    const [act = '', ...number] = value.split(' ')
    return [wordIn(administration.people.form.second, act) ?? act, ...number].join(' ')
  }
  return wordIn(known[name] ?? {}, value) ?? value
}
