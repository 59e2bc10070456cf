import { createHash, createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto'
import { secretBytes } from '../keys/random.ts'
import { canonical, type Json } from './canonical.ts'
import { isSigned, readCheckpoint } from './checkpoint.ts'
import type { Database } from './database.ts'
import { EMPTY_FRONTIER, type Frontier, grown, leafOf, rootOf } from './merkle.ts'

/**
 * The trail. Each entry is canonical text, hashed as it is stored, and chained to the one before; the newest link
 * is sealed with a key that the database does not hold. Facts about customers lie in a table beside it, tied to
 * their entry by an HMAC under a key of their own, so that they can be erased one day and the chain still adds up.
 *
 *   leaf    = SHA-256(0x00 ‖ text)          chain_n = SHA-256(chain_{n-1} ‖ leaf_n)        chain_0 = 32 zero bytes
 *   root_n  = RFC 6962 over leaf_1 … leaf_n, signed from time to time (`merkle.ts`, `checkpoint.ts`)
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
      readonly why: 'chain' | 'gap' | 'head' | 'signed' | 'payload'
    }

/** What reading all entries once leaves behind: the tree over them, and the tree over those of the last signed head. */
export type Trees = { readonly all: Frontier; readonly signed: Frontier }
const NO_TREES: Trees = { all: EMPTY_FRONTIER, signed: EMPTY_FRONTIER }

/** Entries read at a time while verifying. */
const PAGE = 1000
/** Beyond any entry's number, in either direction. */
const MANY = Number.MAX_SAFE_INTEGER

/** The accumulator over no rows at all. */
export const EMPTY_ACC = '0'.repeat(64)

/** Before the first entry. */
export const GENESIS: Head = { seq: 0, chain: Buffer.alloc(32), acc: EMPTY_ACC }

/** chain_n from chain_{n-1} and the leaf of entry n. */
const link = (before: Buffer, leaf: Buffer): Buffer =>
  hash('sha256', Buffer.concat([before, leaf], 64), 'buffer')

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

  const textsAfter = db
    .prepare<{ after: number }, string>('SELECT text FROM audit_entry WHERE seq > :after ORDER BY seq')
    .pluck()
  const lastNote = db.prepare<[], string>('SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1').pluck()
  const addNote = db.prepare('INSERT INTO checkpoint (size, note) VALUES (:size, :note)')
  const notes = db.prepare<[], string>('SELECT note FROM checkpoint ORDER BY size').pluck()

  let head = readHead(db) ?? GENESIS
  let trees = NO_TREES
  let before = { head, trees }

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
      const leaf = leafOf(text)
      const next: Head = { seq, chain: link(head.chain, leaf), acc: saying.acc }
      insertEntry.run({ seq, text, chain: next.chain })
      if (key !== undefined) insertPayload.run({ seq, key, text: payloadText })
      writeHead.run({ ...next, acc: Buffer.from(next.acc, 'hex'), seal: sealOf(sealKey, next) })
      head = next
      trees = { ...trees, all: grown(trees.all, leaf) }
      return seq
    },
    committed(): void {
      before = { head, trees }
    },
    rolledBack(): void {
      head = before.head
      trees = before.trees
    },

    /** Entries under the last signed head; 0 where none was signed. */
    signedSize: (): number => trees.signed.size,
    /** All signed heads, the oldest first. */
    notes: (): readonly string[] => notes.all(),
    /** The newest signed head; undefined where none was signed. */
    lastNote: (): string | undefined => lastNote.get(),

    /**
     * The newest head, ready to be signed: its size and root. Before, it is shown from the stored entries that the last
     * signed head begins the very same trail; undefined where it does not, and then nothing may be signed.
     */
    toSign(): { readonly size: number; readonly root: Buffer } | undefined {
      const last = lastNote.get()
      const known = last === undefined ? undefined : readCheckpoint(last)
      if ((known?.size ?? 0) !== trees.signed.size) return undefined
      if (known !== undefined && !known.root.equals(rootOf(trees.signed))) return undefined
      let found = trees.signed
      for (const text of textsAfter.iterate({ after: found.size })) found = grown(found, leafOf(text))
      const root = rootOf(trees.all)
      return found.size === head.seq && rootOf(found).equals(root) ? { size: head.seq, root } : undefined
    },
    /** Keeps the note over the newest head, in the running transaction. */
    keepNote(note: string): void {
      addNote.run({ size: head.seq, note })
      trees = { ...trees, signed: trees.all }
    },
    /** What the reading of all entries has found; said once, after opening. */
    stand(found: Trees): void {
      trees = found
      before = { head, trees }
    },

    /** The newest entries first, at most `limit`, older than `beforeSeq` where that is given. */
    newest: (limit: number, beforeSeq = MANY): readonly ReadEntry[] =>
      newest.all({ before: beforeSeq, limit }).map(read),
    /** Everything about one object, oldest first. */
    ofObject: (object: string): readonly ReadEntry[] => ofObject.all({ object }).map(read),

    /** The chain's value at one entry, 32 bytes: what a receipt bears witness to. Undefined where there is none. */
    chainAt: (seq: number): Buffer | undefined => chainAt.get({ seq }),

    verify: (options: Reading): ChainVerdict => verifyChain(db, sealKey, options),
  }
}
export type Trail = ReturnType<typeof openTrail>

type HeadRow = { seq: number; chain: Buffer; acc: Buffer; seal: Buffer }

const headRow = (db: Database): HeadRow | undefined =>
  db.prepare<[], HeadRow>('SELECT seq, chain, acc, seal FROM audit_head WHERE one = 1').get()

/** The newest link as the database states it, before anything of it was verified. */
export function readHead(db: Database): Head | undefined {
  const row = headRow(db)
  return row === undefined ? undefined : { seq: row.seq, chain: row.chain, acc: row.acc.toString('hex') }
}

/** Whether the newest link is sealed with this key; false also where there is none. */
export function sealFits(db: Database, sealKey: KeyObject): boolean {
  const row = headRow(db)
  if (row === undefined) return false
  const seal = sealOf(sealKey, { seq: row.seq, chain: row.chain, acc: row.acc.toString('hex') })
  return seal.length === row.seal.length && timingSafeEqual(seal, row.seal)
}

/** How much is looked at, and who is told the trees that come with it. */
export type Reading = {
  readonly payloads: boolean
  /** The installation's public keys, 32 bytes each, base64; without them signatures are not looked at. */
  readonly publicKeys?: readonly string[]
  readonly trees?: (found: Trees) => void
}

/**
 * Recomputes the chain from the first entry over the stored text, its seal, and the root under every signed head; with
 * `payloads` also ties every payload that is still there to its entry, and finds those that are gone without an erasure
 * on record. About 6 µs an entry.
 *
 * It finds what was changed, removed, inserted, moved or recomputed by somebody who holds the database key but not
 * `sealKey`. It cannot find a whole older file put back: that needs a witness outside the machine.
 */
export function verifyChain(
  db: Database,
  sealKey: KeyObject,
  { payloads, publicKeys, trees }: Reading = { payloads: false },
): ChainVerdict {
  // In pages, and with the links as text: a Buffer for each of 200,000 rows costs more than the hashing.
  const page = db
    .prepare<[number, number], [number, string, string]>(
      'SELECT seq, text, lower(hex(chain)) FROM audit_entry WHERE seq > ? ORDER BY seq LIMIT ?',
    )
    .raw()
  const signed = db
    .prepare<[number], [number, string]>(
      'SELECT size, note FROM checkpoint WHERE size > ? ORDER BY size LIMIT 1',
    )
    .raw()
  let chain: Buffer = GENESIS.chain
  let seq = 0
  let last = ''
  let found: Trees = NO_TREES
  let next = signed.get(0)
  for (let rows = page.all(-MANY, PAGE); rows.length > 0; rows = page.all(seq, PAGE)) {
    for (const [number, text, stored] of rows) {
      seq += 1
      if (number !== seq) return { ok: false, divergedAt: seq, why: 'gap' }
      const leaf = leafOf(text)
      chain = link(chain, leaf)
      if (chain.toString('hex') !== stored) return { ok: false, divergedAt: seq, why: 'chain' }
      found = { ...found, all: grown(found.all, leaf) }
      last = text
      if (next?.[0] !== seq) continue
      if (!fits(next[1], found.all, publicKeys)) return { ok: false, divergedAt: seq, why: 'signed' }
      found = { ...found, signed: found.all }
      next = signed.get(seq)
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
  // A head was signed over more entries than there are.
  if (next !== undefined) return { ok: false, divergedAt: seq + 1, why: 'signed' }
  trees?.(found)
  return payloads ? verifyPayloads(db, seq) : { ok: true, entries: seq }
}

/** Whether a signed head says what the entries say, and is signed where signatures are looked at. */
function fits(note: string, found: Frontier, publicKeys: readonly string[] | undefined): boolean {
  const head = readCheckpoint(note)
  if (head === undefined || head.size !== found.size || !head.root.equals(rootOf(found))) return false
  return publicKeys === undefined || isSigned(note, publicKeys)
}

function verifyPayloads(db: Database, entries: number): ChainVerdict {
  const erased = db.prepare<[], number>('SELECT coalesce(max(through), 0) FROM erasure').pluck().get() ?? 0
  const both = db
    .prepare<[], [number, string | null, Buffer | null, string | null]>(
      `SELECT e.seq, e.text ->> '$.payloadCommit', p.key, p.text
         FROM audit_entry e LEFT JOIN audit_payload p USING (seq)
        ORDER BY e.seq`,
    )
    .raw()
  for (const [seq, commit, key, text] of both.iterate()) {
    const found = key === null || text === null ? null : commitOf(key, text)
    // What is erased on record stays away; everything else is there, or was taken.
    if (seq <= erased && found === null) continue
    if (seq <= erased || found !== commit) return { ok: false, divergedAt: seq, why: 'payload' }
  }
  return { ok: true, entries }
}

/** SHA-256 over lines of text, hex: folds a long list of touched rows into one. */
export const digestOf = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex')
