/**
 * The letters of a verification code: what cannot be mistaken for another when read aloud or written by
 * hand. 0 O, 1 I L, 2 Z, 5 S and 8 B are left out, which leaves 25.
 */
export const VERIFICATION_ALPHABET = '34679ACDEFGHJKMNPQRTUVWXY'
export const VERIFICATION_LENGTH = 8
/** Of a daily sheet's code: copied by hand once a day by somebody who may take their time. */
export const SHEET_CODE_LENGTH = 10
const BYTES_READ = 8

/**
 * The eight characters that tie a printed receipt to the audit chain.
 *
 * The first 64 bits of the entry's hash are read as one number and written in base 25, so the code carries
 * 37 bits: enough that nobody hits upon a valid one at the telephone, short enough to be read out.
 * It is not a secret and proves nothing by itself: the branch looks it up beside the case number.
 *
 * @param chainHead hash of the receipt's entry in the audit chain, at least 8 bytes
 * @param length of the code: 8 on a receipt (37 bits), 10 on a daily sheet (46 bits)
 * @returns exactly `length` characters of {@link VERIFICATION_ALPHABET}
 * @throws RangeError when the hash is shorter
 */
export function verificationCode(chainHead: Uint8Array, length: number = VERIFICATION_LENGTH): string {
  if (chainHead.length < BYTES_READ) throw new RangeError(`a chain head has at least ${BYTES_READ} bytes`)
  let rest = chainHead.subarray(0, BYTES_READ).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  const base = BigInt(VERIFICATION_ALPHABET.length)
  let code = ''
  for (let place = 0; place < length; place += 1) {
    code = `${VERIFICATION_ALPHABET.charAt(Number(rest % base))}${code}`
    rest /= base
  }
  return code
}
