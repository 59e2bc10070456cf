import type { SecondPurpose } from '#shared/operations/second'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import type { Reading } from '../clock.ts'
import type { Premises } from '../premises.ts'
import type { Handlers } from './handlers.ts'
import { proveStaff } from './staff-proof.ts'

/**
 * Dual control 2人目: what two people do together, now. The second person proves themselves at the first one's desk, for
 * one thing about one object; the command that follows takes the proof and writes both names. Where a case is decided
 * about, that is an approval and another window.
 */

/** How long a second person's proof is good for: as an approver's (security rule: 120 seconds, monotonic time). */
export const SECOND_MS = 120_000

type SecondRefusal = Refusal<
  'second-missing' | 'second-expired' | 'second-is-first' | 'second-not-supervisor'
>

/** What only a supervisor may stand beside. */
const SUPERVISORS_ONLY: ReadonlySet<SecondPurpose> = new Set([
  'seed-key',
  'seed-commit',
  'plain-seeds',
  'destroy',
  'transfer',
  'post',
  'send-again',
  'lose-in-post',
  'move-start',
  'resync',
  'staff',
  'deputy',
  'rotate',
  'open-day',
  'backup',
  'restore',
  'export',
  'erase',
])

/**
 * The second person for exactly this, and their proof is used up.
 *
 * @param first who asks for the command; two staff numbers of one person are one person (MC-02)
 * @param about as it was said when proving: see `second.prove`
 * @param supervisor demands one where the purpose alone does not
 */
export function takeSecond(
  premises: Premises,
  first: Staff,
  purpose: SecondPurpose,
  about: string,
  now: Reading,
  { supervisor = SUPERVISORS_ONLY.has(purpose) }: { readonly supervisor?: boolean } = {},
): Result<Staff, SecondRefusal> {
  const { second, session } = premises
  if (second === undefined || second.purpose !== purpose || second.about !== about)
    return refuse('second-missing', { purpose })
  premises.second = undefined
  if (second.session !== session?.id) return refuse('second-missing', { purpose })
  if (now.mono >= second.until) return refuse('second-expired', {})
  if (second.staff.person === first.person) return refuse('second-is-first', {})
  // Asked of the book again: a role may have ended within the two minutes.
  const today = premises.branch?.store.read.people.find(second.staff.staff)
  if (today === undefined) return refuse('second-missing', { purpose })
  return supervisor && today.role !== 'supervisor' ? refuse('second-not-supervisor', {}) : ok(today)
}

export const secondHandlers: Handlers<'second.prove'> = {
  'second.prove': async ({ purpose, about, staff, passphrase, code }, { premises }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
    premises.second = undefined
    const proven = await proveStaff(
      premises,
      branch,
      {
        operation: 'second.prove',
        session: session.id,
        as: () => ({ event: 'second.proven', facts: { purpose, about } }),
      },
      staff,
      passphrase,
      code,
    )
    if (!proven.ok) return proven
    const second = proven.value
    if (second.person === session.staff.person) return refuse('second-is-first', {})
    if (SUPERVISORS_ONLY.has(purpose) && second.role !== 'supervisor')
      return refuse('second-not-supervisor', {})
    premises.second = {
      purpose,
      about,
      staff: second,
      session: session.id,
      until: premises.around.clock.read().mono + SECOND_MS,
    }
    return ok({
      staff: second.staff,
      name: second.name,
      role: second.role,
      secondsLeft: SECOND_MS / 1000,
    })
  },
}
