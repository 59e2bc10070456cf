import { openAttempts } from '#main/keys/attempts'
import { type Device, noDevice } from '#main/keys/device'
import { provePassphrase, unlockSlot } from '#main/keys/keyring'
import type { Keys } from '#main/keys/keys'
import { type KeyringFault, peopleWithSlots } from '#main/keys/ring-file'
import type { AuditFacts } from '#main/store/facts'
import { troubleIn } from '#main/store/faults'
import type { Reads, Writes } from '#main/store/tables'
import type { StaffNo } from '#shared/ids'
import type { Mode, proofRefusals } from '#shared/operations/session'
import { type Refusal, refuse } from '#shared/refusals'
import { type Err, err, ok, type Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import { clockRefusal, type Reading } from '../clock.ts'
import { type Branch, by, type Premises } from '../premises.ts'
import { checkStaffCode, judgeToLook, spendStaffCode } from './codes.ts'

export type ProofRefusal = (typeof proofRefusals)[number]

/** The practice branch is published from end to end; a device secret would only pretend otherwise. */
export const deviceFor = (premises: Premises, mode: Mode): Device =>
  mode === 'practice' ? noDevice : premises.around.device

/** What somebody proves themselves for, in which session, and the entry that says they did: one, with the spent code. */
export type Proving = {
  readonly operation: string
  readonly session: string | null
  readonly as: (staff: Staff) => AuditFacts
  /** Coming in is the one thing a first secret is good for, once and for a day. */
  readonly firstSecret?: true
  /** Good for looking, too: somebody comes in, or back, while the disk takes nothing. */
  readonly toLook?: true
  /** What is kept with the spent code. */
  readonly also?: (db: Writes, now: Reading) => void
}

/** Everybody left while a passphrase was tried: it opens nothing any more, and counts neither way. */
type Left = 'left'

/**
 * A person's passphrase, tried once. Counted as a failure before it is tried, so that pulling the plug gives no
 * free guess (AUT-04); `keep` decides whether the keys come back or only the proof.
 */
export async function tryPassphrase(
  premises: Premises,
  mode: Mode,
  staff: StaffNo,
  passphrase: string,
): Promise<Result<{ keys: Keys }, Refusal<ProofRefusal>>> {
  return counted(premises, mode, staff, async (dir, device) => {
    const unlocked = await unlockSlot(dir, staff, passphrase, device)
    if (!unlocked.ok) return unlocked
    if (premises.mode === mode) return ok({ keys: unlocked.value })
    unlocked.value.close()
    return err('left')
  })
}

/**
 * Who somebody says they are, proven afresh while the store is open: passphrase and a code of their own token.
 * The code is spent, whoever it was good for. Refused where everybody has gone while the passphrase was tried.
 */
export async function proveStaff(
  premises: Premises,
  branch: Branch,
  proving: Proving,
  staff: StaffNo,
  passphrase: string,
  code: string,
): Promise<Result<Staff, Refusal<ProofRefusal>>> {
  const proven = await counted(premises, branch.mode, staff, async (dir, device) => {
    const proof = await provePassphrase(dir, staff, passphrase, device)
    if (!proof.ok) return proof
    return premises.branch === branch && premises.session?.id === proving.session ? ok({}) : err('left')
  })
  if (!proven.ok) return proven
  return proveCode(premises, branch, proving, staff, code)
}

/**
 * A passphrase alone, tried once while the store is open. The try stands as a failure until the caller says how it
 * ended (`openAttempts`).
 */
export const provePassphraseHere = (
  premises: Premises,
  branch: Branch,
  staff: StaffNo,
  passphrase: string,
): Promise<Result<object, Refusal<ProofRefusal>>> =>
  counted(premises, branch.mode, staff, async (dir, device) => {
    const proof = await provePassphrase(dir, staff, passphrase, device)
    if (!proof.ok) return proof
    return premises.branch === branch ? ok({}) : err('left')
  })

/** A code of a colleague's own token; a wrong one is counted both for the token and for the person. */
export function proveCode(
  premises: Premises,
  branch: Branch,
  proving: Proving,
  staff: StaffNo,
  code: string,
): Result<Staff, Refusal<ProofRefusal>> {
  const { operation, session, as, firstSecret, also, toLook } = proving
  const now = premises.around.clock.read()
  const attempts = openAttempts(branch.dir, now.instant)
  if (now.state !== 'trusted') {
    // Nobody guessed anything: a clock that is wrong all morning must not disable whoever keeps trying.
    attempts.abandoned(staff, true)
    return clockRefusal(now)
  }
  const colleague = branch.store.read.people.find(staff)
  const held = firstSecretHolds(branch.store.read, staff, now, firstSecret)
  if (held !== undefined) {
    attempts.abandoned(staff, true)
    return held
  }

  const attempt = () =>
    branch.store.attempt<Result<Staff, Refusal<ProofRefusal>>, Refusal<ProofRefusal>>(
      { ...by(premises, now, colleague, operation), session },
      (db) => {
        const row = db.people.token(staff)
        if (colleague === undefined || row === undefined) return refuse('sign-in-refused', {})
        const { outcome } = checkStaffCode(db, branch.keys, row, code, now, premises.sentinel)
        if (outcome === 'accepted') {
          also?.(db, now)
          return ok({ output: ok(colleague), audit: { object: staff, ...as(colleague) } })
        }
        const doubted = outcome === 'clock-contradicted' ? premises.around.clock.read() : undefined
        const secondsFast = doubted?.doubt?.secondsFast
        return ok({
          output:
            doubted === undefined ? refuse('staff-code-refused', { reason: outcome }) : clockRefusal(doubted),
          audit: {
            event: 'code.refused',
            object: staff,
            facts: { operation, outcome, ...(secondsFast === undefined ? {} : { secondsFast }) },
          },
        })
      },
    )
  let checked: ReturnType<typeof attempt>
  try {
    premises.settle(branch)
    checked = attempt()
  } catch (thrown) {
    const looked =
      toLook && troubleIn(thrown) !== undefined
        ? codeToLook(premises, branch, proving, staff, code, now)
        : undefined
    if (looked === undefined) throw thrown
    checked = ok(looked)
  }
  const answer = checked.ok ? checked.value : (checked as Result<Staff, Refusal<ProofRefusal>>)
  if (answer.ok) attempts.succeeded(staff)
  else {
    premises.onRecord.add(answer.error)
    // Where the clock was contradicted, this try was given back with the others.
    if (answer.error.code !== 'clock-untrusted') attempts.failed(staff, true, now.instant)
  }
  return answer
}

/**
 * Whether somebody may look while the disk takes nothing: their code is right and was not used in this run. That they came,
 * and their code, is then owed. Undefined for whoever came with a first secret, of which every use must be kept.
 */
function codeToLook(
  premises: Premises,
  { store, keys }: Branch,
  { operation, session, as, also }: Proving,
  staff: StaffNo,
  code: string,
  now: Reading,
): Result<Staff, Refusal<ProofRefusal>> | undefined {
  const { people } = store.read
  const [colleague, row] = [people.find(staff), people.token(staff)]
  if (colleague === undefined || row === undefined) return refuse('sign-in-refused', {})
  if ((people.standing(staff)?.secret_until ?? null) !== null) return undefined
  const { installation } = keys
  const last = premises.owed.findLast(
    (one) => one.installation === installation && one.spent?.staff === staff,
  )
  const { outcome, memory } = judgeToLook(keys, row, code, now, last?.spent?.memory)
  if (outcome !== 'accepted') return refuse('staff-code-refused', { reason: outcome })
  const came = { ...by(premises, now, colleague, operation), session }
  premises.owed.push({
    installation,
    spent: { staff, memory },
    write: (later) =>
      later.attempt(came, (db) => {
        spendStaffCode(db, staff, memory, now)
        also?.(db, now)
        return ok({ output: undefined, audit: { object: staff, ...as(colleague) } })
      }),
  })
  return ok(colleague)
}

/**
 * Why a first secret is good for nothing now; undefined where it is, and for everybody who has a passphrase of their own.
 * Whoever hears it knows the secret already, so it tells a guesser nothing.
 */
export function firstSecretHolds(
  db: Pick<Reads, 'people'>,
  staff: StaffNo,
  now: Reading,
  comingIn = false,
): Err<Refusal<'passphrase-due' | 'first-secret-over'>> | undefined {
  const standing = db.people.standing(staff)
  if (standing === undefined || standing.secret_until === null) return undefined
  if (!comingIn) return refuse('passphrase-due', {})
  if (standing.secret_used_at !== null) return refuse('first-secret-over', { reason: 'used' })
  if (now.instant >= standing.secret_until) return refuse('first-secret-over', { reason: 'late' })
  return undefined
}

async function counted<T>(
  premises: Premises,
  mode: Mode,
  staff: StaffNo,
  prove: (dir: string, device: Device) => Promise<Result<T, KeyringFault | Left>>,
): Promise<Result<T, Refusal<ProofRefusal>>> {
  const dir = premises.dirOf(mode)
  const { instant } = premises.around.clock.read()
  const known = peopleWithSlots(dir).some((person) => person.staff === staff)
  const attempts = openAttempts(dir, instant)
  const allowed = attempts.begin(staff, known, instant)
  if (!allowed.ok) {
    return allowed.error.code === 'sign-in-delayed'
      ? refuse('sign-in-delayed', { seconds: allowed.error.seconds })
      : refuse('sign-in-disabled', {})
  }
  const proof = await prove(dir, deviceFor(premises, mode))
  if (proof.ok) return proof
  if (proof.error === 'wrong-passphrase') attempts.failed(staff, known, instant)
  else attempts.abandoned(staff, known)
  return err(refusalOf(proof.error))
}

/** The faults of a key ring in a refusal's words. */
export function refusalOf(fault: KeyringFault | Left): Refusal<ProofRefusal> {
  switch (fault) {
    case 'left':
    case 'keys-closed':
      return { code: 'not-signed-in' }
    case 'wrong-passphrase':
      return { code: 'sign-in-refused' }
    case 'keyring-missing':
      return { code: 'store-missing' }
    case 'keyring-damaged':
    case 'keyring-tampered':
    case 'kdf-refused':
      return { code: 'keyring-damaged' }
    case 'keyring-newer':
      return { code: 'keyring-newer' }
    case 'keyring-foreign':
      return { code: 'keyring-foreign' }
    case 'device-secret-busy':
      return { code: 'device-secret-busy' }
    case 'device-secret-missing':
    case 'device-secret-damaged':
    case 'device-secret-foreign':
      return { code: 'device-secret-missing' }
  }
}
