import { z } from 'zod'
import { command, errand, query } from '../contract.ts'
import { CalendarDate, Instant, Serial, ServiceId, StaffNo } from '../ids.ts'
import { bilingual } from '../profiles.ts'
import { secondRefusals } from './second.ts'
import { proofRefusals, TypedCode } from './session.ts'

const readers = ['teller', 'supervisor', 'back-office', 'administrator', 'auditor'] as const
const clerks = ['teller', 'supervisor', 'back-office'] as const

/** What somebody held this machine's clock against. */
export const ClockReference = z.enum(['radio-clock', 'telephone', 'other'])
export type ClockReference = z.infer<typeof ClockReference>

/** How fast a token's clock runs, and until when a resync still finds it. */
export const DriftTrend = z.strictObject({
  /** Steps it moves ahead of ours in a year; below zero, behind. */
  stepsPerYear: z.number(),
  /** When it will be further off than a resync reaches; null where it hardly moves. */
  leavesAt: Instant.nullable(),
})

/** One moment at which a token showed how far its clock is off. */
export const DriftNote = z.strictObject({
  at: Instant,
  /** `code`: an accepted code showed it. `resync`: two codes in a row. `reset`: somebody set it to zero. */
  how: z.enum(['code', 'resync', 'reset']),
  /** Steps its clock is ahead of ours; below zero, behind. */
  drift: z.int(),
  periodSeconds: z.int(),
})
export type DriftNote = z.infer<typeof DriftNote>

/** Tokens that are made alike. */
const Sort = z.strictObject({
  service: ServiceId.nullable(),
  /** The model in the service's description; null for tokens that never lay in the safe. */
  model: z.string().nullable(),
  name: bilingual.nullable(),
  medium: z.enum(['soft', 'hard']),
  periodSeconds: z.int(),
})

export const engineOperations = {
  /** Since when the clock is in doubt, and who has confirmed it last. */
  'clock.status': query({
    from: ['desk'],
    may: ['supervisor', 'administrator', 'auditor'],
    input: z.strictObject({}),
    output: z.strictObject({
      since: Instant.nullable(),
      confirmed: z.strictObject({ at: Instant, firstName: z.string(), secondName: z.string() }).nullable(),
    }),
    refusals: [],
  }),
  /**
   * One of two people who say that this machine's clock shows the true time, as they see it on another clock. Needs no
   * session, because nobody is let in while the clock is in doubt: passphrase and code are proof of each of them, and
   * the codes of two tokens are two more clocks. The second of them ends the doubt.
   */
  'clock.confirm': errand({
    from: ['desk'],
    may: 'anyone',
    input: z.strictObject({
      staff: StaffNo,
      passphrase: z.string().min(1).max(512),
      code: TypedCode,
      /** The true time, to the minute, in Asia/Tokyo. */
      date: CalendarDate,
      time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
      reference: ClockReference,
      /** Which clock it was, where it is another one; what else there is to say. */
      note: z.string().max(200),
    }),
    output: z.strictObject({ name: z.string(), settled: z.boolean() }),
    refusals: [
      ...proofRefusals,
      'standin-refuses-branch',
      'database-damaged',
      'database-newer',
      'store-in-use',
      'store-of-other-mode',
      'store-diverged',
      'store-rolled-back',
      'store-read-only',
      'clock-not-doubted',
      'clock-time-differs',
      'clock-code-differs',
      'clock-second-person',
      'reason-needed',
    ],
  }),

  /**
   * 再同期: finds one of our own tokens again by two codes it showed one after the other, with a second person looking
   * on. Both codes are spent by it.
   */
  'token.resync': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ serial: Serial, first: TypedCode, second: TypedCode }),
    /** Read back from the token by an ordinary check, after it was kept. */
    output: z.strictObject({ drift: z.int(), periodSeconds: z.int(), locked: z.boolean() }),
    refusals: ['token-unknown', 'code-not-checkable', 'clock-untrusted', 'resync-refused', ...secondRefusals],
  }),
  /** What was learnt about a token's clock is forgotten, and it is believed to go like ours again. */
  'token.reset-drift': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ serial: Serial, reason: z.string().max(200) }),
    output: z.strictObject({ drift: z.int() }),
    refusals: [
      'token-unknown',
      'code-not-checkable',
      'clock-untrusted',
      'drift-none',
      'reason-needed',
      ...secondRefusals,
    ],
  }),
  /** What the desk needs to resync a token, and how its clock has gone. */
  'token.drift': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({ serial: Serial }),
    output: z.strictObject({
      serial: Serial,
      /** Null: its codes cannot be checked here. */
      kind: z.enum(['totp', 'hotp']).nullable(),
      digits: z.union([z.literal(6), z.literal(7), z.literal(8)]).nullable(),
      periodSeconds: z.int().nullable(),
      drift: z.int(),
      trend: DriftTrend.nullable(),
      /** Newest first. */
      notes: z.array(DriftNote),
    }),
    refusals: ['token-unknown'],
  }),
  /** The drift map: how many tokens of which sort are how far off, and which of them will be lost first. */
  'board.drift': query({
    from: ['desk'],
    may: readers,
    input: z.strictObject({}),
    output: z.strictObject({
      /** Tokens that have shown a code, and those that have not yet. */
      measured: z.int(),
      unmeasured: z.int(),
      groups: z.array(
        z.strictObject({
          sort: Sort,
          /** Whole years since the branch has known them. */
          years: z.int(),
          tokens: z.int(),
          /** How many tokens stand at which drift, rising. */
          at: z.array(z.strictObject({ drift: z.int(), tokens: z.int() })),
          /** Of those whose trend is known, the middle one. */
          stepsPerYear: z.number().nullable(),
        }),
      ),
      /** Furthest off first, then whoever leaves first. */
      worst: z.array(
        z.strictObject({
          serial: Serial,
          sort: Sort,
          years: z.int(),
          drift: z.int(),
          trend: DriftTrend.nullable(),
          lastAt: Instant,
          locked: z.boolean(),
        }),
      ),
    }),
    refusals: [],
  }),
}
