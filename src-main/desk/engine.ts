import type { MeasuredRow } from '#main/store/drift'
import type { TokenRow } from '#main/store/records'
import type { Kept } from '#main/store/rows'
import type { Reads } from '#main/store/tables'
import { dayOf, middleOf, sumsOf, trendOf, yearsBetween } from '#shared/drift'
import { Instant, type Serial } from '#shared/ids'
import type { OutputOf } from '#shared/operations'
import { refuse } from '#shared/refusals'
import { ok } from '#shared/result'
import { clockRefusal } from '../clock.ts'
import { forgetDrift, isJudgeable, resyncToken } from './codes.ts'
import type { Handlers } from './handlers.ts'
import { takeSecond } from './second-person.ts'

type Board = OutputOf<'board.drift'>
type Sort = Board['worst'][number]['sort']

/** A board is read by people: whoever is off by less than a step or two is not on it. */
const WORST_MAX = 100
/** One step is what reading and typing take. */
const STEPS_OFF = 2
const NOTES_MAX = 200

export const engineHandlers: Handlers<'token.resync' | 'token.reset-drift' | 'token.drift' | 'board.drift'> =
  {
    'token.resync': ({ serial, first, second }, { staff, now, db, premises }) => {
      const { branch } = premises
      if (branch === undefined) throw new Error('no branch is open to resync in')
      const row = db.tokens.find(serial)
      if (row === undefined) return refuse('token-unknown', { serial })
      if (!isJudgeable(row)) return refuse('code-not-checkable', {})
      if (now.state !== 'trusted') return clockRefusal(now)
      const witness = takeSecond(premises, staff, 'resync', serial, now)
      if (!witness.ok) return witness
      const facts = { serial, second: witness.value.staff }
      const checked = resyncToken(db, branch.keys, row, { first, second }, now, premises.sentinel)
      const { outcome, triesLeft } = checked
      if (outcome !== 'accepted') {
        // Refused, and yet something happened: the token remembers the wrong pair.
        const reason = { reason: outcome, triesLeft: outcome === 'wrong' ? triesLeft : null }
        return ok({
          refusal: refuse('resync-refused', reason).error,
          audit: { event: 'code.refused', object: serial, facts: { ...facts, outcome, triesLeft } },
        })
      }
      // What is answered is what the store holds now, not what was meant to be written.
      const kept = tokenNow(db, serial)
      return ok({
        output: {
          drift: kept.drift,
          periodSeconds: kept.period_seconds ?? 0,
          locked: kept.locked === 1,
        },
        audit: {
          event: 'token.resynced',
          object: serial,
          facts: { ...facts, driftBefore: row.drift, driftAfter: kept.drift },
        },
      })
    },

    'token.reset-drift': ({ serial, reason }, { staff, now, db, premises }) => {
      const row = db.tokens.find(serial)
      if (row === undefined) return refuse('token-unknown', { serial })
      if (!isJudgeable(row)) return refuse('code-not-checkable', {})
      if (now.state !== 'trusted') return clockRefusal(now)
      if (row.drift === 0) return refuse('drift-none', {})
      if (reason.trim() === '') return refuse('reason-needed', {})
      const witness = takeSecond(premises, staff, 'resync', serial, now)
      if (!witness.ok) return witness
      const drift = forgetDrift(db, row, now)
      return ok({
        output: { drift },
        audit: {
          event: 'token.drift-reset',
          object: serial,
          facts: { serial, second: witness.value.staff, reason, driftBefore: row.drift, driftAfter: drift },
        },
      })
    },

    'token.drift': ({ serial }, { db }) => {
      const row = db.tokens.find(serial)
      if (row === undefined) return refuse('token-unknown', { serial })
      const notes = db.drift.ofSerial(serial, NOTES_MAX)
      const shown = notes.filter(({ how }) => how !== 'reset')
      const last = shown[0]
      return ok({
        serial,
        kind: row.seed === null ? null : row.kind,
        digits: row.digits,
        periodSeconds: row.kind === 'totp' ? row.period_seconds : null,
        drift: row.drift,
        trend:
          last === undefined
            ? null
            : trendShown(
                trendOf(sumsOf(shown.map(({ at, drift }) => ({ day: dayOf(at), drift }))), last.drift),
              ),
        notes: notes.map(({ at, how, drift, periodSeconds }) => ({ at, how, drift, periodSeconds })),
      })
    },

    'board.drift': (_request, { db, now }) => {
      const rows = db.drift.measured()
      return ok({
        measured: rows.length,
        unmeasured: db.drift.unmeasured(),
        groups: groupsOf(db, rows, now.wall),
        worst: rows
          .filter(({ drift }) => Math.abs(drift) >= STEPS_OFF)
          .toSorted((a, b) => Math.abs(b.drift) - Math.abs(a.drift) || (a.serial < b.serial ? -1 : 1))
          .slice(0, WORST_MAX)
          .map((row) => ({
            serial: row.serial,
            sort: sortOf(db, row),
            years: yearsBetween(row.knownSince, now.wall),
            drift: row.drift,
            trend: trendShown(trendOf(row, row.drift)),
            lastAt: row.lastAt,
            locked: row.locked === 1,
          })),
      })
    },
  }

function tokenNow(db: Reads, serial: Serial): Kept<TokenRow> {
  const row = db.tokens.find(serial)
  if (row === undefined) throw new Error(`token ${serial} has gone while it was resynced`)
  return row
}

const trendShown = (trend: ReturnType<typeof trendOf>): Board['worst'][number]['trend'] =>
  trend === undefined
    ? null
    : {
        stepsPerYear: trend.stepsPerYear,
        leavesAt: trend.leavesAt === null ? null : Instant.parse(new Date(trend.leavesAt).toISOString()),
      }

function sortOf(db: Reads, { service, model, medium, periodSeconds }: MeasuredRow): Sort {
  const models = service === null ? [] : db.profiles.current(service).tokenModels
  const name = models.find(({ code }) => code === model)?.name ?? null
  return { service, model, name, medium, periodSeconds }
}

/** Tokens made alike and known for as many years stand together; the largest groups first. */
function groupsOf(db: Reads, rows: readonly MeasuredRow[], now: number): Board['groups'] {
  const groups = new Map<string, MeasuredRow[]>()
  for (const row of rows) {
    const { service, model, medium, periodSeconds } = row
    const key = JSON.stringify([service, model, medium, periodSeconds, yearsBetween(row.knownSince, now)])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return [...groups.values()]
    .toSorted((a, b) => b.length - a.length)
    .flatMap((group) => {
      const [first] = group
      if (first === undefined) return []
      const at = new Map<number, number>()
      for (const { drift } of group) at.set(drift, (at.get(drift) ?? 0) + 1)
      return [
        {
          sort: sortOf(db, first),
          years: yearsBetween(first.knownSince, now),
          tokens: group.length,
          at: [...at].toSorted(([a], [b]) => a - b).map(([drift, tokens]) => ({ drift, tokens })),
          stepsPerYear: middleOf(group.flatMap((row) => trendOf(row, row.drift)?.stepsPerYear ?? [])),
        },
      ]
    })
}
