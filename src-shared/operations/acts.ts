import { z } from 'zod'
import { query } from '../contract.ts'
import { CalendarDate, Instant, StaffNo } from '../ids.ts'
import { Role } from '../staff.ts'
import { KeyPurpose } from './keys.ts'

/** What people have done to the branch itself, each act with a record 管理の記録 that can be printed from its entry. */

/** The acts that have a record, by the event in the trail. */
export const RecordedAct = z.enum([
  'staff.added',
  'staff.role-changed',
  'staff.disabled',
  'staff.enabled',
  'staff.left',
  'staff.secret-issued',
  'staff.token-replaced',
  'deputy.appointed',
  'deputy.ended',
  'clock.confirmed',
  'day.opened',
  'backup.folder-set',
  'backup.drilled',
  'backup.restored',
  'keys.cards-made',
  'keys.drilled',
  'keys.rotated',
  'keys.begun-anew',
  'keys.recovered',
  'trail.erased',
])
export type RecordedAct = z.infer<typeof RecordedAct>

/** One line of a record: what is said, and in which shape, so that it can be set in either language. */
export const ActRow = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('text'),
    row: z.enum([
      'staff',
      'name',
      'alsoAs',
      'reason',
      'folder',
      'file',
      'issue',
      'without',
      'entries',
      'sheet',
    ]),
    text: z.string(),
  }),
  z.strictObject({ is: z.literal('moment'), row: z.enum(['secretUntil']), at: Instant }),
  z.strictObject({ is: z.literal('day'), row: z.enum(['deputyFor', 'before']), day: CalendarDate }),
  z.strictObject({ is: z.literal('key'), purpose: KeyPurpose }),
  z.strictObject({ is: z.literal('role'), before: Role.nullable(), role: Role }),
  /** Cases that got another keeper. */
  z.strictObject({ is: z.literal('cases'), to: z.string(), cases: z.array(z.string()) }),
])
export type ActRow = z.infer<typeof ActRow>

/** What stands on the record of an act; from its entry in the trail, in the names of today. */
export const ActRecord = z.strictObject({
  entry: z.int(),
  act: RecordedAct,
  at: Instant,
  rows: z.array(ActRow),
  byName: z.string(),
  /** Null for what one person may do alone. */
  secondName: z.string().nullable(),
  /** Whoever signs as well, because it was about them and they were there. */
  personName: z.string().nullable(),
})
export type ActRecord = z.infer<typeof ActRecord>

export const actOperations = {
  /** The newest hundred, the newest first. */
  'acts.list': query({
    from: ['desk'],
    may: ['supervisor', 'administrator', 'auditor'],
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        entry: z.int(),
        at: Instant,
        act: RecordedAct,
        /** Whom or what it was about, as a number. */
        about: z.union([StaffNo, z.string()]).nullable(),
        aboutName: z.string().nullable(),
        byName: z.string(),
        secondName: z.string().nullable(),
      }),
    ),
    refusals: [],
  }),
}
