import { type RefusalSentences, wordIn } from '../sentence.ts'
import { people } from './people.ts'
import { type Because, fieldNames, start, state, tellSystems } from './refusal-words.ts'
import { backupRefusals } from './refusals-backup.ts'
import { caseRefusals } from './refusals-cases.ts'
import { codeRefusals } from './refusals-codes.ts'
import { keyRefusals } from './refusals-keys.ts'
import { peopleRefusals } from './refusals-people.ts'
import { stockRefusals } from './refusals-stock.ts'
import { storeRefusals } from './refusals-store.ts'
import { trail } from './trail.ts'
import { words } from './words.ts'

const operation = (name: string): string => wordIn(trail.operations, name) ?? trail.otherOperation

const act = (now: string, event: string): string | undefined =>
  (wordIn<string>(words.stock.state, now) === undefined ? undefined : wordIn(words.stockActs, event)) ??
  wordIn(words.acts, event)

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
  ...storeRefusals,
  ...peopleRefusals,
  ...codeRefusals,
  ...caseRefusals,
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
  'pack-name-taken': ({ fileName }) => ({
    what: 'Nothing was saved.',
    why: `A file for machines is saved beside the PDF, and its name ${fileName} is not free.`,
    todo: 'Save it again under another name that ends in .pdf.',
  }),
}
