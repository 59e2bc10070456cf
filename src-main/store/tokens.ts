import { CaseNo, ContractNo, type Instant, type Serial, type ServiceId } from '#shared/ids'
import { Authentication, type LinkEvent } from '#shared/links'
import type { Database } from './database.ts'
import { LinkHistoryRow, LinkRow, TokenRow } from './records.ts'
import type { Critical, Kept, Ready } from './rows.ts'

/** The shared token's link has no user; its name ends in an asterisk. */
export const linkName = (contractNo: string, userId: string): string =>
  userId === '' ? `${contractNo}/*` : `${contractNo}/${userId}`

/** Tokens, and the links that join them to users. */
export function tokens(db: Database, critical: Critical) {
  const token = critical.table<TokenRow>({
    table: 'token',
    key: 'serial',
    fields: [
      'serial',
      'row_id',
      'origin',
      'medium',
      'service',
      'seed',
      'kind',
      'algorithm',
      'digits',
      'period_seconds',
      'high_water',
      'drift',
      'counter',
      'failures',
      'locked',
      'tombstone',
      'known_since',
    ],
    parse: (row) => TokenRow.parse(row),
  })
  const link = critical.table<LinkRow>({
    table: 'link',
    key: 'link',
    fields: [
      'link',
      'contract_no',
      'user_id',
      'serial',
      'medium',
      'registration',
      'authentication',
      'token_expiry',
      'vendor',
      'since',
      'decided_by',
    ],
    parse: (row) => LinkRow.parse(row),
  })
  const ofContract = link.select<{ contract: string }>('WHERE contract_no = :contract')
  const ofSerial = link.select<{ serial: string }>('WHERE serial = :serial')
  const everyOwn = token.select<object>('WHERE seed IS NOT NULL')
  const everyBuried = token.select<object>('WHERE tombstone IS NOT NULL')
  const ownSerials = db
    .prepare<{ service: string }, string>(
      `SELECT serial FROM token
        WHERE seed IS NOT NULL AND tombstone IS NULL AND (service IS NULL OR service = :service)
          AND NOT EXISTS (SELECT 1 FROM link WHERE link.serial = token.serial)
        LIMIT 5000`,
    )
    .pluck()
  const note = db.prepare(
    `INSERT INTO link_history
       (link, at, event, case_no, serial_before, serial_after, registration_before, registration_after,
        authentication_before, authentication_after)
     VALUES
       (:link, :at, :event, :caseNo, :serialBefore, :serialAfter, :registrationBefore, :registrationAfter,
        :authenticationBefore, :authenticationAfter)`,
  )
  const historyOfContract = db.prepare<{ contract: string; limit: number }, unknown>(`
    SELECT link, at, event, case_no, serial_before, serial_after, registration_before, registration_after,
           authentication_before, authentication_after
      FROM link_history
     WHERE link IN (SELECT link FROM link WHERE contract_no = :contract) ORDER BY id DESC LIMIT :limit`)
  const historyOfCase = db.prepare<{ contract: string; caseNo: string }, unknown>(`
    SELECT link, at, event, case_no, serial_before, serial_after, registration_before, registration_after,
           authentication_before, authentication_after
      FROM link_history
     WHERE link IN (SELECT link FROM link WHERE contract_no = :contract) AND case_no = :caseNo ORDER BY id`)
  const historyOfSerial = db.prepare<{ serial: string }, unknown>(`
    SELECT link, at, event, case_no, serial_before, serial_after, registration_before, registration_after,
           authentication_before, authentication_after
      FROM link_history
     WHERE serial_before = :serial OR serial_after = :serial ORDER BY id DESC LIMIT 500`)
  const stoppedFrom = db
    .prepare<{ link: string }, string>(
      "SELECT authentication_before FROM link_history WHERE link = :link AND event = 'suspend' ORDER BY id DESC LIMIT 1",
    )
    .pluck()
  const stoppedBy = db
    .prepare<{ link: string }, string | null>(
      "SELECT case_no FROM link_history WHERE link = :link AND event = 'suspend' ORDER BY id DESC LIMIT 1",
    )
    .pluck()
  const known = db.prepare<{ serial: string }, number>('SELECT 1 FROM token WHERE serial = :serial').pluck()
  const takenAwayHere = db
    .prepare<{ serial: string }, number>(
      `SELECT 1 FROM link_history
        WHERE serial_before = :serial AND event IN ('detach', 'revoke', 'opt-out') AND case_no IS NOT NULL LIMIT 1`,
    )
    .pluck()

  return {
    find: (serial: Serial) => token.find(serial),
    /** Whether a serial stands here at all, without its row being read and verified. */
    isKnown: (serial: string): boolean => known.get({ serial }) === 1,
    /** Many new tokens: each made ready outside an attempt, all added in one. */
    ready: (row: TokenRow): Ready<TokenRow> => token.ready(row),
    addReady: (rows: Iterable<Ready<TokenRow>>): void => token.insertReady(rows),
    add: (row: TokenRow): void => {
      token.insert(row)
    },
    /** A vendor's token becomes known by its serial alone: there is no seed, and no code of it can be checked here. */
    addVendor(serial: Serial, medium: TokenRow['medium'], service: ServiceId, at: Instant): void {
      token.insert({
        serial,
        row_id: `vendor-${serial}`,
        origin: 'vendor',
        medium,
        service,
        seed: null,
        kind: null,
        algorithm: null,
        digits: null,
        period_seconds: null,
        high_water: null,
        drift: 0,
        counter: 0,
        failures: 0,
        locked: 0,
        tombstone: null,
        known_since: at,
      })
    },
    change: (row: Kept<TokenRow>, changes: Partial<TokenRow>): void => {
      token.update(row.serial, row.ver, changes)
    },
    /** Every token of ours whose codes are checked here: for a restore, which raises the marks of all of them. */
    everyOwn: () => everyOwn.all({}),
    /** Every token that comes back to nobody; for a restore, after which they still must not. */
    everyBuried: () => everyBuried.all({}),
    /** Serials of ours that are free for a service: what a mistyped serial may have meant. */
    freeOwnSerials: (service: ServiceId): readonly string[] => ownSerials.all({ service }),
    wasTakenAwayHere: (serial: string): boolean => takenAwayHere.get({ serial }) === 1,
    /** What a link was when the branch stopped it; a stop that is lifted puts exactly that back. */
    stoppedFrom: (link: string): Authentication =>
      Authentication.catch('usable').parse(stoppedFrom.get({ link })),
    /** The loss by which a link was stopped last; null where no case did it. */
    stoppedBy: (link: string): CaseNo | null => CaseNo.nullable().parse(stoppedBy.get({ link }) ?? null),
    historyOfContract: (contract: string, limit: number): readonly LinkHistoryRow[] =>
      historyOfContract.all({ contract, limit }).map((row) => LinkHistoryRow.parse(row)),
    /** What one case did to its contract's links, oldest first. */
    historyOfCase: (contract: string, caseNo: CaseNo): readonly LinkHistoryRow[] =>
      historyOfCase.all({ contract, caseNo }).map((row) => LinkHistoryRow.parse(row)),
    historyOfSerial: (serial: string): readonly LinkHistoryRow[] =>
      historyOfSerial.all({ serial }).map((row) => LinkHistoryRow.parse(row)),

    link: (contractNo: string, userId: string) => link.find(linkName(contractNo, userId)),
    links: (contractNo: string) => ofContract.all({ contract: contractNo }),
    linksOf: (serial: string) => ofSerial.all({ serial }),
    addLink: (row: LinkRow): void => {
      link.insert(row)
    },
    /** The empty place of a contract's shared token, when its usage mode becomes `shared`. */
    addSharedLink: (contract: string, at: Instant): void => {
      link.insert({
        link: linkName(contract, ''),
        contract_no: ContractNo.parse(contract),
        user_id: '',
        serial: null,
        medium: null,
        registration: 'none',
        authentication: 'none',
        token_expiry: null,
        vendor: null,
        since: at,
        decided_by: 'desk',
      })
    },
    /** Changes a link and keeps what it was and what it became, for ever. */
    changeLink(
      row: Kept<LinkRow>,
      changes: Partial<LinkRow>,
      because: {
        readonly event: LinkEvent | 'import'
        readonly at: Instant
        readonly caseNo: CaseNo | null
      },
    ): void {
      const after = link.update(row.link, row.ver, { ...changes, since: because.at })
      note.run({
        link: row.link,
        at: because.at,
        event: because.event,
        caseNo: because.caseNo,
        serialBefore: row.serial,
        serialAfter: after.serial,
        registrationBefore: row.registration,
        registrationAfter: after.registration,
        authenticationBefore: row.authentication,
        authenticationAfter: after.authentication,
      })
    },
  }
}
export type Tokens = ReturnType<typeof tokens>
