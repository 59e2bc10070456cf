import { Instant } from '../../ids.ts'
import type { Assumption, SeedFileFaultCode, SeedProblemCode } from '../../seeds.ts'
import { formatMoment } from '../../text/wareki.ts'
import type { SeedFacts, SeedWords } from '../ja/seeds.ts'
import { wordIn } from '../sentence.ts'

const askVendor = 'Ask the vendor for a correct seed file.'
const untouched = 'Use the vendor’s file as it came, not one that was opened in a spreadsheet.'
const shown = (value: string | number | undefined, unit = ''): string =>
  value === undefined || value === '' ? '' : ` (${value}${unit})`
const moment = (value: string | number | undefined): string => {
  const instant = Instant.safeParse(value)
  return instant.success ? ` (until ${formatMoment(instant.data, 'en')})` : ''
}

const encodings: Readonly<Record<string, string>> = { hex: 'hexadecimal', base32: 'Base32', base64: 'Base64' }

const problems: Readonly<Record<SeedProblemCode, (facts: SeedFacts) => SeedWords>> = {
  'serial-missing': () => ({ why: 'There is no serial number.', todo: askVendor }),
  'serial-malformed': () => ({
    why: 'The serial number is not 6 to 20 letters and digits.',
    todo: 'Check the column of the serial numbers.',
  }),
  'serial-twice': ({ firstLine }) => ({
    why: `The same serial number is in line ${firstLine} too.`,
    todo: 'Ask the vendor which of the two is right.',
  }),
  'leading-zeros-lost': ({ digits, others }) => ({
    why: `The serial number has ${digits} digits, others have ${others}. Zeros in front may have been lost.`,
    todo: `${untouched} If the lengths really differ, put the serial numbers in quotation marks.`,
  }),
  'secret-missing': () => ({ why: 'There is no seed.', todo: askVendor }),
  'secret-unreadable': ({ encoding }) => {
    const written = wordIn(encodings, String(encoding))
    return {
      why:
        written === undefined
          ? 'The seed cannot be read.'
          : `The seed cannot be read. The others are written in ${written}.`,
      todo: askVendor,
    }
  },
  'seed-too-short': ({ bytes }) => ({
    why: `The seed has ${bytes} bytes. Fewer than 16 are not used.`,
    todo: askVendor,
  }),
  'seed-too-long': ({ bytes }) => ({
    why: `The seed has ${bytes} bytes. More than 64 are not used.`,
    todo: askVendor,
  }),
  'seed-blank': () => ({ why: 'The seed is blank.', todo: askVendor }),
  'seed-shared': ({ firstLine }) => ({
    why: `The seed is the same as in line ${firstLine}. The two tokens would show the same codes.`,
    todo: 'Use neither of them, and tell the vendor.',
  }),
  'algorithm-unknown': ({ algorithm }) => ({
    why: `The algorithm is not one that is used here${shown(algorithm)}.`,
    todo: 'Use tokens with SHA-1, SHA-256 or SHA-512.',
  }),
  'digits-refused': ({ digits }) => ({
    why: `The number of digits is not one that is used here${shown(digits)}.`,
    todo: 'Use tokens with 6 to 8 digits.',
  }),
  'period-refused': ({ period, seconds }) => ({
    why: `The time between two codes is not one that is used here${shown(period ?? seconds, ' s')}.`,
    todo: 'Use tokens of 30 or 60 seconds.',
  }),
  'counter-refused': () => ({ why: 'The counter cannot be read.', todo: askVendor }),
  'date-unreadable': () => ({
    why: 'A date cannot be read.',
    todo: 'Use a file with dates such as 2029-09-30.',
  }),
  'key-expired': ({ until }) => ({
    why: `The key has expired${moment(until)}.`,
    todo: 'Ask the vendor for new tokens.',
  }),
  'usage-refused': ({ kind, usage }) => ({
    why: `The key is not for one-time passwords by time or by counter${shown(kind ?? usage)}.`,
    todo: askVendor,
  }),
  'policy-unknown': () => ({
    why: 'The key comes with a rule that is not known here. A key whose rule cannot be kept is not used.',
    todo: 'Ask the vendor what the rule means.',
  }),
  'encryption-refused': () => ({
    why: 'The way of encryption is not accepted.',
    todo: 'Ask the vendor for a file encrypted with AES and protected against changes (MAC).',
  }),
  'mac-missing': () => ({
    why: 'The value that protects against changes (MAC) is missing.',
    todo: 'Ask the vendor for a file protected against changes (MAC).',
  }),
  'mac-wrong': () => ({
    why: 'The transport key is wrong, or the content was changed.',
    todo: 'Check the transport key. If it is right, do not use the file, and tell the vendor.',
  }),
  'line-malformed': () => ({
    why: 'The line cannot be read. Quotation marks or delimiters do not fit, or it has invisible characters.',
    todo: askVendor,
  }),
  'scientific-notation': () => ({
    why: 'The number or the seed was turned into a power of ten (such as 1.23E+12).',
    todo: untouched,
  }),
  'already-here': () => ({
    why: 'A token with this serial number is here already.',
    todo: 'Check whether this box was received before.',
  }),
  'differs-from-ours': () => ({
    why: 'A token with this serial number is here, and what is known of it differs.',
    todo: 'Our record stays as it is. Ask the vendor.',
  }),
  tombstoned: () => ({
    why: 'This token was put out of use for ever.',
    todo: 'Ask the vendor for a file without it.',
  }),
  'pattern-refused': () => ({
    why: 'The serial number does not have the form of this model.',
    todo: 'Check whether the right model was chosen.',
  }),
}

const columns: Readonly<Record<string, string>> = { serial: 'serial numbers', secret: 'seeds' }
const column = (name: string | number | undefined): string =>
  wordIn(columns, String(name)) ?? 'the same thing'

const files: Readonly<Record<SeedFileFaultCode, (facts: SeedFacts) => SeedWords>> = {
  'not-a-file': () => ({
    why: 'This is not an ordinary file.',
    todo: 'Choose the file itself, not a folder or a link.',
  }),
  'file-empty': () => ({ why: 'The file is empty.', todo: askVendor }),
  'file-too-large': () => ({
    why: 'The file is too large.',
    todo: 'Ask the vendor for one file per box.',
  }),
  'file-changed': () => ({
    why: 'The file changed while it was being read.',
    todo: 'Choose it again once it has been copied to its end.',
  }),
  'file-unreadable': () => ({
    why: 'The file could not be read.',
    todo: 'Check its name and place, and plug the USB stick in again.',
  }),
  'format-unknown': () => ({
    why: 'This is not a seed file (PSKC or CSV).',
    todo: 'Unpack it if it is compressed; save a spreadsheet as CSV.',
  }),
  'encoding-refused': () => ({
    why: 'The characters are neither UTF-8 nor Shift_JIS.',
    todo: askVendor,
  }),
  'doctype-refused': () => ({
    why: 'The file begins with a declaration that is not accepted (DOCTYPE).',
    todo: 'Do not use the file, and tell the vendor.',
  }),
  'xml-malformed': () => ({ why: 'The XML is not well formed.', todo: askVendor }),
  'limit-exceeded': () => ({
    why: 'Something in the file is beyond its limit.',
    todo: 'Ask the vendor for one file per box, of at most 1,000,000 tokens.',
  }),
  'structure-refused': () => ({ why: 'The file does not follow PSKC (RFC 6030).', todo: askVendor }),
  'header-unknown': ({ missing, twice }) => ({
    why:
      twice !== undefined
        ? `There are two columns for ${column(twice)}.`
        : missing !== undefined
          ? `There is no column of ${column(missing)}.`
          : 'The headings cannot be read.',
    todo: 'Use a file whose first line has the headings “serial” and “secret”.',
  }),
  'encryption-refused': () => ({
    why: 'The way of encryption is not accepted.',
    todo: 'Ask the vendor for a file encrypted with AES and protected against changes (MAC).',
  }),
  'key-needed': () => ({
    why: 'The file is encrypted with a transport key.',
    todo: 'Enter the transport key.',
  }),
  'password-needed': () => ({
    why: 'The file is encrypted with a password.',
    todo: 'Enter the password that came from the vendor.',
  }),
  'key-wrong': () => ({
    why: 'The transport key or the password is wrong.',
    todo: 'Enter it again. If it stays so, ask the vendor.',
  }),
  'check-value-wrong': () => ({
    why: 'The check value of the transport key does not fit.',
    todo: 'Enter both halves again as they stand in the envelopes.',
  }),
  'iterations-refused': () => ({
    why: 'The number of iterations that protects the password is too small or too large.',
    todo: 'Ask the vendor for a file with 1,000 to 10,000,000 iterations.',
  }),
  'no-keys': () => ({ why: 'There are no keys in the file.', todo: askVendor }),
  cancelled: () => ({
    why: 'It was cancelled. Nothing was written.',
    todo: 'To go on, choose the file again.',
  }),
}

const assumptions: Readonly<Record<Assumption, string>> = {
  serial: 'serial number',
  kind: 'by time or by counter',
  algorithm: 'algorithm',
  digits: 'digits',
  period: 'period',
  counter: 'counter',
  encoding: 'writing of the seed',
}

export const seeds = {
  problems,
  files,
  assumptions,
  encodings,
  assumed: (names: readonly string[]): string => `Not in the file, taken for granted: ${names.join(', ')}`,
  plain: 'The seeds are not encrypted. Whoever has seen them can make the same codes.',
  retry: {
    serial: 'Serial number',
    key: 'Key no.',
    line: 'Line',
    code: 'Code',
    reason: 'Reason',
  },
}
