import type { ServiceProfile, TokenIdPattern, TokenKind } from './profiles.ts'
import { foldSerial } from './text/serial.ts'

export const TOKEN_ID_WARNINGS = ['carrier-mismatch', 'short-serial', 'form-not-stated'] as const
export type TokenIdWarning = (typeof TOKEN_ID_WARNINGS)[number]

export type TokenIdCheck =
  | { readonly verdict: 'ok'; readonly serial: string; readonly kind: TokenKind | null }
  /** Taken only when the checker accepts it with a reason. */
  | {
      readonly verdict: 'warn'
      readonly serial: string
      readonly kind: TokenKind | null
      readonly warning: TokenIdWarning
      readonly sources: readonly string[]
    }
  | {
      readonly verdict: 'refused'
      readonly serial: string
      readonly reason: 'empty' | 'form' | 'service-has-no-token-id'
      /** Examples of the forms the service has. */
      readonly examples: readonly string[]
    }

/**
 * Whether a token id has a form the service's guide knows. It says nothing about whether such a token
 * exists, and never changes a character beyond folding width, case, blanks and hyphens.
 *
 * - A form of the guide: `ok`.
 * - A form of the guide that contradicts the guide's own text (`DP…` in a smartphone-only service,
 *   R-000-36; seven digits where eight are asked for, R-003-37): `warn`.
 * - A service whose guide shows no form at all: anything of 6–20 letters and digits, with `form-not-stated`.
 *
 * @param raw as typed or read from a file
 */
export function checkTokenId(profile: ServiceProfile, raw: string): TokenIdCheck {
  const serial = foldSerial(raw)
  const patterns = profile.tokenIdPatterns
  if (patterns === 'none') {
    return { verdict: 'refused', serial, reason: 'service-has-no-token-id', examples: [] }
  }
  const examples = patterns === null ? [] : patterns.map((entry) => entry.example)
  if (serial === '') return { verdict: 'refused', serial, reason: 'empty', examples }
  if (patterns === null) {
    return /^[0-9A-Z]{6,20}$/.test(serial)
      ? {
          verdict: 'warn',
          serial,
          kind: null,
          warning: 'form-not-stated',
          sources: profile.sources.tokenIdPatterns ?? [],
        }
      : { verdict: 'refused', serial, reason: 'form', examples }
  }
  const matching = patterns.filter((entry) => bodyOf(entry).test(serial))
  const best = matching.find((entry) => entry.verdict === 'ok') ?? matching[0]
  if (best === undefined) return { verdict: 'refused', serial, reason: 'form', examples }
  const kind = best.kind ?? null
  return best.verdict === 'ok' || best.warning === undefined
    ? { verdict: 'ok', serial, kind }
    : { verdict: 'warn', serial, kind, warning: best.warning, sources: best.sources }
}

const bodies = new Map<string, RegExp>()
function bodyOf({ pattern }: TokenIdPattern): RegExp {
  const known = bodies.get(pattern)
  if (known !== undefined) return known
  const body = new RegExp(`^(?:${pattern})$`)
  bodies.set(pattern, body)
  return body
}
