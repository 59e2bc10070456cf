import { z } from 'zod'
import { type Instant, Serial } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import { TRANSFER_REFUSALS } from '#shared/transfers'
import {
  digestOf,
  documentKind,
  head,
  type Problem,
  readDocument,
  type Signers,
  type Unverified,
  words,
  writeDocument,
} from './envelope.ts'
import type { Introduction, OurBranch } from './introduction.ts'
import { type KnownBranches, type LetterRefusal, partyOf, verifyLetter } from './party.ts'
import { TOKENS_MAX, type Transfer } from './transfer.ts'

/**
 * What goes back to the sender: a receipt for what was taken on, or a refusal of the whole. Either closes the transfer
 * in the sender's book; without one it stays open.
 */

/**
 * What was counted otherwise than the document says. `missing`: on the list, not in the box. `refused`: in the box, not
 * taken on, goes back. `extra`: in the box, not on the list, goes back.
 */
export const Difference = z.strictObject({ serial: Serial, found: z.enum(['missing', 'refused', 'extra']) })
export type Difference = z.infer<typeof Difference>

/** Why a whole transfer is sent back. */
export const RefusalReason = z.enum(TRANSFER_REFUSALS)
export type RefusalReason = z.infer<typeof RefusalReason>

const common = {
  transfer: words.transferId,
  /** Digest of the transfer document: the answer is to this text and no other of the same number. */
  document: words.digest,
  from: words.party,
  to: words.party,
  at: words.instant,
  signers: words.signers,
}
const Receipt = z.strictObject({
  ...head('receipt'),
  ...common,
  accepted: z.array(Serial).min(1).max(TOKENS_MAX),
  differences: z.array(Difference).max(2 * TOKENS_MAX),
})
const Refusal = z.strictObject({
  ...head('refusal'),
  ...common,
  reason: RefusalReason,
  note: words.text(200),
})

type About = {
  readonly transfer: string
  /** Digest of the transfer document. */
  readonly document: string
  /** The branch that answers. */
  readonly from: Introduction
  readonly at: Instant
  readonly signers: Signers
  /** Digest of the answer itself, for the book. */
  readonly digest: string
}
export type Answer = About &
  (
    | {
        readonly kind: 'receipt'
        readonly accepted: readonly Serial[]
        readonly differences: readonly Difference[]
      }
    | { readonly kind: 'refusal'; readonly reason: RefusalReason; readonly note: string }
  )

type Written = { readonly text: string; readonly digest: string }

/** What the receiving branch adds to the facts of the transfer it answers. */
type Answering = { readonly at: Instant; readonly signers: Signers }

const aboutOf = (us: OurBranch, transfer: Transfer, { at, signers }: Answering) => ({
  transfer: transfer.transfer,
  document: transfer.digest,
  from: partyOf(us.introduction),
  to: partyOf(transfer.from),
  at,
  signers,
})

/**
 * The receipt for a transfer that was counted. Every token of the document is accepted, missing or refused. Throws
 * where one is not, and where nothing is accepted: that is a refusal.
 */
export function writeReceipt(
  us: OurBranch,
  transfer: Transfer,
  facts: Answering & { readonly accepted: readonly Serial[]; readonly differences: readonly Difference[] },
): Written {
  const listed = transfer.tokens.map(({ serial }) => serial)
  if (unaccounted(listed, facts.accepted, facts.differences).length > 0) {
    throw new Error('the receipt does not account for every token')
  }
  const { accepted, differences } = facts
  const body = { ...aboutOf(us, transfer, facts), accepted: [...accepted], differences: [...differences] }
  const text = writeDocument('receipt', Receipt, body, (signed) => us.identity.sign(signed))
  return { text, digest: digestOf(text) }
}

/** The refusal of a whole transfer. A document that is not genuine is not answered at all: its number may be made up. */
export function writeRefusal(
  us: OurBranch,
  transfer: Transfer,
  facts: Answering & { readonly reason: RefusalReason; readonly note: string },
): Written {
  const body = { ...aboutOf(us, transfer, facts), reason: facts.reason, note: facts.note }
  const text = writeDocument('refusal', Refusal, body, (signed) => us.identity.sign(signed))
  return { text, digest: digestOf(text) }
}

/** What another branch answers, receipt or refusal, once it is known to be genuine and for us. */
export function readAnswer(
  text: string,
  us: Introduction,
  known: KnownBranches,
): Result<Answer, LetterRefusal> {
  if (documentKind(text) === 'refusal') {
    const read = readDocument('refusal', Refusal, text)
    if (!read.ok) return read
    const about = aboutRead(read.value, us, known)
    if (!about.ok) return about
    const { reason, note } = read.value.body
    return ok({ ...about.value, kind: 'refusal', reason, note })
  }
  const read = readDocument('receipt', Receipt, text)
  if (!read.ok) return read
  const about = aboutRead(read.value, us, known)
  if (!about.ok) return about
  const { accepted, differences } = read.value.body
  return ok({ ...about.value, kind: 'receipt', accepted, differences })
}

type AboutBody = z.infer<z.ZodObject<typeof common>>

function aboutRead(
  read: Unverified<AboutBody>,
  us: Introduction,
  known: KnownBranches,
): Result<About, LetterRefusal> {
  const from = verifyLetter(read, us, known)
  if (!from.ok) return from
  const { transfer, document, at, signers } = read.body
  return ok({ transfer, document, from: from.value, at, signers, digest: read.digest })
}

/** What the sender's book remembers of a transfer. */
export type Sent = {
  readonly transfer: string
  /** Digest of the document. */
  readonly digest: string
  /** Fingerprint of the branch it was addressed to. */
  readonly addressee: string
  readonly serials: readonly Serial[]
}

/** What becomes of the tokens in the sender's book. */
export type Settlement = {
  /** At the other branch now: the seeds here are destroyed. */
  readonly transferred: readonly Serial[]
  /** Sent and never found: to be looked for. */
  readonly missing: readonly Serial[]
  /** On the way back: in stock again when they are counted in. */
  readonly returning: readonly Serial[]
  /** In the other branch's hands though never on the list; on the way back as well. */
  readonly extra: readonly Serial[]
}

/** Why a genuine answer does not close this transfer. */
export type SettlementRefusal =
  | Problem<'answer-of-other-branch', { branchNo: string }>
  | Problem<'answer-to-other-document'>
  | Problem<'answer-unbalanced', { serials: readonly Serial[] }>

/** Holds an answer against what was sent. Whether the transfer is still open is the caller's to ask. */
export function settle(sent: Sent, answer: Answer): Result<Settlement, SettlementRefusal> {
  if (answer.from.fingerprint !== sent.addressee) {
    return err({ code: 'answer-of-other-branch', branchNo: answer.from.branchNo })
  }
  if (answer.transfer !== sent.transfer || answer.document !== sent.digest) {
    return err({ code: 'answer-to-other-document' })
  }
  if (answer.kind === 'refusal') {
    const gone = answer.reason === 'not-arrived'
    return ok({
      transferred: [],
      missing: gone ? sent.serials : [],
      returning: gone ? [] : sent.serials,
      extra: [],
    })
  }
  const serials = unaccounted(sent.serials, answer.accepted, answer.differences)
  if (serials.length > 0) return err({ code: 'answer-unbalanced', serials })
  const found = (what: Difference['found']) =>
    answer.differences.filter((difference) => difference.found === what).map(({ serial }) => serial)
  return ok({
    transferred: answer.accepted,
    missing: found('missing'),
    returning: found('refused'),
    extra: found('extra'),
  })
}

/** The serials that do not stand exactly once where they belong. */
function unaccounted(
  listed: readonly Serial[],
  accepted: readonly Serial[],
  differences: readonly Difference[],
): Serial[] {
  const sent = new Set<Serial>(listed)
  const named = new Map<Serial, { times: number; asListed: boolean }>()
  const name = (serial: Serial, asListed: boolean) =>
    named.set(serial, { times: (named.get(serial)?.times ?? 0) + 1, asListed })
  for (const serial of accepted) name(serial, true)
  for (const { serial, found } of differences) name(serial, found !== 'extra')
  return [
    ...listed.filter((serial) => !named.has(serial)),
    ...[...named].flatMap(([serial, { times, asListed }]) =>
      times > 1 || asListed !== sent.has(serial) ? [serial] : [],
    ),
  ]
}
