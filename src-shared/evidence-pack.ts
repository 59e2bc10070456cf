import { z } from 'zod'
import { CaseKind, CaseState } from './cases.ts'
import { CaseNo, ContractNo, Instant, ReceiptNo, Serial, ServiceId } from './ids.ts'
import { Role } from './staff.ts'

/**
 * The evidence pack 証拠一式 of one case, in its two forms: the file for machines, whose form stands in TRAIL-FORMAT.md and
 * which the offline verifier judges, and the paper for people. Both are of the same signed head and say the same numbers.
 */

/** What both forms say about the case itself. Numbers, codes and times; names stand on the paper only. */
export const EvidenceFacts = z.strictObject({
  kind: CaseKind,
  state: CaseState,
  version: z.int(),
  service: ServiceId,
  contractNo: ContractNo.nullable(),
  openedAt: Instant,
  submittedAt: Instant.nullable(),
  executedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  oldSerial: Serial.nullable(),
  newSerial: Serial.nullable(),
  receiptNo: ReceiptNo.nullable(),
  /** The eight characters on the receipt, and the entry they were taken from. */
  receiptCode: z.string().nullable(),
  receiptEntry: z.int().nullable(),
  /** The people who have written in the case, each under the number that stays theirs. */
  hands: z.array(z.string()),
  approvals: z.array(
    z.strictObject({
      at: Instant,
      approver: z.string(),
      decision: z.enum(['approve', 'approve-first', 'review', 'send-back', 'reject']),
      version: z.int(),
      /** SHA-256 of what was decided about, hex. */
      contentHash: z.string(),
      reason: z.string().nullable(),
    }),
  ),
})
export type EvidenceFacts = z.infer<typeof EvidenceFacts>

/** The file for machines. */
export const EvidencePack = z.strictObject({
  madoguchi: z.literal('evidence'),
  version: z.literal(1),
  origin: z.string(),
  case: CaseNo,
  made: Instant,
  by: z.string(),
  with: z.string(),
  reason: z.string(),
  keys: z.array(z.string()),
  /** The signed note. */
  head: z.string(),
  entries: z.array(
    z.strictObject({
      n: z.int().positive(),
      /** The entry's text, as it was hashed. */
      e: z.string(),
      /** Payload and its key; neither where there is none, where it is erased, or where it is about others as well. */
      p: z.string().optional(),
      k: z.string().optional(),
      path: z.array(z.string()),
    }),
  ),
  facts: EvidenceFacts,
})
export type EvidencePack = z.infer<typeof EvidencePack>

const Person = z.strictObject({ staff: z.string(), name: z.string() })

/** The paper. */
export const EvidenceSheet = z.strictObject({
  caseNo: CaseNo,
  made: Instant,
  by: Person,
  with: Person,
  reason: z.string(),
  customerName: z.string(),
  serviceName: z.strictObject({ ja: z.string(), en: z.string() }),
  facts: EvidenceFacts,
  approverNames: z.array(z.string()),
  origin: z.string(),
  keys: z.array(z.string()),
  /** Entries under the signed head, its root (base64) and the note itself. */
  size: z.int(),
  root: z.string(),
  note: z.string(),
  /** SHA-256 of the file that belongs to this paper, hex. */
  fileSha256: z.string(),
  entries: z.array(
    z.strictObject({
      n: z.int().positive(),
      /** The leaf of the tree, base64: what the entry's text hashes to. */
      leaf: z.string(),
      at: Instant,
      who: Person.nullable(),
      /** The role they had then, as far as the trail still says. */
      role: Role.nullable(),
      second: z.string().nullable(),
      verb: z.string(),
      outcome: z.string(),
      /** As `trail.list` has them; empty where there are none. */
      facts: z.string(),
      /** There was something written beside it, and its time is over. */
      erased: z.boolean(),
      /** Which other number the entry is about, where it changed this case all the same. */
      about: z.string().nullable(),
    }),
  ),
})
export type EvidenceSheet = z.infer<typeof EvidenceSheet>
