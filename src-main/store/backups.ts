import { z } from 'zod'
import { Instant } from '#shared/ids'
import type { Critical } from './rows.ts'

/** Backups that were made, tried or failed, drills and restores. Never personal: numbers, names of files, sums. */

export const BackupRow = z.object({
  number: z.int().min(1),
  kind: z.enum(['daily', 'weekly', 'manual', 'drill', 'restore']),
  at: Instant,
  /** `done`, or the code of what went wrong. */
  outcome: z.string(),
  file: z.string(),
  bytes: z.int().min(0),
  digest: z.string(),
  size: z.int().min(0),
  removed_at: Instant.nullable(),
  /** Of a restore: what is to be entered again, JSON; `{}` otherwise. */
  facts: z.string(),
})
export type BackupRow = z.infer<typeof BackupRow>

export function backups(critical: Critical) {
  const table = critical.table<BackupRow>({
    table: 'backup',
    key: 'number',
    fields: ['number', 'kind', 'at', 'outcome', 'file', 'bytes', 'digest', 'size', 'removed_at', 'facts'],
    parse: (row) => BackupRow.parse(row),
  })
  const newest = table.select<{ limit: number }>('ORDER BY number DESC LIMIT :limit')
  const standing = table.select<object>(
    "WHERE outcome = 'done' AND removed_at IS NULL AND kind IN ('daily', 'weekly', 'manual') ORDER BY number DESC",
  )
  const lastOf = table.select<{ kind: string }>('WHERE kind = :kind ORDER BY number DESC LIMIT 1')
  const lastDone = table.select<{ kind: string }>(
    "WHERE kind = :kind AND outcome = 'done' ORDER BY number DESC LIMIT 1",
  )
  return {
    find: (number: number) => table.find(number),
    /** The newest first. */
    newest: (limit: number) => newest.all({ limit }),
    /** Backups that were made and have not been removed, the newest first. */
    standing: () => standing.all({}),
    last: (kind: BackupRow['kind']) => lastOf.get({ kind }),
    lastDone: (kind: BackupRow['kind']) => lastDone.get({ kind }),
    /** Under the next number. */
    add(row: Omit<BackupRow, 'number'>): BackupRow {
      const [last] = newest.all({ limit: 1 })
      return table.insert({ ...row, number: (last?.number ?? 0) + 1 })
    },
    removed(number: number, at: Instant): void {
      const row = table.find(number)
      if (row !== undefined && row.removed_at === null) table.update(number, row.ver, { removed_at: at })
    },
  }
}
export type Backups = ReturnType<typeof backups>
