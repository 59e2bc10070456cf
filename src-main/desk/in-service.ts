import type { OperationName } from '#shared/operations'
import type { Refusal } from '#shared/refusals'
import type { Staff } from '#shared/staff'
import type { Reading } from '../clock.ts'
import type { Premises } from '../premises.ts'
import { cardsRule } from './cards.ts'
import { dayRule } from './day.ts'
import type { ServiceRule } from './handlers.ts'

/** Rules that hold for the whole desk, the first that answers being the one that is told. */
const RULES: readonly ServiceRule[] = [cardsRule, dayRule]

/** Coming and going, proving who one is, and the stop of a token wait for nothing (MC-05). Queries are never asked about. */
const NEVER_WAITS: readonly RegExp[] = [
  /^(session|desk|practice|setup|branch)\./,
  /^(second\.prove|clock\.confirm|loss\.stop|approval\.close|paper\.ready)$/,
]

/** Why `operation` has to wait until the branch is in service; undefined where it need not. */
export function heldUp(
  premises: Premises,
  operation: OperationName,
  staff: Staff | undefined,
  now: Reading,
  rules: readonly ServiceRule[] = RULES,
): Refusal | undefined {
  if (premises.branch === undefined || NEVER_WAITS.some((name) => name.test(operation))) return undefined
  for (const { wayOut, holds } of rules) {
    const refusal = wayOut.includes(operation) ? undefined : holds(premises, operation, staff, now)
    if (refusal !== undefined) return refusal
  }
  return undefined
}
