import type { GateRefusal } from '#shared/contract'
import type { OperationName } from '#shared/operations'
import type { Reading } from '../clock.ts'
import type { ReadEntry } from '../store/audit.ts'
import type { EventName } from '../store/facts.ts'
import type { Reads } from '../store/tables.ts'

/** What a question leaves on the trail that opened the seed of a customer's token. */
const LEFT_BY_USE: ReadonlySet<string> = new Set<EventName>([
  'case.registered',
  'code.refused',
  'dispatch.read-first',
  'token.resynced',
  'transfer.sent',
  'transfer.saved-again',
  'transfer.received',
])

/** Refused before a seed was opened. */
const BEFORE_USE: ReadonlySet<string> = new Set<GateRefusal | 'clock-untrusted'>([
  'not-signed-in',
  'session-locked',
  'passphrase-due',
  'desk-frozen',
  'day-not-opened',
  'role-forbids',
  'window-forbids',
  'too-many-calls',
  'seed-uses-spent',
  'cards-missing',
  'input-malformed',
  'clock-untrusted',
])

const ANY = { from: null, to: null, staff: null, verb: null, outcome: null, objects: null } as const
const PAGE = 500

/**
 * When customers' seeds were used in the last `withinMs`, as the trail has it: so that starting the program anew does not
 * begin the count anew (IPC-08). In the monotonic milliseconds of `now`, oldest first; nothing before a supervisor
 * answered the last alarm. An entry that lies in the future counts as now.
 *
 * @param seedUsing the operations that open a seed
 */
export function seedUsesOnRecord(
  db: Pick<Reads, 'trail'>,
  now: Reading,
  withinMs: number,
  seedUsing: ReadonlySet<OperationName>,
): readonly number[] {
  const uses: number[] = []
  for (let before: number | null = null; ; ) {
    const entries: readonly ReadEntry[] = db.trail.find(ANY, before, PAGE)
    for (const entry of entries) {
      const ago = Math.max(0, now.wall - Date.parse(entry.wall))
      if (ago >= withinMs || entry.verb === 'alarm.answered') return uses.reverse()
      if (usesSeed(entry, seedUsing)) uses.push(now.mono - ago)
    }
    if (entries.length < PAGE) return uses.reverse()
    before = entries.at(-1)?.seq ?? null
  }
}

function usesSeed(entry: ReadEntry, seedUsing: ReadonlySet<OperationName>): boolean {
  const { verb, outcome } = entry
  const [how, code = ''] = outcome.split(':')
  return how === 'refused'
    ? seedUsing.has(verb as OperationName) && !BEFORE_USE.has(code)
    : LEFT_BY_USE.has(verb) && !isOfColleague(entry)
}

/** A colleague's own code names what it was typed for; a customer's names the token. */
const isOfColleague = ({ verb, payload }: ReadEntry): boolean =>
  verb === 'code.refused' && typeof payload === 'object' && payload !== null && 'operation' in payload
