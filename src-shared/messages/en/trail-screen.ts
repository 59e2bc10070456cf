import type { Messages } from '../ja.ts'

export const trailScreen: Messages['trailScreen'] = {
  find: 'Case, contract, staff or serial number',
  findHelp: 'A whole number shows the entries about it only.',
  page: (from, to, of) => `${to} down to ${from} of ${of}`,
  foundFor: (text, count) => `${count} about “${text}”`,
  firstOnly: (count) => `the newest ${count} at most`,
  olderKey: 'Older',
  newest: 'Back to the newest',
  atNewest: 'these are the newest',
  oldest: 'there is nothing older',
  filtered: 'there are no pages while narrowed down',
  verifyKey: 'Verify',
  chosen: 'Chosen entry',
  chooseOne: 'Choose an entry to see what it holds.',
  noFacts: 'It holds no facts.',
  verifiedAt: (time) => `Verified at ${time}.`,
  notYet: 'Not verified yet. F9 verifies it.',
  verifyTitle: 'Chain of the trail',
  yes: 'yes',
  no: 'no',
}
