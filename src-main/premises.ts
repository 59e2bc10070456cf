import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { EvidenceSheet } from '#shared/evidence-pack'
import { type CaseNo, Instant, StaffNo } from '#shared/ids'
import type { RecoveryCard } from '#shared/operations/keys'
import type { PaperContent } from '#shared/operations/papers'
import type { SecondPurpose } from '#shared/operations/second'
import { ClockDoubt, type Mode } from '#shared/operations/session'
import { ok } from '#shared/result'
import type { Staff } from '#shared/staff'
import type { Clock, Reading } from './clock.ts'
import { openAttempts } from './keys/attempts.ts'
import type { Device } from './keys/device.ts'
import type { KdfParams } from './keys/kdf.ts'
import type { Keys } from './keys/keys.ts'
import type { Plan } from './master/pending.ts'
import type { Progress } from './master/steps.ts'
import type { TokenMemory } from './otp/memory.ts'
import { makeSentinel, type Verdict } from './otp/sentinel.ts'
import { drop, type PendingSeeds } from './seeds/pending.ts'
import type { Moment } from './store/audit.ts'
import type { DeskStore } from './store/desk-store.ts'
import { StoreFault, troubleIn } from './store/faults.ts'
import type { Attempt } from './store/store.ts'

/** A person at the desk. Times are monotonic milliseconds, so that setting the clock neither locks nor frees. */
export type Session = {
  readonly id: string
  readonly staff: Staff
  readonly startedAt: number
  touchedAt: number
  locked: boolean
  lockedAt?: number
  /** When they closed the day 締上, in monotonic milliseconds: what is left is to print the sheet. */
  closedAt?: number
  /** What they had in hand when they left, as their page gave it away; nothing of ours reads it. */
  hand?: string | undefined
  /** They came in with a first secret, and nothing works but choosing a passphrase. */
  passphraseDue?: boolean
}

/** An open store. */
export type Branch = {
  readonly mode: Mode
  readonly dir: string
  readonly keys: Keys
  readonly store: DeskStore
  readonly institution: string
  readonly branchNo: string
  readonly branchName: string
}

/** An authenticator shown to somebody, waiting for its first code; `spentStep` once that was right. */
export type PendingEnrolment = {
  readonly staff: StaffNo
  readonly seed: Buffer
  readonly spentStep?: number | null
}

/**
 * A supervisor has proven who they are, for one case in one version, in one window. Single use, 120 seconds of
 * monotonic time, in memory only: no grant survives a restart.
 */
export type Grant = {
  readonly id: string
  readonly approver: Staff
  readonly caseNo: CaseNo
  readonly version: number
  readonly contentHash: string
  readonly until: number
  wrongTypeBacks: number
}

/** The approval window that is open, what it was built from, and who has proven themselves in it. */
export type Approval = {
  readonly window: number
  readonly caseNo: CaseNo
  readonly openedBy: StaffNo
  grant: Grant | undefined
}

/** The first of two people has seen that the clock shows the true time. In memory only, for five minutes. */
export type ClockStatement = {
  readonly staff: Staff
  /** What lay between wall and monotonic time: whether the clock has been set since. */
  readonly between: number
  readonly until: number
}

/** Somebody has proven themselves as the second of two people, for one thing about one object. In memory only. */
export type SecondProof = {
  readonly purpose: SecondPurpose
  readonly about: string
  readonly staff: Staff
  readonly session: string
  /** Monotonic milliseconds. */
  readonly until: number
}

/**
 * The disk failed in the middle of an operation: whether it was kept is known only once the store is open again. `seq` is
 * the entry it would have left.
 */
export type InDoubt = {
  readonly mode: Mode
  readonly operation: string
  readonly at: Instant
  readonly session: string
  readonly seq: number
  readonly kept: boolean | undefined
}

/** What the disk would not take of somebody's coming and going, and of whose store it is. */
export type Owed = {
  readonly installation: string
  /** The code that was spent with it: what its owner's token remembers since. */
  readonly spent?: { readonly staff: StaffNo; readonly memory: TokenMemory }
  readonly write: (store: DeskStore) => void
}

/** A document of another branch that lies open on the desk. In memory only. */
export type Letter = { readonly id: string; readonly text: string }

/** A sheet to print, and the language to print it in; with what only main can have made, and no page can ask for. */
export type PaperJob = Pick<PaperContent, 'request' | 'language'> & {
  readonly evidence?: EvidenceSheet
  readonly card?: RecoveryCard
}

/** Main's windows, as far as handlers may move them. */
export type Windows = {
  /**
   * Loads the page in `window` anew, in another process, once the question that asks for it is answered. `looks`: what
   * the next page is told of how this one looked; nothing of ours reads it.
   */
  renew(window: number, looks: string): void
  /** Opens the approval window and answers its id. */
  openApproval(): Promise<number>
  closeApproval(window: number): void
  /** Lays the sheet out in a hidden window and prints it to an A4 PDF. Throws when that fails. */
  printPaper(job: PaperJob): Promise<Buffer>
  /** Hands the PDF's sheet to a printer; false where there is none. */
  sendToPrinter(job: PaperJob): Promise<boolean>
  /** Throws every hidden sheet away, with what stands on it; what was not handed over yet is not printed. */
  dropPapers(): void
  /** The hidden sheet in `window` has laid itself out, or has found that it cannot. */
  paperIsReady(window: number, outcome: string): void
  /** What the hidden sheet in `window` is to show. */
  paperIn(window: number): PaperJob | undefined
}

/** The name a second file would need is taken, by another file or by the first. */
export class NameTaken extends Error {
  readonly fileName: string
  constructor(fileName: string) {
    super('the name of a second file is taken')
    this.name = 'NameTaken'
    this.fileName = fileName
  }
}

/** The person's own choices of files. */
export type Files = {
  /** Asks for a contract master file; undefined when the person changed their mind. */
  chooseMaster(): Promise<{ readonly path: string; readonly name: string } | undefined>
  /**
   * Asks where to keep a PDF and writes it there, whole or not at all. `putOnRecord` is called between the two, so
   * that no sheet leaves the machine unnoticed; what it throws stops the saving. With `json`, that text lies beside it
   * under the same name, or neither does; throws NameTaken, before anything is on record, where that name is not free.
   */
  savePdf(
    suggestedName: string,
    pdf: Buffer,
    putOnRecord: () => void,
    json?: string,
  ): Promise<string | undefined>
  /** A vendor's seed file, or a document from another branch. It is opened where it lies and never copied. */
  chooseFile(
    what: 'seeds' | 'document' | 'backup',
  ): Promise<{ readonly path: string; readonly name: string } | undefined>
  /** A folder or a medium for backups. */
  chooseFolder(): Promise<{ readonly path: string } | undefined>
  /** As `savePdf`, for a list or a document, UTF-8. */
  saveText(suggestedName: string, text: string, putOnRecord: () => void): Promise<string | undefined>
  /**
   * As `saveText`, for what is too long to be held: `begin` puts on record what is about to be saved, and answers with its
   * pieces. Where making one of them fails, nothing is left behind, and that is thrown.
   */
  saveLines(suggestedName: string, begin: () => AsyncIterable<string>): Promise<string | undefined>
}

export type Surroundings = {
  /** Where stores live: `practice/` and `branch/` below it. */
  readonly dataDir: string
  /** Where their anchors lie, `practice.anchor` and `branch.anchor`: outside `dataDir`, so that a copy of it takes no witness along. */
  readonly anchorDir: string
  readonly runtime: 'electron' | 'standin'
  /** The stand-in opens a real branch only when told to explicitly; Electron always may. */
  readonly branchAllowed: boolean
  readonly version: string
  readonly clock: Clock
  readonly device: Device
  /** The cost of a person's passphrase, calibrated once per installation. */
  readonly kdf: () => Promise<KdfParams>
  readonly windows: Windows
  readonly files: Files
  /** Tells every window that something may have changed. */
  readonly changed: () => void
}

/** Idle time after which the screen is hidden (security rule: 5 minutes), and the longest session (12 hours). */
export const IDLE_MS_MAX = 5 * 60_000
/** How long a hidden screen waits for its person before store and keys are closed (security rule: 30 minutes). */
export const LOCKED_MS_MAX = 30 * 60_000
export const SESSION_MS_MAX = 12 * 60 * 60_000
/** What is left of a session after it closed the day: time to print the sheet (security rule: a session ends at the closing). */
export const AFTER_CLOSING_MS = 10 * 60_000

/** An entry waits so long at most until a signed head covers it. */
const HEAD_MS_MAX = 15 * 60_000

/** Everything that outlives one question: which store is open, who is here, and which windows stand open. */
export class Premises {
  readonly around: Surroundings
  /** One per start of the program; stands in every audit entry. */
  readonly bootId = randomUUID()
  mode: Mode | undefined
  branch: Branch | undefined
  session: Session | undefined
  approval: Approval | undefined
  second: SecondProof | undefined
  /** Refusals that stand in the trail already, with what had to be kept of them; the gate says none twice. */
  readonly onRecord = new WeakSet<object>()
  readonly enrolments = new Map<string, PendingEnrolment>()
  /** Hears what each judged code says about our clock. */
  readonly sentinel = makeSentinel((verdict) => this.#doubtTheClock(verdict))
  clockStatement: ClockStatement | undefined
  /** Before this monotonic time no further code is judged to confirm the clock. */
  clockWait = 0
  /** Stores that have a doubt of the clock in writing. */
  readonly #doubtful = new WeakSet<DeskStore>()
  /** Since when, in monotonic time, the store has had entries under no signed head. */
  #unsigned: { readonly store: DeskStore; readonly since: number } | undefined
  plan: Plan | undefined
  /** A vendor's seed file on the counter. */
  seeds: PendingSeeds | undefined
  letter: Letter | undefined
  /** The daily sheet made in this session: whoever made it prints it before the branch is in service again. */
  sheetMade: number | undefined
  /**
   * Who came in, came back or went while the disk took nothing, oldest first, for the run of the program: written before
   * anything is changed and before a colleague's code is judged again.
   */
  readonly owed: Owed[] = []
  /** What a failing disk has left open; told at the desk once the store has been opened again, until somebody leaves. */
  inDoubt: InDoubt | undefined
  /** A contract master file being read: how far it is, and the way to stop it. */
  progress: Progress | undefined
  rehearsing: AbortController | undefined

  constructor(around: Surroundings) {
    this.around = around
  }

  dirOf(mode: Mode): string {
    return join(this.around.dataDir, mode)
  }

  /** The file that witnesses how far a mode's trail has got. */
  anchorOf(mode: Mode): string {
    return join(this.around.anchorDir, `${mode}.anchor`)
  }

  begin(id: string, staff: Staff, passphraseDue = false): void {
    const now = this.around.clock.read().mono
    this.session = { id, staff, startedAt: now, touchedAt: now, locked: false, passphraseDue }
    this.around.changed()
  }

  /**
   * Hides the screen. Whoever was here proves themselves again; the approval window goes, and its grant with it.
   * Locks first and writes it down then: a full disk must not keep a screen open. Throws what the store throws.
   */
  lock(): void {
    if (this.session === undefined || this.session.locked) return
    // A first secret opens once, so there would be no way back through the lock.
    if (this.session.passphraseDue) {
      this.leave()
      return
    }
    this.session.locked = true
    this.session.lockedAt = this.around.clock.read().mono
    this.dropApproval()
    this.around.windows.dropPapers()
    try {
      this.#note('session.lock', 'session.locked')
    } finally {
      this.around.changed()
    }
  }

  /** Called by a timer: locks an abandoned desk, and ends a session that has lasted long enough. */
  tick(): void {
    this.keepClock()
    this.#signInTime()
    const { session } = this
    if (session === undefined) return
    if (this.expel()) return
    const { mono } = this.around.clock.read()
    // Ended, not locked: unlocking must never make a session longer (AUT-06).
    // So is one nobody has come back to: a desk left alone for half an hour holds no keys any more.
    const leftAlone = session.locked && mono - (session.lockedAt ?? mono) >= LOCKED_MS_MAX
    const closed = session.closedAt !== undefined && mono - session.closedAt >= AFTER_CLOSING_MS
    if (leftAlone || closed || mono - session.startedAt >= SESSION_MS_MAX) this.leave()
    else if (!session.locked && mono - session.touchedAt >= IDLE_MS_MAX) this.lock()
  }

  /**
   * Ends at once whatever somebody has open who is no longer to have it: disabled, gone, in another role than the one they
   * came in with, or given a first secret since (AUT-10, IPC-07). Asked with every question that wants somebody, and every second. True where the session
   * ended. Throws what the store throws.
   */
  expel(): boolean {
    const { branch, session, second, approval } = this
    if (branch === undefined || session === undefined) return false
    const { people } = branch.store.read
    const stands = ({ staff, role }: Staff, withSecret = false) =>
      people.find(staff)?.role === role &&
      (withSecret || (people.standing(staff)?.secret_until ?? null) === null)
    if (second !== undefined && !stands(second.staff)) this.second = undefined
    const approver = approval?.grant?.approver
    if (approver !== undefined && !stands(approver)) this.dropApproval()
    if (stands(session.staff, session.passphraseDue)) return false
    this.leave()
    return true
  }

  touch(): void {
    if (this.session !== undefined && !this.session.locked) {
      this.session.touchedAt = this.around.clock.read().mono
    }
  }

  dropApproval(): void {
    const { approval } = this
    this.approval = undefined
    this.second = undefined
    if (approval !== undefined) this.around.windows.closeApproval(approval.window)
  }

  /** Nobody is here any more, and the trail says so, whichever way they went. Throws what the store throws, and has left. */
  leave(): void {
    this.keepClock()
    try {
      this.#note('session.sign-out', 'session.ended')
      if (this.session !== undefined && !this.owes()) this.branch?.store.trail.sign()
    } finally {
      this.close()
    }
  }

  /** Leaves, and turns to another branch or to none. Whoever was here is never taken along. */
  choose(mode: Mode | undefined): void {
    try {
      this.leave()
    } finally {
      this.mode = mode
      this.clockStatement = undefined
      this.around.clock.turn(mode ?? '')
      this.sentinel.forget()
      this.around.changed()
    }
  }

  /** Whether something is still to be written in this store. */
  owes(branch: Pick<Branch, 'keys'> | undefined = this.branch): boolean {
    return this.owed.some(({ installation }) => installation === branch?.keys.installation)
  }

  /**
   * Writes down what is owed to this store's trail; nothing of it is judged again. Throws what the store throws: what is in
   * doubt then is written once more, twice rather than never.
   */
  settle(branch: Pick<Branch, 'keys' | 'store'> | undefined = this.branch): void {
    if (branch === undefined) return
    const { installation } = branch.keys
    for (const debt of this.owed.filter((one) => one.installation === installation)) {
      debt.write(branch.store)
      this.owed.splice(this.owed.indexOf(debt), 1)
    }
  }

  /** Closes the store and lets its keys go without a word in the trail, for when it takes none. */
  close(): void {
    this.dropApproval()
    this.around.windows.dropPapers()
    this.session = undefined
    this.plan = undefined
    this.letter = undefined
    this.sheetMade = undefined
    this.rehearsing?.abort()
    for (const { seed } of this.enrolments.values()) seed.fill(0)
    this.enrolments.clear()
    drop(this.seeds)
    this.seeds = undefined
    this.branch?.store.close()
    this.branch?.keys.close()
    this.branch = undefined
    this.around.changed()
  }

  /** A store was opened in which a doubt stands from before, or its last doubt has been settled. */
  doubtIsKept(store: DeskStore, kept: boolean): void {
    if (kept) this.#doubtful.add(store)
    else this.#doubtful.delete(store)
  }

  /**
   * Writes down that the clock is in doubt, so that the doubt is still there when the program is started again, and
   * that it was put right. Asked every second and after every question. A disk that fails is met again by whatever is
   * written next: nobody is kept from a stop for it.
   */
  keepClock(branch: Pick<Branch, 'store'> | undefined = this.branch): void {
    if (branch === undefined) return
    const now = this.around.clock.read()
    if (now.state === 'trusted') this.around.clock.seen(now.wall)
    const doubt = now.doubt
    if ((doubt !== null) === this.#doubtful.has(branch.store)) return
    if (doubt !== null) this.clockStatement = undefined
    try {
      branch.store.attempt(by(this, now, undefined, 'clock.watch'), (db) => {
        db.meta.put(
          CLOCK_DOUBT,
          doubt === null ? '' : JSON.stringify({ ...doubt, boot: this.bootId, at: now.instant }),
        )
        return ok({
          output: undefined,
          audit:
            doubt === null
              ? { event: 'clock.put-right' as const }
              : { event: 'clock.doubted' as const, facts: { clock: now.state, ...doubt } },
        })
      })
      this.doubtIsKept(branch.store, doubt !== null)
    } catch (thrown) {
      if (!(thrown instanceof StoreFault)) throw thrown
    }
    this.around.changed()
  }

  /** Every entry is under a signed head a quarter of an hour later. A disk that fails is met again by the next entry. */
  #signInTime(): void {
    const { branch } = this
    if (branch === undefined) return
    const { mono } = this.around.clock.read()
    const { trail } = branch.store
    if (trail.signed()?.size === trail.head().seq) this.#unsigned = undefined
    else if (this.#unsigned?.store !== branch.store) this.#unsigned = { store: branch.store, since: mono }
    else if (mono - this.#unsigned.since >= HEAD_MS_MAX) {
      this.#unsigned = undefined
      try {
        trail.sign()
      } catch (thrown) {
        if (!(thrown instanceof StoreFault)) throw thrown
      }
    }
  }

  /** Colleagues who were refused for the clock's sake get their tries back; their tokens get theirs where codes are judged. */
  #doubtTheClock({ secondsFast, witnesses }: Verdict): void {
    const { branch, around } = this
    around.clock.contradict(secondsFast)
    this.clockStatement = undefined
    if (branch !== undefined) {
      const attempts = openAttempts(branch.dir, around.clock.read().instant)
      for (const { pool, name, codes } of witnesses) {
        for (let code = 0; code < codes && pool === 'staff'; code += 1) attempts.abandoned(name, true)
      }
    }
    around.changed()
  }

  #note(operation: string, event: 'session.locked' | 'session.ended'): void {
    const { branch, session } = this
    if (branch === undefined || session === undefined) return
    const attempt = by(this, this.around.clock.read(), session.staff, operation)
    try {
      this.settle()
    } catch (thrown) {
      // Whoever only looked goes like anybody; it stands after their coming.
      if (troubleIn(thrown) === undefined) throw thrown
      const { installation } = branch.keys
      this.owed.push({ installation, write: (store) => store.note(attempt, { event }) })
      return
    }
    branch.store.note(attempt, { event })
  }
}

/** A doubt of the clock as the store keeps it: a JSON text, empty where there is none. */
export const CLOCK_DOUBT = 'clock-doubt'
/** Who confirmed the clock last and when: a JSON text, none where nobody ever had to. */
export const CLOCK_CONFIRMED = 'clock-confirmed'
export const Confirmed = z.strictObject({ at: Instant, first: StaffNo, second: StaffNo })
export const KeptDoubt = z.strictObject({
  reason: ClockDoubt.shape.reason,
  secondsFast: ClockDoubt.shape.secondsFast,
  /** The run of the program in which it arose. */
  boot: z.string(),
  /** When it arose, by the clock that is doubted. */
  at: Instant.optional(),
})

/** A reading as the audit trail keeps it. */
export const momentOf = (premises: Premises, now: Reading): Moment => ({
  wall: now.instant,
  mono: now.mono,
  bootId: premises.bootId,
  clock: now.state,
})

/** Who asks for a change, when, and under which operation; for `store.attempt` and `store.note`. */
export const by = (
  premises: Premises,
  now: Reading,
  staff: Staff | undefined,
  operation: string,
): Attempt => ({
  staff: staff?.staff ?? null,
  session: premises.session?.id ?? null,
  operation,
  at: momentOf(premises, now),
})
