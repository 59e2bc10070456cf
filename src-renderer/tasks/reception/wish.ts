import { type CaseAsk, type HardwareWish, noWish, type Wish } from '#shared/asks'
import type { CaseKind } from '#shared/cases'
import type { Serial } from '#shared/ids'
import { moveLink } from '#shared/links'
import type { Touched } from '#shared/operations/cases'
import type { ContractView, RouterAnswer } from '#shared/operations/contracts'
import { roleOf } from '#shared/profile-rules'
import type { ServiceProfile, TokenModel } from '#shared/profiles'
import { sharesWith, touchedBy, unlockReach } from '#shared/touched'
import type { Ordered, Ticked, Whose } from './visit.ts'

/** What a customer asks for beside the situation: whose lockout, whose application, which usage mode, which token. */

type User = ContractView['users'][number]
type Contract = Pick<ContractView, 'users' | 'usageMode'>

/** People who can only be chosen together, and what of them changes. */
export type Together = {
  readonly id: string
  readonly members: readonly User[]
  /** The person at the counter is among them, so the choice is made already. */
  readonly fixed: boolean
}

const about = (whose: Whose | undefined): readonly string[] => (whose?.kind === 'user' ? [whose.userId] : [])

/**
 * Whose lockouts can be lifted: one entry per person, or per serial where a lockout is lifted for all users of a
 * serial (R-003-24). Entries without anybody locked are left out; the one it is about stands first.
 */
export function unlockable(
  profile: Pick<ServiceProfile, 'unlockScope'>,
  users: readonly User[],
  whose: Whose | undefined,
): readonly Together[] {
  const bySerial = profile.unlockScope === 'all-users-of-serial'
  const groups = new Map<string, User[]>()
  for (const user of users) {
    const id = bySerial && user.serial !== null ? `serial:${user.serial}` : user.userId
    groups.set(id, [...(groups.get(id) ?? []), user])
  }
  return entries(groups, whose).filter(({ members }) =>
    members.some(({ authentication }) => authentication === 'locked'),
  )
}

/** Whom an application can be for: whoever the service has not let begin yet, as the life of a link has it. */
export function applicants(users: readonly User[], whose: Whose | undefined): readonly Together[] {
  const waiting = users.filter(
    ({ registration, authentication, userId }) =>
      moveLink({ registration, authentication }, 'issue', userId).ok,
  )
  return entries(new Map(waiting.map((user) => [user.userId, [user]])), whose)
}

function entries(
  groups: ReadonlyMap<string, readonly User[]>,
  whose: Whose | undefined,
): readonly Together[] {
  const asked = about(whose)
  return [...groups]
    .map(([id, members]) => ({ id, members, fixed: members.some(({ userId }) => asked.includes(userId)) }))
    .toSorted((a, b) => Number(b.fixed) - Number(a.fixed))
}

/** The models of a service that the safe keeps. */
export const modelsOf = ({ tokenModels }: Pick<ServiceProfile, 'tokenModels'>): readonly TokenModel[] =>
  tokenModels.filter(({ hardware }) => hardware !== undefined)

/** Whether a service has a day from which nobody logs in without the token (R-003-09). */
export const startsOnADay = ({ startDateRule }: Pick<ServiceProfile, 'startDateRule'>): boolean =>
  startDateRule !== 'none'

export type Sharable = { readonly serial: Serial; readonly names: readonly string[] }

/** Tokens of colleagues that somebody may use with them (R-003-15): each once, with whoever has it. */
export function sharable(
  { sharing }: Pick<ServiceProfile, 'sharing'>,
  users: readonly User[],
  whose: Whose | undefined,
): readonly Sharable[] {
  if (sharing !== 'by-serial' || whose?.kind !== 'user') return []
  const found = new Map<Serial, string[]>()
  for (const { userId, name, serial, registration, authentication } of users) {
    if (serial === null || userId === whose.userId) continue
    if (registration === 'active' && authentication === 'usable')
      found.set(serial, [...(found.get(serial) ?? []), name])
  }
  const own = users.find(({ userId }) => userId === whose.userId)?.serial
  return [...found].filter(([serial]) => serial !== own).map(([serial, names]) => ({ serial, names }))
}

/** As it stands before anything is chosen: the only model, by post, and the first token of whoever has none. */
export function orderOf(
  profile: ServiceProfile,
  { users }: Contract,
  whose: Whose | undefined,
  said: Ordered,
): Ordered {
  const models = modelsOf(profile)
  const only = models.length === 1 ? models[0]?.code : undefined
  const user = whose?.kind === 'user' ? users.find(({ userId }) => userId === whose.userId) : undefined
  return {
    ...(only === undefined ? {} : { model: only }),
    ...(user?.registration === 'none' ? { purpose: 'first' as const } : {}),
    delivery: 'mail',
    share: null,
    ...(startsOnADay(profile) ? {} : { startOn: null }),
    ...said,
  }
}

function hardwareOf({ purpose, model, delivery, startOn, share }: Ordered): HardwareWish | null {
  return purpose === undefined ||
    model === undefined ||
    delivery === undefined ||
    startOn === undefined ||
    share === undefined
    ? null
    : { purpose, model, delivery, startOn, share }
}

/**
 * The wish as main is asked for it. Whatever the job has no use for stays empty.
 *
 * @returns for an unlocking everybody it reaches, not only those ticked: a sharer is never unlocked alone
 */
export function wishOf(
  job: CaseKind | null,
  profile: ServiceProfile,
  view: Contract,
  whose: Whose | undefined,
  ticked: Ticked,
): Wish {
  const chosen = [...new Set([...about(whose), ...ticked.users])]
  switch (job) {
    case 'unlock':
      return {
        ...noWish,
        users: [...unlockReach(profile, chosen, view.users)],
        alsoReissue: ticked.alsoReissue,
      }
    case 'application': {
      const able = applicants(view.users, whose).flatMap(({ members }) => members.map(({ userId }) => userId))
      return {
        ...noWish,
        users: view.users
          .map(({ userId }) => userId)
          .filter((id) => able.includes(id) && chosen.includes(id)),
      }
    }
    case 'usage-mode':
      return { ...noWish, usageMode: ticked.usageMode ?? otherMode(view.usageMode) }
    case 'hardware':
      return { ...noWish, hardware: hardwareOf(orderOf(profile, view, whose, ticked.hardware)) }
    default:
      return noWish
  }
}

/** Where the present mode is known there is only one to change to; where it is not (R-000-18), one has to be named. */
export const otherMode = (mode: Contract['usageMode']): Contract['usageMode'] =>
  mode === null ? null : mode === 'individual' ? 'shared' : 'individual'

/** What a wish still needs before a case can be opened. */
export function wishLacks(
  job: CaseKind | null,
  wish: Wish,
  order: Ordered = {},
): 'users' | 'usage-mode' | 'purpose' | 'model' | 'start-date' | undefined {
  if (job === 'hardware' && wish.hardware === null) {
    if (order.purpose === undefined) return 'purpose'
    return order.model === undefined ? 'model' : 'start-date'
  }

  if ((job === 'unlock' || job === 'application') && wish.users.length === 0) return 'users'
  return job === 'usage-mode' && wish.usageMode === null ? 'usage-mode' : undefined
}

/** What the case will ask for, as far as it can be told before it is opened: by this its reach is shown. */
function askOf(job: CaseKind | null, wish: Wish, { usageMode: from }: Contract): CaseAsk | undefined {
  switch (job) {
    case 'unlock':
      return { kind: job, users: wish.users, alsoReissue: wish.alsoReissue }
    case 'application':
      return { kind: job, users: wish.users }
    case 'usage-mode':
      return wish.usageMode === null ? undefined : { kind: job, from, to: wish.usageMode }
    case 'hardware':
      return wish.hardware === null ? undefined : { kind: job, ...wish.hardware }
    default:
      return undefined
  }
}

/** What is done, by the branch or by the customer's own administrator: the reach is the same. */
export function actOf({ job, reasons }: Pick<RouterAnswer, 'job' | 'reasons'>): CaseKind | null {
  if (job !== null) return job
  switch (reasons[0]?.code) {
    case 'own-administrator-unlocks':
      return 'unlock'
    case 'usage-mode-by-administrator':
      return 'usage-mode'
    default:
      return null
  }
}

/**
 * Everybody an answer reaches, as it is wished now. Where nothing is wished beside the situation, main has said it
 * already.
 *
 * @param ticked what was ticked; an administrator of the customer's is asked nothing, so the least is shown
 * @returns nobody as long as it cannot be told
 */
export function reachedBy(
  profile: ServiceProfile,
  view: Contract,
  whose: Whose | undefined,
  answer: Pick<RouterAnswer, 'job' | 'reasons' | 'touched'>,
  ticked: Ticked,
): readonly Touched[] {
  const act = actOf(answer)
  if (act !== 'unlock' && act !== 'application' && act !== 'usage-mode' && act !== 'hardware') {
    return answer.touched
  }
  const ask = askOf(act, wishOf(act, profile, view, whose, ticked), view)
  if (ask === undefined) return []
  const users = view.users.flatMap((user) => {
    const role = roleOf(profile, user.role)
    return role === undefined ? [] : [{ ...user, role: role.code }]
  })
  const subject = act === 'hardware' && whose !== undefined ? whose : { kind: 'contract' as const }
  const effects = touchedBy(profile, ask, subject, users)
  return users.flatMap(({ name, role, transferRight, serial, registration, authentication, userId }) => {
    const how = effects.find((one) => one.userId === userId)
    return how === undefined
      ? []
      : [
          {
            name,
            role,
            transferRight,
            serial,
            registration,
            authentication,
            sharesWith: sharesWith(userId, users),
            ...how,
          },
        ]
  })
}
