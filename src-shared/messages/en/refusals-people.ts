import { type RefusalSentences, wordIn } from '../sentence.ts'
import { closing } from './closing.ts'
import { people } from './people.ts'
import { duration } from './refusal-words.ts'

/** What, why, and what to do, for those who work here: signing in, setting up, and what two people do about a colleague. */

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

export const peopleRefusals = {
  'deputy-unfit': ({ reason }) => ({
    what: 'This colleague cannot be the deputy.',
    why: wordIn(closing.unfit, reason) ?? closing.unfit.other,
    todo: 'Choose somebody else, or another day.',
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
} satisfies Partial<RefusalSentences>
