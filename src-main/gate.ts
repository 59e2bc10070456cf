import type { ReadMark } from '#shared/contract'
import { isOperationName, type OperationName, operations } from '#shared/operations'
import { type Refusal, refuse } from '#shared/refusals'
import { err, ok, type Result } from '#shared/result'
import type { Role, Staff } from '#shared/staff'
import { unsafeIn } from '#shared/text/unsafe'
import type { Asked, Caller, Done } from './desk/handlers.ts'
import { heldUp } from './desk/in-service.ts'
import { handlers } from './desk/index.ts'
import { settleRestores } from './desk/restore.ts'
import { seedUsesOnRecord } from './desk/seed-uses.ts'
import { refusalOfDiskFault } from './faults.ts'
import { by, type Premises, type Session } from './premises.ts'
import {
  type Limits,
  SEED_USES_MAX,
  SEED_USES_WITHIN_MS,
  type SeedUse,
  seedUsing,
  type Wait,
} from './rate.ts'
import { type DiskTrouble, troubleIn } from './store/faults.ts'
import type { Reads, Writes } from './store/tables.ts'

export type Reply = Result<unknown, Refusal>

/** No question needs more; a compromised page gets no further than this. */
const INPUT_CHARACTERS_MAX = 64 * 1024

/** What the desk may still do while an approval window stands over it. */
const WHILE_FROZEN: ReadonlySet<OperationName> = new Set([
  'session.lock',
  'session.unlock',
  'session.sign-out',
  'session.touch',
  'desk.leave',
  'approval.open',
])

/**
 * What does not wait for what is owed to the trail: coming and going, locking, closing what lies open, and the sheet for a
 * stop by hand. What of it writes settles first by itself.
 */
const WHILE_OWED: ReadonlySet<OperationName> = new Set([
  'practice.open',
  'branch.choose',
  'desk.leave',
  'desk.renew',
  'session.sign-in',
  'session.unlock',
  'session.lock',
  'session.put-away',
  'session.take-back',
  'session.sign-out',
  'session.touch',
  'approval.close',
  'master.cancel',
  'seeds.cancel',
  'paper.ready',
  'paper.print',
])

/** The same person reading the same thing again within this is one reading. */
const READ_AGAIN_MS = 10 * 60_000

/** The gate. Whatever must hold for every question holds here, in this order, and nowhere else. */
export function gate(premises: Premises, limits: Limits) {
  settleRestores(premises)
  /** The disk's trouble that every window has been told of. */
  let told: DiskTrouble | undefined
  function tellOfDisk(): void {
    const trouble = premises.branch?.store.trouble()
    if (trouble === told) return
    told = trouble
    premises.around.changed()
  }
  /** When each session last put on record that it read something, in monotonic time. */
  const readings = new WeakMap<Session, Map<string, number>>()

  return function answer(caller: Caller, name: unknown, input: unknown): Reply | Promise<Reply> {
    const reply = judge(caller, name, input)
    // A code may just have shown that the clock is wrong: that is in writing before anybody is answered.
    const afterwards = () => {
      premises.keepClock()
      tellOfDisk()
    }
    if (reply instanceof Promise) return reply.finally(afterwards)
    afterwards()
    return reply
  }

  function judge(caller: Caller, name: unknown, input: unknown): Reply | Promise<Reply> {
    const now = premises.around.clock.read()
    const asked: Asked = { caller, now, premises }
    const no = (staff: Staff | undefined, operation: string, refusal: Refusal): Reply =>
      record(premises, asked, staff, operation, refusal)
    // Written down once, and not again before things have been quiet: a flood does not become one of entries.
    const tooMany = (staff: Staff | undefined, operation: string, { waitMs, first }: Wait): Reply => {
      const refusal: Refusal = { code: 'too-many-calls', waitMs }
      return first ? no(staff, operation, refusal) : err(refusal)
    }

    const turn = limits.call(caller.window, name, now.mono)
    if (turn !== undefined)
      return tooMany(actor(premises, caller), isOperationName(name) ? name : 'unknown', turn)

    if (!isOperationName(name)) {
      return no(actor(premises, caller), 'unknown', {
        code: 'operation-unknown',
        operation: String(name).slice(0, 60).toWellFormed(),
      })
    }
    const operation = operations[name]
    if (operation.may !== 'anyone') {
      try {
        premises.expel()
      } catch (thrown) {
        return answerDiskFault(premises, asked, name, thrown)
      }
    }
    const staff = actor(premises, caller)

    const from: readonly Caller['place'][] = operation.from
    if (!from.includes(caller.place)) return no(staff, name, { code: 'window-forbids', operation: name })

    const may: readonly Role[] | 'anyone' = operation.may
    if (may !== 'anyone') {
      if (staff === undefined) return no(staff, name, { code: 'not-signed-in' })
      if (premises.session?.locked === true) return no(staff, name, { code: 'session-locked' })
      // Whoever came in with a first secret is not at work yet: not even looking is allowed (AUT-09).
      if (premises.session?.passphraseDue === true && name !== 'session.change-passphrase')
        return no(staff, name, { code: 'passphrase-due' })
      if (!may.includes(staff.role))
        return no(staff, name, { code: 'role-forbids', role: staff.role, operation: name })
    }
    if (
      caller.place === 'desk' &&
      premises.approval !== undefined &&
      operation.kind !== 'query' &&
      !WHILE_FROZEN.has(name)
    ) {
      return no(staff, name, { code: 'desk-frozen' })
    }

    if (operation.kind !== 'query' && !WHILE_OWED.has(name)) {
      const unkept = settle(premises, asked, name)
      if (unkept !== undefined) return unkept
    }
    if (operation.kind !== 'query') {
      const wait = heldUp(premises, name, staff, now)
      if (wait !== undefined) return no(staff, name, wait)
    }

    const read = readInput(operation.input, input)
    if (!read.ok) return no(staff, name, { code: 'input-malformed', fields: read.error })
    const request = read.value

    const work = limits.work(name, now.mono)
    if (work !== undefined) return tooMany(staff, name, work)
    const isSupervisor = staff?.role === 'supervisor'
    let seedUse: SeedUse
    try {
      seedUse = limits.seedUse(
        premises.mode ?? '',
        name,
        isSupervisor,
        now.mono,
        () =>
          premises.branch === undefined
            ? []
            : seedUsesOnRecord(premises.branch.store.read, now, SEED_USES_WITHIN_MS, seedUsing),
        (event) => note(premises, asked, staff, name, event),
      )
    } catch (thrown) {
      return answerDiskFault(premises, asked, name, thrown)
    }
    if (seedUse.says === 'too-many') {
      const refusal: Refusal = { code: 'seed-uses-spent', perHour: SEED_USES_MAX }
      return seedUse.first ? no(staff, name, refusal) : err(refusal)
    }

    // `operations` and `handlers` share their keys, but TypeScript cannot follow a pair through a union of names.
    type Handle<Given, Answer> = (request: unknown, given: Given) => Answer
    if (operation.kind === 'errand') {
      return (handlers[name] as unknown as Handle<Asked, Promise<Reply>>)(request, asked).then(
        (reply) => {
          if (reply.ok) return { ok: true, value: operation.output.parse(reply.value) }
          return premises.onRecord.has(reply.error) ? reply : no(staff, name, reply.error)
        },
        (thrown: unknown) => answerDiskFault(premises, asked, name, thrown),
      )
    }

    const store = premises.branch?.store
    if (operation.kind === 'query') {
      const reply = (
        handlers[name] as unknown as Handle<
          Asked & { staff: Staff | undefined; db: Reads | undefined },
          Reply
        >
      )(request, { ...asked, staff, db: store?.read })
      if (reply.ok) {
        const unsaid =
          'reads' in operation ? putReadOnRecord(asked, staff, name, request, reply.value) : undefined
        return unsaid ?? { ok: true, value: operation.output.parse(reply.value) }
      }
      // Whoever tries numbers is on record (IPC-10). What every window asks by itself, again and again, is no try.
      return may === 'anyone' ? reply : no(staff, name, reply.error)
    }

    if (store === undefined) return refuse('store-not-open', {})
    if (staff === undefined) return no(staff, name, { code: 'approval-missing' })
    try {
      const attempted = store.attempt<Reply, Refusal>(by(premises, now, staff, name), (db) => {
        const done = (
          handlers[name] as unknown as Handle<
            Asked & { staff: Staff; db: Writes },
            Result<Done<unknown, Refusal>, Refusal>
          >
        )(request, { ...asked, staff, db })
        if (!done.ok) return done
        const { audit } = done.value
        if ('refusal' in done.value) return ok({ output: err(done.value.refusal), audit })
        // Parsed inside the transaction: an answer that breaks the contract takes its work down with it.
        return ok({ output: ok(operation.output.parse(done.value.output)), audit })
      })
      return attempted.ok ? attempted.value : attempted
    } catch (thrown) {
      return answerDiskFault(premises, asked, name, thrown)
    }
  }

  /**
   * Whoever reads a customer's record stands in the trail 参照記録, once in ten minutes for the same thing, and before it is
   * shown: what cannot be put on record is not shown either. Answers only where the disk would not take it.
   */
  function putReadOnRecord(
    asked: Asked,
    staff: Staff | undefined,
    name: OperationName,
    request: unknown,
    value: unknown,
  ): Reply | undefined {
    const { session, branch } = premises
    const operation = operations[name]
    if (branch === undefined || session === undefined || !('reads' in operation)) return undefined
    // `reads` takes what its own `input` has just parsed, and what its own handler has answered.
    type Mark = (request: unknown, value: unknown) => ReadMark | undefined
    const mark = (operation.reads as Mark | undefined)?.(request, value)
    if (mark === undefined) return undefined
    const known = readings.get(session) ?? new Map<string, number>()
    readings.set(session, known)
    // In the approval window nobody is known before they have proven themselves: it was opened by who sits here.
    const reader = staff ?? session.staff
    const { event, object, facts, alike } = mark
    const key = JSON.stringify([reader.staff, event, object, alike === true ? null : facts])
    const before = known.get(key)
    if (before !== undefined && asked.now.mono - before < READ_AGAIN_MS) return undefined
    const said = Object.values(facts).some((value) => value !== null)
    try {
      premises.settle()
      branch.store.note(by(premises, asked.now, reader, name), {
        event,
        ...(object === null ? {} : { object }),
        ...(said ? { facts } : {}),
      })
    } catch (thrown) {
      return answerDiskFault(premises, asked, name, thrown)
    }
    known.set(key, asked.now.mono)
    return undefined
  }
}

/** Who came in while the disk took nothing changes nothing before that is on record. Answers where it cannot be yet. */
function settle(premises: Premises, asked: Asked, operation: string): Reply | undefined {
  try {
    premises.settle()
    return undefined
  } catch (thrown) {
    return answerDiskFault(premises, asked, operation, thrown)
  }
}

/** Whether what is owed cannot be written yet. Throws what the store throws besides. */
function looksOnly(premises: Premises): boolean {
  try {
    premises.settle()
    return false
  } catch (thrown) {
    if (troubleIn(thrown) === undefined) throw thrown
    return true
  }
}

/** Who acts: the person at the desk, or in the approval window the supervisor who has proven themselves. */
function actor(premises: Premises, caller: Caller): Staff | undefined {
  if (caller.place === 'approval') {
    return premises.approval?.window === caller.window ? premises.approval.grant?.approver : undefined
  }
  return premises.session?.staff
}

/** A refusal at the gate or by an errand is an entry of its own, wherever a store is open to take it. */
function record(
  premises: Premises,
  asked: Asked,
  staff: Staff | undefined,
  operation: string,
  refusal: Refusal,
): Reply {
  const store = premises.branch?.store
  if (store === undefined) return { ok: false, error: refusal }
  try {
    // Whoever looks while the disk takes nothing hears why all the same; of an act, only that nothing was kept.
    if (looksOnly(premises)) return { ok: false, error: refusal }
    return store.attempt(by(premises, asked.now, staff, operation), () => ({ ok: false, error: refusal }))
  } catch (thrown) {
    return answerDiskFault(premises, asked, operation, thrown)
  }
}

/** The alarm of the seeds: too many uses in an hour, and the supervisor who went on after having been called. */
function note(
  premises: Premises,
  asked: Asked,
  staff: Staff | undefined,
  operation: string,
  event: 'alarm.raised' | 'alarm.answered',
): void {
  premises.branch?.store.note(by(premises, asked.now, staff, operation), {
    event,
    facts: { perHour: SEED_USES_MAX },
  })
}

/**
 * A disk that fails is an answer with a sentence; every other accident stays an accident. Where nobody knows whether
 * the last change holds, the store is closed: the next sign-in opens it again, verifies it, and shows what is so.
 */
function answerDiskFault(premises: Premises, { now }: Asked, operation: string, thrown: unknown): Reply {
  const refusal = refusalOfDiskFault(thrown)
  if (refusal === undefined) throw thrown
  if (refusal.error.code === 'store-in-doubt') {
    const { branch, session } = premises
    if (branch !== undefined && session !== undefined) {
      const seq = branch.store.trail.head().seq + 1
      const what = { mode: branch.mode, operation, at: now.instant, session: session.id, seq }
      premises.inDoubt = { ...what, kept: undefined }
    }
    premises.close()
  }
  return refusal
}

type Parser = (typeof operations)[OperationName]['input']

/** The request as the contract has it, or the fields at fault, in a few words. */
function readInput(schema: Parser, input: unknown): Result<unknown, readonly string[]> {
  let size: number
  try {
    size = JSON.stringify(input)?.length ?? 0
  } catch {
    return err(['input'])
  }
  if (size > INPUT_CHARACTERS_MAX) return err(['input'])
  const parsed = schema.safeParse(input)
  if (!parsed.success) {
    return err(parsed.error.issues.map(({ path }) => path.map(String).join('.').slice(0, 60) || 'input'))
  }
  const unsafe = unsafeTexts(parsed.data, '')
  return unsafe.length === 0 ? ok(parsed.data) : err(unsafe)
}

/** Control characters, bidirectional marks and broken surrogates have no business in any text that comes in. */
function unsafeTexts(value: unknown, path: string): string[] {
  // A passphrase is compared and never shown; its owner may use any character there is.
  if (path.endsWith('passphrase')) return []
  if (typeof value === 'string') return unsafeIn(value, { lines: true }) === null ? [] : [path || 'input']
  if (Array.isArray(value)) return value.flatMap((item, index) => unsafeTexts(item, `${path}.${index}`))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, item]) =>
      unsafeTexts(item, path === '' ? key : `${path}.${key}`),
    )
  }
  return []
}
