import { generateURI, ScureBase32Plugin } from 'otplib'
import { OTPLIB_ALGORITHM, type TokenParameters } from './steps.ts'

const BASE32 = new ScureBase32Plugin()

/**
 * The `otpauth://` address that a member of staff scans into an authenticator, once, while being enrolled.
 *
 * In: names as people read them and 16 to 64 secret bytes, which stay the caller's to wipe. Out: the address,
 * which contains the secret: show it, never store or log it. A colon in a name would move the border between
 * institution and person, so it is shown as its full-width twin.
 */
export function otpauthUri(enrolment: {
  readonly issuer: string
  readonly account: string
  readonly parameters: TokenParameters
  readonly secret: Uint8Array
}): string {
  const { issuer, account, parameters, secret } = enrolment
  return generateURI({
    strategy: parameters.kind,
    issuer: issuer.replaceAll(':', '：'),
    label: account.replaceAll(':', '：'),
    secret: BASE32.encode(secret, { padding: false }),
    algorithm: OTPLIB_ALGORITHM[parameters.algorithm],
    digits: parameters.digits,
    period: parameters.periodSeconds,
    counter: 0,
  })
}
