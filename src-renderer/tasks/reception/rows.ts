import type { ContractView } from '#shared/operations/contracts'

type User = ContractView['users'][number]

/** A row of the user list: a user, or the contract's shared token (R-000-25), which has no user. */
export type Row = Pick<User, 'serial' | 'registration' | 'authentication'> & {
  readonly id: string
  readonly user: User | null
  /** How many rows from here on share the cell of this serial; 0 where the cell of a row above stands for this one. */
  readonly together: number
}

type Contract = Pick<ContractView, 'sharedSerial' | 'sharedRegistration' | 'sharedAuthentication'> & {
  readonly users: readonly User[]
}

/**
 * The shared token first, then the users, in the order of the records or of their IDs (R-003-23). Users of one serial
 * are brought together at the place of the first of them, so that their serial can be one cell.
 */
export function rowsOf(view: Contract, order: 'records' | 'id' = 'records'): readonly Row[] {
  const { sharedRegistration, sharedAuthentication, sharedSerial } = view
  const inOrder =
    order === 'records'
      ? view.users
      : view.users.toSorted((a, b) => (a.userId < b.userId ? -1 : a.userId > b.userId ? 1 : 0))
  const shared: readonly Row[] =
    sharedRegistration === null
      ? []
      : [
          {
            id: 'shared:',
            user: null,
            serial: sharedSerial,
            registration: sharedRegistration,
            authentication: sharedAuthentication ?? 'none',
            together: 1,
          },
        ]
  const seen = new Set<string>()
  const users = inOrder.flatMap((user): Row[] => {
    if (seen.has(user.userId)) return []
    const group = user.serial === null ? [user] : inOrder.filter((other) => other.serial === user.serial)
    for (const { userId } of group) seen.add(userId)
    return group.map((member, place) => ({
      id: member.userId,
      user: member,
      serial: member.serial,
      registration: member.registration,
      authentication: member.authentication,
      together: place === 0 ? group.length : 0,
    }))
  })
  return [...shared, ...users]
}
