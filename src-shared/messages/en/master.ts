import type { Messages } from '../ja.ts'
import { wordIn } from '../sentence.ts'

type Master = Messages['master']
const count = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`)

const columns: Readonly<Record<string, string>> = {
  contractNo: 'contract number',
  service: 'service',
  customerId: 'customer ID',
  name: 'contract name',
  kana: 'contract name in kana',
  dealingBranch: 'dealing branch',
  account: 'representative account',
  accountBranch: 'account branch',
  accountType: 'account type',
  accountNumber: 'account number',
  postalCode: 'postal code',
  address: 'registered address',
  phone: 'telephone',
  usageMode: 'usage mode',
  users: 'users',
  userId: 'user ID',
  userName: 'user name',
  userKana: 'user name in kana',
  role: 'role',
  transferRight: 'transfer right',
  sharedToken: 'shared token',
  token: 'token ID',
  tokenKind: 'kind of token',
  registration: 'registration',
  authentication: 'authentication',
  tokenExpiry: 'token expiry',
}
const column = (name: string): string => wordIn(columns, name) ?? name
const listed = (names: readonly string[]): string => names.map((name) => `“${column(name)}”`).join(', ')
const inLine = (line: number | null): string => (line === null ? '' : ` in line ${line}`)

const fileRefusals: Master['fileRefusals'] = {
  empty: { why: () => 'The file is empty.', todo: 'Export it again and choose it once more.' },
  'too-large': { why: () => 'The file is too large.', todo: 'Split it by branch and import the parts.' },
  'too-many-lines': {
    why: () => 'The file has too many lines.',
    todo: 'Split it by branch and import the parts.',
  },
  'nul-bytes': { why: () => 'It contains bytes that are not text.', todo: 'Export it again as CSV.' },
  'encoding-utf16': {
    why: () => 'Its text is encoded as UTF-16.',
    todo: 'Export it again as UTF-8 or Shift_JIS.',
  },
  'encoding-unknown': {
    why: () => 'Its text is neither UTF-8 nor Shift_JIS.',
    todo: 'Export it again as UTF-8 or Shift_JIS.',
  },
  'header-missing': {
    why: ({ columns, line }) => `These headings are missing${inLine(line)}: ${listed(columns)}.`,
    todo: 'Add the missing columns and export it again.',
  },
  'header-duplicated': {
    why: ({ columns, line }) => `These headings mean the same as others${inLine(line)}: ${listed(columns)}.`,
    todo: 'Keep one column of each and export it again.',
  },
  'header-broken': {
    why: ({ line }) => `The headings${inLine(line)} cannot be read.`,
    todo: 'Put the headings into the first line and export it again.',
  },
  'secret-column': {
    why: ({ columns }) => `It has columns that must never be handed over: ${listed(columns)}.`,
    todo: 'Export it again without them. Destroy this file as your rules demand.',
  },
  cancelled: {
    why: () => 'The rehearsal was stopped half-way.',
    todo: 'Choose the file again when you want to go on.',
  },
  'file-changed': {
    why: () => 'The file changed during the rehearsal.',
    todo: 'Wait until it has been written, then choose it again.',
  },
}

const lineProblems: Master['lineProblems'] = {
  'quotes-broken': { why: 'A quotation mark is not closed.', todo: 'Use quotation marks in pairs.' },
  'line-break-in-field': { why: 'There is a line break inside a field.', todo: 'Remove the line break.' },
  'line-too-long': { why: 'The line is too long.', todo: 'Check the quotation marks and commas.' },
  'field-too-long': { why: 'The field is too long.', todo: 'Make it shorter.' },
  'column-count': {
    why: 'The number of fields does not match the headings.',
    todo: 'Check whether a comma is missing or too many.',
  },
  required: { why: 'It is empty.', todo: 'This column must be filled in.' },
  'formula-cell': {
    why: 'It begins with =, +, - or @ and may be a formula.',
    todo: 'Put in the value instead.',
  },
  'scientific-notation': {
    why: 'The number was turned into powers of ten.',
    todo: 'Export it again without passing through a spreadsheet.',
  },
  'leading-zero-lost': {
    why: 'A leading zero is lost.',
    todo: 'Export it again without passing through a spreadsheet.',
  },
  'bad-format': { why: 'It does not have the right form.', todo: 'Check how it is written.' },
  'unknown-service': {
    why: 'This desk does not know the service.',
    todo: 'Check how the service is written.',
  },
  'unknown-word': { why: 'The word is not known.', todo: "Use the word of the service's own screens." },
  'role-not-in-service': {
    why: 'The service has no such role.',
    todo: 'Check the role and the service.',
  },
  'unsafe-text': { why: 'It contains invisible characters.', todo: 'Remove them and enter it again.' },
  'kana-expected': { why: 'It contains characters that are not kana.', todo: 'Enter it in kana.' },
  'contract-rows-disagree': {
    why: 'The lines of one contract contradict each other.',
    todo: 'Say the same about the contract in every line.',
  },
  'contract-rows-apart': {
    why: 'The lines of one contract do not stand together.',
    todo: 'Sort the file by contract number.',
  },
  'user-twice': { why: 'The same user appears twice.', todo: 'Keep one of the lines.' },
  'too-many-users': { why: 'The service has one user only.', todo: 'Keep one user.' },
  'shared-token-not-in-service': {
    why: 'The service has no shared tokens.',
    todo: 'Check the usage mode and the service.',
  },
  'shared-token-in-individual-mode': {
    why: 'The usage mode is individual, but there is a shared token.',
    todo: 'Check the usage mode.',
  },
  'own-token-in-shared-mode': {
    why: 'The usage mode is shared, but users have tokens of their own.',
    todo: 'Check the usage mode.',
  },
  'token-without-registration': {
    why: 'There is a token, but it is not registered.',
    todo: 'Check the registration.',
  },
  'registration-without-token': {
    why: 'It is registered, but there is no token ID.',
    todo: 'Enter the token ID.',
  },
  'token-twice-in-contract': {
    why: 'The same token appears twice in the contract.',
    todo: 'Check the token ID.',
  },
  'token-form-refused': {
    why: 'The service has no token IDs of this form.',
    todo: 'Check O against 0 and I against 1.',
  },
  'token-in-two-contracts': {
    why: 'The same token is in another contract too.',
    todo: 'Check which contract it belongs to.',
  },
  'token-was-detached-here': {
    why: 'The token was detached at this branch.',
    todo: 'Check whether the file was exported before that.',
  },
  'no-users': { why: 'There are no users.', todo: 'Add the lines of the users.' },
  'service-changed': {
    why: 'Our records have another service.',
    todo: 'Check the contract number and the service.',
  },
  'contract-in-open-case': {
    why: 'A case of this contract is still open.',
    todo: 'Finish the case and import the contract then.',
  },
}

export const master: Master = {
  column,
  columns: listed,
  line: (line) => `line ${line}`,
  lines: (first, last) => (first === last ? `line ${first}` : `lines ${first} to ${last}`),
  noLine: 'whole contract',
  unreadable: 'The file could not be read.',
  fileRefusals,
  lineProblems,
  warnings: {
    'token-id-warn': 'The token ID has a form the guide does not describe.',
    'user-absent': 'This user is not in the file. Our records keep them.',
    'customer-id-twice': 'Another contract has the same customer ID.',
    gaiji: 'There are private characters. Check that it can be found by its reading.',
  },
  found: (found) => `“${found}”`,
  encodings: { 'utf-8': 'UTF-8', 'utf-8-bom': 'UTF-8 with BOM', shift_jis: 'Shift_JIS' },

  plan: {
    title: 'Contract import',
    lead: 'A file is rehearsed first. The rehearsal writes nothing.',
    choose: 'Choose a contract file',
    rehearsing: 'Rehearsing the file.',
    file: (name, encoding, lines) => `${name}, ${encoding}, ${count(lines, 'line', 'lines')}`,
    nothingYet: 'Nothing has been written yet.',
    kinds: {
      new: 'New contracts',
      changed: 'Changed contracts',
      unchanged: 'Unchanged contracts',
      rejected: 'Contracts not taken',
      absent: 'Contracts not in the file',
    },
    about: {
      new: 'They are added to our records.',
      changed: 'Only what differs is changed.',
      unchanged: 'They stay as they are.',
      rejected: 'Our records stay as they are. Correct the file and import it again.',
      absent: 'They are not removed. Our records stay as they are.',
    },
    contracts: (n) => count(n, 'contract', 'contracts'),
    showing: (shown, of) => (shown < of ? `first ${shown} of ${of}` : `${of}`),
    columns: {
      line: 'Line',
      contract: 'Contract',
      name: 'Name',
      field: 'Field',
      before: 'Now',
      after: 'After import',
      found: 'Found',
      why: 'Why',
      todo: 'How to correct it',
    },
    of: (user) => (user === null ? 'contract' : user === 'shared' ? 'shared token' : `user ${user}`),
    empty: '(none)',
    warnings: 'Look at these',
    noWarnings: 'There is nothing odd.',
    noRejections: 'Every contract can be taken.',
    commit: (added, changed) => `Import ${count(added + changed, 'contract', 'contracts')}`,
    commitKey: 'Import',
    nothingToDo: 'there is nothing to import',
    cancel: 'Go back without importing',
    done: (added, changed) =>
      `${count(added, 'contract was', 'contracts were')} added and ${changed} changed.`,
    doneRejected: (rejected) => `${count(rejected, 'contract was', 'contracts were')} not taken.`,
  },
}
