import type { ReadEntry } from '#main/store/audit'
import type { Reads } from '#main/store/tables'
import { dayAfter, monthsAfter, tokyoInstant } from '#shared/calendar'
import { type CalendarDate, CaseNo, Instant, StaffNo } from '#shared/ids'
import type { RequestOf } from '#shared/operations'
import type { TrailEntry, TrailFilter } from '#shared/operations/trail'
import { refuse } from '#shared/refusals'
import { ok } from '#shared/result'
import { westernDate } from '#shared/text/wareki'
import { clockRefusal, type Reading } from '../clock.ts'
import { type Branch, by } from '../premises.ts'
import { csvField } from '../seeds/retry.ts'
import type { TrailFilter as StoreFilter } from '../store/trail-reading.ts'
import type { Handlers } from './handlers.ts'
import { whereChosen } from './saving.ts'
import { takeSecond } from './second-person.ts'

const PAGE = 100

/**
 * How long what may be personal is kept beside an entry: seven years, as the records of who somebody is (犯収法 第6条, 第7条).
 * A bank that keeps them longer changes this number.
 */
export const KEPT_YEARS = 7

/** The first day whose payloads are kept. */
const keptSince = (now: Reading): CalendarDate => monthsAfter(westernDate(now.instant), -12 * KEPT_YEARS)

/** Days of Japan as the store's instants, and a staff number as every number of that person (MC-02). */
const storeFilter = ({ people }: Reads, filter: TrailFilter, text: string): StoreFilter => {
  const object = text.trim()
  const staff = StaffNo.safeParse(object)
  return {
    from: filter.from === null ? null : tokyoInstant(filter.from, '00:00'),
    to: filter.to === null ? null : tokyoInstant(dayAfter(filter.to, 1), '00:00'),
    staff: filter.staff === null ? null : people.numbersOf(filter.staff),
    verb: filter.verb,
    outcome: filter.outcome,
    objects: object === '' ? null : staff.success ? people.numbersOf(staff.data) : [object],
  }
}

const shown = (db: Reads, { seq, wall, actor, verb, outcome, object, payload }: ReadEntry): TrailEntry => ({
  seq,
  at: Instant.parse(wall),
  staff: actor,
  staffName: actor === null ? null : db.people.nameOf(StaffNo.parse(actor)),
  verb,
  outcome,
  object,
  facts: payload === undefined ? '' : JSON.stringify(payload),
})

type Last = { readonly at: Instant; readonly staffName: string | null } | null
type LastTimes = { readonly upTo: number; readonly verified: Last; readonly exported: Last }
/** What was found up to an entry that is not looked at again: a trail is long, and this is asked after every command. */
const lastTimes = new WeakMap<Reads, LastTimes>()

/** When the trail was last verified, and last taken out, and by whom. */
function lastTimesOf(db: Reads, head: number): LastTimes {
  const known = lastTimes.get(db) ?? { upTo: 0, verified: null, exported: null }
  const last = (verb: string): Last => {
    const [entry] = db.trail.find(storeFilter(db, { ...NO_FILTER, verb }, ''), null, 1, known.upTo)
    if (entry === undefined) return null
    const { at, staffName } = shown(db, entry)
    return { at, staffName }
  }
  const found = {
    upTo: head,
    verified: last('trail.verified') ?? known.verified,
    exported: last('trail.exported') ?? known.exported,
  }
  lastTimes.set(db, found)
  return found
}

const NO_FILTER: TrailFilter = { from: null, to: null, staff: null, verb: null, outcome: null }

export const trailHandlers: Handlers<
  'trail.list' | 'trail.verify' | 'trail.status' | 'trail.export' | 'trail.erase'
> = {
  'trail.list': ({ before, text, filter }, { db, premises }) => {
    const trail = premises.branch?.store.trail
    if (trail === undefined) return ok({ entries: [], total: 0 })
    const entries = db.trail.find(storeFilter(db, filter, text), before, PAGE)
    const caseOf = (object: string | null) => {
      const caseNo = CaseNo.safeParse(object)
      return caseNo.success && db.cases.find(caseNo.data) !== undefined ? caseNo.data : null
    }
    return ok({
      total: trail.head().seq,
      entries: entries.map((entry) => ({ ...shown(db, entry), caseNo: caseOf(entry.object) })),
    })
  },

  'trail.verify': (_request, { premises }) => {
    const store = premises.branch?.store
    if (store === undefined) return ok({ consistent: false, entries: 0, divergedAt: null, head: '' })
    const { chain, rows, structure } = store.verify()
    const { seq, chain: head } = store.trail.head()
    const sound = rows.ok && structure.length === 0
    return ok({
      consistent: chain.ok && sound,
      entries: seq,
      divergedAt: chain.ok ? (sound ? null : seq) : chain.divergedAt,
      head,
    })
  },

  'trail.status': (_request, { db, premises, now }) => {
    const since = keptSince(now)
    const trail = premises.branch?.store.trail
    const signed = trail?.signed()
    const { verified, exported } = lastTimesOf(db, trail?.head().seq ?? 0)
    return ok({
      entries: trail?.head().seq ?? 0,
      origin: trail?.origin() ?? '',
      keys: trail?.publicKeys().map(({ verifier }) => verifier) ?? [],
      signed: signed === undefined ? null : { size: signed.size, root: signed.root },
      heads: trail?.notes().length ?? 0,
      verified,
      exported,
      erasures: db.trail
        .erasures()
        .map(({ at, through, payloads }) => ({ at: Instant.parse(at), through, payloads })),
      keptSince: since,
      due: db.trail.dueBefore(tokyoInstant(since, '00:00')).payloads,
    })
  },

  'trail.export': async (request, { premises, now }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('save-cancelled', {})
    if (request.reason === '') return refuse('reason-needed', {})
    const second = takeSecond(premises, session.staff, 'export', '', now)
    if (!second.ok) return second
    let entries = 0
    const name = `${branch.branchNo}-${westernDate(now.instant)}-${FILE_NAMES[request.format]}`
    const begin = (): AsyncIterable<string> => {
      if (premises.branch !== branch) throw new Error('the person who asked for the copy has gone')
      const put = (count: number): void =>
        branch.store.note(by(premises, now, session.staff, 'trail.export'), {
          event: 'trail.exported',
          facts: {
            format: request.format,
            entries: count,
            payloads: request.payloads || request.format !== 'copy',
            reason: request.reason,
            second: second.value.staff,
            ...(request.text === '' ? {} : { text: request.text }),
            ...Object.fromEntries(Object.entries(request.filter).filter(([, value]) => value !== null)),
          },
        })
      if (request.format !== 'copy') {
        entries = countOf(branch, request)
        put(entries)
        return listLines(branch, request)
      }
      entries = branch.store.trail.head().seq + 1
      put(entries)
      return copyLines(branch, request, now, [session.staff.staff, second.value.staff])
    }
    const saved = await whereChosen(() => premises.around.files.saveLines(name, begin))
    return saved.ok ? ok({ fileName: saved.value, entries }) : saved
  },

  'trail.erase': (_request, { db, staff, premises, now }) => {
    if (now.state !== 'trusted') return clockRefusal(now)
    const second = takeSecond(premises, staff, 'erase', '', now)
    if (!second.ok) return second
    const since = keptSince(now)
    const row = db.trail.erase({
      at: now.instant,
      by: staff.staff,
      with: second.value.staff,
      before: tokyoInstant(since, '00:00'),
    })
    const { payloads = 0, through = 0 } = row ?? {}
    const { branch } = premises
    // Once it is committed: what was taken away is not left in the log beside the file.
    setImmediate(() => {
      if (premises.branch === branch) branch?.store.fold()
    })
    return ok({
      output: { payloads, through },
      audit: {
        event: 'trail.erased',
        facts: { before: since, payloads, through, second: second.value.staff },
      },
    })
  },
}

const FILE_NAMES = { copy: 'audit-copy.jsonl', csv: 'trail.csv', json: 'trail.json' } as const

/** The lines of an audit copy over everything up to now, the entry about it among them, under a head signed for it. */
function copyLines(
  { store: { trail, read } }: Branch,
  { payloads, reason }: RequestOf<'trail.export'>,
  now: Reading,
  [first, second]: readonly [string, string],
): AsyncGenerator<string> {
  const head = trail.sign()
  const header = {
    origin: trail.origin(),
    made: now.instant,
    by: first,
    with: second,
    reason,
    entries: head.size,
    payloads,
    keys: trail.publicKeys().map(({ verifier }) => verifier),
  }
  return read.trail.copy(header, trail.notes(), head.root)
}

const COLUMNS = ['seq', 'at', 'staff', 'staffName', 'verb', 'object', 'outcome', 'facts'] as const

type Listing = Pick<RequestOf<'trail.export'>, 'format' | 'filter' | 'text'>

function* pagesOf({ store: { read } }: Branch, { filter, text }: Listing): Generator<readonly ReadEntry[]> {
  let before: number | null = null
  for (;;) {
    const page: readonly ReadEntry[] = read.trail.find(storeFilter(read, filter, text), before, 1000)
    if (page.length === 0) return
    yield page
    before = page.at(-1)?.seq ?? null
  }
}

function countOf(branch: Branch, listing: Listing): number {
  let count = 0
  for (const page of pagesOf(branch, listing)) count += page.length
  return count
}

/** The filtered list, newest first: RFC 4180 with a mark for spreadsheets, or one JSON object a line. */
async function* listLines(branch: Branch, listing: Listing): AsyncGenerator<string> {
  const { read } = branch.store
  const csv = listing.format === 'csv'
  if (csv) yield `\ufeff${COLUMNS.join(',')}\r\n`
  for (const page of pagesOf(branch, listing)) {
    yield page
      .map((entry) => {
        const one = shown(read, entry)
        return csv
          ? `${COLUMNS.map((column) => csvField(String(one[column] ?? ''))).join(',')}\r\n`
          : `${JSON.stringify(one)}\n`
      })
      .join('')
  }
}
