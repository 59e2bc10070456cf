import type { Messages } from '../ja.ts'

export const changes: Messages['changes'] = {
  title: 'Changes',
  none: 'No change has been recorded yet.',
  column: {
    at: 'When',
    event: 'What happened',
    who: 'Whose',
    serial: 'Number',
    state: 'Registration and code',
  },
  events: {
    issue: 'Issued',
    register: 'Registered',
    exchange: 'Exchanged',
    detach: 'Detached',
    revoke: 'Revoked',
    'opt-out': 'Opted out',
    lock: 'Locked by wrong codes',
    unlock: 'Unlocked',
    suspend: 'Stopped by us',
    resume: 'Resumed',
    'resume-locked': 'Resumed (still locked by wrong codes)',
    'resume-unused': 'Resumed (not in use yet)',
    import: 'Imported',
  },
  serviceWord: (word) => `in the service’s words: ${word}`,
  before: 'before',
  after: 'after',
  nothing: '―',
  shared: 'Shared token',
}
