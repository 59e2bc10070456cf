import type { StaffNo } from '#shared/ids'
import type { Staff } from '#shared/staff'
import { StaffRow, StaffTokenRow, StandingRow } from './records.ts'
import type { Critical } from './rows.ts'

/** Colleagues and their own tokens. */
export function people(critical: Critical) {
  const staff = critical.table<StaffRow>({
    table: 'staff',
    key: 'staff',
    fields: ['staff', 'person', 'name', 'role', 'enrolled_at', 'ended_at'],
    parse: (row) => StaffRow.parse(row),
  })
  const tokens = critical.table<StaffTokenRow>({
    table: 'staff_token',
    key: 'staff',
    fields: [
      'staff',
      'row_id',
      'seed',
      'algorithm',
      'digits',
      'period_seconds',
      'high_water',
      'drift',
      'counter',
      'failures',
      'locked',
    ],
    parse: (row) => StaffTokenRow.parse(row),
  })

  const standings = critical.table<StandingRow>({
    table: 'staff_standing',
    key: 'staff',
    fields: ['staff', 'disabled_at', 'disabled_why', 'secret_until', 'secret_used_at', 'signed_in_at'],
    parse: (row) => StandingRow.parse(row),
  })
  const isDisabled = (no: StaffNo): boolean => (standings.find(no)?.disabled_at ?? null) !== null

  const all = staff.select<object>('ORDER BY staff')
  const here = staff.select<object>('WHERE ended_at IS NULL ORDER BY staff')

  return {
    /** The colleague behind a staff number, also after they have left. */
    row: (no: StaffNo) => staff.find(no),
    /** The colleague as the desk shows them; undefined for nobody, and for somebody who has left or is disabled. */
    find(no: StaffNo): Staff | undefined {
      const row = staff.find(no)
      if (row === undefined || row.ended_at !== null || isDisabled(no)) return undefined
      return { staff: row.staff, person: row.person, name: row.name, role: row.role }
    },
    /** Everybody who was ever enrolled, in the order of their numbers. */
    rows: (): readonly StaffRow[] => all.all({}),
    /** Everybody who is here today, in the order of their numbers. */
    everybody: (): readonly Staff[] =>
      here
        .all({})
        .filter(({ staff: no }) => !isDisabled(no))
        .map(({ staff: no, person, name, role }) => ({ staff: no, person, name, role })),
    /** Every number that the person behind one has or had, that one among them; it alone where nobody is behind it. */
    numbersOf(no: StaffNo): readonly StaffNo[] {
      const person = staff.find(no)?.person
      const known = all.all({}).filter((row) => row.person === person)
      return known.length === 0 ? [no] : known.map((row) => row.staff)
    },
    nameOf: (no: StaffNo): string => staff.find(no)?.name ?? no,
    enrol: (row: StaffRow): void => {
      staff.insert(row)
    },
    change(no: StaffNo, changes: Partial<Pick<StaffRow, 'role' | 'ended_at'>>): void {
      const row = staff.find(no)
      if (row === undefined) throw new Error(`nobody has the staff number ${no}`)
      staff.update(no, row.ver, changes)
    },
    /** How somebody stands; undefined where nothing was ever out of the ordinary. */
    standing: (no: StaffNo): StandingRow | undefined => standings.find(no),
    stand(no: StaffNo, changes: Partial<Omit<StandingRow, 'staff'>>): void {
      const row = standings.find(no)
      if (row !== undefined) standings.update(no, row.ver, changes)
      else {
        standings.insert({
          staff: no,
          disabled_at: null,
          disabled_why: '',
          secret_until: null,
          secret_used_at: null,
          signed_in_at: null,
          ...changes,
        })
      }
    },
    token: (no: StaffNo) => tokens.find(no),
    giveToken: (row: StaffTokenRow): void => {
      tokens.insert(row)
    },
    rememberToken: (no: StaffNo, ver: number, memory: Partial<StaffTokenRow>): void => {
      tokens.update(no, ver, memory)
    },
  }
}
export type People = ReturnType<typeof people>
