import type { ReadEntry } from '#main/store/audit'
import type { Json } from '#main/store/canonical'
import type { Reads } from '#main/store/tables'
import { CalendarDate, Instant, StaffNo } from '#shared/ids'
import { type ActRecord, type ActRow, RecordedAct } from '#shared/operations/acts'
import { KeyPurpose } from '#shared/operations/keys'
import { ok } from '#shared/result'
import { Role } from '#shared/staff'
import type { Handlers } from './handlers.ts'

/**
 * 管理の記録: what people have done to the branch itself, each with a paper that two of them sign. It is read from the
 * entry in the trail and from nothing else, so that it can be printed at any time and always says the same.
 */

/** What an entry says, read without trusting its shape. */
type Said = {
  /** Whom or what it was about. */
  readonly object: string | null
  readonly text: (name: string) => string
  readonly list: (name: string) => readonly string[]
  readonly nameOf: (staff: string) => string
}

type Text = Extract<ActRow, { is: 'text' }>['row']

const text = (row: Text, said: string): readonly ActRow[] =>
  said === '' ? [] : [{ is: 'text', row, text: said }]

const secretUntil = (said: string): readonly ActRow[] => {
  const at = Instant.safeParse(said)
  return at.success ? [{ is: 'moment', row: 'secretUntil', at: at.data }] : []
}

/** Everybody it names, with their numbers. */
const people = (row: Text, { nameOf }: Said, numbers: readonly string[]): readonly ActRow[] =>
  text(row, numbers.map((staff) => `${nameOf(staff)}（${staff}）`).join('　'))

/** Whom it was about, under which other numbers (MC-02), and why. */
const aboutSomebody = (said: Said): readonly ActRow[] => [
  ...text('staff', said.object ?? ''),
  ...text('name', said.nameOf(said.object ?? '')),
  ...text('alsoAs', [...said.list('alsoAs'), said.text('samePersonAs')].filter((no) => no !== '').join('　')),
  ...text('reason', said.text('reason')),
]

const roles = (role: string, before: string): readonly ActRow[] => {
  const now = Role.safeParse(role)
  return now.success ? [{ is: 'role', before: Role.safeParse(before).data ?? null, role: now.data }] : []
}

const casesOf = (said: Said): ActRow => ({
  is: 'cases',
  to: said.nameOf(said.text('casesTo')),
  cases: [...said.list('cases')],
})

const aboutStaff = (said: Said): readonly ActRow[] => [
  ...aboutSomebody(said),
  ...roles(said.text('to') === '' ? said.text('role') : said.text('to'), said.text('from')),
  ...secretUntil(said.text('secretUntil')),
  ...(said.list('cases').length === 0 ? [] : [casesOf(said)]),
]

const day = (row: 'deputyFor' | 'before', said: string): readonly ActRow[] => {
  const date = CalendarDate.safeParse(said)
  return date.success ? [{ is: 'day', row, day: date.data }] : []
}

const aboutDeputy = (said: Said): readonly ActRow[] => [
  ...aboutSomebody(said),
  ...day('deputyFor', said.text('date')),
]

const key = (purpose: string): readonly ActRow[] => {
  const known = KeyPurpose.safeParse(purpose)
  return known.success ? [{ is: 'key', purpose: known.data }] : []
}

const aboutKeys = (said: Said): readonly ActRow[] => [
  ...key(said.text('purpose')),
  ...text('issue', said.text('issue')),
  ...people('without', said, said.list('without')),
]

/** What the record of each act says beside who did it. One more: its event in `RecordedAct`, its rows here. */
const ROWS: Readonly<Record<RecordedAct, (said: Said) => readonly ActRow[]>> = {
  'staff.added': aboutStaff,
  'staff.role-changed': aboutStaff,
  'staff.disabled': aboutStaff,
  'staff.enabled': aboutStaff,
  'staff.left': aboutStaff,
  'staff.secret-issued': aboutStaff,
  'staff.token-replaced': aboutStaff,
  'deputy.appointed': aboutDeputy,
  'deputy.ended': aboutDeputy,
  'clock.confirmed': () => [],
  'day.opened': (said) => [...text('sheet', said.text('sheet')), ...text('reason', said.text('reason'))],
  'backup.folder-set': (said) => text('folder', said.text('folder')),
  'backup.drilled': (said) => text('file', said.text('file')),
  'backup.restored': (said) => [
    ...text('file', said.text('file')),
    ...people('without', said, said.list('disabled')),
  ],
  'keys.cards-made': aboutKeys,
  'keys.drilled': aboutKeys,
  'keys.rotated': aboutKeys,
  'keys.begun-anew': aboutKeys,
  'keys.recovered': aboutKeys,
  'trail.erased': (said) => [
    ...day('before', said.text('before')),
    ...text('entries', said.text('payloads')),
  ],
}

/** Acts about somebody who stands there and signs too; who was disabled or has left does not. */
const SIGNED_BY_THEM: readonly RecordedAct[] = [
  'staff.added',
  'staff.role-changed',
  'staff.enabled',
  'staff.secret-issued',
  'staff.token-replaced',
  'deputy.appointed',
]

const ACTS_SHOWN = 100

function saidBy(db: Reads, { object, payload }: ReadEntry): Said {
  const facts = new Map<string, Json>(Object.entries(payload ?? {}))
  return {
    object,
    text: (name) => {
      const value = facts.get(name)
      return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
    },
    list: (name) => {
      const value = facts.get(name)
      return Array.isArray(value) ? value.map(String) : []
    },
    nameOf: (no) => {
      const staff = StaffNo.safeParse(no)
      return staff.success ? db.people.nameOf(staff.data) : ''
    },
  }
}

/** The record of what an entry says; undefined where the entry is no such act, or its payload was erased. */
function recordIn(db: Reads, entry: ReadEntry): ActRecord | undefined {
  const act = RecordedAct.safeParse(entry.verb)
  if (!act.success || entry.outcome !== 'done' || entry.payload === undefined) return undefined
  const said = saidBy(db, entry)
  // With the sheet's code it is one person's, and no act to be recorded but the day's own.
  if (act.data === 'day.opened' && said.text('how') !== 'override') return undefined
  // What an opening finished had nobody's session; the entry names the two whose act it was.
  const by = [said.text('by'), said.text('first'), entry.actor ?? ''].find((one) => one !== '') ?? ''
  const second = [said.text('with'), said.text('second')].find((one) => one !== '' && one !== by) ?? ''
  return {
    entry: entry.seq,
    act: act.data,
    at: Instant.parse(entry.wall),
    rows: [...ROWS[act.data](said)],
    byName: said.nameOf(by),
    secondName: second === '' ? null : said.nameOf(second),
    personName: SIGNED_BY_THEM.includes(act.data) ? said.nameOf(entry.object ?? '') : null,
  }
}

/** What the record 管理の記録 of an act says, by its entry; undefined where the entry is no such act. */
export function actRecordOf(db: Reads, entry: number): ActRecord | undefined {
  const [found] = db.trail.doneOf(RecordedAct.options, { after: entry - 1, through: entry })
  return found === undefined ? undefined : recordIn(db, found)
}

export const actHandlers: Handlers<'acts.list'> = {
  'acts.list': (_request, { db }) =>
    ok(
      db.trail.doneOf(RecordedAct.options, { limit: ACTS_SHOWN }).flatMap((found) => {
        const record = recordIn(db, found)
        if (record === undefined) return []
        const { entry, at, act, byName, secondName } = record
        const about = StaffNo.safeParse(found.object)
        return [
          {
            entry,
            at,
            act,
            about: about.success ? about.data : null,
            aboutName: about.success ? db.people.nameOf(about.data) : null,
            byName,
            secondName,
          },
        ]
      }),
    ),
}
