import { z } from 'zod'
import { command, errand, query } from '../contract.ts'
import { CalendarDate, CaseNo, Instant, StaffNo } from '../ids.ts'
import { secondRefusals } from './second.ts'

/** The trail 証跡: read, verified, taken out for somebody else to judge, and emptied of what is past its time. */

export const TrailEntry = z.strictObject({
  seq: z.int(),
  at: Instant,
  staff: z.string().nullable(),
  staffName: z.string().nullable(),
  verb: z.string(),
  /** `done`, `noted`, or `refused:` with the refusal's code. */
  outcome: z.string(),
  object: z.string().nullable(),
  /** Codes and facts, so that it can be read in any language. */
  facts: z.string(),
})
export type TrailEntry = z.infer<typeof TrailEntry>

/** Which entries are wanted; null asks for any. Days are Japan's, both included. */
export const TrailFilter = z.strictObject({
  from: CalendarDate.nullable().default(null),
  to: CalendarDate.nullable().default(null),
  /** Whoever acted; a person who has two numbers is found by either of them, as in `text`. */
  staff: StaffNo.nullable().default(null),
  /** One kind of entry (`case.executed`), or a family of them (`case`). */
  verb: z
    .string()
    .regex(/^[a-z][a-z-]*(\.[a-z-]+)?$/)
    .max(60)
    .nullable()
    .default(null),
  outcome: z.enum(['done', 'refused', 'noted']).nullable().default(null),
})
export type TrailFilter = z.infer<typeof TrailFilter>

const readers = ['auditor', 'supervisor', 'administrator'] as const
const anyEntry = { from: null, to: null, staff: null, verb: null, outcome: null } as const
/** What is shown of a filter in the entry that says somebody read by it. */
const filterFacts = ({ from, to, staff, verb, outcome }: TrailFilter) => ({ from, to, staff, verb, outcome })

export const trailOperations = {
  'trail.list': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({
      before: z.int().nullable(),
      /** The object: a case, contract or staff number, a serial. */
      text: z.string().max(40),
      filter: TrailFilter.default(anyEntry),
    }),
    output: z.strictObject({
      entries: z.array(
        z.strictObject({
          ...TrailEntry.shape,
          /** The case it is about, where there is such a case: its evidence pack can be taken out. */
          caseNo: CaseNo.nullable(),
        }),
      ),
      total: z.int(),
    }),
    refusals: [],
    reads: ({ text, filter }) => ({
      event: 'trail.read',
      object: text.trim() === '' ? null : text.trim(),
      facts: filterFacts(filter),
    }),
  }),
  'trail.verify': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({}),
    output: z.strictObject({
      consistent: z.boolean(),
      entries: z.int(),
      divergedAt: z.int().nullable(),
      head: z.string(),
    }),
    refusals: [],
    reads: () => ({ event: 'trail.verified', object: null, facts: {} }),
  }),
  /** How the trail stands: its newest signed head, its last verification, and what is past its time. */
  'trail.status': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({}),
    output: z.strictObject({
      entries: z.int(),
      origin: z.string(),
      /** As a verifier takes them; the present one is the last. */
      keys: z.array(z.string()),
      signed: z.strictObject({ size: z.int(), root: z.string() }).nullable(),
      heads: z.int(),
      verified: z.strictObject({ at: Instant, staffName: z.string().nullable() }).nullable(),
      exported: z.strictObject({ at: Instant, staffName: z.string().nullable() }).nullable(),
      erasures: z.array(z.strictObject({ at: Instant, through: z.int(), payloads: z.int() })),
      /** Payloads of entries from before this day in Japan are past their time. */
      keptSince: CalendarDate,
      due: z.int(),
    }),
    refusals: [],
  }),
  /** Saves an audit copy 監査用写し, or the filtered list as a table or as JSON. Two people, and the reason on record. */
  'trail.export': errand({
    from: ['desk'],
    may: readers,
    input: z.strictObject({
      format: z.enum(['copy', 'csv', 'json']),
      /** Whether an audit copy also shows what may be personal. A table or a list always does. */
      payloads: z.boolean(),
      reason: z.string().trim().max(200),
      text: z.string().max(40).default(''),
      filter: TrailFilter.default(anyEntry),
    }),
    output: z.strictObject({ fileName: z.string(), entries: z.int() }),
    refusals: [...secondRefusals, 'reason-needed', 'save-cancelled'],
  }),
  /** Saves the evidence pack 証拠一式 of one case: the paper as PDF, and the file for machines beside it. Two people. */
  'trail.evidence': errand({
    from: ['desk'],
    may: readers,
    input: z.strictObject({
      caseNo: CaseNo,
      reason: z.string().trim().max(200),
      /** Of the paper. */
      language: z.enum(['ja', 'en']).default('ja'),
    }),
    output: z.strictObject({ fileName: z.string(), entries: z.int(), pages: z.int() }),
    refusals: [
      ...secondRefusals,
      'case-unknown',
      'reason-needed',
      'print-failed',
      'save-cancelled',
      'pack-name-taken',
    ],
  }),
  /** Erases 消去 what is past its time. Two people, and a clock that is believed. */
  'trail.erase': command({
    from: ['desk'],
    may: ['supervisor'],
    input: z.strictObject({}),
    output: z.strictObject({ payloads: z.int(), through: z.int() }),
    refusals: [...secondRefusals, 'clock-untrusted'],
  }),
}
