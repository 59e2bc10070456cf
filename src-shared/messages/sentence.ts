import type { RefusalCode, RefusalFacts } from '../refusals.ts'

/** What every "no" says: what is the case, why, and what the person can do now. Each at least one sentence. */
export type Sentence = {
  readonly what: string
  readonly why: string
  readonly todo: string
}

/** One sentence for every refusal there is: a code without one does not compile, in any language. */
export type RefusalSentences = {
  readonly [K in RefusalCode]: (facts: Readonly<RefusalFacts[K]>) => Sentence
}

/**
 * The word for a code that came as plain text, or nothing where there is no word for it. Own keys only, so
 * that a code named `constructor` finds nothing.
 */
export const wordIn = <T>(words: Readonly<Record<string, T>>, code: string): T | undefined =>
  Object.hasOwn(words, code) ? words[code] : undefined
