import { openAttempts } from '#main/keys/attempts'
import type { OwnRefusalOf, RequestOf } from '#shared/operations'
import { refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import { BEHIND_MS_MAX, clockRefusal, type Reading } from '../clock.ts'
import {
  type Branch,
  by,
  CLOCK_CONFIRMED,
  CLOCK_DOUBT,
  type ClockStatement,
  Confirmed,
  KeptDoubt,
  momentOf,
  type Premises,
} from '../premises.ts'
import { confirmStaffCode } from './codes.ts'
import type { Handlers } from './handlers.ts'
import { exists, openBranch } from './opening.ts'
import { firstSecretHolds, provePassphraseHere, tryPassphrase } from './staff-proof.ts'

/** How long the first of two people waits for the second. */
const SECOND_WITHIN_MS = 5 * 60_000
/** After a code that did not fit: as long as its owner waits for the next one, so that nobody is slowed but a guesser. */
const AFTER_WRONG_CODE_MS = 30_000
const MINUTE_MS = 60_000
/** The clock was set between the two: the first has seen another one. */
const SET_AGAIN_MS = 5_000

type Confirm = RequestOf<'clock.confirm'>
type Refused = OwnRefusalOf<'clock.confirm'>
type Answer = { readonly name: string; readonly settled: boolean }

export const clockHandlers: Handlers<'clock.confirm' | 'clock.status'> = {
  'clock.status': (_request, { db }) => {
    const kept = db.meta.find(CLOCK_DOUBT) ?? ''
    const settled = db.meta.find(CLOCK_CONFIRMED)
    const confirmed = settled === undefined ? undefined : Confirmed.parse(JSON.parse(settled))
    return ok({
      since: kept === '' ? null : (KeptDoubt.parse(JSON.parse(kept)).at ?? null),
      confirmed:
        confirmed === undefined
          ? null
          : {
              at: confirmed.at,
              firstName: db.people.nameOf(confirmed.first),
              secondName: db.people.nameOf(confirmed.second),
            },
    })
  },

  'clock.confirm': async (request, { premises }) => {
    const { mode } = premises
    if (mode === undefined || !exists(premises, mode)) return refuse('store-missing', {})
    if (mode === 'branch' && !premises.around.branchAllowed) return refuse('standin-refuses-branch', {})
    // A doubt that is only noticed now is older than what is about to be said against it.
    premises.keepClock()
    const wait = premises.clockWait - premises.around.clock.read().mono
    if (wait > 0) return refuse('sign-in-delayed', { seconds: Math.ceil(wait / 1000) })

    const here = premises.branch
    if (here !== undefined) {
      const proven = await provePassphraseHere(premises, here, request.staff, request.passphrase)
      return proven.ok ? confirm(premises, here, request) : proven
    }
    // Nobody is let in while the clock is in doubt, so the store is opened for this alone.
    const unlocked = await tryPassphrase(premises, mode, request.staff, request.passphrase)
    if (!unlocked.ok) return unlocked
    const opened = openBranch(premises, mode, unlocked.value.keys)
    if (!opened.ok) return opened
    const branch = opened.value
    try {
      return confirm(premises, branch, request)
    } finally {
      branch.store.close()
      branch.keys.close()
    }
  },
}

/** Who has confirmed the clock first, while that is worth something: the clock was not set again since. */
export function firstToConfirm({ clockStatement }: Premises, now: Reading): ClockStatement | undefined {
  if (clockStatement === undefined || now.state === 'trusted' || now.mono >= clockStatement.until) {
    return undefined
  }
  const moved = Math.abs(now.wall - now.mono - clockStatement.between)
  return moved <= SET_AGAIN_MS ? clockStatement : undefined
}

/**
 * What one of the two says, judged and written down; the second of them settles it.
 *
 * The clock must show the minute they read elsewhere, to two minutes: a clock that is wrong is set first. The code is
 * judged by the same clock, so that two tokens vouch for it to a step, which no reading of a wall clock does. A code
 * that does not fit counts as no failure: nobody is to be disabled for the clock's sake. Nobody can guess one either,
 * because after each that does not fit everybody waits for half a minute.
 */
function confirm(premises: Premises, branch: Branch, request: Confirm): Result<Answer, Refused> {
  premises.settle(branch)
  const now = premises.around.clock.read()
  const first = firstToConfirm(premises, now)
  const attempts = openAttempts(branch.dir, now.instant)
  const colleague = branch.store.read.people.find(request.staff)
  const answer = stated(premises, branch, request, colleague, now, first)
  if (!answer.ok) {
    premises.onRecord.add(answer.error)
    attempts.abandoned(request.staff, true)
    if (answer.error.code === 'clock-code-differs') premises.clockWait = now.mono + AFTER_WRONG_CODE_MS
    return answer
  }
  attempts.succeeded(request.staff)
  const staff = answer.value
  if (first === undefined) {
    premises.clockStatement = {
      staff,
      between: now.wall - now.mono,
      until: now.mono + SECOND_WITHIN_MS,
    }
    premises.around.changed()
    return ok({ name: staff.name, settled: false })
  }
  settle(premises, branch, now, first.staff, staff)
  return ok({ name: staff.name, settled: true })
}

function stated(
  premises: Premises,
  branch: Branch,
  { code, date, time, reference, note }: Confirm,
  colleague: Staff | undefined,
  now: Reading,
  first: ClockStatement | undefined,
): Result<Staff, Refused> {
  const answer = branch.store.attempt<Result<Staff, Refused>, Refused>(
    by(premises, now, colleague, 'clock.confirm'),
    (db) => {
      const token = colleague === undefined ? undefined : db.people.token(colleague.staff)
      if (colleague === undefined || token === undefined) return refuse('sign-in-refused', {})
      const held = firstSecretHolds(db, colleague.staff, now)
      if (held !== undefined) return held
      const { doubt } = now
      if (doubt === null) return refuse('clock-not-doubted', {})
      if (doubt.reason === 'before-program') return clockRefusal(now)
      const off = aheadOf(Date.parse(`${date}T${time}:00+09:00`), now.wall)
      if (Math.abs(off) > BEHIND_MS_MAX)
        return refuse('clock-time-differs', { secondsFast: Math.round(off / 1000) })
      if (reference === 'other' && note.trim() === '') return refuse('reason-needed', {})
      const need = first === undefined ? undefined : lacking(first.staff, colleague)
      if (first !== undefined && need !== undefined)
        return refuse('clock-second-person', { name: first.staff.name, need })

      const outcome = confirmStaffCode(db, branch.keys, token, code, now)
      const object = colleague.staff
      if (outcome === 'accepted') {
        const facts = { date, time, reference, note, clock: now.state, ...doubt }
        return ok({ output: ok(colleague), audit: { event: 'clock.stated', object, facts } })
      }
      const differs = outcome === 'wrong' || outcome === 'clock-behind'
      return ok({
        output: differs
          ? refuse('clock-code-differs', {})
          : refuse('staff-code-refused', { reason: outcome }),
        audit: { event: 'code.refused', object, facts: { operation: 'clock.confirm', outcome } },
      })
    },
  )
  return answer.ok ? answer.value : (answer as Result<Staff, Refused>)
}

/** How far `wall` lies after the minute that begins at `minute`, in milliseconds; below zero, before it. */
const aheadOf = (minute: number, wall: number): number =>
  wall < minute ? wall - minute : Math.max(0, wall - (minute + MINUTE_MS - 1))

/** What the second of two still lacks: to be somebody else, and one of them to be a supervisor. */
function lacking(first: Staff, second: Staff): 'another' | 'supervisor' | undefined {
  if (first.person === second.person) return 'another'
  return first.role === 'supervisor' || second.role === 'supervisor' ? undefined : 'supervisor'
}

/** The entry that settles it is the first that is believed again: from here on the time is measured. */
function settle(premises: Premises, branch: Branch, now: Reading, first: Staff, second: Staff): void {
  const at = momentOf(premises, { ...now, state: 'trusted', doubt: null })
  branch.store.attempt({ ...by(premises, now, second, 'clock.confirm'), at }, (db) => {
    db.meta.put(CLOCK_DOUBT, '')
    db.meta.put(
      CLOCK_CONFIRMED,
      JSON.stringify({ at: now.instant, first: first.staff, second: second.staff }),
    )
    const facts = { first: first.staff, second: second.staff, clock: now.state, ...now.doubt }
    return ok({ output: undefined, audit: { event: 'clock.confirmed', object: second.staff, facts } })
  })
  premises.clockStatement = undefined
  premises.doubtIsKept(branch.store, false)
  premises.around.clock.confirm()
  premises.sentinel.forget()
  premises.around.changed()
}
