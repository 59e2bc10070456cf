import type { CaseSummary } from '#shared/operations/cases'
import type { RouterAnswer } from '#shared/operations/contracts'
import type { OpenCases } from './same-token.ts'

/**
 * What the desk does with an answer: begin a case, go on with one that is open, or hand over the sheet — also where
 * the branch has to act outside of this desk.
 */
export type Way =
  | { readonly kind: 'case' }
  | { readonly kind: 'open'; readonly of: CaseSummary }
  | { readonly kind: 'guidance' }

export function wayOf(answer: RouterAnswer, open: OpenCases): Way {
  if (answer.outcome !== 'branch') return { kind: 'guidance' }
  // The branch's own stop is lifted from the loss it belongs to.
  if (answer.reasons[0]?.code === 'stopped-by-the-branch' && open.loss !== undefined) {
    return { kind: 'open', of: open.loss }
  }
  // A parcel is looked for in the case it is sent by: at the bench, in the post, or back again (E-10).
  if (isParcelSought(answer) && open.same !== undefined) return { kind: 'open', of: open.same }
  if (answer.job === null) return { kind: 'guidance' }
  return open.same === undefined ? { kind: 'case' } : { kind: 'open', of: open.same }
}

/** The customer asks for a token that has not come. */
export const isParcelSought = ({ reasons }: Pick<RouterAnswer, 'reasons'>): boolean =>
  reasons[0]?.code === 'parcel-is-looked-for'

/** The branch has to act, and this desk does not carry it out: an honest card stands in place of a case. */
export const isElsewhere = (answer: RouterAnswer, way: Way): boolean =>
  answer.outcome === 'branch' && way.kind === 'guidance'
