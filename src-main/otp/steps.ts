import { createGuardrails, generateSync } from 'otplib'
import { cryptoOf, type Seed } from './seed.ts'

/** How a token makes its codes. Fixed when the token is made, and sealed together with its seed. */
export type TokenParameters = {
  readonly kind: 'totp' | 'hotp'
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512'
  readonly digits: 6 | 7 | 8
  /** TOTP: seconds per step. HOTP tokens carry 30 and never use it. */
  readonly periodSeconds: 30 | 60
}

/** otplib's names for the same hashes. */
export const OTPLIB_ALGORITHM = {
  SHA1: 'sha1',
  SHA256: 'sha256',
  SHA512: 'sha512',
} as const satisfies Record<TokenParameters['algorithm'], string>

/** otplib's own limits (secret 16–64 bytes, safe counters), asked for by name because none may be loosened. */
const GUARDRAILS = createGuardrails()

/** otplib insists on secret bytes. The key is in the plugin, so it gets a blank of permitted length. */
const NO_SECRET = new Uint8Array(20)

/**
 * The steps (TOTP) or counters (HOTP) from `from` to `to`, both included, at which the token shows this code,
 * in rising order.
 *
 * otplib's own `verifySync` leaves at the first hit, so its time tells which step it was, and it cannot tell a
 * spent code from a wrong one. Here every step is computed and compared every time. The code must have the
 * token's number of digits. No code leaves this function.
 */
export function stepsShowing(
  seed: Seed,
  parameters: TokenParameters,
  code: string,
  from: number,
  to: number,
): number[] {
  const crypto = cryptoOf(seed)
  const algorithm = OTPLIB_ALGORITHM[parameters.algorithm]
  const steps: number[] = []
  for (let step = Math.max(0, from); step <= to; step++) {
    const shown = generateSync({
      strategy: parameters.kind,
      secret: NO_SECRET,
      crypto,
      algorithm,
      digits: parameters.digits,
      counter: step,
      t0: 0,
      period: parameters.periodSeconds,
      epoch: step * parameters.periodSeconds,
      guardrails: GUARDRAILS,
    })
    if (crypto.constantTimeEqual(shown, code)) steps.push(step)
  }
  return steps
}
