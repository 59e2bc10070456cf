import { createHash, createHmac, type Hash, type KeyObject } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Statement } from 'better-sqlite3'
import { digestOf, EMPTY_ACC, type Touched } from './audit.ts'
import type { Database } from './database.ts'
import { StoreFault } from './faults.ts'

/**
 * Critical rows: tokens, cases, approvals, staff. Each carries its version and a MAC under a key that the database
 * does not hold, and the XOR of all MACs is written into every audit entry. File encryption cannot tell an old page
 * from a new one; this can: an old row, page or file changes the sum.
 *
 * This is the one place where SQL is put together from parts. The parts are constants in the source (table and
 * column names, and the tail of a SELECT), checked to be plain names when the store opens.
 */

export type Field = string | number | null | Buffer
type Fields = Readonly<Record<string, Field>>

/** A row as it is kept: its own fields, and the version to hand back when changing it. */
export type Kept<Row> = Row & { readonly ver: number }

export type CriticalSpec<Row> = {
  readonly table: string
  /** The primary key's column; among `fields`. */
  readonly key: keyof Row & string
  /** Every column but `ver` and `mac`. */
  readonly fields: readonly (keyof Row & string)[]
  /** From what SQLite gives to a Row, usually a zod schema's parse. Throws where it is none. */
  readonly parse: (row: unknown) => Row
}

/** A critical table by its names alone. */
export type KnownTable = { readonly table: string; readonly key: string; readonly fields: readonly string[] }

/** A row made ready for `insertReady`: its MAC is computed, nothing is written. */
export type Ready<Row> = { readonly row: Row; readonly mac: Buffer }

export type CriticalTable<Row> = {
  /** The row, its MAC verified, or undefined. Throws StoreFault `row-mac`. */
  find(pk: string | number): Kept<Row> | undefined
  /** Adds a row as version 1. Only inside an attempt. */
  insert(row: Row): Kept<Row>
  /** Makes a new row ready outside an attempt, where a hundred thousand are to be written in a short one. */
  ready(row: Row): Ready<Row>
  /** Adds rows that were made ready, as version 1. Only inside an attempt; the entry names the table, not the rows. */
  insertReady(rows: Iterable<Ready<Row>>): void
  /** Changes the row that was read as `ver`; throws `row-version` where it has moved on or is not there. Only inside an attempt. */
  update(pk: string | number, ver: number, changes: Partial<Row>): Kept<Row>
  /**
   * A further way to read the same rows: `tail` is everything after `FROM <table>`, a constant with named
   * parameters. Prepared once, when the store opens.
   */
  select<Params extends object>(
    tail: string,
  ): { get(params: Params): Kept<Row> | undefined; all(params: Params): readonly Kept<Row>[] }
}

export type RowsVerdict =
  | { readonly ok: true; readonly rows: number }
  | { readonly ok: false; readonly table: string; readonly pk: string }
  /** Every row is sound in itself, but together they are not the rows of the newest entry. */
  | { readonly ok: false; readonly table: '*'; readonly pk: '*' }

/** Above this an entry names tables, not rows: an import of 100,000 contracts is one entry, not 20 MB. */
const TOUCHED_MAX = 100

const NAME = /^[a-z][a-z0-9_]*$/

const same = (left: Field | undefined, right: Field | undefined): boolean =>
  left === right || (Buffer.isBuffer(left) && Buffer.isBuffer(right) && left.equals(right))

function xorInto(sum: Buffer, mac: Buffer): void {
  for (let index = 0; index < 32; index += 1) sum[index] = (sum[index] ?? 0) ^ (mac[index] ?? 0)
}

/** One field in the canonical form (RFC 8785), bytes as `{"x":"…"}`. */
function fieldText(value: Field | undefined): string {
  if (typeof value === 'string' && value.isWellFormed()) return JSON.stringify(value)
  if (value === null || Number.isFinite(value)) return String(value)
  if (Buffer.isBuffer(value)) return `{"x":"${value.toString('hex')}"}`
  throw new Error(`there is no canonical form of ${typeof value}`)
}

/**
 * The text under a row's MAC: the canonical form of `[table, key, version, fields]`. Put together here because the
 * names of the fields and their order are known once and for all, and opening does this for every row there is.
 */
export function rowText(table: string, key: string, fields: readonly string[]) {
  const labelled = [...fields].sort().map((field) => [field, `${JSON.stringify(field)}:`] as const)
  const start = `[${JSON.stringify(table)},`
  return (row: Fields, ver: number): string => {
    let text = ''
    for (const [field, label] of labelled) text += `${text === '' ? '' : ','}${label}${fieldText(row[field])}`
    return `${start}${fieldText(row[key])},${ver},{${text}}]`
  }
}

/** The critical rows of an open database, under `rowKey`. `acc` is the sum the newest entry states, hex. */
export function openCritical(db: Database, rowKey: KeyObject, acc: string) {
  let sum = Buffer.from(acc, 'hex')
  let attempt:
    | {
        readonly sum: Buffer
        readonly touched: Map<string, Touched>
        /** Rows that were added in bulk, by table: how many, and a digest of their keys and MACs in their order. */
        readonly bulk: Map<string, { rows: number; readonly hash: Hash }>
      }
    | undefined
  const checks: (() => { rows: number; sum: Buffer } | { table: string; pk: string })[] = []
  const known: KnownTable[] = []

  function changing(): Map<string, Touched> {
    if (attempt === undefined) throw new Error('a critical row is changed only inside an attempt')
    return attempt.touched
  }

  function table<Row>({ table: name, key, fields, parse }: CriticalSpec<Row>): CriticalTable<Row> {
    for (const part of [name, ...fields]) if (!NAME.test(part)) throw new Error(`not a plain name: ${part}`)
    if (!fields.includes(key)) throw new Error(`the key of ${name} is not among its fields`)
    known.push({ table: name, key, fields })

    const columns = [...fields, 'ver', 'mac']
    const from = `SELECT ${columns.join(', ')} FROM ${name}`
    type Raw = Fields & { readonly ver: number; readonly mac: Buffer }
    const one = db.prepare<{ pk: string | number }, Raw>(`${from} WHERE ${key} = :pk`)
    const every = db.prepare<[], Raw>(from)
    const add = db.prepare(
      `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map((column) => `:${column}`).join(', ')})`,
    )
    const changes = new Map<string, Statement>()
    /**
     * The change of just these columns. SQLite rewrites the indexes of every column that is named, changed or not,
     * and each is one more page to write before anybody is answered.
     */
    function changeOf(changed: readonly string[]): Statement {
      const named = [...changed, 'ver', 'mac'].map((column) => `${column} = :${column}`).join(', ')
      const before = changes.get(named)
      if (before !== undefined) return before
      const statement = db.prepare(`UPDATE ${name} SET ${named} WHERE ${key} = :pk AND ver = :was`)
      changes.set(named, statement)
      return statement
    }

    const textOf = rowText(name, key, fields)
    const macOf = (row: Fields, ver: number): Buffer =>
      createHmac('sha256', rowKey).update(textOf(row, ver)).digest()

    const isSound = (raw: Raw): boolean => Buffer.isBuffer(raw.mac) && macOf(raw, raw.ver).equals(raw.mac)

    function kept(raw: Raw): Kept<Row> {
      if (!isSound(raw)) throw new StoreFault('row-mac', { table: name, pk: String(raw[key]) })
      const { ver, mac: _mac, ...own } = raw
      return { ...parse(own), ver }
    }

    function touch(row: Fields, ver: number, mac: Buffer): void {
      const pk = String(row[key])
      changing().set(`${name}|${pk}`, { table: name, pk, ver, mac: mac.toString('hex') })
    }

    checks.push(() => {
      const total = Buffer.alloc(32)
      let rows = 0
      for (const raw of every.iterate()) {
        if (!isSound(raw)) return { table: name, pk: String(raw[key]) }
        xorInto(total, raw.mac)
        rows += 1
      }
      return { rows, sum: total }
    })

    return {
      find(pk) {
        const raw = one.get({ pk })
        return raw === undefined ? undefined : kept(raw)
      },

      insert(row) {
        changing()
        // The spec names every column, and TypeScript cannot follow from a list of names to a record.
        const own = row as Fields
        const mac = macOf(own, 1)
        add.run({ ...own, ver: 1, mac })
        xorInto(sum, mac)
        touch(own, 1, mac)
        return { ...row, ver: 1 }
      },

      ready(row) {
        // The spec names every column, and TypeScript cannot follow from a list of names to a record.
        return { row, mac: macOf(row as Fields, 1) }
      },
      insertReady(rows) {
        changing()
        const bulk = bulkOf(name)
        for (const { row, mac } of rows) {
          const own = row as Fields // as above
          add.run({ ...own, ver: 1, mac })
          xorInto(sum, mac)
          bulk.rows += 1
          bulk.hash.update(`${String(own[key])} 1 ${mac.toString('hex')}\n`)
        }
      },

      update(pk, ver, wanted) {
        changing()
        const raw = one.get({ pk })
        if (raw === undefined || raw.ver !== ver) {
          throw new StoreFault('row-version', {
            table: name,
            pk: String(pk),
            expected: ver,
            found: raw?.ver ?? 0,
          })
        }
        const before = kept(raw)
        const after = { ...before, ...wanted, ver: ver + 1 }
        const own = after as Fields
        if (own[key] !== raw[key]) throw new Error(`the key of a row in ${name} is never changed`)
        const mac = macOf(own, ver + 1)
        const changed = fields.filter((field) => !same(own[field], raw[field]))
        changeOf(changed).run({ ...own, mac, pk, was: ver })
        xorInto(sum, raw.mac)
        xorInto(sum, mac)
        touch(own, ver + 1, mac)
        return after
      },

      select<Params extends object>(tail: string) {
        const statement = db.prepare<Params, Raw>(`${from} ${tail}`)
        return {
          get(params: Params) {
            const raw = statement.get(params)
            return raw === undefined ? undefined : kept(raw)
          },
          all: (params: Params) => statement.all(params).map(kept),
        }
      },
    }
  }

  function bulkOf(name: string): { rows: number; readonly hash: Hash } {
    const known = attempt?.bulk.get(name)
    if (known !== undefined) return known
    const bulk = { rows: 0, hash: createHash('sha256') }
    attempt?.bulk.set(name, bulk)
    return bulk
  }

  /** What was changed row by row; above a certain number by table. */
  function touchedOneByOne(): readonly Touched[] {
    const all = [...(attempt?.touched.values() ?? [])]
    if (all.length <= TOUCHED_MAX) return all
    const tables = [...new Set(all.map((row) => row.table))]
    return tables.map((name) => {
      const rows = all.filter((row) => row.table === name)
      return {
        table: name,
        pk: '*',
        ver: rows.length,
        mac: digestOf(rows.map(({ pk, ver, mac }) => `${pk} ${ver} ${mac}`)),
      }
    })
  }

  return {
    table,
    /** Every table that was registered, for the one who puts all rows under another key (`rekey.ts`). */
    known: known as readonly KnownTable[],

    begin(): void {
      attempt = { sum: Buffer.from(sum), touched: new Map(), bulk: new Map() }
    },
    committed(): void {
      attempt = undefined
    },
    rolledBack(): void {
      if (attempt !== undefined) sum = Buffer.from(attempt.sum)
      attempt = undefined
    },

    /** The sum over all critical rows now, hex. */
    acc: (): string => sum.toString('hex'),

    /** What the running attempt has changed, for its entry. */
    touched(): readonly Touched[] {
      const bulk = [...(attempt?.bulk ?? [])].map(([table, { rows, hash }]) => ({
        table,
        pk: '*',
        ver: rows,
        // A copy, because the entry may be asked for more than once.
        mac: hash.copy().digest('hex'),
      }))
      return [...touchedOneByOne(), ...bulk]
    },

    /** Reads every critical row, verifies each, and compares their sum with the newest entry's. */
    verify(): RowsVerdict {
      const total = Buffer.from(EMPTY_ACC, 'hex')
      let rows = 0
      for (const check of checks) {
        const found = check()
        if ('table' in found) return { ok: false, ...found }
        xorInto(total, found.sum)
        rows += found.rows
      }
      return total.equals(sum) ? { ok: true, rows } : { ok: false, table: '*', pk: '*' }
    },

    /** The same, with a turn of the loop for others after each table: for copies, which nobody changes meanwhile. */
    async verifyInSteps(): Promise<RowsVerdict> {
      const total = Buffer.from(EMPTY_ACC, 'hex')
      let rows = 0
      for (const check of checks) {
        const found = check()
        if ('table' in found) return { ok: false, ...found }
        xorInto(total, found.sum)
        rows += found.rows
        await nextTurn()
      }
      return total.equals(sum) ? { ok: true, rows } : { ok: false, table: '*', pk: '*' }
    },
  }
}
export type Critical = ReturnType<typeof openCritical>
