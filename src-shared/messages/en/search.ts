import type { Messages } from '../ja.ts'

export const search: Messages['search'] = {
  title: 'Reception and enquiry',
  field: 'Any name, reading, account, ID, serial, case or receipt number (a barcode will do)',
  clear: 'Clear the field',
  found: 'Found',
  order: 'nearest first',
  count: (shown, more) =>
    more ? `1 to ${shown} of more than ${shown}` : shown === 0 ? '0' : `1 to ${shown} of ${shown}`,
  more: 'Type more to narrow it down.',
  kinds: { contract: 'Contract', user: 'User', token: 'Token', case: 'Case' },
  contract: (detail) => `Customer ID ${detail}`,
  noCustomerId: 'Contract holder',

  begin: 'Begin by finding the customer.',
  examples: [
    ['Name or reading', 'わかばかな / 若葉金物'],
    ['Account number', '0318842'],
    ['Customer or login ID', 'M54100031187'],
    ['Serial number, token ID', 'VSMT82640917'],
    ['Case or receipt number', '012-261121-001'],
  ],
  examplesNote: 'Readings may be full width or half width, hiragana or katakana.',

  nothing: (text) => `Nothing matches “${text}”.`,
  nothingTodo: 'Try part of the reading, or the first characters of a number.',
  notHere: 'If the customer is not here',
  importedUntil: (moment, contracts) =>
    `The contract import of ${moment} is in, ${contracts.toLocaleString('en')} contracts.`,
  importedLater: 'Look up later contracts in the contract register.',
  neverImported: 'No contracts have been imported yet.',
  neverImportedTodo: 'An administrator or supervisor imports the contract file under “Contract import”.',

  summary: 'Chosen contract',
  contractNo: 'Contract number',
  customerId: 'Customer ID',
  branch: 'Dealing branch',
  ours: (branchNo) => `This branch (${branchNo})`,
  notOurs: (branchNo) => `${branchNo}, not this branch`,
  account: 'Representative account',
  accountEnding: (ending) => `ending ${ending}`,
  usageMode: 'Usage mode',
  usageModes: { individual: 'A token for each user', shared: 'One shared token for all' },
  users: (count) => `Users: ${count}`,
  moreUsers: (count) => `${count} more`,
  noToken: 'No token',
  openCases: 'Cases under way',
  chooseOne: 'Choose on the left; the contract appears here.',

  toRouter: 'Find where to send them',
  toRouterKey: 'Where to',
  toContract: 'Contract',
  toToken: 'Open token',
  toTokenKey: 'Open token',
  toCase: 'Open the case',
  typeFirst: 'choose a customer first',
}
