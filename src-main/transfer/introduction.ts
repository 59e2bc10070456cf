import { createHash } from 'node:crypto'
import { z } from 'zod'
import { BranchNo, type Instant } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import { VERIFICATION_ALPHABET } from '#shared/verification-code'
import { type DocumentRefusal, head, readDocument, words, writeDocument } from './envelope.ts'
import { type BranchIdentity, isAgreeable, isSignedBy } from './identity.ts'

/**
 * How a branch makes itself known to another. The document proves that it is of one piece, not whose it is: that is
 * for two people who know each other's voices, who read the fingerprint to each other on the telephone.
 */

const Body = z.strictObject({
  ...head('introduction'),
  institution: words.name(60),
  branchNo: BranchNo,
  branchName: words.name(60),
  /** Ed25519 and X25519 public keys. */
  signing: words.bytes(32, 32),
  agreement: words.bytes(32, 32),
  at: words.instant,
})

export type Introduction = {
  readonly institution: string
  readonly branchNo: BranchNo
  readonly branchName: string
  /** 32 bytes each. */
  readonly signing: Buffer
  readonly agreement: Buffer
  /** When the branch wrote it. */
  readonly at: Instant
  readonly fingerprint: string
  /** The document itself, for keeping and for showing as a QR code. */
  readonly text: string
}

/** Our own branch when it writes: what others know of it, and the private halves. */
export type OurBranch = { readonly introduction: Introduction; readonly identity: BranchIdentity }

const GROUPS = 6
const GROUP = 4

/**
 * Six groups of four characters, none of which looks like another: 111 bits over the number of the branch and both
 * keys. Not over its names, so that a branch that changes its name need not be telephoned anew; the names are signed.
 */
function fingerprintOf(branchNo: string, signing: Buffer, agreement: Buffer): string {
  const hash = createHash('sha256')
    .update(`madoguchi|branch|v1|${branchNo}|`)
    .update(signing)
    .update(agreement)
    .digest()
  let rest = BigInt(`0x${hash.toString('hex')}`)
  const base = BigInt(VERIFICATION_ALPHABET.length)
  const groups = Array.from({ length: GROUPS }, () => {
    let group = ''
    for (let place = 0; place < GROUP; place += 1) {
      group += VERIFICATION_ALPHABET.charAt(Number(rest % base))
      rest /= base
    }
    return group
  })
  return groups.join('-')
}

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\u2212\u30fc]+/gu, '')
    .toUpperCase()

/**
 * Whether what somebody typed while listening is this fingerprint: full width, small letters, blanks and hyphens do
 * not matter. To be typed and not only looked at, because people say yes to what looks about right.
 */
export const isFingerprint = (typed: string, { fingerprint }: Pick<Introduction, 'fingerprint'>): boolean =>
  typed.length <= 100 && folded(typed) === folded(fingerprint)

/** The introduction of the branch that owns `identity`, written at `at`. Throws on names that cannot be shown. */
export function writeIntroduction(
  identity: BranchIdentity,
  branch: Pick<Introduction, 'institution' | 'branchNo' | 'branchName' | 'at'>,
): Introduction {
  const text = writeDocument(
    'introduction',
    Body,
    {
      institution: branch.institution,
      branchNo: branch.branchNo,
      branchName: branch.branchName,
      signing: identity.signingPublic.toString('base64url'),
      agreement: identity.agreementPublic.toString('base64url'),
      at: branch.at,
    },
    (signed) => identity.sign(signed),
  )
  const read = readIntroduction(text)
  if (!read.ok) throw new Error(`our own introduction is refused: ${read.error.code}`)
  return read.value
}

/**
 * What a branch says of itself. A branch becomes known only when two persons have compared the fingerprint; whether it
 * is our own, of another institution, or of a branch that was known by another fingerprint is the caller's to ask.
 */
export function readIntroduction(text: string): Result<Introduction, DocumentRefusal> {
  const read = readDocument('introduction', Body, text)
  if (!read.ok) return read
  const { body, signed, signature } = read.value
  const signing = Buffer.from(body.signing, 'base64url')
  const agreement = Buffer.from(body.agreement, 'base64url')
  if (!isSignedBy(signing, signed, signature)) return err({ code: 'signature-wrong' })
  if (!isAgreeable(agreement)) return err({ code: 'document-malformed' })
  return ok({
    institution: body.institution,
    branchNo: body.branchNo,
    branchName: body.branchName,
    signing,
    agreement,
    at: body.at,
    fingerprint: fingerprintOf(body.branchNo, signing, agreement),
    text,
  })
}
