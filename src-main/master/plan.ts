import { createHash } from 'node:crypto'
import type {
  FieldChange,
  FileEncoding,
  FileRefusal,
  LineProblem,
  LineProblemCode,
  LineSpan,
  MasterContract,
  MasterUser,
  PlanCounts,
  PlanEntry,
  PlanWarning,
  SharedToken,
} from '#shared/master'
import type { ServiceId, ServiceProfile } from '#shared/profiles'
import { err, ok, type Result } from '#shared/result'
import { hasGaiji } from '#shared/text/unsafe'
import { checkTokenId } from '#shared/token-id'
import { COLUMN_NAMES, type ColumnName } from './columns.ts'
import * as fields from './fields.ts'
import { type BadLine, type Examined, examine, LIMITS, type Limits, type Row, rowsOf } from './read.ts'
import { digestOf, type MasterSource } from './source.ts'
import { atOnce, CANCELLED, type Progress, type Steps, withPauses } from './steps.ts'

/**
 * What a contract master file would do, contract by contract, before anything is written.
 *
 * A contract is taken whole or not at all: one bad line rejects its contract by name and no other. What the
 * file does not say is kept: contracts and users that are not in it, and columns it does not have.
 */

/** What the plan asks the store. Answers must not change while one plan is made. */
export type CurrentState = {
  contract(contractNo: string): MasterContract | undefined
  contractNos(): Iterable<string>
  /** Contracts a link of which bears the serial now. */
  contractsWithSerial(serial: string): readonly string[]
  contractsWithCustomerId(customerId: string): readonly string[]
  /** The case that is open about a contract: while it is, the file may not change the contract under it. */
  openCase(contractNo: string): string | null
  /** The serial was taken off at this desk and the file is older than that. */
  wasTakenAwayHere(serial: string): boolean
  /** Reported lost or stolen: whatever a file says, and whatever the service allows (R-003-41). */
  neverReturns(serial: string): boolean
}

/** The store (or the file, while it was read) has changed since the rehearsal: rehearse again. */
export class NotRehearsed extends Error {
  override readonly name = 'NotRehearsed'
}

/** A store with nothing in it. */
export const NOTHING_YET: CurrentState = {
  contract: () => undefined,
  contractNos: () => [],
  contractsWithSerial: () => [],
  contractsWithCustomerId: () => [],
  openCase: () => null,
  wasTakenAwayHere: () => false,
  neverReturns: () => false,
}

export type Rehearsal = {
  readonly encoding: FileEncoding
  /** Lines of data that were read. */
  readonly lines: number
  readonly counts: PlanCounts
  readonly ignoredColumns: readonly string[]
  /** The first of each kind, for the eye. The counts are complete. */
  readonly newContracts: readonly Extract<PlanEntry, { kind: 'new' }>[]
  readonly changed: readonly Extract<PlanEntry, { kind: 'changed' }>[]
  readonly rejected: readonly Extract<PlanEntry, { kind: 'rejected' }>[]
  readonly warned: readonly { readonly contractNo: string; readonly warning: PlanWarning }[]
  /** SHA-256 of the file. */
  readonly sha256: string
  /** SHA-256 over everything that would be written: equal digests write equal records. */
  readonly digest: string
  /** What {@link contractsToWrite} needs to go through the file again. */
  readonly examined: Examined
  readonly apart: ReadonlySet<string>
}

export type RehearseOptions = {
  readonly limits?: Limits
  /** How many entries of each kind are kept for the eye. */
  readonly keep?: number
}

/**
 * Reads the file and compares it with the store. Writes nothing.
 *
 * @param source the file; gone through at least twice, never held in memory as a whole
 * @param current the store, as it is now
 * @param profiles all service profiles
 * @returns the plan, or why the file cannot be read as a whole
 */
export function* rehearseSteps(
  source: MasterSource,
  current: CurrentState,
  profiles: readonly ServiceProfile[],
  options: RehearseOptions = {},
): Steps<Result<Rehearsal, FileRefusal>> {
  const examined = yield* examine(source, options.limits ?? LIMITS)
  if (!examined.ok) return examined
  const first = yield* summarise(source, examined.value, current, profiles, new Set(), options.keep ?? 200)
  if (!first.ok || first.value.found.size === 0) return first.ok ? ok(first.value.rehearsal) : first
  // Lines of one contract lie apart. Its first part was taken for the whole; the second time it is known.
  const again = yield* summarise(
    source,
    examined.value,
    current,
    profiles,
    first.value.found,
    options.keep ?? 200,
  )
  return again.ok ? ok(again.value.rehearsal) : again
}

/** {@link rehearseSteps} with pauses, progress and a way out; `cancelled` is a refusal like any other. */
export async function rehearse(
  source: MasterSource,
  current: CurrentState,
  profiles: readonly ServiceProfile[],
  options: RehearseOptions & {
    readonly signal?: AbortSignal
    readonly onProgress?: (progress: Progress) => void
  } = {},
): Promise<Result<Rehearsal, FileRefusal>> {
  const result = await withPauses(rehearseSteps(source, current, profiles, options), options)
  return result === CANCELLED ? err({ code: 'cancelled' }) : result
}

/** {@link rehearseSteps} without a pause, for small files and tests. */
export const rehearseAtOnce = (
  source: MasterSource,
  current: CurrentState,
  profiles: readonly ServiceProfile[],
  options: RehearseOptions = {},
): Result<Rehearsal, FileRefusal> => atOnce(rehearseSteps(source, current, profiles, options))

/**
 * The records to store, new and changed, exactly as rehearsed. For use inside one transaction: each contract
 * may be written as it comes.
 *
 * @returns an iterable of full records, or `file-changed` when the file is no longer the rehearsed one
 * @throws NotRehearsed from within the iteration when the records turn out not to be the rehearsed ones, because the
 *   store has changed since (or the file, while it was read); the transaction must then be rolled back
 */
export function contractsToWrite(
  source: MasterSource,
  rehearsal: Rehearsal,
  current: CurrentState,
  profiles: readonly ServiceProfile[],
): Result<Iterable<MasterContract>, FileRefusal> {
  if (digestOf(source) !== rehearsal.sha256) return err({ code: 'file-changed' })
  return ok(recordsOf(source, rehearsal, current, profiles))
}

function* recordsOf(
  source: MasterSource,
  rehearsal: Rehearsal,
  current: CurrentState,
  profiles: readonly ServiceProfile[],
): Generator<MasterContract, void, void> {
  const digest = createHash('sha256')
  const entries = entriesOf(source, rehearsal.examined, current, profiles, rehearsal.apart)
  for (;;) {
    const step = entries.next()
    if (step.done === true) break
    const entry = step.value
    if (entry.kind !== 'new' && entry.kind !== 'changed') continue
    digest.update(fingerprintOf(entry))
    yield entry.contract
  }
  if (digest.digest('hex') !== rehearsal.digest)
    throw new NotRehearsed('the contracts to write are not the rehearsed ones')
}

/** A new record follows from the file alone, whose digest is kept; a changed one also from what was there. */
const fingerprintOf = (entry: Extract<PlanEntry, { kind: 'new' | 'changed' }>): string =>
  entry.kind === 'new' ? `${entry.contract.contractNo}\n` : `${JSON.stringify(entry.contract)}\n`

type Pause = { readonly kind: 'pause'; readonly progress: Progress }
type Summary = { readonly rehearsal: Rehearsal; readonly found: ReadonlySet<string> }

function* summarise(
  source: MasterSource,
  examined: Examined,
  current: CurrentState,
  profiles: readonly ServiceProfile[],
  apart: ReadonlySet<string>,
  keep: number,
): Steps<Result<Summary, FileRefusal>> {
  const counts = { new: 0, changed: 0, unchanged: 0, rejected: 0, absent: 0 }
  const kept = {
    new: [] as Extract<PlanEntry, { kind: 'new' }>[],
    changed: [] as Extract<PlanEntry, { kind: 'changed' }>[],
    rejected: [] as Extract<PlanEntry, { kind: 'rejected' }>[],
  }
  const warned: { contractNo: string; warning: PlanWarning }[] = []
  const found = new Set<string>()
  const digest = createHash('sha256')
  const entries = entriesOf(source, examined, current, profiles, apart)
  let lines = 0
  for (;;) {
    const step = entries.next()
    if (step.done === true) {
      if (step.value !== null) return err(step.value)
      break
    }
    const entry = step.value
    if (entry.kind === 'pause') {
      lines = entry.progress.lines
      yield entry.progress
      continue
    }
    counts[entry.kind] += 1
    if (entry.kind === 'absent') continue
    if (entry.kind === 'new' || entry.kind === 'changed') digest.update(fingerprintOf(entry))
    if (entry.kind === 'new' && kept.new.length < keep) kept.new.push(flat(entry))
    if (entry.kind === 'changed' && kept.changed.length < keep) kept.changed.push(flat(entry))
    if (entry.kind === 'rejected') {
      if (kept.rejected.length < keep) kept.rejected.push(flat(entry))
      const lost = entry.contractNo
      if (lost !== null && entry.problems.some((found) => found.code === 'contract-rows-apart'))
        found.add(lost)
      continue
    }
    const contractNo = entry.kind === 'unchanged' ? entry.contractNo : entry.contract.contractNo
    for (const warning of entry.warnings) {
      if (warned.length < keep) warned.push(flat({ contractNo, warning }))
    }
  }
  return ok({
    found: apart.size === 0 ? found : new Set<string>(),
    rehearsal: {
      encoding: examined.encoding,
      lines,
      counts,
      ignoredColumns: examined.columns.ignored,
      newContracts: kept.new,
      changed: kept.changed,
      rejected: kept.rejected,
      warned,
      sha256: examined.sha256,
      digest: digest.digest('hex'),
      examined,
      apart,
    },
  })
}

/** A copy whose strings are their own: a piece of a line would keep the whole chunk of the file alive. */
const flat = <T>(entry: T): T => JSON.parse(JSON.stringify(entry)) as T
const flatText = (text: string): string =>
  text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8')

function* entriesOf(
  source: MasterSource,
  examined: Examined,
  current: CurrentState,
  profiles: readonly ServiceProfile[],
  apart: ReadonlySet<string>,
): Generator<PlanEntry | Pause, FileRefusal | null, void> {
  const reader = groupReader(examined, current, profiles, apart)
  const batches = rowsOf(source, examined)
  let lines = 0
  for (;;) {
    const step = batches.next()
    if (step.done === true) {
      if (step.value !== null) return step.value
      break
    }
    const { items, bytes } = step.value
    lines += items.length
    for (const item of items) yield* reader.take(item)
    yield { kind: 'pause', progress: { bytes, ofBytes: source.bytes, lines } }
  }
  yield* reader.end()
  return null
}

type Group = { readonly contractNo: string; readonly items: (Row | BadLine)[] }
const isBad = (item: Row | BadLine): item is BadLine => 'code' in item

/** Collects the lines of one contract, then judges them. */
function groupReader(
  examined: Examined,
  current: CurrentState,
  profiles: readonly ServiceProfile[],
  apart: ReadonlySet<string>,
) {
  const seen = new Set<string>()
  const judge = contractReader(examined, current, profiles)
  const noAt = examined.columns.at.contractNo ?? 0
  let group: Group | null = null
  /** A line nobody's contract number could be read from: it belongs to the contract around it, if it is one. */
  let stray: BadLine | null = null

  function* close(): Generator<PlanEntry, void, void> {
    if (group === null) return
    const { contractNo, items } = group
    group = null
    const again = seen.has(contractNo)
    seen.add(flatText(contractNo))
    if (again || apart.has(contractNo)) {
      yield rejected(contractNo, items, [
        {
          code: 'contract-rows-apart',
          line: items[0]?.line ?? null,
          column: 'contractNo',
          found: contractNo,
        },
      ])
      return
    }
    yield judge(contractNo, items)
  }
  function* dropStray(): Generator<PlanEntry, void, void> {
    if (stray === null) return
    const lost = stray
    stray = null
    yield rejected(null, [lost], [problemOf(lost)])
  }

  return {
    *take(item: Row | BadLine): Generator<PlanEntry, void, void> {
      const cell = (isBad(item) ? item.guess[noAt] : item.cells[noAt]) ?? ''
      const read = fields.contractNo(cell)
      if ('problem' in read) {
        yield* dropStray()
        if (isBad(item)) {
          stray = item
        } else {
          yield* close()
          const code = cell.trim() === '' ? 'required' : read.problem
          yield rejected(null, [item], [{ code, line: item.line, column: 'contractNo', found: shown(cell) }])
        }
        return
      }
      if (group !== null && group.contractNo === read.value) {
        if (stray !== null) group.items.push(stray)
        stray = null
        group.items.push(item)
        return
      }
      yield* close()
      yield* dropStray()
      group = { contractNo: read.value, items: [item] }
    },
    *end(): Generator<PlanEntry, void, void> {
      yield* close()
      yield* dropStray()
      for (const contractNo of current.contractNos()) {
        if (!seen.has(contractNo)) yield { kind: 'absent', contractNo }
      }
    },
  }
}

const spanOf = (items: readonly (Row | BadLine)[]): LineSpan => {
  const last = items.at(-1)
  return {
    first: items[0]?.line ?? 1,
    last: last === undefined ? 1 : isBad(last) ? last.lastLine : last.line,
  }
}
const rejected = (
  contractNo: string | null,
  items: readonly (Row | BadLine)[],
  problems: readonly LineProblem[],
): PlanEntry => ({ kind: 'rejected', contractNo, problems, lines: spanOf(items) })
const problemOf = (item: BadLine): LineProblem => ({
  code: item.code,
  line: item.line,
  column: null,
  found: shown(item.found),
})
/** What was found, fit for a screen. */
const shown = (cell: string): string => cell.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '?').slice(0, 40)

/** Columns that must say the same on every line of a contract. */
const CONTRACT_COLUMNS = [
  'service',
  'customerId',
  'name',
  'kana',
  'dealingBranch',
  'accountBranch',
  'accountType',
  'accountNumber',
  'postalCode',
  'address',
  'phone',
  'usageMode',
] as const satisfies readonly ColumnName[]

function contractReader(examined: Examined, current: CurrentState, profiles: readonly ServiceProfile[]) {
  const { at } = examined.columns
  const has = (column: ColumnName): boolean => at[column] !== undefined
  const placesOf = (columns: readonly ColumnName[]) =>
    columns.flatMap((column) => {
      const place = at[column]
      return place === undefined ? [] : [{ column, place }]
    })
  const used = placesOf(COLUMN_NAMES)
  const common = placesOf(CONTRACT_COLUMNS)
  const serviceOf = fields.services(profiles)
  const byId = new Map<ServiceId, { profile: ServiceProfile; words: fields.Vocabulary }>(
    profiles.map((profile) => [profile.id, { profile, words: fields.vocabulary(profile) }]),
  )
  const serialOwner = new Map<string, string>()
  const customerOwner = new Map<string, string>()
  /** Contracts this file changes. */
  const changing = new Set<string>()

  return (contractNo: string, items: readonly (Row | BadLine)[]): PlanEntry => {
    const problems: LineProblem[] = []
    const warnings: PlanWarning[] = []
    const rows: Row[] = []
    for (const item of items) {
      if (isBad(item)) problems.push(problemOf(item))
      else rows.push(item)
    }
    const first = rows[0]
    if (first === undefined) return rejected(contractNo, items, problems)

    const cell = (row: Row, column: ColumnName): string => row.cells[at[column] ?? -1] ?? ''
    const complain = (
      code: LineProblemCode,
      row: Row | null,
      column: ColumnName | null,
      found?: string,
    ): void => {
      const text = found ?? (row !== null && column !== null ? cell(row, column) : null)
      problems.push({ code, line: row?.line ?? null, column, found: text === null ? null : shown(text) })
    }
    /** A cell that must say something. */
    const need = <T>(row: Row, column: ColumnName, read: (text: string) => fields.Read<T>): T | undefined => {
      const text = cell(row, column)
      if (text.trim() === '') {
        complain('required', row, column)
        return undefined
      }
      const result = read(text)
      if ('value' in result) return result.value
      complain(result.problem, row, column)
      return undefined
    }
    /** A cell that may be empty; a column the file does not have keeps what is known. */
    const may = <T>(
      row: Row,
      column: ColumnName,
      kept: T | null,
      read: (text: string) => fields.Read<T>,
    ): T | null => {
      if (!has(column)) return kept
      return fields.isNothing(cell(row, column)) ? null : (need(row, column, read) ?? null)
    }

    for (const row of rows) {
      for (const { column, place } of used) {
        const text = row.cells[place] ?? ''
        if (row.clean && text.length <= 80) continue
        const code = fields.textProblem(text)
        if (code !== null) complain(code, row, column)
      }
      if (row === first) continue
      for (const { column, place } of common) {
        const text = row.cells[place] ?? ''
        const firstText = first.cells[place] ?? ''
        if (text !== firstText && text.trim() !== firstText.trim())
          complain('contract-rows-disagree', row, column)
      }
    }

    const service = need(first, 'service', serviceOf)
    const known = service === undefined ? undefined : byId.get(service)
    if (service === undefined || known === undefined) return rejected(contractNo, items, problems)
    const { profile, words } = known
    const before = current.contract(contractNo)
    if (before !== undefined && before.service !== service)
      complain('service-changed', first, 'service', before.service)

    const readName = (text: string) => fields.name(text, 100)
    const name = need(first, 'name', readName)
    const kana = need(first, 'kana', fields.kana)
    const dealingBranch = need(first, 'dealingBranch', fields.branch)
    const customerId = may(first, 'customerId', before?.customerId ?? null, fields.userId)
    const address = may(first, 'address', before?.address ?? null, (text) => fields.name(text, 200))
    const postalCode = may(first, 'postalCode', before?.postalCode ?? null, fields.postalCode)
    const phone = may(first, 'phone', before?.phone ?? null, fields.phone)
    const usageMode = may(first, 'usageMode', before?.usageMode ?? null, fields.usageMode)

    let account = before?.account ?? null
    if (has('accountNumber')) {
      account = null
      const parts = (['accountBranch', 'accountType', 'accountNumber'] as const).map((column) =>
        cell(first, column),
      )
      if (!parts.every(fields.isNothing)) {
        const branch = need(first, 'accountBranch', fields.branch)
        const type = need(first, 'accountType', fields.accountType)
        const number = need(first, 'accountNumber', fields.accountNumber)
        if (branch !== undefined && type !== undefined && number !== undefined)
          account = { branch, type, number }
      }
    }

    const linkOf = (row: Row, kept: SharedToken | undefined): SharedToken => {
      const link = kept ?? NO_LINK
      const kind = may(row, 'tokenKind', link.tokenKind, fields.tokenKind)
      const tokenExpiry = may(row, 'tokenExpiry', link.tokenExpiry, words.expiry)
      if (!has('token')) return { ...pick(link), tokenKind: kind, tokenExpiry }
      let token = may(row, 'token', null, fields.serial)
      let ownKind: SharedToken['tokenKind'] = null
      if (token !== null) {
        token = flatText(token)
        const check = checkTokenId(profile, token)
        if (check.verdict === 'refused') complain('token-form-refused', row, 'token')
        else ownKind = check.kind
        if (check.verdict === 'warn' && check.warning !== 'form-not-stated') {
          warnings.push({ code: 'token-id-warn', line: row.line, user: null, found: token })
        }
      }
      const registration = readWord(row, 'registration', words.registration) ?? 'unknown'
      const authentication = readWord(row, 'authentication', words.authentication) ?? 'none'
      const registered = registration === 'active' || registration === 'expired'
      if (registered && token === null && profile.tokenIdPatterns !== 'none') {
        complain('registration-without-token', row, 'token')
      }
      if (registration === 'none' && token !== null)
        complain('token-without-registration', row, 'registration')
      return {
        token,
        tokenKind: has('tokenKind')
          ? kind
          : ((link.token === token ? link.tokenKind : null) ?? (token === null ? null : ownKind)),
        registration,
        authentication,
        tokenExpiry,
      }
    }
    /** Words whose blank has a meaning of its own. */
    const readWord = <T>(
      row: Row,
      column: ColumnName,
      read: (text: string) => fields.Read<T>,
    ): T | undefined => {
      const result = read(cell(row, column))
      if ('value' in result) return result.value
      complain(result.problem, row, column)
      return undefined
    }

    const knownUsers = new Map((before?.users ?? []).map((user) => [user.userId, user]))
    const users: MasterUser[] = []
    const ids = new Set<string>()
    let shared: SharedToken | null = before?.sharedToken ?? null
    let sharedRow: Row | null = null
    for (const row of rows) {
      if (fields.namesSharedToken(cell(row, 'userId'))) {
        if (sharedRow !== null) complain('user-twice', row, 'userId')
        sharedRow = row
        shared = linkOf(row, before?.sharedToken ?? undefined)
        continue
      }
      const userId = need(row, 'userId', fields.userId)
      const userName = need(row, 'userName', readName)
      const role = need(row, 'role', words.role)
      const kept = userId === undefined ? undefined : knownUsers.get(userId)
      const userKana = may(row, 'userKana', kept?.kana ?? null, fields.kana)
      const transferRight = may(row, 'transferRight', kept?.transferRight ?? null, fields.transferRight)
      const link = linkOf(row, kept)
      if (userId === undefined || userName === undefined || role === undefined) continue
      if (ids.has(userId)) complain('user-twice', row, 'userId')
      ids.add(userId)
      if (hasGaiji(userName)) warnings.push({ code: 'gaiji', line: row.line, user: userId, found: userName })
      users.push({ userId, name: userName, kana: userKana, role, transferRight, ...link })
    }
    if (users.length === 0 && problems.length === 0) complain('no-users', first, 'userId')
    if (!profile.severalUsers && ids.size > 1) complain('too-many-users', rows[1] ?? first, 'userId')

    if (sharedRow !== null && profile.sharing !== 'contract-mode')
      complain('shared-token-not-in-service', sharedRow, 'userId')
    else if (sharedRow !== null && usageMode !== 'shared')
      complain('shared-token-in-individual-mode', sharedRow, 'usageMode')
    if (usageMode === 'shared') {
      const own = users.find((user) => user.token !== null)
      if (own !== undefined) complain('own-token-in-shared-mode', null, 'token', own.userId)
    }

    const absent = (before?.users ?? []).filter((user) => !ids.has(user.userId))
    for (const user of absent) {
      users.push(user)
      warnings.push({ code: 'user-absent', line: null, user: user.userId, found: user.name })
    }

    checkSerials()
    if (name !== undefined && hasGaiji(name)) {
      warnings.push({ code: 'gaiji', line: first.line, user: null, found: name })
    }
    if (customerId !== null) {
      const key = customerId.toUpperCase()
      const other =
        customerOwner.get(key) ?? current.contractsWithCustomerId(customerId).find((no) => no !== contractNo)
      if (other !== undefined && other !== contractNo) {
        warnings.push({ code: 'customer-id-twice', line: first.line, user: null, found: other })
      }
      customerOwner.set(flatText(key), contractNo)
    }

    if (problems.length > 0 || name === undefined || kana === undefined || dealingBranch === undefined) {
      return rejected(contractNo, items, problems)
    }
    const contract: MasterContract = {
      contractNo,
      service,
      customerId,
      name,
      kana,
      dealingBranch,
      account,
      address,
      postalCode,
      phone,
      usageMode,
      users,
      sharedToken: shared,
    }
    const lines = spanOf(items)
    if (before === undefined) return { kind: 'new', contract, lines, warnings }
    const changes = changesBetween(before, contract)
    if (changes.length === 0) return { kind: 'unchanged', contractNo, lines, warnings }
    const openCase = current.openCase(contractNo)
    if (openCase !== null) {
      complain('contract-in-open-case', null, null, openCase)
      return rejected(contractNo, items, problems)
    }
    changing.add(contractNo)
    return { kind: 'changed', contract, changes, lines, warnings }

    /** One token has one place: within the contract, among the contracts of the file, and in the store. */
    function checkSerials(): void {
      const links = [
        ...users.map((user) => ({ id: user.userId, token: user.token })),
        { id: 'shared', token: shared?.token ?? null },
      ]
      const here = new Set<string>()
      for (const { id, token } of links) {
        if (token === null) continue
        if (here.has(token)) {
          if (profile.sharing !== 'by-serial') complain('token-twice-in-contract', null, 'token', token)
          continue
        }
        here.add(token)
        const inFile = serialOwner.get(token)
        const inStore = current
          .contractsWithSerial(token)
          .find((no) => no !== contractNo && !movedOff(no, token))
        const other = inFile !== undefined && inFile !== contractNo ? inFile : inStore
        if (other !== undefined) complain('token-in-two-contracts', null, 'token', `${token} ${other}`)
        serialOwner.set(token, contractNo)
        const had = id === 'shared' ? before?.sharedToken?.token : knownUsers.get(id)?.token
        const gone =
          current.neverReturns(token) ||
          (profile.reuseAfterRevoke !== 'yes' && current.wasTakenAwayHere(token))
        if (had !== token && gone) {
          complain('token-was-detached-here', null, 'token', token)
        }
      }
    }
  }

  /** The other contract came earlier in this file and gave the serial up: the file itself moves the token. */
  function movedOff(contractNo: string, token: string): boolean {
    return changing.has(contractNo) && serialOwner.get(token) !== contractNo
  }
}

const NO_LINK: SharedToken = {
  token: null,
  tokenKind: null,
  registration: 'none',
  authentication: 'none',
  tokenExpiry: null,
}
const pick = ({ token, tokenKind, registration, authentication, tokenExpiry }: SharedToken): SharedToken => ({
  token,
  tokenKind,
  registration,
  authentication,
  tokenExpiry,
})

/** Fields of the contract itself, in the order in which they are shown. */
const CONTRACT_FIELDS = [
  'customerId',
  'name',
  'kana',
  'dealingBranch',
  'account',
  'address',
  'postalCode',
  'phone',
  'usageMode',
] as const satisfies readonly (keyof MasterContract)[]
const LINK_FIELDS = ['token', 'tokenKind', 'registration', 'authentication', 'tokenExpiry'] as const
const USER_FIELDS = [
  'name',
  'kana',
  'role',
  'transferRight',
  ...LINK_FIELDS,
] as const satisfies readonly (keyof MasterUser)[]

/**
 * What differs between two records of one contract, field by field. Account numbers are shown by their last
 * three digits, as everywhere outside the store.
 */
export function changesBetween(before: MasterContract, after: MasterContract): readonly FieldChange[] {
  const changes: FieldChange[] = []
  const compare = (user: string | null, field: string, old: unknown, now: unknown): void => {
    if (JSON.stringify(old) !== JSON.stringify(now))
      changes.push({ user, field, before: textOf(old), after: textOf(now) })
  }
  for (const field of CONTRACT_FIELDS) compare(null, field, before[field], after[field])
  const old = new Map(before.users.map((user) => [user.userId, user]))
  for (const user of after.users) {
    const was = old.get(user.userId)
    if (was === undefined) changes.push({ user: user.userId, field: 'user', before: null, after: user.name })
    else for (const field of USER_FIELDS) compare(user.userId, field, was[field], user[field])
  }
  if (before.sharedToken === null && after.sharedToken !== null) {
    changes.push({ user: 'shared', field: 'sharedToken', before: null, after: after.sharedToken.token })
  } else if (before.sharedToken !== null && after.sharedToken !== null) {
    for (const field of LINK_FIELDS)
      compare('shared', field, before.sharedToken[field], after.sharedToken[field])
  }
  return changes
}

function textOf(field: unknown): string | null {
  if (field === null || field === undefined) return null
  if (typeof field === 'boolean') return field ? 'yes' : 'no'
  if (typeof field === 'object' && 'number' in field && 'branch' in field && 'type' in field) {
    return `${String(field.branch)} ${String(field.type)} …${String(field.number).slice(-3)}`
  }
  return String(field)
}
