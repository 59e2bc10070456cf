import { z } from 'zod'
import type { ReadEntry } from './audit.ts'
import type { Json } from './canonical.ts'
import type { Database } from './database.ts'
import { leafOf, type Tree, treeOver } from './merkle.ts'
import type { Critical } from './rows.ts'

/**
 * The trail as people outside the store want it: filtered lists, the lines of an audit copy 監査用写し and the entries of an
 * evidence pack 証拠一式 (TRAIL-FORMAT.md), and what was erased at the end of its time 消去.
 */

/** Which entries are wanted; null asks for any. */
export type TrailFilter = {
  /** From and before these instants, UTC. */
  readonly from: string | null
  readonly to: string | null
  /** Whoever acted, under any of these numbers. */
  readonly staff: readonly string[] | null
  /** One kind of entry, or all of a family: `case` for `case.…`. */
  readonly verb: string | null
  readonly outcome: 'done' | 'refused' | 'noted' | null
  /** What it was about: any of these. */
  readonly objects: readonly string[] | null
}

/** One entry as it lies in the store, for whoever computes for themselves. */
export type RawEntry = {
  readonly seq: number
  readonly text: string
  readonly chain: Buffer
  readonly payload: string | null
  /** 32 bytes; null where there is no payload, or it is erased. */
  readonly key: Buffer | null
}

export const ErasureRow = z.strictObject({
  number: z.int(),
  at: z.string(),
  by_staff: z.string(),
  with_staff: z.string(),
  before: z.string(),
  through: z.int(),
  payloads: z.int(),
})
export type ErasureRow = z.infer<typeof ErasureRow>

/** What a daily sheet says about the trail. */
export type SheetOfTrail = {
  readonly number: number
  readonly date: string
  readonly size: number
  readonly root: string
  readonly code: string
  readonly previous: string
}

/** What the first line of an audit copy says beside its form. */
export type CopyHeader = {
  readonly origin: string
  readonly made: string
  readonly by: string
  readonly with: string
  readonly reason: string
  readonly entries: number
  readonly payloads: boolean
  readonly keys: readonly string[]
}

/** Entries read at a time, so that the desk answers others in between. */
const PAGE = 1000

export function trailReading(db: Database, critical: Critical) {
  const erasures = critical.table<ErasureRow>({
    table: 'erasure',
    key: 'number',
    fields: ['number', 'at', 'by_staff', 'with_staff', 'before', 'through', 'payloads'],
    parse: (row) => ErasureRow.parse(row),
  })
  const everyErasure = erasures.select<object>('ORDER BY number')

  /** Lists as JSON, which SQLite takes apart. */
  type Wanted = Omit<TrailFilter, 'staff' | 'objects'> & {
    readonly staff: string | null
    readonly objects: string | null
    readonly before: number
    readonly after: number
    readonly limit: number
  }
  type Found = { text: string; payload: string | null }
  const anything = db.prepare<Wanted, Found>(`
    SELECT e.text AS text, p.text AS payload
      FROM audit_entry e LEFT JOIN audit_payload p USING (seq)
     WHERE e.seq < :before AND e.seq > :after
       AND (:from IS NULL OR e.wall >= :from) AND (:to IS NULL OR e.wall < :to)
       AND (:staff IS NULL OR e.actor IN (SELECT value FROM json_each(:staff)))
       AND (:verb IS NULL OR e.verb = :verb OR e.verb GLOB :verb || '.*')
       AND (:outcome IS NULL OR e.outcome = :outcome OR (:outcome = 'refused' AND e.outcome GLOB 'refused:*'))
     ORDER BY e.seq DESC
     LIMIT :limit`)
  // By its index: an object's few entries among very many.
  const ofObjects = db.prepare<Wanted, Found>(`
    SELECT e.text AS text, p.text AS payload
      FROM audit_entry e INDEXED BY audit_entry_by_object LEFT JOIN audit_payload p USING (seq)
     WHERE e.object IN (SELECT value FROM json_each(:objects)) AND e.seq < :before AND e.seq > :after
       AND (:from IS NULL OR e.wall >= :from) AND (:to IS NULL OR e.wall < :to)
       AND (:staff IS NULL OR e.actor IN (SELECT value FROM json_each(:staff)))
       AND (:verb IS NULL OR e.verb = :verb OR e.verb GLOB :verb || '.*')
       AND (:outcome IS NULL OR e.outcome = :outcome OR (:outcome = 'refused' AND e.outcome GLOB 'refused:*'))
     ORDER BY e.seq DESC
     LIMIT :limit`)
  // By its index: the few entries of some kinds among very many.
  const ofVerbs = db.prepare<{ verbs: string; after: number; through: number; limit: number }, Found>(`
    SELECT e.text AS text, p.text AS payload
      FROM audit_entry e INDEXED BY audit_entry_by_verb LEFT JOIN audit_payload p USING (seq)
     WHERE e.verb IN (SELECT value FROM json_each(:verbs)) AND e.seq > :after AND e.seq <= :through
       AND e.outcome = 'done'
     ORDER BY e.seq DESC
     LIMIT :limit`)
  const page = db.prepare<{ after: number; through: number; limit: number }, RawEntry>(`
    SELECT e.seq AS seq, e.text AS text, e.chain AS chain, p.text AS payload, p.key AS key
      FROM audit_entry e LEFT JOIN audit_payload p USING (seq)
     WHERE e.seq > :after AND e.seq <= :through
     ORDER BY e.seq
     LIMIT :limit`)
  // Its own by their index. Others, a mail bag's posting for one, only between its first and the last: they are read through.
  const rawOfCase = db.prepare<{ object: string; row: string; through: number }, RawEntry>(`
    SELECT e.seq AS seq, e.text AS text, e.chain AS chain, p.text AS payload, p.key AS key
      FROM audit_entry e LEFT JOIN audit_payload p USING (seq)
     WHERE e.seq <= :through
       AND e.seq >= (SELECT min(seq) FROM audit_entry WHERE object = :object)
       AND (e.object = :object OR instr(e.text, :row) > 0)
     ORDER BY e.seq`)
  const texts = db
    .prepare<{ through: number }, string>('SELECT text FROM audit_entry WHERE seq <= :through ORDER BY seq')
    .pluck()
  const sheets = db.prepare<[], SheetOfTrail>(
    'SELECT number, date, size, root, code, previous FROM day_sheet ORDER BY number',
  )
  const firstFrom = db
    .prepare<{ before: string }, number | null>('SELECT min(seq) FROM audit_entry WHERE wall >= :before')
    .pluck()
  const last = db.prepare<[], number | null>('SELECT max(seq) FROM audit_entry').pluck()
  const countPayloads = db
    .prepare<{ through: number }, number>('SELECT count(*) FROM audit_payload WHERE seq <= :through')
    .pluck()
  const erasePayloads = db.prepare<{ through: number }>('DELETE FROM audit_payload WHERE seq <= :through')

  const read = ({ text, payload }: Found): ReadEntry => ({
    // Our own canonical text, verified by the chain when the store was opened.
    ...(JSON.parse(text) as Omit<ReadEntry, 'payload'>),
    payload: payload === null ? undefined : (JSON.parse(payload) as Json),
  })

  /** What is old enough: every entry before the first one that is not. */
  function dueBefore(before: string): { readonly through: number; readonly payloads: number } {
    const through = (firstFrom.get({ before }) ?? (last.get() ?? 0) + 1) - 1
    return { through, payloads: countPayloads.get({ through }) ?? 0 }
  }

  return {
    /** The newest first, between `after` and `before` where they are given; `limit` at most. */
    find: (filter: TrailFilter, before: number | null, limit: number, after = 0): readonly ReadEntry[] =>
      (filter.objects === null ? anything : ofObjects)
        .all({
          ...filter,
          staff: filter.staff === null ? null : JSON.stringify(filter.staff),
          objects: filter.objects === null ? null : JSON.stringify(filter.objects),
          before: before ?? Number.MAX_SAFE_INTEGER,
          after,
          limit,
        })
        .map(read),

    /** What was done of some kinds, the newest first, after one entry and up to and with another; `limit` at most. */
    doneOf: (
      verbs: readonly string[],
      {
        after = 0,
        through = Number.MAX_SAFE_INTEGER,
        limit = -1,
      }: { readonly after?: number; readonly through?: number; readonly limit?: number } = {},
    ): readonly ReadEntry[] => ofVerbs.all({ verbs: JSON.stringify(verbs), after, through, limit }).map(read),

    /** Entries about one case, or that changed its row, as they are stored; oldest first, up to and with `through`. */
    rawOfCase: (caseNo: string, through: number): readonly RawEntry[] =>
      rawOfCase.all({ object: caseNo, row: `"pk":"${caseNo}","table":"case_file"`, through }),

    /** The tree over the first `size` entries: 64 bytes an entry, 2 µs each. */
    tree(size: number): Tree {
      const leaves: Buffer[] = []
      for (const text of texts.iterate({ through: size })) leaves.push(leafOf(text))
      return treeOver(leaves)
    },

    erasures: (): readonly ErasureRow[] => everyErasure.all({}),
    dueBefore,

    /**
     * Takes away the payloads and their keys of all entries that are older than `before`, and puts on record that it
     * did. Undefined where there is nothing to take. Only inside an attempt; `store.fold` must follow it.
     */
    erase(by: {
      readonly at: string
      readonly by: string
      readonly with: string
      readonly before: string
    }): ErasureRow | undefined {
      const due = dueBefore(by.before)
      const known = everyErasure.all({})
      if (due.payloads === 0 || due.through <= (known.at(-1)?.through ?? 0)) return undefined
      const row = {
        number: known.length + 1,
        at: by.at,
        by_staff: by.by,
        with_staff: by.with,
        before: by.before,
        ...due,
      }
      erasures.insert(row)
      erasePayloads.run({ through: due.through })
      return row
    },

    /** The text of an audit copy, in pieces of some hundred kilobytes; `notes` are the signed heads up to `entries`. */
    async *copy(header: CopyHeader, notes: readonly string[], root: string): AsyncGenerator<string> {
      const line = (value: object): string => `${JSON.stringify(value)}\n`
      yield line({ madoguchi: 'audit-copy', version: 1, ...header })
      yield notes.map((head) => line({ head })).join('')
      yield sheets
        .all()
        .filter(({ size }) => size <= header.entries)
        .map(({ number, ...rest }) => line({ sheet: number, ...rest }))
        .join('')
      yield everyErasure
        .all({})
        .map(({ number, before, through, payloads }) => line({ erasure: number, before, through, payloads }))
        .join('')
      let chain = ''
      for (let after = 0; after < header.entries; ) {
        const rows = page.all({ after, through: header.entries, limit: PAGE })
        if (rows.length === 0) throw new Error(`the trail ends at entry ${after}`)
        let piece = ''
        for (const { seq, text, chain: link, payload, key } of rows) {
          after = seq
          chain = link.toString('base64')
          const shown =
            header.payloads && payload !== null && key !== null
              ? { p: payload, k: key.toString('base64') }
              : {}
          piece += line({ n: seq, c: chain, e: text, ...shown })
        }
        yield piece
      }
      yield line({ end: header.entries, chain, root })
    },
  }
}
export type TrailReading = ReturnType<typeof trailReading>
