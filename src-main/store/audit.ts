import { createHash, createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto'
import { secretBytes } from '../keys/random.ts'
import { canonical, type Json } from './canonical.ts'
import type { Database } from './database.ts'

/**
 * The trail. Each entry is canonical text, hashed as it is stored, and chained to the one before; the newest link
 * is sealed with a key that the database does not hold. Facts about customers lie in a table beside it, tied to
 * their entry by an HMAC under a key of their own, so that they can be erased one day and the chain still adds up.
 *
 *   leaf    = SHA-256(0x00 ‖ text)          chain_n = SHA-256(chain_{n-1} ‖ leaf_n)        chain_0 = 32 zero bytes
 *   commit  = HMAC-SHA-256(k_n, payload)    seal    = HMAC-SHA-256(K_seal, head|v1|seq|chain|acc)
 */

/** When, as the clock said it, and whether the clock is to be believed. */
export type Moment = {
  /** An `Instant`: ISO-8601 UTC with milliseconds. */
  readonly wall: string
  /** Milliseconds since this machine started; does not jump. */
  readonly mono: number
  /** Names the run of the machine that `mono` counts in. */
  readonly bootId: string
  readonly clock: 'trusted' | 'suspect' | 'rejected'
}

/** One row changed by an entry; or, where there were very many, a table's worth folded into one line. */
export type Touched = {
  readonly table: string
  /** The primary key; `*` for a folded line. */
  readonly pk: string
  /** The version after the change; the number of rows for a folded line. */
  readonly ver: number
  /** The row's MAC, hex; SHA-256 over all of them for a folded line. */
  readonly mac: string
}

/** What is being said about what happened. Everything that may be personal belongs into `payload`. */
export type Saying = {
  readonly at: Moment
  /** Staff number; null for what the desk does by itself or before anybody is known. */
  readonly actor: string | null
  readonly session: string | null
  /** The event that happened (`case.approved`), or the operation that was refused. */
  readonly verb: string
  /** What it happened to: a case number, a serial. Never a name. */
  readonly object: string | null
  /** `done`, `noted`, or `refused:` and the code. */
  readonly outcome: string
  readonly touched: readonly Touched[]
  /** The accumulator over all critical rows after this entry's changes, hex. */
  readonly acc: string
  readonly payload: Json | undefined
}

/** One entry as it is stored. */
export type Entry = Omit<Saying, 'at' | 'payload'> &
  Moment & { readonly seq: number; readonly payloadCommit: string | null; readonly build: string }

/** An entry for people who may read the trail; `payload` is undefined where there is none or it has been erased. */
export type ReadEntry = Entry & { readonly payload: Json | undefined }

/** The newest link. */
export type Head = { readonly seq: number; readonly chain: Buffer; readonly acc: string }

export type ChainVerdict =
  | { readonly ok: true; readonly entries: number }
  | {
      readonly ok: false
      /** The first entry that does not add up; the one after the last where entries are missing. */
      readonly divergedAt: number
      readonly why: 'chain' | 'gap' | 'head' | 'payload'
    }

/** Entries read at a time while verifying. */
const PAGE = 1000
/** Beyond any entry's number, in either direction. */
const MANY = Number.MAX_SAFE_INTEGER

/** The accumulator over no rows at all. */
export const EMPTY_ACC = '0'.repeat(64)

const GENESIS: Head = { seq: 0, chain: Buffer.alloc(32), acc: EMPTY_ACC }

/** chain_n from chain_{n-1} and the text of entry n. */
function link(before: Buffer, text: string): Buffer {
  const leaf = hash('sha256', `\0${text}`, 'buffer')
  return hash('sha256', Buffer.concat([before, leaf], 64), 'buffer')
}

const sealOf = (key: KeyObject, { seq, chain, acc }: Head): Buffer =>
  createHmac('sha256', key)
    .update(`head|v1|${seq}|${chain.toString('hex')}|${acc}`)
    .digest()

const commitOf = (key: Buffer, payload: string): string =>
  createHmac('sha256', createSecretKey(key)).update(payload).digest('hex')

/** The trail of an open database. Callers append inside a transaction and say `rolledBack` when it did not hold. */
export function openTrail(db: Database, sealKey: KeyObject, build: string) {
  const insertEntry = db.prepare('INSERT INTO audit_entry (seq, text, chain) VALUES (:seq, :text, :chain)')
  const insertPayload = db.prepare('INSERT INTO audit_payload (seq, key, text) VALUES (:seq, :key, :text)')
  const writeHead = db.prepare(`
    INSERT INTO audit_head (one, seq, chain, acc, seal)
    VALUES (1, :seq, :chain, :acc, :seal)
    ON CONFLICT (one) DO UPDATE SET seq = :seq, chain = :chain, acc = :acc, seal = :seal`)

  type Row = { text: string; payload: string | null }
  const newest = db.prepare<{ before: number; limit: number }, Row>(`
    SELECT e.text AS text, p.text AS payload
      FROM audit_entry e LEFT JOIN audit_payload p USING (seq)
     WHERE e.seq < :before
     ORDER BY e.seq DESC
     LIMIT :limit`)
  const chainAt = db
    .prepare<{ seq: number }, Buffer>('SELECT chain FROM audit_entry WHERE seq = :seq')
    .pluck()
  const ofObject = db.prepare<{ object: string }, Row>(`
    SELECT e.text AS text, p.text AS payload
      FROM audit_entry e LEFT JOIN audit_payload p USING (seq)
     WHERE e.object = :object
     ORDER BY e.seq`)

  let head = readHead(db) ?? GENESIS
  let before = head

  const read = ({ text, payload }: Row): ReadEntry => ({
    // The text is our own canonical form, verified by the chain when the store was opened.
    ...(JSON.parse(text) as Entry),
    payload: payload === null ? undefined : (JSON.parse(payload) as Json),
  })

  return {
    head: (): Head => head,

    /** Appends one entry to the running transaction; answers with its number. */
    append({ at, payload, ...saying }: Saying): number {
      const seq = head.seq + 1
      const key = payload === undefined ? undefined : secretBytes(32)
      const payloadText = payload === undefined ? undefined : canonical(payload)
      const text = canonical({
        ...saying,
        seq,
        wall: at.wall,
        mono: at.mono,
        bootId: at.bootId,
        clock: at.clock,
        payloadCommit: key === undefined || payloadText === undefined ? null : commitOf(key, payloadText),
        build,
      } satisfies Entry)
      const next: Head = { seq, chain: link(head.chain, text), acc: saying.acc }
      insertEntry.run({ seq, text, chain: next.chain })
      if (key !== undefined) insertPayload.run({ seq, key, text: payloadText })
      writeHead.run({ ...next, acc: Buffer.from(next.acc, 'hex'), seal: sealOf(sealKey, next) })
      head = next
      return seq
    },
    committed(): void {
      before = head
    },
    rolledBack(): void {
      head = before
    },

    /** The newest entries first, at most `limit`, older than `beforeSeq` where that is given. */
    newest: (limit: number, beforeSeq = MANY): readonly ReadEntry[] =>
      newest.all({ before: beforeSeq, limit }).map(read),
    /** Everything about one object, oldest first. */
    ofObject: (object: string): readonly ReadEntry[] => ofObject.all({ object }).map(read),

    /** The chain's value at one entry, 32 bytes: what a receipt bears witness to. Undefined where there is none. */
    chainAt: (seq: number): Buffer | undefined => chainAt.get({ seq }),

    verify: (options: { readonly payloads: boolean }): ChainVerdict => verifyChain(db, sealKey, options),
  }
}
export type Trail = ReturnType<typeof openTrail>

type HeadRow = { seq: number; chain: Buffer; acc: Buffer; seal: Buffer }

const headRow = (db: Database): HeadRow | undefined =>
  db.prepare<[], HeadRow>('SELECT seq, chain, acc, seal FROM audit_head WHERE one = 1').get()

function readHead(db: Database): Head | undefined {
  const row = headRow(db)
  return row === undefined ? undefined : { seq: row.seq, chain: row.chain, acc: row.acc.toString('hex') }
}

/**
 * Recomputes the chain from the first entry over the stored text, and its seal; with `payloads` also ties every
 * payload that is still there to its entry. About 4 µs an entry.
 *
 * It finds what was changed, removed, inserted, moved or recomputed by somebody who holds the database key but not
 * `sealKey`. It cannot find a whole older file put back: that needs a witness outside the machine.
 */
export function verifyChain(
  db: Database,
  sealKey: KeyObject,
  { payloads }: { readonly payloads: boolean } = { payloads: false },
): ChainVerdict {
  // In pages, and with the links as text: a Buffer for each of 200,000 rows costs more than the hashing.
  const page = db
    .prepare<[number, number], [number, string, string]>(
      'SELECT seq, text, lower(hex(chain)) FROM audit_entry WHERE seq > ? ORDER BY seq LIMIT ?',
    )
    .raw()
  let chain: Buffer = GENESIS.chain
  let seq = 0
  let last = ''
  for (let rows = page.all(-MANY, PAGE); rows.length > 0; rows = page.all(seq, PAGE)) {
    for (const [found, text, stored] of rows) {
      seq += 1
      if (found !== seq) return { ok: false, divergedAt: seq, why: 'gap' }
      chain = link(chain, text)
      if (chain.toString('hex') !== stored) return { ok: false, divergedAt: seq, why: 'chain' }
      last = text
    }
  }

  const row = headRow(db)
  if (row === undefined)
    return seq === 0 ? { ok: true, entries: 0 } : { ok: false, divergedAt: 1, why: 'head' }
  const head: Head = { seq: row.seq, chain: row.chain, acc: row.acc.toString('hex') }
  const seal = sealOf(sealKey, head)
  if (seal.length !== row.seal.length || !timingSafeEqual(seal, row.seal)) {
    return { ok: false, divergedAt: seq, why: 'head' }
  }
  if (head.seq !== seq) return { ok: false, divergedAt: Math.min(head.seq, seq) + 1, why: 'gap' }
  if (!head.chain.equals(chain)) return { ok: false, divergedAt: seq, why: 'head' }
  if ((JSON.parse(last) as Entry).acc !== head.acc) return { ok: false, divergedAt: seq, why: 'head' }
  return payloads ? verifyPayloads(db, seq) : { ok: true, entries: seq }
}

function verifyPayloads(db: Database, entries: number): ChainVerdict {
  const both = db
    .prepare<[], [number, string | null, Buffer | null, string | null]>(
      `SELECT e.seq, e.text ->> '$.payloadCommit', p.key, p.text
         FROM audit_entry e LEFT JOIN audit_payload p USING (seq)
        ORDER BY e.seq`,
    )
    .raw()
  for (const [seq, commit, key, text] of both.iterate()) {
    const found = key === null || text === null ? null : commitOf(key, text)
    if (found !== commit) return { ok: false, divergedAt: seq, why: 'payload' }
  }
  return { ok: true, entries }
}

/** SHA-256 over lines of text, hex: folds a long list of touched rows into one. */
export const digestOf = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex')
