import type { Messages } from '../ja.ts'
import { frame } from './frame.ts'

export const people: Messages['people'] = {
  roles: frame.roles,
  colleague: (name) => name,
  customer: (name) => name,
  nobody: '(before sign-in)',
  unknown: 'To be confirmed',
}
