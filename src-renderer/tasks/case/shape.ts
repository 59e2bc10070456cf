import type { CaseKind, CaseState } from '#shared/cases'
import { ResetReason } from '#shared/intake'
import { endsOf, jobs } from '#shared/jobs'
import { type LinkEvent, type LinkStates, moveLink } from '#shared/links'
import type { CaseView, Touched } from '#shared/operations/cases'
import type { ServiceProfile } from '#shared/profiles'
import type { TouchedEffect } from '#shared/touched'

/** What the screens of a case ask of its kind. Nothing here says anything; the words are in `messages.jobs`. */

export const isReissuedToo = ({ ask }: Pick<CaseView, 'ask'>): boolean =>
  ask.kind === 'unlock' && ask.alsoReissue

/** How a case ends by its approval: a token is sent, a registration follows, or nothing does. */
export const endsWith = ({ ask }: Pick<CaseView, 'ask'>) => endsOf(ask)

/** A token is to be registered before the case can end. */
export const registersIn = (of: Pick<CaseView, 'ask'>): boolean =>
  endsWith(of) === 'approve' || endsWith(of) === 'dispatch'

/** Those something happens to, without those about whom the guide is silent. */
export const isMeant = ({ effect }: Pick<Touched, 'effect'>): boolean =>
  effect !== 'none' && effect !== 'unclear'

export type StepName =
  | 'paper'
  | 'compare'
  | 'approve'
  | 'first'
  | 'second'
  | 'dispatch'
  | 'register'
  | 'receipt'
  | 'stop'
  | 'questions'
  | 'review'
  | 'papers'
  | 'propose'
  | 'inForce'
  | 'count'
  | 'settle'

/** Where a case stands on its way; which way that is depends on the job and on whether two supervisors are needed. */
export function stepsOf(
  of: Pick<CaseView, 'kind' | 'ask' | 'state' | 'secondChecker' | 'firstApproverName' | 'executedAt'>,
): { readonly names: readonly StepName[]; readonly at: number } {
  if (of.kind === 'loss') {
    const names: readonly StepName[] = ['stop', 'questions', 'review', 'papers']
    return {
      names,
      at: of.state === 'awaiting-review' ? 1 : of.state === 'awaiting-papers' ? 3 : names.length,
    }
  }
  if (of.kind === 'profile-change') {
    const names: readonly StepName[] = ['propose', 'approve', 'inForce']
    return { names, at: of.state === 'draft' ? 0 : of.state === 'closed' ? names.length : 1 }
  }
  if (of.kind === 'stock-difference') {
    const names: readonly StepName[] = ['count', 'approve', 'settle']
    return { names, at: of.state === 'draft' ? 0 : of.state === 'closed' ? names.length : 1 }
  }
  const two =
    of.state === 'awaiting-second-approval' ||
    of.firstApproverName !== null ||
    (of.secondChecker.length > 0 && of.executedAt === null)
  const names: readonly StepName[] = [
    'paper',
    'compare',
    ...(two ? (['first', 'second'] as const) : (['approve'] as const)),
    ...(endsWith(of) === 'dispatch' ? (['dispatch'] as const) : []),
    ...(registersIn(of) ? (['register'] as const) : []),
    'receipt',
  ]
  const place: Readonly<Record<CaseState, number>> = {
    draft: 1,
    'awaiting-approval': 2,
    'awaiting-second-approval': 3,
    'awaiting-dispatch': names.indexOf('dispatch'),
    'in-transit': names.indexOf('dispatch'),
    returned: names.indexOf('dispatch'),
    'awaiting-registration': names.indexOf('register'),
    'awaiting-relogin': names.length - 1,
    'awaiting-review': 2,
    'awaiting-papers': names.length - 1,
    closed: names.length,
    rejected: 2,
    withdrawn: 1,
    lapsed: 2,
  }
  return { names, at: place[of.state] }
}

/** What an effect does to a link, where it is an event of a link's life at all. */
function eventOf(effect: TouchedEffect, profile: ServiceProfile): LinkEvent | undefined {
  switch (effect) {
    case 'detached':
    case 'shared':
      return profile.resetVerb === 'revoke' ? 'revoke' : 'detach'
    case 'unlocked':
      return 'unlock'
    case 'suspended':
      return 'suspend'
    case 'enabled':
      return 'issue'
    case 'opted-out':
      return 'opt-out'
    // Lifting the branch's own stop uncovers what lay beneath it, which the screen does not know.
    case 'resumed':
    case 'unclear':
    case 'none':
      return undefined
  }
}

/**
 * Both axes of somebody touched, as they will be.
 *
 * @param kind of the case: an application for hardware lets somebody begin anew whose old token it takes away
 * @returns `before-stop` where the state before the branch's own stop comes back; undefined where nothing changes,
 *   nothing is known, or the change is not possible
 */
export function statesAfter(
  touched: Pick<Touched, 'effect' | 'registration' | 'authentication'>,
  profile: ServiceProfile,
  kind?: CaseKind,
): LinkStates | 'before-stop' | undefined {
  if (touched.effect === 'resumed') return touched.authentication === 'suspended' ? 'before-stop' : undefined
  const event = eventOf(touched.effect, profile)
  if (event === undefined) return undefined
  const moved = moveLink(touched, event, '')
  if (!moved.ok) return undefined
  if (kind !== 'hardware' || touched.effect !== 'detached') return moved.value
  const issued = moveLink(moved.value, 'issue', '')
  return issued.ok ? issued.value : moved.value
}

/** Reasons for a reset that can be true of this service; one that was chosen already stays. */
export function reasonsFor(profile: ServiceProfile, chosen: ResetReason | null): readonly ResetReason[] {
  const soft = profile.tokenKinds.includes('soft')
  const possible: Partial<Record<ResetReason, boolean>> = {
    reinstalled: soft,
    'sim-removed': soft,
    'factory-reset': soft,
    'screen-broken': soft,
    expired: profile.hardwareExpiry !== 'not-applicable',
    'changed-without-revoke': profile.resetVerb === 'revoke',
    'issue-mail-missing': profile.enrolledBy === 'each-user-by-mail',
    'pc-token-ended': (profile.vendors ?? []).some(
      ({ carriers, closedToNewFrom }) => carriers.includes('pc') && closedToNewFrom !== undefined,
    ),
  }
  return ResetReason.options.filter((reason) => reason === chosen || possible[reason] !== false)
}

/**
 * Users who come along because somebody named before them has the same token (R-003-24): they are unlocked although
 * nobody need have chosen them.
 */
export function sharersOf<User extends Pick<Touched, 'userId' | 'sharesWith'>>(
  users: readonly User[],
): { readonly named: readonly User[]; readonly sharing: readonly User[] } {
  const comesAlong = ({ userId, sharesWith }: User): boolean =>
    sharesWith !== null &&
    users.some(
      (other) => other.userId !== userId && (other.userId === sharesWith || other.sharesWith === sharesWith),
    ) &&
    users.find((other) => other.userId === sharesWith || other.sharesWith === sharesWith)?.userId !== userId
  return {
    named: users.filter((user) => !comesAlong(user)),
    sharing: users.filter(comesAlong),
  }
}

/** Kinds the desk takes in by a form of its own. */
export const isOnForm = (kind: CaseKind): boolean => jobs[kind].onPaper
