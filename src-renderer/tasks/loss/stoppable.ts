import type { Serial } from '#shared/ids'
import type { Target } from '#shared/intake'
import type { Registration } from '#shared/links'
import type { ContractView, Hit } from '#shared/operations/contracts'

/** One token that can be stopped, with everybody who uses it. */
export type Stoppable = {
  readonly id: string
  readonly target: Target
  readonly serial: Serial | null
  readonly users: readonly { readonly userId: string; readonly name: string; readonly role: string }[]
  /** Each once: those who share a token need not be in the same state. */
  readonly states: readonly ContractView['users'][number]['authentication'][]
  /** Stopped already: nothing more can be stopped here. */
  readonly stopped: boolean
}

const hasToken = (registration: Registration): boolean =>
  registration !== 'none' && registration !== 'revoked'

/**
 * The tokens of a contract, each once: the shared one first, then one per serial (R-003-15), and one per user where
 * tokens bear no number (R-004-07). Users who have no token, or no longer, do not appear.
 *
 * @param userId the user the search found, who stands first among the users of their token
 */
export function stoppablesOf(view: ContractView, userId: string | null): readonly Stoppable[] {
  const named = view.users.map(({ userId: id, name, role }) => ({ userId: id, name, role }))
  const first = (users: Stoppable['users']): Stoppable['users'] =>
    users.toSorted((a, b) => Number(b.userId === userId) - Number(a.userId === userId))
  const tokens: Stoppable[] = []
  if (view.sharedRegistration !== null && hasToken(view.sharedRegistration)) {
    const authentication = view.sharedAuthentication ?? 'none'
    tokens.push({
      id: 'shared',
      target: { kind: 'shared' },
      serial: view.sharedSerial,
      users: first(named),
      states: [authentication],
      stopped: authentication === 'suspended',
    })
  }
  const seen = new Set<string>()
  for (const user of view.users) {
    if (!hasToken(user.registration) || seen.has(user.userId)) continue
    const group = user.serial === null ? [user] : view.users.filter(({ serial }) => serial === user.serial)
    for (const { userId: id } of group) seen.add(id)
    const users = first(group)
    const [head = user] = users
    tokens.push({
      id: head.userId,
      target: { kind: 'user', userId: head.userId },
      serial: user.serial,
      users,
      states: [...new Set(group.map(({ authentication }) => authentication))],
      // Somebody the desk has stopped may share it with somebody it has not: then there is something left to stop.
      stopped: group.every(({ authentication }) => authentication === 'suspended'),
    })
  }
  return tokens
}

/**
 * The token that is meant without anybody choosing: that of the user who was found, or the only one there is. A user
 * without a token of their own uses the shared one; where there is none, nobody else's is taken in its place.
 */
export function meantToken(
  tokens: readonly Stoppable[],
  userId: string | null,
  chosen: string | undefined,
): Stoppable | undefined {
  const left = tokens.filter(({ stopped }) => !stopped)
  const byHand = left.find(({ id }) => id === chosen)
  if (byHand !== undefined) return byHand
  const found = tokens.find(({ users }) => users.some((user) => user.userId === userId))
  if (userId !== null) return found?.stopped === false ? found : undefined
  return left.length === 1 ? left[0] : undefined
}

/** A person in the search, once: whoever has a contract by their own name is not listed again as its holder. */
export function peopleOf(hits: readonly Hit[]): readonly Hit[] {
  return hits.filter(
    (hit) =>
      hit.kind === 'user' ||
      hit.kind === 'token' ||
      !hits.some(
        (other) =>
          other !== hit &&
          other.contractNo === hit.contractNo &&
          (hit.kind === 'case' ? other.kind !== 'case' : other.kind === 'user' && other.title === hit.title),
      ),
  )
}

/** Digits and hyphens of a telephone number as it was typed; nothing where it is none (6 to 20 of them). */
export function phoneNumberIn(text: string): string | null {
  const number = text.normalize('NFKC').replace(/[^0-9-]/gu, '')
  return /^[0-9-]{6,20}$/u.test(number) ? number : null
}
