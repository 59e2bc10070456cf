import { type Refusal, refusalNumbers } from '#shared/refusals'
import type { Sentence } from '../parts/notices.tsx'

/** The sentences of a refusal, in the language of this desk: what, its number, why, what to do. */
export function useRefused(): (refusal: Refusal) => Sentence {
  return (refusal) => ({ what: refusal.code, code: refusalNumbers[refusal.code] })
}
