import type { Messages } from '../ja.ts'

/** The second person at somebody else's desk. */
export const second: Messages['second'] = {
  title: (what) => `Second person: ${what}`,
  titleSupervisor: (what) => `Supervisor: ${what}`,
  lead: 'Somebody other than the person at this desk types this. It does not sign them in.',
  leadSupervisor: 'A supervisor other than the person at this desk types this. It does not sign them in.',
  staff: 'Staff number of the second person',
  staffSupervisor: 'Staff number of the supervisor',
  passphrase: 'Passphrase',
  code: 'Code of your own token',
  go: 'Prove it is you',
  goKey: 'Prove',
  asking: 'Checking',
  needs: 'needs staff number, passphrase and the six digits',
  cancel: 'Go back without it',
  proven: (name) => `Second person: ${name}`,
  left: (seconds) => `${seconds} s left`,
  over: '120 seconds have passed. Prove yourself again.',
}
