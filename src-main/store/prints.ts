import type { Instant, StaffNo } from '#shared/ids'
import type { Database } from './database.ts'

/** How often each paper was printed; stands in the footer of every sheet. */
export function prints(db: Database) {
  const count = db
    .prepare<{ paper: string; about: string }, number>(
      'SELECT count(*) FROM print WHERE about = :about AND paper = :paper',
    )
    .pluck()
  const add = db.prepare('INSERT INTO print (paper, about, at, staff) VALUES (:paper, :about, :at, :staff)')
  return {
    count: (paper: string, about: string): number => count.get({ paper, about }) ?? 0,
    add: (paper: string, about: string, at: Instant, staff: StaffNo): void => {
      add.run({ paper, about, at, staff })
    },
  }
}
export type Prints = ReturnType<typeof prints>
