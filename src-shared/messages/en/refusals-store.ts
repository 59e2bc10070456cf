import type { CalendarDate, Instant } from '../../ids.ts'
import { formatDate, formatMoment } from '../../text/wareki.ts'
import type { RefusalSentences } from '../sentence.ts'
import { count, tellSystems } from './refusal-words.ts'

/** What, why, and what to do, for the store, its keys and its disk, and the day that is opened and closed. */

/** Nothing is mended behind anybody's back: what was found is written down, and a backup takes the place. */
const restoreAtDoor =
  ' Write down the numbers that stand here. A backup is brought back by “Restore a backup on this PC” on the first screen.'

export const storeRefusals = {
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
  'store-still-opens': () => ({
    what: 'The branch records on this PC are not replaced yet.',
    why: 'They open, or nobody has shown yet that they do not. Records that open are restored by whoever is signed in.',
    todo: 'Choose “Open the branch” and sign in. If they open, restore under “Administration”, “Backup”. If the sign-in says they do not, come back here without closing Madoguchi.',
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
    todo: `Leave the files alone and ${tellSystems}${restoreAtDoor}`,
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
    todo: `Do not start work, and ${tellSystems}${restoreAtDoor}`,
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
  'store-rolled-back': ({ entry, head, seen, seenHead, seenAt }) => ({
    what: 'The branch records have been put back to an older state.',
    why: `They now stand at entry ${entry} (${head}). This machine has seen entry ${seen} (${seenHead})${
      seenAt === '' ? '' : ` of ${formatMoment(seenAt as Instant, 'en')}`
    }.`,
    todo: `Do not start work, and ${tellSystems} Nothing was written to the records.${restoreAtDoor}`,
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
} satisfies Partial<RefusalSentences>
