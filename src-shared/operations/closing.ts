import { z } from 'zod'
import { CaseState } from '../cases.ts'
import { command, errand, query } from '../contract.ts'
import { CalendarDate, CaseNo, Instant, StaffNo } from '../ids.ts'
import { Role } from '../staff.ts'
import { secondRefusals } from './second.ts'

/** How the branch came into service: with the last sheet's code, by two people without it, or before any sheet was made. */
export const OpeningHow = z.enum(['code', 'override', 'no-sheet'])
export type OpeningHow = z.infer<typeof OpeningHow>

/** What became of the last backup and of the last restore drill, in a word; `none`: nothing was ever set up. */
export const Outcome = z.enum(['none', 'done', 'failed', 'overdue'])
export type Outcome = z.infer<typeof Outcome>

/** What stands on a daily sheet besides its number and its code. Kept as it was when the sheet was made. */
export const DayFacts = z.strictObject({
  /** Entries of the trail since the sheet before, by event, most frequent first; and those that were refused. */
  counts: z.array(z.strictObject({ event: z.string(), count: z.int() })),
  refused: z.int(),
  openings: z.array(
    z.strictObject({
      at: Instant,
      how: OpeningHow,
      by: z.string(),
      second: z.string().nullable(),
      reason: z.string(),
    }),
  ),
  /** Cases somebody still has to do something about, by state. */
  open: z.array(z.strictObject({ state: CaseState, count: z.int() })),
  /** Requests that ended because nobody had decided about them. */
  lapsed: z.array(CaseNo),
  clock: z.enum(['trusted', 'suspect', 'rejected']),
  /** How often the clock was doubted. */
  clockDoubts: z.int(),
  backup: Outcome,
  drill: Outcome,
  /** Colleagues who stood in for a supervisor. */
  deputies: z.array(z.string()),
  // Sheets from before these were kept say nothing of them.
  /** The approvals to be looked at again 抜き取り確認: entry and case, as the root of the sheet's head has chosen. */
  sample: z.array(z.strictObject({ entry: z.int(), caseNo: CaseNo })).default([]),
  /** Who has to wait after very many approvals within an hour, and until when. */
  pauses: z.array(z.strictObject({ name: z.string(), from: Instant, until: Instant })).default([]),
  /** Two people with most of the month's resets: how many, of how many. */
  pairs: z.array(z.strictObject({ names: z.array(z.string()), count: z.int(), of: z.int() })).default([]),
})
export type DayFacts = z.infer<typeof DayFacts>

/** A daily sheet as it is printed. */
export const DaySheet = z.strictObject({
  number: z.int(),
  date: CalendarDate,
  madeAt: Instant,
  madeByName: z.string(),
  /** The signed head under it: entries, root, and the whole note. */
  size: z.int(),
  root: z.string(),
  note: z.string(),
  code: z.string(),
  previous: z.string(),
  facts: DayFacts,
})
export type DaySheet = z.infer<typeof DaySheet>

export const OpeningState = z.strictObject({
  /** The business day it is. */
  date: CalendarDate,
  /** Why the branch is not in service; null where it is. */
  waits: z.enum(['day', 'closed', 'machine', 'anchor']).nullable(),
  /** The sheet whose code is expected; null where none was ever made, and only two people can open. */
  sheet: z.strictObject({ number: z.int(), date: CalendarDate, madeAt: Instant }).nullable(),
  triesLeft: z.int(),
  /** Whether whoever asks may type the code: a supervisor, or today's deputy. */
  mayOpen: z.boolean(),
  /** What stands on the paper, where people only practise. */
  practiceCode: z.string().nullable(),
})
export type OpeningState = z.infer<typeof OpeningState>

export const DeputyView = z.strictObject({
  id: z.int(),
  staff: StaffNo,
  name: z.string(),
  date: CalendarDate,
  appointedAt: Instant,
  appointedByName: z.string(),
  appointedWithName: z.string(),
  reason: z.string(),
  /** `coming`: their day has not begun. */
  state: z.enum(['coming', 'acting', 'ended']),
})
export type DeputyView = z.infer<typeof DeputyView>

const everybody = ['teller', 'supervisor', 'back-office', 'administrator', 'auditor'] as const
const clerks = ['teller', 'supervisor', 'back-office'] as const
const heads = ['supervisor', 'administrator', 'auditor'] as const
const Nothing = z.strictObject({})

export const closingOperations = {
  /** What would stand on the sheet if the day were closed now. */
  'closing.preview': query({
    from: ['desk'],
    may: heads,
    input: Nothing,
    output: z.strictObject({
      number: z.int(),
      date: CalendarDate,
      facts: DayFacts,
      /** Requests that will end with this closing. */
      lapsing: z.array(z.strictObject({ caseNo: CaseNo, submittedAt: Instant, makerName: z.string() })),
      deputies: z.array(z.string()),
    }),
    refusals: [],
  }),
  /**
   * 締上: requests that were not decided in time end, the trail's head is signed, the sheet is made, deputies end. A
   * closing that was cut off is begun again and takes the same number.
   */
  'closing.close': errand({
    from: ['desk'],
    may: ['supervisor'],
    input: Nothing,
    output: z.strictObject({ number: z.int() }),
    refusals: ['closing-under-way', 'not-signed-in'],
  }),
  /** The sheets, the newest first, without their codes: those stand on paper. */
  'closing.sheets': query({
    from: ['desk'],
    may: heads,
    input: Nothing,
    output: z.array(
      z.strictObject({
        number: z.int(),
        date: CalendarDate,
        madeAt: Instant,
        madeByName: z.string(),
        size: z.int(),
        prints: z.int(),
        /** Opened by two people without a code since the sheet before. */
        overrides: z.int(),
        /** Whether it can be printed: not the newest, before the branch is in service again. */
        printable: z.boolean(),
      }),
    ),
    refusals: [],
  }),

  'opening.state': query({
    from: ['desk'],
    may: everybody,
    input: Nothing,
    output: OpeningState,
    refusals: [],
  }),
  /** 開店照合: the code of the newest sheet, typed from paper. */
  'opening.check': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ code: z.string().max(40) }),
    output: Nothing,
    refusals: [
      'day-not-opened',
      'opening-not-due',
      'opening-not-yours',
      'sheet-code-wrong',
      'sheet-tries-spent',
    ],
  }),
  /** Into service without the sheet: two people, a reason; printed in red on the next one. */
  'opening.override': command({
    from: ['desk'],
    may: ['supervisor'],
    input: z.strictObject({ reason: z.string().max(300) }),
    output: Nothing,
    refusals: ['opening-not-due', 'reason-needed', ...secondRefusals],
  }),

  /** 代行: somebody acts as a supervisor on one business day. Two supervisors appoint them. */
  'deputy.appoint': command({
    from: ['desk'],
    may: ['supervisor'],
    input: z.strictObject({ staff: StaffNo, date: CalendarDate, reason: z.string().max(300) }),
    output: Nothing,
    refusals: ['colleague-unknown', 'deputy-unfit', 'reason-needed', ...secondRefusals],
  }),
  'deputy.list': query({
    from: ['desk'],
    may: heads,
    input: Nothing,
    output: z.strictObject({
      deputies: z.array(DeputyView),
      /** Whom one may appoint. */
      fit: z.array(z.strictObject({ staff: StaffNo, name: z.string(), role: Role })),
    }),
    refusals: [],
  }),
  'deputy.end': command({
    from: ['desk'],
    may: ['supervisor'],
    input: z.strictObject({ id: z.int() }),
    output: Nothing,
    refusals: ['deputy-unfit'],
  }),
}
