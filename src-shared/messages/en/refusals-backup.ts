import type { RefusalSentences } from '../sentence.ts'

/** What, why, and what to do, for backups and restores. */

const otherOne = 'Choose another backup. If none can be read, tell the number to the system administrators.'
const unharmed = 'The branch’s records are as they were.'

export const backupRefusals = {
  'backup-busy': () => ({
    what: 'A backup is being worked on just now.',
    why: 'Backups and restores are done one at a time.',
    todo: 'Wait until it has finished, then try again.',
  }),
  'backup-no-folder': () => ({
    what: 'No place for backups has been chosen.',
    why: 'It is chosen once, with a supervisor standing by.',
    todo: 'Choose a folder or a USB stick with “Choose where backups go”.',
  }),
  'backup-none': () => ({
    what: 'There is no backup to drill with.',
    why: 'None has been made yet, or all have been removed.',
    todo: 'Make a backup first.',
  }),
  'backup-full': () => ({
    what: 'The backup was not made: there is not enough room.',
    why: `The place for backups or this machine is full. ${unharmed}`,
    todo: 'Make room or take a new stick, then make it again.',
  }),
  'backup-gone': () => ({
    what: 'The place for backups cannot be found.',
    why: `The USB stick was taken out or is another one. ${unharmed}`,
    todo: 'Put in the stick that was chosen and try again. If it was replaced, choose the place anew.',
  }),
  'backup-not-writable': () => ({
    what: 'The place for backups takes no files.',
    why: `It is write-protected, or you may not write there. ${unharmed}`,
    todo: 'Take off the write protection, or choose the place anew.',
  }),
  'backup-unsound': () => ({
    what: 'A backup was made, but it did not read back right.',
    why: `What was read is not what was written. The place for backups may be damaged. ${unharmed}`,
    todo: 'Take a new stick, choose the place anew, and make the backup again.',
  }),
  'backup-interrupted': () => ({
    what: 'The backup ended before it was done.',
    why: `Somebody signed out in the middle of it. ${unharmed}`,
    todo: 'Sign in and make it again.',
  }),
  'backup-not-one': () => ({
    what: 'The file you chose is not a backup.',
    why: 'It is empty or something else.',
    todo: 'Choose a file whose name ends in .mgbackup.',
  }),
  'backup-newer': () => ({
    what: 'This backup was made by a newer version.',
    why: 'This version cannot read its form.',
    todo: 'Restore it with the version that made it, or a newer one.',
  }),
  'backup-damaged': () => ({
    what: 'This backup is damaged and cannot be used.',
    why: `It was cut off or changed. ${unharmed}`,
    todo: otherOne,
  }),
  'backup-foreign': () => ({
    what: 'This backup is not of this branch’s records.',
    why: 'It is of another branch, or of records from before the branch was set up anew.',
    todo: 'Choose a backup of this branch.',
  }),
  'backup-other-keys': () => ({
    what: 'This backup does not open with the present keys.',
    why: 'It was made before a key was rotated.',
    todo: 'Choose a backup from after the rotation. Without one, a PC that has no records takes it with two cards of the issue of its time.',
  }),
  'backup-not-chosen': () => ({
    what: 'No backup to restore has been chosen.',
    why: 'Somebody else has sat down since, or the file is another one by now.',
    todo: 'Choose the backup again.',
  }),
  'folder-not-chosen': () => ({
    what: 'No place for backups is chosen.',
    why: 'Somebody else has sat down since, or another place was chosen.',
    todo: 'Choose the place again.',
  }),
} satisfies Partial<RefusalSentences>
