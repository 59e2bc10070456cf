import { err, ok, type Result } from '#shared/result'
import type { DocumentRefusal, Party, Problem, Unverified } from './envelope.ts'
import { isSignedBy } from './identity.ts'
import type { Introduction } from './introduction.ts'

/** Why a document of another branch is not believed. */
export type LetterRefusal =
  | DocumentRefusal
  | Problem<'branch-unknown', Party>
  | Problem<'not-for-us', { branchNo: string }>

/** The introductions two persons here have found to be true, by fingerprint. */
export type KnownBranches = (fingerprint: string) => Introduction | undefined

export const partyOf = ({ branchNo, fingerprint }: Introduction): Party => ({ branchNo, fingerprint })

const same = (party: Party, introduction: Introduction): boolean =>
  party.fingerprint === introduction.fingerprint && party.branchNo === introduction.branchNo

/**
 * Whether a document is by somebody we know, unchanged, and for us; in this order, because not even for whom it is can
 * be believed before the signature.
 */
export function verifyLetter<Body extends { readonly from: Party; readonly to: Party }>(
  { body, signed, signature }: Unverified<Body>,
  us: Introduction,
  known: KnownBranches,
): Result<Introduction, LetterRefusal> {
  const from = known(body.from.fingerprint)
  if (from === undefined || !same(body.from, from)) return err({ code: 'branch-unknown', ...body.from })
  if (!isSignedBy(from.signing, signed, signature)) return err({ code: 'signature-wrong' })
  if (!same(body.to, us)) return err({ code: 'not-for-us', branchNo: body.to.branchNo })
  return ok(from)
}
