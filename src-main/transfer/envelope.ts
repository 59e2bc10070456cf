import { createHash } from 'node:crypto'
import { z } from 'zod'
import { BranchNo, Instant, StaffNo } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import { unsafeIn } from '#shared/text/unsafe'
import type { DocumentProblem } from '#shared/transfers'
import { VERIFICATION_ALPHABET } from '#shared/verification-code'
import { canonical } from '../store/canonical.ts'

/**
 * What all documents between branches have in common: one line of canonical JSON (RFC 8785) that names its format and
 * version and ends up signed as a whole. A document has exactly one text, so the digest of that text is its name.
 */

export type DocumentKind = 'introduction' | 'transfer' | 'receipt' | 'refusal'

export const VERSION = 1

type Shape = { readonly format: string; readonly bytesMax: number }
export const SHAPES: Readonly<Record<DocumentKind, Shape>> = {
  introduction: { format: 'madoguchi-introduction', bytesMax: 4 * 1024 },
  transfer: { format: 'madoguchi-transfer', bytesMax: 2 * 1024 * 1024 },
  receipt: { format: 'madoguchi-transfer-receipt', bytesMax: 256 * 1024 },
  refusal: { format: 'madoguchi-transfer-refusal', bytesMax: 8 * 1024 },
}

/** One reason of `src-shared/transfers.ts`, with facts of its own. */
export type Problem<Code extends DocumentProblem, Facts = object> = { readonly code: Code } & Readonly<Facts>

/** Why a document is not read. Nothing in it is repeated to anybody but what kind and version it is. */
export type DocumentRefusal =
  | Problem<'document-too-large', { bytesMax: number }>
  | Problem<'document-unreadable'>
  | Problem<'document-other', { found: DocumentKind }>
  | Problem<'document-newer', { version: number }>
  | Problem<'document-malformed'>
  | Problem<'signature-wrong'>

const realInstant = Instant.refine((text) => {
  const at = Date.parse(text)
  return !Number.isNaN(at) && new Date(at).toISOString() === text
})

/** `size` bytes in the one base64url spelling there is of them. */
const bytesText = (sizeMin: number, sizeMax: number) =>
  z
    .string()
    .max(Math.ceil((sizeMax * 4) / 3))
    .refine((text) => {
      const bytes = Buffer.from(text, 'base64url')
      return bytes.length >= sizeMin && bytes.length <= sizeMax && bytes.toString('base64url') === text
    })

const plainText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => unsafeIn(text) === null)

const name = (max: number) => plainText(max).refine((text) => text.trim() !== '')

const group = `[${VERIFICATION_ALPHABET}]{4}`
export const Fingerprint = z.string().regex(new RegExp(`^${group}(-${group}){5}$`))

/** A branch as documents name it. */
const Party = z.strictObject({ branchNo: BranchNo, fingerprint: Fingerprint })
export type Party = z.infer<typeof Party>

/** The two who answer for a document with their names, as their own branch knows them. */
const Signers = z
  .tuple([
    z.strictObject({ staff: StaffNo, name: name(60) }),
    z.strictObject({ staff: StaffNo, name: name(60) }),
  ])
  .refine(([one, other]) => one.staff !== other.staff)
export type Signers = z.infer<typeof Signers>

/** The words documents are made of. */
export const words = {
  instant: realInstant,
  bytes: bytesText,
  text: plainText,
  name,
  party: Party,
  signers: Signers,
  transferId: z.string().regex(/^[0-9a-f]{32}$/),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
}

/** SHA-256 of a document's text, hex: what a book remembers it by. */
export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** What every document begins with. */
export const head = (kind: DocumentKind) => ({
  format: z.literal(SHAPES[kind].format),
  version: z.literal(VERSION),
})

/**
 * The text of a document over `body`, signed. Throws where the body is not what its schema says or too large: what we
 * write, we must be able to read.
 */
export function writeDocument<Body extends object>(
  kind: DocumentKind,
  schema: z.ZodType<Body>,
  body: Omit<Body, 'format' | 'version'>,
  sign: (signed: Buffer) => Buffer,
): string {
  const whole = schema.parse({ ...body, format: SHAPES[kind].format, version: VERSION })
  const signature = sign(Buffer.from(canonical(whole), 'utf8')).toString('base64url')
  const text = canonical({ ...whole, signature })
  if (Buffer.byteLength(text, 'utf8') > SHAPES[kind].bytesMax) throw new Error(`the ${kind} is too large`)
  return text
}

export type Unverified<Body> = {
  readonly body: Body
  /** What was signed, and the signature that is still to be verified. */
  readonly signed: Buffer
  readonly signature: Buffer
  readonly digest: string
}

const Signature = bytesText(64, 64)

const Named = z.looseObject({ format: z.string(), version: z.int().min(1) })
const kindOf = (format: string): DocumentKind | undefined =>
  (Object.keys(SHAPES) as DocumentKind[]).find((kind) => SHAPES[kind].format === format)

/** The `kind` of document a text claims to be, for choosing who reads it; undefined where it is none of ours. */
export function documentKind(text: string): DocumentKind | undefined {
  const named = Named.safeParse(parsed(text, SHAPES.transfer.bytesMax))
  return named.success ? kindOf(named.data.format) : undefined
}

/**
 * A document's fields, as far as they can be judged without a key. Nothing of it is to be believed before the
 * signature is verified. Refuses every text but the one that `writeDocument` would have made of these fields.
 */
export function readDocument<Body extends object>(
  kind: DocumentKind,
  schema: z.ZodType<Body>,
  text: string,
): Result<Unverified<Body>, DocumentRefusal> {
  const { format, bytesMax } = SHAPES[kind]
  if (isLonger(text, bytesMax)) return err({ code: 'document-too-large', bytesMax })
  const named = Named.safeParse(parsed(text, bytesMax))
  if (!named.success) return err({ code: 'document-unreadable' })
  const found = kindOf(named.data.format)
  if (found === undefined) return err({ code: 'document-unreadable' })
  if (named.data.format !== format) return err({ code: 'document-other', found })
  if (named.data.version > VERSION) return err({ code: 'document-newer', version: named.data.version })

  const { signature, ...rest } = named.data
  const signed = Signature.safeParse(signature)
  const body = schema.safeParse(rest)
  if (!signed.success || !body.success) return err({ code: 'document-malformed' })
  // Doubled names, other orders, other spellings of a number: JSON allows them, we do not.
  if (canonical({ ...body.data, signature: signed.data }) !== text) return err({ code: 'document-malformed' })
  return ok({
    body: body.data,
    signed: Buffer.from(canonical(body.data), 'utf8'),
    signature: Buffer.from(signed.data, 'base64url'),
    digest: digestOf(text),
  })
}

const isLonger = (text: string, bytesMax: number): boolean =>
  text.length > bytesMax || Buffer.byteLength(text, 'utf8') > bytesMax

function parsed(text: string, bytesMax: number): unknown {
  if (isLonger(text, bytesMax)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
