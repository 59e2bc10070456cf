import type { CalendarDate, Instant } from '../../ids.ts'
import { formatDate, formatMoment } from '../../text/wareki.ts'
import { type RefusalSentences, type Sentence, wordIn } from '../sentence.ts'
import { closing } from './closing.ts'
import { frame } from './frame.ts'
import { master } from './master.ts'
import { people } from './people.ts'
import { backupRefusals } from './refusals-backup.ts'
import { keyRefusals } from './refusals-keys.ts'
import { stockRefusals } from './refusals-stock.ts'
import { trail } from './trail.ts'
import { words } from './words.ts'

const tellSystems = 'tell the number to the systems desk.'

const start = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
const count = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`)

const operation = (name: string): string => wordIn(trail.operations, name) ?? trail.otherOperation
const state = (code: string): string => wordIn<string>(words.states, code) ?? people.unknown

const act = (now: string, event: string): string | undefined =>
  (wordIn<string>(words.stock.state, now) === undefined ? undefined : wordIn(words.stockActs, event)) ??
  wordIn(words.acts, event)

const fieldNames = (fields: readonly string[]): readonly string[] => [
  ...new Set(
    fields.flatMap((path) => {
      const last = path.split('.').findLast((part) => !/^\d+$/u.test(part)) ?? ''
      return wordIn<string>(words.intake, last) ?? wordIn(words.inputs, last) ?? []
    }),
  ),
]

const duration = (seconds: number): string =>
  seconds < 60 ? count(seconds, 'second', 'seconds') : count(Math.ceil(seconds / 60), 'minute', 'minutes')

const passphraseFaults: Readonly<Record<string, string>> = {
  'too-short': 'It is too short.',
  'too-long': 'It is too long.',
  common: 'It is a common passphrase.',
  repeats: 'It repeats itself.',
  sequence: 'It follows an alphabet or the digits.',
  keyboard: 'It follows the keyboard.',
  context: 'It consists of names and numbers that everybody here knows.',
  unchanged: 'It is the present one.',
}

const clocks: Readonly<Record<string, string>> = {
  suspect: 'The clock of this machine may be wrong.',
  rejected: 'The clock of this machine is wrong.',
}

type Because = Pick<Sentence, 'why' | 'todo'>
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

const serialWarnings: Readonly<Record<string, string>> = {
  'carrier-mismatch': 'Its form is not that of the devices of this service.',
  'short-serial': 'It is one digit shorter than the guide says.',
  'form-not-stated': 'The guide does not say which form it should have.',
}

const neverReturns: Readonly<Record<string, string>> = {
  lost: 'A token that was reported lost does not come back, even when it is found.',
  stolen: 'A token that was reported stolen goes back to nobody.',
  retired: 'The token has been taken away already and is no longer used.',
}

const otherAnswer: Because = {
  why: 'This desk does not carry it out yet.',
  todo: 'Take it in as you did before.',
}
const answers: Readonly<Record<string, Because>> = {
  'nothing-to-do': {
    why: 'There is nothing to do.',
    todo: 'Tell the customer why, and record the advice.',
  },
  'own-administrator': {
    why: "The customer's own administrator can do it.",
    todo: 'Hand out the guidance sheet.',
  },
  branch: otherAnswer,
}

const papersWait: Readonly<Record<string, string>> = {
  receipt: 'The receipt can be printed after approval.',
  slip: 'The slip belongs to a case of loss or theft.',
  steps: 'The step sheet can be printed once the token is detached.',
}

const printing: Readonly<Record<string, Because>> = {
  'no-printer': {
    why: 'No usable printer was found.',
    todo: 'Check its power and the A4 paper, then press F7. The case itself goes on.',
  },
  layout: {
    why: 'The sheet could not be laid out.',
    todo: `Press F7 again. If it persists, ${tellSystems}`,
  },
}

export const refusals: RefusalSentences = {
  'not-signed-in': () => ({
    what: 'Nobody is signed in.',
    why: 'Only somebody who is signed in can do this.',
    todo: 'Sign in with your staff number, passphrase and the digits of your token.',
  }),
  'session-locked': () => ({
    what: 'This desk is locked.',
    why: 'Whoever came back has not been recognised yet.',
    todo: 'Enter your passphrase and the digits of your token.',
  }),
  'desk-frozen': () => ({
    what: 'This screen cannot be used now.',
    why: 'The approval window is open.',
    todo: 'Go on when the approval window has closed.',
  }),
  'role-forbids': ({ role, operation: name }) => ({
    what: `${start(operation(name))} is not among the tasks of this role (${wordIn(people.roles, role) ?? people.unknown}).`,
    why: 'What somebody may do depends on their role.',
    todo: 'Ask a colleague whose task it is.',
  }),
  'window-forbids': ({ operation: name }) => ({
    what: `${start(operation(name))} is not possible from this window.`,
    why: 'What can be done depends on the window.',
    todo: 'Use the other window: the desk or the approval window.',
  }),
  'operation-unknown': () => ({
    what: 'This desk has no such operation.',
    why: 'The screen and the program may be of different versions.',
    todo: `Close Madoguchi and open it again. If it persists, ${tellSystems}`,
  }),
  'too-many-calls': () => ({
    what: 'Too much was asked in too short a time; this was not taken.',
    why: 'The desk answers so many questions a second and no more.',
    todo: `Wait a moment and do it again. If you see this without having done anything, ${tellSystems}`,
  }),
  'seed-uses-spent': ({ perHour }) => ({
    what: 'No more codes of tokens are checked.',
    why: `They were checked more than ${perHour} times in one hour. This has been recorded.`,
    todo: 'A supervisor signs in at this desk and goes on. From then on the count begins again.',
  }),
  'input-malformed': ({ fields }) => {
    const names = fieldNames(fields)
    return {
      what: `This cannot be read: ${names.length === 0 ? 'what was entered' : names.join(', ')}.`,
      why: 'It is too long, has the wrong form, or contains invisible characters.',
      todo: 'Clear it and enter it again.',
    }
  },
  'state-forbids': ({ thing, state: now, event }) => ({
    what: `The state of ${thing} is now “${state(now)}”.`,
    why: `In this state it cannot be ${act(now, event) ?? 'moved on'}.`,
    todo: 'Refresh the screen and look at its present state.',
  }),
  'already-done': ({ operation: name }) => ({
    what: `Already done: ${operation(name)}.`,
    why: 'The same request arrived twice.',
    todo: 'Refresh the screen and look at the result.',
  }),
  'clock-untrusted': ({ clock, reason, secondsFast }) => ({
    what:
      reason === undefined || secondsFast === undefined
        ? (wordIn(clocks, clock) ?? 'The clock of this machine is to be confirmed.')
        : frame.clockDoubt(reason, secondsFast),
    why: 'Checking digits and approving need the right time.',
    todo: setTheClock,
  }),

  'store-not-open': () => ({
    what: 'No branch records are open.',
    why: 'They stay closed until somebody signs in.',
    todo: 'Choose a branch on the first screen and sign in.',
  }),
  'store-exists': () => ({
    what: 'This machine already has branch records.',
    why: 'The first set-up is done only once.',
    todo: 'Choose “Open the branch” on the first screen.',
  }),
  'store-missing': () => ({
    what: 'The records of this branch are not here.',
    why: 'They have not been made yet, or they have been moved.',
    todo: 'Go back to the first screen. If this is the first time, begin with the set-up.',
  }),
  'standin-refuses-branch': () => ({
    what: 'The real records stay closed.',
    why: 'Madoguchi is running on the evaluation stand-in.',
    todo: 'Use the practice branch.',
  }),
  'keyring-damaged': () => ({
    what: 'The key file cannot be used.',
    why: 'It is damaged or has been tampered with.',
    todo: `Leave the files alone and ${tellSystems}`,
  }),
  'keyring-foreign': () => ({
    what: 'The key file does not belong to these records.',
    why: 'It may have been copied from another branch.',
    todo: `Leave the files alone and ${tellSystems}`,
  }),
  'keyring-newer': () => ({
    what: 'The key file is too new to be read.',
    why: 'A newer version of Madoguchi wrote it.',
    todo: 'Open it with the newer version. The file has not been touched.',
  }),
  'database-damaged': () => ({
    what: 'The branch records cannot be opened.',
    why: 'Their file is damaged or has been tampered with.',
    todo: `Leave the files alone and ${tellSystems}`,
  }),
  'database-newer': ({ found, known }) => ({
    what: 'The branch records are too new to be read.',
    why: `They are version ${found}. This desk reads versions up to ${known}.`,
    todo: 'Open them with the newer version. The records have not been touched.',
  }),
  'store-in-use': () => ({
    what: 'The branch records are already open.',
    why: 'Another Madoguchi is using them.',
    todo: 'Close the one that was opened first.',
  }),
  'store-of-other-mode': () => ({
    what: 'These records cannot be opened here.',
    why: 'The practice branch and the real branch have changed places on this machine.',
    todo: 'Ask whoever moved the folders to put them back.',
  }),
  'store-diverged': ({ entry }) => ({
    what: 'The branch records do not add up.',
    why:
      entry > 0
        ? `They do not add up from entry ${entry} on.`
        : 'The records or the key file may have been replaced by older ones.',
    todo: `Do not start work, and ${tellSystems}`,
  }),
  'day-not-opened': ({ number, sheetDate }) => ({
    what: 'The branch is not open yet.',
    why:
      number === 0
        ? 'The machine had no note of how far the records had got, and there is no daily sheet yet.'
        : `Daily sheet no. ${number} of ${formatDate(sheetDate as CalendarDate, 'en')} has not been checked.`,
    todo:
      number === 0
        ? 'Two supervisors open the day together and write down why. An emergency stop works at any time.'
        : 'A supervisor opens the day with the code on that sheet. An emergency stop works at any time.',
  }),
  'opening-not-due': () => ({
    what: 'The branch is open already.',
    why: 'The daily sheet has been checked.',
    todo: 'Go on with your work.',
  }),
  'opening-not-yours': () => ({
    what: 'You cannot open the day.',
    why: "Only a supervisor or today's deputy checks the daily sheet.",
    todo: 'Ask a supervisor.',
  }),
  'sheet-code-wrong': ({ number, sheetDate, triesLeft }) => ({
    what: 'That is not the code.',
    why: `The code of sheet no. ${number} of ${formatDate(sheetDate as CalendarDate, 'en')} is expected here.`,
    todo: `Compare number and date of the sheet. If you hold a newer one, the records have been put back to an older state: do not start work, and tell the systems desk. ${count(triesLeft, 'try is', 'tries are')} left.`,
  }),
  'sheet-tries-spent': () => ({
    what: 'No more codes are taken.',
    why: 'A wrong code was typed three times.',
    todo: 'Two supervisors open the day together and write down why.',
  }),
  'closing-under-way': () => ({
    what: 'The closing is under way.',
    why: 'It has not ended yet.',
    todo: 'Wait until it has.',
  }),
  'deputy-unfit': ({ reason }) => ({
    what: 'This colleague cannot be the deputy.',
    why: wordIn(closing.unfit, reason) ?? closing.unfit.other,
    todo: 'Choose somebody else, or another day.',
  }),
  'store-rolled-back': ({ entry, head, seen, seenHead, seenAt }) => ({
    what: 'The branch records have been put back to an older state.',
    why: `They now stand at entry ${entry} (${head}). This machine has seen entry ${seen} (${seenHead})${
      seenAt === '' ? '' : ` of ${formatMoment(seenAt as Instant, 'en')}`
    }.`,
    todo: `Do not start work, and ${tellSystems} Nothing was written to the records.`,
  }),
  'device-secret-missing': () => ({
    what: 'The key of this machine cannot be read.',
    why: 'It is missing, damaged, or belongs to another machine.',
    todo: `Open the records on the machine that made them. If that is this one, ${tellSystems}`,
  }),
  'device-secret-busy': () => ({
    what: 'The key of this machine is not ready yet.',
    why: "The machine's key store is locked.",
    todo: 'Unlock the key store, then sign in again.',
  }),
  'two-persons-needed': () => ({
    what: 'There are not two different persons.',
    why: 'Two persons with different staff numbers and names are needed to begin.',
    todo: 'Add another person.',
  }),
  'enrolment-unknown': () => ({
    what: 'The QR code is out of date.',
    why: 'Madoguchi was reopened or the staff number changed after it was shown.',
    todo: 'Show a new QR code and scan that one.',
  }),
  'supervisor-needed': () => ({
    what: 'There is no supervisor.',
    why: 'Only a supervisor can approve.',
    todo: 'Make at least one person a supervisor.',
  }),
  'two-to-administer': () => ({
    what: 'There are not two people to look after colleagues and keys.',
    why: 'Enrolling or stopping somebody takes two supervisors, or a supervisor and an administrator.',
    todo: 'Make at least two people supervisors or administrators.',
  }),
  'passphrase-weak': ({ staff, reason }) => ({
    what: `The passphrase of ${staff} cannot be used.`,
    why: wordIn(passphraseFaults, reason) ?? 'It would be easy to guess.',
    todo: 'Choose a sentence of 15 characters or more that nobody would guess.',
  }),
  'disk-full': () => ({
    what: 'Nothing could be written.',
    why: 'The disk of this machine is full.',
    todo: 'Free some space and do it again. What you just did was not kept.',
  }),
  'store-read-only': () => ({
    what: 'Nothing could be written.',
    why: 'The place of the records does not allow writing.',
    todo: `What you just did was not kept. Please ${tellSystems}`,
  }),
  'store-in-doubt': () => ({
    what: 'Nobody knows yet whether what you just did was kept.',
    why: 'The disk of this machine failed while writing.',
    todo: 'Sign in again, go to the same screen, and see how it stands.',
  }),

  'sign-in-refused': () => ({
    what: 'You could not be recognised.',
    why: 'The staff number or the passphrase is wrong.',
    todo: 'Check both and enter them again.',
  }),
  'sign-in-delayed': ({ seconds }) => ({
    what: `Please wait ${duration(seconds)}.`,
    why: 'Wrong passphrases or digits were entered in a row.',
    todo: 'Wait, then enter them again.',
  }),
  'sign-in-disabled': () => ({
    what: 'This staff number is disabled.',
    why: 'Ten wrong passphrases or digits were entered in a row.',
    todo: 'Tell the administrator. You cannot undo this yourself.',
  }),
  'passphrase-due': () => ({
    what: 'Choose a passphrase of your own first.',
    why: 'You came in with a first secret. Nothing else works yet.',
    todo: 'Type the new passphrase twice and press F12.',
  }),
  'first-secret-over': ({ reason }) => ({
    what: 'This first secret is over.',
    why:
      reason === 'used' ? 'A first secret opens once.' : 'A first secret ends 24 hours after it was issued.',
    todo: 'Ask two others, one of them a supervisor, for a new one.',
  }),
  'about-oneself': ({ staff }) => ({
    what: `${staff} cannot be changed by the same person.`,
    why: 'What the branch knows of its people is changed by two others.',
    todo: 'Ask two colleagues, one of them a supervisor.',
  }),
  'standing-forbids': ({ staff, standing }) => ({
    what: `This cannot be done with ${staff} now.`,
    why: `Their present standing is: ${wordIn(people.standings, standing) ?? 'to be confirmed'}.`,
    todo: 'Look at the list again.',
  }),
  'too-few-people': ({ lacks }) => ({
    what: 'Too few people would be left.',
    why:
      lacks === 'supervisor'
        ? 'No supervisor could sign in any more.'
        : 'Fewer than two people could sign in.',
    todo: 'Add somebody, or enable a colleague again, first.',
  }),
  'staff-number-taken': ({ staff }) => ({
    what: `Staff number ${staff} is taken.`,
    why: 'The number of somebody who has left is never given to anybody else.',
    todo: 'Check the number on the badge.',
  }),
  'person-known': ({ staff, name }) => ({
    what: `Staff number ${staff} is ${name} already.`,
    why: 'Somebody with two staff numbers is still one person.',
    todo: 'Say whether it is the same person, or somebody else of that name.',
  }),
  'staff-code-refused': ({ reason }) => ({
    what: 'The digits of your own token were not accepted.',
    ...(wordIn(staffCodes, reason) ?? otherCode),
  }),

  'contract-unknown': ({ contractNo }) => ({
    what: `Contract ${contractNo} is not in our records.`,
    why: 'The number is wrong, or the contract has not been imported yet.',
    todo: 'Press F2 and try the name or the account number.',
  }),
  'target-unknown': ({ contractNo }) => ({
    what: 'The chosen user or shared token is not in the contract.',
    why: `Contract ${contractNo} may have changed while it was open.`,
    todo: 'Refresh the contract and choose again.',
  }),
  'master-unreadable': ({ reason, columns, line }) => {
    const found = wordIn(master.fileRefusals, reason)
    return {
      what: master.unreadable,
      why: found?.why({ columns, line }) ?? 'Why is to be confirmed.',
      todo: found?.todo ?? `Export it again. If it persists, ${tellSystems}`,
    }
  },
  'master-plan-unknown': () => ({
    what: 'This rehearsal can no longer be used.',
    why: 'The records changed or Madoguchi was reopened since then.',
    todo: 'Choose the file again. Nothing has been written yet.',
  }),
  'master-nothing-to-do': () => ({
    what: 'There is nothing to import.',
    why: 'No contract is new and none has changed.',
    todo: 'Check when the file was exported.',
  }),

  'case-unknown': ({ caseNo }) => ({
    what: caseNo === '' ? 'No case is open.' : `Case ${caseNo} cannot be opened.`,
    why: 'The number is wrong, or its window has closed.',
    todo: 'Open it from a list or by searching with F2.',
  }),
  'case-changed': ({ caseNo, version }) => ({
    what: 'The case changed while it was open.',
    why: `Case ${caseNo} is now at version ${version}. Nothing was saved to or approved in the earlier one.`,
    todo: 'Compare the new version.',
  }),
  'case-incomplete': ({ fields }) => {
    const names = fieldNames(fields)
    return {
      what: `${count(fields.length, 'thing is', 'things are')} still missing.`,
      why: names.length === 0 ? 'The form is not complete.' : `Still to do: ${names.join(', ')}.`,
      todo: 'Look at the form, complete it, and ask for approval then.',
    }
  },
  'case-open-already': ({ caseNo }) => ({
    what: 'There is already a case about this.',
    why: `Case ${caseNo} has not ended yet.`,
    todo: 'Open that case and go on with it.',
  }),
  'not-a-branch-job': ({ answer }) => ({
    what: 'This does not become a case.',
    ...(wordIn(answers, answer) ?? otherAnswer),
  }),
  'target-has-no-token': () => ({
    what: 'There is no token to act on.',
    why: 'None is registered for this person, or its state is another one by now.',
    todo: 'Look at its present state in the contract.',
  }),
  'users-needed': () => ({
    what: 'There is nobody to do it for.',
    why: 'Nobody was chosen, or nobody who was chosen needs it.',
    todo: 'Choose the users it is for.',
  }),
  'staff-related': ({ contractNo }) => ({
    what: "You take no part in this customer's cases.",
    why: `A relation to the customer of contract ${contractNo} has been declared.`,
    todo: 'Ask a colleague.',
  }),
  'colleague-unknown': ({ staff }) => ({
    what: `The person with staff number ${staff} cannot be chosen.`,
    why: 'The number is wrong, or nobody of this branch who handles cases has it.',
    todo: 'Choose again from the list of colleagues.',
  }),
  'already-stopped': ({ caseNo }) => ({
    what: 'This token is stopped already.',
    why: caseNo === null ? 'We have stopped its use.' : `Case ${caseNo} stopped it.`,
    todo:
      caseNo === null
        ? 'Look at the contract and see that it is suspended by us.'
        : 'Open that case and add what the customer said.',
  }),
  'never-returns': ({ tombstone }) => ({
    what: 'This token cannot come back.',
    why:
      wordIn(neverReturns, tombstone) ?? 'By the rules of this service a stopped token does not come back.',
    todo: 'Go on to a re-issue and register a new token.',
  }),
  'token-unknown': ({ serial }) => ({
    what: `There is no token ${serial} on record.`,
    why: 'The number is wrong, or the contract has not been imported yet.',
    todo: 'Press F2 and try the name or the contract number.',
  }),
  'token-must-be-replaced': ({ serial }) => ({
    what: serial === '' ? 'This token cannot be unlocked.' : `${serial} cannot be unlocked.`,
    why: 'After too many wrong digits the token can no longer be used.',
    todo: 'Replace it by another token in a re-issue.',
  }),
  'administrator-first': ({ name }) => ({
    what: name === '' ? 'An administrator has to register first.' : `First to register is ${name}.`,
    why: 'In this service the administrator registers before everybody else.',
    todo: "Finish the administrator's registration and go on then.",
  }),

  'profile-unknown': ({ version }) => ({
    what: 'There is no such service description.',
    why: `The records of this branch hold no version ${version} of it.`,
    todo: 'Choose again from the list of service descriptions.',
  }),
  'profile-unchanged': () => ({
    what: 'The service description is the same as before.',
    why: 'No line of it was changed.',
    todo: 'Change what is to be changed and ask for approval then.',
  }),
  'profile-moved-on': ({ version }) => ({
    what: 'The service description changed while it was open.',
    why: `Version ${version} is in force now. Nothing can go on from the earlier one.`,
    todo: 'Compare the new version and begin again.',
  }),

  'approver-is-maker': ({ caseNo }) => ({
    what: 'You entered this case, so you cannot approve it.',
    why: `Case ${caseNo} contains entries of yours.`,
    todo: 'Ask another supervisor.',
  }),
  'approver-was-first': ({ caseNo }) => ({
    what: 'You cannot be the second supervisor of this case.',
    why: `The first approval of case ${caseNo} was yours.`,
    todo: 'Ask another supervisor.',
  }),
  'approver-not-supervisor': () => ({
    what: 'This person cannot approve.',
    why: 'Only a supervisor can approve.',
    todo: 'Ask a supervisor to enter their own staff number.',
  }),
  'approval-missing': () => ({
    what: 'Who decides has not been proven yet.',
    why: 'Only a supervisor who was proven on the spot can approve or send back.',
    todo: "Enter the supervisor's staff number, passphrase and the digits of their token.",
  }),
  'approval-expired': () => ({
    what: "The supervisor's proof has run out.",
    why: '120 seconds have passed, or the ending typed from the form was wrong three times.',
    todo: 'Prove the supervisor once more.',
  }),
  'approval-window-open': ({ caseNo }) => ({
    what: 'An approval window is already open.',
    why: `The approval of case ${caseNo} has not ended yet.`,
    todo: 'Finish with that window first.',
  }),
  'seal-not-matching': () => ({
    what: 'The registered seal does not match.',
    why: 'Without a match there is no approval.',
    todo: 'Compare the papers again. If they differ, send the case back or reject it.',
  }),
  'type-back-wrong': () => ({
    what: 'The ending typed from the form differs from our records.',
    why: 'What stands on the form may be something else than what is on record.',
    todo: 'Look at the form again. After three times you have to prove yourself anew.',
  }),
  'reason-needed': () => ({
    what: 'There is no reason.',
    why: 'The reason for this has to be on record.',
    todo: 'Write the reason and do it again.',
  }),

  'serial-malformed': ({ serial, label }) => ({
    what:
      serial === ''
        ? "The token's number is empty."
        : `${serial} does not have the form of a token's number${label === '' ? '' : ` (${label})`}.`,
    why:
      serial === ''
        ? 'Without it nobody knows which token is meant.'
        : 'The numbers of this service have another length or other characters.',
    todo: 'Look at the back of the token or at the app.',
  }),
  'serial-not-ours': ({ serial }) => ({
    what: `${serial} is not in our stock.`,
    why: 'A letter may have been read as a digit.',
    todo: 'Look at the back of the token and check O against 0 and I against 1.',
  }),
  'serial-tombstoned': ({ serial }) => ({
    what: `${serial} is a token that is no longer used.`,
    why: 'It was detached before, or was reported lost or stolen.',
    todo: 'Enter the number of another token.',
  }),
  'serial-in-use': ({ serial }) => ({
    what: `${serial} is used by somebody else.`,
    why: 'The token is registered for another person.',
    todo: 'Look at the number again. If it is right, use another token.',
  }),
  'serial-is-old': ({ serial }) => ({
    what: `${serial} is the token that was just detached.`,
    why: 'It is not certain that this service takes a detached token again.',
    todo: 'Enter the number of the new token.',
  }),
  'serial-warning-unaccepted': ({ serial, warning }) => ({
    what: `The guide does not describe a number like ${serial}.`,
    why: wordIn(serialWarnings, warning) ?? 'Its form is not that of the guide.',
    todo: 'Look at the token and write why it is registered all the same.',
  }),
  'too-early': ({ earliest }) => ({
    what: `Registration is possible from ${formatMoment(earliest as Instant, 'en')}.`,
    why: 'Before then an error appears. Nothing is broken.',
    todo: 'Register the token after that time.',
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
  'follow-up-in-past': () => ({
    what: 'The follow-up date has passed.',
    why: 'A day before today cannot be chosen.',
    todo: 'Enter today or a later day.',
  }),
  'waiver-reason-needed': () => ({
    what: 'There is no reason for not confirming.',
    why: 'Closing without confirming has to be on record with a reason.',
    todo: 'Write the reason, or have the customer confirm that the token works.',
  }),
  'vendor-closed': ({ vendor, since, instead }) => ({
    what: `No new token can be registered: ${vendor}.`,
    why: `New registrations ended on ${formatDate(since as CalendarDate, 'en')}.`,
    todo:
      instead.length === 0
        ? 'What replaces it is to be confirmed with the contact of the service.'
        : `Can be registered instead: ${instead.join(', ')}.`,
  }),
  'vendor-needed': () => ({
    what: 'The kind of token has not been chosen.',
    why: 'This service has several kinds, and some of them take no new tokens.',
    todo: "Look at the customer's screen or token and choose the kind.",
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

  ...backupRefusals,
  ...keyRefusals,
  ...stockRefusals,

  'paper-unavailable': ({ paper }) => ({
    what: `Not ready yet: ${wordIn(words.papers, paper) ?? 'this sheet'}.`,
    why: wordIn(papersWait, paper) ?? 'What is to be printed on it is not complete.',
    todo: 'Look at how far the case has come.',
  }),
  'print-failed': ({ reason }) => ({
    what: 'It was not printed.',
    ...(wordIn(printing, reason) ?? {
      why: 'The printer did not take it.',
      todo: 'Check the printer and press F7. The case itself goes on.',
    }),
  }),
  'save-cancelled': () => ({
    what: 'No file was written or read.',
    why: 'None was chosen, or its place does not allow writing.',
    todo: 'Choose again when you want to go on.',
  }),
}
