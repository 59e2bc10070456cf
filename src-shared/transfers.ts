/**
 * Why a document of another branch is not taken: the words of 店間移管 that sentences and main share. Stable: they stand
 * in the trail.
 */
export const DOCUMENT_PROBLEMS = [
  'document-too-large',
  /** Not one of our documents, or not a whole one. */
  'document-unreadable',
  /** One of ours, but another than was asked for. */
  'document-other',
  'document-newer',
  /** A field is missing, unknown, out of its bounds, or written otherwise than we write it. */
  'document-malformed',
  /** Not written by the branch it names, or changed since. */
  'signature-wrong',
  /** Nobody here has compared a fingerprint with this branch, or it is known no more. */
  'branch-unknown',
  'not-for-us',
  /** The seeds do not open, or not all of them are there. */
  'seeds-unreadable',
  'answer-of-other-branch',
  'answer-to-other-document',
  /** Tokens neither accepted nor different, or doubly so, or never sent. */
  'answer-unbalanced',
  /** An introduction that is our own, or of a branch with our number. */
  'own-branch',
  'other-institution',
  /** What was heard on the telephone and typed is not the fingerprint of this introduction. */
  'fingerprint-differs',
] as const
export type DocumentProblem = (typeof DOCUMENT_PROBLEMS)[number]

/** Why the parts of a document's QR codes are not (yet) a document. */
export const QR_PROBLEMS = ['qr-part-unreadable', 'qr-parts-mixed', 'qr-parts-missing'] as const
export type QrProblem = (typeof QR_PROBLEMS)[number]

/** Why a whole transfer is sent back to the branch it came from. Stands in documents: words are added, never changed. */
export const TRANSFER_REFUSALS = [
  'not-arrived',
  'opened-on-the-way',
  'count-differs',
  'seeds-unreadable',
  'not-expected',
  'not-usable-here',
] as const
export type TransferRefusal = (typeof TRANSFER_REFUSALS)[number]
