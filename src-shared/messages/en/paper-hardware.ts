import type { PaperHardwareMessages } from '../ja/paper-hardware.ts'
import { stock } from './stock.ts'
import { stockWords } from './stock-words.ts'
import { transfers } from './transfers.ts'

const inSentence = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1)

export const paperHardware = {
  stock: stockWords,
  title: { person: '様', firm: '御中' },
  count: (count) => `${count}`,
  serials: (first, last) => (first === last ? first : `${first} to ${last}`),
  record: 'Record number',
  branchStamp: 'Branch address and telephone (stamp)',
  model: 'Model',
  allModels: 'All models',

  start: {
    title: 'First day of use',
    forced: ['From this day on, you have to register when you log in.', 'Before this day, nothing changes.'],
    free: ['Register from this day on, as the leaflet says.'],
    anyDay: 'From the day it reaches you',
    anyDayNote: ['Register as the leaflet says.', 'The token works as soon as you have registered.'],
    held: 'We will let you know',
    heldNote: ['Please do not register before the day is settled.', 'If it is urgent, call the branch.'],
  },

  cover: {
    title: { mail: 'Your token', counter: 'Your token' },
    small: 'Cover letter',
    lead: {
      mail: 'Here is the hardware token you applied for, sent by registered mail to the address we have on record. Please check first that everything is there.',
      counter:
        'Here is the hardware token you applied for, handed to you at the counter. Please check first that everything is there.',
    },
    purpose: 'Applied for',
    fee: 'Fee',
    yen: (yen) => (yen === 0 ? 'None' : `${yen.toLocaleString('en')} yen`),
    whose: 'Used by',
    contents: 'In this envelope',
    content: {
      token: 'Hardware token, 1',
      'cover-letter': 'This cover letter, 1',
      guide: 'Leaflet, 1',
      'exchange-steps': 'Exchange steps, 1',
      'receipt-card': 'Receipt card, 1',
    },
    missingTitle: 'If something is missing, broken or has been opened',
    missing: [
      'Do not use the token.',
      'Call the contact below at once. Give the case number and we will look into it.',
    ],
    card: 'Please post the receipt card on the day you receive this.',
    noSerial: (label) =>
      `The token’s ${inSentence(label)} is not printed on this letter. The picture in the leaflet shows where to find it.`,
  },

  enclosure: {
    title: 'Leaflet',
    small: 'Hardware token',
    where: (label) => `Where the ${inSentence(label)} is`,
    whereNote: 'It is in the frame of the picture. Take care not to mistake letters for figures.',
    noPicture: 'If you cannot find it, call the branch.',
    onNextPage: 'The steps are on page 2. Have your old token at hand when you begin.',
    know: 'Using the code',
    changes: (seconds) =>
      seconds === null
        ? 'The code changes every 30 or 60 seconds. It is safest to enter it right after a change.'
        : `The code changes every ${seconds} seconds. It is safest to enter it right after a change.`,
    once: 'A code that was used once is void. Wait for the next one.',
    wrong: 'Several wrong codes in a row stop the token. If a code is refused, stop and tell the branch.',
    expiryTitle: 'Expiry',
    expiry: [
      'After its expiry the token no longer works. Look for a date on the token.',
      'We will write to you in good time before it expires.',
    ],
    lostTitle: 'If it is lost or stolen',
    lost: ['Tell the branch at once. We will stop the token.', 'If it turns up later, do not use it.'],
    endTitle: 'When you no longer use it',
    end: ['Do not throw it away. Return it to the branch.'],
    exchange: {
      title: 'Exchange steps',
      lead: 'You need one code of your old token. Keep the old token until the new one is registered.',
      leadWithoutOld: 'Keep the old token until the new one is registered.',
      oldBroken: 'If the old token shows no code, stop here and tell the branch.',
    },
  },

  label: {
    title: 'Address label',
    small: 'For the envelope',
    registered: '簡易書留',
    noForwarding: '転送不要',
    giveBack: 'あて所に届かないときは、転送せず 差出人に還付してください。',
    numberHere: '書留の引受番号ラベル',
    sender: '差出人',
    senderStamp: '店の住所印',
    cut: 'Cut here',
    how: [
      'Cut along the line and stick it on the envelope.',
      'Compare it with the address in the window, character by character.',
      'Stick the registered-mail number into its frame and enter it.',
    ],
    barcode: 'Customer barcode',
    barcodeIs: 'Numbers read from the address',
    barcodeCut: 'They are too long and are cut off, as the post’s rules have it.',
    noBarcode: {
      'no-code': 'None: the postal code is not known.',
      'no-town': 'None: the postal code ends in 00 (a rule of the post).',
      'no-number': 'None: no number can be read from the address.',
    },
  },

  dispatchList: {
    title: 'Dispatch list',
    small: 'Registered mail',
    at: 'Posted',
    letters: 'Letters',
    column: {
      number: 'No.',
      mailNo: 'Registered no.',
      addressee: 'Addressee',
      postalCode: 'Postal code',
      caseNo: 'Case number',
      packers: 'Packed by',
    },
    thisPage: (count) => `This page ${count}`,
    total: (count) => `Total ${count}`,
    stamps: { by: 'Posted', released: 'Released' },
    post: 'Post office stamp',
  },

  stocktake: {
    title: 'Stocktake sheet',
    small: 'Branch copy',
    state: 'Result',
    opened: 'Begun',
    closed: 'Closed',
    caseNo: 'Case number',
    expected: 'By the book',
    counted: 'Counted',
    missing: 'In the book and not found',
    surplus: 'Found and not in the book',
    none: 'None.',
    stillCounting: 'Not known before the count is closed.',
    unknownSerial: 'No serial of ours',
    column: { state: 'State by the book', serials: 'Serials', count: 'Number' },
    stamps: { first: 'Counted', second: 'Second', supervisor: 'Supervisor' },
    verdict: stockWords.stocktakeState,
  },

  destruction: {
    title: 'Destruction certificate',
    small: 'Branch copy',
    certify: (count) => `${count} hardware tokens were destroyed before a witness, as follows.`,
    at: 'Destroyed',
    method: 'Method',
    methods: stock.destructions.method,
    why: 'Reason',
    by: 'Destroyed by',
    witness: 'Witness',
    count: 'Number',
    tokens: 'Tokens destroyed',
    column: { model: 'Model and state before', serials: 'Serials', count: 'Number' },
    never: 'These serials never return to stock.',
    stamps: { by: 'Destroyed', witness: 'Witness', supervisor: 'Checked' },
  },

  transfer: {
    title: 'Transfer slip',
    small: 'Goes with the box',
    from: 'From',
    to: 'To',
    branch: (no, name) => `${no} ${name}`,
    at: 'Recorded',
    state: 'State now',
    standing: transfers.standing,
    settled: 'Settled',
    reason: 'Why it was not accepted',
    reasons: transfers.reasons,
    count: 'Number',
    tokens: 'Tokens',
    column: { serials: 'Serials', count: 'Number' },
    atSender: 'Signatures at the sending branch',
    atReceiver: 'Signatures at the receiving branch',
    sign: {
      sent: ['Packed by', 'Witness'],
      received: ['Opened by', 'Witness'],
    },
    on: 'Date',
    how: 'Before opening, the receiving branch looks at the seal; two people then compare number and serials. If anything differs, nothing is accepted and the box goes back.',
  },

  campaign: {
    title: { 1: 'Replacing your token', 2: 'Replacing your token (reminder)' },
    small: 'Important',
    lead: {
      1: 'The hardware token you use will soon expire. We replace it with a new one. Please apply.',
      2: 'We have had no answer to our earlier letter. The hardware token you use will soon stop working.',
    },
    leadOver: {
      1: 'The hardware token you use has expired. We replace it with a new one. Please apply.',
      2: 'We have had no answer to our earlier letter. The hardware token you use has expired.',
    },
    which: 'The token',
    ending: (tail) => `Serial ending in ${tail}`,
    whose: 'Used by',
    expires: 'It stops working',
    expiresNote: ['After this time its codes are refused.', 'Please apply in good time.'],
    expired: 'It stopped working',
    expiredNote: ['Since this time its codes are refused.', 'Please apply in good time.'],
    how: 'How to apply',
    steps: [
      'Write date and name on the reply slip below and put your registered seal on it.',
      'Bring it to the branch you deal with, with your seal and an identity document.',
    ],
    until: 'Use your present token until the new one has arrived.',
    keep: 'Keep your present token until the new one is registered.',
    otherwise: 'Without a new one',
    otherwiseIs: {
      yes: 'After the expiry you cannot log in.',
      'if-customer-chose-login-otp':
        'After the expiry, logins and transactions that need a one-time password are not possible.',
      no: 'After the expiry, transactions that need a one-time password are not possible.',
    },
    already: 'If you have applied in the meantime, please disregard this letter.',
    reply: {
      title: 'Token replacement: reply slip',
      want: 'I apply for the replacement of my hardware token.',
      stop: 'I shall not use one any more.',
      date: 'Date',
      name: 'Name',
      seal: 'Seal',
      campaign: 'Letter number',
      branch: 'For the branch',
      caseNo: 'Case number',
    },
  },
} satisfies PaperHardwareMessages
