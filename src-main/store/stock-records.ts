import { z } from 'zod'
import {
  BranchNo,
  CalendarDate,
  CaseNo,
  ContractNo,
  Instant,
  ParcelId,
  RecordNo,
  Serial,
  StaffNo,
} from '#shared/ids'
import { StockState } from '#shared/stock'
import { TRANSFER_REFUSALS } from '#shared/transfers'
import { canonical } from './canonical.ts'
import type { Database } from './database.ts'
import { BranchIdentityRow, PeerBranchRow, type RecordKind, RecordRow } from './records.ts'
import type { Critical, Kept } from './rows.ts'

/** The particulars of each kind of record, and the states it can be in. */
const shapes = {
  stocktake: z.strictObject({
    model: z.string().nullable(),
    reason: z.string(),
    /** What the book said when the count was closed. */
    expected: z.int().nullable(),
    missing: z.array(z.strictObject({ serial: Serial, state: StockState })),
    surplus: z.array(z.strictObject({ serial: Serial, state: StockState.nullable() })),
  }),
  destruction: z.strictObject({
    method: z.enum(['crushed', 'shredded', 'vendor', 'other']),
    why: z.string(),
    tokens: z.array(z.strictObject({ serial: Serial, model: z.string(), before: StockState })),
  }),
  transfer: z.strictObject({
    direction: z.enum(['out', 'in']),
    /** The number both branches know it by: 128 random bits, hex. */
    id: z.string(),
    branchNo: BranchNo,
    branchName: z.string(),
    /** Of the other branch's introduction: an answer has to be of whom it was sent to. */
    fingerprint: z.string(),
    tokens: z.array(Serial),
    /** SHA-256 of the document with the tokens, hex. */
    digest: z.string(),
    /** What we sent, to be saved once more. Empty for what came: its seeds are not kept twice. */
    document: z.string(),
    /** The receipt or the refusal that answers it: ours for what came, the other branch's for what went. */
    answer: z.string().nullable(),
    /** Why it was sent back, where it was. */
    reason: z.enum(TRANSFER_REFUSALS).nullable(),
    settledAt: Instant.nullable(),
    settledBy: StaffNo.nullable(),
    settledSecond: StaffNo.nullable(),
  }),
  bag: z.strictObject({ parcels: z.array(ParcelId) }),
  campaign: z.strictObject({ model: z.string().nullable(), until: CalendarDate }),
} as const satisfies Record<RecordKind, z.ZodType>

const states = {
  stocktake: z.enum(['counting', 'agreed', 'difference', 'settled']),
  destruction: z.literal('destroyed'),
  transfer: z.enum(['sent', 'settled', 'refused', 'received']),
  bag: z.literal('posted'),
  campaign: z.enum(['open', 'closed']),
} as const satisfies Record<RecordKind, z.ZodType>

const PREFIX: Readonly<Record<RecordKind, string>> = {
  stocktake: 'ST',
  destruction: 'DS',
  transfer: 'TR',
  bag: 'MB',
  campaign: 'CP',
}

export type RecordData<K extends RecordKind> = z.infer<(typeof shapes)[K]>
export type RecordState<K extends RecordKind> = z.infer<(typeof states)[K]>

/** A record with its particulars read. */
export type Numbered<K extends RecordKind> = Omit<Kept<RecordRow>, 'data' | 'state' | 'kind'> & {
  readonly kind: K
  readonly state: RecordState<K>
  readonly data: RecordData<K>
}

const CountRow = z.object({ serial: z.string(), at: Instant, staff: StaffNo })
const LetterRow = z.object({
  record: RecordNo,
  link: z.string(),
  contract_no: ContractNo,
  user_id: z.string(),
  serial: Serial,
  expires_at: Instant,
  first_at: Instant.nullable(),
  second_at: Instant.nullable(),
  /** The application for hardware that this user has made since the campaign began, and that was not given up. */
  case_no: CaseNo.nullable(),
})
/** One user and token of a campaign, when the letters went, and what came of them. */
export type LetterRow = z.infer<typeof LetterRow>

const ExpiringLink = z.object({ link: z.string(), serial: Serial, expires_at: Instant })
/** A registered hardware token with its end: as the service knows it, or the earlier one of the file's and the printed. */
export type ExpiringLink = z.infer<typeof ExpiringLink>

/** Numbered records of the safe: stocktakes, destructions, transfers, mail bags, campaigns; and the branches we know. */
export function stockRecords(db: Database, critical: Critical) {
  const table = critical.table<RecordRow>({
    table: 'record',
    key: 'record',
    fields: ['record', 'kind', 'state', 'service', 'at', 'staff', 'second', 'closed_at', 'case_no', 'data'],
    parse: (row) => RecordRow.parse(row),
  })
  const peer = critical.table<PeerBranchRow>({
    table: 'peer_branch',
    key: 'branch_no',
    fields: [
      'branch_no',
      'branch_name',
      'institution',
      'fingerprint',
      'introduction',
      'since',
      'staff',
      'second',
    ],
    parse: (row) => PeerBranchRow.parse(row),
  })
  const identity = critical.table<BranchIdentityRow>({
    table: 'branch_identity',
    key: 'name',
    fields: ['name', 'introduction', 'sealed', 'since'],
    parse: (row) => BranchIdentityRow.parse(row),
  })
  const ofKind = table.select<{ kind: string; limit: number }>(
    'WHERE kind = :kind ORDER BY at DESC, record DESC LIMIT :limit',
  )
  const inState = table.select<{ kind: string; state: string }>(
    'WHERE kind = :kind AND state = :state ORDER BY at, record',
  )
  const ofCase = table.select<{ caseNo: string; kind: string }>('WHERE case_no = :caseNo AND kind = :kind')
  const transferWithId = table.select<{ id: string; direction: string }>(
    `WHERE kind = 'transfer' AND json_extract(data, '$.id') = :id AND json_extract(data, '$.direction') = :direction`,
  )
  const last = db
    .prepare<{ prefix: string }, string | null>(
      "SELECT max(record) FROM record WHERE record >= :prefix AND record < :prefix || '~'",
    )
    .pluck()
  const peers = peer.select<object>('ORDER BY branch_no')

  const count = db.prepare(
    'INSERT INTO stocktake_count (record, serial, at, staff) VALUES (:record, :serial, :at, :staff) ON CONFLICT DO NOTHING',
  )
  const uncount = db.prepare('DELETE FROM stocktake_count WHERE record = :record AND serial = :serial')
  const counted = db.prepare<{ record: string }, unknown>(
    'SELECT serial, at, staff FROM stocktake_count WHERE record = :record ORDER BY serial',
  )
  const howMany = db
    .prepare<{ record: string }, number>('SELECT count(*) FROM stocktake_count WHERE record = :record')
    .pluck()

  const addLetter = db.prepare(
    `INSERT INTO campaign_letter (record, link, serial, expires_at, first_at, second_at)
     VALUES (:record, :link, :serial, :expiresAt, NULL, NULL)`,
  )
  const letters = db.prepare<{ record: string }, unknown>(
    `SELECT cl.record, cl.link, k.contract_no, k.user_id, cl.serial, cl.expires_at, cl.first_at, cl.second_at,
           (SELECT c.case_no FROM case_file c
             WHERE c.contract_no = k.contract_no AND c.kind = 'hardware' AND c.opened_at >= r.at
               AND c.state NOT IN ('rejected', 'withdrawn', 'lapsed') AND c.target_user = k.user_id
             ORDER BY c.opened_at, c.case_no LIMIT 1) AS case_no
      FROM campaign_letter cl JOIN link k ON k.link = cl.link JOIN record r ON r.record = cl.record
     WHERE cl.record = :record
     ORDER BY cl.expires_at, cl.link`,
  )
  const letter = db.prepare<{ record: string; link: string }, unknown>(
    `SELECT cl.record, cl.link, k.contract_no, k.user_id, cl.serial, cl.expires_at, cl.first_at, cl.second_at,
           (SELECT c.case_no FROM case_file c
             WHERE c.contract_no = k.contract_no AND c.kind = 'hardware' AND c.opened_at >= r.at
               AND c.state NOT IN ('rejected', 'withdrawn', 'lapsed') AND c.target_user = k.user_id
             ORDER BY c.opened_at, c.case_no LIMIT 1) AS case_no
      FROM campaign_letter cl JOIN link k ON k.link = cl.link JOIN record r ON r.record = cl.record
     WHERE cl.record = :record AND cl.link = :link`,
  )
  const expiringLinks = db.prepare<{ service: string; model: string | null; before: string }, unknown>(
    `SELECT link, serial, expires_at FROM (
       SELECT l.link, l.serial, s.model,
              coalesce(l.token_expiry, min(coalesce(s.valid_until, s.printed_expiry),
                                           coalesce(s.printed_expiry, s.valid_until))) AS expires_at
         FROM link l JOIN contract c ON c.contract_no = l.contract_no LEFT JOIN stock s ON s.serial = l.serial
        WHERE c.service = :service AND l.serial IS NOT NULL AND l.registration IN ('active', 'expired')
          AND (l.medium = 'hard' OR s.serial IS NOT NULL))
      WHERE expires_at < :before AND (:model IS NULL OR model = :model)
      ORDER BY expires_at, link`,
  )
  const sendFirst = db.prepare(
    'UPDATE campaign_letter SET first_at = :at WHERE record = :record AND link = :link AND first_at IS NULL',
  )
  const sendSecond = db.prepare(
    'UPDATE campaign_letter SET second_at = :at WHERE record = :record AND link = :link AND second_at IS NULL',
  )

  /** The row with its particulars; throws where they are not of its kind. */
  function read<K extends RecordKind>(kind: K, { data, ...row }: Kept<RecordRow>): Numbered<K> {
    // TypeScript cannot follow a kind to the schemas that bear its name.
    return {
      ...row,
      kind,
      state: states[kind].parse(row.state) as RecordState<K>,
      data: shapes[kind].parse(JSON.parse(data)) as RecordData<K>,
    }
  }

  return {
    /** A record under the branch's next number of its kind. */
    open<K extends RecordKind>(
      kind: K,
      branchNo: string,
      facts: {
        readonly state: RecordState<K>
        readonly service: RecordRow['service']
        readonly at: Instant
        readonly staff: StaffNo
        readonly second: StaffNo | null
        readonly data: RecordData<K>
      },
    ): Numbered<K> {
      const prefix = `${PREFIX[kind]}-${branchNo}-`
      const no = Number(last.get({ prefix })?.slice(-6) ?? 0) + 1
      const row = table.insert({
        ...facts,
        record: RecordNo.parse(`${prefix}${String(no).padStart(6, '0')}`),
        kind,
        closed_at: null,
        case_no: null,
        data: canonical(shapes[kind].parse(facts.data)),
      })
      return read(kind, row)
    },
    find<K extends RecordKind>(kind: K, record: RecordNo): Numbered<K> | undefined {
      const row = table.find(record)
      return row === undefined || row.kind !== kind ? undefined : read(kind, row)
    },
    /** Newest first. */
    all: <K extends RecordKind>(kind: K, limit = 200): readonly Numbered<K>[] =>
      ofKind.all({ kind, limit }).map((row) => read(kind, row)),
    /** Oldest first. */
    inState: <K extends RecordKind>(kind: K, state: RecordState<K>): readonly Numbered<K>[] =>
      inState.all({ kind, state }).map((row) => read(kind, row)),
    ofCase<K extends RecordKind>(kind: K, caseNo: CaseNo): Numbered<K> | undefined {
      const row = ofCase.get({ caseNo, kind })
      return row === undefined ? undefined : read(kind, row)
    },
    change<K extends RecordKind>(
      row: Numbered<K>,
      changes: {
        readonly state?: RecordState<K>
        readonly second?: StaffNo
        readonly closed_at?: Instant
        readonly case_no?: CaseNo
        readonly data?: RecordData<K>
      },
    ): Numbered<K> {
      const { data, ...plain } = changes
      const after = table.update(row.record, row.ver, {
        ...plain,
        ...(data === undefined ? {} : { data: canonical(shapes[row.kind].parse(data)) }),
      })
      return read(row.kind, after)
    },
    /** The transfer both branches know by this number; taken on once (`in`), sent once (`out`). */
    transferWithId(id: string, direction: 'out' | 'in'): Numbered<'transfer'> | undefined {
      const row = transferWithId.get({ id, direction })
      return row === undefined ? undefined : read('transfer', row)
    },

    /** Counts a serial once. @returns whether it was not counted before; throws once the count is closed */
    count: (record: RecordNo, serial: string, at: Instant, staff: StaffNo): boolean =>
      count.run({ record, serial, at, staff }).changes === 1,
    uncount: (record: RecordNo, serial: string): boolean => uncount.run({ record, serial }).changes === 1,
    counted: (record: RecordNo): readonly z.infer<typeof CountRow>[] =>
      counted.all({ record }).map((row) => CountRow.parse(row)),
    howMany: (record: RecordNo): number => howMany.get({ record }) ?? 0,

    /** Registered hardware of a service that ends before an instant, soonest first; of one model, only what is stock of ours. */
    expiringLinks: (
      service: RecordRow['service'] & string,
      model: string | null,
      before: Instant,
    ): readonly ExpiringLink[] =>
      expiringLinks.all({ service, model, before }).map((row) => ExpiringLink.parse(row)),
    addLetter: (record: RecordNo, link: string, serial: Serial, expiresAt: Instant): void => {
      addLetter.run({ record, link, serial, expiresAt })
    },
    /** Soonest expiry first. */
    letters: (record: RecordNo): readonly LetterRow[] =>
      letters.all({ record }).map((row) => LetterRow.parse(row)),
    letter(record: RecordNo, link: string): LetterRow | undefined {
      const row = letter.get({ record, link })
      return row === undefined ? undefined : LetterRow.parse(row)
    },
    /** @returns whether the letter of this round had not gone yet */
    letterSent: (record: RecordNo, link: string, round: 1 | 2, at: Instant): boolean =>
      (round === 1 ? sendFirst : sendSecond).run({ record, link, at }).changes === 1,

    peer: (branchNo: BranchNo) => peer.find(branchNo),
    peers: () => peers.all({}),
    /** Introduces a branch, or takes its new introduction in the place of the old one. */
    meet(row: PeerBranchRow): void {
      const before = peer.find(row.branch_no)
      if (before === undefined) peer.insert(row)
      else peer.update(row.branch_no, before.ver, row)
    },
    identity: () => identity.find('own'),
    keepIdentity(row: Omit<BranchIdentityRow, 'name'>): void {
      const before = identity.find('own')
      if (before === undefined) identity.insert({ ...row, name: 'own' })
      else identity.update('own', before.ver, row)
    },
  }
}
export type StockRecords = ReturnType<typeof stockRecords>
