/** The codes of everything that can be said about a seed file. Sentences for them are in `messages/`. */

/** What a seed file did not say and the reader took for granted; shown in the rehearsal, proven by a live code. */
export const SEED_ASSUMPTIONS = [
  'serial',
  'kind',
  'algorithm',
  'digits',
  'period',
  'counter',
  'encoding',
] as const
export type Assumption = (typeof SEED_ASSUMPTIONS)[number]

/** Why one key is refused. Stable: they stand in retry lists and in the answers of the rehearsal without a window. */
export const SEED_PROBLEMS = [
  'serial-missing',
  'serial-malformed',
  'serial-twice',
  'leading-zeros-lost',
  'secret-missing',
  'secret-unreadable',
  'seed-too-short',
  'seed-too-long',
  'seed-blank',
  'seed-shared',
  'algorithm-unknown',
  'digits-refused',
  'period-refused',
  'counter-refused',
  'date-unreadable',
  'key-expired',
  'usage-refused',
  'policy-unknown',
  'encryption-refused',
  'mac-missing',
  'mac-wrong',
  'line-malformed',
  'scientific-notation',
  // Against the branch's own records:
  'already-here',
  'differs-from-ours',
  'tombstoned',
  'pattern-refused',
] as const
export type SeedProblemCode = (typeof SEED_PROBLEMS)[number]

/** What a refused key's sentence may say besides: a number, the short name of an algorithm, never a cell. */
export const SEED_FACTS = [
  'algorithm',
  'bytes',
  'characters',
  'date',
  'digits',
  'element',
  'encoding',
  'firstKey',
  'firstLine',
  'from',
  'kind',
  'others',
  'period',
  'seconds',
  'until',
  'usage',
  'what',
] as const
export type SeedProblemFacts = Readonly<Partial<Record<(typeof SEED_FACTS)[number], string | number>>>

/** Why a whole file is refused: it is not read any further, and nothing of it is used. */
export const SEED_FILE_FAULTS = [
  'not-a-file',
  'file-empty',
  'file-too-large',
  'file-changed',
  'file-unreadable',
  'format-unknown',
  'encoding-refused',
  'doctype-refused',
  'xml-malformed',
  'limit-exceeded',
  'structure-refused',
  'header-unknown',
  'encryption-refused',
  'key-needed',
  'password-needed',
  'key-wrong',
  'check-value-wrong',
  'iterations-refused',
  'no-keys',
  'cancelled',
] as const
export type SeedFileFaultCode = (typeof SEED_FILE_FAULTS)[number]
