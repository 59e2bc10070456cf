import type { CalendarDate, Instant } from '../../ids.ts'
import { clockTime, formatDate, formatMoment } from '../../text/wareki.ts'
import { type RefusalSentences, wordIn } from '../sentence.ts'
import { master } from './master.ts'
import { type Because, count, fieldNames, tellSystems } from './refusal-words.ts'

/** What, why, and what to do, for contracts, cases, approvals and the tokens they are about. */

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

export const caseRefusals = {
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
  'approvals-paused': ({ until, count }) => ({
    what: `No approvals before ${clockTime(until as Instant)}.`,
    why: `You have approved ${count} cases within an hour. Beyond 20, there is a pause of ten minutes.`,
    todo: `Go on after ${clockTime(until as Instant)}, or ask another supervisor. An emergency stop works at any time.`,
  }),
  'sample-unknown': ({ entry }) => ({
    what: 'This approval was not chosen for review.',
    why: `Entry ${entry} of the trail is in no daily sheet’s sample.`,
    todo: 'Open the list again, and choose from it.',
  }),
  'sample-reviewed': ({ caseNo }) => ({
    what: 'This approval has been reviewed.',
    why: `Somebody else has looked at case ${caseNo}.`,
    todo: 'Choose the next one.',
  }),
  'review-not-yours': ({ caseNo, because }) => ({
    what: 'You cannot review this approval.',
    why:
      because === 'part'
        ? `You had a part in case ${caseNo}, or are related to its customer.`
        : `Case ${caseNo} is reviewed by a supervisor who had no part in it.`,
    todo: 'Ask a supervisor who had no part in it.',
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
} satisfies Partial<RefusalSentences>
