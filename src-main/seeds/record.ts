import type { Instant } from '#shared/ids'
import type { Assumption, SeedFileFaultCode, SeedProblemCode, SeedProblemFacts } from '#shared/seeds'

export {
  type Assumption,
  SEED_FILE_FAULTS,
  SEED_PROBLEMS,
  type SeedFileFaultCode,
  type SeedProblemCode,
  type SeedProblemFacts,
} from '#shared/seeds'

/**
 * What every reader of a seed file hands on, whatever the vendor's format: one item per key, in the order of the
 * file. There is one pipeline behind it (checks, rehearsal, writing) and one set of reasons for refusing.
 */

/** Where a key stands: its running number from 1, and the line of the file it begins in. */
export type Place = { readonly key: number; readonly line: number }

export type SeedRecord = {
  readonly place: Place
  /** Folded: NFKC, upper case, spaces and hyphens gone. */
  readonly serial: string
  readonly manufacturer: string | null
  /** PSKC `Issuer`; who gave the key out. */
  readonly issuer: string | null
  /** PSKC `IssueNo`. */
  readonly issueNo: string | null
  readonly friendlyName: string | null
  /** The vendor's name of the model, where the file has one. */
  readonly model: string | null
  readonly kind: 'totp' | 'hotp'
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512'
  readonly digits: 6 | 7 | 8
  /** TOTP only. */
  readonly periodSeconds: 30 | 60 | null
  /** HOTP only: the next counter. */
  readonly counter: number | null
  /** PSKC key or device policy, the stricter of both. */
  readonly validFrom: Instant | null
  readonly validUntil: Instant | null
  /** How the secret was written. */
  readonly encoding: 'hex' | 'base32' | 'base64'
  /** 16 to 64 bytes. Whoever takes the record wipes them. */
  readonly seed: Buffer
  readonly assumed: readonly Assumption[]
}

export type SeedProblem = {
  readonly place: Place
  /** As far as it could be read, folded. */
  readonly serial: string | null
  readonly code: SeedProblemCode
  /** Words for the sentence: a name of an algorithm, a number. Never any part of a secret. */
  readonly facts: SeedProblemFacts
}

export type SeedItem =
  | { readonly ok: true; readonly record: SeedRecord }
  | { readonly ok: false; readonly problem: SeedProblem }

/** Thrown by the readers, caught at the pipeline's face. `line` 0 where no line can be named. */
export class SeedFileFault extends Error {
  readonly code: SeedFileFaultCode
  readonly line: number
  readonly facts: Readonly<Record<string, string | number>>
  constructor(code: SeedFileFaultCode, line = 0, facts: Readonly<Record<string, string | number>> = {}) {
    super(code)
    this.code = code
    this.line = line
    this.facts = facts
  }
}

/** What opens an encrypted file. The caller wipes the bytes. */
export type SeedKey =
  | { readonly kind: 'none' }
  /** The pre-shared key of RFC 6030 §6.1, 16, 24 or 32 bytes. */
  | { readonly kind: 'key'; readonly bytes: Buffer }
  /** RFC 6030 §6.2, PBKDF2. */
  | { readonly kind: 'password'; readonly text: string }

/** What the head of a file tells before any key is read. */
export type SeedFileHead = {
  readonly format: 'pskc' | 'csv'
  readonly protection: 'plain' | 'key' | 'password'
  /** The name of the transport key, as the file calls it. */
  readonly keyName: string | null
}

/** Limits of one file; a file beyond any of them is refused. */
export const SEED_LIMITS = {
  depth: 32,
  attributes: 32,
  textBytes: 64 * 1024,
  keys: 1_000_000,
  fileBytes: 2 * 1024 ** 3,
  iterationsMin: 1_000,
  iterationsMax: 10_000_000,
} as const
