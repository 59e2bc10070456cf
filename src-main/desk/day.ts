import { ANCHOR_MISSING } from '#main/store/store'
import type { Reads, Writes } from '#main/store/tables'
import { Instant } from '#shared/ids'
import { isOperationName, type OperationName, operations } from '#shared/operations'
import type { OpeningState } from '#shared/operations/closing'
import { refuse } from '#shared/refusals'
import { ok } from '#shared/result'
import type { Staff } from '#shared/staff'
import { westernDate } from '#shared/text/wareki'
import { VERIFICATION_ALPHABET } from '#shared/verification-code'
import type { Reading } from '../clock.ts'
import type { Handlers, ServiceRule } from './handlers.ts'
import { takeSecond } from './second-person.ts'

/**
 * 開店照合: the branch serves nobody before somebody has typed the code of the newest sheet from paper. After a whole
 * machine was put back, files and clock, that paper is the only thing that knows better (security rule: anchors).
 */

/** Wrong codes before only two people can open. */
export const TRIES_MAX = 3
/** What the machine's clocks may differ by between two readings of when it was started. */
const MACHINE_MS = 5 * 60_000
const TRIES = 'opening-tries'

/** When the machine was started, as its clocks say now. */
export const machineSince = (now: Reading): Instant =>
  Instant.parse(new Date(now.wall - now.mono).toISOString())

/**
 * Why the branch is not in service; undefined where it is. `day`: another business day. `closed`: a sheet was made
 * since. `machine`: it was started since, as it is when a whole image of it was put back. `anchor`: the witness outside
 * the store was gone, also before the first sheet: then no paper can say anything, and two people do. But for that there is
 * nothing to ask for before the first sheet. A new branch has its anchor from its first entry on.
 */
export function waitsFor(db: Reads, now: Reading): NonNullable<OpeningState['waits']> | undefined {
  const sheet = db.days.newestSheet()
  const unwitnessed = (db.meta.find(ANCHOR_MISSING) ?? '') !== ''
  if (sheet === undefined) return unwitnessed ? 'anchor' : undefined
  const opening = db.days.newestOpening()
  if (opening === undefined || opening.sheet !== sheet.number)
    return westernDate(now.instant) === sheet.date ? 'closed' : 'day'
  if (opening.date !== westernDate(now.instant)) return 'day'
  if (unwitnessed) return 'anchor'
  const moved = Math.abs(Date.parse(opening.machine_since) - (now.wall - now.mono))
  return moved > MACHINE_MS ? 'machine' : undefined
}

/** A supervisor, or whoever was appointed to stand in for one today and is still a clerk: an auditor never decides. */
export const actsAsSupervisor = (db: Reads, staff: Staff, now: Reading): boolean =>
  staff.role === 'supervisor' ||
  ((staff.role === 'teller' || staff.role === 'back-office') &&
    db.days.isDeputy(staff.staff, westernDate(now.instant)))

/** What may be done before the branch is in service: opening it, looking after its keys and copies, printing its sheet. */
const WAY_OUT: readonly OperationName[] = Object.keys(operations)
  .filter(isOperationName)
  .filter((name) => /^(opening|backup|restore|keys|people|trail)\.|^paper\.print$/.test(name))

export const dayRule: ServiceRule = {
  wayOut: WAY_OUT,
  holds(premises, _operation, _staff, now) {
    const db = premises.branch?.store.read
    if (db === undefined || waitsFor(db, now) === undefined) return undefined
    const sheet = db.days.newestSheet()
    return { code: 'day-not-opened', number: sheet?.number ?? 0, sheetDate: sheet?.date ?? '' }
  },
}

/** Wrong codes typed for the newest sheet; the count outlives the program. */
function triesLeft(db: Reads, number: number): number {
  const [of, tries] = (db.meta.find(TRIES) ?? '').split(':')
  return Number(of) === number ? Math.max(0, TRIES_MAX - Number(tries)) : TRIES_MAX
}

/** The code as it is printed: width, case, blanks and hyphens do not matter. */
const folded = (typed: string): string =>
  [...typed.normalize('NFKC').toUpperCase()]
    .filter((letter) => VERIFICATION_ALPHABET.includes(letter))
    .join('')

function begin(
  db: Writes,
  now: Reading,
  staff: Staff,
  how:
    | { readonly how: 'code' }
    | { readonly how: 'override'; readonly second: Staff; readonly reason: string },
): { readonly how: string; readonly sheet: number | null } {
  const sheet = db.days.newestSheet()?.number ?? null
  db.days.begin({
    date: westernDate(now.instant),
    machine_since: machineSince(now),
    opened_at: now.instant,
    opened_by: staff.staff,
    second: how.how === 'override' ? how.second.staff : null,
    how: how.how,
    sheet,
    reason: how.how === 'override' ? how.reason : '',
  })
  if ((db.meta.find(ANCHOR_MISSING) ?? '') !== '') db.meta.put(ANCHOR_MISSING, '')
  if ((db.meta.find(TRIES) ?? '') !== '') db.meta.put(TRIES, '')
  return { how: how.how, sheet }
}

export const openingHandlers: Handlers<'opening.state' | 'opening.check' | 'opening.override'> = {
  'opening.state': (_request, { db, now, staff, premises }) => {
    const date = westernDate(now.instant)
    const sheet = db?.days.newestSheet()
    return ok({
      date,
      waits: db === undefined ? null : (waitsFor(db, now) ?? null),
      sheet: sheet === undefined ? null : { number: sheet.number, date: sheet.date, madeAt: sheet.made_at },
      triesLeft: db === undefined || sheet === undefined ? TRIES_MAX : triesLeft(db, sheet.number),
      mayOpen: db !== undefined && staff !== undefined && actsAsSupervisor(db, staff, now),
      practiceCode: premises.mode === 'practice' ? (sheet?.code ?? null) : null,
    })
  },

  'opening.check': ({ code }, { db, now, staff }) => {
    const sheet = db.days.newestSheet()
    if (waitsFor(db, now) === undefined) return refuse('opening-not-due', {})
    if (sheet === undefined) return refuse('day-not-opened', { number: 0, sheetDate: '' })
    if (!actsAsSupervisor(db, staff, now)) return refuse('opening-not-yours', {})
    const left = triesLeft(db, sheet.number)
    if (left === 0) return refuse('sheet-tries-spent', {})
    if (folded(code) !== sheet.code) {
      db.meta.put(TRIES, `${sheet.number}:${TRIES_MAX - left + 1}`)
      const refusal = {
        code: 'sheet-code-wrong' as const,
        number: sheet.number,
        sheetDate: sheet.date,
        triesLeft: left - 1,
      }
      return ok({
        refusal,
        audit: {
          event: 'day.sheet-code-wrong',
          object: String(sheet.number),
          facts: { triesLeft: left - 1 },
        },
      })
    }
    const facts = begin(db, now, staff, { how: 'code' })
    return ok({ output: {}, audit: { event: 'day.opened', object: westernDate(now.instant), facts } })
  },

  'opening.override': ({ reason }, { db, now, staff, premises }) => {
    if (waitsFor(db, now) === undefined) return refuse('opening-not-due', {})
    if (reason.trim() === '') return refuse('reason-needed', {})
    const second = takeSecond(premises, staff, 'open-day', westernDate(now.instant), now)
    if (!second.ok) return second
    const facts = begin(db, now, staff, { how: 'override', second: second.value, reason: reason.trim() })
    return ok({
      output: {},
      audit: {
        event: 'day.opened',
        object: westernDate(now.instant),
        facts: { ...facts, second: second.value.staff, reason: reason.trim() },
      },
    })
  },
}
