import { type RefusalSentences, wordIn } from '../sentence.ts'
import { frame } from './frame.ts'
import { type Because, count, duration, tellSystems } from './refusal-words.ts'

/** What, why, and what to do, for one-time codes, and the clock they are judged by. */

const clocks: Readonly<Record<string, string>> = {
  suspect: 'The clock of this machine may be wrong.',
  rejected: 'The clock of this machine is wrong.',
}

const setTheClock = 'Set the clock, press F3 and confirm it with a supervisor.'

const codes: Readonly<Record<string, Because>> = {
  wrong: { why: 'They are not the digits shown now.', todo: 'Wait for the next digits and enter those.' },
  replayed: {
    why: 'These digits have been used already.',
    todo: 'Wait for the next digits and enter those.',
  },
  malformed: { why: 'The number of digits is wrong.', todo: 'Enter all the digits the token shows.' },
  'clock-behind': { why: 'The clock of this machine is slow.', todo: setTheClock },
  'clock-contradicted': {
    why: 'Several tokens show another time than this machine.',
    todo: setTheClock,
  },
  'clock-doubted': { why: 'The clock of this machine may be wrong.', todo: setTheClock },
  expired: {
    why: 'The token is past its expiry date.',
    todo: 'Hand out another token and register its number.',
  },
  suspended: {
    why: 'The bank has stopped this token.',
    todo: 'Look into the case that stopped it.',
  },
  tombstoned: {
    why: 'It was detached before, or was reported lost or stolen.',
    todo: 'Hand out another token and register its number.',
  },
  'not-handed-out': {
    why: 'By the book the token is not with the customer.',
    todo: 'Record its delivery or its handing out first.',
  },
  quarantined: {
    why: 'What is on record about this token does not add up.',
    todo: `Do not use this token, and ${tellSystems}`,
  },
}

const staffCodes: Readonly<Record<string, Because>> = {
  ...codes,
  locked: {
    why: 'The token is stopped after wrong digits in a row.',
    todo: 'Tell the administrator. You cannot undo this yourself.',
  },
  rebind: {
    why: 'The token has had too many wrong digits and cannot be used.',
    todo: 'Tell the administrator and have the token enrolled anew.',
  },
}

const customerCodes: Readonly<Record<string, Because>> = {
  ...codes,
  locked: {
    why: 'The token is stopped after wrong digits in a row.',
    todo: 'Hand out another token and register its number.',
  },
  rebind: {
    why: 'The token has had too many wrong digits and cannot be used.',
    todo: 'Hand out another token and register its number.',
  },
}

const resyncs: Readonly<Record<string, Because>> = {
  wrong: {
    why: 'They are not two of its digits in a row.',
    todo: 'Enter what it shows, and what it shows right after that. Exchange a token that never fits.',
  },
  replayed: {
    why: 'These digits have been used already.',
    todo: 'Wait for the next digits and enter two in a row.',
  },
  locked: {
    why: 'The token is stopped after wrong digits in a row.',
    todo: 'Unlock it first, then resync it.',
  },
}

const otherCode: Because = {
  why: 'Why is to be confirmed.',
  todo: `Enter them once more. If it persists, ${tellSystems}`,
}

export const codeRefusals = {
  'clock-untrusted': ({ clock, reason, secondsFast }) => ({
    what:
      reason === undefined || secondsFast === undefined
        ? (wordIn(clocks, clock) ?? 'The clock of this machine is to be confirmed.')
        : frame.clockDoubt(reason, secondsFast),
    why: 'Checking digits and approving need the right time.',
    todo: setTheClock,
  }),
  'staff-code-refused': ({ reason }) => ({
    what: 'The digits of your own token were not accepted.',
    ...(wordIn(staffCodes, reason) ?? otherCode),
  }),
  'code-refused': ({ reason, triesLeft }) => {
    const { why, todo } = wordIn(customerCodes, reason) ?? otherCode
    return {
      what: "The digits of the customer's token were not accepted.",
      why,
      todo:
        triesLeft === null
          ? todo
          : `${todo} The token stops after ${count(triesLeft, 'more wrong entry', 'more wrong entries')}.`,
    }
  },
  'code-needed': () => ({
    what: "The digits of the customer's token are needed.",
    why: 'The branch can check the digits of this token.',
    todo: 'Enter the digits the token shows.',
  }),
  'code-not-checkable': () => ({
    what: 'The branch cannot check the digits of this token.',
    why: 'Only the centre can check them.',
    todo: "Look at the registration on the centre's screen and choose that the centre has verified it.",
  }),
  'clock-not-doubted': () => ({
    what: 'The clock of this machine is not in doubt.',
    why: 'Two people confirm it only when it may be wrong.',
    todo: 'Just go on.',
  }),
  'clock-time-differs': ({ secondsFast }) => ({
    what: `The clock of this machine is about ${duration(Math.abs(secondsFast))} ${secondsFast > 0 ? 'ahead of' : 'behind'} the time you entered.`,
    why: 'A clock that is wrong cannot be called right.',
    todo: 'Set the clock of the machine, then enter the time again.',
  }),
  'clock-code-differs': () => ({
    what: 'The digits do not fit the time on this machine.',
    why: 'The clock is still off, or the digits were mistyped. Neither was counted.',
    todo: 'Set the clock to the second, wait 30 seconds and enter the next digits.',
  }),
  'clock-second-person': ({ name, need }) =>
    need === 'supervisor'
      ? {
          what: 'One of the two must be a supervisor.',
          why: `The first of them, ${name}, is not one.`,
          todo: 'Let a supervisor be the second person.',
        }
      : {
          what: `The first person to confirm the clock was ${name}.`,
          why: 'Two different people confirm it.',
          todo: 'Let somebody else be the second person.',
        },
  'resync-refused': ({ reason, triesLeft }) => {
    const { why, todo } = wordIn(resyncs, reason) ?? wordIn(customerCodes, reason) ?? otherCode
    return {
      what: 'The token was not resynced.',
      why,
      todo:
        triesLeft === null
          ? todo
          : `${todo} The token stops after ${count(triesLeft, 'more wrong entry', 'more wrong entries')}.`,
    }
  },
  'drift-none': () => ({
    what: 'No drift of this token is remembered.',
    why: 'It stands at zero already.',
    todo: 'If its digits are not accepted, resync it.',
  }),
} satisfies Partial<RefusalSentences>
