import type { Messages } from '../ja.ts'

export const start = {
  title: 'The desk cannot start',
  partsChanged: (files: string) =>
    `The program’s part ${files} is not the one it was made with. It was not loaded, and the program stopped.`,
  selfTestFailed: (names: string) =>
    `The self-test of the cryptography failed: ${names}. Nothing was opened, and the program stopped.`,
  todo: 'Do not go on working on this machine; tell those who look after the system. Records are unchanged.',
  files: {
    titles: {
      master: 'Choose the contract file',
      seeds: 'Choose the seed file',
      document: 'Choose the document of a transfer',
      backup: 'Choose a backup',
      folder: 'Choose where backups go',
      save: 'Choose where to save it',
    },
    kinds: {
      master: 'List of contracts (CSV)',
      seeds: 'Seed file (PSKC, CSV)',
      document: 'Document of a transfer (JSON)',
      backup: 'Backup',
    },
  },
} satisfies Messages['start']
