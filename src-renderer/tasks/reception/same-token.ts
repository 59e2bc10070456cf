import type { CaseKind } from '#shared/cases'
import type { CaseSummary } from '#shared/operations/cases'
import { type TouchedUser, usersOfToken } from '#shared/touched'
import { isUnderWay } from './cases.ts'
import type { Whose } from './visit.ts'

export type OpenCases = {
  /** The case that does already what a new one would do. */
  readonly same: CaseSummary | undefined
  /** The open loss of this very token; a new case becomes its sequel. */
  readonly loss: CaseSummary | undefined
  /** Everything else of the contract that is under way. */
  readonly others: readonly CaseSummary[]
}

/**
 * What is under way in a contract, seen from one token. A loss is everybody's who has the token; any other case is
 * its own person's.
 *
 * @param job what the branch would open; null where it opens nothing
 * @param parcel the customer asks for a token that has not come: the case it is sent by is the one
 */
export function openCases(
  cases: readonly CaseSummary[],
  users: readonly Pick<TouchedUser, 'userId' | 'serial'>[],
  whose: Whose | undefined,
  job: CaseKind | null,
  parcel = false,
): OpenCases {
  const underWay = cases.filter(isUnderWay)
  const loss = underWay.find((one) => one.kind === 'loss' && ofToken(one, users, whose))
  const same = underWay.find(
    (one) => one !== loss && one.kind !== 'loss' && (parcel ? isParcel(one, whose) : isSame(one, whose, job)),
  )
  return { same, loss, others: underWay.filter((one) => one !== loss && one !== same) }
}

function ofToken(
  { target }: CaseSummary,
  users: readonly Pick<TouchedUser, 'userId' | 'serial'>[],
  whose: Whose | undefined,
): boolean {
  if (whose === undefined || whose.kind !== target.kind) return false
  return whose.kind === 'shared' || usersOfToken(target, users).includes(whose.userId)
}

/** The case by which somebody is sent a token (E-10). */
const isParcel = ({ kind, target }: CaseSummary, whose: Whose | undefined): boolean =>
  kind === 'hardware' &&
  whose?.kind === target.kind &&
  (whose.kind === 'shared' || (target.kind === 'user' && target.userId === whose.userId))

/** Of a case about several users only main knows which; one about how tokens are used at all concerns everybody. */
function isSame({ kind, target }: CaseSummary, whose: Whose | undefined, job: CaseKind | null): boolean {
  if (job === null || whose === undefined) return false
  switch (target.kind) {
    case 'contract':
      return kind === 'usage-mode'
    case 'shared':
      return whose.kind === 'shared'
    case 'user':
      return whose.kind === 'user' && whose.userId === target.userId
    case 'service':
      return false
  }
}
