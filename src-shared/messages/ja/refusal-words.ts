import { type Sentence, wordIn } from '../sentence.ts'
import { people } from './people.ts'
import { words } from './words.ts'

/** What the sentences of several kinds of refusals share. */

export const tellSystems = '番号をシステム担当へ伝えてください。'

export const state = (code: string): string => wordIn<string>(words.states, code) ?? people.unknown

/** Names of fields as the gate gives them, such as `intake.formNumber` or `people.0.name`. */
export const fieldNames = (fields: readonly string[]): readonly string[] => [
  ...new Set(
    fields.flatMap((path) => {
      const last = path.split('.').findLast((part) => !/^\d+$/u.test(part)) ?? ''
      return wordIn<string>(words.intake, last) ?? wordIn(words.inputs, last) ?? []
    }),
  ),
]

export const duration = (seconds: number): string =>
  seconds < 60 ? `${seconds}秒` : `${Math.ceil(seconds / 60)}分`

export type Because = Pick<Sentence, 'why' | 'todo'>
