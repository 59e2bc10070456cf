import type { Messages } from '../ja.ts'

export const start = {
  title: 'The desk cannot start',
  nativeChanged: (files: string) =>
    `The program’s part ${files} is not the one it was made with. It was not loaded, and the program stopped.`,
  selfTestFailed: (names: string) =>
    `The self-test of the cryptography failed: ${names}. Nothing was opened, and the program stopped.`,
  todo: 'Do not go on working on this machine; tell those who look after the system. Records are unchanged.',
} satisfies Messages['start']
