import { z } from 'zod'
import type { DriftSums } from '#shared/drift'
import { Instant, Serial, ServiceId } from '#shared/ids'
import { DriftNote } from '#shared/operations/engine'
import type { Database } from './database.ts'

const NotedRow = z.object({ ...DriftNote.shape, serial: Serial })
export type NotedRow = z.infer<typeof NotedRow>

const MeasuredRow = z.object({
  serial: Serial,
  service: ServiceId.nullable(),
  model: z.string().nullable(),
  medium: z.enum(['soft', 'hard']),
  periodSeconds: z.int(),
  drift: z.int(),
  locked: z.int(),
  knownSince: Instant,
  lastAt: Instant,
  notes: z.int(),
  firstDay: z.number(),
  lastDay: z.number(),
  days: z.number(),
  drifts: z.number(),
  daysSquared: z.number(),
  products: z.number(),
})
/** A token that has shown a code, with the sums its trend is made of. */
export type MeasuredRow = z.infer<typeof MeasuredRow> & DriftSums

/** What tokens have shown of their own clocks. Read without MACs: it shows the way, it decides nothing. */
export function drift(db: Database) {
  const insert = db.prepare(
    'INSERT INTO drift_note (serial, at, how, drift, period_seconds) VALUES (:serial, :at, :how, :drift, :periodSeconds)',
  )
  const ofSerial = db.prepare<{ serial: string; limit: number }, unknown>(
    `SELECT serial, at, how, drift, period_seconds AS periodSeconds
       FROM drift_note WHERE serial = :serial ORDER BY id DESC LIMIT :limit`,
  )
  // A drift set to zero by hand says nothing about a clock; what was shown before it belongs to the line all the same.
  const measured = db.prepare<[], unknown>(`
    WITH shown AS (
      SELECT serial, at, drift, julianday(at) - 2440587.5 AS day,
             min(julianday(at) - 2440587.5) OVER (PARTITION BY serial) AS first
        FROM drift_note WHERE how <> 'reset'),
    summed AS (
      SELECT serial, max(at) AS lastAt, count(*) AS notes, min(day) AS firstDay, max(day) AS lastDay,
             total(day - first) AS days, total(drift) AS drifts,
             total((day - first) * (day - first)) AS daysSquared, total((day - first) * drift) AS products
        FROM shown GROUP BY serial)
    SELECT t.serial, coalesce(s.service, t.service) AS service, s.model, t.medium, t.period_seconds AS periodSeconds,
           t.drift, t.locked, t.known_since AS knownSince, n.lastAt, n.notes, n.firstDay, n.lastDay, n.days, n.drifts,
           n.daysSquared, n.products
      FROM summed n JOIN token t ON t.serial = n.serial LEFT JOIN stock s ON s.serial = t.serial
     WHERE t.tombstone IS NULL AND t.seed IS NOT NULL AND t.kind = 'totp'
     ORDER BY t.serial`)
  const unmeasured = db
    .prepare<[], number>(
      `SELECT count(*) FROM token t
        WHERE t.tombstone IS NULL AND t.seed IS NOT NULL AND t.kind = 'totp'
          AND NOT EXISTS (SELECT 1 FROM drift_note n WHERE n.serial = t.serial AND n.how <> 'reset')`,
    )
    .pluck()
  return {
    note: (row: NotedRow): void => {
      insert.run(row)
    },
    /** Newest first. */
    ofSerial: (serial: Serial, limit: number): readonly NotedRow[] =>
      ofSerial.all({ serial, limit }).map((row) => NotedRow.parse(row)),
    measured: (): readonly MeasuredRow[] => measured.all().map((row) => MeasuredRow.parse(row)),
    unmeasured: (): number => unmeasured.get() ?? 0,
  }
}
export type Drift = ReturnType<typeof drift>
