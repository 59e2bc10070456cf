import type { StaffNo } from '#shared/ids'
import type { Staff } from '#shared/staff'
import { StaffRow, StaffTokenRow } from './records.ts'
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

  const here = staff.select<object>('WHERE ended_at IS NULL ORDER BY staff')

  return {
    /** The colleague behind a staff number, also after they have left. */
    row: (no: StaffNo) => staff.find(no),
    /** The colleague as the desk shows them; undefined for nobody, and for somebody who has left. */
    find(no: StaffNo): Staff | undefined {
      const row = staff.find(no)
      if (row === undefined || row.ended_at !== null) return undefined
      return { staff: row.staff, person: row.person, name: row.name, role: row.role }
    },
    /** Everybody who is here today, in the order of their numbers. */
    everybody: (): readonly Staff[] =>
      here.all({}).map(({ staff: no, person, name, role }) => ({ staff: no, person, name, role })),
    nameOf: (no: StaffNo): string => staff.find(no)?.name ?? no,
    enrol: (row: StaffRow): void => {
      staff.insert(row)
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
