import { secretBytes } from './random.ts'

/**
 * The first secret 初期合言葉: what a colleague comes in with once, before they choose a passphrase of their own. Made here
 * and never chosen by whoever helps, or two helpers could keep a way into somebody else's chair (AUT-09).
 */

/** Lower case and figures of which no two are taken for each other by hand or eye: 22 of them. */
const SIGNS = 'acdefhjkmnprtuvwxy3467'
export const FIRST_SECRET_LENGTH = 20
/** How long it is good for. */
export const FIRST_SECRET_MS = 24 * 60 * 60_000

/** Twenty unpredictable signs, each as likely as any other: 89 bits. */
export function makeFirstSecret(bytes: (size: number) => Uint8Array = secretBytes): string {
  // Above this a byte would make the first signs of the row likelier than the last.
  const even = 256 - (256 % SIGNS.length)
  let secret = ''
  while (secret.length < FIRST_SECRET_LENGTH) {
    for (const byte of bytes(FIRST_SECRET_LENGTH)) {
      if (byte < even && secret.length < FIRST_SECRET_LENGTH) secret += SIGNS[byte % SIGNS.length]
    }
  }
  return secret
}
