import type { Messages } from '../ja.ts'

export const administration = {
  title: 'Administration',
  tabs: {
    people: 'Staff',
    keys: 'Keys',
    backup: 'Backup',
    clock: 'Clock',
    verification: 'Verification',
  },
  clock: {
    states: {
      trusted: 'The clock is right',
      suspect: 'The clock is in doubt',
      rejected: 'The clock cannot be used',
    },
    here: 'Date and time here',
    why: 'Why it is doubted',
    firstBy: 'First to confirm',
    nothingToDo:
      'Nothing to do. The desk stops by itself when it finds the clock wrong, and waits for two people.',
    todo: 'Set the clock of this machine first. Then two people confirm it with F3. Stopping a token always works.',
  },
  verification: {
    lead: 'Computes the chain of the trail and every critical record anew.',
    notYet: 'Not verified since this screen was opened.',
    key: 'Verify',
    go: 'Verify now',
  },
} satisfies Messages['administration']
