import { normaliseCode } from '#main/otp/code'
import { LOOK_AHEAD, stepsAhead, type TokenParameters, verify } from '#main/otp/engine'
import { UNUSED } from '#main/otp/memory'
import { Seed } from '#main/otp/seed'
import type { Assumption, SeedRecord } from './record.ts'

/** How a key would be stored if a code decides about it. */
export type Proposal = {
  readonly kind: 'totp' | 'hotp'
  readonly algorithm: SeedRecord['algorithm']
  readonly digits: SeedRecord['digits']
  readonly periodSeconds: 30 | 60 | null
  /** What of it the file says otherwise; empty when the file had left it open. */
  readonly against: readonly Assumption[]
}

/**
 * - `fits`: the token shows this code when read as the file says; `ahead` is how many steps its clock is ahead of the
 *   given time, or for presses how many went by.
 * - `fits-otherwise`: not as the file is read, but as each of the proposals.
 * - `does-not-fit`: in no way that was tried.
 * - `malformed`: no code of six to eight digits.
 */
export type Proof =
  | { readonly outcome: 'fits'; readonly ahead: number }
  | { readonly outcome: 'fits-otherwise'; readonly proposals: readonly Proposal[] }
  | { readonly outcome: 'does-not-fit' }
  | { readonly outcome: 'malformed' }

/**
 * Whether a live code belongs to a key as it was read, within ten steps either way of the time, or ten presses ahead of
 * the counter. Where it does not, 30 and 60 seconds with SHA-1 and SHA-256 are tried, and presses where the file does
 * not say of which kind the key is. Six digits fit one wrong combination in ten thousand by chance: a second code
 * decides.
 *
 * @param record its seed stays as it is
 * @param typed the code as a person types it; it is in nothing that comes back
 * @param at milliseconds since 1970 UTC at which the token showed it
 */
export function prove(record: SeedRecord, typed: string, at: number): Proof {
  const code = normaliseCode(typed)
  if (code === undefined) return { outcome: 'malformed' }
  const made = Seed.from(Buffer.from(record.seed))
  if (!made.ok) return { outcome: 'does-not-fit' }
  using seed = made.value

  const stated: TokenParameters = {
    kind: record.kind,
    algorithm: record.algorithm,
    digits: record.digits,
    periodSeconds: record.periodSeconds ?? 30,
  }
  const ahead = aheadOf(seed, stated, record.counter ?? 0, code, at)
  if (ahead !== null) return { outcome: 'fits', ahead }

  const proposals = others(record, code.length).flatMap((parameters): readonly Proposal[] => {
    if (aheadOf(seed, parameters, record.counter ?? 0, code, at) === null) return []
    const changed: readonly (readonly [Assumption, boolean])[] = [
      ['kind', parameters.kind !== record.kind],
      ['algorithm', parameters.algorithm !== record.algorithm],
      ['digits', parameters.digits !== record.digits],
      [
        'period',
        parameters.kind === 'totp' &&
          record.kind === 'totp' &&
          parameters.periodSeconds !== record.periodSeconds,
      ],
    ]
    return [
      {
        kind: parameters.kind,
        algorithm: parameters.algorithm,
        digits: parameters.digits,
        periodSeconds: parameters.kind === 'totp' ? parameters.periodSeconds : null,
        against: changed.flatMap(([what, differs]) =>
          differs && !record.assumed.includes(what) ? [what] : [],
        ),
      },
    ]
  })
  return proposals.length > 0 ? { outcome: 'fits-otherwise', proposals } : { outcome: 'does-not-fit' }
}

/** What else is tried: digits as the code has them, and where the kind was not stated, both kinds. */
function others(record: SeedRecord, length: number): readonly TokenParameters[] {
  const digits = length === 7 ? 7 : length === 8 ? 8 : 6
  const kinds = record.assumed.includes('kind') ? (['totp', 'hotp'] as const) : ([record.kind] as const)
  const periods = (kind: TokenParameters['kind']) => (kind === 'totp' ? ([30, 60] as const) : ([30] as const))
  return kinds.flatMap((kind) =>
    (['SHA1', 'SHA256'] as const).flatMap((algorithm) =>
      periods(kind).map((periodSeconds) => ({ kind, algorithm, digits, periodSeconds })),
    ),
  )
}

function aheadOf(
  seed: Seed,
  parameters: TokenParameters,
  counter: number,
  code: string,
  at: number,
): number | null {
  if (parameters.kind === 'totp') return stepsAhead(seed, parameters, UNUSED, code, at) ?? null
  const { outcome, memory } = verify(seed, parameters, { ...UNUSED, counter }, code, at)
  const pressed = memory.counter - 1 - counter
  return outcome === 'accepted' && pressed <= LOOK_AHEAD ? pressed : null
}
