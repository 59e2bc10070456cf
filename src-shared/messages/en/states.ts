import type { Messages } from '../ja.ts'

export const states: Messages['states'] = {
  tag: {
    usable: 'Usable',
    done: 'Done',
    approval: 'Waiting for approval',
    time: 'Waiting for a time',
    customer: 'Waiting for customer',
    locked: 'Locked',
    suspended: 'Suspended by us',
    expired: 'Expired',
    draft: 'Being written',
    confirm: 'To be confirmed',
    none: '—',
  },
  registration: {
    none: 'Not registered',
    issued: 'Issued',
    active: 'In use',
    expired: 'Expired',
    revoked: 'Revoked',
    unknown: 'To be confirmed',
  },
}
