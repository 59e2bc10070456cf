import type { CalendarDate, Instant, StaffNo } from '#shared/ids'
import type { Database } from './database.ts'
import { DayOpeningRow, DaySheetRow, DeputyRow } from './records.ts'
import type { Critical } from './rows.ts'

/** The branch's days: the sheets of their closings, how each was begun, and who stood in for a supervisor. */
export function days(db: Database, critical: Critical) {
  const sheets = critical.table<DaySheetRow>({
    table: 'day_sheet',
    key: 'number',
    fields: ['number', 'date', 'made_at', 'made_by', 'size', 'root', 'code', 'previous', 'facts'],
    parse: (row) => DaySheetRow.parse(row),
  })
  const openings = critical.table<DayOpeningRow>({
    table: 'day_opening',
    key: 'id',
    fields: ['id', 'date', 'machine_since', 'opened_at', 'opened_by', 'second', 'how', 'sheet', 'reason'],
    parse: (row) => DayOpeningRow.parse(row),
  })
  const deputies = critical.table<DeputyRow>({
    table: 'deputy',
    key: 'id',
    fields: ['id', 'staff', 'date', 'appointed_at', 'appointed_by', 'appointed_with', 'reason', 'ended_at'],
    parse: (row) => DeputyRow.parse(row),
  })
  const newestSheet = sheets.select<object>('ORDER BY number DESC LIMIT 1')
  const newestSheets = sheets.select<{ limit: number }>('ORDER BY number DESC LIMIT :limit')
  const newestOpening = openings.select<object>('ORDER BY id DESC LIMIT 1')
  const openingsAfter = openings.select<{ sheet: number }>('WHERE coalesce(sheet, 0) = :sheet ORDER BY id')
  const ofDay = deputies.select<{ date: string }>('WHERE date = :date AND ended_at IS NULL ORDER BY id')
  const standing = deputies.select<{ date: string }>('WHERE date <= :date AND ended_at IS NULL ORDER BY id')
  const newestDeputies = deputies.select<{ limit: number }>('ORDER BY id DESC LIMIT :limit')
  const lastOpening = db.prepare<[], number | null>('SELECT max(id) FROM day_opening').pluck()
  const lastDeputy = db.prepare<[], number | null>('SELECT max(id) FROM deputy').pluck()

  return {
    sheet: (number: number) => sheets.find(number),
    newestSheet: () => newestSheet.get({}),
    /** The newest first. */
    sheets: (limit = 400) => newestSheets.all({ limit }),
    keepSheet: (row: DaySheetRow): void => {
      sheets.insert(row)
    },
    newestOpening: () => newestOpening.get({}),
    /** Oldest first, those for which this sheet was the newest; 0 before the first. */
    openingsAfter: (sheet: number) => openingsAfter.all({ sheet }),
    begin: (row: Omit<DayOpeningRow, 'id'>): void => {
      openings.insert({ ...row, id: (lastOpening.get() ?? 0) + 1 })
    },
    /** Those who stand in on a day and have not ended. */
    deputiesOf: (date: CalendarDate) => ofDay.all({ date }),
    isDeputy: (staff: StaffNo, date: CalendarDate): boolean =>
      ofDay.all({ date }).some((row) => row.staff === staff),
    deputy: (id: number) => deputies.find(id),
    deputies: (limit = 100) => newestDeputies.all({ limit }),
    appoint: (row: Omit<DeputyRow, 'id' | 'ended_at'>): void => {
      deputies.insert({ ...row, id: (lastDeputy.get() ?? 0) + 1, ended_at: null })
    },
    endDeputy(id: number, at: Instant): void {
      const row = deputies.find(id)
      if (row !== undefined && row.ended_at === null) deputies.update(id, row.ver, { ended_at: at })
    },
    /** Ends everybody whose day this was, or was before. */
    endDeputies(date: CalendarDate, at: Instant): void {
      for (const row of standing.all({ date })) deputies.update(row.id, row.ver, { ended_at: at })
    },
  }
}
export type Days = ReturnType<typeof days>
