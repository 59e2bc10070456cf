import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { z } from 'zod'
import { type Err, err, ok, type Result } from '#shared/result'
import { syncDirectory } from '../keys/files.ts'
import type { Keys } from '../keys/keys.ts'
import { type Anchor, type AnchorRecord, openAnchor } from './anchor.ts'
import {
  type ChainVerdict,
  EMPTY_ACC,
  GENESIS,
  type Head,
  type Moment,
  openTrail,
  type ReadEntry,
  readHead,
} from './audit.ts'
import type { Json } from './canonical.ts'
import { originOf, readCheckpoint, signCheckpoint, verifierKey } from './checkpoint.ts'
import {
  asOpenFault,
  type Database,
  leaveViewable,
  migrate,
  openDatabase,
  openReadOnly,
  settingsOf,
  structuralFaults,
  writeCopy,
} from './database.ts'
import { type DiskTrouble, OpenFault, StoreFault, troubleIn } from './faults.ts'
import type { Migration } from './migrations/migration.ts'
import { type Critical, openCritical, type RowsVerdict } from './rows.ts'

/** Who asks for a change, when, and under which operation. Made by the gate, never by the renderer. */
export type Attempt = {
  /** Staff number; null before anybody is known, and for what the desk does by itself. */
  readonly staff: string | null
  readonly session: string | null
  readonly operation: string
  readonly at: Moment
  /** What a refusal is about, where that is known beforehand: a case number, a serial. */
  readonly object?: string
  /** Set where the same request may arrive twice: done once, refused as `already-done` ever after. */
  readonly requestId?: string
}

/**
 * What happened: the event, what it happened to (a number, never a name), and the facts, which may be personal and
 * are therefore kept beside the entry and only tied to it.
 */
export type Happening = {
  readonly event: string
  readonly object?: string
  readonly facts?: Readonly<Record<string, Json>>
}

/** What work hands back when it is done: the answer, and the one entry that says what happened. */
export type Done<T, Event extends Happening = Happening> = { readonly output: T; readonly audit: Event }

export type AlreadyDone = { readonly code: 'already-done'; readonly operation: string }

/** Facts about this store itself: which installation, which key ring generation, and what set-up asks to keep. */
export type Meta = { find(name: string): string | undefined; put(name: string, value: string): void }

/** What repositories are built from. Stays inside src-main/store. */
export type Ground = { readonly db: Database; readonly critical: Critical; readonly meta: Meta }

export type Opening<Reads, Writes> = {
  /** The folder of one store: `branch/` or `practice/`. */
  readonly dir: string
  readonly keys: Keys
  /** True only at set-up: the store must not exist then, and must exist otherwise. */
  readonly create: boolean
  /** For looking only, from a medium that takes no writes: every change is refused, and nothing is brought up to date. */
  readonly viewing?: boolean
  /** For the entries the opening itself makes. */
  readonly at: Moment
  /** The program's version; stands in every entry. */
  readonly build: string
  /** The file of its anchor, outside `dir`; none where nothing is to witness how far the trail has got. */
  readonly anchor?: string | undefined
  readonly migrations: readonly Migration[]
  /** Builds the repositories; `write` is seen by nobody but the work inside an attempt. */
  readonly repositories: (ground: Ground) => { readonly read: Reads; readonly write: Writes }
}

export type StoreVerdict = {
  readonly chain: ChainVerdict
  readonly rows: RowsVerdict
  /** What SQLite finds wrong with the file's structure; empty when all is well. */
  readonly structure: readonly string[]
}

/** A signed head: entries, RFC 6962 root (base64), and the C2SP signed note. */
export type SignedHead = { readonly size: number; readonly root: string; readonly note: string }

export type Store<Reads, Writes, Event extends Happening = Happening> = {
  readonly read: Reads

  /**
   * The only way to write. The work and its entry are committed together or not at all; a refusal undoes the work
   * and is committed by itself; a throw leaves nothing. Durable when it returns.
   *
   * Throws what the work throws, and StoreFault where the disk fails; after `in-doubt` only reopening tells whether
   * the last change holds, and the request id makes it safe to ask again.
   */
  attempt<T, E extends { readonly code: string }>(
    by: Attempt,
    work: (write: Writes) => Result<Done<T, Event>, E>,
  ): Result<T, E | AlreadyDone>

  /** Records something that changed nothing but must be known: a customer's record was read, a sheet printed. */
  note(by: Attempt, happening: Event): void

  readonly trail: {
    /** The newest entries first, at most `limit`, older than `beforeSeq` where that is given. */
    newest(limit: number, beforeSeq?: number): readonly ReadEntry[]
    /** Everything about one object, oldest first. */
    ofObject(object: string): readonly ReadEntry[]
    /** The chain's value at one entry, 32 bytes. */
    chainAt(seq: number): Buffer | undefined
    /** Number and chain value (hex) of the newest entry: what a receipt can witness. */
    head(): { readonly seq: number; readonly chain: string }
    /**
     * Signs the newest entry's head and keeps the note, in one transaction: nothing that was signed leaves before it is
     * stored. The same head gives the same note. Throws StoreFault `signed-head` where what is stored no longer begins
     * with the head that was signed last; the store then takes nothing any more.
     */
    sign(): SignedHead
    /** The newest signed head; undefined where none was signed yet. */
    signed(): SignedHead | undefined
    /** All signed heads as notes, the oldest first. */
    notes(): readonly string[]
    /** Names this trail for ever; the signing key's name. */
    origin(): string
    /** All keys its heads were ever signed with, the present one last: 32 bytes, base64, and as a verifier takes it. */
    publicKeys(): readonly { readonly key: string; readonly verifier: string }[]
  }

  /** Records that the key ring has moved to `generation` (after `addSlot` or `removeSlot`); older ones no longer open this store. */
  recordGeneration(by: Attempt, generation: number): void

  /**
   * Recomputes everything: chain, payloads, seal, every critical row and their sum, and the file's structure with
   * its indexes. Opening does all of it but payloads and structure, which take as long again.
   */
  verify(): StoreVerdict
  /** Waits until the disk has the anchor of what was committed last. Throws what the file system throws. */
  settleAnchor(): void
  /**
   * Writes a whole copy of the database to `file`, which must not be there: one state between two commits, encrypted
   * under the same key, synced. The desk stands still for it (some 10 ms a megabyte), so it belongs on the store's own
   * disk. Throws StoreFault; this store is none the worse for it, and what was begun is removed.
   */
  copyTo(file: string): { readonly seq: number; readonly chain: string; readonly acc: string }
  /**
   * Folds the write-ahead log into the file and empties it, so that nothing that was deleted is left in it. Throws
   * StoreFault where the disk fails; what was deleted is deleted all the same.
   */
  fold(): void
  /** The connection's settings as SQLite reports them. */
  settings(): Readonly<Record<string, unknown>>
  /** Why the disk did not take the last change, until it takes one again; always where the store is open for looking only. */
  trouble(): DiskTrouble | undefined
  close(): void
}

export const DATABASE_FILE = 'madoguchi.db'

/** A command writes five to ten pages, so this stays below the 200 at which SQLite would act in the middle of one. */
const COMMITS_BETWEEN_TIDYINGS = 16

/** A head is signed when so many entries have come after the last signed one. */
const ENTRIES_BETWEEN_HEADS = 100

export const INSTALLATION = 'installation'
/** Public keys that signed before the present one: a JSON list of base64 texts, the oldest first. */
export const RETIRED_SIGNING_KEYS = 'retired-signing-keys'
/** Set where a store opened without its anchor: somebody has to show its newest sheet before it serves anybody. */
export const ANCHOR_MISSING = 'anchor-missing'
const GENERATION = 'keyring-generation'

const MetaRow = z.strictObject({ name: z.string(), value: z.string() })

/** Carries a refusal out of a transaction, so that the work is undone on the way. */
class Refused extends Error {
  readonly answer: Err<unknown>
  constructor(answer: Err<unknown>) {
    super('refused')
    this.answer = answer
  }
}

/**
 * Opens the store in `dir`, verifies the trail and all critical rows, and hands out its face. Synchronous; takes
 * about 5 µs an entry and 10 µs a critical row.
 *
 * @throws OpenFault with its code. Nothing is repaired, and nothing is written before everything has been verified.
 */
export function openStore<Reads, Writes, Event extends Happening = Happening>(
  opening: Opening<Reads, Writes>,
): Store<Reads, Writes, Event> {
  const file = join(opening.dir, DATABASE_FILE)
  if (opening.create) makeStore(opening, file)
  return openFile(opening, file, false)
}

/** A new store is made under another name and renamed when it is whole: a crash in set-up leaves no half a store. */
function makeStore<Reads, Writes>(opening: Opening<Reads, Writes>, file: string): void {
  if (existsSync(file)) throw new OpenFault('store-exists')
  const making = `${file}.making`
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(making + suffix, { force: true })
  openFile(opening, making, true).close()
  renameSync(making, file)
  // They are empty, and not there where the disk did not take them (`leaveViewable`).
  for (const suffix of ['-wal', '-shm'])
    if (existsSync(making + suffix)) renameSync(making + suffix, file + suffix)
  syncDirectory(opening.dir)
}

function openFile<Reads, Writes, Event extends Happening>(
  { keys, at, build, anchor: anchorFile, migrations, repositories, viewing = false }: Opening<Reads, Writes>,
  file: string,
  create: boolean,
): Store<Reads, Writes, Event> {
  const { installation } = keys
  const anchor =
    anchorFile === undefined
      ? undefined
      : openAnchor(anchorFile, { rowKey: keys.rows, installation, build, fresh: create })
  const newest = migrations.length
  const db = viewing
    ? openReadOnly(file, keys.database, newest)
    : openDatabase(file, keys.database, { create, newest })
  try {
    // An older file is not brought up to date first: nothing is written to it.
    if (anchor?.found.state === 'sound') expectNotBehind(readHead(db) ?? GENESIS, anchor.found.record)
    if (!viewing) migrate(db, migrations)
    return storeOver(db, keys, { at, build, repositories, create, anchor, viewing })
  } catch (thrown) {
    anchor?.close()
    db.close()
    if (!viewing) leaveViewable(file)
    throw asOpenFault(thrown)
  }
}

/** An older store than its anchor has seen was put back (security: stop, with both heads). */
function expectNotBehind(head: Head, seen: AnchorRecord): void {
  if (head.seq < seen.size) throw rolledBack(head.seq, head.chain, seen)
}

const rolledBack = (entry: number, chain: Buffer | undefined, seen: AnchorRecord): OpenFault =>
  new OpenFault('store-rolled-back', {
    entry,
    head: chain?.toString('hex') ?? '',
    seen: seen.size,
    seenHead: seen.chain,
    seenAt: seen.wallHigh,
  })

/** A key apart for the seal on the newest entry, so that a row's MAC can never be shown as one. */
export function sealKeyOf(rows: KeyObject): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', rows, '', 'madoguchi|audit-head|v1', 32)))
}

function storeOver<Reads, Writes, Event extends Happening>(
  db: Database,
  keys: Keys,
  {
    at,
    build,
    repositories,
    create,
    anchor,
    viewing,
  }: Pick<Opening<Reads, Writes>, 'at' | 'build' | 'repositories' | 'create'> & {
    readonly anchor: Anchor | undefined
    readonly viewing: boolean
  },
): Store<Reads, Writes, Event> {
  const trail = openTrail(db, sealKeyOf(keys.rows), build)
  const critical = openCritical(db, keys.rows, trail.head().seq === 0 ? EMPTY_ACC : trail.head().acc)
  const meta = metaOver(critical)
  const { read, write } = repositories({ db, critical, meta })
  const findRequest = db.prepare<{ request: string }, { seq: number }>(
    'SELECT seq FROM request WHERE request = :request',
  )
  const rememberRequest = db.prepare('INSERT INTO request (request, seq) VALUES (:request, :seq)')

  // Made once: better-sqlite3 builds four functions for each one it is given.
  const inTransaction = db.transaction((work: () => unknown) => work())
  let busy = false
  let inDoubt = false
  /** A head that was signed is not the beginning of what is stored. */
  let stopped = false
  let trouble: DiskTrouble | undefined = viewing ? 'store-read-only' : undefined
  let commits = 0

  /**
   * Every so often the WAL is folded into the file, which costs several syncs: after the answer has left, and not,
   * as SQLite would do by itself at 200 pages, while somebody waits for one.
   */
  function tidyLater(): void {
    commits += 1
    if (commits < COMMITS_BETWEEN_TIDYINGS) return
    commits = 0
    setImmediate(() => {
      if (!db.open || busy || inDoubt) return
      try {
        db.pragma('wal_checkpoint(PASSIVE)')
      } catch {
        // As with SQLite's own: what is committed stays safe in the WAL, and the next commit meets the disk's trouble.
      }
    })
  }

  /** So that nobody waits for a signature: after the answer has left. */
  function signLater(): void {
    if (trail.head().seq - trail.signedSize() < ENTRIES_BETWEEN_HEADS) return
    setImmediate(() => {
      if (!db.open || busy || inDoubt || stopped) return
      if (trail.head().seq - trail.signedSize() < ENTRIES_BETWEEN_HEADS) return
      try {
        sign()
      } catch (thrown) {
        // The disk's trouble, or a head that may not be signed: whoever writes next meets it.
        if (!(thrown instanceof StoreFault)) throw thrown
      }
    })
  }

  const origin = (): string =>
    originOf(meta.find('institution') ?? '', meta.find('branch-no') ?? '', keys.installation)

  /** By both books: the key ring's may be older than a head it signed, and the store's is in the sum of its rows. */
  function publicKeys(): readonly string[] {
    const retired = z.array(z.base64()).parse(JSON.parse(meta.find(RETIRED_SIGNING_KEYS) ?? '[]'))
    return [...new Set([...retired.filter((key) => !keys.signedWith.includes(key)), ...keys.signedWith])]
  }

  function sign(): SignedHead {
    const known = signedHead()
    if (known?.size === trail.head().seq) return known
    return transact(() => {
      const head = trail.toSign()
      if (head === undefined) {
        stopped = true
        throw new StoreFault('signed-head', { signed: trail.signedSize() })
      }
      const note = signCheckpoint({ origin: origin(), ...head }, keys.signing)
      trail.keepNote(note)
      return { size: head.size, root: head.root.toString('base64'), note }
    })
  }

  function signedHead(): SignedHead | undefined {
    const note = trail.lastNote()
    const head = note === undefined ? undefined : readCheckpoint(note)
    if (note === undefined || head === undefined) return undefined
    return { size: head.size, root: head.root.toString('base64'), note }
  }

  /** One durable transaction; memory follows the disk, whichever way it ends. */
  function transact<T>(work: () => T): T {
    if (busy) throw new Error('an attempt was made inside an attempt')
    if (inDoubt) throw new StoreFault('in-doubt')
    if (stopped) throw new StoreFault('signed-head', { signed: trail.signedSize() })
    if (viewing) throw new StoreFault('store-read-only')
    busy = true
    critical.begin()
    try {
      const result = inTransaction.immediate(work) as T // what `work` answers
      critical.committed()
      trail.committed()
      // After the commit: the store may be ahead of its anchor, and never behind.
      anchor?.write(trail.head())
      trouble = undefined
      tidyLater()
      signLater()
      return result
    } catch (thrown) {
      critical.rolledBack()
      trail.rolledBack()
      const fault = asStoreFault(thrown)
      inDoubt ||= fault instanceof StoreFault && fault.code === 'in-doubt'
      trouble = troubleIn(fault) ?? trouble
      throw fault
    } finally {
      busy = false
    }
  }

  function say(
    by: Attempt,
    outcome: string,
    verb: string,
    object: string | undefined,
    payload: Json | undefined,
  ): number {
    if (by.at.clock === 'trusted') anchor?.sawTime(by.at.wall)
    return trail.append({
      at: by.at,
      actor: by.staff,
      session: by.session,
      verb,
      object: object ?? by.object ?? null,
      outcome,
      touched: critical.touched(),
      acc: critical.acc(),
      payload,
    })
  }

  function attempt<T, E extends { readonly code: string }>(
    by: Attempt,
    work: (write: Writes) => Result<Done<T, Event>, E>,
  ): Result<T, E | AlreadyDone> {
    try {
      return ok(
        transact((): T => {
          if (by.requestId !== undefined && findRequest.get({ request: by.requestId }) !== undefined) {
            throw new Refused(err({ code: 'already-done', operation: by.operation } satisfies AlreadyDone))
          }
          const done = work(write)
          if (!('ok' in done)) throw new Error(`the work of ${by.operation} did not answer at once`)
          if (!done.ok) throw new Refused(done)
          const { event, object, facts } = done.value.audit
          const seq = say(by, 'done', event, object, facts)
          if (by.requestId !== undefined) rememberRequest.run({ request: by.requestId, seq })
          return done.value.output
        }),
      )
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      // Made from `done` or from `AlreadyDone` a few lines above, and nowhere else.
      const refused = thrown.answer as Err<E | AlreadyDone>
      const { code, ...facts } = refused.error
      transact(() =>
        // Facts are what the person was told; what JSON cannot say makes `canonical` throw.
        say(
          by,
          `refused:${code}`,
          by.operation,
          undefined,
          Object.keys(facts).length === 0 ? undefined : (facts as Json),
        ),
      )
      return refused
    }
  }

  const bySystem = (operation: string): Attempt => ({ staff: null, session: null, operation, at })

  function recordGeneration(by: Attempt, generation: number): void {
    if (viewing || generation <= Number(meta.find(GENERATION) ?? 0)) return
    transact(() => {
      meta.put(GENERATION, String(generation))
      say(by, 'done', 'keyring.generation-recorded', undefined, { generation })
    })
  }

  if (create) {
    transact(() => {
      meta.put(INSTALLATION, keys.installation)
      meta.put(GENERATION, String(keys.generation))
      say(bySystem('store.create'), 'done', 'store.created', undefined, { installation: keys.installation })
    })
  } else {
    verifyAtOpening()
    if (meta.find(INSTALLATION) !== keys.installation) throw new OpenFault('keyring-foreign')
    const seen = Number(meta.find(GENERATION))
    if (keys.generation < seen) throw new OpenFault('keyring-older', { found: keys.generation, seen })
    expectAnchored()
    recordGeneration(bySystem('store.open'), keys.generation)
  }

  function verifyAtOpening(): void {
    const chain = trail.verify({ payloads: false, trees: trail.stand })
    if (!chain.ok) throw new OpenFault('store-diverged', { entry: chain.divergedAt, why: chain.why })
    if (chain.entries === 0) throw new OpenFault('store-diverged', { entry: 1, why: 'gap' })
    const rows = critical.verify()
    if (!rows.ok)
      throw new OpenFault('store-diverged', { entry: chain.entries, why: 'rows', table: rows.table })
  }

  /** The trail goes through the point that its anchor has seen; where there is none to ask, that is an entry. */
  function expectAnchored(): void {
    if (anchor === undefined) return
    const { found } = anchor
    if (found.state === 'sound') {
      const { record } = found
      expectNotBehind(trail.head(), record)
      const chain = record.size === 0 ? GENESIS.chain : trail.chainAt(record.size)
      if (chain?.toString('hex') !== record.chain) throw rolledBack(record.size, chain, record)
      return
    }
    const why = found.state
    // Where nothing can be written the branch serves nobody anyway.
    if (viewing) return
    transact(() => {
      meta.put(ANCHOR_MISSING, why)
      say(bySystem('store.open'), 'done', 'anchor.missing', undefined, { why })
    })
  }

  return {
    read,
    attempt,
    note(by, { event, object, facts }) {
      transact(() => say(by, 'noted', event, object, facts))
    },
    trail: {
      newest: trail.newest,
      ofObject: trail.ofObject,
      chainAt: trail.chainAt,
      head() {
        const { seq, chain } = trail.head()
        return { seq, chain: chain.toString('hex') }
      },
      sign,
      signed: signedHead,
      notes: trail.notes,
      origin,
      publicKeys: () => publicKeys().map((key) => ({ key, verifier: verifierKey(origin(), key) })),
    },
    recordGeneration,
    verify: () => ({
      chain: trail.verify({ payloads: true, publicKeys: publicKeys() }),
      rows: critical.verify(),
      structure: structuralFaults(db),
    }),
    settleAnchor: () => anchor?.settle(),
    copyTo(file) {
      if (busy) throw new Error('a copy was asked for inside an attempt')
      const { seq, chain, acc } = trail.head()
      writeCopy(db, file)
      return { seq, chain: chain.toString('hex'), acc }
    },
    fold() {
      try {
        db.pragma('wal_checkpoint(TRUNCATE)')
      } catch (thrown) {
        throw asStoreFault(thrown)
      }
    },
    settings: () => settingsOf(db),
    trouble: () => trouble,
    close() {
      const file = db.name
      db.close()
      if (!viewing) leaveViewable(file)
      anchor?.close()
    },
  }
}

export function metaOver(critical: Critical): Meta {
  const rows = critical.table({
    table: 'meta',
    key: 'name',
    fields: ['name', 'value'],
    parse: (row) => MetaRow.parse(row),
  })
  return {
    find: (name) => rows.find(name)?.value,
    put(name, value) {
      const before = rows.find(name)
      if (before === undefined) rows.insert({ name, value })
      else rows.update(name, before.ver, { value })
    },
  }
}

/** The disk's troubles in our words; everything else stays what it is. */
function asStoreFault(thrown: unknown): unknown {
  if (!(thrown instanceof Sqlite.SqliteError)) return thrown
  const { code } = thrown
  if (code === 'SQLITE_FULL') return new StoreFault('disk-full', {}, thrown)
  if (code.startsWith('SQLITE_READONLY')) return new StoreFault('store-read-only', { sqlite: code }, thrown)
  if (code.startsWith('SQLITE_IOERR')) return new StoreFault('in-doubt', { sqlite: code }, thrown)
  return thrown
}
