import type { Messages } from '../ja.ts'

export const fields: Messages['fields'] = {
  required: 'Required',
  optional: 'Optional',
  fullWidthToo: 'Full width is accepted. Spaces are removed.',
  dateHelp: 'Year, month, day. Full width is accepted (for example 081120)',
  dateRefused: {
    empty: 'There is no date here.',
    'not-a-date': 'This cannot be read as a date.',
    'no-such-day': 'The calendar has no such day.',
    'outside-era': 'The era does not contain this day.',
    'ambiguous-year': 'Two digits alone could be an era year or a western year.',
    'weekday-differs': 'The weekday does not belong to this date.',
  },
  dateMeant: (days) => `Did you mean ${days.join(' or ')}? Add the era or all four digits of the year.`,
  dateHow: 'For 20 November 2026 type 081120, 8/11/20 or 20261120.',
  codeHelp: (digits) => `${digits} digits`,
  reveal: 'Show the passphrase',
  conceal: 'Hide the passphrase',
  capsLock: 'Caps Lock is on.',
  digitsChoose: 'Number keys choose',
  newLine: 'Shift+Enter starts a new line',
  hiddenPlace: (place, of) => `Character ${place} of ${of}`,
  tokenPicture: 'The back of the token; the serial is in the frame',
}
