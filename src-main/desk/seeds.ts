import { randomUUID, timingSafeEqual } from 'node:crypto'
import { secretBytes } from '#main/keys/random'
import { openSeed, sealSeed } from '#main/keys/seal'
import { UNUSED } from '#main/otp/memory'
import { drop, type PendingSeeds, type SeedPlan } from '#main/seeds/pending'
import { prove } from '#main/seeds/prove'
import { openSeedFile, type SeedFile } from '#main/seeds/reader'
import {
  SeedFileFault,
  type SeedItem,
  type SeedKey,
  type SeedProblem,
  type SeedRecord,
} from '#main/seeds/record'
import { type Finding, isProblem, type ProvenAt, Rehearsal } from '#main/seeds/rehearsal'
import { retryList } from '#main/seeds/retry'
import { checkValueOf, halfOf, isCheckValue, joinHalves } from '#main/seeds/transport-key'
import type { TokenRow } from '#main/store/records'
import type { Reads } from '#main/store/tables'
import { type Instant, type RecordNo, Serial } from '#shared/ids'

import type { SeedFileView, SeedRehearsal, SeedRow } from '#shared/operations/seeds'
import type { ServiceProfile, TokenModel } from '#shared/profiles'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import type { SeedProblemCode } from '#shared/seeds'
import type { Staff } from '#shared/staff'
import { checkTokenId } from '#shared/token-id'
import { clockRefusal, type Reading } from '../clock.ts'
import { type Branch, by, type Premises } from '../premises.ts'
import { modelOf } from './dispatch-view.ts'
import type { Handlers } from './handlers.ts'
import { whereChosen } from './saving.ts'
import { takeSecond } from './second-person.ts'

/** Keys that are looked up, sealed or made ready before others are heard again; about 5 ms. */
const SLICE = 250
const ROWS_SHOWN = 200
const SAMPLES = 3
const PLAIN_ALLOWED = 'plain-seeds'

const plainAllowed = (db: Reads): boolean => db.meta.find(PLAIN_ALLOWED) === 'allowed'
const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Which tokens have to show a code is decided by chance, so that nobody can prepare three good ones. */
function drawn(count: number): readonly number[] {
  const places = new Set<number>()
  while (places.size < Math.min(SAMPLES, count)) places.add(secretBytes(6).readUIntBE(0, 6) % count)
  return [...places].sort((a, b) => a - b)
}

/** 入庫: from the vendor's file to the book of the safe. */
export const seedHandlers: Handlers<
  | 'seeds.choose'
  | 'seeds.half'
  | 'seeds.rehearse'
  | 'seeds.progress'
  | 'seeds.cancel'
  | 'seeds.rows'
  | 'seeds.try-code'
  | 'seeds.take-proposal'
  | 'seeds.retry-list'
  | 'seeds.commit'
  | 'seeds.allow-plain'
  | 'seeds.policy'
> = {
  'seeds.choose': async (_request, { premises }) => {
    const { branch } = premises
    if (branch === undefined) return ok(null)
    const chosen = await premises.around.files.chooseFile('seeds')
    // Whoever was asked for a file may have gone, and the store with them.
    if (chosen === undefined || premises.branch !== branch) return ok(null)
    const opened = await opening(() => openSeedFile(chosen.path))
    if (!opened.ok) return opened
    if (premises.branch !== branch) {
      await opened.value.close()
      return ok(null)
    }
    drop(premises.seeds)
    premises.seeds = {
      id: randomUUID(),
      file: opened.value,
      halves: new Map(),
      plan: undefined,
      progress: undefined,
      work: undefined,
    }
    return ok(fileView(premises.seeds, branch.store.read))
  },

  'seeds.half': async ({ file, which, half, checkValue }, { now, premises }) => {
    const { seeds: pending, session } = premises
    if (pending?.id !== file || session === undefined) return refuse('seed-file-unknown', {})
    const bytes = halfOf(half)
    if (bytes === undefined) return refuse('seed-half-malformed', {})
    if (!isCheckValue(bytes, checkValue)) {
      bytes.fill(0)
      return refuse('check-value-wrong', { which })
    }
    let holder: Staff = session.staff
    if (which === 2) {
      const second = takeSecond(premises, session.staff, 'seed-key', file, now)
      if (!second.ok) return second
      holder = second.value
    }
    const other = pending.halves.get(which === 1 ? 2 : 1)
    // Two envelopes, two people: whoever holds one half never types the other (IMP-13).
    if (other?.person === holder.person) return refuse('second-is-first', {})
    if (other !== undefined && other.bytes.length !== bytes.length) return refuse('seed-half-malformed', {})
    pending.halves.get(which)?.bytes.fill(0)
    pending.halves.set(which, { bytes, staff: holder.staff, person: holder.person })
    const whole = joinHalves(pending.halves)
    const checkValueOfBoth = whole === undefined ? null : checkValueOf(whole)
    whole?.fill(0)
    return ok({ halves: pending.halves.size, checkValueOfBoth })
  },

  'seeds.rehearse': async (request, { premises }) => {
    const { branch, seeds: pending } = premises
    if (branch === undefined || pending?.id !== request.file) return refuse('seed-file-unknown', {})
    const profile = branch.store.read.profiles.current(request.service)
    const model = modelOf(profile, request.model)
    if (model === undefined) return refuse('model-unknown', { model: request.model })
    const key = keyFor(pending, request.password, branch.store.read)
    if (!key.ok) return key
    const work = new AbortController()
    pending.work?.abort()
    pending.work = work
    pending.plan?.rehearsal.wipe()
    pending.plan = undefined
    const rehearsal = new Rehearsal()
    try {
      const now = premises.around.clock.read().instant
      const read = await opening(() =>
        readInto(rehearsal, pending, key.value, profile, model, branch, work, now),
      )
      if (!read.ok || premises.branch !== branch || premises.seeds !== pending) {
        rehearsal.wipe()
        return read.ok ? refuse('seed-file-unknown', {}) : read
      }
      pending.plan = {
        plan: randomUUID(),
        service: request.service,
        model: request.model,
        sha256: pending.file.sha256() ?? '',
        rehearsal,
        samples: drawn(rehearsal.readable),
      }
      return ok(rehearsalView(pending, pending.plan, branch.store.read))
    } finally {
      if (key.value.kind === 'key') key.value.bytes.fill(0)
      if (pending.work === work) pending.work = undefined
      pending.progress = undefined
    }
  },

  'seeds.progress': (_request, { premises }) => ok(premises.seeds?.progress ?? null),

  'seeds.cancel': async (_request, { premises }) => {
    const { seeds: pending } = premises
    // While something is being read or made ready only that stops; otherwise the file is let go.
    if (pending?.work !== undefined) pending.work.abort()
    else {
      drop(pending)
      premises.seeds = undefined
    }
    return ok({})
  },

  'seeds.rows': ({ plan: wanted, only, from }, { premises }) => {
    const plan = planOf(premises, wanted)
    if (plan === undefined) return refuse('seed-plan-unknown', {})
    const { rows, total } = plan.rehearsal.list(only, from, ROWS_SHOWN)
    return ok({ rows: rows.map(rowView), total })
  },

  'seeds.try-code': async ({ plan: wanted, serial, code }, { now, premises }) => {
    const plan = planOf(premises, wanted)
    if (plan === undefined) return refuse('seed-plan-unknown', {})
    if (now.state !== 'trusted') return clockRefusal(now)
    const at = plan.rehearsal.at(serial.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase())
    if (at === undefined) return refuse('token-unknown', { serial })
    const record = recordAt(plan.rehearsal, at)
    try {
      const proof = prove(record, code, now.wall)
      if (proof.outcome === 'fits') plan.rehearsal.prove(at, standing(record, proof.ahead, now))
      const open =
        proof.outcome === 'fits-otherwise'
          ? proof.proposals.find(
              ({ against, kind, algorithm }) =>
                against.length === 0 && kind === 'totp' && algorithm !== 'SHA512',
            )
          : undefined
      return ok({
        fits: proof.outcome === 'fits',
        proposal:
          open === undefined || open.algorithm === 'SHA512' || open.periodSeconds === null
            ? null
            : { algorithm: open.algorithm, periodSeconds: open.periodSeconds },
        samples: samplesOf(plan),
      })
    } finally {
      record.seed.fill(0)
    }
  },

  'seeds.take-proposal': async ({ plan: wanted, algorithm, periodSeconds }, { premises }) => {
    const plan = planOf(premises, wanted)
    const { branch, seeds: pending } = premises
    if (plan === undefined || branch === undefined || pending === undefined)
      return refuse('seed-plan-unknown', {})
    plan.rehearsal.assume(algorithm, periodSeconds)
    return ok(rehearsalView(pending, plan, branch.store.read))
  },

  'seeds.retry-list': async ({ plan: wanted }, { now, premises }) => {
    const plan = planOf(premises, wanted)
    const { branch, seeds: pending, session } = premises
    if (plan === undefined || branch === undefined || pending === undefined)
      return refuse('seed-plan-unknown', {})
    const text = [...retryList(problemsOf(plan), LIST_WORDS)].join('')
    const name = `${pending.file.name.replace(/\.[^.]*$/, '')}-refused.csv`
    const saved = await whereChosen(() =>
      premises.around.files.saveText(name, text, () => {
        if (premises.branch !== branch) throw new Error('the person who asked for the list has gone')
        branch.store.note(by(premises, now, session?.staff, 'seeds.retry-list'), {
          event: 'seeds.list-saved',
          facts: { fileName: pending.file.name, sha256: plan.sha256, refused: refusedAmong(plan) },
        })
      }),
    )
    return saved.ok ? ok({ fileName: saved.value }) : saved
  },

  'seeds.commit': async ({ plan: wanted }, { now, premises }) => {
    const plan = planOf(premises, wanted)
    const { branch, seeds: pending, session } = premises
    if (plan === undefined || branch === undefined || pending === undefined || session === undefined)
      return refuse('seed-plan-unknown', {})
    const before = branch.store.read.stock.boxOfFile(plan.sha256)
    if (before !== undefined) return ok({ box: before.box, added: 0, already: true })
    const refused = refusedAmong(plan)
    if (refused > 0) return refuse('seeds-refused-among', { refused })
    const unproven = samplesOf(plan).filter(({ proven }) => !proven)
    if (unproven.length > 0)
      return refuse('samples-unproven', { serials: unproven.map(({ serial }) => serial) })
    if (now.state !== 'trusted') return clockRefusal(now)
    const second = takeSecond(premises, session.staff, 'seed-commit', wanted, now)
    if (!second.ok) return second
    const work = new AbortController()
    pending.work = work
    try {
      const written = await writePlan(
        premises,
        branch,
        pending,
        plan,
        session.staff,
        second.value,
        work.signal,
      )
      if (written === undefined) return refuse('seed-plan-unknown', {})
      drop(pending)
      premises.seeds = undefined
      premises.around.changed()
      return ok({ box: written, added: plan.rehearsal.counts.new, already: false })
    } finally {
      if (premises.seeds === pending) {
        pending.work = undefined
        pending.progress = undefined
      }
    }
  },

  'seeds.allow-plain': ({ allow }, { staff, now, db, premises }) => {
    const second = takeSecond(premises, staff, 'plain-seeds', '', now)
    if (!second.ok) return second
    db.meta.put(PLAIN_ALLOWED, allow ? 'allowed' : 'refused')
    return ok({
      output: { allow },
      audit: {
        event: allow ? 'seeds.plain-allowed' : 'seeds.plain-forbidden',
        facts: { second: second.value.staff },
      },
    })
  },

  'seeds.policy': (_request, { db }) => ok({ plainAllowed: plainAllowed(db) }),
}

const LIST_WORDS = {
  headings: ['serial', 'key', 'line', 'code', 'facts'] as const,
  reason: ({ facts }: SeedProblem) =>
    Object.entries(facts)
      .map(([name, fact]) => `${name}=${fact}`)
      .join('; '),
}

/** A fault of the file is a refusal of the desk's; anything else is an accident. */
async function opening<T>(work: () => Promise<T>): Promise<Result<T, Refusal<'seed-file-refused'>>> {
  try {
    return ok(await work())
  } catch (thrown) {
    if (!(thrown instanceof SeedFileFault)) throw thrown
    return refuse('seed-file-refused', { fault: thrown.code, line: thrown.line, facts: thrown.facts })
  }
}

const planOf = ({ seeds }: Premises, wanted: string): SeedPlan | undefined =>
  seeds?.plan?.plan === wanted ? seeds.plan : undefined

const fileView = ({ id, file, halves }: PendingSeeds, db: Reads): SeedFileView => ({
  file: id,
  fileName: file.name,
  bytes: file.sizeBytes,
  format: file.head.format,
  protection: file.head.protection,
  keyName: file.head.keyName,
  plainRefused: file.head.protection === 'plain' && !plainAllowed(db),
  halves: halves.size,
})

/** What opens the file, as far as people have given it. */
function keyFor(
  pending: PendingSeeds,
  password: string | null,
  db: Reads,
): Result<SeedKey, Refusal<'seed-key-missing' | 'plain-seeds-refused'>> {
  switch (pending.file.head.protection) {
    case 'plain':
      return plainAllowed(db) ? ok({ kind: 'none' }) : refuse('plain-seeds-refused', {})
    case 'password':
      return password === null || password === ''
        ? refuse('seed-key-missing', { halves: 0 })
        : ok({ kind: 'password', text: password })
    case 'key': {
      const bytes = joinHalves(pending.halves)
      return bytes === undefined
        ? refuse('seed-key-missing', { halves: pending.halves.size })
        : ok({ kind: 'key', bytes })
    }
  }
}

/** Reads the whole file into a rehearsal, comparing each key with the book. */
async function readInto(
  rehearsal: Rehearsal,
  pending: PendingSeeds,
  key: SeedKey,
  profile: ServiceProfile,
  model: TokenModel,
  branch: Branch,
  work: AbortController,
  now: Instant,
): Promise<void> {
  const judge = judgeAgainst(branch, profile, model)
  const { file }: { readonly file: SeedFile } = pending
  const say = (bytes: number) => {
    pending.progress = { step: 'reading', done: bytes, of: file.sizeBytes, keys: rehearsal.keys }
  }
  say(0)
  let since = 0
  for await (const items of file.read(key, { now, signal: work.signal, onProgress: say })) {
    for (const item of items) {
      judge(rehearsal, item)
      since += 1
      if (since % SLICE === 0) {
        await pause()
        if (work.signal.aborted) throw new SeedFileFault('cancelled')
      }
    }
  }
}

/** What the branch's own records say about a key: whether it is new, and whether its serial is one of this model's. */
function judgeAgainst(branch: Branch, profile: ServiceProfile, model: TokenModel) {
  const pattern = model.hardware?.serialPattern
  const form = pattern == null ? undefined : new RegExp(`^(?:${pattern})$`)
  const fits = (serial: string): boolean =>
    form === undefined ? checkTokenId(profile, serial).verdict !== 'refused' : form.test(serial)
  const refused = (rehearsal: Rehearsal, record: SeedRecord, code: SeedProblemCode) => {
    record.seed.fill(0)
    rehearsal.refuse({ place: record.place, serial: record.serial, code, facts: {} })
  }
  return (rehearsal: Rehearsal, item: SeedItem): void => {
    if (!item.ok) {
      rehearsal.refuse(item.problem)
      return
    }
    const record = asModel(item.record, profile, model)
    const token = branch.store.read.tokens.isKnown(record.serial)
      ? branch.store.read.tokens.find(Serial.parse(record.serial))
      : undefined
    if (!fits(record.serial)) refused(rehearsal, record, 'pattern-refused')
    else if (token === undefined) rehearsal.take(record, 'new')
    else if (token.tombstone !== null) refused(rehearsal, record, 'tombstoned')
    else rehearsal.take(record, sameAs(branch, token, record))
  }
}

/** The file says; where it does not, the service's description does (and what both leave open, a live code decides). */
function asModel(record: SeedRecord, profile: ServiceProfile, { hardware }: TokenModel): SeedRecord {
  if (record.assumed.length === 0) return record
  const period =
    hardware?.periodSeconds ??
    (profile.periodSec === 30 || profile.periodSec === 60 ? profile.periodSec : null)
  const digits = hardware?.digits ?? profile.digits
  const open = (what: SeedRecord['assumed'][number]) => record.assumed.includes(what)
  return {
    ...record,
    algorithm: open('algorithm') ? (hardware?.algorithm ?? record.algorithm) : record.algorithm,
    digits: open('digits') && (digits === 6 || digits === 7 || digits === 8) ? digits : record.digits,
    periodSeconds:
      record.kind === 'totp' && open('period') ? (period ?? record.periodSeconds) : record.periodSeconds,
  }
}

function sameAs({ keys }: Branch, token: TokenRow, record: SeedRecord): Finding {
  const { seed, algorithm, digits, period_seconds } = token
  const alike =
    seed !== null &&
    token.kind === record.kind &&
    algorithm === record.algorithm &&
    digits === record.digits &&
    (record.kind === 'hotp' || period_seconds === record.periodSeconds)
  if (!alike || algorithm === null || digits === null || period_seconds === null) return 'changed'
  const clear = openSeed(keys, seed, {
    pool: 'customer',
    serial: token.serial,
    rowId: token.row_id,
    algorithm,
    digits,
    period: period_seconds,
    keyVersion: keys.version('seeds'),
  })
  try {
    return clear?.length === record.seed.length && timingSafeEqual(clear, record.seed) ? 'same' : 'changed'
  } finally {
    clear?.fill(0)
  }
}

/** Whatever is not new keeps the whole file from being written: all or nothing. */
const refusedAmong = ({ rehearsal: { counts } }: SeedPlan): number =>
  counts.refused + counts.same + counts.changed

const findingCodes = { same: 'already-here', changed: 'differs-from-ours' } as const

function* problemsOf({ rehearsal }: SeedPlan): Generator<SeedProblem> {
  yield* rehearsal.problems
  for (let at = 0; at < rehearsal.readable; at += 1) {
    const { finding, place, serial } = rehearsal.key(at)
    if (finding !== 'new') yield { place, serial, code: findingCodes[finding], facts: {} }
  }
}

function rowView(row: ReturnType<Rehearsal['list']>['rows'][number]): SeedRow {
  if (isProblem(row)) {
    return {
      key: row.place.key,
      line: row.place.line,
      serial: row.serial,
      finding: 'refused',
      code: row.code,
      facts: { ...row.facts },
      kind: null,
      algorithm: null,
      digits: null,
      periodSeconds: null,
      counter: null,
      validFrom: null,
      validUntil: null,
      assumed: [],
    }
  }
  return {
    key: row.place.key,
    line: row.place.line,
    serial: row.serial,
    finding: row.finding,
    code: row.finding === 'new' ? null : findingCodes[row.finding],
    facts: {},
    kind: row.kind,
    algorithm: row.algorithm,
    digits: row.digits,
    periodSeconds: row.periodSeconds,
    counter: row.counter,
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    assumed: [...row.assumed],
  }
}

const samplesOf = ({ rehearsal, samples }: SeedPlan) =>
  samples.map((at) => ({ serial: rehearsal.key(at).serial, proven: rehearsal.proven(at) !== undefined }))

function rehearsalView({ file }: PendingSeeds, plan: SeedPlan, db: Reads): SeedRehearsal {
  const { rehearsal } = plan
  const parameters = rehearsal.parameters()
  const { first, last, earliest, latest } = rehearsal.span()
  const encodings = new Map<SeedRecord['encoding'], number>()
  for (const { encoding, keys } of parameters) encodings.set(encoding, (encodings.get(encoding) ?? 0) + keys)
  return {
    plan: plan.plan,
    fileName: file.name,
    format: file.head.format,
    protection: file.head.protection,
    fingerprint: plan.sha256.slice(0, 8).toUpperCase(),
    writtenAs: db.stock.boxOfFile(plan.sha256)?.box ?? null,
    service: plan.service,
    model: plan.model,
    keys: rehearsal.keys,
    ...rehearsal.counts,
    parameters: parameters.map(({ encoding: _encoding, assumed, ...rest }) => ({
      ...rest,
      assumed: [...assumed],
    })),
    encodings: [...encodings].map(([encoding, keys]) => ({ encoding, keys })),
    earliestExpiry: earliest,
    latestExpiry: latest,
    first,
    last,
    samples: samplesOf(plan),
  }
}

/** A key of the rehearsal as the reader gave it; the caller wipes its seed. */
function recordAt(rehearsal: Rehearsal, at: number): SeedRecord {
  const { finding: _finding, ...key } = rehearsal.key(at)
  return {
    ...key,
    manufacturer: null,
    issuer: null,
    issueNo: null,
    friendlyName: null,
    model: null,
    encoding: 'hex',
    seed: rehearsal.seed(at),
  }
}

/** Where a token stands that has just shown a code: that code is spent, and its clock's drift is known. */
function standing(record: SeedRecord, ahead: number, now: Reading): ProvenAt {
  if (record.kind === 'hotp') {
    const shown = (record.counter ?? 0) + ahead
    return { highWater: shown, drift: 0, counter: shown + 1 }
  }
  const step = Math.floor(now.wall / 1000 / (record.periodSeconds ?? 30)) + ahead
  return { highWater: step, drift: ahead, counter: 0 }
}

/**
 * Writes a rehearsal as one box. Sealing and computing MACs take most of the time and happen beforehand, a slice at a
 * time; the attempt itself only inserts, and is whole or absent.
 *
 * @returns the box; undefined where it was cancelled or everybody has gone, and nothing was written
 */
async function writePlan(
  premises: Premises,
  branch: Branch,
  pending: PendingSeeds,
  plan: SeedPlan,
  first: Staff,
  second: Staff,
  signal: AbortSignal,
): Promise<RecordNo | undefined> {
  const { rehearsal } = plan
  const { store, keys } = branch
  const at = premises.around.clock.read().instant
  const box = store.read.stock.nextBox(branch.branchNo)
  const tokens: ReturnType<typeof store.read.tokens.ready>[] = []
  const pieces: ReturnType<typeof store.read.stock.ready>[] = []
  for (let index = 0; index < rehearsal.readable; index += 1) {
    if (index % SLICE === 0) {
      pending.progress = { step: 'preparing', done: index, of: rehearsal.readable, keys: index }
      await pause()
      if (signal.aborted || premises.branch !== branch || premises.seeds !== pending) return undefined
    }
    const key = rehearsal.key(index)
    const serial = Serial.parse(key.serial)
    const period = key.periodSeconds ?? 30
    const seed = rehearsal.seed(index)
    const bound = {
      pool: 'customer',
      serial,
      rowId: `own-${serial}`,
      algorithm: key.algorithm,
      digits: key.digits,
      period,
      keyVersion: keys.version('seeds'),
    } as const
    const stood = rehearsal.proven(index)
    tokens.push(
      store.read.tokens.ready({
        serial,
        row_id: bound.rowId,
        origin: 'own',
        medium: 'hard',
        service: plan.service,
        seed: sealSeed(keys, seed, bound),
        kind: key.kind,
        algorithm: key.algorithm,
        digits: key.digits,
        period_seconds: period,
        high_water: stood?.highWater ?? UNUSED.highWater,
        drift: stood?.drift ?? UNUSED.drift,
        counter: stood?.counter ?? key.counter ?? UNUSED.counter,
        failures: 0,
        locked: 0,
        tombstone: null,
        known_since: at,
      }),
    )
    seed.fill(0)
    pieces.push(
      store.read.stock.ready(
        {
          serial,
          service: plan.service,
          model: plan.model,
          box,
          valid_from: key.validFrom,
          valid_until: key.validUntil,
          printed_expiry: null,
        },
        at,
      ),
    )
  }
  pending.progress = { step: 'writing', done: 0, of: rehearsal.readable, keys: rehearsal.readable }
  await pause()
  const span = rehearsal.span()
  const now = premises.around.clock.read()
  const done = store.attempt<RecordNo, never>(by(premises, now, first, 'seeds.commit'), (db) => {
    const added = db.stock.addBox(branch.branchNo, {
      service: plan.service,
      model: plan.model,
      source: 'file',
      file_name: pending.file.name,
      sha256: plan.sha256,
      tokens: rehearsal.readable,
      first_serial: span.first === null ? null : Serial.parse(span.first),
      last_serial: span.last === null ? null : Serial.parse(span.last),
      at,
      staff: first.staff,
      second: second.staff,
    })
    // Another box came meanwhile: the rows are bound to their number, so nothing of this may be written.
    if (added.box !== box) throw new Error(`box ${box} is taken`)
    db.tokens.addReady(tokens)
    db.stock.addReady(pieces)
    return ok({
      output: box,
      audit: {
        event: 'seeds.imported',
        object: box,
        facts: {
          fileName: pending.file.name,
          sha256: plan.sha256,
          protection: pending.file.head.protection,
          service: plan.service,
          model: plan.model,
          tokens: rehearsal.readable,
          second: second.staff,
        },
      },
    })
  })
  return done.ok ? done.value : undefined
}
