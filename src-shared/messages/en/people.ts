import type { Messages } from '../ja.ts'
import { frame } from './frame.ts'

export const people: Messages['people'] = {
  /** How somebody stands at the desk. */
  standings: {
    active: 'active',
    'first-secret': 'first secret waiting',
    'secret-over': 'first secret over',
    waiting: 'waiting 15 minutes',
    locked: 'stopped after ten failures',
    disabled: 'disabled',
    'no-slot': 'not in the key ring',
    left: 'left',
  },
  roles: frame.roles,
  colleague: (name) => name,
  customer: (name) => name,
  nobody: '(before sign-in)',
  unknown: 'To be confirmed',
}
