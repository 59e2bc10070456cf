import { createHmac, createSecretKey } from 'node:crypto'
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { err, ok, type Result } from '#shared/result'
import { FileFault, readChecked, writeChecked } from './files.ts'
import { secretBytes } from './random.ts'

/**
 * Failed sign-ins. Kept in a file of their own, because the database is closed until somebody has signed in, and
 * counted *before* the passphrase is tried, because a program that is killed in between must not have given a free
 * guess.
 *
 * A staff number that nobody has is delayed like any other, but only in memory and only as a keyed hash: people type
 * passphrases into the wrong field, and nothing of that may reach the disk.
 */

/** How one person stands. `at` is the instant of the latest try that has not succeeded, an `Instant`. */
export type Standing = { readonly failures: number; readonly at: string }

export type AttemptRefusal =
  /** Too soon; try again in so many seconds. */
  | { readonly code: 'sign-in-delayed'; readonly seconds: number }
  /** Ten failures in a row: two others re-enable this person. */
  | { readonly code: 'sign-in-disabled' }

/** What happened while the database was closed, to be put into the trail at the next opening, oldest first. */
export type PendingEvent = {
  readonly id: number
  readonly event: 'sign-in.failed' | 'sign-in.interrupted' | 'sign-in.unknown' | 'sign-in.record-damaged'
  /** The `Instant` of the latest of them. */
  readonly at: string
  /** Undefined for a number that nobody has. */
  readonly staff?: string | undefined
  /** How many times, where tries of strangers were counted together. */
  readonly times: number
}

/** Failures after which the next try waits a quarter of an hour, and after which there is none. */
export const LOCK_AFTER = 5
export const DISABLE_AFTER = 10

const LOCK_SECONDS = 15 * 60
const PENDING_MAX = 200
const STRANGERS_MAX = 1000

/** Seconds to wait after the `failures`-th failure in a row: 1, 2, 4, 8, then 15 minutes each. */
export const delayAfter = (failures: number): number =>
  failures === 0 ? 0 : failures < LOCK_AFTER ? 2 ** (failures - 1) : LOCK_SECONDS

/**
 * Whether somebody who stands like this may try now. A clock that was set back does not shorten a wait; one that is
 * still behind the latest try starts the wait again in full.
 */
export function decideTry(standing: Standing | undefined, now: string): Result<true, AttemptRefusal> {
  if (standing === undefined || standing.failures === 0) return ok(true)
  if (standing.failures >= DISABLE_AFTER) return err({ code: 'sign-in-disabled' })
  const waited = (Date.parse(now) - Date.parse(standing.at)) / 1000
  const left = delayAfter(standing.failures) - Math.max(0, waited)
  return left <= 0 ? ok(true) : err({ code: 'sign-in-delayed', seconds: Math.ceil(left) })
}

const Person = z.strictObject({
  failures: z.int().min(0),
  at: z.string(),
  /** The run of the program that is trying a passphrase just now; null when nobody is. */
  trying: z.string().nullable(),
})
type Person = z.infer<typeof Person>
const Pending = z.strictObject({
  id: z.int(),
  event: z.enum(['sign-in.failed', 'sign-in.interrupted', 'sign-in.unknown', 'sign-in.record-damaged']),
  at: z.string(),
  staff: z.string().optional(),
  times: z.int().min(1),
})
const AttemptsFile = z.strictObject({
  version: z.literal(1),
  /** The next pending event's number. */
  next: z.int().min(1),
  people: z.record(z.string(), Person),
  /** How people without a line of their own stand; stricter than none after the record was found damaged. */
  others: z.strictObject({ failures: z.int().min(0), at: z.string() }).nullable(),
  pending: z.array(Pending),
})
type State = z.infer<typeof AttemptsFile>

export type Attempts = {
  /**
   * To be called before a passphrase is tried. Where it may be tried, the try counts as a failure, on disk, until
   * `succeeded` says otherwise. `known` says whether somebody has this staff number.
   */
  begin(staff: string, known: boolean, now: string): Result<true, AttemptRefusal>
  /** The try did not succeed: wrong passphrase, wrong code, or a number nobody has. */
  failed(staff: string, known: boolean, now: string): void
  /** Both passphrase and code were right: the count starts again. */
  succeeded(staff: string): void
  /** The try could not be judged (a damaged file, a locked key store): takes it back. */
  abandoned(staff: string, known: boolean): void
  /** Two others have given this person their access back. */
  enable(staff: string): void
  standing(staff: string): Standing | undefined
  pending(): readonly PendingEvent[]
  /** The events up to `id` stand in the trail now. */
  drained(id: number): void
}

/** Names this run of the program, so that a try left open by another run is known to have been interrupted. */
const THIS_RUN = secretBytes(8).toString('hex')

/**
 * Records that their disk would not take, by file. They hold for this run, so that a try on a full disk or a read-only
 * medium costs what it costs elsewhere; the next writing that succeeds brings them to the disk.
 */
const unwritten = new Map<string, State>()

/** Strangers' failures, by folder and by a hash of what was typed, whose key nobody keeps. */
const strangers = new Map<string, Standing>()
const strangerKey = createSecretKey(secretBytes(32))

/**
 * The record in `dir`. Every question reads the file anew, so it does not matter how often this is called or how many
 * hold one. `now` is the Instant noted for what is found damaged; `run` is another for tests that restart the program.
 */
export function openAttempts(dir: string, now: string, run: string = THIS_RUN): Attempts {
  const path = join(dir, 'attempts.json')

  const read = (): State => load(path, now, run)
  const save = (state: State): void => keep(path, state)
  const standingIn = (state: State, staff: string): Standing | undefined =>
    Object.hasOwn(state.people, staff) ? state.people[staff] : (state.others ?? undefined)
  const put = (state: State, staff: string, person: Person): State => ({
    ...state,
    people: { ...state.people, [staff]: person },
  })
  const strangerIn = (typed: string): string =>
    createHmac('sha256', strangerKey).update(`${dir}|${run}|${typed}`).digest('base64')

  function remember(name: string, at: string): void {
    const failures = Math.min((strangers.get(name)?.failures ?? 0) + 1, DISABLE_AFTER)
    strangers.delete(name)
    if (strangers.size >= STRANGERS_MAX) {
      const [oldest] = strangers.keys()
      if (oldest !== undefined) strangers.delete(oldest)
    }
    strangers.set(name, { failures, at })
  }

  function reset(staff: string): void {
    save(put(read(), staff, { failures: 0, at: now, trying: null }))
  }

  read()

  return {
    begin(staff, known, at) {
      const state = read()
      if (!known) {
        const name = strangerIn(staff)
        const decision = decideTry(strangers.get(name) ?? state.others ?? undefined, at)
        if (decision.ok) remember(name, at)
        return decision
      }
      const before = standingIn(state, staff)
      const decision = decideTry(before, at)
      if (decision.ok) {
        save(put(state, staff, { failures: (before?.failures ?? 0) + 1, at, trying: run }))
      } else if (before !== undefined && Date.parse(at) < Date.parse(before.at)) {
        // A clock that ran ahead and came back must not lock somebody out for the difference.
        save(put(state, staff, { failures: before.failures, at, trying: null }))
      }
      return decision
    },

    failed(staff, known, at) {
      const state = read()
      if (!known) {
        save(withPending(state, { event: 'sign-in.unknown', at }))
        return
      }
      const failures = Math.max(standingIn(state, staff)?.failures ?? 0, 1)
      save(
        withPending(put(state, staff, { failures, at, trying: null }), {
          event: 'sign-in.failed',
          at,
          staff,
        }),
      )
    },

    succeeded: reset,

    abandoned(staff, known) {
      if (!known) {
        strangers.delete(strangerIn(staff))
        return
      }
      const state = read()
      const before = standingIn(state, staff)
      if (before === undefined) return
      save(put(state, staff, { failures: Math.max(before.failures - 1, 0), at: before.at, trying: null }))
    },

    enable: reset,

    standing: (staff) => standingIn(read(), staff),
    pending: () => read().pending,
    drained(id) {
      const state = read()
      const pending = state.pending.filter((event) => event.id > id)
      if (pending.length !== state.pending.length) save({ ...state, pending })
    },
  }
}

/** Writes the record, or holds it in memory where there is no room or no writing. Throws `FileFault` where the disk fails. */
function keep(path: string, state: State): void {
  try {
    writeChecked(path, state)
    unwritten.delete(path)
  } catch (thrown) {
    if (!(thrown instanceof FileFault) || thrown.why === 'failed') throw thrown
    unwritten.set(path, state)
  }
}

/** Adds an event; tries of strangers, and what comes when the list is full, are counted together. */
function withPending(state: State, event: Pick<PendingEvent, 'event' | 'at' | 'staff'>): State {
  const last = state.pending.at(-1)
  const joins =
    last !== undefined &&
    last.event === event.event &&
    last.staff === event.staff &&
    (event.staff === undefined || state.pending.length >= PENDING_MAX)
  if (joins || (last !== undefined && state.pending.length >= PENDING_MAX)) {
    const counted = { ...last, at: event.at, times: last.times + 1 }
    return { ...state, pending: [...state.pending.slice(0, -1), counted] }
  }
  return {
    ...state,
    next: state.next + 1,
    pending: [...state.pending, { id: state.next, times: 1, ...event }],
  }
}

/**
 * The record as it was left. A try that another run left open was interrupted, and stays a failure. A damaged record is put
 * aside, and everybody waits a quarter of an hour: deleting the count by damaging it must not pay.
 */
function load(path: string, now: string, run: string): State {
  const held = unwritten.get(path)
  if (held !== undefined) return held
  const empty: State = { version: 1, next: 1, people: {}, others: null, pending: [] }
  const read = readChecked(path)
  if (!read.ok && read.error === 'missing') return empty
  const file = read.ok ? AttemptsFile.safeParse(read.value) : undefined
  if (file === undefined || !file.success) {
    putAside(path)
    const strict = withPending(
      { ...empty, others: { failures: LOCK_AFTER, at: now } },
      { event: 'sign-in.record-damaged', at: now },
    )
    keep(path, strict)
    return strict
  }
  let state = file.data
  for (const [staff, person] of Object.entries(state.people)) {
    if (person.trying === null || person.trying === run) continue
    state = withPending(
      { ...state, people: { ...state.people, [staff]: { ...person, trying: null } } },
      { event: 'sign-in.interrupted', at: person.at, staff },
    )
  }
  if (state !== file.data) keep(path, state)
  return state
}

/** Where even a new name is refused, the damaged record stays where it is, and is found damaged by the next run. */
function putAside(path: string): void {
  try {
    renameSync(path, `${path}.damaged`)
  } catch (thrown) {
    if (
      !(
        thrown instanceof Error &&
        'code' in thrown &&
        /^E(ROFS|ACCES|PERM|NOSPC|DQUOT)$/.test(String(thrown.code))
      )
    )
      throw thrown
  }
}
