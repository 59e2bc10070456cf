import type { Role } from '../../staff.ts'
import { frame } from './frame.ts'

/** Those who work at the desk, and those who come to it. */
export const people = {
  roles: frame.roles satisfies Record<Role, string>,
  colleague: (name: string) => `${name} さん`,
  customer: (name: string) => `${name} さま`,
  /** In the trail, where nobody had signed in yet or the desk acted by itself. */
  nobody: '（席につく前）',
  unknown: '要確認',
}
