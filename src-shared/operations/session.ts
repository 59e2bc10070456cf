import { z } from 'zod'
import { command, errand, query } from '../contract.ts'
import { BranchNo, CaseNo, Instant, StaffNo } from '../ids.ts'
import { OUTCOMES, ROUTE_REASONS } from '../router.ts'
import { Role, Staff } from '../staff.ts'

const Nothing = z.strictObject({})
const Passphrase = z.string().min(1).max(512)
/** A one-time code as typed: full width, spaces and hyphens are folded by the OTP engine. */
export const TypedCode = z.string().min(1).max(32)

/** Why somebody's proof of who they are may not be taken. */
export const proofRefusals = [
  'not-signed-in',
  'sign-in-refused',
  'sign-in-delayed',
  'sign-in-disabled',
  'passphrase-due',
  'first-secret-over',
  'staff-code-refused',
  'device-secret-missing',
  'device-secret-busy',
  'keyring-damaged',
  'keyring-foreign',
  'keyring-newer',
  'store-missing',
  'clock-untrusted',
] as const

export const Mode = z.enum(['practice', 'branch'])
export type Mode = z.infer<typeof Mode>

/** Why the clock is doubted, and by how many seconds it seems fast; below zero, slow. `gap`: nothing written for so long. */
export const ClockDoubt = z.strictObject({
  reason: z.enum(['jump', 'tokens', 'behind', 'before-program', 'gap', 'earlier']),
  secondsFast: z.int(),
})
export type ClockDoubt = z.infer<typeof ClockDoubt>

/** What any window may know before anybody has signed in. */
export const DeskState = z.strictObject({
  runtime: z.enum(['electron', 'standin']),
  version: z.string(),
  place: z.enum(['desk', 'approval', 'paper']),
  /** Which stores exist on this machine, and whether this runtime may open the real one. */
  branchExists: z.boolean(),
  branchAllowed: z.boolean(),
  mode: Mode.nullable(),
  institution: z.string().nullable(),
  branchNo: BranchNo.nullable(),
  branchName: z.string().nullable(),
  staff: Staff.nullable(),
  locked: z.boolean(),
  /** Whoever is here came in with a first secret: nothing works but choosing a passphrase. */
  passphraseDue: z.boolean(),
  /** The case whose approval window is open over the desk; the desk takes no commands meanwhile. */
  frozenFor: CaseNo.nullable(),
  /** True where the operating system offers no key store, so the key file is guarded by passphrases alone. */
  withoutDeviceSecret: z.boolean(),
  now: Instant,
  clock: z.enum(['trusted', 'suspect', 'rejected']),
  clockDoubt: ClockDoubt.nullable(),
  /** Who has confirmed the clock already, while a second person is still to do so. */
  clockConfirmedBy: z.string().nullable(),
  /** The disk failed in the middle of something; the store was opened again since, and shows whether it was kept. */
  inDoubt: z.strictObject({ operation: z.string(), at: Instant, kept: z.boolean() }).nullable(),
  /** Why the disk does not take anything: nothing can be done meanwhile but looking at lists. Null again once it takes something. */
  disk: z.enum(['disk-full', 'store-read-only']).nullable(),
})
export type DeskState = z.infer<typeof DeskState>

export const Enrolment = z.strictObject({
  /** Names this enrolment in `setup.complete`; lives in memory only. */
  enrolment: z.string(),
  /**
   * The QR picture for the person's own authenticator, row by row, `1` for dark. The only moment a seed leaves
   * the main process in any form: its owner must scan it once. It is a picture, so it cannot be searched,
   * copied or logged as text, and it is forgotten when set-up ends.
   */
  qr: z.array(z.string()),
})

const Enrolled = z.strictObject({
  enrolment: z.string(),
  staff: StaffNo,
  name: z.string().min(1).max(60),
  role: Role,
  passphrase: Passphrase,
  code: TypedCode,
})

export const sessionOperations = {
  'desk.state': query({
    from: ['desk', 'approval', 'paper'],
    may: 'anyone',
    input: Nothing,
    output: DeskState,
    refusals: [],
  }),
  /** Opens the practice branch, making it on first use. */
  'practice.open': errand({
    from: ['desk'],
    may: 'anyone',
    input: Nothing,
    output: Nothing,
    refusals: [],
  }),
  /** Chooses the branch's own store; the next step is signing in. */
  'branch.choose': errand({
    from: ['desk'],
    may: 'anyone',
    input: Nothing,
    output: Nothing,
    refusals: ['store-missing', 'standin-refuses-branch'],
  }),
  /** Back to the choice of stores. Closes whatever is open. */
  'desk.leave': errand({ from: ['desk'], may: 'anyone', input: Nothing, output: Nothing, refusals: [] }),
  /**
   * Another page, in another process, in place of the one that asks: somebody has come or left. `looks` goes to it as it
   * stands (language, text size, what is still to be said); main does not read it.
   */
  'desk.renew': errand({
    from: ['desk'],
    may: 'anyone',
    input: z.strictObject({ looks: z.string().max(4096) }),
    output: Nothing,
    refusals: [],
  }),

  /** First run: a new authenticator seed for one of the persons to be enrolled. */
  'setup.enrol': errand({
    from: ['desk'],
    may: 'anyone',
    input: z.strictObject({ staff: StaffNo, institution: z.string().min(1).max(60) }),
    output: Enrolment,
    refusals: ['store-exists', 'standin-refuses-branch'],
  }),
  /** First run: makes the branch store. Two persons at least, one of them a supervisor, each with a proven code. */
  'setup.complete': errand({
    from: ['desk'],
    may: 'anyone',
    input: z.strictObject({
      institution: z.string().min(1).max(60),
      branchNo: BranchNo,
      branchName: z.string().min(1).max(60),
      people: z.array(Enrolled).min(1).max(8),
    }),
    output: Nothing,
    refusals: [
      'store-exists',
      'standin-refuses-branch',
      'device-secret-missing',
      'two-persons-needed',
      'supervisor-needed',
      'two-to-administer',
      'enrolment-unknown',
      'passphrase-weak',
      'staff-code-refused',
    ],
  }),

  'session.sign-in': errand({
    from: ['desk'],
    may: 'anyone',
    input: z.strictObject({ staff: StaffNo, passphrase: Passphrase, code: TypedCode }),
    output: Staff,
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
    ],
  }),
  /** Proves the person again and gives the screen back as it was left. */
  'session.unlock': errand({
    from: ['desk'],
    may: 'anyone',
    input: z.strictObject({ passphrase: Passphrase, code: TypedCode }),
    output: Staff,
    refusals: [...proofRefusals],
  }),
  /**
   * A passphrase of one's own. `proof` is the present one and a code; nobody is asked for it who has just come in with a
   * first secret, because nothing can have happened since.
   */
  'session.change-passphrase': errand({
    from: ['desk'],
    may: ['teller', 'supervisor', 'back-office', 'administrator', 'auditor'],
    input: z.strictObject({
      proof: z.strictObject({ passphrase: Passphrase, code: TypedCode }).nullable(),
      passphrase: Passphrase,
    }),
    output: Nothing,
    refusals: [...proofRefusals, 'passphrase-weak'],
  }),
  'session.lock': errand({ from: ['desk'], may: 'anyone', input: Nothing, output: Nothing, refusals: [] }),
  /**
   * What a person had in hand when they left the desk, half-typed: kept in memory by main, so that the page may be
   * loaded anew and hold nothing of it. Taken only while the screen is hidden; nobody can look at it meanwhile.
   */
  'session.put-away': errand({
    from: ['desk'],
    may: 'anyone',
    input: z.strictObject({ hand: z.string().max(48 * 1024) }),
    output: Nothing,
    refusals: ['not-signed-in'],
  }),
  /** The same, given back once to the same person. */
  'session.take-back': errand({
    from: ['desk'],
    may: ['teller', 'supervisor', 'back-office', 'administrator', 'auditor'],
    input: Nothing,
    output: z.strictObject({ hand: z.string().nullable() }),
    refusals: [],
  }),
  'session.sign-out': errand({
    from: ['desk'],
    may: 'anyone',
    input: Nothing,
    output: Nothing,
    refusals: [],
  }),
  /** The person moved the mouse or pressed a key: the idle lock starts over. */
  'session.touch': errand({ from: ['desk'], may: 'anyone', input: Nothing, output: Nothing, refusals: [] }),

  /**
   * Codes of the practice staff, of practice customers and of the practice safe, from published seeds. Does not exist
   * in a real store.
   */
  'practice.tokens': query({
    from: ['desk', 'approval'],
    may: 'anyone',
    /** Also the code of this token, as it was typed. */
    input: z.strictObject({ serial: z.string().max(40).optional() }),
    output: z.array(
      z.strictObject({
        /** `safe`: the next of each model, and those of applications under way. `asked`: the serial that was typed. */
        kind: z.enum(['staff', 'customer', 'safe', 'asked']),
        /** Staff number or serial. */
        label: z.string(),
        name: z.string(),
        role: Role.nullable(),
        passphrase: z.string().nullable(),
        code: z.string(),
        periodSeconds: z.int(),
        secondsLeft: z.int(),
      }),
    ),
    refusals: ['store-missing'],
  }),

  /** A note that a written answer was enough: 手続不要・案内済み (no case, no case number). */
  'advice.record': command({
    from: ['desk'],
    may: ['teller', 'supervisor', 'back-office'],
    input: z.strictObject({
      contractNo: z.string().min(1).max(20),
      outcome: z.enum(OUTCOMES),
      reason: z.enum(ROUTE_REASONS),
    }),
    output: Nothing,
    refusals: ['contract-unknown'],
  }),
}
