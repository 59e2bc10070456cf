import canonicalize from 'canonicalize'

/** What may stand in an audit entry or under a row's MAC: plain JSON and no surprises. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * The one text of a JSON value: RFC 8785. Two programs that agree on the value agree on its bytes, which is what
 * a hash needs. Throws on what JSON cannot say: undefined, NaN, a lone surrogate.
 */
export function canonical(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('there is no canonical form of undefined')
  return text
}
