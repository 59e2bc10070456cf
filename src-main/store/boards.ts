import type { Database } from './database.ts'

export type BoardLink = {
  readonly contractNo: string
  readonly service: string
  readonly userId: string
  readonly serial: string | null
  readonly vendor: string | null
  readonly expiry: string | null
}
type Row = {
  contract_no: string
  service: string
  user_id: string
  serial: string | null
  vendor: string | null
  token_expiry: string | null
}

/** Lists over every link of the branch. Read from the rows without their MACs: a list shows the way, it decides nothing. */
export function boards(db: Database) {
  const expiring = db.prepare<{ before: string }, Row>(`
    SELECT c.contract_no, c.service, l.user_id, l.serial, l.vendor, l.token_expiry
      FROM link l JOIN contract c ON c.contract_no = l.contract_no
     WHERE l.token_expiry <= :before AND l.registration IN ('active', 'expired')
     ORDER BY l.token_expiry, l.link LIMIT 5000`)
  const ofService = db.prepare<{ service: string }, Row>(`
    SELECT c.contract_no, c.service, l.user_id, l.serial, l.vendor, l.token_expiry
      FROM link l JOIN contract c ON c.contract_no = l.contract_no
     WHERE c.service = :service AND l.registration = 'active' AND l.serial IS NOT NULL
     ORDER BY l.link`)
  const read = (row: Row): BoardLink => ({
    contractNo: row.contract_no,
    service: row.service,
    userId: row.user_id,
    serial: row.serial,
    vendor: row.vendor,
    expiry: row.token_expiry,
  })
  return {
    /** Registered tokens that expire at an instant or before, soonest first. */
    expiringUntil: (before: string): readonly BoardLink[] => expiring.all({ before }).map(read),
    /** Registered tokens of one service. */
    registeredOf: (service: string): readonly BoardLink[] => ofService.all({ service }).map(read),
  }
}
export type Boards = ReturnType<typeof boards>
