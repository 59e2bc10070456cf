import type { Role } from '../../staff.ts'
import { frame } from './frame.ts'

/** Those who work at the desk, and those who come to it. */
export const people = {
  /** How somebody stands at the desk. */
  standings: {
    active: '利用中',
    'first-secret': '初期合言葉 待ち',
    'secret-over': '初期合言葉 切れ',
    waiting: '15分の待ち',
    locked: '10回失敗で停止',
    disabled: '停止中',
    'no-slot': '鍵束にない',
    left: '退職',
  },
  roles: frame.roles satisfies Record<Role, string>,
  colleague: (name: string) => `${name} さん`,
  customer: (name: string) => `${name} さま`,
  /** In the trail, where nobody had signed in yet or the desk acted by itself. */
  nobody: '（席につく前）',
  unknown: '要確認',
}
