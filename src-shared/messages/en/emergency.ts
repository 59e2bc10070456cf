import type { Messages } from '../ja.ts'

const people = (names: readonly string[], more: number): string =>
  names.join(', ') + (more === 0 ? '' : `, and ${more} more`)

export const emergency: Messages['emergency'] = {
  title: 'Emergency stop',
  lead: 'Lost, stolen, or perhaps deceived. One person can stop it alone.',
  elapsed: 'Since this window opened',
  time: (minutes, seconds) => `${minutes}:${String(seconds).padStart(2, '0')}`,
  back: 'Go back without stopping',
  backKey: 'Back',

  byHand:
    'This machine keeps nothing just now. Take the report down by hand on the blank form of loss or theft, and stop the token here first of all once it does.',
  byHandPrint: 'Print the form to write on',
  byHandPrintKey: 'Print form',
  onPaper: 'Nothing can be kept now: take it down on paper.',

  find: 'Find who is to be stopped',
  fieldHelp: 'Name, kana, telephone, account, ID or serial. One of them is enough.',
  again: 'Search',
  searching: 'Searching.',
  beginAgain: 'Find who is to be stopped first',

  who: 'Is this the person?',
  count: (count, more) => (more ? `more than ${count}` : `${count} found`),
  arrows: 'choose,',
  enter: 'decides',
  onScreen: 'The contract on screen',
  nobody: (text) => `Nobody is found by “${text}”.`,
  nobodyTodo: 'Part of the reading, or the first characters of an ID or number, will do.',
  kept: 'The screen behind this window stays as you left it.',
  kinds: { contract: 'Contract', user: 'User', token: 'Token', case: 'Case' },
  customer: (name) => name,
  chooseFirst: 'Press Enter to decide on this person first',

  check: 'Check what will be stopped',
  which: 'Which token is to be stopped?',
  whichFirst: 'Choose the token to be stopped first',
  sharedToken: (count) => `Shared token (one for ${count} people)`,
  stoppedAlready: (caseNo) => `Open ${caseNo}, which stopped it already`,
  nothingToStop: 'This contract has no token that could be stopped.',
  nothingToStopWhy: 'Nobody has registered one, or they are stopped already.',

  people,
  consequence: {
    yes: (who) => `${who}: no access to internet banking from this moment.`,
    no: (who) => `${who}: no one-time passwords from this moment. Signing in still works.`,
    'if-customer-chose-login-otp': (who) =>
      `${who}: no one-time passwords from this moment. Whoever signs in with them cannot sign in either.`,
  },
  token: 'Token',
  numberless: 'A token without a number',
  together: 'Stopped with it',
  alone: 'Nobody (one person uses this token)',
  scheduled: 'Transfers',
  scheduledAsk: (contact) => `The guide does not say. Ask ${contact}`,
  scheduledSupervisor: 'The guide does not say. Ask a supervisor',
  undo: 'To undo it',
  undoHow: {
    lost: {
      never: 'It does not come back, even when found. A new token is registered.',
      'before-reissue': 'Found before a re-issue, two supervisors can restore it on a written form.',
    },
    stolen: {
      never: 'It does not come back. A new token is registered.',
      'before-reissue': 'It does not come back. A new token is registered.',
    },
    uninstalled: {
      never: 'Takes a written form and a supervisor’s approval.',
      'before-reissue': 'Takes a written form and a supervisor’s approval.',
    },
    suspicious: {
      never: 'Takes a written form and a supervisor’s approval.',
      'before-reissue': 'Takes a written form and a supervisor’s approval.',
    },
  },
  how: 'What happened?',
  callBack: 'Number for calling back',
  callBackHelp: 'Can be added later',
  onContract: (phone) => `On the contract: ${phone}`,
  noPhone: 'The contract has no telephone',
  useContract: 'Use the number on the contract',
  neverAsk: 'Never ask on the telephone',
  neverAskWhat: 'One-time passwords, login passwords, PINs.',
  neverAskSay: 'If the caller is about to say one: “Please do not tell me.”',

  clock: 'Stopping works even with a wrong clock.',
  review: 'A supervisor reviews it today.',
  stop: (who) => `Stop ${who} now`,
  stopShared: (customer) => `Stop the shared token of ${customer} now`,
  andOthers: (name, others) =>
    others === 0 ? name : `${name} and ${others} ${others === 1 ? 'other' : 'others'}`,
  stopKey: 'Stop now',

  stopped: 'Stopped',
  stoppedWho: (who) => `${who}: the token no longer works.`,
  stoppedAt: 'Stopped at',
  stoppedTokens: 'Tokens stopped',
  stoppedPeople: 'Who can no longer use it',
  caseNo: 'Case number',
  next: 'Stay on the telephone and go on asking',
  nextQuestions:
    'Three questions and a number for calling back go into the case. A supervisor reviews it today.',
  toCase: 'Write down the rest of the call',
  toCaseKey: 'Go on',
  openOther: 'Open case',
  close: 'Close',
  said: (who, caseNo) => `${who}: stopped. The case number is ${caseNo}.`,
}
