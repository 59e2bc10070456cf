import { z } from 'zod'
import { command, errand, query } from '../contract.ts'
import { Instant, StaffNo } from '../ids.ts'
import { Role } from '../staff.ts'
import { secondRefusals } from './second.ts'
import { Enrolment, TypedCode } from './session.ts'

/**
 * The branch's own people: who works here, as what, and whether they may come in. Every act is two people's, one of them
 * a supervisor, and never about either of them.
 */

/**
 * How a colleague stands. `first-secret`: it waits for its first use. `secret-over`: it was used or its day is over, and
 * nothing was chosen instead. `locked`: ten failures in a row. `waiting`: a quarter of an hour after five. `no-slot`: the
 * book knows them and the key ring does not, because the desk was cut off in between.
 */
export const Standing = z.enum([
  'active',
  'first-secret',
  'secret-over',
  'waiting',
  'locked',
  'disabled',
  'no-slot',
  'left',
])
export type Standing = z.infer<typeof Standing>

export const StaffMember = z.strictObject({
  staff: StaffNo,
  name: z.string(),
  role: Role,
  standing: Standing,
  /** From when it is so, or until when: the end of the first secret's day or of the wait; null where neither says anything. */
  at: Instant.nullable(),
  /** Why they were disabled. */
  why: z.string(),
  enrolledAt: Instant,
  signedInAt: Instant.nullable(),
  /** Their own token has stopped after too many wrong codes, or is to be replaced. */
  tokenStopped: z.boolean(),
  /** Other staff numbers of the same person. */
  alsoAs: z.array(StaffNo),
  openCases: z.int(),
  /** It is the person asking, under whichever number. */
  self: z.boolean(),
})
export type StaffMember = z.infer<typeof StaffMember>

/** What was done to somebody's standing, as the papers say it. */
export const StaffAct = z.enum([
  'added',
  'role-changed',
  'disabled',
  'enabled',
  'left',
  'secret-issued',
  'token-replaced',
])
export type StaffAct = z.infer<typeof StaffAct>

/**
 * What a second person's proof for one of these acts is about: the act and the number, so that who stood there for a
 * colleague's new token has not stood there for their leaving. The purpose is `reset` for `secret-issued`, else `staff`.
 */
export const aboutStaff = (act: StaffAct, staff: StaffNo): string => `${act} ${staff}`

/** The entry that says it, and the first secret 初期合言葉 where there is one: said this once, kept nowhere. */
export const Acted = z.strictObject({
  entry: z.int(),
  secret: z.string().nullable(),
  secretUntil: Instant.nullable(),
})
export type Acted = z.infer<typeof Acted>

const heads = ['supervisor', 'administrator'] as const
const Reason = z.string().trim().max(200)

const aboutSomebody = [
  ...secondRefusals,
  'colleague-unknown',
  'about-oneself',
  'standing-forbids',
  'too-few-people',
  'reason-needed',
] as const
const ringRefusals = ['keyring-damaged', 'device-secret-missing', 'device-secret-busy'] as const

export const peopleOperations = {
  'people.list': query({
    from: ['desk'],
    may: ['supervisor', 'administrator', 'auditor'],
    input: z.strictObject({}),
    output: z.array(StaffMember),
    refusals: [],
  }),
  /** A new authenticator for somebody who stands here: the picture is shown once, its first code proves it. */
  'people.enrol-token': errand({
    from: ['desk'],
    may: heads,
    input: z.strictObject({ staff: StaffNo }),
    output: Enrolment,
    refusals: ['not-signed-in'],
  }),
  /** Its first code. Spent from then on; what follows needs no other, however long the second person takes. */
  'people.prove-token': errand({
    from: ['desk'],
    may: heads,
    input: z.strictObject({ enrolment: z.string().max(60), code: TypedCode }),
    output: z.strictObject({}),
    refusals: ['enrolment-unknown', 'staff-code-refused', 'clock-untrusted'],
  }),
  'people.add': errand({
    from: ['desk'],
    may: heads,
    input: z.strictObject({
      staff: StaffNo,
      name: z.string().trim().min(1).max(60),
      role: Role,
      /** Another staff number of the same person: one person is one pair of eyes (MC-02). */
      samePersonAs: StaffNo.nullable(),
      /** Somebody else of the same name. */
      namesake: z.boolean(),
      enrolment: z.string().max(60),
    }),
    output: Acted,
    refusals: [
      'not-signed-in',
      ...aboutSomebody,
      ...ringRefusals,
      'staff-number-taken',
      'person-known',
      'enrolment-unknown',
    ],
  }),
  'people.change-role': command({
    from: ['desk'],
    may: heads,
    input: z.strictObject({ staff: StaffNo, role: Role, reason: Reason }),
    output: Acted,
    refusals: [...aboutSomebody],
  }),
  /**
   * At once: the slot goes from the key ring, and whatever they have open ends. It is about the person: every staff number
   * of theirs (`alsoAs`) is disabled with this one. Enabling gives back one number at a time.
   */
  'people.disable': errand({
    from: ['desk'],
    may: heads,
    input: z.strictObject({ staff: StaffNo, reason: Reason }),
    output: Acted,
    refusals: ['not-signed-in', ...aboutSomebody, ...ringRefusals],
  }),
  /** Back after ten failures with their own passphrase, and after having been disabled with a first secret. */
  'people.enable': errand({
    from: ['desk'],
    may: heads,
    input: z.strictObject({ staff: StaffNo, reason: Reason }),
    output: Acted,
    refusals: ['not-signed-in', ...aboutSomebody, ...ringRefusals],
  }),
  /** The person has left, under every staff number of theirs (`alsoAs`). */
  'people.leave': errand({
    from: ['desk'],
    may: heads,
    input: z.strictObject({ staff: StaffNo, reason: Reason }),
    output: Acted,
    refusals: ['not-signed-in', ...aboutSomebody, ...ringRefusals],
  }),
  /** Somebody has forgotten their passphrase. Two others, at least one of them a supervisor; neither chooses anything. */
  'people.reset': errand({
    from: ['desk'],
    may: ['teller', 'supervisor', 'back-office', 'administrator'],
    input: z.strictObject({ staff: StaffNo, reason: Reason }),
    output: Acted,
    refusals: ['not-signed-in', ...aboutSomebody, ...ringRefusals],
  }),
  'people.replace-token': command({
    from: ['desk'],
    may: heads,
    input: z.strictObject({ staff: StaffNo, enrolment: z.string().max(60), reason: Reason }),
    output: Acted,
    refusals: [...aboutSomebody, 'enrolment-unknown'],
  }),
}
