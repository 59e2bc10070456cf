import type { Messages } from '../ja.ts'

export const fields: Messages['fields'] = {
  required: 'Required',
  optional: 'Optional',
  fullWidthToo: 'Full width is accepted. Spaces are removed.',
  dateHelp: 'Year, month, day. Full width is accepted (for example 081120)',
  dateUnreadable: 'This cannot be read as a date.',
  dateHow: 'For 20 November 2026 type 081120, 8/11/20 or 20261120.',
  codeHelp: (digits) => `${digits} digits`,
  reveal: 'Show the passphrase',
  conceal: 'Hide the passphrase',
  capsLock: 'Caps Lock is on.',
  digitsChoose: 'Number keys choose',
  newLine: 'Shift+Enter starts a new line',
  hiddenPlace: (place, of) => `Character ${place} of ${of}`,
}
