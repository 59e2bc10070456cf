import type { Instant } from '#shared/ids'
import type { Assumption, SeedProblem, SeedRecord } from './record.ts'

/**
 * A seed file as it was read and judged, waiting for its word. A file may hold a million keys, so they lie in columns and
 * their secrets in a few large pieces of memory: about 120 bytes a key and its seed, instead of an object and a buffer
 * each. Nothing of it is on a disk; `wipe` leaves nothing in memory either.
 */

/** `new`: will be written. `same` and `changed`: a token with that serial is here already. */
export type Finding = 'new' | 'same' | 'changed'
const FINDINGS = ['new', 'same', 'changed'] as const satisfies readonly Finding[]

export type Parameters = Pick<
  SeedRecord,
  'kind' | 'algorithm' | 'digits' | 'periodSeconds' | 'encoding' | 'assumed'
>

/** One key that could be read, without its secret. */
export type RehearsedKey = Pick<
  SeedRecord,
  | 'place'
  | 'serial'
  | 'kind'
  | 'algorithm'
  | 'digits'
  | 'periodSeconds'
  | 'counter'
  | 'validFrom'
  | 'validUntil'
  | 'assumed'
> & { readonly finding: Finding }

/** What a live code has shown: where the token stands, so that this code is spent once it is written. */
export type ProvenAt = { readonly highWater: number; readonly drift: number; readonly counter: number }

/** Refused keys are listed up to here; further ones are counted. */
const PROBLEMS_KEPT = 100_000
const PIECE_BYTES = 1 << 20

export class Rehearsal {
  readonly #serials: string[] = []
  readonly #places: number[] = []
  readonly #lines: number[] = []
  readonly #parameterOf: number[] = []
  readonly #counters: number[] = []
  readonly #fromOf: number[] = []
  readonly #untilOf: number[] = []
  readonly #findings: number[] = []
  readonly #seedAt: number[] = []
  readonly #seedBytes: number[] = []
  readonly #pieces: Buffer[] = []
  #free = 0
  #parameters: Parameters[] = []
  readonly #parameterIndex = new Map<string, number>()
  readonly #dates: (Instant | null)[] = [null]
  readonly #dateIndex = new Map<string, number>()
  readonly #problems: SeedProblem[] = []
  #refused = 0
  readonly #counts = { new: 0, same: 0, changed: 0 }
  readonly #proven = new Map<number, ProvenAt>()
  /** Places, by serial, of what may be asked for by its serial: made when first asked. */
  #bySerial: Map<string, number> | undefined

  /** Takes a key in; the record's seed is copied and wiped. */
  take(record: SeedRecord, finding: Finding): void {
    this.#serials.push(record.serial)
    this.#places.push(record.place.key)
    this.#lines.push(record.place.line)
    this.#parameterOf.push(this.#intern(record))
    this.#counters.push(record.counter ?? -1)
    this.#fromOf.push(this.#date(record.validFrom))
    this.#untilOf.push(this.#date(record.validUntil))
    this.#findings.push(FINDINGS.indexOf(finding))
    this.#keepSeed(record.seed)
    this.#counts[finding] += 1
  }

  refuse(problem: SeedProblem): void {
    this.#refused += 1
    if (this.#problems.length < PROBLEMS_KEPT) this.#problems.push(problem)
  }

  get keys(): number {
    return this.#serials.length + this.#refused
  }
  get counts(): {
    readonly new: number
    readonly same: number
    readonly changed: number
    readonly refused: number
  } {
    return { ...this.#counts, refused: this.#refused }
  }
  get problems(): readonly SeedProblem[] {
    return this.#problems
  }

  /** How often each way of computing codes occurs, the most frequent first. */
  parameters(): readonly (Parameters & { readonly keys: number })[] {
    const keys = new Array<number>(this.#parameters.length).fill(0)
    for (const index of this.#parameterOf) keys[index] = (keys[index] ?? 0) + 1
    return this.#parameters
      .map((parameters, index) => ({ ...parameters, keys: keys[index] ?? 0 }))
      .sort((a, b) => b.keys - a.keys)
  }

  /** The key at a place among those that could be read, from 0. */
  key(at: number): RehearsedKey {
    const serial = this.#serials[at]
    const parameters = this.#parameters[this.#parameterOf[at] ?? -1]
    if (serial === undefined || parameters === undefined) throw new RangeError(`no key ${at}`)
    const counter = this.#counters[at] ?? -1
    return {
      place: { key: this.#places[at] ?? 0, line: this.#lines[at] ?? 0 },
      serial,
      kind: parameters.kind,
      algorithm: parameters.algorithm,
      digits: parameters.digits,
      periodSeconds: parameters.periodSeconds,
      counter: counter < 0 ? null : counter,
      validFrom: this.#dates[this.#fromOf[at] ?? 0] ?? null,
      validUntil: this.#dates[this.#untilOf[at] ?? 0] ?? null,
      assumed: parameters.assumed,
      finding: FINDINGS[this.#findings[at] ?? 0] ?? 'new',
    }
  }
  /** How many could be read. */
  get readable(): number {
    return this.#serials.length
  }
  at(serial: string): number | undefined {
    this.#bySerial ??= new Map(this.#serials.map((one, index) => [one, index]))
    return this.#bySerial.get(serial)
  }

  /** A copy of a key's seed; the caller wipes it. */
  seed(at: number): Buffer {
    const offset = this.#seedAt[at]
    const piece = offset === undefined ? undefined : this.#pieces[Math.floor(offset / PIECE_BYTES)]
    if (offset === undefined || piece === undefined) throw new RangeError(`no key ${at}`)
    const start = offset % PIECE_BYTES
    return Buffer.from(piece.subarray(start, start + (this.#seedBytes[at] ?? 0)))
  }

  /** Lines of the list, in the order of the file: what could be read and what was refused, or one finding of them. */
  list(
    only: 'all' | 'refused' | Finding,
    from: number,
    limit: number,
  ): { readonly rows: readonly (RehearsedKey | SeedProblem)[]; readonly total: number } {
    if (only === 'refused') return { rows: this.#problems.slice(from, from + limit), total: this.#refused }
    if (only === 'all') {
      const rows = [
        ...this.#between(this.#places, from, limit).map((at) => this.key(at)),
        ...this.#problems.filter(({ place }) => place.key > from && place.key <= from + limit),
      ].sort((a, b) => a.place.key - b.place.key)
      return { rows, total: this.keys }
    }
    const wanted = FINDINGS.indexOf(only)
    const rows: RehearsedKey[] = []
    let seen = 0
    for (let at = 0; at < this.#findings.length && rows.length < limit; at += 1) {
      if (this.#findings[at] !== wanted) continue
      if (seen >= from) rows.push(this.key(at))
      seen += 1
    }
    return { rows, total: this.#counts[only] }
  }

  /** Reads otherwise what the file had left open; what was proven has to be proven again. */
  assume(algorithm: SeedRecord['algorithm'], periodSeconds: 30 | 60): void {
    this.#parameters = this.#parameters.map((parameters) => ({
      ...parameters,
      algorithm: parameters.assumed.includes('algorithm') ? algorithm : parameters.algorithm,
      periodSeconds:
        parameters.kind === 'totp' && parameters.assumed.includes('period')
          ? periodSeconds
          : parameters.periodSeconds,
    }))
    this.#proven.clear()
  }
  prove(at: number, where: ProvenAt): void {
    this.#proven.set(at, where)
  }
  proven(at: number): ProvenAt | undefined {
    return this.#proven.get(at)
  }

  /** The first and the last serial, and the span of their expiries. */
  span(): {
    readonly first: string | null
    readonly last: string | null
    readonly earliest: Instant | null
    readonly latest: Instant | null
  } {
    let first: string | null = null
    let last: string | null = null
    for (const serial of this.#serials) {
      if (first === null || serial < first) first = serial
      if (last === null || serial > last) last = serial
    }
    const dates = [...new Set(this.#untilOf)].flatMap((index) => this.#dates[index] ?? []).sort()
    return { first, last, earliest: dates[0] ?? null, latest: dates.at(-1) ?? null }
  }

  wipe(): void {
    for (const piece of this.#pieces) piece.fill(0)
    this.#pieces.length = 0
    this.#seedAt.length = 0
    this.#proven.clear()
  }

  #between(places: readonly number[], from: number, limit: number): readonly number[] {
    let low = 0
    let high = places.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((places[middle] ?? 0) <= from) low = middle + 1
      else high = middle
    }
    const found: number[] = []
    for (let at = low; at < places.length && (places[at] ?? 0) <= from + limit; at += 1) found.push(at)
    return found
  }

  #intern({ kind, algorithm, digits, periodSeconds, encoding, assumed }: SeedRecord): number {
    const name = `${kind} ${algorithm} ${digits} ${periodSeconds} ${encoding} ${assumed.join()}`
    const known = this.#parameterIndex.get(name)
    if (known !== undefined) return known
    const open: readonly Assumption[] = [...assumed]
    const index =
      this.#parameters.push({ kind, algorithm, digits, periodSeconds, encoding, assumed: open }) - 1
    this.#parameterIndex.set(name, index)
    return index
  }

  #date(date: Instant | null): number {
    if (date === null) return 0
    const known = this.#dateIndex.get(date)
    if (known !== undefined) return known
    const index = this.#dates.push(date) - 1
    this.#dateIndex.set(date, index)
    return index
  }

  #keepSeed(seed: Buffer): void {
    if (this.#free + seed.length > this.#pieces.length * PIECE_BYTES) {
      this.#free = this.#pieces.length * PIECE_BYTES
      this.#pieces.push(Buffer.alloc(PIECE_BYTES))
    }
    const piece = this.#pieces.at(-1)
    if (piece === undefined) throw new Error('no room for a seed')
    seed.copy(piece, this.#free % PIECE_BYTES)
    this.#seedAt.push(this.#free)
    this.#seedBytes.push(seed.length)
    this.#free += seed.length
    seed.fill(0)
  }
}

/** Whether a line of a rehearsal's list is a refused key. */
export const isProblem = (row: RehearsedKey | SeedProblem): row is SeedProblem => 'code' in row
