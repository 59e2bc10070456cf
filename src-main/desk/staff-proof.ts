import { openAttempts } from '#main/keys/attempts'
import { type Device, noDevice } from '#main/keys/device'
import {
  type KeyringFault,
  type Keys,
  peopleWithSlots,
  provePassphrase,
  unlockSlot,
} from '#main/keys/keyring'
import type { StaffNo } from '#shared/ids'
import type { Mode, proofRefusals } from '#shared/operations/session'
import { type Refusal, refuse } from '#shared/refusals'
import { err, ok, type Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import { type Branch, by, type Premises } from '../premises.ts'
import { checkStaffCode } from './codes.ts'

export type ProofRefusal = (typeof proofRefusals)[number]

/** The practice branch is published from end to end; a device secret would only pretend otherwise. */
export const deviceFor = (premises: Premises, mode: Mode): Device =>
  mode === 'practice' ? noDevice : premises.around.device

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
    return unlocked.ok ? ok({ keys: unlocked.value }) : unlocked
  })
}

/**
 * Who somebody says they are, proven afresh while the store is open: passphrase and a code of their own token.
 * The code is spent, whoever it was good for.
 */
export async function proveStaff(
  premises: Premises,
  branch: Branch,
  operation: string,
  staff: StaffNo,
  passphrase: string,
  code: string,
): Promise<Result<Staff, Refusal<ProofRefusal>>> {
  const proven = await counted(premises, branch.mode, staff, async (dir, device) => {
    const proof = await provePassphrase(dir, staff, passphrase, device)
    return proof.ok ? ok({}) : proof
  })
  if (!proven.ok) return proven
  return proveCode(premises, branch, operation, staff, code)
}

/** A code of a colleague's own token; a wrong one is counted both for the token and for the person. */
export function proveCode(
  premises: Premises,
  branch: Branch,
  operation: string,
  staff: StaffNo,
  code: string,
): Result<Staff, Refusal<ProofRefusal>> {
  const now = premises.around.clock.read()
  if (now.state !== 'trusted') return refuse('clock-untrusted', { clock: now.state })
  const attempts = openAttempts(branch.dir, now.instant)
  const colleague = branch.store.read.people.find(staff)

  const checked = branch.store.attempt<Result<Staff, Refusal<ProofRefusal>>, Refusal<ProofRefusal>>(
    by(premises, now, colleague, operation),
    (db) => {
      const row = db.people.token(staff)
      if (colleague === undefined || row === undefined) return refuse('sign-in-refused', {})
      const { outcome } = checkStaffCode(db, branch.keys, row, code, now)
      return outcome === 'accepted'
        ? ok({
            output: ok(colleague),
            audit: { event: 'approver.proven', object: staff, facts: { operation } },
          })
        : ok({
            output: refuse('staff-code-refused', { reason: outcome }),
            audit: { event: 'code.refused', object: staff, facts: { operation, outcome } },
          })
    },
  )
  const answer = checked.ok ? checked.value : (checked as Result<Staff, Refusal<ProofRefusal>>)
  if (answer.ok) attempts.succeeded(staff)
  else attempts.failed(staff, true, now.instant)
  return answer
}

async function counted<T>(
  premises: Premises,
  mode: Mode,
  staff: StaffNo,
  prove: (dir: string, device: Device) => Promise<Result<T, KeyringFault>>,
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

function refusalOf(fault: KeyringFault): Refusal<ProofRefusal> {
  switch (fault) {
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
