import type { ContractView } from '#shared/operations/contracts'
import { idKey, searchKey } from '#shared/text/normalise'

type User = ContractView['users'][number]

/** What is typed above the list of users (R-000-34). */
export type Narrowing = { readonly id: string; readonly name: string }
export const everybody: Narrowing = { id: '', name: '' }

export const isNarrowed = ({ id, name }: Narrowing): boolean => id.trim() !== '' || name.trim() !== ''

/** The users whose ID begins with, and whose name or kana contains, what was typed; width and case do not matter. */
export function narrowed(users: readonly User[], { id, name }: Narrowing): readonly User[] {
  const start = idKey(id)
  const part = searchKey(name)
  return users.filter(
    (user) =>
      idKey(user.userId).startsWith(start) &&
      (part === '' || searchKey(user.name).includes(part) || searchKey(user.kana).includes(part)),
  )
}
