import type { Messages } from '../ja.ts'

const count = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`)
const span = (minutes: number) =>
  minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`

export const boards: Messages['boards'] = {
  reissue: 'Re-issue clocks',
  radar: 'Last administrators',
  sunset: 'Migration list',

  tomorrow: 'Tomorrow',
  left: (minutes) => `${span(minutes)} left`,
  reached: 'May register',
  toConfirm: 'To be confirmed: night rule',
  toConfirmWhy:
    'The wait ends within the night window. The guide has no rule for that, so it is to be confirmed (G-08).',
  errorsBefore: 'Before then an error appears. Nothing is broken.',

  executed: 'Revoked at',
  callBack: 'Call back',
  phone: 'Telephone',
  noPhone: 'no number recorded',
  notYet: 'Call when the time comes',
  callNow: 'Call back now',
  reachedThem: 'Reached',
  notReached: 'Not reached',
  due: (n) => `${count(n, 'customer', 'customers')} to call back`,
  mayRegister: (name) => `${name} may register now.`,
  mayRegisterIn: (name, minutes) => `${name} may register in ${span(minutes)}.`,
  call: 'Record the call',
  callKey: 'Call back',
  callTitle: 'Record the call',
  caseNo: 'Case',
  callChoice: 'Was the customer reached?',
  callNote: 'What was said (optional)',
  callNeeds: 'choose whether they were reached',
  callGo: 'Record the call',
  callGoKey: 'Record',
  callBackOut: 'Go back without recording',
  calledReached: (name) => `Recorded: ${name} was reached.`,
  calledNotReached: (name) => `Recorded: ${name} was not reached.`,
  chooseFirst: 'choose a case first',
  goneRow: 'the case has moved on; press F5',
  emptyReissue: 'No case is waiting for a time.',
  emptyReissueHow: 'When a token is revoked, the time from which a new one may be registered stands here.',

  radarLead:
    'Contracts in which only one administrator can still act, or none. There is time to call before it stops.',
  service: 'Service',
  serviceKey: 'Service',
  allServices: 'All',
  whoIsLeft: 'Can still act',
  usable: (usable, of) => `${usable} of ${of}`,
  nobody: 'nobody',
  lastOne: 'only one left',
  people: 'Administrators',
  morePeople: (n) => `${n} more`,
  expires: 'expires',
  emptyRadar: 'No contract has fewer than two administrators who can act.',
  openContract: 'Contract',
  openToken: 'Open token',
  shownOf: (shown, total) => `The ${shown} most urgent of ${total} are shown.`,

  lists: { legacy: 'Closed to new tokens', expiring: 'Expiring soon' },
  other: { legacy: 'Expiring', expiring: 'Closed' },
  sunsetLead: {
    legacy:
      'Registered tokens keep working. Once detached, the same kind cannot be registered again: offer another kind.',
    expiring: 'They stop at that moment. Offer a new token before.',
  },
  when: { legacy: 'Kind of token', expiring: 'Expires' },
  closedSince: (day) => `closed since ${day}`,
  user: 'User',
  sharedToken: 'Shared token',
  serial: 'Serial or token ID',
  none: '―',
  expired: 'expired',
  emptySunset: {
    legacy: 'Nobody uses a token of a kind that is closed to new registrations.',
    expiring: 'No token expires soon.',
  },
}
