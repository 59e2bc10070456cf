import { randomUUID } from 'node:crypto'
import { DISABLE_AFTER, decideTry, LOCK_AFTER, openAttempts } from '#main/keys/attempts'
import { FIRST_SECRET_MS, makeFirstSecret } from '#main/keys/first-secret'
import { addSlot, provePassphrase, removeSlot } from '#main/keys/keyring'
import { secretBytes } from '#main/keys/random'
import { type KeyringFault, peopleWithSlots } from '#main/keys/ring-file'
import { sealSeed } from '#main/keys/seal'
import { verify } from '#main/otp/engine'
import { otpauthUri } from '#main/otp/enrolment'
import { UNUSED } from '#main/otp/memory'
import { Seed } from '#main/otp/seed'
import type { AuditFacts } from '#main/store/facts'
import type { KeyEvent } from '#main/store/key-events'
import type { StaffRow, StaffTokenRow } from '#main/store/records'
import type { Reads, Writes } from '#main/store/tables'
import { bankDaysAfter, tokyoInstant } from '#shared/calendar'
import { Instant, Serial, type StaffNo } from '#shared/ids'
import {
  type Acted,
  aboutStaff,
  type StaffAct,
  type StaffMember,
  type Standing,
} from '#shared/operations/people'
import { checkPassphrase } from '#shared/passphrase'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import type { Role, Staff } from '#shared/staff'
import { westernDate } from '#shared/text/wareki'
import { clockRefusal, type Reading } from '../clock.ts'
import { type Branch, by, type PendingEnrolment, type Premises, type Session } from '../premises.ts'
import { isRelated } from './blast.ts'
import { isClerk } from './cases.ts'
import { staffBinding } from './codes.ts'
import type { Handlers } from './handlers.ts'
import { practiceSeed } from './practice-branch.ts'
import { takeSecond } from './second-person.ts'
import { qrRows, STAFF_TOKEN } from './session.ts'
import { deviceFor, proveStaff, refusalOf } from './staff-proof.ts'

/**
 * The branch's own people. Every act is two people's and never about either of them (security rule: maker and checker).
 *
 * Where the key ring is written too, it is written **first**. Cut off in between, what is taken away is gone already,
 * although the book does not say so yet; and what is given is a slot whose secret nobody has been told, under a staff
 * number the book lets nobody in with. The book the other way round would let somebody who has left open the file, and
 * would name a first secret that opens nothing. A ring that is ahead of the book is taken as it is at the next opening,
 * which writes down its generation; whatever was cut off is done once more, and finds a slot or none.
 */

const LINGERS = ['active', 'waiting', 'locked', 'first-secret', 'secret-over', 'no-slot'] as const

type PersonRefusal = Refusal<
  | 'second-missing'
  | 'second-expired'
  | 'second-is-first'
  | 'second-not-supervisor'
  | 'colleague-unknown'
  | 'about-oneself'
  | 'standing-forbids'
  | 'too-few-people'
  | 'reason-needed'
>
type RingRefusal = Refusal<
  'not-signed-in' | 'keyring-damaged' | 'device-secret-missing' | 'device-secret-busy'
>

export const peopleHandlers: Handlers<
  | 'session.change-passphrase'
  | 'people.list'
  | 'people.enrol-token'
  | 'people.prove-token'
  | 'people.add'
  | 'people.change-role'
  | 'people.disable'
  | 'people.enable'
  | 'people.leave'
  | 'people.reset'
  | 'people.replace-token'
> = {
  'session.change-passphrase': async ({ proof, passphrase }, { premises }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
    const { staff, name } = session.staff
    if (proof === null && session.passphraseDue !== true) return refuse('sign-in-refused', {})
    // Judged first: a passphrase that will not do must not cost a code.
    const good = checkPassphrase(passphrase, {
      words: [branch.institution, branch.branchName, branch.branchNo],
      own: [staff, name],
    })
    if (!good.ok) return refuse('passphrase-weak', { staff, reason: good.error.code })
    if (proof !== null) {
      const proving = {
        operation: 'session.change-passphrase',
        session: session.id,
        as: () => ({ event: 'passphrase.proven' as const }),
      }
      const proven = await proveStaff(premises, branch, proving, staff, proof.passphrase, proof.code)
      if (!proven.ok) return proven
    }
    return changePassphrase(premises, branch, session, passphrase)
  },

  'people.list': (_request, { staff, now, db, premises }) => {
    const { branch } = premises
    if (branch === undefined) return ok([])
    const rows = db.people.rows()
    const standing = standings(branch, now)
    return ok(rows.map((row) => memberOf(db, row, rows, standing(row), staff)))
  },

  'people.enrol-token': async ({ staff }, { premises }) => {
    const { branch } = premises
    if (branch === undefined) return refuse('not-signed-in', {})
    // Nobody at the practice branch has an authenticator at hand, so the panel shows the codes of everybody there.
    const seed = branch.mode === 'practice' ? practiceSeed(staff) : secretBytes(20)
    const enrolment = randomUUID()
    const shown = { issuer: branch.institution, account: staff, parameters: STAFF_TOKEN, secret: seed }
    const qr = await qrRows(otpauthUri(shown))
    if (premises.branch !== branch) {
      seed.fill(0)
      return refuse('not-signed-in', {})
    }
    premises.enrolments.set(enrolment, { staff, seed })
    return ok({ enrolment, qr })
  },

  'people.prove-token': async ({ enrolment, code }, { now, premises }) => {
    const pending = premises.enrolments.get(enrolment)
    if (pending === undefined || premises.branch === undefined) return refuse('enrolment-unknown', {})
    if (now.state !== 'trusted') return clockRefusal(now)
    const seed = Seed.from(Buffer.from(pending.seed))
    if (!seed.ok) throw new Error('a seed of ours is no seed')
    using held = seed.value
    const proof = verify(held, STAFF_TOKEN, UNUSED, code, now.wall)
    if (proof.outcome !== 'accepted') return refuse('staff-code-refused', { reason: proof.outcome })
    premises.enrolments.set(enrolment, { ...pending, spentStep: proof.memory.highWater })
    return ok({})
  },

  'people.add': async (request, { premises }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
    const first = session.staff
    const { people } = branch.store.read
    const { staff, role, samePersonAs, namesake } = request
    // A serial of a customer's is nobody's staff number: two pools, and nothing in both (AUT-12).
    if (people.row(staff) !== undefined || isSerial(branch.store.read, staff))
      return refuse('staff-number-taken', { staff })
    const sameAs = samePersonAs === null ? undefined : people.row(samePersonAs)
    if (samePersonAs !== null && sameAs === undefined)
      return refuse('colleague-unknown', { staff: samePersonAs })
    const known = people.rows().find(({ name }) => folded(name) === folded(request.name))
    if (known !== undefined && sameAs === undefined && !namesake)
      return refuse('person-known', { staff: known.staff, name: known.name })
    const pending = provenEnrolment(premises, request.enrolment, staff)
    if (pending === undefined) return refuse('enrolment-unknown', {})
    const person = sameAs?.person ?? randomUUID()
    const stood = standing(premises, first, 'added', staff, person)
    if (!stood.ok) return stood
    const { second } = stood.value

    const issued = await issueSecret(premises, branch, session, staff, role)
    if (!issued.ok) return issued
    const { now, secret, until } = issued.value
    const acted = write(premises, branch, session, now, 'people.add', (db) => {
      const name = sameAs?.name ?? request.name
      db.people.enrol({ staff, person, name, role, enrolled_at: now.instant, ended_at: null })
      db.people.giveToken({ ...sealedToken(branch, pending), staff })
      db.people.stand(staff, { secret_until: until })
      return {
        event: 'staff.added',
        object: staff,
        facts: { role, second: second.staff, secretUntil: until, samePersonAs },
      }
    })
    branch.store.recordGeneration(by(premises, now, first, 'people.add'), issued.value.generation)
    openAttempts(branch.dir, now.instant).enable(staff)
    forget(premises, request.enrolment)
    return ok({ entry: acted, secret, secretUntil: until })
  },

  'people.change-role': ({ staff, role, reason }, { staff: first, now, db, premises }) => {
    const { branch } = premises
    if (branch === undefined) throw new Error('a command without a store')
    const about = aboutSomebody(premises, branch, now, first, 'role-changed', staff, reason, LINGERS, {
      roleAfter: role,
    })
    if (!about.ok) return about
    const { row, second, standing: stands } = about.value
    if (row.role === role) return refuse('standing-forbids', { staff, standing: stands })
    db.people.change(staff, { role })
    const moved = isClerk({ role }) ? NO_CASES : handOver(db, [row], [first, second])
    return ok({
      output: { entry: branch.store.trail.head().seq + 1, secret: null, secretUntil: null },
      audit: {
        event: 'staff.role-changed',
        object: staff,
        facts: { from: row.role, to: role, reason, second: second.staff, ...moved },
      },
    })
  },

  'people.disable': async ({ staff, reason }, { now, premises }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
    const about = aboutSomebody(premises, branch, now, session.staff, 'disabled', staff, reason, LINGERS, {
      whole: true,
    })
    if (!about.ok) return about
    const { second, numbers } = about.value
    const gone = takeSlots(branch, numbers)
    if (!gone.ok) return gone
    const acted = write(premises, branch, session, now, 'people.disable', (db) => {
      for (const each of numbers)
        db.people.stand(each.staff, {
          disabled_at: now.instant,
          disabled_why: reason,
          secret_until: null,
          secret_used_at: null,
        })
      const facts = { reason, second: second.staff, alsoAs: othersThan(staff, numbers) }
      return { event: 'staff.disabled', object: staff, facts }
    })
    recordRing(premises, branch, now, session, 'people.disable', gone.value)
    premises.expel()
    return ok({ entry: acted, secret: null, secretUntil: null })
  },

  'people.enable': async ({ staff, reason }, { now, premises }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
    const back = ['locked', 'disabled'] as const
    const about = aboutSomebody(premises, branch, now, session.staff, 'enabled', staff, reason, back)
    if (!about.ok) return about
    const { row, second, standing: stands } = about.value
    const facts = { reason, second: second.staff, from: stands }
    if (stands === 'locked') {
      const acted = write(premises, branch, session, now, 'people.enable', () => ({
        event: 'staff.enabled',
        object: staff,
        facts,
      }))
      openAttempts(branch.dir, now.instant).enable(staff)
      return ok({ entry: acted, secret: null, secretUntil: null })
    }
    // Their slot went when they were disabled, and with it the passphrase.
    return giveSecret(premises, branch, session, row, 'people.enable', 'staff.enabled', facts)
  },

  'people.leave': async ({ staff, reason }, { now, premises }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
    const first = session.staff
    const anybody = [...LINGERS, 'disabled'] as const
    const about = aboutSomebody(premises, branch, now, first, 'left', staff, reason, anybody, {
      whole: true,
    })
    if (!about.ok) return about
    const { second, numbers } = about.value
    const gone = takeSlots(branch, numbers)
    if (!gone.ok) return gone
    const supervisor = numbers.some(({ role }) => role === 'supervisor')
    const acted = write(premises, branch, session, now, 'people.leave', (db) => {
      for (const each of numbers) db.people.change(each.staff, { ended_at: now.instant })
      const moved = handOver(db, numbers, [first, second])
      if (supervisor)
        db.keyEvents.add({
          kind: 'supervisor-left',
          at: now.instant,
          by: first.staff,
          with: second.staff,
          facts: {},
        })
      return {
        event: 'staff.left',
        object: staff,
        // A supervisor has been shown more than anybody else: the keys are to be renewed (security rule: rotation).
        facts: {
          reason,
          second: second.staff,
          alsoAs: othersThan(staff, numbers),
          rotationDue: supervisor,
          ...moved,
        },
      }
    })
    recordRing(premises, branch, now, session, 'people.leave', gone.value)
    premises.expel()
    return ok({ entry: acted, secret: null, secretUntil: null })
  },

  'people.reset': async ({ staff, reason }, { now, premises }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
    const first = session.staff
    const about = aboutSomebody(premises, branch, now, first, 'secret-issued', staff, reason, LINGERS)
    if (!about.ok) return about
    const { row, second, standing: stands } = about.value
    // After ten failures it is an enabling as well, and that is never a teller's (policy: staff unlock).
    if (stands === 'locked' && !(isHead(first) && second.role === 'supervisor'))
      return refuse('standing-forbids', { staff, standing: stands })
    return giveSecret(premises, branch, session, row, 'people.reset', 'staff.secret-issued', {
      reason,
      second: second.staff,
      from: stands,
    })
  },

  'people.replace-token': ({ staff, enrolment, reason }, { staff: first, now, db, premises }) => {
    const { branch } = premises
    if (branch === undefined) throw new Error('a command without a store')
    const pending = provenEnrolment(premises, enrolment, staff)
    if (pending === undefined) return refuse('enrolment-unknown', {})
    const about = aboutSomebody(premises, branch, now, first, 'token-replaced', staff, reason, LINGERS)
    if (!about.ok) return about
    const { second } = about.value
    const before = db.people.token(staff)
    const fresh = sealedToken(branch, pending)
    if (before === undefined) db.people.giveToken({ ...fresh, staff })
    else db.people.rememberToken(staff, before.ver, fresh)
    forget(premises, enrolment)
    return ok({
      output: { entry: branch.store.trail.head().seq + 1, secret: null, secretUntil: null },
      audit: { event: 'staff.token-replaced', object: staff, facts: { reason, second: second.staff } },
    })
  },
}

/**
 * One's own passphrase, chosen by oneself. The ring first here too: cut off in between, the new one opens it, and where
 * the book still speaks of a first secret, two others issue another.
 */
export async function changePassphrase(
  premises: Premises,
  branch: Branch,
  session: Session,
  passphrase: string,
): Promise<Result<Record<string, never>, Refusal<'not-signed-in' | 'passphrase-weak'> | RingRefusal>> {
  const { staff, role } = session.staff
  const device = deviceFor(premises, branch.mode)
  const same = await provePassphrase(branch.dir, staff, passphrase, device)
  if (same.ok) return refuse('passphrase-weak', { staff, reason: 'unchanged' })
  const kdf = await premises.around.kdf()
  if (premises.session !== session) return refuse('not-signed-in', {})
  const written = await addSlot(branch.dir, branch.keys, { staff, role, passphrase }, { kdf, device })
  if (!written.ok) return ringRefusal(written.error)
  if (premises.session !== session) return refuse('not-signed-in', {})
  const now = premises.around.clock.read()
  const first = session.passphraseDue === true
  write(premises, branch, session, now, 'session.change-passphrase', (db) => {
    if (first) db.people.stand(staff, { secret_until: null, secret_used_at: null })
    return { event: 'passphrase.changed', object: staff, facts: { first } }
  })
  recordRing(premises, branch, now, session, 'session.change-passphrase', written.value.generation)
  session.passphraseDue = false
  premises.around.changed()
  return ok({})
}

/** How everybody stands, by the book, the key ring, and the record of failures, all read once. */
function standings(
  branch: Branch,
  now: Reading,
): (row: StaffRow) => { standing: Standing; at: Instant | null } {
  const slots = new Set(peopleWithSlots(branch.dir).map(({ staff }) => staff))
  const attempts = openAttempts(branch.dir, now.instant)
  return (row) => {
    const kept = branch.store.read.people.standing(row.staff)
    if (row.ended_at !== null) return { standing: 'left', at: row.ended_at }
    if (kept !== undefined && kept.disabled_at !== null) return { standing: 'disabled', at: kept.disabled_at }
    if (!slots.has(row.staff)) return { standing: 'no-slot', at: null }
    const tried = attempts.standing(row.staff)
    if (tried !== undefined && tried.failures >= DISABLE_AFTER)
      return { standing: 'locked', at: Instant.parse(tried.at) }
    if (kept !== undefined && kept.secret_until !== null) {
      const over = kept.secret_used_at !== null || now.instant >= kept.secret_until
      return { standing: over ? 'secret-over' : 'first-secret', at: kept.secret_until }
    }
    const wait = decideTry(tried, now.instant)
    if (
      tried !== undefined &&
      tried.failures >= LOCK_AFTER &&
      !wait.ok &&
      wait.error.code === 'sign-in-delayed'
    )
      return { standing: 'waiting', at: inSeconds(now, wait.error.seconds) }
    return { standing: 'active', at: null }
  }
}

const inSeconds = (now: Reading, seconds: number): Instant =>
  Instant.parse(new Date(now.wall + seconds * 1000).toISOString())

function memberOf(
  db: Reads,
  row: StaffRow,
  rows: readonly StaffRow[],
  { standing, at }: { readonly standing: Standing; readonly at: Instant | null },
  asking: Staff | undefined,
): StaffMember {
  const { staff, name, role, person } = row
  const token = db.people.token(staff)
  return {
    staff,
    name,
    role,
    standing,
    at,
    why: standing === 'disabled' ? (db.people.standing(staff)?.disabled_why ?? '') : '',
    enrolledAt: row.enrolled_at,
    signedInAt: db.people.standing(staff)?.signed_in_at ?? null,
    tokenStopped: token === undefined || token.locked === 1,
    alsoAs: rows
      .filter((other) => other.person === person && other.staff !== staff)
      .map((other) => other.staff),
    openCases: db.cases.openOfKeeper(staff).length,
    self: person === asking?.person,
  }
}

/**
 * Whom an act is about, and the second person for it; the proof is used up only once everything else fits. Whoever
 * stands here is two different people, one of them a supervisor, and neither is the one it is about.
 *
 * @param whole it is about the person, under every staff number they have (MC-02): `numbers` are those the act fits
 */
function aboutSomebody<S extends Standing>(
  premises: Premises,
  branch: Branch,
  now: Reading,
  first: Staff,
  act: StaffAct,
  staff: StaffNo,
  reason: string,
  fits: readonly S[],
  { roleAfter, whole = false }: { readonly roleAfter?: Role; readonly whole?: boolean } = {},
): Result<
  {
    readonly row: StaffRow
    readonly numbers: readonly StaffRow[]
    readonly second: Staff
    readonly standing: S
  },
  PersonRefusal
> {
  const { people } = branch.store.read
  const row = people.row(staff)
  if (row === undefined) return refuse('colleague-unknown', { staff })
  if (row.person === first.person) return refuse('about-oneself', { staff })
  const goes = (one: StaffRow): boolean => (whole ? one.person === row.person : one.staff === staff)
  const everybody = standings(branch, now)
  const found = everybody(row).standing
  const standing_ = fits.find((one) => one === found)
  if (standing_ === undefined) return refuse('standing-forbids', { staff, standing: found })
  if (reason === '') return refuse('reason-needed', {})
  const numbers = people
    .rows()
    .filter((one) => goes(one) && fits.some((each) => each === everybody(one).standing))
  const after = people.rows().flatMap((one) => {
    const stands = everybody(one).standing
    if (stands !== 'active' && stands !== 'waiting') return []
    if (!goes(one)) return [one]
    return roleAfter === undefined ? [] : [{ ...one, role: roleAfter }]
  })
  const lacks = lacking(after)
  if (lacks !== undefined) return refuse('too-few-people', { lacks })
  const stood = standing(premises, first, act, staff, row.person)
  return stood.ok ? ok({ row, numbers, second: stood.value.second, standing: standing_ }) : stood
}

/** Bank days in which keys are renewed after a supervisor has left (security rule: rotation). */
const RENEWED_WITHIN = 5

/** By when a key that is `since` in use is to be renewed because a supervisor has left since; undefined where none has. */
export function dueAfterLeaving(events: readonly KeyEvent[], since: Instant): Instant | undefined {
  const left = events.find(({ kind, at }) => kind === 'supervisor-left' && at >= since)
  if (left === undefined) return undefined
  const day = bankDaysAfter(westernDate(left.at), RENEWED_WITHIN)
  return tokyoInstant(day === 'unknown' ? westernDate(left.at) : day, '23:59')
}

/** What a branch of these people would be without: two different persons, or a supervisor among them. */
export function lacking(
  people: readonly Pick<StaffRow, 'person' | 'role'>[],
): 'two' | 'supervisor' | undefined {
  if (new Set(people.map(({ person }) => person)).size < 2) return 'two'
  return people.some(({ role }) => role === 'supervisor') ? undefined : 'supervisor'
}

/** The second person, who is not the one it is about either; for a forgotten passphrase one of the two is a supervisor. */
function standing(
  premises: Premises,
  first: Staff,
  act: StaffAct,
  staff: StaffNo,
  person: string,
): Result<{ readonly second: Staff }, PersonRefusal> {
  if (person === first.person) return refuse('about-oneself', { staff })
  const now = premises.around.clock.read()
  const forgotten = act === 'secret-issued'
  const taken = takeSecond(
    premises,
    first,
    forgotten ? 'reset' : 'staff',
    aboutStaff(act, staff),
    now,
    forgotten ? { supervisor: first.role !== 'supervisor' } : {},
  )
  if (!taken.ok) return taken
  if (taken.value.person === person) return refuse('about-oneself', { staff })
  return ok({ second: taken.value })
}

/** Whether somebody administers the branch's people. */
export const isHead = ({ role }: Staff): boolean => role === 'supervisor' || role === 'administrator'
const isSerial = (db: Reads, staff: StaffNo): boolean => {
  const serial = Serial.safeParse(staff)
  return serial.success && db.tokens.find(serial.data) !== undefined
}
const folded = (name: string): string => name.normalize('NFKC').replace(/\s/gu, '')

/** A slot with a new first secret. Whoever was here has gone while the key was derived: nobody is told it, so it opens nothing. */
async function issueSecret(
  premises: Premises,
  branch: Branch,
  session: Session,
  staff: StaffNo,
  role: Role,
): Promise<
  Result<
    { readonly secret: string; readonly until: Instant; readonly generation: number; readonly now: Reading },
    Refusal<'not-signed-in'> | RingRefusal
  >
> {
  const secret = makeFirstSecret()
  const written = await addSlot(
    branch.dir,
    branch.keys,
    { staff, role, passphrase: secret },
    { kdf: await premises.around.kdf(), device: deviceFor(premises, branch.mode) },
  )
  if (!written.ok) return ringRefusal(written.error)
  if (premises.session !== session || premises.branch !== branch) return refuse('not-signed-in', {})
  const now = premises.around.clock.read()
  const until = inSeconds(now, FIRST_SECRET_MS / 1000)
  return ok({ secret, until, generation: written.value.generation, now })
}

/** A first secret for somebody the book knows; whatever they had before opens nothing from here on. */
async function giveSecret(
  premises: Premises,
  branch: Branch,
  session: Session,
  row: StaffRow,
  operation: string,
  event: 'staff.enabled' | 'staff.secret-issued',
  facts: Readonly<Record<string, string>>,
): Promise<Result<Acted, Refusal<'not-signed-in'> | RingRefusal>> {
  const issued = await issueSecret(premises, branch, session, row.staff, row.role)
  if (!issued.ok) return issued
  const { now, secret, until, generation } = issued.value
  const acted = write(premises, branch, session, now, operation, (db) => {
    db.people.stand(row.staff, {
      disabled_at: null,
      disabled_why: '',
      secret_until: until,
      secret_used_at: null,
    })
    return { event, object: row.staff, facts: { ...facts, secretUntil: until } }
  })
  recordRing(premises, branch, now, session, operation, generation)
  openAttempts(branch.dir, now.instant).enable(row.staff)
  return ok({ entry: acted, secret, secretUntil: until })
}

/** The other numbers an act about a person was for, as its entry says them. */
const othersThan = (staff: StaffNo, numbers: readonly StaffRow[]): string[] =>
  numbers.flatMap((each) => (each.staff === staff ? [] : [each.staff]))

/** Every slot of one person; the newest generation, or none where they had no slot. Cut off in between, it is done once more. */
function takeSlots(
  branch: Branch,
  numbers: readonly StaffRow[],
): Result<number | undefined, RingRefusal | Refusal<'too-few-people'>> {
  let newest: number | undefined
  for (const { staff } of numbers) {
    const gone = takeSlot(branch, staff)
    if (!gone.ok) return gone
    newest = gone.value ?? newest
  }
  return ok(newest)
}

/** The slot of somebody who is to open nothing any more; the new generation, or none where they had no slot. */
function takeSlot(
  branch: Branch,
  staff: StaffNo,
): Result<number | undefined, RingRefusal | Refusal<'too-few-people'>> {
  const gone = removeSlot(branch.dir, branch.keys, staff)
  if (gone.ok) return ok(gone.value.generation)
  if (gone.error === 'no-such-slot') return ok(undefined)
  if (gone.error === 'too-few-slots') return refuse('too-few-people', { lacks: 'two' })
  return ringRefusal(gone.error)
}

/** The faults a ring that is open already can still have, in a refusal's words. */
function ringRefusal(fault: KeyringFault): { readonly ok: false; readonly error: RingRefusal } {
  const { code } = refusalOf(fault)
  // Everybody has left while the slot was derived.
  if (code === 'not-signed-in') return refuse(code, {})
  if (code === 'device-secret-missing' || code === 'device-secret-busy') return refuse(code, {})
  return refuse('keyring-damaged', {})
}

type Said = (db: Writes) => AuditFacts

/** One attempt of an errand's own; the number of its entry. */
function write(
  premises: Premises,
  branch: Branch,
  session: Session,
  now: Reading,
  operation: string,
  work: Said,
): number {
  const done = branch.store.attempt(by(premises, now, session.staff, operation), (db) =>
    ok({ output: undefined, audit: work(db) }),
  )
  if (!done.ok) throw new Error(`an act that was decided was refused: ${done.error.code}`)
  return branch.store.trail.head().seq
}

function recordRing(
  premises: Premises,
  branch: Branch,
  now: Reading,
  session: Session,
  operation: string,
  generation: number | undefined,
): void {
  if (generation === undefined) return
  branch.store.recordGeneration(by(premises, now, session.staff, operation), generation)
}

type Moved = { casesTo: string | null; cases: string[]; stay: string[] }
const NO_CASES: Moved = { casesTo: null, cases: [], stay: [] }

/**
 * Whose cases somebody's open ones become: the supervisor's of the two, then the other's. Never of somebody related to the
 * customer (MC-08); where nobody is left, the case stays, and the entry says so.
 */
function handOver(db: Writes, from: readonly StaffRow[], two: readonly Staff[]): Moved {
  const takers = [...two]
    .filter(isClerk)
    .sort((a, b) => Number(b.role === 'supervisor') - Number(a.role === 'supervisor'))
  const cases: string[] = []
  const stay: string[] = []
  let casesTo: string | null = null
  for (const row of from.flatMap(({ staff }) => db.cases.openOfKeeper(staff))) {
    const taker = takers.find(({ person }) => !isRelated(db, row.contract_no, person))
    if (taker === undefined) {
      stay.push(row.case_no)
      continue
    }
    db.cases.change(row, { keeper: taker.staff })
    casesTo ??= taker.staff
    cases.push(row.case_no)
  }
  return { casesTo, cases, stay }
}

/** An authenticator of `staff` whose first code was right. */
function provenEnrolment(
  premises: Premises,
  enrolment: string,
  staff: StaffNo,
): (PendingEnrolment & { readonly spentStep: number | null }) | undefined {
  const pending = premises.enrolments.get(enrolment)
  if (pending === undefined || pending.staff !== staff || pending.spentStep === undefined) return undefined
  return { ...pending, spentStep: pending.spentStep }
}

function forget(premises: Premises, enrolment: string): void {
  premises.enrolments.get(enrolment)?.seed.fill(0)
  premises.enrolments.delete(enrolment)
}

/** A colleague's own token as its row keeps it; its first code is spent. */
function sealedToken(
  { keys }: Branch,
  { staff, seed, spentStep }: PendingEnrolment & { readonly spentStep: number | null },
): Omit<StaffTokenRow, 'staff'> {
  const token = {
    row_id: `staff-${staff}`,
    algorithm: STAFF_TOKEN.algorithm,
    digits: STAFF_TOKEN.digits,
    period_seconds: STAFF_TOKEN.periodSeconds,
  } as const
  return {
    ...token,
    seed: sealSeed(keys, Buffer.from(seed), staffBinding(keys, { ...token, staff })),
    high_water: spentStep,
    drift: 0,
    counter: 0,
    failures: 0,
    locked: 0,
  }
}
